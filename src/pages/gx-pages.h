/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/gx-page.h"

G_BEGIN_DECLS

/** GxPageKind: a page as the sidebar knows it, before it is made. */
typedef struct {
  const char *name;       /* for win.show-page */
  const char *title;      /* to be translated */
  const char *icon;
  gboolean at_foot;       /* below, apart from the day's work */
  GType (*get_type) (void);
} GxPageKind;

/** gx_pages_list: all pages in the sidebar's order. @n: (out) */
const GxPageKind *gx_pages_list (guint *n);

GxPage *gx_pages_make (const GxPageKind *kind, GxBook *book); /* transfer floating */

G_END_DECLS
