/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxPage:
 *
 * One screen of a book. A page is made on its first visit and lives as long as its window shows this book.
 *
 * To add a page: derive it, write its template in ui/ (a header bar whose back button and start title
 * buttons are bound to "is-folded"), and give it a line in gx-pages.c: then it stands in the sidebar.
 *
 * Properties: "book" (construct only), "is-folded": the sidebar is away, so show a back button ("win.back");
 * "count": a number beside its name in the sidebar, 0 none.
 *
 * Actions any page may activate (gtk_widget_activate_action): win.show-customer (x: id),
 * win.show-customers ((ssis): criteria as JSON, title, as-of day, currency or ""), win.show-page (s:
 * name), win.new-customer, win.undo, win.redo, win.undo-step (x), win.redo-step (x), win.back. Ctrl+P
 * activates a page's own "page.print". Toasts and writing: widgets/gx-toast.h.
 */
#define GX_TYPE_PAGE (gx_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (GxPage, gx_page, GX, PAGE, AdwBin)

struct _GxPageClass {
  AdwBinClass parent_class;

  /** shown: the page was brought to the front: a good moment to read what is old. */
  void (*shown) (GxPage *self);
  /** changed: a step was committed, here or elsewhere. Also called while the page is not in front. */
  void (*changed) (GxPage *self, GxChange *change);
  /** find: Ctrl+F. FALSE: the page has nothing to search. */
  gboolean (*find) (GxPage *self);
  /** go_back: Esc or back. FALSE: there is nothing to go back from. */
  gboolean (*go_back) (GxPage *self);
  /** log: Ctrl+L, write down what happened with the customer in sight. FALSE: there is none. */
  gboolean (*log) (GxPage *self);
};

GxBook *gx_page_get_book (GxPage *self);
gboolean gx_page_is_folded (GxPage *self);
void gx_page_set_folded (GxPage *self, gboolean is_folded);
guint gx_page_get_count (GxPage *self);
void gx_page_set_count (GxPage *self, guint count);

void gx_page_shown (GxPage *self);
void gx_page_changed (GxPage *self, GxChange *change);
gboolean gx_page_find (GxPage *self);
gboolean gx_page_go_back (GxPage *self);
gboolean gx_page_log (GxPage *self);

G_END_DECLS
