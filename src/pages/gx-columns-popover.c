/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-columns-popover.h"

#include <glib/gi18n-lib.h>

#define COLUMN_KEY "gx-column"
#define STEP_KEY "gx-step"

typedef struct {
  GxCustomerColumns *columns;
  GtkListBox *list;
  gboolean is_filling;
} Chooser;

static void
free_chooser (gpointer data)
{
  g_object_unref (((Chooser *) data)->columns);
  g_free (data);
}

static void fill (Chooser *chooser);

static GxCustomerColumn
column_of (gpointer widget)
{
  return GPOINTER_TO_INT (g_object_get_data (widget, COLUMN_KEY));
}

static int
place_of (Chooser *chooser, GxCustomerColumn column)
{
  GxCustomerColumn chosen[GX_LINE_N_COLUMNS];
  guint n = gx_customer_columns_list (chooser->columns, chosen);

  for (guint i = 0; i < n; i++)
    if (chosen[i] == column)
      return (int) i;
  return -1;
}

/* -- callbacks */

static void
toggled_cb (GtkCheckButton *check, Chooser *chooser)
{
  if (!chooser->is_filling)
    gx_customer_columns_choose (chooser->columns, column_of (check), gtk_check_button_get_active (check));
}

static void
moved_cb (GtkWidget *button, Chooser *chooser)
{
  GxCustomerColumn column = column_of (button);
  int step = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), STEP_KEY));

  gx_customer_columns_move (chooser->columns, column, place_of (chooser, column) + step);
  fill (chooser);
}

/* -- rows */

static void
add_step (Chooser *chooser, GtkWidget *box, GxCustomerColumn column, int step)
{
  GtkWidget *button = gtk_button_new_from_icon_name (step < 0 ? "pan-up-symbolic" : "pan-down-symbolic");
  const char *title = gx_customer_columns_title (column);
  g_autofree char *label = step < 0
    /* Translators: %s is the title of a column of the list */
    ? g_strdup_printf (_("Move “%s” up"), title)
    /* Translators: %s is the title of a column of the list */
    : g_strdup_printf (_("Move “%s” down"), title);

  g_object_set_data (G_OBJECT (button), COLUMN_KEY, GINT_TO_POINTER (column));
  g_object_set_data (G_OBJECT (button), STEP_KEY, GINT_TO_POINTER (step));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", G_CALLBACK (moved_cb), chooser);
  gtk_box_append (GTK_BOX (box), button);
}

static void
add_row (Chooser *chooser, GxCustomerColumn column, gboolean is_chosen)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *check = gtk_check_button_new_with_label (gx_customer_columns_title (column));
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", box, "focusable", FALSE,
                                 "activatable", FALSE, NULL);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_chosen);
  gtk_widget_set_hexpand (check, TRUE);
  g_object_set_data (G_OBJECT (check), COLUMN_KEY, GINT_TO_POINTER (column));
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), chooser);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gx_customer_columns_title (column), -1);
  gtk_box_append (GTK_BOX (box), check);
  if (is_chosen)
    {
      add_step (chooser, box, column, -1);
      add_step (chooser, box, column, 1);
    }
  gtk_list_box_append (chooser->list, row);
}

static void
fill (Chooser *chooser)
{
  GxCustomerColumn chosen[GX_LINE_N_COLUMNS];
  guint n = gx_customer_columns_list (chooser->columns, chosen);
  GtkListBoxRow *row = NULL;

  chooser->is_filling = TRUE;
  while ((row = gtk_list_box_get_row_at_index (chooser->list, 0)) != NULL)
    gtk_list_box_remove (chooser->list, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    add_row (chooser, chosen[i], TRUE);
  for (GxCustomerColumn column = GX_LINE_CLASS; column < GX_LINE_N_COLUMNS; column++)
    if (!gx_customer_columns_has (chooser->columns, column))
      add_row (chooser, column, FALSE);
  chooser->is_filling = FALSE;
}

GtkWidget *
gx_columns_popover_new (GxCustomerColumns *columns)
{
  g_return_val_if_fail (GX_IS_CUSTOMER_COLUMNS (columns), NULL);

  GtkWidget *popover = gtk_popover_new ();
  Chooser *chooser = g_new0 (Chooser, 1);
  chooser->columns = g_object_ref (columns);
  chooser->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (chooser->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (chooser->list), "gx-choices");
  gtk_accessible_update_property (GTK_ACCESSIBLE (chooser->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Columns"), -1);
  g_object_set_data_full (G_OBJECT (popover), "gx-chooser", chooser, free_chooser);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (chooser->list));
  fill (chooser);
  return popover;
}
