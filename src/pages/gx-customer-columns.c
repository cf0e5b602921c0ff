/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-customer-columns.h"

#include "widgets/gx-glyphs.h"

#include <glib/gi18n-lib.h>

#define CHECK_PX 26
#define NAME_CHARS 8          /* at least */
#define NAME_PX 180           /* what the others leave it, where it can be */
#define LEAST_PX 48
#define MOST_PX 480
#define SECOND_SCALE 0.86
#define LINE_SCALE 1.5        /* of the font: a line of Chinese is taller than a Latin one */

struct _GxCustomerColumns {
  GObject parent_instance;

  GtkWidget *widget;          /* weak */
  char *currency;
  GxPortraitLimits limits;
  GxCustomerColumn chosen[GX_LINE_N_COLUMNS];
  guint n_chosen;
  int widths[GX_LINE_N_COLUMNS];  /* px, as somebody gave them; 0: the usual one */
  gboolean is_narrow, has_checks;
  GxSearchWords *words;       /* NULL: nobody searches */

  PangoLayout *pens[GX_LINE_N_PENS];
  int char_px[GX_LINE_N_PENS];
  int line_px[GX_LINE_N_PENS];
};

/* What is known of each column: its usual width is px of pills, else characters. */
static const struct {
  const char *name, *title, *sort;
  int chars;
  gboolean is_number;
} kinds[GX_LINE_N_COLUMNS] = {
  [GX_LINE_NAME] = { "name", N_("Name"), "name", 0, FALSE },
  [GX_LINE_CLASS] = { "class", N_("Class and tags"), "lifecycle", 0, FALSE },
  [GX_LINE_CONTACT] = { "last_contact", N_("Last contact"), "last_contact", 13, FALSE },
  [GX_LINE_VALUE] = { "value", N_("Value"), "value", 11, TRUE },
  [GX_LINE_STANDING] = { "standing", N_("Standing"), "standing", 10, FALSE },
  [GX_LINE_CITY] = { "city", N_("City"), "city", 10, FALSE },
  [GX_LINE_OWNER] = { "owner", N_("Owner"), "owner", 10, FALSE },
  [GX_LINE_SOURCE] = { "source", N_("Source"), "source", 11, FALSE },
  [GX_LINE_PHONE] = { "phone", N_("Phone"), "phone", 16, FALSE },
  [GX_LINE_MAIL] = { "mail", N_("Email"), "mail", 20, FALSE },
  [GX_LINE_LAST_ORDER] = { "last_order", N_("Last order"), "last_order", 13, FALSE },
  [GX_LINE_ORDERS] = { "orders", N_("Orders"), "orders", 7, TRUE },
  [GX_LINE_BIRTHDAY] = { "birthday", N_("Birthday"), "birthday", 12, FALSE },
  [GX_LINE_TAGS] = { "tags", N_("Tags"), NULL, 0, FALSE },
  [GX_LINE_TIER] = { "tier", N_("Value tier"), "tier", 11, FALSE },
  [GX_LINE_ADDED] = { "added", N_("When added"), "added", 13, FALSE },
};

#define PILL_PX 100
#define PILLS_PX 150

static const GxCustomerColumn usual[] = { GX_LINE_CLASS, GX_LINE_CONTACT, GX_LINE_VALUE };

enum { CHANGED, ARRANGED, N_SIGNALS };
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
find_place (GxCustomerColumns *self, GxCustomerColumn column)
{
  for (guint i = 0; i < self->n_chosen; i++)
    if (self->chosen[i] == column)
      return (int) i;
  return -1;
}

static int
width_of (GxCustomerColumns *self, GxCustomerColumn column)
{
  if (column == GX_LINE_CHECK)
    return self->has_checks ? CHECK_PX : 0;
  if (self->widths[column] > 0)
    return self->widths[column];
  if (column == GX_LINE_CLASS && find_place (self, GX_LINE_TAGS) >= 0)
    return PILL_PX;
  if (column == GX_LINE_CLASS || column == GX_LINE_TAGS)
    return PILLS_PX;
  GxLinePen pen = kinds[column].is_number ? GX_LINE_PEN_NUMBER : GX_LINE_PEN_SECOND;
  return kinds[column].chars * self->char_px[pen];
}

/* -- which columns */

static GxCustomerColumn
find_named (const char *name)
{
  for (GxCustomerColumn column = GX_LINE_CLASS; column < GX_LINE_N_COLUMNS; column++)
    if (g_strcmp0 (kinds[column].name, name) == 0)
      return column;
  return GX_LINE_N_COLUMNS;
}

static void
choose_usual (GxCustomerColumns *self)
{
  memcpy (self->chosen, usual, sizeof usual);
  self->n_chosen = G_N_ELEMENTS (usual);
  memset (self->widths, 0, sizeof self->widths);
}

static void
tell_arranged (GxCustomerColumns *self)
{
  tell (self);
  g_signal_emit (self, signals[ARRANGED], 0);
}

