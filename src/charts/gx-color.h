/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* Channels 0..1, sRGB, not premultiplied. A plain value, so that this room needs no toolkit. */
typedef struct {
  double red, green, blue, alpha;
} GxColor;

GxColor gx_color_from_hex (guint32 rgb);                          /* 0x1c71d8, opaque */
GxColor gx_color_fade (GxColor self, double factor);              /* alpha times factor */
/* themes can hand out channels beyond 0..1 */
GxColor gx_color_clamp (GxColor self);
GxColor gx_color_over (GxColor self, GxColor ground);             /* flattened: as seen on an opaque ground */
/* straight line in OKLab: even steps for the eye */
GxColor gx_color_mix (GxColor from, GxColor to, double position);
double gx_color_luminance (GxColor self);                         /* WCAG relative luminance, alpha ignored */

void gx_color_set (GxColor self, cairo_t *cr);

G_END_DECLS
