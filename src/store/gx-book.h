/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/**
 * GxBook:
 *
 * An open book in a program with a main loop. Owns three threads: one writes, one reads, one finds; each has
 * its own connection. Jobs of one kind run in order. The main thread never touches SQLite.
 *
 * Signals: "changed" (GxChange *change): in the main thread, after a step was committed by this or another
 * process; and when a new day has begun, for what depends on today. "backed-up" (const char *path, GError
 * *error): a copy was kept, or (@path NULL) could not be.
 */
#define GX_TYPE_BOOK (gx_book_get_type ())
G_DECLARE_FINAL_TYPE (GxBook, gx_book, GX, BOOK, GObject)

/**
 * GxChange: what a step touched. @customers: sorted; @everything: so many that a list had better read all
 * anew.
 */
#define GX_TYPE_CHANGE (gx_change_get_type ())
GType gx_change_get_type (void);
struct _GxChange {
  int ref_count;
  GxId step;               /* 0: several steps of another process or computer, or a new day has begun */
  GxId root;               /* for an undo or redo, the step it is about */
  char kind;               /* d u r; a: steps of other computers arrived */
  const char *label;       /* interned phrase key */
  gboolean everything;
  gboolean is_local;       /* this process wrote it */
  GArray *customers;       /* of GxId */
  guint64 tables;          /* gx_change_has_table() */
};
GxChange *gx_change_ref (GxChange *self);
void gx_change_unref (GxChange *self);
gboolean gx_change_has_customer (GxChange *self, GxId customer);
/* whether a row of this shared table was written: "segment", "custom_field" */
gboolean gx_change_has_table (GxChange *self, const char *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxChange, gx_change_unref)

/** gx_book_open_async: opens (or creates, where @create) the book on the writer's thread. */
void gx_book_open_async (const char *path, GxOpenMode mode, gboolean create, GCancellable *cancellable,
                         GAsyncReadyCallback done, gpointer user_data);
GxBook *gx_book_open_finish (GAsyncResult *result, GError **error);

/**
 * gx_book_close: waits for the writer, keeps a checked copy, checkpoints, joins the threads. Blocks; call
 * when the windows are gone.
 */
void gx_book_close (GxBook *self);

const char *gx_book_get_path (GxBook *self);
gboolean gx_book_is_read_only (GxBook *self);
/* it lies where others may write it: what is shown is a copy, made when it was opened */
gboolean gx_book_is_copy (GxBook *self);
const char *gx_book_get_currency (GxBook *self); /* home currency, for showing */

/**
 * gx_book_back_up: keeps a copy now, where something has changed since the last; "backed-up" tells. Otherwise
 * it happens by itself: soon after opening, every hour, at close (store/gx-backup-shelf.h).
 */
void gx_book_back_up (GxBook *self);

/**
 * GxJobFunc: runs on the book's thread. Returns the result, handed to finish; NULL with @error set is a
 * failure. A job without a result returns GINT_TO_POINTER (TRUE).
 */
typedef gpointer (*GxJobFunc) (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error);

/**
 * gx_book_read_async, gx_book_write_async:
 * @data: (transfer full): freed by @free_data when the job is over
 * @free_result: for a result nobody takes
 */
void gx_book_read_async (GxBook *self, GxJobFunc func, gpointer data, GDestroyNotify free_data,
                         GDestroyNotify free_result,
                         GCancellable *cancellable, GAsyncReadyCallback done, gpointer user_data);
void gx_book_write_async (GxBook *self, GxJobFunc func, gpointer data, GDestroyNotify free_data,
                          GDestroyNotify free_result,
                          GCancellable *cancellable, GAsyncReadyCallback done, gpointer user_data);

/**
 * gx_book_try_async: a write job that gives way: as soon as somebody else wants to write it is cancelled, to be tried again later. For what nobody waits for and can be rolled back: a
 * second connection would hold the book's one write lock just as long.
 * @cancellable: of this job alone
 */
void gx_book_try_async (GxBook *self, GxJobFunc func, gpointer data, GDestroyNotify free_data,
                        GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback done,
                        gpointer user_data);

/**
 * gx_book_find_async: a read that answers while somebody types: never behind a long one, and what it holds in
 * memory stays with it.
 */
void gx_book_find_async (GxBook *self, GxJobFunc func, gpointer data, GDestroyNotify free_data,
                         GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback done,
                         gpointer user_data);

/**
 * gx_book_read_aside_async: a read that takes long and that nobody waits behind: an export. It has a thread and a
 * connection of its own, as long as it is needed; a book that is read from a copy has none.
 */
void gx_book_read_aside_async (GxBook *self, GxJobFunc func, gpointer data, GDestroyNotify free_data,
                               GDestroyNotify free_result, GCancellable *cancellable,
                               GAsyncReadyCallback done, gpointer user_data);
gpointer gx_book_job_finish (GxBook *self, GAsyncResult *result, GError **error); /* transfer full */

G_END_DECLS
