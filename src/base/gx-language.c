/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "base/gx-language.h"

void
gx_language_set_up (void)
{
  const char *folder = g_getenv ("GUANXI_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : GX_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* gettext goes by LANGUAGE wherever the locale is not plain C; it looks again when the counter has moved
   (gettext's manual, "Being a gettext grok"). */
void
gx_language_speak (const char *language)
{
  static char *own = NULL;
  static gboolean is_known = FALSE;
  extern int _nl_msg_cat_cntr;

  if (!is_known)
    own = g_strdup (g_getenv ("LANGUAGE"));
  is_known = TRUE;
  if (language == NULL)
    language = own;
  if (language != NULL)
    g_setenv ("LANGUAGE", language, TRUE);
  else
    g_unsetenv ("LANGUAGE");
  setlocale (LC_MESSAGES, own == language ? "" : "C.UTF-8");
  _nl_msg_cat_cntr++;
}
