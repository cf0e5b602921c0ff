/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libintl.h>
#include <locale.h>

#include "base/gx-day.h"
#include "base/gx-money.h"
#include "base/gx-partial-day.h"
#include "base/gx-phrase.h"

/* What the helpers say in Chinese, with the catalogue of this build. */

static void
counts_by_ten_thousands (void)
{
  static const struct { gint64 minor; const char *brief; } amounts[] = {
    { 94000, "¥940" }, { 940000, "¥9400" }, { 999949, "¥9999" }, { 999960, "¥1万" }, { 1000000, "¥1万" },
    { 12300000, "¥12.3万" }, { 1820000000, "¥1820万" }, { 999900000000, "¥100亿" }, { 10000000000, "¥1亿" },
    { 12000000000, "¥1.2亿" }, { -1820000000, "−¥1820万" }, { 50, "¥0.50" },
  };
  static const struct { gint64 count; const char *brief; } counts[] = {
    { 940, "940" }, { 9400, "9400" }, { 12000, "1.2万" }, { 9999, "9999" }, { 99999999, "1亿" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autofree char *brief = gx_money_format_short (amounts[i].minor, "CNY");

      g_assert_cmpstr (brief, ==, amounts[i].brief);
    }
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *brief = gx_count_format_short (counts[i].count);

      g_assert_cmpstr (brief, ==, counts[i].brief);
    }

  g_assert_cmpstr (gx_currency_of_locale (), ==, "CNY");
}

static void
says_days (void)
{
  static const struct { int ahead; const char *text; } cases[] = {
    { 0, "今天" }, { 1, "明天" }, { -1, "昨天" }, { -2, "前天" }, { 2, "后天" }, { -3, "3 天前" }, { 14, "2 周后" },
    { -60, "9月22日" }, { -400, "2025年10月17日" },
  };
  GxDay today = gx_day_new (2026, 11, 21);
  g_autofree char *whole = gx_day_format (today);
  GxPartialDay birthday = { .month = 3, .day = 5 };
  g_autofree char *partial = gx_partial_day_format (&birthday);

  g_assert_cmpstr (whole, ==, "2026年11月21日");
  g_assert_cmpstr (partial, ==, "3月5日");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = gx_day_format_relative (today + cases[i].ahead, today);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
says_phrases (void)
{
  static const char *cases[][3] = {
    { "standing", "lead", "线索" }, { "event.kind", "call", "电话" }, { "event.kind", "visit", "拜访" },
    { "lifecycle", "dormant", "沉睡" }, { "purchase.kind", "return", "退货" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (gx_phrase (cases[i][0], cases[i][1]), ==, cases[i][2]);
}

/* -- Only where the catalogue was built, and knows these words already */

static void
run_or_skip (gconstpointer test)
{
  if (g_str_equal (gx_phrase ("standing", "lead"), gx_phrase_source ("standing", "lead")))
    g_test_skip ("no Chinese catalogue in po/");
  else
    ((GTestFunc) test) ();
}

int
main (int argc, char *argv[])
{
  g_autofree char *catalogues = g_build_filename (g_getenv ("G_TEST_BUILDDIR") ?: ".", "..", "po", NULL);

  g_setenv ("LANGUAGE", "zh_CN", TRUE);
  /* From Debian 13 on, C.UTF-8 is never translated. */
  if (setlocale (LC_ALL, "zh_CN.UTF-8") == NULL)
    setlocale (LC_ALL, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, catalogues);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/chinese/counts-by-ten-thousands", counts_by_ten_thousands, run_or_skip);
  g_test_add_data_func ("/chinese/says-days", says_days, run_or_skip);
  g_test_add_data_func ("/chinese/says-phrases", says_phrases, run_or_skip);

  return g_test_run ();
}
