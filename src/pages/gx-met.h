/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"
#include "widgets/gx-card.h"
#include "widgets/gx-fact-row.h"

G_BEGIN_DECLS

/*
 * Two people in one place: who wrote what a person meets while they edit.
 */

/** GxMetFunc: @writer: (nullable): the newest step that wrote the cell; NULL: none is known. */
typedef void (*GxMetFunc) (gpointer object, const GxJournalEntry *writer);

/** gx_met_ask: @cell: (nullable): none. @object is kept until it is told. */
void gx_met_ask (GxBook *book, const GxCellPlace *cell, GObject *object, GxMetFunc told);

/**
 * gx_met_watch: from now on @row is told who it was whenever it meets another's change of @cell (nullable).
 * To be called before gx_fact_row_show().
 */
void gx_met_watch (GxFactRow *row, GxBook *book, const GxCellPlace *cell);

/** gx_met_keep_news: what @row has to tell, below it: after it was kept in @card or put there. */
void gx_met_keep_news (GxCard *card, const char *kind, gint64 id, GxFactRow *row);

/** gx_met_keep_typed: gx_card_keep_if() of fact rows, with what they have to tell. */
void gx_met_keep_typed (GxCard *card, const char *kind, gboolean (*wants) (GtkWidget *row));

G_END_DECLS
