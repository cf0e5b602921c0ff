/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "criteria/gx-criteria-catalogue.h"
#include "criteria/gx-segments.h"
#include "store/gx-connection.h"
#include "store/gx-statement.h"

static GxConnection *
make_book (void)
{
  g_autoptr (GError) error = NULL;
  GxConnection *book = gx_connection_create (NULL, "CNY", &error);

  g_assert_no_error (error);
  return book;
}

static GxId
save (GxConnection *book, GxId id, const char *name, const char *criteria)
{
  g_autoptr (GError) error = NULL;
  GxSegment segment = { .id = id, .name = (char *) name, .criteria = (char *) criteria };
  GxId saved = 0;

  gx_segments_save (book, gx_actor_get_self (), &segment, &saved, &error);
  g_assert_no_error (error);
  g_assert_cmpint (saved, !=, 0);
  return saved;
}

static void
assert_refused (GxConnection *book, GxId id, const char *name, const char *criteria, const char *layout,
                const char *reason)
{
  g_autoptr (GError) error = NULL;
  GxSegment segment = { .id = id, .name = (char *) name, .criteria = (char *) criteria,
                        .layout = (char *) layout };

  g_assert_false (gx_segments_save (book, gx_actor_get_self (), &segment, NULL, &error));
  g_assert_nonnull (error);
  if (strstr (error->message, reason) == NULL)
    g_error ("“%s” does not say “%s”", error->message, reason);
}

/* The names of the live ones, in their order. */
static void
assert_names (GxConnection *book, const char *expected)
{
  g_autoptr (GPtrArray) segments = gx_segments_list (book, NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < segments->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "|" : "", ((GxSegment *) segments->pdata[i])->name);
  g_assert_cmpstr (names->str, ==, expected);
}

static void
undo (GxConnection *book)
{
  g_autoptr (GError) error = NULL;

  gx_undo (book, gx_actor_get_self (), gx_undo_next (book, gx_actor_get_self ()), NULL, &error);
  g_assert_no_error (error);
}

static void
test_save (void)
{
  g_autoptr (GxConnection) book = make_book ();
  GxId id = save (book, 0, "  老客户 ", "{ \"field\" : \"orders\", \"at_least\" : 3 }");
  g_autoptr (GxSegment) segment = gx_segments_get (book, id, NULL);

  g_assert_cmpstr (segment->name, ==, "老客户");
  g_assert_cmpstr (segment->criteria, ==, "{\"field\":\"orders\",\"at_least\":3}");
  g_assert_null (segment->layout);
  g_assert_null (segment->complaint);
  g_assert_nonnull (segment->author);
  g_assert_cmpint (gx_segments_find (book, "老客户"), ==, id);
  g_assert_cmpint (gx_segments_find (book, "新客户"), ==, 0);

  g_assert_cmpint (save (book, id, "熟客", NULL), ==, id);
  assert_names (book, "熟客");
  undo (book);
  assert_names (book, "老客户");
  undo (book);
  assert_names (book, "");
}

static void
test_refuse (void)
{
  g_autoptr (GxConnection) book = make_book ();

  assert_refused (book, 0, " ", NULL, NULL, "name");
  assert_refused (book, 0, "A", "{\"field\":\"shoe\",\"is\":\"L\"}", NULL, "shoe");
  assert_refused (book, 0, "A", NULL, "[]", "layout");
  assert_refused (book, 77, "A", NULL, NULL, "no longer");
  assert_names (book, "");
}

/* What a newer program wrote is shown, told, and kept through every edit of this one. */
static void
test_newer (void)
{
  static const char newer[] = "{\"field\":\"mood\",\"is\":\"sunny\"}";
  g_autoptr (GxConnection) book = make_book ();
  GxId id = save (book, 0, "Sunny", NULL);
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "segment.edit", NULL);
  g_autoptr (GxSegment) segment = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_connection_run (book, NULL, "update segment set criteria = ? where id = ?", "ti", newer,
                                    id));
  g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, NULL));

  segment = gx_segments_get (book, id, NULL);
  g_assert_cmpstr (segment->criteria, ==, newer);
  g_assert_nonnull (strstr (segment->complaint, "mood"));
  g_assert_cmpint (gx_segments_count (book, id, NULL, &error), ==, -1);
  g_assert_error (error, GX_ERROR, GX_ERROR_USAGE);

  save (book, id, "Sunnier", newer);
  again = gx_segments_get (book, id, NULL);
  g_assert_cmpstr (again->name, ==, "Sunnier");
  g_assert_cmpstr (again->criteria, ==, newer);
}

