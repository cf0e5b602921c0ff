/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * gx_test_folder_new: (transfer full): a new, empty folder for the running test. After the test, and what
 * tears it down, the folder goes with all that is in it. Linked into every test program.
 */
char *gx_test_folder_new (void);

/** gx_test_folder_remove: now already: for one of very many. */
void gx_test_folder_remove (const char *folder);

G_END_DECLS
