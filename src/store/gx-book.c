/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-clock.h"
#include "base/gx-error.h"
#include "base/gx-log.h"
#include "store/gx-backup-keeper.h"
#include "store/gx-backup-shelf.h"
#include "store/gx-book.h"
#include "store/gx-chore.h"
#include "store/gx-connection-private.h"
#include "store/gx-journal.h"
#include "store/gx-place.h"
#include "store/gx-reading-copy-private.h"
#include "store/gx-tables-private.h"

#define POLL_S 1
#define IDLE_MS 1500      /* the writer has had nothing to do for so long: time to bring the log home */
#define BREATH_MS 150     /* between two portions of the chores: whoever works at the book has the machine */

/* -- One thread with one connection; a job is (function, data, task); stop is a message; the thread is
   joined. -- */

typedef struct {
  GThread *thread;
  GAsyncQueue *jobs;
  GxConnection *connection;
  const char *path;       /* (nullable): opened when there is something to do, and closed when idle */
} Worker;

typedef struct {
  GxJobFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
  GTask *task;            /* NULL: stop */
} Job;

struct _GxBook {
  GObject parent_instance;

  char *path;
  char *currency;
  gboolean is_read_only, is_copy;
  Worker writer, reader, finder, aside;
  GxBackupKeeper *keeper;  /* NULL: read only */
  GPtrArray *giving_way;  /* of GCancellable: jobs that are cancelled where another wants to write */
  guint poll;
  GxDay today;             /* the day that was told last */
  gboolean is_polling;
  gboolean is_closed;
  gint64 seen_place;      /* of the journal's newest step that listeners know of */
  GMutex mutex;           /* guards own_place */
  gint64 own_place;       /* of the newest step this process wrote */
};

enum { CHANGED, BACKED_UP, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxBook, gx_book, G_TYPE_OBJECT)

GxChange *
gx_change_ref (GxChange *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
gx_change_unref (GxChange *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_array_unref (self->customers);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (GxChange, gx_change, gx_change_ref, gx_change_unref)

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  GxId x = *(const GxId *) a, y = *(const GxId *) b;

  return (x > y) - (x < y);
}

gboolean
gx_change_has_customer (GxChange *self, GxId customer)
{
  return self->everything || g_array_binary_search (self->customers, &customer, compare_ids, NULL);
}

gboolean
gx_change_has_table (GxChange *self, const char *table)
{
  const GxTable *shared = _gx_table_by_name (table);

  g_return_val_if_fail (shared != NULL, FALSE);
  return (self->tables & _gx_table_bit (shared)) != 0;
}

/* -- The threads -- */

static void
free_job (Job *job)
{
  if (job->free_data != NULL)
    job->free_data (job->data);
  g_clear_object (&job->task);
  g_free (job);
}

static void
run_job (GxConnection *connection, Job *job)
{
  GError *error = NULL;
  gpointer result;

  if (!g_task_return_error_if_cancelled (job->task))
    {
      gint64 start = g_get_monotonic_time ();

      gx_connection_set_cancellable (connection, g_task_get_cancellable (job->task));
      result = job->func (connection, job->data, g_task_get_cancellable (job->task), &error);
      gx_connection_set_cancellable (connection, NULL);
      gx_log (GX_LOG_JOB, "job %.1f ms", (g_get_monotonic_time () - start) / 1000.0);
      if (result != NULL)
        g_task_return_pointer (job->task, result, job->free_result);
      else if (error != NULL)
        g_task_return_error (job->task, error);
      else
        g_task_return_new_error (job->task, GX_ERROR, GX_ERROR_NOT_FOUND, "%s", _("Nothing was found."));
    }
  free_job (job);
}

/* What waits for an idle moment. Returns after how long to come back, 0 when all is done: the log is brought
   home before and after the chores. */
static guint
use_idle_moment (GxConnection *connection)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done = FALSE;

  if (connection == NULL || gx_connection_is_read_only (connection))
    return 0;
  if (!gx_chores_advance (connection, &is_done, &error))
    gx_log (GX_LOG_JOB, "chore: %s", error->message);
  if (error == NULL && !is_done)
    return BREATH_MS;
  _gx_connection_checkpoint (connection, FALSE);
  return 0;
}

