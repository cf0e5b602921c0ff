/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "team/gx-team-private.h"

/*
 * What nobody needs any more: acknowledgements but for the last two, snapshots but for the last, and steps
 * that every active member has and a snapshot holds for newcomers. Each computer sees to its own files; to
 * those of a computer that has left, or goes on as another, whoever is chosen does. Failing to remove is no
 * trouble: the next round tries again.
 */

#define ACKS_KEPT 2
#define MOST_REMOVED 20 /* of one round */

/* The last of its numbers that are needless, by kind. */
typedef struct {
  gint64 step, ack, snapshot;
} Needless;

static gint64
find_last (GxTeam *self, GxId site, GxTeamFileKind kind)
{
  gint64 last = 0;

  for (guint i = 0; i < self->files->len; i++)
    {
      const GxTeamFile *file = &g_array_index (self->files, GxTeamFile, i);

      if (file->kind == kind && file->site == site)
        last = MAX (last, file->last);
    }
  return last;
}

static gboolean
has_own_snapshot (GxTeam *self)
{
  return self->snapshot > 0 && find_last (self, self->site, GX_TEAM_FILE_SNAPSHOT) >= self->snapshot;
}

/* Up to which step of @site a snapshot that is there holds them. */
static gint64
find_covered (GxTeam *self, GxId site)
{
  gint64 covered = has_own_snapshot (self) ? gx_team_places_get (self->covers, site) : 0;

  for (guint i = 0; i < self->files->len; i++)
    {
      const GxTeamFile *file = &g_array_index (self->files, GxTeamFile, i);
      const GxTeamSite *maker = file->kind == GX_TEAM_FILE_SNAPSHOT ? _gx_team_site (self, file->site) : NULL;

      if (maker != NULL && maker->ack != NULL && maker->ack->snapshot == file->last)
        covered = MAX (covered, gx_team_places_get (maker->ack->covers, site));
    }
  return covered;
}

/* Up to which step of @site everybody has them. */
static gint64
find_acknowledged (GxTeam *self, GxId site)
{
  gint64 acknowledged = _gx_team_site (self, site)->tail;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (_gx_team_is_active (self, value))
      acknowledged = MIN (acknowledged, gx_team_places_get (((GxTeamSite *) value)->ack->have, site));
  return acknowledged;
}

/* Whether our snapshot has all that the last one of @site has. */
static gboolean
is_surpassed (GxTeam *self, const GxTeamSite *site)
{
  for (guint i = 0; site->ack != NULL && i < site->ack->covers->len; i++)
    {
      const GxTeamPlace *place = &g_array_index (site->ack->covers, GxTeamPlace, i);

      if (gx_team_places_get (self->covers, place->site) < place->seq)
        return FALSE;
    }
  return has_own_snapshot (self);
}

static Needless
find_needless (GxTeam *self, const GxTeamSite *site)
{
  gboolean is_own = site->site == self->site;
  gint64 last_ack = is_own ? self->ack_number : find_last (self, site->site, GX_TEAM_FILE_ACK);
  gint64 last_snapshot = is_own ? self->snapshot : find_last (self, site->site, GX_TEAM_FILE_SNAPSHOT);

  return (Needless) {
    MIN (find_acknowledged (self, site->site), find_covered (self, site->site)),
    last_ack - ACKS_KEPT,
    !is_own && is_surpassed (self, site) ? last_snapshot : last_snapshot - 1,
  };
}

static gboolean
is_needless (const GxTeamFile *file, const Needless *needless)
{
  switch (file->kind)
    {
    case GX_TEAM_FILE_ACK: return file->last <= needless->ack;
    case GX_TEAM_FILE_SNAPSHOT: return file->last <= needless->snapshot;
    default: return file->last <= needless->step;
    }
}

/* FALSE: enough of it for this round. */
static gboolean
clean_series (GxTeam *self, const GxTeamSite *site, int *removed, GCancellable *cancellable)
{
  const Needless needless = find_needless (self, site);

  for (guint i = 0; i < self->files->len; i++)
    {
      const GxTeamFile *file = &g_array_index (self->files, GxTeamFile, i);
      g_autofree char *name = NULL;

      if (file->site != site->site || !is_needless (file, &needless))
        continue;
      name = gx_team_file_name (file);
      if (*removed == MOST_REMOVED || !gx_transport_remove (self->transport, name, cancellable, NULL))
        return FALSE;
      (*removed)++;
    }
  return TRUE;
}

/* Of a series that splits the other branch may be wanted still. */
static gboolean
is_left_behind (const GxTeamSite *site)
{
  return _gx_team_is_over (site) && !site->is_split && !site->must_review;
}

void
_gx_team_clean (GxTeam *self, GCancellable *cancellable)
{
  int removed = 0;
  GHashTableIter iter;
  gpointer value;

  if (!clean_series (self, _gx_team_site (self, self->site), &removed, cancellable)
      || !_gx_team_is_chosen (self))
    return;
  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (is_left_behind (value) && !clean_series (self, value, &removed, cancellable))
      return;
}
