/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-customer-columns.h"

#include "widgets/gx-glyphs.h"

#define CHECK_PX 26
#define PILLS_PX 150
#define TEXT_CHARS 11         /* a day, an amount */
#define NAME_CHARS 8          /* at least */
#define SECOND_SCALE 0.86
#define LINE_SCALE 1.5        /* of the font: a line of Chinese is taller than a Latin one */

struct _GxCustomerColumns {
  GObject parent_instance;

  GtkWidget *widget;          /* weak */
  char *currency;
  GxPortraitLimits limits;
  gboolean is_wide, is_narrow, has_checks;
  GxSearchWords *words;       /* NULL: nobody searches */

  PangoLayout *pens[GX_LINE_N_PENS];
  int char_px[GX_LINE_N_PENS];
  int line_px[GX_LINE_N_PENS];
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxCustomerColumns, gx_customer_columns, G_TYPE_OBJECT)

static void
tell (GxCustomerColumns *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* -- pens */

static PangoAttrList *
make_attributes (GxLinePen pen)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  if (pen == GX_LINE_PEN_SECOND)
    pango_attr_list_insert (attributes, pango_attr_scale_new (SECOND_SCALE));
  if (pen == GX_LINE_PEN_NUMBER)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  return attributes;
}

static void
make_pen (GxCustomerColumns *self, GxLinePen pen)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (self->widget, NULL);
  PangoContext *context = pango_layout_get_context (layout);
  g_autoptr (PangoAttrList) attributes = make_attributes (pen);
  double scale = pen == GX_LINE_PEN_SECOND ? SECOND_SCALE : 1;
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int advance = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                     pango_font_metrics_get_approximate_digit_width (metrics));

  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  if (pen == GX_LINE_PEN_NUMBER)
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  self->pens[pen] = layout;
  self->char_px[pen] = PANGO_PIXELS_CEIL ((int) (advance * scale));
  self->line_px[pen] = (int) (gx_glyphs_body_px (self->widget) * scale * LINE_SCALE + 0.5);
  pango_font_metrics_unref (metrics);
}

static void
need_pens (GxCustomerColumns *self)
{
  for (GxLinePen pen = 0; pen < GX_LINE_N_PENS && self->pens[pen] == NULL; pen++)
    make_pen (self, pen);
}

static int
width_of (GxCustomerColumns *self, GxCustomerColumn column)
{
  switch (column)
    {
    case GX_LINE_CHECK:
      return self->has_checks ? CHECK_PX : 0;
    case GX_LINE_CLASS:
      return self->is_narrow ? 0 : PILLS_PX;
    case GX_LINE_CONTACT:
      return self->is_wide ? TEXT_CHARS * self->char_px[GX_LINE_PEN_SECOND] : 0;
    case GX_LINE_VALUE:
      return TEXT_CHARS * self->char_px[GX_LINE_PEN_NUMBER];
    default:
      return 0;
    }
}

/* -- overrides */

static void
drop_pens (GxCustomerColumns *self)
{
  for (GxLinePen pen = 0; pen < GX_LINE_N_PENS; pen++)
    g_clear_object (&self->pens[pen]);
}

static void
gx_customer_columns_finalize (GObject *object)
{
  GxCustomerColumns *self = GX_CUSTOMER_COLUMNS (object);

  drop_pens (self);
  g_free (self->currency);
  g_clear_pointer (&self->words, gx_search_words_free);
  g_clear_weak_pointer (&self->widget);
  G_OBJECT_CLASS (gx_customer_columns_parent_class)->finalize (object);
}

static void
gx_customer_columns_class_init (GxCustomerColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gx_customer_columns_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL,
                                   G_TYPE_NONE, 0);
}

static void
gx_customer_columns_init (GxCustomerColumns *self)
{
  self->limits = (GxPortraitLimits) { 90, 90, 365 };
  self->is_narrow = TRUE;
}

/* -- public */

GxCustomerColumns *
gx_customer_columns_new (GtkWidget *widget, const char *currency)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  GxCustomerColumns *self = g_object_new (GX_TYPE_CUSTOMER_COLUMNS, NULL);
  g_set_weak_pointer (&self->widget, widget);
  self->currency = g_strdup (currency);
  return self;
}

