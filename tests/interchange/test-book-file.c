/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "../support/gx-test-book.h"
#include "../support/gx-test-folder.h"
#include "base/gx-error.h"
#include "base/gx-id.h"
#include "interchange/gx-book-file.h"
#include "interchange/gx-demo.h"
#include "interchange/gx-export.h"
#include "interchange/gx-house.h"

/* A whole book as a file, and back: the same shared rows. */

static char *
temporary (void)
{
  g_autofree char *folder = gx_test_folder_new ();

  return g_build_filename (folder, "book.jsonl", NULL);
}

static GxConnection *
new_book (void)
{
  gx_house_register ();
  return gx_connection_create (NULL, "CNY", NULL);
}

static gint64
export_to (GxConnection *book, const char *path)
{
  g_autoptr (GxExport) export = gx_export_new (GX_EXPORT_BOOK, path);
  g_autoptr (GError) error = NULL;

  gx_export_run (export, book, gx_actor_get_self (), NULL, &error);
  g_assert_no_error (error);
  return export->n_rows;
}

static GxImportReport *
import_with (GxConnection *book, const char *path, GxOnMatch on_match, GxId *step)
{
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path);
  GxImportReport *report = NULL;
  g_autoptr (GError) error = NULL;

  plan->on_match = on_match;
  gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, step, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->kind, ==, GX_IMPORT_BOOK);
  return report;
}

/* @unchanged: beside whoever imports, who is a member before anything is read. */
static void
import_rows (GxConnection *book, const char *path, gint64 added, gint64 unchanged)
{
  g_autoptr (GxImportReport) report = import_with (book, path, GX_ON_MATCH_FILL, NULL);

  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", ((GxImportProblem *) report->problems->pdata[i])->reason);
  g_assert_cmpint (report->rows, ==, added + unchanged);
  g_assert_cmpint (report->added, >=, added - 1);
  g_assert_cmpint (report->added, <=, added);
  g_assert_cmpint (report->unchanged, ==, report->rows - report->added);
}

/* The logical dump of what such a file holds. */
static char *
dump_of (GxConnection *book)
{
  g_autofree char *whole = gx_test_book_dump (book);
  g_auto (GStrv) lines = g_strsplit (whole, "\n", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    for (const char * const *table = gx_book_file_tables (); *table != NULL; table++)
      {
        g_autofree char *start = g_strdup_printf ("{\"table\":\"%s\",", *table);

        if (g_str_has_prefix (lines[i], start))
          g_string_append_printf (text, "%s\n", lines[i]);
      }
  return g_string_free (text, FALSE);
}

static void
assert_same (GxConnection *book, GxConnection *other)
{
  g_autofree char *one = dump_of (book), *two = dump_of (other);

  g_assert_cmpuint (strlen (one), >, 1000);
  if (strcmp (one, two) != 0)
    for (gsize i = 0;; i++)
      if (one[i] != two[i])
        g_error ("they differ: “%.200s” and “%.200s”", one + MAX (i, 100) - 100, two + MAX (i, 100) - 100);
}

static gint64
ask (GxConnection *book, const char *sql)
{
  return gx_connection_get_int64 (book, -1, NULL, sql, NULL);
}

static GxConnection *
demo_book (void)
{
  GxConnection *book = new_book ();
  GxDemoOptions options = { .customers = 60, .seed = 7, .as_of = 20778 };

  g_assert_true (gx_demo_fill (book, &options, NULL, NULL, NULL));
  return book;
}

/* What the demo does not have: a field of one's own, a segment, a payment with a note. */
static void
add_the_rest (GxConnection *book)
{
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "book.demo", NULL);
  gint64 customer = ask (book, "select min (id) from customer");

  g_assert_true (gx_connection_run (book, NULL, "insert into custom_field (id, name, type, choices, position)"
                                    " values (77, '鞋码', 'choice', 'S' || char (10) || 'M', 1)", NULL));
  g_assert_true (gx_connection_run (book, NULL, "insert into custom_value (id, customer_id, field_id, value)"
                                    " values (?, ?, 77, 'M')", "ii",
                                    gx_id_hash ("custom_value", customer, 77), customer));
  g_assert_true (gx_connection_run (book, NULL,
                                    "insert into segment (id, name, criteria, position, author_id)"
                                    " select 78, 'A \"quoted\" one',"
                                    " '{\"field\":\"city\",\"is\":[\"北京\"]}', 1,"
                                    " min (id) from member", NULL));
  g_assert_true (gx_connection_set_setting (book, "lifecycle.active_days", "120", NULL));
  g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, NULL));
}

