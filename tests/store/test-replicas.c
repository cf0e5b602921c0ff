/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-error.h"
#include "interchange/gx-house.h"
#include "road.h"
#include "session.h"
#include "store/gx-arrival-private.h"
#include "store/gx-conflict.h"
#include "store/gx-connection-private.h"
#include "store/gx-journal.h"

/*
 * Two to six computers with a book each, random sessions on all of them, and steps that travel in any order,
 * twice, or are lost half-way into a book; clocks up to ten years off. When all have everything, all books
 * are the same, hidden rows and facts too, and each is the fold of its journal.
 */

#define MAX_REPLICAS 6

typedef struct {
  GxConnection *book;
  Session *session;
  GRand *rand;
  GxId site;
  gint64 published;        /* seq */
  gint64 skew_s;
} Replica;

typedef struct {
  GRand *rand;
  Replica replicas[MAX_REPLICAS];
  int n;
  gboolean is_unordered;   /* also within a site */
  GPtrArray *road;         /* of Parcel, as published */
} Team;

/* Of all runs: a test that met none of these would prove little. */
static struct {
  int steps, delivered, crashes, duplicates, waiting, conflicts, decided, images;
} met;

static int
roll (Team *self, int below)
{
  return g_rand_int_range (self->rand, 0, below);
}

/* -- A team -- */

static void
set_clock (const Replica *replica, gint64 now_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now_s + replica->skew_s);
  g_autofree char *text = g_date_time_format_iso8601 (time);

  g_setenv ("GUANXI_NOW", text, TRUE);
}

static GxConnection *
make_book (GxId site)
{
  g_autoptr (GError) error = NULL;
  GxConnection *book = gx_connection_create (NULL, "CNY", &error);

  g_assert_no_error (error);
  gx_connection_run (book, &error, "delete from journal_order", NULL);
  gx_connection_run (book, &error, "delete from journal_row", NULL);
  gx_connection_run (book, &error, "delete from journal_tx", NULL);
  gx_connection_run (book, &error, "delete from setting", NULL);
  gx_connection_run (book, &error, "update local_state set value = ? where key = 'site'", "i", site);
  g_assert_no_error (error);
  book->site = 0;
  book->last_hlc = -1;
  gx_connection_seed_ids (book, (guint64) site);
  return book;
}

static void
team_begin (Team *self, guint32 seed)
{
  static const gint64 skews[] = { 0, 0, 3, -40, 86400, -86400 * 30, 86400 * 3652, -86400 * 3652 };

  *self = (Team) { .rand = g_rand_new_with_seed (seed) };
  self->n = 2 + roll (self, MAX_REPLICAS - 1);
  self->is_unordered = seed % 2 == 1;
  self->road = g_ptr_array_new_with_free_func ((GDestroyNotify) parcel_free);
  for (int i = 0; i < self->n; i++)
    {
      Replica *replica = &self->replicas[i];

      replica->site = 1000 * (GxId) (seed % 100000 + 1) + 7 * i;
      replica->skew_s = skews[roll (self, G_N_ELEMENTS (skews))];
      replica->book = make_book (replica->site);
      replica->session = session_new (replica->book, seed * 31 + (guint32) i);
      session_set_people (replica->session, 3);
      if (i > 0)
        session_join (replica->session, self->replicas[0].session);
    }
}

static void
team_end (Team *self)
{
  for (int i = 0; i < self->n; i++)
    {
      session_free (self->replicas[i].session);
      g_object_unref (self->replicas[i].book);
    }
  g_ptr_array_unref (self->road);
  g_rand_free (self->rand);
}

/* -- The road -- */

/* Publishes late: imports as they were, from the rows as they are now. */
static void
publish (Team *self, int from)
{
  Replica *replica = &self->replicas[from];
  g_autoptr (GPtrArray) parcels = road_pack (replica->book, replica->site, replica->published);

  g_ptr_array_set_free_func (parcels, NULL);
  for (guint i = 0; i < parcels->len; i++)
    {
      Parcel *parcel = g_ptr_array_index (parcels, i);

      parcel->taken = 1u << from;
      replica->published = parcel->step->seq;
    }
  g_ptr_array_extend (self->road, parcels, NULL, NULL);
}

