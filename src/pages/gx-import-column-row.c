/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-column-row.h"

#include "pages/gx-import-values-page.h"

#include <glib/gi18n-lib.h>

#define BUTTON_CHARS 14 /* equally wide in all rows, and beside a header where the window is narrow */

struct _GxImportColumnRow {
  GtkListBoxRow parent_instance;

  GtkLabel *header, *samples, *why, *unknown;
  GtkDropDown *meaning;
  GtkWidget *say;

  GArray *fields; /* of GxColumn, as the drop-down lists them */
  gboolean is_settling;

  GxColumn values_of;      /* what the column meant when its values were read; SKIP: they were not */
  GPtrArray *values;       /* (nullable): of GxImportValue: being read, or not to be had */
  GCancellable *reading;   /* (nullable) */
};

enum { CHOSEN, COUNTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxImportColumnRow, gx_import_column_row, GTK_TYPE_LIST_BOX_ROW)

static void
fill_meanings (GxImportColumnRow *self, GxImportKind kind)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (GxColumn field = GX_COLUMN_SKIP; field < GX_N_COLUMNS; field++)
    if (field == GX_COLUMN_SKIP || gx_column_is_of (field, kind))
      {
        gtk_string_list_append (labels, gx_column_label (field));
        g_array_append_val (self->fields, field);
      }
  gtk_drop_down_set_model (self->meaning, G_LIST_MODEL (labels));
}

static void
show_whether_left_out (GxImportColumnRow *self)
{
  if (gx_import_column_row_get_field (self) == GX_COLUMN_SKIP)
    gtk_widget_add_css_class (GTK_WIDGET (self), "gx-left-out");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "gx-left-out");
}

static void
label_made_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
label_bound_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer is_wide)
{
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  const char *text = gtk_string_object_get_string (GTK_STRING_OBJECT (gtk_list_item_get_item (item)));

  gtk_label_set_label (label, text);
  gtk_label_set_ellipsize (label, GPOINTER_TO_INT (is_wide) ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (label, GPOINTER_TO_INT (is_wide) ? -1 : BUTTON_CHARS);
  gtk_label_set_max_width_chars (label, GPOINTER_TO_INT (is_wide) ? -1 : BUTTON_CHARS);
}

/* The button cuts long words; its list shows them whole. */
static GtkListItemFactory *
new_factory (gboolean is_wide)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (label_made_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (label_bound_cb), GINT_TO_POINTER (is_wide));
  return factory;
}

static void
meaning_chosen_cb (GxImportColumnRow *self)
{
  if (self->is_settling)
    return;
  show_whether_left_out (self);
  gtk_widget_set_visible (GTK_WIDGET (self->why), FALSE);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
forget_values (GxImportColumnRow *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  self->values_of = GX_COLUMN_SKIP;
}

static void
values_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) values = gx_import_values_read_finish (result, &error);
  GxImportColumnRow *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) /* the row may be gone */
    return;
  g_clear_object (&self->reading);
  self->values = g_steal_pointer (&values);
  g_signal_emit (self, signals[COUNTED], 0);
}

static void
show_unknown (GxImportColumnRow *self, const GxImportPlan *plan)
{
  guint n = self->values != NULL ? gx_import_values_count_unknown (self->values, plan, self->values_of) : 0;
  g_autofree char *text = gx_import_values_describe (n);

  gtk_widget_set_visible (GTK_WIDGET (self->unknown), n > 0);
  if (n > 0 && gtk_widget_has_css_class (GTK_WIDGET (self->why), "warning")) /* the same, vaguely */
    gtk_widget_set_visible (GTK_WIDGET (self->why), FALSE);
  gtk_label_set_label (self->unknown, text);
  gtk_widget_set_visible (self->say, self->values_of != GX_COLUMN_SKIP);
  gtk_widget_set_sensitive (self->say, self->values != NULL && self->values->len > 0);
}

static void
gx_import_column_row_dispose (GObject *object)
{
  forget_values (GX_IMPORT_COLUMN_ROW (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), GX_TYPE_IMPORT_COLUMN_ROW);
  G_OBJECT_CLASS (gx_import_column_row_parent_class)->dispose (object);
}

static void
gx_import_column_row_finalize (GObject *object)
{
  g_array_unref (GX_IMPORT_COLUMN_ROW (object)->fields);
  G_OBJECT_CLASS (gx_import_column_row_parent_class)->finalize (object);
}

