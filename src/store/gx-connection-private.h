/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "store/gx-connection.h"
#include "store/gx-statement.h"
#include "store/gx-step.h"

G_BEGIN_DECLS

/* For the room store only. */

typedef void (*GxChangeListener) (GxChange *change, gpointer data);

struct _GxConnection {
  GObject parent_instance;

  sqlite3 *db;
  char *path;
  int version;
  gboolean is_read_only;

  GHashTable *statements;     /* SQL → idle or borrowed GxStatement */
  GCancellable *cancellable;

  GxId next_id, end_of_run;   /* the present run of ids */
  guint64 seed;               /* 0, or what makes the runs repeatable */

  GxId site;                  /* 0: not settled yet */
  GxId known_author;          /* a member row of this id is there */
  gint64 last_hlc, last_seq;
  gint64 last_place;          /* in the order of this book, of the newest step known */
  GBytes *last_hash;

  GHashTable *contested;      /* gx-contested.c: of GxContested; NULL: nobody has asked */
  gint64 contested_place;     /* as of the step of this place … */
  GxId contested_step;        /* … which is this one */

  GxStep *step;               /* the open step */
  int read_depth;
  int wal_pages;
  gboolean has_written;

  char *currency;

  GxProgressFunc progress;    /* may be NULL */
  gpointer progress_data;
  gint64 progress_done, progress_total;

  GxScanFunc scan;            /* the running scan's */
  gpointer scan_data;

  GxChangeListener listener;  /* called on this thread after a commit */
  gpointer listener_data;
};

/* Sets @error from the last result of @db: few named errors with a sentence each. Returns FALSE. */
gboolean _gx_connection_fail (GxConnection *self, int rc, GError **error);
/* Looks at the file before SQLite opens it as a book: so a file that is no book is never touched. Errors:
   NOT_FOUND, NOT_A_BOOK, DAMAGED (it is shorter than it says), FAILED. */
gboolean _gx_connection_check_file (const char *path, int *version, GError **error);
/* Whether a book may be written at @path. Errors: REMOTE, SYNCED, READ_ONLY. May wait for a slow drive. */
gboolean _gx_connection_check_place (const char *path, GError **error);
gboolean _gx_connection_exec (GxConnection *self, const char *sql, GError **error);
gboolean _gx_connection_begin (GxConnection *self, GError **error);    /* BEGIN IMMEDIATE */
gboolean _gx_connection_commit (GxConnection *self, GError **error);
void _gx_connection_expect (GxConnection *self, gint64 rows);           /* a step of so many begins */
void _gx_connection_advance (GxConnection *self);                       /* a row is through one of the phases */
void _gx_connection_rollback (GxConnection *self);
GxId _gx_connection_reserve_ids (GxConnection *self, gint64 count);
/* for tests: the next book of this process that is opened or made is seeded from the first on; 0: it is not */
void _gx_connection_seed_next (guint64 seed);
void _gx_connection_checkpoint (GxConnection *self, gboolean truncate);
void _gx_connection_set_listener (GxConnection *self, GxChangeListener listener, gpointer data);
GxStatement *_gx_connection_query_va (GxConnection *self, const char *sql, const char *types, va_list *args);

GxStatement *_gx_statement_new (GxConnection *connection, const char *sql);
GxStatement *_gx_statement_new_once (GxConnection *connection, const char *sql);
sqlite3_stmt *_gx_statement_get (GxStatement *self);
/* @keep: SQLITE_TRANSIENT copies texts, SQLITE_STATIC trusts them to stay. */
void _gx_statement_bind_va (GxStatement *self, const char *types, va_list *args,
                            sqlite3_destructor_type keep);
void _gx_statement_bind_parameters (GxStatement *self, const GxParameter *parameters, guint n_parameters);
void _gx_statement_destroy (GxStatement *self);

/* gx-schema.c */
gboolean _gx_schema_create (GxConnection *self, GError **error);
gboolean _gx_schema_upgrade (GxConnection *self, GError **error);
const char *_gx_schema_query (const char *name, GError **error); /* "@room/verb-phrase" → SQL, static */

/* gx-locks.c: once, before the first file is opened: no closing of a file by other code drops SQLite's locks
   any more */
void _gx_locks_keep (void);

/* gx-functions.c: gx_sort_key() and friends in SQL */
void _gx_functions_register (GxConnection *self);

/* gx-site.c */
/* inside a transaction, before the first write */
gboolean _gx_site_settle (GxConnection *self, GError **error);
void _gx_site_remember (GxConnection *self);                     /* at close */

G_END_DECLS
