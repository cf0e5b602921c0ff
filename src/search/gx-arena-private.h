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

/* What is written with what: letters and digits, characters alone, or both. */
typedef enum {
  GX_TERMS_LETTERS,
  GX_TERMS_BOTH,
  GX_TERMS_CHARACTERS,
  GX_N_SCRIPTS,
} GxTermScript;

/* Names, in this order, then all others: where each of these begins, and where the last one ends. In each
   they are in the order of their bytes. */
#define GX_TERMS_OTHERS GX_N_SCRIPTS
#define GX_N_TERM_GROUPS (2 * GX_N_SCRIPTS)
typedef guint32 GxTermGroups[GX_N_TERM_GROUPS + 1];
typedef guint32 GxNameBegins[257]; /* in a group of names, by their first byte */

/* What lies in the cache file, and so in memory. A term is a field of words, with its forms, as a record has
   it: however many are known by it, it is there once, and is looked at once. Marks hardly ever have anything
   in common: they lie there customer by customer. */
typedef struct {
  guint n;                  /* customers; a place is one's index */
  GxTermGroups groups;
  guint n_terms;            /* all of them */
  guint n_uses;             /* of all terms together */
  gsize text_length;        /* of the terms, then the marks, then the telephone numbers */
  const char *text;
  const guint32 *term_offsets; /* n_terms + 1 */
  const guint32 *mark_offsets; /* by place, n + 1: of all marks but telephone numbers */
  const guint32 *phone_offsets; /* by place, n + 1: only digits are looked for in these */
  const guint32 *starts;    /* by term, n_terms + 1: where in holders its are */
  const guint32 *holders;   /* places, ascending */
  const guint32 *use_starts; /* by place, n + 1: where in uses its are */
  const guint32 *uses;      /* terms, as its record has them */
  const GxNameBegins *name_begins; /* by script: the first that begins with it, or with a greater one */
  const guint32 *mixed;     /* terms with GX_SIGNS_MIXED */
  const guint32 *several;   /* names with several forms */
  guint n_mixed, n_several;
  const GxId *ids;          /* these and all that follow by place, where nothing else is said */
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
  guint32 before;           /* the packed place that it comes before */
  gint64 name_index;        /* gx-facets.c: where in by_name it belongs; -1: not yet asked */
} GxArenaLate;

/* Where a needle fits: at this byte of the text, or somewhere in the record. What is typed on can only fit
   at the same places. */
typedef struct {
  guint32 of;               /* a term, or a place */
  guint32 at;               /* GX_SPOT_ANYWHERE: in the record */
  GxNearness nearness;
} GxSpot;
#define GX_SPOT_ANYWHERE G_MAXUINT32

/* What was found for one needle. */
typedef struct {
  GxNeedle *needle;
  gboolean is_sign;         /* the signs tell who has it: nothing else is looked at */
  GArray *in_names;         /* of GxSpot, of terms: of names only their beginnings; NULL: not looked at */
  GArray *in_terms;         /* of GxSpot, of terms; NULL: not looked at */
  GArray *in_marks;         /* of GxSpot, of places; NULL: not looked at */
  gboolean has_all_marks;   /* FALSE: only of those whom other words fit, too */
  GArray *in_late;          /* of GxSpot, of places: in records changed lately */
} GxFinding;

/* Whom all needles fit. For each that was looked for a map says how near everybody is. */
typedef struct {
  GPtrArray *maps;          /* of GxNearness[], by place; those of another search are written over */
  gsize map_size;
  guint n_maps;
  const GxNearness *phrase; /* the map of all needles as one; NULL: there is one needle */
  GxSigns signs;            /* of all other needles */
  GArray *late;             /* of GxArenaHit: in order */
} GxArenaHits;

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

  GString *assembled;       /* the record that was asked for last */
  GArray *findings;         /* of GxFinding: of the last search, a needle each; NULL: none */
  gboolean found_names;     /* nobody else was looked for */
  GxNeedle *phrase;         /* all needles as one, of the last search that had several; NULL: none */
  GArray *phrase_in_terms;  /* of GxSpot */
  GxArenaHits hits;         /* of the last search */
};

/* The codes of one customer; new words get theirs. */
void _gx_arena_code (GxDictionary * const *dictionaries, const GxPacked *packed, guint32 *codes);

/* As if it were all that is known of somebody. */
static inline GxRecord
_gx_arena_term_record (const GxArenaPack *pack, guint32 term)
{
  const char *end = pack->text + pack->term_offsets[term + 1];

  return (GxRecord) { pack->text + pack->term_offsets[term], end, end, end };
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

/* gx-arena-scan.c: where @needle fits. FALSE: cancelled. */
typedef struct {
  GxArena *arena;
  const GxNeedle *needle;
  GArray *spots;            /* of GxSpot: what is found is appended */
  GArray *found;            /* of guint32: room */
  GCancellable *cancellable;
} GxArenaScan;
void _gx_arena_scan_init (GxArenaScan *self, GxArena *arena, const GxNeedle *needle, GArray *spots,
                          GCancellable *cancellable);
void _gx_arena_scan_clear (GxArenaScan *self);
void _gx_arena_scan_names (GxArenaScan *self);                       /* their beginnings */
gboolean _gx_arena_scan_terms (GxArenaScan *self, GError **error);
gboolean _gx_arena_scan_phrase (GxArenaScan *self, GError **error); /* in names */
gboolean _gx_arena_scan_marks (GxArenaScan *self, guint first, guint last, GError **error); /* of places */

/* gx-arena-hits.c */
void _gx_arena_hits_set (GxArena *arena, const GArray *findings);
void _gx_arena_hits_set_phrase (GxArena *arena, const GxNeedle *phrase, const GArray *in_terms);
void _gx_arena_hits_clear (GxArenaHits *self);
guint _gx_arena_reach (GxArena *self, const GxFinding *finding); /* how many it found, at most */
guint32 _gx_arena_find_place_before (GxArena *self, const GxArenaLate *late);

/* gx-arena-find.c */
void _gx_arena_forget_findings (GxArena *self);
void _gx_arena_forget_phrase (GxArena *self);
gboolean _gx_arena_is_cancelled (GCancellable *cancellable, GError **error);

/* gx-facets.c */
GHashTable *_gx_facets_new_judged (void);              /* transfer full */

/* gx-arena-file.c */
GBytes *_gx_arena_load (GxConnection *book);           /* transfer full, nullable */
void _gx_arena_keep (GxConnection *book, GBytes *bytes);

G_END_DECLS
