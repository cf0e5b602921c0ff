/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/*
 * The index of what notes say, made from nothing, as after an update of the program or on a new computer: how
 * long it takes, beside one read of all notes, and how large it is, beside their text.
 */
#include <string.h>

#include "gx-bench.h"
#include "store/gx-chore-private.h"
#include "store/gx-connection-private.h"
#include "store/gx-statement.h"

typedef struct {
  gint64 notes, bytes;
} Notes;

static Notes
read_notes (GxConnection *book)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select text from event where gone = 0 and text is not null union all "
    "select note from purchase where gone = 0 and note is not null", NULL);
  Notes notes = { 0 };

  while (gx_statement_next (query))
    {
      notes.notes++;
      notes.bytes += (gint64) strlen (gx_statement_text (query, 0));
    }
  gx_bench_check (gx_statement_finish (query, NULL));
  return notes;
}

static void
forget (GxConnection *book)
{
  gx_bench_check (_gx_connection_begin (book, NULL));
  gx_bench_check (_gx_chores_forget (book, NULL));
  gx_bench_check (_gx_connection_commit (book, NULL));
}

static double
megabytes (gint64 bytes)
{
  return (double) bytes / 1e6;
}

int
main (int argc, char **argv)
{
  g_autoptr (GxConnection) book = NULL;
  GxBench bench;
  Notes notes;
  double start, read, made;

  gx_bench_init (&bench, argc, argv);
  book = gx_bench_open (&bench);
  read_notes (book); /* warms up */
  start = gx_bench_now (GX_BENCH_CPU);
  notes = read_notes (book);
  read = gx_bench_now (GX_BENCH_CPU) - start;
  forget (book);
  start = gx_bench_now (GX_BENCH_CPU);
  gx_bench_check (gx_chores_finish (book, NULL));
  made = gx_bench_now (GX_BENCH_CPU) - start;
  gx_bench_note (&bench, "   notes: read, index made", read, made, "s");
  gx_bench_note (&bench, "   notes: a thousand", read / (double) notes.notes * 1e6,
                 made / (double) notes.notes * 1e6, "ms");
  gx_bench_note (&bench, "   notes: text, index", megabytes (notes.bytes),
                 megabytes (gx_connection_get_int64 (book, 0, NULL, "select sum (length (block)) "
                                                                    "from note_word_data", NULL)), "MB");
  return gx_bench_finish (&bench);
}