void
gx_customer_columns_place (GxCustomerColumns *self, int width_px, GxLineSpan spans[GX_LINE_N_COLUMNS])
{
  g_return_if_fail (GX_IS_CUSTOMER_COLUMNS (self) && spans != NULL);

  int room = width_px;
  int x = 0;
  need_pens (self);
  for (GxCustomerColumn column = 0; column < GX_LINE_N_COLUMNS; column++)
    {
      int width = width_of (self, column);
      spans[column].width_px = width;
      room -= width > 0 ? width + GX_LINE_GAP_PX : 0;
    }
  spans[GX_LINE_NAME].width_px = MAX (room, GX_LINE_AVATAR_PX);
  for (GxCustomerColumn column = 0; column < GX_LINE_N_COLUMNS; column++)
    {
      spans[column].x_px = x;
      x += spans[column].width_px > 0 ? spans[column].width_px + GX_LINE_GAP_PX : 0;
    }
}

int
gx_customer_columns_min_width (GxCustomerColumns *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMER_COLUMNS (self), 0);

  need_pens (self);
  return GX_LINE_AVATAR_PX + GX_LINE_GAP_PX + NAME_CHARS * self->char_px[GX_LINE_PEN_NAME] + GX_LINE_GAP_PX
    + width_of (self, GX_LINE_VALUE);
}

int
gx_customer_columns_line_height (GxCustomerColumns *self, gboolean is_second)
{
  g_return_val_if_fail (GX_IS_CUSTOMER_COLUMNS (self), 0);

  need_pens (self);
  return self->line_px[is_second ? GX_LINE_PEN_SECOND : GX_LINE_PEN_NAME];
}

void
gx_customer_columns_fit (GxCustomerColumns *self, const char *width_class)
{
  g_return_if_fail (GX_IS_CUSTOMER_COLUMNS (self) && width_class != NULL);

  self->is_wide = g_str_equal (width_class, "wide");
  self->is_narrow = !self->is_wide && !g_str_equal (width_class, "middle");
  tell (self);
}

gboolean
gx_customer_columns_is_narrow (GxCustomerColumns *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMER_COLUMNS (self), FALSE);

  return self->is_narrow;
}

void
gx_customer_columns_set_checks (GxCustomerColumns *self, gboolean has_checks)
{
  g_return_if_fail (GX_IS_CUSTOMER_COLUMNS (self));

  self->has_checks = has_checks;
  tell (self);
}

gboolean
gx_customer_columns_has_checks (GxCustomerColumns *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMER_COLUMNS (self), FALSE);

  return self->has_checks;
}

void
gx_customer_columns_set_limits (GxCustomerColumns *self, const GxPortraitLimits *limits)
{
  g_return_if_fail (GX_IS_CUSTOMER_COLUMNS (self) && limits != NULL);

  if (memcmp (&self->limits, limits, sizeof *limits) == 0)
    return;
  self->limits = *limits;
  tell (self);
}

const GxPortraitLimits *
gx_customer_columns_get_limits (GxCustomerColumns *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMER_COLUMNS (self), NULL);

  return &self->limits;
}

void
gx_customer_columns_set_currency (GxCustomerColumns *self, const char *currency)
{
  g_return_if_fail (GX_IS_CUSTOMER_COLUMNS (self) && currency != NULL);

  g_free (self->currency);
  self->currency = g_strdup (currency);
  tell (self);
}

const char *
gx_customer_columns_get_currency (GxCustomerColumns *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMER_COLUMNS (self), NULL);

  return self->currency;
}

void
gx_customer_columns_set_words (GxCustomerColumns *self, const char *words)
{
  g_return_if_fail (GX_IS_CUSTOMER_COLUMNS (self));

  g_clear_pointer (&self->words, gx_search_words_free);
  self->words = words != NULL ? gx_search_words_new (words) : NULL;
}

GArray *
gx_customer_columns_mark (GxCustomerColumns *self, const char *field, const char *text)
{
  g_return_val_if_fail (GX_IS_CUSTOMER_COLUMNS (self) && field != NULL, NULL);

  return self->words != NULL && text != NULL ? gx_search_words_mark (self->words, field, text) : NULL;
}

void
gx_customer_columns_restyle (GxCustomerColumns *self)
{
  g_return_if_fail (GX_IS_CUSTOMER_COLUMNS (self));

  drop_pens (self);
  tell (self);
}

PangoLayout *
gx_customer_columns_write (GxCustomerColumns *self, GxLinePen pen, const char *text, int width_px)
{
  g_return_val_if_fail (GX_IS_CUSTOMER_COLUMNS (self) && pen < GX_LINE_N_PENS && text != NULL, NULL);

  need_pens (self);
  pango_layout_set_width (self->pens[pen], width_px * PANGO_SCALE);
  pango_layout_set_text (self->pens[pen], text, -1);
  return self->pens[pen];
}
