/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (gx-error-quark, gx_error)

void
gx_error_prefix (GError **error, const char *action)
{
  g_autofree char *reason = NULL;

  g_return_if_fail (action != NULL);

  if (error == NULL || *error == NULL)
    return;
  reason = (*error)->message;
  /* Translators: %1$s is what could not be done ("Could not save the customer"), %2$s why */
  (*error)->message = g_strdup_printf (_("%1$s: %2$s"), action, reason);
}

char *
gx_error_tell_short (const GError *error, const char *path)
{
  g_return_val_if_fail (error != NULL && path != NULL, NULL);

  g_autofree char *shown = g_filename_display_name (path), *name = g_filename_display_basename (path);
  GString *text = g_string_new (error->message);

  if (*shown != '\0')
    g_string_replace (text, shown, name, 0);
  return g_string_free (text, FALSE);
}