/* Where it fits into @room_px, takes its part of it. */
static void
give_room (GxCustomerColumns *self, GxCustomerColumn column, GxLineSpan spans[GX_LINE_N_COLUMNS],
           int *room_px)
{
  int width = width_of (self, column);

  if (spans[column].width_px > 0 || width + GX_LINE_GAP_PX > *room_px)
    return;
  spans[column].width_px = width;
  *room_px -= width + GX_LINE_GAP_PX;
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
  signals[ARRANGED] = g_signal_new ("arranged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
}

static void
gx_customer_columns_init (GxCustomerColumns *self)
{
  self->limits = (GxPortraitLimits) { 90, 90, 365 };
  self->is_narrow = TRUE;
  choose_usual (self);
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

  int check = width_of (self, GX_LINE_CHECK);
  int start = check > 0 ? check + GX_LINE_GAP_PX : 0;
  int room = width_px - start - NAME_PX;
  int x = width_px;
  need_pens (self);
  memset (spans, 0, GX_LINE_N_COLUMNS * sizeof *spans);
  if (find_place (self, GX_LINE_VALUE) >= 0)
    give_room (self, GX_LINE_VALUE, spans, &room);
  for (guint i = 0; i < self->n_chosen; i++)
    give_room (self, self->chosen[i], spans, &room);
  for (guint i = self->n_chosen; i > 0; i--)
    {
      GxLineSpan *span = &spans[self->chosen[i - 1]];
      span->x_px = x - span->width_px;
      x -= span->width_px > 0 ? span->width_px + GX_LINE_GAP_PX : 0;
    }
  spans[GX_LINE_CHECK] = (GxLineSpan) { 0, check };
  spans[GX_LINE_NAME] = (GxLineSpan) { start, MAX (x - start, GX_LINE_AVATAR_PX) };
}

const char *
gx_customer_columns_title (GxCustomerColumns *self, GxCustomerColumn column)
{
  g_return_val_if_fail (GX_IS_CUSTOMER_COLUMNS (self) && column < GX_LINE_N_COLUMNS, NULL);

  if (column == GX_LINE_CLASS && find_place (self, GX_LINE_TAGS) >= 0)
    return _("Class");
  return kinds[column].title != NULL ? gettext (kinds[column].title) : NULL;
}

const char *
gx_customer_columns_sort_key (GxCustomerColumn column)
{
  g_return_val_if_fail (column < GX_LINE_N_COLUMNS, NULL);

  return kinds[column].sort;
}

gboolean
gx_customer_columns_is_number (GxCustomerColumn column)
{
  g_return_val_if_fail (column < GX_LINE_N_COLUMNS, FALSE);

  return kinds[column].is_number;
}

guint
gx_customer_columns_list (GxCustomerColumns *self, GxCustomerColumn chosen[GX_LINE_N_COLUMNS])
{
  g_return_val_if_fail (GX_IS_CUSTOMER_COLUMNS (self) && chosen != NULL, 0);

  memcpy (chosen, self->chosen, sizeof self->chosen);
  return self->n_chosen;
}

gboolean
gx_customer_columns_has (GxCustomerColumns *self, GxCustomerColumn column)
{
  g_return_val_if_fail (GX_IS_CUSTOMER_COLUMNS (self), FALSE);

  return find_place (self, column) >= 0;
}

void
gx_customer_columns_choose (GxCustomerColumns *self, GxCustomerColumn column, gboolean is_chosen)
{
  g_return_if_fail (GX_IS_CUSTOMER_COLUMNS (self) && column > GX_LINE_NAME && column < GX_LINE_N_COLUMNS);

  int place = find_place (self, column);
  if ((place >= 0) == is_chosen)
    return;
  if (is_chosen)
    self->chosen[self->n_chosen++] = column;
  else
    {
      self->n_chosen--;
      memmove (&self->chosen[place], &self->chosen[place + 1], (self->n_chosen - place) * sizeof column);
    }
  tell_arranged (self);
}

void
gx_customer_columns_move (GxCustomerColumns *self, GxCustomerColumn column, int place)
{
  g_return_if_fail (GX_IS_CUSTOMER_COLUMNS (self));

  int from = find_place (self, column);
  int to = CLAMP (place, 0, (int) self->n_chosen - 1);
  if (from < 0 || from == to)
    return;
  int step = from < to ? 1 : -1;
  for (int i = from; i != to; i += step)
    self->chosen[i] = self->chosen[i + step];
  self->chosen[to] = column;
  tell_arranged (self);
}

void
gx_customer_columns_set_width (GxCustomerColumns *self, GxCustomerColumn column, int width_px)
{
  g_return_if_fail (GX_IS_CUSTOMER_COLUMNS (self) && column < GX_LINE_N_COLUMNS);

  self->widths[column] = CLAMP (width_px, LEAST_PX, MOST_PX);
  tell_arranged (self);
}

int
gx_customer_columns_full_width (GxCustomerColumns *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMER_COLUMNS (self), 0);

  int width = NAME_PX;
  need_pens (self);
  for (guint i = 0; i < self->n_chosen; i++)
    width += width_of (self, self->chosen[i]) + GX_LINE_GAP_PX;
  return width;
}

void
gx_customer_columns_lay_out (GxCustomerColumns *self, GxLayout *layout)
{
  g_return_if_fail (GX_IS_CUSTOMER_COLUMNS (self) && layout != NULL);

  for (guint i = 0; i < self->n_chosen; i++)
    gx_layout_add_column (layout, kinds[self->chosen[i]].name, self->widths[self->chosen[i]]);
}

void
gx_customer_columns_read (GxCustomerColumns *self, const GxLayout *layout)
{
  g_return_if_fail (GX_IS_CUSTOMER_COLUMNS (self) && layout != NULL);

  choose_usual (self);
  if (layout->columns != NULL)
    self->n_chosen = 0;
  for (guint i = 0; layout->columns != NULL && i < layout->columns->len; i++)
    {
      const GxLayoutColumn *one = &g_array_index (layout->columns, GxLayoutColumn, i);
      GxCustomerColumn column = find_named (one->name);
      if (column == GX_LINE_N_COLUMNS || find_place (self, column) >= 0)
        continue;
      self->chosen[self->n_chosen++] = column;
      self->widths[column] = one->width_px > 0 ? CLAMP (one->width_px, LEAST_PX, MOST_PX) : 0;
    }
  tell (self);
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

  self->is_narrow = !g_str_equal (width_class, "wide") && !g_str_equal (width_class, "middle");
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
