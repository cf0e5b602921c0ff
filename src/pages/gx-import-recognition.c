/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-recognition.h"

#include <glib/gi18n-lib.h>

/* In the order they are asked. */
static const GxColumn keys[] = { GX_COLUMN_CUSTOMER_ID, GX_COLUMN_NUMBER, GX_COLUMN_PHONE, GX_COLUMN_MAIL,
                                 GX_COLUMN_WECHAT, GX_COLUMN_NAME };

struct _GxImportRecognition {
  AdwExpanderRow parent_instance;

  AdwActionRow *automatic_row;
  GtkSwitch *is_automatic;
  GtkWidget *rows[G_N_ELEMENTS (keys)];
  GtkCheckButton *checks[G_N_ELEMENTS (keys)];

  gboolean offered[G_N_ELEMENTS (keys)]; /* the file has it */
  gboolean is_filling;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxImportRecognition, gx_import_recognition, ADW_TYPE_EXPANDER_ROW)

static gboolean
counts (GxImportRecognition *self, guint key)
{
  return self->offered[key] && !gtk_switch_get_active (self->is_automatic)
         && gtk_check_button_get_active (self->checks[key]);
}

/* What is chosen, in the row that opens; what follows from it, beside the switch. */
static void
describe (GxImportRecognition *self)
{
  gboolean is_automatic = gtk_switch_get_active (self->is_automatic);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_set_visible (self->rows[i], self->offered[i]);
      gtk_widget_set_sensitive (self->rows[i], !is_automatic);
      if (counts (self, i))
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                                adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->rows[i])));
    }
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), is_automatic ? _("Automatically") : text->str);
  adw_action_row_set_subtitle (self->automatic_row, is_automatic
    ? _("By number, phone, mail, WeChat, name with company, and by likeness")
    : _("Only what is ticked counts, from the top. Whom none of it finds is somebody new."));
}

/* Where nothing is ticked, nothing was chosen. */
static void
settle (GxImportRecognition *self)
{
  gboolean has_key = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    has_key |= counts (self, i);
  if (!has_key)
    gtk_switch_set_active (self->is_automatic, TRUE);
  describe (self);
}

static void
chosen_cb (GxImportRecognition *self)
{
  if (self->is_filling)
    return;
  self->is_filling = TRUE;
  settle (self);
  self->is_filling = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Whoever wants to choose begins with everything the file has. */
static void
switched_cb (GxImportRecognition *self)
{
  if (self->is_filling)
    return;
  self->is_filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_check_button_set_active (self->checks[i], TRUE);
  self->is_filling = FALSE;
  chosen_cb (self);
}

static void
add_key (GxImportRecognition *self, guint key)
{
  GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();
  const char *label = keys[key] == GX_COLUMN_NAME ? _("Name with company") : gx_column_label (keys[key]);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  self->rows[key] = row;
  self->checks[key] = GTK_CHECK_BUTTON (check);
}

static void
gx_import_recognition_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GX_TYPE_IMPORT_RECOGNITION);
  G_OBJECT_CLASS (gx_import_recognition_parent_class)->dispose (object);
}

static void
gx_import_recognition_class_init (GxImportRecognitionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_import_recognition_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/guanxi/Guanxi/ui/gx-import-recognition.ui");
  gtk_widget_class_bind_template_child (widget_class, GxImportRecognition, automatic_row);
  gtk_widget_class_bind_template_child (widget_class, GxImportRecognition, is_automatic);
  gtk_widget_class_bind_template_callback (widget_class, switched_cb);
}

static void
gx_import_recognition_init (GxImportRecognition *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    add_key (self, i);
  self->is_filling = FALSE;
}

void
gx_import_recognition_show (GxImportRecognition *self, const GxImportPlan *plan)
{
  g_return_if_fail (GX_IS_IMPORT_RECOGNITION (self) && plan != NULL);

  self->is_filling = TRUE;
  gtk_switch_set_active (self->is_automatic, plan->keys->len == 0);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gboolean is_key = FALSE;

      for (guint k = 0; k < plan->keys->len; k++)
        is_key |= g_array_index (plan->keys, GxColumn, k) == keys[i];
      gtk_check_button_set_active (self->checks[i], is_key);
    }
  self->is_filling = FALSE;
}

void
gx_import_recognition_offer (GxImportRecognition *self, const GArray *fields)
{
  g_return_if_fail (GX_IS_IMPORT_RECOGNITION (self) && fields != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      self->offered[i] = FALSE;
      for (guint k = 0; k < fields->len; k++)
        self->offered[i] |= g_array_index (fields, GxColumn, k) == keys[i];
    }
  self->is_filling = TRUE;
  settle (self);
  self->is_filling = FALSE;
}

void
gx_import_recognition_take (GxImportRecognition *self, GxImportPlan *plan)
{
  g_return_if_fail (GX_IS_IMPORT_RECOGNITION (self) && plan != NULL);

  g_array_set_size (plan->keys, 0);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (counts (self, i))
      g_array_append_val (plan->keys, keys[i]);
}
