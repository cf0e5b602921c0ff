/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/* Text as search looks at it: what is no letter, digit or character is gone, and only words of letters
   have a blank between them, so that a run of characters is a run whatever stood in it. */

/** gx_spread_is_character: Chinese, Japanese: each is a unit of its own, and a search may begin at any. */
static inline gboolean
gx_spread_is_character (gunichar unit)
{
  return (unit >= 0x3400 && unit <= 0x9fff) || (unit >= 0x3040 && unit <= 0x30ff)
         || (unit >= 0xf900 && unit <= 0xfaff) || (unit >= 0x20000 && unit <= 0x3ffff);
}

/**
 * gx_spread_append: @folded, as gx_fold() makes it, spread, in the units of gx-units.h: "liam o'brien" is
 * "liam o brien", then after GX_KNOWN_FORM the words that stood together joined: "obrien". Returns FALSE and
 * appends nothing where nothing is left.
 */
gboolean gx_spread_append (GString *record, const char *folded);

char *gx_spread_joined (const char *folded);                /* transfer full: UTF-8, no blank in it */

G_END_DECLS
