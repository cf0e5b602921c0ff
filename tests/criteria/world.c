/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-day.h"
#include "base/gx-partial-day.h"
#include "store/gx-statement.h"
#include "world.h"

const char * const world_words[N_WORDS] = { "VIP", "展会", "referral", NULL };
const char * const world_segments[RANDOM_N_SEGMENTS] = {
  "{\"field\":\"orders\",\"at_least\":3}",
  "{\"any\":[{\"field\":\"has_mail\",\"is\":true},{\"field\":\"city\",\"known\":false}]}",
  "{\"all\":[{\"not\":{\"segment\":701}},{\"has\":\"event\"}]}",
};

static const char * const channels[] = { "store", "online", "集市", NULL };
static const char * const birthdays[] = {
  "1980-02-29", "--02-29", "2001-10-05", "1990-10-04", "1999-10-03", "--12-25", "1990", "1985-11", "L--08-15",
  "L--09-02", "L1985-09-03", "L--04+10", "L--08-30", "L--12-30", "1970-01-01", NULL,
};

/* -- Records */

typedef struct {
  char *text;
  gint64 number;
} Value;

static void
free_value (gpointer value)
{
  g_free (((Value *) value)->text);
  g_free (value);
}

static Record *
record_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_value);
}

static const Value *
look_up (Record *self, const char *name)
{
  const Value *value = g_hash_table_lookup (self, name);

  if (value == NULL)
    g_error ("no value %s", name);
  return value;
}

const char *
record_text (Record *self, const char *name)
{
  return look_up (self, name)->text;
}

gint64
record_number (Record *self, const char *name)
{
  return look_up (self, name)->number;
}

static const char *
set_text (Record *self, const char *name, const char *text)
{
  Value *value = g_new0 (Value, 1);

  value->text = g_strdup (text);
  value->number = UNKNOWN;
  g_hash_table_replace (self, (char *) name, value);
  return value->text;
}

static gint64
set_number (Record *self, const char *name, gint64 number)
{
  Value *value = g_new0 (Value, 1);

  value->number = number;
  g_hash_table_replace (self, (char *) name, value);
  return number;
}

/* -- Dice */

static const char *
pick (GRand *rand, const char * const *from)
{
  int n = (int) g_strv_length ((char **) from);
  int i = g_rand_int_range (rand, 0, n + 1);

  return i < n ? from[i] : NULL;
}

static const char *
pick_choice (GRand *rand, const char *relation, const char *name)
{
  const char * const *choices = gx_criteria_find_field (relation, name)->choices;

  return choices[g_rand_int_range (rand, 0, (int) g_strv_length ((char **) choices))];
}

static gint64
pick_day (GRand *rand)
{
  return g_rand_int_range (rand, 0, 4) == 0 ? UNKNOWN : RANDOM_TODAY - 500 + g_rand_int_range (rand, 0, 560);
}

static int
pick_word (GRand *rand)
{
  return g_rand_int_range (rand, -1, N_WORDS);
}

static int
day_or_none (gint64 day)
{
  return day == UNKNOWN ? GX_NO_DAY : (int) day;
}

static gint64
link_to (int word, gint64 first)
{
  return word < 0 ? 0 : first + word;
}

static const char *
name_of (int word)
{
  return word < 0 ? NULL : world_words[word];
}

/* -- Things. Each maker writes the row, its twin in the bin where @gone, and of a live one the record. */

typedef struct {
  World *world;
  GRand *rand;
  int index;            /* of the customer */
  gint64 customer;      /* its id */
  gboolean gone;
} Maker;

#define RUN(...) \
  G_STMT_START { g_autoptr (GError) error_ = NULL; \
                 gx_connection_run (maker->world->book, &error_, __VA_ARGS__); \
                 g_assert_no_error (error_); } G_STMT_END

static void
free_thing (gpointer data)
{
  Thing *thing = data;

  g_hash_table_unref (thing->values);
  g_free (thing);
}

/* The record of a thing; of one in the bin it is thrown away later. */
static Record *
add_thing (Maker *maker, int index, const char *relation, const char *currency)
{
  Thing *thing = g_new0 (Thing, 1);

  thing->relation = maker->gone ? "" : relation;
  thing->values = record_new ();
  thing->currency = currency;
  g_ptr_array_add (maker->world->customers[index].things, thing);
  return thing->values;
}

