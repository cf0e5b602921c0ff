/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "base/gx-error.h"
#include "interchange/gx-csv-reader.h"
#include "interchange/gx-encoding.h"

/* A file of these bytes, read with these options and printed: cells joined by "|", rows by "/", each with its
 * number. */
static char *
read_bytes (const char *bytes, gssize length, const GxTableOptions *options, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GxTable) table = NULL;
  g_autoptr (GError) local_error = NULL;
  GString *out = g_string_new (NULL);
  GxRow row;
  int fd = g_file_open_tmp ("guanxi-XXXXXX.csv", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
  table = gx_table_open (path, options, &local_error);
  if (table != NULL && gx_table_start (table, 0, &local_error))
    while (gx_table_next (table, &row, &local_error))
      {
        if (out->len > 0)
          g_string_append_c (out, '/');
        g_string_append_printf (out, "%" G_GINT64_FORMAT ":", row.number);
        for (guint i = 0; i < row.n_cells; i++)
          {
            g_assert_cmpuint (strlen (row.cells[i].text), ==, row.cells[i].length);
            g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", row.cells[i].text);
          }
      }
  g_unlink (path);
  if (local_error == NULL)
    return g_string_free (out, FALSE);
  g_propagate_error (error, g_steal_pointer (&local_error));
  g_string_free (out, TRUE);
  return NULL;
}

static void
assert_reads (const char *bytes, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *read = read_bytes (bytes, -1, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (read, ==, expected);
}

static void
test_telling_line (void)
{
  static const char text[] = "name,city\r\nAnn,Bath\r\n李娜,北京\r\n张敏,上海\r\n";
  gsize length = 0;
  g_autofree char *gb = g_convert (text, -1, "GB18030", "UTF-8", NULL, &length, NULL);
  g_autofree char *path = NULL, *first = NULL, *telling = NULL;
  int fd = g_file_open_tmp ("guanxi-XXXXXX.csv", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, gb, length, NULL));
  first = gx_encoding_first_line (path, "GB18030");
  telling = gx_encoding_telling_line (path, "GB18030");
  g_assert_cmpstr (first, ==, "name,city");
  g_assert_cmpstr (telling, ==, "李娜,北京");
  g_unlink (path);
}

static void
test_quotes (void)
{
  assert_reads ("a,b\n1,2\n", "1:a|b/2:1|2");
  assert_reads ("a,b\r\n\"x, y\",\"say \"\"hi\"\"\"\r\n", "1:a|b/2:x, y|say \"hi\"");
  assert_reads ("a,b\n\"line\nbreak\",2\n3,4", "1:a|b/2:line\nbreak|2/3:3|4");
  assert_reads ("a,b\r\n\"line\r\nbreak\",2\r\n", "1:a|b/2:line\r\nbreak|2");
  assert_reads ("a,b\rc,d\r", "1:a|b/2:c|d");
  assert_reads ("a,b\n5\" disk,\"x\"y\n", "1:a|b/2:5\" disk|xy");
  assert_reads ("a,b,\n,,\n\n1,,3\n", "1:a|b|/4:1||3");
  assert_reads ("\xef\xbb\xbf姓名,电话\n李娜,1\n", "1:姓名|电话/2:李娜|1");
  assert_reads ("", "");
  assert_reads ("a,b\n1,\"\"\"\n", "1:a|b/2:1|\"");
  assert_reads ("a,b,c\n=\"007\",\"=\"\"2026110100001\"\"\",=\"\"\n", "1:a|b|c/2:007|2026110100001|=\"\"");
  assert_reads ("a,b\n=A1&\"x\",=\"a\"&\"b\"\n", "1:a|b/2:=A1&\"x\"|=\"a\"&\"b\"");
}

static void
test_delimiters (void)
{
  assert_reads ("a;b;c\n1,5;2;3\n4,5;6;7\n", "1:a|b|c/2:1,5|2|3/3:4,5|6|7");
  assert_reads ("a\tb\n1\t2\n", "1:a|b/2:1|2");
  assert_reads ("sep=;\na;b\n1;2\n", "2:a|b/3:1|2");
  assert_reads ("sep=\t\na\tb\n", "2:a|b");
  assert_reads ("sep=；\na，b\n", "1:sep=；/2:a，b");
  assert_reads (" 01 0001 19970101  2   29.33\r\n 02 0001 19970118  2    9.73\r\n",
                "1:01|0001|19970101|2|29.33/2:02|0001|19970118|2|9.73");
  assert_reads ("Anna Smith\nPeter Jones\n", "1:Anna Smith/2:Peter Jones");
  assert_reads ("only\n", "1:only");
}

