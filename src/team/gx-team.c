/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "base/gx-clock.h"
#include "store/gx-conflict.h"
#include "team/gx-team-private.h"

#define ON_DRIVE_KEY "team.on_drive"   /* "site:seq site:seq …" */
#define SNAPSHOT_KEY "team.snapshot"   /* "number site:seq site:seq …": what it has */

static void
free_site (GxTeamSite *site)
{
  g_clear_pointer (&site->hash, g_bytes_unref);
  g_clear_pointer (&site->ack, gx_team_ack_free);
  g_free (site);
}

GxTeamSite *
_gx_team_site (GxTeam *self, GxId id)
{
  GxTeamSite *site = g_hash_table_lookup (self->sites, &id);

  if (site == NULL)
    {
      site = g_new0 (GxTeamSite, 1);
      site->site = id;
      g_hash_table_insert (self->sites, &site->site, site);
    }
  return site;
}

gboolean
_gx_team_is_over (const GxTeamSite *site)
{
  return site->over_ms > 0 && (site->ack == NULL || site->ack->at_ms <= site->over_ms);
}

gboolean
_gx_team_is_active (GxTeam *self, const GxTeamSite *site)
{
  return site->site != self->site && site->ack != NULL && !_gx_team_is_over (site)
         && ABS (gx_clock_now_ms () - site->ack->at_ms) < ACTIVE_MS;
}

gboolean
_gx_team_is_here (const GxTeamSite *site)
{
  return site->ack != NULL && !site->ack->is_bye && ABS (gx_clock_now_ms () - site->ack->at_ms) < HERE_MS;
}

/* One of the active ones: that with the smallest site, when it has all there is. */
gboolean
_gx_team_is_chosen (GxTeam *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const GxTeamSite *site = value;

      if (site->tail < site->told || (_gx_team_is_active (self, site) && site->site < self->site))
        return FALSE;
    }
  return TRUE;
}

/* -- Parcels -- */

GxTeamParcel *
_gx_team_parcel_new (GxTeam *self, const GxTeamFile *file)
{
  GxTeamParcel *parcel = g_new0 (GxTeamParcel, 1);

  parcel->file = *file;
  parcel->path = g_strdup_printf ("%s/%u", self->spool, self->parcels++);
  return parcel;
}

void
_gx_team_parcel_free (GxTeamParcel *parcel)
{
  g_unlink (parcel->path);
  g_free (parcel->path);
  g_free (parcel);
}

int
_gx_team_generation (GxTeam *self, const GxTeamFile *file)
{
  int generation = 0;

  for (guint i = 0; i < self->files->len; i++)
    {
      const GxTeamFile *other = &g_array_index (self->files, GxTeamFile, i);

      if (other->kind == file->kind && other->site == file->site && other->first == file->first
          && other->last == file->last)
        generation = MAX (generation, other->generation);
    }
  return generation;
}

void
_gx_team_tell (GxTeamTelling *self, GxProgress *progress, int before, int parts)
{
  if (progress != NULL)
    gx_progress_ref (progress);
  g_clear_pointer (&self->progress, gx_progress_unref);
  *self = (GxTeamTelling) { progress, before, parts };
}

void
_gx_team_begin_part (const GxTeamTelling *self, int part)
{
  if (self->progress != NULL)
    gx_progress_begin_part (self->progress, self->before + part, self->parts);
}

/* -- What the book knows -- */

/* The next "site:seq" of a text. */
static gboolean
parse_place (const char *word, GxId *site, gint64 *seq)
{
  char *colon = NULL;

  *site = g_ascii_strtoll (word, &colon, 10);
  *seq = *colon == ':' ? g_ascii_strtoll (colon + 1, NULL, 10) : 0;
  return *site > 0 && *seq > 0;
}

static void
load (GxTeam *self, GxConnection *book)
{
  g_autofree char *snapshot = gx_connection_get_local (book, SNAPSHOT_KEY);
  g_auto (GStrv) words = NULL, covers = g_strsplit (snapshot != NULL ? snapshot : "", " ", -1);
  GxId site;
  gint64 seq;

  self->remembered = gx_connection_get_local (book, ON_DRIVE_KEY);
  words = g_strsplit (self->remembered != NULL ? self->remembered : "", " ", -1);
  for (int i = 0; words[i] != NULL; i++)
    if (parse_place (words[i], &site, &seq))
      _gx_team_site (self, site)->on_drive = seq;
  if (covers[0] != NULL)
    self->snapshot = self->remembered_snapshot = g_ascii_strtoll (covers[0], NULL, 10);
  for (int i = 1; covers[0] != NULL && covers[i] != NULL; i++)
    if (parse_place (covers[i], &site, &seq))
      gx_team_places_add (self->covers, site, seq, NULL);
}

