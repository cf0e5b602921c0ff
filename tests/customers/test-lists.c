/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "customers/gx-customer-parts.h"
#include "support/gx-test-book.h"
#include "trade/gx-purchases.h"
#include "work/gx-tasks.h"

#define SELF gx_actor_get_self ()

/* The shown names of a list, with | between them. */
static char *
join_names (GxConnection *book, GxIdList *list)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < gx_id_list_length (list); i++)
    {
      GxId id = gx_id_list_get (list, i);
      g_autoptr (GPtrArray) rows = gx_customers_rows (book, &id, 1, NULL, NULL);

      g_string_append_printf (names, "%s%s", i > 0 ? "|" : "",
                              ((GxCustomerRow *) g_ptr_array_index (rows, 0))->shown_name);
    }
  return g_string_free (names, FALSE);
}

static char *
join_order (GxConnection *book, GxCustomerSort sort, gboolean descending, const char *currency)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxIdList) list = gx_customers_order (book, sort, descending, currency, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gx_id_list_length (list), ==, gx_customers_count (book, NULL));
  return join_names (book, list);
}

#define assert_order(book, sort, descending, currency, expected) G_STMT_START { \
    g_autofree char *_names = join_order (book, sort, descending, currency); \
    g_assert_cmpstr (_names, ==, expected); } G_STMT_END

static GxId
sell (GxConnection *book, GxId customer, int price, const char *currency)
{
  g_autoptr (GError) error = NULL;
  GxId id = 0;

  gx_purchases_sell (book, SELF, customer, "thing", FALSE, G_GINT64_CONSTANT (1000000),
                     (gint64) price * 1000000, currency, GX_NO_DAY, &id, &error);
  g_assert_no_error (error);
  return id;
}

static void
test_rows (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  const GxId ids[] = { people.shan, 4711, people.zhang, people.zhang, people.nameless };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  const GxCustomerRow *row;

  sell (book, people.zhang, 250, NULL);
  sell (book, people.zhang, 10, "USD");
  rows = gx_customers_rows (book, ids, G_N_ELEMENTS (ids), "USD", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, G_N_ELEMENTS (ids));

  row = g_ptr_array_index (rows, 0);
  g_assert_cmpstr (row->shown_name, ==, "单雪");
  g_assert_cmpuint (row->letter, ==, 'S');
  g_assert_cmpstr (row->standing, ==, "lead");
  g_assert_false (row->has_value);
  g_assert_cmpint (row->last_purchase_day, ==, GX_NO_DAY);

  row = g_ptr_array_index (rows, 1);
  g_assert_true (row->is_missing);
  g_assert_cmpint (row->id, ==, 4711);

  row = g_ptr_array_index (rows, 3);
  g_assert_cmpstr (row->company, ==, "北京华彩印刷有限公司");
  g_assert_cmpuint (row->tags->len, ==, 2);
  g_assert_cmpstr (((GxWord *) g_ptr_array_index (row->tags, 0))->name, ==, "老客户"); /* lao before VIP */
  g_assert_true (row->has_value);
  g_assert_cmpint (row->value_minor, ==, 1000);
  g_assert_cmpint (row->orders, ==, 2);
  g_assert_cmpint (row->last_purchase_day, ==, 20778);

  row = g_ptr_array_index (rows, 4);
  g_assert_cmpstr (row->shown_name, ==, "No. 17850");
  g_assert_cmpuint (row->letter, ==, '#');
}

/* The primary number, not the first one; never one that is no longer theirs. */
static void
test_ways (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  const GxId ids[] = { people.nameless, people.zhang, 4711, people.smith };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GxCustomer) smith = NULL;
  GxId second = 0;

  gx_contact_points_add (book, SELF, people.zhang, "phone", "010-6552 9988", NULL, NULL, &second, &error);
  gx_contact_points_make_primary (book, SELF, second, &error);
  smith = gx_customers_load (book, people.smith, &error);
  for (guint i = 0; i < smith->contacts->len; i++)
    if (g_str_equal (((GxContactPoint *) smith->contacts->pdata[i])->kind, "phone"))
      gx_contact_points_retire (book, SELF, ((GxContactPoint *) smith->contacts->pdata[i])->id, &error);
  g_assert_no_error (error);

  rows = gx_customers_rows (book, ids, G_N_ELEMENTS (ids), NULL, &error);
  g_assert_no_error (error);
  g_assert_null (((GxCustomerRow *) rows->pdata[1])->phone);

  gx_customers_rows_read_ways (book, rows, &error);
  g_assert_no_error (error);
  g_assert_null (((GxCustomerRow *) rows->pdata[0])->phone);
  g_assert_cmpstr (((GxCustomerRow *) rows->pdata[1])->phone, ==, "010-6552 9988");
  g_assert_null (((GxCustomerRow *) rows->pdata[1])->mail);
  g_assert_null (((GxCustomerRow *) rows->pdata[2])->phone);
  g_assert_null (((GxCustomerRow *) rows->pdata[3])->phone);
  g_assert_cmpstr (((GxCustomerRow *) rows->pdata[3])->mail, ==, "Anna.Smith@acme.example");
}

