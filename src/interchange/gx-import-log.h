/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"
#include "interchange/gx-import-column.h"

G_BEGIN_DECLS

/**
 * GxImportLog: what an import did with every row of a file: what was written over what, whom the row was
 * taken for and why, what had to be said about it. The run itself writes it as it goes, so it cannot tell of
 * anything else. A million rows cost 8 MB: the words wait in a file that nobody else sees and that ends with
 * the log; a row is read when it is asked for. Written by one thread; once the import has ended, any thread
 * may read.
 */
typedef struct _GxImportLog GxImportLog;

typedef enum {
  GX_OUTCOME_ADDED,
  GX_OUTCOME_UPDATED,
  GX_OUTCOME_UNCHANGED,   /* the book says all of it already */
  GX_OUTCOME_LEFT,        /* there already, and to be left as it is */
  GX_OUTCOME_REJECTED,
  GX_N_OUTCOMES
} GxImportOutcome;

const char *gx_import_outcome_name (GxImportOutcome outcome);  /* "added" … "left", "rejected" */

/** GxImportShow: which rows; any GxImportOutcome is one, too. */
typedef enum {
  GX_SHOW_REPAIRED = GX_N_OUTCOMES,   /* a value was put right */
  GX_SHOW_REMARKED,                   /* taken, with a warning */
  GX_SHOW_MATCHED,                    /* taken for somebody who was there */
  GX_SHOW_POSSIBLE,                   /* added, but may be somebody who was there */
  GX_SHOW_ALL,
  GX_N_SHOWS
} GxImportShow;

/**
 * GxImportChange: one value that was written. Where before and after are equal, what the book holds stays
 * against the file: or nothing, where what the file says could not be understood.
 */
typedef struct {
  GxColumn field;
  const char *custom;   /* (nullable): of CUSTOM: the field's name */
  const char *read;     /* as the file has it; "": it follows from others */
  const char *before;   /* "": nothing */
  const char *after;    /* as the book holds it then */
} GxImportChange;

typedef enum {
  GX_SEVERITY_ERROR,        /* the row was left out */
  GX_SEVERITY_WARNING,      /* it was taken; the value was left out, or is doubtful */
  GX_SEVERITY_REPAIR,       /* it was taken; the value is kept or read otherwise than it was typed */
  GX_N_SEVERITIES
} GxSeverity;

const char *gx_severity_name (GxSeverity severity); /* the stable word: "error", "warning", "repair" */

typedef struct {
  GxSeverity severity;
  const char *column;   /* its header, or the field's key; "" concerns the row */
  const char *value;    /* as typed */
  const char *repaired; /* of a repair: as it is now; else "" */
  const char *code;     /* stable */
  const char *reason;   /* a sentence */
} GxImportRemark;

/** GxImportMatch: somebody the row was taken for, where that is whom it is about, or could mean. */
typedef struct {
  GxId customer;
  int score;            /* of 100: how sure; 100 is by a key, below that by likeness */
  const char *name;     /* "": nameless, or brought by this file */
  /* "phone,name": keys of the fields that agree; by likeness the words of gx_comparison_reasons() */
  const char *reasons;
} GxImportMatch;

/** GxImportRecord: all that is known of one row. The texts are the record's. */
typedef struct {
  gint64 row;           /* as a spreadsheet counts */
  GxImportOutcome outcome;
  GxId customer;        /* whom it is about; 0: nobody, or of no customer */
  const char *text;     /* the cells that are brought in: "王伟 · 13800138000" */
  GArray *changes;      /* of GxImportChange */
  GArray *remarks;      /* of GxImportRemark */
  GArray *matches;      /* of GxImportMatch */
  guint8 *bytes;        /* private: the texts */
} GxImportRecord;

void gx_import_record_clear (GxImportRecord *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GxImportRecord, gx_import_record_clear)

GxImportLog *gx_import_log_ref (GxImportLog *self);
void gx_import_log_unref (GxImportLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxImportLog, gx_import_log_unref)

/** gx_import_change_label: what is written is called by people. */
const char *gx_import_change_label (const GxImportChange *self);

/** gx_import_change_word: (transfer full): the same as a word of gx_import_plan_set_columns(). */
char *gx_import_change_word (const GxImportChange *self);

/** gx_import_log_count: @show: a GxImportShow or GxImportOutcome. */
guint gx_import_log_count (const GxImportLog *self, guint show);

/**
 * gx_import_log_find:
 * @words: (nullable): rows in which each of these, parted by blanks, stands somewhere; whatever its case
 *
 * Returns: (transfer full): of guint32: indexes, in the order of the file.
 */
GArray *gx_import_log_find (const GxImportLog *self, guint show, const char *words);

/** gx_import_log_read: @record: (out caller-allocates): cleared before, or zero. */
void gx_import_log_read (const GxImportLog *self, guint index, GxImportRecord *record);

/** gx_import_log_read_row: the same by the row's number. FALSE: there is none. */
gboolean gx_import_log_read_row (const GxImportLog *self, gint64 row, GxImportRecord *record);

G_END_DECLS
