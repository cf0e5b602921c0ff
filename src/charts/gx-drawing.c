/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-drawing.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "base/gx-error.h"

#define SCREEN_DPI 96.0
#define PNG_SCALE 2.0
#define POINTS_PER_PX (72.0 / SCREEN_DPI)

static const char * const endings[] = { "png", "svg", "pdf" };

G_DEFINE_INTERFACE (GxDrawing, gx_drawing, G_TYPE_OBJECT)

static void
gx_drawing_default_init (GxDrawingInterface *iface)
{
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
check_surface (cairo_surface_t *surface, GError **error)
{
  cairo_status_t status = cairo_surface_status (surface);

  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  /* Translators: %s is a technical reason, in English */
  g_set_error (error, GX_ERROR, GX_ERROR_FAILED, _("Could not draw the picture: %s"),
               cairo_status_to_string (status));
  return FALSE;
}

static void
paint (GxDrawing *self, cairo_surface_t *surface, double scale, const char *font, double width, double height)
{
  g_autoptr (GxChartTheme) theme = gx_chart_theme_new (GX_CHART_PRINT, font);
  PangoContext *context = gx_drawing_create_context ();
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, scale, scale);
  gx_color_set (theme->card, cr);
  cairo_paint (cr);
  gx_drawing_draw (self, cr, context, theme, width, height);
  cairo_show_page (cr);
  cairo_destroy (cr);
  g_object_unref (context);
}

static GBytes *
render_png (GxDrawing *self, const char *font, double width, double height, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = NULL;
  gboolean is_fine = FALSE;

  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (width * PNG_SCALE),
                                        (int) ceil (height * PNG_SCALE));
  paint (self, surface, PNG_SCALE, font, width, height);
  is_fine = check_surface (surface, error);
  if (is_fine)
    cairo_surface_write_to_png_stream (surface, append_bytes, bytes);
  cairo_surface_destroy (surface);
  return is_fine ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

/* Cairo turns letters into outlines in SVG: for readers and search, the words are put into <title> and
 * <desc>. */
static GBytes *
describe_svg (GxDrawing *self, GByteArray *bytes)
{
  g_autofree char *description = gx_drawing_describe (self);
  g_autofree char *words = g_markup_printf_escaped ("\n<title>%s</title>\n<desc>%s</desc>",
                                                    gx_drawing_get_title (self), description);
  g_autoptr (GString) svg = g_string_new_len ((const char *) bytes->data, bytes->len);
  const char *root = strstr (svg->str, "<svg");
  const char *end = root != NULL ? strchr (root, '>') : NULL;
  gsize length = 0;

  if (end != NULL)
    g_string_insert (svg, end + 1 - svg->str, words);
  length = svg->len;
  return g_bytes_new_take (g_string_free (g_steal_pointer (&svg), FALSE), length);
}

static GBytes *
render_vectors (GxDrawing *self, GxPictureFormat format, const char *font, double width, double height,
                GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  double points_wide = width * POINTS_PER_PX, points_high = height * POINTS_PER_PX;
  cairo_surface_t *surface = NULL;
  gboolean is_fine = FALSE;

  if (format == GX_PICTURE_PDF)
    {
      surface = cairo_pdf_surface_create_for_stream (append_bytes, bytes, points_wide, points_high);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, gx_drawing_get_title (self));
    }
  else
    {
      surface = cairo_svg_surface_create_for_stream (append_bytes, bytes, points_wide, points_high);
    }
  paint (self, surface, POINTS_PER_PX, font, width, height);
  cairo_surface_finish (surface);
  is_fine = check_surface (surface, error);
  cairo_surface_destroy (surface);
  if (!is_fine)
    return NULL;
  if (format == GX_PICTURE_SVG)
    return describe_svg (self, bytes);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

PangoContext *
gx_drawing_create_context (void)
{
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  PangoContext *context = NULL;
  cairo_font_options_t *options = cairo_font_options_create ();

  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (fonts), SCREEN_DPI);
  context = pango_font_map_create_context (fonts);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);
  return context;
}

void
gx_drawing_draw (GxDrawing *self, cairo_t *cr, PangoContext *context, const GxChartTheme *theme, double width,
                 double height)
{
  g_return_if_fail (GX_IS_DRAWING (self));

  GX_DRAWING_GET_IFACE (self)->draw (self, cr, context, theme, width, height);
}

double
gx_drawing_get_min_height (GxDrawing *self, PangoContext *context, const GxChartTheme *theme, double width)
{
  g_return_val_if_fail (GX_IS_DRAWING (self), 0);

  return GX_DRAWING_GET_IFACE (self)->get_min_height (self, context, theme, width);
}

const char *
gx_drawing_get_title (GxDrawing *self)
{
  g_return_val_if_fail (GX_IS_DRAWING (self), NULL);

  return GX_DRAWING_GET_IFACE (self)->get_title (self);
}

char *
gx_drawing_describe (GxDrawing *self)
{
  g_return_val_if_fail (GX_IS_DRAWING (self), NULL);

  return GX_DRAWING_GET_IFACE (self)->describe (self);
}

char *
gx_drawing_to_table (GxDrawing *self)
{
  g_return_val_if_fail (GX_IS_DRAWING (self), NULL);

  return GX_DRAWING_GET_IFACE (self)->to_table (self);
}

GBytes *
gx_drawing_render (GxDrawing *self, GxPictureFormat format, const char *font, double width, double height,
                   GError **error)
{
  PangoContext *context = NULL;
  g_autoptr (GxChartTheme) theme = NULL;

  g_return_val_if_fail (GX_IS_DRAWING (self), NULL);
  g_return_val_if_fail (width > 0, NULL);

  context = gx_drawing_create_context ();
  theme = gx_chart_theme_new (GX_CHART_PRINT, font);
  height = MAX (height, gx_drawing_get_min_height (self, context, theme, width));
  g_object_unref (context);
  if (format == GX_PICTURE_PNG)
    return render_png (self, font, width, height, error);
  return render_vectors (self, format, font, width, height, error);
}

gboolean
gx_drawing_save (GxDrawing *self, GFile *file, GxPictureFormat format, const char *font, double width,
                 double height,
                 GError **error)
{
  g_autoptr (GBytes) picture = gx_drawing_render (self, format, font, width, height, error);

  return picture != NULL && gx_picture_save (picture, file, error);
}

gboolean
gx_picture_save (GBytes *picture, GFile *file, GError **error)
{
  gsize size = 0;
  const char *data = NULL;

  g_return_val_if_fail (picture != NULL, FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  data = g_bytes_get_data (picture, &size);
  if (g_file_replace_contents (file, data, size, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL,
                               error))
    return TRUE;
  gx_error_prefix (error, _("Could not save the picture"));
  return FALSE;
}

const char *
gx_picture_format_get_ending (GxPictureFormat format)
{
  g_return_val_if_fail ((gsize) format < G_N_ELEMENTS (endings), NULL);

  return endings[format];
}

gboolean
gx_picture_format_of_name (const char *file_name, GxPictureFormat *format)
{
  const char *dot = file_name != NULL ? strrchr (file_name, '.') : NULL;

  for (guint i = 0; dot != NULL && i < G_N_ELEMENTS (endings); i++)
    if (g_ascii_strcasecmp (dot + 1, endings[i]) == 0)
      {
        *format = (GxPictureFormat) i;
        return TRUE;
      }
  return FALSE;
}
