/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

G_BEGIN_DECLS

/**
 * GxDraftKeeper: the half-typed texts of one kind (store/gx-draft.h): in memory while the window stands,
 * in the book a moment after each change, so that neither closing nor a power cut takes a sentence away.
 */
typedef struct _GxDraftKeeper GxDraftKeeper;

/**
 * gx_draft_keeper_new:
 * @prefix: of the keys, "log/"
 * @loaded: called once, when what an earlier window left is there; not after gx_draft_keeper_free()
 */
GxDraftKeeper *gx_draft_keeper_new (GxBook *book, const char *prefix, void (*loaded) (gpointer user_data),
                                    gpointer user_data);

/** gx_draft_keeper_free: what was not written yet is written. */
void gx_draft_keeper_free (GxDraftKeeper *self);

/** gx_draft_keeper_get: (nullable): the text of @id. */
const char *gx_draft_keeper_get (GxDraftKeeper *self, GxId id);

/** gx_draft_keeper_keep: @text: (nullable): there is nothing to keep any more, written at once. */
void gx_draft_keeper_keep (GxDraftKeeper *self, GxId id, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxDraftKeeper, gx_draft_keeper_free)

G_END_DECLS
