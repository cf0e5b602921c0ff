/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-application.h"
#include "bench-window.h"
#include "models/gx-customer-list.h"
#include "pages/gx-customers-pane.h"
#include "pages/gx-selection-bar.h"
#include "pages/gx-today-row.h"
#include "widgets/gx-list-selection.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WIDTH_PX 1200
#define HEIGHT_PX 800
#define MOVES 150              /* of each kind */
#define SORTS 9
#define FILTERS 5
#define STEP_PX 120
#define PATIENCE_US (20 * G_USEC_PER_SEC)

typedef void (*Play) (WindowList *list);

typedef struct {
  Play play;
  GType type;                  /* of the list's view */
  WindowList list;
} Stage;

/* Helpers */

static GtkWidget *
find_view (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_view (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GListModel *
get_model (GtkWidget *view)
{
  return GTK_IS_COLUMN_VIEW (view) ? G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)))
                                   : G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (view)));
}

/* -- How often a view asks the list for an item, besides this program */

static gpointer (*get_item) (GListModel *model, guint position);
static guint n_items_got;
static gboolean is_looking;

static gpointer
count_item (GListModel *model, guint position)
{
  n_items_got += !is_looking;
  return get_item (model, position);
}

static void
count_items (void)
{
  g_autoptr (GTypeClass) class = g_type_class_ref (GX_TYPE_LIST_SELECTION);
  GListModelInterface *interface = g_type_interface_peek (class, G_TYPE_LIST_MODEL);

  get_item = interface->get_item;
  interface->get_item = count_item;
}

static gpointer
look_at (GListModel *model, guint position)
{
  gpointer item = NULL;

  is_looking = TRUE;
  item = g_list_model_get_item (model, position);
  is_looking = FALSE;
  return item;
}

static gboolean
is_loaded (WindowList *self, guint position)
{
  g_autoptr (GObject) item = look_at (self->model, position);

  return item == NULL || !GX_IS_LAZY_ROW (item) || gx_lazy_row_get_item (GX_LAZY_ROW (item)) != NULL;
}

static GtkAdjustment *
get_adjustment (WindowList *self)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
}

/* The first and the last row in sight; those between are of the same page or the next. */
static gboolean
is_sight_loaded (WindowList *self)
{
  GtkAdjustment *adjustment = get_adjustment (self);
  guint n = self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
  double share = gtk_adjustment_get_upper (adjustment) > 0 ? n / gtk_adjustment_get_upper (adjustment) : 0;
  guint first = (guint) (gtk_adjustment_get_value (adjustment) * share);
  guint last = (guint) ((gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment)) * share);

  return n > 0 && share > 0 && is_loaded (self, first) && is_loaded (self, MIN (last, n - 1));
}

static void
frame_begun_cb (WindowList *self)
{
  self->was_loaded = is_sight_loaded (self);
}

static void
frame_painted_cb (WindowList *self)
{
  self->is_painted |= self->was_loaded;
}

void
window_list_watch (WindowList *self, GtkWidget *view)
{
  self->view = view;
  self->model = get_model (view);
  self->clock = gtk_widget_get_frame_clock (view);
  g_signal_connect_swapped (self->clock, "before-paint", G_CALLBACK (frame_begun_cb), self);
  g_signal_connect_swapped (self->clock, "after-paint", G_CALLBACK (frame_painted_cb), self);
}

static gboolean
patience_ended_cb (gpointer user_data)
{
  g_error ("bench: the list did not come to rest");
  return G_SOURCE_REMOVE;
}

void
window_list_settle (WindowList *self)
{
  guint patience = g_timeout_add (PATIENCE_US / 1000, patience_ended_cb, NULL);

  self->is_painted = FALSE;
  gtk_widget_queue_draw (self->view);
  while (!self->is_painted)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (patience);
}

/* -- The plays */

/* What a move costs the main thread, until its rows are there and painted. */
static void
time_move (WindowList *list, const char *kind, double value)
{
  double start = gx_bench_now (GX_BENCH_CPU);

  gtk_adjustment_set_value (get_adjustment (list), value);
  window_list_settle (list);
  printf ("%s %.9f\n", kind, gx_bench_now (GX_BENCH_CPU) - start);
}

