/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"
#include "base/gx-id.h"
#include "store/gx-inserter.h"
#include "store/gx-step-private.h"

/*
 * Many rows at once: runs of ids are reserved, filled while nothing is captured, and recorded as one range
 * each. Meanwhile the book does not look up the parent of every single row; the rows of a run are checked
 * together when it is settled. Members are written when the last run is.
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

/* "or (c.word_id not between 1 and 9 and c.word_id not in (select id from word))": the links of
   @table that lead to no row, as those to settled rows do; "" where it has none. */
static char *
spell_loose_links (GxStep *door, const GxTable *table)
{
  GString *sql = g_string_new (NULL);

  for (int i = 0; i < _gx_links_count (); i++)
    {
      const GxLink *link = _gx_link_at (i);
      GxRange settled = find_settled (door, link->parent);

      if (link->child == table)
        g_string_append_printf (sql, " or (c.%s not between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT
                                " and c.%s not in (select id from %s))",
                                link->column, settled.first, settled.last, link->column, link->parent->name);
    }
  return g_string_free (sql, FALSE);
}

/* Whether every link of the rows leads to a row. */
static gboolean
check_links (GxStep *door, const GxTable *table, GxId first, GxId last, GError **error)
{
  g_autofree char *loose = spell_loose_links (door, table);
  g_autofree char *sql = g_strdup_printf ("select 1 from %s c where c.id between ? and ? and (0%s) limit 1",
                                          table->name, loose);
  g_autoptr (GxStatement) query = *loose != '\0' ? _gx_statement_new_once (door->book, sql) : NULL;

  if (query == NULL)
    return TRUE;
  gx_statement_rebind (query, "ii", first, last);
  if (!gx_statement_next (query))
    return gx_statement_finish (query, error);
  g_set_error (error, GX_ERROR, GX_ERROR_FAILED, "A row of “%s” points at nothing", table->name);
  return FALSE;
}

static int
compare_members (gconstpointer a, gconstpointer b)
{
  GxId x = ((const GxMember *) a)->row, y = ((const GxMember *) b)->row;

  return (x > y) - (x < y);
}

/* Their ids are hashes: in order each goes to the end of the table. */
static gboolean
write_members (GxStep *door, GError **error)
{
  g_autoptr (GxInserter) insert = NULL;

  if (door->members == NULL)
    return TRUE;
  insert = gx_inserter_new (door->book, door->membership->insert, 3, NULL);
  g_array_sort (door->members, compare_members);
  for (guint i = 0; i < door->members->len; i++)
    {
      const GxMember *member = &g_array_index (door->members, GxMember, i);

      if (!gx_inserter_add (insert, error, "iii", member->row, member->a, member->b))
        return FALSE;
    }
  g_clear_pointer (&door->members, g_array_unref);
  g_clear_pointer (&door->member_rows, g_hash_table_unref);
  return gx_inserter_flush (insert, error);
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
      if (!write_members (door, error))
        return FALSE;
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
  const GxMember member = { gx_id_hash (table, a, b), a, b };
  GxEntry entry = { .op = 'i' };

  g_return_val_if_fail (membership != NULL && door->is_bulk, FALSE);
  g_return_val_if_fail (door->members == NULL || door->membership == membership, FALSE);

  if (door->members == NULL)
    {
      door->membership = membership;
      door->members = g_array_new (FALSE, FALSE, sizeof (GxMember));
      door->member_rows = g_hash_table_new (NULL, NULL);
    }
  *is_new = g_hash_table_add (door->member_rows, GSIZE_TO_POINTER (member.row));
  if (!*is_new)
    return TRUE;
  g_array_append_val (door->members, member);
  entry.table = membership->table;
  entry.row = member.row;
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
