/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"
#include "interchange/gx-import-mapping.h"
#include "store/gx-connection.h"
#include "support/gx-test-folder.h"

static GxConnection *
new_book (void)
{
  g_autoptr (GError) error = NULL;
  GxConnection *book = gx_connection_create (NULL, "CNY", &error);

  g_assert_no_error (error);
  return book;
}

static gint64
ask (GxConnection *book, const char *sql)
{
  return gx_connection_get_int64 (book, -1, NULL, sql, NULL);
}

/* A file of that name in a folder of its own. */
static char *
write_file (const char *name, const char *text)
{
  g_autofree char *folder = gx_test_folder_new ();
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
run (GxConnection *book, GxImportPlan *plan, GxId *step)
{
  g_autoptr (GxImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, step, &error);
  g_assert_no_error (error);
}

static void
comes_back_from_json (void)
{
  g_autofree char *path = write_file ("a.csv", "甲,乙,丙\n张伟,1,03/04/2010\n");
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path), read = gx_import_plan_new (path);
  const char *keys[] = { "phone,name", NULL };
  g_autofree char *json = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_import_plan_set_columns (plan, "name,gender,birthday", NULL));
  g_assert_true (gx_import_plan_set_keys (plan, keys, NULL));
  gx_import_plan_set_value (plan, GX_COLUMN_GENDER, "1", "male");
  gx_import_plan_set_value (plan, GX_COLUMN_GENDER, "２", "female");
  gx_import_plan_set_value (plan, GX_COLUMN_TAGS, "旧", "");
  plan->day_order = GX_DAY_ORDER_DMY;
  plan->on_match = GX_ON_MATCH_OVERWRITE;
  plan->delimiter = ',';
  plan->currency = g_strdup ("EUR");
  g_assert_true (gx_import_plan_look (plan, NULL));
  json = gx_import_plan_save_map (plan);
  g_test_message ("%s", json);

  g_assert_true (gx_import_plan_read_map (read, json, "a", &error));
  g_assert_no_error (error);
  g_assert_true (gx_import_plan_look (read, NULL));
  again = gx_import_plan_save_map (read);
  g_assert_cmpstr (again, ==, json);
  g_assert_cmpint (read->day_order, ==, GX_DAY_ORDER_DMY);
  g_assert_cmpstr (gx_import_plan_get_value (read, GX_COLUMN_GENDER, "2"), ==, "female");
  g_assert_cmpstr (gx_import_plan_get_value (read, GX_COLUMN_TAGS, "旧"), ==, "");
  g_assert_null (gx_import_plan_get_value (read, GX_COLUMN_GENDER, "3"));
}

/* Columns that nobody could guess are known the second time, in a file of another name. */
static void
is_recalled_by_shape (void)
{
  g_autofree char *first = write_file ("客户表.csv", "甲,乙,丙\nx1,1,K1\n");
  g_autofree char *second = write_file ("其他.csv", "甲,乙,丙\nx2,2,K2\nx3,1,K3\n");
  g_autofree char *third = write_file ("c.csv", "甲,丁,丙\nx2,2,K2\n");
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (first), next = gx_import_plan_new (second),
                           other = gx_import_plan_new (third);
  g_autoptr (GPtrArray) mappings = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *why = NULL;
  const char *keys[] = { "customer_id", NULL };
  gboolean is_found = FALSE;
  GxId step = 0;

  g_assert_true (gx_import_plan_set_columns (plan, "name,gender,customer_id", NULL));
  gx_import_plan_set_value (plan, GX_COLUMN_GENDER, "1", "male");
  gx_import_plan_set_value (plan, GX_COLUMN_GENDER, "2", "female");
  plan->has_header = TRUE;
  plan->on_match = GX_ON_MATCH_OVERWRITE;
  g_assert_true (gx_import_plan_set_keys (plan, keys, NULL));
  run (book, plan, NULL);
  mappings = gx_import_mappings_list (book, &error);
  g_assert_cmpuint (mappings->len, ==, 1);
  g_assert_cmpstr (((GxImportMapping *) mappings->pdata[0])->name, ==, "客户表");

  next->has_header = TRUE;
  g_assert_true (gx_import_plan_look (next, NULL));
  g_assert_true (gx_import_mapping_recall (book, next, &is_found, &error));
  g_assert_no_error (error);
  g_assert_true (is_found);
  g_assert_cmpstr (next->mapping, ==, "客户表");
  g_assert_cmpint (g_array_index (next->columns, GxColumn, 2), ==, GX_COLUMN_CUSTOMER_ID);
  g_assert_cmpint (g_array_index (next->guesses, GxColumnGuess, 2).reason, ==, GX_GUESS_REMEMBERED);
  g_assert_cmpint (next->on_match, ==, GX_ON_MATCH_FILL);
  g_assert_cmpuint (next->keys->len, ==, 1);
  g_assert_cmpint (g_array_index (next->keys, GxColumn, 0), ==, GX_COLUMN_CUSTOMER_ID);
  why = gx_import_plan_explain (next, 0);
  g_assert_nonnull (strstr (why, "客户表"));
  run (book, next, &step);
  g_assert_cmpint (ask (book, "select count(*) from customer where gender = 'female'"), ==, 1);
  /* One shape, one mapping. */
  g_assert_cmpint (ask (book, "select count(*) from import_mapping"), ==, 1);

  other->has_header = TRUE;
  g_assert_true (gx_import_plan_look (other, NULL));
  g_assert_true (gx_import_mapping_recall (book, other, &is_found, &error));
  g_assert_false (is_found);

  /* The same file again changes nothing, not even here. */
  run (book, next, &step);
  g_assert_cmpint (step, ==, 0);
}

