/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-import.h"

G_BEGIN_DECLS

/*
 * A whole book as a file that any program can read: everything that people wrote, one record a line
 * (JSON Lines, UTF-8). The first line says what it is:
 *
 *   {"guanxi":"book","version":4,"currency":"CNY"}
 *   {"table":"word","kind":"tag","name":"VIP","colour":2}
 *   {"table":"customer","id":281474976000123,"kind":"person","name":"李娜","owner":"王芳"}
 *   {"table":"contact_point","id":281474976000124,"customer_id":281474976000123,"kind":"phone","value":"1…"}
 *   {"table":"customer_tag","customer_id":281474976000123,"tag":"VIP"}
 *
 * Tables and members are those of the book's schema (data/sql/schema), parents before what points at them;
 * what is null or in the bin is left out, and so is whatever belongs to something in the bin. Words and
 * members of the team are named, not numbered: their ids are hashes, too long for other programs.
 *
 * An id says who is meant, in every book of every computer. So to bring a file in adds what is not there,
 * gives back what was taken back by an undo, leaves in the bin what a person put there, and does with the
 * rest as GxOnMatch says: a gap is filled, a cell overwritten, the record skipped. The same file again
 * changes nothing. One line that cannot be taken (it points at nothing, a value is of the wrong type) is
 * refused by itself.
 */

/** gx_book_file_is: whether a file begins as one of these. */
gboolean gx_book_file_is (const char *path);

/** gx_book_file_tables: static, NULL-terminated: what is in it, in order. */
const char * const *gx_book_file_tables (void);

/** gx_book_file_read: into the book, as one step; fills @report. Rehearsed, it is rolled back. @step: (out)
 * (optional). */
gboolean gx_book_file_read (GxConnection *book, const GxActor *actor, const GxImportPlan *plan,
                            gboolean is_rehearsal, GxImportProgress progress, gpointer user_data,
                            GCancellable *cancellable, GxImportReport *report, GxId *step, GError **error);

G_END_DECLS
