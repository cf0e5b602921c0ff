/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/*
 * What is half typed outlives the window, the program and the plug: a text by a key, in the book, yet of this
 * computer only and no step. A key is "log/" and an id, and the like; what a text means knows who keeps it.
 */

/** gx_draft_keep: @body: (nullable): forget it. On the writer's thread. */
gboolean gx_draft_keep (GxConnection *book, const char *key, const char *body, GError **error);

/** gx_drafts_load: (transfer full): body by key, of all whose key begins with @prefix. */
GHashTable *gx_drafts_load (GxConnection *book, const char *prefix, GError **error);

G_END_DECLS