static void
test_round_trip (void)
{
  g_autoptr (GxConnection) book = demo_book (), other = new_book ();
  g_autofree char *path = temporary ();
  gint64 n;

  add_the_rest (book);
  n = export_to (book, path);
  import_rows (other, path, n, 0);
  assert_same (book, other);
  gx_test_book_assert_clean (other);
  import_rows (other, path, 0, n);
  import_rows (book, path, 0, n);
}

static void
test_undo (void)
{
  g_autoptr (GxConnection) book = demo_book (), other = new_book ();
  g_autofree char *path = temporary (), *full = NULL, *again = NULL;
  gint64 n = export_to (book, path);

  import_rows (other, path, n, 0);
  full = dump_of (other);
  gx_test_book_undo (other);
  g_assert_cmpint (ask (other, "select count(*) from customer where gone = 0"), ==, 0);
  import_rows (other, path, n, 0);
  again = dump_of (other);
  g_assert_cmpstr (full, ==, again);
  gx_test_book_assert_round_trip (other);
}

/* What is there is filled, not changed; what a person threw away stays away; what is said to hold, holds. */
static void
test_match (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autofree char *path = temporary (), *note = NULL, *name = NULL;
  g_autoptr (GxImportReport) filled = NULL, overwritten = NULL, skipped = NULL;
  GxId one, two;

  one = gx_test_book_add (book, "name", "王芳", "note", "likes tea", NULL);
  two = gx_test_book_add (book, "name", "李娜", NULL);
  export_to (book, path);
  g_assert_true (gx_customers_set (book, gx_actor_get_self (), one, "name", "王芬", NULL));
  g_assert_true (gx_customers_set (book, gx_actor_get_self (), one, "note", "", NULL));
  g_assert_true (gx_customers_bin (book, gx_actor_get_self (), &two, 1, NULL));

  skipped = import_with (book, path, GX_ON_MATCH_SKIP, NULL);
  g_assert_cmpint (skipped->updated + skipped->added, ==, 0);
  filled = import_with (book, path, GX_ON_MATCH_FILL, NULL);
  g_assert_cmpint (filled->updated, ==, 1);
  note = gx_connection_get_text (book, NULL, "select note from customer where id = ?", "i", one);
  name = gx_connection_get_text (book, NULL, "select name from customer where id = ?", "i", one);
  g_assert_cmpstr (note, ==, "likes tea");
  g_assert_cmpstr (name, ==, "王芬");
  overwritten = import_with (book, path, GX_ON_MATCH_OVERWRITE, NULL);
  g_clear_pointer (&name, g_free);
  name = gx_connection_get_text (book, NULL, "select name from customer where id = ?", "i", one);
  g_assert_cmpstr (name, ==, "王芳");
  g_assert_cmpint (ask (book, "select count(*) from customer where gone = 1"), ==, 1);
}

/* Whoever is in the bin is not taken along, nor is what belongs to them. */
static void
test_bin (void)
{
  g_autoptr (GxConnection) book = demo_book (), other = new_book ();
  g_autofree char *path = temporary ();
  g_autoptr (GxImportReport) report = NULL;
  GxId customer = ask (book, "select p.customer_id from purchase p join contact_point c"
                       " on c.customer_id = p.customer_id limit 1");

  g_assert_true (gx_customers_bin (book, gx_actor_get_self (), &customer, 1, NULL));
  export_to (book, path);
  report = import_with (other, path, GX_ON_MATCH_FILL, NULL);
  g_assert_cmpint (report->rejected, ==, 0);
  g_assert_cmpint (ask (other, "select count(*) from customer"), ==, 59);
  g_assert_cmpint (ask (other, "select count(*) from purchase where customer_id is null"), ==,
                   ask (book, "select count(*) from purchase where customer_id is null"));
}

static guint
count_rows (const char *path)
{
  g_autoptr (GxTable) table = gx_table_open (path, NULL, NULL);
  GxRow row;
  guint n = 0;

  g_assert_true (gx_table_start (table, 0, NULL));
  while (gx_table_next (table, &row, NULL))
    n++;
  return n;
}

