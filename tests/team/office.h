/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "faulty-drive.h"
#include "team/gx-team.h"

/**
 * Some computers with a book each, whose people edit, take back and bring in at random and exchange over one
 * drive; they are switched off in the middle of it, and their clocks are off. Every step that was
 * acknowledged to somebody is written down, and must be everywhere in the end.
 */
typedef struct _Office Office;

#define OFFICE_TEAM 4711

Office *office_new (guint32 seed, guint computers);
void office_free (Office *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Office, office_free)

Drive *office_drive (Office *self);
guint office_computers (Office *self);
GxConnection *office_book (Office *self, guint computer);
GxTeam *office_team (Office *self, guint computer);
void office_set_clock_off (Office *self, guint computer, gint64 ms); /* ahead */
void office_set_patience (Office *self, int rounds);

void office_work (Office *self, guint computer);       /* one random step, or one taken back */
gboolean office_exchange (Office *self, guint computer); /* one round; FALSE: the drive failed */
void office_restart (Office *self, guint computer);    /* switched off and on again */
void office_turn (Office *self);                       /* any of these, anywhere */

/*
 * Accidents: none unless set. @forgets: what the computer remembers of the book outside goes along, as where
 * a whole disk is cloned or set back: nobody can see then that two computers go on as one.
 */
void office_keep (Office *self, guint computer);       /* a copy of the book, to go back to */
void office_go_back (Office *self, guint computer, gboolean forgets);
void office_clone (Office *self, guint computer, gboolean forgets); /* another computer, with a copy */
void office_set_accidents (Office *self, guint per_mille);

/** office_settle: exchanges over a drive without faults until nothing moves. FALSE: not in @rounds. */
gboolean office_settle (Office *self, guint rounds);

void office_describe (Office *self); /* to stderr: what each computer has */
guint office_acknowledged (Office *self);               /* steps, so far */

/** office_check: all books are the same, clean, and hold every acknowledged step; complains otherwise. */
void office_check (Office *self);
