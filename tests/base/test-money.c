/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-money.h"

#define NBSP "\xc2\xa0"

static void
knows_currencies (void)
{
  g_assert_cmpint (gx_currency_exponent ("CNY"), ==, 2);
  g_assert_cmpint (gx_currency_exponent ("JPY"), ==, 0);
  g_assert_cmpint (gx_currency_exponent ("KWD"), ==, 3);
  g_assert_cmpint (gx_currency_exponent ("???"), ==, 2);
  g_assert_true (gx_currency_is_known ("CHF"));
  g_assert_false (gx_currency_is_known ("cny"));
  g_assert_false (gx_currency_is_known ("RMB"));
  g_assert_false (gx_currency_is_known (""));
  g_assert_false (gx_currency_is_known (NULL));
  g_assert_cmpstr (gx_currency_symbol ("CNY"), ==, "¥");
  g_assert_cmpstr (gx_currency_symbol ("JPY"), ==, "JP¥");
  g_assert_cmpstr (gx_currency_symbol ("CHF"), ==, "CHF");
  g_assert_cmpstr (gx_currency_symbol ("ABC"), ==, "ABC");
  g_assert_true (gx_currency_is_known (gx_currency_of_locale ()));
}

static void
parses_decimals (void)
{
  static const struct { const char *text; gint64 micro; } good[] = {
    { "0", 0 }, { "1", 1000000 }, { "-3", -3000000 }, { "+3", 3000000 }, { "−3", -3000000 },
    { "12.5", 12500000 },
    { "1,234.5", 1234500000 }, { "1,234,567", G_GINT64_CONSTANT (1234567000000) }, { "１２．５", 12500000 },
    { "１，２３４", 1234000000 }, { " 7 ", 7000000 }, { ".5", 500000 }, { "5.", 5000000 }, { "0.000001", 1 },
    { "1.5000000", 1500000 }, { "9223372036854.775807", G_MAXINT64 }, { "007", 7000000 }, { "　7　", 7000000 },
  };
  static const char *bad[] = {
    "", " ", ".", "-", "x", "1x", "1.2.3", "1,23", "1,2345", "12,34,567", "1234,567", ",123", "1,",
    "0.0000001", "--1", "1e5",
    "9223372036854.775808", "99999999999999999999999999999999999999999", "1.2,3", "¥5", "NaN", "1 234", "2 3",
  };
  gint64 micro;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (gx_decimal_parse (good[i].text, &micro));
      g_assert_cmpint (micro, ==, good[i].micro);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (gx_decimal_parse (bad[i], &micro))
      g_error ("“%s” was taken for %" G_GINT64_FORMAT, bad[i], micro);
}

static void
writes_decimals (void)
{
  static const struct { gint64 micro; const char *plain, *pretty; } cases[] = {
    { 0, "0", "0" }, { 12500000, "12.5", "12.5" }, { -3000000, "-3", "−3" }, { 1, "0.000001", "0.000001" },
    { -1, "-0.000001", "−0.000001" },
    { 1234500000, "1234.5", "1,234.5" }, { G_MININT64, "-9223372036854.775808", "−9,223,372,036,854.775808" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = gx_decimal_to_string (cases[i].micro);
      g_autofree char *pretty = gx_decimal_format (cases[i].micro);

      g_assert_cmpstr (plain, ==, cases[i].plain);
      g_assert_cmpstr (pretty, ==, cases[i].pretty);
    }
}

static void
rounds_a_line_once (void)
{
  static const struct { gint64 quantity, price; const char *currency; gint64 minor; } cases[] = {
    { 3000000, 19990000, "CNY", 5997 }, { 1500000, 10000, "CNY", 2 }, { -1500000, 10000, "CNY", -2 },
    { 500000, 10000, "CNY", 1 }, { -500000, 10000, "CNY", -1 }, { 490000, 10000, "CNY", 0 },
    { 3000000, 500000, "JPY", 2 }, { 1000000, 1234500, "KWD", 1235 }, { 1000000, -1234500, "KWD", -1235 },
    { 1000000, G_MAXINT64, "CNY", G_GINT64_CONSTANT (922337203685478) },
  };
  gint64 minor;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (gx_line_amount (cases[i].quantity, cases[i].price, cases[i].currency, &minor));
      g_assert_cmpint (minor, ==, cases[i].minor);
    }

  g_assert_false (gx_line_amount (G_MAXINT64, G_MAXINT64, "CNY", &minor));
}

