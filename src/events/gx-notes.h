/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/** GxNote: what was said, done or written beside a purchase, as it was found. */
typedef struct {
  GxId id;                 /* of the event or purchase */
  GxId customer_id;
  char *customer_name;     /* may be NULL: nameless */
  const char *kind;        /* interned: an event's kind, sale or return; domain "stream.kind" */
  GxDay day;
  char *snippet;           /* of the text, in one line; "…" where it is cut */
  GArray *spans;           /* of GxTextSpan: what was found of @snippet */
} GxNote;

void gx_note_free (GxNote *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxNote, gx_note_free)

/**
 * gx_events_find: (transfer full) (element-type GxNote): live notes of live customers in which all of
 * @words are: any run of Chinese characters, beginnings of other words; simplified or traditional, wide
 * or narrow, with or without accents. Newest first, at most @limit.
 * @is_complete: (out) (optional): FALSE: there may be more
 *
 * Notes that the words of were not written down yet (GxChore) are looked through one by one, up to some
 * thousands.
 */
GPtrArray *gx_events_find (GxConnection *book, const char *words, guint limit, gboolean *is_complete,
                           GError **error);

G_END_DECLS
