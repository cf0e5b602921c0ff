/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>

#include "base/gx-day.h"
#include "generated-book.h"
#include "insight/gx-insight.h"
#include "store/gx-step.h"

/* -- A second way to the same portrait: plain, and slow */

typedef struct {
  GxDay first, last;
  int frequency;
  gint64 value, value12;
  gboolean has12;
} Plain;

static Plain
look_at (const GeneratedBook *book, GxId customer, GxDay as_of)
{
  Plain plain = { GX_NO_DAY, GX_NO_DAY, 0, 0, 0, FALSE };
  GxDay year_start = gx_day_add_months (as_of, -12) + 1;
  g_autoptr (GHashTable) days = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < book->purchases->len; i++)
    {
      const BookPurchase *purchase = &g_array_index (book->purchases, BookPurchase, i);

      if (purchase->customer_id != customer || purchase->day > as_of)
        continue;
      if (purchase->is_sale)
        {
          plain.first = plain.first == GX_NO_DAY ? purchase->day : MIN (plain.first, purchase->day);
          plain.last = MAX (plain.last, purchase->day);
          g_hash_table_add (days, GINT_TO_POINTER (purchase->day));
        }
      plain.has12 |= g_str_equal (purchase->currency, BOOK_CURRENCY) && purchase->day >= year_start;
    }
  plain.frequency = (int) g_hash_table_size (days);
  plain.value = generated_book_sum (book, customer, G_MININT32, as_of);
  plain.value12 = generated_book_sum (book, customer, year_start, as_of);
  return plain;
}

static const char *
class_of (const Plain *plain, GxDay as_of)
{
  if (plain->frequency == 0)
    return "never";
  if (as_of - plain->first <= 90)
    return "new";
  if (as_of - plain->last <= 90)
    return "active";
  return as_of - plain->last <= 365 ? "dormant" : "lapsed";
}

/* 1 + 5 · (buyers who are worse) / buyers, by any measure where more is better. */
static int
score_of (const Plain *all, guint n, guint i, gsize offset, gboolean is_day)
{
#define MEASURE(plain) (is_day ? *(const GxDay *) ((const char *) (plain) + offset) \
                               : *(const gint64 *) ((const char *) (plain) + offset))
  gint64 worse = 0;
  gint64 buyers = 0;

  if (all[i].frequency == 0)
    return 0;
  for (guint j = 0; j < n; j++)
    if (all[j].frequency > 0)
      {
        buyers++;
        worse += MEASURE (&all[j]) < MEASURE (&all[i]);
      }
  return (int) (1 + 5 * worse / buyers);
}

static void
check_tier (const GxPortrait *portrait, const Plain *all, guint i)
{
  gint64 larger = 0, n_larger = 0, positive = 0, ranked = 0;
  GxTier tier = GX_TIER_NONE;

  for (guint j = 0; j < portrait->n; j++)
    if (all[j].has12)
      {
        ranked++;
        positive += MAX (all[j].value12, 0);
        if (all[j].value12 > all[i].value12)
          {
            n_larger++;
            larger += all[j].value12;
          }
      }
  if (all[i].has12)
    tier = all[i].value12 <= 0 || larger * 10 >= positive * 9 ? GX_TIER_C
           : larger * 10 >= positive * 7 ? GX_TIER_B : GX_TIER_A;
  g_assert_cmpint (portrait->tiers[i], ==, tier);
  g_assert_cmpint (portrait->deciles[i], ==, all[i].has12 ? 1 + 10 * n_larger / ranked : 0);
}

static void
check_portrait (const GeneratedBook *book, GxDay as_of)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxPortrait) portrait = gx_portrait_new (book->book, as_of, BOOK_CURRENCY, &error);
  g_autofree Plain *all = g_new0 (Plain, book->ids->len);

  g_assert_no_error (error);
  g_assert_cmpuint (portrait->n, ==, book->ids->len);
  for (guint i = 0; i < portrait->n; i++)
    all[i] = look_at (book, g_array_index (book->ids, GxId, i), as_of);
  for (guint i = 0; i < portrait->n; i++)
    {
      g_assert_cmpint (portrait->ids[i], ==, g_array_index (book->ids, GxId, i));
      g_assert_cmpint (gx_portrait_find (portrait, portrait->ids[i]), ==, i);
      g_assert_cmpint (portrait->first_days[i], ==, all[i].first);
      g_assert_cmpint (portrait->last_days[i], ==, all[i].last);
      g_assert_cmpint (portrait->frequencies[i], ==, all[i].frequency);
      g_assert_cmpint (portrait->values_minor[i], ==, all[i].value);
      g_assert_cmpint (portrait->values12_minor[i], ==, all[i].value12);
      g_assert_cmpstr (gx_lifecycle_words[portrait->lifecycles[i]], ==, class_of (&all[i], as_of));
      g_assert_cmpint (portrait->r[i], ==,
                       score_of (all, portrait->n, i, G_STRUCT_OFFSET (Plain, last), TRUE));
      g_assert_cmpint (portrait->f[i], ==,
                       score_of (all, portrait->n, i, G_STRUCT_OFFSET (Plain, frequency), TRUE));
      g_assert_cmpint (portrait->m[i], ==,
                       score_of (all, portrait->n, i, G_STRUCT_OFFSET (Plain, value), FALSE));
      check_tier (portrait, all, i);
    }
  g_assert_cmpint (portrait->walk_in_minor, ==, generated_book_sum (book, 0, G_MININT32, as_of));
  g_assert_cmpint (gx_portrait_find (portrait, 1), ==, -1);
  g_assert_cmpint (gx_portrait_find (portrait, GX_NO_DAY), ==, -1);
}

