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

/* -- what stands beside the digits */

/* What people write for currencies, folded; the longer first. ISO's letters are known without it. */
static const struct {
  const char *word;
  const char *code;
  const char *also;  /* (nullable): where one of these is at home, it is meant */
} currency_words[] = {
  { "人民币", "CNY", NULL }, { "新台币", "TWD", NULL }, { "新加坡元", "SGD", NULL }, { "rmb", "CNY", NULL },
  { "美元", "USD", NULL }, { "美金", "USD", NULL }, { "欧元", "EUR", NULL }, { "英镑", "GBP", NULL },
  { "港币", "HKD", NULL }, { "港元", "HKD", NULL }, { "日元", "JPY", NULL }, { "台币", "TWD", NULL },
  { "澳元", "AUD", NULL }, { "加元", "CAD", NULL }, { "韩元", "KRW", NULL }, { "卢布", "RUB", NULL },
  { "us$", "USD", NULL }, { "hk$", "HKD", NULL }, { "nt$", "TWD", NULL }, { "au$", "AUD", NULL },
  { "ca$", "CAD", NULL }, { "sg$", "SGD", NULL }, { "a$", "AUD", NULL }, { "c$", "CAD", NULL },
  { "s$", "SGD", NULL }, { "r$", "BRL", NULL }, { "$", "USD", "AUD CAD HKD SGD NZD TWD MXN" },
  { "¥", "CNY", "JPY" }, { "￥", "CNY", "JPY" }, { "円", "JPY", NULL }, { "€", "EUR", NULL },
  { "£", "GBP", NULL }, { "₩", "KRW", NULL }, { "₹", "INR", NULL }, { "₽", "RUB", NULL },
  { "฿", "THB", NULL },
  { "元", "CNY", NULL }, { "块", "CNY", NULL },
};

/* Digits of the number that these stand for. */
static const struct {
  const char *word;
  guint zeros;
} scales[] = { { "百", 2 }, { "千", 3 }, { "万", 4 }, { "亿", 8 }, { "k", 3 }, { "m", 6 } };

