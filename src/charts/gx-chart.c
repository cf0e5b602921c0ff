/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/gx-money.h"

#define HEADER_GAP 14
#define FOOTNOTE_GAP 8

typedef struct {
  char *title, *subtitle, *footnote;
  char *label_column, *value_column;
  const char *currency; /* interned */
  GArray *marks;        /* of GxChartMark */
} GxChartPrivate;

static void gx_chart_drawing_init (GxDrawingInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (GxChart, gx_chart, G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (GxChart)
                                  G_IMPLEMENT_INTERFACE (GX_TYPE_DRAWING, gx_chart_drawing_init))

#define PRIVATE(self) ((GxChartPrivate *) gx_chart_get_instance_private (self))

static void
clear_mark (gpointer data)
{
  GxChartMark *mark = data;

  g_free (mark->label);
  g_free (mark->text);
  g_free (mark->criteria);
}

static GxTextStyle
style_title (const GxPen *pen, double width)
{
  return (GxTextStyle) { GX_TEXT_TITLE, TRUE, pen->theme->ink, 0, 0, width };
}

static GxTextStyle
style_note (const GxPen *pen, double width)
{
  return (GxTextStyle) { GX_TEXT_SMALL, FALSE, gx_chart_theme_get_ink (pen->theme, 0.65), 0, 0, width, TRUE };
}

static gboolean
is_said (const char *text)
{
  return text != NULL && *text != '\0';
}

static double
measure_note (const GxPen *pen, const char *text, double width)
{
  GxTextStyle style = style_note (pen, width);
  double height = 0;

  if (is_said (text))
    gx_pen_measure (pen, &style, text, NULL, &height);
  return ceil (height);
}

static double
measure_header (GxChart *self, const GxPen *pen, double width)
{
  GxChartPrivate *priv = PRIVATE (self);
  double height = 0;

  if (is_said (priv->title))
    height += gx_pen_line_height (pen, GX_TEXT_TITLE) + 1;
  return height + measure_note (pen, priv->subtitle, width);
}

static cairo_rectangle_t
find_plot (GxChart *self, const GxPen *pen, double width, double height)
{
  GxChartPrivate *priv = PRIVATE (self);
  double inner = MAX (width - 2 * GX_CHART_PADDING, 1);
  double header = measure_header (self, pen, inner);
  double footnote = measure_note (pen, priv->footnote, inner);
  double top = GX_CHART_PADDING + header + (header > 0 ? HEADER_GAP : 0);
  double bottom = GX_CHART_PADDING + footnote + (footnote > 0 ? FOOTNOTE_GAP : 0);

  return (cairo_rectangle_t) { GX_CHART_PADDING, top, inner, MAX (height - top - bottom, 1) };
}

static void
draw_words (GxChart *self, const GxPen *pen, double width, double height)
{
  GxChartPrivate *priv = PRIVATE (self);
  double inner = width - 2 * GX_CHART_PADDING;
  double y = GX_CHART_PADDING;
  GxTextStyle title = style_title (pen, inner), note = style_note (pen, inner);

  if (is_said (priv->title))
    {
      gx_pen_text (pen, &title, GX_CHART_PADDING, y, priv->title);
      y += gx_pen_line_height (pen, GX_TEXT_TITLE) + 1;
    }
  if (is_said (priv->subtitle))
    gx_pen_text (pen, &note, GX_CHART_PADDING, y, priv->subtitle);
  note.y_align = 1;
  if (is_said (priv->footnote))
    gx_pen_text (pen, &note, GX_CHART_PADDING, height - GX_CHART_PADDING, priv->footnote);
}

static void
draw_emptiness (const GxPen *pen, const cairo_rectangle_t *plot)
{
  GxTextStyle style = { GX_TEXT_BODY, FALSE, gx_chart_theme_get_ink (pen->theme, 0.55), 0.5, 0.5 };

  gx_pen_text (pen, &style, plot->x + plot->width / 2, plot->y + plot->height / 2, _("Nothing to show yet"));
}

static gboolean
is_empty (GxChart *self)
{
  GArray *marks = PRIVATE (self)->marks;

  for (guint i = 0; i < marks->len; i++)
    if (g_array_index (marks, GxChartMark, i).value != 0)
      return FALSE;
  return TRUE;
}

static gboolean
gx_chart_real_contains (GxChart *self, int mark, double x, double y)
{
  const cairo_rectangle_t *area = &gx_chart_mark (self, mark)->area;

  return x >= area->x && x < area->x + area->width && y >= area->y && y < area->y + area->height;
}

static char *
gx_chart_real_describe_mark (GxChart *self, int mark)
{
  GxChartMark *it = gx_chart_mark (self, mark);

  /* Translators: %1$s names a part of a chart, %2$s is its number: "Active: 4,000" */
  return g_strdup_printf (_("%1$s: %2$s"), it->label, it->text);
}

static char *
gx_chart_real_describe_marks (GxChart *self)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < gx_chart_count_marks (self); i++)
    if (gx_chart_mark (self, i)->value != 0)
      {
        g_autofree char *part = gx_chart_describe_mark (self, i);

        gx_chart_describe_append (text, part);
      }
  return g_string_free (text, FALSE);
}

