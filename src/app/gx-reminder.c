/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-reminder.h"
#include "app/gx-settings.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-phrase.h"
#include "base/gx-time-of-day.h"
#include "widgets/gx-toast.h"
#include "work/gx-tasks.h"

#include <glib/gi18n-lib.h>

#define LOOK_S 30

struct _GxReminder {
  GObject parent_instance;

  GtkWindow *window;      /* not owned: it owns the reminder */
  GxBook *book;
  guint timeout;
  gint64 told_until;      /* what fell due up to then has been told */
};

G_DEFINE_FINAL_TYPE (GxReminder, gx_reminder, G_TYPE_OBJECT)

/* -- When a task is told: its own moment, else the morning of its day. */

static gint64
moment_of (const GxTask *task)
{
  g_autoptr (GDateTime) morning = NULL;
  int year, month, day;

  if (task->due_at != 0)
    return task->due_at;
  gx_day_split (task->due_day, &year, &month, &day);
  morning = g_date_time_new_local (year, month, day, gx_settings_get_reminder_hour (), 0, 0);
  return morning != NULL ? g_date_time_to_unix (morning) : G_MAXINT64;
}

/* -- The answers: actions of the application, as notifications outlive windows. */

typedef struct {
  GxId task;
  GxDay day;              /* GX_NO_DAY: done */
} Answer;

static gpointer
answer_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Answer *answer = data;

  return GINT_TO_POINTER (answer->day == GX_NO_DAY
                            ? gx_tasks_done (book, gx_actor_get_self (), answer->task, error)
                            : gx_tasks_snooze (book, gx_actor_get_self (), answer->task, answer->day, error));
}

static void
write_answer (GxReminder *self, GxId task, GxDay day)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->task = task;
  answer->day = day;
  gx_write (GTK_WIDGET (self->window), self->book, answer_job, answer, g_free);
}

static void
done_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  write_answer (user_data, g_variant_get_int64 (parameter), GX_NO_DAY);
}

static void
tomorrow_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  write_answer (user_data, g_variant_get_int64 (parameter), gx_clock_today () + 1);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GxReminder *self = user_data;
  GxId customer = g_variant_get_int64 (parameter);

  gtk_window_present (self->window);
  if (customer != 0)
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-customer", "x", customer);
  else
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-page", "s", "today");
}

static const char * const action_names[] = { "task-done", "task-tomorrow", "task-open" };

static void
install_actions (GxReminder *self, GApplication *app)
{
  static const GActionEntry entries[] = {
    { "task-done", done_cb, "x" },
    { "task-tomorrow", tomorrow_cb, "x" },
    { "task-open", open_cb, "x" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (app), entries, G_N_ELEMENTS (entries), self);
}

/* -- Telling */

/* "15:30 · 王芳"; NULL: neither an hour nor a customer. */
static char *
describe (const GxTask *task)
{
  g_autofree char *time = task->due_at != 0 ? gx_time_of_day_format (gx_task_get_time (task)) : NULL;

  if (time != NULL && task->customer_name != NULL)
    return g_strdup_printf ("%s · %s", time, task->customer_name);
  return time != NULL ? g_steal_pointer (&time) : g_strdup (task->customer_name);
}

static void
tell (GxReminder *self, const GxTask *task)
{
  GApplication *app = G_APPLICATION (gtk_window_get_application (self->window));
  const char *title = task->title != NULL && *task->title != '\0' ? task->title
                      : gx_phrase ("task.kind", task->kind);
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autofree char *body = describe (task);
  g_autofree char *name = g_strdup_printf ("task-%" G_GINT64_FORMAT, task->id);

  if (body != NULL)
    g_notification_set_body (notification, body);
  g_notification_set_category (notification, "x-gnome.reminder");
  g_notification_set_default_action_and_target (notification, "app.task-open", "x", task->customer_id);
  g_notification_add_button_with_target (notification, _("Done"), "app.task-done", "x", task->id);
  g_notification_add_button_with_target (notification, _("Tomorrow"), "app.task-tomorrow", "x", task->id);
  g_application_send_notification (app, name, notification);
}

static gpointer
read_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_tasks_list (book, GX_TASKS_DUE, gx_clock_today (), 0, 0, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxReminder) self = user_data;
  g_autoptr (GPtrArray) tasks = gx_book_job_finish (GX_BOOK (source), result, NULL);
  gint64 now = gx_clock_now ();

  for (guint i = 0; tasks != NULL && self->window != NULL && i < tasks->len; i++)
    {
      const GxTask *task = g_ptr_array_index (tasks, i);
      gint64 moment = moment_of (task);

      if (gx_settings_get_reminds () && moment > self->told_until && moment <= now)
        tell (self, task);
    }
  self->told_until = now;
}

static gboolean
look_cb (gpointer data)
{
  GxReminder *self = data;

  gx_book_read_async (self->book, read_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, read_cb,
                      g_object_ref (self));
  return G_SOURCE_CONTINUE;
}

static void
gx_reminder_dispose (GObject *object)
{
  GxReminder *self = GX_REMINDER (object);
  GtkApplication *app = self->window != NULL ? gtk_window_get_application (self->window) : NULL;

  for (guint i = 0; app != NULL && i < G_N_ELEMENTS (action_names); i++)
    g_action_map_remove_action (G_ACTION_MAP (app), action_names[i]);
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->book);
  self->window = NULL;

  G_OBJECT_CLASS (gx_reminder_parent_class)->dispose (object);
}

static void
gx_reminder_class_init (GxReminderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gx_reminder_dispose;
}

static void
gx_reminder_init (GxReminder *self)
{
}

GxReminder *
gx_reminder_new (GtkWindow *window, GxBook *book)
{
  GxReminder *self = g_object_new (GX_TYPE_REMINDER, NULL);

  self->window = window;
  self->book = g_object_ref (book);
  self->told_until = gx_clock_now (); /* what is overdue stands on the page Today and needs no bell */
  if (gtk_window_get_application (window) != NULL && !gx_book_is_read_only (book))
    {
      install_actions (self, G_APPLICATION (gtk_window_get_application (window)));
      self->timeout = g_timeout_add_seconds (LOOK_S, look_cb, self);
    }
  return self;
}
