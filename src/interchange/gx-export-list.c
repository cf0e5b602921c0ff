/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-id-list.h"
#include "base/gx-money.h"
#include "criteria/gx-criteria-field.h"
#include "criteria/gx-criteria.h"
#include "interchange/gx-export-private.h"
#include "store/gx-statement.h"

/* What the fields' expressions stand on; then the rows of all, or of one customer (?2). */
static const struct { const char *from, *all, *of_one; } lists[] = {
  [GX_EXPORT_CUSTOMERS] = {
    " from customer c left join customer_fact f on f.customer_id = c.id"
    " left join relation r on r.id = (select id from relation where from_id = c.id and kind = 'works_at' "
    "and gone = 0"
    "  and until_day is null order by is_primary desc, id limit 1)"
    " left join address a on a.id = (select id from address where customer_id = c.id and gone = 0 order by "
    "is_primary desc, id limit 1)"
    " where c.gone = 0",
    " order by f.sort_key, c.id", " and c.id = ?2" },
  [GX_EXPORT_PURCHASES] = {
    " from purchase p join purchase_line l on l.purchase_id = p.id and l.gone = 0 left join customer c on "
    "c.id = p.customer_id"
    " left join product d on d.id = l.product_id where p.gone = 0 and (c.id is null or c.gone = 0)",
    " order by p.day, p.id, l.id", " and p.customer_id = ?2 order by p.day, p.id, l.id" },
  [GX_EXPORT_EVENTS] = {
    " from event e join customer c on c.id = e.customer_id where e.gone = 0 and c.gone = 0",
    " order by e.day, e.at, e.id", " and e.customer_id = ?2 order by e.day, e.at, e.id" },
};

static char *
make_sql (GxExportKind kind, GPtrArray *fields, gboolean is_of_one)
{
  GString *sql = g_string_new ("select ");

  for (guint i = 0; i < fields->len; i++)
    {
      const GxExportField *field = fields->pdata[i];

      g_string_append_printf (sql, "%s%s, %s", i > 0 ? ", " : "", field->sql, field->currency != NULL
                              ? field->currency : "null");
    }
  g_string_append (sql, lists[kind].from);
  /* ?1 is the home currency; named here so that it is always a parameter of the statement. */
  g_string_append (sql, " and ?1 is not null");
  g_string_append (sql, is_of_one ? lists[kind].of_one : lists[kind].all);
  return g_string_free (sql, FALSE);
}

static GxExportSink *
open_sink (const GxExport *export, GPtrArray *fields, GError **error)
{
  const GxExportField * const *list = (const GxExportField * const *) fields->pdata;
  const char *format = gx_export_format (export);

  if (g_str_equal (format, "csv"))
    return _gx_export_csv_new (export->waiting, list, fields->len, error);
  if (g_str_equal (format, "xlsx"))
    return _gx_export_xlsx_new (export, list, fields->len, error);
  return _gx_export_json_new (export->waiting, g_str_equal (format, "jsonl"), list, fields->len, error);
}

/* What is of a day is of today. */
static gboolean
prepare_fields (GxConnection *book, GPtrArray *fields, GError **error)
{
  const GxCriteriaContext today = gx_criteria_context_complete (book, NULL);

  for (guint i = 0; i < fields->len; i++)
    {
      const char *as_of = ((const GxExportField *) fields->pdata[i])->as_of;
      const GxCriteriaField *field = as_of != NULL ? gx_criteria_find_field (NULL, as_of) : NULL;

      if (field != NULL && !field->join->prepare (book, &today, error))
        return FALSE;
    }
  return TRUE;
}

/* A number or a day that is kept as text. */
static void
read_written_out (const GxExportField *field, GxExportValue *value)
{
  GxDay day = 0;

  if (field->type == GX_EXPORT_DAY)
    value->is_unlike = !gx_day_parse (value->text, &day);
  else
    value->is_unlike = !gx_decimal_parse (value->text, &value->number);
  if (field->type == GX_EXPORT_DAY)
    value->number = day;
}

