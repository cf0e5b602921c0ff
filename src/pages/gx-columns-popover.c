/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-columns-popover.h"

#include "widgets/gx-after-frame.h"

#include <glib/gi18n-lib.h>

#define COLUMN_KEY "gx-column"
#define CHOOSER_KEY "gx-chooser"
#define STEP_KEY "gx-step"
#define LIST_HEIGHT_PX 420

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

static void fill_again (Chooser *chooser, GxCustomerColumn column, int step);

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
  GxCustomerColumn column = column_of (check);

  if (chooser->is_filling)
    return;
  gx_customer_columns_choose (chooser->columns, column, gtk_check_button_get_active (check));
  fill_again (chooser, column, 0);
}

static void
moved_cb (GtkWidget *button, Chooser *chooser)
{
  GxCustomerColumn column = column_of (button);
  int step = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), STEP_KEY));

  gx_customer_columns_move (chooser->columns, column, place_of (chooser, column) + step);
  fill_again (chooser, column, step);
}

/* -- rows */

static void
add_step (Chooser *chooser, GtkWidget *box, GxCustomerColumn column, int step)
{
  GtkWidget *button = gtk_button_new_from_icon_name (step < 0 ? "pan-up-symbolic" : "pan-down-symbolic");
  const char *title = gx_customer_columns_title (chooser->columns, column);
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
  const char *title = gx_customer_columns_title (chooser->columns, column);
  GtkWidget *check = gtk_check_button_new_with_label (title);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", box, "focusable", FALSE,
                                 "activatable", FALSE, NULL);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_chosen);
  gtk_widget_set_hexpand (check, TRUE);
  g_object_set_data (G_OBJECT (check), COLUMN_KEY, GINT_TO_POINTER (column));
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), chooser);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
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

/* The control of this column that does this step; 0: its check. */
static GtkWidget *
find_control (GtkWidget *widget, GxCustomerColumn column, int step)
{
  GtkWidget *found = NULL;

  if (column_of (widget) == column
      && GPOINTER_TO_INT (g_object_get_data (G_OBJECT (widget), STEP_KEY)) == step)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_control (child, column, step);
  return found;
}

/* The rows are others then: the cursor stays with what was used. */
static void
fill_again (Chooser *chooser, GxCustomerColumn column, int step)
{
  GtkWidget *control = NULL;

  fill (chooser);
  control = find_control (GTK_WIDGET (chooser->list), column, step);
  if (control != NULL)
    gtk_widget_grab_focus (control);
}

static void
take_focus (GtkWidget *popover)
{
  Chooser *chooser = g_object_get_data (G_OBJECT (popover), CHOOSER_KEY);
  GxCustomerColumn chosen[GX_LINE_N_COLUMNS];
  GxCustomerColumn first = gx_customer_columns_list (chooser->columns, chosen) > 0 ? chosen[0] : GX_LINE_CLASS;

  gtk_widget_grab_focus (find_control (GTK_WIDGET (chooser->list), first, 0));
}

/* The menu that it was chosen from gives the cursor back to its button as it closes. */
static void
mapped_cb (GtkWidget *popover)
{
  gx_after_frame (popover, take_focus);
}

GtkWidget *
gx_columns_popover_new (GxCustomerColumns *columns)
{
  g_return_val_if_fail (GX_IS_CUSTOMER_COLUMNS (columns), NULL);

  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  Chooser *chooser = g_new0 (Chooser, 1);
  chooser->columns = g_object_ref (columns);
  chooser->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (chooser->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (chooser->list), "gx-choices");
  gtk_accessible_update_property (GTK_ACCESSIBLE (chooser->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Columns"), -1);
  g_object_set_data_full (G_OBJECT (popover), CHOOSER_KEY, chooser, free_chooser);
  g_object_set (scrolled, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                "propagate-natural-width", TRUE, "max-content-height", LIST_HEIGHT_PX, "child", chooser->list,
                NULL);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  g_signal_connect (popover, "map", G_CALLBACK (mapped_cb), NULL);
  fill (chooser);
  return popover;
}
