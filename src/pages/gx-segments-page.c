/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-segments-page.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "charts/gx-report-chart.h"
#include "insight/gx-insight.h"
#include "trade/gx-purchases.h"
#include "widgets/gx-calendar.h"
#include "widgets/gx-chart-view.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

#define CHART_WIDTH_PX 320

struct _GxSegmentsPage {
  GxPage parent_instance;

  AdwWindowTitle *title;
  GtkPopover *day_popover;
  GtkButton *last_sale_button;
  GtkCalendar *calendar;
  GtkMenuButton *currency_button;
  GtkStack *stack;
  GtkFlowBox *charts;

  GPtrArray *views;       /* of GxChartView, in the order of gx_report_chart_names() */
  GxDay as_of;            /* GX_NO_DAY: today */
  GxDay last_sale_day;
  char *currency;         /* NULL: home */
  GCancellable *reading;
  gboolean is_stale;
  gboolean is_setting_calendar;
};

G_DEFINE_FINAL_TYPE (GxSegmentsPage, gx_segments_page, GX_TYPE_PAGE)

/* -- Reading: the four reports behind the six charts */

typedef struct {
  GxDay as_of;
  char *currency;
} Question;

static void
free_question (gpointer data)
{
  Question *question = data;

  g_free (question->currency);
  g_free (question);
}

typedef struct {
  GHashTable *reports;    /* name → GxReport */
  char **currencies;
  GxDay last_sale_day;
} Answer;

static void
free_answer (gpointer data)
{
  Answer *answer = data;

  g_hash_table_unref (answer->reports);
  g_strfreev (answer->currencies);
  g_free (answer);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, free_answer)

static gpointer
read_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;
  const GxCriteriaContext context = { question->as_of, question->currency };
  g_autoptr (Answer) answer = g_new0 (Answer, 1);
  const char * const *names = gx_insight_report_names ();

  answer->reports = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) gx_report_free);
  for (int i = 0; names[i] != NULL; i++)
    {
      GxReport *report = gx_insight_report (book, names[i], &context, NULL, error);

      if (report == NULL)
        return NULL;
      g_hash_table_insert (answer->reports, (char *) names[i], report);
    }
  answer->currencies = gx_trade_currencies (book, error);
  answer->last_sale_day = gx_insight_last_sale_day (book, NULL);
  return answer->currencies != NULL ? g_steal_pointer (&answer) : NULL;
}

/* -- Showing */

static void
show_currencies (GxSegmentsPage *self, char **currencies)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (int i = 0; currencies[i] != NULL; i++)
    {
      g_autofree char *action = g_strdup_printf ("segments.currency::%s", currencies[i]);

      g_menu_append (menu, currencies[i], action);
    }
  gtk_menu_button_set_menu_model (self->currency_button, G_MENU_MODEL (menu));
  gtk_menu_button_set_label (self->currency_button, self->currency != NULL ? self->currency : currencies[0]);
  gtk_widget_set_visible (GTK_WIDGET (self->currency_button), g_strv_length (currencies) > 1);
}

static void
show_day (GxSegmentsPage *self, GxDay last_sale_day)
{
  GxDay day = self->as_of != GX_NO_DAY ? self->as_of : gx_clock_today ();
  g_autofree char *shown = gx_day_format (day);
  g_autofree char *last = last_sale_day != GX_NO_DAY ? gx_day_format (last_sale_day) : NULL;
  /* Translators: %s is a day */
  g_autofree char *subtitle = g_strdup_printf (_("As of %s"), shown);
  /* Translators: %s is the day of the last sale */
  g_autofree char *label = last != NULL ? g_strdup_printf (_("Last sale: %s"), last) : NULL;
  int year, month, number;
  g_autoptr (GDateTime) date = NULL;

  adw_window_title_set_subtitle (self->title, subtitle);
  self->last_sale_day = last_sale_day;
  if (label != NULL)
    gtk_button_set_label (self->last_sale_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->last_sale_button), label != NULL);
  gx_day_split (day, &year, &month, &number);
  date = g_date_time_new_local (year, month, number, 12, 0, 0);
  self->is_setting_calendar = TRUE;
  gtk_calendar_select_day (self->calendar, date);
  self->is_setting_calendar = FALSE;
}

static void
show_answer (GxSegmentsPage *self, const Answer *answer)
{
  const char * const *names = gx_report_chart_names ();
  const GxReport *first = g_hash_table_lookup (answer->reports, gx_report_chart_report (names[0]));

  for (guint i = 0; names[i] != NULL; i++)
    {
      const GxReport *report = g_hash_table_lookup (answer->reports, gx_report_chart_report (names[i]));
      g_autoptr (GxChart) chart = gx_report_chart_new (names[i], report);

      gx_chart_view_set_chart (g_ptr_array_index (self->views, i), chart);
    }
  show_currencies (self, answer->currencies);
  show_day (self, answer->last_sale_day);
  gtk_stack_set_visible_child_name (self->stack, first->customers > 0 ? "charts" : "empty");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxSegmentsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (answer != NULL && self->views != NULL)
    show_answer (self, answer);
  else
    gx_toast_show_error (GTK_WIDGET (self), error);
}