static void
take (GxArrival *arrival, const Parcel *parcel)
{
  g_autoptr (GError) error = NULL;

  parcel_take (parcel, arrival, &error);
  g_assert_no_error (error);
}

/* Whether the replica may have the parcel next. */
static gboolean
is_next (Team *self, const Parcel *parcel, int to)
{
  for (guint i = 0; !self->is_unordered && i < self->road->len; i++)
    {
      const Parcel *other = g_ptr_array_index (self->road, i);

      if (other->step->site == parcel->step->site && other->step->seq < parcel->step->seq
          && (other->taken & 1u << to) == 0)
        return FALSE;
    }
  return TRUE;
}

/* Brings some of the road into a book, in one transaction that may break off. */
static void
deliver (Team *self, int to, int at_most, gboolean may_crash)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxArrival) arrival = gx_arrival_begin (self->replicas[to].book, &error);
  g_autoptr (GPtrArray) taken = g_ptr_array_new ();
  GxArrived arrived = { 0 };

  g_assert_no_error (error);
  if (self->is_unordered)
    _gx_arrival_trust (arrival);
  for (int tries = 0; tries < at_most * 3 && self->road->len > 0 && (int) taken->len < at_most; tries++)
    {
      Parcel *parcel = g_ptr_array_index (self->road, roll (self, (int) self->road->len));
      gboolean is_new = (parcel->taken & 1u << to) == 0;

      if (!is_new && roll (self, 4) > 0)
        continue;
      if (is_new && !is_next (self, parcel, to))
        continue;
      take (arrival, parcel);
      met.duplicates += !is_new;
      met.images += is_new ? (int) parcel->images->len : 0;
      if (is_new)
        g_ptr_array_add (taken, parcel);
      parcel->taken |= 1u << to;
    }
  if (may_crash && roll (self, 8) == 0)
    {
      for (guint i = 0; i < taken->len; i++)
        ((Parcel *) g_ptr_array_index (taken, i))->taken &= ~(1u << to);
      met.crashes++;
      return; /* the arrival is aborted */
    }
  gx_arrival_commit (g_steal_pointer (&arrival), &arrived, &error);
  g_assert_no_error (error);
  met.delivered += arrived.steps;
  met.waiting += arrived.waiting;
}

static void
deliver_everything (Team *self)
{
  for (int i = 0; i < self->n; i++)
    publish (self, i);
  for (int i = 0; i < self->n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GxArrival) arrival = gx_arrival_begin (self->replicas[i].book, &error);
      GxArrived arrived;

      if (self->is_unordered)
        _gx_arrival_trust (arrival);
      for (guint k = 0; k < self->road->len; k++)
        {
          guint at = self->is_unordered ? self->road->len - 1 - k : k;

          take (arrival, g_ptr_array_index (self->road, at));
        }
      g_assert_true (gx_arrival_commit (g_steal_pointer (&arrival), &arrived, &error));
      g_assert_no_error (error);
      g_assert_cmpint (arrived.waiting, ==, 0);
      g_assert_cmpint (arrived.collisions, ==, 0);
      met.delivered += arrived.steps;
      met.conflicts += arrived.conflicts;
    }
  met.steps += (int) self->road->len;
}

/* -- All the same -- */

static void
dump_table (GxConnection *book, GString *out, const char *table, const char *order)
{
  g_autofree char *sql = g_strdup_printf ("select * from %s order by %s", table, order);
  g_autoptr (GxStatement) query = gx_connection_query (book, sql, NULL);

  while (gx_statement_next (query))
    {
      g_string_append (out, table);
      for (int i = 0; i < gx_statement_columns (query); i++)
        g_string_append_printf (out, "|%s", gx_statement_text (query, i));
      g_string_append_c (out, '\n');
    }
}