static int
compare_sites (gconstpointer a, gconstpointer b)
{
  const GxTeamSite *x = a, *y = b;

  return (x->site > y->site) - (x->site < y->site);
}

static gboolean
save_on_drive (GxTeam *self, GxConnection *book, GError **error)
{
  g_autoptr (GList) sites = g_list_sort (g_hash_table_get_values (self->sites), compare_sites);
  g_autoptr (GString) text = g_string_new (NULL);

  for (GList *at = sites; at != NULL; at = at->next)
    {
      const GxTeamSite *site = at->data;

      if (site->on_drive > 0)
        g_string_append_printf (text, "%s" I64 ":" I64, text->len > 0 ? " " : "", site->site, site->on_drive);
    }
  if (g_strcmp0 (text->str, self->remembered != NULL ? self->remembered : "") == 0)
    return TRUE;
  if (!gx_connection_set_local (book, ON_DRIVE_KEY, text->str, error))
    return FALSE;
  g_free (self->remembered);
  self->remembered = g_strdup (text->str);
  return TRUE;
}

static gboolean
save_snapshot (GxTeam *self, GxConnection *book, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->snapshot == self->remembered_snapshot)
    return TRUE;
  g_string_append_printf (text, I64, self->snapshot);
  for (guint i = 0; i < self->covers->len; i++)
    g_string_append_printf (text, " " I64 ":" I64, g_array_index (self->covers, GxTeamPlace, i).site,
                            g_array_index (self->covers, GxTeamPlace, i).seq);
  self->remembered_snapshot = self->snapshot;
  return gx_connection_set_local (book, SNAPSHOT_KEY, text->str, error);
}

static gboolean
save_peer (GxTeam *self, GxConnection *book, const GxTeamSite *site, GError **error)
{
  return gx_connection_run (book, error,
                            "insert into peer (site, name, acknowledged, heard_at) values (?, ?, ?, ?)"
                            " on conflict (site) do update set name = excluded.name,"
                            " acknowledged = excluded.acknowledged, heard_at = excluded.heard_at"
                            " where heard_at is not excluded.heard_at", "itii", site->site, site->ack->name,
                            gx_team_places_get (site->ack->have, self->site), site->ack->at_ms);
}

gboolean
_gx_team_read_tails (GxTeam *self, GxConnection *book, GError **error)
{
  g_autoptr (GArray) ids = gx_carried_sites (book, error);
  GHashTableIter iter;
  gpointer value;

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    _gx_team_site (self, g_array_index (ids, GxId, i));
  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GxTeamSite *site = value;

      g_clear_pointer (&site->hash, g_bytes_unref);
      if (!gx_carried_tail (book, site->site, &site->tail, &site->hash, NULL, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
gx_team_look (GxTeam *self, GxConnection *book, GError **error)
{
  GHashTableIter iter;
  gpointer value;

  if (!gx_connection_settle_site (book, FALSE, error) || !_gx_team_read_tails (self, book, error))
    return FALSE;
  self->site = gx_connection_get_site (book);
  if (!self->is_loaded)
    load (self, book);
  self->is_loaded = TRUE;

  /* The others have more of this site than the book: it is an older copy that nobody noticed. */
  if (self->own_told > _gx_team_site (self, self->site)->tail)
    {
      if (!gx_connection_settle_site (book, TRUE, error))
        return FALSE;
      self->site = gx_connection_get_site (book);
    }
  self->own_told = 0;
  self->conflicts = gx_conflicts_count (book);

  if (!save_on_drive (self, book, error) || !save_snapshot (self, book, error))
    return FALSE;
  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((GxTeamSite *) value)->ack != NULL && ((GxTeamSite *) value)->site != self->site
        && !save_peer (self, book, value, error))
      return FALSE;
  return TRUE;
}

/* -- A round -- */

static gboolean
exchange (GxTeam *self, GxConnection *book, GCancellable *cancellable, GError **error)
{
  return gx_team_look (self, book, error)
         && gx_team_collect (self, cancellable, error)
         && gx_team_take (self, book, cancellable, error)
         && (!gx_team_is_snapshot_due (self) || gx_team_write_snapshot (self, book, cancellable, error))
         && gx_team_publish (self, cancellable, error);
}

gboolean
gx_team_exchange (GxTeam *self, GxConnection *book, GxTeamReport **report, GCancellable *cancellable,
                  GError **error)
{
  gboolean ok;

  ok = exchange (self, book, cancellable, error);
  ok = gx_team_look (self, book, ok ? error : NULL) && ok;
  if (report != NULL)
    *report = gx_team_report (self);
  return ok;
}

/* -- What is to be told -- */

static void
free_member (GxTeamMember *member)
{
  g_free (member->name);
  g_free (member);
}

void
gx_team_report_free (GxTeamReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->members);
  g_free (self);
}

static GxTeamMember *
describe_member (GxTeam *self, const GxTeamSite *site, gint64 ours)
{
  GxTeamMember *member = g_new0 (GxTeamMember, 1);

  member->site = site->site;
  member->stop = site->stop;
  if (site->ack == NULL)
    return member;
  member->name = g_strdup (site->ack->name);
  member->heard_ms = site->ack->at_ms;
  member->is_here = _gx_team_is_here (site);
  member->open = member->is_here ? site->ack->open : 0;
  member->behind = MAX (ours - gx_team_places_get (site->ack->have, self->site), 0);
  return member;
}

static int
compare_members (gconstpointer a, gconstpointer b)
{
  const GxTeamMember *x = *(GxTeamMember * const *) a, *y = *(GxTeamMember * const *) b;

  return (y->heard_ms > x->heard_ms) - (y->heard_ms < x->heard_ms);
}

/* Of a series that splits at least the first step of the other branch is not here. */
static gint64
count_missing (const GxTeamSite *site)
{
  return MAX (site->told - site->tail, site->is_split ? 1 : 0);
}

GxTeamReport *
gx_team_report (GxTeam *self)
{
  GxTeamReport *report = g_new0 (GxTeamReport, 1);
  gint64 ours = _gx_team_site (self, self->site)->tail;
  GHashTableIter iter;
  gpointer value;

  report->sent = self->sent;
  report->taken = self->taken;
  report->conflicts = self->conflicts;
  report->clock_off_ms = self->clock_off_ms;
  report->is_clock_wrong = ABS (self->clock_off_ms) >= GX_TEAM_CLOCK_WRONG_MS;
  report->members = g_ptr_array_new_with_free_func ((GDestroyNotify) free_member);
  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const GxTeamSite *site = value;

      report->waiting += MAX (site->tail - site->on_drive, 0);
      report->missing += site->site != self->site ? count_missing (site) : 0;
      if (site->site != self->site && !_gx_team_is_over (site)
          && (site->ack != NULL || site->stop != GX_TEAM_STOP_NONE))
        g_ptr_array_add (report->members, describe_member (self, site, ours));
    }
  g_ptr_array_sort (report->members, compare_members);
  return report;
}

