/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "base/gx-text.h"
#include "criteria/gx-criteria.h"
#include "random-criteria.h"
#include "store/gx-connection.h"
#include "store/gx-statement.h"

/*
 * A generated small book, kept twice: in SQLite, and as plain structs that a slow evaluator reads in the
 * plainest way. Only what a field reads is in it.
 */
#define N_CUSTOMERS 160
#define N_WORDS 4
#define UNKNOWN G_MININT64
#define CURRENCY "CNY"

typedef struct {
  const char *relation, *kind, *direction, *text, *currency;
  gint64 day, amount_minor, done_day;
} Thing;

typedef struct {
  const char *kind, *standing, *name, *number, *industry, *company, *city;
  int source, owner;              /* index of a word, -1 none */
  gboolean tags[N_WORDS];
  gboolean has_phone, has_mail, has_wechat;
  gint64 birthday, first_touch, last_contact, next_due, first_purchase, last_purchase;
  gint64 orders, conversations, usual_interval;
  gint64 value_minor;
  GArray *things;                 /* of Thing */
} Customer;

typedef struct {
  GxConnection *book;
  Customer customers[N_CUSTOMERS]; /* index i has the id i + 1 */
} World;

static const char * const words[N_WORDS] = { "VIP", "展会", "referral", NULL };  /* the last has no name */

/* -- Making the world */

static void
run (GxConnection *book, const char *sql)
{
  g_autoptr (GError) error = NULL;

  gx_connection_run (book, &error, sql, "");
  g_assert_no_error (error);
}

static const char *
pick (GRand *rand, const char * const *from)
{
  int n = (int) g_strv_length ((char **) from);
  int i = g_rand_int_range (rand, 0, n + 1);

  return i < n ? from[i] : NULL;
}

static gint64
pick_day (GRand *rand)
{
  return g_rand_int_range (rand, 0, 4) == 0 ? UNKNOWN : RANDOM_TODAY - 500 + g_rand_int_range (rand, 0, 560);
}

static const char *
pick_of_field (GRand *rand, const char *relation, const char *name)
{
  const char *choice = pick (rand, gx_criteria_find_field (relation, name)->choices);

  return choice != NULL ? choice : gx_criteria_find_field (relation, name)->choices[0];
}

static Thing
make_thing (GRand *rand)
{
  static const char * const relations[] = { "event", "purchase", "task" };
  Thing thing = { .relation = relations[g_rand_int_range (rand, 0, 3)], .done_day = UNKNOWN };

  thing.kind = pick_of_field (rand, thing.relation, "kind");
  thing.day = RANDOM_TODAY - g_rand_int_range (rand, 0, 500);
  if (g_str_equal (thing.relation, "event"))
    {
      thing.direction = pick (rand, gx_criteria_find_field ("event", "direction")->choices);
      thing.text = pick (rand, random_texts);
    }
  thing.currency = g_rand_boolean (rand) ? CURRENCY : "USD";
  thing.amount_minor = g_rand_int_range (rand, -40000, 90000);
  if (g_rand_boolean (rand))
    thing.done_day = thing.day;
  if (g_str_equal (thing.relation, "task") && g_rand_int_range (rand, 0, 4) == 0)
    thing.day = UNKNOWN;
  return thing;
}

