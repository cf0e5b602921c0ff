/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* G3–G6: what a person types, key by key, and pastes, against one read of all that search looks through;
   and what it costs to keep that up to date. G2: what makes names comparable. G21: the memory of it all. */
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/gx-id-list.h"
#include "base/gx-text.h"
#include "customers/gx-customers.h"
#include "gx-bench.h"
#include "search/gx-arena.h"
#include "search/gx-facets.h"
#include "search/gx-search.h"
#include "search/gx-spread.h"

#define PEOPLE 400
#define PAGE 50
#define EDITS 50
#define ROUNDS 15
#define NAMES 20000
#define KEY_US 2.0  /* G2: for a name */
#define KEY_MS 8.0  /* G6: for a page, of a million */
#define MILLION 1000000

typedef struct {
  GxConnection *book;
  GxArena *arena;
  GRand *rand;
  GPtrArray *typed;         /* of char *: what is typed in the end */
  GArray *keys, *pastes, *wholes;           /* of Asked */
  GArray *reads, *looks, *edits;            /* of double: seconds */
} Typing;

typedef struct {
  char *words;
  double seconds;
  guint n_found;
} Asked;

static gint64
read_once (gpointer data)
{
  return (gint64) gx_arena_read_once (((Typing *) data)->arena);
}

/* A name, its sound, its initials, the last four digits, the beginning of a mail address. */
static char *
think_of (const GxArenaRecord *record, GRand *rand)
{
  g_autofree char *text = gx_record_dup_text (&record->known);
  g_auto (GStrv) fields = g_strsplit_set (text, "\1\2\3\4\5\6\7\10\11\12\13\14\15", -1);
  const char *field = fields[g_rand_int_range (rand, 1, (gint32) g_strv_length (fields))];
  int way = g_rand_int_range (rand, 0, 3);
  GString *typed = g_string_new (NULL);

  if (strspn (field, "0123456789") == strlen (field) && strlen (field) > 6)
    return (void) g_string_free (typed, TRUE), g_strdup (field + strlen (field) - 4);
  for (const char *p = field; *p != '\0' && typed->len < 14; p = g_utf8_next_char (p))
    {
      const char *readings[GX_READINGS_MAX];
      guint n = gx_readings (g_utf8_get_char (p), readings);

      if (n == 0 || way == 0)
        g_string_append_unichar (typed, g_utf8_get_char (p));
      else
        g_string_append_len (typed, readings[0], way == 1 ? -1 : 1);
    }
  return g_string_free (typed, FALSE);
}

static void
ask (Typing *typing, const char *words, guint limit, GArray *times)
{
  double start = gx_bench_now (GX_BENCH_CPU);
  g_autoptr (GxSearchResult) result = gx_search_find (typing->book, words, limit, NULL, NULL);
  Asked asked = { .seconds = gx_bench_now (GX_BENCH_CPU) - start };

  gx_bench_check (result != NULL);
  if (times == NULL)
    return;
  asked.words = g_strdup (words);
  asked.n_found = gx_id_list_length (result->ids);
  g_array_append_val (times, asked);
}

static void
type (Typing *typing, const char *typed, guint limit, GArray *times)
{
  for (const char *p = g_utf8_next_char (typed); ; p = g_utf8_next_char (p))
    {
      g_autofree char *begun = g_strndup (typed, p - typed);

      ask (typing, begun, limit, times);
      if (*p == '\0')
        return;
    }
}

static void
forget_what_was_typed (Typing *typing)
{
  ask (typing, "~", 0, NULL);
}

static void
type_and_paste (Typing *typing)
{
  for (guint i = 0; i < typing->typed->len; i++)
    {
      const char *typed = g_ptr_array_index (typing->typed, i);
      double start, seconds;

      type (typing, typed, PAGE, typing->keys);
      forget_what_was_typed (typing);
      ask (typing, typed, PAGE, typing->pastes);
      forget_what_was_typed (typing);
      type (typing, typed, 0, typing->wholes);
      start = gx_bench_now (GX_BENCH_CPU);
      read_once (typing);
      seconds = gx_bench_now (GX_BENCH_CPU) - start;
      g_array_append_val (typing->reads, seconds);
    }
}

