/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "store/gx-backup-customer.h"
#include "store/gx-cells-private.h"
#include "store/gx-connection-private.h"
#include "store/gx-journal.h"
#include "store/gx-tables-private.h"

#define STEPS_LOOKED_AT 300   /* of those since the copy was made */
#define CUSTOMERS_OF_A_STEP 100

void
gx_lost_customer_free (GxLostCustomer *self)
{
  g_free (self->name);
  g_free (self->name_now);
  g_free (self->number);
  g_free (self);
}

void
gx_backup_change_free (GxBackupChange *self)
{
  g_free (self->now);
  g_free (self->then);
  g_free (self);
}

/* -- The plan: which rows, and which of their cells -- */

typedef struct {
  const char *column;       /* interned */
  char *now, *then;         /* as spelt in cells */
} Cell;

typedef struct {
  const GxTable *table;
  GxId id;
  gboolean is_new;          /* the book has no such row */
  GArray *cells;            /* of Cell: what is to be written */
} Row;

typedef struct {
  GxConnection *book, *copy;
  GHashTable *columns;      /* table → GStrv: those that both have, without the id */
  GHashTable *seen;         /* rows that were looked at, as (table, id) */
  GPtrArray *rows;          /* of Row */
  GError *error;
} Plan;

static void
clear_cell (Cell *cell)
{
  g_free (cell->now);
  g_free (cell->then);
}

static void
free_row (Row *row)
{
  g_array_unref (row->cells);
  g_free (row);
}

static void
free_plan (Plan *plan)
{
  g_hash_table_unref (plan->columns);
  g_hash_table_unref (plan->seen);
  g_ptr_array_unref (plan->rows);
  g_clear_error (&plan->error);
  g_free (plan);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Plan, free_plan)

static guint
hash_row (gconstpointer key)
{
  const Row *row = key;

  return g_int64_hash (&row->id) ^ (guint) row->table->number;
}

static gboolean
rows_equal (gconstpointer a, gconstpointer b)
{
  const Row *one = a, *other = b;

  return one->id == other->id && one->table == other->table;
}

static GStrv
list_columns (Plan *plan, const GxTable *table)
{
  GStrv columns = g_hash_table_lookup (plan->columns, table);
  g_autoptr (GStrvBuilder) builder = NULL;
  g_autoptr (GxStatement) query = NULL;

  if (columns != NULL)
    return columns;
  builder = g_strv_builder_new ();
  query = gx_connection_query (plan->copy, "select name from pragma_table_info (?) where pk = 0", "t",
                               table->name);
  while (gx_statement_next (query))
    if (gx_connection_get_int64 (plan->book, 0, NULL,
                                 "select 1 from pragma_table_info (?) where name = ?", "tt", table->name,
                                 gx_statement_text (query, 0)) == 1)
      g_strv_builder_add (builder, gx_statement_text (query, 0));
  gx_statement_finish (query, plan->error == NULL ? &plan->error : NULL);
  columns = g_strv_builder_end (builder);
  g_hash_table_insert (plan->columns, (gpointer) table, columns);
  return columns;
}

static GxStatement *
select_row (Plan *plan, GxConnection *from, const GxTable *table, GxId id)
{
  g_autofree char *names = g_strjoinv ("\", \"", list_columns (plan, table));
  g_autofree char *sql = g_strdup_printf ("select \"%s\" from %s where id = ?", names, table->name);

  return gx_connection_query (from, sql, "i", (gint64) id);
}

static char *
spell (GxStatement *query, int column)
{
  sqlite3_value *value = sqlite3_value_dup (sqlite3_column_value (_gx_statement_get (query), column));
  char *spelt = _gx_cell_spell (value);

  sqlite3_value_free (value);
  return spelt;
}

static void
look_at_row (Plan *plan, const GxTable *table, GxId id, gboolean is_parent);

/* What the row points at must be there; where it is, it is not this customer's and stays as it is. */
static void
look_at_parents (Plan *plan, const Row *row)
{
  for (int i = 0; i < _gx_links_count (); i++)
    {
      const GxLink *link = _gx_link_at (i);

      if (link->child != row->table)
        continue;
      for (guint n = 0; n < row->cells->len; n++)
        {
          const Cell *cell = &g_array_index (row->cells, Cell, n);

          if (g_str_equal (cell->column, link->column) && !g_str_equal (cell->then, "null"))
            look_at_row (plan, link->parent, g_ascii_strtoll (cell->then, NULL, 10), TRUE);
        }
    }
}

