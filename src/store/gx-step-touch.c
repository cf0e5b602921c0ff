/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store/gx-cells-private.h"
#include "store/gx-projection-private.h"
#include "store/gx-step-private.h"

#define TOUCHES_KEPT 5000
#define TOUCHES_FORGOTTEN 500 /* at a time: not every commit writes where the oldest are */

/*
 * Whose facts a step made stale: the customers and purchases that its rows are, belong to, or belonged to
 * before.
 */

/* The rows of @target that this step made, which are touched as they are. */
static GxRange
find_born (const GxStep *step, const char *target)
{
  for (guint i = 0; i < step->ranges->len; i++)
    {
      const GxRange *range = &g_array_index (step->ranges, GxRange, i);

      if (range->op == 'I' && g_str_equal (range->table->name, target))
        return *range;
    }
  return (GxRange) { .first = 1, .last = 0 };
}

static gboolean
touch (GxStep *step, const GxTable *parent, GxId id, GError **error)
{
  const char *sql = NULL;
  GxRange born;

  if (g_str_equal (parent->name, "customer"))
    sql = "insert or ignore into temp.touched_customer values (?)";
  else if (g_str_equal (parent->name, "purchase"))
    sql = "insert or ignore into temp.touched_purchase values (?)";
  if (sql == NULL || id == 0)
    return TRUE;
  born = find_born (step, parent->name);
  return (id >= born.first && id <= born.last) || gx_connection_run (step->book, error, sql, "i", id);
}

/* What the rows first … last are and point at, as they are now. */
static gboolean
touch_range (GxStep *step, const GxTable *table, GxId first, GxId last, GError **error)
{
  static const char * const targets[] = { "customer", "purchase" };

  for (guint t = 0; t < G_N_ELEMENTS (targets); t++)
    {
      const char *target = targets[t];
      GxRange born = find_born (step, target);

      if (g_str_equal (table->name, target))
        {
          g_autofree char *sql = g_strdup_printf (
            "insert or ignore into temp.touched_%s select id from %s where id between ? and ?", target,
            target);
          if (!gx_connection_run (step->book, error, sql, "ii", first, last))
            return FALSE;
        }
      for (int i = 0; i < _gx_links_count (); i++)
        {
          const GxLink *link = _gx_link_at (i);

          if (link->child != table || !g_str_equal (link->parent->name, target))
            continue;
          g_autofree char *sql = g_strdup_printf (
            "insert or ignore into temp.touched_%s select %s from %s"
            " where id between ? and ? and %s not between ? and ?", target, link->column, table->name,
            link->column);
          if (!gx_connection_run (step->book, error, sql, "iiii", first, last, born.first, born.last))
            return FALSE;
        }
    }
  return TRUE;
}

/* The link that a cell is, or NULL. */
static const GxLink *
link_of (const GxTable *table, const GxCellReader *cell)
{
  for (int i = 0; i < _gx_links_count (); i++)
    {
      const GxLink *link = _gx_link_at (i);

      if (link->child == table && strlen (link->column) == cell->column_length
          && strncmp (link->column, cell->column, cell->column_length) == 0)
        return link;
    }
  return NULL;
}

static gboolean
touch_value (GxStep *step, const GxTable *parent, const char *json, GError **error)
{
  return json == NULL || touch (step, parent, g_ascii_strtoll (json, NULL, 10), error); /* null is 0 */
}

/* @column need not end after @length. NULL: the row was born. */
static void
note_written (GArray *written, const GxTable *table, const char *column, gsize length)
{
  GxWritten made = { table, NULL };

  for (guint i = 0; i < written->len; i++)
    {
      const GxWritten *known = &g_array_index (written, GxWritten, i);

      if (known->table == table
          && (column == NULL || known->column == NULL
                ? column == known->column
                : strlen (known->column) == length && strncmp (known->column, column, length) == 0))
        return;
    }
  if (column != NULL)
    {
      g_autofree char *ended = g_strndup (column, length);

      made.column = g_intern_string (ended);
    }
  g_array_append_val (written, made);
}

