/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/*
 * How well bytes would read in each of the encodings of before Unicode. A reading is judged by what its
 * characters cost: −ln of how often such a character is met in a text of that kind, by frequency class and by
 * its neighbours. The difference of two sums is then how many times (e to the …) likelier one reading is.
 */

#define GX_N_ENCODING_MODELS 9

/** _gx_encoding_model_name: static, for iconv: "GB18030", "BIG5-HKSCS" … */
const char *_gx_encoding_model_name (guint model);

/** _gx_encoding_model_cost: of @text in the encoding; bytes that it does not have cost much. */
double _gx_encoding_model_cost (guint model, const char *text, gsize length);

G_END_DECLS
