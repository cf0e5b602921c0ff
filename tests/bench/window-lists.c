/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The lists that the real one is measured against: rows of one drawn widget, and cells with nothing in
   them. */
#include "base/gx-id-list.h"
#include "base/gx-money.h"
#include "bench-window.h"
#include "models/gx-customer-list.h"
#include "models/gx-customer-query.h"

#define ROW_HEIGHT_PX 56

/* -- A row that draws itself: a circle, a letter and four texts */

#define BENCH_TYPE_ROW (bench_row_get_type ())
G_DECLARE_FINAL_TYPE (BenchRow, bench_row, BENCH, ROW, GtkWidget)

struct _BenchRow {
  GtkWidget parent_instance;

  GxLazyRow *row;
  gulong handler;
};

G_DEFINE_FINAL_TYPE (BenchRow, bench_row, GTK_TYPE_WIDGET)

static void
draw_text (GtkWidget *widget, cairo_t *cr, const char *text, double x, double y)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);

  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

static void
bench_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BenchRow *self = BENCH_ROW (widget);
  const GxCustomerRow *row = self->row != NULL ? gx_customer_list_row (self->row) : NULL;
  int width = gtk_widget_get_width (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot,
                                           &GRAPHENE_RECT_INIT (0, 0, (float) width, ROW_HEIGHT_PX));

  if (row != NULL)
    {
      g_autofree char *value = gx_money_format_whole (row->value_minor, "CNY");
      g_autofree char *letter = g_utf8_substring (row->shown_name, 0,
                                                  MIN (1, g_utf8_strlen (row->shown_name, -1)));

      cairo_set_source_rgb (cr, .8, .85, .9);
      cairo_arc (cr, 28, 28, 18, 0, 2 * G_PI);
      cairo_fill (cr);
      cairo_set_source_rgb (cr, .1, .1, .1);
      draw_text (widget, cr, letter, 22, 18);
      draw_text (widget, cr, row->shown_name, 58, 8);
      draw_text (widget, cr, row->company != NULL ? row->company : "", 58, 30);
      draw_text (widget, cr, row->standing, width * .6, 18);
      draw_text (widget, cr, value, width * .8, 18);
    }
  cairo_destroy (cr);
}

static void
bench_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                   int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? ROW_HEIGHT_PX : 200;
  *natural = *minimum;
}

static void
bench_row_set (BenchRow *self, GxLazyRow *row)
{
  if (self->row != NULL)
    g_signal_handler_disconnect (self->row, self->handler);
  g_set_object (&self->row, row);
  if (row != NULL)
    self->handler = g_signal_connect_swapped (row, "notify::item", G_CALLBACK (gtk_widget_queue_draw), self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
bench_row_dispose (GObject *object)
{
  bench_row_set (BENCH_ROW (object), NULL);
  G_OBJECT_CLASS (bench_row_parent_class)->dispose (object);
}

static void
bench_row_class_init (BenchRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bench_row_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = bench_row_snapshot;
  GTK_WIDGET_CLASS (klass)->measure = bench_row_measure;
}

static void
bench_row_init (BenchRow *self)
{
}

static void
row_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, g_object_new (BENCH_TYPE_ROW, NULL));
}

static void
row_bound_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  bench_row_set (BENCH_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
row_unbound_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  bench_row_set (BENCH_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
ids_came_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxLazyList) list = user_data;
  g_autoptr (GxIdList) ids = gx_customer_query_ask_finish (GX_BOOK (source), result, NULL);

  gx_bench_check (ids != NULL);
  gx_lazy_list_set_ids (list, ids);
}

static void
book_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GtkListView *view = user_data;
  GxBook *book = gx_book_open_finish (result, NULL);
  GxCustomerQuery *query = gx_customer_query_new ();
  GxLazyList *list = NULL;

  gx_bench_check (book != NULL);
  list = gx_customer_list_new (book, NULL);
  gtk_list_view_set_model (view,
                           GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (list)))));
  gx_customer_query_ask_async (query, book, NULL, ids_came_cb, list);
}

GtkWidget *
window_list_make_drawn (const char *path)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *view = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (row_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (row_bound_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (row_unbound_cb), NULL);
  view = gtk_list_view_new (NULL, factory);
  gx_book_open_async (path, GX_OPEN_READ, FALSE, NULL, book_opened_cb, view);
  return view;
}

/* -- Nothing in many rows */

#define BENCH_TYPE_NOTHING (bench_nothing_get_type ())
G_DECLARE_FINAL_TYPE (BenchNothing, bench_nothing, BENCH, NOTHING, GObject)

struct _BenchNothing {
  GObject parent_instance;

  guint n;
};

static GType
bench_nothing_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
bench_nothing_get_n_items (GListModel *model)
{
  return BENCH_NOTHING (model)->n;
}

static gpointer
bench_nothing_get_item (GListModel *model, guint position)
{
  return position < BENCH_NOTHING (model)->n ? g_object_new (G_TYPE_OBJECT, NULL) : NULL;
}

static void
bench_nothing_model_init (GListModelInterface *interface)
{
  interface->get_item_type = bench_nothing_get_item_type;
  interface->get_n_items = bench_nothing_get_n_items;
  interface->get_item = bench_nothing_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BenchNothing, bench_nothing, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bench_nothing_model_init))

static void
bench_nothing_class_init (BenchNothingClass *klass)
{
}

static void
bench_nothing_init (BenchNothing *self)
{
}

static void
cell_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, gtk_inscription_new (NULL));
}

GtkWidget *
window_list_make_empty (guint n)
{
  BenchNothing *nothing = g_object_new (BENCH_TYPE_NOTHING, NULL);
  GtkWidget *view = NULL;

  nothing->n = n;
  view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (nothing))));
  for (int column = 0; column < 5; column++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

      g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), NULL);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), gtk_column_view_column_new ("column", factory));
    }
  return view;
}

void
window_list_reset_empty (GtkWidget *view)
{
  GtkNoSelection *selection = GTK_NO_SELECTION (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)));
  BenchNothing *nothing = BENCH_NOTHING (gtk_no_selection_get_model (selection));
  guint n = nothing->n;

  nothing->n = 0;
  g_list_model_items_changed (G_LIST_MODEL (nothing), 0, n, 0);
  nothing->n = n;
  g_list_model_items_changed (G_LIST_MODEL (nothing), 0, 0, n);
}
