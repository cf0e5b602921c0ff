/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-pen.h"

#include <math.h>

static GQuark
get_boxes_quark (void)
{
  return g_quark_from_static_string ("gx-pen-boxes");
}

static PangoLayout *
get_layout (const GxPen *pen, const GxTextStyle *style, const char *text)
{
  PangoLayout *layout = gx_text_cache_get (pen->theme->texts, pen->context, pen->theme->font, style->scale,
                                           style->is_bold, text);
  gboolean is_bound = style->max_width_px > 0;

  pango_layout_set_width (layout, is_bound ? (int) (style->max_width_px * PANGO_SCALE) : -1);
  pango_layout_set_ellipsize (layout, is_bound && !style->wraps ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  return layout;
}

static void
record_box (const GxPen *pen, double x, double y, double width, double height)
{
  GArray *boxes = g_object_get_qdata (G_OBJECT (pen->context), get_boxes_quark ());
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

  g_object_set_qdata (G_OBJECT (context), get_boxes_quark (), boxes);
}
