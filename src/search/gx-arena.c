/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-text.h"
#include "search/gx-arena-private.h"
#include "store/gx-statement.h"

#define MANY_LATE(n) (1000 + (n) / 50) /* more than so many changed: everything is packed anew */

/* -- The object -- */

static void
free_late (GxArenaLate *late)
{
  g_free (late->record);
  g_free (late);
}

static void
free_arena (GxArena *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->gone);
  g_ptr_array_unref (self->late);
  g_hash_table_unref (self->late_by_id);
  _gx_arena_forget_findings (self);
  _gx_arena_forget_phrase (self);
  _gx_arena_hits_clear (&self->hits);
  g_string_free (self->assembled, TRUE);
  for (guint column = 0; column < GX_N_COLUMNS; column++)
    {
      g_clear_pointer (&self->dictionaries[column], gx_dictionary_free);
      g_free (self->counts[column]);
    }
  g_clear_pointer (&self->everybody, gx_id_list_unref);
  g_hash_table_unref (self->judged);
  g_free (self);
}

/* NULL: its words cannot be read. */
static GxArena *
new_arena (GBytes *bytes, const GxArenaPack *pack, const GxArenaState *state)
{
  GxArena *self = g_new0 (GxArena, 1);
  const char *words = pack->words;
  gboolean ok = TRUE;

  self->bytes = g_bytes_ref (bytes);
  self->pack = *pack;
  self->state = *state;
  self->gone = g_malloc0 (pack->n / 8 + 1);
  self->late = g_ptr_array_new_with_free_func ((GDestroyNotify) free_late);
  self->late_by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->judged = _gx_facets_new_judged ();
  self->assembled = g_string_new (NULL);
  for (guint column = 0; ok && column < GX_N_COLUMNS; column++)
    {
      self->dictionaries[column] = gx_dictionary_read (&words, pack->words + pack->words_length);
      ok = self->dictionaries[column] != NULL;
    }
  if (!ok)
    g_clear_pointer (&self, free_arena);
  return self;
}

static GxArenaRecord
record_of_late (const GxArenaLate *late)
{
  return (GxArenaRecord) {
    gx_record_take_apart (late->record, late->record + late->length), late->id, late->day, late->value
  };
}

static void
append_text (GxArena *self, const guint32 *offset)
{
  g_string_append_len (self->assembled, self->pack.text + offset[0], offset[1] - offset[0]);
}

static GxRecord
assemble (GxArena *self, guint place)
{
  const GxArenaPack *pack = &self->pack;
  GString *record = self->assembled;
  gsize length;

  g_string_truncate (record, 0);
  for (guint use = pack->use_starts[place]; use < pack->use_starts[place + 1]; use++)
    append_text (self, &pack->term_offsets[pack->uses[use]]);
  length = record->len;
  append_text (self, &pack->mark_offsets[place]);
  append_text (self, &pack->phone_offsets[place]);
  return (GxRecord) {
    record->str, record->str + length, record->str + length, record->str + record->len
  };
}

void
gx_arena_record (GxArena *self, guint place, GxArenaRecord *record)
{
  const GxArenaPack *pack = &self->pack;

  if (place < pack->n)
    *record = (GxArenaRecord) {
      assemble (self, place), pack->ids[place], pack->days[place], pack->values[place]
    };
  else
    *record = record_of_late (g_ptr_array_index (self->late, place - pack->n));
}

GxSigns
gx_arena_signs (GxArena *self, guint place)
{
  if (place < self->pack.n)
    return self->pack.signs[place];
  return ((const GxArenaLate *) g_ptr_array_index (self->late, place - self->pack.n))->signs;
}

GxId
gx_arena_id (GxArena *self, guint place)
{
  if (place < self->pack.n)
    return self->pack.ids[place];
  return ((const GxArenaLate *) g_ptr_array_index (self->late, place - self->pack.n))->id;
}

