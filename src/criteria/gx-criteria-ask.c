/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-sql-printer.h"

#include <string.h>

#include "base/gx-id-list.h"

/* Helpers */

/* The whole statement; its parameters in order: those of the joins, then those of the conditions. */
static char *
print_statement (GxSqlPrinter *printer, const char *select, const char *tail, GArray *parameters)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "select %s from customer_fact f", select);
  for (guint i = 0; i < printer->joins->len; i++)
    {
      const GxCriteriaJoin *join = printer->joins->pdata[i];

      if (join->sql == NULL)
        continue;
      g_string_append_c (sql, ' ');
      _gx_sql_expand (printer, join->sql, 0, sql, parameters);
    }
  g_string_append_printf (sql, " where %s%s", printer->where->str, tail);
  g_array_append_vals (parameters, printer->bound->data, printer->bound->len);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static gboolean
prepare_joins (GxSqlPrinter *printer, GError **error)
{
  for (guint i = 0; i < printer->joins->len; i++)
    {
      const GxCriteriaJoin *join = printer->joins->pdata[i];

      if (join->prepare != NULL && !join->prepare (printer->book, &printer->context, error))
        return FALSE;
    }
  return TRUE;
}

/* Asks for @select and hands the statement back, ready to step; NULL on error. @tail: a "?" in it is
   @value. */
static GxStatement *
ask (GxConnection *book, GxCriteria *self, const GxCriteriaContext *context, const char *select,
     const char *tail, gint64 value, GError **error)
{
  g_auto (GxSqlPrinter) printer = { 0 };
  g_autoptr (GArray) parameters = g_array_new (FALSE, TRUE, sizeof (GxParameter));
  g_autofree char *sql = NULL;
  GxParameter last = { .type = 'i', .number = value };

  _gx_sql_printer_init (&printer, book, context);
  if (!_gx_sql_print (&printer, self))
    {
      g_propagate_error (error, g_steal_pointer (&printer.error));
      return NULL;
    }
  sql = print_statement (&printer, select, tail, parameters);
  if (strchr (tail, '?') != NULL)
    g_array_append_val (parameters, last);
  if (!prepare_joins (&printer, error))
    return NULL;
  return gx_connection_query_with (book, sql, (const GxParameter *) (void *) parameters->data,
                                   parameters->len);
}

static gint64
ask_number (GxConnection *book, GxCriteria *self, const GxCriteriaContext *context, const char *tail,
            gint64 value, GError **error)
{
  g_autoptr (GxStatement) query = NULL;
  gint64 number = 0;

  if (!gx_connection_read_begin (book, error))
    return -1;
  query = ask (book, self, context, "count(*)", tail, value, error);
  if (query != NULL && gx_statement_next (query))
    number = gx_statement_int64 (query, 0);
  if (query == NULL || !gx_statement_finish (query, error))
    number = -1;
  g_clear_pointer (&query, gx_statement_free);
  gx_connection_read_end (book);
  return number;
}

/* Public */

char *
gx_criteria_to_sql (GxConnection *book, GxCriteria *self, const GxCriteriaContext *context,
                    const char *select, GPtrArray **parameters, GError **error)
{
  g_auto (GxSqlPrinter) printer = { 0 };
  g_autoptr (GArray) bound = g_array_new (FALSE, TRUE, sizeof (GxParameter));
  g_autofree char *sql = NULL;

  g_return_val_if_fail (book != NULL && select != NULL, NULL);

  _gx_sql_printer_init (&printer, book, context);
  if (!_gx_sql_print (&printer, self))
    {
      g_propagate_error (error, g_steal_pointer (&printer.error));
      return NULL;
    }
  sql = print_statement (&printer, select, "", bound);
  if (parameters == NULL)
    return g_steal_pointer (&sql);

  *parameters = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < bound->len; i++)
    {
      const GxParameter *parameter = &g_array_index (bound, GxParameter, i);

      g_ptr_array_add (*parameters,
                       parameter->type == 't' ? g_strdup (parameter->text)
                                              : g_strdup_printf ("%" G_GINT64_FORMAT, parameter->number));
    }
  return g_steal_pointer (&sql);
}

gboolean
gx_criteria_ids (GxConnection *book, GxCriteria *self, const GxCriteriaContext *context, GxIdList **ids,
                 GError **error)
{
  g_autoptr (GxStatement) query = NULL;
  g_autoptr (GxIdList) list = gx_id_list_new ();
  gboolean done = FALSE;

  g_return_val_if_fail (book != NULL && ids != NULL, FALSE);

  if (!gx_connection_read_begin (book, error))
    return FALSE;
  query = ask (book, self, context, "f.customer_id", " order by f.customer_id", 0, error);
  while (query != NULL && gx_statement_next (query))
    gx_id_list_append (list, gx_statement_int64 (query, 0));
  done = query != NULL && gx_statement_finish (query, error);
  g_clear_pointer (&query, gx_statement_free);
  gx_connection_read_end (book);

  if (done)
    *ids = g_steal_pointer (&list);
  return done;
}

gint64
gx_criteria_count (GxConnection *book, GxCriteria *self, const GxCriteriaContext *context, GError **error)
{
  g_return_val_if_fail (book != NULL, -1);

  return ask_number (book, self, context, "", 0, error);
}

gint64
_gx_criteria_count_by (GxConnection *book, GxCriteria *self, const GxCriteriaContext *context, GError **error)
{
  return ask_number (book, self, context, " and coalesce(f.first_day <= ?, 1)", context->as_of, error);
}

gboolean
gx_criteria_fits (GxConnection *book, GxCriteria *self, const GxCriteriaContext *context, GxId customer,
                  GError **error)
{
  g_return_val_if_fail (book != NULL && customer != 0, FALSE);

  return ask_number (book, self, context, " and f.customer_id = ?", customer, error) > 0;
}
