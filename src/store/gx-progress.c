/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/gx-progress.h"

#define PART 1000 /* what one part of several counts */

struct _GxProgress {
  _Atomic gint64 done, total;
  int part, parts; /* the job's own; 0 parts: what is told is the whole */
  GCancellable *cancellable;
};

static void
clear_progress (gpointer data)
{
  g_object_unref (((GxProgress *) data)->cancellable);
}

GxProgress *
gx_progress_new (void)
{
  GxProgress *self = g_atomic_rc_box_new0 (GxProgress);

  self->cancellable = g_cancellable_new ();
  return self;
}

GxProgress *
gx_progress_ref (GxProgress *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
gx_progress_unref (GxProgress *self)
{
  g_atomic_rc_box_release_full (self, clear_progress);
}

void
gx_progress_tell (GxProgress *self, gint64 done, gint64 total)
{
  gboolean is_whole = self->parts == 0;

  self->total = is_whole ? total : self->parts * PART;
  self->done = is_whole ? done : self->part * PART + (total > 0 ? PART * MIN (done, total) / total : 0);
}

void
gx_progress_begin_part (GxProgress *self, int part, int parts)
{
  self->part = part;
  self->parts = parts;
  gx_progress_tell (self, 0, 1);
}

void
gx_progress_ask (GxProgress *self, gint64 *done, gint64 *total)
{
  *done = self->done;
  *total = self->total;
}

void
gx_progress_cancel (GxProgress *self)
{
  g_cancellable_cancel (self->cancellable);
}

GCancellable *
gx_progress_get_cancellable (GxProgress *self)
{
  return self->cancellable;
}