/* FALSE: it cannot be opened, which is told; the job is over. */
static gboolean
open_for_job (Worker *worker, Job *job)
{
  GError *error = NULL;

  if (worker->connection == NULL)
    worker->connection = gx_connection_open (worker->path, GX_OPEN_READ, &error);
  if (worker->connection != NULL)
    return TRUE;
  g_task_return_error (job->task, error);
  free_job (job);
  return FALSE;
}

static gpointer
work (gpointer data)
{
  Worker *worker = data;
  guint wait_ms = IDLE_MS; /* 0: for ever */

  for (;;)
    {
      Job *job = wait_ms == 0 ? g_async_queue_pop (worker->jobs)
                              : g_async_queue_timeout_pop (worker->jobs, wait_ms * 1000);

      if (job == NULL)
        {
          if (worker->path != NULL)
            g_clear_object (&worker->connection);
          wait_ms = use_idle_moment (worker->connection);
          continue;
        }
      if (job->task == NULL)
        {
          free_job (job);
          return NULL;
        }
      if (open_for_job (worker, job))
        run_job (worker->connection, job);
      wait_ms = IDLE_MS;
    }
}

static void
start_worker (Worker *worker, const char *name, GxConnection *connection)
{
  worker->connection = connection;
  worker->jobs = g_async_queue_new ();
  worker->thread = g_thread_new (name, work, worker);
}

static void
stop_worker (Worker *worker)
{
  if (worker->thread == NULL)
    return;
  g_async_queue_push (worker->jobs, g_new0 (Job, 1));
  g_thread_join (g_steal_pointer (&worker->thread));
  g_clear_pointer (&worker->jobs, g_async_queue_unref);
}

static void
push_job (GxBook *self, Worker *worker, GxJobFunc func, gpointer data, GDestroyNotify free_data,
          GDestroyNotify free_result,
          GCancellable *cancellable, GAsyncReadyCallback done, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->func = func;
  job->data = data;
  job->free_data = free_data;
  job->free_result = free_result;
  job->task = g_task_new (self, cancellable, done, user_data);
  g_task_set_source_tag (job->task, gx_book_job_finish);
  if (self->is_closed)
    {
      g_task_return_new_error (job->task, GX_ERROR, GX_ERROR_CANCELLED, "%s", _("The book is closed."));
      free_job (job);
      return;
    }
  g_async_queue_push (worker->jobs, job);
}

void
gx_book_read_async (GxBook *self, GxJobFunc func, gpointer data, GDestroyNotify free_data,
                    GDestroyNotify free_result,
                    GCancellable *cancellable, GAsyncReadyCallback done, gpointer user_data)
{
  g_return_if_fail (GX_IS_BOOK (self) && func != NULL);

  push_job (self, &self->reader, func, data, free_data, free_result, cancellable, done, user_data);
}

void
gx_book_find_async (GxBook *self, GxJobFunc func, gpointer data, GDestroyNotify free_data,
                    GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback done,
                    gpointer user_data)
{
  g_return_if_fail (GX_IS_BOOK (self) && func != NULL);

  push_job (self, &self->finder, func, data, free_data, free_result, cancellable, done, user_data);
}

void
gx_book_read_aside_async (GxBook *self, GxJobFunc func, gpointer data, GDestroyNotify free_data,
                          GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback done,
                          gpointer user_data)
{
  g_return_if_fail (GX_IS_BOOK (self) && func != NULL);

  if (self->aside.thread == NULL && !self->is_closed && !self->is_copy)
    {
      self->aside.path = self->path;
      start_worker (&self->aside, "gx-aside", NULL);
    }
  push_job (self, self->is_copy ? &self->reader : &self->aside, func, data, free_data, free_result,
            cancellable, done, user_data);
}

