/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-phrase.h"
#include "store/gx-cells-private.h"
#include "store/gx-history-private.h"
#include "store/gx-journal.h"
#include "store/gx-step-private.h"

/*
 * Undo is a step that writes, cell by cell, what lay beneath the step it takes back; redo is a step that
 * writes the values of that step again. A step may be undone while it still holds every cell it wrote
 * (gx-history-private.h); otherwise the step that holds one now is named. Which step Ctrl+Z takes is a
 * question to the journal, so a restart changes nothing.
 */

/* -- The steps in question -- */

typedef struct {
  GxId root;
  GxId newest;      /* the newest entry of the root: itself, an undo or a redo */
  char newest_kind;
  gboolean is_newer; /* a newer program wrote it */
  char *label;
} Root;

static void
root_clear (Root *root)
{
  g_free (root->label);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Root, root_clear)

static gboolean
read_root (GxConnection *book, GxId step, Root *root, GError **error)
{
  GxId id = gx_connection_get_int64 (book, 0, NULL, "select root from journal_tx where id = ?", "i", step);
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select t.id, t.kind, t.label, r.schema from journal_tx t join journal_tx r on r.id = t.root"
    " where t.root = ? order by t.hlc desc, t.site desc limit 1", "i", id);

  if (id == 0 || !gx_statement_next (query))
    {
      if (gx_statement_finish (query, error))
        g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND,
                             _("There is no such step in the history of this book."));
      return FALSE;
    }
  root->root = id;
  root->newest = gx_statement_int64 (query, 0);
  root->newest_kind = gx_statement_text (query, 1)[0];
  root->label = gx_statement_dup_text (query, 2);
  root->is_newer = gx_statement_int (query, 3) > GX_BOOK_VERSION;
  return TRUE;
}

/* The same of a colleague's step: who they are comes first. */
static gboolean
refuse_held_by (const char *name, const char *label, const char *time, gboolean is_undo, GError **error)
{
  g_set_error (error, GX_ERROR, GX_ERROR_HELD,
               is_undo
                 /* Translators: %1$s is a colleague's name, %2$s a step's label ("Rename customer"), %3$s its
                    date and time */
                 ? _("This can't be undone by itself: %1$s built on it since (%2$s, %3$s).")
                 /* Translators: %1$s is a colleague's name, %2$s a step's label ("Rename customer"), %3$s its
                    date and time */
                 : _("This can't be redone by itself: a step of %1$s is in the way (%2$s, %3$s)."),
               name, label, time);
  return FALSE;
}

/* "a later step stands on it: Rename customer, 21 Nov 2026, 10:32" */
static gboolean
refuse_held (GxConnection *book, GxId holder, gboolean is_undo, GError **error)
{
  g_autoptr (GxJournalEntry) entry = gx_journal_get (book, holder, NULL);
  g_autofree char *time = entry != NULL ? gx_instant_format (entry->at_ms) : NULL;
  const char *label = entry != NULL ? gx_phrase ("step", entry->label) : _("an earlier step");

  if (entry != NULL && entry->author_name != NULL && book->step != NULL
      && entry->author != book->step->author)
    return refuse_held_by (entry->author_name, label, time, is_undo, error);
  g_set_error (error, GX_ERROR, GX_ERROR_HELD,
               is_undo
                 /* Translators: %1$s is a step's label ("Rename customer"), %2$s its date and time */
                 ? _("This can't be undone by itself: a later step built on it (%1$s, %2$s). Undo that one "
                     "first.")
                 /* Translators: %1$s is a step's label ("Rename customer"), %2$s its date and time */
                 : _("This can't be redone by itself: another step is in the way (%1$s, %2$s)."),
               label, time != NULL ? time : "");
  return FALSE;
}

static gboolean
refuse_newer (GError **error)
{
  g_set_error_literal (error, GX_ERROR, GX_ERROR_NEWER,
                       _("A newer Guanxi made this step, with things this one does not know. Update this one "
                         "to take it back."));
  return FALSE;
}

