/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store/gx-carried-step.h"
#include "store/gx-step-private.h"

static void
clear_row (GxCarriedRow *row)
{
  g_free (row->cells);
  g_clear_pointer (&row->salt, g_bytes_unref);
  g_clear_pointer (&row->commitment, g_bytes_unref);
}

static void
clear_range (GxCarriedRange *range)
{
  g_free (range->cells);
}

GxCarriedStep *
gx_carried_step_new (void)
{
  GxCarriedStep *self = g_new0 (GxCarriedStep, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (GxCarriedRow));
  g_array_set_clear_func (self->rows, (GDestroyNotify) clear_row);
  self->ranges = g_array_new (FALSE, FALSE, sizeof (GxCarriedRange));
  g_array_set_clear_func (self->ranges, (GDestroyNotify) clear_range);
  self->sights = g_array_new (FALSE, FALSE, sizeof (GxCarriedSight));
  return self;
}

void
gx_carried_step_free (GxCarriedStep *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->ranges, g_array_unref);
  g_clear_pointer (&self->sights, g_array_unref);
  g_clear_pointer (&self->hash, g_bytes_unref);
  g_free (self->label);
  g_free (self);
}

void
gx_carried_step_add_row (GxCarriedStep *self, int table, GxId row, char op, const char *cells, GBytes *salt,
                         GBytes *commitment)
{
  const GxCarriedRow carried = {
    table, row, op, g_strdup (cells), salt != NULL ? g_bytes_ref (salt) : NULL, g_bytes_ref (commitment),
  };

  g_array_append_val (self->rows, carried);
}

void
gx_carried_step_add_range (GxCarriedStep *self, int table, GxId first, GxId last, char op, const char *cells)
{
  const GxCarriedRange carried = { table, first, last, op, g_strdup (cells) };

  g_array_append_val (self->ranges, carried);
}

void
gx_carried_step_add_sight (GxCarriedStep *self, GxId other, gint64 seq)
{
  const GxCarriedSight carried = { other, seq };

  g_array_append_val (self->sights, carried);
}

const char *
gx_carried_table_name (int table)
{
  const GxTable *known = _gx_table_by_number (table);

  return known != NULL ? known->name : NULL;
}

int
gx_carried_table_number (const char *name)
{
  const GxTable *known = _gx_table_by_name (name);

  return known != NULL ? known->number : 0;
}

/* -- The chain -- */

static gboolean
sum_row (const GxCarriedRow *row, GChecksum *sum, GChecksum *body)
{
  gsize length = 0;
  const guint8 *commitment = g_bytes_get_data (row->commitment, &length);

  if (length != GX_DIGEST_LENGTH)
    return FALSE;
  if (row->salt != NULL)
    {
      guint8 own[GX_DIGEST_LENGTH];

      _gx_commitment (sum, g_bytes_get_data (row->salt, NULL), (int) g_bytes_get_size (row->salt), row->table,
                      row->row, row->op, row->cells, own);
      if (memcmp (own, commitment, sizeof own) != 0)
        return FALSE;
    }
  g_checksum_update (body, commitment, GX_DIGEST_LENGTH);
  return TRUE;
}

GBytes *
gx_carried_step_hash (const GxCarriedStep *self, GBytes *previous)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GChecksum) body = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *header = _gx_chain_header (self->id, self->site, self->seq, self->hlc, self->at_ms,
                                              self->author, self->kind, self->root, self->reverses,
                                              self->label);

  for (guint i = 0; i < self->rows->len; i++)
    if (!sum_row (&g_array_index (self->rows, GxCarriedRow, i), sum, body))
      return NULL;
  for (guint i = 0; i < self->ranges->len; i++)
    {
      const GxCarriedRange *range = &g_array_index (self->ranges, GxCarriedRange, i);

      _gx_chain_add_range (body, range->table, range->first, range->last, range->op, range->cells);
    }
  return _gx_chain_hash (previous, header, body);
}
