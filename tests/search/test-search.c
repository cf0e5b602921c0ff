/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "customers/gx-customer-parts.h"
#include "customers/gx-words.h"
#include "events/gx-events.h"
#include "search/gx-search.h"
#include "support/gx-test-book.h"

#define SELF gx_actor_get_self ()

/* "name:reason|name:reason" */
static char *
find (GxConnection *book, const char *words, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxSearchResult) result = gx_search_find (book, words, limit, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (gx_id_list_length (result->ids), ==, result->matched->len);
  for (guint i = 0; i < result->matched->len; i++)
    {
      GxId id = gx_id_list_get (result->ids, i);
      g_autoptr (GPtrArray) rows = gx_customers_rows (book, &id, 1, NULL, NULL);

      g_string_append_printf (text, "%s%s:%s", i > 0 ? "|" : "",
                              ((GxCustomerRow *) g_ptr_array_index (rows, 0))->shown_name,
                              g_array_index (result->matched, const char *, i));
    }
  return g_string_free (text, FALSE);
}

#define assert_found(book, words, expected) G_STMT_START { \
    g_autofree char *_found = find (book, words, 0); g_assert_cmpstr (_found, ==, expected); } G_STMT_END

#define AT_PRINTING "张伟:name|北京华彩印刷有限公司:person"
#define AT_ACME "Anna Smith:name|Acme Ltd.:person"

static void
test_find (void)
{
  static const struct {
    const char *words, *expected;
  } cases[] = {
    { "张伟", AT_PRINTING }, { "張偉", AT_PRINTING }, { "伟", AT_PRINTING }, { "zhangwei", AT_PRINTING },
    { "zw", AT_PRINTING },
    { "zhangw", AT_PRINTING }, { "shan", "单雪:name" }, { "ouyang", "欧阳明:name" }, { "oym", "欧阳明:name" },
    { "ANNA", AT_ACME }, { "anna smith", AT_ACME }, { "smith anna", AT_ACME },
    { "Ｓｍｉｔｈ", AT_ACME },
    { "acme", "Acme Ltd.:name|Anna Smith:company" }, { "acme anna", "Anna Smith:name|Acme Ltd.:name" },
    { "华彩 李", "李娜:name|北京华彩印刷有限公司:person" },
    { "8000", "张伟:phone" }, { "+86 138-0013", "张伟:phone" }, { "13800138000", "张伟:phone" },
    { "010-6552", "北京华彩印刷有限公司:phone" },
    { "20 7946", "Anna Smith:phone|Peter Jones:phone" }, { "0123", "Peter Jones:phone" },
    { "shanxue@", "单雪:mail" }, { "zhangwei88", "张伟:contact" }, { "17850", "No. 17850:number" },
    { "press", "Anna Smith:tag" },
    { "vip", "欧阳明:tag|张伟:tag" }, { "nobody", "" }, { "", "" }, { "   ", "" }, { "%", "" },
    { "'; drop table customer", "" },
  };
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s”", cases[i].words);
      assert_found (book, cases[i].words, cases[i].expected);
    }
}

static void
test_follows_edits (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_customers_set (book, SELF, people.smith, "name", "Anna Brown", &error));
  assert_found (book, "smith", "Anna Brown:former_name");
  g_assert_true (gx_customers_set (book, SELF, people.printing, "name", "华彩集团", &error));
  assert_found (book, "华彩集团 lina", "李娜:name|华彩集团:name");
  g_assert_true (gx_customers_set (book, SELF, people.zhang, "name", "章回", &error));
  assert_found (book, "zhanghui", "章回:name|华彩集团:person");
  g_assert_true (gx_words_rename (book, SELF, gx_words_find (book, "tag", "press"), "媒体", &error));
  assert_found (book, "press", "");
  assert_found (book, "meiti", "Anna Brown:tag");
  g_assert_true (gx_contact_points_add (book, SELF, people.li, "wechat", "lina_1990", NULL, "娜姐", NULL,
                                        &error));
  assert_found (book, "娜姐", "李娜:former_name");
  g_assert_true (gx_external_keys_add (book, SELF, people.li, "erp", "KD-77", NULL, &error));
  assert_found (book, "kd-77", "李娜:key");
  gx_test_book_assert_round_trip (book);

  g_assert_true (gx_customers_bin (book, SELF, &people.li, 1, &error));
  assert_found (book, "kd-77", "");
  gx_test_book_undo (book);
  assert_found (book, "kd-77", "李娜:key");
  gx_test_book_add (book, "name", "Quentin New", NULL);
  assert_found (book, "quentin", "Quentin New:name");
  gx_test_book_assert_clean (book);
}

