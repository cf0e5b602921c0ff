/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reading memory at its own speed: 32 bytes at a time where the processor can. */

/**
 * gx_scan:
 *
 * The first place in @text (up to @end) where the @length bytes of @part stand; NULL: none. As memmem():
 * the first and the last byte are compared before all (Muła 2016, "SIMD-friendly algorithms for substring
 * searching").
 */
const char *gx_scan (const char *text, const char *end, const char *part, gsize length);

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

/** GxPairs: a byte of one set, and of another three bytes after it. */
typedef struct {
  GxByteSet first, third_after;
} GxPairs;

/**
 * gx_scan_pairs: the first place where such a pair stands; NULL: none.
 * @pairs: the first of them no ASCII
 * @end: GX_SCAN_MARGIN bytes after it may be read
 */
#define GX_SCAN_MARGIN 72
const char *gx_scan_pairs (const char *text, const char *end, const GxPairs *pairs);

G_END_DECLS
