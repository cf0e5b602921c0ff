/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/gx-cells-private.h"
#include "store/gx-history-private.h"

struct _GxHistory {
  GHashTable *cells;  /* column → GArray of GxHolder, bottom first */
  GxId birth;
};

typedef struct {
  char kind;          /* d u r e */
  GxId tx, root;
  char op;            /* i u; of a range I U */
} Writer;

static void
clear_holder (GxHolder *holder)
{
  g_free (holder->value);
}

static void
push (GArray *stack, GxId root, char *value)
{
  const GxHolder holder = { root, value };

  g_array_append_val (stack, holder);
}

static const char *
base_of (const char *column)
{
  return g_str_equal (column, "gone") ? "2" : "null";
}

/* A cell seen for the first time: beneath it lies what the row was born with, or what was there before the
   journal. */
static GArray *
begin_stack (GxHistory *self, const char *column, const GxCellReader *cell, gboolean is_birth)
{
  GArray *stack = g_array_new (FALSE, FALSE, sizeof (GxHolder));

  g_array_set_clear_func (stack, (GDestroyNotify) clear_holder);
  if (self->birth != 0 && !is_birth)
    {
      push (stack, 0, g_strdup (base_of (column)));
      push (stack, self->birth, cell->old_json != NULL ? g_strndup (cell->old_json, cell->old_length) : NULL);
    }
  else if (cell->old_json != NULL)
    push (stack, 0, g_strndup (cell->old_json, cell->old_length));
  else
    push (stack, 0, g_strdup (base_of (column)));
  g_hash_table_insert (self->cells, g_strdup (column), stack);
  return stack;
}

static void
write_cell (GxHistory *self, const Writer *writer, const GxCellReader *cell)
{
  g_autofree char *column = g_strndup (cell->column, cell->column_length);
  g_autofree char *value = g_strndup (cell->new_json, cell->new_length);
  GArray *stack = g_hash_table_lookup (self->cells, column);

  if (stack == NULL)
    stack = begin_stack (self, column, cell, writer->op == 'i');
  if (writer->kind == 'u')
    {
      GxHolder *top = &g_array_index (stack, GxHolder, stack->len - 1);
      GxHolder *beneath = stack->len > 1 ? &g_array_index (stack, GxHolder, stack->len - 2) : NULL;

      if (top->root == writer->root && beneath != NULL && g_strcmp0 (beneath->value, value) == 0)
        {
          g_array_set_size (stack, stack->len - 1);
          return;
        }
      push (stack, writer->tx, g_steal_pointer (&value));
      return;
    }
  push (stack, writer->root, g_steal_pointer (&value));
}

static void
apply (GxHistory *self, const Writer *writer, const char *cells)
{
  GxCellReader reader;

  if ((writer->op == 'i' || writer->op == 'I') && self->birth == 0)
    self->birth = writer->root;
  _gx_cell_reader_init (&reader, cells);
  while (_gx_cell_reader_next (&reader))
    if (reader.new_json != NULL)
      write_cell (self, writer, &reader);
}

/* The columns kind, id and root of the step, op and cells of the entry, from @column on. */
static void
apply_entry (GxHistory *self, GxStatement *query, int column)
{
  const Writer writer = {
    .kind = gx_statement_text (query, column)[0],
    .tx = gx_statement_int64 (query, column + 1),
    .root = gx_statement_int64 (query, column + 2),
    .op = gx_statement_text (query, column + 3)[0],
  };

  apply (self, &writer, gx_statement_text (query, column + 4));
}

static GxHistory *
new_history (void)
{
  GxHistory *self = g_new0 (GxHistory, 1);

  self->cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  return self;
}

/* Clocks of two computers may be equal; sites then decide. */
typedef struct {
  gint64 hlc;
  GxId site;
} Moment;

static Moment
moment_of (GxConnection *book, GxId step)
{
  g_autoptr (GxStatement) query = NULL;

  if (step == 0)
    return (Moment) { G_MAXINT64, G_MAXINT64 };
  query = gx_connection_query (book, "select hlc, site from journal_tx where id = ?", "i", step);
  if (!gx_statement_next (query))
    return (Moment) { 0, 0 };
  return (Moment) { gx_statement_int64 (query, 0), gx_statement_int64 (query, 1) };
}

