/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-pen.h"

#include <math.h>

#define MAX_CACHED_TEXTS 1024

/* Shaping a text costs far more than showing it, so a context keeps the layouts of what it has shown. */
typedef struct {
  GHashTable *layouts; /* "scale|bold|text" → PangoLayout */
  PangoFontDescription *font;
  guint serial;
  GArray *boxes;       /* unowned; tests only */
} TextCache;

static void
text_cache_free (gpointer data)
{
  TextCache *self = data;

  g_hash_table_unref (self->layouts);
  g_clear_pointer (&self->font, pango_font_description_free);
  g_free (self);
}

static TextCache *
get_cache (PangoContext *context)
{
  static GQuark quark = 0;
  TextCache *cache = NULL;

  if (quark == 0)
    quark = g_quark_from_static_string ("gx-pen-texts");
  cache = g_object_get_qdata (G_OBJECT (context), quark);
  if (cache == NULL)
    {
      cache = g_new0 (TextCache, 1);
      cache->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      g_object_set_qdata_full (G_OBJECT (context), quark, cache, text_cache_free);
    }
  return cache;
}

static void
drop_stale_texts (TextCache *cache, const GxPen *pen)
{
  guint serial = pango_context_get_serial (pen->context);
  gboolean is_same_font = cache->font != NULL && pango_font_description_equal (cache->font, pen->theme->font);

  if (is_same_font && cache->serial == serial && g_hash_table_size (cache->layouts) < MAX_CACHED_TEXTS)
    return;
  g_hash_table_remove_all (cache->layouts);
  g_clear_pointer (&cache->font, pango_font_description_free);
  cache->font = pango_font_description_copy (pen->theme->font);
  cache->serial = serial;
}

static PangoLayout *
create_layout (const GxPen *pen, const GxTextStyle *style, const char *text)
{
  PangoLayout *layout = pango_layout_new (pen->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (pen->theme->font);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int size = (int) lround (pango_font_description_get_size (font) * style->scale);

  if (pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_absolute_size (font, size);
  else
    pango_font_description_set_size (font, size);
  pango_font_description_set_weight (font, style->is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static PangoLayout *
get_layout (const GxPen *pen, const GxTextStyle *style, const char *text)
{
  TextCache *cache = get_cache (pen->context);
  PangoLayout *layout = NULL;
  g_autofree char *key = g_strdup_printf ("%d|%d|%s", (int) lround (style->scale * 1000), style->is_bold,
                                          text);

  drop_stale_texts (cache, pen);
  layout = g_hash_table_lookup (cache->layouts, key);
  if (layout == NULL)
    {
      layout = create_layout (pen, style, text);
      g_hash_table_insert (cache->layouts, g_steal_pointer (&key), layout);
    }
  pango_layout_set_width (layout, style->max_width_px > 0 ? (int) (style->max_width_px * PANGO_SCALE) : -1);
  pango_layout_set_ellipsize (layout, style->max_width_px > 0
                              && !style->wraps ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  return layout;
}

static void
record_box (const GxPen *pen, double x, double y, double width, double height)
{
  GArray *boxes = get_cache (pen->context)->boxes;
  cairo_rectangle_t box = { x, y, width, height };

  if (boxes == NULL)
    return;
  cairo_user_to_device (pen->cr, &box.x, &box.y);
  cairo_user_to_device_distance (pen->cr, &box.width, &box.height);
  g_array_append_val (boxes, box);
}

void
gx_pen_measure (const GxPen *self, const GxTextStyle *style, const char *text, double *width_px,
                double *height_px)
{
  PangoRectangle logical;

  pango_layout_get_extents (get_layout (self, style, text), NULL, &logical);
  if (width_px != NULL)
    *width_px = logical.width / (double) PANGO_SCALE;
  if (height_px != NULL)
    *height_px = logical.height / (double) PANGO_SCALE;
}

double
gx_pen_text (const GxPen *self, const GxTextStyle *style, double x, double y, const char *text)
{
  PangoLayout *layout = get_layout (self, style, text);
  PangoRectangle logical;
  double width = 0, height = 0;

  pango_layout_get_extents (layout, NULL, &logical);
  width = logical.width / (double) PANGO_SCALE;
  height = logical.height / (double) PANGO_SCALE;
  x -= width * style->x_align;
  y -= height * style->y_align;
  record_box (self, x, y, width, height);

  gx_color_set (style->color, self->cr);
  cairo_move_to (self->cr, x - logical.x / (double) PANGO_SCALE, y);
  pango_cairo_show_layout (self->cr, layout);
  cairo_new_path (self->cr);
  return height;
}

double
gx_pen_line_height (const GxPen *self, double scale)
{
  GxTextStyle style = { .scale = scale };
  double latin = 0, chinese = 0;

  gx_pen_measure (self, &style, "Ag", NULL, &latin);
  gx_pen_measure (self, &style, "客", NULL, &chinese);
  return ceil (MAX (latin, chinese));
}

void
gx_pen_set (const GxPen *self, GxColor color)
{
  gx_color_set (color, self->cr);
}

void
gx_pen_round_rect (const GxPen *self, double x, double y, double width, double height, double radius)
{
  double r = MAX (MIN (radius, MIN (width, height) / 2), 0);

  cairo_new_sub_path (self->cr);
  cairo_arc (self->cr, x + width - r, y + r, r, -G_PI_2, 0);
  cairo_arc (self->cr, x + width - r, y + height - r, r, 0, G_PI_2);
  cairo_arc (self->cr, x + r, y + height - r, r, G_PI_2, G_PI);
  cairo_arc (self->cr, x + r, y + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path (self->cr);
}

void
gx_pen_rule (const GxPen *self, double x0, double y0, double x1, double y1, GxColor color)
{
  gx_color_set (color, self->cr);
  cairo_set_line_width (self->cr, 1);
  if (x0 == x1)
    x0 = x1 = floor (x0) + 0.5;
  if (y0 == y1)
    y0 = y1 = floor (y0) + 0.5;
  cairo_move_to (self->cr, x0, y0);
  cairo_line_to (self->cr, x1, y1);
  cairo_stroke (self->cr);
}

void
gx_pen_record_text (PangoContext *context, GArray *boxes)
{
  g_return_if_fail (PANGO_IS_CONTEXT (context));

  get_cache (context)->boxes = boxes;
}
