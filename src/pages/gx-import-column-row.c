/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-column-row.h"

#include "base/gx-text.h"
#include "customers/gx-customer-parts.h"
#include "pages/gx-import-field-dialog.h"
#include "pages/gx-import-values-page.h"

#include <glib/gi18n-lib.h>

#define BUTTON_CHARS 14 /* equally wide in all rows, and beside a header where the window is narrow */

struct _GxImportColumnRow {
  GtkListBoxRow parent_instance;

  GtkLabel *header, *samples, *why, *unknown;
  GtkDropDown *meaning;
  GtkWidget *say;

  GtkStringList *labels;
  GArray *meanings;     /* of Meaning, as the drop-down lists them */
  guint meant;          /* which of them it is */
  const char *type;     /* of a field that would be made of it */
  gboolean is_settling;

  GxColumn values_of;      /* what the column meant when its values were read; SKIP: they were not */
  GPtrArray *values;       /* (nullable): of GxImportValue: being read, or not to be had */
  GCancellable *reading;   /* (nullable) */
};

enum { CHOSEN, COUNTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxImportColumnRow, gx_import_column_row, GTK_TYPE_LIST_BOX_ROW)

/* CUSTOM without a name: a field is to be thought of. */
typedef struct {
  GxColumn field;
  char *custom;
} Meaning;

static void
clear_meaning (gpointer data)
{
  g_free (((Meaning *) data)->custom);
}

static const Meaning *
get_meaning (GxImportColumnRow *self, guint position)
{
  return &g_array_index (self->meanings, Meaning, position);
}

static gboolean
is_field_to_make (GxImportColumnRow *self, guint position)
{
  const Meaning *meaning = get_meaning (self, position);

  return meaning->field == GX_COLUMN_CUSTOM && meaning->custom == NULL;
}

static void
append_meaning (GxImportColumnRow *self, GxColumn field, const char *custom, const char *label)
{
  Meaning meaning = { field, g_strdup (custom) };

  g_array_append_val (self->meanings, meaning);
  gtk_string_list_append (self->labels, label);
}

static gboolean
is_called (const char *custom, const char *name)
{
  const char *type = NULL, *other_type = NULL;
  g_autofree char *left = gx_import_custom_split (custom, &type);
  g_autofree char *right = gx_import_custom_split (name, &other_type);
  g_autofree char *folded_left = gx_fold (left), *folded_right = gx_fold (right);

  return g_str_equal (folded_left, folded_right);
}

/* What nobody knows is left out or becomes a field; then those of the house, and those that the book's people
 * made. */
static void
fill_meanings (GxImportColumnRow *self, GxImportKind kind, const GPtrArray *customs)
{
  gboolean has_customs = gx_column_is_of (GX_COLUMN_CUSTOM, kind);

  append_meaning (self, GX_COLUMN_SKIP, NULL, gx_column_label (GX_COLUMN_SKIP));
  if (has_customs)
    append_meaning (self, GX_COLUMN_CUSTOM, NULL, _("New field…"));
  for (GxColumn field = GX_COLUMN_SKIP + 1; field < GX_N_COLUMNS; field++)
    if (field != GX_COLUMN_CUSTOM && gx_column_is_of (field, kind))
      append_meaning (self, field, NULL, gx_column_label (field));
  for (guint i = 0; has_customs && i < customs->len; i++)
    {
      const char *name = ((const GxCustomField *) customs->pdata[i])->name;

      append_meaning (self, GX_COLUMN_CUSTOM, name, name);
    }
}

