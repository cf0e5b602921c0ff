/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-import-private.h"

/* Open addressing; customers of equal marks stand one behind the other. */
struct _GxKeys {
  guint64 *marks;   /* 0 is a free place */
  GxId *customers;
  gsize n_places;   /* a power of two */
  gsize n_used;
};

static void
make_places (GxKeys *self, gsize n)
{
  self->n_places = n;
  self->marks = g_new0 (guint64, n);
  self->customers = g_new (GxId, n);
}

GxKeys *
_gx_keys_new (void)
{
  GxKeys *self = g_new0 (GxKeys, 1);

  make_places (self, 1 << 12);
  return self;
}

void
_gx_keys_free (GxKeys *self)
{
  if (self == NULL)
    return;
  g_free (self->marks);
  g_free (self->customers);
  g_free (self);
}

static void
put (GxKeys *self, guint64 mark, GxId customer)
{
  gsize place = mark & (self->n_places - 1);

  while (self->marks[place] != 0)
    place = (place + 1) & (self->n_places - 1);
  self->marks[place] = mark;
  self->customers[place] = customer;
}

void
_gx_keys_add (GxKeys *self, guint64 mark, GxId customer)
{
  if (++self->n_used * 2 > self->n_places) {
    GxKeys old = *self;

    make_places (self, old.n_places * 2);
    for (gsize i = 0; i < old.n_places; i++)
      if (old.marks[i] != 0)
        put (self, old.marks[i], old.customers[i]);
    g_free (old.marks);
    g_free (old.customers);
  }
  put (self, mark != 0 ? mark : 1, customer);
}

guint
_gx_keys_find (const GxKeys *self, guint64 mark, GxId *customers, guint most)
{
  gsize place;
  guint n = 0;

  mark = mark != 0 ? mark : 1;
  place = mark & (self->n_places - 1);
  for (; self->marks[place] != 0 && n < most; place = (place + 1) & (self->n_places - 1))
    if (self->marks[place] == mark)
      customers[n++] = self->customers[place];
  return n;
}
