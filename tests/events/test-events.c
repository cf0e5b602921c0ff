/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "base/gx-clock.h"
#include "base/gx-error.h"
#include "events/gx-events.h"
#include "events/gx-stream.h"
#include "store/gx-statement.h"
#include "support/gx-test-book.h"
#include "trade/gx-purchases.h"

#define SELF gx_actor_get_self ()
#define TODAY 20778 /* 2026-11-21 */

static GxId
log_event (GxConnection *book, GxId customer, const char *kind, GxDay day, gboolean reached, const char *text)
{
  g_autoptr (GxEvent) event = gx_event_new (customer, kind, text);
  g_autoptr (GError) error = NULL;
  GxId id = 0;

  event->day = day;
  event->reached = reached;
  gx_events_log (book, SELF, event, &id, &error);
  g_assert_no_error (error);
  return id;
}

static gint64
get_fact (GxConnection *book, GxId customer, const char *column)
{
  g_autofree char *sql = g_strdup_printf ("select %s from customer_fact where customer_id = ?", column);

  return gx_connection_get_int64 (book, -1, NULL, sql, "i", (gint64) customer);
}

static void
test_log (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  GxId now = log_event (book, people.zhang, "call", GX_NO_DAY, TRUE, "  问了新报价 ");
  GxId past = log_event (book, people.zhang, "visit", TODAY - 3, TRUE, NULL);
  g_autoptr (GxEvent) event = gx_events_load (book, now, &error);
  g_autoptr (GxEvent) visit = gx_events_load (book, past, &error);

  g_assert_cmpstr (event->text, ==, "问了新报价");
  g_assert_cmpint (event->day, ==, TODAY);
  g_assert_cmpint (event->at, ==, gx_clock_now ());
  g_assert_cmpint (event->author_id, ==, SELF->author);
  g_assert_cmpint (visit->day, ==, TODAY - 3);
  g_assert_cmpint (visit->at, ==, 0); /* nobody said when */
  gx_test_book_assert_round_trip (book);
}

static void
test_refused (void)
{
  static const char * const kinds[] = { "telepathy", "sale", "" };
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GxEvent) event = gx_event_new (people.li, kinds[i], "x");
      g_autoptr (GError) error = NULL;

      g_assert_false (gx_events_log (book, SELF, event, NULL, &error));
      g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
    }
}

