/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a person chose about the backups of this computer. Where the settings' schema is not installed, the
 * defaults hold, and setting does nothing. */

/** GX_BACKUP_LIMIT: "backup-limit", MB that the kept copies of one book may take together. */
#define GX_BACKUP_LIMIT "backup-limit"

gint64 gx_backup_settings_get_limit (void);        /* bytes */
void gx_backup_settings_set_limit (gint64 bytes);

/** gx_backup_settings_get_second: (transfer full) (nullable): the folder every copy is copied to as well. */
char *gx_backup_settings_get_second (void);
void gx_backup_settings_set_second (const char *folder); /* nullable */

G_END_DECLS
