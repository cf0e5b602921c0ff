/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * gx_tooltips_mend: once, at start. GTK 4.8 makes a tooltip as many columns wide as it has characters, so one
 * in Chinese, whose characters take two, is broken in half. What has wide characters is followed by as many
 * that take none.
 */
void gx_tooltips_mend (void);

G_END_DECLS
