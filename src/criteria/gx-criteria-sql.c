/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-criteria-private.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-id-list.h"
#include "base/gx-money.h"
#include "base/gx-text.h"
#include "store/gx-connection.h"
#include "store/gx-statement.h"

/*
 * The SQL is made of the catalogue's own text and of "?"; what a person typed is only ever a bound value.
 * Comparisons may be null, which "where" takes for false; so do and and or; only under a "not" null
 * must become 0 first.
 */
typedef struct {
  GxCriteriaContext context;  /* complete */
  GString *where;
  GArray *bound;              /* of GxParameter, of @where */
  GPtrArray *texts;           /* owns the parameters' text */
  GPtrArray *joins;           /* of const GxCriteriaJoin */
} Printer;

/* Helpers */

static void print_node (Printer *printer, GxCriteria *self);

static void
printer_init (Printer *printer, GxConnection *book, const GxCriteriaContext *context)
{
  printer->context = gx_criteria_context_complete (book, context);
  printer->where = g_string_new (NULL);
  printer->bound = g_array_new (FALSE, TRUE, sizeof (GxParameter));
  printer->texts = g_ptr_array_new_with_free_func (g_free);
  printer->joins = g_ptr_array_new ();
}

static void
printer_clear (Printer *printer)
{
  g_string_free (printer->where, TRUE);
  g_array_unref (printer->bound);
  g_ptr_array_unref (printer->texts);
  g_ptr_array_unref (printer->joins);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Printer, printer_clear)

static void
print (Printer *printer, const char *sql)
{
  g_string_append (printer->where, sql);
}

static void
bind_number (Printer *printer, gint64 number)
{
  GxParameter parameter = { .type = 'i', .number = number };

  print (printer, "?");
  g_array_append_val (printer->bound, parameter);
}

static void
bind_text (Printer *printer, char *text)
{
  GxParameter parameter = { .type = 't', .text = text };

  print (printer, "?");
  g_ptr_array_add (printer->texts, text);
  g_array_append_val (printer->bound, parameter);
}

/* (?, ?, ?) */
static void
print_texts (Printer *printer, GxCriteria *self, gboolean folded)
{
  print (printer, "(");
  for (guint i = 0; self->texts[i] != NULL; i++)
    {
      print (printer, i > 0 ? ", " : "");
      bind_text (printer, folded ? gx_fold (self->texts[i]) : g_strdup (self->texts[i]));
    }
  print (printer, ")");
}

/* (0, 3): the texts' places among the field's choices */
static void
print_codes (Printer *printer, GxCriteria *self)
{
  const char * const *choices = self->field->choices;

  print (printer, "(");
  for (guint i = 0; self->texts[i] != NULL; i++)
    {
      gint64 code = 0;

      while (!g_str_equal (choices[code], self->texts[i]))
        code++;
      print (printer, i > 0 ? ", " : "");
      bind_number (printer, code);
    }
  print (printer, ")");
}

static void
print_numbers (Printer *printer, GxCriteria *self)
{
  print (printer, "(");
  for (guint i = 0; i < self->n_numbers; i++)
    {
      print (printer, i > 0 ? ", " : "");
      bind_number (printer, self->numbers[i]);
    }
  print (printer, ")");
}

/* Decimals × 10^6 in minor units: the least minor amount that is enough, the most that is not too much. */
static gint64
to_minor (const char *currency, gint64 micro, gboolean round_up)
{
  gint64 unit = GX_MICRO;

  for (int i = gx_currency_exponent (currency); i > 0; i--)
    unit /= 10;
  if (micro % unit != 0)
    return micro / unit + (round_up ? micro > 0 : -(micro < 0));
  return micro / unit;
}

static GxDay
span_start (Printer *printer, GxCriteria *self)
{
  int count = (int) self->numbers[0];

  switch ((GxSpanUnit) self->numbers[1])
    {
    case GX_SPAN_DAYS:
      return printer->context.as_of - count;
    case GX_SPAN_WEEKS:
      return printer->context.as_of - 7 * count;
    case GX_SPAN_MONTHS:
      return gx_day_add_months (printer->context.as_of, -count);
    case GX_SPAN_YEARS:
      return gx_day_add_months (printer->context.as_of, -12 * count);
    default:
      g_assert_not_reached ();
    }
}

