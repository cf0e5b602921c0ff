/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/gx-needle.h"
#include "store/gx-connection.h"

G_BEGIN_DECLS

/**
 * GxArena: what every live customer is known by, in memory: one piece of text that a search reads from end
 * to end, in a few milliseconds for a million (PERF.md 2e). What several are known by is in it once, with a
 * list of whom; so a name, a title or a tag is looked at once, however many have it. A connection has one,
 * brought up to date before each search by what the steps since have touched, of whatever process; kept in a
 * file of the user's cache, so that the next start reads it instead of the book. The file is believed only
 * where its sum is right and the book is at, or has gone on from, the very step it was made at.
 *
 * Customers lie in the order in which equally good answers are shown: those talked to last come first, of
 * these those worth most, then the list's order. So the first of a kind that is met is the best.
 *
 * Memory, a customer: 48 bytes, the codes of columns (about 6), 8 for each term it is known by (about 27),
 * and the text (about 68, where names are as often the same as among a million).
 */
typedef struct _GxArena GxArena;

/** gx_arena_get: (transfer none): of @book, up to date. */
GxArena *gx_arena_get (GxConnection *book, GError **error);

/** gx_arena_forget: drops what @book holds; the next search makes it anew. For tests and measuring. */
void gx_arena_forget (GxConnection *book);

typedef struct {
  GxRecord known;
  GxId id;
  GxDay last_contact_day;
  gint64 value_minor;
} GxArenaRecord;

/** A place is a customer's in the arena; those changed lately have the last ones, wherever they belong.
 * @record is valid until another is asked for. */
void gx_arena_record (GxArena *self, guint place, GxArenaRecord *record);

/** gx_arena_find_record: of the customer @id; FALSE: not there. */
gboolean gx_arena_find_record (GxArena *self, GxId id, GxArenaRecord *record);

/**
 * gx_arena_find: looks for those that every one of @needles fits; gx_arena_next_hit() tells them. What is
 * typed on narrows: only what was found by the call before is looked at.
 * @phrase: (nullable): all of several needles as one
 * @enough: where at least so many have a name that begins with the only needle, they are all that is told:
 *   nobody is nearer. 0: tells everybody
 * @found_names: (out): whether it was so; then hits from GX_MATCH_NAMES on are not all there
 *
 * FALSE: cancelled.
 */
gboolean gx_arena_find (GxArena *self, GPtrArray *needles, GxNeedle *phrase, guint enough,
                        gboolean *found_names, GCancellable *cancellable, GError **error);

/** GxArenaHit: whom all needles fit. */
typedef struct {
  guint64 order;           /* less comes before: of one search */
  guint32 place;
  guint32 next_late;       /* of those changed lately, how many came before */
  guint16 distance;        /* of all needles together, but those that are only a sign */
  GxNearness nearest;      /* of all these; GX_NOT_NEAR: there are only signs */
  GxNearness phrase;       /* how near they are as one */
} GxArenaHit;
#define GX_ARENA_NO_HIT ((GxArenaHit) { .place = G_MAXUINT32 }) /* before the first */

/** GxArenaWanted: of whom all needles fit, those nearer than @below and with @with of the signs in @of. */
typedef struct {
  guint below;             /* GX_ARENA_ANY_DISTANCE: all */
  GxSigns of, with;
} GxArenaWanted;
#define GX_ARENA_ANY_DISTANCE G_MAXUINT
#define GX_ARENA_ALL ((GxArenaWanted) { GX_ARENA_ANY_DISTANCE, 0, 0 })

/** gx_arena_next_hit: the next one after @hit that is wanted, in the order of the arena. FALSE: none. */
gboolean gx_arena_next_hit (GxArena *self, const GxArenaWanted *wanted, GxArenaHit *hit);

/** gx_arena_count_hits: how many there are; at most @most. */
guint gx_arena_count_hits (GxArena *self, const GxArenaWanted *wanted, guint most);

/** GxArenaJudge: how near one needle, which is only a sign, is to one customer after another: a term that
 * several are known by is judged once. Of one state of the arena. */
typedef struct _GxArenaJudge GxArenaJudge;
GxArenaJudge *gx_arena_judge_new (GxArena *arena, const GxNeedle *sign);          /* transfer full */
void gx_arena_judge_free (GxArenaJudge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxArenaJudge, gx_arena_judge_free)

/** gx_arena_judge_place: as gx_needle_judge(). */
GxNearness gx_arena_judge_place (GxArenaJudge *self, guint place, GxNearness bound);

GxSigns gx_arena_signs (GxArena *self, guint place);
GxId gx_arena_id (GxArena *self, guint place);

/** For measuring. */
gsize gx_arena_text_bytes (GxArena *self);
gsize gx_arena_bytes (GxArena *self);          /* everything */
guint gx_arena_n_places (GxArena *self);
guint64 gx_arena_read_once (GxArena *self);    /* reads all of the text; the limit of a search */
guint64 gx_arena_read_columns (GxArena *self); /* ids and columns; the limit of facets */

G_END_DECLS
