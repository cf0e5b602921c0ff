/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxAvatar:
 *
 * A disc with the family-name character or the initials; of an organisation a rounded square. The colour
 * follows the id, so that it stays when somebody is renamed. Light enough for every row of a list.
 *
 * Property "size" (px).
 */
#define GX_TYPE_AVATAR (gx_avatar_get_type ())
G_DECLARE_FINAL_TYPE (GxAvatar, gx_avatar, GX, AVATAR, GtkWidget)

GtkWidget *gx_avatar_new (int size_px);

/** gx_avatar_show: @name: as shown; NULL empties it. */
void gx_avatar_show (GxAvatar *self, GxId id, const char *name, gboolean is_organisation);

/** gx_avatar_letters: (transfer full): "郭" of "郭霞", "欧阳" stays "欧", "ML" of "Mia Lopez", "#" of "No. 17850".
 * */
char *gx_avatar_letters (const char *name, gboolean is_organisation);

/**
 * gx_avatar_draw: for widgets that draw one among other things. @box: a square. @letters:
 * gx_avatar_letters().
 */
void gx_avatar_draw (GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *box, GxId id,
                     const char *letters,
                     gboolean is_organisation);

G_END_DECLS