static void
test_encodings (void)
{
  static const GxTableOptions gb18030 = { .encoding = "gbk" };
  g_autofree char *gb = g_convert ("姓名,城市\n李娜,北京\n", -1, "GB18030", "UTF-8", NULL, NULL, NULL);
  g_autofree char *read = NULL, *utf16 = NULL, *wide = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  read = read_bytes (gb, -1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read, ==, "1:姓名|城市/2:李娜|北京");
  g_clear_pointer (&read, g_free);

  read = read_bytes ("name\nLef\xe8vre\n", -1, NULL, &error);
  g_assert_null (read);
  g_assert_error (error, GX_ERROR, GX_ERROR_AMBIGUOUS);
  g_assert_nonnull (strstr (error->message, "--encoding"));
  g_assert_nonnull (strstr (error->message, "WINDOWS-1252: Lefèvre"));
  g_clear_error (&error);

  read = read_bytes (gb, -1, &gb18030, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read, ==, "1:姓名|城市/2:李娜|北京");

  wide = g_convert ("\xef\xbb\xbf" "a,é\n", -1, "UTF-16LE", "UTF-8", NULL, &length, NULL);
  utf16 = read_bytes (wide, length, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (utf16, ==, "1:a|é");
}

static void
test_refusals (void)
{
  static const GxTableOptions utf8 = { .encoding = "utf-8" }, gb18030 = { .encoding = "gb18030" };
  static const struct { const char *bytes; gssize length; const GxTableOptions *options; const char *says;
                        } cases[] = {
    { "a,b\n1,\0\n", 9, NULL, "row 2" },
    { "a,b\n1,\"2\n3,4\n", -1, NULL, "row 2, column B" }, { "a,b\n1,\"cut o", -1, NULL, "row 2" },
    { "a,\xff\n", -1, &utf8, "UTF-8" }, { "\1\0\2\0\0\x80\0\xff", 8, NULL, "UTF-8" },
    { "姓名,城市\n李娜,北京\n张敏,\xe4\xb8\n", -1, NULL, "row 3" },
    { "a,b\nc,\x81\x30\n", -1, &gb18030, "GB18030" },
    { "{\"id\":1,\"name\":\"李娜\"}\n", -1, NULL, "JSON" }, { "[\n  { \"id\": 1 }\n]\n", -1, NULL, "JSON" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *read = read_bytes (cases[i].bytes, cases[i].length, cases[i].options, &error);

      g_assert_cmpstr (read, ==, NULL);
      g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

/* A cell over a megabyte, and rows and cells that lie across the borders of what is read at once. */
static void
test_sizes (void)
{
  g_autoptr (GString) text = g_string_new ("n,text\n");
  g_autoptr (GString) expected = g_string_new ("1:n|text");
  g_autoptr (GString) huge = g_string_new ("a\n\"");
  g_autoptr (GError) error = NULL;
  g_autofree char *read = NULL, *refused = NULL;

  for (int i = 0; i < 40000; i++)
    {
      g_string_append_printf (text, "%d,\"é \"\"%d\"\"\"\r\n", i, i * 7919);
      g_string_append_printf (expected, "/%d:%d|é \"%d\"", i + 2, i, i * 7919);
    }
  read = read_bytes (text->str, text->len, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read, ==, expected->str);

  for (int i = 0; i < GX_TABLE_MAX_CELL + 10; i++)
    g_string_append_c (huge, 'x');
  g_string_append (huge, "\"\n");
  refused = read_bytes (huge->str, huge->len, NULL, &error);
  g_assert_cmpstr (refused, ==, NULL);
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
}

/* What a spreadsheet, a mail or a terminal puts on the clipboard. */
static void
test_pasted (void)
{
  static const char * const cases[][2] = {
    { "姓名\t电话\n李娜\t138, 139\n\"王\n芳\"\t\"说\"\"好\"\"\"\n", "姓名|电话/李娜|138, 139/王\n芳|说\"好\"" },
    { "a,b\r\n1,2\r\n", "a|b/1|2" },
    { "name   city\nAnn    Bath\nBob    Leeds\n", "name|city/Ann|Bath/Bob|Leeds" },
    { "one\n", "one" },
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GxTable) table = gx_table_open_text (cases[i][0], &error);
      g_autoptr (GString) all = g_string_new (NULL);
      GxRow row;

      g_assert_no_error (error);
      g_assert_true (gx_table_start (table, 0, NULL));
      while (gx_table_next (table, &row, &error))
        for (guint j = 0; j < row.n_cells; j++)
          g_string_append_printf (all, "%s%s", all->len == 0 ? "" : j == 0 ? "/" : "|", row.cells[j].text);
      g_assert_no_error (error);
      g_assert_cmpstr (all->str, ==, cases[i][1]);
    }
  g_assert_null (gx_table_open_text ("\n\n", &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/quotes", test_quotes);
  g_test_add_func ("/csv/delimiters", test_delimiters);
  g_test_add_func ("/csv/encodings", test_encodings);
  g_test_add_func ("/csv/telling-line", test_telling_line);
  g_test_add_func ("/csv/refusals", test_refusals);
  g_test_add_func ("/csv/sizes", test_sizes);
  g_test_add_func ("/csv/pasted", test_pasted);
  return g_test_run ();
}
