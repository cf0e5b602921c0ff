/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-record.h"
#include "store/gx-statement.h"
#include "trade/gx-purchases.h"

G_BEGIN_DECLS

/* For the room trade only. */

/* Trimmed; NULL where nothing remains. Transfer full. */
char *_gx_trade_trim (const char *text);

/* The returns of a sale, with their lines, oldest first. */
GPtrArray *_gx_purchases_returns_of (GxConnection *book, GxId sale, GError **error);

G_END_DECLS
