/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-grid-chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/gx-money.h"
#include "charts/gx-chart-private.h"

#define GUTTER 3
#define RADIUS 5
#define LABEL_GAP 8
#define CELL_MIN 26
#define CELL_BEST 40
#define CELL_MAX 64.0

struct _GxGridChart {
  GxChart parent_instance;

  char **row_labels, **column_labels;
  int n_rows, n_columns;
  char *rows_title, *columns_title;
  cairo_rectangle_t cells; /* the room for cells */
};

G_DEFINE_FINAL_TYPE (GxGridChart, gx_grid_chart, GX_TYPE_CHART)

static GxTextStyle
style_label (const GxPen *pen, double x_align, double y_align)
{
  return (GxTextStyle) { GX_TEXT_SMALL, FALSE, gx_chart_theme_get_ink (pen->theme, 0.65), x_align, y_align };
}

static double
measure_row_labels (GxGridChart *self, const GxPen *pen)
{
  GxTextStyle style = style_label (pen, 0, 0);
  double widest = 0;

  for (int i = 0; i < self->n_rows; i++)
    {
      double width = 0;

      gx_pen_measure (pen, &style, self->row_labels[i], &width, NULL);
      widest = MAX (widest, width);
    }
  return ceil (widest);
}

/* Above the cells: the rows' title; below: the columns' labels and title. */
static double
measure_margins (GxGridChart *self, const GxPen *pen, double *above)
{
  double line = gx_pen_line_height (pen, GX_TEXT_SMALL);

  *above = self->rows_title != NULL ? line + 4 : 0;
  return *above + 3 + line + (self->columns_title != NULL ? line + 1 : 0);
}

static double
gx_grid_chart_measure (GxChart *chart, const GxPen *pen, double width)
{
  GxGridChart *self = GX_GRID_CHART (chart);
  double above = 0, margins = measure_margins (self, pen, &above);
  double cell = (width - measure_row_labels (self, pen) - LABEL_GAP) / self->n_columns;

  return margins + self->n_rows * CLAMP (cell * 0.8, CELL_MIN, CELL_BEST);
}

static void
gx_grid_chart_arrange (GxChart *chart, const GxPen *pen, const cairo_rectangle_t *plot)
{
  GxGridChart *self = GX_GRID_CHART (chart);
  double labels = measure_row_labels (self, pen) + LABEL_GAP;
  double above = 0, margins = measure_margins (self, pen, &above);
  double width = (plot->width - labels) / self->n_columns;
  double height = MIN ((plot->height - margins) / self->n_rows, CELL_MAX);

  self->cells = (cairo_rectangle_t) { plot->x + labels, plot->y + above, width * self->n_columns,
                                      height * self->n_rows };
  for (int i = 0; i < gx_chart_count_marks (chart); i++)
    {
      GxChartMark *mark = gx_chart_mark (chart, i);

      mark->area = (cairo_rectangle_t) {
        self->cells.x + i % self->n_columns * width + GUTTER / 2.0,
        self->cells.y + i / self->n_columns * height + GUTTER / 2.0,
        MAX (width - GUTTER, 1), MAX (height - GUTTER, 1),
      };
      mark->x = mark->area.x + mark->area.width / 2;
      mark->y = mark->area.y + mark->area.height / 2;
    }
}

/* The root brings small cells apart from empty ones beside one huge cell. */
static double
get_heat (GxChart *chart, gint64 value)
{
  gint64 most = 1;

  for (int i = 0; i < gx_chart_count_marks (chart); i++)
    most = MAX (most, gx_chart_mark (chart, i)->value);
  return value > 0 ? 0.08 + 0.92 * sqrt ((double) value / (double) most) : 0;
}

