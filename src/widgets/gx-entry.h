/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gx_entry_empty: what was typed was taken: Ctrl+Z is then the book's again, not the text's. */
void gx_entry_empty (GtkEditable *entry);

G_END_DECLS
