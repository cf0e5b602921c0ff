/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "../support/gx-test-book.h"
#include "base/gx-error.h"
#include "customers/gx-customer-parts.h"
#include "interchange/gx-export.h"
#include "interchange/gx-house.h"
#include "interchange/gx-import-mapping.h"
#include "interchange/gx-import.h"
#include "store/gx-statement.h"

/* Fields that the book's people thought of, as columns of a table. */

static const char table[] =
  "姓名,电话,尺码,预算,签约日,回访,Note\n"
  "张伟,13800138000,m,\"12,500.50\",2025/3/5,是,一\n"
  "李娜,13900139000,XXL,3.5万,2025-02-30,N,二\n"
  "赵敏,13700137000,,无,45000,也许,三\n";

static GxConnection *
new_book (void)
{
  gx_house_register ();
  return gx_test_book_new ();
}

static void
add_field (GxConnection *book, const char *name, const char *type, const char *choices)
{
  const GxCustomField field = { 0, (char *) name, type, (char *) choices, 0 };
  g_autoptr (GError) error = NULL;

  gx_custom_fields_save (book, gx_actor_get_self (), &field, NULL, &error);
  g_assert_no_error (error);
}

static void
add_fields (GxConnection *book)
{
  add_field (book, "尺码", "choice", "S\nM\nL");
  add_field (book, "预算", "number", NULL);
  add_field (book, "签约日", "day", NULL);
  add_field (book, "回访", "yes_no", NULL);
}

static GxImportPlan *
new_plan (GxConnection *book, const char *text)
{
  GxImportPlan *plan = gx_import_plan_new_text (text);
  g_autoptr (GError) error = NULL;

  plan->kind = GX_IMPORT_CUSTOMERS;
  gx_import_plan_learn (plan, book, &error);
  g_assert_no_error (error);
  return plan;
}

static GxImportReport *
run (GxConnection *book, GxImportPlan *plan)
{
  g_autoptr (GError) error = NULL;
  GxImportReport *report = NULL;

  gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL, &error);
  g_assert_no_error (error);
  return report;
}

/* "张伟 尺码=M 预算=12500.5, …": by name and field. */
static char *
list_values (GxConnection *book)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select c.name, f.name, v.value from customer c"
    " join custom_value v on v.customer_id = c.id and v.gone = 0"
    " join custom_field f on f.id = v.field_id and f.gone = 0 where c.gone = 0"
    " order by c.name, f.name", NULL);
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *last = g_strdup ("");

  while (gx_statement_next (query))
    {
      if (strcmp (last, gx_statement_text (query, 0)) != 0)
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", gx_statement_text (query, 0));
      g_free (last);
      last = gx_statement_dup_text (query, 0);
      g_string_append_printf (list, " %s=%s", gx_statement_text (query, 1), gx_statement_text (query, 2));
    }
  g_assert_true (gx_statement_finish (query, NULL));
  return g_strdup (list->str);
}

/* "尺码 XXL warning": what was told, of which column. */
static char *
list_told (const GxImportReport *report)
{
  g_autoptr (GString) told = g_string_new (NULL);

  for (guint i = 0; i < report->problems->len; i++)
    {
      const GxImportProblem *problem = report->problems->pdata[i];

      g_string_append_printf (told, "%s%s %s %s%s%s", told->len > 0 ? ", " : "", problem->column,
                              problem->value, gx_severity_name (problem->severity),
                              problem->repaired != NULL ? " " : "",
                              problem->repaired != NULL ? problem->repaired : "");
    }
  return g_strdup (told->str);
}

