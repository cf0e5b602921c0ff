/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-work.h"

#include "base/gx-error.h"
#include "interchange/gx-encoding.h"
#include "interchange/gx-import-mapping.h"

struct _GxImportWork {
  GxBook *book;
  GxImportPlan *plan;
  gboolean is_rehearsal;
  GxProgress *progress;
  GxId step;
};

static void
clear_work (gpointer data)
{
  GxImportWork *self = data;

  g_clear_pointer (&self->progress, gx_progress_unref);
  g_clear_object (&self->book);
}

static void
tell_progress (gint64 done, gint64 total, gpointer user_data)
{
  gx_progress_tell (user_data, done, total);
}

/*
 * The task itself knows nothing of the cancellable: it would answer "cancelled" even where the commit was
 * quicker. So the answer is the import's own.
 */
static gpointer
work_job (GxConnection *book, gpointer data, GCancellable *no_cancellable, GError **error)
{
  GxImportWork *self = data;
  GCancellable *cancellable = gx_progress_get_cancellable (self->progress);
  GxImportReport *report = NULL;

  gx_connection_set_cancellable (book, cancellable);
  if (self->is_rehearsal)
    gx_import_rehearse (book, gx_actor_get_self (), self->plan, tell_progress, self->progress, cancellable,
                        &report, error);
  else
    gx_import_run (book, gx_actor_get_self (), self->plan, tell_progress, self->progress, cancellable,
                   &report, &self->step, error);
  gx_connection_set_cancellable (book, NULL);
  return report;
}

GxImportWork *
gx_import_work_start (GxBook *book, GxImportPlan *plan, gboolean is_rehearsal, GAsyncReadyCallback done,
                      gpointer user_data)
{
  GxImportWork *self = g_atomic_rc_box_new0 (GxImportWork);

  self->book = g_object_ref (book);
  self->plan = plan;
  self->is_rehearsal = is_rehearsal;
  self->progress = gx_progress_new ();
  gx_book_write_async (book, work_job, gx_import_work_ref (self), (GDestroyNotify) gx_import_work_unref,
                       (GDestroyNotify) gx_import_report_free, NULL, done, user_data);
  return self;
}

GxImportWork *
gx_import_work_ref (GxImportWork *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
gx_import_work_unref (GxImportWork *self)
{
  g_atomic_rc_box_release_full (self, clear_work);
}

GxProgress *
gx_import_work_get_progress (GxImportWork *self)
{
  return self->progress;
}

GxImportReport *
gx_import_work_finish (GxImportWork *self, GAsyncResult *result, GxId *step, GError **error)
{
  GxImportReport *report = gx_book_job_finish (self->book, result, error);

  *step = self->step;
  return report;
}

/* -- Looking */

typedef struct {
  GxImportPlan *plan;
  gboolean recalls;
  GArray **encodings;
} Look;

static gpointer
look_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const Look *self = data;
  GxImportPlan *plan = self->plan;
  g_autoptr (GError) local_error = NULL;
  gboolean is_read = gx_import_plan_learn (plan, book, &local_error)
                     && gx_import_plan_look (plan, &local_error);
  gboolean is_text = plan->table != NULL && gx_table_get_encoding (plan->table) != NULL;
  gboolean is_asked = plan->sheets->len <= 1 && g_error_matches (local_error, GX_ERROR, GX_ERROR_AMBIGUOUS);

  if (plan->text == NULL && (is_text || is_asked))
    {
      g_clear_pointer (self->encodings, g_array_unref);
      *self->encodings = gx_encoding_guess (plan->path, NULL);
    }
  if (is_read && self->recalls && plan->table != NULL)
    is_read = gx_import_mapping_recall (book, plan, NULL, &local_error);
  if (!is_read)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return GINT_TO_POINTER (is_read);
}

void
gx_import_look_async (GxBook *book, GxImportPlan *plan, gboolean recalls, GArray **encodings,
                      GAsyncReadyCallback done, gpointer user_data)
{
  Look *look = g_new (Look, 1);

  *look = (Look) { plan, recalls, encodings };
  gx_book_read_async (book, look_job, look, g_free, NULL, NULL, done, user_data);
}

gboolean
gx_import_look_finish (GxBook *book, GAsyncResult *result, GError **error)
{
  return gx_book_job_finish (book, result, error) != NULL;
}
