/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-money.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#include "base/gx-currency-private.h"

#define MINUS "−" /* U+2212: as wide as a digit */
#define MICRO_DIGITS 6

__extension__ typedef __int128 Wide;

static const gint64 powers_of_ten[] = {
  G_GINT64_CONSTANT (1), G_GINT64_CONSTANT (10), G_GINT64_CONSTANT (100), G_GINT64_CONSTANT (1000),
  G_GINT64_CONSTANT (10000), G_GINT64_CONSTANT (100000), G_GINT64_CONSTANT (1000000),
};

/* Half away from zero. */
static Wide
divide_rounded (Wide dividend, Wide divisor)
{
  Wide half = divisor / 2;

  return dividend < 0 ? -((-dividend + half) / divisor) : (dividend + half) / divisor;
}

static gboolean
narrow (Wide wide, gint64 *number)
{
  if (wide < G_MININT64 || wide > G_MAXINT64)
    return FALSE;

  *number = (gint64) wide;
  return TRUE;
}

static guint64
magnitude (gint64 number)
{
  return number < 0 ? -(guint64) number : (guint64) number;
}

/* -- Reading */

/* (transfer full): half width, trimmed; U+2212 as '-'. Blanks inside stay: "2 3" is not 23. */
static char *
normalise_number (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *plain = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c))
        c = ' ';
      else if (c == 0x2212)
        c = '-';
      else if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xff01 - '!';
      g_string_append_unichar (plain, c);
    }

  return g_strstrip (g_string_free (plain, FALSE));
}

/* "1,234,567": groups of three after the first. @digits gets the digits alone. */
static const char *
read_grouped_digits (const char *text, GString *digits)
{
  const char *at = text;
  gboolean is_grouped = FALSE;
  int in_group = 0;

  for (; g_ascii_isdigit (*at) || (*at == ',' && in_group > 0); at++)
    {
      if (*at != ',')
        {
          g_string_append_c (digits, *at);
          in_group++;
          continue;
        }
      if (is_grouped ? in_group != 3 : in_group > 3)
        return NULL;
      is_grouped = TRUE;
      in_group = 0;
    }

  return is_grouped && in_group != 3 ? NULL : at;
}

/**
 * @text: without sign
 * @exponent: how many decimals the result holds; more than that (beyond zeros) are refused
 * @end: (out): behind the number
 */
static gboolean
read_decimal (const char *text, int exponent, Wide *scaled, const char **end)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *at = read_grouped_digits (text, digits);
  int decimals = 0;

  if (at == NULL)
    return FALSE;
  if (*at == '.')
    for (at++; g_ascii_isdigit (*at); at++)
      {
        if (decimals == exponent && *at != '0')
          return FALSE;
        if (decimals == exponent)
          continue;
        g_string_append_c (digits, *at);
        decimals++;
      }

  if (at == text || (at - text == 1 && *text == '.') || digits->len > 30)
    return FALSE;
  for (; decimals < exponent; decimals++)
    g_string_append_c (digits, '0');

  *scaled = 0;
  for (gsize i = 0; i < digits->len; i++)
    *scaled = *scaled * 10 + (digits->str[i] - '0');
  *end = at;
  return TRUE;
}

static gboolean
read_sign (const char **text)
{
  gboolean is_negative = **text == '-';

  if (**text == '-' || **text == '+')
    (*text)++;

  return is_negative;
}

gboolean
gx_decimal_parse (const char *text, gint64 *micro)
{
  g_autofree char *plain = NULL;
  const char *at, *end;
  gboolean is_negative;
  Wide scaled;

  g_return_val_if_fail (text != NULL && micro != NULL, FALSE);

  plain = normalise_number (text);
  at = plain;
  is_negative = read_sign (&at);

  return read_decimal (at, MICRO_DIGITS, &scaled, &end) && *end == '\0'
         && narrow (is_negative ? -scaled : scaled, micro);
}

