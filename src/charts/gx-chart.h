/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/gx-drawing.h"
#include "charts/gx-pen.h"

G_BEGIN_DECLS

/**
 * GxChartMark:
 * One thing in a chart that has a number: a slice, a bar, a cell. Whoever fills the chart says what it stands
 * for.
 */
typedef struct {
  char *label;             /* "Active", "January 2026, Fair" */
  char *text;              /* the value for people */
  gint64 value;            /* a count, or minor units of the chart's currency */
  char *criteria;          /* (nullable): JSON, which customers these are; never read here */
  GxHue hue;

  cairo_rectangle_t area;  /* where it was arranged */
  double x, y;             /* a point inside the mark itself */
} GxChartMark;

#define GX_CHART_NO_MARK (-1)

/* Steps from mark to mark, as arrow keys make them. */
typedef enum { GX_CHART_LEFT, GX_CHART_RIGHT, GX_CHART_UP, GX_CHART_DOWN } GxChartMove;

/**
 * GxChart:
 * A title, a finding, marks and a footnote. Filled once on any thread, then drawn often on one. Marks are
 * numbered from 0 in reading order.
 */
#define GX_TYPE_CHART (gx_chart_get_type ())
G_DECLARE_DERIVABLE_TYPE (GxChart, gx_chart, GX, CHART, GObject)

/* The base draws title, finding and footnote and keeps the marks; a plot measures, arranges and draws what
 * lies between. */
struct _GxChartClass {
  GObjectClass parent_class;

  /* height of the plot at that width */
  double (*measure) (GxChart *self, const GxPen *pen, double width);
  /* area, x and y of every mark */
  void (*arrange) (GxChart *self, const GxPen *pen, const cairo_rectangle_t *plot);
  void (*draw) (GxChart *self, const GxPen *pen, const cairo_rectangle_t *plot, int hovered, int selected);
  /* else: the mark's area does */
  gboolean (*contains) (GxChart *self, int mark, double x, double y);
  char *(*describe_mark) (GxChart *self, int mark);
  /* else: each mark that is not zero */
  char *(*describe_marks) (GxChart *self);
  char *(*to_table) (GxChart *self);
  /* else: one forth or back */
  int (*move) (GxChart *self, int mark, GxChartMove move);
};

void gx_chart_set_title (GxChart *self, const char *title);
void gx_chart_set_subtitle (GxChart *self, const char *subtitle);    /* (nullable): the finding */
/* (nullable): what is left out, and why */
void gx_chart_set_footnote (GxChart *self, const char *footnote);
/* (nullable): values are its minor units; NULL: counts */
void gx_chart_set_currency (GxChart *self, const char *currency);
/* names for the table: "Class", "Customers" */
void gx_chart_set_columns (GxChart *self, const char *labels, const char *values);
const char *gx_chart_get_title (GxChart *self);
const char *gx_chart_get_subtitle (GxChart *self);
const char *gx_chart_get_footnote (GxChart *self);

int gx_chart_count_marks (GxChart *self);
const GxChartMark *gx_chart_get_mark (GxChart *self, int mark);
gint64 gx_chart_get_total (GxChart *self);                           /* sum of all marks' values */
/* (transfer full): "Active: 4,000 (4%)" */
char *gx_chart_describe_mark (GxChart *self, int mark);

/* the mark beside it, itself at the rim; from none: the first */
int gx_chart_move (GxChart *self, int mark, GxChartMove move);

/**
 * gx_chart_arrange:
 * Gives every mark its place in a drawing of that size. Needed before hit-testing and reading places; drawing
 * does it itself.
 */
void gx_chart_arrange (GxChart *self, PangoContext *context, const GxChartTheme *theme, double width,
                       double height);
int gx_chart_hit (GxChart *self, double x, double y);                /* a mark, or GX_CHART_NO_MARK */

/**
 * gx_chart_draw:
 * @hovered, @selected: a mark or GX_CHART_NO_MARK; the others fade behind a hovered one, a ring stands around
 * a selected one
 */
void gx_chart_draw (GxChart *self, cairo_t *cr, PangoContext *context, const GxChartTheme *theme,
                    double width, double height, int hovered, int selected);

G_END_DECLS
