/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/*
 * G18: a copy of the book while somebody edits it, against cp and fdatasync of the file, before and after it;
 * the longest of its steps, as every goal in time of the processor: between two of them it lets the disk catch
 * up, which nobody waits for but the copy; what its check and a restore cost; and how long the edits take
 * meanwhile.
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "customers/gx-customers.h"
#include "gx-bench.h"
#include "store/gx-backup-shelf.h"
#include "store/gx-backup.h"
#include "store/gx-step.h"

#define COPYING 3             /* of what is told, this part is the copying; the rest is the check */
#define BETWEEN_EDITS_US 20000
#define LONGEST_STEP_MS 100
#define EDITS_ALONE 100
#define ROUNDS 3
#define LARGE 200000          /* customers from which one round is enough */

typedef struct {
  const char *path;
  char *copy, *plain, *part;
  double start, copied;                            /* seconds */
  double last_step, longest_wall, last_cpu, longest_step;
  double cpu;                                      /* seconds of the last whole backup, its check included */
  guint steps;
} Copying;

typedef struct {
  const char *path;
  GxId customer;
  int is_over;                /* atomic */
  guint most;
  GArray *seconds;
} Editing;

/* -- Somebody who edits */

static gpointer
edit_on (gpointer data)
{
  Editing *editing = data;
  g_autoptr (GxConnection) book = gx_connection_open (editing->path, GX_OPEN_WRITE, NULL);

  for (guint i = 0; !g_atomic_int_get (&editing->is_over) && i < editing->most; i++)
    {
      g_autofree char *text = g_strdup_printf ("edit %u of %" G_GINT64_FORMAT, i, g_get_real_time ());
      double start = gx_bench_now (GX_BENCH_WALL), took;

      gx_bench_check (gx_customers_set (book, gx_actor_get_self (), editing->customer, "note", text, NULL));
      took = gx_bench_now (GX_BENCH_WALL) - start;
      g_array_append_val (editing->seconds, took);
      g_usleep (BETWEEN_EDITS_US);
    }
  return NULL;
}

static void
begin_editing (Editing *editing, guint most)
{
  g_array_set_size (editing->seconds, 0);
  editing->is_over = FALSE;
  editing->most = most;
}

/* -- The copy */

static void
progressed_cb (gint64 done, gint64 total, gpointer data)
{
  Copying *copying = data;
  double now = gx_bench_now (GX_BENCH_WALL);
  double cpu = gx_bench_now (GX_BENCH_CPU);

  copying->longest_wall = MAX (copying->longest_wall, now - copying->last_step);
  copying->longest_step = MAX (copying->longest_step, cpu - copying->last_cpu);
  copying->steps++;
  if (COPYING * done >= total && copying->copied == 0)
    {
      int file = g_open (copying->part, O_RDONLY | O_CLOEXEC, 0);

      gx_bench_check (file >= 0 && fdatasync (file) == 0);
      close (file);
      copying->copied = gx_bench_now (GX_BENCH_WALL) - copying->start;
    }
  copying->last_step = gx_bench_now (GX_BENCH_WALL);
  copying->last_cpu = gx_bench_now (GX_BENCH_CPU);
}

static double
copy_plainly (const Copying *copying)
{
  double start = gx_bench_now (GX_BENCH_WALL);
  g_autofree char *command = g_strdup_printf ("cp --reflink=never '%s' '%s'", copying->path, copying->plain);
  int file;

  gx_bench_check (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  file = g_open (copying->plain, O_RDONLY | O_CLOEXEC, 0);
  gx_bench_check (file >= 0 && fdatasync (file) == 0);
  close (file);
  double took = gx_bench_now (GX_BENCH_WALL) - start;
  g_unlink (copying->plain);
  return took;
}

static double
copy_as_backup (Copying *copying)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) reader = gx_connection_open (copying->path, GX_OPEN_READ, &error);

  g_unlink (copying->copy);
  copying->copied = 0;
  copying->cpu = copying->last_cpu = gx_bench_now (GX_BENCH_CPU);
  copying->start = copying->last_step = gx_bench_now (GX_BENCH_WALL);
  gx_connection_set_progress (reader, progressed_cb, copying);
  if (!gx_backup_to (reader, copying->copy, NULL, &error))
    g_error ("%s", error->message);
  copying->cpu = gx_bench_now (GX_BENCH_CPU) - copying->cpu;
  return gx_bench_now (GX_BENCH_WALL) - copying->start;
}

static void
count_cb (gint64 done, gint64 total, gpointer data)
{
  (*(guint *) data)++;
}

/* -- A restore that somebody stops half way */

typedef struct {
  GCancellable *cancellable;
  double at;                  /* seconds */
} Stopping;