static void
play_scroll (WindowList *list)
{
  GtkAdjustment *adjustment = get_adjustment (list);
  double page = gtk_adjustment_get_page_size (adjustment);
  g_autoptr (GRand) rand = g_rand_new_with_seed (19);

  for (int i = 0; i < MOVES; i++)
    time_move (list, "step", gtk_adjustment_get_value (adjustment) + STEP_PX);
  for (int i = 0; i < MOVES; i++)
    time_move (list, "page", gtk_adjustment_get_value (adjustment) + page);
  for (int i = 0; i < MOVES; i++)
    time_move (list, "jump", g_rand_double_range (rand, 0, gtk_adjustment_get_upper (adjustment) - page));
}

/* The other way round, until its first row is another one. */
static void
reverse (WindowList *list)
{
  g_autoptr (GObject) first = look_at (list->model, 0);
  gboolean is_other = FALSE;

  gx_bench_check (gtk_widget_activate_action (list->view, "customers.reverse", NULL));
  while (!is_other)
    {
      g_autoptr (GObject) now = NULL;

      g_main_context_iteration (NULL, TRUE);
      now = look_at (list->model, 0);
      is_other = now != NULL && now != first;
    }
}

/* Leads alone, by a filter, until they are; or everybody again. */
static void
filter (WindowList *list, gboolean is_filtered)
{
  GtkWidget *pane = gtk_widget_get_ancestor (list->view, GX_TYPE_CUSTOMERS_PANE);
  guint before = g_list_model_get_n_items (list->model);

  if (is_filtered)
    gx_customers_pane_filter (GX_CUSTOMERS_PANE (pane), "{\"field\":\"standing\",\"is\":[\"lead\"]}", NULL,
                              GX_NO_DAY, NULL);
  else
    gx_bench_check (gtk_widget_activate_action (list->view, "customers.show-all", NULL));
  while (g_list_model_get_n_items (list->model) == before || g_list_model_get_n_items (list->model) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
play_filter (WindowList *list)
{
  count_items ();
  for (int i = 0; i < 2 * FILTERS; i++)
    {
      double start = gx_bench_now (GX_BENCH_CPU);

      n_items_got = 0;
      filter (list, i % 2 == 0);
      window_list_settle (list);
      printf ("%s %.9f\nitems %u\n", i % 2 == 0 ? "filter" : "unfilter", gx_bench_now (GX_BENCH_CPU) - start,
              n_items_got);
    }
}

static void
play_sort (WindowList *list)
{
  gboolean is_empty = GTK_IS_NO_SELECTION (list->model);

  count_items ();
  for (int i = 0; i < SORTS; i++)
    {
      double start = gx_bench_now (GX_BENCH_CPU);

      n_items_got = 0;
      if (is_empty)
        window_list_reset_empty (list->view);
      else
        reverse (list);
      window_list_settle (list);
      printf ("sort %.9f\nitems %u\n", gx_bench_now (GX_BENCH_CPU) - start, n_items_got);
    }
  n_items_got = 0;
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (list->model));
  window_list_settle (list);
  printf ("select-all-items %u\n", n_items_got);
}

/* -- The window while many customers are edited */

#define ROWS 20000
#define BEAT_MS 4
#define REST_US (3 * G_USEC_PER_SEC)    /* what follows an edit: lists, counts, facets */
#define TAG "Bench"

typedef struct {
  double last[2], longest[2];    /* between two beats, seconds of each GxBenchClock */
} Heart;

static gboolean
beat_cb (gpointer user_data)
{
  Heart *heart = user_data;

  for (int clock = GX_BENCH_CPU; clock <= GX_BENCH_WALL; clock++)
    {
      double now = gx_bench_now (clock);

      heart->longest[clock] = MAX (heart->longest[clock], now - heart->last[clock]);
      heart->last[clock] = now;
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
is_first_tagged (WindowList *list)
{
  g_autoptr (GObject) item = look_at (list->model, 0);
  const GxCustomerRow *row = gx_customer_list_row (GX_LAZY_ROW (item));
  gboolean is_tagged = FALSE;

  for (guint i = 0; row != NULL && row->tags != NULL && i < row->tags->len; i++)
    is_tagged |= g_str_equal (((const GxWord *) row->tags->pdata[i])->name, TAG);
  return is_tagged;
}

/* Turns the loop until the first row says so and whatever follows is over; prints the longest that the main thread
 * kept anybody waiting. */
static void
time_stall (WindowList *list, const char *kind, gboolean is_tagged)
{
  gint64 start_us = g_get_monotonic_time ();
  Heart heart = { { gx_bench_now (GX_BENCH_CPU), gx_bench_now (GX_BENCH_WALL) }, { 0 } };
  guint beats = g_timeout_add (BEAT_MS, beat_cb, &heart);
  gint64 said_us = 0;

  while (said_us == 0 || g_get_monotonic_time () - said_us < REST_US)
    {
      g_main_context_iteration (NULL, TRUE);
      if (said_us == 0 && is_first_tagged (list) == is_tagged)
        said_us = g_get_monotonic_time ();
    }
  g_source_remove (beats);
  printf ("%s-stall-cpu %.9f\n%s-stall-wall %.9f\n%s-took %.9f\n", kind, heart.longest[GX_BENCH_CPU], kind,
          heart.longest[GX_BENCH_WALL], kind, (double) (said_us - start_us) / G_USEC_PER_SEC);
}

static void
play_bulk (WindowList *list)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (list->view));
  gint64 end_us = g_get_monotonic_time () + REST_US;
  GtkWidget *bar = NULL;

  while (g_get_monotonic_time () < end_us) /* the start is over */
    g_main_context_iteration (NULL, FALSE);
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (list->model), 0, ROWS, TRUE);
  window_list_settle (list);
  bar = find_view (window, GX_TYPE_SELECTION_BAR);
  gx_bench_check (bar != NULL && gtk_widget_activate_action (bar, "selection.tag", "s", TAG));
  time_stall (list, "edit", TRUE);
  gx_bench_check (gtk_widget_activate_action (window, "win.undo", NULL));
  time_stall (list, "undo", FALSE);
}