static void
test_arrange (void)
{
  g_autoptr (GxConnection) book = make_book ();
  GxId a = save (book, 0, "A", NULL), b = save (book, 0, "B", NULL), c = save (book, 0, "C", NULL);

  assert_names (book, "A|B|C");
  g_assert_true (gx_segments_arrange (book, gx_actor_get_self (), (GxId[]) { c, a }, 2, NULL));
  assert_names (book, "C|A|B");
  g_assert_true (gx_segments_set_binned (book, gx_actor_get_self (), (GxId[]) { a, b }, 2, TRUE, NULL));
  assert_names (book, "C");
  undo (book);
  undo (book);
  assert_names (book, "A|B|C");
  g_assert_true (gx_segments_rename (book, gx_actor_get_self (), b, "Ä", NULL));
  assert_names (book, "A|Ä|C");
  g_assert_false (gx_segments_rename (book, gx_actor_get_self (), b, "\t", NULL));
}

/* -- Segments of segments */

#define ORDERS(at_least) "{\"field\":\"orders\",\"at_least\":" at_least "}"

static char *
ask_for (const char *format, GxId id)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (GString) json = g_string_new (format);

  g_string_replace (json, "ID", number, 0);
  return g_string_free (g_steal_pointer (&json), FALSE);
}

/* Customers 1 … 9: the n-th has n orders, and was first met on day 100 × n. */
static void
add_customers (GxConnection *book)
{
  for (gint64 n = 1; n <= 9; n++)
    g_assert_true (gx_connection_run (book, NULL,
      "insert into customer_fact (customer_id, sort_key, orders, first_day) values (?, '', ?, ?)", "iii", n,
      n,
      100 * n));
}

static void
assert_members (GxConnection *book, GxId id, const char *expected)
{
  g_autoptr (GxIdList) ids = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  gx_segments_ids (book, id, NULL, &ids, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < gx_id_list_length (ids); i++)
    g_string_append_printf (text, "%d", (int) gx_id_list_get (ids, i));
  g_assert_cmpstr (text->str, ==, expected);
  g_assert_cmpint (gx_segments_count (book, id, NULL, NULL), ==, strlen (expected));
}

static void
test_algebra (void)
{
  g_autoptr (GxConnection) book = make_book ();
  GxId many = save (book, 0, "Many", ORDERS ("5")), few = save (book, 0, "Few", ORDERS ("3"));
  g_autofree char *within = ask_for ("{\"all\":[{\"segment\":ID},{\"field\":\"orders\",\"at_most\":7}]}",
                                     many);
  g_autofree char *without = ask_for ("{\"all\":[{\"not\":{\"segment\":ID}},{\"segment\":FEW}]}", many);
  g_autoptr (GString) difference = g_string_new (without);
  g_autofree char *few_id = g_strdup_printf ("%" G_GINT64_FORMAT, few);
  GxId inner = 0, outer = 0, everybody = save (book, 0, "Everybody", NULL);

  add_customers (book);
  g_string_replace (difference, "FEW", few_id, 0);
  inner = save (book, 0, "Both", within);
  outer = save (book, 0, "Difference", difference->str);
  assert_members (book, everybody, "123456789");
  assert_members (book, many, "56789");
  assert_members (book, inner, "567");
  assert_members (book, outer, "34");

  /* It is live; and what is in the bin still means the same. */
  save (book, many, "Many", ORDERS ("6"));
  assert_members (book, inner, "67");
  assert_members (book, outer, "345");
  g_assert_true (gx_segments_set_binned (book, gx_actor_get_self (), &many, 1, TRUE, NULL));
  assert_members (book, outer, "345");
}

static void
test_sentence (void)
{
  g_autoptr (GxConnection) book = make_book ();
  g_autofree char *json = ask_for ("{\"any\":[{\"segment\":ID},{\"not\":{\"segment\":ID}}]}",
                                   save (book, 0, "VIP", NULL));
  g_autoptr (GxCriteria) self = gx_criteria_from_json (json, NULL);
  g_autoptr (GxCriteriaCatalogue) catalogue = gx_criteria_catalogue_load (book, NULL);
  g_autofree char *sentence = gx_criteria_to_sentence (self, "CNY", catalogue);

  g_assert_cmpstr (sentence, ==, "In “VIP” or not in “VIP”");
}