static void
make_event (Maker *maker)
{
  GRand *rand = maker->rand;
  Record *r = add_thing (maker, maker->index, "event", NULL);
  int author = pick_word (rand);

  set_text (r, "author", name_of (author));
  RUN ("insert into event (id, gone, customer_id, kind, direction, day, reached, channel, text, author_id) "
       "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "iiittiittI", ++maker->world->last_id, (gint64) maker->gone,
       maker->customer, set_text (r, "kind", pick_choice (rand, "event", "kind")),
       set_text (r, "direction", pick (rand, gx_criteria_find_field ("event", "direction")->choices)),
       set_number (r, "day", RANDOM_TODAY - g_rand_int_range (rand, 0, 500)),
       set_number (r, "reached", g_rand_boolean (rand)), set_text (r, "channel", pick (rand, random_texts)),
       set_text (r, "text", pick (rand, random_texts)), link_to (author, 2000));
}

static void
make_line (Maker *maker, gint64 purchase, Record *bought, const char *currency)
{
  GRand *rand = maker->rand;
  Record *r = add_thing (maker, maker->index, "line", currency);
  int product = g_rand_int_range (rand, -1, 3);
  g_autofree char *code = g_strdup_printf ("P%d", product);
  const char *text = pick (rand, random_texts);

  set_text (r, "product", product == 0 ? "星河 tea" : product == 1 ? "Oslo" : text); /* 2 has no name */
  set_text (r, "code", product < 0 ? NULL : code);
  set_text (r, "category", product < 0 ? NULL : product == 0 ? "blue" : "Tea");
  set_text (r, "kind", record_text (bought, "kind"));
  set_number (r, "day", record_number (bought, "day"));
  RUN ("insert into purchase_line (id, gone, purchase_id, product_id, text, quantity_micro, amount_minor) "
       "values (?, ?, ?, ?, ?, ?, ?)", "iiiItii", ++maker->world->last_id, (gint64) maker->gone, purchase,
       (gint64) (product < 0 ? 0 : 3000 + product), text,
       set_number (r, "quantity", g_rand_int_range (rand, -2, 8) * G_GINT64_CONSTANT (500000)),
       set_number (r, "amount", g_rand_int_range (rand, -40000, 90000)));
}

static void
make_purchase (Maker *maker)
{
  GRand *rand = maker->rand;
  const char *currency = g_rand_boolean (rand) ? CURRENCY : "USD";
  Record *r = add_thing (maker, maker->index, "purchase", currency);
  gint64 id = ++maker->world->last_id;
  int author = pick_word (rand);

  set_text (r, "author", name_of (author));
  RUN ("insert into purchase (id, gone, customer_id, kind, day, currency, channel, number, note, author_id) "
       "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "iiititttt" "I", id, (gint64) maker->gone, maker->customer,
       set_text (r, "kind", pick_choice (rand, "purchase", "kind")),
       set_number (r, "day", RANDOM_TODAY - g_rand_int_range (rand, 0, 500)), currency,
       set_text (r, "channel", pick (rand, channels)), set_text (r, "number", pick (rand, random_texts)),
       set_text (r, "note", pick (rand, random_texts)), link_to (author, 2000));
  set_number (r, "amount", g_rand_int_range (rand, -40000, 90000));
  set_number (r, "units", g_rand_int_range (rand, -2, 8) * G_GINT64_CONSTANT (500000));
  set_number (r, "lines", g_rand_int_range (rand, 0, 5));
  if (maker->gone)
    return;
  RUN ("insert into purchase_fact values (?, ?, ?, ?, ?, ?, ?, ?)", "iiittiii", id, maker->customer,
       record_number (r, "day"), currency, record_text (r, "kind"), record_number (r, "amount"),
       record_number (r, "units"), record_number (r, "lines"));
  for (int n = g_rand_int_range (rand, 0, 3); n > 0; n--)
    make_line (maker, id, r, currency);
}

static void
make_payment (Maker *maker)
{
  GRand *rand = maker->rand;
  const char *currency = g_rand_boolean (rand) ? CURRENCY : "USD";
  Record *r = add_thing (maker, maker->index, "payment", currency);

  RUN ("insert into payment (id, gone, customer_id, day, amount_minor, currency, method, note) "
       "values (?, ?, ?, ?, ?, ?, ?, ?)", "iiiiittt", ++maker->world->last_id, (gint64) maker->gone,
       maker->customer, set_number (r, "day", RANDOM_TODAY - g_rand_int_range (rand, 0, 500)),
       set_number (r, "amount", g_rand_int_range (rand, -40000, 90000)), currency,
       set_text (r, "method", pick (rand, channels)), set_text (r, "note", pick (rand, random_texts)));
}