/* Comparisons */

/* The rows of word or member that are meant: a select of ids. */
static void
print_words (Printer *printer, GxCriteria *self)
{
  g_string_append_printf (printer->where, "select w.id from %s w where ", self->field->names);
  if (self->op == GX_COMPARE_KNOWN)
    {
      print (printer, "w.name is not null");
      return;
    }
  print (printer, "gx_fold(w.name) in ");
  print_texts (printer, self, TRUE);
}

static void
print_is (Printer *printer, GxCriteria *self)
{
  const GxCriteriaField *field = self->field;

  switch (field->type)
    {
    case GX_FIELD_TEXT:
      g_string_append_printf (printer->where, "gx_fold(%s) in ", field->expression);
      print_texts (printer, self, TRUE);
      break;
    case GX_FIELD_CHOICE:
      g_string_append_printf (printer->where, "%s in ", field->expression);
      if (field->is_coded)
        print_codes (printer, self);
      else
        print_texts (printer, self, FALSE);
      break;
    case GX_FIELD_NUMBER:
      g_string_append_printf (printer->where, "%s in ", field->expression);
      print_numbers (printer, self);
      break;
    case GX_FIELD_FLAG:
      g_string_append_printf (printer->where, "%s(%s)", self->numbers[0] ? "" : "not ", field->expression);
      break;
    case GX_FIELD_WORD:
      g_string_append_printf (printer->where, "%s in (", field->expression);
      print_words (printer, self);
      print (printer, ")");
      break;
    case GX_FIELD_SET:
      g_string_append_printf (printer->where, "f.customer_id in (%s in (", field->expression);
      print_words (printer, self);
      print (printer, "))");
      break;
    case GX_FIELD_MONEY:
    case GX_FIELD_DAY:
    default:
      g_assert_not_reached ();
    }
}

static void
print_contains (Printer *printer, GxCriteria *self)
{
  for (guint i = 0; self->texts[i] != NULL; i++)
    {
      g_string_append_printf (printer->where, "%sinstr(gx_fold(%s), ", i > 0 ? " or " : "",
                              self->field->expression);
      bind_text (printer, gx_fold (self->texts[i]));
      print (printer, ") > 0");
    }
}

static void
print_range (Printer *printer, GxCriteria *self)
{
  const GxCriteriaField *field = self->field;
  gboolean is_money = field->type == GX_FIELD_MONEY;
  const char *currency = printer->context.currency;
  const char *and = "";

  if (is_money && field->currency != NULL)
    {
      g_string_append_printf (printer->where, "%s = ", field->currency);
      bind_text (printer, g_strdup (currency));
      and = " and ";
    }
  if (self->numbers[0] != G_MININT64)
    {
      g_string_append_printf (printer->where, "%s%s >= ", and, field->expression);
      bind_number (printer, is_money ? to_minor (currency, self->numbers[0], TRUE) : self->numbers[0]);
      and = " and ";
    }
  if (self->numbers[1] != G_MAXINT64)
    {
      g_string_append_printf (printer->where, "%s%s <= ", and, field->expression);
      bind_number (printer, is_money ? to_minor (currency, self->numbers[1], FALSE) : self->numbers[1]);
    }
}

static void
print_span (Printer *printer, GxCriteria *self)
{
  gboolean is_within = self->op == GX_COMPARE_WITHIN;

  if (!is_within)
    print (printer, "not coalesce(");
  g_string_append_printf (printer->where, "%s between ", self->field->expression);
  bind_number (printer, span_start (printer, self));
  print (printer, " and ");
  bind_number (printer, printer->context.as_of);
  if (!is_within)
    print (printer, ", 0)");
}