/* A circle is refused by name when it is saved; one that came from another computer harms nobody. */
static void
test_circle (void)
{
  g_autoptr (GxConnection) book = make_book ();
  GxId a = save (book, 0, "A", ORDERS ("1"));
  g_autofree char *of_a = ask_for ("{\"not\":{\"segment\":ID}}", a);
  GxId b = save (book, 0, "B", of_a);
  g_autofree char *of_b = ask_for ("{\"segment\":ID}", b);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  assert_refused (book, a, "A", of_a, NULL, "“A” asks for itself");
  assert_refused (book, a, "A", of_b, NULL, "“A” asks for itself");
  assert_refused (book, 0, "C", "{\"segment\":12345}", NULL, "no longer in the book");

  add_customers (book);
  g_assert_true (gx_connection_run (book, NULL, "update segment set criteria = ? where id = ?", "ti", of_b,
                                    a));
  g_assert_cmpint (gx_segments_count (book, b, NULL, &error), ==, -1);
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
  list = gx_segments_list (book, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  save (book, a, "A", ORDERS ("1"));
  assert_members (book, b, "");
}

/* Segments that ask for others, again and again, are refused before SQLite chokes. */
static void
test_tower (void)
{
  g_autoptr (GxConnection) book = make_book ();
  GxId top = save (book, 0, "0", ORDERS ("1"));
  g_autoptr (GError) error = NULL;
  int height = 0;

  add_customers (book);
  while (error == NULL && height < 2000)
    {
      g_autofree char *name = g_strdup_printf ("%d", ++height);
      g_autofree char *json = ask_for ("{\"all\":[" ORDERS ("1") ",{\"any\":[{\"segment\":ID}]}]}", top);
      GxSegment segment = { .name = name, .criteria = json };

      if (gx_segments_save (book, gx_actor_get_self (), &segment, &top, &error))
        assert_members (book, top, "123456789");
    }
  g_assert_error (error, GX_ERROR, GX_ERROR_USAGE);
  g_assert_cmpint (height, >, 10);
}

/* Twice as many conditions with every storey. */
static void
test_explosion (void)
{
  g_autoptr (GxConnection) book = make_book ();
  GxId top = save (book, 0, "0", ORDERS ("1"));
  g_autoptr (GError) error = NULL;

  add_customers (book);
  for (int i = 0; i < 40 && error == NULL; i++)
    {
      g_autofree char *json = ask_for ("{\"any\":[{\"segment\":ID},{\"segment\":ID}]}", top);
      GxSegment segment = { .name = (char *) "Twice", .criteria = json };

      if (gx_segments_save (book, gx_actor_get_self (), &segment, &top, &error))
        assert_members (book, top, "123456789");
    }
  g_assert_error (error, GX_ERROR, GX_ERROR_USAGE);
}

/* -- Over time */

static void
test_over_time (void)
{
  const GxDay days[] = { 50, 150, 250, 900 };
  static const char sold_lately[] = "{\"field\":\"last_purchase\",\"within\":\"60 days\"}";
  g_autoptr (GxConnection) book = make_book ();
  g_autoptr (GxCriteria) lately = gx_criteria_from_json (sold_lately, NULL);
  g_autoptr (GxCriteria) thrice = gx_criteria_from_json (ORDERS ("3"), NULL);
  g_autoptr (GError) error = NULL;
  gint64 counts[4] = { 0 };

  add_customers (book);
  for (gint64 id = 1; id <= 4; id++)   /* customer 1 on day 100, customer 2 thrice on day 200, and again */
    g_assert_true (gx_connection_run (book, NULL,
      "insert into purchase_fact values (?, ?, ?, 'CNY', 'sale', 100, 0, 1)", "iii", id,
      (gint64) (id == 1 ? 1 : 2), (gint64) (id == 1 ? 100 : 200)));
  g_assert_true (gx_connection_run (book, NULL,
    "insert into purchase_fact values (9, 1, 880, 'CNY', 'sale', 100, 0, 1)", NULL));

  g_assert_true (gx_segments_count_over (book, NULL, NULL, days, 4, counts, &error));
  g_assert_cmpint (counts[0], ==, 0);
  g_assert_cmpint (counts[1], ==, 1);
  g_assert_cmpint (counts[2], ==, 2);
  g_assert_cmpint (counts[3], ==, 9);
  g_assert_true (gx_segments_count_over (book, lately, NULL, days, 4, counts, &error));
  g_assert_cmpint (counts[0], ==, 0);
  g_assert_cmpint (counts[1], ==, 1);
  g_assert_cmpint (counts[2], ==, 1);
  g_assert_cmpint (counts[3], ==, 1);
  g_assert_true (gx_segments_count_over (book, thrice, NULL, days, 4, counts, &error));
  g_assert_cmpint (counts[1], ==, 0);
  g_assert_cmpint (counts[2], ==, 1);
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gx_criteria_register ();
  g_test_add_func ("/criteria/segments/save", test_save);
  g_test_add_func ("/criteria/segments/refuse", test_refuse);
  g_test_add_func ("/criteria/segments/newer", test_newer);
  g_test_add_func ("/criteria/segments/arrange", test_arrange);
  g_test_add_func ("/criteria/segments/algebra", test_algebra);
  g_test_add_func ("/criteria/segments/sentence", test_sentence);
  g_test_add_func ("/criteria/segments/circle", test_circle);
  g_test_add_func ("/criteria/segments/tower", test_tower);
  g_test_add_func ("/criteria/segments/explosion", test_explosion);
  g_test_add_func ("/criteria/segments/over-time", test_over_time);
  return g_test_run ();
}
