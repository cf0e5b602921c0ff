/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-shell-search.h"
#include "base/gx-language.h"
#include "interchange/gx-house.h"

int
main (int argc, char **argv)
{
  gx_language_set_up ();
  gx_house_register ();

  g_autoptr (GxShellSearch) search = gx_shell_search_new ();
  return g_application_run (G_APPLICATION (search), argc, argv);
}
