/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/*
 * G1: a CSV of all customers of the book into a new, empty one, against inserting the very rows that come
 * of it by prepared statements and making the indexes after, in one transaction of the same journal mode.
 * Journal and facts are on the product's side only. The goal is of the import that it was set for, which
 * looks for nobody; a second line tells what it takes to find out whom the rows may be, as an import does
 * unless it is told not to. And how long it goes on when somebody cancels it, at
 * several moments: nothing may be left then.
 */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "gx-bench.h"
#include "interchange/gx-import.h"
#include "store/gx-statement.h"

#define ROUNDS 5
#define CANCELS 6          /* evenly over an import */
#define PROMPT_MS 300.0

/* The rows of one shared table, packed: a type letter per cell (n i r t), then its 8 bytes, or length
   and text. */
typedef struct {
  char *name;
  char *sql;               /* create table … */
  int n_columns;
  GByteArray *cells;
} Rows;

typedef struct {
  GPtrArray *tables;       /* of Rows */
  GPtrArray *indexes;      /* of utf8: create index … */
} Limit;

/* -- The file */

static void
write_cell (FILE *file, const char *text, gboolean is_last)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  fprintf (file, "\"%s\"%s", doubled, is_last ? "\r\n" : ",");
}

static gint64
write_csv (GxConnection *book, const char *path)
{
  FILE *file = g_fopen (path, "w");
  gint64 n = 0;
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select c.name, f.company, (select value from contact_point p where p.customer_id = c.id and p.kind = 'phone' and p.gone = 0 limit 1), "
    "(select value from contact_point p where p.customer_id = c.id and p.kind = 'mail' and p.gone = 0 limit 1), "
    "f.city, c.occupation, c.note, (select group_concat (w.name, ';') from customer_tag t join word w on w.id = t.tag_id "
    "where t.customer_id = c.id and t.gone = 0) from customer c join customer_fact f on f.customer_id = c.id where c.name is not null", "");

  gx_bench_check (file != NULL);
  fputs ("name,company,phone,mail,city,occupation,note,tags\r\n", file);
  for (; gx_statement_next (query); n++)
    for (int column = 0; column < 8; column++)
      write_cell (file, gx_statement_text (query, column), column == 7);
  gx_bench_check (gx_statement_finish (query, NULL) && fclose (file) == 0);
  return n;
}

/* -- The product */

static void
remove_files (const char *path)
{
  static const char * const endings[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_unlink (name);
    }
}

static double
time_product (const char *csv, const char *path, gint64 n_rows, GxOnMatch on_match)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = NULL;
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (csv);
  g_autoptr (GxImportReport) report = NULL;
  double start = 0;
  double taken = 0;

  remove_files (path);
  book = gx_connection_create (path, "CNY", &error);
  g_assert_no_error (error);
  plan->on_match = on_match;
  start = gx_bench_now (GX_BENCH_CPU);
  if (!gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL, &error))
    g_error ("%s", error->message);
  taken = gx_bench_now (GX_BENCH_CPU) - start;
  gx_bench_check (report->rows == n_rows && report->rejected == 0);
  return taken;
}

/* -- The limit */

static sqlite3 *
open_raw (const char *path)
{
  sqlite3 *db = NULL;

  gx_bench_check (sqlite3_open (path, &db) == SQLITE_OK);
  gx_bench_check (sqlite3_exec (db,
                                "pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -16000; "
                                "pragma temp_store = memory", NULL, NULL, NULL) == SQLITE_OK);
  return db;
}

static void
pack_cell (GByteArray *cells, sqlite3_stmt *stmt, int column)
{
  static const char letters[] = { [SQLITE_INTEGER] = 'i', [SQLITE_FLOAT] = 'r', [SQLITE_TEXT] = 't', [SQLITE_NULL] = 'n' };
  char letter = letters[sqlite3_column_type (stmt, column)];
  gint64 number = sqlite3_column_int64 (stmt, column);
  double real = sqlite3_column_double (stmt, column);
  guint32 length = 0;

  g_byte_array_append (cells, (const guint8 *) &letter, 1);
  if (letter == 'i')
    g_byte_array_append (cells, (const guint8 *) &number, sizeof number);
  else if (letter == 'r')
    g_byte_array_append (cells, (const guint8 *) &real, sizeof real);
  else if (letter == 't')
    {
      const guint8 *text = sqlite3_column_text (stmt, column);

      length = (guint32) sqlite3_column_bytes (stmt, column);
      g_byte_array_append (cells, (const guint8 *) &length, sizeof length);
      g_byte_array_append (cells, text, length);
    }
}

