/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "team/gx-segment.h"
#include "team/gx-team-ack.h"
#include "team/gx-team-file.h"
#include "team/gx-team.h"

G_BEGIN_DECLS

#define I64 "%" G_GINT64_FORMAT
#define ACTIVE_MS (G_GINT64_CONSTANT (30) * 24 * 3600 * 1000) /* after that nobody is waited for */
#define HERE_MS (150 * 1000)                                  /* an acknowledgement comes every minute */
#define MOST_GENERATIONS 50

/** GxTeamSite: what is known of the series of one site, this computer's among them. */
typedef struct {
  GxId site;
  gint64 tail;           /* the book has its steps up to here; 0: none */
  GBytes *hash;          /* of that step */
  gint64 on_drive;       /* and the drive has or had those up to here */
  gint64 told;           /* the last step that somebody says to have, or a file's name shows */
  gint64 in_hand;        /* collected up to here */
  GxTeamStop stop;
  GxTeamAck *ack;        /* the newest of this site; NULL: none was read */
  /* what does not come */
  int rounds;            /* that brought nothing of what was told */
  gint64 since_us;       /* monotonic */
  int asked;             /* how often */
  gboolean is_lacking;
} GxTeamSite;

/** GxTeamParcel: a file on this computer that comes from the drive or goes there. */
typedef struct {
  GxTeamFile file;
  char *path;
} GxTeamParcel;

/** GxTeamPlea: somebody lacks the steps of @site from @from on, which this book has. */
typedef struct {
  GxId site;
  gint64 from;
} GxTeamPlea;

struct _GxTeam {
  GxId id;
  GxTransport *transport;
  GxId site;               /* this computer's */
  GHashTable *sites;       /* of GxTeamSite by site */
  char *spool;             /* folder of parcels, ours alone */
  guint parcels;           /* made so far */
  gint64 round;

  GArray *files;           /* of GxTeamFile: what the drive's list showed */
  GHashTable *resting;     /* file's name → GxTeamRest: what could not be read */
  GPtrArray *inbox, *outbox; /* of GxTeamParcel */
  GArray *pleas;           /* of GxTeamPlea */
  GHashTable *pleas_heard; /* text → how often */
  gint64 own_told;         /* how many steps the others have of this site */

  GxTeamAck *ack;          /* ours, to be published */
  char *ack_said;          /* what the last one said, but for its time */
  gint64 ack_number;       /* of the last one */
  gint64 ack_us;           /* when; monotonic */
  gboolean must_ack, is_bye;
  gint64 snapshot;         /* number of ours; 0: none */
  GArray *covers;          /* of GxTeamPlace: what that has */
  GArray *coming;          /* of GxTeamPlace: what the one in the outbox has */

  gboolean is_loaded;      /* on_drive was read from the book */
  char *remembered;        /* on_drive of all, as it stands in the book */
  gint64 remembered_snapshot;
  gboolean is_clock_known;
  gint64 clock_off_ms;
  int sent, taken, conflicts;

  int patience_rounds;
  gint64 patience_ms, ack_ms;
};

GxTeamSite *_gx_team_site (GxTeam *self, GxId site);   /* made where it is not known */
gboolean _gx_team_is_active (GxTeam *self, const GxTeamSite *site);

GxTeamParcel *_gx_team_parcel_new (GxTeam *self, const GxTeamFile *file);
void _gx_team_parcel_free (GxTeamParcel *parcel);      /* with its file */

/** The highest generation that the list shows of the same run of steps; 0 for none. */
int _gx_team_generation (GxTeam *self, const GxTeamFile *file);

/* gx-team-take.c: what this computer says of itself now */
void _gx_team_write_ack (GxTeam *self, GxConnection *book);

/* gx-team-snapshot.c */
void _gx_team_snapshot_is_out (GxTeam *self, const GxTeamFile *file);

/* gx-team-clean.c */
void _gx_team_clean (GxTeam *self, GCancellable *cancellable);

G_END_DECLS
