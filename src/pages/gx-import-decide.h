/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-import.h"
#include "store/gx-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxImportDecide: rows that may be somebody who is there already, one after another: both beside each other,
 * what differs marked; 1, 2 and 3 answer, Backspace goes back.
 *
 * Signals: "finished": nothing is left to decide.
 */
#define GX_TYPE_IMPORT_DECIDE (gx_import_decide_get_type ())
G_DECLARE_FINAL_TYPE (GxImportDecide, gx_import_decide, GX, IMPORT_DECIDE, AdwBin)

/** gx_import_decide_begin: with those of @report that a person should decide. */
void gx_import_decide_begin (GxImportDecide *self, GxBook *book, const GxImportReport *report);

/** gx_import_decide_take: gives the answers to the plan. Returns: how many. */
guint gx_import_decide_take (GxImportDecide *self, GxImportPlan *plan);

G_END_DECLS
