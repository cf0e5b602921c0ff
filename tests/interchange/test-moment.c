/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "base/gx-day.h"
#include "interchange/gx-import-private.h"

static void
test_days (void)
{
  static const struct { const char *text; GxDayOrder order; const char *day; int seconds; } cases[] = {
    { "2010-12-01 08:26", GX_DAY_ORDER_ASK, "2010-12-01", 8 * 3600 + 26 * 60 },
    { "19970101", GX_DAY_ORDER_ASK, "1997-01-01", -1 },
    { "2024年3月5日", GX_DAY_ORDER_ASK, "2024-03-05", -1 }, { "2024/3/5", GX_DAY_ORDER_DMY, "2024-03-05", -1 },
    { "2024-03-05T10:11:12Z", GX_DAY_ORDER_ASK, "2024-03-05", 36672 }, { "2024-03-05 10:11:12.345+08:00",
      GX_DAY_ORDER_ASK, "2024-03-05", 36672 },
    { "21 Nov 2026", GX_DAY_ORDER_ASK, "2026-11-21", -1 }, { "Nov 21, 2026", GX_DAY_ORDER_ASK, "2026-11-21",
                                                             -1 },
    { "21-Sept-2026", GX_DAY_ORDER_MDY, "2026-09-21", -1 }, { "12/1/10 8:26 PM", GX_DAY_ORDER_MDY,
                                                              "2010-12-01", 20 * 3600 + 26 * 60 },
    { "01/12/2010", GX_DAY_ORDER_DMY, "2010-12-01", -1 }, { "05.05.2010", GX_DAY_ORDER_ASK, "2010-05-05",
                                                            -1 },
    { "２０２４-０３-０５", GX_DAY_ORDER_ASK, "2024-03-05", -1 }, { "2024/3/5 下午3:05", GX_DAY_ORDER_ASK,
                                                            "2024-03-05", 15 * 3600 + 300 },
    { "2024年3月5日星期二", GX_DAY_ORDER_ASK, "2024-03-05", -1 },
    { "2024年3月5日 周二 8:26", GX_DAY_ORDER_ASK, "2024-03-05", 8 * 3600 + 26 * 60 },
    { "Tuesday, March 5, 2024", GX_DAY_ORDER_ASK, "2024-03-05", -1 },
    { "Tue, 5 Mar 2024", GX_DAY_ORDER_ASK, "2024-03-05", -1 },
    { "5-Mar-24", GX_DAY_ORDER_ASK, "2024-03-05", -1 },
    { "3/5/24", GX_DAY_ORDER_MDY, "2024-03-05", -1 },
    { "29.02.2024", GX_DAY_ORDER_DMY, "2024-02-29", -1 }, { "21Nov2026", GX_DAY_ORDER_ASK, "2026-11-21", -1 },
  };
  static const struct { const char *text; GxDayOrder order; } refused[] = {
    { "30.02.2024", GX_DAY_ORDER_DMY }, { "2023-02-29", GX_DAY_ORDER_ASK },
    { "01/12/2010", GX_DAY_ORDER_ASK }, { "13/02/2010", GX_DAY_ORDER_MDY },
    { "2010-12-013", GX_DAY_ORDER_ASK }, { "2010-12", GX_DAY_ORDER_ASK }, { "yesterday", GX_DAY_ORDER_ASK },
    { "", GX_DAY_ORDER_ASK },
    { "2010-12-01 25:00", GX_DAY_ORDER_ASK }, { "31121997", GX_DAY_ORDER_ASK }, { "2010-12-01 8:26 banana",
      GX_DAY_ORDER_ASK }, { "12.5", GX_DAY_ORDER_DMY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *iso = NULL;
      GxMoment moment;

      g_test_message ("%s", cases[i].text);
      g_assert_true (gx_moment_parse (cases[i].text, cases[i].order, &moment));
      iso = gx_day_to_iso (moment.day);
      g_assert_cmpstr (iso, ==, cases[i].day);
      g_assert_cmpint (moment.has_time ? moment.seconds : -1, ==, cases[i].seconds);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      GxMoment moment;

      g_test_message ("%s", refused[i].text);
      g_assert_false (gx_moment_parse (refused[i].text, refused[i].order, &moment));
    }
}

/* Days that a spreadsheet counts from 1900, in a text file. */
static void
test_serials (void)
{
  static const struct { const char *text, *day; int seconds; } cases[] = {
    { "45356", "2024-03-05", -1 }, { "25569", "1970-01-01", -1 }, { "45356.5", "2024-03-05", 43200 },
    { "73050", "2099-12-31", -1 }, { "10000", "1927-05-18", -1 }, { "45356.0", "2024-03-05", -1 },
  };
  static const char * const refused[] = { "", "1997", "9999", "73051", "199701", "45356x", "45.356",
                                          "-45356", "45356." };
  GxMoment moment;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *iso = NULL;

      g_assert_true (gx_moment_parse_serial (cases[i].text, &moment));
      iso = gx_day_to_iso (moment.day);
      g_assert_cmpstr (iso, ==, cases[i].day);
      g_assert_cmpint (moment.has_time ? moment.seconds : -1, ==, cases[i].seconds);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (gx_moment_parse_serial (refused[i], &moment));
}

static void
test_numbers (void)
{
  static const struct { const char *text; gboolean comma; gint64 micro; } cases[] = {
    { "29.33", FALSE, 29330000 }, { "-3", FALSE, -3000000 }, { "1,234.5", FALSE, 1234500000 },
    { "1.234,5", TRUE, 1234500000 },
    { "¥ 1,200.00", FALSE, 1200000000 }, { "(12.50)", FALSE, -12500000 }, { "12.50-", FALSE, -12500000 },
    { "0.30000000000000004", FALSE, 300000 },
    { "0.1234565", FALSE, 123457 }, { "-0.1234565", FALSE, -123457 }, { "１２．５", FALSE, 12500000 },
    { "1.5E+3", FALSE, 1500000000 }, { "29,33", TRUE, 29330000 },
    { "3.5万", FALSE, 35000000000 }, { "1.2亿元", FALSE, G_GINT64_CONSTANT (120000000000000) },
    { "12k", FALSE, 12000000000 }, { "¥1,2万", TRUE, 12000000000 },
    { "2.5百万", FALSE, G_GINT64_CONSTANT (2500000000000) },
    { "HK$ 5", FALSE, 5000000 }, { "12.5 EUR", FALSE, 12500000 },
    { "€1.50", FALSE, 1500000 }, { "美元 3", FALSE, 3000000 },
  };
  static const char * const refused[] = { "", "x", "1.2.3", "12 apples", "-", "1,23", "3万5", "万", "12 XYZ" };
  gint64 micro;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_true (_gx_import_number (cases[i].text, cases[i].comma, &micro));
      g_assert_cmpint (micro, ==, cases[i].micro);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_test_message ("%s", refused[i]);
      g_assert_false (_gx_import_number (refused[i], FALSE, &micro));
    }
  g_assert_cmpstr (_gx_import_currency ("€12", "CNY"), ==, "EUR");
  g_assert_cmpstr (_gx_import_currency ("12 usd", "CNY"), ==, "USD");
  g_assert_cmpstr (_gx_import_currency ("$5", "AUD"), ==, "AUD");
  g_assert_cmpstr (_gx_import_currency ("$5", "CNY"), ==, "USD");
  g_assert_cmpstr (_gx_import_currency ("￥5", "JPY"), ==, "JPY");
  g_assert_cmpstr (_gx_import_currency ("3.5万元", "EUR"), ==, "CNY");
  g_assert_null (_gx_import_currency ("12.50", "CNY"));
  g_assert_cmpint (_gx_import_votes_comma ("29,33"), ==, 1);
  g_assert_cmpint (_gx_import_votes_comma ("1.234,50"), ==, 1);
  g_assert_cmpint (_gx_import_votes_comma ("1,234.50"), ==, -1);
  g_assert_cmpint (_gx_import_votes_comma ("1,234"), ==, 0);
  g_assert_cmpint (_gx_import_votes_comma ("1234"), ==, 0);
}

