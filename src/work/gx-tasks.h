/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "customers/gx-customers.h"
#include "events/gx-events.h"

G_BEGIN_DECLS

/** GxTask: a next step, or a promise given to a customer. */
typedef struct {
  GxId id;                     /* 0: new */
  int gone;
  GxId customer_id;            /* 0: none */
  const char *kind;            /* follow_up, promise; domain "task.kind" */
  char *title;
  GxDay due_day;               /* GX_NO_DAY: some day */
  gint64 due_at;               /* UTC seconds, where an hour was said; 0 none */
  int offset_min;
  GxDay done_day;              /* GX_NO_DAY: open */
  gint64 done_at;
  GxId owner_id;               /* 0: the actor, when added */
  GxId event_id;               /* the event it followed from; 0 */
  char *customer_name;         /* as read: shown name; NULL without a customer */
} GxTask;

GxTask *gx_task_new (GxId customer, const char *title, GxDay due_day);   /* a follow_up */
void gx_task_free (GxTask *self);
GxTask *gx_task_copy (const GxTask *self);

/** gx_task_set_due: @day: GX_NO_DAY: some day; @minutes: the time of that day, GX_NO_TIME: any. */
void gx_task_set_due (GxTask *self, GxDay day, int minutes);
int gx_task_get_time (const GxTask *self); /* minutes since midnight; GX_NO_TIME */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxTask, gx_task_free)

/** gx_work_register: the projection (next_due_day). */
void gx_work_register (void);

GxTask *gx_tasks_load (GxConnection *book, GxId id, GError **error);

typedef enum {
  GX_TASKS_OPEN,               /* all open ones, earliest due first, those without a day last */
  GX_TASKS_DUE,                /* due on @as_of or overdue */
  GX_TASKS_OVERDUE,            /* due before @as_of */
  GX_TASKS_TODAY,              /* due on @as_of */
  GX_TASKS_UPCOMING,           /* due after @as_of */
  GX_TASKS_DONE,               /* newest first */
} GxTaskFilter;

/** gx_tasks_list: (transfer full) (element-type GxTask): of live customers and of none. @customer 0: all.
 * @limit 0: all. */
GPtrArray *gx_tasks_list (GxConnection *book, GxTaskFilter filter, GxDay as_of, GxId customer, int limit,
                          GError **error);

/* id 0 adds; needs a title or a customer */
gboolean gx_tasks_save (GxConnection *book, const GxActor *actor, const GxTask *task, GxId *id,
                        GError **error);
gboolean gx_tasks_done (GxConnection *book, const GxActor *actor, GxId id, GError **error);
gboolean gx_tasks_reopen (GxConnection *book, const GxActor *actor, GxId id, GError **error);
gboolean gx_tasks_snooze (GxConnection *book, const GxActor *actor, GxId id, GxDay due_day, GError **error);
gboolean gx_tasks_bin (GxConnection *book, const GxActor *actor, GxId id, GError **error);

/**
 * gx_work_log: what happened and what comes next, as one step.
 * @event: as for gx_events_log()
 * @next: (nullable): its customer and event are filled in; without a title it takes the event's kind ("Call")
 * @closes: a task that this finishes; 0 none
 */
gboolean gx_work_log (GxConnection *book, const GxActor *actor, const GxEvent *event, const GxTask *next,
                      GxId closes, GxId *event_id, GError **error);

G_END_DECLS
