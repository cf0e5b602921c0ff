/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-over-time-dialog.h"

#include "charts/gx-over-time-chart.h"
#include "criteria/gx-segments.h"
#include "widgets/gx-chart-view.h"

#include <glib/gi18n-lib.h>

#define MONTHS 12
#define EVERYBODY "{\"all\":[]}"

struct _GxOverTimeDialog {
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkWidget *view;
  AdwStatusPage *failure;

  char *criteria, *title, *currency;
  GxDay days[MONTHS];
  GCancellable *counting;
};

G_DEFINE_FINAL_TYPE (GxOverTimeDialog, gx_over_time_dialog, ADW_TYPE_WINDOW)

/* -- Counting, in the reader */

typedef struct {
  char *criteria, *currency;
  GxDay days[MONTHS];
} Question;

static void
free_question (gpointer data)
{
  Question *question = data;

  g_free (question->criteria);
  g_free (question->currency);
  g_free (question);
}

static gpointer
count_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;
  g_autofree gint64 *counts = g_new0 (gint64, MONTHS);
  g_autoptr (GxCriteria) criteria = gx_criteria_from_json (question->criteria, error);

  if (criteria == NULL
      || !gx_segments_count_over (book, criteria, question->currency, question->days, MONTHS, counts, error))
    return NULL;
  return g_steal_pointer (&counts);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxOverTimeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *counts = gx_book_job_finish (GX_BOOK (source), result, &error);
  g_autoptr (GxChart) chart = NULL;

  if (self->stack == NULL)
    return;
  if (counts == NULL)
    {
      adw_status_page_set_description (self->failure, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failure");
      return;
    }
  chart = gx_over_time_chart_new (self->title, self->days, counts, MONTHS, self->criteria);
  gx_chart_view_set_chart (GX_CHART_VIEW (self->view), chart);
  gtk_stack_set_visible_child_name (self->stack, "chart");
  gtk_widget_grab_focus (self->view);
}

static void
count (GxOverTimeDialog *self, GxBook *book)
{
  Question *question = g_new0 (Question, 1);

  question->criteria = g_strdup (self->criteria);
  question->currency = g_strdup (self->currency);
  memcpy (question->days, self->days, sizeof self->days);
  gx_book_read_async (book, count_job, question, free_question, g_free, self->counting, counted_cb,
                      g_object_ref (self));
}

/* -- What the person asks for */

static void
mark_activated_cb (GxChartView *view, int mark, const char *criteria, GxOverTimeDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (mark == GX_CHART_NO_MARK || parent == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-customers", "(ssis)", self->criteria,
                              self->title, (int) self->days[mark], self->currency != NULL ? self->currency : "");
  gtk_window_close (GTK_WINDOW (self));
}

/* -- Overrides */

static void
gx_over_time_dialog_dispose (GObject *object)
{
  GxOverTimeDialog *self = GX_OVER_TIME_DIALOG (object);

  g_cancellable_cancel (self->counting);
  self->stack = NULL;
  G_OBJECT_CLASS (gx_over_time_dialog_parent_class)->dispose (object);
}

static void
gx_over_time_dialog_finalize (GObject *object)
{
  GxOverTimeDialog *self = GX_OVER_TIME_DIALOG (object);

  g_clear_object (&self->counting);
  g_free (self->criteria);
  g_free (self->title);
  g_free (self->currency);
  G_OBJECT_CLASS (gx_over_time_dialog_parent_class)->finalize (object);
}

static void
gx_over_time_dialog_class_init (GxOverTimeDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gx_over_time_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = gx_over_time_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
new_spinner (void)
{
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spinner), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Counting"), -1);
  gtk_spinner_start (GTK_SPINNER (spinner));
  return spinner;
}

static void
gx_over_time_dialog_init (GxOverTimeDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();

  self->counting = g_cancellable_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  self->view = gx_chart_view_new ();
  self->failure = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_title (self->failure, _("Could not count"));
  gtk_widget_add_css_class (self->view, "card");
  gtk_widget_add_css_class (header, "flat");
  gtk_widget_set_margin_start (self->view, 18);
  gtk_widget_set_margin_end (self->view, 18);
  gtk_widget_set_margin_bottom (self->view, 18);
  gtk_stack_add_named (self->stack, new_spinner (), "counting");
  gtk_stack_add_named (self->stack, self->view, "chart");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->failure), "failure");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _("Over time"));
  gtk_window_set_default_size (GTK_WINDOW (self), 640, 420);
  gtk_widget_set_size_request (GTK_WIDGET (self), 340, 300);
}

/* -- Public */

GtkWidget *
gx_over_time_dialog_new (GtkWindow *parent, GxBook *book, const char *criteria, const char *title,
                         GxDay as_of, const char *currency)
{
  GxOverTimeDialog *self = g_object_new (GX_TYPE_OVER_TIME_DIALOG, "transient-for", parent, "modal", TRUE,
                                         NULL);

  self->criteria = g_strdup (criteria != NULL ? criteria : EVERYBODY);
  self->title = g_strdup (title);
  self->currency = currency != NULL && *currency != '\0' ? g_strdup (currency) : NULL;
  gx_over_time_days (as_of, self->days, MONTHS);
  g_signal_connect_object (self->view, "mark-activated", G_CALLBACK (mark_activated_cb), self, 0);
  count (self, book);
  return GTK_WIDGET (self);
}