static gboolean
refuse_waiting (GError **error)
{
  g_set_error_literal (error, GX_ERROR, GX_ERROR_HELD,
                       _("A part of this step waits for a colleague's step that has not arrived yet. Try "
                         "again when it has."));
  return FALSE;
}

/* -- The rows and ranges a step wrote -- */

typedef struct {
  const GxTable *table;
  GxId row;
  char op;
  char *cells;
} Written;

static void
written_clear (Written *written)
{
  g_free (written->cells);
}

static GArray *
read_written (GxConnection *book, GxId step, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Written));
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select tbl, \"row\", op, cells from journal_row where tx = ? order by tbl, \"row\"", "i", step);

  g_array_set_clear_func (all, (GDestroyNotify) written_clear);
  while (gx_statement_next (query))
    {
      Written written = {
        .table = _gx_table_by_number (gx_statement_int (query, 0)),
        .row = gx_statement_int64 (query, 1),
        .op = gx_statement_text (query, 2)[0],
        .cells = gx_statement_dup_text (query, 3),
      };
      g_array_append_val (all, written);
      if (written.table == NULL)
        {
          refuse_newer (error);
          return NULL;
        }
    }
  return gx_statement_finish (query, error) ? g_steal_pointer (&all) : NULL;
}

static GArray *
read_ranges (GxConnection *book, GxId step, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (GxRange));
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select tbl, first, last, op from journal_range where tx = ? order by tbl, first", "i", step);

  while (gx_statement_next (query))
    {
      GxRange range = {
        .table = _gx_table_by_number (gx_statement_int (query, 0)),
        .first = gx_statement_int64 (query, 1),
        .last = gx_statement_int64 (query, 2),
        .op = gx_statement_text (query, 3)[0],
      };
      g_array_append_val (all, range);
      if (range.table == NULL)
        {
          refuse_newer (error);
          return NULL;
        }
    }
  return gx_statement_finish (query, error) ? g_steal_pointer (&all) : NULL;
}

/* -- Children: a row of another step that points at what would go. One in the bin counts too: it may come
   back. -- */

/* Who made the row live, or put it in the bin. */
static GxId
keeper_of (GxConnection *book, const GxTable *table, GxId row)
{
  g_autoptr (GxHistory) history = _gx_history_read (book, table, row, 0, NULL);

  return history != NULL ? _gx_history_holder (history, "gone").root : 0;
}

/* Looks through the children of rows first … last; a child that @root keeps goes with it and does not
   count. */
static gboolean
check_children (GxConnection *book, const GxTable *table, GxId first, GxId last, GxId root, GError **error)
{
  for (int i = 0; i < _gx_links_count (); i++)
    {
      const GxLink *link = _gx_link_at (i);
      g_autofree char *sql = NULL;
      g_autoptr (GxStatement) query = NULL;

      if (link->parent != table)
        continue;
      sql = g_strdup_printf ("select c.id from %s c where c.%s between ?1 and ?2 and c.gone <> 2"
                             " and not exists (select 1 from journal_range r where r.tx = ?3 and r.tbl = ?4"
                             "                 and c.id between r.first and r.last)", link->child->name,
                             link->column);
      query = gx_connection_query (book, sql, "iiii", first, last, root, (gint64) link->child->number);
      while (gx_statement_next (query))
        {
          GxId child = gx_statement_int64 (query, 0);
          GxId keeper = keeper_of (book, link->child, child);

          if (keeper != root && !(link->child == table && child >= first && child <= last))
            return refuse_held (book, keeper, TRUE, error);
        }
      if (!gx_statement_finish (query, error))
        return FALSE;
    }
  return TRUE;
}