void
_gx_arena_code (GxDictionary * const *dictionaries, const GxPacked *packed, guint32 *codes)
{
  g_autofree char *city = packed->city != NULL ? gx_fold (packed->city) : g_strdup ("");

  codes[GX_COLUMN_CITY] = gx_dictionary_code (dictionaries[GX_COLUMN_CITY], city, strlen (city),
                                              packed->city);
  codes[GX_COLUMN_OWNER] = gx_dictionary_code (dictionaries[GX_COLUMN_OWNER], &packed->owner,
                                               packed->owner != 0 ? sizeof packed->owner : 0, NULL);
  codes[GX_COLUMN_SOURCE] = gx_dictionary_code (dictionaries[GX_COLUMN_SOURCE], &packed->source,
                                                packed->source != 0 ? sizeof packed->source : 0, NULL);
  codes[GX_COLUMN_TAGS] = gx_dictionary_code (dictionaries[GX_COLUMN_TAGS], packed->tags,
                                              packed->n_tags * sizeof *packed->tags, NULL);
}

/* -- Keeping up with the book -- */

static GxArenaState
read_state (GxConnection *book)
{
  return (GxArenaState) {
    gx_connection_get_int64 (book, 0, NULL, "select id from journal_tx order by hlc desc limit 1", NULL),
    gx_connection_get_int64 (book, 0, NULL, "select max(id) from touch", NULL),
  };
}

/* Whether the book has gone on from @state: the step is in its journal, and what was touched since is
   still told. */
static gboolean
has_gone_on (GxConnection *book, const GxArenaState *state)
{
  if (state->step != 0
      && !gx_connection_get_int64 (book, 0, NULL, "select 1 from journal_tx where id = ?", "i",
                                   (gint64) state->step))
    return FALSE;
  return gx_connection_get_int64 (book, 0, NULL,
                                  "select coalesce (min(id), 1) <= ?1 + 1 and coalesce (max(id), 0) >= ?1 "
                                  "from touch", "i", state->touch) != 0;
}

/* The place of @id in the pack, also of one that is gone; -1: none. */
static gint64
find_place (GxArena *self, GxId id)
{
  guint low = 0, high = self->pack.n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->pack.ids[self->pack.by_id[middle]] < id)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->pack.n && self->pack.ids[self->pack.by_id[low]] == id
         ? (gint64) self->pack.by_id[low] : -1;
}

gboolean
gx_arena_find_record (GxArena *self, GxId id, GxArenaRecord *record)
{
  const GxArenaLate *late = g_hash_table_lookup (self->late_by_id, &id);
  gint64 place = late == NULL ? find_place (self, id) : -1;

  if (late != NULL)
    *record = record_of_late (late);
  else if (place >= 0 && !_gx_arena_is_gone (self, (guint) place))
    gx_arena_record (self, (guint) place, record);
  else
    return FALSE;
  return TRUE;
}

static void
drop (GxArena *self, GxId id)
{
  GxArenaLate *late = g_hash_table_lookup (self->late_by_id, &id);
  gint64 place = find_place (self, id);

  if (late != NULL)
    late->is_gone = TRUE;
  g_hash_table_remove (self->late_by_id, &id);
  if (place >= 0)
    self->gone[place / 8] |= 1 << (place % 8);
}

static void
take_late (const GxPacked *packed, gpointer data)
{
  GxArena *self = data;
  GxArenaLate *late = g_new0 (GxArenaLate, 1);

  *late = (GxArenaLate) {
    packed->id, g_memdup2 (packed->record, packed->length), packed->length, packed->signs,
    packed->last_contact_day, packed->value_minor, { 0 }, FALSE, 0, -1
  };
  late->before = _gx_arena_find_place_before (self, late);
  _gx_arena_code (self->dictionaries, packed, late->codes);
  g_ptr_array_add (self->late, late);
  g_hash_table_insert (self->late_by_id, &late->id, late);
}

/* FALSE: so many that all had better be packed anew; or an error. */
static gboolean
catch_up (GxArena *self, GxConnection *book, const GxArenaState *now, GError **error)
{
  /* An organisation is known by its people, too. */
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select customer_id from touch where id > ?1 "
    "union select r.to_id from touch t cross join relation r on r.from_id = t.customer_id "
    "where t.id > ?1 and r.to_id is not null", "i", self->state.touch);
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (GxId));

  while (gx_statement_next (query))
    {
      GxId id = gx_statement_int64 (query, 0);

      if (id == 0 || touched->len + self->late->len > MANY_LATE (self->pack.n))
        return FALSE;
      g_array_append_val (touched, id);
    }
  if (!gx_statement_finish (query, error))
    return FALSE;
  for (guint i = 0; i < touched->len; i++)
    {
      GxId id = g_array_index (touched, GxId, i);

      drop (self, id);
      if (!gx_pack (book, id, id, take_late, self, error))
        return FALSE;
    }
  if (touched->len > 0)
    {
      _gx_arena_forget_findings (self);
      g_clear_pointer (&self->everybody, gx_id_list_unref);
    }
  self->state = *now;
  return TRUE;
}

