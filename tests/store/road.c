/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "road.h"

static void
clear_image (ParcelImage *image)
{
  g_free (image->cells);
}

void
parcel_free (Parcel *self)
{
  gx_carried_step_free (self->step);
  g_array_unref (self->images);
  g_free (self);
}

typedef struct {
  Parcel *parcel;
  int table;
} Packing;

static gboolean
pack_image_cb (GxId row, const char *cells, gpointer data, GError **error)
{
  Packing *packing = data;
  const ParcelImage image = { packing->table, row, g_strdup (cells) };

  g_array_append_val (packing->parcel->images, image);
  return TRUE;
}

static Parcel *
pack (GxConnection *book, GxCarriedStep *step)
{
  Parcel *parcel = g_new0 (Parcel, 1);
  g_autoptr (GError) error = NULL;

  parcel->step = step;
  parcel->images = g_array_new (FALSE, FALSE, sizeof (ParcelImage));
  g_array_set_clear_func (parcel->images, (GDestroyNotify) clear_image);
  for (guint i = 0; i < step->ranges->len; i++)
    {
      const GxCarriedRange *range = &g_array_index (step->ranges, GxCarriedRange, i);
      Packing packing = { parcel, range->table };

      if (range->op == 'I')
        gx_carried_range_read (book, range, pack_image_cb, &packing, &error);
      g_assert_no_error (error);
    }
  return parcel;
}

GPtrArray *
road_pack (GxConnection *book, GxId site, gint64 after_seq)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) steps = gx_carried_steps_read (book, site, after_seq, 1000000, &error);
  GPtrArray *parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) parcel_free);

  g_assert_no_error (error);
  g_ptr_array_set_free_func (steps, NULL);
  for (guint i = 0; i < steps->len; i++)
    g_ptr_array_add (parcels, pack (book, g_ptr_array_index (steps, i)));
  return parcels;
}

GPtrArray *
road_pack_missing (GxConnection *from, GxConnection *to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) sites = gx_carried_sites (from, &error);
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) parcel_free);

  g_assert_no_error (error);
  for (guint i = 0; i < sites->len; i++)
    {
      GxId site = g_array_index (sites, GxId, i);
      g_autoptr (GPtrArray) some = NULL;
      gint64 seq = 0;

      g_assert_true (gx_carried_tail (to, site, &seq, NULL, NULL, &error));
      some = road_pack (from, site, seq);
      g_ptr_array_set_free_func (some, NULL);
      g_ptr_array_extend (all, some, NULL, NULL);
    }
  return all;
}

gboolean
parcel_take (const Parcel *self, GxArrival *arrival, GError **error)
{
  if (!gx_arrival_add_step (arrival, self->step, error))
    return FALSE;
  for (guint i = 0; i < self->images->len; i++)
    {
      const ParcelImage *image = &g_array_index (self->images, ParcelImage, i);

      if (!gx_arrival_add_image (arrival, image->table, image->row, image->cells, error))
        return FALSE;
    }
  return TRUE;
}

GxArrived
road_carry (GxConnection *from, GxConnection *to)
{
  g_autoptr (GPtrArray) parcels = road_pack_missing (from, to);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxArrival) arrival = gx_arrival_begin (to, &error);
  GxArrived arrived = { 0 };

  g_assert_no_error (error);
  for (guint i = 0; i < parcels->len; i++)
    {
      parcel_take (g_ptr_array_index (parcels, i), arrival, &error);
      g_assert_no_error (error);
    }
  g_assert_true (gx_arrival_commit (g_steal_pointer (&arrival), &arrived, &error));
  g_assert_no_error (error);
  return arrived;
}
