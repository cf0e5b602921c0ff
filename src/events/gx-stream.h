/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/** GxStreamItem: one thing that happened with a customer: an event, a sale, a return, a payment. */
typedef struct {
  const char *kind;            /* interned: an event's kind, or sale, return, payment; domain "stream.kind" */
  GxId ref;                    /* id of the event, purchase or payment */
  GxId customer_id;            /* of an organisation's stream: who of them */
  GxDay day;
  gint64 at;                   /* UTC seconds; 0 unknown: only the day is */
  int offset_min;
  const char *direction;       /* interned; NULL unknown */
  const char *channel;         /* interned; NULL unknown */
  gboolean reached;            /* of an event */
  gboolean is_conversation;
  gint64 amount_minor;         /* of sale, return (negative), payment */
  const char *currency;        /* interned; NULL for events */
  /* of an event its text; of a sale or return what was sold; of a payment its note */
  char *text;
  GxId author_id;
} GxStreamItem;

void gx_stream_item_free (GxStreamItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxStreamItem, gx_stream_item_free)

typedef enum {
  GX_STREAM_DEFAULT = 0,
  GX_STREAM_WITH_PEOPLE = 1 << 0,  /* of an organisation: also what happened with those who work there */
  GX_STREAM_NO_TEXT = 1 << 1,      /* without text: for drawing very many */
} GxStreamFlags;

/**
 * gx_stream_load: (transfer full) (element-type GxStreamItem):
 * @since: GX_NO_DAY: from the beginning
 * @limit: 0: all
 *
 * Newest first; of one day, those whose moment is known come first.
 */
GPtrArray *gx_stream_load (GxConnection *book, GxId customer, GxStreamFlags flags, GxDay since, int limit,
                           GError **error);

G_END_DECLS