/* What was refused is a file of the same shape, though it tells why: it is brought in as the one it comes from. */
static void
is_recalled_for_refused_rows (void)
{
  g_autofree char *first = write_file ("客户表.csv", "甲;乙;丙\nx1;1;K1\n;;\n;2;\n");
  g_autofree char *refused = write_file ("refused.xlsx", "");
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (first), again = gx_import_plan_new (refused);
  g_autoptr (GPtrArray) mappings = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_found = FALSE;

  g_assert_true (gx_import_plan_set_columns (plan, "name,gender,customer_id", NULL));
  plan->has_header = TRUE;
  plan->delimiter = ';';
  plan->rejects_path = g_strdup (refused);
  run (book, plan, NULL);
  mappings = gx_import_mappings_list (book, NULL);
  kept = g_strdup (((GxImportMapping *) mappings->pdata[0])->plan);
  g_clear_pointer (&mappings, g_ptr_array_unref);

  again->has_header = TRUE;
  g_assert_true (gx_import_plan_look (again, &error));
  g_assert_cmpuint (again->headers->len, ==, 4);
  g_assert_true (gx_import_mapping_recall (book, again, &is_found, &error));
  g_assert_no_error (error);
  g_assert_true (is_found);
  g_assert_cmpint (g_array_index (again->columns, GxColumn, 2), ==, GX_COLUMN_CUSTOMER_ID);
  g_assert_cmpint (g_array_index (again->columns, GxColumn, 3), ==, GX_COLUMN_SKIP);
  run (book, again, NULL);
  mappings = gx_import_mappings_list (book, NULL);
  g_assert_cmpuint (mappings->len, ==, 1);
  g_assert_cmpstr (((GxImportMapping *) mappings->pdata[0])->plan, ==, kept);
}

static void
is_named_and_forgotten (void)
{
  g_autofree char *first = write_file ("a.csv", "姓名,备注\n张伟,x\n");
  g_autofree char *second = write_file ("b.csv", "姓名,备注\n李娜,x\n");
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (first), named = gx_import_plan_new (second);
  g_autoptr (GPtrArray) mappings = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_import_plan_set_columns (plan, "name,nickname", NULL));
  run (book, plan, NULL);
  g_assert_true (gx_import_mapping_rename (book, gx_actor_get_self (), "a", "每月", &error));
  g_assert_no_error (error);
  g_assert_false (gx_import_mapping_rename (book, gx_actor_get_self (), "a", "b", &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (gx_import_mapping_rename (book, gx_actor_get_self (), "每月", " ", &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (gx_import_mapping_take (book, named, "每月", &error));
  g_assert_true (gx_import_plan_look (named, NULL));
  g_assert_cmpint (g_array_index (named->columns, GxColumn, 1), ==, GX_COLUMN_NICKNAME);

  g_assert_true (gx_import_mapping_forget (book, gx_actor_get_self (), "每月", &error));
  g_assert_false (gx_import_mapping_take (book, named, "每月", &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NOT_FOUND);
  mappings = gx_import_mappings_list (book, NULL);
  g_assert_cmpuint (mappings->len, ==, 0);
}

/* What stands in a column, how often, and what becomes of it; what is not known is asked. */
static void
lists_values (void)
{
  g_autofree char *path = write_file ("a.csv", "姓名,性别\n甲,男\n乙,M\n丙,1\n丁,1\n戊,1\n己,\n庚,男\n");
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path);
  g_autoptr (GPtrArray) values = NULL, after = NULL;
  g_autoptr (GxImportReport) report = NULL;
  const GxImportValue *value;

  g_assert_true (gx_import_plan_look (plan, NULL));
  values = gx_import_plan_list_values (plan, 1, 10, NULL, NULL);
  g_assert_cmpuint (values->len, ==, 3);
  value = values->pdata[0];
  g_assert_cmpstr (value->text, ==, "1");
  g_assert_cmpint (value->count, ==, 3);
  g_assert_null (value->becomes);
  value = values->pdata[2];
  g_assert_cmpstr (value->text, ==, "M");
  g_assert_nonnull (value->becomes);

  gx_import_plan_set_value (plan, GX_COLUMN_GENDER, "1", "male");
  after = gx_import_plan_list_values (plan, 1, 1, NULL, NULL);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpstr (((GxImportValue *) after->pdata[0])->becomes, ==, value->becomes);

  gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL, NULL);
  g_assert_cmpint (report->n_severities[GX_SEVERITY_REPAIR], ==, 4); /* three of 1, one of M */
  g_assert_cmpint (ask (book, "select count(*) from customer where gender = 'male'"), ==, 6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mapping/comes-back-from-json", comes_back_from_json);
  g_test_add_func ("/mapping/is-recalled-by-shape", is_recalled_by_shape);
  g_test_add_func ("/mapping/is-recalled-for-refused-rows", is_recalled_for_refused_rows);
  g_test_add_func ("/mapping/is-named-and-forgotten", is_named_and_forgotten);
  g_test_add_func ("/mapping/lists-values", lists_values);
  return g_test_run ();
}
