/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxLogBar: writes down what happened: a kind, one sentence, Enter. Tab goes on to the next step and its day.
 */
#define GX_TYPE_LOG_BAR (gx_log_bar_get_type ())
G_DECLARE_FINAL_TYPE (GxLogBar, gx_log_bar, GX, LOG_BAR, AdwBin)

/** gx_log_bar_show: what is half written stays with its customer only. */
void gx_log_bar_show (GxLogBar *self, GxBook *book, GxId customer);

/**
 * gx_log_bar_tell: what is good to know before something is written down; shown from the first letter on, or
 * always.
 * @advice: (nullable): a sentence
 */
void gx_log_bar_tell (GxLogBar *self, const char *advice, gboolean always);

/** gx_log_bar_begin: the cursor into the sentence. @kind: (nullable): an event kind. */
void gx_log_bar_begin (GxLogBar *self, const char *kind);

G_END_DECLS
