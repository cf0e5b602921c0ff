/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-currency-private.h"

#include <locale.h>
#include <string.h>

/* ISO 4217, the currencies of 2024. */
typedef struct {
  char code[4];
  int exponent;
  const char *symbol;    /* NULL: the code */
  const char *spellings; /* further ones, parted by blanks, longest first */
} Currency;

static const Currency currencies[] = {
  { "CNY", 2, "¥", "人民币 RMB CN¥ 元 块 ¥ ￥" },
  { "USD", 2, "$", "美元 US$ 元 $" },
  { "EUR", 2, "€", "欧元 €" },
  { "GBP", 2, "£", "英镑 £" },
  { "HKD", 2, "HK$", "港币 港元 HK$ 元 $" },
  { "JPY", 0, "JP¥", "日元 JP¥ 円 ¥ ￥" },
  { "TWD", 2, "NT$", "新台币 新臺幣 NT$ 元 $" },
  { "KRW", 0, "₩", "韩元 ₩" },
  { "MOP", 2, "MOP$", "澳门元 MOP$ 元 $" },
  { "SGD", 2, "S$", "新加坡元 S$ 元 $" },
  { "AUD", 2, "A$", "澳元 A$ $" }, { "CAD", 2, "C$", "加元 C$ $" }, { "NZD", 2, "NZ$", "NZ$ $" },
  { "INR", 2, "₹", "₹" }, { "THB", 2, "฿", "泰铢 ฿" }, { "VND", 0, "₫", "越南盾 ₫" }, { "RUB", 2, "₽", "卢布 ₽" },
  { "PHP", 2, "₱", "₱" }, { "TRY", 2, "₺", "₺" }, { "UAH", 2, "₴", "₴" }, { "ILS", 2, "₪", "₪" },
  { "BRL", 2, "R$", "R$" },
  { "MXN", 2, "MX$", "MX$ $" },

  { "AED", 2 }, { "AFN", 2 }, { "ALL", 2 }, { "AMD", 2 }, { "ANG", 2 }, { "AOA", 2 }, { "ARS", 2 },
  { "AWG", 2 },
  { "AZN", 2 }, { "BAM", 2 }, { "BBD", 2 }, { "BDT", 2 }, { "BGN", 2 }, { "BHD", 3 }, { "BIF", 0 },
  { "BMD", 2 },
  { "BND", 2 }, { "BOB", 2 }, { "BSD", 2 }, { "BTN", 2 }, { "BWP", 2 }, { "BYN", 2 }, { "BZD", 2 },
  { "CDF", 2 },
  { "CHF", 2 }, { "CLF", 4 }, { "CLP", 0 }, { "COP", 2 }, { "CRC", 2 }, { "CUP", 2 }, { "CVE", 2 },
  { "CZK", 2 },
  { "DJF", 0 }, { "DKK", 2 }, { "DOP", 2 }, { "DZD", 2 }, { "EGP", 2 }, { "ERN", 2 }, { "ETB", 2 },
  { "FJD", 2 },
  { "FKP", 2 }, { "GEL", 2 }, { "GHS", 2 }, { "GIP", 2 }, { "GMD", 2 }, { "GNF", 0 }, { "GTQ", 2 },
  { "GYD", 2 },
  { "HNL", 2 }, { "HTG", 2 }, { "HUF", 2 }, { "IDR", 2 }, { "IQD", 3 }, { "IRR", 2 }, { "ISK", 0 },
  { "JMD", 2 },
  { "JOD", 3 }, { "KES", 2 }, { "KGS", 2 }, { "KHR", 2 }, { "KMF", 0 }, { "KPW", 2 }, { "KWD", 3 },
  { "KYD", 2 },
  { "KZT", 2 }, { "LAK", 2 }, { "LBP", 2 }, { "LKR", 2 }, { "LRD", 2 }, { "LSL", 2 }, { "LYD", 3 },
  { "MAD", 2 },
  { "MDL", 2 }, { "MGA", 2 }, { "MKD", 2 }, { "MMK", 2 }, { "MNT", 2 }, { "MRU", 2 }, { "MUR", 2 },
  { "MVR", 2 },
  { "MWK", 2 }, { "MYR", 2 }, { "MZN", 2 }, { "NAD", 2 }, { "NGN", 2 }, { "NIO", 2 }, { "NOK", 2 },
  { "NPR", 2 },
  { "OMR", 3 }, { "PAB", 2 }, { "PEN", 2 }, { "PGK", 2 }, { "PKR", 2 }, { "PLN", 2 }, { "PYG", 0 },
  { "QAR", 2 },
  { "RON", 2 }, { "RSD", 2 }, { "RWF", 0 }, { "SAR", 2 }, { "SBD", 2 }, { "SCR", 2 }, { "SDG", 2 },
  { "SEK", 2 },
  { "SHP", 2 }, { "SLE", 2 }, { "SOS", 2 }, { "SRD", 2 }, { "SSP", 2 }, { "STN", 2 }, { "SVC", 2 },
  { "SYP", 2 },
  { "SZL", 2 }, { "TJS", 2 }, { "TMT", 2 }, { "TND", 3 }, { "TOP", 2 }, { "TTD", 2 }, { "TZS", 2 },
  { "UGX", 0 },
  { "UYU", 2 }, { "UZS", 2 }, { "VES", 2 }, { "VUV", 0 }, { "WST", 2 }, { "XAF", 0 }, { "XCD", 2 },
  { "XOF", 0 },
  { "XPF", 0 }, { "YER", 2 }, { "ZAR", 2 }, { "ZMW", 2 },
};

