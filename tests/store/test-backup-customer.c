/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "base/gx-error.h"
#include "store/gx-backup-customer.h"
#include "store/gx-backup.h"
#include "store/gx-journal.h"
#include "support/gx-test-folder.h"

/* One customer out of a kept copy. */

typedef struct {
  GxConnection *book, *copy;
} Fixture;

static GxId
write_step (GxConnection *book, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "customer.edit", &error);
  g_auto (GStrv) lines = g_strsplit (sql, ";", -1);
  GxId id = 0;

  for (int i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      gx_connection_run (book, &error, lines[i], NULL);
  g_assert_no_error (error);
  g_assert_true (gx_step_commit (g_steal_pointer (&step), &id, &error));
  return id;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = gx_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "book.guanxi", NULL);
  g_autofree char *dest = g_build_filename (folder, "copy.guanxi", NULL);
  g_autoptr (GError) error = NULL;

  fixture->book = gx_connection_create (path, "CNY", &error);
  write_step (fixture->book,
              "insert into word (id, kind, name) values (50, 'tag', 'VIP');"
              "insert into product (id, name) values (60, 'Tea');"
              "insert into customer (id, name, note) values (1, '王芳', 'likes tea');"
              "insert into customer (id, name) values (2, 'Anna Smith');"
              "insert into customer (id, name) values (3, 'Peter');"
              "insert into contact_point (id, customer_id, value) values (10, 1, '13800138000');"
              "insert into customer_tag (id, customer_id, tag_id) values (20, 1, 50);"
              "insert into purchase (id, customer_id, day, currency) values (30, 1, 20261101, 'CNY');"
              "insert into purchase_line (id, purchase_id, product_id, amount_minor) values "
              "(31, 30, 60, 500);"
              "insert into event (id, customer_id, text) values (40, 2, 'hello')");
  g_assert_true (gx_backup_to (fixture->book, dest, NULL, &error));
  fixture->copy = gx_connection_open (dest, GX_OPEN_READ, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = NULL;

  g_assert_true (gx_journal_check (fixture->book, &problems, NULL));
  g_assert_cmpuint (problems->len, ==, 0);
  g_object_unref (fixture->book);
  g_object_unref (fixture->copy);
}

static char *
dump (GxConnection *book)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  g_assert_true (gx_journal_dump (book, stream, NULL));
  g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
bring (Fixture *fixture, GxId customer, GxId *step)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_backup_bring_customer (fixture->book, fixture->copy, gx_actor_get_self (), customer, step,
                                           &error));
  g_assert_no_error (error);
}

static void
assert_text (GxConnection *book, const char *sql, const char *expected)
{
  g_autofree char *found = gx_connection_get_text (book, NULL, sql, NULL);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_deleted_and_changed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *then = dump (fixture->book);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;
  GxId step = 0;

  write_step (fixture->book,
              "update customer set gone = 1, note = 'gone' where id = 1;"
              "update contact_point set gone = 1 where id = 10;"
              "update purchase_line set amount_minor = 1 where id = 31;"
              "update customer_tag set gone = 1 where id = 20");
  before = dump (fixture->book);
  bring (fixture, 1, &step);
  after = dump (fixture->book);
  g_assert_cmpstr (after, ==, then);
  g_assert_true (gx_undo (fixture->book, gx_actor_get_self (), step, NULL, &error));
  undone = dump (fixture->book);
  g_assert_cmpstr (undone, ==, before);
}

static void
test_others_and_newer_stay (Fixture *fixture, gconstpointer data)
{
  GxId step = 0;

  write_step (fixture->book,
              "update customer set name = 'Other' where id = 2;"
              "update customer set name = '王芳芳' where id = 1;"
              "insert into contact_point (id, customer_id, value) values (11, 1, 'new@example.com');"
              "update product set name = 'Green tea' where id = 60");
  bring (fixture, 1, &step);
  assert_text (fixture->book, "select name from customer where id = 1", "王芳");
  assert_text (fixture->book, "select name from customer where id = 2", "Other");
  assert_text (fixture->book, "select name from product where id = 60", "Green tea");
  assert_text (fixture->book, "select value from contact_point where id = 11 and gone = 0",
               "new@example.com");
  bring (fixture, 1, &step);
  g_assert_cmpint (step, ==, 0); /* nothing left to change */
}

/* Into a book that never knew them: a salvaged or an emptied one. */
static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *then = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  GxId step = 0;

  g_object_unref (fixture->book);
  fixture->book = gx_connection_create (NULL, "CNY", NULL);
  changes = gx_backup_compare_customer (fixture->book, fixture->copy, 1, NULL);
  g_assert_cmpuint (changes->len, ==, 7); /* with the tag and the product */
  bring (fixture, 1, &step);
  g_assert_cmpint (step, !=, 0);
  assert_text (fixture->book, "select count(*) from purchase_line where gone = 0", "1");
  assert_text (fixture->book, "select name from word where id = 50", "VIP");
  assert_text (fixture->book, "select count(*) from customer", "1");
}

static void
test_what_would_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) none = gx_backup_compare_customer (fixture->book, fixture->copy, 1, NULL);
  const GxBackupChange *change;

  g_assert_cmpuint (none->len, ==, 0);
  write_step (fixture->book, "update customer set note = null where id = 1");
  changes = gx_backup_compare_customer (fixture->book, fixture->copy, 1, NULL);
  g_assert_cmpuint (changes->len, ==, 1);
  change = changes->pdata[0];
  g_assert_cmpstr (change->table, ==, "customer");
  g_assert_cmpstr (change->column, ==, "note");
  g_assert_cmpstr (change->now, ==, NULL);
  g_assert_cmpstr (change->then, ==, "likes tea");
}

static void
test_finding (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = gx_backup_find_customers (fixture->book, fixture->copy, NULL, 50, NULL);
  g_autoptr (GPtrArray) since = NULL;
  g_autoptr (GPtrArray) by_phone = NULL;
  const GxLostCustomer *lost;

  g_assert_cmpuint (none->len, ==, 0);
  write_step (fixture->book, "update event set text = 'bye' where id = 40");
  write_step (fixture->book, "update customer set gone = 1 where id = 1");
  write_step (fixture->book, "insert into customer (id, name) values (4, 'New')");
  since = gx_backup_find_customers (fixture->book, fixture->copy, NULL, 50, NULL);
  g_assert_cmpuint (since->len, ==, 2);
  lost = since->pdata[0];
  g_assert_cmpint (lost->id, ==, 1);
  g_assert_cmpint (lost->kind, ==, GX_LOST_DELETED);
  lost = since->pdata[1];
  g_assert_cmpint (lost->id, ==, 2);
  g_assert_cmpint (lost->kind, ==, GX_LOST_CHANGED);

  by_phone = gx_backup_find_customers (fixture->book, fixture->copy, "138001", 50, NULL);
  g_assert_cmpuint (by_phone->len, ==, 1);
  lost = by_phone->pdata[0];
  g_assert_cmpstr (lost->name, ==, "王芳");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/store/backup-customer/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("deleted-and-changed", test_deleted_and_changed);
  ADD ("others-and-newer-stay", test_others_and_newer_stay);
  ADD ("missing", test_missing);
  ADD ("what-would-change", test_what_would_change);
  ADD ("finding", test_finding);
  return g_test_run ();
}
