/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-error.h"
#include "base/gx-log.h"
#include "store/gx-chore-private.h"
#include "store/gx-connection-private.h"
#include "store/gx-projection-private.h"
#include "store/gx-tables-private.h"

static GPtrArray *projections = NULL; /* of const GxProjection, by order */

static int
compare_order (gconstpointer a, gconstpointer b)
{
  const GxProjection *x = *(GxProjection * const *) a, *y = *(GxProjection * const *) b;

  return (x->order > y->order) - (x->order < y->order);
}

void
gx_projection_register (const GxProjection *projection)
{
  g_return_if_fail (projection != NULL && projection->project != NULL && projection->reads != NULL);

  if (projections == NULL)
    projections = g_ptr_array_new ();
  if (g_ptr_array_find (projections, projection, NULL))
    return;
  g_ptr_array_add (projections, (gpointer) projection);
  g_ptr_array_sort (projections, compare_order);
}

gboolean
_gx_projection_prepare (GxConnection *book, GError **error)
{
  if (gx_connection_get_int64 (book, 0, NULL,
                               "select 1 from temp.sqlite_schema where name = 'touched_purchase'", NULL) == 0
      && !_gx_connection_exec (book,
           "create temp table touched_customer (customer_id integer primary key);"
           "create temp table touched_purchase (purchase_id integer primary key)", error))
    return FALSE;
  return gx_connection_run (book, error, "delete from temp.touched_customer", NULL)
         && gx_connection_run (book, error, "delete from temp.touched_purchase", NULL);
}

/* Whether the word, "table" or "table.column", is what was written. */
static gboolean
names (const char *word, gsize length, const GxWritten *written)
{
  gsize table_length = strlen (written->table->name);
  const char *column = word + table_length + 1;

  if (length < table_length || strncmp (word, written->table->name, table_length) != 0)
    return FALSE;
  if (length == table_length)
    return TRUE;
  if (word[table_length] != '.')
    return FALSE;
  length -= table_length + 1;
  if (written->column == NULL)
    return length != strlen ("gone") || strncmp (column, "gone", length) != 0;
  return length == strlen (written->column) && strncmp (column, written->column, length) == 0;
}

static gboolean
reads_any (const GxProjection *projection, const GArray *written)
{
  for (const char *word = projection->reads; *word != '\0'; word += strspn (word, " "))
    {
      gsize length = strcspn (word, " ");

      for (guint i = 0; i < written->len; i++)
        if (names (word, length, &g_array_index (written, GxWritten, i)))
          return TRUE;
      word += length;
    }
  return FALSE;
}

gboolean
_gx_projection_run (GxConnection *book, const GArray *written, GError **error)
{
  for (guint i = 0; projections != NULL && i < projections->len; i++)
    {
      const GxProjection *projection = g_ptr_array_index (projections, i);

      if (written != NULL && !reads_any (projection, written))
        continue;
      gx_log (GX_LOG_STEP, "project %s", projection->name);
      if (!projection->project (book, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
_gx_projection_run_all (GxConnection *book, GError **error)
{
  if (!_gx_projection_prepare (book, error))
    return FALSE;
  for (int i = 0; _gx_derived_tables[i] != NULL; i++)
    {
      g_autofree char *sql = g_strconcat ("delete from ", _gx_derived_tables[i], NULL);

      if (!_gx_connection_exec (book, sql, error))
        return FALSE;
    }
  return _gx_connection_exec (book,
                              "insert into temp.touched_customer select id from customer;"
                              "insert into temp.touched_purchase select id from purchase", error)
         && _gx_projection_run (book, NULL, error);
}

gboolean
gx_projection_rebuild (GxConnection *book, GError **error)
{
  if (!_gx_connection_begin (book, error))
    return FALSE;
  if (_gx_projection_run_all (book, error) && _gx_chores_forget (book, error)
      && _gx_connection_commit (book, error))
    return gx_chores_finish (book, error);
  _gx_connection_rollback (book);
  return FALSE;
}
