/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/gx-needle.h"
#include "store/gx-connection.h"

G_BEGIN_DECLS

/**
 * GxArena: what every live customer is known by, in memory: one piece of text that a search reads from end
 * to end, in a few milliseconds for a million (PERF.md 2e). A connection has one, brought up to date
 * before each search by what the steps since have touched, of whatever process; kept in a file of the
 * user's cache, so that the next start reads it instead of the book. The file is believed only where its
 * sum is right and the book is at, or has gone on from, the very step it was made at.
 *
 * Customers lie in the order in which equally good answers are shown: those talked to last come first, of
 * these those worth most, then the list's order. So the first of a kind that is met is the best.
 *
 * Memory: 44 bytes, the codes of columns (about 6) and the record (about 112) a customer.
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

/** A place is a customer's in the arena; those changed lately have the last ones, wherever they belong. */
void gx_arena_record (GxArena *self, guint place, GxArenaRecord *record);

/** gx_arena_find_record: of the customer @id; FALSE: not there. */
gboolean gx_arena_find_record (GxArena *self, GxId id, GxArenaRecord *record);

/** GxArenaHit: whom all needles fit. */
typedef struct {
  guint32 place;
  guint16 distance;        /* of all needles together, but those that are only a sign */
  GxNearness nearest;      /* of all these; GX_NOT_NEAR: there are only signs */
} GxArenaHit;

/**
 * gx_arena_find: (transfer full) (element-type GxArenaHit): those that every one of @needles fits, in the
 * order of the arena. Where @needles only narrow those of the call before, only what was found by it is
 * looked at.
 */
GArray *gx_arena_find (GxArena *self, GPtrArray *needles, GCancellable *cancellable, GError **error);

/** gx_arena_narrows: whether few have to be looked at for @needles. */
gboolean gx_arena_narrows (GxArena *self, GPtrArray *needles);

/**
 * gx_arena_find_named: (transfer full) (nullable) (element-type GxArenaHit): the same, of those with a name
 * that begins with @needle, which has a name sign. What is typed on narrows here, too; NULL: it does not, and
 * a look at everybody is as quick.
 */
GArray *gx_arena_find_named (GxArena *self, GxNeedle *needle);

GxSigns gx_arena_signs (GxArena *self, guint place);
GxId gx_arena_id (GxArena *self, guint place);

/** For measuring. */
gsize gx_arena_text_bytes (GxArena *self);
gsize gx_arena_bytes (GxArena *self);          /* everything */
guint gx_arena_n_places (GxArena *self);
guint64 gx_arena_read_once (GxArena *self);    /* reads all of the text; the limit of a search */
guint64 gx_arena_read_columns (GxArena *self); /* ids and columns; the limit of facets */

G_END_DECLS