/* A row must not come to live under a parent that was taken back. */
static gboolean
check_parents (GxConnection *book, const GxTable *table, GxId first, GxId last, gboolean is_undo,
               GError **error)
{
  for (int i = 0; i < _gx_links_count (); i++)
    {
      const GxLink *link = _gx_link_at (i);
      g_autofree char *sql = NULL;
      GxId parent;

      if (link->child != table)
        continue;
      sql = g_strdup_printf ("select p.id from %s c join %s p on p.id = c.%s"
                             " where c.id between ? and ? and c.gone = 0 and p.gone = 2 limit 1",
                             table->name, link->parent->name, link->column);
      parent = gx_connection_get_int64 (book, 0, NULL, sql, "ii", first, last);
      if (parent != 0)
        {
          g_autoptr (GxHistory) history = _gx_history_read (book, link->parent, parent, 0, error);

          return history != NULL && refuse_held (book, _gx_history_birth (history), is_undo, error);
        }
    }
  return TRUE;
}

/* The same of all rows that a step wrote, set-wise; of an undo those it edited, which are live again. */
static gboolean
check_parents_of_step (GxConnection *book, const Root *root, gboolean is_undo, GError **error)
{
  for (int i = 0; i < _gx_links_count (); i++)
    {
      const GxLink *link = _gx_link_at (i);
      g_autofree char *sql = g_strdup_printf (
        "select p.id from journal_row w cross join %s c on c.id = w.\"row\" cross join %s p on p.id = c.%s"
        " where w.tx = ? and w.tbl = ? and (w.op = 'u' or ?) and c.gone = 0 and p.gone = 2 limit 1",
        link->child->name, link->parent->name, link->column);
      g_autoptr (GError) failed = NULL;
      GxId parent = gx_connection_get_int64 (book, 0, &failed, sql, "iii", root->root,
                                             (gint64) link->child->number, (gint64) !is_undo);

      if (failed != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
      if (parent != 0)
        {
          g_autoptr (GxHistory) history = _gx_history_read (book, link->parent, parent, 0, error);

          return history != NULL && refuse_held (book, _gx_history_birth (history), is_undo, error);
        }
    }
  return TRUE;
}

/* -- Writing cells -- */

typedef struct {
  GString *sets;      /* "a" = ?, "b" = ? */
  GPtrArray *values;  /* as spelt in cells */
} Update;

static void
update_clear (Update *update)
{
  if (update->sets != NULL)
    g_string_free (update->sets, TRUE);
  g_clear_pointer (&update->values, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Update, update_clear)

static void
update_init (Update *update)
{
  update->sets = g_string_new (NULL);
  update->values = g_ptr_array_new_with_free_func (g_free);
}

static void
update_add (Update *update, const char *column, const char *value)
{
  g_string_append_printf (update->sets, "%s\"%s\" = ?", update->sets->len > 0 ? ", " : "", column);
  g_ptr_array_add (update->values, g_strdup (value));
}

static gboolean
update_run (GxConnection *book, Update *update, const GxTable *table, GxId row, GError **error)
{
  g_autofree char *sql = NULL;
  g_autoptr (GxStatement) statement = NULL;

  if (update->values->len == 0)
    return TRUE;
  sql = g_strdup_printf ("update %s set %s where id = ?", table->name, update->sets->str);
  statement = gx_connection_query (book, sql, NULL);
  if (_gx_statement_get (statement) != NULL)
    {
      for (guint i = 0; i < update->values->len; i++)
        _gx_cell_bind (_gx_statement_get (statement), (int) i + 1, g_ptr_array_index (update->values, i));
      sqlite3_bind_int64 (_gx_statement_get (statement), (int) update->values->len + 1, row);
    }
  if (!gx_statement_run (statement, error))
    return FALSE;
  return gx_connection_changes (book) > 0 || refuse_waiting (error);
}

/* The cell, which is @now, gets @value. Where it has it already that is written down, too: otherwise the
   journal would not know that the step was taken back. */
static void
write_cell (GxConnection *book, Update *update, const Written *written, const char *column, const char *value,
            const char *now)
{
  if (g_strcmp0 (value, now) == 0)
    _gx_capture_keep (book->step, written->table, written->row, column, now);
  update_add (update, column, value);
}

/* Bulk rows change outside the session; the range is their record. */
static gboolean
write_range_gone (GxStep *step, const GxRange *range, int gone, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("update %s set gone = ? where id between ? and ?",
                                          range->table->name);
  gboolean ok;

  gx_step_set_capture (step, FALSE);
  ok = gx_connection_run (step->book, error, sql, "iii", (gint64) gone, range->first, range->last);
  gx_step_set_capture (step, TRUE);
  if (ok && gx_connection_changes (step->book) < range->last - range->first + 1)
    return refuse_waiting (error);
  _gx_step_add_range (step, range->table, range->first, range->last, 'U',
                      gone == 2 ? RANGE_TAKEN_BACK : RANGE_BROUGHT_BACK);
  return ok;
}

/* -- Undo -- */

static gboolean
undo_update (GxConnection *book, const Written *written, GxHistory *history, const Root *root, GError **error)
{
  g_auto (Update) update = { NULL, NULL };
  GxCellReader reader;

  update_init (&update);
  _gx_cell_reader_init (&reader, written->cells);
  while (_gx_cell_reader_next (&reader))
    {
      g_autofree char *column = g_strndup (reader.column, reader.column_length);
      GxHolder holder = _gx_history_holder (history, column);
      GxHolder beneath = _gx_history_beneath (history, column);

      if (holder.root != root->root)
        return refuse_held (book, holder.root, TRUE, error);
      if (g_str_equal (column, "gone") && g_strcmp0 (beneath.value, "2") == 0
          && !check_children (book, written->table, written->row, written->row, root->root, error))
        return FALSE;
      write_cell (book, &update, written, column, beneath.value, holder.value);
    }
  return update_run (book, &update, written->table, written->row, error);
}

static gboolean
undo_insert (GxConnection *book, const Written *written, GxHistory *history, const Root *root, GError **error)
{
  g_auto (Update) update = { NULL, NULL };
  GxId other = _gx_history_other_holder (history, root->root);

  if (_gx_history_birth (history) != root->root) /* a membership that somebody else had made, too */
    return undo_update (book, written, history, root, error);
  if (other != 0)
    return refuse_held (book, other, TRUE, error);
  if (!check_children (book, written->table, written->row, written->row, root->root, error))
    return FALSE;
  update_init (&update);
  update_add (&update, "gone", "2");
  return update_run (book, &update, written->table, written->row, error);
}

static gboolean
check_range (GxConnection *book, const GxRange *range, const Root *root, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select distinct \"row\" from journal_row where tbl = ? and \"row\" between ? and ?", "iii",
    (gint64) range->table->number, range->first, range->last);

  while (gx_statement_next (query))
    {
      g_autoptr (GxHistory) history = _gx_history_read (book, range->table, gx_statement_int64 (query, 0),
                                                        0, error);
      GxId other = history != NULL ? _gx_history_other_holder (history, root->root) : 0;

      if (history == NULL)
        return FALSE;
      if (other != 0)
        return refuse_held (book, other, TRUE, error);
    }
  return gx_statement_finish (query, error)
         && check_children (book, range->table, range->first, range->last, root->root, error);
}

static gboolean
undo_all (GxStep *step, const Root *root, GArray *written, GArray *ranges, GError **error)
{
  GxConnection *book = step->book;
  g_autoptr (GxHistoryScan) scan = _gx_history_scan_new (book, root->root, 0, TRUE);

  /* Children before parents, so that a row born by this step is not in the way of another. */
  for (int i = (int) written->len - 1; i >= 0; i--)
    {
      const Written *row = &g_array_index (written, Written, i);
      g_autoptr (GxHistory) history = _gx_history_scan_next (scan, row->table, row->row, error);

      if (history == NULL
          || !(row->op == 'i' ? undo_insert : undo_update) (book, row, history, root, error))
        return FALSE;
    }
  for (int i = (int) ranges->len - 1; i >= 0; i--)
    {
      const GxRange *range = &g_array_index (ranges, GxRange, i);

      if (range->op == 'I'
          && (!check_range (book, range, root, error) || !write_range_gone (step, range, 2, error)))
        return FALSE;
    }
  return check_parents_of_step (book, root, TRUE, error);
}

/* -- Redo -- */

/* An edit must not be redone on a row that is taken back: its own step comes first. */
static gboolean
check_is_there (GxConnection *book, const Written *written, GxHistory *history, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("select gone from %s where id = ?", written->table->name);

  if (gx_connection_get_int64 (book, 0, NULL, sql, "i", written->row) != 2)
    return TRUE;
  return refuse_held (book, _gx_history_birth (history), FALSE, error);
}

/* @now and @then: the row's history up to now, and up to right after the undo. */
static gboolean
redo_row (GxConnection *book, const Written *written, GxHistory *now, GxHistory *then, GError **error)
{
  g_auto (Update) update = { NULL, NULL };
  GxCellReader reader;

  update_init (&update);
  _gx_cell_reader_init (&reader, written->cells);
  while (_gx_cell_reader_next (&reader))
    {
      g_autofree char *column = g_strndup (reader.column, reader.column_length);
      g_autofree char *value = g_strndup (reader.new_json, reader.new_length);
      GxHolder holder = _gx_history_holder (now, column);

      if (written->op == 'i' && !g_str_equal (column, "gone"))
        continue; /* the row kept its cells while it was taken back */
      if (holder.root != _gx_history_holder (then, column).root)
        return refuse_held (book, holder.root, FALSE, error);
      write_cell (book, &update, written, column, value, holder.value);
    }
  return update_run (book, &update, written->table, written->row, error)
         && check_is_there (book, written, now, error);
}

static gboolean
redo_range (GxStep *step, const GxRange *range, const Root *root, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (step->book,
    "select distinct \"row\" from journal_row where tbl = ? and \"row\" between ? and ?", "iii",
    (gint64) range->table->number, range->first, range->last);

  while (gx_statement_next (query))
    {
      GxId row = gx_statement_int64 (query, 0);
      g_autoptr (GxHistory) now = _gx_history_read (step->book, range->table, row, 0, error);
      g_autoptr (GxHistory) then = _gx_history_read (step->book, range->table, row, root->newest, error);

      if (now == NULL || then == NULL)
        return FALSE;
      if (_gx_history_holder (now, "gone").root != _gx_history_holder (then, "gone").root)
        return refuse_held (step->book, _gx_history_holder (now, "gone").root, FALSE, error);
    }
  return gx_statement_finish (query, error) && write_range_gone (step, range, 0, error);
}

static gboolean
redo_all (GxStep *step, const Root *root, GArray *written, GArray *ranges, GError **error)
{
  g_autoptr (GxHistoryScan) scan_now = _gx_history_scan_new (step->book, root->root, 0, FALSE);
  g_autoptr (GxHistoryScan) scan_then = NULL;

  for (guint i = 0; i < ranges->len; i++)
    if (g_array_index (ranges, GxRange, i).op == 'I'
        && !redo_range (step, &g_array_index (ranges, GxRange, i), root, error))
      return FALSE;
  scan_then = _gx_history_scan_new (step->book, root->root, root->newest, FALSE);
  for (guint i = 0; i < written->len; i++)
    {
      const Written *row = &g_array_index (written, Written, i);
      g_autoptr (GxHistory) now = _gx_history_scan_next (scan_now, row->table, row->row, error);
      g_autoptr (GxHistory) then = now != NULL
          ? _gx_history_scan_next (scan_then, row->table, row->row, error) : NULL;

      if (then == NULL || !redo_row (step->book, row, now, then, error))
        return FALSE;
    }
  if (!check_parents_of_step (step->book, root, FALSE, error))
    return FALSE;
  for (guint i = 0; i < ranges->len; i++)
    {
      const GxRange *range = &g_array_index (ranges, GxRange, i);

      if (!check_parents (step->book, range->table, range->first, range->last, FALSE, error))
        return FALSE;
    }
  return TRUE;
}

/* -- Undo and redo are one turn of the same wheel -- */

static gboolean
check_turns (const Root *root, gboolean is_undo, GError **error)
{
  gboolean is_undone = root->newest_kind == 'u';

  if (is_undo && is_undone)
    g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("This step is undone already."));
  if (!is_undo && !is_undone)
    g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND,
                         _("This step is not undone, so there is nothing to redo."));
  return is_undo != is_undone;
}