static const Currency *
find_currency (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    if (strcmp (currencies[i].code, code) == 0)
      return &currencies[i];

  return NULL;
}

/* In the language of the messages: "zh_CN", "en_GB" … */
static const char *
find_language (void)
{
  return g_get_language_names ()[0];
}

int
gx_currency_exponent (const char *currency)
{
  const Currency *known = NULL;

  g_return_val_if_fail (currency != NULL, 2);

  known = find_currency (currency);
  return known != NULL ? known->exponent : 2;
}

const char *
gx_currency_symbol (const char *currency)
{
  const Currency *known = NULL;

  g_return_val_if_fail (currency != NULL, "");

  /* One sign, two currencies: ¥ is the yen's in Japanese and the yuan's everywhere else. */
  if (g_str_has_prefix (find_language (), "ja") && g_str_equal (currency, "JPY"))
    return "¥";
  if (g_str_has_prefix (find_language (), "ja") && g_str_equal (currency, "CNY"))
    return "CN¥";

  known = find_currency (currency);
  return known != NULL && known->symbol != NULL ? known->symbol : g_intern_string (currency);
}

gboolean
gx_currency_is_known (const char *currency)
{
  return currency != NULL && find_currency (currency) != NULL;
}

const char *
gx_currency_of_locale (void)
{
  static const struct { const char *language, *currency; } languages[] = {
    { "zh_HK", "HKD" }, { "zh_MO", "MOP" }, { "zh_TW", "TWD" }, { "zh_SG", "SGD" }, { "zh", "CNY" },
    { "ja", "JPY" }, { "ko", "KRW" }, { "en_GB", "GBP" }, { "en_AU", "AUD" }, { "en_CA", "CAD" },
    { "de", "EUR" }, { "fr", "EUR" }, { "es", "EUR" }, { "it", "EUR" },
  };
  const struct lconv *conventions = localeconv ();

  if (strlen (conventions->int_curr_symbol) >= 3)
    {
      g_autofree char *code = g_strndup (conventions->int_curr_symbol, 3);

      if (gx_currency_is_known (code))
        return g_intern_string (code);
    }

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_has_prefix (find_language (), languages[i].language))
      return languages[i].currency;

  return "USD";
}

GStrv
gx_currency_spellings (const char *currency)
{
  const Currency *known = find_currency (currency);
  const char *further = known != NULL ? known->spellings : NULL;
  g_autofree char *all = g_strjoin (" ", currency, further, NULL);

  return g_strsplit (all, " ", -1);
}
