/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxPills:
 *
 * Words on coloured washes in one line: a lifecycle class, tags. Draws as many as there is room for, the
 * first one shortened where not even that fits. Light enough for every row of a list; its accessible label
 * is all the words.
 */
#define GX_TYPE_PILLS (gx_pills_get_type ())
G_DECLARE_FINAL_TYPE (GxPills, gx_pills, GX, PILLS, GtkWidget)

/** GxPillInk: the slots of the categorical palette. */
typedef enum {
  GX_PILL_BLUE,
  GX_PILL_RUST,
  GX_PILL_GREEN,
  GX_PILL_PURPLE,
  GX_PILL_GOLD,
  GX_PILL_PINK,
  GX_PILL_GREY,
  GX_N_PILLS
} GxPillInk;

/** gx_pills_new: @width_px: in a list always so wide, whatever they say, so that no row moves another; 0: as
 * wide as needed. */
GtkWidget *gx_pills_new (int width_px);
void gx_pills_clear (GxPills *self);
void gx_pills_add (GxPills *self, const char *text, GxPillInk ink);

/** gx_pills_add_class: a lifecycle class (a word of gx_lifecycle_words), always in its own colour. */
void gx_pills_add_class (GxPills *self, const char *lifecycle);

/** gx_pills_add_tag: @colour: of the word, -1 none. */
void gx_pills_add_tag (GxPills *self, const char *name, int colour);

/* -- For widgets that draw a pill among other things */

GxPillInk gx_pill_ink_of_class (const char *lifecycle);
GxPillInk gx_pill_ink_of_tag (int colour);
int gx_pill_width (GtkWidget *widget, const char *text); /* px, with all its words */

/** gx_pill_draw: @middle_px: of its height; a text that is wider than @width_px is cut. */
void gx_pill_draw (GtkWidget *widget, GtkSnapshot *snapshot, const char *text, GxPillInk ink, int x_px,
                   int middle_px,
                   int width_px);

G_END_DECLS