/* The length of a currency that @text begins with, 0 none; its code. */
static gsize
match_currency (const char *text, const char *home, const char **code)
{
  gsize letters = 0;

  while (g_ascii_isalpha (text[letters]))
    letters++;
  if (letters == 3)
    {
      g_autofree char *upper = g_ascii_strup (text, 3);

      if (gx_currency_is_known (upper))
        {
          *code = g_intern_string (upper);
          return 3;
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (currency_words); i++)
    if (g_str_has_prefix (text, currency_words[i].word))
      {
        gboolean is_home = home != NULL && currency_words[i].also != NULL
          && strstr (currency_words[i].also, home) != NULL;

        *code = g_intern_string (is_home ? home : currency_words[i].code);
        return strlen (currency_words[i].word);
      }
  return 0;
}

const char *
_gx_import_currency (const char *text, const char *home)
{
  g_autofree char *folded = NULL;
  const char *code = NULL;

  if (text[strspn (text, "+-.,0123456789 ")] == 0)
    return NULL;
  folded = gx_fold (text);
  for (const char *p = folded; *p != 0; p = g_utf8_next_char (p))
    if ((p == folded || !g_ascii_isalpha (p[-1])) && match_currency (p, home, &code) > 0)
      return code;
  return NULL;
}

static gsize
match_scale (const char *text, guint *zeros)
{
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    if (g_str_has_prefix (text, scales[i].word) && !g_ascii_isalpha (text[strlen (scales[i].word)]))
      {
        *zeros += scales[i].zeros;
        return strlen (scales[i].word);
      }
  return 0;
}

/* Leaves digits, signs and separators of a folded text; FALSE where something else is in it that is neither a
 * currency nor, behind the digits, a scale. */
static gboolean
strip (const char *folded, GString *plain, guint *zeros)
{
  for (const char *p = folded; *p != 0; )
    {
      const char *code;
      gsize length;

      if (g_ascii_isdigit (*p) || strchr ("+-.,()", *p) != NULL)
        {
          if (*zeros > 0 && g_ascii_isdigit (*p))
            return FALSE; /* "3万5": two numbers */
          g_string_append_c (plain, *p++);
          continue;
        }
      if (strncmp (p, "−", strlen ("−")) == 0)
        {
          g_string_append_c (plain, '-');
          p += strlen ("−");
          continue;
        }
      if (g_unichar_isspace (g_utf8_get_char (p)) || *p == '\'')
        {
          p = g_utf8_next_char (p);
          continue;
        }
      length = plain->len > 0 ? match_scale (p, zeros) : 0;
      if (length == 0)
        length = match_currency (p, NULL, &code);
      if (length == 0)
        return FALSE;
      p += length;
    }
  return TRUE;
}

/* 1.25 and four zeros: 12500. */
static void
shift_point (GString *number, guint zeros)
{
  char *point = strchr (number->str, '.');
  gsize at = point != NULL ? (gsize) (point - number->str) : number->len;

  if (zeros == 0)
    return;
  if (point != NULL)
    g_string_erase (number, at, 1);
  while (number->len < at + zeros)
    g_string_append_c (number, '0');
  if (number->len > at + zeros)
    g_string_insert_c (number, at + zeros, '.');
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

  if (point == NULL || strlen (point + 1) <= DECIMALS
      || strspn (point + 1, "0123456789") != strlen (point + 1))
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
  guint zeros = 0;

  if (!has_decimal_comma && read_plain (text, micro))
    return TRUE;
  folded = gx_fold (text);
  plain = g_string_new (NULL);
  if (strpbrk (folded, "e") != NULL && strspn (folded, "0123456789.e+-") == strlen (folded))
    {
      /* 1.5E+3: a spreadsheet's way to write what is too wide. */
      char buffer[64];

      g_string_append (plain, g_ascii_formatd (buffer, sizeof buffer, "%.6f", g_ascii_strtod (folded, NULL)));
    }
  else if (!strip (folded, plain, &zeros))
    {
      return FALSE;
    }
  if (has_decimal_comma)
    swap_separators (plain);
  if (plain->len > 2 && plain->str[0] == '(' && plain->str[plain->len - 1] == ')')
    {
      /* Bookkeepers' negative. */
      g_string_truncate (plain, plain->len - 1);
      plain->str[0] = '-';
    }
  if (plain->len > 1 && plain->str[plain->len - 1] == '-')
    {
      g_string_truncate (plain, plain->len - 1);
      g_string_prepend_c (plain, '-');
    }
  if (zeros > 0)
    {
      /* Grouping would be in the way of the point. */
      for (char *comma = strchr (plain->str, ','); comma != NULL; comma = strchr (plain->str, ','))
        g_string_erase (plain, comma - plain->str, 1);
      shift_point (plain, zeros);
    }
  is_negative = plain->str[0] == '-';
  is_up = cut_decimals (plain);
  if (!gx_decimal_parse (plain->str, micro))
    return FALSE;
  *micro += is_up ? (is_negative ? -1 : 1) : 0;
  return TRUE;
}

/* -- a number and its unit */

#define LONGEST_UNIT 12 /* bytes */

/* "两", "三", "十二", "半": up to 99, × 10^6; its bytes, 0 none. */
static gsize
read_han_number (const char *text, gint64 *micro)
{
  static const char * const digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
  const gsize length = strlen ("一");
  gint64 tens = 0, ones = 0;
  gboolean has_ten = FALSE, has_digit = FALSE;
  gsize at = 0;

  if (g_str_has_prefix (text, "半"))
    {
      *micro = GX_MICRO / 2;
      return length;
    }
  for (;; at += length)
    {
      gint64 digit = g_str_has_prefix (text + at, "两") ? 2 : -1;

      for (guint i = 0; i < G_N_ELEMENTS (digits) && digit < 0; i++)
        if (g_str_has_prefix (text + at, digits[i]))
          digit = i;
      if (digit < 0 && !has_ten && g_str_has_prefix (text + at, "十"))
        {
          tens = has_digit ? ones : 1;
          ones = 0;
          has_ten = TRUE;
          has_digit = FALSE;
        }
      else if (digit >= 0 && !has_digit)
        {
          ones = digit;
          has_digit = TRUE;
        }
      else
        {
          break;
        }
    }
  *micro = (tens * 10 + ones) * GX_MICRO;
  return at;
}

static gboolean
is_unit (const char *text)
{
  for (const char *p = text; *p != 0; p = g_utf8_next_char (p))
    if (!g_unichar_isalpha (g_utf8_get_char (p)))
      return FALSE;
  return *text != 0 && strlen (text) <= LONGEST_UNIT;
}

gboolean
_gx_import_quantity (const char *text, gboolean has_decimal_comma, gint64 *micro, char **unit)
{
  g_autofree char *folded = NULL, *number = NULL;
  gsize length;

  *unit = NULL;
  if (_gx_import_number (text, has_decimal_comma, micro))
    return TRUE;
  folded = gx_fold (text);
  length = strspn (folded, "+-0123456789.,");
  number = g_strndup (folded, length);
  if (length > 0 ? !_gx_import_number (number, has_decimal_comma, micro)
                 : (length = read_han_number (folded, micro)) == 0)
    return FALSE;
  g_strchug (folded + length);
  if (!is_unit (folded + length))
    return FALSE;
  *unit = g_strdup (folded + length);
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
  if (point != NULL)
    {
      behind = strspn (point + 1, "0123456789");
      return strchr (text, '.') != point ? 1 : behind != 3 || point == text || text[0] == '0' ? -1 : 0;
    }
  behind = strspn (comma + 1, "0123456789");
  if (strchr (text, ',') != comma)
    return -1; /* 1,234,567 */
  return behind == 3 && text[0] != '0' ? 0 : 1;
}