static void
test_fields (void)
{
  static const struct { const char *header; GxImportKind kind; GxColumn field; } cases[] = {
    { "InvoiceNo", GX_IMPORT_PURCHASES, GX_COLUMN_ORDER }, { "Unit Price (EUR)*", GX_IMPORT_PURCHASES,
                                                             GX_COLUMN_UNIT_PRICE },
    { "手机号码（必填）", GX_IMPORT_CUSTOMERS, GX_COLUMN_PHONE }, { "E-Mail", GX_IMPORT_CUSTOMERS, GX_COLUMN_MAIL },
    { "备注", GX_IMPORT_CUSTOMERS, GX_COLUMN_NOTE }, { "备注", GX_IMPORT_EVENTS, GX_COLUMN_TEXT },
    { "备注", GX_IMPORT_PURCHASES, GX_COLUMN_PURCHASE_NOTE },
    { "customer_id", GX_IMPORT_AUTO, GX_COLUMN_CUSTOMER_ID }, { "Description", GX_IMPORT_PURCHASES,
      GX_COLUMN_PRODUCT },
    { "banana", GX_IMPORT_AUTO, GX_COLUMN_SKIP }, { "", GX_IMPORT_AUTO, GX_COLUMN_SKIP },
  };
  static const char * const retail[] = { "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate",
                                         "UnitPrice", "CustomerID", "Country" };
  static const char * const people[] = { "姓名", "电话", "生日" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].header);
      g_assert_cmpint (gx_column_find (cases[i].header, cases[i].kind), ==, cases[i].field);
    }
  g_assert_cmpint (gx_import_kind_guess (retail, G_N_ELEMENTS (retail)), ==, GX_IMPORT_PURCHASES);
  g_assert_cmpint (gx_import_kind_guess (people, G_N_ELEMENTS (people)), ==, GX_IMPORT_CUSTOMERS);
  for (guint i = GX_COLUMN_SKIP + 1; i < GX_N_COLUMNS; i++)
    for (guint kind = GX_IMPORT_CUSTOMERS; kind <= GX_IMPORT_PRODUCTS; kind++)
      if (i != GX_COLUMN_CUSTOM && gx_column_is_of (i, kind))
        g_assert_cmpint (gx_column_find (gx_column_key (i), kind), ==, i);
}

/* Marks are the same for ever: a book imported today must know its rows in ten years. */
static void
test_marks (void)
{
  GxMarks *marks = _gx_marks_new ();
  guint64 mark = _gx_mark_add (_gx_mark_add (_gx_mark_begin ("purchases"), "amount"), "29.33");

  g_assert_cmpint (_gx_mark_end (mark, 0), ==, G_GINT64_CONSTANT (297736765012386188));
  g_assert_cmpint (_gx_mark_end (mark, 1), !=, _gx_mark_end (mark, 0));
  for (guint i = 0; i < 100000; i++)
    g_assert_cmpuint (_gx_marks_count (marks, 1 + i % 50000), ==, i / 50000);
  _gx_marks_free (marks);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/moment/days", test_days);
  g_test_add_func ("/moment/numbers", test_numbers);
  g_test_add_func ("/moment/fields", test_fields);
  g_test_add_func ("/moment/marks", test_marks);
  g_test_add_func ("/moment/serials", test_serials);
  return g_test_run ();
}
