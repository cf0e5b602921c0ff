/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-import-private.h"

/*
 * Open addressing; customers of equal marks stand one behind the other. A million customers have several
 * million keys, so half of a mark must do: whoever is found is asked in the book anyway.
 */
typedef struct {
  guint32 mark;
  guint32 customer; /* its place among the customers, + 1; 0 is a free place */
} Key;

struct _GxKeys {
  Key *keys;
  gsize n_places;    /* a power of two */
  gsize n_used;
  GArray *customers; /* of GxId */
};

GxKeys *
_gx_keys_new (void)
{
  GxKeys *self = g_new0 (GxKeys, 1);

  self->n_places = 1 << 12;
  self->keys = g_new0 (Key, self->n_places);
  self->customers = g_array_new (FALSE, FALSE, sizeof (GxId));
  return self;
}

void
_gx_keys_free (GxKeys *self)
{
  if (self == NULL)
    return;
  g_free (self->keys);
  g_array_unref (self->customers);
  g_free (self);
}

static void
put (GxKeys *self, Key key)
{
  gsize place = key.mark & (self->n_places - 1);

  while (self->keys[place].customer != 0)
    place = (place + 1) & (self->n_places - 1);
  self->keys[place] = key;
}

static void
grow (GxKeys *self)
{
  gsize n = self->n_places;
  g_autofree Key *old = g_steal_pointer (&self->keys);

  self->n_places *= 2;
  self->keys = g_new0 (Key, self->n_places);
  for (gsize i = 0; i < n; i++)
    if (old[i].customer != 0)
      put (self, old[i]);
}

/* Most customers have several keys, which come one behind the other. */
static guint32
find_customer (GxKeys *self, GxId customer)
{
  guint n = self->customers->len;

  if (n == 0 || g_array_index (self->customers, GxId, n - 1) != customer)
    g_array_append_val (self->customers, customer);
  return self->customers->len;
}

void
_gx_keys_add (GxKeys *self, guint64 mark, GxId customer)
{
  if (++self->n_used * 4 > self->n_places * 3)
    grow (self);
  put (self, (Key) { (guint32) mark, find_customer (self, customer) });
}

guint
_gx_keys_find (const GxKeys *self, guint64 mark, GxId *customers, guint most)
{
  gsize place = mark & (self->n_places - 1);
  guint n = 0;

  for (; self->keys[place].customer != 0 && n < most; place = (place + 1) & (self->n_places - 1))
    if (self->keys[place].mark == (guint32) mark)
      customers[n++] = g_array_index (self->customers, GxId, self->keys[place].customer - 1);
  return n;
}