static gboolean
is_gone_there (GxStatement *there)
{
  for (int i = 0; i < gx_statement_columns (there); i++)
    if (g_str_equal (gx_statement_name (there, i), "gone"))
      return gx_statement_int64 (there, i) != 0;
  return FALSE;
}

static void
look_at_row (Plan *plan, const GxTable *table, GxId id, gboolean is_parent)
{
  const Row key = { table, id, FALSE, NULL };
  g_autoptr (GxStatement) there = NULL;
  g_autoptr (GxStatement) here = NULL;
  GStrv columns = NULL;
  gboolean is_here;
  Row *row;

  if (g_hash_table_contains (plan->seen, &key))
    return;
  g_hash_table_add (plan->seen, g_memdup2 (&key, sizeof key));
  columns = list_columns (plan, table);
  there = select_row (plan, plan->copy, table, id);
  if (columns[0] == NULL || !gx_statement_next (there))
    return;
  here = select_row (plan, plan->book, table, id);
  is_here = gx_statement_next (here);
  if (is_here ? is_parent || is_gone_there (there) : is_gone_there (there) && !is_parent)
    return;

  row = g_new0 (Row, 1);
  *row = (Row) { table, id, !is_here, g_array_new (FALSE, FALSE, sizeof (Cell)) };
  g_array_set_clear_func (row->cells, (GDestroyNotify) clear_cell);
  for (int i = 0; columns[i] != NULL; i++)
    {
      Cell cell = { g_intern_string (columns[i]), is_here ? spell (here, i) : g_strdup ("null"),
                    spell (there, i) };

      if (is_here && g_str_equal (cell.now, cell.then))
        clear_cell (&cell);
      else
        g_array_append_val (row->cells, cell);
    }
  if (row->cells->len == 0)
    {
      free_row (row);
      return;
    }
  g_ptr_array_add (plan->rows, row);
  look_at_parents (plan, row);
}

/* The rows of the copy that belong to @parent: through @column of @child. */
static void
look_at_children (Plan *plan, const GxTable *child, const char *column, GxId parent)
{
  g_autofree char *sql = g_strdup_printf ("select id from %s where %s = ?", child->name, column);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GxId));
  g_autoptr (GxStatement) query = NULL;

  if (list_columns (plan, child)[0] == NULL)
    return;
  query = gx_connection_query (plan->copy, sql, "i", (gint64) parent);
  while (gx_statement_next (query))
    {
      GxId id = gx_statement_int64 (query, 0);
      g_array_append_val (ids, id);
    }
  gx_statement_finish (query, plan->error == NULL ? &plan->error : NULL);
  for (guint i = 0; i < ids->len; i++)
    {
      GxId id = g_array_index (ids, GxId, i);

      look_at_row (plan, child, id, FALSE);
      if (g_str_equal (child->name, "purchase"))
        look_at_children (plan, _gx_table_by_name ("purchase_line"), "purchase_id", id);
    }
}

static int
compare_parents_first (gconstpointer a, gconstpointer b)
{
  const Row *one = *(Row * const *) a, *other = *(Row * const *) b;

  return (one->table > other->table) - (one->table < other->table); /* they stand in that order */
}

static Plan *
make_plan (GxConnection *book, GxConnection *copy, GxId customer, GError **error)
{
  g_autoptr (Plan) plan = g_new0 (Plan, 1);

  plan->book = book;
  plan->copy = copy;
  plan->columns = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_strfreev);
  plan->seen = g_hash_table_new_full (hash_row, rows_equal, g_free, NULL);
  plan->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) free_row);
  look_at_row (plan, _gx_table_by_name ("customer"), customer, FALSE);
  for (int i = 0; i < _gx_links_count (); i++)
    {
      const GxLink *link = _gx_link_at (i);

      /* whoever bought for them, or works for them, is somebody else */
      if (g_str_equal (link->parent->name, "customer")
          && (g_str_equal (link->column, "customer_id") || g_str_equal (link->column, "from_id")))
        look_at_children (plan, link->child, link->column, customer);
    }
  if (plan->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&plan->error));
      return NULL;
    }
  g_ptr_array_sort (plan->rows, compare_parents_first);
  return g_steal_pointer (&plan);
}

