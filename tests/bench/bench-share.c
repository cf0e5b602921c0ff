/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/*
 * A team over a folder of this disk: sharing the book and joining from its snapshot, against packing the file
 * and unpacking it, once; publishing 10,000 steps, against packing the same text into as many files; taking
 * them in, against unpacking these files and writing as many rows of the journal and of the table with no
 * rule at all. CPU time: a drive is as fast as it is; the notes say what the clock on the wall says here.
 */
#include <glib/gstdio.h>

#include "base/gx-id-list.h"
#include "customers/gx-customers.h"
#include "gx-bench.h"
#include "store/gx-carried-step.h"
#include "team/gx-team-file.h"
#include "team/gx-team-share.h"

#define STEPS 10000
#define SNAPSHOT_LEVEL 1   /* as the product packs */
#define SEGMENT_LEVEL 4

typedef struct {
  char *team_path, *files, *scratch;
  GxConnection *book, *replica;
} Office;

typedef struct {
  double cpu, wall;
} Stopwatch;

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("bench: %s", error->message);
}

static Stopwatch
start (void)
{
  return (Stopwatch) { gx_bench_now (GX_BENCH_CPU), gx_bench_now (GX_BENCH_WALL) };
}

static Stopwatch
stop (Stopwatch begun)
{
  return (Stopwatch) { (gx_bench_now (GX_BENCH_CPU) - begun.cpu) * 1000,
                       (gx_bench_now (GX_BENCH_WALL) - begun.wall) * 1000 };
}

static void
print (GxBench *bench, const char *name, Stopwatch limit, Stopwatch product, double goal)
{
  gx_bench_line (bench, name, limit.cpu, product.cpu, "ms", goal);
  gx_bench_note (bench, "  on the wall", limit.wall, product.wall, "ms");
}

static void
empty_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      g_unlink (inside);
    }
  g_rmdir (path);
}

/* -- Files -- */

static GPtrArray *
list_files (Office *office, const char *ending)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (office->files, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ending))
      g_ptr_array_add (paths, g_build_filename (office->files, name, NULL));
  return paths;
}

/* Without the transport's first line. */
static void
take_line_off (const char *path, const char *to)
{
  g_autofree char *command = g_strdup_printf ("sh -c \"tail -n +2 '%s' > '%s'\"", path, to);

  gx_bench_check (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

static Stopwatch
convert (const char *from, const char *to, GConverter *converter)
{
  Stopwatch watch = start ();
  g_autoptr (GError) error = NULL;

  gx_team_file_convert (from, to, converter, NULL, NULL, &error);
  check (error);
  g_object_unref (converter);
  return stop (watch);
}

static GConverter *
unpacker (void)
{
  return G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
}

static GConverter *
packer (int level)
{
  return G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, level));
}

/* All segments out of their packing, and into it again. */
static void
time_packing (Office *office, Stopwatch *unpacking, Stopwatch *packing)
{
  g_autoptr (GPtrArray) segments = list_files (office, ".seg");
  g_autofree char *packed = g_strconcat (office->scratch, "-packed", NULL);

  *unpacking = *packing = (Stopwatch) { 0 };
  for (guint i = 0; i < segments->len; i++)
    {
      Stopwatch took;

      take_line_off (segments->pdata[i], packed);
      took = convert (packed, office->scratch, unpacker ());
      unpacking->cpu += took.cpu;
      unpacking->wall += took.wall;
      took = convert (office->scratch, packed, packer (SEGMENT_LEVEL));
      packing->cpu += took.cpu;
      packing->wall += took.wall;
    }
  g_unlink (packed);
  g_unlink (office->scratch);
}

/* -- Sharing and joining -- */

static void
time_sharing (GxBench *bench, Office *office)
{
  Stopwatch limit = convert (bench->path, office->scratch, packer (SNAPSHOT_LEVEL)), product, watch;
  g_autofree char *packed = g_strconcat (office->scratch, "-packed", NULL);
  g_autofree char *teams = g_build_filename (g_get_user_data_dir (), "guanxi", "teams", NULL);
  g_autofree char *replica = NULL;
  g_autoptr (GPtrArray) snapshots = NULL;
  g_autoptr (GError) error = NULL;

  watch = start ();
  gx_team_share (office->book, office->team_path, NULL, &error);
  check (error);
  product = stop (watch);
  print (bench, "sharing the book", limit, product, 3);

  snapshots = list_files (office, ".snap");
  gx_bench_check (snapshots->len == 1);
  take_line_off (snapshots->pdata[0], packed);
  limit = convert (packed, office->scratch, unpacker ());
  g_unlink (packed);
  g_unlink (office->scratch);
  empty_folder (teams); /* else this computer has a replica: the book itself */
  watch = start ();
  replica = gx_team_join (office->team_path, NULL, &error);
  check (error);
  product = stop (watch);
  print (bench, "joining the team", limit, product, 2);
  office->replica = gx_connection_open (replica, GX_OPEN_WRITE, &error);
  check (error);
}

