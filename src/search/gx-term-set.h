/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** GxTermSet: pieces of text, each distinct one once, numbered as they were met first. */
typedef struct {
  GString *text;       /* one after another */
  GArray *offsets;     /* of guint32: where each begins, and where the last one ends */
  guint32 *slots;      /* number and one more, by hash; 0: free */
  guint n_slots;       /* a power of two */
} GxTermSet;

void gx_term_set_init (GxTermSet *self);
void gx_term_set_clear (GxTermSet *self);
guint gx_term_set_size (const GxTermSet *self);

/** gx_term_set_add: the number of what stands from @text up to @end. */
guint32 gx_term_set_add (GxTermSet *self, const char *text, const char *end);

G_END_DECLS
