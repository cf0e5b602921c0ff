/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-import-private.h"

#include <string.h>

#include "base/gx-money.h"
#include "base/gx-text.h"

#define DECIMALS 6

/* "-1234.5" and nothing else, without a detour. */
static gboolean
read_plain (const char *text, gint64 *micro)
{
  const char *p = text;
  gboolean is_negative = *p == '-';
  gint64 value = 0;
  int digits = 0, decimals = 0;

  p += is_negative;
  for (; g_ascii_isdigit (*p); p++, digits++)
    value = value * 10 + (*p - '0');
  if (digits == 0 || digits > 12)
    return FALSE;
  if (*p == '.')
    for (p++; g_ascii_isdigit (*p) && decimals < DECIMALS; p++, decimals++)
      value = value * 10 + (*p - '0');
  if (*p != 0)
    return FALSE;
  for (; decimals < DECIMALS; decimals++)
    value *= 10;
  *micro = is_negative ? -value : value;
  return TRUE;
}

/* Leaves digits, signs and separators of a folded text; FALSE where something else is in it that is no
 * currency. */
static gboolean
strip (const char *folded, GString *plain)
{
  static const char * const symbols[] = { "¥", "￥", "$", "£", "€", "元", "rmb", "cny", "usd", "eur", "gbp",
                                          "us" };

  for (const char *p = folded; *p != 0; ) {
    gboolean is_symbol = FALSE;

    if (g_ascii_isdigit (*p) || strchr ("+-.,()", *p) != NULL) {
      g_string_append_c (plain, *p++);
      continue;
    }
    if (strncmp (p, "−", strlen ("−")) == 0) {
      g_string_append_c (plain, '-');
      p += strlen ("−");
      continue;
    }
    if (g_unichar_isspace (g_utf8_get_char (p)) || *p == '\'') {
      p = g_utf8_next_char (p);
      continue;
    }
    for (guint i = 0; i < G_N_ELEMENTS (symbols) && !is_symbol; i++)
      if (g_str_has_prefix (p, symbols[i])) {
        p += strlen (symbols[i]);
        is_symbol = TRUE;
      }
    if (!is_symbol)
      return FALSE;
  }
  return TRUE;
}

static void
swap_separators (GString *number)
{
  for (gsize i = 0; i < number->len; i++)
    if (number->str[i] == ',')
      number->str[i] = '.';
    else if (number->str[i] == '.')
      number->str[i] = ',';
}

/* Rounds what stands behind the sixth decimal away, half away from zero. @up: one has to be added to the last
 * one. */
static gboolean
cut_decimals (GString *number)
{
  char *point = strchr (number->str, '.');
  gboolean is_up;
  gsize keep;

  if (point == NULL || strlen (point + 1) <= DECIMALS ||
      strspn (point + 1, "0123456789") != strlen (point + 1))
    return FALSE;
  keep = point + 1 - number->str + DECIMALS;
  is_up = number->str[keep] >= '5';
  g_string_truncate (number, keep);
  return is_up;
}

gboolean
_gx_import_number (const char *text, gboolean has_decimal_comma, gint64 *micro)
{
  g_autoptr (GString) plain = NULL;
  g_autofree char *folded = NULL;
  gboolean is_up, is_negative;

  if (!has_decimal_comma && read_plain (text, micro))
    return TRUE;
  folded = gx_fold (text);
  plain = g_string_new (NULL);
  if (strpbrk (folded, "e") != NULL && strspn (folded, "0123456789.e+-") == strlen (folded)) {
    /* 1.5E+3: a spreadsheet's way to write what is too wide. */
    char buffer[64];

    g_string_append (plain, g_ascii_formatd (buffer, sizeof buffer, "%.6f", g_ascii_strtod (folded, NULL)));
  } else if (!strip (folded, plain)) {
    return FALSE;
  }
  if (has_decimal_comma)
    swap_separators (plain);
  if (plain->len > 2 && plain->str[0] == '(' && plain->str[plain->len - 1] == ')') {
    /* Bookkeepers' negative. */
    g_string_truncate (plain, plain->len - 1);
    plain->str[0] = '-';
  }
  if (plain->len > 1 && plain->str[plain->len - 1] == '-') {
    g_string_truncate (plain, plain->len - 1);
    g_string_prepend_c (plain, '-');
  }
  is_negative = plain->str[0] == '-';
  is_up = cut_decimals (plain);
  if (!gx_decimal_parse (plain->str, micro))
    return FALSE;
  *micro += is_up ? (is_negative ? -1 : 1) : 0;
  return TRUE;
}

int
_gx_import_votes_comma (const char *text)
{
  const char *comma = strrchr (text, ','), *point = strrchr (text, '.');
  gsize behind;

  if (comma == NULL && point == NULL)
    return 0;
  if (comma != NULL && point != NULL)
    return comma > point ? 1 : -1;
  if (point != NULL) {
    behind = strspn (point + 1, "0123456789");
    return strchr (text, '.') != point ? 1 : behind != 3 || point == text || text[0] == '0' ? -1 : 0;
  }
  behind = strspn (comma + 1, "0123456789");
  if (strchr (text, ',') != comma)
    return -1; /* 1,234,567 */
  return behind == 3 && text[0] != '0' ? 0 : 1;
}
