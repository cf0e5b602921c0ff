/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-dialog-private.h"

#include <glib/gi18n-lib.h>

static GxColumn
get_field (GxImportDialog *self)
{
  return g_array_index (self->plan->columns, GxColumn, self->values_column);
}

static void
show_foot (GxImportDialog *self)
{
  GxImportColumnRow *row = gx_import_columns_get_row (self->columns, self->values_column);
  GPtrArray *values = gx_import_column_row_get_values (row);
  guint n_unknown = gx_import_values_count_unknown (values, self->plan, get_field (self));
  g_autofree char *status = gx_import_values_describe (n_unknown);

  _gx_importing_set_foot (self, status, _("_Done"), TRUE);
}

static void
show_values_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxImportDialog *self = GX_IMPORT_DIALOG (widget);
  guint column = g_variant_get_uint32 (parameter);
  GxImportColumnRow *row = gx_import_columns_get_row (self->columns, column);
  GPtrArray *values = row != NULL ? gx_import_column_row_get_values (row) : NULL;

  if (self->plan == NULL || self->is_looking || self->work != NULL || values == NULL)
    return;
  self->values_column = column;
  _gx_importing_show_page (self, "values");
  show_foot (self);
  gx_import_values_page_show (self->values, self->book, self->plan, get_field (self),
                              gx_import_column_row_get_header (row), values);
}

void
_gx_importing_value_chosen_cb (GxImportDialog *self, guint field, const char *text, const char *becomes)
{
  if (self->is_looking || self->work != NULL)
    return;
  gx_import_plan_set_value (self->plan, field, text, becomes);
  show_foot (self);
}

void
_gx_importing_leave_values (GxImportDialog *self)
{
  _gx_importing_show_columns (self);
  gx_import_column_row_grab_values (gx_import_columns_get_row (self->columns, self->values_column));
}

void
_gx_importing_install_values_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "import.show-values", "u", show_values_cb);
}