/* What the first search after an edit of one customer takes longer than the next. */
static void
edit (Typing *typing)
{
  for (int i = 0; i < EDITS; i++)
    {
      guint place = (guint) g_rand_int_range (typing->rand, 0, (gint32) gx_arena_n_places (typing->arena));
      g_autofree char *occupation = g_strdup_printf ("Taster %d", i);
      double start, between, end;

      gx_bench_check (gx_customers_set (typing->book, gx_actor_get_self (),
                                        gx_arena_id (typing->arena, place), "occupation", occupation, NULL));
      start = gx_bench_now (GX_BENCH_CPU);
      gx_bench_check (gx_arena_get (typing->book, NULL) == typing->arena);
      between = gx_bench_now (GX_BENCH_CPU);
      gx_arena_get (typing->book, NULL);
      end = gx_bench_now (GX_BENCH_CPU);
      between -= start;
      end -= start + between;
      g_array_append_val (typing->edits, between);
      g_array_append_val (typing->looks, end);
    }
}

static void
think (Typing *typing)
{
  for (int i = 0; i < PEOPLE; i++)
    {
      guint place = (guint) g_rand_int_range (typing->rand, 0, (gint32) gx_arena_n_places (typing->arena));
      GxArenaRecord record;
      g_autofree char *typed = NULL;

      gx_arena_record (typing->arena, place, &record);
      typed = think_of (&record, typing->rand);
      if (*typed != '\0')
        g_ptr_array_add (typing->typed, g_steal_pointer (&typed));
    }
}

/* -- G2 -- */

static GPtrArray *
read_names (GxArena *arena)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  guint n = gx_arena_n_places (arena), every = MAX (n / NAMES, 1);

  for (guint place = 0; place < n; place += every)
    {
      GxArenaRecord record;

      gx_arena_record (arena, place, &record);
      g_autofree char *text = gx_record_dup_text (&record.known);
      if (*text == GX_KNOWN_NAME)
        g_ptr_array_add (names, g_strndup (text + 1, strcspn (text + 1, "\2\3\4\5\6\14\15")));
    }
  return names;
}

static gint64
look_up_readings (gpointer data)
{
  GPtrArray *names = data;
  const char *readings[GX_READINGS_MAX];
  gint64 sum = 0;

  for (guint i = 0; i < names->len; i++)
    for (const char *p = g_ptr_array_index (names, i); *p != '\0'; p = g_utf8_next_char (p))
      sum += gx_readings (g_utf8_get_char (p), readings);
  return sum;
}

static gint64
make_sort_keys (gpointer data)
{
  GPtrArray *names = data;
  gint64 sum = 0;

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *key = gx_sort_key (g_ptr_array_index (names, i));

      sum += *key;
    }
  return sum;
}

static double
time_a_name (GxBenchFunc func, GPtrArray *names)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (int round = 0; round < ROUNDS; round++)
    {
      double start = gx_bench_now (GX_BENCH_CPU), seconds;

      gx_bench_check (func (names) > 0);
      seconds = gx_bench_now (GX_BENCH_CPU) - start;
      g_array_append_val (times, seconds);
    }
  return gx_bench_percentile (times, 0.5) / names->len * 1e6;
}

static void
compare_keys (GxBench *bench, Typing *typing)
{
  g_autoptr (GPtrArray) names = read_names (typing->arena);
  double look_up_us = time_a_name (look_up_readings, names);

  gx_bench_line (bench, "G2 sort key of a name", look_up_us, time_a_name (make_sort_keys, names), "us",
                 KEY_US / look_up_us);
}

/* -- G21 -- */

static gsize
read_memory (void)
{
  g_autofree char *text = NULL;
  unsigned long size, resident;

  malloc_trim (0);
  gx_bench_check (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL)
                  && sscanf (text, "%lu %lu", &size, &resident) == 2);
  return resident * (gsize) sysconf (_SC_PAGESIZE);
}

