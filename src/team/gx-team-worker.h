/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"
#include "team/gx-team.h"

G_BEGIN_DECLS

/**
 * GxTeamWorker:
 *
 * Keeps an open book in step with its team, while a program with a main loop runs: round after round
 * (gx-team.h), what touches the book as a job of its writer, what touches the drive on a thread that may hang
 * for as long as the drive likes: nothing waits for it. A round follows half a second after the last while
 * another member is there, soon after a change of one's own, and up to a minute later when nobody is.
 *
 * Of a book that is not shared it does nothing. All calls and signals are of the main thread.
 *
 * Signals: "told" (): the report, the error or the drive's silence are others now.
 */
#define GX_TYPE_TEAM_WORKER (gx_team_worker_get_type ())
G_DECLARE_FINAL_TYPE (GxTeamWorker, gx_team_worker, GX, TEAM_WORKER, GObject)

GxTeamWorker *gx_team_worker_new (GxBook *book);

/** gx_team_worker_stop: no round follows; one that hangs is left alone. To be called before it closes. */
void gx_team_worker_stop (GxTeamWorker *self);

/**
 * gx_team_worker_say_goodbye: of a worker that was stopped, when its book is closed or leaves the team: one
 * more round, in which what waits is sent and the others are told that nobody is here. Not where the drive was
 * not there a moment ago; and it waits two seconds, not longer: what was not sent is sent the next time. From
 * any thread.
 */
void gx_team_worker_say_goodbye (GxTeamWorker *self, gboolean is_leaving);

/**
 * gx_team_worker_set_open: whom this person looks at; 0: nobody. The others hear of it when it has been so
 * for a moment, so leafing through tells nobody anything.
 */
void gx_team_worker_set_open (GxTeamWorker *self, GxId customer);

/** gx_team_worker_hurry: the next round comes at once: the drive may be there again. */
void gx_team_worker_hurry (GxTeamWorker *self);

gboolean gx_team_worker_is_shared (GxTeamWorker *self);
const char *gx_team_worker_get_path (GxTeamWorker *self);           /* of the team book; NULL: not shared */
const GxTeamReport *gx_team_worker_get_report (GxTeamWorker *self); /* NULL before the first round */
const GError *gx_team_worker_get_error (GxTeamWorker *self);        /* of the last round; NULL: none */

/** gx_team_worker_get_offline_since: UTC seconds since when no round has succeeded; 0: the last one did. */
gint64 gx_team_worker_get_offline_since (GxTeamWorker *self);

/** gx_team_worker_get_silence: for how many seconds the drive has not answered what it was asked; 0: none. */
gint64 gx_team_worker_get_silence (GxTeamWorker *self);

G_END_DECLS