static void
test_added (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  const GxId ids[] = { people.zhang, 4711 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = gx_customers_rows (book, ids, G_N_ELEMENTS (ids), NULL, &error);

  g_assert_cmpint (((GxCustomerRow *) rows->pdata[0])->added_day, ==, GX_NO_DAY);
  g_assert_true (gx_customers_rows_read_added (book, rows, &error));
  g_assert_no_error (error);
  g_assert_cmpint (((GxCustomerRow *) rows->pdata[0])->added_day, ==, gx_clock_today ());
  g_assert_cmpint (((GxCustomerRow *) rows->pdata[1])->added_day, ==, GX_NO_DAY);
}

static void
test_nameless_are_called_something (void)
{
  static const struct {
    const char *field, *text, *shown;
  } cases[] = {
    { "name", "张伟", "张伟" }, { "number", "17850", "No. 17850" }, { "phone", "138 0013 8000", NULL },
  };
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GxId id = gx_test_book_add (book, cases[i].field, cases[i].text, NULL);
      g_autoptr (GPtrArray) rows = gx_customers_rows (book, &id, 1, NULL, NULL);
      const GxCustomerRow *row = g_ptr_array_index (rows, 0);

      if (cases[i].shown != NULL)
        g_assert_cmpstr (row->shown_name, ==, cases[i].shown);
      else /* it has got a number of its own; without one it is called by how to reach it */
        {
          g_autoptr (GPtrArray) again = NULL;

          g_assert_cmpstr (row->shown_name, ==, "No. W-1002");
          g_assert_true (gx_customers_set (book, SELF, id, "number", "", &error));
          again = gx_customers_rows (book, &id, 1, NULL, NULL);
          g_assert_cmpstr (((GxCustomerRow *) g_ptr_array_index (again, 0))->shown_name, ==, "138 0013 8000");
          g_assert_true (gx_external_keys_add (book, SELF, id, "shop", "A77", NULL, &error));
          g_clear_pointer (&again, g_ptr_array_unref);
          again = gx_customers_rows (book, &id, 1, NULL, NULL);
          g_assert_cmpstr (((GxCustomerRow *) g_ptr_array_index (again, 0))->shown_name, ==, "No. A77");
        }
    }
}

static void
test_orders (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxEvent) call = gx_event_new (people.li, "call", NULL);
  g_autoptr (GxEvent) earlier = gx_event_new (people.smith, "visit", NULL);
  g_autoptr (GxTask) later = gx_task_new (people.jones, "send the offer", 20790);
  g_autoptr (GxTask) sooner = gx_task_new (people.shan, "call back", 20780);

  assert_order (book, GX_CUSTOMER_SORT_NAME, FALSE, NULL,
                "Acme Ltd.|Anna Smith|北京华彩印刷有限公司|李娜|欧阳明|Peter Jones|单雪|张伟|No. 17850");
  assert_order (book, GX_CUSTOMER_SORT_ADDED, TRUE, NULL,
                "No. 17850|Peter Jones|Anna Smith|欧阳明|单雪|李娜|张伟|Acme Ltd.|北京华彩印刷有限公司");
  assert_order (book, GX_CUSTOMER_SORT_NUMBER, FALSE, NULL,
                "No. 17850|北京华彩印刷有限公司|Acme Ltd.|张伟|李娜|单雪|欧阳明|Anna Smith|Peter Jones");

  sell (book, people.shan, 100, NULL);
  sell (book, people.ouyang, 300, NULL);
  sell (book, people.jones, 900, "GBP");
  assert_order (book, GX_CUSTOMER_SORT_VALUE, TRUE, NULL,
                "欧阳明|单雪|Acme Ltd.|Anna Smith|北京华彩印刷有限公司|李娜|Peter Jones|张伟|No. 17850");
  assert_order (book, GX_CUSTOMER_SORT_VALUE, FALSE, "GBP",
                "Peter Jones|Acme Ltd.|Anna Smith|北京华彩印刷有限公司|李娜|欧阳明|单雪|张伟|No. 17850");

  earlier->day = 20700;
  g_assert_true (gx_events_log (book, SELF, call, NULL, &error));
  g_assert_true (gx_events_log (book, SELF, earlier, NULL, &error));
  {
    g_autoptr (GxIdList) list = gx_customers_order (book, GX_CUSTOMER_SORT_LAST_CONTACT, TRUE, NULL, &error);
    g_assert_cmpint (gx_id_list_get (list, 0), ==, people.li);
    g_assert_cmpint (gx_id_list_get (list, 1), ==, people.smith);
  }

  g_assert_true (gx_tasks_save (book, SELF, later, NULL, &error));
  g_assert_true (gx_tasks_save (book, SELF, sooner, NULL, &error));
  assert_order (book, GX_CUSTOMER_SORT_NEXT_DUE, FALSE, NULL,
                "单雪|Peter Jones|Acme Ltd.|Anna Smith|北京华彩印刷有限公司|李娜|欧阳明|张伟|No. 17850");
  gx_test_book_assert_clean (book);
}

