/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-language.h"
#include "cli/gx-cli.h"
#include "interchange/gx-house.h"

int
main (int argc, char **argv)
{
  gx_language_set_up ();
  gx_house_register ();

  return gx_cli_main (argc, argv);
}
