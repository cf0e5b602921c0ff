/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxCriteriaNumbers: the two numbers of a comparison: from and to, a span of time, how often.
 *
 * Signals: "changed": by hand.
 */
#define GX_TYPE_CRITERIA_NUMBERS (gx_criteria_numbers_get_type ())
G_DECLARE_FINAL_TYPE (GxCriteriaNumbers, gx_criteria_numbers, GX, CRITERIA_NUMBERS, GtkWidget)

typedef enum {
  GX_NUMBERS_WHOLE,   /* least, most; G_MININT64 and G_MAXINT64 are open */
  GX_NUMBERS_DECIMAL, /* the same × 10^6 */
  GX_NUMBERS_DAYS,    /* the same, GxDay */
  GX_NUMBERS_SPAN,    /* count, GxSpanUnit */
  GX_NUMBERS_COUNT,   /* how often: least, most */
} GxNumbersKind;

GtkWidget *gx_criteria_numbers_new (void);

/** gx_criteria_numbers_show: @numbers: (nullable): two; NULL: what is usual. @unit: (nullable): "¥",
 * "days". */
void gx_criteria_numbers_show (GxCriteriaNumbers *self, GxNumbersKind kind, const char *unit,
                               const gint64 *numbers);

/** gx_criteria_numbers_get: @numbers: (out): two. FALSE: nothing is asked, or what stands there is no
 * number. */
gboolean gx_criteria_numbers_get (GxCriteriaNumbers *self, gint64 numbers[2]);

G_END_DECLS