/* Every shared row, hidden or not, and the facts. */
static char *
dump_all (GxConnection *book)
{
  GString *out = g_string_new (NULL);

  for (int i = 1; gx_carried_table_name (i) != NULL; i++)
    dump_table (book, out, gx_carried_table_name (i), "id");
  dump_table (book, out, "customer_fact", "customer_id");
  dump_table (book, out, "customer_money", "customer_id, currency");
  dump_table (book, out, "purchase_fact", "purchase_id");
  return g_string_free (out, FALSE);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

static char *
dump_conflicts (GxConnection *book)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = gx_conflicts_list (book, 0, -1, &error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  g_assert_no_error (error);
  for (guint i = 0; i < all->len; i++)
    {
      const GxConflict *conflict = g_ptr_array_index (all, i);

      for (guint k = 0; k < conflict->cells->len; k++)
        {
          const GxConflictCell *cell = g_ptr_array_index (conflict->cells, k);

          g_ptr_array_add (lines, g_strdup_printf (
            "%s %" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT " %s", conflict->table,
            conflict->row, cell->column, conflict->step, cell->value, conflict->other_step,
            cell->other_value));
        }
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
assert_clean (GxConnection *book)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_journal_check (book, &problems, &error));
  g_assert_no_error (error);
  if (problems->len > 0)
    g_error ("%s", (char *) g_ptr_array_index (problems, 0));
  g_assert_cmpint (gx_connection_get_int64 (book, 0, NULL, "select count(*) from journal_image", NULL), ==,
                   0);
}

static void
assert_same (Team *self)
{
  g_autofree char *all = dump_all (self->replicas[0].book);
  g_autofree char *logical = session_dump (self->replicas[0].book);
  g_autofree char *conflicts = dump_conflicts (self->replicas[0].book);

  assert_clean (self->replicas[0].book);
  for (int i = 1; i < self->n; i++)
    {
      GxConnection *book = self->replicas[i].book;
      g_autofree char *other_all = dump_all (book);
      g_autofree char *other_logical = session_dump (book);
      g_autofree char *other_conflicts = dump_conflicts (book);

      session_assert_same (other_all, all);
      session_assert_same (other_logical, logical);
      if (!self->is_unordered)
        session_assert_same (other_conflicts, conflicts);
      assert_clean (book);
    }
}

/* Somebody decides what two had changed. */
static void
decide (Team *self, int who)
{
  const GxActor actor = { 1001, TRUE };
  GxConnection *book = self->replicas[who].book;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = gx_conflicts_list (book, 0, -1, &error);

  g_assert_no_error (error);
  if (all->len == 0)
    return;
  (roll (self, 2) == 0 ? gx_conflict_keep : gx_conflict_use_other) (
    book, &actor, all->pdata[roll (self, (int) all->len)], NULL, &error);
  g_assert_no_error (error);
  met.decided++;
}

static void
run_team (guint32 seed, int turns)
{
  Team team;
  gint64 now_s = 1795000000;

  team_begin (&team, seed);
  for (int turn = 0; turn < turns; turn++)
    {
      int who = roll (&team, team.n);

      set_clock (&team.replicas[who], now_s += roll (&team, 3));
      if (roll (&team, 400) == 0)
        team.replicas[who].skew_s = 0; /* somebody sets the clock right */
      switch (roll (&team, 11) / 2)
        {
        case 5: decide (&team, who); break;
        case 0: publish (&team, who); break;
        case 1: deliver (&team, who, 1 + roll (&team, 20), TRUE); break;
        default: session_turn (team.replicas[who].session);
        }
    }
  deliver_everything (&team);
  assert_same (&team);
  team_end (&team);
}

static guint32
how_many (guint32 in_ci, guint32 when_long)
{
  return g_getenv ("GUANXI_TEST_LONG") != NULL ? when_long : in_ci;
}

static void
test_replicas (void)
{
  guint32 first = g_getenv ("GUANXI_TEST_SEED") != NULL ? atoi (g_getenv ("GUANXI_TEST_SEED")) : 1;
  guint32 n = g_getenv ("GUANXI_TEST_SEED") != NULL ? 1 : how_many (20, 2000);

  for (guint32 seed = first; seed < first + n; seed++)
    {
      g_test_message ("seed %u", seed);
      run_team (seed, 150);
    }
  g_unsetenv ("GUANXI_NOW");
  g_test_message ("%d steps, %d times taken in, %d twice, %d crashes, %d rows of imports, %d times waited,"
                  " %d conflicts, %d decided", met.steps, met.delivered, met.duplicates, met.crashes,
                  met.images, met.waiting, met.conflicts, met.decided);
  if (n > 1)
    g_assert_true (met.crashes > 0 && met.duplicates > 0 && met.images > 0 && met.waiting > 0
                   && met.conflicts > 0 && met.decided > 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gx_house_register ();
  g_test_add_func ("/store/replicas/random", test_replicas);
  return g_test_run ();
}
