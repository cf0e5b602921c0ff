/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-today-print.h"

#include "base/gx-day.h"
#include "pages/gx-print.h"
#include "pages/gx-today-row.h"

#include <glib/gi18n-lib.h>

#define BOX 10.0
#define INDENT 22.0
#define GAP 9.0
#define TITLE_GAP 18.0

typedef struct {
  GPtrArray *items;
  GxDay today;
} Sheet;

static const char heading;      /* the block that is no item */

static void
free_sheet (gpointer data)
{
  g_ptr_array_unref (((Sheet *) data)->items);
  g_free (data);
}

static double
put_heading (const GxPaperPen *pen, GxDay today, double y)
{
  const GxPaperText style = { .size = 18, .is_bold = TRUE };
  g_autofree char *day = gx_day_format (today);

  return gx_paper_put_text (pen, day, &style, y) + TITLE_GAP;
}

static double
put_block (const GxPaperPen *pen, gconstpointer block, double y, gpointer data)
{
  const GxPaperText bold = { .size = 12, .is_bold = TRUE, .x = INDENT }, plain = { .size = 10, .x = INDENT };
  const Sheet *sheet = data;
  const GxTodayItem *item = block;

  if (block == &heading)
    return put_heading (pen, sheet->today, y);
  g_autofree char *title = gx_today_item_title (item);
  g_autofree char *who = gx_today_item_subtitle (item);
  g_autofree char *when = gx_today_item_when (item, sheet->today);
  g_autofree char *subtitle = g_strjoin (*who != '\0' ? " · " : "", who, when, NULL);
  double height = gx_paper_put_text (pen, title, &bold, y);

  gx_paper_put_box (pen, 0.5, y + 3, BOX);
  return height + gx_paper_put_text (pen, subtitle, &plain, y + height) + GAP;
}

static GxPaper *
make_paper (GPtrArray *items, GxDay today)
{
  Sheet *sheet = g_new0 (Sheet, 1);
  GxPaper *paper = gx_paper_new (put_block, sheet, free_sheet);

  sheet->items = g_ptr_array_ref (items);
  sheet->today = today;
  gx_paper_add (paper, &heading);
  for (guint i = 0; i < items->len; i++)
    gx_paper_add (paper, items->pdata[i]);
  return paper;
}

void
gx_today_print (GtkWidget *parent, GPtrArray *items, GxDay today)
{
  gx_print (parent, make_paper (items, today), _("Today"));
}

gboolean
gx_today_print_to_pdf (GPtrArray *items, GxDay today, const char *path, GError **error)
{
  g_autoptr (GxPaper) paper = make_paper (items, today);

  return gx_paper_save (paper, path, error);
}
