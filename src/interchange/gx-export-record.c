/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-money.h"
#include "interchange/gx-export-record.h"

void
gx_export_record_free (GxExportRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->author);
  g_free (self->kind);
  g_free (self->file);
  g_free (self->format);
  g_free (self->fields);
  g_free (self->criteria);
  g_free (self);
}

static GxExportRecord *
read_record (GxStatement *query)
{
  GxExportRecord *self = g_new0 (GxExportRecord, 1);

  self->id = gx_statement_int64 (query, 0);
  self->at = gx_statement_int64 (query, 1);
  self->author = gx_statement_dup_text (query, 2);
  self->kind = gx_statement_dup_text (query, 3);
  self->file = gx_statement_dup_text (query, 4);
  self->format = gx_statement_dup_text (query, 5);
  self->fields = gx_statement_dup_text (query, 6);
  self->criteria = gx_statement_dup_text (query, 7);
  self->rows = gx_statement_int64 (query, 8);
  return self;
}

/* By their steps: several may be of one second. */
#define RECORDS \
  "select e.id, e.at, m.name, e.kind, e.file, e.format, e.fields, e.criteria, e.rows" \
  " from journal_tx t join journal_row r on r.tx = t.id join export_record e on e.id = r.\"row\"" \
  " left join member m on m.id = e.author_id where t.label = 'book.export' and e.gone = 0"

GPtrArray *
gx_export_record_list (GxConnection *book, int limit, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_export_record_free);
  g_autoptr (GxStatement) query = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  query = gx_connection_query (book, RECORDS " order by t.hlc desc limit ?", "i", (gint64) limit);
  while (gx_statement_next (query))
    g_ptr_array_add (records, read_record (query));
  return gx_statement_finish (query, error) ? g_steal_pointer (&records) : NULL;
}

GxExportRecord *
gx_export_record_of_step (GxConnection *book, GxId step)
{
  g_autoptr (GxStatement) query = gx_connection_query (book, RECORDS " and t.id = ?", "i", step);

  return gx_statement_next (query) ? read_record (query) : NULL;
}

char *
gx_export_propose_name (GxExportKind kind, const char *ending)
{
  g_autofree char *day = gx_day_to_iso (gx_clock_today ());
  g_autofree char *name = NULL;

  switch (kind)
    {
    case GX_EXPORT_PURCHASES:
      /* Translators: the proposed name of a file; %s is a day such as 2026-11-21 */
      name = g_strdup_printf (_("Sales %s"), day);
      break;
    case GX_EXPORT_EVENTS:
      /* Translators: the proposed name of a file; %s is a day such as 2026-11-21 */
      name = g_strdup_printf (_("Events %s"), day);
      break;
    case GX_EXPORT_BOOK:
      /* Translators: the proposed name of a file; %s is a day such as 2026-11-21 */
      name = g_strdup_printf (_("Whole book %s"), day);
      break;
    case GX_EXPORT_CUSTOMERS:
    default:
      /* Translators: the proposed name of a file; %s is a day such as 2026-11-21 */
      name = g_strdup_printf (_("Customers %s"), day);
    }
  return g_strconcat (name, ".", ending, NULL);
}

char *
gx_export_sentence (GxExportKind kind, gint64 rows, const char *file)
{
  gulong n = (gulong) rows;
  g_autofree char *count = gx_count_format (rows);
  const char *format = NULL;

  switch (kind)
    {
    case GX_EXPORT_CUSTOMERS:
      /* Translators: %1$s is a number, %2$s a file name */
      format = ngettext ("Exported %1$s customer to “%2$s”", "Exported %1$s customers to “%2$s”", n);
      break;
    case GX_EXPORT_PURCHASES:
      /* Translators: %1$s is how many lines of sales, %2$s a file name */
      format = ngettext ("Exported %1$s line of sales to “%2$s”", "Exported %1$s lines of sales to “%2$s”",
                         n);
      break;
    case GX_EXPORT_EVENTS:
      /* Translators: %1$s is a number, %2$s a file name */
      format = ngettext ("Exported %1$s event to “%2$s”", "Exported %1$s events to “%2$s”", n);
      break;
    case GX_EXPORT_BOOK:
    default:
      /* Translators: %1$s is how many records, %2$s a file name */
      format = ngettext ("Exported the whole book, %1$s record, to “%2$s”",
                         "Exported the whole book, %1$s records, to “%2$s”", n);
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, count, file);
#pragma GCC diagnostic pop
}

char *
gx_export_record_sentence (const GxExportRecord *self)
{
  GxExportKind kind = GX_EXPORT_BOOK;

  gx_export_kind_parse (self->kind, &kind);
  return gx_export_sentence (kind, self->rows, self->file);
}

static char *
write_fields (const GxExport *export)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  if (export->fields == NULL)
    return NULL;
  json_builder_begin_array (builder);
  for (guint i = 0; export->fields[i] != NULL; i++)
    json_builder_add_string_value (builder, export->fields[i]);
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

gboolean
gx_export_record_add (GxConnection *book, const GxActor *actor, const GxExport *export, GError **error)
{
  const GxActor noted = { actor->author, FALSE };
  g_autofree char *file = g_path_get_basename (export->path);
  g_autofree char *fields = write_fields (export);
  g_autoptr (GxStep) step = gx_step_begin (book, &noted, "book.export", error);

  return step != NULL
    && gx_connection_run (book, error,
                       "insert into export_record"
                       " (id, at, author_id, kind, file, format, fields, criteria, rows)"
                       " values (?, ?, ?, ?, ?, ?, ?, ?, ?)", "iiIttttti", gx_connection_new_id (book),
                       gx_clock_now (), actor->author, gx_export_kind_name (export->kind), file,
                       gx_export_format (export), fields, export->criteria, export->n_rows)
    && gx_step_commit (g_steal_pointer (&step), NULL, error);
}
