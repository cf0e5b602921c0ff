/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/gx-scan.h"

G_BEGIN_DECLS

/*
 * How words and characters are written in a record: a unit at a time. ASCII stands for itself; a character
 * that can be read takes three bytes, the first of which says with what letters its readings begin, the
 * second how they go on; anything else takes four. As in UTF-8 no unit is ever found inside another: bytes
 * after the first are 0x80 to 0xbf. So a scan at the speed of memory finds characters by their sound.
 */

#define GX_UNITS_SOUNDS_FROM 0xc0                           /* the first bytes of what can be read */
#define GX_UNITS_OTHERS_FROM 0xfc                           /* and of what cannot */
#define GX_UNITS_CAN_BE_READ(byte) ((guchar) (byte) >= GX_UNITS_SOUNDS_FROM \
                                    && (guchar) (byte) < GX_UNITS_OTHERS_FROM)

void gx_units_append (GString *to, gunichar unit);
void gx_units_append_text (GString *to, const char *text);

/** gx_units_add_sounding: the first bytes of all characters that have a reading begun by @letter. */
void gx_units_add_sounding (GxByteSet *set, char letter);

/** gx_units_add_seconds: the second bytes of all characters that are read as @syllable, and of some others. */
void gx_units_add_seconds (GxByteSet *set, guint syllable);

/** gx_units_fingerprint: another where the tables are: a text kept by another edition cannot be read. */
guint64 gx_units_fingerprint (void);

/* -- Reading, in the innermost loop */

extern const guint16 *_gx_units_sounding; /* by first byte and number in it; set by the first unit written */

static inline gunichar
gx_units_read (const char **p)
{
  const guchar *at = (const guchar *) *p;

  if (*at < 128)
    {
      *p += 1;
      return *at;
    }
  if (*at < GX_UNITS_OTHERS_FROM)
    {
      *p += 3;
      return *at < GX_UNITS_SOUNDS_FROM ? 0
             : _gx_units_sounding[(*at - GX_UNITS_SOUNDS_FROM) << 12 | (at[1] & 0x3f) << 6 | (at[2] & 0x3f)];
    }
  *p += 4;
  return (gunichar) (*at - GX_UNITS_OTHERS_FROM) << 18 | (gunichar) (at[1] & 0x3f) << 12
         | (gunichar) (at[2] & 0x3f) << 6 | (at[3] & 0x3f);
}

G_END_DECLS