/* Of a newer program's step: whether this one has all its columns. */
static gboolean
check_columns (GxConnection *book, const Root *root, const GArray *written, GError **error)
{
  for (guint i = 0; root->is_newer && i < written->len; i++)
    {
      const Written *row = &g_array_index (written, Written, i);
      GxCellReader reader;

      _gx_cell_reader_init (&reader, row->cells);
      while (_gx_cell_reader_next (&reader))
        {
          g_autofree char *column = g_strndup (reader.column, reader.column_length);

          if (gx_connection_get_int64 (book, 0, NULL, "select 1 from pragma_table_info (?) where name = ?",
                                       "tt", row->table->name, column) == 0)
            return refuse_newer (error);
        }
    }
  return TRUE;
}

static gboolean
expect_rows (GxStep *step, const GArray *written)
{
  gx_step_expect (step, written->len);
  return TRUE;
}

static gboolean
turn (GxConnection *book, const GxActor *actor, GxId step_id, gboolean is_undo, GxId *new_step,
      GError **error)
{
  g_auto (Root) root = { 0 };
  g_autoptr (GxStep) step = NULL;
  g_autoptr (GArray) written = NULL;
  g_autoptr (GArray) ranges = NULL;

  if (!read_root (book, step_id, &root, error)
      || !check_turns (&root, is_undo, error)
      || (step = _gx_step_begin_kind (book, actor, root.label, is_undo ? 'u' : 'r', root.root, root.newest,
                                      error)) == NULL
      || (written = read_written (book, root.root, error)) == NULL
      || !check_columns (book, &root, written, error)
      || (ranges = read_ranges (book, root.root, error)) == NULL
      || !expect_rows (step, written)
      || !(is_undo ? undo_all : redo_all) (step, &root, written, ranges, error))
    return FALSE;
  return gx_step_commit (g_steal_pointer (&step), new_step, error);
}

