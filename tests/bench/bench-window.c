/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/*
 * The window: G14 (process start until the first rows are painted, against a bare window), G19
 * (scrolling the list, against a GtkListView of drawn rows), G20 (another order, a filter, everybody again,
 * against empty cells), G22 (the longest that the window keeps anybody waiting while 20,000 customers are
 * tagged and untagged, against a frame). Needs a display.
 */
#include "bench-window.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <string.h>
#include <unistd.h>

#include "customers/gx-customers.h"
#include "search/gx-search.h"

#define STARTS 5
#define ROUNDS 3
#define START_EXTRA_MS 20.0
#define MAX_ITEMS 500
#define FRAME_MS (1000.0 / 60)

typedef struct {
  double wall, cpu;            /* of the whole process, seconds */
  char *output;
} Played;

static char *own_path;

/* Starts this program again for one play, and waits for its end. */
static Played
play (GxBench *bench, const char *name)
{
  const char *arguments[] = { own_path, "--play", name, bench->path, NULL };
  double start = gx_bench_now (GX_BENCH_WALL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) output = g_string_new (NULL);
  struct rusage usage = { 0 };
  char block[4096];
  Played played = { 0 };
  GPid pid = 0;
  int status = 0;
  int out = -1;
  gssize got = 0;

  if (!g_spawn_async_with_pipes (NULL, (char **) arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                                 &pid, NULL, &out, NULL, &error))
    g_error ("%s", error->message);
  while ((got = read (out, block, sizeof block)) > 0)
    g_string_append_len (output, block, got);
  close (out);
  gx_bench_check (wait4 (pid, &status, 0, &usage) == pid);
  gx_bench_check (WIFEXITED (status) && WEXITSTATUS (status) == 0);

  played.wall = gx_bench_now (GX_BENCH_WALL) - start;
  played.cpu = (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  played.output = g_string_free (g_steal_pointer (&output), FALSE);
  return played;
}

/* The times of one kind among the lines "kind seconds". */
static void
read_times (const char *output, const char *kind, GArray *times)
{
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);
  g_autofree char *start = g_strconcat (kind, " ", NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], start))
      {
        double seconds = g_ascii_strtod (lines[i] + strlen (start), NULL);

        g_array_append_val (times, seconds);
      }
}