static void
make_customer (Customer *self, GRand *rand)
{
  self->kind = pick_of_field (rand, NULL, "kind");
  self->standing = pick_of_field (rand, NULL, "standing");
  self->name = pick (rand, random_texts);
  self->number = pick (rand, random_texts);
  self->industry = pick (rand, random_texts);
  self->company = pick (rand, random_texts);
  self->city = pick (rand, random_texts);
  self->source = g_rand_int_range (rand, -1, N_WORDS);
  self->owner = g_rand_int_range (rand, -1, N_WORDS);
  for (int i = 0; i < N_WORDS; i++)
    self->tags[i] = g_rand_int_range (rand, 0, 4) == 0;
  self->has_phone = g_rand_boolean (rand);
  self->has_mail = g_rand_boolean (rand);
  self->has_wechat = g_rand_boolean (rand);
  self->birthday = g_rand_boolean (rand) ? UNKNOWN
                   : g_rand_int_range (rand, 1, 13) * 100 + 7 + (g_rand_boolean (rand) ? 10000 : 0);
  self->first_touch = pick_day (rand);
  self->last_contact = pick_day (rand);
  self->next_due = pick_day (rand);
  self->first_purchase = pick_day (rand);
  self->last_purchase = pick_day (rand);
  self->orders = g_rand_int_range (rand, 0, 6);
  self->conversations = g_rand_int_range (rand, 0, 6);
  self->usual_interval = g_rand_boolean (rand) ? UNKNOWN : g_rand_int_range (rand, 0, 6);
  self->value_minor = g_rand_boolean (rand) ? 0 : g_rand_int_range (rand, -30000, 90000);
  self->things = g_array_new (FALSE, FALSE, sizeof (Thing));
  for (int n = g_rand_int_range (rand, 0, 7); n > 0; n--)
    {
      Thing thing = make_thing (rand);

      g_array_append_val (self->things, thing);
    }
}

static int
day_or_none (gint64 day)
{
  return day == UNKNOWN ? GX_NO_DAY : (int) day;
}

static void
store_thing (GxConnection *book, const Thing *thing, gint64 customer, gint64 id)
{
  g_autoptr (GError) error = NULL;

  if (g_str_equal (thing->relation, "event"))
    gx_connection_run (book, &error,
                       "insert into event (id, customer_id, kind, direction, day, text) values (?, ?, ?, ?, "
                       "?, ?)", "iittdt",
                       id, customer, thing->kind, thing->direction, (int) thing->day, thing->text);
  else if (g_str_equal (thing->relation, "purchase"))
    gx_connection_run (book, &error, "insert into purchase_fact values (?, ?, ?, ?, ?, ?, 0, 1)", "iidtti",
                       id, customer, (int) thing->day, thing->currency, thing->kind, thing->amount_minor);
  else
    gx_connection_run (book, &error,
                       "insert into task (id, customer_id, kind, due_day, done_day) values (?, ?, ?, ?, ?)",
                       "iitdd",
                       id, customer, thing->kind, day_or_none (thing->day), day_or_none (thing->done_day));
  g_assert_no_error (error);
}

static void
store_contact (GxConnection *book, gint64 customer, const char *kind, int slot, gboolean is_present)
{
  g_autoptr (GError) error = NULL;

  /* Who has none today may have had one once. */
  gx_connection_run (book, &error,
                     "insert into contact_point (id, customer_id, kind, value, gone, until_day) values (?, "
                     "?, ?, 'x', ?, ?)", "iitit",
                     customer * 10 + slot, customer, kind, (gint64) (!is_present && slot == 1),
                     is_present || slot == 1 ? NULL : "2019");
  g_assert_no_error (error);
}

