/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "events/gx-events.h"
#include "store/gx-journal.h"
#include "support/gx-test-book.h"
#include "trade/gx-purchases.h"
#include "work/gx-tasks.h"

GxConnection *
gx_test_book_new (void)
{
  g_autoptr (GError) error = NULL;
  GxConnection *book;

  g_setenv ("GUANXI_NOW", "2026-11-21T10:32:00+08:00", TRUE);
  gx_customers_register ();
  gx_events_register ();
  gx_trade_register ();
  gx_work_register ();

  book = gx_connection_create (NULL, "CNY", &error);
  g_assert_no_error (error);
  g_assert_true (gx_connection_set_local (book, "number_letters", "W", &error));
  g_assert_no_error (error);
  return book;
}

static GxId
save_draft (GxConnection *book, GxCustomerDraft *draft)
{
  g_autoptr (GError) error = NULL;
  GxId id = 0;

  gx_customers_save (book, gx_actor_get_self (), draft, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  return id;
}

GxId
gx_test_book_add (GxConnection *book, const char *field, ...)
{
  g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();
  va_list rest;

  va_start (rest, field);
  for (const char *key = field; key != NULL; key = va_arg (rest, const char *))
    gx_customer_draft_set (draft, key, va_arg (rest, const char *));
  va_end (rest);
  return save_draft (book, draft);
}

GxConnection *
gx_test_book_with_people (GxTestPeople *people)
{
  GxConnection *book = gx_test_book_new ();

  people->printing = gx_test_book_add (book, "name", "北京华彩印刷有限公司", "kind", "organisation", "phone",
                                       "010-65529988",
                                       "city", "北京市", "industry", "印刷", NULL);
  people->acme = gx_test_book_add (book, "name", "Acme Ltd.", "kind", "organisation", "mail",
                                   "info@acme.example",
                                   "city", "Leeds", NULL);
  people->zhang = gx_test_book_add (book, "name", "张伟", "company", "北京华彩印刷有限公司", "title", "采购经理",
                                    "phone", "138 0013 8000", "wechat", "zhangwei88", "tags", "VIP, 老客户",
                                    "birthday", "1986-03-05", "source", "展会", NULL);
  people->li = gx_test_book_add (book, "name", "李娜", "company", "北京华彩印刷有限公司", "phone", "139-1000-2000",
                                 "birthday", "L1990-10-15", NULL);
  people->shan = gx_test_book_add (book, "name", "单雪", "mail", "shanxue@example.com", "standing", "lead",
                                   NULL);
  people->ouyang = gx_test_book_add (book, "name", "欧阳明", "phone", "+86 137 0000 1111", "tags", "VIP", NULL);
  people->smith = gx_test_book_add (book, "name", "Anna Smith", "company", "Acme Ltd.", "mail",
                                    "Anna.Smith@acme.example",
                                    "phone", "+44 20 7946 0018", "tags", "press", "birthday", "--02-29",
                                    NULL);
  people->jones = gx_test_book_add (book, "name", "Peter Jones", "company", "Jones & Sons", "phone",
                                    "+44 20 7946 0123", NULL);
  people->nameless = gx_test_book_add (book, "number", "17850", NULL);
  return book;
}

void
gx_test_book_assert_clean (GxConnection *book)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  gx_journal_check (book, &problems, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
}

char *
gx_test_book_dump (GxConnection *book)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  gx_journal_dump (book, stream, &error);
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static const char *
label_of (GxConnection *book, GxId step)
{
  g_autoptr (GxJournalEntry) entry = gx_journal_get (book, step, NULL);

  g_assert_nonnull (entry);
  return g_intern_string (entry->label);
}

const char *
gx_test_book_undo (GxConnection *book)
{
  g_autoptr (GError) error = NULL;
  GxId step = gx_undo_next (book, gx_actor_get_self ());
  const char *label;

  g_assert_cmpint (step, !=, 0);
  label = label_of (book, step);
  gx_undo (book, gx_actor_get_self (), step, NULL, &error);
  g_assert_no_error (error);
  return label;
}

const char *
gx_test_book_redo (GxConnection *book)
{
  g_autoptr (GError) error = NULL;
  GxId step = gx_redo_next (book, gx_actor_get_self ());
  const char *label;

  g_assert_cmpint (step, !=, 0);
  label = label_of (book, step);
  gx_redo (book, gx_actor_get_self (), step, NULL, &error);
  g_assert_no_error (error);
  return label;
}

void
gx_test_book_assert_round_trip (GxConnection *book)
{
  g_autofree char *before = gx_test_book_dump (book);
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;

  gx_test_book_assert_clean (book);
  gx_test_book_undo (book);
  undone = gx_test_book_dump (book);
  g_assert_cmpstr (undone, !=, before);
  gx_test_book_assert_clean (book);
  gx_test_book_redo (book);
  redone = gx_test_book_dump (book);
  g_assert_cmpstr (redone, ==, before);
  gx_test_book_assert_clean (book);
}