/* -- 10,000 steps -- */

static void
edit_some (GxConnection *book)
{
  g_autoptr (GxIdList) ids = gx_customers_order (book, GX_CUSTOMER_SORT_LAST_CONTACT, FALSE, NULL, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  gx_connection_run (book, NULL, "pragma synchronous = off", NULL); /* they are not what is timed */
  for (int i = 0; i < STEPS; i++)
    {
      GxId id = gx_id_list_get (ids, (guint) g_rand_int_range (rand, 0, (int) gx_id_list_length (ids)));
      g_autofree char *text = g_strdup_printf ("note %d", i);
      g_autoptr (GError) error = NULL;

      gx_customers_set (book, gx_actor_get_self (), id, i % 2 == 0 ? "note" : "occupation", text, &error);
      check (error);
    }
  gx_connection_run (book, NULL, "pragma synchronous = full", NULL);
}

static GxTeam *
open_team (GxConnection *book)
{
  g_autoptr (GError) error = NULL;
  GxTeam *team = gx_team_open (book, &error);

  check (error);
  return team;
}

static Stopwatch
time_round (GxTeam *team, GxConnection *book, int *sent, int *taken)
{
  Stopwatch watch = start ();
  g_autoptr (GxTeamReport) report = NULL;
  g_autoptr (GError) error = NULL;

  gx_team_exchange (team, book, &report, NULL, &error);
  check (error);
  *sent += report->sent;
  *taken += report->taken;
  return stop (watch);
}

/* As many rows of the journal, and of the table the last value. */
static Stopwatch
write_raw (GxConnection *book, GPtrArray *steps)
{
  Stopwatch watch;
  g_autoptr (GError) error = NULL;

  gx_connection_run (book, &error, "begin immediate", NULL);
  gx_connection_run (book, &error, "create table bench_tx as select * from journal_tx limit 0", NULL);
  gx_connection_run (book, &error, "create unique index bench_tx_site on bench_tx (site, seq)", NULL);
  gx_connection_run (book, &error, "create table bench_row as select * from journal_row limit 0", NULL);
  gx_connection_run (book, &error, "create unique index bench_row_row on bench_row (tbl, \"row\", tx)",
                     NULL);
  watch = start ();
  for (guint i = 0; i < steps->len; i++)
    {
      const GxCarriedStep *step = g_ptr_array_index (steps, i);

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
  watch = stop (watch);
  gx_connection_run (book, &error, "rollback", NULL);
  check (error);
  return watch;
}

static void
time_steps (GxBench *bench, Office *office)
{
  g_autoptr (GxTeam) team = open_team (office->book), other = open_team (office->replica);
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GError) error = NULL;
  Stopwatch product, unpacking, packing, writing;
  GxId site;
  gint64 before = 0;
  int sent = 0, taken = 0;

  time_round (team, office->book, &sent, &taken);
  time_round (other, office->replica, &sent, &taken);
  site = gx_connection_get_site (office->book);
  gx_carried_tail (office->book, site, &before, NULL, NULL, NULL);
  edit_some (office->book);
  sent = taken = 0;
  product = time_round (team, office->book, &sent, &taken);
  gx_bench_check (sent >= STEPS);
  time_packing (office, &unpacking, &packing);
  print (bench, "publishing 10,000 steps", packing, product, 6);

  steps = gx_carried_steps_read (office->book, site, before, G_MAXINT, &error);
  check (error);
  writing = write_raw (office->replica, steps);
  writing.cpu += unpacking.cpu;
  writing.wall += unpacking.wall;
  product = (Stopwatch) { 0 };
  for (int i = 0; i < 10 && taken < sent; i++)
    {
      int none = 0;
      Stopwatch took = time_round (other, office->replica, &none, &taken);

      product.cpu += took.cpu;
      product.wall += took.wall;
    }
  gx_bench_check (taken == sent);
  print (bench, "taking in 10,000 steps", writing, product, 5);
}

int
main (int argc, char **argv)
{
  GxBench bench;
  Office office = { NULL };

  gx_bench_init (&bench, argc, argv);
  office.book = gx_bench_open (&bench);
  office.team_path = g_strconcat (bench.path, ".guanxi-team", NULL);
  office.files = gx_team_book_folder (office.team_path);
  office.scratch = g_strconcat (bench.path, "-scratch", NULL);
  bench.customers = gx_connection_get_int64 (office.book, 0, NULL, "select count (*) from customer", NULL);
  time_sharing (&bench, &office);
  time_steps (&bench, &office);

  empty_folder (office.files);
  g_unlink (office.team_path);
  g_clear_object (&office.book);
  g_clear_object (&office.replica);
  g_free (office.team_path);
  g_free (office.files);
  g_free (office.scratch);
  return gx_bench_finish (&bench);
}