static GxArena *
load (GxConnection *book)
{
  g_autoptr (GBytes) bytes = _gx_arena_load (book);
  GxArenaPack pack;
  GxArenaState state;

  if (bytes == NULL || !_gx_arena_open (bytes, &pack, &state) || !has_gone_on (book, &state))
    return NULL;
  return new_arena (bytes, &pack, &state);
}

static GxArena *
build (GxConnection *book, const GxArenaState *state, GError **error)
{
  g_autoptr (GBytes) bytes = _gx_arena_build (book, state, error);
  GxArenaPack pack;
  GxArenaState kept;

  if (bytes == NULL)
    return NULL;
  _gx_arena_keep (book, bytes);
  /* What lies in a file, other programs may share, and the system may take back. */
  g_autoptr (GBytes) mapped = _gx_arena_load (book);
  if (mapped != NULL && _gx_arena_open (mapped, &pack, &kept) && kept.touch == state->touch
      && kept.step == state->step)
    return new_arena (mapped, &pack, state);
  return _gx_arena_open (bytes, &pack, &kept) ? new_arena (bytes, &pack, state) : NULL;
}

static GxArena *
bring_up_to_date (GxConnection *book, GError **error)
{
  GxArena *self = g_object_get_data (G_OBJECT (book), "gx-arena");
  GxArenaState now = read_state (book);
  GError *failed = NULL;

  if (self == NULL)
    {
      self = load (book);
      if (self != NULL)
        g_object_set_data_full (G_OBJECT (book), "gx-arena", self, (GDestroyNotify) free_arena);
    }
  if (self != NULL && (self->state.touch == now.touch || catch_up (self, book, &now, &failed)))
    return self;
  if (failed == NULL)
    self = build (book, &now, &failed);
  g_object_set_data_full (G_OBJECT (book), "gx-arena", failed == NULL ? self : NULL,
                          (GDestroyNotify) free_arena);
  if (failed != NULL)
    g_propagate_error (error, failed);
  return failed == NULL ? self : NULL;
}

GxArena *
gx_arena_get (GxConnection *book, GError **error)
{
  GxArena *self;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  if (!gx_connection_read_begin (book, error))
    return NULL;
  self = bring_up_to_date (book, error);
  gx_connection_read_end (book);
  return self;
}

void
gx_arena_forget (GxConnection *book)
{
  g_object_set_data (G_OBJECT (book), "gx-arena", NULL);
}

/* -- Measuring -- */

gsize
gx_arena_text_bytes (GxArena *self)
{
  return self->pack.text_length;
}

gsize
gx_arena_bytes (GxArena *self)
{
  return g_bytes_get_size (self->bytes) + self->pack.n / 8;
}

guint
gx_arena_n_places (GxArena *self)
{
  return self->pack.n + self->late->len;
}

guint64
gx_arena_read_once (GxArena *self)
{
  const guint64 *words = (const guint64 *) self->pack.text;
  guint64 sum = 0;

  for (gsize i = 0; i < self->pack.text_length / sizeof *words; i++)
    sum += words[i];
  return sum;
}

static G_ALWAYS_INLINE inline guint64
sum_codes (const void *codes, guint n, guint width)
{
  guint64 sum = 0;

  for (guint place = 0; place < n; place++)
    sum += _gx_code_at (codes, width, place);
  return sum;
}

guint64
gx_arena_read_columns (GxArena *self)
{
  const GxArenaPack *pack = &self->pack;
  guint64 sum = 0;

  for (guint place = 0; place < pack->n; place++)
    sum += (guint64) pack->ids[place];
  for (guint column = 0; column < GX_N_COLUMNS; column++)
    {
      const GxCodes *codes = &pack->columns[column];

      sum += codes->width == 1 ? sum_codes (codes->codes, pack->n, 1)
             : codes->width == 2 ? sum_codes (codes->codes, pack->n, 2) : sum_codes (codes->codes, pack->n, 4);
    }
  return sum;
}
