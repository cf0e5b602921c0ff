/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-day.h"
#include "interchange/gx-demo.h"
#include "interchange/gx-house.h"
#include "store/gx-connection-private.h"

#define FOLDER "/org/guanxi/sql/queries"

/* These are meant to read a table whole: all uses of a word, all products. */
static const char * const may_scan[] = { "customers/list-words", "trade/find-products", NULL };

/* What is touched, what the query itself made, and what has no table behind it. */
static gboolean
is_harmless (const char *detail)
{
  static const char * const parts[] = { "VIRTUAL TABLE", "CONSTANT ROW", "SUBQUERY", NULL };
  static const char * const own[] = {
    "SCAN t", "SCAN who", "SCAN item", "SCAN i", "SCAN people", "SCAN nearest", "SCAN hand", NULL,
  };

  for (guint i = 0; parts[i] != NULL; i++)
    if (strstr (detail, parts[i]) != NULL)
      return TRUE;
  return !g_str_has_prefix (detail, "SCAN ") || g_strv_contains (own, detail);
}

typedef void (*AskFunc) (GxConnection *book, const char *name, gpointer data);

static void
explain (GxConnection *book, const char *name, gpointer data)
{
  g_autofree char *path = g_strconcat (FOLDER "/", name, ".sql", NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);
  g_autofree char *sql = g_strconcat ("explain query plan ", (const char *) g_bytes_get_data (bytes, NULL),
                                      NULL);
  g_autoptr (GxStatement) query = gx_connection_query (book, sql, NULL);
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", name);
  while (gx_statement_next (query))
    {
      const char *detail = gx_statement_text (query, 3);

      if (!is_harmless (detail) && !g_strv_contains (may_scan, name))
        g_error ("%s reads a whole table: %s", name, detail);
    }
  gx_statement_finish (query, &error);
  g_assert_no_error (error);
}

/* One customer is touched, and asked for: the organisation with the most people. */
static GxStatement *
query_one_customer (GxConnection *book, const char *name)
{
  GxId customer = gx_connection_get_int64 (book, 0, NULL, "select customer_id from temp.touched_customer",
                                           NULL);
  g_autofree char *page = g_strdup_printf ("[%" G_GINT64_FORMAT "]", customer);
  g_autofree char *query = g_strconcat ("@", name, NULL);

  if (g_str_has_prefix (name, "events/load-stream"))
    return gx_connection_query (book, query, "iiii", customer, (gint64) 0, (gint64) 50, (gint64) 1);
  if (g_str_equal (name, "trade/read-numbers"))
    return gx_connection_query (book, query, "it", customer, "CNY");
  if (g_str_equal (name, "customers/read-rows"))
    return gx_connection_query (book, query, "tt", page, "CNY");
  return gx_connection_query (book, query, NULL);
}

/* Of SQLite's machine. @data: name → steps */
static void
count_steps (GxConnection *book, const char *name, gpointer data)
{
  g_autoptr (GxStatement) query = NULL;
  g_autoptr (GError) error = NULL;
  int steps;

  if (g_strv_contains (may_scan, name) || g_str_equal (name, "customers/order-by-added"))
    return; /* they are about all */
  g_assert_true (_gx_connection_exec (book, "savepoint before; delete from customer_money", &error));
  if (g_str_equal (name, "trade/project-purchases"))
    g_assert_true (_gx_connection_exec (book, "delete from purchase_fact", &error));
  query = query_one_customer (book, name);
  sqlite3_stmt_status (_gx_statement_get (query), SQLITE_STMTSTATUS_VM_STEP, TRUE);
  while (gx_statement_next (query))
    ;
  steps = sqlite3_stmt_status (_gx_statement_get (query), SQLITE_STMTSTATUS_VM_STEP, FALSE);
  gx_statement_finish (query, &error);
  g_assert_no_error (error);
  g_assert_true (_gx_connection_exec (book, "rollback to before; release before", &error));

  g_test_message ("%s: %d steps", name, steps);
  g_hash_table_insert (data, g_strdup (name), GINT_TO_POINTER (steps));
}

static void
ask_all (GxConnection *book, AskFunc ask, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) rooms = g_resources_enumerate_children (FOLDER, 0, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; rooms[i] != NULL; i++)
    {
      g_autofree char *folder = g_strconcat (FOLDER "/", rooms[i], NULL);
      g_auto (GStrv) files = g_resources_enumerate_children (folder, 0, &error);

      for (guint j = 0; files[j] != NULL; j++, n++)
        {
          g_autofree char *name = g_strconcat (rooms[i], files[j], NULL);

          g_assert_true (g_str_has_suffix (name, ".sql"));
          name[strlen (name) - strlen (".sql")] = '\0';
          ask (book, name, data);
        }
    }
  g_assert_cmpuint (n, >=, 10);
}

static GxConnection *
make_book (gint64 customers)
{
  g_autoptr (GError) error = NULL;
  GxDemoOptions options = { .customers = customers, .seed = 1, .as_of = gx_day_new (2026, 11, 20) };
  GxConnection *book = NULL;

  gx_house_register ();
  book = gx_connection_create (NULL, "CNY", &error);
  g_assert_no_error (error);
  if (customers > 0)
    gx_demo_fill (book, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (_gx_connection_exec (book,
    "create temp table if not exists touched_customer (customer_id integer primary key);"
    "create temp table if not exists touched_purchase (purchase_id integer primary key);"
    "delete from temp.touched_customer; delete from temp.touched_purchase", &error));

  return book;
}

/* Every query under data/sql/queries can be prepared, and none but those named above reads a whole table. */
static void
test_plans (void)
{
  g_autoptr (GxConnection) empty = make_book (0);
  g_autoptr (GxConnection) full = make_book (100);

  ask_all (empty, explain, NULL);
  ask_all (full, explain, NULL);
}

/* The steps that each query takes for the same company, in a book with so many customers. */
static GHashTable *
measure (gint64 customers)
{
  g_autoptr (GxConnection) book = make_book (customers);
  g_autoptr (GError) error = NULL;
  GHashTable *steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_true (_gx_connection_exec (book,
    "insert into temp.touched_customer "
    "select to_id from relation where to_id is not null group by to_id order by count(*) desc, to_id limit 1;"
    "insert into temp.touched_purchase "
    "select id from purchase where customer_id = (select customer_id from temp.touched_customer)", &error));
  ask_all (book, count_steps, steps);

  return steps;
}

/* What a customer costs is of the size of that customer: a book of eight times as many asks no more of it. */
static void
test_costs (void)
{
  g_autoptr (GHashTable) small = measure (250);
  g_autoptr (GHashTable) large = measure (2000);
  GHashTableIter iter;
  gpointer name, steps;

  g_assert_cmpuint (g_hash_table_size (large), >=, 10);
  g_hash_table_iter_init (&iter, large);
  while (g_hash_table_iter_next (&iter, &name, &steps))
    {
      int before = GPOINTER_TO_INT (g_hash_table_lookup (small, name));

      if (GPOINTER_TO_INT (steps) > 2 * before + 100)
        g_error ("%s takes %d steps in a small book and %d in a large one", (const char *) name, before,
                 GPOINTER_TO_INT (steps));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queries/plans", test_plans);
  g_test_add_func ("/queries/costs", test_costs);
  return g_test_run ();
}
