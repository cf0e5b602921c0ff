/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Reading memory at its own speed: 32 bytes at a time where the processor can, and the environment does not
 * say GUANXI_PLAIN_SCAN, as a test does. A scan tells every place in
 * @text before @length, by its offset, ascending, and returns how many; @found has room for @length of them.
 * One byte before @text may be read, and GX_SCAN_MARGIN bytes after it.
 */
#define GX_SCAN_MARGIN 72

#define GX_SCAN_PART_MAX (GX_SCAN_MARGIN - 32)

/** GxScanPart: a piece of text. */
typedef struct {
  const char *bytes;
  gsize length;         /* at most GX_SCAN_PART_MAX */
  gboolean at_words;    /* not after ASCII above a blank: where a word, a form or a field begins */
} GxScanPart;

/** gx_scan_part: where @part stands: its first two and its last byte are compared before all (after
 * Muła 2016, "SIMD-friendly algorithms for substring searching"). */
guint gx_scan_part (const char *text, gsize length, const GxScanPart *part, guint32 *found);

/** GxByteSet: some of all bytes, by the lower half of a byte: a bit for each upper half, up to 7 and from
 * 8 on. */
typedef struct {
  guint8 low[16], high[16];
} GxByteSet;

static inline void
gx_byte_set_add (GxByteSet *self, guint8 byte)
{
  (byte < 128 ? self->low : self->high)[byte & 15] |= 1 << (byte >> 4 & 7);
}

static inline gboolean
gx_byte_set_has (const GxByteSet *self, guint8 byte)
{
  return (byte < 128 ? self->low : self->high)[byte & 15] >> (byte >> 4 & 7) & 1;
}

/** GxScanSounds: a character of three bytes, and the byte after it: either its first two bytes and the one
 * after, or its first and the one after are in these sets. */
typedef struct {
  GxByteSet first;           /* none of them ASCII */
  GxByteSet second, after;
  GxByteSet after_first;     /* whatever the second is */
} GxScanSounds;

guint gx_scan_sounds (const char *text, gsize length, const GxScanSounds *sounds, guint32 *found);

G_END_DECLS
