/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/**
 * GxActor: who writes. @author is a member's id. @by_hand is FALSE for rules and reconciling: Ctrl+Z passes
 * over those.
 */
struct _GxActor {
  GxId author;
  gboolean by_hand;
};

/**
 * gx_actor_get_self: the member who sits at this computer (gx-self.h); made known to the book by the first
 * step.
 */
GxActor *gx_actor_get_self (void);

/**
 * GxStep:
 *
 * The one door to the shared tables: begin, write rows with gx_connection_run(), commit. One transaction;
 * what changed is recorded in the journal (captured by SQLite's pre-update hook), the derived rows of the
 * touched customers are projected again, and listeners hear what changed. A step that changed nothing leaves
 * no trace and commits with id 0.
 *
 * Services begin and commit their own step; a step begun inside another joins it (its label is not used), so
 * a service can be called from a larger step. A joined step that is not committed spoils the whole.
 *
 *   g_autoptr (GxStep) step = gx_step_begin (book, actor, "customer.rename", error);
 *   if (step == NULL || !gx_connection_run (book, error, "update …", "ti", name, id))
 *     return FALSE;
 *   return gx_step_commit (g_steal_pointer (&step), &step_id, error);
 *
 * Rules of shared tables: never DELETE (set gone = 1), never change an id. A membership has the id
 * gx_id_hash() of its two ids and is added with `insert … on conflict (id) do update set gone = 0`.
 */
GxStep *gx_step_begin (GxConnection *book, const GxActor *actor, const char *label, GError **error);

/**
 * gx_step_commit: (transfer full step). @step_id: (out) (optional): 0 where nothing changed, or where joined.
 */
gboolean gx_step_commit (GxStep *step, GxId *step_id, GError **error);

/** gx_step_abort: rolls back. The autoptr does it for a step that was not committed. */
void gx_step_abort (GxStep *step);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxStep, gx_step_abort)

/** gx_step_expect: about so many rows will be written: what gx_connection_set_progress() counts up to. */
void gx_step_expect (GxStep *step, gint64 rows);

/**
 * gx_step_reserve:
 * @rows: at most so many rows will be inserted
 *
 * For an import: reserves a run of free ids for @table, and from now until gx_step_settle() nothing that
 * happens to @table is recorded row by row. Other tables and updates of existing rows of @table between the
 * two: call gx_step_set_capture().
 * @first: (out): the run's first id; use first, first + 1, …
 */
gboolean gx_step_reserve (GxStep *step, const char *table, gint64 rows, GxId *first, GError **error);

/** gx_step_settle: the rows first … first + used - 1 of @table were inserted: recorded as one range. */
gboolean gx_step_settle (GxStep *step, const char *table, gint64 used, GError **error);

/**
 * gx_step_add_member:
 * @table: a membership, such as "customer_tag"; @a and @b in the order of its columns
 * @is_new: (out): FALSE: it was there
 *
 * Between gx_step_reserve() and gx_step_settle(), of an @a that was born in this step. The row is noted, at a
 * third of what capturing costs, and written when the last run is settled: until then nobody reads it.
 */
gboolean gx_step_add_member (GxStep *step, const char *table, GxId a, GxId b, gboolean *is_new,
                             GError **error);

/**
 * gx_step_build_late:
 * @index: of the schema
 *
 * For an import larger than the book, when nobody reads: the index is dropped, and built again, as it was,
 * after the facts are written. A step that is rolled back never dropped it.
 */
gboolean gx_step_build_late (GxStep *step, const char *index, GError **error);

/**
 * gx_step_set_capture: FALSE while inserting rows of reserved runs, TRUE (the state at begin) while writing
 * anything else.
 */
void gx_step_set_capture (GxStep *step, gboolean capture);

/**
 * gx_step_rehearse: all that is asked for is done and can be read, and is rolled back by gx_step_commit()
 * instead of committed (returns TRUE, id 0). What only a commit needs, facts, indexes that were put off and
 * the journal, is never written.
 */
void gx_step_rehearse (GxStep *step);

/* -- Undo: a step like any other, pointing at the one it takes back. Errors: HELD (the message names the
   later step), NOT_FOUND. */

gboolean gx_undo (GxConnection *book, const GxActor *actor, GxId step, GxId *new_step, GError **error);
gboolean gx_redo (GxConnection *book, const GxActor *actor, GxId step, GxId *new_step, GError **error);

/** gx_undo_next, gx_redo_next: what Ctrl+Z, Ctrl+Shift+Z would take: a step's id, 0 where there is none. */
GxId gx_undo_next (GxConnection *book, const GxActor *actor);
GxId gx_redo_next (GxConnection *book, const GxActor *actor);

G_END_DECLS
