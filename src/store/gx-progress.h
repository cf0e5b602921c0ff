/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GxProgress: how far a long job is, shared by the thread that does it and the one that shows it. Asked when
 * somebody wants to know, so no thread floods another with news.
 */
typedef struct _GxProgress GxProgress;

GxProgress *gx_progress_new (void);
GxProgress *gx_progress_ref (GxProgress *self);
void gx_progress_unref (GxProgress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxProgress, gx_progress_unref)

/** gx_progress_tell: by the job. @total: 0 while it is not known yet. */
void gx_progress_tell (GxProgress *self, gint64 done, gint64 total);

/**
 * gx_progress_begin_part: by a job that has several: what is told from now on is how far its @part-th (from
 * 0) of @parts is, which count alike.
 */
void gx_progress_begin_part (GxProgress *self, int part, int parts);

/** gx_progress_ask: @done, @total: (out): what was told last. */
void gx_progress_ask (GxProgress *self, gint64 *done, gint64 *total);

/** gx_progress_cancel: asks the job to stop; its own answer tells whether it did. */
void gx_progress_cancel (GxProgress *self);
GCancellable *gx_progress_get_cancellable (GxProgress *self);

G_END_DECLS
