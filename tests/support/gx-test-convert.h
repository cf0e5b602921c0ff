/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** gx_test_convert: (transfer full): all of @data through @converter. */
GBytes *gx_test_convert (GConverter *converter, gconstpointer data, gsize size);

G_END_DECLS
