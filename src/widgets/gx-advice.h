/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxAdvice: a sentence that a person had better read before they go on, below what they are about to do: it
 * is there once they have begun, and never in the way.
 */
#define GX_TYPE_ADVICE (gx_advice_get_type ())
G_DECLARE_FINAL_TYPE (GxAdvice, gx_advice, GX, ADVICE, AdwBin)

/** gx_advice_set_text: @text: (nullable): there is nothing to say. */
void gx_advice_set_text (GxAdvice *self, const char *text);

/** gx_advice_set_begun: whether it is time to say it. */
void gx_advice_set_begun (GxAdvice *self, gboolean is_begun);

G_END_DECLS