static void
parses_money (void)
{
  static const struct { const char *text, *currency; gint64 minor; } good[] = {
    { "1234.5", "CNY", 123450 }, { "¥1,234.50", "CNY", 123450 }, { "￥1,234.50", "CNY", 123450 },
    { "1234.5元", "CNY", 123450 },
    { "1.2万", "CNY", 1200000 }, { "1.23456万元", "CNY", 1234560 }, { "3亿", "CNY", 30000000000 },
    { "12k", "USD", 1200000 },
    { "$1.5m", "USD", 150000000 }, { "-¥3", "CNY", -300 }, { "¥-3", "CNY", -300 }, { "−¥3", "CNY", -300 },
    { "(1,234.50)", "USD", -123450 },
    { "CNY 12", "CNY", 1200 }, { "12 cny", "CNY", 1200 }, { "US$ 12", "USD", 1200 }, { "RMB12", "CNY", 1200 },
    { "人民币12", "CNY", 1200 },
    { "500", "JPY", 500 }, { "500.00", "JPY", 500 }, { "1.234", "KWD", 1234 }, { "12 ABC", "ABC", 1200 },
    { "5块", "CNY", 500 },
    { "１２．５", "CNY", 1250 }, { "10.00", "GBP", 1000 }, { "£10", "GBP", 1000 },
    { "1.2 万", "CNY", 1200000 }, { "( ¥ 3 )", "CNY", -300 },
  };
  static const struct { const char *text, *currency; } bad[] = {
    { "1.234", "CNY" }, { "0.5", "JPY" }, { "$12", "CNY" }, { "¥12", "USD" }, { "USD 12", "CNY" },
    { "", "CNY" }, { "¥", "CNY" },
    { "12x", "CNY" }, { "--3", "CNY" }, { "-(3)", "CNY" }, { "(3", "CNY" }, { "1.23456789万", "CNY" },
    { "99999999999亿亿", "CNY" },
    { "999999999999亿", "CNY" }, { "¥¥3", "CNY" },
  };
  gint64 minor;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      if (!gx_money_parse (good[i].text, good[i].currency, &minor))
        g_error ("“%s” was not taken", good[i].text);
      g_assert_cmpint (minor, ==, good[i].minor);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (gx_money_parse (bad[i].text, bad[i].currency, &minor))
      g_error ("“%s” was taken for %" G_GINT64_FORMAT, bad[i].text, minor);
}

static void
writes_money (void)
{
  static const struct { gint64 minor; const char *currency, *plain, *exact, *whole, *brief; } cases[] = {
    { 0, "CNY", "0.00", "¥0.00", "¥0.00", "¥0" },
    { 123450, "CNY", "1234.50", "¥1,234.50", "¥1,235", "¥1.2k" },
    { -300, "GBP", "-3.00", "−£3.00", "−£3.00", "−£3" },
    { 5570449, "CNY", "55704.49", "¥55,704.49", "¥55,704", "¥55.7k" },
    { 9999, "USD", "99.99", "$99.99", "$99.99", "$99.99" },
    { 10000, "USD", "100.00", "$100.00", "$100", "$100" },
    { 99960, "USD", "999.60", "$999.60", "$1,000", "$1k" },
    { 1820000000, "CNY", "18200000.00", "¥18,200,000.00", "¥18,200,000", "¥18.2M" },
    { 18200000000, "CNY", "182000000.00", "¥182,000,000.00", "¥182,000,000", "¥182M" },
    { 99996000, "CNY", "999960.00", "¥999,960.00", "¥999,960", "¥1M" },
    { 96000000, "CNY", "960000.00", "¥960,000.00", "¥960,000", "¥960k" },
    { 1500, "JPY", "1500", "JP¥1,500", "JP¥1,500", "JP¥1.5k" },
    { 1500, "KWD", "1.500", "KWD" NBSP "1.500", "KWD" NBSP "1.500", "KWD" NBSP "1.500" },
    { G_MININT64, "CNY", "-92233720368547758.08",
      "−¥92,233,720,368,547,758.08", "−¥92,233,720,368,547,758", "−¥92234T" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = gx_money_to_string (cases[i].minor, cases[i].currency);
      g_autofree char *exact = gx_money_format (cases[i].minor, cases[i].currency);
      g_autofree char *whole = gx_money_format_whole (cases[i].minor, cases[i].currency);
      g_autofree char *brief = gx_money_format_short (cases[i].minor, cases[i].currency);

      g_assert_cmpstr (plain, ==, cases[i].plain);
      g_assert_cmpstr (exact, ==, cases[i].exact);
      g_assert_cmpstr (whole, ==, cases[i].whole);
      g_assert_cmpstr (brief, ==, cases[i].brief);
    }
}

static void
writes_counts (void)
{
  static const struct { gint64 count; const char *whole, *brief; } cases[] = {
    { 0, "0", "0" }, { 999, "999", "999" }, { 1000, "1,000", "1k" }, { 9400, "9,400", "9.4k" },
    { -9400, "−9,400", "−9.4k" },
    { 99949, "99,949", "99.9k" }, { 99950, "99,950", "100k" }, { 999499, "999,499", "999k" },
    { 999500, "999,500", "1M" },
    { 1234567890, "1,234,567,890", "1.2B" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *whole = gx_count_format (cases[i].count);
      g_autofree char *brief = gx_count_format_short (cases[i].count);

      g_assert_cmpstr (whole, ==, cases[i].whole);
      g_assert_cmpstr (brief, ==, cases[i].brief);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/money/knows-currencies", knows_currencies);
  g_test_add_func ("/money/parses-decimals", parses_decimals);
  g_test_add_func ("/money/writes-decimals", writes_decimals);
  g_test_add_func ("/money/rounds-a-line-once", rounds_a_line_once);
  g_test_add_func ("/money/parses-money", parses_money);
  g_test_add_func ("/money/writes-money", writes_money);
  g_test_add_func ("/money/writes-counts", writes_counts);

  return g_test_run ();
}
