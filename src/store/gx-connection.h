/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-statement.h"

G_BEGIN_DECLS

/**
 * GxConnection:
 *
 * One thread's way into one book. Everything below the pages works on a connection, synchronously; who needs
 * a thread asks GxBook. A connection belongs to the thread that first uses it.
 */
#define GX_TYPE_CONNECTION (gx_connection_get_type ())
G_DECLARE_FINAL_TYPE (GxConnection, gx_connection, GX, CONNECTION, GObject)

typedef enum {
  GX_OPEN_WRITE,  /* read and write; upgrades an older book (after a checked copy); refuses a newer one, a
                     remote place */
  GX_OPEN_READ,   /* read only; anything written fails with GX_ERROR_READ_ONLY. Where others may write it, on
                     a network drive or in a sync folder, a copy of this moment is read (gx-reading-copy.c) */
  GX_OPEN_KEPT,   /* the same in place, wherever it is: what nobody changes any more: a kept copy */
} GxOpenMode;

#define GX_BOOK_VERSION 5
#define GX_BOOK_APPLICATION_ID 0x47586b6d /* "GXkm" */

/**
 * gx_connection_create:
 * @path: where; must not exist. NULL makes a book in memory, for tests
 * @currency: (nullable): the home currency, ISO 4217; NULL takes the locale's
 *
 * Makes a new, empty book.
 */
GxConnection *gx_connection_create (const char *path, const char *currency, GError **error);

/**
 * gx_connection_open:
 *
 * Opens a book. Errors: NOT_FOUND, NOT_A_BOOK, DAMAGED, NEWER, REMOTE, SYNCED, READ_ONLY, BUSY; the file
 * stays untouched. Never on the main thread: a drive may hang.
 *
 * A plain book is never opened for writing where others may write it (store/gx-place.h): REMOTE and SYNCED,
 * or READ_ONLY where nothing can be written. In a home folder on NFS one program has it for itself: BUSY for
 * any other.
 */
GxConnection *gx_connection_open (const char *path, GxOpenMode mode, GError **error);

/**
 * gx_connection_close: checkpoints, so that the file alone is whole, and closes. Also done by the last unref.
 */
void gx_connection_close (GxConnection *self);

const char *gx_connection_get_path (GxConnection *self); /* NULL in memory */
/* the book's version, may be above GX_BOOK_VERSION when reading */
int gx_connection_get_version (GxConnection *self);
gboolean gx_connection_is_read_only (GxConnection *self);
GxId gx_connection_get_site (GxConnection *self);

/**
 * gx_connection_settle_site: makes sure that the book has a site of its own, which otherwise the first step
 * does. To be asked before anything is published in its name. @anew: draws a new one in any case.
 */
gboolean gx_connection_settle_site (GxConnection *self, gboolean anew, GError **error);

/**
 * gx_connection_set_cancellable: running and coming SQL stops with GX_ERROR_CANCELLED when it is cancelled.
 * NULL: never.
 */
void gx_connection_set_cancellable (GxConnection *self, GCancellable *cancellable);

/**
 * gx_connection_new_id:
 *
 * An id that no computer has used: the next of this process's run (JOURNAL.md's rule 9: ≤ 15 digits).
 */
GxId gx_connection_new_id (GxConnection *self);

/**
 * gx_connection_seed_ids: from now on the runs follow from @seed (not 0): a demo book has the same ids for
 * the same seed.
 */
void gx_connection_seed_ids (GxConnection *self, guint64 seed);

/**
 * gx_connection_query:
 * @sql: one statement, or "@room/verb-phrase" for data/sql/queries/room/verb-phrase.sql. Never made from what
 * a person typed
 * @types: one letter per parameter: i gint64 · I gint64, 0 becomes null · d GxDay (as int), GX_NO_DAY becomes
 *   null · t text (NULL is null) · T text, NULL and "" become null · r double · n null (no argument)
 *
 * Begins a statement, taken from the connection's cache. Never NULL: an error shows in gx_statement_finish().
 * Pass 64-bit values as (gint64), days as (int).
 *
 *   g_autoptr (GxStatement) query = NULL;
 *
 *   query = gx_connection_query (book, "select name from customer where id = ?", "i", id);
 *   while (gx_statement_next (query))
 *     use (gx_statement_text (query, 0));
 *   return gx_statement_finish (query, error);
 */
