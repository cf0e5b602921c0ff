/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store/gx-connection.h"
#include "store/gx-statement.h"

#define FOLDER "/org/guanxi/sql/queries"

/* These are meant to read a table whole: all products, all uses of a word. */
static const char * const may_scan[] = { "customers/list-words", "trade/find-products", NULL };

/* What is touched, what the query itself made, and what has no table behind it. */
static gboolean
is_harmless (const char *detail)
{
  static const char * const parts[] = { "VIRTUAL TABLE", "CONSTANT ROW", "SUBQUERY", NULL };
  static const char * const own[] = { "SCAN t", "SCAN who", "SCAN item", "SCAN i", "SCAN people", NULL };

  for (guint i = 0; parts[i] != NULL; i++)
    if (strstr (detail, parts[i]) != NULL)
      return TRUE;
  return !g_str_has_prefix (detail, "SCAN ") || g_strv_contains (own, detail);
}

static void
explain (GxConnection *book, const char *name)
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

/* Every query under data/sql/queries can be prepared, and none but those named above reads a whole table. */
static void
test_plans (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_create (NULL, "CNY", &error);
  g_auto (GStrv) rooms = g_resources_enumerate_children (FOLDER, 0, &error);
  guint n = 0;

  g_assert_no_error (error);
  g_assert_true (gx_connection_run (book, &error,
                                    "create temp table if not exists touched_customer (customer_id integer "
                                    "primary key)", NULL));
  g_assert_true (gx_connection_run (book, &error,
                                    "create temp table if not exists touched_purchase (purchase_id integer "
                                    "primary key)", NULL));

  for (guint i = 0; rooms[i] != NULL; i++)
    {
      g_autofree char *folder = g_strconcat (FOLDER "/", rooms[i], NULL);
      g_auto (GStrv) files = g_resources_enumerate_children (folder, 0, &error);

      for (guint j = 0; files[j] != NULL; j++, n++)
        {
          g_autofree char *name = g_strconcat (rooms[i], files[j], NULL);

          g_assert_true (g_str_has_suffix (name, ".sql"));
          name[strlen (name) - strlen (".sql")] = '\0';
          explain (book, name);
        }
    }
  g_assert_cmpuint (n, >=, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queries/plans", test_plans);
  return g_test_run ();
}
