/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-theme-colours.h"

#define DARK_LUMINANCE 0.3

/* Newer themes derive colours in a wider space: channels can lie beyond 0..1. */
static gboolean
look_up (GtkWidget *widget, const char *name, GxColor *color)
{
  GdkRGBA rgba;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &rgba))
    return FALSE;
  G_GNUC_END_IGNORE_DEPRECATIONS
  *color = gx_color_clamp ((GxColor) { rgba.red, rgba.green, rgba.blue, rgba.alpha });
  return TRUE;
}

/* In the dark scheme a card is a thin white veil over the window: what is punched out with it must be
 * opaque. */
static gboolean
look_up_card (GtkWidget *widget, GxColor *color)
{
  GxColor card, window;

  if (!look_up (widget, "card_bg_color", &card) || !look_up (widget, "window_bg_color", &window))
    return FALSE;
  *color = gx_color_over (card, window);
  return TRUE;
}

GxChartTheme *
gx_theme_colours_read (GtkWidget *widget)
{
  PangoContext *context = NULL;
  GxColor card = gx_color_from_hex (0xffffff), ink;
  GxChartTheme *theme = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  look_up_card (widget, &card);
  theme = gx_chart_theme_new (gx_color_luminance (card) < DARK_LUMINANCE ? GX_CHART_DARK : GX_CHART_LIGHT,
                              NULL);
  theme->card = card;
  if (look_up (widget, "card_fg_color", &ink))
    theme->ink = gx_color_over (ink, card);
  look_up (widget, "accent_color", &theme->accent);
  look_up (widget, "accent_bg_color", &theme->accent_fill);

  context = gtk_widget_get_pango_context (widget);
  gx_chart_theme_set_font (theme, pango_context_get_font_description (context));
  return theme;
}

GxColor
gx_theme_colours_accent (GtkWidget *widget)
{
  GxColor accent = gx_color_from_hex (0x1c71d8);

  g_return_val_if_fail (GTK_IS_WIDGET (widget), accent);

  look_up (widget, "accent_color", &accent);
  return accent;
}
