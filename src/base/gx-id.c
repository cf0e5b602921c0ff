/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-id.h"

#include <sys/random.h>

#include "base/gx-text.h"

#define RUN_END (GX_ID_MAX - (G_GINT64_CONSTANT (1) << 32))

static guint64
draw_bits (void)
{
  guint64 bits = 0;

  /* Up to 256 bytes never come short; only an early boot or a sandbox without the call can fail. */
  if (getrandom (&bits, sizeof bits, 0) != sizeof bits)
    bits = (guint64) g_random_int () << 32 | g_random_int ();

  return bits;
}

GxId
gx_id_random_run (gint64 length)
{
  guint64 bits;

  g_return_val_if_fail (length > 0 && length <= GX_ID_MAX - RUN_END, 0);

  do
    bits = draw_bits () & (GX_ID_MAX - 1);
  while (bits == 0 || bits > RUN_END);

  return (GxId) bits;
}

static GxId
hash_bytes (const char *text)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  guint64 bits = 0;

  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, digest, &length);
  for (int i = 0; i < 8; i++)
    bits = bits << 8 | digest[i];
  bits >>= 1;

  return bits != 0 ? (GxId) bits : 1;
}

GxId
gx_id_hash (const char *table, GxId a, GxId b)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (table != NULL, 0);

  text = g_strdup_printf ("%s\x1f%" G_GINT64_FORMAT "\x1f%" G_GINT64_FORMAT, table, a, b);
  return hash_bytes (text);
}

GxId
gx_id_hash_text (const char *kind, const char *name)
{
  g_autofree char *folded = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (kind != NULL && name != NULL, 0);

  folded = gx_fold (name);
  text = g_strconcat (kind, "\x1f", folded, NULL);
  return hash_bytes (text);
}