static void
store_customer (World *world, int index)
{
  const Customer *self = &world->customers[index];
  gint64 id = index + 1;
  g_autoptr (GError) error = NULL;

  gx_connection_run (world->book, &error,
                     "insert into customer (id, kind, standing, name, number, industry, source_id, "
                     "owner_id) values (?, ?, ?, ?, ?, ?, ?, ?)",
                     "itttttII", id, self->kind, self->standing, self->name, self->number, self->industry,
                     (gint64) (self->source < 0 ? 0 : 1000 + self->source),
                     (gint64) (self->owner < 0 ? 0 : 2000 + self->owner));
  g_assert_no_error (error);
  gx_connection_run (world->book, &error,
                     "insert into customer_fact (customer_id, sort_key, company, city, first_day, "
                     "last_contact_day, conversations, next_due_day, "
                     "first_purchase_day, last_purchase_day, orders, median_gap_days, birthday_month_day) "
                     "values (?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "ittddidddidd",
                     id, self->company, self->city, day_or_none (self->first_touch),
                     day_or_none (self->last_contact), self->conversations,
                     day_or_none (self->next_due), day_or_none (self->first_purchase),
                     day_or_none (self->last_purchase), self->orders,
                     day_or_none (self->usual_interval), day_or_none (self->birthday));
  g_assert_no_error (error);
  if (self->value_minor != 0)
    gx_connection_run (world->book, &error,
                       "insert into customer_money values (?, '" CURRENCY "', ?, 1, 0, 0, null, null)", "ii",
                       id, self->value_minor);
  g_assert_no_error (error);
  for (int i = 0; i < N_WORDS; i++)
    gx_connection_run (world->book, &error,
                       "insert into customer_tag (id, gone, customer_id, tag_id) values (?, ?, ?, ?)", "iiii",
                       id * 10 + i, (gint64) !self->tags[i], id, (gint64) 1000 + i);
  g_assert_no_error (error);
  store_contact (world->book, id, "phone", 1, self->has_phone);
  store_contact (world->book, id, "mail", 2, self->has_mail);
  store_contact (world->book, id, "wechat", 3, self->has_wechat);
  for (guint i = 0; i < self->things->len; i++)
    store_thing (world->book, &g_array_index (self->things, Thing, i), id, id * 100 + i);
}

static void
world_set_up (World *self, gconstpointer seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (GPOINTER_TO_UINT (seed));
  g_autoptr (GError) error = NULL;

  self->book = gx_connection_create (NULL, CURRENCY, &error);
  g_assert_no_error (error);
  for (int i = 0; i < N_WORDS; i++)
    {
      gx_connection_run (self->book, &error, "insert into word (id, kind, name) values (?, 'tag', ?)", "it",
                         (gint64) 1000 + i, words[i]);
      g_assert_no_error (error);
      gx_connection_run (self->book, &error, "insert into member (id, name) values (?, ?)", "it",
                         (gint64) 2000 + i, words[i]);
      g_assert_no_error (error);
    }
  run (self->book, "insert into customer (id, gone, name) values (99999, 1, 'in the bin')");
  for (int i = 0; i < N_CUSTOMERS; i++)
    {
      make_customer (&self->customers[i], rand);
      store_customer (self, i);
    }
}

static void
world_tear_down (World *self, gconstpointer seed)
{
  for (int i = 0; i < N_CUSTOMERS; i++)
    g_array_unref (self->customers[i].things);
  g_assert_finalize_object (self->book);
}

/* -- The slow evaluator */

static const char *
get_text (const Customer *customer, const Thing *thing, const char *name)
{
  const struct { const char *name; const char *text; } of_thing[] = {
    { "kind", thing ? thing->kind : NULL }, { "direction", thing ? thing->direction : NULL },
    { "text", thing ? thing->text : NULL },
  }, of_customer[] = {
    { "kind", customer->kind }, { "standing", customer->standing }, { "name", customer->name },
    { "number", customer->number },
    { "industry", customer->industry }, { "company", customer->company }, { "city", customer->city },
    { "source", customer->source < 0 ? NULL : words[customer->source] },
    { "owner", customer->owner < 0 ? NULL : words[customer->owner] },
  };

  for (gsize i = 0; thing != NULL && i < G_N_ELEMENTS (of_thing); i++)
    if (g_str_equal (of_thing[i].name, name))
      return of_thing[i].text;
  for (gsize i = 0; thing == NULL && i < G_N_ELEMENTS (of_customer); i++)
    if (g_str_equal (of_customer[i].name, name))
      return of_customer[i].text;
  g_error ("no text %s", name);
}

