/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-customer-columns.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-money.h"
#include "base/gx-phrase.h"
#include "models/gx-customer-list.h"
#include "widgets/gx-customer-cell.h"
#include "widgets/gx-pills.h"

#include <glib/gi18n-lib.h>

#define PILLS_PX 150
#define HANDLER_KEY "gx-row-handler"

typedef void (*ShowFunc) (GxCustomerColumns *self, GtkWidget *cell, const GxCustomerRow *row);

typedef struct {
  GxCustomerColumns *columns;
  GtkColumnViewColumn *column;
  GtkWidget *(*make) (void);
  ShowFunc show;
  GxCustomerSort sort;
} Column;

enum { COLUMN_CHECK, COLUMN_NAME, COLUMN_CLASS, COLUMN_CONTACT, COLUMN_VALUE, N_COLUMNS };

struct _GxCustomerColumns {
  GtkColumnView *view;
  char *currency;
  GxPortraitLimits limits;
  Column columns[N_COLUMNS];
  int asked;                   /* which column's sorter spoke, while gx_customer_columns_get_sort() asks */
};

/* -- cells */

static GtkWidget *
make_line (float xalign, guint chars)
{
  GtkInscription *line = GTK_INSCRIPTION (gtk_inscription_new (NULL));

  gtk_inscription_set_text_overflow (line, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (line, xalign);
  gtk_inscription_set_min_chars (line, chars);
  gtk_inscription_set_nat_chars (line, chars);
  return GTK_WIDGET (line);
}

static GtkWidget *
make_contact (void)
{
  GtkWidget *line = make_line (0, 11);

  gtk_widget_add_css_class (line, "gx-second");
  return line;
}

static GtkWidget *
make_value (void)
{
  GtkWidget *line = make_line (1, 11);

  gtk_widget_add_css_class (line, "gx-number");
  gtk_widget_set_margin_end (line, 12);
  return line;
}

static GtkWidget *
make_pills (void)
{
  return gx_pills_new (PILLS_PX);
}

static void
show_name (GxCustomerColumns *self, GtkWidget *cell, const GxCustomerRow *row)
{
  gx_customer_cell_show_row (GX_CUSTOMER_CELL (cell), row);
}

static void
show_class (GxCustomerColumns *self, GtkWidget *cell, const GxCustomerRow *row)
{
  GxPills *pills = GX_PILLS (cell);

  gx_pills_clear (pills);
  if (row == NULL || row->is_missing)
    return;
  gx_pills_add_class (pills, gx_lifecycle_words[gx_lifecycle_judge (row->first_purchase_day,
                                                                    row->last_purchase_day,
                                                                    gx_clock_today (), &self->limits)]);
  for (guint i = 0; row->tags != NULL && i < row->tags->len; i++)
    {
      const GxWord *tag = row->tags->pdata[i];
      gx_pills_add_tag (pills, tag->name, tag->colour);
    }
}

static void
show_contact (GxCustomerColumns *self, GtkWidget *cell, const GxCustomerRow *row)
{
  g_autofree char *day = row != NULL && row->last_contact_day != GX_NO_DAY
    ? gx_day_format_relative (row->last_contact_day, gx_clock_today ()) : NULL;

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), day);
}

static void
show_value (GxCustomerColumns *self, GtkWidget *cell, const GxCustomerRow *row)
{
  g_autofree char *value = row != NULL
    && row->has_value ? gx_money_format_whole (row->value_minor, self->currency) : NULL;

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), value);
}

/* -- factories */

static void
row_changed_cb (GxLazyRow *row, GParamSpec *pspec, GtkListItem *item)
{
  Column *column = g_object_get_data (G_OBJECT (item), "gx-column");

  column->show (column->columns, gtk_list_item_get_child (item), gx_customer_list_row (row));
}

static void
cell_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Column *column)
{
  g_object_set_data (G_OBJECT (item), "gx-column", column);
  gtk_list_item_set_child (item, column->make ());
}

static void
cell_bound_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Column *column)
{
  GxLazyRow *row = gtk_list_item_get_item (item);
  gulong handler = g_signal_connect (row, "notify::item", G_CALLBACK (row_changed_cb), item);

  g_object_set_data (G_OBJECT (item), HANDLER_KEY, (gpointer) handler);
  row_changed_cb (row, NULL, item);
}

static void
cell_unbound_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Column *column)
{
  gulong handler = (gulong) g_object_steal_data (G_OBJECT (item), HANDLER_KEY);

  if (handler != 0)
    g_signal_handler_disconnect (gtk_list_item_get_item (item), handler);
}