/* -- Saying what would change -- */

/* What a row says, in a line: its texts. */
static char *
describe_row (const Row *row)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < row->cells->len; i++)
    {
      const Cell *cell = &g_array_index (row->cells, Cell, i);
      g_autofree char *value = cell->then[0] == '"' ? _gx_cell_to_text (cell->then) : NULL;

      if (value != NULL && value[0] != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", value);
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

GPtrArray *
gx_backup_compare_customer (GxConnection *book, GxConnection *copy, GxId customer, GError **error)
{
  g_autoptr (Plan) plan = NULL;
  GPtrArray *changes;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && GX_IS_CONNECTION (copy), NULL);

  plan = make_plan (book, copy, customer, error);
  if (plan == NULL)
    return NULL;
  changes = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_backup_change_free);
  for (guint i = 0; i < plan->rows->len; i++)
    {
      const Row *row = plan->rows->pdata[i];

      if (row->is_new)
        {
          const GxBackupChange change = { row->table->name, row->id, NULL, NULL, describe_row (row) };
          g_ptr_array_add (changes, g_memdup2 (&change, sizeof change));
          continue;
        }
      for (guint n = 0; n < row->cells->len; n++)
        {
          const Cell *cell = &g_array_index (row->cells, Cell, n);
          const GxBackupChange change = { row->table->name, row->id, cell->column,
                                          _gx_cell_to_text (cell->now), _gx_cell_to_text (cell->then) };
          g_ptr_array_add (changes, g_memdup2 (&change, sizeof change));
        }
    }
  return changes;
}

/* -- Bringing them back -- */

static gboolean
write_row (GxConnection *book, const Row *row, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GxStatement) statement = NULL;
  sqlite3_stmt *stmt;

  for (guint i = 0; i < row->cells->len; i++)
    {
      const char *column = g_array_index (row->cells, Cell, i).column;

      if (row->is_new)
        g_string_append_printf (names, ", \"%s\"", column);
      else
        g_string_append_printf (names, "%s\"%s\" = ?%u", i > 0 ? ", " : "", column, i + 2);
      g_string_append_printf (marks, ", ?%u", i + 2);
    }
  sql = row->is_new ? g_strdup_printf ("insert into %s (id%s) values (?1%s)", row->table->name, names->str,
                                       marks->str)
        : g_strdup_printf ("update %s set %s where id = ?1", row->table->name, names->str);
  statement = gx_connection_query (book, sql, "i", (gint64) row->id);
  stmt = _gx_statement_get (statement);
  for (guint i = 0; stmt != NULL && i < row->cells->len; i++)
    _gx_cell_bind (stmt, (int) i + 2, g_array_index (row->cells, Cell, i).then);
  while (gx_statement_next (statement))
    ;
  return gx_statement_finish (statement, error);
}

gboolean
gx_backup_bring_customer (GxConnection *book, GxConnection *copy, const GxActor *actor, GxId customer,
                          GxId *step_id, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autoptr (Plan) plan = NULL;
  gboolean ok;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && GX_IS_CONNECTION (copy) && actor != NULL, FALSE);

  step = gx_step_begin (book, actor, "customer.bring", error);
  plan = step != NULL ? make_plan (book, copy, customer, error) : NULL;
  ok = plan != NULL && _gx_connection_exec (book, "pragma defer_foreign_keys = on", error);
  for (guint i = 0; ok && i < plan->rows->len; i++)
    ok = write_row (book, plan->rows->pdata[i], error);
  if (ok && gx_step_commit (g_steal_pointer (&step), step_id, error))
    return TRUE;
  gx_error_prefix (error, _("Could not bring the customer back"));
  return FALSE;
}

/* -- Finding them -- */

typedef struct {
  GxConnection *book, *copy;
  GHashTable *seen;      /* ids, as (GxId *) */
  GPtrArray *found;
  int limit;
} Finding;

static gboolean
judge (Finding *finding, GxLostCustomer *lost, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (finding->book,
    "select gone, name from customer where id = ?", "i", (gint64) lost->id);

  if (!gx_statement_next (query))
    lost->kind = GX_LOST_MISSING;
  else
    {
      g_autoptr (Plan) plan = NULL;

      lost->name_now = gx_statement_dup_text (query, 1);
      lost->kind = GX_LOST_DELETED;
      if (gx_statement_int64 (query, 0) != 0)
        return TRUE;
      plan = make_plan (finding->book, finding->copy, lost->id, error);
      if (plan == NULL)
        return FALSE;
      lost->kind = plan->rows->len > 0 ? GX_LOST_CHANGED : GX_LOST_SAME;
    }
  return gx_statement_finish (query, error);
}

