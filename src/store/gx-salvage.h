/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/** GxSalvageCount: of one table: how many rows, and where from. */
typedef struct {
  const char *table;       /* static */
  gint64 found;            /* in the damaged file */
  gint64 from_journal;     /* told again by what the journal recorded */
  gint64 from_backup;      /* in the newest kept copy */
  gint64 made_up;          /* empty ones, so that what points at them has a place */
  gint64 lost;             /* known to have been there, and nowhere to be found */
} GxSalvageCount;

/** GxSalvageReport: what came out of a damaged book. */
typedef struct {
  GArray *counts;          /* of GxSalvageCount, only tables that are not empty */
  gint64 pages;            /* of the damaged file */
  gint64 damaged_pages;    /* known to be damaged or missing */
  gint64 damaged_rows;     /* on pages that could be read */
  gint64 backup_at;        /* Unix seconds: of the kept copy that filled the holes; 0 there was none */
  gboolean journal_is_whole; /* FALSE: the history has gaps */
} GxSalvageReport;

void gx_salvage_report_free (GxSalvageReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxSalvageReport, gx_salvage_report_free)

/* the sum over all tables of what a person would miss */
gint64 gx_salvage_report_lost (const GxSalvageReport *self);

/**
 * gx_salvage_book:
 * @damaged: the file; only read. Its log beside it is read as well
 * @dest: the new book; must not exist
 * @func: (nullable): hears how far it is, on this thread: pages
 * @report: (out) (optional) (transfer full)
 *
 * Makes a new book of all that can be read in a damaged one, page by page, without the database. Pages that
 * no tree leads to any more are known by what their rows look like. Rows that are missing are told again by
 * the journal, else taken from the newest kept copy (rows are never deleted, so it can bring back nothing
 * that ought not to be there); everything derived is worked out anew.
 */
gboolean gx_salvage_book (const char *damaged, const char *dest, GxProgressFunc func, gpointer user_data,
                          GCancellable *cancellable, GxSalvageReport **report, GError **error);

G_END_DECLS
