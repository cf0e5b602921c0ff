/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxApplication: opens books in windows: the files given, else the book last open, else a welcome.
 */
#define GX_TYPE_APPLICATION (gx_application_get_type ())
G_DECLARE_FINAL_TYPE (GxApplication, gx_application, GX, APPLICATION, AdwApplication)

GxApplication *gx_application_new (void);

G_END_DECLS
