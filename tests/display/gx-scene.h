/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/gx-page.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxScene: a page in a window of its own, with a fresh book on 21 November 2026, 10:32 in Shanghai. A
 * fixture.
 */
typedef struct {
  char *folder;
  GxBook *book;
  GtkWidget *window;
  GxPage *page;
} GxScene;

/** gx_scene_start: what a display test does first in main(). */
void gx_scene_start (int *argc, char ***argv);

void gx_scene_set_up (GxScene *self, GxJobFunc fill, gpointer data); /* @fill writes the book */
void gx_scene_tear_down (GxScene *self);
void gx_scene_show (GxScene *self, GType page_type);
void gx_scene_leave (GxScene *self); /* the page goes; the window and the book stay */

/** gx_scene_read, gx_scene_write: what the job returns; it must not fail. */
gpointer gx_scene_read (GxScene *self, GxJobFunc job, gpointer data);
gpointer gx_scene_write (GxScene *self, GxJobFunc job, gpointer data);

/** gx_scene_wait: until @is_so; else the test fails, naming @what. */
void gx_scene_wait (GxScene *self, const char *what, gboolean (*is_so) (GxScene *self, gpointer data),
                    gpointer data);
void gx_scene_spin (void); /* one turn */

/** gx_scene_find: (transfer container): the widgets of this type in the page that can be seen, top first. */
GPtrArray *gx_scene_find (GxScene *self, GType type);
gpointer gx_scene_first (GxScene *self, GType type);
void gx_scene_wait_count (GxScene *self, GType type, guint count);

G_END_DECLS
