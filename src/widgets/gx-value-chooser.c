/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-value-chooser.h"

#include "criteria/gx-criteria-catalogue.h"

#include <glib/gi18n-lib.h>

#define LIST_HEIGHT_PX 240
#define MOST 30               /* offered at once */
#define WIDTH_CHARS 24
#define VALUE_KEY "gx-value"

struct _GxValueChooser {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkEntry *entry;
  GtkListBox *list;

  GxBook *book;
  const GxCriteriaField *field;
  GCancellable *asking;       /* NULL: nothing is being asked */
  char *label, *placeholder;
};

enum { PROP_LABEL = 1, PROP_PLACEHOLDER, N_PROPS };
static GParamSpec *props[N_PROPS];

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxValueChooser, gx_value_chooser, GTK_TYPE_WIDGET)

/* -- what the book knows */

typedef struct {
  const GxCriteriaField *field;
  char *typed;
} Question;

static void
free_question (gpointer data)
{
  g_free (((Question *) data)->typed);
  g_free (data);
}

static gpointer
suggest_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;

  return gx_criteria_suggest (book, question->field, question->typed, MOST, error);
}

static void
add_row (GxValueChooser *self, const GxSuggestion *suggestion)
{
  GtkWidget *label = gtk_label_new (suggestion->label);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", label, NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_start (label, 6);
  g_object_set_data_full (G_OBJECT (row), VALUE_KEY, g_strdup (suggestion->value), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, suggestion->label, -1);
  gtk_list_box_append (self->list, row);
}

/* Of an owner: nobody is a choice, too. */
static void
add_nobody (GxValueChooser *self)
{
  GxSuggestion nobody = { .value = (char *) "", .label = (char *) C_("owner", "Nobody") };

  if (self->field != NULL && g_strcmp0 (self->field->names, "member") == 0
      && *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0')
    add_row (self, &nobody);
}

static void
show_rows (GxValueChooser *self, GPtrArray *suggestions)
{
  GtkListBoxRow *row = NULL;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; suggestions != NULL && i < suggestions->len; i++)
    add_row (self, suggestions->pdata[i]);
  add_nobody (self);
}

static void
suggested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxValueChooser) self = user_data;
  g_autoptr (GPtrArray) found = gx_book_job_finish (GX_BOOK (source), result, NULL);

  if (self->asking == NULL || g_task_get_cancellable (G_TASK (result)) != self->asking)
    return;
  g_clear_object (&self->asking);
  show_rows (self, found);
}

static void
stop_asking (GxValueChooser *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

static void
suggest (GxValueChooser *self)
{
  Question *question = g_new0 (Question, 1);

  stop_asking (self);
  question->field = self->field;
  question->typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  self->asking = g_cancellable_new ();
  gx_book_find_async (self->book, suggest_job, question, free_question, (GDestroyNotify) g_ptr_array_unref,
                      self->asking, suggested_cb, g_object_ref (self));
}

/* -- callbacks */

static void
typed_cb (GxValueChooser *self)
{
  if (self->field != NULL)
    suggest (self);
}

static void
entered_cb (GxValueChooser *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  g_signal_emit (self, signals[CHOSEN], 0, text);
}

static void
row_activated_cb (GxValueChooser *self, GtkListBoxRow *row)
{
  g_autofree char *value = g_strdup (g_object_get_data (G_OBJECT (row), VALUE_KEY));

  g_signal_emit (self, signals[CHOSEN], 0, value);
}

/* -- overrides */

static void
gx_value_chooser_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GxValueChooser *self = GX_VALUE_CHOOSER (object);

  g_value_set_string (value, id == PROP_LABEL ? self->label : self->placeholder);
}

static void
gx_value_chooser_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GxValueChooser *self = GX_VALUE_CHOOSER (object);
  char **text = id == PROP_LABEL ? &self->label : &self->placeholder;

  g_free (*text);
  *text = g_value_dup_string (value);
  if (id == PROP_LABEL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label,
                                    -1);
  else
    gtk_entry_set_placeholder_text (self->entry, self->placeholder);
}

static void
gx_value_chooser_dispose (GObject *object)
{
  GxValueChooser *self = GX_VALUE_CHOOSER (object);

  stop_asking (self);
  self->field = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (gx_value_chooser_parent_class)->dispose (object);
}

static void
gx_value_chooser_finalize (GObject *object)
{
  GxValueChooser *self = GX_VALUE_CHOOSER (object);

  g_free (self->label);
  g_free (self->placeholder);
  G_OBJECT_CLASS (gx_value_chooser_parent_class)->finalize (object);
}

static void
gx_value_chooser_class_init (GxValueChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gx_value_chooser_get_property;
  object_class->set_property = gx_value_chooser_set_property;
  object_class->dispose = gx_value_chooser_dispose;
  object_class->finalize = gx_value_chooser_finalize;
  props[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL,
                                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, NULL,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_line (GxValueChooser *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_from_icon_name ("gx-done-symbolic");

  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), WIDTH_CHARS);
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
  gtk_widget_set_tooltip_text (button, _("Set it"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Set it"), -1);
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entered_cb), self);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (entered_cb), self);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (line), button);
  return line;
}

static void
gx_value_chooser_init (GxValueChooser *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "gx-choices");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("In this book"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_object_set (scrolled, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                "max-content-height", LIST_HEIGHT_PX, "child", self->list, NULL);
  gtk_box_append (GTK_BOX (self->box), make_line (self));
  gtk_box_append (GTK_BOX (self->box), scrolled);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/* -- public */

void
gx_value_chooser_begin (GxValueChooser *self, GxBook *book, const char *field)
{
  g_return_if_fail (GX_IS_VALUE_CHOOSER (self) && GX_IS_BOOK (book) && field != NULL);

  g_set_object (&self->book, book);
  self->field = NULL;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  self->field = gx_criteria_find_field (NULL, field);
  show_rows (self, NULL);
  if (self->field != NULL)
    suggest (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
