/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-question.h"

struct _GxImportQuestion {
  AdwBin parent_instance;

  GtkLabel *question, *why;
  GtkListBox *answers;
};

enum { ANSWERED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxImportQuestion, gx_import_question, ADW_TYPE_BIN)

static void
row_activated_cb (GxImportQuestion *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[ANSWERED], 0, (guint) gtk_list_box_row_get_index (row));
}

static gboolean
gx_import_question_grab_focus (GtkWidget *widget)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GX_IMPORT_QUESTION (widget)->answers, 0);

  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
gx_import_question_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GX_TYPE_IMPORT_QUESTION);
  G_OBJECT_CLASS (gx_import_question_parent_class)->dispose (object);
}

static void
gx_import_question_class_init (GxImportQuestionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_import_question_dispose;
  widget_class->grab_focus = gx_import_question_grab_focus;
  signals[ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-import-question.ui");
  gtk_widget_class_bind_template_child (widget_class, GxImportQuestion, question);
  gtk_widget_class_bind_template_child (widget_class, GxImportQuestion, why);
  gtk_widget_class_bind_template_child (widget_class, GxImportQuestion, answers);
}

static void
gx_import_question_init (GxImportQuestion *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->answers, "row-activated", G_CALLBACK (row_activated_cb), self);
}

void
gx_import_question_ask (GxImportQuestion *self, const char *question, const char *why)
{
  g_return_if_fail (GX_IS_IMPORT_QUESTION (self));

  GtkListBoxRow *row = NULL;
  gtk_label_set_label (self->question, question);
  gtk_label_set_label (self->why, why);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->answers), GTK_ACCESSIBLE_PROPERTY_LABEL, question,
                                  -1);
  while ((row = gtk_list_box_get_row_at_index (self->answers, 0)) != NULL)
    gtk_list_box_remove (self->answers, GTK_WIDGET (row));
}

void
gx_import_question_add (GxImportQuestion *self, const char *answer, const char *example)
{
  g_return_if_fail (GX_IS_IMPORT_QUESTION (self));

  GtkWidget *row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), answer);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), example != NULL ? example : "");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("gx-forward-symbolic"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, answer,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, example != NULL ? example : "", -1);
  gtk_list_box_append (self->answers, row);
}
