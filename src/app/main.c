/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-application.h"
#include "base/gx-language.h"

int
main (int argc, char **argv)
{
  gx_language_set_up ();

  g_autoptr (GxApplication) app = gx_application_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}
