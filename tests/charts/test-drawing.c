/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "charts/gx-bar-chart.h"
#include "charts/gx-drawing.h"
#include "support/gx-test-folder.h"

static GxDrawing *
make_drawing (void)
{
  GxBarChart *chart = gx_bar_chart_new ();

  gx_bar_chart_add (chart, "重要客户", 90, NULL, GX_HUE_BLUE);
  gx_bar_chart_add (chart, "A & B <Ltd>", 40, NULL, GX_HUE_RUST);
  gx_chart_set_title (GX_CHART (chart), "Classes <&>");
  return GX_DRAWING (chart);
}

typedef struct {
  const guchar *data;
  gsize left;
} Source;

static cairo_status_t
read_bytes (void *closure, unsigned char *data, unsigned int length)
{
  Source *source = closure;

  if (source->left < length)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, source->data, length);
  source->data += length;
  source->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
has_ink (cairo_surface_t *surface, int x, int y, int width, int height)
{
  for (int row = y; row < y + height; row++)
    for (int column = x; column < x + width; column++)
      {
        guint32 pixel = 0;

        memcpy (&pixel, cairo_image_surface_get_data (surface)
                + row * cairo_image_surface_get_stride (surface) + column * 4, 4);
        if ((pixel & 0xffffff) != 0xffffff)
          return TRUE;
      }
  return FALSE;
}

static void
a_png_is_twice_the_size_on_white (void)
{
  g_autoptr (GxDrawing) drawing = make_drawing ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = gx_drawing_render (drawing, GX_PICTURE_PNG, NULL, 400, 200, &error);
  Source source = { 0 };
  cairo_surface_t *surface = NULL;

  g_assert_no_error (error);
  source.data = g_bytes_get_data (bytes, &source.left);
  surface = cairo_image_surface_create_from_png_stream (read_bytes, &source);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 800);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 400);
  g_assert_false (has_ink (surface, 0, 0, 800, 24));
  g_assert_true (has_ink (surface, 32, 32, 200, 40));   /* title */
  g_assert_true (has_ink (surface, 32, 120, 200, 240)); /* labels */
  g_assert_true (has_ink (surface, 400, 120, 200, 240)); /* bars */
  cairo_surface_destroy (surface);
}

static void
an_svg_carries_its_words (void)
{
  g_autoptr (GxDrawing) drawing = make_drawing ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = gx_drawing_render (drawing, GX_PICTURE_SVG, NULL, 400, 200, &error);
  g_autofree char *svg = NULL;

  g_assert_no_error (error);
  svg = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_nonnull (strstr (svg, "<title>Classes &lt;&amp;&gt;</title>"));
  g_assert_nonnull (strstr (svg, "重要客户: 90; A &amp; B &lt;Ltd&gt;: 40</desc>"));
  g_assert_nonnull (strstr (svg, "width=\"300"));
  g_assert_true (g_str_has_suffix (g_strchomp (svg), "</svg>"));
}

static void
a_pdf_embeds_its_fonts (void)
{
  g_autoptr (GxDrawing) drawing = make_drawing ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = gx_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "chart.pdf", NULL);
  g_autofree char *pdftotext = g_find_program_in_path ("pdftotext");
  g_autofree char *contents = NULL, *text = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gsize length = 0;

  g_assert_true (gx_drawing_save (drawing, file, GX_PICTURE_PDF, NULL, 400, 200, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_true (g_str_has_prefix (contents, "%PDF-"));
  g_assert_nonnull (memmem (contents, length, "/FontFile", strlen ("/FontFile")));
  g_assert_nonnull (memmem (contents, length, "/ToUnicode", strlen ("/ToUnicode")));
  if (pdftotext != NULL)
    {
      const char *argv[] = { pdftotext, path, "-", NULL };

      g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, NULL,
                                   NULL));
      g_assert_nonnull (strstr (text, "重要客户"));
    }
}

static void
a_picture_that_cannot_be_saved_says_why (void)
{
  g_autoptr (GxDrawing) drawing = make_drawing ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/at/all/chart.png");

  g_assert_false (gx_drawing_save (drawing, file, GX_PICTURE_PNG, NULL, 400, 200, &error));
  g_assert_true (g_str_has_prefix (error->message, "Could not save the picture: "));
}

static void
formats_are_known_by_their_endings (void)
{
  GxPictureFormat format = GX_PICTURE_PNG;

  g_assert_true (gx_picture_format_of_name ("价值.PDF", &format));
  g_assert_cmpint (format, ==, GX_PICTURE_PDF);
  g_assert_true (gx_picture_format_of_name ("a.b.svg", &format));
  g_assert_cmpint (format, ==, GX_PICTURE_SVG);
  g_assert_false (gx_picture_format_of_name ("chart.jpeg", &format));
  g_assert_false (gx_picture_format_of_name ("png", &format));
}

static void
drawing_leaves_nothing_behind (void)
{
  g_autoptr (GxDrawing) drawing = make_drawing ();
  GxChartTheme *theme = gx_chart_theme_new (GX_CHART_LIGHT, NULL);
  PangoContext *context = gx_drawing_create_context ();

  g_assert_cmpfloat (gx_drawing_get_min_height (drawing, context, theme, 400), >, 50);
  gx_chart_theme_free (theme);
  g_assert_finalize_object (context);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charts/drawing/png", a_png_is_twice_the_size_on_white);
  g_test_add_func ("/charts/drawing/svg", an_svg_carries_its_words);
  g_test_add_func ("/charts/drawing/pdf", a_pdf_embeds_its_fonts);
  g_test_add_func ("/charts/drawing/error", a_picture_that_cannot_be_saved_says_why);
  g_test_add_func ("/charts/drawing/format", formats_are_known_by_their_endings);
  g_test_add_func ("/charts/drawing/leaves-nothing", drawing_leaves_nothing_behind);
  return g_test_run ();
}
