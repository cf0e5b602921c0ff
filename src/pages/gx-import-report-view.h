/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxImportReportView: what a rehearsal found: a button with a count for each outcome, and every row behind the
 * one that is pressed, with whom it was taken for, each value, and what stood there; words narrow it down.
 *
 * The button for the refused rows activates "import.save-refused"; that for what a spreadsheet hides, where it hides
 * something, "import.toggle-hidden".
 */
#define GX_TYPE_IMPORT_REPORT_VIEW (gx_import_report_view_get_type ())
G_DECLARE_FINAL_TYPE (GxImportReportView, gx_import_report_view, GX, IMPORT_REPORT_VIEW, AdwBin)

/** gx_import_report_view_show: @plan: what was rehearsed; @report: (transfer full) */
void gx_import_report_view_show (GxImportReportView *self, const GxImportPlan *plan, GxImportReport *report);

GxImportReport *gx_import_report_view_get (GxImportReportView *self); /* (nullable) (transfer none) */

/** gx_import_report_describe_new: (transfer full): "2,357 customers and 6,919 purchases are new." */
char *gx_import_report_describe_new (const GxImportReport *report);

G_END_DECLS