static void
play_start (WindowList *list)
{
  /* The list is painted: that is all. */
}

/* -- The stage */

static void
end_play (Stage *stage)
{
  stage->play (&stage->list);
  fflush (stdout);
  _exit (0);
}

/* The window opens with the day's work, so the list is asked for as soon as there is a book. */
static gboolean
wait_for_list_cb (GtkWidget *window, GdkFrameClock *clock, gpointer user_data)
{
  Stage *stage = user_data;
  GtkWidget *view = find_view (window, stage->type);

  if (view == NULL)
    gtk_widget_activate_action (window, "win.show-page", "s", "customers");
  if (view == NULL || get_model (view) == NULL)
    return G_SOURCE_CONTINUE;
  window_list_watch (&stage->list, view);
  return G_SOURCE_REMOVE;
}

/* Once its first rows are painted, the play begins. */
static gboolean
look_at_list_cb (gpointer user_data)
{
  Stage *stage = user_data;

  if (!stage->list.is_painted)
    return G_SOURCE_CONTINUE;
  end_play (stage);
  return G_SOURCE_REMOVE;
}

static void
set_stage (GtkWidget *window, Stage *stage)
{
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH_PX, HEIGHT_PX);
  gtk_widget_add_tick_callback (window, wait_for_list_cb, stage, NULL);
  g_timeout_add_full (G_PRIORITY_LOW, 1, look_at_list_cb, stage, NULL);
}

static void
window_added_cb (GtkApplication *app, GtkWindow *window, gpointer user_data)
{
  set_stage (GTK_WIDGET (window), user_data);
}

