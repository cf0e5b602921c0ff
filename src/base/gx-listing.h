/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** gx_listing_add: one more part of a list in a sentence: "12 added, 3 refused"; in Chinese with "、". */
void gx_listing_add (GString *listing, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
