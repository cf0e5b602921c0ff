/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-progress.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GxProgressView: how far a long job is, how fast and how long still. Action: progress.cancel. */
#define GX_TYPE_PROGRESS_VIEW (gx_progress_view_get_type ())
G_DECLARE_FINAL_TYPE (GxProgressView, gx_progress_view, GX, PROGRESS_VIEW, AdwBin)

/**
 * gx_progress_view_watch: asks @progress a few times a second until it is given another or left.
 * @title: what is being done
 * @waiting: said until there are rows to count
 */
void gx_progress_view_watch (GxProgressView *self, GxProgress *progress, const char *title,
                             const char *waiting);

/**
 * gx_progress_view_watch_quietly: the same where what is counted says nothing to people: @sentence stays, and
 * how long it still takes.
 */
void gx_progress_view_watch_quietly (GxProgressView *self, GxProgress *progress, const char *title,
                                     const char *sentence);
void gx_progress_view_leave (GxProgressView *self);

G_END_DECLS
