/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-step.h"

/**
 * A random session on a book: edits of all kinds, imports in bulk, bins, undos and redos of any step. What
 * each step did is kept as SQL, so that the steps that are not undone can be replayed on a fresh book: the
 * oracle for undo.
 */
typedef struct _Session Session;

Session *session_new (GxConnection *book, guint32 seed);
/* from now on each turn is somebody else's, one of @n */
void session_set_people (Session *self, int n);
/* sessions on several books of one team: each also edits what the others made, as far as its book has it */
void session_join (Session *self, Session *other);
void session_free (Session *self);
void session_turn (Session *self);            /* one step, or one undo or redo, which may be refused */
guint session_refused (Session *self);
guint session_steps (Session *self);          /* done, undone and redone */
GxConnection *session_replay (Session *self); /* a fresh book with the steps that are not undone */

char *session_dump (GxConnection *book);      /* the logical dump */
void session_assert_same (const char *dump, const char *expected); /* says the first line that differs */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Session, session_free)
