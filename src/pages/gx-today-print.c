/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-today-print.h"

#include "base/gx-day.h"
#include "pages/gx-today-row.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

#define FONT "Cantarell, Noto Sans CJK SC, sans-serif"
#define BOX 10.0
#define INDENT 22.0
#define GAP 9.0
#define TITLE_GAP 18.0

/* A page of paper, in points; what is drawn knows nothing of where it goes. */
typedef struct {
  GPtrArray *items;
  GxDay today;
  GArray *breaks;       /* index of the first item of each page */
} Print;

static void
free_print (Print *print)
{
  g_ptr_array_unref (print->items);
  g_clear_pointer (&print->breaks, g_array_unref);
  g_free (print);
}

static PangoLayout *
layout_text (PangoContext *context, const char *text, int size, gboolean is_bold, double width)
{
  PangoLayout *layout = pango_layout_new (context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/* Draws @text at @y where @cr is given; returns its height. */
static double
put_text (PangoContext *context, cairo_t *cr, const char *text, int size, gboolean is_bold, double x,
          double y, double width)
{
  g_autoptr (PangoLayout) layout = layout_text (context, text, size, is_bold, width);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  if (cr != NULL)
    {
      cairo_move_to (cr, x, y);
      pango_cairo_show_layout (cr, layout);
    }
  return height;
}

static double
put_item (PangoContext *context, cairo_t *cr, const GxTodayItem *item, GxDay today, double y, double width)
{
  g_autofree char *title = gx_today_item_title (item);
  g_autofree char *who = gx_today_item_subtitle (item);
  g_autofree char *when = gx_today_item_when (item, today);
  g_autofree char *subtitle = g_strjoin (*who != '\0' ? " · " : "", who, when, NULL);
  double height = put_text (context, cr, title, 12, TRUE, INDENT, y, width - INDENT);

  if (cr != NULL)
    {
      cairo_set_line_width (cr, 0.8);
      cairo_rectangle (cr, 0.5, y + 3, BOX, BOX);
      cairo_stroke (cr);
    }
  return height + put_text (context, cr, subtitle, 10, FALSE, INDENT, y + height, width - INDENT) + GAP;
}

static double
put_heading (PangoContext *context, cairo_t *cr, GxDay today, double width)
{
  g_autofree char *day = gx_day_format (today);

  return put_text (context, cr, day, 18, TRUE, 0, 0, width) + TITLE_GAP;
}

static void
find_breaks (Print *print, PangoContext *context, double width, double height)
{
  double y = put_heading (context, NULL, print->today, width);
  guint first = 0;

  print->breaks = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (print->breaks, first);
  for (guint i = 0; i < print->items->len; i++)
    {
      double needed = put_item (context, NULL, g_ptr_array_index (print->items, i), print->today, 0, width);

      if (y + needed > height && i > first)
        {
          first = i;
          g_array_append_val (print->breaks, first);
          y = 0;
        }
      y += needed;
    }
}

static void
draw_page (Print *print, PangoContext *context, cairo_t *cr, guint page, double width)
{
  guint end = page + 1 < print->breaks->len ? g_array_index (print->breaks, guint, page + 1)
              : print->items->len;
  double y = page == 0 ? put_heading (context, cr, print->today, width) : 0;

  for (guint i = g_array_index (print->breaks, guint, page); i < end; i++)
    y += put_item (context, cr, g_ptr_array_index (print->items, i), print->today, y, width);
}

static void
begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, Print *print)
{
  PangoContext *pango = gtk_print_context_create_pango_context (context);

  find_breaks (print, pango, gtk_print_context_get_width (context), gtk_print_context_get_height (context));
  g_object_unref (pango);
  gtk_print_operation_set_n_pages (operation, (int) print->breaks->len);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, Print *print)
{
  PangoContext *pango = gtk_print_context_create_pango_context (context);

  draw_page (print, pango, gtk_print_context_get_cairo_context (context), (guint) page,
             gtk_print_context_get_width (context));
  g_object_unref (pango);
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, GtkWidget *parent)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  gx_toast_show_error (parent, error);
}

void
gx_today_print (GtkWidget *parent, GPtrArray *items, GxDay today)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  Print *print = g_new0 (Print, 1);
  g_autoptr (GError) error = NULL;

  print->items = g_ptr_array_ref (items);
  print->today = today;
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_job_name (operation, _("Today"));
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_object_set_data_full (G_OBJECT (operation), "print", print, (GDestroyNotify) free_print);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), print);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), print);
  g_signal_connect_object (operation, "done", G_CALLBACK (done_cb), parent, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (gtk_widget_get_root (parent)), &error);
  if (error != NULL)
    gx_toast_show_error (parent, error);
}

gboolean
gx_today_print_to_pdf (GPtrArray *items, GxDay today, const char *path, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  Print *print = g_new0 (Print, 1);

  print->items = g_ptr_array_ref (items);
  print->today = today;
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_export_filename (operation, path);
  g_object_set_data_full (G_OBJECT (operation), "print", print, (GDestroyNotify) free_print);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), print);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), print);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL,
                                  error) != GTK_PRINT_OPERATION_RESULT_ERROR;
}
