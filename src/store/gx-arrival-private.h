/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-carried-step.h"

G_BEGIN_DECLS

/**
 * _gx_arrival_trust: for tests: steps are taken in any order, also within a site, whatever their chain: the
 * fold must not care.
 */
void _gx_arrival_trust (GxArrival *self);

G_END_DECLS