void
gx_book_try_async (GxBook *self, GxJobFunc func, gpointer data, GDestroyNotify free_data,
                   GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback done,
                   gpointer user_data)
{
  g_return_if_fail (GX_IS_BOOK (self) && func != NULL && cancellable != NULL);

  gx_book_write_async (self, func, data, free_data, free_result, cancellable, done, user_data);
  if (!self->is_closed)
    g_ptr_array_add (self->giving_way, g_object_ref (cancellable));
}

void
gx_book_write_async (GxBook *self, GxJobFunc func, gpointer data, GDestroyNotify free_data,
                     GDestroyNotify free_result,
                     GCancellable *cancellable, GAsyncReadyCallback done, gpointer user_data)
{
  g_return_if_fail (GX_IS_BOOK (self) && func != NULL);

  for (guint i = 0; i < self->giving_way->len; i++)
    g_cancellable_cancel (self->giving_way->pdata[i]);
  g_ptr_array_set_size (self->giving_way, 0);
  push_job (self, self->is_read_only ? &self->reader : &self->writer, func, data, free_data, free_result,
            cancellable, done, user_data);
}

gpointer
gx_book_job_finish (GxBook *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- Notify -- */

typedef struct {
  GWeakRef book;
  GxChange *change;
} Notice;

static gboolean
tell_change (gpointer data)
{
  Notice *notice = data;
  g_autoptr (GxBook) self = g_weak_ref_get (&notice->book);

  if (self != NULL && !self->is_closed)
    g_signal_emit (self, signals[CHANGED], 0, notice->change);
  return G_SOURCE_REMOVE;
}

static void
free_notice (Notice *notice)
{
  g_weak_ref_clear (&notice->book);
  gx_change_unref (notice->change);
  g_free (notice);
}

/* On the writer's thread, after its commit. */
static void
change_committed_cb (GxChange *change, gpointer data)
{
  GxBook *self = data;
  Notice *notice = g_new0 (Notice, 1);

  g_mutex_lock (&self->mutex);
  self->own_place = self->writer.connection->last_place;
  g_mutex_unlock (&self->mutex);

  g_weak_ref_init (&notice->book, self);
  notice->change = change;
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, tell_change, notice, (GDestroyNotify) free_notice);
}

/* What nobody did here, or nobody at all: nothing is named yet. */
static GxChange *
new_foreign_change (void)
{
  GxChange *change = g_new0 (GxChange, 1);

  change->ref_count = 1;
  change->kind = 'd';
  change->label = "";
  change->customers = g_array_new (FALSE, FALSE, sizeof (GxId));
  return change;
}

/* Midnight changes what is due, and everybody's class, without a step; so does waking up on another day. */
static gboolean
tell_new_day (GxBook *self)
{
  GxDay today = gx_clock_today ();

  if (today == self->today)
    return FALSE;
  self->today = today;
  g_autoptr (GxChange) change = new_foreign_change ();
  change->everything = TRUE;
  g_signal_emit (self, signals[CHANGED], 0, change);
  return TRUE;
}

/* -- Steps of other processes: the journal's tail, seen from the reader -- */

typedef struct { gint64 since, newest; } Tail;

/* Every shared table that a step after @since wrote to. */
static guint64
read_tables (GxConnection *book, gint64 since)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select r.tbl from journal_order o join journal_row r on r.tx = o.tx where o.place > ?1 union "
    "select r.tbl from journal_order o join journal_range r on r.tx = o.tx where o.place > ?1", "i", since);
  guint64 tables = 0;

  while (gx_statement_next (query))
    {
      const GxTable *table = _gx_table_by_number (gx_statement_int (query, 0));

      tables |= table != NULL ? _gx_table_bit (table) : 0;
    }
  return tables;
}

static gpointer
read_tail (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Tail *tail = data;
  GxChange *change = new_foreign_change ();
  g_autoptr (GxStatement) query = NULL;

  tail->newest = gx_connection_get_int64 (book, 0, NULL, "select max(place) from journal_order", NULL);
  query = gx_connection_query (book, "select tx from journal_order where place > ?"
                               " order by place limit 50", "i", tail->since);
  while (gx_statement_next (query) && !change->everything)
    {
      g_autoptr (GArray) customers = gx_journal_customers (book, gx_statement_int64 (query, 0), 200);

      g_array_append_vals (change->customers, customers->data, customers->len);
      change->everything = change->customers->len >= 200;
    }
  g_array_sort (change->customers, compare_ids);
  change->tables = read_tables (book, tail->since);
  return change;
}

