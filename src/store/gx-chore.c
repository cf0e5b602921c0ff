/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-log.h"
#include "store/gx-chore-private.h"
#include "store/gx-connection-private.h"

static GPtrArray *chores = NULL; /* of const GxChore */

void
gx_chore_register (const GxChore *chore)
{
  g_return_if_fail (chore != NULL && chore->advance != NULL);

  if (chores == NULL)
    chores = g_ptr_array_new ();
  if (!g_ptr_array_find (chores, chore, NULL))
    g_ptr_array_add (chores, (gpointer) chore);
}

gboolean
_gx_chores_forget (GxConnection *book, GError **error)
{
  for (guint i = 0; chores != NULL && i < chores->len; i++)
    if (!((const GxChore *) chores->pdata[i])->forget (book, error))
      return FALSE;
  return TRUE;
}

gboolean
_gx_chores_check (GxConnection *book, GPtrArray *problems, GError **error)
{
  for (guint i = 0; chores != NULL && i < chores->len; i++)
    if (!((const GxChore *) chores->pdata[i])->check (book, problems, error))
      return FALSE;
  return TRUE;
}

static gboolean
advance_all (GxConnection *book, gboolean *is_done, GError **error)
{
  for (guint i = 0; chores != NULL && i < chores->len; i++)
    {
      gboolean is_one_done = FALSE;

      if (!((const GxChore *) chores->pdata[i])->advance (book, &is_one_done, error))
        return FALSE;
      *is_done = *is_done && is_one_done;
    }
  return TRUE;
}

gboolean
gx_chores_advance (GxConnection *book, gboolean *is_done, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book) && is_done != NULL, FALSE);

  /* Nobody changed the book: no copy of it need be kept for this. */
  gboolean has_written = book->has_written;
  *is_done = TRUE;
  if (!_gx_connection_begin (book, error))
    return FALSE;
  if (!advance_all (book, is_done, error) || !_gx_connection_commit (book, error))
    {
      _gx_connection_rollback (book);
      return FALSE;
    }
  book->has_written = has_written;
  return TRUE;
}

gboolean
gx_chores_finish (GxConnection *book, GError **error)
{
  gboolean is_done = FALSE;

  while (!is_done)
    if (!gx_chores_advance (book, &is_done, error))
      return FALSE;
  return TRUE;
}
