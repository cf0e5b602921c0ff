/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "interchange/gx-book-file-private.h"
#include "interchange/gx-export-private.h"

/* Not in it, for it is about this book's own doings: import_batch, import_row, import_mapping, export_record
 * (a test compares with the schema). */
static const GxBookTable tables[] = {
  { "setting", "key", NULL },
  { "member", "name", NULL },
  { "word", "kind", "name" },
  { "custom_field", NULL, NULL },
  { "product", NULL, NULL },
  { "customer", NULL, NULL },
  { "customer_name", NULL, NULL },
  { "external_key", NULL, NULL },
  { "contact_point", NULL, NULL },
  { "address", NULL, NULL },
  { "relation", NULL, NULL },
  { "customer_tag", "customer_id", "tag" },
  { "custom_value", "customer_id", "field_id" },
  { "event", NULL, NULL },
  { "purchase", NULL, NULL },
  { "purchase_line", NULL, NULL },
  { "payment", NULL, NULL },
  { "task", NULL, NULL },
  { "segment", NULL, NULL },
};

const GxBookTable *
_gx_book_tables (guint *n_tables)
{
  *n_tables = G_N_ELEMENTS (tables);
  return tables;
}

const char * const *
gx_book_file_tables (void)
{
  static const char *names[G_N_ELEMENTS (tables) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    names[i] = tables[i].name;
  return names;
}

/* -- what the schema says */

static void
free_column (gpointer data)
{
  GxBookColumn *self = data;

  g_free (self->name);
  g_free (self->member);
  g_free (self->fallback);
  g_free (self->parent);
  g_free (self);
}

static GxBookColumn *
read_column (GxStatement *query)
{
  GxBookColumn *self = g_new0 (GxBookColumn, 1);

  self->name = gx_statement_dup_text (query, 0);
  self->fallback = gx_statement_int (query, 1) ? gx_statement_dup_text (query, 2) : NULL;
  self->parent = gx_statement_dup_text (query, 3);
  self->is_named = g_strcmp0 (self->parent, "word") == 0 || g_strcmp0 (self->parent, "member") == 0;
  self->member = self->is_named && g_str_has_suffix (self->name, "_id")
    ? g_strndup (self->name, strlen (self->name) - strlen ("_id")) : g_strdup (self->name);
  return self;
}

GPtrArray *
_gx_book_columns (GxConnection *book, const char *table, GError **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (free_column);
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select c.name, c.\"notnull\", coalesce (c.dflt_value, 'null'), f.\"table\""
    " from pragma_table_info (?1) c left join pragma_foreign_key_list (?1) f on f.\"from\" = c.name"
    " where c.name not in ('id', 'gone') order by c.cid", "t", table);

  while (gx_statement_next (query))
    g_ptr_array_add (columns, read_column (query));
  return gx_statement_finish (query, error) ? g_steal_pointer (&columns) : NULL;
}

/* -- writing */

/* What a row falls with: its owner, or the organisation it speaks of; other links are just not there then. */
static gboolean
is_bound (const GxBookColumn *column)
{
  return column->parent != NULL && (column->fallback != NULL || g_str_equal (column->name, "customer_id")
                                    || g_str_equal (column->name, "to_id"));
}

/* " and …": that the row @alias of @table is live, and all that it belongs to. */
static gboolean
append_live (GString *sql, GxConnection *book, const char *table, const char *alias, GError **error)
{
  g_autoptr (GPtrArray) columns = _gx_book_columns (book, table, error);

  if (columns == NULL)
    return FALSE;
  g_string_append_printf (sql, " and %s.gone = 0", alias);
  if (g_str_equal (table, "word") || g_str_equal (table, "member"))
    g_string_append_printf (sql, " and %s.name <> ''", alias);
  if (g_str_equal (table, "setting")) /* it stands in the first line */
    g_string_append_printf (sql, " and %s.key <> 'currency'", alias);
  for (guint i = 0; i < columns->len; i++)
    {
      const GxBookColumn *column = columns->pdata[i];
      g_autofree char *parent = g_strconcat (alias, "_", column->name, NULL);

      if (!is_bound (column))
        continue;
      g_string_append_printf (sql, " and (%s.%s is null or exists (select 1 from %s %s where %s.id = %s.%s",
                              alias, column->name, column->parent, parent, parent, alias, column->name);
      if (!append_live (sql, book, column->parent, parent, error))
        return FALSE;
      g_string_append (sql, "))");
    }
  return TRUE;
}

