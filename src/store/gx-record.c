/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "store/gx-record.h"
#include "store/gx-statement.h"

gboolean
gx_record_found (GxConnection *book, GError **error)
{
  if (gx_connection_changes (book) > 0)
    return TRUE;

  g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("This record is no longer in the book."));
  return FALSE;
}

gboolean
gx_record_set_gone (GxConnection *book, const GxActor *actor, const char *label, const char *table,
                    const GxId *ids, guint n_ids, int gone, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autofree char *sql = g_strdup_printf ("update %s set gone = ? where id = ? and gone < 2", table);

  g_return_val_if_fail (gone == 0 || gone == 1, FALSE);

  if ((step = gx_step_begin (book, actor, label, error)) == NULL)
    return FALSE;

  for (guint i = 0; i < n_ids; i++)
    if (!gx_connection_run (book, error, sql, "ii", (gint64) gone, (gint64) ids[i])
        || !gx_record_found (book, error))
      return FALSE;

  return gx_step_commit (g_steal_pointer (&step), NULL, error);
}
