/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/** GxBackupMark: of a kept copy, what decides whether it stays. */
typedef struct {
  gint64 at;            /* Unix seconds */
  gint64 size;          /* bytes */
  gboolean is_before;   /* kept before something big: an import, an upgrade … */
} GxBackupMark;

/**
 * gx_backup_thin:
 * @marks: newest first
 * @now: Unix seconds
 * @limit: bytes that all together may take
 * @stays: (out caller-allocates) (array length=n)
 *
 * Which copies stay: all of the last hour and what was kept before something big today; then the newest of
 * each hour of a day, of each day of two weeks, of each week of eight, of each month. Where that is more than
 * @limit, those go first that stand closest between their neighbours for their age, so that what is left
 * reaches far back. The newest always stays, and so does the newest that is not of the future, where the
 * clock was set back.
 */
void gx_backup_thin (const GxBackupMark *marks, guint n, gint64 now, gint64 limit, gboolean *stays);

/**
 * gx_backup_is_due: of the wall's clock, which goes on while the computer sleeps: whether @between seconds
 * are over since @last. A clock that was set back makes one due at once.
 */
gboolean gx_backup_is_due (gint64 last, gint64 now, gint64 between);

G_END_DECLS
