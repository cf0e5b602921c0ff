/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-export-columns.h"

#include "criteria/gx-layout.h"
#include "customers/gx-customer-parts.h"

#include <glib/gi18n-lib.h>

struct _GxExportColumns {
  AdwBin parent_instance;

  GtkListBox *list;
  GPtrArray *columns;   /* of Column, in the order of the rows */
  gboolean is_choosing;
};

typedef struct {
  char *key;
  GtkCheckButton *check;
} Column;

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxExportColumns, gx_export_columns, ADW_TYPE_BIN)

static void
free_column (gpointer data)
{
  Column *column = data;

  g_free (column->key);
  g_free (column);
}

static void
toggled_cb (GxExportColumns *self)
{
  if (!self->is_choosing)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_column (GxExportColumns *self, const char *key, const char *label)
{
  Column *column = g_new0 (Column, 1);
  GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();

  column->key = g_strdup (key);
  column->check = GTK_CHECK_BUTTON (check);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check); /* and is called as the row is */
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_list_box_append (self->list, row);
  g_ptr_array_add (self->columns, column);
}

static GtkWidget *
find_row (const Column *column)
{
  return gtk_widget_get_ancestor (GTK_WIDGET (column->check), GTK_TYPE_LIST_BOX_ROW);
}

static Column *
find_column (GxExportColumns *self, const char *key)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_str_equal (((Column *) self->columns->pdata[i])->key, key))
      return self->columns->pdata[i];
  return NULL;
}

static void
move_column (GxExportColumns *self, Column *column, guint to)
{
  g_autoptr (GtkWidget) row = g_object_ref (find_row (column));
  guint from = 0;

  g_ptr_array_find (self->columns, column, &from);
  if (from == to)
    return;
  g_ptr_array_insert (self->columns, (int) to, g_ptr_array_steal_index (self->columns, from));
  gtk_list_box_remove (self->list, row);
  gtk_list_box_insert (self->list, row, (int) to);
}

/* -- The columns of a list */

/* What stands in a column of the list, as fields of a file. */
static const struct { const char *column, *field, *other_field; gboolean is_usual; } list_columns[] = {
  { "class", "lifecycle", "tags", TRUE }, { "last_contact", "last_contact", NULL, TRUE },
  { "value", "value", NULL, TRUE }, { "standing", "standing" }, { "city", "city" }, { "owner", "owner" },
  { "source", "source" }, { "phone", "phone" }, { "mail", "mail" }, { "last_order", "last_purchase" },
  { "orders", "orders" }, { "birthday", "birthday" }, { "tags", "tags" }, { "tier", "tier" },
  { "added", "added" },
};

static void
add_field (GPtrArray *fields, const char *field)
{
  if (field != NULL && !g_ptr_array_find_with_equal_func (fields, field, g_str_equal, NULL))
    g_ptr_array_add (fields, (gpointer) field);
}

/* (transfer container): as a list of the layout shows them, behind the name and the company that it always has. */
static GPtrArray *
list_fields (const GxLayout *layout)
{
  GPtrArray *fields = g_ptr_array_new ();
  guint n = layout->columns != NULL ? layout->columns->len : G_N_ELEMENTS (list_columns);

  add_field (fields, "name");
  add_field (fields, "company");
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < G_N_ELEMENTS (list_columns); k++)
      if (layout->columns == NULL ? i == k && list_columns[k].is_usual
          : g_str_equal (g_array_index (layout->columns, GxLayoutColumn, i).name, list_columns[k].column))
        {
          add_field (fields, list_columns[k].field);
          add_field (fields, list_columns[k].other_field);
        }
  g_ptr_array_add (fields, NULL);
  return fields;
}

static void
gx_export_columns_dispose (GObject *object)
{
  GxExportColumns *self = GX_EXPORT_COLUMNS (object);

  g_clear_pointer (&self->columns, g_ptr_array_unref);
  G_OBJECT_CLASS (gx_export_columns_parent_class)->dispose (object);
}

static void
gx_export_columns_class_init (GxExportColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gx_export_columns_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
gx_export_columns_init (GxExportColumns *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->columns = g_ptr_array_new_with_free_func (free_column);
  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Columns"), -1);
  adw_bin_set_child (ADW_BIN (self), list);
}

void
gx_export_columns_fill (GxExportColumns *self, GxExportKind kind, GPtrArray *customs)
{
  g_auto (GStrv) keys = gx_export_fields (kind, NULL);

  g_return_if_fail (GX_IS_EXPORT_COLUMNS (self));

  for (guint i = 0; i < self->columns->len; i++)
    gtk_list_box_remove (self->list, find_row (self->columns->pdata[i]));
  g_ptr_array_set_size (self->columns, 0);
  for (guint i = 0; keys[i] != NULL; i++)
    add_column (self, keys[i], gx_export_field_label (kind, keys[i]));
  for (guint i = 0; kind == GX_EXPORT_CUSTOMERS && customs != NULL && i < customs->len; i++)
    {
      const GxCustomField *field = customs->pdata[i];
      g_autofree char *key = g_strconcat ("custom.", field->name, NULL);

      add_column (self, key, field->name);
    }
}

void
gx_export_columns_choose (GxExportColumns *self, const char * const *keys)
{
  g_return_if_fail (GX_IS_EXPORT_COLUMNS (self));

  self->is_choosing = TRUE;
  for (guint i = 0; i < self->columns->len; i++)
    gtk_check_button_set_active (((Column *) self->columns->pdata[i])->check, keys == NULL);
  for (guint i = 0, to = 0; keys != NULL && keys[i] != NULL; i++)
    {
      Column *column = find_column (self, keys[i]);

      if (column == NULL)
        continue;
      gtk_check_button_set_active (column->check, TRUE);
      move_column (self, column, to++);
    }
  self->is_choosing = FALSE;
}

void
gx_export_columns_choose_listed (GxExportColumns *self, const char *layout_json)
{
  g_return_if_fail (GX_IS_EXPORT_COLUMNS (self));

  g_autoptr (GxLayout) layout = gx_layout_from_json (layout_json);
  g_autoptr (GPtrArray) fields = list_fields (layout);
  gx_export_columns_choose (self, (const char * const *) fields->pdata);
}

char **
gx_export_columns_list (GxExportColumns *self)
{
  g_return_val_if_fail (GX_IS_EXPORT_COLUMNS (self), NULL);

  GPtrArray *keys = g_ptr_array_new ();
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = self->columns->pdata[i];

      if (gtk_check_button_get_active (column->check))
        g_ptr_array_add (keys, g_strdup (column->key));
    }
  g_ptr_array_add (keys, NULL);
  return (char **) g_ptr_array_free (keys, FALSE);
}