/* The power of ten that a unit behind a number stands for; -1 where it is none. */
static int
unit_to_exponent (const char *unit)
{
  static const struct { const char *unit; int exponent; } units[] = {
    { "", 0 }, { "k", 3 }, { "K", 3 }, { "m", 6 }, { "M", 6 }, { "千", 3 }, { "万", 4 }, { "萬", 4 }, { "亿", 8 },
    { "億", 8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (unit, units[i].unit))
      return units[i].exponent;

  return -1;
}

/* Takes one symbol of the currency off either end. Another currency's symbol stays, and is then no number. */
static char *
strip_symbol (char *text, const char *currency)
{
  g_auto (GStrv) symbols = gx_currency_spellings (currency);

  for (guint i = 0; symbols[i] != NULL; i++)
    {
      gsize length = strlen (symbols[i]);
      gsize rest = strlen (text) - MIN (length, strlen (text));

      if (g_ascii_strncasecmp (text, symbols[i], length) == 0)
        return g_strchug (text + length);
      if (g_ascii_strcasecmp (text + rest, symbols[i]) == 0)
        {
          text[rest] = '\0';
          return g_strchomp (text);
        }
    }

  return text;
}

gboolean
gx_money_parse (const char *text, const char *currency, gint64 *minor)
{
  g_autofree char *plain = NULL;
  char *at;
  const char *end;
  gboolean is_negative;
  int exponent, unit;
  Wide scaled, divisor = 1;

  g_return_val_if_fail (text != NULL && currency != NULL && minor != NULL, FALSE);

  plain = normalise_number (text);
  at = plain;
  is_negative = read_sign ((const char **) &at);
  if (!is_negative && at == plain && *at == '(' && g_str_has_suffix (at, ")"))
    {
      is_negative = TRUE; /* bookkeepers' minus */
      at[strlen (at) - 1] = '\0';
      at = g_strstrip (at + 1);
    }
  at = strip_symbol (at, currency);
  if (!is_negative)
    is_negative = read_sign ((const char **) &at);

  /* A unit moves the point, so more decimals may stand before it: 1.23456万 */
  if (!read_decimal (at, 12, &scaled, &end))
    return FALSE;
  unit = unit_to_exponent (g_strchug ((char *) end));
  if (unit < 0)
    return FALSE;

  exponent = 12 - gx_currency_exponent (currency) - unit;
  for (; exponent > 0; exponent--)
    divisor *= 10;
  for (; exponent < 0; exponent++)
    scaled *= 10;

  return scaled % divisor == 0 && narrow (is_negative ? -(scaled / divisor) : scaled / divisor, minor);
}

/* -- Writing */

static char *
group_digits (guint64 number)
{
  char digits[24];
  int length = g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, number);
  GString *grouped = g_string_sized_new (32);

  for (int i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (grouped, ',');
      g_string_append_c (grouped, digits[i]);
    }

  return g_string_free (grouped, FALSE);
}

/* A plain decimal of @scaled × 10^-exponent with exactly @decimals behind the point (≤ exponent, the rest
   must be zeros). */
static void
append_decimals (GString *string, guint64 scaled, int exponent, int decimals)
{
  guint64 fraction = scaled % powers_of_ten[exponent];

  if (decimals == 0)
    return;

  fraction /= powers_of_ten[exponent - decimals];
  g_string_append_printf (string, ".%0*" G_GUINT64_FORMAT, decimals, fraction);
}

static int
count_decimals (guint64 scaled, int exponent)
{
  guint64 fraction = scaled % powers_of_ten[exponent];
  int decimals = exponent;

  for (; decimals > 0 && fraction % 10 == 0; decimals--)
    fraction /= 10;

  return decimals;
}

char *
gx_decimal_to_string (gint64 micro)
{
  GString *string = g_string_new (micro < 0 ? "-" : "");
  guint64 scaled = magnitude (micro);

  g_string_append_printf (string, "%" G_GUINT64_FORMAT, scaled / GX_MICRO);
  append_decimals (string, scaled, MICRO_DIGITS, count_decimals (scaled, MICRO_DIGITS));

  return g_string_free (string, FALSE);
}

char *
gx_decimal_format (gint64 micro)
{
  GString *string = g_string_new (micro < 0 ? MINUS : "");
  guint64 scaled = magnitude (micro);
  g_autofree char *whole = group_digits (scaled / GX_MICRO);

  g_string_append (string, whole);
  append_decimals (string, scaled, MICRO_DIGITS, count_decimals (scaled, MICRO_DIGITS));

  return g_string_free (string, FALSE);
}

gboolean
gx_line_amount (gint64 quantity_micro, gint64 unit_price_micro, const char *currency, gint64 *amount_minor)
{
  Wide product = (Wide) quantity_micro * unit_price_micro;
  Wide divisor;

  g_return_val_if_fail (currency != NULL && amount_minor != NULL, FALSE);

  divisor = (Wide) GX_MICRO * GX_MICRO / powers_of_ten[gx_currency_exponent (currency)];
  return narrow (divide_rounded (product, divisor), amount_minor);
}

char *
gx_money_to_string (gint64 minor, const char *currency)
{
  GString *string = g_string_new (minor < 0 ? "-" : "");
  int exponent = gx_currency_exponent (currency);

  g_string_append_printf (string, "%" G_GUINT64_FORMAT, magnitude (minor) / powers_of_ten[exponent]);
  append_decimals (string, magnitude (minor), exponent, exponent);

  return g_string_free (string, FALSE);
}

