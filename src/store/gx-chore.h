/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/**
 * GxChore: something worked out of the book that no step waits for: it follows the journal, a little at
 * a time, when the writer has nothing else to do; whoever asks before it has caught up looks at the rest
 * as it is. Every function runs inside a transaction that it may write derived and local tables in.
 */
typedef struct {
  const char *name;
  gboolean (*forget) (GxConnection *book, GError **error);   /* everything is to be done anew */
  /* one portion, some hundredths of a second. @is_done: (out): it has caught up */
  gboolean (*advance) (GxConnection *book, gboolean *is_done, GError **error);
  /* @problems: (element-type utf8): sentences are added to it. Reads only */
  gboolean (*check) (GxConnection *book, GPtrArray *problems, GError **error);
} GxChore;

/** gx_chore_register: once, at start, from a room's gx_<room>_register(). @chore is static. */
void gx_chore_register (const GxChore *chore);

/** gx_chores_advance: one portion of each. @is_done: (out): all have caught up. */
gboolean gx_chores_advance (GxConnection *book, gboolean *is_done, GError **error);

/** gx_chores_finish: until all have caught up. */
gboolean gx_chores_finish (GxConnection *book, GError **error);

G_END_DECLS