/* Takes the cell at @at into the statement; where the next one begins. */
static const guint8 *
bind_cell (sqlite3_stmt *stmt, int index, const guint8 *at)
{
  gint64 number = 0;
  double real = 0;
  guint32 length = 0;

  switch (*at++)
    {
    case 'i':
      memcpy (&number, at, sizeof number);
      sqlite3_bind_int64 (stmt, index, number);
      return at + sizeof number;
    case 'r':
      memcpy (&real, at, sizeof real);
      sqlite3_bind_double (stmt, index, real);
      return at + sizeof real;
    case 't':
      memcpy (&length, at, sizeof length);
      sqlite3_bind_text (stmt, index, (const char *) at + sizeof length, (int) length, SQLITE_STATIC);
      return at + sizeof length + length;
    default:
      sqlite3_bind_null (stmt, index);
      return at;
    }
}

static Rows *
read_table (sqlite3 *db, const char *name, const char *sql)
{
  g_autofree char *select = g_strdup_printf ("select * from %s", name);
  Rows *rows = g_new0 (Rows, 1);
  sqlite3_stmt *stmt = NULL;

  gx_bench_check (sqlite3_prepare_v2 (db, select, -1, &stmt, NULL) == SQLITE_OK);
  rows->name = g_strdup (name);
  rows->sql = g_strdup (sql);
  rows->n_columns = sqlite3_column_count (stmt);
  rows->cells = g_byte_array_new ();
  while (sqlite3_step (stmt) == SQLITE_ROW)
    for (int column = 0; column < rows->n_columns; column++)
      pack_cell (rows->cells, stmt, column);
  sqlite3_finalize (stmt);
  return rows;
}

/* The shared tables (those with "gone") as the product left them, and their indexes. */
static Limit
read_limit (const char *path)
{
  Limit limit = { g_ptr_array_new (), g_ptr_array_new () };
  sqlite3 *db = open_raw (path);
  sqlite3_stmt *stmt = NULL;

  gx_bench_check (sqlite3_prepare_v2 (db,
    "select t.name, t.sql, i.sql from sqlite_schema t left join sqlite_schema i on i.tbl_name = t.name and i.type = 'index' and i.sql is not null "
    "where t.type = 'table' and exists (select 1 from pragma_table_info (t.name) where name = 'gone') order by t.rowid", -1, &stmt, NULL) == SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      const char *name = (const char *) sqlite3_column_text (stmt, 0);

      if (limit.tables->len == 0 || !g_str_equal (((Rows *) limit.tables->pdata[limit.tables->len - 1])->name, name))
        g_ptr_array_add (limit.tables, read_table (db, name, (const char *) sqlite3_column_text (stmt, 1)));
      if (sqlite3_column_type (stmt, 2) == SQLITE_TEXT)
        g_ptr_array_add (limit.indexes, g_strdup ((const char *) sqlite3_column_text (stmt, 2)));
    }
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  gx_bench_check (limit.tables->len > 10 && limit.indexes->len > 10);
  return limit;
}

static void
insert_rows (sqlite3 *db, const Rows *rows)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  const guint8 *at = rows->cells->data;
  const guint8 *end = at + rows->cells->len;
  sqlite3_stmt *stmt = NULL;

  g_string_printf (sql, "insert into %s values (?", rows->name);
  for (int column = 1; column < rows->n_columns; column++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  gx_bench_check (sqlite3_prepare_v2 (db, sql->str, -1, &stmt, NULL) == SQLITE_OK);
  while (at < end)
    {
      for (int column = 0; column < rows->n_columns; column++)
        at = bind_cell (stmt, column + 1, at);
      gx_bench_check (sqlite3_step (stmt) == SQLITE_DONE);
      sqlite3_reset (stmt);
    }
  sqlite3_finalize (stmt);
}

static double
time_limit (const Limit *limit, const char *path)
{
  sqlite3 *db = NULL;
  double start = 0;
  double taken = 0;

  remove_files (path);
  db = open_raw (path);
  for (guint i = 0; i < limit->tables->len; i++)
    gx_bench_check (sqlite3_exec (db, ((Rows *) limit->tables->pdata[i])->sql, NULL, NULL,
                                  NULL) == SQLITE_OK);

  start = gx_bench_now (GX_BENCH_CPU);
  gx_bench_check (sqlite3_exec (db, "begin", NULL, NULL, NULL) == SQLITE_OK);
  for (guint i = 0; i < limit->tables->len; i++)
    insert_rows (db, limit->tables->pdata[i]);
  for (guint i = 0; i < limit->indexes->len; i++)
    gx_bench_check (sqlite3_exec (db, limit->indexes->pdata[i], NULL, NULL, NULL) == SQLITE_OK);
  gx_bench_check (sqlite3_exec (db, "commit", NULL, NULL, NULL) == SQLITE_OK);
  taken = gx_bench_now (GX_BENCH_CPU) - start;
  sqlite3_close (db);
  return taken;
}

