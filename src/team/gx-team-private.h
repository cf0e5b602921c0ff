/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-progress.h"
#include "team/gx-segment.h"
#include "team/gx-team-ack.h"
#include "team/gx-team-book.h"
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
  /* branches of its series (gx-team-branch.c) */
  gboolean is_split;     /* somebody else has another one than this book */
  gboolean was_split;    /* that has been so: what is told of the series may be of the other one */
  gboolean must_review;  /* all its files are to be read: they may show where */
  gint64 over_ms;        /* when its computer went on under another site; 0: it did not */
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

/** GxTeamTelling: who wants to know how far it is. */
typedef struct {
  GxProgress *progress;    /* (nullable) */
  int before, parts;       /* how many of its parts were over before, and how many it has */
} GxTeamTelling;

struct _GxTeam {
  GxId id;
  GxTransport *transport;
  char *book_path;         /* (nullable): of the team book, to see that it is still this team's */
  GxTeamTelling telling;   /* of sharing or joining */
  GxId site;               /* this computer's */
  GHashTable *sites;       /* of GxTeamSite by site */
  char *spool;             /* folder of parcels, ours alone */
  guint parcels;           /* made so far */
  gint64 round;

  GArray *files;           /* of GxTeamFile: what the drive's list showed */
  GHashTable *resting;     /* file's name → GxTeamRest: what could not be read */
  GHashTable *beside;      /* files' names: of a branch that the book does not follow */
  GHashTable *reviewed;    /* files' names: read already, and hold nothing new */
  GPtrArray *inbox, *outbox; /* of GxTeamParcel */
  GArray *pleas;           /* of GxTeamPlea */
  GHashTable *pleas_heard; /* text → how often */
  gint64 own_told;         /* how many steps the others have of this site */

  GxTeamAck *ack;          /* ours, to be published */
  char *ack_said;          /* what the last one said, but for its time */
  gint64 ack_number;       /* of the last one */
  gint64 ack_us;           /* when; monotonic */
  gboolean must_ack, is_bye, is_leaving, has_heard;
  GxId open;               /* the customer whom this person looks at; 0: none */
  GArray *was;             /* of GxTeamPlace: this computer's former sites, and until when */
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
gboolean _gx_team_is_over (const GxTeamSite *site);    /* and nobody has spoken for it since */
gboolean _gx_team_is_here (const GxTeamSite *site);    /* its program is open */
gboolean _gx_team_is_chosen (GxTeam *self);            /* to do what one for all does */

GxTeamParcel *_gx_team_parcel_new (GxTeam *self, const GxTeamFile *file);
void _gx_team_parcel_free (GxTeamParcel *parcel);      /* with its file */

/** The highest generation that the list shows of the same run of steps; 0 for none. */
int _gx_team_generation (GxTeam *self, const GxTeamFile *file);

/** What the book has of each site now. */
gboolean _gx_team_read_tails (GxTeam *self, GxConnection *book, GError **error);

/* gx-team-branch.c */
gboolean _gx_team_find_branches (GxTeam *self, GxConnection *book, GError **error);
gboolean _gx_team_is_beside (GxTeam *self, const GxTeamFile *file);
void _gx_team_note_beside (GxTeam *self, const GxTeamFile *file);
void _gx_team_forget_beside (GxTeam *self);  /* the book follows other branches now */
void _gx_team_see_told_again (GxTeam *self);
gint64 _gx_team_first_lacking (const GxTeamSite *site);
gboolean _gx_team_remember_site (GxTeam *self, GxConnection *book, GError **error); /* and what it was */

/** @progress: (nullable): nobody. The @part-th part of what is done now begins. */
void _gx_team_tell (GxTeamTelling *self, GxProgress *progress, int before, int parts);
void _gx_team_begin_part (const GxTeamTelling *self, int part);

/* -- gx-team-bond.c: which book of this computer is a team's -- */

/** GxTeamNote: what is noted of a team outside its replica. */
typedef struct {
  char *replica;
  char *path;     /* of the team book; NULL: not noted */
} GxTeamNote;

void _gx_team_note_clear (GxTeamNote *note);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GxTeamNote, _gx_team_note_clear)

/** FALSE: there is none, or of a replica that is no longer there. */
gboolean _gx_team_note_read (GxId team, GxTeamNote *note);

/** @book is this computer's replica of @team from now on; or of none. */
gboolean _gx_team_bind (GxConnection *book, GxId team, const char *team_path, GError **error);
gboolean _gx_team_unbind (GxConnection *book, GError **error);

/** Where a new replica goes (transfer full), and away with one that was not finished. */
char *_gx_team_choose_replica (const GxTeamBook *team);
void _gx_team_discard_replica (const char *path);

static inline GCancellable *
_gx_team_cancellable (GxProgress *progress)
{
  return progress != NULL ? gx_progress_get_cancellable (progress) : NULL;
}

/* gx-team-take.c: what this computer says of itself now */
void _gx_team_write_ack (GxTeam *self, GxConnection *book);

/* gx-team-snapshot.c */
void _gx_team_snapshot_is_out (GxTeam *self, const GxTeamFile *file);

/* gx-team-clean.c */
void _gx_team_clean (GxTeam *self, GCancellable *cancellable);

G_END_DECLS
