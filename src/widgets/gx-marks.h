/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/gx-search-words.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * gx_marks_add: what was found stands out in a text: in the theme's accent, and heavier, so that colour is
 * not the only cue.
 * @spans: (element-type GxTextSpan) (nullable): bytes of the text, each moved by @offset
 * @widget: whose colours; ask when drawing or showing, not while it is built
 */
void gx_marks_add (PangoAttrList *attributes, GtkWidget *widget, const GArray *spans, guint offset);

G_END_DECLS
