/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/*
 * G23: a workbook of 100,000 customers × 20 columns and the same rows as CSV, written, rehearsed and brought
 * in by guanxi-cli, each in a process of its own: what it takes and how much memory; beside LibreOffice Calc,
 * which only opens the same file (and writes it as text, the least it can be asked for), in the same run.
 * Of a larger book all of it as CSV, too (Calc holds no more than 1,048,576 rows): then what a row costs in
 * memory is the difference of the two sizes.
 */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gx-bench.h"

#define ROWS 100000
#define FIELDS "number,name,company,title,phone,mail,wechat,province,city,district,street,postcode,source," \
               "owner,standing,gender,birthday,occupation,industry,note"
#define MEMORY_MB 300.0   /* of a rehearsal: PERF.md's goal */

typedef struct {
  double wall_s, cpu_s, memory_mb;
} Cost;

/* -- Processes */

/* Runs it to its end; what it prints is nobody's business. */
static Cost
run (const char * const *argv)
{
  struct rusage usage = { 0 };
  double start = gx_bench_now (GX_BENCH_WALL);
  int status = 0;
  pid_t child = fork ();

  gx_bench_check (child >= 0);
  if (child == 0)
    {
      gx_bench_check (freopen ("/dev/null", "w", stdout) != NULL);
      gx_bench_check (freopen ("/dev/null", "w", stderr) != NULL);
      execvp (argv[0], (char * const *) argv);
      _exit (127);
    }
  while (wait4 (child, &status, 0, &usage) < 0 && errno == EINTR)
    ;
  gx_bench_check (WIFEXITED (status) && (WEXITSTATUS (status) == 0 || WEXITSTATUS (status) == 3));
  return (Cost) { gx_bench_now (GX_BENCH_WALL) - start,
                  (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
                    + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
                  (double) usage.ru_maxrss / 1024 };
}

/* (transfer full): the program that stands beside this one in the build. */
static char *
find_cli (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = g_path_get_dirname (self);

  return g_build_filename (folder, "..", "..", "src", "cli", "guanxi-cli", NULL);
}

typedef struct {
  GxBench *bench;
  char *cli, *empty, *folder;
} Sheets;

static Cost
bring_in (Sheets *self, const char *path, gboolean is_rehearsal)
{
  static const char * const endings[] = { "", "-wal", "-shm" };
  const char *make[] = { self->cli, "--quiet", "book", "new", self->empty, "--currency", "CNY", NULL };
  const char *take[] = { self->cli, "--quiet", "--book", self->empty, "import", path, "--as", "customers",
                         is_rehearsal ? "--rehearse" : NULL, NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (self->empty, endings[i], NULL);

      g_unlink (name);
    }
  run (make);
  return run (take);
}

static void
tell (Sheets *self, const char *kind, const char *what, Cost calc, Cost product, double goal)
{
  g_autofree char *name = g_strdup_printf ("G23 %s %s", kind, what);

  if (calc.wall_s > 0)
    gx_bench_line (self->bench, name, calc.wall_s * 1e3, product.wall_s * 1e3, "ms", goal);
  else
    gx_bench_note (self->bench, name, product.cpu_s * 1e3, product.wall_s * 1e3, "ms");
}

static Cost
open_in_calc (Sheets *self, const char *path)
{
  g_autofree char *calc = g_find_program_in_path ("soffice");
  g_autofree char *profile = g_strdup_printf ("-env:UserInstallation=file://%s/calc", self->folder);
  g_autofree char *out = g_build_filename (self->folder, "out", NULL);
  const char *argv[] = { calc, profile, "--headless", "--convert-to",
                         "csv:Text - txt - csv (StarCalc):59,34,76", "--outdir", out, path, NULL };

  if (calc != NULL)
    return run (argv);
  g_printerr ("LibreOffice is not installed: nothing to compare with\n");
  return (Cost) { 0 };
}

/* Returns the most memory that it took. */
static double
time_kind (Sheets *self, const char *book, const char *kind, gint64 rows)
{
  g_autofree char *path = g_strdup_printf ("%s/list.%s", self->folder, kind);
  const char *export[] = { self->cli, "--quiet", "--book", book, "export", "customers", path, "--fields",
                           FIELDS, NULL };
  Cost written = run (export);
  Cost calc = open_in_calc (self, path);
  Cost rehearsed = bring_in (self, path, TRUE);
  Cost taken = bring_in (self, path, FALSE);
  g_autofree char *memory = g_strdup_printf ("G23 %s memory", kind);
  double most_mb = MAX (written.memory_mb, MAX (rehearsed.memory_mb, taken.memory_mb));

  self->bench->customers = rows;
  tell (self, kind, "written", calc, written, 1);
  tell (self, kind, "rehearsed", calc, rehearsed, 1);
  tell (self, kind, "brought in", calc, taken, 1);
  gx_bench_line (self->bench, memory, MEMORY_MB, most_mb, "MB", 1);
  if (calc.wall_s > 0)
    gx_bench_note (self->bench, memory, calc.memory_mb, most_mb, "MB");
  return most_mb;
}

static void
time_sizes (Sheets *self, const char *small, gint64 n_small, const char *large, gint64 n_large)
{
  double small_mb, large_mb;

  time_kind (self, small, "xlsx", n_small);
  small_mb = time_kind (self, small, "csv", n_small);
  if (n_large <= n_small)
    return;
  large_mb = time_kind (self, large, "csv", n_large);
  gx_bench_note (self->bench, "G23 csv memory by size", small_mb, large_mb, "MB");
  gx_bench_note (self->bench, "G23 csv memory a row", 1,
                 (large_mb - small_mb) * (1 << 20) / (double) (n_large - n_small), "B");
}

/* The rows of this bench come from a book of their own: the one given may be of a million. */
static char *
make_book (Sheets *self)
{
  char *path = g_build_filename (self->folder, "demo.guanxi", NULL);
  const char *make[] = { self->cli, "--quiet", "book", "demo", path, "--customers", G_STRINGIFY (ROWS),
                         "--as-of", "2026-11-21", NULL };

  run (make);
  return path;
}

int
main (int argc, char **argv)
{
  GxBench bench;
  Sheets sheets = { .bench = &bench };
  g_autofree char *book = NULL;
  const char *forget[] = { "rm", "-r", NULL, NULL };

  gx_bench_init (&bench, argc, argv);
  sheets.folder = g_strconcat (bench.path, "-sheet", NULL);
  sheets.cli = find_cli ();
  sheets.empty = g_build_filename (sheets.folder, "empty.guanxi", NULL);
  gx_bench_check (g_mkdir_with_parents (sheets.folder, 0700) == 0);
  book = bench.customers > ROWS ? make_book (&sheets) : g_strdup (bench.path);

  time_sizes (&sheets, book, MIN (bench.customers, ROWS), bench.path, bench.customers);

  forget[2] = sheets.folder;
  run (forget);
  g_free (sheets.folder);
  g_free (sheets.empty);
  g_free (sheets.cli);
  return gx_bench_finish (&bench);
}