static void
test_portrait_equals_the_plain_way (void)
{
  static const int sizes[] = { 0, 1, 7, 250 };

  for (guint seed = 1; seed <= G_N_ELEMENTS (sizes); seed++)
    {
      GeneratedBook book = { 0 };

      generated_book_make (&book, seed, sizes[seed - 1]);
      check_portrait (&book, BOOK_AS_OF);
      check_portrait (&book, BOOK_AS_OF - 300);
      check_portrait (&book, BOOK_AS_OF - 5000);
      generated_book_clear (&book);
    }
}

static void
test_limits_are_settings (void)
{
  GeneratedBook book = { 0 };
  const GxActor actor = { 1, TRUE };
  g_autoptr (GxStep) step = NULL;
  g_autoptr (GxPortrait) portrait = NULL;

  generated_book_make (&book, 9, 100);
  step = gx_step_begin (book.book, &actor, "setting.change", NULL);
  g_assert_true (gx_connection_set_setting (book.book, "lifecycle.new_days", "0", NULL));
  g_assert_true (gx_connection_set_setting (book.book, "lifecycle.active_days", "36500", NULL));
  g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, NULL));
  portrait = gx_portrait_new (book.book, BOOK_AS_OF, BOOK_CURRENCY, NULL);
  for (guint i = 0; i < portrait->n; i++)
    g_assert_true (portrait->lifecycles[i] == GX_LIFECYCLE_NEVER
                   || portrait->lifecycles[i] == GX_LIFECYCLE_ACTIVE
                   || portrait->first_days[i] == BOOK_AS_OF);
  generated_book_clear (&book);
}

/* A step that touched @customer; 0: nobody. */
static void
add_step (GxConnection *book, gint64 step, GxId customer)
{
  gx_connection_run (book, NULL,
                     "insert into journal_tx (id, site, seq, hlc, at, author, kind, root, label, schema) "
                     "values (?1, 7, ?1, ?1, 7, 7, 'd', ?1, 'purchase.add', 1)", "i", step);
  if (customer != 0)
    gx_connection_run (book, NULL, "insert into touch (customer_id) values (?)", "i", (gint64) customer);
}

static void
add_sale (GxConnection *book, gint64 purchase, GxId customer)
{
  gx_connection_run (book, NULL, "insert into purchase_fact values (?, ?, ?, 'CNY', 'sale', 1, 0, 1)", "iii",
                     purchase, (gint64) customer, (gint64) BOOK_AS_OF);
}

/* A step that touches nobody's purchases leaves a portrait as it is. */
static void
test_the_same_is_kept (void)
{
  GeneratedBook book = { 0 };
  const GxCriteriaContext context = { BOOK_AS_OF, BOOK_CURRENCY };
  g_autoptr (GxPortrait) before = NULL;
  g_autoptr (GxPortrait) same = NULL;
  g_autoptr (GxPortrait) walked_in = NULL;
  g_autoptr (GxPortrait) fewer = NULL;
  GxId last = 0;

  generated_book_make (&book, 4, 50);
  last = g_array_index (book.ids, GxId, book.ids->len - 1);
  before = gx_insight_portrait (book.book, &context, NULL);
  add_step (book.book, 7, last);
  same = gx_insight_portrait (book.book, &context, NULL);
  g_assert_true (before == same);

  add_sale (book.book, 99999, 0);
  add_step (book.book, 8, 0);
  walked_in = gx_insight_portrait (book.book, &context, NULL);
  g_assert_cmpint (walked_in->walk_in_minor, ==, before->walk_in_minor + 1);

  gx_connection_run (book.book, NULL, "delete from purchase_fact where customer_id = ?", "i", (gint64) last);
  gx_connection_run (book.book, NULL, "delete from customer_fact where customer_id = ?", "i", (gint64) last);
  add_step (book.book, 9, last);
  fewer = gx_insight_portrait (book.book, &context, NULL);
  g_assert_cmpuint (fewer->n, ==, before->n - 1);
  generated_book_clear (&book);
}

