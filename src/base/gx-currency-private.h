/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-money.h"

G_BEGIN_DECLS

/**
 * gx_currency_spellings: (transfer full): what may stand before or behind an amount of @currency: symbols,
 * code, words; longest first.
 */
GStrv gx_currency_spellings (const char *currency);

G_END_DECLS
