/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session.h"
#include "store/gx-journal.h"
#include "store/gx-statement.h"

static GxConnection *
new_book (void)
{
  g_autoptr (GError) error = NULL;
  GxConnection *book = gx_connection_create (NULL, "CNY", &error);

  g_assert_no_error (error);
  return book;
}

static GxStep *
begin (GxConnection *book)
{
  g_autoptr (GError) error = NULL;
  GxStep *step = gx_step_begin (book, gx_actor_get_self (), "customer.import", &error);

  g_assert_no_error (error);
  return step;
}

static void
write_word (GxConnection *book, GxId id)
{
  GxStep *step = begin (book);

  g_assert_true (gx_connection_run (book, NULL,
    "insert into word (id, kind, name) values (?, 'tag', 'VIP')", "i", id));
  g_assert_true (gx_step_commit (step, NULL, NULL));
}

static void
check_clean (GxConnection *book)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_journal_check (book, &problems, &error));
  g_assert_no_error (error);
  if (problems->len > 0)
    g_error ("%s", (char *) g_ptr_array_index (problems, 0));
}

static GxId
reserve (GxStep *step, const char *table, gint64 rows)
{
  g_autoptr (GError) error = NULL;
  GxId first = 0;

  g_assert_true (gx_step_reserve (step, table, rows, &first, &error));
  g_assert_no_error (error);
  return first;
}

static void
write_customers (GxConnection *book, GxId first, gint64 n)
{
  for (gint64 i = 0; i < n; i++)
    g_assert_true (gx_connection_run (book, NULL,
      "insert into customer (id, name) values (?, '王芳')", "i", first + i));
}

/* The rows of a run are checked together: one that points at nothing spoils the step; afterwards each row is
 * checked again. */
static void
test_links_are_checked (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  GxStep *step = NULL;
  GxId first;

  write_word (book, 5);
  before = session_dump (book);
  step = begin (book);
  first = reserve (step, "contact_point", 2);
  g_assert_true (gx_connection_run (book, NULL,
    "insert into contact_point (id, customer_id, value) values (?, 99, '1')", "i", first));
  g_assert_false (gx_step_settle (step, "contact_point", 1, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  gx_step_abort (step);
  after = session_dump (book);
  session_assert_same (after, before);

  step = begin (book);
  g_assert_false (gx_connection_run (book, &error,
    "insert into contact_point (id, customer_id, value) values (7, 99, '1')", NULL));
  g_assert_nonnull (error);
  gx_step_abort (step);
}

/* A member is recorded as if it had been captured, and once. */
static void
test_members (void)
{
  g_autoptr (GxConnection) book = new_book ();
  const GxActor *me = gx_actor_get_self ();
  g_autofree char *before = NULL, *between = NULL, *undone = NULL, *redone = NULL, *cells = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_new = FALSE;
  GxId step_id = 0;
  GxStep *step;
  GxId first;

  write_word (book, 5);
  before = session_dump (book);
  step = begin (book);
  first = reserve (step, "customer", 2);
  write_customers (book, first, 2);
  g_assert_true (gx_step_add_member (step, "customer_tag", first, 5, &is_new, &error) && is_new);
  g_assert_true (gx_step_add_member (step, "customer_tag", first + 1, 5, &is_new, &error) && is_new);
  g_assert_true (gx_step_add_member (step, "customer_tag", first, 5, &is_new, &error) && !is_new);
  g_assert_true (gx_step_settle (step, "customer", 2, &error));
  g_assert_true (gx_step_commit (step, &step_id, &error));
  g_assert_no_error (error);
  check_clean (book);
  between = session_dump (book);
  g_assert_cmpint (gx_connection_get_int64 (book, 0, NULL,
    "select count(*) from journal_row where tx = ?", "i", step_id), ==, 2);

  g_assert_true (gx_undo (book, me, step_id, NULL, &error));
  undone = session_dump (book);
  session_assert_same (undone, before);
  g_assert_true (gx_redo (book, me, step_id, NULL, &error));
  redone = session_dump (book);
  session_assert_same (redone, between);
  check_clean (book);

  cells = gx_connection_get_text (book, NULL,
    "select cells from journal_row where tx = ? limit 1", "i", step_id);
  step = begin (book);
  write_customers (book, first + 2, 1);
  g_assert_true (gx_connection_run (book, &error,
    "insert into customer_tag (id, customer_id, tag_id) values (3, ?, 5)", "i", first + 2));
  g_assert_true (gx_step_commit (step, &step_id, &error));
  g_autofree char *captured = gx_connection_get_text (book, NULL,
    "select cells from journal_row where tx = ? and \"row\" = 3", "i", step_id);
  g_autofree char *keys = gx_connection_get_text (book, NULL,
    "select (select group_concat (key) from json_each (?)) = (select group_concat (key) from json_each (?))",
    "tt", cells, captured);
  g_assert_cmpstr (keys, ==, "1");
}

static void
write_point (GxConnection *book, GxId id, GxId customer, gboolean is_taken)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_connection_run (book, &error,
    "insert into contact_point (id, customer_id, value) values (?, ?, '1')", "ii", id, customer) == is_taken);
}

/* Rows with ids of their own that stand one behind the other are recorded as ranges, whatever came between;
 * what a failed statement took back is in none of them. */
static void
test_runs (void)
{
  g_autoptr (GxConnection) book = new_book ();
  const GxActor *me = gx_actor_get_self ();
  g_autofree char *before = NULL, *between = NULL, *undone = NULL, *redone = NULL;
  g_autofree char *ranges = NULL, *rows = NULL;
  g_autoptr (GError) error = NULL;
  GxId step_id = 0;
  GxStep *step;

  write_word (book, 5);
  before = session_dump (book);
  step = begin (book);
  for (GxId id = 1000; id < 1200; id++)
    if (id % 10 != 3)
      write_customers (book, id, 1);
  for (GxId id = 1003; id < 1200; id += 10) /* fills the gaps */
    write_customers (book, id, 1);
  write_customers (book, 2000, 3);
  for (GxId id = 1; id <= 200; id++)
    write_point (book, id, id == 101 ? 99 : 1000, id != 101);
  g_assert_true (gx_connection_run (book, NULL,
    "update customer set name = '王方' where id in (1100, 2001)", NULL));
  g_assert_true (gx_step_commit (step, &step_id, &error));
  g_assert_no_error (error);
  check_clean (book);
  between = session_dump (book);
  ranges = gx_connection_get_text (book, NULL,
    "select group_concat (tbl || ':' || first || '-' || last, ' ') from"
    " (select * from journal_range where tx = ? order by tbl, first)", "i", step_id);
  rows = gx_connection_get_text (book, NULL,
    "select group_concat (tbl || ':' || \"row\", ' ') from"
    " (select * from journal_row where tx = ? order by tbl, \"row\")", "i", step_id);
  g_assert_cmpstr (ranges, ==, "3:1000-1199 6:1-100 6:102-200");
  g_assert_cmpstr (rows, ==, "3:2000 3:2001 3:2002");

  g_assert_true (gx_undo (book, me, step_id, NULL, &error));
  undone = session_dump (book);
  session_assert_same (undone, before);
  g_assert_true (gx_redo (book, me, step_id, NULL, &error));
  redone = session_dump (book);
  session_assert_same (redone, between);
  check_clean (book);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/bulk/links-are-checked", test_links_are_checked);
  g_test_add_func ("/store/bulk/members", test_members);
  g_test_add_func ("/store/bulk/runs", test_runs);
  return g_test_run ();
}
