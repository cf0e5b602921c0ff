/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "../support/gx-test-book.h"
#include "interchange/gx-house.h"
#include "interchange/gx-import.h"

/* Sheets as people leave them: rows and columns hidden, empty ones behind, sums below. */

static void
write_row (lxw_worksheet *sheet, lxw_row_t row, const char *name, const char *phone, const char *note)
{
  worksheet_write_string (sheet, row, 0, name, NULL);
  worksheet_write_string (sheet, row, 1, phone, NULL);
  worksheet_write_string (sheet, row, 2, note, NULL);
}

/* Rows 3 and 5 and column C cannot be seen; the second sheet is empty. */
static char *
write_workbook (void)
{
  static lxw_row_col_options hidden = { .hidden = LXW_TRUE };
  char *path = NULL;
  lxw_workbook *book = NULL;
  lxw_worksheet *sheet = NULL;

  g_close (g_file_open_tmp ("guanxi-XXXXXX.xlsx", &path, NULL), NULL);
  book = workbook_new (path);
  sheet = workbook_add_worksheet (book, "客户");
  workbook_add_worksheet (book, "空");
  write_row (sheet, 0, "姓名", "手机", "备注");
  write_row (sheet, 1, "王芳", "13800138000", "茶");
  write_row (sheet, 2, "李娜", "13900139000", "壶");
  write_row (sheet, 3, "赵敏", "13700137000", "杯");
  write_row (sheet, 4, "周杰", "13600136000", "碗");
  worksheet_write_string (sheet, 5, 0, "合计：", NULL);
  worksheet_set_row_opt (sheet, 2, LXW_DEF_ROW_HEIGHT, NULL, &hidden);
  worksheet_set_row_opt (sheet, 4, LXW_DEF_ROW_HEIGHT, NULL, &hidden);
  worksheet_set_column_opt (sheet, 2, 2, LXW_DEF_COL_WIDTH, NULL, &hidden);
  g_assert_cmpint (workbook_close (book), ==, LXW_NO_ERROR);
  return path;
}

static GxImportReport *
rehearse (GxImportPlan *plan)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GError) error = NULL;
  GxImportReport *report = NULL;

  gx_house_register ();
  gx_import_rehearse (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  return report;
}

static char *
list_notices (const GxImportReport *report)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < report->notices->len; i++)
    g_string_append_printf (list, "%s\n", ((GxNotice *) report->notices->pdata[i])->text);
  return g_string_free (list, FALSE);
}

static void
test_hidden (void)
{
  g_autofree char *path = write_workbook ();
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path), bare = gx_import_plan_new (path);
  g_autoptr (GxImportReport) all = rehearse (plan), again = rehearse (plan), seen = NULL;
  g_autofree char *told = list_notices (all), *told_again = list_notices (again), *left = NULL;

  g_assert_cmpint (all->added, ==, 4);
  g_assert_cmpint (all->rows, ==, 4);
  g_assert_cmpstr (told, ==, "2 hidden rows are brought in, too: 3, 5.\n1 hidden column is read, too: C.\n"
                   "1 row is a sum of others and is left out: 6.\n");
  g_assert_cmpstr (told_again, ==, told);
  bare->leave_hidden = TRUE;
  seen = rehearse (bare);
  left = list_notices (seen);
  g_assert_cmpint (seen->added, ==, 2);
  g_assert_cmpuint (bare->n_columns, ==, 2);
  g_assert_true (g_str_has_prefix (left,
                                   "2 hidden rows were left out: 3, 5.\n1 hidden column was left out: C.\n"));
  g_unlink (path);
}

/* An empty sheet is not offered; whoever names it, or none, is told which. */
static void
test_empty_sheets (void)
{
  g_autofree char *path = write_workbook (), *name = g_path_get_basename (path);
  g_autofree char *sentence = g_strdup_printf ("The sheet “空” of “%s” holds no rows.", name);
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path);
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxImportReport) report = NULL;
  g_autoptr (GError) empty = NULL, nameless = NULL;

  g_assert_true (gx_import_plan_look (plan, NULL));
  g_assert_cmpuint (plan->sheets->len, ==, 1);
  g_assert_cmpstr (plan->sheets->pdata[0], ==, "客户");
  plan->sheet = g_strdup ("空");
  g_assert_true (gx_import_plan_look (plan, NULL));
  g_assert_false (gx_import_rehearse (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, &empty));
  g_assert_cmpstr (empty->message, ==, sentence);
  g_free (plan->sheet);
  plan->sheet = g_strdup ("");
  g_assert_false (gx_import_plan_look (plan, &nameless));
  g_assert_cmpstr (nameless->message, ==, "There is no sheet “”; the file has “客户”, “空”.");
  g_unlink (path);
}

/* Sentences name a file as people do. */
static void
test_file_names (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxTable) table = gx_table_open ("/no/such/folder/客户.xlsx", NULL, &error);

  g_assert_null (table);
  g_assert_cmpstr (error->message, ==, "There is no file “客户.xlsx”.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheets/hidden", test_hidden);
  g_test_add_func ("/sheets/empty", test_empty_sheets);
  g_test_add_func ("/sheets/file-names", test_file_names);
  return g_test_run ();
}
