/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-carried-step.h"
#include "team/gx-transport.h"

G_BEGIN_DECLS

/**
 * GxTeam:
 *
 * One computer's side of a team: publishes the steps of its book that the team's drive lacks, collects those
 * of the others, and says what it has. Any step is in the journal of its author's book before it is published
 * and stays there, so nothing that a drive does can lose one: what does not arrive is asked for and published
 * again under another name, by its author or by any other who has it.
 *
 * One round has four parts, two of which touch the book and never the drive, and two the drive and never the
 * book: a worker runs them on two threads (gx-team-worker.h). gx_team_exchange() runs all four.
 */
typedef struct _GxTeam GxTeam;

/** gx_team_new: @id: the team book's. */
GxTeam *gx_team_new (GxId id, GxTransport *transport);
void gx_team_free (GxTeam *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxTeam, gx_team_free)

/**
 * gx_team_set_patience: a step that must be there and does not come is asked for after @rounds rounds and
 * @ms milliseconds; a new acknowledgement is published at most every @ack_ms. Otherwise 4, 15,000 and 3,000.
 */
void gx_team_set_patience (GxTeam *self, int rounds, gint64 ms, gint64 ack_ms);

/** gx_team_set_bye: the next acknowledgement says that the program is closed. */
void gx_team_set_bye (GxTeam *self, gboolean is_bye);

/** gx_team_set_leaving: and that it does not come back: nobody need wait for this computer. */
void gx_team_set_leaving (GxTeam *self);

/**
 * gx_team_set_open: whom this person looks at; 0: nobody. Where somebody else is there they hear of it with
 * the next acknowledgement. Advice, no more.
 */
void gx_team_set_open (GxTeam *self, GxId customer);

/*
 * -- The four parts of a round; errors of the drive's: gx-transport.h. What a round sent and took is counted
 * from gx_team_collect() on --
 */

/** gx_team_look: in the book: remembers what was published, and sees what it has. */
gboolean gx_team_look (GxTeam *self, GxConnection *book, GError **error);

/** gx_team_collect: from the drive: what is new there, read as a whole and checked. */
gboolean gx_team_collect (GxTeam *self, GCancellable *cancellable, GError **error);

/**
 * gx_team_has_news: after collecting: FALSE: the rest of the round would do nothing, unless the book has
 * changed.
 */
gboolean gx_team_has_news (GxTeam *self);

/** gx_team_take: into the book goes what was collected; what is to be published is written down. */
gboolean gx_team_take (GxTeam *self, GxConnection *book, GCancellable *cancellable, GError **error);

/** gx_team_publish: to the drive, and removes there what of ours nobody needs any more. */
gboolean gx_team_publish (GxTeam *self, GCancellable *cancellable, GError **error);

/**
 * gx_team_is_snapshot_due: whether so many segments lie on the drive that this computer should make a
 * snapshot, in which newcomers find them all, so that they can go.
 */
gboolean gx_team_is_snapshot_due (GxTeam *self);

/**
 * GxTeamSnapshot: a checked copy of the book, without what is this computer's alone. It may take minutes, so
 * a worker writes it beside the rounds: begun after taking, put in between a later taking and publishing.
 */
typedef struct _GxTeamSnapshot GxTeamSnapshot;

GxTeamSnapshot *gx_team_begin_snapshot (GxTeam *self);
void gx_team_snapshot_free (GxTeamSnapshot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxTeamSnapshot, gx_team_snapshot_free)

/**
 * gx_team_snapshot_write: without the team: on any thread, with any connection, best one that only reads:
 * nobody who writes then waits for it.
 */
gboolean gx_team_snapshot_write (GxTeamSnapshot *self, GxConnection *book, GCancellable *cancellable,
                                 GError **error);

/** gx_team_add_snapshot: (transfer full): what was written goes out with the next publishing. */
void gx_team_add_snapshot (GxTeam *self, GxTeamSnapshot *snapshot);

/** gx_team_write_snapshot: all three at once, between taking and publishing. */
gboolean gx_team_write_snapshot (GxTeam *self, GxConnection *book, GCancellable *cancellable, GError **error);

/* -- What is to be told -- */

typedef enum {
  GX_TEAM_STOP_NONE,
  GX_TEAM_STOP_NEWER,    /* a newer program wrote what comes next: install it here, too */
  GX_TEAM_STOP_FORKED,   /* a step is altered */
} GxTeamStop;

typedef struct {
  GxId site;
  char *name;
  gint64 heard_ms;       /* when it last said anything, by its own clock; UTC */
  gboolean is_here;      /* its program is open, as far as can be known */
  GxId open;             /* the customer who is looked at there now; 0: none */
  gint64 behind;         /* steps of this computer that it does not have yet */
  GxTeamStop stop;       /* why nothing more of it is taken */
} GxTeamMember;

typedef struct {
  int sent, taken;       /* steps of this round */
  gint64 waiting;        /* steps of this book that are not on the drive */
  gint64 missing;        /* steps, at least, that the others have and the drive does not show */
  int conflicts;         /* rows that two people changed, in the whole book */
  gint64 clock_off_ms;   /* how far this computer's clock is ahead of the drive's; 0 unknown */
  gboolean is_clock_wrong; /* by a day or more: nothing is published before it is set */
  GPtrArray *members;    /* of GxTeamMember: the other computers */
} GxTeamReport;

#define GX_TEAM_CLOCK_TOLD_MS (5 * 60 * 1000)
#define GX_TEAM_CLOCK_WRONG_MS (24 * 60 * 60 * 1000)

/** gx_team_report: (transfer full): as of the last round. */
GxTeamReport *gx_team_report (GxTeam *self);
void gx_team_report_free (GxTeamReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxTeamReport, gx_team_report_free)

/**
 * gx_team_exchange: one round. What was taken stays taken, and what was published published, also where it
 * fails half-way.
 * @report: (out) (optional) (nullable) (transfer full): also where it fails
 */
gboolean gx_team_exchange (GxTeam *self, GxConnection *book, GxTeamReport **report, GCancellable *cancellable,
                           GError **error);

G_END_DECLS
