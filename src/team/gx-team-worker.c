/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-clock.h"
#include "base/gx-log.h"
#include "team/gx-team-share.h"
#include "team/gx-team-worker.h"

#define SOON_MS 300
#define SHORTEST_MS 500
#define LONGEST_MS 60000
#define SNAPSHOT_AGAIN_US (10 * 60 * G_USEC_PER_SEC) /* where it came to nothing */
#define GOODBYE_US (2 * G_USEC_PER_SEC)
#define GLANCE_US (3 * G_USEC_PER_SEC / 2) /* who is looked at no longer is leafed through */
#define SILENCE_S 10          /* after that the drive's silence is told, and again each time as long */

/* The team belongs to whichever part of the round runs: to one thread at a time. */
struct _GxTeamWorker {
  GObject parent_instance;
  GxBook *book;
  GxTeam *team;               /* NULL: not shared, or not known yet */
  char *path;                 /* of the team book; known with the team */
  GCancellable *cancellable;
  GxTeamReport *report;
  GError *error;
  GError *failure;            /* of the drive's in this round, while what waits is counted */
  gint64 offline_since;
  gint64 asked_us;            /* when the drive was asked; 0: nothing is asked */
  GxId open;                  /* who is looked at; 0: nobody */
  gint64 open_us;             /* since when; monotonic */
  guint interval_ms, next_id, silence_id;
  gulong changed_id;
  gboolean is_round, is_hurried, is_book_changed, is_stopped;
  gboolean is_snapshot_on_way;
  GxTeamSnapshot *snapshot;   /* written, to be sent; NULL: none */
  gint64 snapshot_again_us;   /* not before then */
};

G_DEFINE_TYPE (GxTeamWorker, gx_team_worker, G_TYPE_OBJECT)

enum { TOLD, N_SIGNALS };
static guint signals[N_SIGNALS];

static void begin_round (GxTeamWorker *self);

/* -- When the next round comes -- */