static GArray *
new_times (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

/* What is timed from the start of a process: nothing but a window, what libadwaita adds to it, and the program, until the day's
 * work is painted, or the list of customers after it. */
typedef enum { BARE, TOOLKIT, DAY, LIST, N_BEGINNINGS } Beginning;

static void
print_start (GxBench *bench, const char *clock, GArray *times[N_BEGINNINGS])
{
  g_autofree char *toolkit = g_strconcat ("G14 start: toolkit, ", clock, NULL);
  g_autofree char *day = g_strconcat ("G14 start: day, ", clock, NULL);
  g_autofree char *list = g_strconcat ("G14 start: list, ", clock, NULL);
  double bare_ms = gx_bench_percentile (times[BARE], 0.5) * 1e3;

  gx_bench_note (bench, toolkit, bare_ms, gx_bench_percentile (times[TOOLKIT], 0.5) * 1e3, "ms");
  /* The goal is 1.3 times and 20 ms. */
  gx_bench_line (bench, day, bare_ms, gx_bench_percentile (times[DAY], 0.5) * 1e3 - START_EXTRA_MS, "ms",
                 1.3);
  gx_bench_line (bench, list, bare_ms, gx_bench_percentile (times[LIST], 0.5) * 1e3 - START_EXTRA_MS, "ms",
                 1.3);
}

static void
bench_start (GxBench *bench)
{
  static const char * const plays[N_BEGINNINGS] = { "bare", "toolkit", "day", "start" };
  GArray *cpu[N_BEGINNINGS], *wall[N_BEGINNINGS];

  for (Beginning which = 0; which < N_BEGINNINGS; which++)
    {
      cpu[which] = new_times ();
      wall[which] = new_times ();
    }
  for (int i = 0; i <= STARTS; i++)
    for (Beginning which = 0; which < N_BEGINNINGS; which++)
      {
        Played played = play (bench, plays[which]);

        g_free (played.output);
        if (i == 0)
          continue; /* warms up */
        g_array_append_val (cpu[which], played.cpu);
        g_array_append_val (wall[which], played.wall);
      }
  print_start (bench, "cpu", cpu);
  print_start (bench, "wall", wall);
  for (Beginning which = 0; which < N_BEGINNINGS; which++)
    {
      g_array_unref (cpu[which]);
      g_array_unref (wall[which]);
    }
}

static void
collect (GxBench *bench, const char *name, const char * const *kinds, GArray **times)
{
  Played played = play (bench, name);

  for (guint k = 0; kinds[k] != NULL; k++)
    read_times (played.output, kinds[k], times[k]);
  g_free (played.output);
}

static void
bench_scroll (GxBench *bench)
{
  static const char * const kinds[] = { "step", "page", "jump", NULL };
  GArray *limits[] = { new_times (), new_times (), new_times () };
  GArray *products[] = { new_times (), new_times (), new_times () };

  for (int i = 0; i < ROUNDS; i++)
    {
      collect (bench, "scroll-drawn", kinds, limits);
      collect (bench, "scroll", kinds, products);
    }
  for (guint k = 0; kinds[k] != NULL; k++)
    {
      g_autofree char *name = g_strdup_printf ("G19 scroll: %s p99", kinds[k]);

      gx_bench_line (bench, name, gx_bench_percentile (limits[k], 0.99) * 1e3,
                     gx_bench_percentile (products[k], 0.99) * 1e3, "ms", 1.5);
      g_array_unref (limits[k]);
      g_array_unref (products[k]);
    }
}

static void
bench_sort (GxBench *bench)
{
  static const char * const kinds[] = { "sort", "items", "select-all-items", NULL };
  g_autofree char *empty = g_strdup_printf ("sort-empty:%" G_GINT64_FORMAT, bench->customers);
  GArray *limits[] = { new_times (), new_times (), new_times () };
  GArray *products[] = { new_times (), new_times (), new_times () };

  for (int i = 0; i < ROUNDS; i++)
    {
      collect (bench, empty, kinds, limits);
      collect (bench, "sort", kinds, products);
    }
  gx_bench_line (bench, "G20 another order", gx_bench_percentile (limits[0], 0.5) * 1e3,
                 gx_bench_percentile (products[0], 0.5) * 1e3, "ms", 1.3);
  gx_bench_line (bench, "G20 items asked for", MAX_ITEMS, gx_bench_percentile (products[1], 0), "x", 1);
  /* Whoever is chosen is brought into sight at the other end of the list. */
  gx_bench_note (bench, "G20 items, choice shown", MAX_ITEMS, gx_bench_percentile (products[1], 1), "x");
  gx_bench_line (bench, "G20 items, select all", 1, gx_bench_percentile (products[2], 1), "x", 0);
  for (guint k = 0; kinds[k] != NULL; k++)
    {
      g_array_unref (limits[k]);
      g_array_unref (products[k]);
    }
}

static void
bench_filter (GxBench *bench)
{
  static const char * const limit_kinds[] = { "sort", NULL };
  static const char * const kinds[] = { "filter", "unfilter", "items", NULL };
  g_autofree char *empty = g_strdup_printf ("sort-empty:%" G_GINT64_FORMAT, bench->customers);
  GArray *limits[] = { new_times () };
  GArray *products[] = { new_times (), new_times (), new_times () };

  for (int i = 0; i < ROUNDS; i++)
    {
      collect (bench, empty, limit_kinds, limits);
      collect (bench, "filter", kinds, products);
    }
  gx_bench_line (bench, "G20 filter", gx_bench_percentile (limits[0], 0.5) * 1e3,
                 gx_bench_percentile (products[0], 0.5) * 1e3, "ms", 1.3);
  gx_bench_line (bench, "G20 everybody again", gx_bench_percentile (limits[0], 0.5) * 1e3,
                 gx_bench_percentile (products[1], 0.5) * 1e3, "ms", 1.3);
  gx_bench_line (bench, "G20 items, filter", MAX_ITEMS, gx_bench_percentile (products[2], 1), "x", 1);
  g_array_unref (limits[0]);
  for (guint k = 0; kinds[k] != NULL; k++)
    g_array_unref (products[k]);
}

/* What the main thread itself does between two turns; beside it what a person waits, on this machine. */
static void
bench_stall (GxBench *bench)
{
  static const char * const kinds[] = { "edit-stall-cpu", "undo-stall-cpu", "edit-stall-wall",
                                        "undo-stall-wall", NULL };
  GArray *times[] = { new_times (), new_times (), new_times (), new_times () };

  collect (bench, "bulk", kinds, times);
  for (guint k = 0; kinds[k] != NULL; k++)
    {
      g_autofree char *name = g_strdup_printf ("G22 %s", kinds[k]);
      double longest_ms = gx_bench_percentile (times[k], 1) * 1e3;

      if (g_str_has_suffix (kinds[k], "cpu"))
        gx_bench_line (bench, name, FRAME_MS, longest_ms, "ms", 1);
      else
        gx_bench_note (bench, name, FRAME_MS, longest_ms, "ms");
      g_array_unref (times[k]);
    }
}

/* Counts the customers. A warm start finds what search looks through in its file: the first search
   leaves it there. */
static gint64
prepare_book (GxBench *bench)
{
  g_autoptr (GxConnection) book = gx_bench_open (bench);
  g_autoptr (GxSearchResult) found = gx_search_find (book, "a", 1, NULL, NULL);

  gx_bench_check (found != NULL);
  return gx_customers_count (book, NULL);
}

int
main (int argc, char **argv)
{
  GxBench bench;

  if (argc == 4 && g_str_equal (argv[1], "--play"))
    window_play (argv[2], argv[3], argv[0]);

  gx_bench_init (&bench, argc, argv);
  own_path = g_file_read_link ("/proc/self/exe", NULL);
  bench.customers = prepare_book (&bench);
  bench_start (&bench);
  bench_scroll (&bench);
  bench_sort (&bench);
  bench_filter (&bench);
  bench_stall (&bench);
  g_free (own_path);
  return gx_bench_finish (&bench);
}
