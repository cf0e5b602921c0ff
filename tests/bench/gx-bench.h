/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/*
 * A benchmark times a raw limit and the product's own path in the same process, one after the other and
 * again, and prints
 *   name  limit  product  ratio  goal  ok|MISS
 * The ratio is what counts: figures of a busy machine move together. Data is a demo book (build-aux/bench
 * makes it).
 */
typedef struct {
  const char *path;      /* the book; a copy, it may be written to */
  gint64 customers;
  gboolean json;
  gint64 slowest;        /* so many of what was slowest are shown, where a benchmark can tell them */
  gboolean has_missed;
} GxBench;

/** gx_bench_init: reads "BOOK [--customers N] [--json] [--slowest N]" and registers the house. */
void gx_bench_init (GxBench *self, int argc, char **argv);

/** gx_bench_open: the book; there is no benchmark without one. */
GxConnection *gx_bench_open (GxBench *self);

typedef enum {
  GX_BENCH_CPU,          /* this thread's CPU time */
  GX_BENCH_WALL,         /* where a disk is waited for */
} GxBenchClock;

/**
 * GxBenchFunc: does the work once. What it returns is handed to the sink, so that nothing is optimised
 * away.
 */
typedef gint64 (*GxBenchFunc) (gpointer data);

/**
 * gx_bench_compare: once each to warm up, then @rounds times alternating; compares the medians and prints a
 * line.
 */
void gx_bench_compare (GxBench *self, const char *name, GxBenchClock clock, int rounds, GxBenchFunc limit, GxBenchFunc product,
                       gpointer data, double goal);

/**
 * gx_bench_compare_p99: the same with many short rounds: two lines, of the medians and of the 99th
 * percentiles.
 */
void gx_bench_compare_p99 (GxBench *self, const char *name, GxBenchClock clock, int rounds, GxBenchFunc limit, GxBenchFunc product,
                           gpointer data, double goal);

/** gx_bench_compare_note: the same without a goal. */
void gx_bench_compare_note (GxBench *self, const char *name, GxBenchClock clock, int rounds,
                            GxBenchFunc limit, GxBenchFunc product, gpointer data);

/** gx_bench_line: prints a line of figures measured otherwise. @unit: "ms", "B". */
void gx_bench_line (GxBench *self, const char *name, double limit, double product, const char *unit, double goal);

/** gx_bench_note: figures without a goal: what cannot be less. */
void gx_bench_note (GxBench *self, const char *name, double limit, double product, const char *unit);

double gx_bench_now (GxBenchClock clock);                   /* seconds */
double gx_bench_percentile (GArray *seconds, double share); /* of doubles, which it sorts */

/** gx_bench_finish: exit status: 0, or 3 where a goal was missed. */
int gx_bench_finish (GxBench *self);

/** gx_bench_check: ends the program where something went wrong: a wrong result has no speed. */
#define gx_bench_check(expression) G_STMT_START { if (!(expression)) g_error ("bench: not so: %s", #expression); } G_STMT_END

G_END_DECLS