/* -- The object -- */

GxTeam *
gx_team_new (GxId id, GxTransport *transport)
{
  GxTeam *self = g_new0 (GxTeam, 1);
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "guanxi", NULL);
  g_autofree char *spool = g_build_filename (cache, "team-XXXXXX", NULL);

  g_mkdir_with_parents (cache, 0700);
  if (g_mkdtemp (spool) == NULL)
    g_warning ("The folder %s cannot be made", spool);
  self->id = id;
  self->transport = g_object_ref (transport);
  self->spool = g_steal_pointer (&spool);
  self->sites = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) free_site);
  self->files = g_array_new (FALSE, FALSE, sizeof (GxTeamFile));
  self->resting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->beside = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->reviewed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->inbox = g_ptr_array_new_with_free_func ((GDestroyNotify) _gx_team_parcel_free);
  self->outbox = g_ptr_array_new_with_free_func ((GDestroyNotify) _gx_team_parcel_free);
  self->pleas = g_array_new (FALSE, FALSE, sizeof (GxTeamPlea));
  self->pleas_heard = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->was = gx_team_places_new ();
  self->covers = gx_team_places_new ();
  self->coming = gx_team_places_new ();
  gx_team_set_patience (self, 4, 15000, 3000);
  return self;
}

void
gx_team_free (GxTeam *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->inbox);
  g_ptr_array_unref (self->outbox);
  g_rmdir (self->spool);
  g_free (self->spool);
  g_object_unref (self->transport);
  _gx_team_tell (&self->telling, NULL, 0, 0);
  g_free (self->book_path);
  g_hash_table_unref (self->sites);
  g_array_unref (self->files);
  g_hash_table_unref (self->resting);
  g_hash_table_unref (self->beside);
  g_hash_table_unref (self->reviewed);
  g_array_unref (self->pleas);
  g_hash_table_unref (self->pleas_heard);
  g_array_unref (self->was);
  g_array_unref (self->covers);
  g_array_unref (self->coming);
  g_clear_pointer (&self->ack, gx_team_ack_free);
  g_free (self->ack_said);
  g_free (self->remembered);
  g_free (self);
}

void
gx_team_set_patience (GxTeam *self, int rounds, gint64 ms, gint64 ack_ms)
{
  self->patience_rounds = rounds;
  self->patience_ms = ms;
  self->ack_ms = ack_ms;
}

void
gx_team_set_bye (GxTeam *self, gboolean is_bye)
{
  self->is_bye = is_bye;
  self->must_ack = TRUE;
}

void
gx_team_set_leaving (GxTeam *self)
{
  gx_team_set_bye (self, TRUE);
  self->is_leaving = TRUE;
}

void
gx_team_set_open (GxTeam *self, GxId customer)
{
  self->open = customer;
}
