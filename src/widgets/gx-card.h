/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxCard: a titled group of rows that is filled anew whenever what it shows has changed.
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
void gx_card_add (GxCard *self, GtkWidget *row);                 /* goes with the next clear */
void gx_card_add_fixed (GxCard *self, GtkWidget *row);           /* stays; before the others where added first */
void gx_card_clear (GxCard *self);
GtkWidget *gx_card_get_row (GxCard *self, guint index);          /* of those added since the last clear; NULL beyond */

/** gx_card_new_row: @subtitle (nullable). Plain texts, no markup. */
AdwActionRow *gx_card_new_row (const char *title, const char *subtitle);

/** gx_card_new_button: a flat round button for a row's end. @label: for tooltip and screen reader. */
GtkWidget *gx_card_new_button (const char *icon, const char *label, const char *action, GVariant *target);

/** gx_card_add_empty: a grey sentence in place of rows. */
void gx_card_add_empty (GxCard *self, const char *sentence);

G_END_DECLS