static void
print_known (Printer *printer, GxCriteria *self)
{
  const GxCriteriaField *field = self->field;
  gboolean is_known = self->numbers[0] != 0;

  switch (field->type)
    {
    case GX_FIELD_TEXT:
      g_string_append_printf (printer->where, "coalesce(%s, '') %s ''", field->expression,
                              is_known ? "<>" : "=");
      break;
    case GX_FIELD_WORD:
      g_string_append_printf (printer->where, "%scoalesce(%s in (", is_known ? "" : "not ",
                              field->expression);
      print_words (printer, self);
      print (printer, "), 0)");
      break;
    case GX_FIELD_SET:
      g_string_append_printf (printer->where, "f.customer_id %sin (%s in (", is_known ? "" : "not ",
                              field->expression);
      print_words (printer, self);
      print (printer, "))");
      break;
    case GX_FIELD_CHOICE:
    case GX_FIELD_NUMBER:
    case GX_FIELD_DAY:
      g_string_append_printf (printer->where, "%s is %snull", field->expression, is_known ? "not " : "");
      break;
    case GX_FIELD_MONEY:
    case GX_FIELD_FLAG:
    default:
      g_assert_not_reached ();
    }
}

static void
print_compare (Printer *printer, GxCriteria *self)
{
  const GxCriteriaJoin *join = self->field->join;

  if (join != NULL && !g_ptr_array_find (printer->joins, join, NULL))
    g_ptr_array_add (printer->joins, (gpointer) join);

  print (printer, "(");
  switch (self->op)
    {
    case GX_COMPARE_IS:
      print_is (printer, self);
      break;
    case GX_COMPARE_CONTAINS:
      print_contains (printer, self);
      break;
    case GX_COMPARE_RANGE:
      print_range (printer, self);
      break;
    case GX_COMPARE_WITHIN:
    case GX_COMPARE_NOT_FOR:
      print_span (printer, self);
      break;
    case GX_COMPARE_KNOWN:
      print_known (printer, self);
      break;
    default:
      g_assert_not_reached ();
    }
  print (printer, ")");
}

/* The tree */

static void
print_group (Printer *printer, GxCriteria *self)
{
  if (self->children->len == 0)
    {
      print (printer, self->kind == GX_CRITERIA_ALL ? "1" : "0");
      return;
    }
  print (printer, "(");
  for (guint i = 0; i < self->children->len; i++)
    {
      if (i > 0)
        print (printer, self->kind == GX_CRITERIA_ALL ? " and " : " or ");
      print_node (printer, self->children->pdata[i]);
    }
  print (printer, ")");
}

static void
print_related (Printer *printer, GxCriteria *self, const char *select)
{
  g_string_append_printf (printer->where, "(select %s from %s", select, self->relation->from);
  if (self->children->len > 0)
    {
      print (printer, " and ");
      print_node (printer, self->children->pdata[0]);
    }
  print (printer, ")");
}

static void
print_has (Printer *printer, GxCriteria *self)
{
  gint64 least = self->numbers[0];
  gint64 most = self->numbers[1];

  if (most == 0 || (least == 1 && most == G_MAXINT64))
    {
      print (printer, most == 0 && least <= 0 ? "not exists " : most == 0 ? "0 and exists " : "exists ");
      print_related (printer, self, "1");
      return;
    }
  print (printer, "(");
  print_related (printer, self, "count(*)");
  print (printer, " between ");
  bind_number (printer, least);
  print (printer, " and ");
  bind_number (printer, most);
  print (printer, ")");
}

