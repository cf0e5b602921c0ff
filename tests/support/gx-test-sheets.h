/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The customers of eight salespeople, each in a spreadsheet of its own kind: four encodings, their own headers,
 * titles above them, orders of days, ways to write a telephone. A quarter of the rows is about somebody who
 * stands in another row already, in the same file or in another's. The same seed makes the same files, and what
 * is true of them is known.
 */

#define GX_TEST_N_SHEETS 8

/** GxTestSheet: what a person would have to say of a file where the program does not find out. */
typedef struct {
  const char *name;       /* of the file */
  const char *encoding;   /* NULL: of a workbook */
  const char *columns;    /* as in --columns */
  const char *day_order;  /* "ymd" … */
} GxTestSheet;

extern const GxTestSheet gx_test_sheets[GX_TEST_N_SHEETS];

typedef struct {
  gint64 n_rows, n_people;
  GHashTable *owners;     /* a way to reach somebody, as compared (gx_contact_key) → number of the person, from 1;
                             one that several people share is not in it */
} GxTestSheets;

/** gx_test_sheets_write: into @folder. @n_rows: in all files together. */
GxTestSheets *gx_test_sheets_write (const char *folder, gint64 n_rows, guint64 seed);
void gx_test_sheets_free (GxTestSheets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxTestSheets, gx_test_sheets_free)

G_END_DECLS
