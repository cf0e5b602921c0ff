/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pango.h>

#include "charts/gx-color.h"
#include "charts/gx-text-cache.h"

G_BEGIN_DECLS

/**
 * GxHue:
 * The categorical palette. Every hue keeps its meaning in light and dark, has a contrast of at least 3:1 on
 * the card, and was chosen for distance under protan, deutan and tritan vision. Colour is never the only cue
 * all the same. Append only.
 */
typedef enum {
  GX_HUE_BLUE,
  GX_HUE_RUST,
  GX_HUE_GREEN,
  GX_HUE_PURPLE,
  GX_HUE_GOLD,
  GX_HUE_PINK,
  GX_HUE_GREY,    /* rest, other, gone */
  GX_N_HUES
} GxHue;

typedef enum {
  GX_CHART_LIGHT,
  GX_CHART_DARK,
  GX_CHART_PRINT, /* light on white paper: pictures, PDF, printer */
} GxChartLook;

/**
 * GxChartTheme:
 * All that drawing needs to know about its surroundings, as plain values: a widget overwrites them from the
 * desktop's theme.
 */
typedef struct {
  GxColor ink;            /* text and, thinned, everything grey */
  GxColor card;           /* opaque ground the chart stands on */
  GxColor accent;         /* lines, rings */
  GxColor accent_fill;    /* areas */
  GxColor hues[GX_N_HUES];
  GxColor ramp[3];        /* sequential: none (near the card), middle, most */
  PangoFontDescription *font;
  GxTextCache *texts;     /* what was laid out in that font */
} GxChartTheme;

/* Sizes relative to the theme's font; nothing is smaller than the last. */
#define GX_TEXT_TITLE 1.0
#define GX_TEXT_BODY 0.9
#define GX_TEXT_SMALL 0.82
#define GX_TEXT_TINY 0.78

/* @font: "Cantarell 11"; a font for Chinese is added */
GxChartTheme *gx_chart_theme_new (GxChartLook look, const char *font);
GxChartTheme *gx_chart_theme_copy (const GxChartTheme *self);
void gx_chart_theme_free (GxChartTheme *self);
/* adds the font for Chinese */
void gx_chart_theme_set_font (GxChartTheme *self, const PangoFontDescription *font);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxChartTheme, gx_chart_theme_free)

/* ink thinned to @strength: 1 text, .65 secondary, .1 grid */
GxColor gx_chart_theme_get_ink (const GxChartTheme *self, double strength);
GxColor gx_chart_theme_get_heat (const GxChartTheme *self, double position); /* sequential ramp at 0..1 */
/* dark or white text: flips at luminance .30 */
GxColor gx_chart_theme_get_ink_on (const GxChartTheme *self, GxColor ground);

G_END_DECLS