/* What a window over the book holds, above one over none: the ids of its list, the text, the columns. */
static void
compare_memory (GxBench *bench, Typing *typing, gsize before)
{
  g_autoptr (GxIdList) list = gx_customers_order (typing->book, GX_CUSTOMER_SORT_NAME, FALSE, NULL, NULL);
  g_autoptr (GxFacets) facets = gx_facets_count (typing->book, NULL, NULL, NULL, NULL, NULL);
  g_autoptr (GxSearchResult) result = gx_search_find (typing->book, "z", PAGE, NULL, NULL);
  double needed;

  gx_bench_check (list != NULL && facets != NULL && result != NULL);
  read_once (typing);
  needed = (double) gx_id_list_bytes (list) + (double) gx_arena_bytes (typing->arena);
  gx_bench_line (bench, "G21 memory of a book", needed / 1e6, (double) (read_memory () - before) / 1e6, "MB",
                 1.5);
}

/* -- G8 -- */

static GxCriteria *
choose_most_frequent (GxConnection *book)
{
  static const guint chosen[] = { 0, 2, 4 }; /* class, city, tag */
  g_autoptr (GxFacets) facets = gx_facets_count (book, NULL, NULL, NULL, NULL, NULL);
  g_autoptr (GxCriteria) criteria = NULL;

  gx_bench_check (facets != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (chosen); i++)
    {
      const GxFacet *facet = g_ptr_array_index (facets->facets, chosen[i]);
      const GxFacetValue *value = g_ptr_array_index (facet->values, 0);
      GxCriteria *narrower = gx_facets_choose (criteria, facet->field, value->value, TRUE);

      g_clear_pointer (&criteria, gx_criteria_unref);
      criteria = narrower;
    }
  return g_steal_pointer (&criteria);
}

typedef struct {
  Typing *typing;
  GxCriteria *criteria;
} Filtering;

static gint64
read_columns (gpointer data)
{
  return (gint64) gx_arena_read_columns (((Filtering *) data)->typing->arena);
}

static gint64
filter (gpointer data)
{
  Filtering *filtering = data;
  g_autoptr (GxIdList) ids = gx_facets_filter (filtering->typing->book, filtering->criteria, NULL, NULL, NULL,
                                               NULL);

  gx_bench_check (ids != NULL);
  return gx_id_list_length (ids);
}

static gint64
filter_and_count (gpointer data)
{
  Filtering *filtering = data;
  g_autoptr (GxFacets) facets = gx_facets_count (filtering->typing->book, filtering->criteria, NULL, NULL,
                                                 NULL, NULL);

  gx_bench_check (facets != NULL);
  return gx_id_list_length (facets->ids);
}

static void
compare_filters (GxBench *bench, Typing *typing)
{
  g_autoptr (GxCriteria) criteria = choose_most_frequent (typing->book);
  Filtering chosen = { typing, criteria }, everybody = { typing, NULL };

  gx_bench_compare (bench, "G8 filter by 3, order", GX_BENCH_CPU, ROUNDS, read_columns, filter, &chosen, 3);
  gx_bench_compare (bench, "G8 and count 6 facets", GX_BENCH_CPU, ROUNDS, read_columns, filter_and_count,
                    &chosen, 3);
  gx_bench_compare (bench, "G8 count everybody", GX_BENCH_CPU, ROUNDS, read_columns, filter_and_count,
                    &everybody, 3);
}

/* -- G3 to G6 */

static void
clear_asked (gpointer data)
{
  g_free (((Asked *) data)->words);
}

static GArray *
new_asked (void)
{
  GArray *asked = g_array_new (FALSE, FALSE, sizeof (Asked));

  g_array_set_clear_func (asked, clear_asked);
  return asked;
}

static int
compare_asked (gconstpointer a, gconstpointer b)
{
  double x = ((const Asked *) a)->seconds, y = ((const Asked *) b)->seconds;

  return (x < y) - (x > y);
}

/* The longest first. */
static double
find_percentile (GArray *asked, double share)
{
  g_array_sort (asked, compare_asked);
  return g_array_index (asked, Asked, (guint) ((1 - share) * (asked->len - 1) + 0.5)).seconds;
}