/* Columns that are called like fields of the book are these, and each value is read as its field wants it. */
static void
test_known (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportPlan) plan = NULL;
  g_autoptr (GxImportReport) report = NULL, again = NULL;
  g_autofree char *values = NULL, *told = NULL, *word = NULL;

  add_fields (book);
  add_field (book, "Note", "text", NULL); /* our own word stays ours */
  plan = new_plan (book, table);
  report = run (book, plan);
  values = list_values (book);
  told = list_told (report);
  word = gx_import_plan_get_word (plan, 2);
  g_assert_cmpstr (word, ==, "custom.尺码");
  g_assert_cmpint (g_array_index (plan->columns, GxColumn, 6), ==, GX_COLUMN_NOTE);
  g_assert_cmpstr (values, ==, "张伟 回访=yes 尺码=M 签约日=2025-03-05 预算=12500.5, "
                   "李娜 回访=no 尺码=XXL 预算=35000, 赵敏 签约日=2023-03-15");
  g_assert_cmpstr (told, ==, "尺码 m repair M, 尺码 XXL warning, 预算 3.5万 repair 35000, 签约日 2025-02-30 warning, "
                   "预算 无 warning, 签约日 45000 repair 2023-03-15, 回访 也许 warning");
  again = run (book, plan);
  g_assert_cmpint (again->unchanged, ==, 3);
  gx_test_book_assert_clean (book);
  gx_test_book_assert_round_trip (book);
}

/* A field that is not there is made with the first value, and goes again with the step. */
static void
test_new (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportPlan) plan = new_plan (book, "姓名,电话,Shirt size,Nothing\n张伟,13800138000,M,\n"
                                            "李娜,13900139000,L,\n赵敏,13700137000,m,\n");
  g_autoptr (GxImportReport) rehearsal = NULL, report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *fields = NULL, *values = NULL;
  const GxNotice *notice;
  gint64 n;

  gx_import_plan_set_columns (plan, "name,phone,custom.Shirt size:choice,custom.Nothing:text", &error);
  g_assert_no_error (error);
  gx_import_rehearse (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &rehearsal, &error);
  g_assert_no_error (error);
  n = gx_connection_get_int64 (book, -1, NULL, "select count(*) from custom_field", NULL);
  g_assert_cmpint (n, ==, 0);
  report = run (book, plan);
  notice = report->notices->pdata[0];
  g_assert_cmpstr (notice->code, ==, "new-field");
  g_assert_cmpint (notice->count, ==, 3);
  fields = gx_connection_get_text (book, NULL, "select group_concat (name || ' ' || type || ' ' || choices)"
                                   " from custom_field where gone = 0", NULL);
  values = list_values (book);
  g_assert_cmpstr (fields, ==, "Shirt size choice M\nL");
  g_assert_cmpstr (values, ==, "张伟 Shirt size=M, 李娜 Shirt size=L, 赵敏 Shirt size=M");
  gx_test_book_assert_clean (book);
  gx_test_book_assert_round_trip (book);
}

