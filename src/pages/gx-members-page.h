/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxMembersPage: of the preferences: who works with the book: one's own name, who else there is, how much
 * each looks after, who has left, and when to tell that two work one customer.
 *
 * Actions: members.add (name), members.rename (id, name), members.become (id), members.begin-anew (name),
 * members.set-left (id, whether), members.show (id: their customers), members.hand-over (id).
 */
#define GX_TYPE_MEMBERS_PAGE (gx_members_page_get_type ())
G_DECLARE_FINAL_TYPE (GxMembersPage, gx_members_page, GX, MEMBERS_PAGE, AdwPreferencesPage)

GtkWidget *gx_members_page_new (GxBook *book);

G_END_DECLS
