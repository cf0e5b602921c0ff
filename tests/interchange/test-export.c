/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <locale.h>
#include <string.h>

#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "interchange/gx-export.h"
#include "interchange/gx-house.h"
#include "interchange/gx-import.h"
#include "trade/gx-purchases.h"

static const char people[] =
  "name,company,phone,mail,city,tags,note,birthday\n"
  "李娜,北京华彩印刷有限公司,+86 138 0013 8000,lina@example.com,北京,\"VIP,老客户\",\"says \"\"hi\"\"\",1986-03-05\n"
  "Anna Smith,Acme Ltd,020 7946 0101,,London,,=HYPERLINK(1),\n"
  "Peter Jones,,,peter@example.com,,,\"two\nlines\",\n";

static const char sales[] =
  "order,customer_id,date,product_code,product,quantity,unit_price,currency\n"
  "1,K1,2024-01-05 10:30,A,Tea,2,14.665,CNY\n1,K1,2024-01-05 "
  "10:30,B,Cup,1,3,CNY\n2,K2,2024-01-06,A,Tea,-1,14.665,CNY\n"
  "3,,2024-01-07,A,Tea,1,15,CNY\n";

static GxConnection *
new_book (void)
{
  gx_house_register ();
  return gx_connection_create (NULL, "CNY", NULL);
}

static char *
temporary (const char *ending)
{
  g_autofree char *folder = g_dir_make_tmp ("guanxi-XXXXXX", NULL);

  return g_strconcat (folder, "/list", ending, NULL);
}

static void
forget (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_unlink (path);
  g_rmdir (folder);
}

static void
import_file (GxConnection *book, const char *path, gint64 added)
{
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path);
  g_autoptr (GxImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", ((GxImportProblem *) report->problems->pdata[i])->reason);
  g_assert_cmpint (report->added, ==, added);
}

static void
import_text (GxConnection *book, const char *text, gint64 added)
{
  g_autofree char *path = temporary (".csv");

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  import_file (book, path, added);
  forget (path);
}

static void
export_to (GxConnection *book, GxExportKind kind, const char *path, const char * const *fields, gint64 rows)
{
  g_autoptr (GError) error = NULL;
  gint64 n_rows = 0;

  gx_export_run (book, kind, NULL, fields, path, NULL, &n_rows, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_rows, ==, rows);
}

static gint64
ask (GxConnection *book, const char *sql)
{
  return gx_connection_get_int64 (book, -1, NULL, sql, NULL);
}

static void
test_customers_csv (void)
{
  static const char * const fields[] = { "name", "company", "phone", "tags", "note", "birthday", "value",
                                         NULL };
  g_autoptr (GxConnection) book = new_book (), other = new_book ();
  g_autofree char *path = temporary (".csv"), *text = NULL, *note = NULL;
  const char *language = setlocale (LC_MESSAGES, NULL);

  import_text (book, people, 3);
  export_to (book, GX_EXPORT_CUSTOMERS, path, fields, 3);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpint (g_str_has_prefix (text, "\xef\xbb\xbf"), ==, g_str_has_prefix (language, "zh"));
  g_assert_nonnull (strstr (text, "\"says \"\"hi\"\"\""));
  g_assert_nonnull (strstr (text, "'=HYPERLINK(1)"));
  g_assert_nonnull (strstr (text, ",+86 138 0013 8000,"));
  g_assert_nonnull (strstr (text, "\"two\nlines\""));
  g_assert_nonnull (strstr (text, "1986-03-05"));
  g_assert_nonnull (strstr (text, ",0.00\r\n"));

  import_file (other, path, 3);
  g_assert_cmpint (ask (other, "select count(*) from customer where note = '=HYPERLINK(1)'"), ==, 1);
  g_assert_cmpint (ask (other, "select count(*) from customer_tag"), ==, 2);
  g_assert_cmpint (ask (other, "select count(*) from contact_point where key = '+8613800138000'"), ==, 1);
  forget (path);
}

static void
test_value_in_another_currency (void)
{
  static const char * const fields[] = { "value", NULL };
  g_autoptr (GxConnection) book = new_book ();
  g_autofree char *path = temporary (".csv"), *text = NULL;

  import_text (book, people, 3);
  gint64 customer = ask (book, "select min(id) from customer");
  g_assert_true (gx_purchases_sell (book, gx_actor_get_self (), customer, "Lantern", TRUE, 1000000, 252000000,
                                    "USD", GX_NO_DAY, NULL, NULL));
  export_to (book, GX_EXPORT_CUSTOMERS, path, fields, 3);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  guint n_zeros = 0, n_empty = 0;
  for (guint i = 1; i <= 3; i++)
    {
      n_zeros += g_str_equal (lines[i], "0.00");
      n_empty += g_str_equal (lines[i], "");
    }
  g_assert_cmpuint (n_zeros, ==, 2); /* never bought */
  g_assert_cmpuint (n_empty, ==, 1);
  forget (path);
}

