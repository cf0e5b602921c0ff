/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/* Money is minor units of a currency (ISO 4217 exponents: JPY 0, KWD 3, else 2). Quantities and unit
   prices are decimals × 10^6. */
#define GX_MICRO G_GINT64_CONSTANT (1000000)

int gx_currency_exponent (const char *currency);
const char *gx_currency_symbol (const char *currency);       /* "¥", "£", "US$" …, else the code; interned */
gboolean gx_currency_is_known (const char *currency);
const char *gx_currency_of_locale (void);                    /* "CNY" for zh_CN …; interned; never NULL */

/**
 * gx_line_amount: quantity × unit price in minor units, rounded once, half away from zero. FALSE on overflow.
 */
gboolean gx_line_amount (gint64 quantity_micro, gint64 unit_price_micro, const char *currency,
                         gint64 *amount_minor);

/**
 * gx_decimal_parse: "1,234.5", "-3", "１２．５" (full width), plain point and optional thousands commas; scaled
 * by 10^6. FALSE: no number, or more than 6 decimals, or overflow.
 */
gboolean gx_decimal_parse (const char *text, gint64 *micro);
/* transfer full; "12.5", "-3": plain, for machines */
char *gx_decimal_to_string (gint64 micro);
char *gx_decimal_format (gint64 micro);                      /* transfer full; for people, grouped */

/* as decimal, with an optional symbol, 万/亿 or k/m; FALSE where more decimals than the currency has */
gboolean gx_money_parse (const char *text, const char *currency, gint64 *minor);
/* transfer full; "1234.50": plain, for machines */
char *gx_money_to_string (gint64 minor, const char *currency);
/* transfer full; for people, exact: "¥1,234.50", "−£3.00" */
char *gx_money_format (gint64 minor, const char *currency);
/* no decimals where ≥ 100: lists: "¥55,704" */
char *gx_money_format_whole (gint64 minor, const char *currency);
/* charts: "¥18.2M", in Chinese "¥1820万", "¥1.2亿" */
char *gx_money_format_short (gint64 minor, const char *currency);
char *gx_count_format (gint64 count);                                 /* "9,400" */
char *gx_count_format_short (gint64 count);                           /* "9.4k"; in Chinese "9400", "1.2万" */

G_END_DECLS
