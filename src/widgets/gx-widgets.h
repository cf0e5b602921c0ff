/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** gx_widgets_init: makes templates, styles and icons known, and the types that templates name. Call once,
 * first. */
void gx_widgets_init (void);

G_END_DECLS