gboolean
gx_undo (GxConnection *book, const GxActor *actor, GxId step, GxId *new_step, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book) && actor != NULL, FALSE);

  return turn (book, actor, step, TRUE, new_step, error);
}

gboolean
gx_redo (GxConnection *book, const GxActor *actor, GxId step, GxId *new_step, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book) && actor != NULL, FALSE);

  return turn (book, actor, step, FALSE, new_step, error);
}

/* -- Which step is next: a question to the journal, no stack is kept -- */

GxId
gx_undo_next (GxConnection *book, const GxActor *actor)
{
  return gx_connection_get_int64 (book, 0, NULL,
    "select t.root from journal_tx t where t.author = ?1 and t.kind in ('d', 'r')"
    " and (select l.kind from journal_tx l where l.root = t.root"
    "      order by l.hlc desc, l.site desc limit 1) <> 'u'"
    " order by t.hlc desc, t.site desc limit 1", "i", actor->author);
}

GxId
gx_redo_next (GxConnection *book, const GxActor *actor)
{
  return gx_connection_get_int64 (book, 0, NULL,
    "select t.root from journal_tx t where t.author = ?1 and t.kind = 'u'"
    " and t.hlc > coalesce ((select max (d.hlc) from journal_tx d where d.author = ?1 and d.kind = 'd'), 0)"
    " and t.id = (select l.id from journal_tx l where l.root = t.root"
    "             order by l.hlc desc, l.site desc limit 1)"
    " order by t.hlc desc, t.site desc limit 1", "i", actor->author);
}
