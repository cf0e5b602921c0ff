/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/gx-paper.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gx_print: asks for a printer and prints. @paper: (transfer full). */
void gx_print (GtkWidget *parent, GxPaper *paper, const char *job_name);

G_END_DECLS