static gboolean
hangs_from_somebody (const GxTable *table)
{
  for (int i = 0; i < _gx_links_count (); i++)
    {
      const GxLink *link = _gx_link_at (i);

      if (link->child == table
          && (g_str_equal (link->parent->name, "customer") || g_str_equal (link->parent->name, "purchase")))
        return TRUE;
    }
  return FALSE;
}

/* The row itself, what its links point at, and what those that changed pointed at before. */
static gboolean
touch_entry (GxStep *step, const GxEntry *entry, GError **error)
{
  GxCellReader reader;

  if (entry->op == 'i')
    note_written (step->written, entry->table, NULL, 0);
  if (!touch (step, entry->table, entry->row, error)
      || (entry->op == 'u' && hangs_from_somebody (entry->table)
          && !touch_range (step, entry->table, entry->row, entry->row, error)))
    return FALSE;
  _gx_cell_reader_init (&reader, entry->cells);
  while (_gx_cell_reader_next (&reader))
    {
      const GxLink *link = link_of (entry->table, &reader);

      if (entry->op == 'u')
        note_written (step->written, entry->table, reader.column, reader.column_length);
      if (link != NULL
          && (!touch_value (step, link->parent, reader.old_json, error)
              || (entry->op == 'i' && !touch_value (step, link->parent, reader.new_json, error))))
        return FALSE;
    }
  return TRUE;
}

/* What hangs together: a purchase with its customer; a word with the customers that carry it. */
static gboolean
touch_neighbours (GxConnection *book, GArray *entries, GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const GxEntry *entry = &g_array_index (entries, GxEntry, i);

      if (entry->op == 'u' && g_str_equal (entry->table->name, "word")
          && !gx_connection_run (book, error,
                                 "insert or ignore into temp.touched_customer"
                                 " select customer_id from customer_tag where tag_id = ?", "i", entry->row))
        return FALSE;
    }
  return gx_connection_run (book, error,
                            "insert or ignore into temp.touched_customer"
                            " select p.customer_id from temp.touched_purchase t"
                            " cross join purchase p on p.id = t.purchase_id"
                            " where p.customer_id is not null", NULL);
}

/* For whoever keeps up with the book in memory, in this process or another: the last ones touched. */
gboolean
_gx_step_tell_touched (GxConnection *book, GError **error)
{
  gboolean are_many = gx_connection_get_int64 (book, 0, error,
    "select count(*) from (select 1 from temp.touched_customer limit ?)", "i",
    (gint64) MAX_TOLD + 1) > MAX_TOLD;
  const char *tell = are_many
    ? "insert into touch (customer_id) values (0)"
    : "insert into touch (customer_id) select customer_id from temp.touched_customer";
  gint64 kept;

  if (!gx_connection_run (book, error, tell, NULL))
    return FALSE;
  kept = gx_connection_get_int64 (book, 0, NULL,
    "select (select max(id) from touch) - (select min(id) from touch)", NULL);
  if (kept < TOUCHES_KEPT + TOUCHES_FORGOTTEN)
    return TRUE;
  return gx_connection_run (book, error, "delete from touch where id <= (select max(id) from touch) - ?",
                            "i", (gint64) TOUCHES_KEPT);
}

gboolean
_gx_step_touch (GxStep *step, GError **error)
{
  GxConnection *book = step->book;
  GArray *entries = step->entries;

  if (!_gx_projection_prepare (book, error))
    return FALSE;
  step->written = g_array_new (FALSE, FALSE, sizeof (GxWritten));
  for (guint i = 0; i < entries->len; i++)
    {
      if (!touch_entry (step, &g_array_index (entries, GxEntry, i), error))
        return FALSE;
      _gx_connection_advance (book);
    }
  for (guint i = 0; i < step->ranges->len; i++)
    {
      GxRange *range = &g_array_index (step->ranges, GxRange, i);

      note_written (step->written, range->table, range->op == 'I' ? NULL : "gone", strlen ("gone"));
      if (!touch_range (step, range->table, range->first, range->last, error))
        return FALSE;
    }
  return touch_neighbours (book, entries, error);
}
