/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-clock.h"
#include "base/gx-error.h"
#include "team/gx-team-private.h"

/*
 * To the drive: first an acknowledgement where the drive's clock is not known yet, then the segments, then
 * an acknowledgement of what is there now. A computer whose clock is a day off publishes no step: its dates
 * would mislead people.
 */

#define PRESENCE_US (60 * G_USEC_PER_SEC)

/* Under this name, or the next free one. */
static gboolean
publish_parcel (GxTeam *self, GxTeamParcel *parcel, GCancellable *cancellable, GError **error)
{
  for (int i = 0; i < MOST_GENERATIONS; i++)
    {
      g_autofree char *name = gx_team_file_name (&parcel->file);
      g_autoptr (GError) failed = NULL;

      if (gx_transport_publish (self->transport, name, parcel->path, NULL, cancellable, &failed))
        return TRUE;
      if (!g_error_matches (failed, GX_ERROR, GX_ERROR_EXISTS))
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
      if (parcel->file.kind == GX_TEAM_FILE_SNAPSHOT)
        parcel->file.first = ++parcel->file.last;
      else
        parcel->file.generation++;
    }
  g_set_error_literal (error, GX_ERROR, GX_ERROR_FAILED, "every name is taken");
  return FALSE;
}

static gboolean
publish_segments (GxTeam *self, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < self->outbox->len; i++)
    {
      GxTeamParcel *parcel = g_ptr_array_index (self->outbox, i);
      GxTeamSite *site = _gx_team_site (self, parcel->file.site);

      if (!publish_parcel (self, parcel, cancellable, error))
        return FALSE;
      if (parcel->file.kind == GX_TEAM_FILE_SNAPSHOT)
        {
          _gx_team_snapshot_is_out (self, &parcel->file);
          continue;
        }
      if (parcel->file.first > site->on_drive + 1 || parcel->file.last <= site->on_drive)
        continue;
      self->sent += (int) (parcel->file.last - site->on_drive);
      site->on_drive = parcel->file.last;
    }
  return TRUE;
}

/* -- The acknowledgement -- */

/* What was written down before the segments went out: what is on the drive is more now. */
static void
bring_up_to_date (GxTeam *self)
{
  for (guint i = 0; i < self->ack->have->len; i++)
    {
      GxTeamPlace *place = &g_array_index (self->ack->have, GxTeamPlace, i);
      const GxTeamSite *site = _gx_team_site (self, place->site);

      if (place->hash == NULL && site->on_drive >= site->tail && site->hash != NULL)
        {
          place->seq = site->tail;
          place->hash = g_bytes_ref (site->hash);
        }
      else if (place->hash == NULL)
        place->seq = site->on_drive;
    }
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const GxTeamPlace *x = a, *y = b;

  return (x->site > y->site) - (x->site < y->site);
}

static gboolean
is_somebody_here (GxTeam *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((GxTeamSite *) value)->site != self->site && _gx_team_is_here (value))
      return TRUE;
  return FALSE;
}

/* What it says, but for the time; whom one looks at only where there is somebody who would like to know. */
static char *
describe (GxTeam *self, GxTeamAck *ack)
{
  g_autoptr (GString) text = g_string_new (ack->name);

  g_array_sort (ack->have, compare_places);
  for (guint i = 0; i < ack->have->len; i++)
    g_string_append_printf (text, " " I64 ":" I64, g_array_index (ack->have, GxTeamPlace, i).site,
                            g_array_index (ack->have, GxTeamPlace, i).seq);
  g_string_append_printf (text, " %u " I64 " %d " I64, ack->lacks->len, ack->snapshot, (int) ack->is_bye,
                          is_somebody_here (self) ? ack->open : 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_ack_due (GxTeam *self, const char *said)
{
  gint64 passed = g_get_monotonic_time () - self->ack_us;

  if (self->must_ack || self->ack_us == 0 || passed > PRESENCE_US)
    return TRUE;
  return g_strcmp0 (said, self->ack_said) != 0 && passed >= self->ack_ms * 1000;
}

gboolean
gx_team_has_news (GxTeam *self)
{
  const GxTeamSite *own = _gx_team_site (self, self->site);
  g_autofree char *said = self->ack != NULL ? describe (self, self->ack) : NULL;
  gboolean is_elsewhere = self->ack != NULL && self->ack->open != self->open && is_somebody_here (self);

  return self->inbox->len > 0 || self->has_heard || self->pleas->len > 0 || self->own_told > own->tail
         || is_elsewhere || said == NULL || is_ack_due (self, said);
}

static gboolean
publish_ack (GxTeam *self, GCancellable *cancellable, GError **error)
{
  const GxTeamFile file = { GX_TEAM_FILE_ACK, self->site, self->ack_number + 1, self->ack_number + 1, 1 };
  g_autofree char *name = gx_team_file_name (&file);
  g_autofree char *said = describe (self, self->ack);
  GxTeamParcel *parcel = _gx_team_parcel_new (self, &file);
  g_autoptr (GError) failed = NULL;
  gint64 now = gx_clock_now_ms (), at = 0;
  GHashTableIter iter;
  gpointer value;
  gboolean ok;

  self->ack->number = self->ack_number = file.last; /* another one for the next, however this ends */
  self->ack->at_ms = now;
  if (self->is_leaving)
    gx_team_places_add (self->ack->was, self->site, now, NULL);
  ok = gx_team_ack_write (self->ack, parcel->path, &failed)
       && gx_transport_publish (self->transport, name, parcel->path, &at, cancellable, &failed);
  _gx_team_parcel_free (parcel);
  if (g_error_matches (failed, GX_ERROR, GX_ERROR_EXISTS))
    return TRUE; /* the next round tries the next number */
  if (!ok)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (at != 0)
    self->clock_off_ms = now - at;
  self->is_clock_known = TRUE;
  self->must_ack = FALSE;
  self->ack_us = g_get_monotonic_time ();
  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((GxTeamSite *) value)->is_lacking = FALSE; /* it was asked for once */
  g_free (self->ack_said);
  self->ack_said = g_steal_pointer (&said);
  return TRUE;
}

static gboolean
is_clock_wrong (const GxTeam *self)
{
  return ABS (self->clock_off_ms) >= GX_TEAM_CLOCK_WRONG_MS;
}

/* A clock that was wrong may have been set since. */
static gboolean
must_ask_clock (GxTeam *self)
{
  return !self->is_clock_known
         || (is_clock_wrong (self) && g_get_monotonic_time () - self->ack_us >= self->ack_ms * 1000);
}

gboolean
gx_team_publish (GxTeam *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *said = NULL;

  if (self->outbox->len > 0 && must_ask_clock (self) && !publish_ack (self, cancellable, error))
    return FALSE;
  if (!is_clock_wrong (self) && !publish_segments (self, cancellable, error))
    return FALSE;
  g_ptr_array_set_size (self->outbox, 0);
  bring_up_to_date (self);
  said = describe (self, self->ack);
  if (is_ack_due (self, said) && !publish_ack (self, cancellable, error))
    return FALSE;
  _gx_team_clean (self, cancellable);
  return TRUE;
}
