/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"

G_DEFINE_QUARK (gx-error-quark, gx_error)

void
gx_error_prefix (GError **error, const char *action)
{
  g_return_if_fail (action != NULL);

  g_prefix_error (error, "%s: ", action);
}
