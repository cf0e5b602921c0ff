/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

/**
 * GxTextCache:
 * Shaping a text costs far more than showing it: keeps what was laid out, for one context at a time. Lives in
 * a theme, not in the context, which its layouts hold.
 */
typedef struct _GxTextCache GxTextCache;

GxTextCache *gx_text_cache_new (void);
void gx_text_cache_free (GxTextCache *self);
void gx_text_cache_clear (GxTextCache *self);

/* (transfer none): @font times @scale, tabular figures; width and ellipsis are the caller's to set each
   time */
PangoLayout *gx_text_cache_get (GxTextCache *self, PangoContext *context, const PangoFontDescription *font,
                                double scale, gboolean is_bold, const char *text);

G_END_DECLS