static void
gx_import_column_row_class_init (GxImportColumnRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_import_column_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = gx_import_column_row_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[COUNTED] = g_signal_new ("counted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-import-column-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GxImportColumnRow, header);
  gtk_widget_class_bind_template_child (widget_class, GxImportColumnRow, samples);
  gtk_widget_class_bind_template_child (widget_class, GxImportColumnRow, why);
  gtk_widget_class_bind_template_child (widget_class, GxImportColumnRow, meaning);
  gtk_widget_class_bind_template_child (widget_class, GxImportColumnRow, unknown);
  gtk_widget_class_bind_template_child (widget_class, GxImportColumnRow, say);
}

static void
gx_import_column_row_init (GxImportColumnRow *self)
{
  g_autoptr (GtkListItemFactory) narrow = new_factory (FALSE);
  g_autoptr (GtkListItemFactory) wide = new_factory (TRUE);
  g_autoptr (GtkExpression) label = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->fields = g_array_new (FALSE, FALSE, sizeof (GxColumn));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_factory (self->meaning, narrow);
  gtk_drop_down_set_list_factory (self->meaning, wide);
  gtk_drop_down_set_expression (self->meaning, label);
  g_signal_connect_swapped (self->meaning, "notify::selected", G_CALLBACK (meaning_chosen_cb), self);
}

GtkWidget *
gx_import_column_row_new (const char *header, const char *samples, GxImportKind kind, GxColumn field)
{
  GxImportColumnRow *self = g_object_new (GX_TYPE_IMPORT_COLUMN_ROW, NULL);
  /* Translators: %s is the header of a column; said by a screen reader of the list of fields beside it */
  g_autofree char *spoken = g_strdup_printf (_("What “%s” means"), header);
  /* Translators: %s is the header of a column; said by a screen reader of the button beside it */
  g_autofree char *values = g_strdup_printf (_("Values of “%s”…"), header);

  gtk_label_set_label (self->header, header);
  gtk_label_set_label (self->samples, samples);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->samples), samples);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->meaning), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->say), GTK_ACCESSIBLE_PROPERTY_LABEL, values, -1);
  self->is_settling = TRUE;
  fill_meanings (self, kind);
  gx_import_column_row_set_field (self, field);
  return GTK_WIDGET (self);
}

void
gx_import_column_row_set_why (GxImportColumnRow *self, const char *why, gboolean is_doubtful)
{
  g_return_if_fail (GX_IS_IMPORT_COLUMN_ROW (self) && why != NULL);

  gtk_label_set_label (self->why, why);
  gtk_widget_set_visible (GTK_WIDGET (self->why), TRUE);
  if (is_doubtful)
    gtk_widget_add_css_class (GTK_WIDGET (self->why), "warning");
}

GxColumn
gx_import_column_row_get_field (GxImportColumnRow *self)
{
  g_return_val_if_fail (GX_IS_IMPORT_COLUMN_ROW (self), GX_COLUMN_SKIP);

  guint position = gtk_drop_down_get_selected (self->meaning);
  return position < self->fields->len ? g_array_index (self->fields, GxColumn, position) : GX_COLUMN_SKIP;
}

void
gx_import_column_row_set_field (GxImportColumnRow *self, GxColumn field)
{
  g_return_if_fail (GX_IS_IMPORT_COLUMN_ROW (self));

  guint position = 0;
  for (guint i = 0; i < self->fields->len; i++)
    if (g_array_index (self->fields, GxColumn, i) == field)
      position = i;
  self->is_settling = TRUE;
  gtk_drop_down_set_selected (self->meaning, position);
  self->is_settling = FALSE;
  show_whether_left_out (self);
}

void
gx_import_column_row_read_values (GxImportColumnRow *self, const GxImportPlan *plan, guint column)
{
  g_return_if_fail (GX_IS_IMPORT_COLUMN_ROW (self) && plan != NULL && column < plan->columns->len);

  GxColumn field = gx_import_column_row_get_field (self);
  GxColumn wanted = gx_import_values_are_for (field) ? field : GX_COLUMN_SKIP;

  if (wanted != self->values_of)
    forget_values (self);
  if (wanted != self->values_of)
    {
      self->values_of = wanted;
      self->reading = g_cancellable_new ();
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->say), "u", column);
      gx_import_values_read_async (plan, column, self->reading, values_read_cb, self);
    }
  show_unknown (self, plan);
}

GPtrArray *
gx_import_column_row_get_values (GxImportColumnRow *self)
{
  g_return_val_if_fail (GX_IS_IMPORT_COLUMN_ROW (self), NULL);

  return self->values;
}

const char *
gx_import_column_row_get_header (GxImportColumnRow *self)
{
  g_return_val_if_fail (GX_IS_IMPORT_COLUMN_ROW (self), NULL);

  return gtk_label_get_label (self->header);
}

void
gx_import_column_row_grab_values (GxImportColumnRow *self)
{
  g_return_if_fail (GX_IS_IMPORT_COLUMN_ROW (self));

  gtk_widget_grab_focus (self->say);
}
