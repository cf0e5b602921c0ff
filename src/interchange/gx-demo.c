/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-demo-private.h"

#include "base/gx-contact.h"
#include "base/gx-error.h"
#include "base/gx-id.h"
#include "base/gx-money.h"
#include "store/gx-step.h"

#include <glib/gi18n-lib.h>

#define BLOCK 6
#define MOST_CUSTOMERS 2000000

/* How many rows of each table a customer can have at most: the runs are reserved before anybody is born. */
static const struct {
  const char *table;
  int most;
  const char *sql;
} tables[GX_DEMO_N_TABLES] = {
  [GX_DEMO_CUSTOMER] = { "customer", 1,
                         "insert into customer (id, kind, standing, number, name, family_name, "
                         "form_of_address, gender, birthday, occupation, source_id, owner_id,"
                         " industry, size, company_code, invoice_title, invoice_code, invoice_bank, "
                         "invoice_account, invoice_address, invoice_phone, preferences,"
                         " note, prefers) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                         "?, ?, ?, ?, ?)" },
  [GX_DEMO_NAME] = { "customer_name", 2,
                     "insert into customer_name (id, customer_id, kind, name, until_day) values (?, ?, ?, ?, "
                     "?)" },
  [GX_DEMO_POINT] = { "contact_point", 4,
                      "insert into contact_point (id, customer_id, kind, label, value, key, nickname, "
                      "is_primary) values (?, ?, ?, ?, ?, ?, ?, 1)" },
  [GX_DEMO_ADDRESS] = { "address", 1,
                        "insert into address (id, customer_id, country, province, city, district, street, "
                        "postcode, is_primary) values (?, ?, ?, ?, ?, ?, ?, ?, 1)" },
  [GX_DEMO_RELATION] = { "relation", 1,
                         "insert into relation (id, from_id, to_id, to_text, title, is_primary) values (?, "
                         "?, ?, ?, ?, 1)" },
  [GX_DEMO_EVENT] = { "event", 120,
                      "insert into event (id, customer_id, kind, direction, channel, reached, day, at, "
                      "offset_min, text, author_id)"
                      " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" },
  [GX_DEMO_PURCHASE] = { "purchase", 90,
                         "insert into purchase (id, customer_id, contact_id, kind, number, reverses_id, day, "
                         "at, offset_min, currency, channel, author_id)"
                         " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" },
  [GX_DEMO_LINE] = { "purchase_line", 360,
                     "insert into purchase_line (id, purchase_id, product_id, quantity_micro, "
                     "unit_price_micro, amount_minor) values (?, ?, ?, ?, ?, ?)" },
  [GX_DEMO_PAYMENT] = { "payment", 90,
                        "insert into payment (id, customer_id, purchase_id, day, method, amount_minor, "
                        "currency, author_id) values (?, ?, ?, ?, ?, ?, ?, ?)" },
  [GX_DEMO_TASK] = { "task", 3,
                     "insert into task (id, customer_id, kind, title, due_day, done_day, owner_id) values "
                     "(?, ?, ?, ?, ?, ?, ?)" },
};

static const struct {
  const char *name, *letters;
} members[GX_DEMO_N_MEMBERS] = { { "林晓梅", "L" },
                                 { "周立强", "Z" },
                                 { "Emma Hughes", "E" },
                                 { "Daniel O'Connor", "D" } };

gboolean
gx_demo_has_room (GxDemo *self, GxDemoTable table)
{
  return self->used[table] < self->most[table];
}

GxId
gx_demo_next_id (GxDemo *self, GxDemoTable table)
{
  g_assert (gx_demo_has_room (self, table));

  return self->first[table] + self->used[table]++;
}

GxId
gx_demo_write (GxDemo *self, GxDemoTable table)
{
  if (self->error == NULL)
    gx_statement_run (self->insert[table], &self->error);
  return self->first[table] + self->used[table] - 1;
}

static gboolean
reserve_runs (GxDemo *self)
{
  for (int i = 0; i < GX_DEMO_N_TABLES; i++)
    {
      self->most[i] = tables[i].most * self->options.customers;
      if (!gx_step_reserve (self->step, tables[i].table, self->most[i], &self->first[i], &self->error))
        return FALSE;
      self->insert[i] = gx_connection_query (self->book, tables[i].sql, "");
    }
  return TRUE;
}