static void
draw_cell (GxChart *chart, const GxPen *pen, int i, double strength)
{
  const GxChartMark *mark = gx_chart_mark (chart, i);
  const cairo_rectangle_t *area = &mark->area;
  GxColor fill = gx_chart_theme_get_heat (pen->theme, get_heat (chart, mark->value));
  GxTextStyle style = { GX_TEXT_SMALL, FALSE, gx_chart_theme_get_ink_on (pen->theme, fill), 0.5, 0.5 };
  g_autofree char *text = gx_chart_format_short (chart, mark->value);
  double width = 0;

  if (mark->value == 0)
    {
      gx_pen_round_rect (pen, area->x + 0.5, area->y + 0.5, area->width - 1, area->height - 1, RADIUS);
      gx_pen_set (pen, gx_chart_theme_get_ink (pen->theme, 0.1 * strength));
      cairo_set_line_width (pen->cr, 1);
      cairo_stroke (pen->cr);
      return;
    }
  gx_pen_round_rect (pen, area->x, area->y, area->width, area->height, RADIUS);
  gx_pen_set (pen, gx_color_fade (fill, strength));
  cairo_fill (pen->cr);
  style.color = strength < 1 ? gx_chart_theme_get_ink (pen->theme, strength) : style.color;
  gx_pen_measure (pen, &style, text, &width, NULL);
  if (width <= area->width - 2)
    gx_pen_text (pen, &style, mark->x, mark->y, text);
}

static void
draw_labels (GxGridChart *self, const GxPen *pen, const cairo_rectangle_t *plot)
{
  GxTextStyle row = style_label (pen, 1, 0.5), column = style_label (pen, 0.5, 0);
  GxTextStyle title = style_label (pen, 0, 0);
  double width = self->cells.width / self->n_columns, height = self->cells.height / self->n_rows;
  double y = self->cells.y + self->cells.height + 3;

  column.max_width_px = width;
  for (int i = 0; i < self->n_rows; i++)
    gx_pen_text (pen, &row, self->cells.x - LABEL_GAP, self->cells.y + (i + 0.5) * height,
                 self->row_labels[i]);
  for (int i = 0; i < self->n_columns; i++)
    gx_pen_text (pen, &column, self->cells.x + (i + 0.5) * width, y, self->column_labels[i]);
  if (self->rows_title != NULL)
    {
      g_autofree char *text = g_strdup_printf ("↑ %s", self->rows_title);
      gx_pen_text (pen, &title, plot->x, plot->y, text);
    }
  if (self->columns_title != NULL)
    {
      g_autofree char *text = g_strdup_printf ("%s →", self->columns_title);

      title.x_align = 1;
      gx_pen_text (pen, &title, self->cells.x + self->cells.width - GUTTER / 2.0,
                   y + gx_pen_line_height (pen, GX_TEXT_SMALL) + 1, text);
    }
}

static void
gx_grid_chart_draw (GxChart *chart, const GxPen *pen, const cairo_rectangle_t *plot, int hovered,
                    int selected)
{
  draw_labels (GX_GRID_CHART (chart), pen, plot);
  for (int i = 0; i < gx_chart_count_marks (chart); i++)
    draw_cell (chart, pen, i, gx_chart_get_strength (i, hovered));
  if (selected != GX_CHART_NO_MARK)
    gx_chart_draw_ring (pen, &gx_chart_mark (chart, selected)->area, RADIUS);
}

static char *
gx_grid_chart_to_table (GxChart *chart)
{
  GxGridChart *self = GX_GRID_CHART (chart);
  GString *table = g_string_new (NULL);

  gx_chart_table_append (table, gx_chart_get_label_column (chart), FALSE);
  for (int c = 0; c < self->n_columns; c++)
    gx_chart_table_append (table, self->column_labels[c], c == self->n_columns - 1);
  for (int r = 0; r < self->n_rows; r++)
    {
      gx_chart_table_append (table, self->row_labels[r], FALSE);
      for (int c = 0; c < self->n_columns; c++)
        {
          const GxChartMark *mark = gx_chart_mark (chart, r * self->n_columns + c);
          g_autofree char *value = gx_chart_format_plain (chart, mark->value);

          gx_chart_table_append (table, value, c == self->n_columns - 1);
        }
    }
  return g_string_free (table, FALSE);
}