/* Where the meaning stands in the list; a field that is not there yet comes to its end. */
static guint
find_meaning (GxImportColumnRow *self, GxColumn field, const char *custom)
{
  const char *type = NULL;
  g_autofree char *name = NULL;

  for (guint i = 0; i < self->meanings->len; i++)
    {
      const Meaning *meaning = get_meaning (self, i);

      if (meaning->field == field && (custom == NULL || (meaning->custom != NULL
                                                         && is_called (meaning->custom, custom))))
        return i;
    }
  if (custom == NULL)
    return 0;
  name = gx_import_custom_split (custom, &type);
  append_meaning (self, field, custom, name);
  return self->meanings->len - 1;
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
select_meaning (GxImportColumnRow *self, guint position)
{
  self->is_settling = TRUE;
  gtk_drop_down_set_selected (self->meaning, position);
  self->meant = position;
  self->is_settling = FALSE;
  show_whether_left_out (self);
}

static void
field_made_cb (const char *name, const char *type, gpointer user_data)
{
  GxImportColumnRow *self = user_data;
  g_autofree char *custom = g_strdup_printf ("%s:%s", name, type);

  select_meaning (self, find_meaning (self, GX_COLUMN_CUSTOM, custom));
  gtk_widget_set_visible (GTK_WIDGET (self->why), FALSE);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
meaning_chosen_cb (GxImportColumnRow *self)
{
  guint position = gtk_drop_down_get_selected (self->meaning);

  if (self->is_settling || position >= self->meanings->len)
    return;
  if (is_field_to_make (self, position))
    {
      select_meaning (self, self->meant);
      gx_import_field_ask (GTK_WIDGET (self), gtk_label_get_label (self->header), self->type, field_made_cb,
                           g_object_ref (self), g_object_unref);
      return;
    }
  self->meant = position;
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
  g_array_unref (GX_IMPORT_COLUMN_ROW (object)->meanings);
  g_object_unref (GX_IMPORT_COLUMN_ROW (object)->labels);
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

  self->meanings = g_array_new (FALSE, FALSE, sizeof (Meaning));
  g_array_set_clear_func (self->meanings, clear_meaning);
  self->labels = gtk_string_list_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->meaning, G_LIST_MODEL (self->labels));
  gtk_drop_down_set_factory (self->meaning, narrow);
  gtk_drop_down_set_list_factory (self->meaning, wide);
  gtk_drop_down_set_expression (self->meaning, label);
  g_signal_connect_swapped (self->meaning, "notify::selected", G_CALLBACK (meaning_chosen_cb), self);
}

GtkWidget *
gx_import_column_row_new (const GxImportPlan *plan, guint column, GxImportKind kind, const char *header,
                          const char *samples)
{
  g_return_val_if_fail (plan != NULL && column < plan->columns->len, NULL);

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
  fill_meanings (self, kind, plan->book_fields);
  if (column < plan->guesses->len)
    self->type = g_array_index (plan->guesses, GxColumnGuess, column).type;
  gx_import_column_row_set_field (self, g_array_index (plan->columns, GxColumn, column),
                                  gx_import_plan_get_custom (plan, column));
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

  return self->meant < self->meanings->len ? get_meaning (self, self->meant)->field : GX_COLUMN_SKIP;
}

const char *
gx_import_column_row_get_custom (GxImportColumnRow *self)
{
  g_return_val_if_fail (GX_IS_IMPORT_COLUMN_ROW (self), NULL);

  return self->meant < self->meanings->len ? get_meaning (self, self->meant)->custom : NULL;
}

gboolean
gx_import_column_row_is_same_custom (GxImportColumnRow *self, GxImportColumnRow *other)
{
  g_return_val_if_fail (GX_IS_IMPORT_COLUMN_ROW (self) && GX_IS_IMPORT_COLUMN_ROW (other), FALSE);

  const char *mine = gx_import_column_row_get_custom (self);
  const char *theirs = gx_import_column_row_get_custom (other);
  return mine != NULL && theirs != NULL && is_called (mine, theirs);
}

void
gx_import_column_row_set_field (GxImportColumnRow *self, GxColumn field, const char *custom)
{
  g_return_if_fail (GX_IS_IMPORT_COLUMN_ROW (self));

  select_meaning (self, find_meaning (self, field, custom));
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