/* Lines that cannot be taken are refused by themselves, and say so. */
static void
test_bad_lines (void)
{
  static const char lines[] =
    "{\"guanxi\":\"book\",\"version\":4,\"currency\":\"USD\"}\n"
    "{\"table\":\"customer\",\"id\":5,\"name\":\"ok\"}\n"
    "not json\n"
    "[1,2]\n"
    "{\"table\":\"journal_tx\",\"id\":1}\n"
    "{\"table\":\"customer\",\"name\":\"no id\"}\n"
    "{\"table\":\"customer\",\"id\":\"5; drop table customer\",\"name\":\"x\"}\n"
    "{\"table\":\"customer\",\"id\":99999999999999999,\"name\":\"x\"}\n"
    "{\"table\":\"contact_point\",\"id\":6,\"customer_id\":404,\"value\":\"x\"}\n"
    "{\"table\":\"event\",\"id\":7,\"customer_id\":5,\"day\":\"monday\"}\n"
    "{\"table\":\"word\",\"kind\":\"tag\"}\n"
    "\xff\xfe\n"
    "\n"
    "{\"table\":\"customer_tag\",\"customer_id\":5,\"tag\":\"VIP\"}\n";
  g_autoptr (GxConnection) book = new_book ();
  g_autofree char *path = temporary (), *refused = g_strconcat (path, ".xlsx", NULL);
  g_autoptr (GxImportPlan) plan = NULL;
  g_autoptr (GxImportReport) report = NULL;

  g_assert_true (g_file_set_contents (path, lines, sizeof lines - 1, NULL));
  plan = gx_import_plan_new (path);
  plan->rejects_path = g_strdup (refused);
  gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL, NULL);
  g_assert_cmpint (count_rows (refused), ==, 10); /* the header, and all but what is no text */
  g_assert_cmpint (report->added, ==, 2);
  g_assert_cmpint (report->rejected, ==, 10);
  g_assert_cmpint (report->n_problems, ==, 11); /* and the currency */
  g_assert_cmpint (ask (book, "select count(*) from customer"), ==, 1);
  g_assert_cmpint (ask (book, "select count(*) from word w join customer_tag t on t.tag_id = w.id"), ==, 1);
  gx_test_book_assert_clean (book);
  g_unlink (refused);
}

static void
test_newer (void)
{
  static const char line[] = "{\"guanxi\":\"book\",\"version\":99,\"currency\":\"CNY\"}\n";
  g_autoptr (GxConnection) book = new_book ();
  g_autofree char *path = temporary ();
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path);
  g_autoptr (GxImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, line, -1, NULL));
  g_assert_false (gx_import_rehearse (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NEWER);
}

/* A rehearsal tells the same and writes nothing. */
static void
test_rehearsal (void)
{
  g_autoptr (GxConnection) book = demo_book (), other = new_book ();
  g_autofree char *path = temporary (), *before = gx_test_book_dump (other), *after = NULL;
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path);
  g_autoptr (GxImportReport) report = NULL;
  const GxActor nobody = { 0, FALSE };
  gint64 n = export_to (book, path);

  g_assert_true (gx_import_rehearse (other, &nobody, plan, NULL, NULL, NULL, &report, NULL));
  g_assert_cmpint (report->added, ==, n);
  after = gx_test_book_dump (other);
  g_assert_cmpstr (before, ==, after);
}

/* Every shared table is in the file, or is known to be about the book's own doings. */
static void
test_tables (void)
{
  static const char * const own[] = { "import_batch", "import_row", "import_mapping", "export_record", NULL };
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select t.name from sqlite_schema t where t.type = 'table'"
    " and exists (select 1 from pragma_table_info (t.name) where name = 'gone')", NULL);
  guint n = 0;

  for (; gx_statement_next (query); n++)
    if (!g_strv_contains (gx_book_file_tables (), gx_statement_text (query, 0))
        && !g_strv_contains (own, gx_statement_text (query, 0)))
      g_error ("“%s” is not taken along", gx_statement_text (query, 0));
  g_assert_cmpuint (n, >, 20);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/book-file/round-trip", test_round_trip);
  g_test_add_func ("/book-file/undo", test_undo);
  g_test_add_func ("/book-file/match", test_match);
  g_test_add_func ("/book-file/bin", test_bin);
  g_test_add_func ("/book-file/bad-lines", test_bad_lines);
  g_test_add_func ("/book-file/newer", test_newer);
  g_test_add_func ("/book-file/rehearsal", test_rehearsal);
  g_test_add_func ("/book-file/tables", test_tables);
  return g_test_run ();
}