static char *
gx_chart_real_to_table (GxChart *self)
{
  GxChartPrivate *priv = PRIVATE (self);
  GString *table = g_string_new (NULL);

  gx_chart_table_append (table, gx_chart_get_label_column (self), FALSE);
  gx_chart_table_append (table, gx_chart_get_value_column (self), TRUE);
  for (guint i = 0; i < priv->marks->len; i++)
    {
      GxChartMark *mark = &g_array_index (priv->marks, GxChartMark, i);
      g_autofree char *value = gx_chart_format_plain (self, mark->value);

      gx_chart_table_append (table, mark->label, FALSE);
      gx_chart_table_append (table, value, TRUE);
    }
  return g_string_free (table, FALSE);
}

static int
gx_chart_real_move (GxChart *self, int mark, GxChartMove move)
{
  return mark + (move == GX_CHART_LEFT || move == GX_CHART_UP ? -1 : 1);
}

static void
gx_chart_finalize (GObject *object)
{
  GxChartPrivate *priv = PRIVATE (GX_CHART (object));

  g_free (priv->title);
  g_free (priv->subtitle);
  g_free (priv->footnote);
  g_free (priv->label_column);
  g_free (priv->value_column);
  g_array_unref (priv->marks);
  G_OBJECT_CLASS (gx_chart_parent_class)->finalize (object);
}

static void
gx_chart_class_init (GxChartClass *class)
{
  G_OBJECT_CLASS (class)->finalize = gx_chart_finalize;
  class->contains = gx_chart_real_contains;
  class->describe_mark = gx_chart_real_describe_mark;
  class->describe_marks = gx_chart_real_describe_marks;
  class->to_table = gx_chart_real_to_table;
  class->move = gx_chart_real_move;
}

static void
gx_chart_init (GxChart *self)
{
  GxChartPrivate *priv = PRIVATE (self);

  priv->title = g_strdup ("");
  priv->marks = g_array_new (FALSE, TRUE, sizeof (GxChartMark));
  g_array_set_clear_func (priv->marks, clear_mark);
}

/* As a drawing */

static void
gx_chart_drawing_draw (GxDrawing *drawing, cairo_t *cr, PangoContext *context, const GxChartTheme *theme,
                       double width, double height)
{
  gx_chart_draw (GX_CHART (drawing), cr, context, theme, width, height, GX_CHART_NO_MARK, GX_CHART_NO_MARK);
}

static double
gx_chart_drawing_get_min_height (GxDrawing *drawing, PangoContext *context, const GxChartTheme *theme,
                                 double width)
{
  GxChart *self = GX_CHART (drawing);
  GxPen pen = { NULL, context, theme };
  cairo_rectangle_t plot = find_plot (self, &pen, width, 0);
  GxChartPrivate *priv = PRIVATE (self);
  double footnote = measure_note (&pen, priv->footnote, plot.width);

  return ceil (plot.y + GX_CHART_GET_CLASS (self)->measure (self, &pen, plot.width) + footnote
               + (footnote > 0 ? FOOTNOTE_GAP : 0) + GX_CHART_PADDING);
}

static const char *
gx_chart_drawing_get_title (GxDrawing *drawing)
{
  return gx_chart_get_title (GX_CHART (drawing));
}

static void
append_sentence (GString *text, const char *sentence)
{
  if (!is_said (sentence))
    return;
  if (text->len > 0)
    /* Translators: between two sentences that have no full stop of their own */
    g_string_append (text, C_("description", ". "));
  g_string_append (text, sentence);
}

