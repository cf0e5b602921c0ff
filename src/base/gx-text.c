/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-text.h"

char *
gx_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKC);

  return g_utf8_strdown (composed, -1);
}
