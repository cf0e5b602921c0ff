/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-clock.h"
#include "team/gx-team-private.h"

/*
 * Two computers that go on as one site (a cloned disk, a machine set back to yesterday), or one whose book
 * was put back: others may have other steps of its series than this book. The acknowledgements show it: they
 * say the hash of the last step. Then all files of the series are read, and where they do not show where it
 * splits, earlier and earlier steps are asked for. What to do with two branches the store knows
 * (gx_arrival_add_step()): in the end every book has every step, and each series is the same everywhere.
 */

#define SITE_KEY "team.site" /* "site site:until …": what this computer is, and what it was */
#define FIRST_LOOK_BACK 8 /* steps; four times as many each time that did not help */

static gboolean
has_other_hash (GxConnection *book, const GxTeamSite *site, const GxTeamPlace *place)
{
  g_autoptr (GBytes) own = NULL;

  if (place->hash == NULL || place->seq <= 0 || place->seq > site->tail)
    return FALSE;
  own = place->seq == site->tail && site->hash != NULL ? g_bytes_ref (site->hash)
        : gx_carried_hash (book, site->site, place->seq);
  return own != NULL && !g_bytes_equal (own, place->hash);
}

static void
compare_with (GxTeam *self, GxConnection *book, const GxTeamAck *ack)
{
  for (guint i = 0; i < ack->have->len; i++)
    {
      const GxTeamPlace *place = &g_array_index (ack->have, GxTeamPlace, i);
      GxTeamSite *site = g_hash_table_lookup (self->sites, &place->site);

      if (site != NULL && has_other_hash (book, site, place))
        site->is_split = site->was_split = TRUE;
    }
}

/* Compares what the others say to have with the book. Who goes on as somebody else does is somebody new. */
gboolean
_gx_team_find_branches (GxTeam *self, GxConnection *book, GError **error)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((GxTeamSite *) value)->is_split = FALSE;
  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (_gx_team_is_active (self, value))
      compare_with (self, book, ((GxTeamSite *) value)->ack);
  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((GxTeamSite *) value)->must_review |= ((GxTeamSite *) value)->is_split;
  self->has_heard = FALSE;
  if (!_gx_team_site (self, self->site)->is_split)
    return TRUE;
  if (!gx_connection_settle_site (book, TRUE, error))
    return FALSE;
  self->site = gx_connection_get_site (book);
  self->must_ack = TRUE;
  return TRUE;
}

/* -- Files of a branch that the book does not follow -- */

gboolean
_gx_team_is_beside (GxTeam *self, const GxTeamFile *file)
{
  g_autofree char *name = gx_team_file_name (file);

  return g_hash_table_contains (self->beside, name);
}

void
_gx_team_note_beside (GxTeam *self, const GxTeamFile *file)
{
  GxTeamSite *site = _gx_team_site (self, file->site);

  g_hash_table_add (self->beside, gx_team_file_name (file));
  site->must_review = site->was_split = TRUE;
}

void
_gx_team_forget_beside (GxTeam *self)
{
  g_hash_table_remove_all (self->beside);
  g_hash_table_remove_all (self->reviewed);
}

/* -- What is told of a series -- */

/* What was told of a branch that has given way, or by somebody who went back to an older book, need not
   come. */
void
_gx_team_see_told_again (GxTeam *self)
{
  GHashTableIter iter, others;
  gpointer value, other;

  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GxTeamSite *site = value;

      if (!site->was_split && site->over_ms == 0)
        continue;
      site->told = 0;
      g_hash_table_iter_init (&others, self->sites);
      while (g_hash_table_iter_next (&others, NULL, &other))
        if (((GxTeamSite *) other)->ack != NULL && !_gx_team_is_over (other))
          site->told = MAX (site->told, gx_team_places_get (((GxTeamSite *) other)->ack->have, site->site));
    }
}

/* From where on what does not come is asked for. */
gint64
_gx_team_first_lacking (const GxTeamSite *site)
{
  gint64 look_back = site->was_split ? (gint64) FIRST_LOOK_BACK << MIN (2 * site->asked, 40) : 0;

  return MAX (site->tail + 1 - look_back, 1);
}

/* -- Who this computer was -- */

static char *
print_sites (const GxTeam *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, I64, self->site);
  for (guint i = 0; i < self->was->len; i++)
    g_string_append_printf (text, " " I64 ":" I64, g_array_index (self->was, GxTeamPlace, i).site,
                            g_array_index (self->was, GxTeamPlace, i).seq);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
_gx_team_remember_site (GxTeam *self, GxConnection *book, GError **error)
{
  g_autofree char *known = gx_connection_get_local (book, SITE_KEY);
  g_auto (GStrv) words = g_strsplit (known != NULL ? known : "", " ", -1);
  g_autofree char *text = NULL;
  GxId last = words[0] != NULL ? g_ascii_strtoll (words[0], NULL, 10) : 0;

  g_array_set_size (self->was, 0);
  for (int i = 1; words[0] != NULL && words[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (words[i], ":", 2);

      if (parts[0] != NULL && parts[1] != NULL)
        gx_team_places_add (self->was, g_ascii_strtoll (parts[0], NULL, 10),
                            g_ascii_strtoll (parts[1], NULL, 10), NULL);
    }
  if (last != 0 && last != self->site)
    gx_team_places_add (self->was, last, gx_clock_now_ms (), NULL);
  for (guint i = 0; i < self->was->len; i++)
    {
      const GxTeamPlace *place = &g_array_index (self->was, GxTeamPlace, i);
      GxTeamSite *former = _gx_team_site (self, place->site);

      former->over_ms = MAX (former->over_ms, place->seq);
    }
  text = print_sites (self);
  return g_strcmp0 (text, known) == 0 || gx_connection_set_local (book, SITE_KEY, text, error);
}
