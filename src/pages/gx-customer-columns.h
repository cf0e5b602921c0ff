/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-layout.h"
#include "insight/gx-portrait.h"
#include "search/gx-search-words.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxCustomerColumns:
 *
 * How the list of customers stands on the screen: which columns, in what order, how wide, in what letters.
 * The header and every line ask it, so that they stand under each other. Where there is no room for all, the
 * last ones are left out; the value, where it is chosen, goes last of all.
 *
 * Signals: "changed": lines are to be drawn anew; "arranged": a person chose, moved or resized columns.
 */
#define GX_TYPE_CUSTOMER_COLUMNS (gx_customer_columns_get_type ())
G_DECLARE_FINAL_TYPE (GxCustomerColumns, gx_customer_columns, GX, CUSTOMER_COLUMNS, GObject)

typedef enum {
  GX_LINE_CHECK,        /* a box to tick */
  GX_LINE_NAME,         /* avatar, name and company: has what the others leave */
  GX_LINE_CLASS,        /* and tags, unless those have a column of their own */
  GX_LINE_CONTACT,      /* the last one */
  GX_LINE_VALUE,
  GX_LINE_STANDING,
  GX_LINE_CITY,
  GX_LINE_OWNER,
  GX_LINE_SOURCE,
  GX_LINE_PHONE,
  GX_LINE_MAIL,
  GX_LINE_LAST_ORDER,
  GX_LINE_ORDERS,
  GX_LINE_BIRTHDAY,
  GX_LINE_TAGS,
  GX_LINE_TIER,
  GX_LINE_ADDED,
  GX_LINE_N_COLUMNS
} GxCustomerColumn;

#define GX_LINE_GAP_PX 12
#define GX_LINE_AVATAR_PX 36

typedef struct {
  int x_px, width_px;    /* width 0: not shown */
} GxLineSpan;

/** gx_customer_columns_new: @widget: whose font they are written in. */
GxCustomerColumns *gx_customer_columns_new (GtkWidget *widget, const char *currency);

void gx_customer_columns_place (GxCustomerColumns *self, int width_px, GxLineSpan spans[GX_LINE_N_COLUMNS]);

/* -- Which columns people chose; check and name are always there. */

/** gx_customer_columns_title: (nullable): as it stands over the column; translated. */
const char *gx_customer_columns_title (GxCustomerColumns *self, GxCustomerColumn column);

/** gx_customer_columns_sort_key: (nullable): what orders by it (gx_customer_sort_parse); NULL: nothing
 * does. */
const char *gx_customer_columns_sort_key (GxCustomerColumn column);
gboolean gx_customer_columns_is_number (GxCustomerColumn column);

/** gx_customer_columns_list: (out caller-allocates): the chosen ones in their order, behind the name. Returns
 * how many. */
guint gx_customer_columns_list (GxCustomerColumns *self, GxCustomerColumn chosen[GX_LINE_N_COLUMNS]);
gboolean gx_customer_columns_has (GxCustomerColumns *self, GxCustomerColumn column);
void gx_customer_columns_choose (GxCustomerColumns *self, GxCustomerColumn column, gboolean is_chosen);

/** gx_customer_columns_move: to this place among the chosen ones, from 0. */
void gx_customer_columns_move (GxCustomerColumns *self, GxCustomerColumn column, int place);
void gx_customer_columns_set_width (GxCustomerColumns *self, GxCustomerColumn column, int width_px);

/** gx_customer_columns_full_width: px for all that were chosen. */
int gx_customer_columns_full_width (GxCustomerColumns *self);

/** gx_customer_columns_lay_out: adds them to @layout. gx_customer_columns_read: as it says. */
void gx_customer_columns_lay_out (GxCustomerColumns *self, GxLayout *layout);
void gx_customer_columns_read (GxCustomerColumns *self, const GxLayout *layout);

/** gx_customer_columns_min_width: px; what is beyond it is shortened. */
int gx_customer_columns_min_width (GxCustomerColumns *self);

/** gx_customer_columns_line_height: px of one of a line's two texts: a line of Chinese fits, too. */
int gx_customer_columns_line_height (GxCustomerColumns *self, gboolean is_second);

/** gx_customer_columns_fit: as many columns as a width class ("narrow", "middle", "wide") has room for. */
void gx_customer_columns_fit (GxCustomerColumns *self, const char *width_class);
gboolean gx_customer_columns_is_narrow (GxCustomerColumns *self);

void gx_customer_columns_set_checks (GxCustomerColumns *self, gboolean has_checks);
gboolean gx_customer_columns_has_checks (GxCustomerColumns *self);

/** gx_customer_columns_set_limits: where classes end in this book; the usual limits until then. */
void gx_customer_columns_set_limits (GxCustomerColumns *self, const GxPortraitLimits *limits);
const GxPortraitLimits *gx_customer_columns_get_limits (GxCustomerColumns *self);

void gx_customer_columns_set_currency (GxCustomerColumns *self, const char *currency);
const char *gx_customer_columns_get_currency (GxCustomerColumns *self);

/**
 * gx_customer_columns_set_words: what is searched for: it stands out in lines that are shown from then on.
 */
void gx_customer_columns_set_words (GxCustomerColumns *self, const char *words); /* NULL: nothing */

/**
 * gx_customer_columns_mark: (transfer full) (nullable): of GxTextSpan, as gx_search_words_mark() finds
 * them.
 */
GArray *gx_customer_columns_mark (GxCustomerColumns *self, const char *field, const char *text);

/** gx_customer_columns_restyle: the widget's font is another one. */
void gx_customer_columns_restyle (GxCustomerColumns *self);

typedef enum { GX_LINE_PEN_NAME, GX_LINE_PEN_SECOND, GX_LINE_PEN_NUMBER, GX_LINE_N_PENS } GxLinePen;

/**
 * gx_customer_columns_write: (transfer none): @text in one line, shortened to @width_px; valid until the next
 * text of that pen.
 */
PangoLayout *gx_customer_columns_write (GxCustomerColumns *self, GxLinePen pen, const char *text,
                                        int width_px);

G_END_DECLS
