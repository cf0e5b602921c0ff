/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What other computers did, on its way into a book: 10,000 small steps and an import of 30,000 rows, against
   writing as many rows of the journal and of the tables with no rule at all; and the steps one by one. */
#include <glib/gstdio.h>

#include "base/gx-id-list.h"
#include "customers/gx-customers.h"
#include "gx-bench.h"
#include "store/gx-backup.h"
#include "store/gx-carried-step.h"
#include "store/gx-step.h"

#define STEPS 10000
#define ONE_BY_ONE 200
#define ROWS 30000

typedef struct {
  int table;
  GxId row;
  char *cells;
} Image;

typedef struct {
  GPtrArray *steps;        /* of GxCarriedStep */
  GArray *images;          /* of Image: of the last step */
} Road;

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("bench: %s", error->message);
}

static void
write_sql (GxConnection *book, const char *sql)
{
  g_autoptr (GError) error = NULL;

  gx_connection_run (book, &error, sql, NULL);
  check (error);
}

/* -- There -- */

static void
edit_many (GxConnection *book, int n)
{
  g_autoptr (GxIdList) ids = gx_customers_order (book, GX_CUSTOMER_SORT_LAST_CONTACT, FALSE, NULL, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int i = 0; i < n; i++)
    {
      GxId id = gx_id_list_get (ids, (guint) g_rand_int_range (rand, 0, (int) gx_id_list_length (ids)));
      g_autofree char *text = g_strdup_printf ("note %d", i);
      g_autoptr (GError) error = NULL;

      gx_customers_set (book, gx_actor_get_self (), id, i % 2 == 0 ? "note" : "occupation", text, &error);
      check (error);
    }
}

static void
import_many (GxConnection *book)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "customer.import", &error);
  GxId customer = 0, point = 0, event = 0;

  check (error);
  gx_step_reserve (step, "customer", ROWS / 3, &customer, &error);
  gx_step_reserve (step, "contact_point", ROWS / 3, &point, &error);
  gx_step_reserve (step, "event", ROWS / 3, &event, &error);
  for (int i = 0; i < ROWS / 3; i++)
    {
      gx_connection_run (book, &error, "insert into customer (id, name, number) values (?, ?, ?)", "itt",
                         customer + i, "Imported", "W-1");
      gx_connection_run (book, &error,
                         "insert into contact_point (id, customer_id, value, key) values (?, ?, ?, ?)",
                         "iitt", point + i, customer + i, "138 0013 8000", "13800138000");
      gx_connection_run (book, &error,
                         "insert into event (id, customer_id, kind, day, text) values (?, ?, ?, ?, ?)",
                         "iitit", event + i, customer + i, "call", (gint64) 20000 + i % 300, "called");
    }
  check (error);
  gx_step_settle (step, "customer", ROWS / 3, &error);
  gx_step_settle (step, "contact_point", ROWS / 3, &error);
  gx_step_settle (step, "event", ROWS / 3, &error);
  gx_step_commit (g_steal_pointer (&step), NULL, &error);
  check (error);
}

/* -- The road -- */

static gboolean
keep_image_cb (GxId row, const char *cells, gpointer data, GError **error)
{
  GArray *images = data;
  const Image image = { images->len > 0 ? g_array_index (images, Image, 0).table : 0, row, g_strdup (cells) };

  g_array_append_val (images, image);
  return TRUE;
}

static Road
read_road (GxConnection *book, gint64 after_seq)
{
  g_autoptr (GError) error = NULL;
  Road road = { .images = g_array_new (FALSE, FALSE, sizeof (Image)) };
  GxCarriedStep *last;

  road.steps = gx_carried_steps_read (book, gx_connection_get_site (book), after_seq, G_MAXINT, &error);
  check (error);
  last = g_ptr_array_index (road.steps, road.steps->len - 1);
  for (guint i = 0; i < last->ranges->len; i++)
    {
      const GxCarriedRange *range = &g_array_index (last->ranges, GxCarriedRange, i);
      guint first = road.images->len;

      gx_carried_range_read (book, range, keep_image_cb, road.images, &error);
      for (guint k = first; k < road.images->len; k++)
        g_array_index (road.images, Image, k).table = range->table;
    }
  check (error);
  return road;
}

static void
free_road (Road *road)
{
  for (guint i = 0; i < road->images->len; i++)
    g_free (g_array_index (road->images, Image, i).cells);
  g_array_unref (road->images);
  g_ptr_array_unref (road->steps);
}

/* -- Here -- */

static void
take (GxConnection *book, const Road *road, guint first, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxArrival) arrival = gx_arrival_begin (book, &error);

  check (error);
  for (guint i = first; i < first + n; i++)
    {
      gx_arrival_add_step (arrival, g_ptr_array_index (road->steps, i), &error);
      check (error);
    }
  for (guint i = 0; first + n == road->steps->len && i < road->images->len; i++)
    {
      const Image *image = &g_array_index (road->images, Image, i);

      gx_arrival_add_image (arrival, image->table, image->row, image->cells, &error);
      check (error);
    }
  gx_arrival_commit (g_steal_pointer (&arrival), NULL, &error);
  check (error);
}

