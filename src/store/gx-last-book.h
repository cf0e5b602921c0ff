/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/*
 * The book last opened by whichever program: one line in a file of the user's state, so that a command that
 * only reads need not be told.
 */
char *gx_last_book_get (void);              /* transfer full; NULL where there is none */
void gx_last_book_set (const char *path);   /* a convenience: nobody is told where it cannot be kept */

G_END_DECLS