/* What is written comes in again as the same sums, through text and through a spreadsheet. */
static void
round_trip_sales (const char *ending)
{
  g_autoptr (GxConnection) book = new_book (), other = new_book ();
  g_autofree char *path = temporary (ending);

  import_text (book, sales, 4);
  export_to (book, GX_EXPORT_PURCHASES, path, NULL, 4);
  import_file (other, path, 4);
  g_assert_cmpint (ask (other, "select count(*) from purchase"), ==, 3);
  g_assert_cmpint (ask (other, "select count(*) from purchase where kind = 'return'"), ==, 1);
  g_assert_cmpint (ask (other, "select sum(amount_minor) from purchase_line"), ==,
                   ask (book, "select sum(amount_minor) from purchase_line"));
  g_assert_cmpint (ask (other, "select sum(unit_price_micro) from purchase_line"), ==,
                   ask (book, "select sum(unit_price_micro) from purchase_line"));
  g_assert_cmpint (ask (other, "select max(at) from purchase"), ==,
                   ask (book, "select max(at) from purchase"));
  g_assert_cmpint (ask (other, "select count(*) from customer"), ==, 2);
  forget (path);
}

static void
test_purchases (void)
{
  round_trip_sales (".csv");
  round_trip_sales (".xlsx");
}

static void
test_json (void)
{
  static const char * const fields[] = { "day", "quantity", "amount", "customer_id", NULL };
  g_autoptr (GxConnection) book = new_book ();
  g_autofree char *path = temporary (".json"), *lines = temporary (".jsonl"), *text = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (GStrv) rows = NULL;
  JsonObject *first;

  import_text (book, sales, 4);
  export_to (book, GX_EXPORT_PURCHASES, path, fields, 4);
  export_to (book, GX_EXPORT_PURCHASES, lines, fields, 4);
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  first = json_array_get_object_element (json_node_get_array (json_parser_get_root (parser)), 0);
  g_assert_cmpstr (json_object_get_string_member (first, "day"), ==, "2024-01-05");
  g_assert_cmpstr (json_object_get_string_member (first, "quantity"), ==, "2");
  g_assert_cmpstr (json_object_get_string_member (first, "customer_id"), ==, "K1");
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (first, "amount"), "minor"), ==,
                   2933);
  g_assert_true (g_file_get_contents (lines, &text, NULL, NULL));
  rows = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, 5);
  g_assert_true (json_parser_load_from_data (parser, rows[3], -1, NULL));
  g_assert_true (json_object_get_null_member (json_node_get_object (json_parser_get_root (parser)),
                                              "customer_id"));
  forget (path);
  forget (lines);
}

static void
test_some (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxIdList) ids = gx_id_list_new ();
  g_autofree char *path = temporary (".csv");
  gint64 n_rows = 0;

  import_text (book, sales, 4);
  gx_id_list_append (ids, ask (book, "select id from customer where number = 'K2'"));
  g_assert_true (gx_export_run (book, GX_EXPORT_PURCHASES, ids, NULL, path, NULL, &n_rows, NULL));
  g_assert_cmpint (n_rows, ==, 1);
  g_assert_true (gx_export_run (book, GX_EXPORT_CUSTOMERS, ids, NULL, path, NULL, &n_rows, NULL));
  g_assert_cmpint (n_rows, ==, 1);
  g_assert_true (gx_export_run (book, GX_EXPORT_EVENTS, ids, NULL, path, NULL, &n_rows, NULL));
  g_assert_cmpint (n_rows, ==, 0);
  forget (path);
}

/* Every field of every list can be asked for; what is not there is refused, and no file is left. */
static void
test_fields (void)
{
  static const char * const unknown[] = { "name", "banana", NULL };
  g_autoptr (GxConnection) book = new_book ();
  g_autofree char *path = temporary (".csv"), *odd = temporary (".doc");
  g_autoptr (GError) error = NULL;

  import_text (book, people, 3);
  for (guint kind = GX_EXPORT_CUSTOMERS; kind <= GX_EXPORT_EVENTS; kind++) {
    guint n_usual = 0;
    g_auto (GStrv) all = gx_export_fields (kind, &n_usual);

    g_assert_cmpuint (n_usual, >, 3);
    g_assert_nonnull (gx_export_field_label (kind, all[0]));
    export_to (book, kind, path, (const char * const *) all, kind == GX_EXPORT_CUSTOMERS ? 3 : 0);
  }
  forget (path);
  g_assert_false (gx_export_run (book, GX_EXPORT_CUSTOMERS, NULL, unknown, path, NULL, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, "banana"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_assert_false (gx_export_run (book, GX_EXPORT_CUSTOMERS, NULL, NULL, odd, NULL, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_USAGE);
  forget (odd);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/customers-csv", test_customers_csv);
  g_test_add_func ("/export/value-in-another-currency", test_value_in_another_currency);
  g_test_add_func ("/export/purchases", test_purchases);
  g_test_add_func ("/export/json", test_json);
  g_test_add_func ("/export/some", test_some);
  g_test_add_func ("/export/fields", test_fields);
  return g_test_run ();
}
