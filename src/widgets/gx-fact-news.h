/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-journal.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxFactNews: a line below a fact that a person edits: somebody else changed it meanwhile, who and when, and
 * a button that takes theirs. Hidden until there is something to tell.
 *
 * Signal "taken" (): the person wants theirs.
 */
#define GX_TYPE_FACT_NEWS (gx_fact_news_get_type ())
G_DECLARE_FINAL_TYPE (GxFactNews, gx_fact_news, GX, FACT_NEWS, AdwBin)

GtkWidget *gx_fact_news_new (void);

/**
 * gx_fact_news_tell:
 * @theirs: what the book says by now
 * @writer: (nullable): who wrote it; NULL: not known (yet)
 * @is_replaced: what the person typed has been written over it
 */
void gx_fact_news_tell (GxFactNews *self, const char *theirs, const GxJournalEntry *writer,
                        gboolean is_replaced);

void gx_fact_news_clear (GxFactNews *self);

G_END_DECLS
