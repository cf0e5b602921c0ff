/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-application.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("GUANXI_LOCALE_DIR") != NULL
                  ? g_getenv ("GUANXI_LOCALE_DIR") : GX_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_autoptr (GxApplication) app = gx_application_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}