static gint64
get_number (const Customer *customer, const Thing *thing, const char *name)
{
  const struct { const char *name; gint64 number; } of_thing[] = {
    { "day", thing ? thing->day : 0 }, { "due", thing ? thing->day : 0 },
    { "amount", thing ? thing->amount_minor : 0 },
    { "done", thing ? thing->done_day != UNKNOWN : 0 },
  }, of_customer[] = {
    { "has_phone", customer->has_phone }, { "has_mail", customer->has_mail },
    { "has_wechat", customer->has_wechat },
    { "birthday_month",
      customer->birthday == UNKNOWN || customer->birthday >= 10000 ? UNKNOWN : customer->birthday / 100 },
    { "first_touch", customer->first_touch }, { "last_contact", customer->last_contact },
    { "next_due", customer->next_due },
    { "first_purchase", customer->first_purchase }, { "last_purchase", customer->last_purchase },
    { "orders", customer->orders },
    { "conversations", customer->conversations }, { "usual_interval", customer->usual_interval },
    { "value", customer->value_minor },
  };

  for (gsize i = 0; thing != NULL && i < G_N_ELEMENTS (of_thing); i++)
    if (g_str_equal (of_thing[i].name, name))
      return of_thing[i].number;
  for (gsize i = 0; thing == NULL && i < G_N_ELEMENTS (of_customer); i++)
    if (g_str_equal (of_customer[i].name, name))
      return of_customer[i].number;
  g_error ("no number %s", name);
}

