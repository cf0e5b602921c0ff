/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-export-work.h"

#include "interchange/gx-export-record.h"

static gpointer
write_job (GxConnection *book, gpointer export, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (gx_export_write (export, book, cancellable, error));
}

static gpointer
settle_job (GxConnection *book, gpointer export, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (gx_export_settle (export, book, gx_actor_get_self (), error));
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (gx_book_job_finish (GX_BOOK (source), result, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GxBook *book = GX_BOOK (source);
  gpointer export = g_task_get_task_data (task);

  if (gx_book_job_finish (book, result, &error) == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (gx_book_is_read_only (book))
    gx_book_read_async (book, settle_job, export, NULL, NULL, NULL, settled_cb, g_steal_pointer (&task));
  else
    gx_book_write_async (book, settle_job, export, NULL, NULL, NULL, settled_cb, g_steal_pointer (&task));
}

void
gx_export_work_async (GxBook *book, GxExport *export, GAsyncReadyCallback done, gpointer user_data)
{
  g_return_if_fail (GX_IS_BOOK (book) && export != NULL && export->progress != NULL);

  GTask *task = g_task_new (book, NULL, done, user_data);
  g_task_set_source_tag (task, gx_export_work_async);
  g_task_set_task_data (task, export, NULL);
  gx_book_read_aside_async (book, write_job, export, NULL, NULL,
                            gx_progress_get_cancellable (export->progress), written_cb, task);
}

gboolean
gx_export_work_finish (GxBook *book, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, book), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
