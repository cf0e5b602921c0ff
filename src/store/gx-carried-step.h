/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/**
 * GxCarriedStep: a step of the journal on the road: its header, rows and ranges, as any site wrote it.
 *
 * Tables are numbers of the catalogue, fixed for ever: they stand in the chain's hashes. Names are for people
 * who read a segment; a table that this program does not know has a number and no name, and its rows wait in
 * the journal.
 */
typedef struct {
  int table;
  GxId row;
  char op;             /* i inserted, u updated */
  char *cells;         /* JSON by column name, as the journal keeps it (gx-cells-private.h) */
  GBytes *salt;        /* NULL where redacted */
  GBytes *commitment;  /* 32 bytes */
} GxCarriedRow;

/** GxCarriedRange: rows first … last of a table; those of an 'I' travel as images. */
typedef struct {
  int table;
  GxId first, last;
  char op;             /* I inserted, U updated */
  char *cells;
} GxCarriedRange;

/** GxCarriedSight: of the site @other the author's book had taken everything up to @seq when it wrote. */
typedef struct {
  GxId other;
  gint64 seq;
} GxCarriedSight;

typedef struct {
  GxId id, site;
  gint64 seq, hlc, at_ms;
  GxId author;
  char kind;           /* d u r */
  GxId root, reverses; /* reverses: 0 for a 'd' */
  char *label;
  int schema;          /* the book version of the program that wrote it */
  gboolean is_pruned;
  GBytes *hash;        /* 32 bytes: gx_carried_step_hash() */
  GArray *rows;        /* of GxCarriedRow, in the order of table and row: the chain's */
  GArray *ranges;      /* of GxCarriedRange, in the order of table and first: the chain's */
  GArray *sights;      /* of GxCarriedSight: only what is new since the site's step before */
} GxCarriedStep;

GxCarriedStep *gx_carried_step_new (void);      /* empty arrays; everything else 0 */
void gx_carried_step_free (GxCarriedStep *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxCarriedStep, gx_carried_step_free)

/* These copy what they are given. */
void gx_carried_step_add_row (GxCarriedStep *self, int table, GxId row, char op, const char *cells,
                              GBytes *salt, GBytes *commitment);
void gx_carried_step_add_range (GxCarriedStep *self, int table, GxId first, GxId last, char op,
                                const char *cells);
void gx_carried_step_add_sight (GxCarriedStep *self, GxId other, gint64 seq);

/** gx_carried_table_name: static; NULL where this program does not know the table. */
const char *gx_carried_table_name (int table);
/* 0 where this program does not know it */
int gx_carried_table_number (const char *name);

/**
 * gx_carried_step_hash: (transfer full): what @hash must be where the site's step before has the hash
 * @previous (NULL before the first): SHA-256 over that and everything here but schema, pruning and sights.
 * NULL where a row does not fit its own commitment.
 */
GBytes *gx_carried_step_hash (const GxCarriedStep *self, GBytes *previous);

/* -- Reading for the road -- */

/**
 * gx_carried_sites: (transfer full) (element-type GxId): all sites that the book has steps of.
 */
GArray *gx_carried_sites (GxConnection *book, GError **error);

/**
 * gx_carried_tail: how far the book has the steps of @site, which are continuous from 1.
 * @seq: (out): of the last one; 0 for none
 * @hash: (out) (transfer full) (nullable) (optional): its hash
 * @at_ms: (out) (optional): when its computer says it was
 */
gboolean gx_carried_tail (GxConnection *book, GxId site, gint64 *seq, GBytes **hash, gint64 *at_ms,
                          GError **error);

/** gx_carried_hash: (transfer full) (nullable): of the step of @site with the number @seq; NULL: none. */
GBytes *gx_carried_hash (GxConnection *book, GxId site, gint64 seq);

/**
 * gx_carried_steps_read: (transfer full) (element-type GxCarriedStep): the steps of @site after @after_seq,
 * in order, at most @limit.
 */
GPtrArray *gx_carried_steps_read (GxConnection *book, GxId site, gint64 after_seq, int limit, GError **error);

/** GxCarriedImageFunc: a row as it was imported; FALSE with @error set stops. */
typedef gboolean (*GxCarriedImageFunc) (GxId row, const char *cells, gpointer data, GError **error);

/**
 * gx_carried_range_read:
 * @range: an 'I'
 *
 * The images of the range's rows, in order, one for each: what a row was born with, however it was edited
 * since.
 */
gboolean gx_carried_range_read (GxConnection *book, const GxCarriedRange *range, GxCarriedImageFunc func,
                                gpointer data, GError **error);

/* -- Taking in -- */

/**
 * GxArrival: steps of other computers on their way into this book: one transaction. Steps and images are
 * streamed in; when it is committed every row they name is folded once, facts are projected once, listeners
 * are told once (one GxChange that is not local).
 *
 * The steps of one site come in the order of their numbers; sites in any order among each other. A step that
 * the book has is passed over, with its images. A step that does not continue its site's chain (a hole,
 * another hash) is refused with GX_ERROR_DAMAGED and a sentence that names it; the arrival stays usable and
 * may be committed with what came before and with other sites, but takes nothing more of that site.
 *
 * Where a site has two steps with one number, which its computer made after its book was copied or put back
 * to an older state, one branch of the series keeps the numbers, and the other goes on under another site, in
 * every book alike. The book's own branch is moved there by itself; one that arrives and must give way is
 * passed over here: whoever has it publishes it under its site (gx_arrival_is_beside()).
 *
 *   g_autoptr (GxArrival) arrival = gx_arrival_begin (book, error);
 *   for each step: gx_arrival_add_step (arrival, step, error);
 *                  for each of its 'I' ranges, for each row: gx_arrival_add_image (arrival, …);
 *   return gx_arrival_commit (g_steal_pointer (&arrival), &arrived, error);
 */
typedef struct _GxArrival GxArrival;

typedef struct {
  int steps;       /* that were new */
  int rows;        /* of the book that these steps wrote */
  int waiting;     /* that wait for a parent, in the whole book */
  int collisions;  /* rows that two sites made under one id, of these steps */
  int conflicts;   /* rows that two people changed, in the whole book: gx-conflict.h */
  int branches;    /* of this book that went on under another site */
} GxArrived;

GxArrival *gx_arrival_begin (GxConnection *book, GError **error);
gboolean gx_arrival_add_step (GxArrival *self, const GxCarriedStep *step, GError **error);

/** gx_arrival_is_beside: whether the last step was passed over because it is not in its site's series. */
gboolean gx_arrival_is_beside (GxArrival *self);

/**
 * gx_arrival_add_image: a row of an 'I' range of the last step, in the order of gx_carried_range_read(). Each
 * range gets all of its images before the next step.
 */
gboolean gx_arrival_add_image (GxArrival *self, int table, GxId row, const char *cells, GError **error);

/**
 * gx_arrival_is_due: whether a row that arrived waits for one that was made here since, a word or a member:
 * an arrival of nothing puts it into its place.
 */
gboolean gx_arrival_is_due (GxConnection *book);

/** gx_arrival_commit: (transfer full self). @arrived: (out) (optional). */
gboolean gx_arrival_commit (GxArrival *self, GxArrived *arrived, GError **error);

/** gx_arrival_abort: rolls back. The autoptr does it for an arrival that was not committed. */
void gx_arrival_abort (GxArrival *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxArrival, gx_arrival_abort)

G_END_DECLS
