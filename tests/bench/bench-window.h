/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gx-bench.h"

#include <gtk/gtk.h>

/*
 * Each figure of the window is taken in a process of its own, started by bench-window as "bench-window
 * --play NAME BOOK", which prints its measured times in seconds of the main thread's CPU, one a line, and
 * ends.
 */

/**
 * window_play: plays one of: bare, toolkit, day, start (G14); scroll, scroll-drawn (G19); sort, sort-empty,
 * filter (G20); bulk (G22), which writes the book. Does not return.
 */
void window_play (const char *name, const char *path, char *program) G_GNUC_NORETURN;

/* -- For the plays: a list in a window, whichever it is. */

typedef struct {
  GtkWidget *view;             /* GtkColumnView or GtkListView, mapped, with rows */
  GListModel *model;
  GdkFrameClock *clock;
  gboolean was_loaded;         /* the rows in sight had come before this frame was painted */
  gboolean is_painted;         /* a frame was painted since, with them */
} WindowList;

/** window_list_watch: follows what @view paints. */
void window_list_watch (WindowList *self, GtkWidget *view);

/** window_list_settle: turns the main loop until the rows in sight have come and are painted. */
void window_list_settle (WindowList *self);

/**
 * window_list_make_drawn: a GtkListView whose rows are one drawn widget, over the customers of the book at
 * @path.
 */
GtkWidget *window_list_make_drawn (const char *path);

/**
 * window_list_make_empty: a GtkColumnView of empty cells and @n rows; window_list_reset_empty() takes all
 * away and puts them back.
 */
GtkWidget *window_list_make_empty (guint n);
void window_list_reset_empty (GtkWidget *view);