static void
stop_half_way_cb (gint64 done, gint64 total, gpointer data)
{
  Stopping *stopping = data;

  if (2 * done < total || stopping->at > 0)
    return;
  stopping->at = gx_bench_now (GX_BENCH_WALL);
  g_cancellable_cancel (stopping->cancellable);
}

static double
time_cancel (const Copying *copying, const char *restored)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Stopping stopping = { cancellable, 0 };

  g_unlink (restored);
  gx_bench_check (!gx_backup_restore (copying->copy, restored, stop_half_way_cb, &stopping, cancellable, NULL,
                                      NULL));
  gx_bench_check (!g_file_test (restored, G_FILE_TEST_EXISTS)); /* nothing half is left */
  return gx_bench_now (GX_BENCH_WALL) - stopping.at;
}

static double
median (GArray *seconds)
{
  return gx_bench_percentile (seconds, 0.5);
}

int
main (int argc, char **argv)
{
  GxBench bench;
  Copying copying = { 0 };
  Editing editing = { 0 };
  g_autoptr (GArray) plain = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) copied = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) proven = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GxConnection) book = NULL;
  g_autoptr (GError) error = NULL;
  guint n_told = 0;
  double alone, start, took, cpu;

  gx_bench_init (&bench, argc, argv);
  book = gx_bench_open (&bench);
  editing.path = copying.path = bench.path;
  editing.seconds = g_array_new (FALSE, FALSE, sizeof (double));
  editing.customer = gx_connection_get_int64 (book, 0, NULL, "select min(id) from customer", NULL);
  bench.customers = gx_connection_get_int64 (book, 0, NULL, "select count(*) from customer", NULL);
  copying.copy = g_strconcat (bench.path, "-copy", NULL);
  copying.plain = g_strconcat (bench.path, "-plain", NULL);
  copying.part = g_strdup_printf ("%s.%d" GX_BACKUP_PART, copying.copy, (int) getpid ());
  gx_connection_close (book);

  begin_editing (&editing, EDITS_ALONE);
  edit_on (&editing);
  alone = gx_bench_percentile (editing.seconds, 0.99);
  begin_editing (&editing, G_MAXUINT);
  GThread *thread = g_thread_new ("edit", edit_on, &editing);
  for (int i = 0; i < (bench.customers < LARGE ? ROUNDS : 1); i++)
    {
      double before = copy_plainly (&copying);

      took = copy_as_backup (&copying);
      g_array_append_val (proven, took);
      g_array_append_val (copied, copying.copied);
      took = (before + copy_plainly (&copying)) / 2; /* a shared disk changes its pace meanwhile */
      g_array_append_val (plain, took);
    }
  g_atomic_int_set (&editing.is_over, TRUE);
  g_thread_join (thread);

  gx_bench_line (&bench, "G18 backup while edited", 1000 * median (plain), 1000 * median (copied), "ms", 3);
  gx_bench_line (&bench, "G18 longest step", LONGEST_STEP_MS, 1000 * copying.longest_step, "ms", 1);
  gx_bench_note (&bench, "and its wait for the disk", LONGEST_STEP_MS, 1000 * copying.longest_wall, "ms");
  gx_bench_note (&bench, "backup with its check", 1000 * median (plain), 1000 * median (proven), "ms");
  gx_bench_note (&bench, "its cpu", 1000 * median (proven), 1000 * copying.cpu, "ms");
  gx_bench_note (&bench, "p99 of edits meanwhile", 1000 * alone,
                 1000 * gx_bench_percentile (editing.seconds, 0.99), "ms");

  g_autofree char *restored = g_strconcat (bench.path, "-restored", NULL);
  start = gx_bench_now (GX_BENCH_WALL);
  cpu = gx_bench_now (GX_BENCH_CPU);
  if (!gx_backup_restore (copying.copy, restored, count_cb, &n_told, NULL, NULL, &error))
    g_error ("%s", error->message);
  cpu = gx_bench_now (GX_BENCH_CPU) - cpu;
  took = gx_bench_now (GX_BENCH_WALL) - start;
  gx_bench_note (&bench, "restore, checked", 1000 * median (plain), 1000 * took, "ms");
  gx_bench_note (&bench, "its cpu", 1000 * took, 1000 * cpu, "ms");
  gx_bench_note (&bench, "a restore stopped half way", LONGEST_STEP_MS,
                 1000 * time_cancel (&copying, restored), "ms");
  gx_bench_check (n_told >= (bench.customers < LARGE ? 2 : 100)); /* one sees how far it is */

  g_unlink (restored);
  g_unlink (copying.copy);
  g_array_unref (editing.seconds);
  g_free (copying.copy);
  g_free (copying.plain);
  g_free (copying.part);
  return gx_bench_finish (&bench);
}
