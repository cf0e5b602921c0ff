/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <locale.h>
#include <string.h>

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "customers/gx-customer-parts.h"
#include "customers/gx-customers.h"
#include "interchange/gx-export-record.h"
#include "interchange/gx-house.h"
#include "interchange/gx-import.h"
#include "store/gx-self.h"
#include "support/gx-test-folder.h"
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
  g_autofree char *folder = gx_test_folder_new ();

  return g_strconcat (folder, "/list", ending, NULL);
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
}

static gboolean
export_some (GxConnection *book, GxExportKind kind, GxIdList *customers, const char *path,
             const char * const *fields, gint64 *rows, GError **error)
{
  g_autoptr (GxExport) export = gx_export_new (kind, path);
  gboolean is_done;

  export->customers = customers != NULL ? gx_id_list_ref (customers) : NULL;
  export->fields = g_strdupv ((char **) fields);
  export->overwrites = TRUE;
  is_done = gx_export_run (export, book, gx_actor_get_self (), NULL, error);
  *rows = export->n_rows;
  return is_done;
}

static void
export_to (GxConnection *book, GxExportKind kind, const char *path, const char * const *fields, gint64 rows)
{
  g_autoptr (GError) error = NULL;
  gint64 n_rows = 0;

  export_some (book, kind, NULL, path, fields, &n_rows, &error);
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
  g_assert_true (export_some (book, GX_EXPORT_PURCHASES, ids, path, NULL, &n_rows, NULL));
  g_assert_cmpint (n_rows, ==, 1);
  g_assert_true (export_some (book, GX_EXPORT_CUSTOMERS, ids, path, NULL, &n_rows, NULL));
  g_assert_cmpint (n_rows, ==, 1);
  g_assert_true (export_some (book, GX_EXPORT_EVENTS, ids, path, NULL, &n_rows, NULL));
  g_assert_cmpint (n_rows, ==, 0);
}

