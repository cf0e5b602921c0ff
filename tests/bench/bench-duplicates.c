/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/*
 * G17: who is there twice. Of a million customers: seconds of reading, blocks and comparisons, against ten;
 * memory against 350 MB; pairs against three a customer. And blocks and comparisons against what no way of
 * doing it goes without: four radix sorts of that many keys, one Jaro–Winkler of two names for each
 * candidate pair.
 */
#include <malloc.h>
#include <stdio.h>
#include <unistd.h>

#include "gx-bench.h"
#include "quality/gx-book-faces.h"
#include "quality/gx-crowd-private.h"
#include "quality/gx-spelling.h"

#define SORTS 4
#define ROUNDS 3

typedef struct {
  GxConnection *book;
  GxCrowd *crowd;
  GPtrArray *names;
  GArray *candidates;
  guint64 n_candidates;
} Duplicates;

static gboolean
take_face (GxId customer, const char *name, const char *number, const GxFace *face, gpointer data)
{
  Duplicates *self = data;

  gx_crowd_add (self->crowd, face);
  if (self->names != NULL)
    g_ptr_array_add (self->names, g_strdup (name != NULL ? name : ""));
  return TRUE;
}

static void
sort_keys (guint64 *keys, guint64 *spare, guint n)
{
  for (guint shift = 0; shift < 33; shift += 11)
    {
      guint starts[1 << 11] = { 0 };
      guint64 *swap = keys;

      for (guint i = 0; i < n; i++)
        starts[keys[i] >> shift & 0x7ff]++;
      for (guint i = 0, sum = 0; i < G_N_ELEMENTS (starts); i++)
        {
          guint count = starts[i];

          starts[i] = sum;
          sum += count;
        }
      for (guint i = 0; i < n; i++)
        spare[starts[keys[i] >> shift & 0x7ff]++] = keys[i];
      keys = spare;
      spare = swap;
    }
}

static gint64
sort_and_compare (gpointer data)
{
  Duplicates *self = data;
  guint n = self->names->len;
  g_autofree guint64 *keys = g_new (guint64, n), *spare = g_new (guint64, n);
  double sum = 0;

  for (guint round = 0; round < SORTS; round++)
    {
      for (guint i = 0; i < n; i++)
        keys[i] = (guint64) i << 32 | ((i + round) * 2654435761u & 0xffffffffu);
      sort_keys (keys, spare, n);
    }
  for (guint i = 0; i < self->candidates->len; i++)
    {
      guint64 pair = g_array_index (self->candidates, guint64, i);

      sum += gx_spelling_jaro_winkler (self->names->pdata[pair >> 32],
                                       self->names->pdata[(guint32) pair]);
    }
  return (gint64) sum;
}

static gint64
find (gpointer data)
{
  Duplicates *self = data;
  g_autoptr (GArray) pairs = gx_crowd_find (self->crowd, GX_CROWD_ASK, NULL, &self->n_candidates);

  return pairs->len;
}

static double
resident_mb (void)
{
  g_autofree char *text = NULL;
  long pages = 0, resident = 0;

  malloc_trim (0);
  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL)
      && sscanf (text, "%ld %ld", &pages, &resident) == 2)
    return resident * (double) sysconf (_SC_PAGESIZE) / 1e6;
  return 0;
}

static gboolean
pass_over (GxId customer, const char *name, const char *number, const GxFace *face, gpointer data)
{
  return TRUE;
}

int
main (int argc, char **argv)
{
  GxBench bench;
  g_autoptr (GxConnection) book = NULL;
  Duplicates self = { NULL };
  double start, before, seconds;

  gx_bench_init (&bench, argc, argv);
  self.book = book = gx_bench_open (&bench);
  self.crowd = gx_crowd_new ();
  start = gx_bench_now (GX_BENCH_CPU);
  gx_bench_check (gx_book_faces (book, pass_over, &self, NULL));
  seconds = gx_bench_now (GX_BENCH_CPU) - start;
  before = resident_mb ();
  start = gx_bench_now (GX_BENCH_CPU);
  gx_bench_check (gx_book_faces (book, take_face, &self, NULL));
  gx_bench_note (&bench, "G17 faces: read, and kept", seconds * 1e3,
                 (gx_bench_now (GX_BENCH_CPU) - start) * 1e3, "ms");
  gx_bench_line (&bench, "G17 duplicates: memory", 350.0 * bench.customers / 1e6, resident_mb () - before,
                 "MB", 1);
  find (&self);
  seconds = gx_bench_now (GX_BENCH_CPU) - start;
  gx_bench_line (&bench, "G17 duplicates: all of it", 10.0 * bench.customers / 1e6, seconds, "s", 1);
  gx_bench_line (&bench, "G17 duplicates: pairs", 3.0 * bench.customers, self.n_candidates, "", 1);
  gx_crowd_free (self.crowd);

  self.crowd = gx_crowd_new ();
  self.names = g_ptr_array_new_with_free_func (g_free);
  gx_bench_check (gx_book_faces (book, take_face, &self, NULL));
  self.candidates = _gx_crowd_candidates (self.crowd, NULL);
  gx_bench_compare (&bench, "G17 duplicates: pairs' cost", GX_BENCH_CPU, ROUNDS, sort_and_compare, find,
                    &self, 1.5);
  gx_crowd_free (self.crowd);
  g_ptr_array_unref (self.names);
  g_array_unref (self.candidates);
  return gx_bench_finish (&bench);
}
