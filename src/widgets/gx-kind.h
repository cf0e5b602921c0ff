/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** gx_kind_icon: the symbol of a stream kind ("call", "sale" …) or of a kind of contact point ("phone",
 * "mail" …); static. */
const char *gx_kind_icon (const char *kind);

G_END_DECLS