/* Every field of every list can be asked for; what is not there is refused, and no file is left. */
static void
test_fields (void)
{
  static const char * const unknown[] = { "name", "banana", NULL };
  g_autoptr (GxConnection) book = new_book ();
  g_autofree char *path = temporary (".csv"), *odd = temporary (".doc");
  g_autoptr (GError) error = NULL;
  gint64 n_rows = 0;

  import_text (book, people, 3);
  for (guint kind = GX_EXPORT_CUSTOMERS; kind <= GX_EXPORT_EVENTS; kind++)
    {
      guint n_usual = 0;
      g_auto (GStrv) all = gx_export_fields (kind, &n_usual);

      g_assert_cmpuint (n_usual, >, 3);
      g_assert_nonnull (gx_export_field_label (kind, all[0]));
      export_to (book, kind, path, (const char * const *) all, kind == GX_EXPORT_CUSTOMERS ? 3 : 0);
    }
  g_unlink (path);
  g_assert_false (export_some (book, GX_EXPORT_CUSTOMERS, NULL, path, unknown, &n_rows, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, "banana"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_assert_false (export_some (book, GX_EXPORT_CUSTOMERS, NULL, odd, NULL, &n_rows, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_USAGE);
}

/* -- what stands where, and who took it */

static void
test_file_that_is_there (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autofree char *path = temporary (".csv"), *folder = g_path_get_dirname (path), *text = NULL;
  g_autoptr (GxExport) export = gx_export_new (GX_EXPORT_CUSTOMERS, path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) left = NULL;

  import_text (book, people, 3);
  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  g_assert_false (gx_export_run (export, book, gx_actor_get_self (), NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");

  export->overwrites = TRUE;
  g_assert_true (gx_export_write (export, book, NULL, NULL));
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine"); /* until it is settled */
  g_clear_pointer (&export, gx_export_free);
  left = g_dir_open (folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (left), ==, "list.csv");
  g_assert_null (g_dir_read_name (left));
  g_assert_cmpint (ask (book, "select count(*) from export_record"), ==, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = temporary (".vcf");
  g_autoptr (GxExport) export = gx_export_new (GX_EXPORT_CUSTOMERS, path);
  g_autoptr (GError) error = NULL;

  import_text (book, people, 3);
  g_cancellable_cancel (cancellable);
  g_assert_false (gx_export_run (export, book, gx_actor_get_self (), cancellable, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_CANCELLED);
  g_assert_null (export->waiting);
  g_autofree char *folder = g_path_get_dirname (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* nothing was left in it */
}

static void
test_record (void)
{
  static const char * const fields[] = { "name", "phone", NULL };
  g_autoptr (GxConnection) book = new_book ();
  g_autofree char *path = temporary (".xlsx"), *sentence = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GxExportRecord) of_step = NULL;
  GxId before;

  import_text (book, people, 3);
  before = gx_undo_next (book, gx_actor_get_self ());
  export_to (book, GX_EXPORT_CUSTOMERS, path, fields, 3);
  records = gx_export_record_list (book, 10, NULL);
  g_assert_cmpuint (records->len, ==, 1);
  GxExportRecord *record = records->pdata[0];
  g_assert_cmpstr (record->author, ==, gx_self_get_name ());
  g_assert_cmpstr (record->kind, ==, "customers");
  g_assert_cmpstr (record->file, ==, "list.xlsx");
  g_assert_cmpstr (record->format, ==, "xlsx");
  g_assert_cmpstr (record->fields, ==, "[\"name\",\"phone\"]");
  g_assert_null (record->criteria);
  g_assert_cmpint (record->rows, ==, 3);
  sentence = gx_export_record_sentence (record);
  g_assert_nonnull (strstr (sentence, "list.xlsx"));

  /* Ctrl+Z passes over it; the history finds it by its step. */
  g_assert_cmpint (gx_undo_next (book, gx_actor_get_self ()), ==, before);
  of_step = gx_export_record_of_step (book,
                                      ask (book, "select id from journal_tx order by hlc desc limit 1"));
  g_assert_nonnull (of_step);
  g_assert_cmpint (of_step->id, ==, record->id);
  g_assert_null (gx_export_record_of_step (book, before));
}

static void
test_read_only (void)
{
  g_autofree char *path = temporary (".csv"), *at = temporary (".guanxi");
  GxConnection *book;

  gx_house_register ();
  book = gx_connection_create (at, "CNY", NULL);
  import_text (book, people, 3);
  gx_connection_close (book);
  g_object_unref (book);
  book = gx_connection_open (at, GX_OPEN_READ, NULL);
  export_to (book, GX_EXPORT_CUSTOMERS, path, NULL, 3);
  g_assert_cmpint (ask (book, "select count(*) from export_record"), ==, 0);
  gx_connection_close (book);
  g_object_unref (book);
}

static void
assert_json (GxConnection *book, const char *field, const char *expected)
{
  const char * const fields[] = { field, NULL };
  g_autofree char *path = temporary (".jsonl"), *text = NULL;
  gint64 n_rows = 0;

  g_assert_true (export_some (book, GX_EXPORT_CUSTOMERS, NULL, path, fields, &n_rows, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

/* What is worked out for today, when somebody was added, and what a book asks of its own. */
static void
test_more_fields (void)
{
  static const char * const unknown[] = { "custom.Hat size", NULL };
  g_autoptr (GxConnection) book = new_book ();
  g_autofree char *today = gx_day_to_iso (gx_clock_today ()), *path = temporary (".csv");
  g_autofree char *added = g_strdup_printf ("{\"added\":\"%s\"}\n", today);
  const GxCustomField shoe = { .name = (char *) "Shoe size", .type = "number" };
  g_autoptr (GError) error = NULL;
  gint64 n_rows = 0;
  GxId field = 0;

  import_text (book, "name,phone\nAnna,020 7946 0101\n", 1);
  g_assert_true (gx_custom_fields_save (book, gx_actor_get_self (), &shoe, &field, NULL));
  g_assert_true (gx_custom_values_set (book, gx_actor_get_self (),
                                       ask (book, "select id from customer"), field, "38.5", NULL));
  assert_json (book, "lifecycle", "{\"lifecycle\":\"never\"}\n");
  assert_json (book, "tier", "{\"tier\":null}\n");
  assert_json (book, "added", added);
  assert_json (book, "custom.Shoe size", "{\"custom.Shoe size\":\"38.5\"}\n");
  g_assert_true (gx_purchases_sell (book, gx_actor_get_self (), ask (book, "select id from customer"), "Tea",
                                    TRUE, 1000000, 15000000, "CNY", GX_NO_DAY, NULL, NULL));
  assert_json (book, "lifecycle", "{\"lifecycle\":\"new\"}\n");
  assert_json (book, "tier", "{\"tier\":\"a\"}\n");
  g_assert_false (export_some (book, GX_EXPORT_CUSTOMERS, NULL, path, unknown, &n_rows, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_USAGE);
}

/* How far it is: told in rows, of as many as will come. */
static void
test_progress (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GString) text = g_string_new ("name,phone\n");
  g_autoptr (GxIdList) everybody = NULL;
  gint64 done = 0, total = 0;

  for (int i = 0; i < 200; i++)
    g_string_append_printf (text, "Somebody %d,1380000%04d\n", i, i);
  import_text (book, text->str, 200);
  everybody = gx_customers_order (book, GX_CUSTOMER_SORT_NAME, FALSE, NULL, NULL);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *path = temporary (i == 0 ? ".vcf" : i == 1 ? ".jsonl" : ".csv");
      g_autoptr (GxExport) export = gx_export_new (i == 1 ? GX_EXPORT_BOOK : GX_EXPORT_CUSTOMERS, path);

      export->progress = gx_progress_new ();
      export->customers = i == 3 ? gx_id_list_ref (everybody) : NULL;
      g_assert_true (gx_export_write (export, book, NULL, NULL));
      gx_progress_ask (export->progress, &done, &total);
      g_assert_cmpint (done, >, 100);
      g_assert_cmpint (done, <=, export->n_rows);
      g_assert_cmpint (total, >=, export->n_rows);
      g_assert_cmpint (total, <=, export->n_rows + 1);
      g_clear_pointer (&export, gx_export_free);
    }
}

/* -- what comes back */

/* Several telephones, mails and addresses in one cell each are as many again, and choices are what they were. */
static void
round_trip_parts (const char *ending)
{
  static const char rows[] =
    "name,phone1,phone2,email1,email2,address,city,other address,other address,gender,standing\n"
    "李娜,13800138000,010-65529988,a@example.com,b@example.com,中山路 1 号,北京,浙江省杭州市西湖区文三路90号,"
    "江苏省苏州市姑苏区观前街1号,女,伙伴\n"
    "Anna Smith,020 7946 0101,020 7946 0102,,,1 High Street,London,\"90 Low Road, Leeds, LS1 1AA\",,m,lead\n";
  static const char * const fields[] = { "name", "all_phones", "all_mails", "city", "street", "other_address",
                                         "gender", "standing", "kind", NULL };
  g_autoptr (GxConnection) book = new_book (), other = new_book ();
  g_autofree char *path = temporary (ending), *again = temporary (".jsonl"), *first = temporary (".jsonl");
  g_autofree char *was = NULL, *is = NULL;

  import_text (book, rows, 2);
  g_assert_cmpint (ask (book, "select count(*) from address"), ==, 5);
  export_to (book, GX_EXPORT_CUSTOMERS, path, fields, 2);
  import_file (other, path, 2);
  g_assert_cmpint (ask (other, "select count(*) from contact_point where kind = 'phone'"), ==, 4);
  g_assert_cmpint (ask (other, "select count(*) from contact_point where kind = 'mail'"), ==, 2);
  g_assert_cmpint (ask (other, "select count(*) from address"), ==, 5);
  g_assert_cmpint (ask (other, "select count(*) from customer where standing = 'partner'"), ==, 1);
  export_to (book, GX_EXPORT_CUSTOMERS, first, fields, 2);
  export_to (other, GX_EXPORT_CUSTOMERS, again, fields, 2);
  g_assert_true (g_file_get_contents (first, &was, NULL, NULL));
  g_assert_true (g_file_get_contents (again, &is, NULL, NULL));
  g_assert_cmpstr (was, ==, is);
}

static void
test_parts (void)
{
  round_trip_parts (".csv");
  round_trip_parts (".xlsx");
}

/* Nothing that a person writes is a formula when it leaves, and all of it is as it was when it comes back. */
static void
round_trip_notes (const char *ending)
{
  static const char * const notes[] = {
    "=HYPERLINK(1)", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "'quoted", "'=not a formula", "''=twice",
    "'-dash", "-12.50", "+86 138 0013 8000", "a\tb", "1.10", "007", "TRUE", "2026-11-21", "  ",
    "“x”, \"y\"\nz",
  };
  static const char * const fields[] = { "number", "note", NULL };
  static const char note_of[] = "select note from customer where number = ?";
  g_autoptr (GxConnection) book = new_book (), other = new_book ();
  g_autofree char *path = temporary (ending);

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autofree char *number = g_strdup_printf ("K%u", i);
      g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();

      gx_customer_draft_set (draft, "number", number);
      gx_customer_draft_set (draft, "note", notes[i]);
      g_assert_true (gx_customers_save (book, gx_actor_get_self (), draft, NULL, NULL));
    }
  export_to (book, GX_EXPORT_CUSTOMERS, path, fields, G_N_ELEMENTS (notes));
  import_file (other, path, G_N_ELEMENTS (notes));
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autofree char *number = g_strdup_printf ("K%u", i);
      g_autofree char *was = gx_connection_get_text (book, NULL, note_of, "t", number);
      g_autofree char *is = gx_connection_get_text (other, NULL, note_of, "t", number);

      g_assert_cmpstr (was, ==, is);
    }
}

static void
test_harmless (void)
{
  round_trip_notes (".csv");
  round_trip_notes (".xlsx");
}

/* In a workbook a day is a day, an amount a number, and a long number a text. */
static void
test_cells (void)
{
  static const char * const fields[] = { "day", "amount", "customer_id", "order", NULL };
  g_autoptr (GxConnection) book = new_book ();
  g_autofree char *path = temporary (".xlsx");
  g_autoptr (GxTable) table = NULL;
  GxRow row;

  import_text (book, "order,customer_id,date,amount\n110105199003071234,K1,2024-01-05,1234.50\n", 1);
  export_to (book, GX_EXPORT_PURCHASES, path, fields, 1);
  table = gx_table_open (path, NULL, NULL);
  g_assert_true (gx_table_start (table, 0, NULL) && gx_table_next (table, &row, NULL));
  g_assert_cmpint (row.cells[0].type, ==, GX_CELL_TEXT);
  g_assert_true (gx_table_next (table, &row, NULL));
  g_assert_cmpint (row.cells[0].type, ==, GX_CELL_DAY);
  g_assert_cmpstr (row.cells[0].text, ==, "2024-01-05");
  g_assert_cmpint (row.cells[1].type, ==, GX_CELL_NUMBER);
  g_assert_cmpstr (row.cells[1].text, ==, "1234.5");
  g_assert_cmpint (row.cells[3].type, ==, GX_CELL_TEXT);
  g_assert_cmpstr (row.cells[3].text, ==, "110105199003071234");
}

/* All cells of the first sheet, or of its first rows. */
static char *
read_rows (GxTable *table, guint most)
{
  GString *text = g_string_new (NULL);
  GxRow row;

  g_assert_true (gx_table_start (table, 0, NULL));
  for (guint n = 0; n < most && gx_table_next (table, &row, NULL); n++)
    for (guint i = 0; i < row.n_cells; i++)
      g_string_append_printf (text, "%d.%u %s %s %s %u\n", (int) row.number, i, row.cells[i].text,
                              row.cells[i].raw, gx_cell_type_name (row.cells[i].type), row.cells[i].length);
  return g_string_free (text, FALSE);
}

/* What is read a third time comes from where the second one was kept: it is the same, raw texts and gaps, too. */
static void
test_read_again (void)
{
  static const guint most[] = { 2, 100, 100, 1, 100 };
  g_autoptr (GxConnection) book = new_book ();
  g_autofree char *path = temporary (".xlsx"), *first = NULL;
  g_autoptr (GxTable) table = NULL, fresh = NULL;

  import_text (book, sales, 4);
  export_to (book, GX_EXPORT_PURCHASES, path, NULL, 4);
  fresh = gx_table_open (path, NULL, NULL);
  first = read_rows (fresh, 100);
  g_assert_nonnull (strstr (first, "day"));
  table = gx_table_open (path, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (most); i++)
    {
      g_autofree char *again = read_rows (table, most[i]);

      if (most[i] == 100)
        g_assert_cmpstr (again, ==, first);
      else
        g_assert_true (g_str_has_prefix (first, again));
      if (i == 1)
        g_unlink (path); /* from here on there is nothing else to read */
    }
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
  g_test_add_func ("/export/file-that-is-there", test_file_that_is_there);
  g_test_add_func ("/export/cancelled", test_cancelled);
  g_test_add_func ("/export/record", test_record);
  g_test_add_func ("/export/read-only", test_read_only);
  g_test_add_func ("/export/more-fields", test_more_fields);
  g_test_add_func ("/export/progress", test_progress);
  g_test_add_func ("/export/parts", test_parts);
  g_test_add_func ("/export/harmless", test_harmless);
  g_test_add_func ("/export/cells", test_cells);
  g_test_add_func ("/export/read-again", test_read_again);
  return g_test_run ();
}
