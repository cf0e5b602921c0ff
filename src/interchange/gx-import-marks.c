/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-import-private.h"

/* FNV-1a in 64 bits (Fowler, Noll, Vo), finished as MurmurHash3 is (Appleby): the same on every computer, for
 * ever. */
#define FNV_START G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define FNV_PRIME G_GUINT64_CONSTANT (0x100000001b3)

struct _GxMarks {
  guint64 *marks;   /* 0 is a free place */
  guint32 *counts;
  gsize n_places;   /* a power of two */
  gsize n_used;
};

GxMarks *
_gx_marks_new (void)
{
  GxMarks *self = g_new0 (GxMarks, 1);

  self->n_places = 1 << 12;
  self->marks = g_new0 (guint64, self->n_places);
  self->counts = g_new0 (guint32, self->n_places);
  return self;
}

void
_gx_marks_free (GxMarks *self)
{
  if (self == NULL)
    return;
  g_free (self->marks);
  g_free (self->counts);
  g_free (self);
}

static gsize
find_place (const GxMarks *self, guint64 mark)
{
  gsize place = mark & (self->n_places - 1);

  while (self->marks[place] != 0 && self->marks[place] != mark)
    place = (place + 1) & (self->n_places - 1);
  return place;
}

static void
grow (GxMarks *self)
{
  GxMarks old = *self;

  self->n_places *= 2;
  self->marks = g_new0 (guint64, self->n_places);
  self->counts = g_new0 (guint32, self->n_places);
  for (gsize i = 0; i < old.n_places; i++)
    if (old.marks[i] != 0)
      {
        gsize place = find_place (self, old.marks[i]);

        self->marks[place] = old.marks[i];
        self->counts[place] = old.counts[i];
      }
  g_free (old.marks);
  g_free (old.counts);
}

guint
_gx_marks_count (GxMarks *self, guint64 mark)
{
  gsize place;

  mark = mark != 0 ? mark : 1;
  place = find_place (self, mark);
  if (self->marks[place] == 0)
    {
      self->marks[place] = mark;
      if (++self->n_used * 2 > self->n_places)
        {
          grow (self);
          place = find_place (self, mark);
        }
    }
  return self->counts[place]++;
}

gboolean
_gx_marks_has (const GxMarks *self, guint64 mark)
{
  return self->marks[find_place (self, mark != 0 ? mark : 1)] != 0;
}

static guint64
add_byte (guint64 mark, guchar byte)
{
  return (mark ^ byte) * FNV_PRIME;
}

static guint64
finish (guint64 mark)
{
  mark ^= mark >> 33;
  mark *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  mark ^= mark >> 33;
  mark *= G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
  return mark ^ (mark >> 33);
}

guint64
_gx_mark_begin (const char *kind)
{
  return _gx_mark_add (FNV_START, kind);
}

guint64
_gx_mark_add (guint64 mark, const char *text)
{
  for (; *text != 0; text++)
    mark = add_byte (mark, *text);
  return add_byte (mark, 0);
}

gint64
_gx_mark_end (guint64 mark, guint occurrence)
{
  for (int i = 0; i < 32; i += 8)
    mark = add_byte (mark, (occurrence >> i) & 0xff);
  return (gint64) (finish (mark) & G_MAXINT64);
}
