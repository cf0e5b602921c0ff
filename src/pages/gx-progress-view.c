/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-progress-view.h"

#include "base/gx-money.h"

#include <glib/gi18n-lib.h>

#define LOOK_MS 100
#define RATE_AFTER_US 500000 /* sooner a rate is only noise */
#define QUIET_AFTER_US 3000000

struct _GxProgressView {
  AdwBin parent_instance;

  GtkLabel *title, *rows, *left;
  GtkProgressBar *bar;

  GxProgress *progress; /* (nullable) */
  char *waiting;
  gboolean is_quiet;    /* nothing is counted aloud */
  guint source;
  gint64 began_us; /* the first row; 0 before */
};

G_DEFINE_FINAL_TYPE (GxProgressView, gx_progress_view, ADW_TYPE_BIN)

/* "12 s left", "3 min left" */
static char *
describe_left (gint64 seconds)
{
  gint64 minutes = (seconds + 30) / 60;

  if (seconds < 90)
    /* Translators: %d is a number of seconds */
    return g_strdup_printf (ngettext ("%d second left", "%d seconds left", (gulong) MAX (seconds, 1)),
                            (int) MAX (seconds, 1));
  /* Translators: %d is a number of minutes */
  return g_strdup_printf (ngettext ("%d minute left", "%d minutes left", (gulong) minutes), (int) minutes);
}

static void
show_left (GxProgressView *self, gint64 done, gint64 total)
{
  gint64 took_us = g_get_monotonic_time () - self->began_us;
  double seconds = (double) took_us / G_USEC_PER_SEC * (double) (total - done) / (double) done;
  g_autofree char *left = describe_left ((gint64) seconds);

  if (took_us >= QUIET_AFTER_US)
    gtk_label_set_label (self->left, left);
}

static void
show_rate (GxProgressView *self, gint64 done, gint64 total)
{
  gint64 took_us = g_get_monotonic_time () - self->began_us;
  g_autofree char *n_done = gx_count_format (done);
  g_autofree char *n_total = gx_count_format (total);
  /* Translators: %1$s and %2$s are numbers: "4,000 of 12,000 rows" */
  g_autofree char *text = g_strdup_printf (ngettext ("%1$s of %2$s row", "%1$s of %2$s rows", total),
                                           n_done, n_total);

  if (took_us >= RATE_AFTER_US)
    {
      gint64 a_second = done * G_USEC_PER_SEC / took_us;
      g_autofree char *rate = gx_count_format (a_second);
      g_autofree char *left = describe_left ((total - done) / MAX (a_second, 1));
      /* Translators: %1$s is "4,000 of 12,000 rows", %2$s a number */
      g_autofree char *both = g_strdup_printf (ngettext ("%1$s, %2$s a second", "%1$s, %2$s a second",
                                                         a_second), text, rate);
      gtk_label_set_label (self->rows, both);
      gtk_label_set_label (self->left, left);
    }
  else
    gtk_label_set_label (self->rows, text);
}

static gboolean
look_cb (gpointer user_data)
{
  GxProgressView *self = user_data;
  gint64 done = 0, total = 0;

  if (g_cancellable_is_cancelled (gx_progress_get_cancellable (self->progress)))
    {
      gtk_label_set_label (self->rows, _("Stopping"));
      gtk_label_set_label (self->left, "");
      return G_SOURCE_CONTINUE;
    }
  gx_progress_ask (self->progress, &done, &total);
  if (done > 0 && self->began_us == 0)
    self->began_us = g_get_monotonic_time ();
  if (done == 0 || total == 0)
    {
      gtk_label_set_label (self->rows, self->waiting);
      gtk_progress_bar_pulse (self->bar);
      return G_SOURCE_CONTINUE;
    }
  gtk_progress_bar_set_fraction (self->bar, MIN ((double) done / total, 1));
  if (self->is_quiet && done < total)
    show_left (self, done, total);
  else if (done < total)
    show_rate (self, done, total);
  else
    {
      gtk_label_set_label (self->rows, _("Finishing"));
      gtk_label_set_label (self->left, "");
    }
  return G_SOURCE_CONTINUE;
}

static void
cancel_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxProgressView *self = GX_PROGRESS_VIEW (widget);

  if (self->progress == NULL)
    return;
  gx_progress_cancel (self->progress);
  look_cb (self);
  gtk_widget_action_set_enabled (widget, "progress.cancel", FALSE); /* heard: it ends as soon as it can */
}

static void
gx_progress_view_dispose (GObject *object)
{
  gx_progress_view_leave (GX_PROGRESS_VIEW (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), GX_TYPE_PROGRESS_VIEW);
  G_OBJECT_CLASS (gx_progress_view_parent_class)->dispose (object);
}

static void
gx_progress_view_class_init (GxProgressViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_progress_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/guanxi/Guanxi/ui/gx-progress-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GxProgressView, title);
  gtk_widget_class_bind_template_child (widget_class, GxProgressView, rows);
  gtk_widget_class_bind_template_child (widget_class, GxProgressView, left);
  gtk_widget_class_bind_template_child (widget_class, GxProgressView, bar);
  gtk_widget_class_install_action (widget_class, "progress.cancel", NULL, cancel_cb);
}

static void
gx_progress_view_init (GxProgressView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
watch (GxProgressView *self, GxProgress *progress, const char *title, const char *waiting, gboolean is_quiet)
{
  gx_progress_view_leave (self);
  self->is_quiet = is_quiet;
  self->progress = gx_progress_ref (progress);
  self->waiting = g_strdup (waiting);
  self->began_us = 0;
  gtk_progress_bar_set_fraction (self->bar, 0);
  gtk_label_set_label (self->rows, is_quiet ? waiting : "");
  gtk_label_set_label (self->left, "");
  gtk_label_set_label (self->title, title);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "progress.cancel", TRUE);
  self->source = g_timeout_add (LOOK_MS, look_cb, self);
}

void
gx_progress_view_watch (GxProgressView *self, GxProgress *progress, const char *title, const char *waiting)
{
  g_return_if_fail (GX_IS_PROGRESS_VIEW (self) && progress != NULL && title != NULL && waiting != NULL);

  watch (self, progress, title, waiting, FALSE);
}

void
gx_progress_view_watch_quietly (GxProgressView *self, GxProgress *progress, const char *title,
                                const char *sentence)
{
  g_return_if_fail (GX_IS_PROGRESS_VIEW (self) && progress != NULL && title != NULL && sentence != NULL);

  watch (self, progress, title, sentence, TRUE);
}

void
gx_progress_view_leave (GxProgressView *self)
{
  g_return_if_fail (GX_IS_PROGRESS_VIEW (self));

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->progress, gx_progress_unref);
  g_clear_pointer (&self->waiting, g_free);
}
