/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-id-list.h"

#include <string.h>

/*
 * The line of all ids is cut into windows of 2^18. An id is kept as a uint32 place: which window (in the
 * order they were first met), and where in it. A list that meets more than 2^14 windows holds ids with
 * no runs in them (hashes) and is rewritten once with whole ids.
 */
#define WINDOW_BITS 18
#define WINDOW_MASK ((1u << WINDOW_BITS) - 1)
#define MAX_WINDOWS (1u << (32 - WINDOW_BITS))
#define BITMAP_BYTES (1u << (WINDOW_BITS - 3))
#define NO_WINDOW G_MAXUINT
#define RECENT 64 /* a power of two */

struct _GxIdList {
  gatomicrefcount ref_count;
  guint length;
  guint capacity;
  guint32 *places; /* NULL once wide */
  GxId *ids;       /* NULL until wide */

  gint64 *windows; /* id >> WINDOW_BITS, in the order they were met */
  guint32 *sorted; /* indexes into windows, by window */
  guint n_windows;
  guint windows_capacity;
  guint16 recent[RECENT]; /* those met last, by their lowest bits: appends come in runs */
};

/* Where window stands in sorted, or should. */
static guint
search_window (GxIdList *self, gint64 window)
{
  guint low = 0;
  guint high = self->n_windows;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->windows[self->sorted[middle]] < window)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static guint
find_window (GxIdList *self, gint64 window)
{
  guint at;

  if (self->n_windows == 0)
    return NO_WINDOW;
  if (self->windows[self->recent[window & (RECENT - 1)]] == window)
    return self->recent[window & (RECENT - 1)];

  at = search_window (self, window);
  if (at < self->n_windows && self->windows[self->sorted[at]] == window)
    return self->sorted[at];

  return NO_WINDOW;
}

static guint
add_window (GxIdList *self, gint64 window)
{
  guint at = search_window (self, window);

  if (self->n_windows == self->windows_capacity)
    {
      self->windows_capacity = self->windows_capacity == 0 ? 4 : self->windows_capacity * 2;
      self->windows = g_renew (gint64, self->windows, self->windows_capacity);
      self->sorted = g_renew (guint32, self->sorted, self->windows_capacity);
    }

  memmove (self->sorted + at + 1, self->sorted + at, (self->n_windows - at) * sizeof *self->sorted);
  self->sorted[at] = self->n_windows;
  self->windows[self->n_windows] = window;

  return self->n_windows++;
}

static inline GxId
place_to_id (GxIdList *self, guint32 place)
{
  return (GxId) ((guint64) self->windows[place >> WINDOW_BITS] << WINDOW_BITS | (place & WINDOW_MASK));
}

static void
widen (GxIdList *self)
{
  self->ids = g_new (GxId, MAX (self->capacity, 1));
  for (guint i = 0; i < self->length; i++)
    self->ids[i] = place_to_id (self, self->places[i]);

  g_clear_pointer (&self->places, g_free);
  g_clear_pointer (&self->windows, g_free);
  g_clear_pointer (&self->sorted, g_free);
  self->n_windows = 0;
  self->windows_capacity = 0;
}

/* By an eighth, not twofold: the promise is 4.5 bytes an id, and realloc of big blocks moves pages, not
   bytes. */
static void
make_room (GxIdList *self)
{
  if (self->length < self->capacity)
    return;

  self->capacity += MAX (16, self->capacity / 8);
  if (self->ids != NULL)
    self->ids = g_renew (GxId, self->ids, self->capacity);
  else
    self->places = g_renew (guint32, self->places, self->capacity);
}

/* A set of ids made to be asked. One bit an id where ids lie densely enough, else a hash. */
typedef struct {
  GxIdList *list;
  guint8 *bits;
  GHashTable *hash;
} Membership;

static void
membership_init (Membership *self, GxIdList *list)
{
  gsize bitmap = (gsize) list->n_windows * BITMAP_BYTES;

  *self = (Membership) { .list = list };

  if (list->ids == NULL && bitmap <= (1 << 20) + (gsize) list->length * 16)
    {
      self->bits = g_malloc0 (bitmap + 1);
      for (guint i = 0; i < list->length; i++)
        self->bits[list->places[i] >> 3] |= 1 << (list->places[i] & 7);
      return;
    }

  self->hash = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < list->length; i++)
    {
      GxId id = gx_id_list_get (list, i);
      g_hash_table_add (self->hash, g_memdup2 (&id, sizeof id));
    }
}

static gboolean
membership_has (Membership *self, GxId id)
{
  guint window;
  guint32 place;

  if (self->hash != NULL)
    return g_hash_table_contains (self->hash, &id);

  window = find_window (self->list, id >> WINDOW_BITS);
  if (window == NO_WINDOW)
    return FALSE;

  place = window << WINDOW_BITS | (id & WINDOW_MASK);
  return (self->bits[place >> 3] >> (place & 7)) & 1;
}