static void
print_node (Printer *printer, GxCriteria *self)
{
  switch (self->kind)
    {
    case GX_CRITERIA_ALL:
    case GX_CRITERIA_ANY:
      print_group (printer, self);
      break;
    case GX_CRITERIA_NOT:
      print (printer, "not coalesce(");
      print_node (printer, self->children->pdata[0]);
      print (printer, ", 0)");
      break;
    case GX_CRITERIA_COMPARE:
      print_compare (printer, self);
      break;
    case GX_CRITERIA_HAS:
      print_has (printer, self);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* The whole statement; its parameters in order: those of the joins, then those of the conditions. */
static char *
print_statement (Printer *printer, GxCriteria *self, const char *select, const char *tail, GArray *parameters)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  if (self != NULL)
    print_node (printer, self);
  else
    print (printer, "1");

  g_string_append_printf (sql, "select %s from customer_fact f", select);
  for (guint i = 0; i < printer->joins->len; i++)
    {
      const GxCriteriaJoin *join = printer->joins->pdata[i];
      GxParameter currency = { .type = 't', .text = printer->context.currency };

      if (join->sql != NULL)
        g_string_append_printf (sql, " %s", join->sql);
      if (join->takes_currency)
        g_array_append_val (parameters, currency);
    }
  g_string_append_printf (sql, " where %s%s", printer->where->str, tail);
  g_array_append_vals (parameters, printer->bound->data, printer->bound->len);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static gboolean
prepare_joins (Printer *printer, GxConnection *book, GError **error)
{
  for (guint i = 0; i < printer->joins->len; i++)
    {
      const GxCriteriaJoin *join = printer->joins->pdata[i];

      if (join->prepare != NULL && !join->prepare (book, &printer->context, error))
        return FALSE;
    }
  return TRUE;
}

/* Asks for @select and hands the statement back, ready to step; NULL on error. */
static GxStatement *
ask (GxConnection *book, GxCriteria *self, const GxCriteriaContext *context, const char *select,
     const char *tail, GxId customer, GError **error)
{
  g_auto (Printer) printer = { 0 };
  g_autoptr (GArray) parameters = g_array_new (FALSE, TRUE, sizeof (GxParameter));
  g_autofree char *sql = NULL;

  printer_init (&printer, book, context);
  sql = print_statement (&printer, self, select, tail, parameters);
  if (customer != 0)
    {
      GxParameter only = { .type = 'i', .number = customer };

      g_array_append_val (parameters, only);
    }
  if (!prepare_joins (&printer, book, error))
    return NULL;
  return gx_connection_query_with (book, sql, (const GxParameter *) (void *) parameters->data,
                                   parameters->len);
}

static gint64
ask_number (GxConnection *book, GxCriteria *self, const GxCriteriaContext *context, const char *tail,
            GxId customer, GError **error)
{
  g_autoptr (GxStatement) query = NULL;
  gint64 number = 0;

  if (!gx_connection_read_begin (book, error))
    return -1;
  query = ask (book, self, context, "count(*)", tail, customer, error);
  if (query != NULL && gx_statement_next (query))
    number = gx_statement_int64 (query, 0);
  if (query == NULL || !gx_statement_finish (query, error))
    number = -1;
  g_clear_pointer (&query, gx_statement_free);
  gx_connection_read_end (book);
  return number;
}

/* Public */

GxCriteriaContext
gx_criteria_context_complete (GxConnection *book, const GxCriteriaContext *context)
{
  GxCriteriaContext complete = { GX_NO_DAY, NULL };

  if (context != NULL)
    complete = *context;
  if (complete.as_of == GX_NO_DAY)
    complete.as_of = gx_clock_today ();
  if (complete.currency == NULL)
    complete.currency = gx_connection_get_currency (book);
  return complete;
}

char *
gx_criteria_to_sql (GxConnection *book, GxCriteria *self, const GxCriteriaContext *context,
                    const char *select, GPtrArray **parameters)
{
  g_auto (Printer) printer = { 0 };
  g_autoptr (GArray) bound = g_array_new (FALSE, TRUE, sizeof (GxParameter));
  g_autofree char *sql = NULL;

  g_return_val_if_fail (book != NULL && select != NULL, NULL);

  printer_init (&printer, book, context);
  sql = print_statement (&printer, self, select, "", bound);
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

gboolean
gx_criteria_fits (GxConnection *book, GxCriteria *self, const GxCriteriaContext *context, GxId customer,
                  GError **error)
{
  g_return_val_if_fail (book != NULL && customer != 0, FALSE);

  return ask_number (book, self, context, " and f.customer_id = ?", customer, error) > 0;
}
