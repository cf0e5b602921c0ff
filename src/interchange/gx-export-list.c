/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "base/gx-id-list.h"
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

static gboolean
choose_fields (GxExportKind kind, const char * const *keys, GPtrArray *chosen, GError **error)
{
  guint n_fields;
  const GxExportField *fields = _gx_export_field_list (kind, &n_fields);

  for (guint i = 0; keys == NULL && i < n_fields; i++)
    if (fields[i].is_usual)
      g_ptr_array_add (chosen, (gpointer) &fields[i]);
  for (guint k = 0; keys != NULL && keys[k] != NULL; k++) {
    guint i = 0;

    while (i < n_fields && strcmp (fields[i].key, keys[k]) != 0)
      i++;
    if (i == n_fields) {
      g_auto (GStrv) known = gx_export_fields (kind, NULL);
      g_autofree char *list = g_strjoinv (" ", known);

      /* Translators: the first %s is a word that a person gave, the second the words there are. */
      g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("There is no field “%s” in this list; there are: %s"),
                   keys[k], list);
      return FALSE;
    }
    g_ptr_array_add (chosen, (gpointer) &fields[i]);
  }
  if (chosen->len > 0)
    return TRUE;
  g_set_error_literal (error, GX_ERROR, GX_ERROR_USAGE, _("No field is named."));
  return FALSE;
}

static char *
make_sql (GxExportKind kind, GPtrArray *fields, gboolean is_of_one)
{
  GString *sql = g_string_new ("select ");

  for (guint i = 0; i < fields->len; i++) {
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

static gboolean
write_rows (GxStatement *query, GxExportSink *sink, GxExportValue *values, GCancellable *cancellable,
            gint64 *n_rows, GError **error)
{
  while (gx_statement_next (query)) {
    for (guint i = 0; i < sink->n_fields; i++) {
      GxExportValue *value = &values[i];

      value->is_null = gx_statement_is_null (query, (int) i * 2);
      value->text = sink->fields[i]->type == GX_EXPORT_TEXT ? gx_statement_text (query, (int) i * 2) : NULL;
      value->number = gx_statement_int64 (query, (int) i * 2);
      value->currency = gx_statement_text (query, (int) i * 2 + 1);
    }
    if (!sink->write (sink, values, error))
      return FALSE;
    if ((++*n_rows & 1023) == 0 && g_cancellable_is_cancelled (cancellable))
      return _gx_export_cancelled (error);
  }
  return gx_statement_finish (query, error);
}

static gboolean
write_all (GxConnection *book, GxExportKind kind, GxIdList *customers, GPtrArray *fields, GxExportSink *sink,
           GCancellable *cancellable, gint64 *n_rows, GError **error)
{
  const char *currency = gx_connection_get_currency (book);
  g_autofree char *sql = make_sql (kind, fields, customers != NULL);
  g_autofree GxExportValue *values = g_new0 (GxExportValue, fields->len);
  g_autoptr (GxStatement) query = NULL;

  query = gx_connection_query (book, sql, NULL);
  if (customers == NULL) {
    gx_statement_rebind (query, "t", currency);
    return write_rows (query, sink, values, cancellable, n_rows, error);
  }
  for (guint i = 0; i < gx_id_list_length (customers); i++) {
    gx_statement_rebind (query, "ti", currency, gx_id_list_get (customers, i));
    if (!write_rows (query, sink, values, cancellable, n_rows, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
_gx_export_check_fields (const GxExport *export, GError **error)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  return export->fields == NULL ||
    choose_fields (export->kind, (const char * const *) export->fields, chosen, error);
}

gboolean
_gx_export_list (GxExport *export, GxConnection *book, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  GxExportSink *sink;
  gboolean is_written;

  if (!choose_fields (export->kind, (const char * const *) export->fields, chosen, error))
    return FALSE;
  sink = open_sink (export, chosen, error);
  if (sink == NULL)
    return FALSE;
  export->n_rows = 0;
  is_written = write_all (book, export->kind, export->customers, chosen, sink, cancellable, &export->n_rows,
                          error);
  return sink->close (sink, is_written ? error : NULL) && is_written;
}
