/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-day.h"
#include "charts/gx-report-chart.h"
#include "customers/gx-customers.h"
#include "gx-scene.h"
#include "pages/gx-over-time-dialog.h"
#include "pages/gx-segments-page.h"
#include "trade/gx-purchases.h"
#include "widgets/gx-chart-view.h"

#define BUYERS "{\"field\":\"orders\",\"at_least\":1}"

/* The page of charts: each has its numbers, a mark asks for its customers, and the day and the currency can
   be chosen. */

/* -- The book: three customers; two bought, the last time long ago, one of them in euros, too */

static gpointer
fill_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  static const struct { const char *name, *currency; const char *day; } sales[] = {
    { "王芳", NULL, "2025-03-01" }, { "王芳", NULL, "2025-05-01" }, { "Ann Lee", NULL, "2025-05-08" },
    { "Ann Lee", "EUR", "2025-04-08" },
    { "Tom", NULL, NULL },
  };
  const GxActor *me = gx_actor_get_self ();

  for (guint i = 0; i < G_N_ELEMENTS (sales); i++)
    {
      GxId customer = 0;
      GxDay day = GX_NO_DAY;

      if (!gx_customers_resolve (book, sales[i].name, &customer, NULL))
        {
          g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();
          gx_customer_draft_set (draft, "name", sales[i].name);
          if (!gx_customers_save (book, me, draft, &customer, error))
            return NULL;
        }
      if (sales[i].day != NULL && (!gx_day_parse (sales[i].day, &day)
          || !gx_purchases_sell (book, me, customer, "Lantern", TRUE, 1000000, 100000000, sales[i].currency,
                                 day, NULL,
                                 error)))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

/* -- The window's part: who is asked for */

typedef struct {
  GxScene scene;
  char *criteria, *title, *currency;
  int as_of;
} Asked;

static void
show_customers_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Asked *asked = user_data;

  g_free (asked->criteria);
  g_free (asked->title);
  g_free (asked->currency);
  g_variant_get (parameter, "(ssis)", &asked->criteria, &asked->title, &asked->as_of, &asked->currency);
}

static gboolean
has_charts (GxScene *scene, gpointer unused)
{
  g_autoptr (GPtrArray) views = gx_scene_find (scene, GX_TYPE_CHART_VIEW);

  return views->len > 0 && gx_chart_view_get_chart (views->pdata[0]) != NULL;
}

static void
set_up (Asked *asked, gconstpointer unused)
{
  const GActionEntry actions[] = { { "show-customers", show_customers_cb, "(ssis)" } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  gx_scene_set_up (&asked->scene, fill_job, NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), asked);
  gtk_widget_insert_action_group (asked->scene.window, "win", G_ACTION_GROUP (group));
  gx_scene_show (&asked->scene, GX_TYPE_SEGMENTS_PAGE);
  gx_scene_wait (&asked->scene, "the charts", has_charts, NULL);
}

static void
tear_down (Asked *asked, gconstpointer unused)
{
  gx_scene_tear_down (&asked->scene);
  g_free (asked->criteria);
  g_free (asked->title);
  g_free (asked->currency);
}

static const char *
subtitle_of (Asked *asked)
{
  return adw_window_title_get_subtitle (gx_scene_first (&asked->scene, ADW_TYPE_WINDOW_TITLE));
}

static gboolean
is_as_of (GxScene *scene, gpointer day)
{
  return strstr (adw_window_title_get_subtitle (gx_scene_first (scene, ADW_TYPE_WINDOW_TITLE)), day) != NULL;
}

/* -- The tests */

static void
test_each_chart_has_its_numbers (Asked *asked, gconstpointer unused)
{
  const char * const *names = gx_report_chart_names ();
  g_autoptr (GPtrArray) views = gx_scene_find (&asked->scene, GX_TYPE_CHART_VIEW);

  g_assert_cmpuint (views->len, ==, g_strv_length ((char **) names));
  for (guint i = 0; i < views->len; i++)
    {
      GxChart *chart = gx_chart_view_get_chart (views->pdata[i]);
      g_assert_cmpstr (gx_chart_get_title (chart), !=, "");
      g_assert_cmpint (gx_chart_count_marks (chart), >, 0);
    }
}

static void
test_a_mark_asks_for_its_customers (Asked *asked, gconstpointer unused)
{
  GxChartView *view = gx_scene_first (&asked->scene, GX_TYPE_CHART_VIEW);
  GxChart *chart = gx_chart_view_get_chart (view);
  const GxChartMark *mark = gx_chart_get_mark (chart, 0);

  g_signal_emit_by_name (view, "mark-activated", 0, mark->criteria);
  g_assert_cmpstr (asked->criteria, ==, mark->criteria);
  g_assert_nonnull (strstr (asked->title, mark->label));
  g_assert_cmpint (asked->as_of, ==, GX_NO_DAY);
  g_assert_cmpstr (asked->currency, ==, "");
}