static void
read_reports (GxSegmentsPage *self)
{
  Question *question = g_new0 (Question, 1);

  question->as_of = self->as_of;
  question->currency = g_strdup (self->currency);
  self->is_stale = FALSE;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  gx_book_read_async (gx_page_get_book (GX_PAGE (self)), read_job, question, free_question, free_answer,
                      self->reading, read_cb, g_object_ref (self));
}

/* -- What the person asks for */

static void
mark_activated_cb (GxChartView *view, int mark, const char *criteria, GxSegmentsPage *self)
{
  GxChart *chart = gx_chart_view_get_chart (view);
  g_autofree char *title = NULL;

  if (criteria == NULL)
    return;
  /* Translators: %1$s is a chart's title, %2$s one of its marks: "Lifecycle: Dormant" */
  title = g_strdup_printf (_("%1$s: %2$s"), gx_chart_get_title (chart),
                           gx_chart_get_mark (chart, mark)->label);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-customers", "(ssis)", criteria, title,
                              (int) self->as_of, self->currency != NULL ? self->currency : "");
}

static void
set_day (GxSegmentsPage *self, GxDay day)
{
  gtk_popover_popdown (self->day_popover);
  self->as_of = day;
  read_reports (self);
}

static void
today_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  set_day (GX_SEGMENTS_PAGE (widget), GX_NO_DAY);
}

static void
last_sale_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  set_day (GX_SEGMENTS_PAGE (widget), GX_SEGMENTS_PAGE (widget)->last_sale_day);
}

static void
day_selected_cb (GxSegmentsPage *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);

  if (!self->is_setting_calendar)
    set_day (self, gx_day_new (g_date_time_get_year (date), g_date_time_get_month (date),
                               g_date_time_get_day_of_month (date)));
}

static void
currency_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxSegmentsPage *self = GX_SEGMENTS_PAGE (widget);

  g_free (self->currency);
  self->currency = g_variant_dup_string (parameter, NULL);
  read_reports (self);
}

/* -- Overrides */

static void
gx_segments_page_shown (GxPage *page)
{
  if (GX_SEGMENTS_PAGE (page)->is_stale)
    read_reports (GX_SEGMENTS_PAGE (page));
}

/* Reading costs a scan of all purchases: it waits until somebody looks. */
static void
gx_segments_page_changed (GxPage *page, GxChange *change)
{
  GX_SEGMENTS_PAGE (page)->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (page)))
    read_reports (GX_SEGMENTS_PAGE (page));
}

static void
gx_segments_page_dispose (GObject *object)
{
  GxSegmentsPage *self = GX_SEGMENTS_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_pointer (&self->currency, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_SEGMENTS_PAGE);

  G_OBJECT_CLASS (gx_segments_page_parent_class)->dispose (object);
}

static void
gx_segments_page_class_init (GxSegmentsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_segments_page_dispose;
  GX_PAGE_CLASS (klass)->shown = gx_segments_page_shown;
  GX_PAGE_CLASS (klass)->changed = gx_segments_page_changed;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-segments-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GxSegmentsPage, title);
  gtk_widget_class_bind_template_child (widget_class, GxSegmentsPage, day_popover);
  gtk_widget_class_bind_template_child (widget_class, GxSegmentsPage, last_sale_button);
  gtk_widget_class_bind_template_child (widget_class, GxSegmentsPage, calendar);
  gtk_widget_class_bind_template_child (widget_class, GxSegmentsPage, currency_button);
  gtk_widget_class_bind_template_child (widget_class, GxSegmentsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GxSegmentsPage, charts);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);

  gtk_widget_class_install_action (widget_class, "segments.today", NULL, today_cb);
  gtk_widget_class_install_action (widget_class, "segments.last-sale", NULL, last_sale_cb);
  gtk_widget_class_install_action (widget_class, "segments.currency", "s", currency_cb);
}

static GtkWidget *
add_chart (GxSegmentsPage *self)
{
  GtkWidget *view = gx_chart_view_new ();
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_widget_set_size_request (view, CHART_WIDTH_PX, -1);
  gtk_widget_set_hexpand (view, TRUE);
  gtk_widget_add_css_class (view, "card");
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), view);
  gtk_flow_box_append (self->charts, child);
  g_signal_connect_object (view, "mark-activated", G_CALLBACK (mark_activated_cb), self, 0);
  return view;
}

static void
gx_segments_page_init (GxSegmentsPage *self)
{
  const char * const *names = gx_report_chart_names ();

  self->as_of = GX_NO_DAY;
  self->is_stale = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gx_calendar_hear_every_click (self->calendar);
  self->views = g_ptr_array_new ();
  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (self->views, add_chart (self));
}
