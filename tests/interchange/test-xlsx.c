/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "base/gx-error.h"
#include "interchange/gx-table.h"
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
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
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

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
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
    { "0.5", GX_XLSX_TIME, FALSE, "12:00:00" }, { "-1", GX_XLSX_DAY, FALSE, NULL }, { "3000000", GX_XLSX_DAY,
      FALSE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
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

/* Compares one cell with what an independent reader saw: its type and its first 60 characters as stored. */
static void
check_cell (const GxRow *row, JsonArray *expected)
{
  guint column = (guint) json_array_get_int_element (expected, 1) - 1;
  const char *type = json_array_get_string_element (expected, 2);
  const char *stored = json_array_get_string_element (expected, 3);
  g_autoptr (GString) value = g_string_new (stored);
  const char *text = gx_row_text (row, column);
  const GxCell *cell;

  if (g_utf8_strlen (stored, -1) >= 60 || *stored == 0)
    return; /* cut */
  if (column >= row->n_cells)
    g_error ("row %" G_GINT64_FORMAT ", column %u: not there, expected “%s”", row->number, column + 1,
             stored);
  cell = &row->cells[column];
  if (strcmp (type, "n") == 0) {
    g_assert_true (cell->type != GX_CELL_EMPTY);
    g_assert_cmpfloat (g_ascii_strtod (cell->raw, NULL), ==, g_ascii_strtod (stored, NULL));
    if (cell->type == GX_CELL_NUMBER)
      g_assert_cmpfloat (g_ascii_strtod (text, NULL), ==, g_ascii_strtod (stored, NULL));
  } else if (strcmp (type, "b") == 0) {
    g_assert_cmpstr (text, ==, strcmp (stored, "1") == 0 || *stored == 't' ? "TRUE" : "FALSE");
  } else if (strcmp (type, "e") == 0) {
    g_assert_cmpint (cell->type, ==, GX_CELL_ERROR);
    g_assert_cmpstr (text, ==, stored);
  } else if (strcmp (type, "d") != 0) {
    gx_xlsx_unescape (value, 0);
    g_assert_cmpstr (text, ==, value->str);
  }
}

static void
check_sheet (GxTable *table, guint index, JsonObject *expected)
{
  JsonArray *first = json_object_get_array_member (expected, "first");
  g_autoptr (GError) error = NULL;
  gint64 last_row = 0;
  guint at = 0;
  GxRow row;

  g_assert_true (gx_table_start (table, index, &error));
  while (gx_table_next (table, &row, &error)) {
    last_row = MAX (last_row, row.number);
    for (; at < json_array_get_length (first); at++) {
      JsonArray *cell = json_array_get_array_element (first, at);

      if (json_array_get_int_element (cell, 0) != row.number)
        break;
      check_cell (&row, cell);
    }
    while (at < json_array_get_length (first) &&
           json_array_get_int_element (json_array_get_array_element (first, at), 0) < row.number)
      at++;
  }
  g_assert_no_error (error);
  g_assert_cmpint (last_row, <=, json_object_get_int_member (expected, "max_row"));
}

static void
check_file (const char *folder, const char *name, JsonObject *expected)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxTable) table = gx_table_open (path, NULL, &error);
  JsonArray *sheets = json_object_has_member (expected, "sheets") ? json_object_get_array_member (expected,
      "sheets") : NULL;
  /* Of two parts whose names differ in case we read the one that is named, the other reader the later one;
   * a workbook of a beta of 2006 names its shared strings otherwise; and one has every cell behind Z in
   * column A. */
  gboolean is_ok = strcmp (json_object_get_string_member (expected, "class"), "ok") == 0 &&
    strstr (name, "duplicate-filename") == NULL && strstr (name, "sample-beta") == NULL &&
    strstr (name, "TestIssue773_Template_output") == NULL;
  guint at = 0;

  g_test_message ("%s: %s", name, error != NULL ? error->message : "read");
  if (table == NULL) {
    g_assert_nonnull (error);
    g_assert_true (error->domain == GX_ERROR);
    g_assert_false (is_ok);
    return;
  }
  for (guint i = 0; is_ok && i < json_array_get_length (sheets); i++) {
    JsonObject *sheet = json_array_get_object_element (sheets, i);

    if (strcmp (json_object_get_string_member (sheet, "type"), "worksheet") != 0)
      continue;
    g_assert_cmpstr (gx_table_get_sheet (table, at)->name, ==, json_object_get_string_member (sheet, "name"));
    if (!json_object_has_member (sheet, "first")) {
      at++;
      continue;
    }
    check_sheet (table, at++, sheet);
  }
  for (guint i = 0; !is_ok && i < gx_table_n_sheets (table); i++) {
    g_autoptr (GError) local_error = NULL;
    GxRow row;

    if (gx_table_start (table, i, &local_error))
      while (gx_table_next (table, &row, &local_error))
        ;
  }
}

static void
test_dump (void)
{
  const char *shared = g_getenv ("GUANXI_SHARED_DATA");
  g_autofree char *folder = shared != NULL ? g_build_filename (shared, "xlsx", NULL) : NULL;
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "expected_dump.json", NULL) : NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GList) names = NULL;
  JsonObject *root;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_test_skip ("xlsx/expected_dump.json");
    return;
  }
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  root = json_node_get_object (json_parser_get_root (parser));
  names = json_object_get_members (root);
  for (GList *l = names; l != NULL; l = l->next)
    check_file (folder, l->data, json_object_get_object_member (root, l->data));
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
  g_test_add_func ("/xlsx/dump", test_dump);
  return g_test_run ();
}
