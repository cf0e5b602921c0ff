/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-chart-theme.h"

#include <string.h>

#define CHINESE_FONT "Noto Sans CJK SC"
#define INK_FLIP_LUMINANCE 0.30
#define RAMP_MIDDLE 0.6

typedef struct {
  guint32 ink, card, accent, accent_fill;
  guint32 hues[GX_N_HUES];
  guint32 ramp[3];
} Palette;

static const Palette palettes[] = {
  [GX_CHART_LIGHT] = {
    0x2e2e33, 0xffffff, 0x1c71d8, 0x3584e4,
    { 0x1c71d8, 0xb5360e, 0x257355, 0x532796, 0xa38f36, 0xd15d9a, 0x77767b },
    { 0xeef4fc, 0x5a9bea, 0x0f4687 },
  },
  [GX_CHART_DARK] = {
    0xffffff, 0x363636, 0x78aeed, 0x3584e4,
    { 0x62a0ea, 0xf0772d, 0x7fcc94, 0xcec2f4, 0xfee47a, 0xb66c88, 0x9a9996 },
    { 0x2b3440, 0x2f6fc0, 0xc3dcf9 },
  },
  [GX_CHART_PRINT] = {
    0x1d1d20, 0xffffff, 0x1c71d8, 0x3584e4,
    { 0x1c71d8, 0xb5360e, 0x257355, 0x532796, 0xa38f36, 0xd15d9a, 0x77767b },
    { 0xeef4fc, 0x5a9bea, 0x0f4687 },
  },
};

void
gx_chart_theme_set_font (GxChartTheme *self, const PangoFontDescription *font)
{
  PangoFontDescription *copy = pango_font_description_copy (font);
  const char *family = NULL;

  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->font, pango_font_description_free);
  self->font = copy;
  gx_text_cache_clear (self->texts);
  if (pango_font_description_get_size (self->font) == 0)
    pango_font_description_set_size (self->font, 11 * PANGO_SCALE);

  /* Han characters are shared by four written languages; naming the font settles whose shapes are drawn. */
  family = pango_font_description_get_family (self->font);
  if (family == NULL || strstr (family, CHINESE_FONT) == NULL)
    {
      g_autofree char *families = g_strconcat (family != NULL ? family : "Sans", "," CHINESE_FONT, NULL);
      pango_font_description_set_family (self->font, families);
    }
}

GxChartTheme *
gx_chart_theme_new (GxChartLook look, const char *font)
{
  const Palette *palette = NULL;
  g_autoptr (PangoFontDescription) described = NULL;
  GxChartTheme *self = NULL;

  g_return_val_if_fail ((gsize) look < G_N_ELEMENTS (palettes), NULL);

  palette = &palettes[look];
  self = g_new0 (GxChartTheme, 1);
  self->texts = gx_text_cache_new ();
  self->ink = gx_color_from_hex (palette->ink);
  self->card = gx_color_from_hex (palette->card);
  self->accent = gx_color_from_hex (palette->accent);
  self->accent_fill = gx_color_from_hex (palette->accent_fill);
  for (guint i = 0; i < GX_N_HUES; i++)
    self->hues[i] = gx_color_from_hex (palette->hues[i]);
  for (guint i = 0; i < G_N_ELEMENTS (self->ramp); i++)
    self->ramp[i] = gx_color_from_hex (palette->ramp[i]);

  described = pango_font_description_from_string (font != NULL ? font : "Cantarell 11");
  gx_chart_theme_set_font (self, described);
  return self;
}

GxChartTheme *
gx_chart_theme_copy (const GxChartTheme *self)
{
  GxChartTheme *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->font = pango_font_description_copy (self->font);
  copy->texts = gx_text_cache_new ();
  return copy;
}

void
gx_chart_theme_free (GxChartTheme *self)
{
  if (self == NULL)
    return;
  gx_text_cache_free (self->texts);
  pango_font_description_free (self->font);
  g_free (self);
}

GxColor
gx_chart_theme_get_ink (const GxChartTheme *self, double strength)
{
  return gx_color_fade (self->ink, strength);
}

GxColor
gx_chart_theme_get_heat (const GxChartTheme *self, double position)
{
  if (position < RAMP_MIDDLE)
    return gx_color_mix (self->ramp[0], self->ramp[1], position / RAMP_MIDDLE);
  return gx_color_mix (self->ramp[1], self->ramp[2], (position - RAMP_MIDDLE) / (1 - RAMP_MIDDLE));
}

GxColor
gx_chart_theme_get_ink_on (const GxChartTheme *self, GxColor ground)
{
  GxColor seen = gx_color_over (ground, self->card);

  return gx_color_from_hex (gx_color_luminance (seen) > INK_FLIP_LUMINANCE ? 0x1d1d20 : 0xffffff);
}
