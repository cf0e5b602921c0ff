/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"
#include "base/gx-id.h"
#include "store/gx-step-private.h"

/*
 * Many rows at once: runs of ids are reserved, filled while nothing is captured, and recorded as one range
 * each. Meanwhile the book does not look up the parent of every single row; the rows of a run are checked
 * together when it is settled.
 */

static void
set_keys_checked (GxStep *door, gboolean is_checked)
{
  sqlite3_db_config (door->book->db, SQLITE_DBCONFIG_ENABLE_FKEY, (int) is_checked, NULL);
  door->is_bulk = !is_checked;
}

void
gx_step_set_capture (GxStep *step, gboolean capture)
{
  _gx_capture_set (_gx_step_door (step), capture);
}

gboolean
gx_step_reserve (GxStep *step, const char *table, gint64 rows, GxId *first, GError **error)
{
  GxStep *door = _gx_step_door (step);
  GxId *kept;

  g_return_val_if_fail (_gx_table_by_name (table) != NULL && rows >= 0, FALSE);

  *first = _gx_connection_reserve_ids (door->book, MAX (rows, 1));
  kept = g_new (GxId, 1);
  *kept = *first;
  g_hash_table_insert (door->reserved, (char *) _gx_table_by_name (table)->name, kept);
  gx_step_set_capture (step, FALSE);
  if (!door->is_bulk)
    set_keys_checked (door, FALSE);
  return TRUE;
}

void
_gx_step_add_range (GxStep *step, const GxTable *table, GxId first, GxId last, char op, const char *cells)
{
  const GxRange range = { table, first, last, op, cells };

  g_array_append_val (step->ranges, range);
}

/* The rows of @table that this step made and has settled. */
static GxRange
find_settled (GxStep *door, const GxTable *table)
{
  for (guint i = 0; i < door->ranges->len; i++)
    if (g_array_index (door->ranges, GxRange, i).table == table)
      return g_array_index (door->ranges, GxRange, i);
  return (GxRange) { .first = 1, .last = 0 };
}

/* Whether every link of the rows leads to a row: those to settled rows do. */
static gboolean
check_links (GxStep *door, const GxTable *table, GxId first, GxId last, GError **error)
{
  for (int i = 0; i < _gx_links_count (); i++)
    {
      const GxLink *link = _gx_link_at (i);
      g_autofree char *sql = NULL;
      g_autoptr (GError) failed = NULL;
      GxRange settled = find_settled (door, link->parent);

      if (link->child != table)
        continue;
      sql = g_strdup_printf ("select count(*) from %s c left join %s p on p.id = c.%s"
                             " where c.id between ? and ? and c.%s not between ? and ? and p.id is null",
                             table->name, link->parent->name, link->column, link->column);
      if (gx_connection_get_int64 (door->book, 1, &failed, sql, "iiii", first, last, settled.first,
                                   settled.last) == 0)
        continue;
      if (failed != NULL)
        g_propagate_error (error, g_steal_pointer (&failed));
      else
        g_set_error (error, GX_ERROR, GX_ERROR_FAILED, "A row of “%s” points at nothing (%s)",
                     table->name, link->column);
      return FALSE;
    }
  return TRUE;
}

gboolean
gx_step_settle (GxStep *step, const char *table, gint64 used, GError **error)
{
  GxStep *door = _gx_step_door (step);
  GxId *first = g_hash_table_lookup (door->reserved, table);

  g_return_val_if_fail (first != NULL, FALSE);

  if (used > 0)
    {
      if (!check_links (door, _gx_table_by_name (table), *first, *first + used - 1, error))
        return FALSE;
      _gx_step_add_range (door, _gx_table_by_name (table), *first, *first + used - 1, 'I', RANGE_INSERTED);
    }
  g_hash_table_remove (door->reserved, table);
  if (g_hash_table_size (door->reserved) == 0)
    {
      gx_step_set_capture (step, TRUE);
      set_keys_checked (door, TRUE);
    }
  return TRUE;
}

gboolean
gx_step_add_member (GxStep *step, const char *table, GxId a, GxId b, gboolean *is_new, GError **error)
{
  GxStep *door = _gx_step_door (step);
  const GxMembership *membership = _gx_membership_of (table);
  GxEntry entry = { .op = 'i' };

  g_return_val_if_fail (membership != NULL && door->is_bulk, FALSE);

  entry.table = membership->table;
  entry.row = gx_id_hash (table, a, b);
  if (!gx_connection_run (door->book, error, membership->insert, "iii", entry.row, a, b))
    return FALSE;
  *is_new = gx_connection_changes (door->book) > 0;
  if (!*is_new)
    return TRUE;
  entry.cells = g_strdup_printf ("{\"gone\":[0],\"%s\":[%" G_GINT64_FORMAT "],\"%s\":[%" G_GINT64_FORMAT "]}",
                                 membership->a, a, membership->b, b);
  g_array_append_val (door->entries, entry);
  return TRUE;
}

gboolean
gx_step_build_late (GxStep *step, const char *index, GError **error)
{
  GxStep *door = _gx_step_door (step);
  g_autofree char *sql = gx_connection_get_text (door->book, error,
    "select sql from main.sqlite_schema where type = 'index' and name = ?", "t", index);
  g_autofree char *drop = g_strdup_printf ("drop index main.%s", index);

  g_return_val_if_fail (sql != NULL, FALSE);

  if (!_gx_connection_exec (door->book, drop, error))
    return FALSE;
  if (door->late_indexes == NULL)
    door->late_indexes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (door->late_indexes, g_steal_pointer (&sql));
  return TRUE;
}

gboolean
_gx_bulk_build_indexes (GxStep *step, GError **error)
{
  for (guint i = 0; step->late_indexes != NULL && i < step->late_indexes->len; i++)
    if (!_gx_connection_exec (step->book, g_ptr_array_index (step->late_indexes, i), error))
      return FALSE;
  return TRUE;
}

void
_gx_bulk_end (GxStep *step)
{
  if (step->is_bulk)
    set_keys_checked (step, TRUE);
}
