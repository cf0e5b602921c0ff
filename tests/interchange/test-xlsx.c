/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "interchange/gx-xlsx-book.h"

static void
test_formats (void)
{
  static const struct { const char *code; GxXlsxStyle style; } cases[] = {
    { "General", GX_XLSX_NUMBER }, { "0.00", GX_XLSX_NUMBER }, { "0.00E+00", GX_XLSX_NUMBER },
    { "#,##0;[Red]-#,##0", GX_XLSX_NUMBER },
    { "yyyy-mm-dd", GX_XLSX_DAY }, { "m/d/yy h:mm", GX_XLSX_INSTANT }, { "[$-804]yyyy\"年\"m\"月\"d\"日\"",
      GX_XLSX_DAY },
    { "mmm", GX_XLSX_DAY }, { "h:mm", GX_XLSX_TIME }, { "[h]:mm:ss", GX_XLSX_TIME },
    { "mm:ss", GX_XLSX_TIME },
    { "\"dy\"0", GX_XLSX_NUMBER }, { "\\d0", GX_XLSX_NUMBER }, { "e\"年\"m\"月\"", GX_XLSX_DAY },
    { "\"kg", GX_XLSX_NUMBER },
    { "[Red]General", GX_XLSX_NUMBER }, { "\"Qty: \"General", GX_XLSX_NUMBER }, { "ggge\"年\"", GX_XLSX_DAY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].code);
      g_assert_cmpint (gx_xlsx_style_of_format (cases[i].code), ==, cases[i].style);
    }
}

static void
test_numbers (void)
{
  static const char * const cases[][2] = {
    { "1", "1" }, { "0.10000000000000001", "0.1" }, { "29.330000000000002", "29.330000000000002" },
    { "1.3800138E10", "13800138000" },
    { "-2.5E-3", "-0.0025" }, { "440301198001011234", "440301198001011234" }, { "1E2", "100" },
    { "12.50", "12.5" }, { "0.0", "0" },
    { "7.8649999999999998E-7", "0.0000007865" }, { "x", "x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      gx_xlsx_number_text (cases[i][0], out);
      g_assert_cmpstr (out->str, ==, cases[i][1]);
    }
}

static void
test_serials (void)
{
  static const struct { const char *stored; GxXlsxStyle style; gboolean is_1904; const char *text;
                        } cases[] = {
    { "1", GX_XLSX_DAY, FALSE, "1900-01-01" }, { "59", GX_XLSX_DAY, FALSE, "1900-02-28" },
    { "60", GX_XLSX_DAY, FALSE, NULL },
    { "61", GX_XLSX_DAY, FALSE, "1900-03-01" }, { "44197", GX_XLSX_DAY, FALSE, "2021-01-01" },
    { "0", GX_XLSX_DAY, TRUE, "1904-01-01" },
    { "42735", GX_XLSX_DAY, TRUE, "2021-01-01" }, { "40513.351388888892", GX_XLSX_INSTANT, FALSE,
                                                    "2010-12-01 08:26" },
    { "40513", GX_XLSX_INSTANT, FALSE, "2010-12-01 00:00" }, { "40513.999999", GX_XLSX_DAY, FALSE,
      "2010-12-02" },
    { "0.5", GX_XLSX_TIME, FALSE, "12:00:00" }, { "1.5", GX_XLSX_TIME, FALSE, "36:00:00" },
    { "42213.3125", GX_XLSX_TIME, FALSE, "2015-07-28 07:30" },
    { "-1", GX_XLSX_DAY, FALSE, NULL }, { "3000000", GX_XLSX_DAY,
      FALSE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      g_assert_cmpint (gx_xlsx_serial_text (cases[i].stored, cases[i].style, cases[i].is_1904, out), ==,
                       cases[i].text != NULL);
      if (cases[i].text != NULL)
        g_assert_cmpstr (out->str, ==, cases[i].text);
    }
}

static void
test_escapes (void)
{
  g_autoptr (GString) text = g_string_new ("x_x0041_y_x000D_\n_x00_");

  gx_xlsx_unescape (text, 1);
  g_assert_cmpstr (text->str, ==, "xAy\r\n_x00_");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx/formats", test_formats);
  g_test_add_func ("/xlsx/numbers", test_numbers);
  g_test_add_func ("/xlsx/serials", test_serials);
  g_test_add_func ("/xlsx/escapes", test_escapes);
  return g_test_run ();
}