static void
play_application (const char *path, char *program, Play play)
{
  static Stage stage;
  g_autoptr (GxApplication) app = gx_application_new ();
  char *arguments[] = { program, (char *) path, NULL };

  stage.play = play;
  stage.type = GTK_TYPE_LIST_VIEW;
  g_signal_connect (app, "window-added", G_CALLBACK (window_added_cb), &stage);
  g_application_run (G_APPLICATION (app), 2, arguments);
}

static void
play_list (GtkWidget *view, Play play)
{
  static Stage stage;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  stage.play = play;
  stage.type = G_OBJECT_TYPE (view);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  set_stage (window, &stage);
  gtk_window_present (GTK_WINDOW (window));
  while (TRUE)
    g_main_context_iteration (NULL, TRUE);
}

/* -- Windows with nothing in them, and the day's page */

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  _exit (0);
}

static void
realized_cb (GtkWidget *window, gpointer user_data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), NULL);
}

static void
play_bare (void)
{
  GtkWidget *window = NULL;

  gtk_init ();
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH_PX, HEIGHT_PX);
  g_signal_connect (window, "realize", G_CALLBACK (realized_cb), NULL);
  gtk_window_present (GTK_WINDOW (window));
  while (TRUE)
    g_main_context_iteration (NULL, TRUE);
}

static void
toolkit_activated_cb (GtkApplication *app, gpointer user_data)
{
  GtkWidget *window = adw_application_window_new (app);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), gtk_label_new ("Guanxi 客脉"));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH_PX, HEIGHT_PX);
  g_signal_connect (window, "realize", G_CALLBACK (realized_cb), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

/* What any program with a header bar and a word in two scripts pays for. */
static void
play_toolkit (char *program)
{
  AdwApplication *app = adw_application_new ("org.guanxi.Bench", G_APPLICATION_NON_UNIQUE);
  char *arguments[] = { program, NULL };

  g_signal_connect (app, "activate", G_CALLBACK (toolkit_activated_cb), NULL);
  g_application_run (G_APPLICATION (app), 1, arguments);
}

static gboolean
wait_for_day_cb (GtkWidget *window, GdkFrameClock *clock, gpointer user_data)
{
  if (find_view (window, GX_TYPE_TODAY_ROW) == NULL)
    return G_SOURCE_CONTINUE;
  g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), NULL);
  return G_SOURCE_REMOVE;
}

static void
day_window_added_cb (GtkApplication *app, GtkWindow *window, gpointer user_data)
{
  gtk_window_set_default_size (window, WIDTH_PX, HEIGHT_PX);
  gtk_widget_add_tick_callback (GTK_WIDGET (window), wait_for_day_cb, NULL, NULL);
}

static void
play_day (const char *path, char *program)
{
  g_autoptr (GxApplication) app = gx_application_new ();
  char *arguments[] = { program, (char *) path, NULL };

  g_signal_connect (app, "window-added", G_CALLBACK (day_window_added_cb), NULL);
  g_application_run (G_APPLICATION (app), 2, arguments);
}

void
window_play (const char *name, const char *path, char *program)
{
  if (g_str_equal (name, "bare"))
    play_bare ();
  else if (g_str_equal (name, "toolkit"))
    play_toolkit (program);
  else if (g_str_equal (name, "day"))
    play_day (path, program);
  else if (g_str_equal (name, "start"))
    play_application (path, program, play_start);
  else if (g_str_equal (name, "scroll"))
    play_application (path, program, play_scroll);
  else if (g_str_equal (name, "sort"))
    play_application (path, program, play_sort);
  else if (g_str_equal (name, "filter"))
    play_application (path, program, play_filter);
  else if (g_str_equal (name, "bulk"))
    play_application (path, program, play_bulk);
  else if (g_str_equal (name, "scroll-drawn"))
    {
      gtk_init ();
      play_list (window_list_make_drawn (path), play_scroll);
    }
  else if (g_str_has_prefix (name, "sort-empty:"))
    {
      gtk_init ();
      play_list (window_list_make_empty ((guint) g_ascii_strtoull (name + strlen ("sort-empty:"), NULL,
                                                                   10)), play_sort);
    }
  g_printerr ("bench: the play “%s” did not end as it should\n", name);
  exit (1);
}
