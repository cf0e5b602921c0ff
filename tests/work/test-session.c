/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "customers/gx-customer-parts.h"
#include "customers/gx-words.h"
#include "store/gx-projection.h"
#include "store/gx-statement.h"
#include "support/gx-test-book.h"
#include "trade/gx-purchases.h"
#include "work/gx-tasks.h"

/*
 * A random day at all desks: whatever is done, undone and redone in whatever order, the facts are those of a
 * rebuild, undoing everything gives the book of the morning, and redoing everything that of the evening.
 */

#define SELF gx_actor_get_self ()
#define TODAY 20778
#define STEPS 500
#define MICRO G_GINT64_CONSTANT (1000000)

static GxId
pick (GxConnection *book, GRand *rand, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("select id from %s where gone < 2 order by id limit 1 offset ?",
                                          table);
  g_autofree char *count = g_strdup_printf ("select count (*) from %s where gone < 2", table);
  gint64 n = gx_connection_get_int64 (book, 0, NULL, count, NULL);

  return n == 0 ? 0 : gx_connection_get_int64 (book, 0, NULL, sql, "i",
                                               (gint64) g_rand_int_range (rand, 0, (int) n));
}

static const char *
choose (GRand *rand, const char * const *words)
{
  return words[g_rand_int_range (rand, 0, (int) g_strv_length ((char **) words))];
}

static gboolean
set_field (GxConnection *book, GRand *rand, GError **error)
{
  static const char * const fields[] = { "name", "company", "title", "phone", "mail", "tags", "city",
                                         "birthday", "standing", "owner", "source", "number", NULL };
  static const char * const names[] = { "张伟", "李娜", "Acme Ltd.", "北京华彩印刷有限公司", "Anna Smith", "", NULL };
  static const char * const phones[] = { "13800138000", "+44 20 7946 0001", "", NULL };
  static const char * const tags[] = { "VIP", "VIP, 老客户", "", "press", NULL };
  static const char * const days[] = { "1986-03-05", "L--08-15", "", "--02-29", NULL };
  static const char * const standings[] = { "lead", "customer", "partner", NULL };
  const char *field = choose (rand, fields);
  const char *text = g_str_equal (field, "phone") ? choose (rand, phones)
                     : g_str_equal (field, "tags") ? choose (rand, tags)
                     : g_str_equal (field, "birthday") ? choose (rand, days)
                     : g_str_equal (field, "standing") ? choose (rand, standings) : choose (rand, names);

  return gx_customers_set (book, SELF, pick (book, rand, "customer"), field, text, error);
}

static gboolean
log_something (GxConnection *book, GRand *rand, GError **error)
{
  static const char * const kinds[] = { "call", "visit", "note", "mail", "page_view", NULL };
  g_autoptr (GxEvent) event = gx_event_new (pick (book, rand, "customer"), choose (rand, kinds), "x");
  g_autoptr (GxTask) next = gx_task_new (0, NULL, TODAY + g_rand_int_range (rand, -5, 20));

  event->day = TODAY - g_rand_int_range (rand, 0, 400);
  event->reached = g_rand_boolean (rand);
  return gx_work_log (book, SELF, event, g_rand_boolean (rand) ? next : NULL, 0, NULL, error);
}

static gboolean
trade_something (GxConnection *book, GRand *rand, GError **error)
{
  static const char * const currencies[] = { "CNY", "CNY", "USD", NULL };
  static const char * const products[] = { "名片", "Mug", "A4", NULL };
  GxId purchase = pick (book, rand, "purchase");
  GxId buyer = g_rand_int_range (rand, 0, 8) == 0 ? 0 : pick (book, rand, "customer"); /* 0: a walk-in */
  GxPayment payment = { .purchase_id = purchase, .day = TODAY - g_rand_int_range (rand, 0, 90),
                        .amount_minor = 100 };
  g_autoptr (GxPurchase) edited = NULL;

  switch (purchase != 0 ? g_rand_int_range (rand, 0, 5) : 0)
    {
    case 1:
      return gx_purchases_return (book, SELF, purchase, 0, 0, TODAY, NULL, error);
    case 2:
      return gx_payments_save (book, SELF, &payment, NULL, error);
    case 3:
      if ((edited = gx_purchases_load (book, purchase, error)) == NULL)
        return FALSE;
      edited->customer_id = pick (book, rand, "customer");
      edited->day -= 7;
      g_ptr_array_add (edited->lines, gx_purchase_line_new ("extra", MICRO, MICRO));
      return gx_purchases_save (book, SELF, edited, NULL, error);
    default:
      return gx_purchases_sell (book, SELF, buyer, choose (rand, products), g_rand_boolean (rand),
                                g_rand_int_range (rand, 1, 9) * MICRO,
                                g_rand_int_range (rand, 1, 500) * MICRO,
                                choose (rand, currencies), TODAY - g_rand_int_range (rand, 0, 700), NULL,
                                error);
    }
}