static void
check_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Column *column)
{
  GtkWidget *check = gtk_check_button_new ();

  /* The row takes the click. */
  gtk_widget_set_can_target (check, FALSE);
  gtk_widget_set_can_focus (check, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Selected"), -1);
  g_object_bind_property (item, "selected", check, "active", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (item, check);
}

/* The header keeps its order to itself before GTK 4.10: asked to compare, it asks the column it is sorted by
 * first. */
static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  Column *column = user_data;

  if (column->columns->asked < 0)
    column->columns->asked = (int) (column - column->columns->columns);
  return -1;
}

static void
add_column (GxCustomerColumns *self, int which, const char *title, GtkWidget *(*make) (void), ShowFunc show,
            int sort)
{
  Column *column = &self->columns[which];
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  *column = (Column) { self, gtk_column_view_column_new (title, factory), make, show,
                       (GxCustomerSort) MAX (sort, 0) };
  if (which == COLUMN_CHECK)
    g_signal_connect (factory, "setup", G_CALLBACK (check_setup_cb), column);
  else
    {
      g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), column);
      g_signal_connect (factory, "bind", G_CALLBACK (cell_bound_cb), column);
      g_signal_connect (factory, "unbind", G_CALLBACK (cell_unbound_cb), column);
    }
  if (sort >= 0)
    {
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, column, NULL));
      gtk_column_view_column_set_sorter (column->column, sorter);
    }
  gtk_column_view_append_column (self->view, column->column);
  g_object_unref (column->column);
}

/* A header's title stands at the left; that of numbers belongs over them. */
static void
align_last_title (GtkColumnView *view)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *title = header != NULL ? gtk_widget_get_last_child (header) : NULL;
  GtkWidget *box = title != NULL ? gtk_widget_get_first_child (title) : NULL;
  GtkWidget *label = box != NULL ? gtk_widget_get_first_child (box) : NULL;

  if (!GTK_IS_LABEL (label))
    return;
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
}

static void
free_columns (gpointer data)
{
  GxCustomerColumns *self = data;

  g_free (self->currency);
  g_free (self);
}

GxCustomerColumns *
gx_customer_columns_add (GtkColumnView *view, const char *currency)
{
  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  GxCustomerColumns *self = g_new0 (GxCustomerColumns, 1);
  self->view = view;
  self->currency = g_strdup (currency);
  self->limits = (GxPortraitLimits) { 90, 90, 365 };
  add_column (self, COLUMN_CHECK, NULL, NULL, NULL, -1);
  add_column (self, COLUMN_NAME, _("Name"), gx_customer_cell_new, show_name, GX_CUSTOMER_SORT_NAME);
  add_column (self, COLUMN_CLASS, _("Class and tags"), make_pills, show_class, -1);
  add_column (self, COLUMN_CONTACT, _("Last contact"), make_contact, show_contact,
              GX_CUSTOMER_SORT_LAST_CONTACT);
  add_column (self, COLUMN_VALUE, _("Value"), make_value, show_value, GX_CUSTOMER_SORT_VALUE);
  gtk_column_view_column_set_expand (self->columns[COLUMN_NAME].column, TRUE);
  gtk_column_view_column_set_visible (self->columns[COLUMN_CHECK].column, FALSE);
  align_last_title (view);
  g_object_set_data_full (G_OBJECT (view), "gx-columns", self, free_columns);
  return self;
}

void
gx_customer_columns_set_limits (GxCustomerColumns *self, const GxPortraitLimits *limits)
{
  g_return_if_fail (self != NULL && limits != NULL);

  self->limits = *limits;
}

void
gx_customer_columns_set_currency (GxCustomerColumns *self, const char *currency)
{
  g_return_if_fail (self != NULL && currency != NULL);

  g_free (self->currency);
  self->currency = g_strdup (currency);
}

void
gx_customer_columns_fit (GxCustomerColumns *self, const char *width_class)
{
  g_return_if_fail (self != NULL && width_class != NULL);

  gboolean is_wide = g_str_equal (width_class, "wide");
  gboolean is_narrow = !is_wide && !g_str_equal (width_class, "middle");
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  gtk_column_view_column_set_visible (self->columns[COLUMN_CLASS].column, !is_narrow);
  gtk_column_view_column_set_visible (self->columns[COLUMN_CONTACT].column, is_wide);
  gtk_widget_set_visible (header, !is_narrow);
}

void
gx_customer_columns_set_checks (GxCustomerColumns *self, gboolean show_checks)
{
  g_return_if_fail (self != NULL);

  gtk_column_view_column_set_visible (self->columns[COLUMN_CHECK].column, show_checks);
}

gboolean
gx_customer_columns_get_sort (GxCustomerColumns *self, GxCustomerSort *sort, gboolean *descending)
{
  g_return_val_if_fail (self != NULL, FALSE);

  self->asked = -1;
  GtkOrdering order = gtk_sorter_compare (gtk_column_view_get_sorter (self->view), self->view, self->view);
  if (self->asked < 0)
    return FALSE;
  *sort = self->columns[self->asked].sort;
  *descending = order == GTK_ORDERING_LARGER;
  return TRUE;
}

void
gx_customer_columns_set_sort (GxCustomerColumns *self, GxCustomerSort sort, gboolean descending)
{
  g_return_if_fail (self != NULL);

  for (guint i = COLUMN_NAME; i < N_COLUMNS; i++)
    if (gtk_column_view_column_get_sorter (self->columns[i].column) != NULL && self->columns[i].sort == sort)
      {
        gtk_column_view_sort_by_column (self->view, self->columns[i].column,
                                        descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
        return;
      }
  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
}
