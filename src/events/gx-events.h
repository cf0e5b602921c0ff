/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-step.h"

G_BEGIN_DECLS

/*
 * Events: what happened with a customer and has no record of its own. A conversation is one that reached a
 * person: call, visit, meeting, chat or mail with @reached; the last one is "last contact".
 */

/** GxEvent: also what is handed in to log one: zero it, set customer_id, kind and what is known, day
 * GX_NO_DAY for today. */
typedef struct {
  GxId id;
  int gone;
  GxId customer_id;
  /* call visit meeting chat mail message note page_view campaign; domain "event.kind" */
  const char *kind;
  const char *direction;       /* in, out; NULL unknown; domain "event.direction" */
  const char *channel;         /* free key: phone, wechat, mail, shop …; may be NULL */
  gboolean reached;            /* FALSE: nobody answered */
  GxDay day;
  gint64 at;                   /* UTC seconds; 0 unknown */
  int offset_min;
  char *text;
  GxId author_id;
} GxEvent;

GxEvent *gx_event_new (GxId customer, const char *kind, const char *text);  /* reached, today */
void gx_event_free (GxEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxEvent, gx_event_free)

/** gx_event_is_conversation: whether it counts as contact with a person. */
gboolean gx_event_is_conversation (const char *kind, gboolean reached);

/** gx_events_register: the projections (first_day, last_contact_day, conversations, events). */
void gx_events_register (void);

GxEvent *gx_events_load (GxConnection *book, GxId id, GError **error);

/** gx_events_list: (transfer full) (element-type GxEvent): newest first. @customer 0: of all; @kind NULL:
 * all; @since GX_NO_DAY: all; @limit 0: all. */
GPtrArray *gx_events_list (GxConnection *book, GxId customer, const char *kind, GxDay since, int limit,
                           GError **error);

/** gx_events_log: where @event has no moment and its day is today, it gets the present moment; the author is
 * the actor. */
gboolean gx_events_log (GxConnection *book, const GxActor *actor, const GxEvent *event, GxId *id,
                        GError **error);
gboolean gx_events_edit (GxConnection *book, const GxActor *actor, const GxEvent *event, GError **error);
gboolean gx_events_bin (GxConnection *book, const GxActor *actor, GxId id, GError **error);
gboolean gx_events_unbin (GxConnection *book, const GxActor *actor, GxId id, GError **error);

G_END_DECLS
