/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "team/gx-team-private.h"

/*
 * What of ours nobody needs any more: acknowledgements but for the last two, and steps that every active
 * member has and a snapshot holds for newcomers. Failing to remove is no trouble: the next round tries again.
 */

#define ACKS_KEPT 2
#define MOST_REMOVED 20 /* of one round */

/* Up to which of our steps everybody has them, and a snapshot that is there. */
static gint64
find_needless (GxTeam *self)
{
  gint64 acknowledged = G_MAXINT64, covered = 0;
  gboolean has_own = FALSE;
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < self->files->len; i++)
    {
      const GxTeamFile *file = &g_array_index (self->files, GxTeamFile, i);
      const GxTeamSite *maker = file->kind == GX_TEAM_FILE_SNAPSHOT ? _gx_team_site (self, file->site) : NULL;

      if (maker != NULL && maker->ack != NULL && maker->ack->snapshot == file->last)
        covered = MAX (covered, gx_team_places_get (maker->ack->covers, self->site));
      has_own = has_own || (maker != NULL && file->site == self->site && file->last == self->snapshot);
    }
  if (has_own)
    covered = MAX (covered, gx_team_places_get (self->covers, self->site));
  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (_gx_team_is_active (self, value))
      acknowledged = MIN (acknowledged, gx_team_places_get (((GxTeamSite *) value)->ack->have, self->site));
  return MIN (acknowledged, covered);
}

static gboolean
is_needless (GxTeam *self, const GxTeamFile *file, gint64 needless)
{
  switch (file->kind)
    {
    case GX_TEAM_FILE_ACK: return file->last <= self->ack_number - ACKS_KEPT;
    case GX_TEAM_FILE_SNAPSHOT: return file->last < self->snapshot;
    default: return file->last <= needless;
    }
}

void
_gx_team_clean (GxTeam *self, GCancellable *cancellable)
{
  gint64 needless = find_needless (self);
  int removed = 0;

  for (guint i = 0; i < self->files->len && removed < MOST_REMOVED; i++)
    {
      const GxTeamFile *file = &g_array_index (self->files, GxTeamFile, i);
      g_autofree char *name = NULL;

      if (file->site != self->site || !is_needless (self, file, needless))
        continue;
      name = gx_team_file_name (file);
      if (!gx_transport_remove (self->transport, name, cancellable, NULL))
        return;
      removed++;
    }
}