static void
print_slowest (GxBench *bench, const char *name, GArray *asked)
{
  g_array_sort (asked, compare_asked);
  for (guint i = 0; i < MIN ((guint) bench->slowest, asked->len); i++)
    {
      const Asked *one = &g_array_index (asked, Asked, i);

      g_print ("   %-7s %8.3f ms  %8u found  %s\n", name, one->seconds * 1000, one->n_found, one->words);
    }
}

static void
report (GxBench *bench, const char *name, double limit, double product, const char *unit, double goal)
{
  gx_bench_line (bench, name, limit * 1000, product * 1000, unit, goal);
}

static void
report_all (GxBench *bench, Typing *typing)
{
  double read = gx_bench_percentile (typing->reads, 0.5), p99 = find_percentile (typing->keys, 0.99);
  double million = MILLION / (double) bench->customers;

  report (bench, "G3 a key, p50", read, find_percentile (typing->keys, 0.5), "ms", 0.1);
  report (bench, "G3 a key, p95", read, find_percentile (typing->keys, 0.95), "ms", 2);
  report (bench, "G3 a key, p99", read, p99, "ms", 2);
  report (bench, "G4 pasted, p50", read, find_percentile (typing->pastes, 0.5), "ms", 2.5);
  report (bench, "G4 pasted, p99", read, find_percentile (typing->pastes, 0.99), "ms", 2.5);
  report (bench, "G5 all, p50", read, find_percentile (typing->wholes, 0.5), "ms", 5);
  report (bench, "G5 all, p99", read, find_percentile (typing->wholes, 0.99), "ms", 5);
  /* These grow as little as they differ between books of different size. */
  gx_bench_note (bench, "G6 pasted, p99, a million", read * million * 1000,
                 find_percentile (typing->pastes, 0.99) * million * 1000, "ms");
  if (bench->customers >= MILLION)
    gx_bench_line (bench, "G6 a key, p99, at all", KEY_MS, p99 * 1000, "ms", 1);
  gx_bench_note (bench, "G6 a key, p99, a million", read * million * 1000, p99 * million * 1000, "ms");
  gx_bench_note (bench, "   nothing, one edited", gx_bench_percentile (typing->looks, 0.5) * 1000,
                 gx_bench_percentile (typing->edits, 0.5) * 1000, "ms");
  gx_bench_note (bench, "   bytes: text, all of it",
                 (double) gx_arena_text_bytes (typing->arena) / bench->customers,
                 (double) gx_arena_bytes (typing->arena) / bench->customers, "B");
  print_slowest (bench, "key", typing->keys);
  print_slowest (bench, "pasted", typing->pastes);
  print_slowest (bench, "all", typing->wholes);
}

static GArray *
new_times (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

int
main (int argc, char **argv)
{
  GxBench bench;
  Typing typing = { 0 };
  double start, built, loaded;
  gsize before;

  gx_bench_init (&bench, argc, argv);
  before = read_memory ();
  typing = (Typing) {
    .book = gx_bench_open (&bench), .rand = g_rand_new_with_seed (3), .keys = new_asked (),
    .pastes = new_asked (), .wholes = new_asked (), .reads = new_times (), .looks = new_times (),
    .edits = new_times (),
    .typed = g_ptr_array_new_with_free_func (g_free),
  };
  start = gx_bench_now (GX_BENCH_CPU);
  gx_bench_check (gx_arena_get (typing.book, NULL) != NULL);
  built = gx_bench_now (GX_BENCH_CPU) - start;
  gx_arena_forget (typing.book);
  start = gx_bench_now (GX_BENCH_CPU);
  typing.arena = gx_arena_get (typing.book, NULL);
  loaded = gx_bench_now (GX_BENCH_CPU) - start;
  bench.customers = gx_arena_n_places (typing.arena);

  compare_memory (&bench, &typing, before);
  compare_keys (&bench, &typing);
  think (&typing);
  type_and_paste (&typing);
  compare_filters (&bench, &typing);
  edit (&typing);
  report (&bench, "   built, loaded", built, loaded, "ms", 1);
  report_all (&bench, &typing);
  g_object_unref (typing.book);
  return gx_bench_finish (&bench);
}