static void
tail_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GxBook *self = GX_BOOK (source);
  Tail *tail = data;
  g_autoptr (GxChange) change = gx_book_job_finish (self, result, NULL);
  gint64 own_place;

  self->is_polling = FALSE;
  g_mutex_lock (&self->mutex);
  own_place = self->own_place;
  g_mutex_unlock (&self->mutex);
  if (change != NULL && tail->newest > MAX (self->seen_place, own_place) && !self->is_closed)
    g_signal_emit (self, signals[CHANGED], 0, change);
  self->seen_place = MAX (tail->newest, own_place);
  g_free (tail);
}

static gboolean
poll_cb (gpointer data)
{
  GxBook *self = data;
  Tail *tail;

  if (tell_new_day (self) || self->is_polling)
    return G_SOURCE_CONTINUE;
  self->is_polling = TRUE;
  tail = g_new0 (Tail, 1);
  g_mutex_lock (&self->mutex);
  tail->since = MAX (self->seen_place, self->own_place);
  g_mutex_unlock (&self->mutex);
  gx_book_read_async (self, read_tail, tail, NULL, (GDestroyNotify) gx_change_unref, NULL, tail_read_cb,
                      tail);
  return G_SOURCE_CONTINUE;
}

/* -- Open and close -- */

typedef struct {
  char *path;
  GxOpenMode mode;
  gboolean create;
} Opening;

static void
free_opening (Opening *opening)
{
  g_free (opening->path);
  g_free (opening);
}

static GxConnection *
open_reader (const char *path, GxReadingCopy *copy, GError **error)
{
  return copy != NULL ? _gx_reading_copy_open (copy, path, error)
                      : gx_connection_open (path, GX_OPEN_READ, error);
}

/* Both read the same copy, where one is read. */
static gboolean
open_readers (Opening *opening, gboolean is_copy, GxConnection **reader, GxConnection **finder,
              GError **error)
{
  g_autoptr (GxReadingCopy) copy = is_copy ? _gx_reading_copy_new (opening->path, error) : NULL;

  if (is_copy && copy == NULL)
    return FALSE;
  *reader = open_reader (opening->path, copy, error);
  *finder = *reader != NULL ? open_reader (opening->path, copy, error) : NULL;
  return *finder != NULL;
}

