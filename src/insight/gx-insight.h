/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria.h"
#include "insight/gx-portrait.h"

G_BEGIN_DECLS

/**
 * gx_insight_register: the fields that a portrait answers, and the orders of the list by class and tier. Once,
 * at start, after gx_criteria_register().
 * lifecycle, tier, r_score, f_score, m_score, value_decile, recency, frequency, value_12_months. SQL reads
 * them from the portrait's columns by functions (asof_tier …), so asking for another day costs one portrait
 * and no table.
 */
void gx_insight_register (void);

/**
 * gx_insight_portrait: (transfer full): the portrait of a day, kept per connection until the book changes. A
 * NULL @context is today, home currency.
 */
GxPortrait *gx_insight_portrait (GxConnection *book, const GxCriteriaContext *context, GError **error);

/** gx_insight_last_sale_day: to offer "as of the last sale"; GX_NO_DAY: there is none. */
GxDay gx_insight_last_sale_day (GxConnection *book, GError **error);

/** gx_insight_forget: drops what is kept; for tests that write facts without a step. */
void gx_insight_forget (GxConnection *book);

G_END_DECLS
