/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "customers/gx-customer.h"
#include "store/gx-step.h"

G_BEGIN_DECLS

/*
 * Words are rows that customers point at: tags and sources. Their id is the hash of kind and folded first
 * name, so that two computers make the same one.
 */

/** gx_words_list: (transfer full) (element-type GxWord): live words of a kind, by name, with their uses. */
GPtrArray *gx_words_list (GxConnection *book, const char *kind, GError **error);

/** gx_words_find: 0 where there is none of that folded name. */
GxId gx_words_find (GxConnection *book, const char *kind, const char *name);

/** gx_words_ensure: found, taken out of the bin, or made. Inside a step only. 0 on error. */
GxId gx_words_ensure (GxConnection *book, const char *kind, const char *name, GError **error);

gboolean gx_words_rename (GxConnection *book, const GxActor *actor, GxId id, const char *name,
                          GError **error);
gboolean gx_words_set_colour (GxConnection *book, const GxActor *actor, GxId id, int colour, GError **error);
gboolean gx_words_bin (GxConnection *book, const GxActor *actor, GxId id, GError **error);

G_END_DECLS
