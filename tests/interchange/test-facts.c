/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-day.h"
#include "interchange/gx-demo.h"
#include "interchange/gx-house.h"
#include "store/gx-journal.h"
#include "store/gx-statement.h"
#include "store/gx-step.h"

/* A projection that a step passes over must have had nothing to do. */

#define ROWS 3

static GxConnection *
make_book (void)
{
  const GxDemoOptions options = { .customers = 30, .seed = 3, .as_of = gx_day_new (2026, 11, 21) };
  g_autoptr (GError) error = NULL;
  GxConnection *book = gx_connection_create (NULL, "CNY", &error);

  g_assert_no_error (error);
  g_assert_true (gx_demo_fill (book, &options, NULL, NULL, &error));
  return book;
}

static void
assert_facts (GxConnection *book, const char *table, const char *column)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  gx_journal_check (book, &problems, &error);
  g_assert_no_error (error);
  if (problems->len > 0)
    g_error ("%s.%s: %s", table, column, (const char *) problems->pdata[0]);
}

static void
write_in_a_step (GxConnection *book, const char *sql, GxId row)
{
  const GxActor nobody = { 0, FALSE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GxStep) step = gx_step_begin (book, &nobody, "customer.edit", &error);

  g_assert_true (gx_connection_run (book, &error, sql, "i", row));
  g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, &error));
  g_assert_no_error (error);
}

/* Every cell of the column in a few rows becomes what another row has there; a row goes and comes back. */
static guint
write_column (GxConnection *book, const char *table, const char *column)
{
  g_autofree char *rows = g_strdup_printf ("select id from %s order by id %% 1009 limit %d", table, ROWS);
  g_autofree char *write = g_str_equal (column, "gone")
    ? g_strdup_printf ("update %s set gone = 1 - gone where id = ?", table)
    : g_strdup_printf ("update %1$s set %2$s = "
                       "(select o.%2$s from %1$s o where o.%2$s is not %1$s.%2$s limit 1) "
                       "where id = ? and exists (select 1 from %1$s o where o.%2$s is not %1$s.%2$s)",
                       table, column);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GxId));
  g_autoptr (GxStatement) query = gx_connection_query (book, rows, NULL);

  while (gx_statement_next (query))
    {
      GxId id = gx_statement_int64 (query, 0);

      g_array_append_val (ids, id);
    }
  for (guint i = 0; i < ids->len; i++)
    write_in_a_step (book, write, g_array_index (ids, GxId, i));
  assert_facts (book, table, column);
  if (g_str_equal (column, "gone"))
    {
      for (guint i = 0; i < ids->len; i++)
        write_in_a_step (book, write, g_array_index (ids, GxId, i));
      assert_facts (book, table, column);
    }
  return ids->len;
}

static void
test_facts_follow_every_column (void)
{
  g_autoptr (GxConnection) book = make_book ();
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select t.name || ' ' || c.name from sqlite_schema t join pragma_table_info (t.name) c on c.name <> 'id' "
    "where t.type = 'table' and exists (select 1 from pragma_table_info (t.name) where name = 'gone')", NULL);
  guint written = 0;

  while (gx_statement_next (query))
    g_ptr_array_add (columns, gx_statement_dup_text (query, 0));
  g_assert_cmpuint (columns->len, >, 100);
  for (guint i = 0; i < columns->len; i++)
    {
      g_auto (GStrv) names = g_strsplit (columns->pdata[i], " ", 2);

      written += write_column (book, names[0], names[1]);
    }
  g_assert_cmpuint (written, >, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gx_house_register ();
  g_test_add_func ("/interchange/facts/every-column", test_facts_follow_every_column);
  return g_test_run ();
}
