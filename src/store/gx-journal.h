/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-step.h"

G_BEGIN_DECLS

/** GxJournalEntry: one step of the journal, as shown in the history. */
typedef struct {
  GxId id;
  gint64 at_ms;        /* UTC */
  GxId author;
  char *author_name;   /* may be NULL */
  char kind;           /* d do, u undo, r redo, e erase */
  GxId root;           /* the step that an undo or redo is about; own id for a 'd' */
  char *label;         /* a phrase key of the domain "step" */
  gint64 rows;         /* how many rows it wrote */
  gboolean is_undone;  /* of a 'd': its newest root entry is a 'u' */
  GxId customer_id;    /* the one customer it touched, else 0 */
  char *customer_name; /* its shown name now, may be NULL */
} GxJournalEntry;

GxJournalEntry *gx_journal_entry_copy (const GxJournalEntry *self); /* of NULL: NULL */
void gx_journal_entry_free (GxJournalEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxJournalEntry, gx_journal_entry_free)

/**
 * gx_journal_list:
 * @customer: 0 for all, else only steps that touched this customer's rows
 * @since_ms: 0 for all
 * @author: 0 for all
 * Returns: (transfer full) (element-type GxJournalEntry): newest first, at most @limit
 */
GPtrArray *gx_journal_list (GxConnection *book, GxId customer, gint64 since_ms, GxId author, int limit,
                            GError **error);
GxJournalEntry *gx_journal_get (GxConnection *book, GxId step, GError **error);

/** GxCellPlace: one cell of the shared tables. */
typedef struct {
  const char *table;   /* static */
  GxId row;
  const char *column;
} GxCellPlace;

/**
 * gx_journal_last_of: (transfer full) (nullable): the newest step that wrote the cell; NULL without @error:
 * none has since it was imported.
 */
GxJournalEntry *gx_journal_last_of (GxConnection *book, const GxCellPlace *cell, GError **error);

/**
 * gx_journal_customers: (transfer full) (element-type GxId): the customers whose rows a step wrote; stops at
 * @limit.
 */
GArray *gx_journal_customers (GxConnection *book, GxId step, guint limit);

/** GxJournalRun: rows from @first to @last of a table. */
typedef struct {
  GxId first, last;
} GxJournalRun;

/**
 * gx_journal_follow: (transfer full) (element-type GxJournalRun): which rows of @table were written by the
 * steps that this book got after the place @since, its own and other computers'; of at most @limit steps.
 * @newest: (out): the place of the last of these steps; @since where there is none
 */
GArray *gx_journal_follow (GxConnection *book, const char *table, gint64 since, int limit, gint64 *newest,
                           GError **error);

/** GxJournalCell: one changed cell of a step. Old and new are text for people to read; NULL is null. */
typedef struct {
  const char *table;   /* static */
  GxId row;
  const char *column;  /* interned */
  char *old_value, *new_value;
  char op;             /* i insert, u update */
} GxJournalCell;
void gx_journal_cell_free (GxJournalCell *self);
GPtrArray *gx_journal_cells (GxConnection *book, GxId step, int limit, GError **error); /* transfer full */

/**
 * gx_journal_dump: prints the logical dump (live shared rows in key order, one JSON object a line) to
 * @stream.
 */
gboolean gx_journal_dump (GxConnection *book, GOutputStream *stream, GError **error);

/**
 * gx_journal_check: integrity, foreign keys, facts equal to a rebuild, the journal's chain whole for each
 * computer, every row what the journal says of it. Writes nothing.
 * @problems: (out) (transfer full) (element-type utf8): sentences; empty when the book is clean
 */
gboolean gx_journal_check (GxConnection *book, GPtrArray **problems, GError **error);

/**
 * gx_journal_check_knows_facts: FALSE of a book of another version: there facts follow other rules, and
 * neither they nor the rows are checked against the journal.
 */
gboolean gx_journal_check_knows_facts (GxConnection *book);

G_END_DECLS
