/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/*
 * What the journal costs: an edit, an edit of 20,000 rows and an import of 30,000, each against the very same
 * statements in a bare transaction of the same file, on the same connection. The product's side records every
 * cell, chains the step, and projects what is derived. CPU time: what is flushed is G16's.
 */
#include "customers/gx-customers.h"
#include "gx-bench.h"
#include "store/gx-step.h"

#define EDITS 300
#define ROWS 20000
#define ROUNDS 5
#define IMPORTED 10000     /* customers, each with a telephone and a call */

typedef struct {
  GxConnection *book;
  GxStep *step;            /* of what is timed; NULL: none */
  GxId first;              /* customer */
  int n;                   /* runs so far: no edit finds its own words */
} Journal;

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("bench: %s", error->message);
}

static void
begin (Journal *self, gboolean is_bare)
{
  g_autoptr (GError) error = NULL;

  if (is_bare)
    gx_connection_run (self->book, &error, "begin immediate", NULL);
  else
    self->step = gx_step_begin (self->book, gx_actor_get_self (), "customer.edit", &error);
  check (error);
}

static void
commit (Journal *self)
{
  g_autoptr (GError) error = NULL;

  if (self->step == NULL)
    gx_connection_run (self->book, &error, "commit", NULL);
  else
    gx_step_commit (g_steal_pointer (&self->step), NULL, &error);
  check (error);
}

/* -- What is written -- */

static void
edit_one (Journal *self)
{
  g_autofree char *text = g_strdup_printf ("note %d", self->n++);
  g_autoptr (GError) error = NULL;

  gx_connection_run (self->book, &error, "update customer set note = ? where id = ?", "ti", text,
                     self->first);
  check (error);
}

static void
edit_many (Journal *self)
{
  g_autofree char *text = g_strdup_printf ("note %d", self->n++);
  g_autoptr (GError) error = NULL;

  gx_connection_run (self->book, &error, "update customer set note = ? where id in"
                     " (select id from customer order by id limit ?)", "ti", text, (gint64) ROWS);
  check (error);
}

static GxId
reserve (Journal *self, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("select max (id) + 1 from %s where id < ?", table);
  g_autoptr (GError) error = NULL;
  GxId first = 0;

  if (self->step == NULL)
    return gx_connection_get_int64 (self->book, 1, NULL, sql, "i", G_GINT64_CONSTANT (1) << 49);
  gx_step_reserve (self->step, table, IMPORTED, &first, &error);
  check (error);
  return first;
}

static void
import_many (Journal *self)
{
  static const char * const tables[] = { "customer", "contact_point", "event" };
  GxId customer = reserve (self, tables[0]), point = reserve (self, tables[1]);
  GxId event = reserve (self, tables[2]);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < IMPORTED; i++)
    {
      gx_connection_run (self->book, &error, "insert into customer (id, name, number) values (?, ?, ?)",
                         "itt", customer + i, "Imported", "W-1");
      gx_connection_run (self->book, &error,
                         "insert into contact_point (id, customer_id, value, key) values (?, ?, ?, ?)",
                         "iitt", point + i, customer + i, "138 0013 8000", "13800138000");
      gx_connection_run (self->book, &error,
                         "insert into event (id, customer_id, kind, day, text) values (?, ?, ?, ?, ?)",
                         "iitit", event + i, customer + i, "call", (gint64) 20000 + i % 300, "called");
    }
  for (guint i = 0; self->step != NULL && i < G_N_ELEMENTS (tables); i++)
    gx_step_settle (self->step, tables[i], IMPORTED, &error);
  check (error);
}

/* -- Timed -- */

static double
time_once (Journal *self, void (*write) (Journal *), gboolean is_bare)
{
  double start = gx_bench_now (GX_BENCH_CPU);

  begin (self, is_bare);
  write (self);
  commit (self);
  return (gx_bench_now (GX_BENCH_CPU) - start) * 1000;
}

static void
compare (GxBench *bench, Journal *self, const char *name, void (*write) (Journal *), int rounds, double goal)
{
  g_autoptr (GArray) bare = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) journaled = g_array_new (FALSE, FALSE, sizeof (double));

  time_once (self, write, FALSE);
  for (int i = 0; i < rounds; i++)
    {
      double took = time_once (self, write, TRUE);

      g_array_append_val (bare, took);
      took = time_once (self, write, FALSE);
      g_array_append_val (journaled, took);
    }
  gx_bench_line (bench, name, gx_bench_percentile (bare, 0.5), gx_bench_percentile (journaled, 0.5), "ms",
                 goal);
}

int
main (int argc, char **argv)
{
  GxBench bench;
  Journal journal = { NULL };

  gx_bench_init (&bench, argc, argv);
  journal.book = gx_bench_open (&bench);
  journal.first = gx_connection_get_int64 (journal.book, 0, NULL, "select min (id) from customer", NULL);
  bench.customers = gx_connection_get_int64 (journal.book, 0, NULL, "select count (*) from customer", NULL);
  compare (&bench, &journal, "journal of an edit", edit_one, EDITS, 10);
  compare (&bench, &journal, "journal of 20,000 rows", edit_many, ROUNDS, 12);
  compare (&bench, &journal, "journal of an import", import_many, ROUNDS, 3);
  g_object_unref (journal.book);
  return gx_bench_finish (&bench);
}