GxHistory *
_gx_history_read (GxConnection *book, const GxTable *table, GxId row, GxId until, GError **error)
{
  g_autoptr (GxHistory) self = new_history ();
  Moment end = moment_of (book, until);
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select t.hlc, t.site, t.kind, t.id, t.root, r.op, r.cells"
    " from journal_row r join journal_tx t on t.id = r.tx"
    " where r.tbl = ?1 and r.\"row\" = ?2 and (t.hlc, t.site) <= (?3, ?4)"
    " union all"
    " select t.hlc, t.site, t.kind, t.id, t.root, r.op, r.cells"
    " from journal_range r join journal_tx t on t.id = r.tx"
    " where r.tbl = ?1 and r.first <= ?2 and r.last >= ?2 and (t.hlc, t.site) <= (?3, ?4)"
    " order by 1, 2", "iiii", (gint64) table->number, row, end.hlc, end.site);

  while (gx_statement_next (query))
    apply_entry (self, query, 2);
  return gx_statement_finish (query, error) ? g_steal_pointer (&self) : NULL;
}

/* -- The rows of a step, one after another -- */

struct _GxHistoryScan {
  GxStatement *query;
  gboolean is_on_row;      /* the first entry of the next row */
};

/* Every entry of every row that the step @1 wrote, up to the moment @2, @3. */
#define ENTRIES_OF_ROWS \
  "select w.tbl, w.\"row\", t.hlc, t.site, t.kind, t.id, t.root, r.op, r.cells" \
  " from journal_row w cross join journal_row r on r.tbl = w.tbl and r.\"row\" = w.\"row\"" \
  " cross join journal_tx t on t.id = r.tx where w.tx = ?1 and (t.hlc, t.site) <= (?2, ?3)" \
  " union all" \
  " select w.tbl, w.\"row\", t.hlc, t.site, t.kind, t.id, t.root, g.op, g.cells" \
  " from journal_row w cross join journal_range g on g.tbl = w.tbl and g.first <= w.\"row\"" \
  " and g.last >= w.\"row\" cross join journal_tx t on t.id = g.tx" \
  " where w.tx = ?1 and (t.hlc, t.site) <= (?2, ?3)"

GxHistoryScan *
_gx_history_scan_new (GxConnection *book, GxId step, GxId until, gboolean is_backwards)
{
  GxHistoryScan *self = g_new0 (GxHistoryScan, 1);
  Moment end = moment_of (book, until);

  self->query = gx_connection_query (book, is_backwards
    ? ENTRIES_OF_ROWS " order by 1 desc, 2 desc, 3, 4" : ENTRIES_OF_ROWS " order by 1, 2, 3, 4", "iii",
    step, end.hlc, end.site);
  self->is_on_row = gx_statement_next (self->query);
  return self;
}

void
_gx_history_scan_free (GxHistoryScan *self)
{
  if (self == NULL)
    return;
  gx_statement_free (self->query);
  g_free (self);
}

GxHistory *
_gx_history_scan_next (GxHistoryScan *self, const GxTable *table, GxId row, GError **error)
{
  g_autoptr (GxHistory) history = new_history ();

  while (self->is_on_row && gx_statement_int (self->query, 0) == table->number
         && gx_statement_int64 (self->query, 1) == row)
    {
      apply_entry (history, self->query, 4);
      self->is_on_row = gx_statement_next (self->query);
    }
  return self->is_on_row || gx_statement_finish (self->query, error) ? g_steal_pointer (&history) : NULL;
}

void
_gx_history_free (GxHistory *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->cells, g_hash_table_unref);
  g_free (self);
}

GxHolder
_gx_history_holder (GxHistory *self, const char *column)
{
  GArray *stack = g_hash_table_lookup (self->cells, column);

  if (stack == NULL)
    return (GxHolder) { self->birth, NULL };
  return g_array_index (stack, GxHolder, stack->len - 1);
}

GxHolder
_gx_history_beneath (GxHistory *self, const char *column)
{
  GArray *stack = g_hash_table_lookup (self->cells, column);

  if (stack == NULL || stack->len < 2)
    return (GxHolder) { 0, (char *) base_of (column) };
  return g_array_index (stack, GxHolder, stack->len - 2);
}

GxId
_gx_history_birth (GxHistory *self)
{
  return self->birth;
}

GxId
_gx_history_other_holder (GxHistory *self, GxId root)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GArray *stack = value;
      GxId top = g_array_index (stack, GxHolder, stack->len - 1).root;

      if (top != root && top != 0)
        return top;
    }
  return 0;
}