GxStatement *gx_connection_query (GxConnection *self, const char *sql, const char *types, ...);

/**
 * GxParameter: a bound value of a statement that is made when the program runs (criteria/gx-criteria-sql.c).
 */
typedef struct {
  char type;         /* i or t, as in gx_connection_query() */
  gint64 number;
  const char *text;  /* is copied */
} GxParameter;

/**
 * gx_connection_query_with: as gx_connection_query() with parameters whose number is known only now; the
 * statement is not kept in the cache.
 */
GxStatement *gx_connection_query_with (GxConnection *self, const char *sql, const GxParameter *parameters,
                                       guint n_parameters);

/** GxScanRow: one row of a scan; columns count from 0. Valid only in the function it is handed to. */
typedef struct _GxScanRow GxScanRow;
gint64 gx_scan_row_int64 (const GxScanRow *self, int column);
int gx_scan_row_int (const GxScanRow *self, int column);
const char *gx_scan_row_text (const GxScanRow *self, int column); /* null is NULL */

typedef void (*GxScanFunc) (const GxScanRow *row, gpointer data);

/**
 * gx_connection_scan:
 * @columns: "customer_id, day", at most 16
 * @from: "purchase_fact indexed by purchase_fact_customer": the rows come in that index's order;
 * "customer_fact not indexed": in that of ids
 *
 * Hands every row to @func, from inside the statement: half the cost of stepping, for millions of rows. @func
 * asks the book nothing.
 */
gboolean gx_connection_scan (GxConnection *self, const char *columns, const char *from, GxScanFunc func,
                             gpointer data, GError **error);

/** GxLookupFunc: what a column held in memory has for @id; G_MININT64 is null. */
typedef gint64 (*GxLookupFunc) (GxId id, gpointer data);

/**
 * gx_connection_add_lookup:
 * @name: of the SQL function, "asof_tier": static
 *
 * Lets this connection's SQL ask a column held in memory: "asof_tier (f.customer_id)". @data must outlive the
 * connection's statements. Once per connection and name.
 */
gboolean gx_connection_add_lookup (GxConnection *self, const char *name, GxLookupFunc func, gpointer data,
                                   GError **error);

/**
 * gx_connection_run: the same for a statement whose rows nobody reads. Shared tables are written inside a
 * GxStep only.
 */
gboolean gx_connection_run (GxConnection *self, GError **error, const char *sql, const char *types, ...);

/**
 * gx_connection_get_int64: the first column of the first row, @fallback where there is none or null; sets
 * @error on error.
 */
gint64 gx_connection_get_int64 (GxConnection *self, gint64 fallback, GError **error, const char *sql,
                                const char *types, ...);

/** gx_connection_get_text: (transfer full): likewise, NULL where there is none. */
char *gx_connection_get_text (GxConnection *self, GError **error, const char *sql, const char *types, ...);

/** gx_connection_changes: rows changed by the last gx_connection_run(). */
int gx_connection_changes (GxConnection *self);

/** gx_connection_total_changes: rows changed since the book was opened: take the difference of two. */
gint64 gx_connection_total_changes (GxConnection *self);

/** GxProgressFunc: how far a long write is, on the thread that writes. */
typedef void (*GxProgressFunc) (gint64 done, gint64 total, gpointer user_data);

/**
 * gx_connection_set_progress:
 * @func: (nullable): nobody
 *
 * Who hears how far a step of many rows is (gx_step_expect(), gx_undo(), gx_redo()), for the time of a job.
 */
void gx_connection_set_progress (GxConnection *self, GxProgressFunc func, gpointer user_data);

/** gx_connection_read_begin, _end: several reads of one state. Nest freely; inside a step they do nothing. */
gboolean gx_connection_read_begin (GxConnection *self, GError **error);
void gx_connection_read_end (GxConnection *self);

/* Settings of the book: shared (journaled: set inside a step) and local (this computer's; any time). */
/* transfer full */
char *gx_connection_get_setting (GxConnection *self, const char *key);
gboolean gx_connection_set_setting (GxConnection *self, const char *key, const char *value, GError **error);
/* transfer full */
char *gx_connection_get_local (GxConnection *self, const char *key);
gboolean gx_connection_set_local (GxConnection *self, const char *key, const char *value, GError **error);
const char *gx_connection_get_currency (GxConnection *self); /* the home currency, setting "currency" */

G_END_DECLS