static char *
gx_chart_drawing_describe (GxDrawing *drawing)
{
  GxChart *self = GX_CHART (drawing);
  GxChartPrivate *priv = PRIVATE (self);
  GString *text = g_string_new (NULL);
  g_autofree char *marks = is_empty (self) ? g_strdup (_("Nothing to show yet"))
      : GX_CHART_GET_CLASS (self)->describe_marks (self);

  append_sentence (text, priv->title);
  append_sentence (text, priv->subtitle);
  append_sentence (text, marks);
  append_sentence (text, priv->footnote);
  return g_string_free (text, FALSE);
}

static char *
gx_chart_drawing_to_table (GxDrawing *drawing)
{
  return GX_CHART_GET_CLASS (drawing)->to_table (GX_CHART (drawing));
}

static void
gx_chart_drawing_init (GxDrawingInterface *iface)
{
  iface->draw = gx_chart_drawing_draw;
  iface->get_min_height = gx_chart_drawing_get_min_height;
  iface->get_title = gx_chart_drawing_get_title;
  iface->describe = gx_chart_drawing_describe;
  iface->to_table = gx_chart_drawing_to_table;
}

/* For plots */

char *
gx_chart_format_value (GxChart *self, gint64 value)
{
  const char *currency = PRIVATE (self)->currency;

  return currency != NULL ? gx_money_format_whole (value, currency) : gx_count_format (value);
}

int
gx_chart_add_mark (GxChart *self, const char *label, gint64 value, const char *criteria, GxHue hue)
{
  GArray *marks = PRIVATE (self)->marks;
  GxChartMark mark = { g_strdup (label), gx_chart_format_value (self, value), value, g_strdup (criteria),
                       hue };

  g_array_append_val (marks, mark);
  return (int) marks->len - 1;
}

void
gx_chart_set_mark (GxChart *self, int mark, gint64 value, const char *criteria)
{
  GxChartMark *it = gx_chart_mark (self, mark);

  g_free (it->text);
  g_free (it->criteria);
  it->value = value;
  it->text = gx_chart_format_value (self, value);
  it->criteria = g_strdup (criteria);
}

GxChartMark *
gx_chart_mark (GxChart *self, int mark)
{
  GxChartPrivate *priv = PRIVATE (self);

  g_assert (mark >= 0 && mark < (int) priv->marks->len);
  return &g_array_index (priv->marks, GxChartMark, mark);
}

char *
gx_chart_format_short (GxChart *self, gint64 value)
{
  const char *currency = PRIVATE (self)->currency;

  return currency != NULL ? gx_money_format_short (value, currency) : gx_count_format_short (value);
}