static int
gx_grid_chart_move (GxChart *chart, int mark, GxChartMove move)
{
  int n_columns = GX_GRID_CHART (chart)->n_columns, column = mark % n_columns;

  switch (move)
    {
    case GX_CHART_LEFT:
      return column > 0 ? mark - 1 : mark;
    case GX_CHART_RIGHT:
      return column < n_columns - 1 ? mark + 1 : mark;
    case GX_CHART_UP:
      return mark - n_columns;
    case GX_CHART_DOWN:
    default:
      return mark + n_columns;
    }
}

static void
name_cells (GxGridChart *self)
{
  for (int i = 0; i < gx_chart_count_marks (GX_CHART (self)); i++)
    {
      GxChartMark *mark = gx_chart_mark (GX_CHART (self), i);
      const char *row = self->row_labels[i / self->n_columns];
      const char *column = self->column_labels[i % self->n_columns];

      g_free (mark->label);
      if (self->rows_title != NULL && self->columns_title != NULL)
        /* Translators: a cell of a table: title and label of its column, title and label of its row:
           "Recency 5, Frequency 3" */
        mark->label = g_strdup_printf (C_("cell", "%1$s %2$s, %3$s %4$s"), self->columns_title, column,
                                       self->rows_title, row);
      else
        mark->label = g_strdup_printf ("%s, %s", row, column);
    }
}

static void
gx_grid_chart_finalize (GObject *object)
{
  GxGridChart *self = GX_GRID_CHART (object);

  g_strfreev (self->row_labels);
  g_strfreev (self->column_labels);
  g_free (self->rows_title);
  g_free (self->columns_title);
  G_OBJECT_CLASS (gx_grid_chart_parent_class)->finalize (object);
}

static void
gx_grid_chart_class_init (GxGridChartClass *class)
{
  GxChartClass *chart_class = GX_CHART_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = gx_grid_chart_finalize;
  chart_class->measure = gx_grid_chart_measure;
  chart_class->arrange = gx_grid_chart_arrange;
  chart_class->draw = gx_grid_chart_draw;
  chart_class->to_table = gx_grid_chart_to_table;
  chart_class->move = gx_grid_chart_move;
}

static void
gx_grid_chart_init (GxGridChart *self)
{
}

GxGridChart *
gx_grid_chart_new (const char * const *row_labels, const char * const *column_labels)
{
  GxGridChart *self = NULL;

  g_return_val_if_fail (row_labels != NULL && row_labels[0] != NULL, NULL);
  g_return_val_if_fail (column_labels != NULL && column_labels[0] != NULL, NULL);

  self = g_object_new (GX_TYPE_GRID_CHART, NULL);
  self->row_labels = g_strdupv ((char **) row_labels);
  self->column_labels = g_strdupv ((char **) column_labels);
  self->n_rows = (int) g_strv_length (self->row_labels);
  self->n_columns = (int) g_strv_length (self->column_labels);
  for (int i = 0; i < self->n_rows * self->n_columns; i++)
    gx_chart_add_mark (GX_CHART (self), "", 0, NULL, GX_HUE_BLUE);
  name_cells (self);
  return self;
}

void
gx_grid_chart_set_axes (GxGridChart *self, const char *rows, const char *columns)
{
  g_return_if_fail (GX_IS_GRID_CHART (self));

  g_free (self->rows_title);
  g_free (self->columns_title);
  self->rows_title = g_strdup (rows);
  self->columns_title = g_strdup (columns);
  name_cells (self);
}

void
gx_grid_chart_set_cell (GxGridChart *self, int row, int column, gint64 value, const char *criteria)
{
  int mark = gx_grid_chart_get_mark_at (self, row, column);

  if (mark != GX_CHART_NO_MARK)
    gx_chart_set_mark (GX_CHART (self), mark, value, criteria);
}

int
gx_grid_chart_get_mark_at (GxGridChart *self, int row, int column)
{
  g_return_val_if_fail (GX_IS_GRID_CHART (self), GX_CHART_NO_MARK);
  g_return_val_if_fail (row >= 0 && row < self->n_rows, GX_CHART_NO_MARK);
  g_return_val_if_fail (column >= 0 && column < self->n_columns, GX_CHART_NO_MARK);

  return row * self->n_columns + column;
}