static void
make_task (Maker *maker)
{
  GRand *rand = maker->rand;
  Record *r = add_thing (maker, maker->index, "task", NULL);
  int owner = pick_word (rand);

  set_text (r, "owner", name_of (owner));
  RUN ("insert into task (id, gone, customer_id, kind, due_day, done_day, title, owner_id) "
       "values (?, ?, ?, ?, ?, ?, ?, ?)", "iiitddtI", ++maker->world->last_id, (gint64) maker->gone,
       maker->customer, set_text (r, "kind", pick_choice (rand, "task", "kind")),
       day_or_none (set_number (r, "due", pick_day (rand))),
       day_or_none (set_number (r, "done_day", g_rand_boolean (rand) ? UNKNOWN
                                               : RANDOM_TODAY - g_rand_int_range (rand, 0, 500))),
       set_text (r, "title", pick (rand, random_texts)), link_to (owner, 2000));
}

static void
make_address (Maker *maker)
{
  GRand *rand = maker->rand;
  Record *r = add_thing (maker, maker->index, "address", NULL);

  set_number (r, "current", g_rand_boolean (rand));
  RUN ("insert into address (id, gone, customer_id, label, country, province, city, district, street, "
       "postcode, "
       "is_primary, until_day) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "iiitttttttit",
       ++maker->world->last_id, (gint64) maker->gone, maker->customer,
       set_text (r, "label", pick (rand, random_texts)), set_text (r, "country", pick (rand, random_texts)),
       set_text (r, "province", pick (rand, random_texts)), set_text (r, "city", pick (rand, random_texts)),
       set_text (r, "district", pick (rand, random_texts)), set_text (r, "street", pick (rand, random_texts)),
       set_text (r, "postcode", pick (rand, random_texts)),
       set_number (r, "primary", g_rand_boolean (rand)), record_number (r, "current") ? NULL : "2019");
}

static void
make_name (Maker *maker)
{
  Record *r = add_thing (maker, maker->index, "name", NULL);

  RUN ("insert into customer_name (id, gone, customer_id, kind, name) values (?, ?, ?, ?, ?)", "iiitt",
       ++maker->world->last_id, (gint64) maker->gone, maker->customer,
       set_text (r, "kind", pick_choice (maker->rand, "name", "kind")),
       set_text (r, "name", pick (maker->rand, random_texts)));
}

/* To another customer, who then has somebody who works there, or a referral; or to a plain text. */
static void
make_relation (Maker *maker)
{
  GRand *rand = maker->rand;
  int other = g_rand_boolean (rand) ? -1 : g_rand_int_range (rand, 0, N_CUSTOMERS);
  const char *kind = pick_choice (rand, "relation", "kind"), *text = pick (rand, random_texts);
  const char *title = pick (rand, random_texts), *own = NULL, *others = NULL;
  const char *incoming = g_str_equal (kind, "works_at") ? "staff"
                         : g_str_equal (kind, "referred_by") ? "referral" : NULL;
  gint64 is_current = g_rand_boolean (rand);
  Record *r = add_thing (maker, maker->index, "relation", NULL), *back = NULL;

  own = record_text (maker->world->customers[maker->index].values, "name");
  if (other >= 0)
    others = record_text (maker->world->customers[other].values, "name");
  set_text (r, "kind", kind);
  set_text (r, "to", others != NULL ? others : text);
  set_text (r, "title", title);
  set_number (r, "current", is_current);
  RUN ("insert into relation (id, gone, from_id, to_id, kind, to_text, title, until_day) "
       "values (?, ?, ?, ?, ?, ?, ?, ?)", "iiiItttt", ++maker->world->last_id, (gint64) maker->gone,
       maker->customer, (gint64) other + 1, kind, text, title, is_current ? NULL : "2019");
  if (other < 0 || incoming == NULL)
    return;
  back = add_thing (maker, other, incoming, NULL);
  set_text (back, "name", own);
  set_text (back, "title", title);
  set_number (back, "current", is_current);
}

