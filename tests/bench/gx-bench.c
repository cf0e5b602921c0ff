/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gx-bench.h"

#include <locale.h>
#include <stdlib.h>
#include <time.h>

#include "interchange/gx-house.h"

static volatile gint64 sink;

/* Helpers */

static double
time_once (GxBenchClock clock, GxBenchFunc func, gpointer data)
{
  double start = gx_bench_now (clock);

  sink += func (data);
  return gx_bench_now (clock) - start;
}

/* Alternating, so that both meet the same weather. */
static void
time_rounds (GxBenchClock clock, int rounds, GxBenchFunc limit, GxBenchFunc product, gpointer data,
             GArray *limits, GArray *products)
{
  time_once (clock, limit, data);
  time_once (clock, product, data);
  for (int i = 0; i < rounds; i++)
    {
      double limit_s = time_once (clock, limit, data);
      double product_s = time_once (clock, product, data);

      g_array_append_val (limits, limit_s);
      g_array_append_val (products, product_s);
    }
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print_json (GxBench *self, const char *name, double limit, double product, const char *unit, double goal)
{
  g_print ("{\"name\":\"%s\",\"customers\":%" G_GINT64_FORMAT ",\"unit\":\"%s\",\"limit\":%.4f,\"product\":%.4f,"
           "\"ratio\":%.3f,\"goal\":%.3f,\"ok\":%s}\n",
           name, self->customers, unit, limit, product, product / limit, goal, product / limit <= goal ? "true" : "false");
}

/* Public */

void
gx_bench_init (GxBench *self, int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  *self = (GxBench) { 0 };
  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], "--json"))
      self->json = TRUE;
    else if (g_str_equal (argv[i], "--customers") && i + 1 < argc)
      self->customers = g_ascii_strtoll (argv[++i], NULL, 10);
    else if (g_str_equal (argv[i], "--slowest") && i + 1 < argc)
      self->slowest = g_ascii_strtoll (argv[++i], NULL, 10);
    else
      self->path = argv[i];
  if (self->path == NULL)
    {
      g_printerr ("usage: %s BOOK [--customers N] [--json] [--slowest N]\n", argv[0]);
      exit (2);
    }
  gx_house_register ();
}

GxConnection *
gx_bench_open (GxBench *self)
{
  g_autoptr (GError) error = NULL;
  GxConnection *book = gx_connection_open (self->path, GX_OPEN_WRITE, &error);

  if (book == NULL)
    {
      g_printerr ("%s\n", error->message);
      exit (1);
    }
  return book;
}

double
gx_bench_now (GxBenchClock clock)
{
  struct timespec now;

  clock_gettime (clock == GX_BENCH_CPU ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

double
gx_bench_percentile (GArray *seconds, double share)
{
  g_array_sort (seconds, compare_doubles);
  return g_array_index (seconds, double, (guint) (share * (seconds->len - 1) + 0.5));
}

void
gx_bench_line (GxBench *self, const char *name, double limit, double product, const char *unit, double goal)
{
  gboolean is_ok = product / limit <= goal;

  self->has_missed |= !is_ok;
  if (self->json)
    print_json (self, name, limit, product, unit, goal);
  else
    g_print ("%-26s %9" G_GINT64_FORMAT "  %10.3f %s  %10.3f %s  %6.2f  %6.2f  %s\n",
             name, self->customers, limit, unit, product, unit, product / limit, goal, is_ok ? "ok" : "MISS");
}

void
gx_bench_note (GxBench *self, const char *name, double limit, double product, const char *unit)
{
  if (self->json)
    g_print ("{\"name\":\"%s\",\"customers\":%" G_GINT64_FORMAT ",\"unit\":\"%s\",\"limit\":%.4f,\"product\":%.4f,\"ratio\":%.3f}\n",
             name, self->customers, unit, limit, product, product / limit);
  else
    g_print ("%-26s %9" G_GINT64_FORMAT "  %10.3f %s  %10.3f %s  %6.2f       –  –\n",
             name, self->customers, limit, unit, product, unit, product / limit);
}

void
gx_bench_compare (GxBench *self, const char *name, GxBenchClock clock, int rounds, GxBenchFunc limit,
                  GxBenchFunc product,
                  gpointer data, double goal)
{
  g_autoptr (GArray) limits = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) products = g_array_new (FALSE, FALSE, sizeof (double));

  time_rounds (clock, rounds, limit, product, data, limits, products);
  gx_bench_line (self, name, gx_bench_percentile (limits, 0.5) * 1e3,
                 gx_bench_percentile (products, 0.5) * 1e3, "ms", goal);
}

void
gx_bench_compare_p99 (GxBench *self, const char *name, GxBenchClock clock, int rounds, GxBenchFunc limit,
                      GxBenchFunc product,
                      gpointer data, double goal)
{
  g_autoptr (GArray) limits = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) products = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *name_p99 = g_strconcat (name, " p99", NULL);

  time_rounds (clock, rounds, limit, product, data, limits, products);
  gx_bench_line (self, name, gx_bench_percentile (limits, 0.5) * 1e3,
                 gx_bench_percentile (products, 0.5) * 1e3, "ms", goal);
  gx_bench_line (self, name_p99, gx_bench_percentile (limits, 0.99) * 1e3,
                 gx_bench_percentile (products, 0.99) * 1e3, "ms", goal);
}

void
gx_bench_compare_note (GxBench *self, const char *name, GxBenchClock clock, int rounds, GxBenchFunc limit,
                       GxBenchFunc product, gpointer data)
{
  g_autoptr (GArray) limits = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) products = g_array_new (FALSE, FALSE, sizeof (double));

  time_rounds (clock, rounds, limit, product, data, limits, products);
  gx_bench_note (self, name, gx_bench_percentile (limits, 0.5) * 1e3,
                 gx_bench_percentile (products, 0.5) * 1e3, "ms");
}

int
gx_bench_finish (GxBench *self)
{
  return self->has_missed ? 3 : 0;
}
