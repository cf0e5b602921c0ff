/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-carried-step.h"

G_BEGIN_DECLS

/**
 * A segment: some steps of one site on the road, in a file to be read in twenty years: gzip of JSON, one
 * object a line, in this order:
 *
 *   {"guanxi":"segment","format":1,"team":…,"site":…,"first":3,"last":4,"schema":5,"previous":"<hex>"}
 *   {"step":…,"seq":3,"hlc":…,"at":…,"author":…,"kind":"d","root":…,"reverses":0,"schema":5,"pruned":0,
 *    "label":"customer.edit","hash":"<hex>"}
 *   {"seen":<site>,"seq":12}              what its author had taken of others by then
 *   {"table":3,"row":"customer","id":…,"op":"u","salt":"<hex>","commitment":"<hex>","cells":{…}}
 *   {"table":3,"range":"customer","first":…,"last":…,"op":"I","cells":{}}
 *   {"image":…,"table":3,"cells":{…}}     each row of its 'I' ranges, in order
 *   … the next step …
 *   {"end":2,"sha256":"<hex>"}            steps; of all lines before
 *
 * "at" is milliseconds since 1970 UTC, "hlc" the logical clock, "hash" chains a site's steps (JOURNAL.md's
 * rule 9). A member whose name is not known is passed over. Both directions are streams: an import of a
 * million rows is never held in memory.
 */
#define GX_SEGMENT_FORMAT 1

typedef struct {
  GxId team, site;
  gint64 first, last;       /* numbers of the site's steps */
  int schema;               /* the newest book version among them */
  GBytes *previous;         /* hash of the site's step before; NULL before the first */
} GxSegmentHead;

void gx_segment_head_clear (GxSegmentHead *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GxSegmentHead, gx_segment_head_clear)

/**
 * gx_segment_write: the @steps (of GxCarriedStep, continuous, of one site) of @book into a new file at @path;
 * images are read from the book.
 */
gboolean gx_segment_write (const char *path, GxId team, GBytes *previous, GPtrArray *steps,
                           GxConnection *book, GCancellable *cancellable, GError **error);

/* -- Reading -- */

typedef struct _GxSegmentReader GxSegmentReader;

typedef enum {
  GX_SEGMENT_STEP,     /* with its rows, ranges and sights */
  GX_SEGMENT_IMAGE,
  GX_SEGMENT_END,      /* all was read, and its checksum is right */
} GxSegmentItemType;

/** GxSegmentItem: what was read; valid until the next. */
typedef struct {
  GxSegmentItemType type;
  GxCarriedStep *step;
  int table;           /* of an image */
  GxId row;
  const char *cells;
} GxSegmentItem;

/**
 * gx_segment_reader_open: Errors of all readers: NEWER: of a later format than this program reads; DAMAGED:
 * not what a segment looks like; what was read before then is not to be believed either; FAILED: of the disk.
 */
GxSegmentReader *gx_segment_reader_open (const char *path, GError **error);
const GxSegmentHead *gx_segment_reader_head (GxSegmentReader *self);
gboolean gx_segment_reader_next (GxSegmentReader *self, GxSegmentItem *item, GError **error);
void gx_segment_reader_free (GxSegmentReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxSegmentReader, gx_segment_reader_free)

/**
 * gx_segment_check: reads all of it, believes nothing.
 * @head: (out): to be cleared
 */
gboolean gx_segment_check (const char *path, GxSegmentHead *head, GCancellable *cancellable, GError **error);

G_END_DECLS