static void
read_value (GxStatement *query, guint i, const GxExportField *field, GxExportValue *value)
{
  int column = (int) i * 2;

  value->is_null = gx_statement_is_null (query, column);
  value->number = gx_statement_int64 (query, column);
  value->currency = gx_statement_text (query, column + 1);
  value->text = NULL;
  value->is_unlike = FALSE;
  if (field->type == GX_EXPORT_CHOICE && field->words != NULL)
    value->text = value->is_null ? NULL : field->words[value->number];
  else if (field->type == GX_EXPORT_TEXT || field->type == GX_EXPORT_CHOICE || field->is_written_out)
    value->text = gx_statement_text (query, column);
  else if (field->type == GX_EXPORT_INSTANT && !value->is_null)
    value->number = gx_day_of_instant (value->number, gx_clock_offset_min (value->number));
  if (field->is_written_out && field->type != GX_EXPORT_TEXT && !value->is_null)
    read_written_out (field, value);
}

/* How many rows will come: of all, or of those customers. */
static gint64
count_rows (GxExport *export, GxConnection *book)
{
  const char *count = export->kind == GX_EXPORT_PURCHASES
    ? "select count(*) from purchase p join purchase_line l on l.purchase_id = p.id and l.gone = 0"
      " where p.gone = 0 and p.customer_id = ?"
    : "select count(*) from event where gone = 0 and customer_id = ?";
  g_autoptr (GxStatement) query = NULL;
  gint64 n = 0;

  if (export->customers == NULL)
    {
      g_autofree char *all = g_strconcat ("select count(*)", lists[export->kind].from, NULL);
      return gx_connection_get_int64 (book, 0, NULL, all, NULL);
    }
  if (export->kind == GX_EXPORT_CUSTOMERS)
    return gx_id_list_length (export->customers);
  query = gx_connection_query (book, count, NULL);
  for (guint i = 0; i < gx_id_list_length (export->customers); i++)
    {
      gx_statement_rebind (query, "i", gx_id_list_get (export->customers, i));
      n += gx_statement_next (query) ? gx_statement_int64 (query, 0) : 0;
    }
  return n;
}

static gboolean
write_rows (GxExport *export, GxStatement *query, GxExportSink *sink, GxExportValue *values, gint64 n_total,
            GCancellable *cancellable, GError **error)
{
  while (gx_statement_next (query))
    {
      for (guint i = 0; i < sink->n_fields; i++)
        read_value (query, i, sink->fields[i], &values[i]);
      if (!sink->write (sink, values, error) || !_gx_export_count (export, n_total, cancellable, error))
        return FALSE;
    }
  return gx_statement_finish (query, error);
}

static gboolean
write_all (GxExport *export, GxConnection *book, GPtrArray *fields, GxExportSink *sink,
           GCancellable *cancellable, GError **error)
{
  const char *currency = gx_connection_get_currency (book);
  g_autofree char *sql = make_sql (export->kind, fields, export->customers != NULL);
  g_autofree GxExportValue *values = g_new0 (GxExportValue, fields->len);
  gint64 n_total = export->progress != NULL ? count_rows (export, book) : 0;
  g_autoptr (GxStatement) query = gx_connection_query (book, sql, NULL);

  if (export->customers == NULL)
    {
      gx_statement_rebind (query, "t", currency);
      return write_rows (export, query, sink, values, n_total, cancellable, error);
    }
  for (guint i = 0; i < gx_id_list_length (export->customers); i++)
    {
      gx_statement_rebind (query, "ti", currency, gx_id_list_get (export->customers, i));
      if (!write_rows (export, query, sink, values, n_total, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
_gx_export_list (GxExport *export, GxConnection *book, GPtrArray *fields, GCancellable *cancellable,
                 GError **error)
{
  GxExportSink *sink;
  gboolean is_written;

  if (!prepare_fields (book, fields, error))
    return FALSE;
  sink = open_sink (export, fields, error);
  if (sink == NULL)
    return FALSE;
  is_written = write_all (export, book, fields, sink, cancellable, error);
  return sink->close (sink, is_written ? error : NULL) && is_written;
}
