/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-listing.h"

#include <glib/gi18n-lib.h>

void
gx_listing_add (GString *listing, const char *format, ...)
{
  va_list args;

  g_return_if_fail (listing != NULL && format != NULL);

  if (listing->len > 0)
    /* Translators: between the parts of a list: "12 added, 3 refused", "row 2, row 7" */
    g_string_append (listing, C_("list", ", "));
  va_start (args, format);
  g_string_append_vprintf (listing, format, args);
  va_end (args);
}
