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

/* gettext goes by LANGUAGE wherever the locale is not plain C, which newer C libraries take C.UTF-8 for, too:
 * any other that is installed will do. It looks again when its counter has moved (gettext's manual, "Being a
 * gettext grok"). */
void
gx_language_speak (const char *language)
{
  static const char * const locales[] = { "zh_CN.UTF-8", "en_US.UTF-8", "en_GB.UTF-8", "C.UTF-8" };
  static char *own = NULL;
  static gboolean is_known = FALSE;
  extern int _nl_msg_cat_cntr;

  if (!is_known)
    own = g_strdup (g_getenv ("LANGUAGE"));
  is_known = TRUE;
  if (language == NULL && own == NULL)
    g_unsetenv ("LANGUAGE");
  else
    g_setenv ("LANGUAGE", language != NULL ? language : own, TRUE);

  const char *found = setlocale (LC_MESSAGES, "");
  for (guint i = 0; language != NULL && i < G_N_ELEMENTS (locales) && (found == NULL || *found == 'C'); i++)
    found = setlocale (LC_MESSAGES, locales[i]);
  _nl_msg_cat_cntr++;
}