/* "−£": sign and symbol; a code keeps its distance. */
static GString *
begin_money (gint64 minor, const char *currency)
{
  const char *symbol = gx_currency_symbol (currency);
  GString *string = g_string_new (minor < 0 ? MINUS : "");

  g_string_append (string, symbol);
  if (*symbol != '\0' && g_ascii_isalpha (symbol[strlen (symbol) - 1]))
    g_string_append (string, "\xc2\xa0");

  return string;
}

static void
append_money (GString *string, guint64 minor, int exponent, int decimals)
{
  g_autofree char *whole = group_digits (minor / powers_of_ten[exponent]);

  g_string_append (string, whole);
  append_decimals (string, minor, exponent, decimals);
}

char *
gx_money_format (gint64 minor, const char *currency)
{
  GString *string = NULL;
  int exponent;

  g_return_val_if_fail (currency != NULL, NULL);

  exponent = gx_currency_exponent (currency);
  string = begin_money (minor, currency);
  append_money (string, magnitude (minor), exponent, exponent);

  return g_string_free (string, FALSE);
}

static guint64
round_to_whole (guint64 minor, int exponent)
{
  return (guint64) divide_rounded (minor, powers_of_ten[exponent]);
}

char *
gx_money_format_whole (gint64 minor, const char *currency)
{
  GString *string = NULL;
  int exponent;

  g_return_val_if_fail (currency != NULL, NULL);

  exponent = gx_currency_exponent (currency);
  if (magnitude (minor) < 100 * (guint64) powers_of_ten[exponent])
    return gx_money_format (minor, currency);

  string = begin_money (minor, currency);
  append_money (string, round_to_whole (magnitude (minor), exponent), 0, 0);

  return g_string_free (string, FALSE);
}

static Wide
power_of_ten (const char *power)
{
  Wide unit = 1;

  for (gint64 i = CLAMP (g_ascii_strtoll (power, NULL, 10), 1, 18); i > 0; i--)
    unit *= 10;

  return unit;
}

/**
 * Three digits or so and a unit: one decimal below 100 units, none above.
 * The units are a translated list of pairs, so that each language counts by its own steps.
 * FALSE where the number is below the first unit.
 */
static gboolean
append_in_units (GString *string, guint64 scaled, int exponent)
{
  /* Translators: the units for short numbers: each a power of ten and its sign. In Chinese "4 万 8 亿 12
     万亿". */
  g_auto (GStrv) units = g_strsplit (C_("units of short numbers", "3 k 6 M 9 B 12 T"), " ", -1);
  Wide chosen = 0, below = powers_of_ten[exponent];
  const char *sign = NULL;
  Wide tenths;

  /* 999.6 is no longer 999 of the step below but the first of this one. */
  for (guint i = 0; units[i] != NULL && units[i + 1] != NULL; i += 2)
    {
      Wide unit = power_of_ten (units[i]) * powers_of_ten[exponent];

      if ((Wide) scaled * 2 + below < unit * 2)
        break;
      chosen = below = unit;
      sign = units[i + 1];
    }
  if (chosen == 0)
    return FALSE;

  tenths = divide_rounded ((Wide) scaled * 10, chosen);
  if (tenths >= 1000)
    tenths = divide_rounded (scaled, chosen) * 10;

  g_string_append_printf (string, "%" G_GUINT64_FORMAT, (guint64) (tenths / 10));
  if (tenths % 10 != 0)
    g_string_append_printf (string, ".%d", (int) (tenths % 10));
  g_string_append (string, sign);
  return TRUE;
}

char *
gx_money_format_short (gint64 minor, const char *currency)
{
  GString *string = NULL;
  guint64 scaled = magnitude (minor);
  int exponent;

  g_return_val_if_fail (currency != NULL, NULL);

  exponent = gx_currency_exponent (currency);
  string = begin_money (minor, currency);
  if (append_in_units (string, scaled, exponent))
    return g_string_free (string, FALSE);

  if (scaled >= 100 * (guint64) powers_of_ten[exponent] || count_decimals (scaled, exponent) == 0)
    g_string_append_printf (string, "%" G_GUINT64_FORMAT, round_to_whole (scaled, exponent));
  else
    append_money (string, scaled, exponent, exponent);

  return g_string_free (string, FALSE);
}

char *
gx_count_format (gint64 count)
{
  g_autofree char *digits = group_digits (magnitude (count));

  return g_strconcat (count < 0 ? MINUS : "", digits, NULL);
}

char *
gx_count_format_short (gint64 count)
{
  GString *string = g_string_new (count < 0 ? MINUS : "");

  if (!append_in_units (string, magnitude (count), 0))
    g_string_append_printf (string, "%" G_GUINT64_FORMAT, magnitude (count));

  return g_string_free (string, FALSE);
}