static void
membership_clear (Membership *self)
{
  g_free (self->bits);
  g_clear_pointer (&self->hash, g_hash_table_unref);
}

static void
copy_windows (GxIdList *self, GxIdList *from)
{
  self->n_windows = self->windows_capacity = from->n_windows;
  self->windows = g_memdup2 (from->windows, from->n_windows * sizeof *from->windows);
  self->sorted = g_memdup2 (from->sorted, from->n_windows * sizeof *from->sorted);
}

/* Both are narrow: the set's window is looked up once for each window, and then a place costs one bit. */
static void
filter_places (GxIdList *self, Membership *set, GxIdList *found)
{
  g_autofree guint *windows = g_new (guint, self->n_windows);

  for (guint i = 0; i < self->n_windows; i++)
    windows[i] = find_window (set->list, self->windows[i]);

  copy_windows (found, self);
  for (guint i = 0; i < self->length; i++)
    {
      guint32 place = self->places[i];
      guint window = windows[place >> WINDOW_BITS];
      guint32 there = window << WINDOW_BITS | (place & WINDOW_MASK);

      if (window == NO_WINDOW || ((set->bits[there >> 3] >> (there & 7)) & 1) == 0)
        continue;
      make_room (found);
      found->places[found->length++] = place;
    }
}

static void
filter_ids (GxIdList *self, Membership *set, GxIdList *found)
{
  for (guint i = 0; i < self->length; i++)
    {
      GxId id = gx_id_list_get (self, i);

      if (membership_has (set, id))
        gx_id_list_append (found, id);
    }
}

GxIdList *
gx_id_list_new (void)
{
  GxIdList *self = g_new0 (GxIdList, 1);

  g_atomic_ref_count_init (&self->ref_count);

  return self;
}

GxIdList *
gx_id_list_ref (GxIdList *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
gx_id_list_unref (GxIdList *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->places);
  g_free (self->ids);
  g_free (self->windows);
  g_free (self->sorted);
  g_free (self);
}

void
gx_id_list_append (GxIdList *self, GxId id)
{
  gint64 window = id >> WINDOW_BITS;

  g_return_if_fail (self != NULL);

  make_room (self);

  if (self->ids == NULL)
    {
      guint index = find_window (self, window);

      if (index == NO_WINDOW && self->n_windows < MAX_WINDOWS)
        index = add_window (self, window);

      if (index != NO_WINDOW)
        {
          self->recent[window & (RECENT - 1)] = (guint16) index;
          self->places[self->length++] = index << WINDOW_BITS | (id & WINDOW_MASK);
          return;
        }

      widen (self);
    }

  self->ids[self->length++] = id;
}

guint
gx_id_list_length (GxIdList *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

GxId
gx_id_list_get (GxIdList *self, guint index)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (index < self->length, 0);

  return self->ids != NULL ? self->ids[index] : place_to_id (self, self->places[index]);
}

gsize
gx_id_list_bytes (GxIdList *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return sizeof *self
         + self->capacity * (self->ids != NULL ? sizeof *self->ids : sizeof *self->places)
         + self->windows_capacity * (sizeof *self->windows + sizeof *self->sorted);
}

gint64
gx_id_list_find (GxIdList *self, GxId id)
{
  guint window;
  guint32 place;

  g_return_val_if_fail (self != NULL, -1);

  if (self->ids != NULL)
    {
      for (guint i = 0; i < self->length; i++)
        if (self->ids[i] == id)
          return i;
      return -1;
    }

  window = find_window (self, id >> WINDOW_BITS);
  if (window == NO_WINDOW)
    return -1;

  place = window << WINDOW_BITS | (id & WINDOW_MASK);
  for (guint i = 0; i < self->length; i++)
    if (self->places[i] == place)
      return i;

  return -1;
}

GxIdList *
gx_id_list_filter (GxIdList *self, GxIdList *set)
{
  GxIdList *found = NULL;
  Membership membership;

  g_return_val_if_fail (self != NULL, NULL);

  if (set == NULL)
    return gx_id_list_ref (self);

  found = gx_id_list_new ();
  membership_init (&membership, set);
  if (self->ids == NULL && membership.bits != NULL)
    filter_places (self, &membership, found);
  else
    filter_ids (self, &membership, found);
  membership_clear (&membership);

  return found;
}

void
gx_id_list_contain (GxIdList *self, const GxId *ids, guint n, guint8 *contained)
{
  Membership membership;

  g_return_if_fail (self != NULL && contained != NULL);

  membership_init (&membership, self);
  for (guint i = 0; i < n; i++)
    contained[i] = membership_has (&membership, ids[i]) ? 1 : 0;
  membership_clear (&membership);
}