static GxBook *
open_book (Opening *opening, GError **error)
{
  g_autoptr (GxConnection) writer = NULL;
  g_autoptr (GxConnection) reader = NULL, finder = NULL;
  gboolean is_copy = opening->mode != GX_OPEN_WRITE && _gx_reading_copy_is_due (opening->path);
  GxBook *self;

  if (opening->mode == GX_OPEN_WRITE)
    {
      writer = opening->create ? gx_connection_create (opening->path, NULL, error)
                               : gx_connection_open (opening->path, GX_OPEN_WRITE, error);
      if (writer == NULL)
        return NULL;
    }
  if (!open_readers (opening, is_copy, &reader, &finder, error))
    return NULL;

  self = g_object_new (GX_TYPE_BOOK, NULL);
  self->path = g_strdup (opening->path);
  self->is_read_only = opening->mode != GX_OPEN_WRITE;
  self->is_copy = is_copy;
  self->currency = g_strdup (gx_connection_get_currency (reader));
  self->seen_place = self->own_place = reader->last_place;
  if (writer != NULL)
    {
      writer->has_written = FALSE;
      _gx_connection_set_listener (writer, change_committed_cb, self);
      start_worker (&self->writer, "gx-writer", g_steal_pointer (&writer));
    }
  start_worker (&self->reader, "gx-reader", g_steal_pointer (&reader));
  start_worker (&self->finder, "gx-finder", g_steal_pointer (&finder));
  return self;
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GxBook *book = open_book (data, &error);

  if (book != NULL)
    g_task_return_pointer (task, book, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
gx_book_open_async (const char *path, GxOpenMode mode, gboolean create, GCancellable *cancellable,
                    GAsyncReadyCallback done, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, done, user_data);
  Opening *opening = g_new0 (Opening, 1);

  g_return_if_fail (path != NULL);

  opening->path = gx_place_is_uri (path) ? g_strdup (path) : g_canonicalize_filename (path, NULL);
  opening->mode = mode;
  opening->create = create;
  g_task_set_source_tag (task, gx_book_open_async);
  g_task_set_task_data (task, opening, (GDestroyNotify) free_opening);
  g_task_run_in_thread (task, open_in_thread);
}

static void
backed_up_cb (const char *path, const GError *error, gpointer user_data)
{
  g_signal_emit (user_data, signals[BACKED_UP], 0, path, error);
}

GxBook *
gx_book_open_finish (GAsyncResult *result, GError **error)
{
  GxBook *self = g_task_propagate_pointer (G_TASK (result), error);

  if (self == NULL)
    return NULL;
  self->today = gx_clock_today ();
  if (!self->is_read_only)
    self->keeper = gx_backup_keeper_new (self->path, backed_up_cb, self);
  self->poll = g_timeout_add_seconds (POLL_S, poll_cb, self);
  return self;
}

void
gx_book_back_up (GxBook *self)
{
  g_return_if_fail (GX_IS_BOOK (self));

  if (self->keeper != NULL)
    gx_backup_keeper_wake (self->keeper);
}

/* What was written is kept before the program goes. */
static void
keep_last (GxBook *self)
{
  g_autoptr (GError) error = NULL;

  if (!self->writer.connection->has_written)
    return;
  if (gx_backup_keep (self->writer.connection, "close", NULL, &error))
    gx_backup_keeper_copy_away (self->path);
  else
    g_message ("%s", error->message);
}

void
gx_book_close (GxBook *self)
{
  g_return_if_fail (GX_IS_BOOK (self));

  if (self->is_closed)
    return;
  self->is_closed = TRUE;
  g_clear_handle_id (&self->poll, g_source_remove);
  g_clear_pointer (&self->keeper, gx_backup_keeper_stop);
  stop_worker (&self->reader);
  stop_worker (&self->finder);
  stop_worker (&self->aside);
  stop_worker (&self->writer);
  if (self->writer.connection != NULL)
    {
      _gx_connection_set_listener (self->writer.connection, NULL, NULL);
      keep_last (self);
    }
  g_clear_object (&self->reader.connection);
  g_clear_object (&self->finder.connection);
  g_clear_object (&self->aside.connection);
  if (self->writer.connection != NULL)
    gx_connection_close (self->writer.connection);
  g_clear_object (&self->writer.connection);
}

const char *
gx_book_get_path (GxBook *self)
{
  return self->path;
}

gboolean
gx_book_is_read_only (GxBook *self)
{
  return self->is_read_only;
}

gboolean
gx_book_is_copy (GxBook *self)
{
  return self->is_copy;
}

const char *
gx_book_get_currency (GxBook *self)
{
  return self->currency;
}

static void
gx_book_finalize (GObject *object)
{
  GxBook *self = GX_BOOK (object);

  gx_book_close (self);
  g_free (self->path);
  g_free (self->currency);
  g_mutex_clear (&self->mutex);
  g_ptr_array_unref (self->giving_way);

  G_OBJECT_CLASS (gx_book_parent_class)->finalize (object);
}

static void
gx_book_class_init (GxBookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gx_book_finalize;

  /**
   * GxBook::changed:
   * @change: what a step of this or another process touched
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL,
                                   G_TYPE_NONE, 1, GX_TYPE_CHANGE);

  /**
   * GxBook::backed-up:
   * @path: (nullable): the newest kept copy
   * @error: (nullable): why there is none of now
   */
  signals[BACKED_UP] = g_signal_new ("backed-up", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_ERROR);
}

static void
gx_book_init (GxBook *self)
{
  g_mutex_init (&self->mutex);
  self->giving_way = g_ptr_array_new_with_free_func (g_object_unref);
}
