/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-projection.h"

G_BEGIN_DECLS

gboolean _gx_projection_prepare (GxConnection *book, GError **error); /* empties temp.touched_* */
/* all projections over temp.touched_* */
gboolean _gx_projection_run (GxConnection *book, GError **error);
/* inside a transaction: empty, touch everything, run */
gboolean _gx_projection_run_all (GxConnection *book, GError **error);

G_END_DECLS
