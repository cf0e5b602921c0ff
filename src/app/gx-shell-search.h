/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GxShellSearch: answers what is typed into GNOME Shell's overview (org.gnome.Shell.SearchProvider2) with
 * customers of the book that was open last, by the same search as the window's. A program of its own, without
 * a window: the bus starts it when it is asked, and it ends when nobody has asked for a while. The book is
 * only read. Opening a customer is the window's: it is told over the bus.
 *
 * Where the setting "shows-in-search" is off, which it is until somebody turns it on, no book is opened and
 * nothing is answered: whoever sees the screen sees the overview, and customers are other people.
 */
#define GX_TYPE_SHELL_SEARCH (gx_shell_search_get_type ())
G_DECLARE_FINAL_TYPE (GxShellSearch, gx_shell_search, GX, SHELL_SEARCH, GApplication)

GxShellSearch *gx_shell_search_new (void);

G_END_DECLS
