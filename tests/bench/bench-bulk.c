/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/*
 * G22: an edit of 20,000 customers as one step, and its undo, against the bare update in one transaction of the
 * same file. The product's side records every cell and its writer, and projects what is derived.
 */
#include <sqlite3.h>

#include "customers/gx-customer-edit.h"
#include "customers/gx-customers.h"
#include "gx-bench.h"
#include "store/gx-step.h"

#define ROWS 20000
#define ROUNDS 5

typedef struct {
  GxConnection *book;
  GxIdList *ids;
  sqlite3 *raw;
} Bulk;

static void
run_raw (Bulk *bulk, const char *sql)
{
  gx_bench_check (sqlite3_exec (bulk->raw, sql, NULL, NULL, NULL) == SQLITE_OK);
}

static void
open_raw (Bulk *bulk, const char *path)
{
  sqlite3_stmt *insert = NULL;

  gx_bench_check (sqlite3_open (path, &bulk->raw) == SQLITE_OK);
  run_raw (bulk, "pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -16000;"
                 "pragma temp_store = memory; pragma wal_autocheckpoint = 0;"
                 "create temp table chosen (id integer primary key, standing text); begin");
  gx_bench_check (sqlite3_prepare_v2 (bulk->raw,
                                      "insert into chosen select id, standing from customer where id = ?", -1,
                                      &insert, NULL) == SQLITE_OK);
  for (guint i = 0; i < gx_id_list_length (bulk->ids); i++)
    {
      sqlite3_bind_int64 (insert, 1, gx_id_list_get (bulk->ids, i));
      gx_bench_check (sqlite3_step (insert) == SQLITE_DONE);
      sqlite3_reset (insert);
    }
  sqlite3_finalize (insert);
  run_raw (bulk, "commit");
}

static gint64
edit_raw (gpointer data)
{
  run_raw (data, "update customer set standing = 'partner' where id in (select id from chosen)");
  return 0;
}

static gint64
undo_raw (gpointer data)
{
  run_raw (data, "update customer set standing = c.standing from chosen c where c.id = customer.id");
  return 0;
}

static gint64
edit_many (gpointer data)
{
  Bulk *bulk = data;
  const GxCustomerEdit edit = { GX_EDIT_SET, "standing", "partner" };
  g_autoptr (GError) error = NULL;
  gint64 n_changed = 0;

  if (!gx_customers_edit_many (bulk->book, gx_actor_get_self (), bulk->ids, &edit, &n_changed, &error))
    g_error ("%s", error->message);
  gx_bench_check (n_changed > gx_id_list_length (bulk->ids) / 2);
  return n_changed;
}

static gint64
undo_many (gpointer data)
{
  Bulk *bulk = data;
  g_autoptr (GError) error = NULL;

  if (!gx_undo (bulk->book, gx_actor_get_self (), gx_undo_next (bulk->book, gx_actor_get_self ()), NULL,
                &error))
    g_error ("%s", error->message);
  return 0;
}

static void
time_round (Bulk *bulk, GxBenchFunc edit, GxBenchFunc undo, GArray *edits, GArray *undos)
{
  double start = gx_bench_now (GX_BENCH_CPU);
  double edited = 0;
  double undone = 0;

  edit (bulk);
  edited = gx_bench_now (GX_BENCH_CPU) - start;
  undo (bulk);
  undone = gx_bench_now (GX_BENCH_CPU) - start - edited;
  g_array_append_val (edits, edited);
  g_array_append_val (undos, undone);
}

static void
print_line (GxBench *bench, const char *name, GArray *limits, GArray *products, double goal)
{
  gx_bench_line (bench, name, gx_bench_percentile (limits, 0.5) * 1e3,
                 gx_bench_percentile (products, 0.5) * 1e3, "ms", goal);
}

int
main (int argc, char **argv)
{
  GxBench bench;
  Bulk bulk = { NULL, gx_id_list_new (), NULL };
  g_autoptr (GxIdList) all = NULL;
  g_autoptr (GArray) raw_edits = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) raw_undos = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) undos = g_array_new (FALSE, FALSE, sizeof (double));

  gx_bench_init (&bench, argc, argv);
  bulk.book = gx_bench_open (&bench);
  all = gx_customers_order (bulk.book, GX_CUSTOMER_SORT_LAST_CONTACT, TRUE, NULL, NULL);
  bench.customers = gx_id_list_length (all);
  for (guint i = 0; i < MIN (ROWS, bench.customers); i++)
    gx_id_list_append (bulk.ids, gx_id_list_get (all, i));
  open_raw (&bulk, bench.path);

  for (int i = 0; i < ROUNDS; i++)
    {
      time_round (&bulk, edit_raw, undo_raw, raw_edits, raw_undos);
      time_round (&bulk, edit_many, undo_many, edits, undos);
    }
  print_line (&bench, "G22 edit of 20,000 rows", raw_edits, edits, 12);
  print_line (&bench, "G22 its undo", raw_undos, undos, 15);

  sqlite3_close (bulk.raw);
  gx_id_list_unref (bulk.ids);
  g_object_unref (bulk.book);
  return gx_bench_finish (&bench);
}