static void
test_conversations (void)
{
  static const struct {
    const char *kind;
    gboolean reached;
    gboolean expected;
  } cases[] = {
    { "call", TRUE, TRUE }, { "call", FALSE, FALSE }, { "visit", TRUE, TRUE }, { "meeting", TRUE, TRUE },
    { "chat", TRUE, TRUE },
    { "chat", FALSE, FALSE }, { "mail", TRUE, TRUE }, { "note", TRUE, FALSE }, { "page_view", TRUE, FALSE },
    { "campaign", TRUE, FALSE }, { "message", TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GxTestPeople people;
      g_autoptr (GxConnection) book = gx_test_book_with_people (&people);

      log_event (book, people.li, cases[i].kind, TODAY - 5, cases[i].reached, NULL);
      g_assert_cmpint (gx_event_is_conversation (cases[i].kind, cases[i].reached), ==, cases[i].expected);
      g_assert_cmpint (get_fact (book, people.li, "last_contact_day"), ==,
                       cases[i].expected ? TODAY - 5 : -1);
      g_assert_cmpint (get_fact (book, people.li, "conversations"), ==, cases[i].expected);
      g_assert_cmpint (get_fact (book, people.li, "events"), ==, 1);
      g_assert_cmpint (get_fact (book, people.li, "first_day"), ==, TODAY - 5);
      gx_test_book_assert_clean (book);
    }
}

static void
test_edit_and_bin (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  GxId first = log_event (book, people.li, "call", TODAY - 9, TRUE, "first");
  GxId last = log_event (book, people.li, "call", TODAY - 1, TRUE, "last");
  g_autoptr (GxEvent) event = gx_events_load (book, last, &error);

  event->day = TODAY - 20;
  event->customer_id = people.shan; /* it was somebody else */
  g_assert_true (gx_events_edit (book, SELF, event, &error));
  g_assert_cmpint (get_fact (book, people.li, "last_contact_day"), ==, TODAY - 9);
  g_assert_cmpint (get_fact (book, people.shan, "last_contact_day"), ==, TODAY - 20);
  gx_test_book_assert_round_trip (book);

  g_assert_true (gx_events_bin (book, SELF, first, &error));
  g_assert_cmpint (get_fact (book, people.li, "events"), ==, 0);
  g_assert_cmpint (get_fact (book, people.li, "first_day"), ==, -1);
  gx_test_book_assert_round_trip (book);
  g_assert_true (gx_events_unbin (book, SELF, first, &error));
  g_assert_cmpint (get_fact (book, people.li, "events"), ==, 1);
  gx_test_book_assert_round_trip (book);
}

static void
test_list (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  const struct {
    GxId customer;
    const char *kind;
    GxDay since;
    int limit;
    guint expected;
  } cases[] = {
    { 0, NULL, GX_NO_DAY, 0, 4 }, { people.li, NULL, GX_NO_DAY, 0, 3 },
    { people.li, "call", GX_NO_DAY, 0, 2 },
    { people.li, NULL, TODAY - 2, 0, 1 }, { 0, "call", GX_NO_DAY, 1, 1 },
    { people.shan, NULL, GX_NO_DAY, 0, 0 },
  };

  log_event (book, people.li, "call", TODAY - 3, TRUE, NULL);
  log_event (book, people.li, "note", TODAY - 2, TRUE, NULL);
  log_event (book, people.li, "call", TODAY - 30, TRUE, NULL);
  log_event (book, people.smith, "mail", TODAY, TRUE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) events = gx_events_list (book, cases[i].customer, cases[i].kind, cases[i].since,
                                                     cases[i].limit, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (events->len, ==, cases[i].expected);
    }
}

static void
test_stream (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) short_items = NULL;
  g_autoptr (GPtrArray) all = NULL;
  const GxStreamItem *item;
  GxPayment payment = { .customer_id = people.zhang, .day = TODAY - 1, .amount_minor = 5000,
                        .method = (char *) "wechat" };
  GxId sale = 0;

  log_event (book, people.zhang, "visit", TODAY - 10, TRUE, "看样品");
  gx_purchases_sell (book, SELF, people.zhang, "名片", FALSE, 2000000, 50000000, NULL, TODAY - 2, &sale,
                     &error);
  g_assert_no_error (error);
  g_assert_true (gx_payments_save (book, SELF, &payment, NULL, &error));
  g_assert_true (gx_purchases_return (book, SELF, sale, 0, 0, TODAY, NULL, &error));
  log_event (book, people.printing, "meeting", TODAY - 4, TRUE, "年度合同");

  items = gx_stream_load (book, people.zhang, GX_STREAM_DEFAULT, GX_NO_DAY, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 4);
  item = g_ptr_array_index (items, 0);
  g_assert_cmpstr (item->kind, ==, "return");
  g_assert_cmpint (item->amount_minor, ==, -10000);
  item = g_ptr_array_index (items, 1);
  g_assert_cmpstr (item->kind, ==, "payment");
  g_assert_cmpint (item->amount_minor, ==, 5000);
  g_assert_cmpstr (item->text, ==, "wechat");
  item = g_ptr_array_index (items, 2);
  g_assert_cmpstr (item->kind, ==, "sale");
  g_assert_cmpint (item->ref, ==, sale);
  g_assert_cmpstr (item->text, ==, "名片");
  g_assert_cmpstr (item->currency, ==, "CNY");
  item = g_ptr_array_index (items, 3);
  g_assert_true (item->is_conversation);
  g_assert_cmpstr (item->text, ==, "看样品");

  short_items = gx_stream_load (book, people.zhang, GX_STREAM_NO_TEXT, TODAY - 5, 2, &error);
  g_assert_cmpuint (short_items->len, ==, 2);
  g_assert_null (((GxStreamItem *) g_ptr_array_index (short_items, 0))->text);

  all = gx_stream_load (book, people.printing, GX_STREAM_WITH_PEOPLE, GX_NO_DAY, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 5);
  g_assert_cmpint (((GxStreamItem *) g_ptr_array_index (all, 3))->customer_id, ==, people.printing);
  gx_test_book_assert_clean (book);
}

/* The stream of a customer with very many events comes from the indexes, merged, without sorting. */
static void
test_stream_plan (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "explain query plan select customer_id, day, at, kind, ref from stream where customer_id = 1 "
    "and day >= 0 order by day desc, at desc limit 10", NULL);
  g_autoptr (GString) plan = g_string_new (NULL);

  while (gx_statement_next (query))
    g_string_append_printf (plan, "%s\n", gx_statement_text (query, 3));
  g_test_message ("%s", plan->str);
  g_assert_nonnull (strstr (plan->str, "MERGE"));
  g_assert_null (strstr (plan->str, "SCAN event"));
  g_assert_null (strstr (plan->str, "TEMP B-TREE"));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/events/log", test_log);
  g_test_add_func ("/events/refused", test_refused);
  g_test_add_func ("/events/conversations", test_conversations);
  g_test_add_func ("/events/edit-and-bin", test_edit_and_bin);
  g_test_add_func ("/events/list", test_list);
  g_test_add_func ("/events/stream", test_stream);
  g_test_add_func ("/events/stream/plan", test_stream_plan);
  return g_test_run ();
}