/* As many rows of the journal, and of the table the last value, without a rule. */
static void
write_raw_steps (GxConnection *book, const Road *road)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < road->steps->len; i++)
    {
      const GxCarriedStep *step = g_ptr_array_index (road->steps, i);

      gx_connection_run (book, &error, "insert into bench_tx values (?, ?, ?, ?, ?, ?, 'd', ?, null, ?, 5, 0,"
                         " randomblob (32))", "iiiiiiit", step->id, step->site, step->seq, step->hlc,
                         step->at_ms, step->author, step->id, step->label);
      for (guint k = 0; k < step->rows->len; k++)
        {
          const GxCarriedRow *row = &g_array_index (step->rows, GxCarriedRow, k);

          gx_connection_run (book, &error, "insert into bench_row values (?, ?, ?, 'u', ?, randomblob (16),"
                             " randomblob (32))", "iiit", (gint64) row->table, row->row, step->id,
                             row->cells);
          gx_connection_run (book, &error, "update customer set preferences = ? where id = ?", "ti",
                             row->cells, row->row);
        }
    }
  check (error);
}

static void
write_raw_rows (GxConnection *book, const Road *road)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < road->images->len; i++)
    {
      const Image *image = &g_array_index (road->images, Image, i);

      gx_connection_run (book, &error,
                         image->table == 3
                           ? "insert into customer (id, name, number) values (?, ?, 'W-1')"
                           : "insert into contact_point (id, customer_id, value, key)"
                             " select ?, (select min (id) from customer), ?, '13800138000'", "it",
                         image->row, "Imported");
    }
  check (error);
}

static double
time_raw (GxConnection *book, const Road *road, void (*write) (GxConnection *, const Road *))
{
  double start = gx_bench_now (GX_BENCH_CPU);

  write_sql (book, "begin immediate");
  write_sql (book, "create table bench_tx as select * from journal_tx limit 0");
  write_sql (book, "create unique index bench_tx_id on bench_tx (id)");
  write_sql (book, "create unique index bench_tx_site on bench_tx (site, seq)");
  write_sql (book, "create index bench_tx_hlc on bench_tx (hlc)");
  write_sql (book, "create table bench_row as select * from journal_row limit 0");
  write_sql (book, "create unique index bench_row_row on bench_row (tbl, \"row\", tx)");
  write (book, road);
  write_sql (book, "rollback");
  return (gx_bench_now (GX_BENCH_CPU) - start) * 1000;
}

static double
time_taking (GxConnection *book, const Road *road, guint first, guint n)
{
  double start = gx_bench_now (GX_BENCH_CPU);

  take (book, road, first, n);
  return (gx_bench_now (GX_BENCH_CPU) - start) * 1000;
}

static GxConnection *
copy_book (const char *from, const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from), target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;
  GxConnection *book;

  g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  check (error);
  book = gx_connection_open (to, GX_OPEN_WRITE, &error);
  check (error);
  return book;
}

int
main (int argc, char **argv)
{
  GxBench bench;
  g_autofree char *there_path = NULL, *log = NULL;
  g_autoptr (GxConnection) here = NULL;
  g_autoptr (GxConnection) there = NULL;
  Road steps, import;
  double raw, batch, single;
  gint64 seq = 0;

  gx_bench_init (&bench, argc, argv);
  there_path = g_strconcat (bench.path, "-there", NULL);
  there = copy_book (bench.path, there_path);
  here = gx_bench_open (&bench);
  write_sql (there, "pragma synchronous = off");

  edit_many (there, 1); /* from here on it is another computer */
  gx_carried_tail (there, gx_connection_get_site (there), &seq, NULL, NULL, NULL);
  edit_many (there, STEPS + ONE_BY_ONE - (int) seq);
  steps = read_road (there, 0);
  import_many (there);
  import = read_road (there, (gint64) steps.steps->len);

  raw = time_raw (here, &steps, write_raw_steps) * STEPS / steps.steps->len;
  batch = time_taking (here, &steps, 0, steps.steps->len - ONE_BY_ONE);
  single = 0;
  for (guint i = 0; i < ONE_BY_ONE; i++)
    single += time_taking (here, &steps, steps.steps->len - ONE_BY_ONE + i, 1);
  gx_bench_line (&bench, "10,000 steps of others", raw, batch, "ms", 5);
  gx_bench_note (&bench, "  a step: alone, of many", single / ONE_BY_ONE, batch / STEPS, "ms");
  raw = time_raw (here, &import, write_raw_rows);
  batch = time_taking (here, &import, 0, import.steps->len);
  gx_bench_line (&bench, "30,000 rows imported there", raw, batch, "ms", 2.5);

  free_road (&steps);
  free_road (&import);
  g_clear_object (&there);
  g_unlink (there_path);
  log = g_strconcat (there_path, "-wal", NULL);
  g_unlink (log);
  return gx_bench_finish (&bench);
}
