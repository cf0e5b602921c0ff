/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * A folder that is in trouble as a drive can be, for this program: its own open and write stand before the
 * system's, so nobody needs rights that tests do not have.
 */
typedef enum {
  DRIVE_IS_WELL,
  DRIVE_IS_FULL,       /* files can be made, and nothing is written into them */
  DRIVE_IS_READ_ONLY,
} DriveTrouble;

void drive_trouble_set (const char *folder, DriveTrouble trouble);
