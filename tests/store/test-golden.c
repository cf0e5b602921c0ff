/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sqlite3.h>

#include "customers/gx-customers.h"
#include "interchange/gx-house.h"
#include "session.h"
#include "store/gx-journal.h"
#include "support/gx-test-folder.h"

/*
 * A book of every version that was ever released, as text: it opens, climbs to the present version, has the
 * schema of a fresh book, is clean, and every step in it can still be undone and redone.
 */

static char *
make_book (int version)
{
  g_autofree char *folder = gx_test_folder_new ();
  g_autofree char *name = g_strdup_printf ("v%d.sql", version);
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "store", "books", name, NULL);
  g_autofree char *sql = NULL;
  char *path = g_build_filename (folder, "golden.guanxi", NULL);
  sqlite3 *db = NULL;

  g_assert_true (g_file_get_contents (source, &sql, NULL, NULL));
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", name, sqlite3_errmsg (db));
  sqlite3_close (db);
  return path;
}

/* Names and columns of everything, as text. */
static char *
schema_of (GxConnection *book)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select m.type, m.name, t.cid, t.name, lower (t.type), t.\"notnull\", t.dflt_value, t.pk"
    " from sqlite_schema m left join pragma_table_xinfo (m.name) t on m.type in ('table', 'view')"
    " where m.name not like 'sqlite_%' order by 1, 2, 3", NULL);

  while (gx_statement_next (query))
    {
      for (int i = 0; i < 8; i++)
        g_string_append_printf (text, "%s|", gx_statement_text (query, i));
      g_string_append_c (text, '\n');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_clean (GxConnection *book)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_journal_check (book, &problems, &error));
  g_assert_no_error (error);
  if (problems->len > 0)
    g_error ("%s", (char *) g_ptr_array_index (problems, 0));
}

static void
test_golden (gconstpointer data)
{
  g_autofree char *path = make_book (GPOINTER_TO_INT (data));
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (path, GX_OPEN_WRITE, &error);
  g_autoptr (GxConnection) fresh = gx_connection_create (NULL, "CNY", NULL);
  g_autofree char *ours = NULL, *theirs = NULL, *before = NULL, *after = NULL;
  const GxActor *me = gx_actor_get_self ();
  GxId undone;

  g_assert_no_error (error);
  ours = schema_of (book);
  theirs = schema_of (fresh);
  session_assert_same (ours, theirs);
  g_assert_cmpint (gx_connection_get_int64 (book, 0, NULL, "select count(*) from customer where gone = 0",
                                            NULL), >=, 12);
  assert_clean (book);

  before = session_dump (book);
  undone = gx_connection_get_int64 (book, 0, NULL, "select id from journal_tx where label = 'customer.edit'",
                                    NULL);
  g_assert_true (gx_undo (book, me, undone, NULL, &error));
  g_assert_true (gx_redo (book, me, undone, NULL, &error));
  after = session_dump (book);
  g_assert_nonnull (strstr (before, "Golden 金"));
  g_assert_nonnull (strstr (after, "Golden 金"));
  assert_clean (book);
}

/* A fact that is not what a rebuild makes of it is noticed, also where the book is only read; and stays as it
   is. */
static void
test_wrong_fact (void)
{
  static const GxOpenMode modes[] = { GX_OPEN_READ, GX_OPEN_WRITE };
  static const char wrong[] = "update customer_fact set orders = orders + 1 where customer_id in "
                              "(select min (customer_id) from customer_fact)";
  g_autofree char *path = make_book (GX_BOOK_VERSION);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, wrong, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GxConnection) book = gx_connection_open (path, modes[i], &error);
      g_autoptr (GPtrArray) problems = NULL;

      g_assert_no_error (error);
      g_assert_true (gx_journal_check (book, &problems, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (problems->len, ==, 1);
      g_assert_nonnull (strstr (problems->pdata[0], "customer_fact differs from a rebuild in 2 rows"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gx_house_register ();
  for (int version = 1; version <= GX_BOOK_VERSION; version++)
    {
      g_autofree char *name = g_strdup_printf ("/store/golden/v%d", version);

      g_test_add_data_func (name, GINT_TO_POINTER (version), test_golden);
    }
  g_test_add_func ("/store/golden/wrong-fact", test_wrong_fact);
  return g_test_run ();
}
