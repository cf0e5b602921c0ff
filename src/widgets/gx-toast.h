/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Short notes over the window @widget stands in. Not where there is none. */

void gx_toast_show (GtkWidget *widget, const char *text);

/** gx_toast_ask: stays until somebody has read it. */
void gx_toast_ask (GtkWidget *widget, const char *text);

/** gx_toast_show_undone: takes the place of the last offer to undo: it no longer holds. */
void gx_toast_show_undone (GtkWidget *widget, const char *text);

/** gx_toast_show_undo: "Renamed customer · Undo". Takes the place of the last such toast. */
void gx_toast_show_undo (GtkWidget *widget, const char *text, GxId step);

/** gx_toast_show_action: with a button that activates @action; @target (transfer floating) (nullable). */
void gx_toast_show_action (GtkWidget *widget, const char *text, const char *label, const char *action,
                           GVariant *target);

/** gx_toast_show_error: the sentence of @error; nothing where it was only cancelled. */
void gx_toast_show_error (GtkWidget *widget, const GError *error);

/**
 * gx_write:
 * @data: (transfer full)
 *
 * Runs a write job of @book whose result nobody needs; a failure is told over @widget. What it changed is
 * heard by the book's "changed", where the undo toast comes from.
 */
void gx_write (GtkWidget *widget, GxBook *book, GxJobFunc func, gpointer data, GDestroyNotify free_data);

G_END_DECLS
