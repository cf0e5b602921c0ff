/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxCard: a titled group of rows that is filled again whenever what it shows has changed. A row is known by a
 * kind and an id, and stays the same widget while it is shown: so the focus, the cursor and what is being
 * typed stay where they are.
 *
 * |[
 *   gx_card_begin (card);
 *   for each item
 *     {
 *       row = gx_card_keep (card, "task", item->id);
 *       if (row == NULL)
 *         gx_card_put (card, "task", item->id, row = new_task_row (item->id));
 *       show_task (row, item);
 *     }
 *   gx_card_end (card);
 * ]|
 *
 * Property "title".
 */
#define GX_TYPE_CARD (gx_card_get_type ())
G_DECLARE_DERIVABLE_TYPE (GxCard, gx_card, GX, CARD, AdwBin)

struct _GxCardClass {
  AdwBinClass parent_class;
};

void gx_card_set_title (GxCard *self, const char *title);
void gx_card_set_suffix (GxCard *self, GtkWidget *suffix);       /* beside the title */
void gx_card_add_fixed (GxCard *self, GtkWidget *row);           /* stays, above all others */
void gx_card_clear (GxCard *self);                               /* but for the fixed ones */

/**
 * gx_card_begin: what is neither kept nor put until gx_card_end() goes then. The focus of what goes moves to
 * its successor.
 */
void gx_card_begin (GxCard *self);
void gx_card_end (GxCard *self);

/** gx_card_keep: the row of this kind and id, now next in order; NULL: there is none, make and put one. */
GtkWidget *gx_card_keep (GxCard *self, const char *kind, gint64 id);
void gx_card_put (GxCard *self, const char *kind, gint64 id, GtkWidget *row);

/**
 * gx_card_keep_if: between gx_card_begin() and gx_card_end(): of the rows of this kind that have not been kept,
 * those that @wants are, where the order has come to.
 */
void gx_card_keep_if (GxCard *self, const char *kind, gboolean (*wants) (GtkWidget *row));

gboolean gx_card_has_focus (GtkWidget *row); /* it or something in it */
/* between begin and end: one that has not been kept */
GtkWidget *gx_card_find_old (GxCard *self, const char *kind, gint64 id);
GtkWidget *gx_card_find (GxCard *self, const char *kind, gint64 id); /* NULL: not there */

/** gx_card_keep_sentence: a grey sentence in place of rows. */
void gx_card_keep_sentence (GxCard *self, const char *sentence);

/** gx_card_keep_more: a row "Show more" that calls @wanted with the card. */
void gx_card_keep_more (GxCard *self, void (*wanted) (gpointer card));

/** gx_card_new_row: @subtitle (nullable). Plain texts, no markup. */
AdwActionRow *gx_card_new_row (const char *title, const char *subtitle);

/** gx_card_set_expander_title: the row that unfolds, not only the line in it, is called so. */
void gx_card_set_expander_title (AdwExpanderRow *row, const char *title);

/** gx_card_new_button: a flat round button for a row's end. @label: for tooltip and screen reader. */
GtkWidget *gx_card_new_button (const char *icon, const char *label, const char *action, GVariant *target);

G_END_DECLS
