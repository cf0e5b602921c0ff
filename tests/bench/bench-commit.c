/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* G16: one edit, durable when it returns, against writing as many bytes to a file beside the book and
   flushing them. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/gx-id-list.h"
#include "customers/gx-customers.h"
#include "gx-bench.h"
#include "store/gx-step.h"

#define ROUNDS 300
#define PROBE 20           /* edits that tell how many bytes one writes */

typedef struct {
  GxConnection *book;
  GxIdList *ids;
  GRand *rand;
  int file;
  off_t end;
  gsize bytes;             /* of one commit */
  char *block;
  guint n_edits;
  gint64 start;            /* so that no edit finds its own words of an earlier run */
} Commits;

static gint64
edit_one (gpointer data)
{
  Commits *commits = data;
  GxId id = gx_id_list_get (commits->ids,
                            (guint) g_rand_int_range (commits->rand, 0,
                                                      (int) gx_id_list_length (commits->ids)));
  g_autofree char *text = g_strdup_printf ("edit %u of %" G_GINT64_FORMAT, commits->n_edits++,
                                           commits->start);
  g_autoptr (GError) error = NULL;

  if (!gx_customers_set (commits->book, gx_actor_get_self (), id, "note", text, &error))
    g_error ("%s", error->message);
  return id;
}

static gint64
write_and_flush (gpointer data)
{
  Commits *commits = data;

  gx_bench_check (pwrite (commits->file, commits->block, commits->bytes,
                          commits->end) == (ssize_t) commits->bytes);
  gx_bench_check (fdatasync (commits->file) == 0);
  commits->end += (off_t) commits->bytes;
  return commits->end;
}

/* The log grows by what commits write: it begins empty, and is not brought home this early. */
static gsize
probe_bytes (GxBench *bench, Commits *commits)
{
  g_autofree char *wal = g_strconcat (bench->path, "-wal", NULL);
  GStatBuf before = { 0 };
  GStatBuf after = { 0 };

  edit_one (commits);
  gx_bench_check (g_stat (wal, &before) == 0);
  for (int i = 0; i < PROBE; i++)
    edit_one (commits);
  gx_bench_check (g_stat (wal, &after) == 0);
  return (gsize) (after.st_size - before.st_size) / PROBE;
}

int
main (int argc, char **argv)
{
  GxBench bench;
  Commits commits = { 0 };
  g_autofree char *beside = NULL;

  gx_bench_init (&bench, argc, argv);
  beside = g_strconcat (bench.path, "-bench", NULL);
  commits.book = gx_bench_open (&bench);
  commits.ids = gx_customers_order (commits.book, GX_CUSTOMER_SORT_LAST_CONTACT, FALSE, NULL, NULL);
  bench.customers = gx_id_list_length (commits.ids);
  commits.start = g_get_real_time ();
  commits.rand = g_rand_new_with_seed (16);
  commits.bytes = MAX (4096, probe_bytes (&bench, &commits));
  commits.block = g_malloc0 (commits.bytes);
  commits.file = g_open (beside, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  gx_bench_check (commits.file >= 0);

  gx_bench_compare_p99 (&bench, "G16 commit of an edit", GX_BENCH_WALL, ROUNDS, write_and_flush, edit_one,
                        &commits, 2.5);

  close (commits.file);
  g_unlink (beside);
  g_free (commits.block);
  g_rand_free (commits.rand);
  gx_id_list_unref (commits.ids);
  g_object_unref (commits.book);
  return gx_bench_finish (&bench);
}