static void
test_the_day_of_the_last_sale (Asked *asked, gconstpointer unused)
{
  GxDay last = GX_NO_DAY;
  GxChartView *view = gx_scene_first (&asked->scene, GX_TYPE_CHART_VIEW);

  g_assert_true (gx_day_parse ("2025-05-08", &last));
  g_autofree char *shown = gx_day_format (last);
  g_assert_null (strstr (subtitle_of (asked), shown));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (asked->scene.page), "segments.last-sale", NULL));
  gx_scene_wait (&asked->scene, "the day of the last sale", is_as_of, shown);
  g_signal_emit_by_name (view, "mark-activated", 0, "{}");
  g_assert_cmpint (asked->as_of, ==, last);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (asked->scene.page), "segments.today", NULL));
  gx_scene_wait (&asked->scene, "today", is_as_of, (gpointer) "2026");
}

static gboolean
has_currency (GxScene *scene, gpointer currency)
{
  g_autoptr (GPtrArray) buttons = gx_scene_find (scene, GTK_TYPE_MENU_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_menu_button_get_label (buttons->pdata[i]), currency) == 0)
      return TRUE;
  return FALSE;
}

static void
test_another_currency (Asked *asked, gconstpointer unused)
{
  GxChartView *view = gx_scene_first (&asked->scene, GX_TYPE_CHART_VIEW);

  g_assert_true (has_currency (&asked->scene, (gpointer) gx_book_get_currency (asked->scene.book)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (asked->scene.page), "segments.currency", "s",
                                             "EUR"));
  gx_scene_wait (&asked->scene, "euros", has_currency, (gpointer) "EUR");
  g_signal_emit_by_name (view, "mark-activated", 0, "{}");
  g_assert_cmpstr (asked->currency, ==, "EUR");
}

/* -- Over time */

static GtkStack *
stack_of (GtkWidget *dialog)
{
  return GTK_STACK (gtk_widget_get_last_child (adw_window_get_content (ADW_WINDOW (dialog))));
}

static gboolean
has_counted (GxScene *scene, gpointer dialog)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (stack_of (dialog)), "counting") != 0;
}

static void
test_a_question_over_time (Asked *asked, gconstpointer unused)
{
  GtkWidget *dialog = gx_over_time_dialog_new (GTK_WINDOW (asked->scene.window), asked->scene.book,
                                               BUYERS, "Buyers", GX_NO_DAY, NULL);
  GtkWidget *view = gtk_stack_get_child_by_name (stack_of (dialog), "chart");
  static const gint64 expected[] = { 2, 2, 2 };
  GxDay last = GX_NO_DAY;

  gtk_window_present (GTK_WINDOW (dialog));
  gx_scene_wait (&asked->scene, "the counts", has_counted, dialog);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack_of (dialog)), ==, "chart");
  GxChart *chart = gx_chart_view_get_chart (GX_CHART_VIEW (view));
  g_assert_cmpint (gx_chart_count_marks (chart), ==, 12);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (gx_chart_get_mark (chart, 11 - (int) i)->value, ==, expected[i]);
  g_assert_true (gx_day_parse ("2026-10-31", &last));
  g_signal_emit_by_name (view, "mark-activated", 10, gx_chart_get_mark (chart, 10)->criteria);
  g_assert_cmpint (asked->as_of, ==, last);
  g_assert_cmpstr (asked->title, ==, "Buyers");
}

static void
test_over_time_ends_where_it_is_asked_for (Asked *asked, gconstpointer unused)
{
  GxDay end = GX_NO_DAY;
  GtkWidget *dialog;

  g_assert_true (gx_day_parse ("2025-05-07", &end));
  dialog = gx_over_time_dialog_new (GTK_WINDOW (asked->scene.window), asked->scene.book,
                                    BUYERS, "Buyers", end, NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  gx_scene_wait (&asked->scene, "the counts", has_counted, dialog);
  GtkWidget *view = gtk_stack_get_child_by_name (stack_of (dialog), "chart");
  GxChart *chart = gx_chart_view_get_chart (GX_CHART_VIEW (view));
  g_assert_cmpint (gx_chart_get_mark (chart, 8)->value, ==, 0); /* the end of February */
  g_assert_cmpint (gx_chart_get_mark (chart, 9)->value, ==, 1);
  g_assert_cmpint (gx_chart_get_mark (chart, 11)->value, ==, 2);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

int
main (int argc, char *argv[])
{
  gx_scene_start (&argc, &argv);
#define ADD(name, func) g_test_add ("/display/segments/" name, Asked, NULL, set_up, func, tear_down)
  ADD ("each-chart-has-its-numbers", test_each_chart_has_its_numbers);
  ADD ("a-mark-asks-for-its-customers", test_a_mark_asks_for_its_customers);
  ADD ("the-day-of-the-last-sale", test_the_day_of_the_last_sale);
  ADD ("another-currency", test_another_currency);
  ADD ("a-question-over-time", test_a_question_over_time);
  ADD ("over-time-ends-where-it-is-asked-for", test_over_time_ends_where_it_is_asked_for);
  return g_test_run ();
}
