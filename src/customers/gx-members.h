/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-self.h"

G_BEGIN_DECLS

/*
 * Members: who works with this book: owners of customers and tasks, authors of steps and events. Like words
 * they are found by their folded name; GX_SELF_WORD is whoever sits here.
 */

typedef struct {
  GxId id;
  char *name, *letters;
  GxDay left_day;          /* on which they went; GX_NO_DAY: they work with the book */
  gboolean is_self;        /* sits at this computer */
} GxMember;
void gx_member_free (GxMember *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxMember, gx_member_free)

/** gx_members_list: (transfer full) (element-type GxMember): by name. */
GPtrArray *gx_members_list (GxConnection *book, GError **error);

/** gx_members_find: of this name, or GX_SELF_WORD; 0 where there is none. */
GxId gx_members_find (GxConnection *book, const char *name);

/** gx_members_get_name: (transfer full) (nullable): also of one who is gone. */
char *gx_members_get_name (GxConnection *book, GxId id);

/** gx_members_ensure: found or made; inside a step only; 0 on error. */
GxId gx_members_ensure (GxConnection *book, const char *name, GError **error);

/** gx_members_add: a new one. Errors: INVALID: nameless, or there is one of that name. */
gboolean gx_members_add (GxConnection *book, const GxActor *actor, const char *name, GxId *id,
                         GError **error);

/**
 * gx_members_rename: @letters: (nullable): before the numbers of their customers.
 * Whoever sits here keeps the new name for other books, too. Errors: INVALID as of gx_members_add().
 */
gboolean gx_members_rename (GxConnection *book, const GxActor *actor, GxId id, const char *name,
                            const char *letters, GError **error);

/** gx_members_set_left: @day: GX_NO_DAY: they are back. Their customers stay theirs until they are handed
 * over; nobody new is given to them. */
gboolean gx_members_set_left (GxConnection *book, const GxActor *actor, GxId id, GxDay day, GError **error);

/**
 * gx_members_become: whoever sits here says that they are the member @id, or (0) somebody new called @name.
 * What they wrote before stays with whom it was written by.
 */
gboolean gx_members_become (GxConnection *book, GxId id, const char *name, GError **error);

G_END_DECLS