static gboolean
fits_text (const char *text, GxCriteria *node, gboolean folded)
{
  const char * const *wanted = gx_criteria_get_texts (node);
  g_autofree char *here = text == NULL ? NULL : folded ? gx_fold (text) : g_strdup (text);

  if (gx_criteria_get_operator (node) == GX_COMPARE_KNOWN)
    {
      guint n = 0;

      return (text != NULL && *text != '\0') == (gx_criteria_get_numbers (node, &n)[0] != 0);
    }
  for (guint i = 0; here != NULL && wanted[i] != NULL; i++)
    {
      g_autofree char *there = folded ? gx_fold (wanted[i]) : g_strdup (wanted[i]);

      if (gx_criteria_get_operator (node) == GX_COMPARE_IS ? g_str_equal (here, there)
          : strstr (here, there) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
fits_tags (const Customer *customer, GxCriteria *node)
{
  guint n = 0;
  const gint64 *numbers = gx_criteria_get_numbers (node, &n);
  gboolean wants_none = gx_criteria_get_operator (node) == GX_COMPARE_KNOWN && numbers[0] == 0;

  for (int i = 0; i < N_WORDS; i++)
    if (customer->tags[i] && words[i] != NULL && (wants_none || fits_text (words[i], node, TRUE)))
      return !wants_none;
  return wants_none;
}

static gboolean
is_in_span (gint64 day, const gint64 *span)
{
  int count = (int) span[0];
  GxDay start = 0;

  if (day == UNKNOWN)
    return FALSE;
  if (span[1] == GX_SPAN_DAYS || span[1] == GX_SPAN_WEEKS)
    start = RANDOM_TODAY - count * (span[1] == GX_SPAN_WEEKS ? 7 : 1);
  else
    start = gx_day_add_months (RANDOM_TODAY, -count * (span[1] == GX_SPAN_YEARS ? 12 : 1));
  return day >= start && day <= RANDOM_TODAY;
}

static gboolean
fits_number (gint64 number, GxCriteria *node, gint64 scale)
{
  guint n = 0;
  const gint64 *wanted = gx_criteria_get_numbers (node, &n);

  switch (gx_criteria_get_operator (node))
    {
    case GX_COMPARE_KNOWN:
      return (number != UNKNOWN) == (wanted[0] != 0);
    case GX_COMPARE_WITHIN:
      return is_in_span (number, wanted);
    case GX_COMPARE_NOT_FOR:
      return !is_in_span (number, wanted);
    case GX_COMPARE_RANGE:
      return number != UNKNOWN && (wanted[0] == G_MININT64 || number * scale >= wanted[0])
             && (wanted[1] == G_MAXINT64 || number * scale <= wanted[1]);
    case GX_COMPARE_IS:
      for (guint i = 0; i < n; i++)
        if (number != UNKNOWN && number == wanted[i])
          return TRUE;
      return FALSE;
    case GX_COMPARE_CONTAINS:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
fits_compare (const Customer *customer, const Thing *thing, GxCriteria *node)
{
  const GxCriteriaField *field = gx_criteria_get_field (node);

  switch (field->type)
    {
    case GX_FIELD_TEXT:
    case GX_FIELD_WORD:
      return fits_text (get_text (customer, thing, field->name), node, TRUE);
    case GX_FIELD_CHOICE:
      return fits_text (get_text (customer, thing, field->name), node, FALSE);
    case GX_FIELD_SET:
      return fits_tags (customer, node);
    case GX_FIELD_MONEY: /* minor units of CNY as decimals × 10^6 */
      return (thing == NULL || g_str_equal (thing->currency, CURRENCY))
             && fits_number (get_number (customer, thing, field->name), node, 10000);
    case GX_FIELD_NUMBER:
    case GX_FIELD_DAY:
    case GX_FIELD_FLAG:
      return fits_number (get_number (customer, thing, field->name), node, 1);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
fits (const Customer *customer, const Thing *thing, GxCriteria *node)
{
  guint n = gx_criteria_get_n_children (node);
  gint64 count = 0;

  switch (gx_criteria_get_kind (node))
    {
    case GX_CRITERIA_ALL:
    case GX_CRITERIA_ANY:
      for (guint i = 0; i < n; i++)
        if (fits (customer, thing,
                  gx_criteria_get_child (node, i)) == (gx_criteria_get_kind (node) == GX_CRITERIA_ANY))
          return gx_criteria_get_kind (node) == GX_CRITERIA_ANY;
      return gx_criteria_get_kind (node) == GX_CRITERIA_ALL;
    case GX_CRITERIA_NOT:
      return !fits (customer, thing, gx_criteria_get_child (node, 0));
    case GX_CRITERIA_COMPARE:
      return fits_compare (customer, thing, node);
    case GX_CRITERIA_HAS:
      for (guint i = 0; i < customer->things->len; i++)
        {
          const Thing *each = &g_array_index (customer->things, Thing, i);

          if (g_str_equal (each->relation, gx_criteria_get_relation (node)->name))
            count += n == 0 || fits (customer, each, gx_criteria_get_child (node, 0));
        }
      return count >= gx_criteria_get_numbers (node, &n)[0] && count <= gx_criteria_get_numbers (node, &n)[1];
    default:
      g_assert_not_reached ();
    }
}

/* -- Tests */

static void
test_sql_equals_the_slow_evaluator (World *world, gconstpointer seed)
{
  const GxCriteriaContext context = { RANDOM_TODAY, CURRENCY };
  g_autoptr (GRand) rand = g_rand_new_with_seed (GPOINTER_TO_UINT (seed) + 1);
  int n_telling = 0;

  for (int round = 0; round < 1000; round++)
    {
      g_autoptr (GxCriteria) tree = random_criteria (rand, 3);
      g_autofree char *json = gx_criteria_to_json (tree);
      g_autoptr (GxIdList) ids = NULL;
      g_autoptr (GError) error = NULL;
      guint place = 0;

      gx_criteria_ids (world->book, tree, &context, &ids, &error);
      g_assert_no_error (error);
      for (int i = 0; i < N_CUSTOMERS; i++)
        {
          gboolean is_listed = place < gx_id_list_length (ids) && gx_id_list_get (ids, place) == i + 1;

          if (is_listed != fits (&world->customers[i], NULL, tree))
            g_error ("customer %d is %s by %s", i + 1, is_listed ? "wrongly listed" : "missed", json);
          place += is_listed;
        }
      g_assert_cmpuint (place, ==, gx_id_list_length (ids));
      n_telling += place > 0 && place < N_CUSTOMERS;
    }
  g_assert_cmpint (n_telling, >, 500);
}

static void
test_count_and_fits_agree_with_ids (World *world, gconstpointer seed)
{
  const GxCriteriaContext context = { RANDOM_TODAY, CURRENCY };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int round = 0; round < 100; round++)
    {
      g_autoptr (GxCriteria) tree = random_criteria (rand, 2);
      g_autoptr (GxIdList) ids = NULL;
      GxId one = g_rand_int_range (rand, 1, N_CUSTOMERS + 1);

      g_assert_true (gx_criteria_ids (world->book, tree, &context, &ids, NULL));
      g_assert_cmpint (gx_criteria_count (world->book, tree, &context, NULL), ==, gx_id_list_length (ids));
      g_assert_cmpint (gx_criteria_fits (world->book, tree, &context, one, NULL), ==,
                       gx_id_list_find (ids, one) >= 0);
    }
  g_assert_cmpint (gx_criteria_count (world->book, NULL, NULL, NULL), ==, N_CUSTOMERS);
}

static void
test_nothing_typed_becomes_sql (World *world, gconstpointer seed)
{
  static const char typed[] = "x') or 1=1; drop table customer; --";
  const GxCriteriaContext context = { RANDOM_TODAY, "E'R" };
  g_autoptr (GxCriteria) name = gx_criteria_new_is ("name", typed, NULL);
  g_autoptr (GxCriteria) tag = gx_criteria_new_is ("tag", typed, NULL);
  g_autoptr (GxCriteria) value = gx_criteria_new_range ("value", 7777777, G_MAXINT64);
  g_autoptr (GxCriteria) tree = gx_criteria_new_any (name, tag, value, NULL);
  g_autoptr (GPtrArray) parameters = NULL;
  g_autofree char *sql = gx_criteria_to_sql (world->book, tree, &context, "f.customer_id", &parameters, NULL);

  g_assert_null (strstr (sql, "drop"));
  g_assert_null (strstr (sql, "777"));
  g_assert_null (strstr (sql, "E'R"));
  g_assert_cmpuint (parameters->len, ==, 4);
  g_assert_cmpstr (parameters->pdata[0], ==, "E'R");
  g_assert_cmpstr (parameters->pdata[1], ==, typed);
  g_assert_cmpstr (parameters->pdata[3], ==, "778");
  g_assert_cmpint (gx_criteria_count (world->book, tree, &context, NULL), ==, 0);
}

static void
test_a_slow_question_can_be_cancelled (World *world, gconstpointer seed)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GxIdList) ids = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  gx_connection_set_cancellable (world->book, cancellable);
  g_assert_false (gx_criteria_ids (world->book, NULL, NULL, &ids, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_CANCELLED);
  gx_connection_set_cancellable (world->book, NULL);
  g_assert_cmpint (gx_criteria_count (world->book, NULL, NULL, NULL), ==, N_CUSTOMERS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GUANXI_NOW", "2024-10-04", TRUE); /* RANDOM_TODAY */
  gx_criteria_register ();

#define ADD(path, seed, test) \
  g_test_add (path, World, GUINT_TO_POINTER (seed), world_set_up, test, world_tear_down)
  ADD ("/criteria/sql/equals-the-slow-evaluator/1", 1, test_sql_equals_the_slow_evaluator);
  ADD ("/criteria/sql/equals-the-slow-evaluator/2", 2, test_sql_equals_the_slow_evaluator);
  ADD ("/criteria/sql/count-and-fits-agree-with-ids", 3, test_count_and_fits_agree_with_ids);
  ADD ("/criteria/sql/nothing-typed-becomes-sql", 4, test_nothing_typed_becomes_sql);
  ADD ("/criteria/sql/a-slow-question-can-be-cancelled", 5, test_a_slow_question_can_be_cancelled);
  return g_test_run ();
}