static void
test_a_later_book_is_seen (void)
{
  GeneratedBook book = { 0 };
  const GxCriteriaContext context = { BOOK_AS_OF, BOOK_CURRENCY };
  g_autoptr (GxPortrait) before = NULL;
  g_autoptr (GxPortrait) same = NULL;
  g_autoptr (GxPortrait) later = NULL;
  GxId first = 0;

  generated_book_make (&book, 4, 50);
  first = g_array_index (book.ids, GxId, 0);
  before = gx_insight_portrait (book.book, &context, NULL);
  same = gx_insight_portrait (book.book, &context, NULL);
  g_assert_true (before == same);

  add_sale (book.book, 99999, first);
  add_step (book.book, 7, first);
  later = gx_insight_portrait (book.book, &context, NULL);
  g_assert_cmpint (later->values_minor[0], ==, before->values_minor[0] + 1);
  g_assert_cmpint (gx_insight_last_sale_day (book.book, NULL), ==, later->last_sale_day);
  gx_insight_forget (book.book);
  g_assert_cmpint (gx_insight_last_sale_day (book.book, NULL), ==, later->last_sale_day);
  generated_book_clear (&book);
}

/* The CDNOW sample: "  master  customer  YYYYMMDD  quantity  amount", one purchase a row. */
static void
read_cdnow (GxConnection *book, const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  gx_connection_run (book, &error, "begin", "");
  for (guint i = 0; lines[i] != NULL; i++)
    {
      int master = 0, customer = 0, date = 0, quantity = 0, whole = 0, cents = 0;

      if (sscanf (lines[i], "%d %d %d %d %d.%d", &master, &customer, &date, &quantity, &whole, &cents) != 6)
        continue;
      gx_connection_run (book, &error,
                         "insert or ignore into customer_fact (customer_id, sort_key) values (?, '')", "i",
                         (gint64) customer);
      gx_connection_run (book, &error, "insert into purchase_fact values (?, ?, ?, 'USD', 'sale', ?, 0, 1)",
                         "iiii", (gint64) i + 1,
                         (gint64) customer, (gint64) gx_day_new (date / 10000, date / 100 % 100, date % 100),
                         (gint64) whole * 100 + cents);
      g_assert_no_error (error);
    }
  gx_connection_run (book, &error, "commit", "");
  g_assert_no_error (error);
}

static void
test_cdnow (void)
{
  static const struct { GxId id; int recency; guint frequency; gint64 value_minor; } known[] = {
    { 1, 200, 4, 10050 }, { 1179, 502, 1, 1397 }, { 1901, 445, 22, 655270 },
  };
  const char *shared = g_getenv ("GUANXI_SHARED_DATA");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "clv", "CDNOW_sample.txt", NULL);
  g_autoptr (GxConnection) book = NULL;
  g_autoptr (GxPortrait) portrait = NULL;
  gint64 total = 0;
  guint once = 0;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("clv/CDNOW_sample.txt is not there");
      return;
    }
  book = gx_connection_create (NULL, "USD", NULL);
  read_cdnow (book, path);
  g_assert_cmpint (gx_insight_last_sale_day (book, NULL), ==, gx_day_new (1998, 6, 30));
  portrait = gx_portrait_new (book, gx_day_new (1998, 6, 30), "USD", NULL);
  g_assert_cmpuint (portrait->n, ==, 2357);
  for (guint i = 0; i < portrait->n; i++)
    {
      total += portrait->values_minor[i];
      once += portrait->frequencies[i] == 1;
    }
  g_assert_cmpint (total, ==, 24409194);
  g_assert_cmpuint (once, ==, 1218);
  for (gsize k = 0; k < G_N_ELEMENTS (known); k++)
    {
      gint64 i = gx_portrait_find (portrait, known[k].id);

      g_assert_cmpint (gx_portrait_recency (portrait, (guint) i), ==, known[k].recency);
      g_assert_cmpuint (portrait->frequencies[i], ==, known[k].frequency);
      g_assert_cmpint (portrait->values_minor[i], ==, known[k].value_minor);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/insight/portrait/equals-the-plain-way", test_portrait_equals_the_plain_way);
  g_test_add_func ("/insight/portrait/limits-are-settings", test_limits_are_settings);
  g_test_add_func ("/insight/portrait/the-same-is-kept", test_the_same_is_kept);
  g_test_add_func ("/insight/portrait/a-later-book-is-seen", test_a_later_book_is_seen);
  g_test_add_func ("/insight/portrait/cdnow", test_cdnow);
  return g_test_run ();
}