char *
gx_chart_format_plain (GxChart *self, gint64 value)
{
  const char *currency = PRIVATE (self)->currency;

  return currency != NULL ? gx_money_to_string (value, currency)
         : g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

const char *
gx_chart_get_label_column (GxChart *self)
{
  GxChartPrivate *priv = PRIVATE (self);

  return priv->label_column != NULL ? priv->label_column : _("Group");
}

const char *
gx_chart_get_value_column (GxChart *self)
{
  GxChartPrivate *priv = PRIVATE (self);

  if (priv->value_column != NULL)
    return priv->value_column;
  return priv->currency != NULL ? _("Value") : _("Customers");
}

/* Public */

void
gx_chart_set_title (GxChart *self, const char *title)
{
  g_return_if_fail (GX_IS_CHART (self));

  g_free (PRIVATE (self)->title);
  PRIVATE (self)->title = g_strdup (title != NULL ? title : "");
}

void
gx_chart_set_subtitle (GxChart *self, const char *subtitle)
{
  g_return_if_fail (GX_IS_CHART (self));

  g_free (PRIVATE (self)->subtitle);
  PRIVATE (self)->subtitle = g_strdup (subtitle);
}

void
gx_chart_set_footnote (GxChart *self, const char *footnote)
{
  g_return_if_fail (GX_IS_CHART (self));

  g_free (PRIVATE (self)->footnote);
  PRIVATE (self)->footnote = g_strdup (footnote);
}

void
gx_chart_set_currency (GxChart *self, const char *currency)
{
  g_return_if_fail (GX_IS_CHART (self));

  PRIVATE (self)->currency = g_intern_string (currency);
  for (int i = 0; i < gx_chart_count_marks (self); i++)
    {
      GxChartMark *mark = gx_chart_mark (self, i);

      g_free (mark->text);
      mark->text = gx_chart_format_value (self, mark->value);
    }
}

void
gx_chart_set_columns (GxChart *self, const char *labels, const char *values)
{
  g_return_if_fail (GX_IS_CHART (self));

  g_free (PRIVATE (self)->label_column);
  g_free (PRIVATE (self)->value_column);
  PRIVATE (self)->label_column = g_strdup (labels);
  PRIVATE (self)->value_column = g_strdup (values);
}

const char *
gx_chart_get_title (GxChart *self)
{
  g_return_val_if_fail (GX_IS_CHART (self), NULL);

  return PRIVATE (self)->title;
}

const char *
gx_chart_get_subtitle (GxChart *self)
{
  g_return_val_if_fail (GX_IS_CHART (self), NULL);

  return PRIVATE (self)->subtitle;
}

const char *
gx_chart_get_footnote (GxChart *self)
{
  g_return_val_if_fail (GX_IS_CHART (self), NULL);

  return PRIVATE (self)->footnote;
}

int
gx_chart_count_marks (GxChart *self)
{
  g_return_val_if_fail (GX_IS_CHART (self), 0);

  return (int) PRIVATE (self)->marks->len;
}

const GxChartMark *
gx_chart_get_mark (GxChart *self, int mark)
{
  g_return_val_if_fail (GX_IS_CHART (self), NULL);
  g_return_val_if_fail (mark >= 0 && mark < gx_chart_count_marks (self), NULL);

  return gx_chart_mark (self, mark);
}

gint64
gx_chart_get_total (GxChart *self)
{
  gint64 total = 0;

  g_return_val_if_fail (GX_IS_CHART (self), 0);

  for (int i = 0; i < gx_chart_count_marks (self); i++)
    total += gx_chart_mark (self, i)->value;
  return total;
}

char *
gx_chart_describe_mark (GxChart *self, int mark)
{
  g_return_val_if_fail (GX_IS_CHART (self), NULL);
  g_return_val_if_fail (mark >= 0 && mark < gx_chart_count_marks (self), NULL);

  return GX_CHART_GET_CLASS (self)->describe_mark (self, mark);
}

int
gx_chart_move (GxChart *self, int mark, GxChartMove move)
{
  int n = gx_chart_count_marks (self), next = 0;

  g_return_val_if_fail (GX_IS_CHART (self), GX_CHART_NO_MARK);

  if (n == 0)
    return GX_CHART_NO_MARK;
  if (mark < 0 || mark >= n)
    return 0;
  next = GX_CHART_GET_CLASS (self)->move (self, mark, move);
  return next >= 0 && next < n ? next : mark;
}

void
gx_chart_arrange (GxChart *self, PangoContext *context, const GxChartTheme *theme, double width,
                  double height)
{
  GxPen pen = { NULL, context, theme };
  cairo_rectangle_t plot;

  g_return_if_fail (GX_IS_CHART (self));

  plot = find_plot (self, &pen, width, height);
  GX_CHART_GET_CLASS (self)->arrange (self, &pen, &plot);
}

int
gx_chart_hit (GxChart *self, double x, double y)
{
  g_return_val_if_fail (GX_IS_CHART (self), GX_CHART_NO_MARK);

  for (int i = 0; i < gx_chart_count_marks (self); i++)
    if (GX_CHART_GET_CLASS (self)->contains (self, i, x, y))
      return i;
  return GX_CHART_NO_MARK;
}

void
gx_chart_draw (GxChart *self, cairo_t *cr, PangoContext *context, const GxChartTheme *theme, double width,
               double height,
               int hovered, int selected)
{
  GxPen pen = { cr, context, theme };
  cairo_rectangle_t plot;

  g_return_if_fail (GX_IS_CHART (self));

  gx_chart_arrange (self, context, theme, width, height);
  plot = find_plot (self, &pen, width, height);
  draw_words (self, &pen, width, height);
  if (is_empty (self))
    draw_emptiness (&pen, &plot);
  else
    GX_CHART_GET_CLASS (self)->draw (self, &pen, &plot, hovered, selected);
}