static void
test_numbers_sort_by_value (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();

  gx_test_book_add (book, "name", "A", "number", "W-10", NULL);
  gx_test_book_add (book, "name", "B", "number", "W-9", NULL);
  gx_test_book_add (book, "name", "C", "number", "V-100", NULL);
  assert_order (book, GX_CUSTOMER_SORT_NUMBER, FALSE, NULL, "C|B|A");
  assert_order (book, GX_CUSTOMER_SORT_NUMBER, TRUE, NULL, "A|B|C");
}

static void
test_sort_keys (void)
{
  GxCustomerSort sort;

  for (int i = GX_CUSTOMER_SORT_NAME; i < GX_CUSTOMER_N_SORTS; i++)
    {
      g_assert_true (gx_customer_sort_parse (gx_customer_sort_key (i), &sort));
      g_assert_cmpint (sort, ==, i);
    }
  g_assert_false (gx_customer_sort_parse ("shoe_size", &sort));
}

static void
test_resolve (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autofree char *id_text = g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) people.li);
  g_autoptr (GError) error = NULL;
  GxId id = 0;

  g_assert_true (gx_customers_resolve (book, id_text, &id, &error));
  g_assert_cmpint (id, ==, people.li);
  g_assert_true (gx_customers_resolve (book, "17850", &id, &error));
  g_assert_cmpint (id, ==, people.nameless);
  g_assert_true (gx_customers_resolve (book, "张伟", &id, &error));
  g_assert_cmpint (id, ==, people.zhang);
  g_assert_false (gx_customers_resolve (book, "nobody", &id, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NOT_FOUND);
  g_clear_error (&error);
  gx_test_book_add (book, "name", "张伟", NULL);
  g_assert_false (gx_customers_resolve (book, "张伟", &id, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_AMBIGUOUS);
}

static void
test_find_like (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  const struct {
    const char *name, *company, *phone, *mail, *number;
    GxId expected;
    const char *reason;
  } cases[] = {
    { "", "", "+86-13800138000", "", "", people.zhang, "phone" },
    { "", "", "", "ANNA.SMITH@acme.example", "", people.smith, "mail" },
    { "张伟", "", "", "", "", people.zhang, "name" },
    { "张伟", "北京华彩印刷有限公司", "", "", "", people.zhang, "name_company" },
    { "張偉", "", "", "", "", people.zhang, "name" },
    { "章炜", "", "", "", "", people.zhang, "reading" },
    { "anna  smith", "", "", "", "", people.smith, "name" },
    { "善雪", "", "", "", "", people.shan, "reading" }, /* 单 is read shan as a surname */
    { "", "", "", "", "17850", people.nameless, "number" },
    { "张大伟", "", "13900000000", "x@y.example", "1", 0, NULL },
    { "", "", "", "", "", 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) found = NULL;

      gx_customer_draft_set (draft, "name", cases[i].name);
      gx_customer_draft_set (draft, "company", cases[i].company);
      gx_customer_draft_set (draft, "phone", cases[i].phone);
      gx_customer_draft_set (draft, "mail", cases[i].mail);
      gx_customer_draft_set (draft, "number", cases[i].number);
      found = gx_customers_find_like (book, draft, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (found->len, ==, cases[i].expected != 0);
      if (found->len > 0)
        {
          const GxLikeness *likeness = g_ptr_array_index (found, 0);

          g_assert_cmpint (likeness->id, ==, cases[i].expected);
          g_assert_cmpstr (likeness->reason, ==, cases[i].reason);
          g_assert_nonnull (likeness->shown_name);
        }
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lists/rows", test_rows);
  g_test_add_func ("/lists/ways", test_ways);
  g_test_add_func ("/lists/added", test_added);
  g_test_add_func ("/lists/rows/nameless", test_nameless_are_called_something);
  g_test_add_func ("/lists/orders", test_orders);
  g_test_add_func ("/lists/orders/numbers", test_numbers_sort_by_value);
  g_test_add_func ("/lists/orders/keys", test_sort_keys);
  g_test_add_func ("/lists/resolve", test_resolve);
  g_test_add_func ("/lists/find-like", test_find_like);
  return g_test_run ();
}
