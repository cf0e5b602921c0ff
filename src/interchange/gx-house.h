/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * gx_house_register: what every program that opens a book calls first: the projections and the fields of all
 * rooms below, once. It stands on this floor because it is the first that may see all of them. Calling it
 * again does nothing.
 */
void gx_house_register (void);

G_END_DECLS