static gboolean
append_value (GString *sql, GxConnection *book, const GxBookColumn *column, GError **error)
{
  g_string_append_printf (sql, ", '%s', ", column->member);
  if (column->parent == NULL || (is_bound (column) && !column->is_named))
    {
      g_string_append_printf (sql, "t.%s", column->name);
      return TRUE;
    }
  g_string_append_printf (sql, "(select p.%s from %s p where p.id = t.%s", column->is_named ? "name" : "id",
                          column->parent, column->name);
  if (!append_live (sql, book, column->parent, "p", error))
    return FALSE;
  g_string_append_c (sql, ')');
  return TRUE;
}

/* A row as its line: a patch leaves out what is null. */
static char *
make_select (GxConnection *book, const GxBookTable *table, GError **error)
{
  g_autoptr (GPtrArray) columns = _gx_book_columns (book, table->name, error);
  g_autoptr (GString) sql = g_string_new (NULL);
  const char *first = "";

  if (columns == NULL)
    return NULL;
  g_string_printf (sql, "select json_patch ('{}', json_object ('table', '%s'", table->name);
  if (table->key == NULL)
    g_string_append (sql, ", 'id', t.id");
  for (guint i = 0; i < columns->len; i++)
    {
      const GxBookColumn *column = columns->pdata[i];

      if (!append_value (sql, book, column, error))
        return NULL;
      if (g_strcmp0 (column->parent, table->name) == 0) /* a return stands behind its sale */
        first = column->name;
    }
  g_string_append_printf (sql, ")) from %s t where true", table->name);
  if (!append_live (sql, book, table->name, "t", error))
    return NULL;
  g_string_append_printf (sql, " order by %s%s t.id", first, *first != 0 ? " is not null," : "");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static gboolean
write_table (GxConnection *book, const GxBookTable *table, GOutputStream *stream, GxExport *export,
             gint64 n_total, GCancellable *cancellable, GError **error)
{
  g_autofree char *sql = make_select (book, table, error);
  g_autoptr (GxStatement) query = NULL;

  if (sql == NULL)
    return FALSE;
  query = gx_connection_query (book, sql, NULL);
  while (gx_statement_next (query))
    {
      const char *line = gx_statement_text (query, 0);

      if (!g_output_stream_write_all (stream, line, strlen (line), NULL, NULL, error)
          || !g_output_stream_write_all (stream, "\n", 1, NULL, NULL, error)
          || !_gx_export_count (export, n_total, cancellable, error))
        return FALSE;
    }
  return gx_statement_finish (query, error);
}

/* A few more than will be written: those that belong to something in the bin are counted, too. */
static gint64
count_records (GxConnection *book)
{
  gint64 n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("select count(*) from %s where gone = 0", tables[i].name);

      n += gx_connection_get_int64 (book, 0, NULL, sql, NULL);
    }
  return n;
}

gboolean
_gx_export_book (GxExport *export, GxConnection *book, GCancellable *cancellable, GError **error)
{
  g_autoptr (GOutputStream) stream = _gx_export_open (export->waiting, error);
  gint64 n_total = export->progress != NULL ? count_records (book) : 0;

  if (stream == NULL
      || !g_output_stream_printf (stream, NULL, NULL, error,
                               "{\"guanxi\":\"book\",\"version\":%d,\"currency\":\"%s\"}\n",
                               GX_BOOK_VERSION, gx_connection_get_currency (book)))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!write_table (book, &tables[i], stream, export, n_total, cancellable, error))
      return FALSE;
  return g_output_stream_close (stream, NULL, error);
}
