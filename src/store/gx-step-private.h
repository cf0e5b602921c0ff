/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection-private.h"
#include "store/gx-tables-private.h"

G_BEGIN_DECLS

/** GxRange: rows first … last of a table, written in bulk. */
typedef struct {
  const GxTable *table;
  GxId first, last;
  char op;             /* I inserted, U updated */
  const char *cells;   /* static */
} GxRange;

/** GxMember: a row of a membership. */
typedef struct {
  GxId row, a, b;
} GxMember;

struct _GxStep {
  GxConnection *book;
  GxStep *outer;       /* joined: only a handle on the step that does the work */
  GHashTable *seen;    /* of the rows that were written: gx-step-capture.c */
  GArray *young;       /* and, one a table, of those that were born one behind the other */
  GArray *grown;       /* of these the long ones that go on no more */
  const GxTable *last_seen;
  GxId author;
  char *label;
  char kind;           /* d u r; STEP_ARRIVAL */
  GxId root, reverses; /* of an undo or redo */
  GArray *entries;     /* of GxEntry: what was done, row by row; complete after _gx_capture_end() */
  GArray *ranges;      /* of GxRange: and run by run */
  GArray *written;     /* of GxWritten: filled by _gx_step_touch() */
  GHashTable *reserved;/* table → first id (GxId *) */
  GPtrArray *late_indexes; /* of utf8: "create index …"; NULL for none */
  const GxMembership *membership;
  GArray *members;     /* of GxMember: made of it, and not in the book yet; NULL for none */
  GHashTable *member_rows; /* set of theirs; NULL for none */
  gboolean is_bulk;    /* between reserving and settling */
  gboolean is_spoiled;
  gboolean is_rehearsal;
};

/** GxEntry: what a step did to one row. */
typedef struct {
  const GxTable *table;
  GxId row;
  char op;             /* i u */
  char *cells;         /* gx-cells-private.h */
} GxEntry;

/** The step that does the work: @step itself, or the one it joined. */
GxStep *_gx_step_door (GxStep *step);

/* gx-step-capture.c: in the end what was captured is added to the entries, all in table and row order, and
   long runs of rows that were born to the ranges */
void _gx_capture_begin (GxStep *step);
void _gx_capture_set (GxStep *step, gboolean capture);
gboolean _gx_capture_end (GxStep *step, GError **error);
/* the cell, which is @json, is written down as [json, json] where the step leaves it as it is: somebody
   decided that it stays so */
void _gx_capture_keep (GxStep *step, const GxTable *table, GxId row, const char *column, const char *json);

/* gx-step-bulk.c */
gboolean _gx_bulk_build_indexes (GxStep *step, GError **error);
void _gx_bulk_end (GxStep *step);   /* however the step ended */

/* gx-step-touch.c: fills temp.touched_customer and temp.touched_purchase, and what was written */
gboolean _gx_step_touch (GxStep *step, GError **error);
/* in the table touch, for other processes */
gboolean _gx_step_tell_touched (GxConnection *book, GError **error);
#define MAX_TOLD 1000 /* more touched customers than this are told as "everything" */

/* gx-step-journal.c */
gboolean _gx_step_write_journal (GxStep *step, GxId tx, GError **error);
/* the rows of the step were written now: for whoever follows the journal (gx_journal_follow()) */
gboolean _gx_journal_note_order (GxConnection *book, GxId tx, GError **error);

/** Begins the undo or redo of @root. */
GxStep *_gx_step_begin_kind (GxConnection *book, const GxActor *actor, const char *label, char kind,
                             GxId root, GxId reverses, GError **error);
void _gx_step_add_range (GxStep *step, const GxTable *table, GxId first, GxId last, char op,
                         const char *cells);

/** The hash of a step's header and commitments, chained to the step before it of the same site. */
GBytes *_gx_chain_hash (GBytes *previous, const char *header, const GChecksum *body);
char *_gx_chain_header (GxId id, GxId site, gint64 seq, gint64 hlc, gint64 at, GxId author, char kind,
                        GxId root, GxId reverses, const char *label);

/** What stands for a row in the chain; @sum is scratch. */
#define GX_DIGEST_LENGTH 32
void _gx_commitment (GChecksum *sum, const void *salt, int salt_length, int table, GxId row, char op,
                     const char *cells,
                     guint8 digest[GX_DIGEST_LENGTH]);
void _gx_chain_add_range (GChecksum *body, int table, GxId first, GxId last, char op, const char *cells);

/* what other computers did: their own steps are in the journal, the door writes none */
#define STEP_ARRIVAL 'a'

#define RANGE_INSERTED "{}"
#define RANGE_TAKEN_BACK "{\"gone\":[0,2]}"
#define RANGE_BROUGHT_BACK "{\"gone\":[2,0]}"

G_END_DECLS