/* Of the three kinds that flags ask for: who has none today may have had one once. */
static void
make_contacts (Maker *maker)
{
  static const char * const kinds[] = { "phone", "mail", "wechat" };
  static const char * const flags[] = { "has_phone", "has_mail", "has_wechat" };

  for (int i = 0; i < 3; i++)
    {
      gboolean is_present = g_rand_boolean (maker->rand);
      Record *r = NULL;

      maker->gone = !is_present && i == 0;
      r = add_thing (maker, maker->index, "contact", NULL);
      set_number (maker->world->customers[maker->index].values, flags[i], is_present);
      set_number (r, "current", is_present);
      RUN ("insert into contact_point (id, gone, customer_id, kind, value, label, is_primary, until_day) "
           "values (?, ?, ?, ?, ?, ?, ?, ?)", "iiitttit", ++maker->world->last_id, (gint64) maker->gone,
           maker->customer, set_text (r, "kind", kinds[i]),
           set_text (r, "value", pick (maker->rand, random_texts)),
           set_text (r, "label", pick (maker->rand, random_texts)),
           set_number (r, "primary", g_rand_boolean (maker->rand)), is_present || i == 0 ? NULL : "2019");
    }
  maker->gone = FALSE;
}

static void
make_tags (Maker *maker)
{
  Customer *customer = &maker->world->customers[maker->index];

  for (int i = 0; i < N_WORDS; i++)
    {
      customer->tags[i] = g_rand_int_range (maker->rand, 0, 4) == 0;
      maker->gone = !customer->tags[i];
      set_text (add_thing (maker, maker->index, "tag", NULL), "tag", world_words[i]);
      RUN ("insert into customer_tag (id, gone, customer_id, tag_id) values (?, ?, ?, ?)", "iiii",
           ++maker->world->last_id, (gint64) maker->gone, maker->customer, (gint64) 1000 + i);
    }
  maker->gone = FALSE;
}

static void
make_things (Maker *maker)
{
  static void (* const makers[]) (Maker *) = {
    make_event, make_purchase, make_payment, make_task, make_address, make_name, make_relation,
  };

  make_contacts (maker);
  make_tags (maker);
  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    for (int n = g_rand_int_range (maker->rand, 0, 4); n > 0; n--)
      {
        maker->gone = g_rand_int_range (maker->rand, 0, 5) == 0;
        makers[i] (maker);
        maker->gone = FALSE;
      }
}

/* -- Customers */

static void
make_custom_values (Maker *maker, Record *r)
{
  static const char * const numbers[] = { "2", "2.5", "-3", "100000", "seven" };
  const char *text = set_text (r, "custom:501", pick (maker->rand, random_texts));
  const char *number = g_rand_boolean (maker->rand) ? numbers[g_rand_int_range (maker->rand, 0, 5)] : NULL;
  gint64 day = set_number (r, "custom:503", pick_day (maker->rand));
  g_autofree char *iso = day != UNKNOWN ? gx_day_to_iso ((GxDay) day) : NULL;
  const char *flag = g_rand_boolean (maker->rand) ? g_rand_boolean (maker->rand) ? "yes" : "no" : NULL;
  const char *values[] = { text, number, iso, flag };

  /* "seven" was typed when the field was a text. */
  set_number (r, "custom:502", number == NULL || g_str_equal (number, "seven") ? UNKNOWN
                               : (gint64) (g_ascii_strtod (number, NULL) * 1000000));
  set_number (r, "custom:504", flag == NULL ? UNKNOWN : g_str_equal (flag, "yes"));
  /* What is known of it is asked as of a text. */
  set_text (r, "custom:502 text", number);
  set_text (r, "custom:503 text", iso);
  set_text (r, "custom:504 text", flag);
  for (int i = 0; i < 4; i++)
    if (values[i] != NULL)
      RUN ("insert into custom_value (id, customer_id, field_id, value) values (?, ?, ?, ?)", "iiit",
           ++maker->world->last_id, maker->customer, (gint64) RANDOM_CUSTOM + i, values[i]);
}

static void
make_row (Maker *maker, Record *r)
{
  GRand *rand = maker->rand;
  int source = pick_word (rand), owner = pick_word (rand);

  set_text (r, "source", name_of (source));
  set_text (r, "owner", name_of (owner));
  RUN ("insert into customer (id, kind, standing, name, number, industry, size, occupation, gender, "
       "birthday, preferences, note, prefers, source_id, owner_id) "
       "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
       "ittttttttttttII", maker->customer, set_text (r, "kind", pick_choice (rand, NULL, "kind")),
       set_text (r, "standing", pick_choice (rand, NULL, "standing")),
       set_text (r, "name", pick (rand, random_texts)), set_text (r, "number", pick (rand, random_texts)),
       set_text (r, "industry", pick (rand, random_texts)), set_text (r, "size", pick (rand, random_texts)),
       set_text (r, "occupation", pick (rand, random_texts)),
       set_text (r, "gender", pick (rand, gx_criteria_find_field (NULL, "gender")->choices)),
       set_text (r, "birthday", pick (rand, birthdays)),
       set_text (r, "preferences", pick (rand, random_texts)), 
       set_text (r, "note", pick (rand, random_texts)),
       set_text (r, "prefers", pick (rand, gx_criteria_find_field (NULL, "prefers")->choices)),
       link_to (source, 1000), link_to (owner, 2000));
}

