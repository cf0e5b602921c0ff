/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-paper.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "base/gx-error.h"

#define FONT "Cantarell, Noto Sans CJK SC, sans-serif"
#define FOOT 24.0          /* kept free for the page's number */
#define FOOT_SIZE 9.0
#define THIN 0.6
#define A4_WIDTH 595.0
#define A4_HEIGHT 842.0
#define MARGIN 48.0

struct _GxPaper {
  GxPaperFunc put;
  gpointer data;
  GDestroyNotify free_data;
  GPtrArray *blocks;
  GArray *breaks;          /* of guint: the first block of each page */
  double width, height;
};

GxPaper *
gx_paper_new (GxPaperFunc put, gpointer data, GDestroyNotify free_data)
{
  GxPaper *self = g_new0 (GxPaper, 1);

  self->put = put;
  self->data = data;
  self->free_data = free_data;
  self->blocks = g_ptr_array_new ();
  self->breaks = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
gx_paper_free (GxPaper *self)
{
  g_return_if_fail (self != NULL);

  if (self->free_data != NULL)
    self->free_data (self->data);
  g_ptr_array_unref (self->blocks);
  g_array_unref (self->breaks);
  g_free (self);
}

void
gx_paper_add (GxPaper *self, gconstpointer block)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_add (self->blocks, (gpointer) block);
}

guint
gx_paper_lay_out (GxPaper *self, PangoContext *context, double width, double height)
{
  const GxPaperPen pen = { NULL, context, width };
  guint first = 0;
  double y = 0;

  g_return_val_if_fail (self != NULL && width > 0, 0);

  self->width = width;
  self->height = height;
  g_array_set_size (self->breaks, 0);
  g_array_append_val (self->breaks, first);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      double needed = self->put (&pen, self->blocks->pdata[i], 0, self->data);

      if (y + needed > height - FOOT && i > first)
        {
          first = i;
          g_array_append_val (self->breaks, first);
          y = 0;
        }
      y += needed;
    }
  return self->breaks->len;
}

static void
put_foot (GxPaper *self, const GxPaperPen *pen, guint page)
{
  const GxPaperText style = { .size = FOOT_SIZE, .is_right = TRUE };
  /* Translators: at the foot of a printed page: %1$u is its number, %2$u how many there are */
  g_autofree char *text = g_strdup_printf (_("%1$u of %2$u"), page + 1, self->breaks->len);

  if (self->breaks->len > 1)
    gx_paper_put_text (pen, text, &style, self->height - FOOT / 2 - FOOT_SIZE / 2);
}

void
gx_paper_draw (GxPaper *self, cairo_t *cr, PangoContext *context, guint page)
{
  const GxPaperPen pen = { cr, context, self->width };
  guint end;
  double y = 0;

  g_return_if_fail (page < self->breaks->len);

  end = page + 1 < self->breaks->len ? g_array_index (self->breaks, guint, page + 1) : self->blocks->len;
  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = g_array_index (self->breaks, guint, page); i < end; i++)
    y += self->put (&pen, self->blocks->pdata[i], y, self->data);
  put_foot (self, &pen, page);
}

gboolean
gx_paper_save (GxPaper *self, const char *path, GError **error)
{
  cairo_surface_t *surface = cairo_pdf_surface_create (path, A4_WIDTH, A4_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  PangoContext *context = pango_cairo_create_context (cr);
  cairo_status_t status;
  guint n_pages;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  pango_cairo_context_set_resolution (context, 72);
  n_pages = gx_paper_lay_out (self, context, A4_WIDTH - 2 * MARGIN, A4_HEIGHT - 2 * MARGIN);
  for (guint page = 0; page < n_pages; page++)
    {
      cairo_save (cr);
      cairo_translate (cr, MARGIN, MARGIN);
      gx_paper_draw (self, cr, context, page);
      cairo_restore (cr);
      cairo_show_page (cr);
    }
  g_object_unref (context);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
               /* Translators: %1$s is a file, %2$s what the system says */
               _("Could not write “%1$s”: %2$s"), path, cairo_status_to_string (status));
  return FALSE;
}

/* -- Putting -- */

double
gx_paper_put_text (const GxPaperPen *pen, const char *text, const GxPaperText *style, double y)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (pen->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT);
  double width = style->width > 0 ? style->width : pen->width - style->x;
  PangoRectangle extents;

  pango_font_description_set_absolute_size (font, style->size * PANGO_SCALE);
  pango_font_description_set_weight (font, style->is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, style->is_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_extents (layout, NULL, &extents);
  if (pen->cr != NULL)
    {
      cairo_move_to (pen->cr, style->x, y);
      pango_cairo_show_layout (pen->cr, layout);
    }
  return (double) extents.height / PANGO_SCALE;
}

void
gx_paper_put_box (const GxPaperPen *pen, double x, double y, double size)
{
  if (pen->cr == NULL)
    return;
  cairo_set_line_width (pen->cr, THIN);
  cairo_rectangle (pen->cr, x, y, size, size);
  cairo_stroke (pen->cr);
}

void
gx_paper_put_rule (const GxPaperPen *pen, double x, double end, double y)
{
  if (pen->cr == NULL)
    return;
  cairo_set_line_width (pen->cr, THIN);
  cairo_move_to (pen->cr, x, y);
  cairo_line_to (pen->cr, end, y);
  cairo_stroke (pen->cr);
}
