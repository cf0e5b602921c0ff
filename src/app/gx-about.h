/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gx_about_show: who and what this program is. The only file that knows AdwAboutWindow. */
void gx_about_show (GtkWindow *parent);

G_END_DECLS