static gboolean
next_cb (gpointer data)
{
  GxTeamWorker *self = data;

  self->next_id = 0;
  begin_round (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (GxTeamWorker *self, guint ms)
{
  if (self->is_stopped || self->is_round || self->team == NULL)
    return;
  g_clear_handle_id (&self->next_id, g_source_remove);
  self->next_id = g_timeout_add (ms, next_cb, self);
}

static gboolean
is_somebody_here (GxTeamWorker *self)
{
  for (guint i = 0; self->report != NULL && i < self->report->members->len; i++)
    if (((GxTeamMember *) g_ptr_array_index (self->report->members, i))->is_here)
      return TRUE;
  return FALSE;
}

static guint
choose_interval (GxTeamWorker *self)
{
  gboolean is_busy = self->error == NULL && self->report != NULL
                     && (self->report->taken > 0 || is_somebody_here (self));

  if (self->is_hurried || (self->is_book_changed && self->error == NULL))
    return SOON_MS;
  self->interval_ms = is_busy ? SHORTEST_MS : CLAMP (self->interval_ms * 3 / 2, SHORTEST_MS, LONGEST_MS);
  return self->interval_ms;
}

/* -- A round -- */

static void
end_round (GxTeamWorker *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  self->is_round = FALSE;
  if (error == NULL)
    self->offline_since = 0;
  else if (self->offline_since == 0)
    self->offline_since = gx_clock_now ();
  self->is_book_changed = self->is_book_changed || error != NULL; /* what was not sent waits */
  if (self->is_stopped)
    return;
  if (self->report == NULL) /* offline from the start: what waits is known all the same */
    self->report = gx_team_report (self->team);
  g_signal_emit (self, signals[TOLD], 0);
  schedule (self, choose_interval (self));
}

static void
take_report (GxTeamWorker *self, GxTeamReport *report)
{
  g_clear_pointer (&self->report, gx_team_report_free);
  self->report = report;
}

static gpointer
look_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  GxTeamWorker *self = data;

  return gx_team_look (self->team, book, error) ? gx_team_report (self->team) : NULL;
}

static void
looked_cb (GObject *book, GAsyncResult *result, gpointer data)
{
  g_autoptr (GxTeamWorker) self = data;
  GError *error = NULL;
  GxTeamReport *report = gx_book_job_finish (GX_BOOK (book), result, &error);

  if (report != NULL)
    take_report (self, report);
  if (error == NULL)
    error = g_steal_pointer (&self->failure);
  g_clear_error (&self->failure);
  end_round (self, error);
}

typedef gboolean (*DriveFunc) (GxTeam *team, GCancellable *cancellable, GError **error);

static gboolean
silent_cb (gpointer data)
{
  g_signal_emit (data, signals[TOLD], 0);
  return G_SOURCE_CONTINUE;
}

static void
drive_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GxTeamWorker *self = source;
  DriveFunc func = (DriveFunc) data;
  GError *error = NULL;

  if (func (self->team, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
ask_drive (GxTeamWorker *self, DriveFunc func, GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, done, NULL);

  self->asked_us = g_get_monotonic_time ();
  self->silence_id = g_timeout_add_seconds (SILENCE_S, silent_cb, self);
  g_task_set_task_data (task, (gpointer) func, NULL);
  g_task_run_in_thread (task, drive_thread);
}

static gboolean
hear_drive (GxTeamWorker *self, GAsyncResult *result, GError **error)
{
  self->asked_us = 0;
  g_clear_handle_id (&self->silence_id, g_source_remove);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
look (GxTeamWorker *self)
{
  gx_book_write_async (self->book, look_job, g_object_ref (self), g_object_unref,
                       (GDestroyNotify) gx_team_report_free, NULL, looked_cb, g_object_ref (self));
}

/* What the drive did not do; @error (transfer full). What waits for it is counted all the same. */
static void
fail_round (GxTeamWorker *self, GError *error)
{
  if (self->is_stopped)
    {
      end_round (self, error);
      return;
    }
  g_clear_error (&self->failure);
  self->failure = error;
  look (self);
}

static void
published_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  GxTeamWorker *self = GX_TEAM_WORKER (object);
  GError *error = NULL;

  if (!hear_drive (self, result, &error))
    fail_round (self, error);
  else if (self->is_stopped)
    end_round (self, NULL);
  else
    look (self);
}

/* -- A snapshot: beside the rounds, on a connection of its own, so that nobody who edits waits for it -- */

static void
snapshot_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (gx_book_get_path (GX_TEAM_WORKER (source)->book),
                                                      GX_OPEN_READ, &error);

  if (book != NULL && gx_team_snapshot_write (data, book, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
snapshot_written_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  GxTeamWorker *self = GX_TEAM_WORKER (object);
  g_autoptr (GxTeamSnapshot) snapshot = data;
  g_autoptr (GError) error = NULL;

  self->is_snapshot_on_way = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      gx_log (GX_LOG_JOB, "snapshot: %s", error->message);
      self->snapshot_again_us = g_get_monotonic_time () + SNAPSHOT_AGAIN_US;
      return;
    }
  self->snapshot = g_steal_pointer (&snapshot);
  self->is_book_changed = TRUE; /* something is to be sent */
  schedule (self, SOON_MS);
}

static void
send_or_make_snapshot (GxTeamWorker *self)
{
  g_autoptr (GTask) task = NULL;
  GxTeamSnapshot *snapshot;

  if (self->snapshot != NULL)
    {
      gx_team_add_snapshot (self->team, g_steal_pointer (&self->snapshot));
      return;
    }
  if (self->is_snapshot_on_way || g_get_monotonic_time () < self->snapshot_again_us
      || !gx_team_is_snapshot_due (self->team))
    return;
  self->is_snapshot_on_way = TRUE;
  snapshot = gx_team_begin_snapshot (self->team);
  task = g_task_new (self, self->cancellable, snapshot_written_cb, snapshot);
  g_task_set_task_data (task, snapshot, NULL);
  g_task_run_in_thread (task, snapshot_thread);
}

static gpointer
take_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  GxTeamWorker *self = data;

  return gx_team_take (self->team, book, cancellable, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
taken_cb (GObject *book, GAsyncResult *result, gpointer data)
{
  g_autoptr (GxTeamWorker) self = data;
  GError *error = NULL;
  gboolean ok = gx_book_job_finish (GX_BOOK (book), result, &error) != NULL;

  if (self->is_stopped || !ok)
    {
      end_round (self, error);
      return;
    }
  send_or_make_snapshot (self);
  ask_drive (self, gx_team_publish, published_cb);
}

static void
collected_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  GxTeamWorker *self = GX_TEAM_WORKER (object);
  GError *error = NULL;

  if (!hear_drive (self, result, &error) || self->is_stopped)
    {
      fail_round (self, error);
      return;
    }
  if (!self->is_book_changed && !gx_team_has_news (self->team))
    {
      take_report (self, gx_team_report (self->team)); /* who is there, and since when nobody is */
      end_round (self, NULL);
      return;
    }
  self->is_book_changed = FALSE;
  gx_book_write_async (self->book, take_job, g_object_ref (self), g_object_unref, NULL, self->cancellable,
                       taken_cb, g_object_ref (self));
}

static void
begin_round (GxTeamWorker *self)
{
  self->is_round = TRUE;
  self->is_hurried = FALSE;
  if (self->open == 0 || g_get_monotonic_time () - self->open_us >= GLANCE_US)
    gx_team_set_open (self->team, self->open);
  ask_drive (self, gx_team_collect, collected_cb);
}

/* -- The book -- */

static void
changed_cb (GxBook *book, GxChange *change, GxTeamWorker *self)
{
  if (!change->is_local && change->step != 0)
    return;
  self->is_book_changed = TRUE;
  schedule (self, SOON_MS);
}

static gpointer
open_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  GxTeamWorker *self = data;
  g_autoptr (GxTeam) team = gx_team_open (book, error);

  self->path = gx_team_get_path (book);
  return team != NULL && gx_team_look (team, book, error) ? g_steal_pointer (&team) : NULL;
}

static void
opened_cb (GObject *book, GAsyncResult *result, gpointer data)
{
  g_autoptr (GxTeamWorker) self = data;
  g_autoptr (GError) error = NULL;

  self->team = gx_book_job_finish (GX_BOOK (book), result, &error);
  if (self->team == NULL || self->is_stopped)
    return;
  self->is_book_changed = TRUE; /* whatever waits from before */
  begin_round (self);
  g_signal_emit (self, signals[TOLD], 0);
}

/* -- The object -- */

static void
gx_team_worker_dispose (GObject *object)
{
  GxTeamWorker *self = GX_TEAM_WORKER (object);

  gx_team_worker_stop (self);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (gx_team_worker_parent_class)->dispose (object);
}

static void
gx_team_worker_finalize (GObject *object)
{
  GxTeamWorker *self = GX_TEAM_WORKER (object);

  g_clear_pointer (&self->snapshot, gx_team_snapshot_free);
  g_clear_pointer (&self->team, gx_team_free);
  g_clear_pointer (&self->report, gx_team_report_free);
  g_clear_error (&self->error);
  g_clear_error (&self->failure);
  g_free (self->path);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (gx_team_worker_parent_class)->finalize (object);
}

static void
gx_team_worker_class_init (GxTeamWorkerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gx_team_worker_dispose;
  G_OBJECT_CLASS (klass)->finalize = gx_team_worker_finalize;
  signals[TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
gx_team_worker_init (GxTeamWorker *self)
{
  self->cancellable = g_cancellable_new ();
  self->interval_ms = SHORTEST_MS;
}

GxTeamWorker *
gx_team_worker_new (GxBook *book)
{
  GxTeamWorker *self = g_object_new (GX_TYPE_TEAM_WORKER, NULL);

  self->book = g_object_ref (book);
  self->changed_id = g_signal_connect (book, "changed", G_CALLBACK (changed_cb), self);
  gx_book_write_async (book, open_job, g_object_ref (self), g_object_unref, (GDestroyNotify) gx_team_free,
                       NULL, opened_cb, g_object_ref (self));
  return self;
}

void
gx_team_worker_stop (GxTeamWorker *self)
{
  self->is_stopped = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->next_id, g_source_remove);
  g_clear_handle_id (&self->silence_id, g_source_remove);
  if (self->book != NULL)
    g_clear_signal_handler (&self->changed_id, self->book);
}

/* -- The end -- */

typedef struct {
  int ref_count;
  char *path;
  gboolean is_leaving;
  GCancellable *cancellable; /* whoever left takes in nothing more */
  GMutex mutex;       /* guards what follows */
  GCond changed;
  gboolean is_said;
} Goodbye;

static void
goodbye_unref (Goodbye *goodbye)
{
  if (!g_atomic_int_dec_and_test (&goodbye->ref_count))
    return;
  g_free (goodbye->path);
  g_object_unref (goodbye->cancellable);
  g_mutex_clear (&goodbye->mutex);
  g_cond_clear (&goodbye->changed);
  g_free (goodbye);
}

static gpointer
goodbye_thread (gpointer data)
{
  Goodbye *goodbye = data;

  gx_team_say_goodbye (goodbye->path, goodbye->is_leaving, goodbye->cancellable, NULL);
  g_mutex_lock (&goodbye->mutex);
  goodbye->is_said = TRUE;
  g_cond_signal (&goodbye->changed);
  g_mutex_unlock (&goodbye->mutex);
  goodbye_unref (goodbye);
  return NULL;
}

void
gx_team_worker_say_goodbye (GxTeamWorker *self, gboolean is_leaving)
{
  gint64 until = g_get_monotonic_time () + GOODBYE_US;
  Goodbye *goodbye;

  if (!gx_team_worker_is_shared (self) || self->report == NULL || self->error != NULL
      || gx_team_worker_get_silence (self) > 0)
    return;
  goodbye = g_new0 (Goodbye, 1);
  goodbye->ref_count = 2;
  goodbye->path = g_strdup (gx_book_get_path (self->book));
  goodbye->is_leaving = is_leaving;
  goodbye->cancellable = g_cancellable_new ();
  g_mutex_init (&goodbye->mutex);
  g_cond_init (&goodbye->changed);
  g_thread_unref (g_thread_new ("gx-goodbye", goodbye_thread, goodbye));
  g_mutex_lock (&goodbye->mutex);
  while (!goodbye->is_said && g_cond_wait_until (&goodbye->changed, &goodbye->mutex, until))
    ;
  if (is_leaving)
    g_cancellable_cancel (goodbye->cancellable);
  g_mutex_unlock (&goodbye->mutex);
  goodbye_unref (goodbye);
}

void
gx_team_worker_set_open (GxTeamWorker *self, GxId customer)
{
  if (self->open == customer)
    return;
  self->open = customer;
  self->open_us = g_get_monotonic_time ();
}

void
gx_team_worker_hurry (GxTeamWorker *self)
{
  self->is_hurried = TRUE;
  schedule (self, 0);
}

gboolean
gx_team_worker_is_shared (GxTeamWorker *self)
{
  return self->team != NULL;
}

const char *
gx_team_worker_get_path (GxTeamWorker *self)
{
  return self->team != NULL ? self->path : NULL;
}

const GxTeamReport *
gx_team_worker_get_report (GxTeamWorker *self)
{
  return self->report;
}

const GError *
gx_team_worker_get_error (GxTeamWorker *self)
{
  return self->error;
}

gint64
gx_team_worker_get_offline_since (GxTeamWorker *self)
{
  return self->offline_since;
}

gint64
gx_team_worker_get_silence (GxTeamWorker *self)
{
  gint64 seconds = self->asked_us != 0 ? (g_get_monotonic_time () - self->asked_us) / G_USEC_PER_SEC : 0;

  return seconds >= SILENCE_S ? seconds : 0;
}