static gboolean
bin_something (GxConnection *book, GRand *rand, GError **error)
{
  GxId customer = pick (book, rand, "customer"), purchase = pick (book, rand, "purchase");
  GxId event = pick (book, rand, "event"), task = pick (book, rand, "task");
  static const char * const tags[] = { "VIP", "贵宾", NULL };

  switch (g_rand_int_range (rand, 0, 8))
    {
    case 0: return gx_customers_bin (book, SELF, &customer, 1, error);
    case 1: return gx_customers_unbin (book, SELF, &customer, 1, error);
    case 2: return gx_purchases_bin (book, SELF, purchase, error);
    case 3: return gx_purchases_unbin (book, SELF, purchase, error);
    case 4: return gx_events_bin (book, SELF, event, error);
    case 5: return gx_tasks_done (book, SELF, task, error);
    case 6: return gx_tasks_snooze (book, SELF, task, TODAY + 30, error);
    default: return gx_words_rename (book, SELF, pick (book, rand, "word"), choose (rand, tags), error);
    }
}

static gboolean
add_someone (GxConnection *book, GRand *rand, GError **error)
{
  g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();
  g_autoptr (GxCustomer) customer = NULL;

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0: /* somewhere to work */
      return gx_relations_add (book, SELF, pick (book, rand, "customer"), pick (book, rand, "customer"), NULL,
                               "x", NULL, error);
    case 1:
      if ((customer = gx_customers_load (book, pick (book, rand, "customer"), error)) == NULL)
        return FALSE;
      for (guint i = 0; i < customer->relations->len; i++)
        {
          const GxRelation *relation = g_ptr_array_index (customer->relations, i);
          if (!relation->is_incoming)
            return g_rand_boolean (rand) ? gx_relations_remove (book, SELF, relation->id, error)
                                         : gx_relations_end (book, SELF, relation->id, TODAY, error);
        }
      return TRUE;
    default:
      gx_customer_draft_set (draft, "kind", g_rand_boolean (rand) ? "person" : "organisation");
      gx_customer_draft_set (draft, "name", g_rand_boolean (rand) ? "欧阳明" : "Peter Jones");
      gx_customer_draft_set (draft, "company", "Acme Ltd.");
      return gx_customers_save (book, SELF, draft, NULL, error);
    }
}

/* One random deed. What is refused for a reason (all of it was returned already …) changes nothing. */
static void
do_something (GxConnection *book, GRand *rand)
{
  gboolean (* const deeds[]) (GxConnection *, GRand *, GError **) = {
    set_field, set_field, log_something, trade_something, trade_something, bin_something, add_someone,
  };
  g_autoptr (GError) error = NULL;

  if (!deeds[g_rand_int_range (rand, 0, G_N_ELEMENTS (deeds))] (book, rand, &error))
    g_assert_true (error->domain == GX_ERROR && (error->code == GX_ERROR_INVALID
                                                 || error->code == GX_ERROR_NOT_FOUND));
}

static void
undo_or_redo_something (GxConnection *book, GRand *rand)
{
  gboolean is_redo = g_rand_boolean (rand);
  GxId step = is_redo ? gx_redo_next (book, SELF) : gx_undo_next (book, SELF);
  g_autoptr (GError) error = NULL;

  if (step != 0 && !(is_redo ? gx_redo : gx_undo) (book, SELF, step, NULL, &error))
    g_assert_error (error, GX_ERROR, GX_ERROR_HELD);
}

static void
test_random_session (void)
{
  GxTestPeople people;
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autofree char *evening = NULL;
  g_autofree char *empty = NULL;
  g_autofree char *again = NULL;
  int undone = 0;

  for (int i = 0; i < STEPS; i++)
    {
      do_something (book, rand);
      if (g_rand_int_range (rand, 0, 10) == 0)
        undo_or_redo_something (book, rand);
      if (i % 50 == 49)
        gx_test_book_assert_clean (book);
    }

  evening = gx_test_book_dump (book);
  for (; gx_undo_next (book, SELF) != 0; undone++)
    {
      gx_test_book_undo (book);
      if (undone % 50 == 49)
        gx_test_book_assert_clean (book);
    }
  empty = gx_test_book_dump (book);
  g_assert_cmpint (undone, >, STEPS / 3);
  g_assert_null (strstr (empty, "张伟")); /* also the people of the morning were steps */
  gx_test_book_assert_clean (book);

  for (; undone > 0; undone--)
    gx_test_book_redo (book);
  again = gx_test_book_dump (book);
  g_assert_cmpstr (evening, ==, again);
  gx_test_book_assert_clean (book);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/random-session", test_random_session);
  return g_test_run ();
}
