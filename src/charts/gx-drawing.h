/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <pango/pangocairo.h>

#include "charts/gx-chart-theme.h"

G_BEGIN_DECLS

/**
 * GxDrawing:
 * Whatever can be drawn on any cairo_t at any size: screen, picture, PDF and printer call the same function.
 * Every chart is one, and so is the journey. Lengths are pixels at 96 dpi, the origin is the top left corner;
 * no ground is painted.
 */
#define GX_TYPE_DRAWING (gx_drawing_get_type ())
G_DECLARE_INTERFACE (GxDrawing, gx_drawing, GX, DRAWING, GObject)

struct _GxDrawingInterface {
  GTypeInterface parent_iface;

  void (*draw) (GxDrawing *self, cairo_t *cr, PangoContext *context, const GxChartTheme *theme, double width,
                double height);
  double (*get_min_height) (GxDrawing *self, PangoContext *context, const GxChartTheme *theme, double width);
  const char *(*get_title) (GxDrawing *self);
  char *(*describe) (GxDrawing *self);
  char *(*to_table) (GxDrawing *self);
};

void gx_drawing_draw (GxDrawing *self, cairo_t *cr, PangoContext *context, const GxChartTheme *theme,
                      double width, double height);
double gx_drawing_get_min_height (GxDrawing *self, PangoContext *context, const GxChartTheme *theme,
                                  double width);
const char *gx_drawing_get_title (GxDrawing *self);
/* (transfer full): what it shows, in sentences with the numbers */
char *gx_drawing_describe (GxDrawing *self);
/* (transfer full): tab-separated lines with a header line, plain numbers */
char *gx_drawing_to_table (GxDrawing *self);

/* (transfer full): 96 dpi, unhinted: same breaks and places everywhere */
PangoContext *gx_drawing_create_context (void);

typedef enum {
  GX_PICTURE_PNG,  /* at twice the size */
  GX_PICTURE_SVG,  /* with title and description */
  GX_PICTURE_PDF,  /* one page of the drawing's size; text can be selected */
} GxPictureFormat;

/**
 * gx_drawing_render:
 * @width, @height: px at 96 dpi; a height below the least is raised to it
 *
 * The drawing as the bytes of a file, in the print theme on white. (transfer full)
 */
GBytes *gx_drawing_render (GxDrawing *self, GxPictureFormat format, const char *font, double width,
                           double height, GError **error);
gboolean gx_drawing_save (GxDrawing *self, GFile *file, GxPictureFormat format, const char *font,
                          double width, double height,
                          GError **error);
gboolean gx_picture_save (GBytes *picture, GFile *file, GError **error);
/* by its ending; FALSE: none of ours */
gboolean gx_picture_format_of_name (const char *file_name, GxPictureFormat *format);
const char *gx_picture_format_get_ending (GxPictureFormat format);                   /* "png" */

G_END_DECLS