/* The customers that a query of the copy or the book names, where they live in the copy. */
static gboolean
consider (Finding *finding, GxId id, gboolean with_same, GError **error)
{
  g_autoptr (GxStatement) query = NULL;
  g_autoptr (GxLostCustomer) lost = NULL;

  if ((int) finding->found->len >= finding->limit || g_hash_table_contains (finding->seen, &id))
    return TRUE;
  g_hash_table_add (finding->seen, g_memdup2 (&id, sizeof id));
  query = gx_connection_query (finding->copy, "select name, number from customer where id = ? and gone = 0",
                               "i", (gint64) id);
  if (!gx_statement_next (query))
    return gx_statement_finish (query, error);
  lost = g_new0 (GxLostCustomer, 1);
  lost->id = id;
  lost->name = gx_statement_dup_text (query, 0);
  lost->number = gx_statement_dup_text (query, 1);
  if (!judge (finding, lost, error))
    return FALSE;
  if (with_same || lost->kind != GX_LOST_SAME)
    g_ptr_array_add (finding->found, g_steal_pointer (&lost));
  return TRUE;
}

static gboolean
consider_all (Finding *finding, GxStatement *query, gboolean with_same, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GxId));

  while (gx_statement_next (query))
    {
      GxId id = gx_statement_int64 (query, 0);
      g_array_append_val (ids, id);
    }
  if (!gx_statement_finish (query, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!consider (finding, g_array_index (ids, GxId, i), with_same, error))
      return FALSE;
  return TRUE;
}

static gboolean
find_words (Finding *finding, const char *words, GError **error)
{
  g_autofree char *part = g_strdup_printf ("%%%s%%", words);
  g_autoptr (GxStatement) query = gx_connection_query (finding->copy,
    "select id from customer where gone = 0 and (name like ?1 or number like ?1) union "
    "select customer_id from contact_point where gone = 0 and value like ?1 limit ?2", "ti", part,
    (gint64) finding->limit);

  return consider_all (finding, query, TRUE, error);
}

static gboolean
find_since (Finding *finding, GError **error)
{
  gint64 since = gx_connection_get_int64 (finding->copy, 0, NULL, "select max(hlc) from journal_tx", NULL);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (GxId));
  g_autoptr (GxStatement) gone = NULL;
  g_autoptr (GxStatement) query = NULL;

  gone = gx_connection_query (finding->book,
                              "select id from customer where gone <> 0 order by id desc", NULL);
  if (!consider_all (finding, gone, FALSE, error))
    return FALSE;
  query = gx_connection_query (finding->book,
    "select id from journal_tx where hlc > ? order by hlc desc limit ?", "ii", since,
    (gint64) STEPS_LOOKED_AT);
  while (gx_statement_next (query))
    {
      GxId step = gx_statement_int64 (query, 0);
      g_array_append_val (steps, step);
    }
  if (!gx_statement_finish (query, error))
    return FALSE;
  for (guint i = 0; i < steps->len && (int) finding->found->len < finding->limit; i++)
    {
      g_autoptr (GArray) ids = gx_journal_customers (finding->book, g_array_index (steps, GxId, i),
                                                     CUSTOMERS_OF_A_STEP);

      for (guint n = 0; n < ids->len; n++)
        if (!consider (finding, g_array_index (ids, GxId, n), FALSE, error))
          return FALSE;
    }
  return TRUE;
}

GPtrArray *
gx_backup_find_customers (GxConnection *book, GxConnection *copy, const char *words, int limit,
                          GError **error)
{
  Finding finding = { .book = book, .copy = copy, .limit = limit };
  gboolean ok;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && GX_IS_CONNECTION (copy), NULL);

  finding.seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  finding.found = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_lost_customer_free);
  ok = words != NULL && words[0] != '\0' ? find_words (&finding, words, error) : find_since (&finding, error);
  g_hash_table_unref (finding.seen);
  if (!ok)
    g_clear_pointer (&finding.found, g_ptr_array_unref);
  return finding.found;
}
