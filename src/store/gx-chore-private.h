/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-chore.h"

G_BEGIN_DECLS

gboolean _gx_chores_forget (GxConnection *book, GError **error); /* inside a transaction */
gboolean _gx_chores_check (GxConnection *book, GPtrArray *problems, GError **error);

G_END_DECLS