static void
make_facts (Maker *maker, Record *r)
{
  GRand *rand = maker->rand;
  GxPartialDay birthday = { 0 };
  const char *born = record_text (r, "birthday");
  int key = born != NULL && gx_partial_day_read (born, &birthday) ? gx_partial_day_key (&birthday) : 0;

  set_number (r, "birthday_month", key == 0 || key >= 10000 ? UNKNOWN : key / 100);
  RUN ("insert into customer_fact (customer_id, sort_key, company, city, first_day, last_contact_day, "
       "conversations, next_due_day, first_purchase_day, last_purchase_day, orders, median_gap_days, "
       "birthday_month_day) values (?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "ittddidddidI", maker->customer,
       set_text (r, "company", pick (rand, random_texts)), set_text (r, "city", pick (rand, random_texts)),
       day_or_none (set_number (r, "first_touch", pick_day (rand))),
       day_or_none (set_number (r, "last_contact", pick_day (rand))),
       set_number (r, "conversations", g_rand_int_range (rand, 0, 6)),
       day_or_none (set_number (r, "next_due", pick_day (rand))),
       day_or_none (set_number (r, "first_purchase", pick_day (rand))),
       day_or_none (set_number (r, "last_purchase", pick_day (rand))),
       set_number (r, "orders", g_rand_int_range (rand, 0, 6)),
       day_or_none (set_number (r, "usual_interval",
                                g_rand_boolean (rand) ? UNKNOWN : g_rand_int_range (rand, 0, 6))), (gint64) key);
  if (set_number (r, "value", g_rand_boolean (rand) ? 0 : g_rand_int_range (rand, -30000, 90000)) != 0)
    RUN ("insert into customer_money values (?, '" CURRENCY "', ?, 1, 0, 0, null, null)", "ii",
         maker->customer,
         record_number (r, "value"));
}

/* -- The world */

static void
make_words (Maker *maker)
{
  static const char * const types[] = { "text", "number", "day", "yes_no" };

  for (int i = 0; i < N_WORDS; i++)
    {
      RUN ("insert into word (id, kind, name) values (?, 'tag', ?)", "it", (gint64) 1000 + i, world_words[i]);
      RUN ("insert into member (id, name) values (?, ?)", "it", (gint64) 2000 + i, world_words[i]);
      RUN ("insert into custom_field (id, name, type) values (?, 'field', ?)", "it",
           (gint64) RANDOM_CUSTOM + i,
           types[i]);
    }
  RUN ("insert into product (id, code, name, category) values (3000, 'P0', '星河 tea', 'blue'), "
       "(3001, 'P1', 'Oslo', 'Tea'), (3002, 'P2', null, 'Tea')", NULL);
  for (int i = 0; i < RANDOM_N_SEGMENTS; i++)
    RUN ("insert into segment (id, name, criteria) values (?, 'segment', ?)", "it",
         (gint64) RANDOM_SEGMENT + i,
         world_segments[i]);
  RUN ("insert into customer (id, gone, name) values (99999, 1, 'in the bin')", NULL);
}

void
world_set_up (World *self, gconstpointer seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (GPOINTER_TO_UINT (seed));
  Maker here = { self, rand, 0, 0, FALSE }, *maker = &here;
  g_autoptr (GError) error = NULL;

  self->book = gx_connection_create (NULL, CURRENCY, &error);
  g_assert_no_error (error);
  self->last_id = 100000;
  make_words (maker);
  for (int i = 0; i < N_CUSTOMERS; i++)
    {
      Customer *customer = &self->customers[i];

      customer->values = record_new ();
      customer->things = g_ptr_array_new_with_free_func (free_thing);
      maker->index = i;
      maker->customer = i + 1;
      make_row (maker, customer->values);
      make_facts (maker, customer->values);
      make_custom_values (maker, customer->values);
    }
  for (int i = 0; i < N_CUSTOMERS; i++)
    {
      maker->index = i;
      maker->customer = i + 1;
      make_things (maker);
    }
}

void
world_tear_down (World *self, gconstpointer seed)
{
  for (int i = 0; i < N_CUSTOMERS; i++)
    {
      g_hash_table_unref (self->customers[i].values);
      g_ptr_array_unref (self->customers[i].things);
    }
  g_assert_finalize_object (self->book);
}