static void
test_order (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GxEvent) event = NULL;
  g_autofree char *limited = NULL;
  g_autoptr (GxSearchResult) result = NULL;

  gx_test_book_add (book, "name", "Mark Lin", NULL);
  GxId talked_to = gx_test_book_add (book, "name", "Dorothy Olin", NULL);
  gx_test_book_add (book, "name", "Linda Gray", NULL);
  gx_test_book_add (book, "name", "Lin", NULL);
  gx_test_book_add (book, "name", "Carl Colin", NULL);
  event = gx_event_new (talked_to, "call", NULL);
  g_assert_true (gx_events_log (book, SELF, event, NULL, &error));
  assert_found (book, "lin", "Lin:name|Linda Gray:name|Mark Lin:name");
  limited = find (book, "lin", 2);
  g_assert_cmpstr (limited, ==, "Lin:name|Linda Gray:name");
  result = gx_search_find (book, "lin", 2, NULL, &error);
  g_assert_false (result->is_complete);
}

/* Whole names, also by first letters, before beginnings, before what is inside. */
static void
test_order_by_sound (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  static const char * const names[] = { "小张伟", "张文博", "赵伟", "张伟明", "张伟", "伟张" };
  GxId ids[G_N_ELEMENTS (names)];

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    ids[i] = gx_test_book_add (book, "name", names[i], NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) /* those talked to last would come first */
    {
      g_autoptr (GxEvent) event = gx_event_new (ids[i], "call", NULL);

      event->day = gx_day_new (2026, 10, 31 - (int) i);
      g_assert_true (gx_events_log (book, SELF, event, NULL, NULL));
    }
  assert_found (book, "zw", "赵伟:name|张伟:name|张文博:name|张伟明:name|小张伟:name");
  assert_found (book, "zhangw", "张伟:name|张文博:name|张伟明:name|小张伟:name");
  assert_found (book, "zhangwei", "张伟:name|张伟明:name|小张伟:name");
  assert_found (book, "张w", "张伟:name|张文博:name|张伟明:name|小张伟:name");
}

/* Letters and characters in one word, and characters that nobody reads. */
static void
test_mixed (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();

  gx_test_book_add (book, "name", "K张伟", NULL);
  gx_test_book_add (book, "name", "3M中国", NULL);
  gx_test_book_add (book, "name", "たなか伟", NULL);
  gx_test_book_add (book, "name", "Юлия王", NULL);
  assert_found (book, "kzw", "K张伟:name");
  assert_found (book, "kzhang伟", "K张伟:name");
  assert_found (book, "k张w", "K张伟:name");
  assert_found (book, "3mzg", "3M中国:name");
  assert_found (book, "mzg", "");
  assert_found (book, "なかwei", "たなか伟:name");
  assert_found (book, "юлияw", "Юлия王:name");
  assert_found (book, "лия", "");
  assert_found (book, "wei", "K张伟:name|たなか伟:name");
}

/* Who was talked to since the text was packed stands where he belongs. */
static void
test_order_of_edited (void)
{
  static const char * const days[] = { "2026-03-01", "2026-01-01", "2026-02-01" };
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("Lin %d", i);
      GxId id = gx_test_book_add (book, "name", name, NULL);
      g_autoptr (GxEvent) event = gx_event_new (id, "call", NULL);

      if (i == 2)
        assert_found (book, "lin", "Lin 0:name|Lin 1:name|Lin 2:name");
      g_assert_true (gx_day_parse (days[i], &event->day));
      g_assert_true (gx_events_log (book, SELF, event, NULL, &error));
    }
  assert_found (book, "lin", "Lin 0:name|Lin 2:name|Lin 1:name");
}

static void
assert_explained (GxConnection *book, GxId id, const char *words, const char *expected)
{
  g_autoptr (GxSearchReason) reason = gx_search_explain (book, words, id);

  g_assert_cmpstr (reason != NULL ? reason->text : NULL, ==, expected);
  if (reason != NULL)
    g_assert_cmpstr (reason->text + reason->value_start, ==, strstr (expected, ": ") + 2);
}

static void
test_explain (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;

  assert_explained (book, people.zhang, "zhangwei", NULL);
  assert_explained (book, people.zhang, "huacai", NULL);
  assert_explained (book, people.zhang, "8000", "Phone: 138 0013 8000");
  assert_explained (book, people.zhang, "zhang 8000", "Phone: 138 0013 8000");
  assert_explained (book, people.zhang, "vip", "Tag: VIP");
  assert_explained (book, people.printing, "zw", "Works there: 张伟");
  assert_explained (book, people.shan, "shanxue@", "Email: shanxue@example.com");
  assert_explained (book, people.zhang, "nobody", NULL);
  g_assert_true (gx_customers_set (book, SELF, people.smith, "name", "Anna Brown", &error));
  assert_explained (book, people.smith, "smith", "Another name: Anna Smith");
}

static void
test_cancelled (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (gx_search_find (book, "a", 0, cancellable, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/find", test_find);
  g_test_add_func ("/search/follows-edits", test_follows_edits);
  g_test_add_func ("/search/order", test_order);
  g_test_add_func ("/search/order-by-sound", test_order_by_sound);
  g_test_add_func ("/search/order-of-edited", test_order_of_edited);
  g_test_add_func ("/search/mixed", test_mixed);
  g_test_add_func ("/search/explain", test_explain);
  g_test_add_func ("/search/cancelled", test_cancelled);
  return g_test_run ();
}