static gboolean
settle_runs (GxDemo *self)
{
  for (int i = 0; i < GX_DEMO_N_TABLES; i++)
    if (!gx_step_settle (self->step, tables[i].table, self->used[i], &self->error))
      return FALSE;
  return TRUE;
}

static gboolean
write_members (GxDemo *self)
{
  for (int i = 0; i < GX_DEMO_N_MEMBERS; i++)
    {
      self->members[i] = gx_id_hash_text ("member", members[i].name);
      if (!gx_connection_run (self->book, &self->error,
                              "insert or ignore into member (id, name, letters) values (?, ?, ?)", "itt",
                              self->members[i], members[i].name, members[i].letters))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_words (GxDemo *self, const char *kind, const GxDemoWords *words)
{
  for (guint i = 0; i < words->n; i++)
    if (!gx_connection_run (self->book, &self->error,
                            "insert or ignore into word (id, kind, name) values (?, ?, ?)", "itt",
                            gx_id_hash_text (kind, words->words[i]), kind, words->words[i]))
      return FALSE;
  return TRUE;
}

static gboolean
write_all_words (GxDemo *self)
{
  return write_words (self, "tag", &gx_demo_tags_zh) && write_words (self, "tag", &gx_demo_tags_en)
         && write_words (self, "source", &gx_demo_sources_zh)
         && write_words (self, "source", &gx_demo_sources_en)
         && write_words (self, "industry", &gx_demo_industries_zh)
         && write_words (self, "industry", &gx_demo_industries_en);
}

static gboolean
write_products (GxDemo *self)
{
  g_assert (gx_demo_n_products <= GX_DEMO_MOST_PRODUCTS);

  for (guint i = 0; i < 2 * gx_demo_n_products; i++)
    {
      const GxDemoProduct *product = &gx_demo_products[i / 2];
      gboolean is_english = i % 2;
      g_autofree char *code = g_strconcat (product->code, is_english ? "E" : NULL, NULL);
      GxId id = gx_connection_new_id (self->book);

      self->products[is_english][i / 2] = id;
      if (!gx_connection_run (self->book, &self->error,
                              "insert into product (id, code, name, unit, category, unit_price_micro, "
                              "currency) values (?, ?, ?, ?, ?, ?, 'CNY')",
                              "ittttI", id, code, is_english ? product->name_en : product->name_zh,
                              is_english ? product->unit_en : product->unit_zh,
                              is_english ? product->category_en : product->category_zh,
                              product->price * GX_MICRO))
        return FALSE;
    }
  return TRUE;
}

/* ---------------------------------------------------------------- one customer */

static char *
make_birthday (const GxDemoWho *who, GxDemoDice *dice)
{
  int year = (int) gx_demo_between (dice, 1948, 2005), month = (int) gx_demo_between (dice, 1, 12),
      day = (int) gx_demo_between (dice, 1, 28);
  int kind = (int) gx_demo_below (dice, 100);

  if (who->is_company || !gx_demo_chance (dice, 300))
    return NULL;
  if (kind < 10)
    return g_strdup_printf ("--%02d-%02d", month, day);
  if (kind < 14)
    return g_strdup_printf ("%d", year);
  if (kind < 18)
    return g_strdup_printf ("%d-%02d", year, month);
  if (who->is_chinese && kind < 36)
    return g_strdup_printf ("L--%02d-%02d", month, day);
  if (who->is_chinese && kind < 39)
    return g_strdup_printf ("L--%02d+%02d", 2 + month % 9,
                            day); /* leap months are the 2nd to the 10th, nearly always */
  if (kind == 99)
    return g_strdup ("--02-29");
  return g_strdup_printf ("%d-%02d-%02d", year, month, day);
}

static void
write_point (GxDemo *self, GxId customer, const char *kind, const char *label, const char *value,
             const char *nickname)
{
  g_autofree char *key = NULL;

  if (value == NULL)
    return;
  key = gx_contact_key (kind, value);
  gx_demo_insert (self, GX_DEMO_POINT, "itttttt", customer, kind, label, value, key, nickname);
}

static void
write_points (GxDemo *self, GxId customer, const GxDemoWho *who, GxDemoDice *dice)
{
  const char *const hints[] = { "茶城", "茶博会", "咖啡机", "礼盒", "老街店" };
  g_autofree char *nickname = who->is_chinese ? g_strdup_printf (
                                  "%s %s", who->form_of_address != NULL ? who->form_of_address : who->name,
                                  gx_demo_pick (dice, hints))
                                              : g_strdup (who->name);

  write_point (self, customer, "phone", who->is_chinese ? "手机" : "Mobile", who->phone, NULL);
  if (who->phone == NULL || gx_demo_chance (dice, 500))
    write_point (self, customer, "phone", who->is_chinese ? "办公" : "Work", who->landline, NULL);
  write_point (self, customer, "mail", NULL, who->mail, NULL);
  write_point (self, customer, "wechat", NULL, who->wechat, gx_demo_chance (dice, 600) ? nickname : NULL);
}

static char *
make_street (const GxDemoWho *who, GxDemoDice *dice)
{
  const char *street = gx_demo_word (dice, who->is_chinese ? &gx_demo_streets_zh : &gx_demo_streets_en);
  int number = (int) gx_demo_between (dice, 1, 388), house = (int) gx_demo_between (dice, 1, 18);
  int floor = (int) gx_demo_between (dice, 1, 28), door = (int) gx_demo_between (dice, 1, 4);

  if (!who->is_chinese)
    return g_strdup_printf ("%d %s", number % 180 + 1, street);
  if (who->is_company)
    return g_strdup_printf ("%s%d号%d层", street, number, floor);
  return g_strdup_printf ("%s%d号%d栋%d%02d室", street, number, house, floor, door);
}

static char *
make_postcode (const GxDemoWho *who, GxDemoDice *dice)
{
  const char *letters = "ABDEFGHJLNPQRSTUWXYZ";
  int number = (int) gx_demo_below (dice, 100);
  char first = letters[gx_demo_below (dice, 20)], second = letters[gx_demo_below (dice, 20)];

  if (who->is_chinese || who->city->area[0] != '0')
    return g_strdup_printf ("%s%02d", who->city->postcode, number);
  return g_strdup_printf ("%s %d%c%c", who->city->postcode, number % 10, first, second);
}

static void
write_address (GxDemo *self, GxId customer, const GxDemoWho *who, GxDemoDice *dice, const char *street)
{
  g_autofree char *postcode = make_postcode (who, dice);
  const char *district = gx_demo_pick (dice, who->city->parts);

  if (who->is_company || gx_demo_chance (dice, 600))
    gx_demo_insert (self, GX_DEMO_ADDRESS, "itttttt", customer, who->city->country, who->city->province,
                    who->city->city, district, street, postcode);
}

static void
write_relation (GxDemo *self, GxId customer, const GxDemoWho *who, GxDemoDice *dice)
{
  const char *title = gx_demo_word (dice, who->is_chinese ? &gx_demo_titles_zh : &gx_demo_titles_en);

  if (who->employer >= 0)
    gx_demo_insert (self, GX_DEMO_RELATION, "iItt", customer, self->first[GX_DEMO_CUSTOMER] + who->employer,
                    NULL, title);
  else if (!who->is_company && gx_demo_chance (dice, 100))
    {
      g_auto (GxDemoWho) elsewhere = { 0 };
      gint64 company = who->index / BLOCK * BLOCK + 2 * BLOCK * gx_demo_between (dice, 1000, 100000);

      gx_demo_who_init (&elsewhere, self->options.seed, company);
      gx_demo_insert (self, GX_DEMO_RELATION, "iItt", customer, (gint64) 0, elsewhere.name, title);
    }
}

static void
write_names (GxDemo *self, GxId customer, const GxDemoWho *who, GxDemoDice *dice)
{
  const GxDemoWords *given = who->is_female ? &gx_demo_given_female_en : &gx_demo_given_male_en;

  if (who->is_company && gx_demo_chance (dice, 500))
    gx_demo_insert (self, GX_DEMO_NAME, "ittt", customer, "short", who->short_name, NULL);
  else if (who->is_chinese && !who->is_company && gx_demo_chance (dice, 60))
    gx_demo_insert (self, GX_DEMO_NAME, "ittt", customer, "english", gx_demo_word (dice, given), NULL);

  if (gx_demo_chance (dice, 30))
    {
      GxDemoWho former = { 0 };
      g_autofree char *until = g_strdup_printf ("%d", (int) gx_demo_between (dice, 2012, 2024));

      /* the name of somebody of the same kind who will never be in the book */
      gx_demo_who_init (&former, self->options.seed, who->index + 2 * BLOCK * (MOST_CUSTOMERS + 7));
      gx_demo_insert (self, GX_DEMO_NAME, "ittt", customer, "former", former.name, until);
      gx_demo_who_clear (&former);
    }
}

static void
write_tags (GxDemo *self, GxId customer, const GxDemoWho *who, GxDemoDice *dice)
{
  const GxDemoWords *words = who->is_chinese ? &gx_demo_tags_zh : &gx_demo_tags_en;
  int n = gx_demo_chance (dice, 300) ? (int) gx_demo_between (dice, 1, 2) : 0;

  gx_step_set_capture (self->step, TRUE);
  for (int i = 0; i < n && self->error == NULL; i++)
    {
      GxId tag = gx_id_hash_text ("tag", gx_demo_word (dice, words));

      gx_connection_run (self->book, &self->error,
                         "insert or ignore into customer_tag (id, customer_id, tag_id) values (?, ?, ?)",
                         "iii", gx_id_hash ("customer_tag", customer, tag), customer, tag);
    }
  gx_step_set_capture (self->step, FALSE);
}

static const char *
choose_standing (const GxDemoWho *who, GxDemoDice *dice)
{
  int n = (int) gx_demo_below (dice, 100);

  if (who->employer >= 0)
    return n < 45 ? "contact" : n < 55 ? "lead" : "customer";
  if (who->is_company && n < 5)
    return "partner";
  return n < 18 ? "lead" : "customer";
}

static void
write_customer (GxDemo *self, const GxDemoWho *who)
{
  const char *const sizes[] = { "1-9", "10-49", "50-249", "250+" };
  const char *const banks[] = { "中国工商银行", "中国建设银行", "中国农业银行", "招商银行" };
  const char *const prefers[] = { "phone", "wechat", "mail" };
  GxDemoDice dice = gx_demo_dice (self->options.seed, 11, who->index);
  gboolean is_zh = who->is_chinese, is_company = who->is_company;
  int owner = (int) (is_zh ? gx_demo_below (&dice, 2) : gx_demo_between (&dice, 2, 3));
  gboolean has_invoice = is_zh && is_company && who->code != NULL && gx_demo_chance (&dice, 800);
  const char *industry = (is_zh ? &gx_demo_industries_zh : &gx_demo_industries_en)->words[who->trade];
  g_autofree char *number =
      g_strdup_printf ("%s-%" G_GINT64_FORMAT, members[owner].letters, 1001 + who->index);
  g_autofree char *birthday = make_birthday (who, &dice);
  g_autofree char *street = make_street (who, &dice);
  g_autofree char *bank =
      g_strdup_printf ("%s%s%s支行", gx_demo_pick (&dice, banks), who->city->city, who->city->parts[0]);
  int account_head = (int) gx_demo_below (&dice, 10000000),
      account_tail = (int) gx_demo_below (&dice, 10000000);
  g_autofree char *account = g_strdup_printf ("62220%07d%07d", account_head, account_tail);
  g_autofree char *seat =
      g_strconcat (who->city->province, who->city->city, who->city->parts[0], street, NULL);
  const GxDemoWords *sources = is_zh ? &gx_demo_sources_zh : &gx_demo_sources_en;
  gint64 one_source = gx_demo_below (&dice, sources->n), other_source = gx_demo_below (&dice, sources->n);
  const char *source = sources->words[MIN (one_source, other_source)]; /* the first of the list bring most */
  const char *occupation = gx_demo_word (&dice, is_zh ? &gx_demo_occupations_zh : &gx_demo_occupations_en);
  const char *taste = gx_demo_word (&dice, is_zh ? &gx_demo_tastes_zh : &gx_demo_tastes_en);
  const char *note = gx_demo_word (&dice, is_zh ? &gx_demo_notes_zh : &gx_demo_notes_en);
  const char *standing = choose_standing (who, &dice);
  const char *size = gx_demo_pick (&dice, sizes), *prefer = gx_demo_pick (&dice, prefers);
  gboolean knows_gender = gx_demo_chance (&dice, 900), knows_occupation = gx_demo_chance (&dice, 300),
           knows_size = gx_demo_chance (&dice, 700);
  gboolean has_taste = gx_demo_chance (&dice, 120), has_note = gx_demo_chance (&dice, 100),
           has_prefer = gx_demo_chance (&dice, 150);
  GxId source_id = gx_demo_chance (&dice, 850) ? gx_id_hash_text ("source", source) : 0;
  GxId owner_id = gx_demo_chance (&dice, 920) ? self->members[owner] : 0;
  GxId id = 0;

  id = gx_demo_insert (
      self, GX_DEMO_CUSTOMER, "tttttttttIItttttttttttt", is_company ? "organisation" : "person", standing,
      number, who->name, who->family_name, who->form_of_address,
      is_company || !knows_gender ? NULL
      : who->is_female            ? "female"
                                  : "male",
      birthday, !is_company && who->employer < 0 && knows_occupation ? occupation : NULL, source_id, owner_id,
      is_company ? industry : NULL, is_company && knows_size ? size : NULL, who->code,
      has_invoice ? who->name : NULL, has_invoice ? who->code : NULL, has_invoice ? bank : NULL,
      has_invoice ? account : NULL, has_invoice ? seat : NULL, has_invoice ? who->landline : NULL,
      has_taste ? taste : NULL, has_note ? note : NULL, has_prefer ? prefer : NULL);
  write_names (self, id, who, &dice);
  write_points (self, id, who, &dice);
  write_address (self, id, who, &dice, street);
  write_relation (self, id, who, &dice);
  write_tags (self, id, who, &dice);
}

/* A company and the five people after it: first who they are, then what they did, for somebody may
 * order for the company. */
static void
write_block (GxDemo *self, gint64 first, int n)
{
  GxDemoWho who[BLOCK] = { 0 };
  GxId contact = 0;

  for (int i = 0; i < n; i++)
    {
      gx_demo_who_init (&who[i], self->options.seed, first + i);
      write_customer (self, &who[i]);
      if (contact == 0 && who[i].employer == first)
        contact = self->first[GX_DEMO_CUSTOMER] + first + i;
    }
  for (int i = 0; i < n; i++)
    {
      gx_demo_live (self, &who[i], i == 0 ? contact : 0);
      gx_demo_who_clear (&who[i]);
    }
  if (n == BLOCK)
    gx_demo_walk_in (self, first + 1);
}

static gboolean
write_everything (GxDemo *self, GxDemoProgress progress, gpointer user_data)
{
  const gint64 n = self->options.customers;

  if (!write_members (self) || !write_all_words (self) || !write_products (self) || !reserve_runs (self))
    return FALSE;

  gx_step_set_capture (self->step, FALSE);
  for (gint64 first = 0; first < n && self->error == NULL; first += BLOCK)
    {
      write_block (self, first, (int) MIN (BLOCK, n - first));
      if (progress != NULL && first % (BLOCK * 1000) == 0)
        progress (first, n, user_data);
    }
  gx_step_set_capture (self->step, TRUE);

  if (self->error != NULL || !settle_runs (self))
    return FALSE;
  if (progress != NULL)
    progress (n, n, user_data);
  return TRUE;
}

static void
clear_demo (GxDemo *self)
{
  for (int i = 0; i < GX_DEMO_N_TABLES; i++)
    g_clear_pointer (&self->insert[i], gx_statement_free);
}

gboolean
gx_demo_fill (GxConnection *book, const GxDemoOptions *options, GxDemoProgress progress, gpointer user_data,
              GError **error)
{
  GxDemo demo = { .book = book, .options = *options };
  GxActor actor = { gx_id_hash_text ("member", members[0].name), TRUE };
  gboolean ok = FALSE;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  if (options->customers < 1 || options->customers > MOST_CUSTOMERS)
    {
      /* Translators: %d is the most that a demo book can have */
      g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("A demo book has 1 to %d customers."),
                   MOST_CUSTOMERS);
      return FALSE;
    }

  gx_connection_seed_ids (book, options->seed * 2 + 1); /* 0 would mean chance */
  demo.step = gx_step_begin (book, &actor, "book.demo", error);
  if (demo.step == NULL)
    return FALSE;
  ok = write_everything (&demo, progress, user_data);
  clear_demo (&demo);
  if (!ok)
    {
      gx_step_abort (demo.step);
      g_propagate_error (error, demo.error);
      return FALSE;
    }
  return gx_step_commit (demo.step, NULL, error);
}
