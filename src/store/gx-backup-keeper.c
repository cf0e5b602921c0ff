/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/gx-log.h"
#include "store/gx-backup-keeper.h"
#include "store/gx-backup-shelf.h"
#include "store/gx-backup-thin.h"

#define FIRST_S 15           /* after the book was opened: its first pages come before */
#define BETWEEN_S 3600
#define SHARE 60             /* at most this part of the time goes into copies: of a large book they are rarer */
#define LOOK_S 30            /* between two looks at the clock: after a sleep an hour may be over */
#define PATIENCE_S 5         /* at the end, for a drive that does not answer */
#define NICE 10
#define IO_LAST (2 << 13 | 7) /* ioprio_set(2): after everybody else, but not never */

struct _GxBackupKeeper {
  int ref_count;
  char *path;
  GxBackupFunc func;
  gpointer user_data;
  GCancellable *cancellable;

  GMutex mutex;              /* guards what follows */
  GCond changed;
  gboolean is_woken, is_stopping, is_over;
};

static GxBackupKeeper *
keeper_ref (GxBackupKeeper *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

static void
keeper_unref (GxBackupKeeper *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->path);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self);
}

/* -- In the main thread -- */

typedef struct {
  GxBackupKeeper *keeper;
  char *path;
  GError *error;
} Notice;

static void
free_notice (gpointer data)
{
  Notice *notice = data;

  keeper_unref (notice->keeper);
  g_free (notice->path);
  g_clear_error (&notice->error);
  g_free (notice);
}

static gboolean
tell (gpointer data)
{
  Notice *notice = data;

  if (!g_cancellable_is_cancelled (notice->keeper->cancellable))
    notice->keeper->func (notice->path, notice->error, notice->keeper->user_data);
  return G_SOURCE_REMOVE;
}

/* -- In the keeper's thread -- */

static void
keep_one (GxBackupKeeper *self, const char *reason)
{
  Notice *notice = g_new0 (Notice, 1);
  g_autoptr (GxConnection) book = gx_connection_open (self->path, GX_OPEN_READ, &notice->error);
  g_autoptr (GError) failed = NULL;

  if (book != NULL)
    gx_backup_keep_until (book, reason, self->cancellable, &notice->path, &notice->error);
  g_clear_object (&book);
  if (notice->error != NULL)
    gx_log (GX_LOG_JOB, "backup: %s", notice->error->message);
  else if (!gx_backup_second_copy (self->path, self->cancellable, &failed))
    gx_log (GX_LOG_JOB, "backup: %s", failed->message);
  notice->keeper = keeper_ref (self);
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, tell, notice, free_notice);
}

static void
step_back (void)
{
  pid_t thread = (pid_t) syscall (SYS_gettid);

  setpriority (PRIO_PROCESS, (id_t) thread, NICE);
  syscall (SYS_ioprio_set, 1, thread, IO_LAST);
}

static gint64
read_clock (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gpointer
keep_on (gpointer data)
{
  GxBackupKeeper *self = data;
  gint64 last = read_clock ();
  gint64 between = FIRST_S;

  step_back ();
  g_mutex_lock (&self->mutex);
  while (!self->is_stopping)
    {
      if (!self->is_woken && !gx_backup_is_due (last, read_clock (), between))
        {
          gint64 wait = MIN (LOOK_S, between) * G_TIME_SPAN_SECOND;

          g_cond_wait_until (&self->changed, &self->mutex, g_get_monotonic_time () + wait);
          continue;
        }
      const char *reason = between == FIRST_S && !self->is_woken ? "open" : "hour";
      self->is_woken = FALSE;
      last = read_clock ();
      g_mutex_unlock (&self->mutex);
      keep_one (self, reason);
      between = MAX (BETWEEN_S, SHARE * (read_clock () - last));
      g_mutex_lock (&self->mutex);
    }
  self->is_over = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  keeper_unref (self);
  return NULL;
}

static void
wait_until_over (GxBackupKeeper *self)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_S * G_TIME_SPAN_SECOND;

  while (!self->is_over && g_cond_wait_until (&self->changed, &self->mutex, until))
    ;
}

static GxBackupKeeper *
new_keeper (const char *path)
{
  GxBackupKeeper *self = g_new0 (GxBackupKeeper, 1);

  self->ref_count = 1;
  self->path = g_strdup (path);
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  return self;
}

GxBackupKeeper *
gx_backup_keeper_new (const char *path, GxBackupFunc func, gpointer user_data)
{
  GxBackupKeeper *self;

  g_return_val_if_fail (path != NULL && func != NULL, NULL);

  self = new_keeper (path);
  self->func = func;
  self->user_data = user_data;
  g_thread_unref (g_thread_new ("gx-keeper", keep_on, keeper_ref (self)));
  return self;
}

void
gx_backup_keeper_wake (GxBackupKeeper *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  self->is_woken = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

void
gx_backup_keeper_stop (GxBackupKeeper *self)
{
  g_return_if_fail (self != NULL);

  g_cancellable_cancel (self->cancellable);
  g_mutex_lock (&self->mutex);
  self->is_stopping = TRUE;
  g_cond_broadcast (&self->changed);
  wait_until_over (self);
  g_mutex_unlock (&self->mutex);
  keeper_unref (self);
}

static gpointer
copy_away (gpointer data)
{
  GxBackupKeeper *self = data;
  g_autoptr (GError) failed = NULL;

  if (!gx_backup_second_copy (self->path, self->cancellable, &failed))
    gx_log (GX_LOG_JOB, "backup: %s", failed->message);
  g_mutex_lock (&self->mutex);
  self->is_over = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  keeper_unref (self);
  return NULL;
}

void
gx_backup_keeper_copy_away (const char *path)
{
  GxBackupKeeper *self;

  g_return_if_fail (path != NULL);

  self = new_keeper (path);
  g_thread_unref (g_thread_new ("gx-keeper", copy_away, keeper_ref (self)));
  g_mutex_lock (&self->mutex);
  wait_until_over (self);
  g_mutex_unlock (&self->mutex);
  g_cancellable_cancel (self->cancellable);
  keeper_unref (self);
}
