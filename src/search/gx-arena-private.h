/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-id-list.h"
#include "search/gx-arena.h"
#include "search/gx-dictionary.h"
#include "search/gx-pack.h"

G_BEGIN_DECLS

/* The state of a book that an arena shows. */
typedef struct {
  GxId step;       /* the newest of the journal */
  gint64 touch;    /* the newest of the table touch */
} GxArenaState;

/* What facets count by (gx-facets.h): a code of a dictionary for each customer. */
typedef enum {
  GX_COLUMN_CITY,    /* key: folded; label: as it was met first */
  GX_COLUMN_OWNER,   /* keys: ids, ascending, as they lie in memory */
  GX_COLUMN_SOURCE,
  GX_COLUMN_TAGS,
  GX_N_COLUMNS,
} GxColumn;

/* Codes by place, each as narrow as the largest may be. */
typedef struct {
  const void *codes;
  guint width;              /* 1, 2 or 4 bytes */
} GxCodes;

static inline guint32
_gx_code_at (const void *codes, guint width, guint place)
{
  return width == 1 ? ((const guint8 *) codes)[place] : width == 2 ? ((const guint16 *) codes)[place]
         : ((const guint32 *) codes)[place];
}

/* What lies in the cache file, and so in memory: arrays as long as there are customers, by place where
   nothing else is said. */
typedef struct {
  guint n;
  gsize text_length;
  const char *text;
  const guint32 *offsets;   /* of the words, n + 1 */
  const guint32 *mark_offsets; /* of the marks, which come after all words, n + 1 */
  const GxId *ids;
  const GxSigns *signs;
  const guint32 *by_id;     /* places, by their ids */
  const guint32 *by_name;   /* places, in the list's order */
  const gint64 *values;
  const gint32 *days;
  GxCodes columns[GX_N_COLUMNS];
  const char *words;        /* the dictionaries of these */
  gsize words_length;
} GxArenaPack;

/* A customer that a step since has touched. */
typedef struct {
  GxId id;
  char *record;
  gsize length;
  GxSigns signs;
  GxDay day;
  gint64 value;
  guint32 codes[GX_N_COLUMNS];
  gboolean is_gone;         /* or touched again */
  gint64 name_index;        /* gx-facets.c: where in by_name it belongs; -1: not yet asked */
} GxArenaLate;

/* Where a needle fits: at this byte of the text, or somewhere in the record. What is typed on can only fit
   at the same places. */
typedef struct {
  guint32 place;
  guint32 at;               /* GX_SPOT_ANYWHERE: in the record */
  GxNearness nearness;
} GxSpot;
#define GX_SPOT_ANYWHERE G_MAXUINT32

/* What was found for one needle. */
typedef struct {
  GxNeedle *needle;
  GArray *spots;            /* of GxSpot, by place; NULL: the signs tell who has it */
  gboolean is_complete;     /* FALSE: only of those whom other words fit, too */
} GxFinding;

struct _GxArena {
  GxArenaState state;
  GBytes *bytes;            /* holds @pack */
  GxArenaPack pack;
  guint8 *gone;             /* a bit for each place of the pack */
  GPtrArray *late;          /* of GxArenaLate, places from pack.n on */
  GHashTable *late_by_id;   /* the id in GxArenaLate → GxArenaLate */

  GxDictionary *dictionaries[GX_N_COLUMNS];
  guint32 *counts[GX_N_COLUMNS]; /* by code, of all packed customers; NULL: not yet counted */
  guint n_counted[GX_N_COLUMNS]; /* codes; late ones may have more */
  GxIdList *everybody;      /* in the list's order; NULL: not yet listed */
  GHashTable *judged;       /* gx-facets.c: what packed customers are as of a day, by field */

  GArray *findings;         /* of GxFinding: of the last search, a needle each; NULL: none */
  GArray *hits;             /* of GxArenaHit: of these */
  GxFinding named;          /* of the last search among names; no needle: none */
};

/* The codes of one customer; new words get theirs. */
void _gx_arena_code (GxDictionary * const *dictionaries, const GxPacked *packed, guint32 *codes);

static inline GxRecord
_gx_arena_pack_record (const GxArenaPack *pack, guint place)
{
  return (GxRecord) {
    pack->text + pack->offsets[place], pack->text + pack->offsets[place + 1],
    pack->text + pack->mark_offsets[place], pack->text + pack->mark_offsets[place + 1]
  };
}

static inline gboolean
_gx_arena_is_gone (const GxArena *self, guint place)
{
  return self->gone[place / 8] >> (place % 8) & 1;
}

/* gx-arena-build.c: (transfer full): all of the arena in one block, ready to be written or kept. */
GBytes *_gx_arena_build (GxConnection *book, const GxArenaState *state, GError **error);

/* Looks at a block; FALSE where it is not what it should be. */
gboolean _gx_arena_open (GBytes *bytes, GxArenaPack *pack, GxArenaState *state);

/* gx-arena-scan.c: (transfer full) (element-type GxFinding): where each of @needles fits, for all packed
   customers that every one of them fits, and for some others. */
GArray *_gx_arena_scan (GxArena *self, GPtrArray *needles, GCancellable *cancellable, GError **error);

/* gx-arena-find.c */
GArray *_gx_findings_new (GPtrArray *needles);         /* transfer full; without spots */
void _gx_arena_forget_findings (GxArena *self);
gboolean _gx_arena_is_cancelled (GCancellable *cancellable, GError **error);

/* gx-facets.c */
GHashTable *_gx_facets_new_judged (void);              /* transfer full */

/* gx-arena-file.c */
GBytes *_gx_arena_load (GxConnection *book);           /* transfer full, nullable */
void _gx_arena_keep (GxConnection *book, GBytes *bytes);

G_END_DECLS
