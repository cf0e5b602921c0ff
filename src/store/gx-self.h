/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-step.h"

G_BEGIN_DECLS

/*
 * Who sits at this computer: a member of every book that they write into (gx_actor_get_self() is them as who
 * writes). By themselves they are the person of the system's account, with the hash of its real name, or of
 * the login name where it has none, as their id: the same person at two computers is one member. Whoever is
 * somebody else says so once (gx_self_become()); that is kept in the state folder, for all books, in a file
 * "self".
 */

/** GX_SELF_WORD: "me", wherever a member's name is asked for or given. */
#define GX_SELF_WORD "@me"

gboolean gx_self_is_meant (const char *text);  /* @text is GX_SELF_WORD; NULL is not */

GxId gx_self_get_id (void);
const char *gx_self_get_name (void);           /* static: what a new book is told */

/**
 * gx_self_is_known: FALSE: all that is known of them is how they log in; ask before others read it.
 */
gboolean gx_self_is_known (void);

/**
 * gx_self_become: from now on this computer's user is the member of this id; 0: somebody whom no book knows
 * yet, who gets a random id. Another step is needed to make them known to a book, or to rename them there.
 */
gboolean gx_self_become (GxId id, const char *name, GError **error);

G_END_DECLS
