/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/gx-import-work.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GxImportProgressView: how far a work is and how fast; its button activates "import.cancel". */
#define GX_TYPE_IMPORT_PROGRESS_VIEW (gx_import_progress_view_get_type ())
G_DECLARE_FINAL_TYPE (GxImportProgressView, gx_import_progress_view, GX, IMPORT_PROGRESS_VIEW, AdwBin)

/** gx_import_progress_view_watch: asks @work a few times a second until it is given another or NULL. */
void gx_import_progress_view_watch (GxImportProgressView *self, GxImportWork *work);

G_END_DECLS