/* -- Cancelling */

typedef struct {
  GCancellable *cancellable;
  double after, at;        /* seconds of the wall clock */
} Cancel;

static gpointer
cancel_later (gpointer data)
{
  Cancel *self = data;

  g_usleep ((gulong) (self->after * G_USEC_PER_SEC));
  self->at = gx_bench_now (GX_BENCH_WALL);
  g_cancellable_cancel (self->cancellable);
  return NULL;
}

/* How long an import goes on that is cancelled @after so many seconds; 0: it had ended before. */
static double
time_cancel (const char *csv, const char *path, double after)
{
  g_autoptr (GxConnection) book = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (csv);
  g_autoptr (GxImportReport) report = NULL;
  Cancel cancel = { cancellable, after, 0 };
  GThread *thread = NULL;
  double end = 0;
  gboolean is_done = FALSE;

  remove_files (path);
  book = gx_connection_create (path, "CNY", NULL);
  gx_connection_set_cancellable (book, cancellable); /* as a job of the window has it */
  thread = g_thread_new ("cancel", cancel_later, &cancel);
  is_done = gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, cancellable, &report, NULL, NULL);
  end = gx_bench_now (GX_BENCH_WALL);
  g_thread_join (thread);
  gx_connection_set_cancellable (book, NULL);
  gx_bench_check (is_done
                  || gx_connection_get_int64 (book, -1, NULL, "select count(*) from customer", NULL) == 0);
  return is_done ? 0 : end - cancel.at;
}

static void
time_cancels (GxBench *bench, const char *csv, const char *path, double whole)
{
  double longest = 0;

  for (int i = 1; i <= CANCELS; i++)
    longest = MAX (longest, time_cancel (csv, path, whole * i / (CANCELS + 1)));
  gx_bench_line (bench, "G1 cancelled, longest", PROMPT_MS, longest * 1e3, "ms", 1);
}

int
main (int argc, char **argv)
{
  GxBench bench;
  g_autofree char *csv = NULL;
  g_autofree char *product = NULL;
  g_autofree char *raw = NULL;
  g_autoptr (GxConnection) book = NULL;
  g_autoptr (GArray) limits = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) plain_ones = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) matching_ones = g_array_new (FALSE, FALSE, sizeof (double));
  Limit limit = { NULL, NULL };
  double whole = 0;

  gx_bench_init (&bench, argc, argv);
  csv = g_strconcat (bench.path, "-import.csv", NULL);
  product = g_strconcat (bench.path, "-import.guanxi", NULL);
  raw = g_strconcat (bench.path, "-raw.db", NULL);
  book = gx_bench_open (&bench);
  bench.customers = write_csv (book, csv);
  whole = gx_bench_now (GX_BENCH_WALL);
  time_product (csv, product, bench.customers, GX_ON_MATCH_FILL);
  whole = gx_bench_now (GX_BENCH_WALL) - whole;
  limit = read_limit (product);

  for (int i = 0; i < ROUNDS; i++)
    {
      double limit_s = time_limit (&limit, raw);
      double plain_s = time_product (csv, product, bench.customers, GX_ON_MATCH_ADD);
      double matching_s = time_product (csv, product, bench.customers, GX_ON_MATCH_FILL);

      g_array_append_val (limits, limit_s);
      g_array_append_val (plain_ones, plain_s);
      g_array_append_val (matching_ones, matching_s);
    }
  gx_bench_line (&bench, "G1 import of a CSV", gx_bench_percentile (limits, 0.5) * 1e3,
                 gx_bench_percentile (plain_ones, 0.5) * 1e3, "ms", 1.6);
  gx_bench_note (&bench, "G1 with matching", gx_bench_percentile (limits, 0.5) * 1e3,
                 gx_bench_percentile (matching_ones, 0.5) * 1e3, "ms");
  time_cancels (&bench, csv, product, whole);

  remove_files (product);
  remove_files (raw);
  g_unlink (csv);
  return gx_bench_finish (&bench);
}
