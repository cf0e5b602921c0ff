/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-printer.h"

#include "base/gx-day.h"

#include <string.h>

static void
print_list (GxPrinter *printer)
{
  gx_printer_begin_list (printer);
  for (int i = 0; i < 2; i++)
    {
      gx_printer_begin_object (printer);
      gx_printer_put (printer, "name", text, i == 0 ? "王芳" : "O\"Brien\n");
      gx_printer_put (printer, "value", money, -1234 + i, "CNY");
      gx_printer_key (printer, "tags");
      gx_printer_begin_list (printer);
      for (int j = 0; j < i * 2; j++)
        gx_printer_text (printer, "a");
      gx_printer_end_list (printer);
      gx_printer_put (printer, "day", day, i == 0 ? GX_NO_DAY : gx_day_new (2026, 11, 21));
      gx_printer_end_object (printer);
    }
  gx_printer_end_list (printer);
}

static void
print_object (GxPrinter *printer)
{
  gx_printer_begin_object (printer);
  gx_printer_put (printer, "step", id, 0);
  gx_printer_put (printer, "quantity", decimal, 2500000);
  gx_printer_put (printer, "at", at, G_GINT64_CONSTANT (1795228320), 480);
  gx_printer_end_object (printer);
}

static void
print_empty_list (GxPrinter *printer)
{
  gx_printer_begin_list (printer);
  gx_printer_end_list (printer);
}

/* Each of these ends a line for some who read one. */
static void
print_line_ends (GxPrinter *printer)
{
  gx_printer_begin_object (printer);
  gx_printer_put (printer, "text", text, "a\xc2\x85" "b\xe2\x80\xa8" "c\xe2\x80\xa9é");
  gx_printer_end_object (printer);
}

static void
assert_prints (GxPrintFormat format, void (*print) (GxPrinter *printer), const char *expected)
{
  char *text = NULL;
  size_t length = 0;
  FILE *stream = open_memstream (&text, &length);
  GxPrinter *printer = gx_printer_new (format, stream);

  print (printer);
  g_assert_true (gx_printer_free (printer));
  fclose (stream);
  g_assert_cmpstr (text, ==, expected);
  free (text);
}

static void
test_json (void)
{
  assert_prints (
      GX_PRINT_JSON, print_list,
      "[\n{\"name\":\"王芳\",\"value\":{\"minor\":-1234,\"currency\":\"CNY\"},\"tags\":[],\"day\":null},\n"
      "{\"name\":\"O\\\"Brien\\n\",\"value\":{\"minor\":-1233,\"currency\":\"CNY\"},\"tags\":[\"a\",\"a\"],"
      "\"day\":\"2026-11-21\"}\n]\n");
  assert_prints (GX_PRINT_JSON, print_object,
                 "{\"step\":null,\"quantity\":\"2.5\",\"at\":\"2026-11-21T10:32:00+08:00\"}\n");
  assert_prints (GX_PRINT_JSON, print_empty_list, "[\n]\n");
}

/* What cannot be held in memory goes out while it is said; the texts are whole. */
static void
test_long (void)
{
  const char *row = "{\"name\":\"O\\\"Brien \\\\ 王芳\\t\"}";
  g_autofree char *begin = g_strconcat ("{\"rows\":[", row, ",{", NULL);
  g_autofree char *end = g_strconcat ("},", row, "]}\n", NULL);
  char *text = NULL;
  size_t length = 0;
  FILE *stream = open_memstream (&text, &length);
  GxPrinter *printer = gx_printer_new (GX_PRINT_JSON, stream);

  gx_printer_begin_object (printer);
  gx_printer_key (printer, "rows");
  gx_printer_begin_list (printer);
  for (int i = 0; i < 10000; i++)
    {
      gx_printer_begin_object (printer);
      gx_printer_put (printer, "name", text, "O\"Brien \\ 王芳\t");
      gx_printer_end_object (printer);
    }
  fflush (stream);
  g_assert_cmpuint (length, >, 200000);
  gx_printer_end_list (printer);
  gx_printer_end_object (printer);
  g_assert_true (gx_printer_free (printer));
  fclose (stream);
  g_assert_cmpuint (length, ==, strlen ("{\"rows\":[]}\n") + 10000 * (strlen (row) + 1) - 1);
  g_assert_true (g_str_has_prefix (text, begin));
  g_assert_true (g_str_has_suffix (text, end));
  free (text);
}

static void
test_jsonl (void)
{
  assert_prints (
      GX_PRINT_JSONL, print_list,
      "{\"name\":\"王芳\",\"value\":{\"minor\":-1234,\"currency\":\"CNY\"},\"tags\":[],\"day\":null}\n"
      "{\"name\":\"O\\\"Brien\\n\",\"value\":{\"minor\":-1233,\"currency\":\"CNY\"},\"tags\":[\"a\",\"a\"],"
      "\"day\":\"2026-11-21\"}\n");
  assert_prints (GX_PRINT_JSONL, print_object,
                 "{\"step\":null,\"quantity\":\"2.5\",\"at\":\"2026-11-21T10:32:00+08:00\"}\n");
  assert_prints (GX_PRINT_JSONL, print_empty_list, "");
  assert_prints (GX_PRINT_JSONL, print_line_ends, "{\"text\":\"a\\u0085b\\u2028c\\u2029é\"}\n");
}

/* Chinese characters take two places; numbers stand at the right; what is nested is JSON. */
static void
test_table (void)
{
  assert_prints (GX_PRINT_TABLE, print_list,
                 "name      value       tags       day\n"
                 "王芳      -12.34 CNY             \n"
                 "O\"Brien   -12.33 CNY  [\"a\",\"a\"]  2026-11-21\n");
  assert_prints (GX_PRINT_TABLE, print_object,
                 "step      \n"
                 "quantity  2.5\n"
                 "at        2026-11-21T10:32:00+08:00\n");
  assert_prints (GX_PRINT_TABLE, print_empty_list, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printer/json", test_json);
  g_test_add_func ("/printer/jsonl", test_jsonl);
  g_test_add_func ("/printer/long", test_long);
  g_test_add_func ("/printer/table", test_table);
  return g_test_run ();
}