/* What the book has stays, or the file holds: as of everything else. */
static void
test_policies (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportPlan) first = NULL, fill = NULL, over = NULL, unknown = NULL;
  g_autoptr (GxImportReport) one = NULL, two = NULL, three = NULL, none = NULL;
  g_autofree char *filled = NULL, *overwritten = NULL;
  g_autoptr (GError) error = NULL;

  add_fields (book);
  first = new_plan (book, "姓名,电话,尺码\n张伟,13800138000,M\n");
  fill = new_plan (book, "姓名,电话,尺码,预算\n张伟,13800138000,L,5\n");
  over = new_plan (book, "姓名,电话,尺码,预算\n张伟,13800138000,S,5\n");
  over->on_match = GX_ON_MATCH_OVERWRITE;
  one = run (book, first);
  two = run (book, fill);
  filled = list_values (book);
  g_assert_cmpstr (filled, ==, "张伟 尺码=M 预算=5");
  three = run (book, over);
  overwritten = list_values (book);
  g_assert_cmpstr (overwritten, ==, "张伟 尺码=S 预算=5");

  unknown = new_plan (book, "姓名,电话,鞋码\n张伟,13800138000,42\n");
  g_assert_true (gx_import_plan_set_columns (unknown, "name,phone,custom.鞋码", NULL));
  g_assert_false (gx_import_run (book, gx_actor_get_self (), unknown, NULL, NULL, NULL, &none, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (gx_import_plan_set_columns (unknown, "name,custom.鞋码:text,custom.鞋码:number", &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_USAGE);
  gx_test_book_assert_clean (book);
}

static char *
export_list (GxConnection *book, const char *ending)
{
  g_autofree char *name = g_strconcat ("guanxi-XXXXXX", ending, NULL);
  char *path = NULL;
  g_autoptr (GxExport) export = NULL;
  g_autoptr (GError) error = NULL;

  g_close (g_file_open_tmp (name, &path, NULL), NULL);
  export = gx_export_new (GX_EXPORT_CUSTOMERS, path);
  export->overwrites = TRUE;
  gx_export_run (export, book, gx_actor_get_self (), NULL, &error);
  g_assert_no_error (error);
  return path;
}

/* A list that was written out comes back as it was: its columns are remembered by their names. */
static void
test_round_trip (gconstpointer ending)
{
  g_autoptr (GxConnection) book = new_book (), other = NULL;
  g_autoptr (GxImportPlan) plan = NULL, back = NULL;
  g_autoptr (GxImportReport) report = NULL, returned = NULL;
  g_autofree char *path = NULL, *path_again = NULL, *before = NULL, *after = NULL;
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr (GError) error = NULL;

  add_fields (book);
  plan = new_plan (book, table);
  report = run (book, plan);
  path = export_list (book, ending);

  other = new_book ();
  add_fields (other);
  back = gx_import_plan_new (path);
  g_assert_true (gx_import_plan_learn (back, other, NULL));
  returned = run (other, back);
  g_assert_cmpint (returned->n_problems, ==, 1); /* XXL is still no choice of the field */
  before = list_values (book);
  after = list_values (other);
  g_assert_cmpstr (after, ==, before);
  if (strcmp (ending, ".csv") == 0)
    {
      path_again = export_list (other, ending);
      g_file_get_contents (path, &first, NULL, NULL);
      g_file_get_contents (path_again, &second, NULL, NULL);
      g_assert_cmpstr (second, ==, first);
      g_unlink (path_again);
    }
  g_unlink (path);
}

/* What a field would hold that is made of a column. */
static void
test_types (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportPlan) plan = new_plan (book,
    "姓名,档位,积分,入会日,订阅,卡,话\n张伟,金,12,2025-03-05,是,0012,a\n李娜,银,3.5,2025-03-06,否,0013,b\n"
    "赵敏,金,7,2025-03-07,是,0014,c\n钱多,银,9,2025-03-08,是,0015,d\n孙丽,金,1,2025-03-09,否,0016,e\n"
    "周杰,银,0,2025-03-10,否,0017,f\n");
  static const char * const types[] = { "choice", "number", "day", "yes_no", "text", "text" };

  g_assert_true (gx_import_plan_look (plan, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_assert_cmpstr (g_array_index (plan->guesses, GxColumnGuess, i + 1).type, ==, types[i]);
}

/* A mapping that is kept makes the field where it is gone. */
static void
test_mapping (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportPlan) plan = new_plan (book, "姓名,电话,Size: a\n张伟,13800138000,M\n"), next = NULL;
  g_autoptr (GxImportReport) report = NULL;
  gboolean is_found = FALSE;

  g_assert_true (gx_import_plan_set_columns (plan, "name,phone,custom.Size: a:text", NULL));
  report = run (book, plan);
  next = new_plan (book, "姓名,电话,Size: a\n李娜,13900139000,L\n");
  g_assert_true (gx_import_plan_look (next, NULL));
  g_assert_true (gx_import_mapping_recall (book, next, &is_found, NULL));
  g_assert_true (is_found);
  g_assert_cmpstr (gx_import_plan_get_custom (next, 2), ==, "Size: a:text");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/custom/known", test_known);
  g_test_add_func ("/custom/new", test_new);
  g_test_add_func ("/custom/policies", test_policies);
  g_test_add_data_func ("/custom/round-trip/csv", ".csv", test_round_trip);
  g_test_add_data_func ("/custom/round-trip/xlsx", ".xlsx", test_round_trip);
  g_test_add_func ("/custom/types", test_types);
  g_test_add_func ("/custom/mapping", test_mapping);
  return g_test_run ();
}
