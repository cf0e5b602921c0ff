/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/**
 * gx_clock_check: (transfer full) (nullable): a question for people, where the newest step of @book was made
 * an hour or more after now: this computer's clock was set back, or was ahead then. Steps keep their order all
 * the same; days may be wrong. Of each such step it is asked once, where the book can be written.
 */
char *gx_clock_check (GxConnection *book);

G_END_DECLS
