/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-sql-printer.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"

/*
 * The tree as SQL: groups, related things, segments within segments.
 *
 * SQLite's parser stacks 100 symbols. A condition inside others costs a bracket each, and two more where it
 * is not the first of its group: so the deepest child is printed first, and what is nested too deeply is
 * refused.
 */
#define MAX_STACK 84
#define SUBQUERY_STACK 10  /* "exists (select 1 from … where … and" */
#define SHALLOW 6          /* a child of no more levels stays in its place */
#define MAX_PRINTED 800    /* conditions, those of segments included: SQLite's expressions may be 1,000 deep */

static void print_node (GxSqlPrinter *printer, GxCriteria *self);

/* Related things */

/* "sum (x.amount)", of the rows in the context's currency */
static void
print_added (GxSqlPrinter *printer, const char *function, const GxCriteriaField *field)
{
  _gx_sql_put (printer, function);
  _gx_sql_put (printer, " (");
  if (field->currency != NULL)
    {
      _gx_sql_put (printer, "case when ");
      _gx_sql_put_currency (printer, field);
      _gx_sql_put (printer, " then ");
    }
  _gx_sql_put_field (printer, field);
  _gx_sql_put (printer, field->currency != NULL ? " end)" : ")");
}

static void
print_total_bound (GxSqlPrinter *printer, GxCriteria *self, gint64 bound, gboolean is_least)
{
  const GxCriteriaField *field = self->field;
  const char *compare = is_least ? " >= " : " <= ";
  gboolean is_money = field->type == GX_FIELD_MONEY;

  if (self->total == GX_TOTAL_SUM)
    {
      _gx_sql_put (printer, " and coalesce (");
      print_added (printer, "sum", field);
      _gx_sql_put (printer, ", 0)");
      _gx_sql_put (printer, compare);
      _gx_sql_put_number (printer, is_money ? _gx_sql_to_minor (printer->context.currency, bound, is_least)
                                            : bound);
      return;
    }
  _gx_sql_put (printer, " and ");
  print_added (printer, "sum", field);
  _gx_sql_put (printer, " * ");
  _gx_sql_put_number (printer, is_money ? _gx_sql_minor_unit (printer->context.currency) : 1);
  _gx_sql_put (printer, compare);
  _gx_sql_put_number (printer, bound);
  _gx_sql_put (printer, " * ");
  print_added (printer, "count", field);
}

/* What is counted and added up of the related things: one truth value. */
static void
print_tally (GxSqlPrinter *printer, GxCriteria *self)
{
  _gx_sql_put (printer, "count (*) >= ");
  _gx_sql_put_number (printer, self->numbers[0]);
  if (self->numbers[1] != G_MAXINT64)
    {
      _gx_sql_put (printer, " and count (*) <= ");
      _gx_sql_put_number (printer, self->numbers[1]);
    }
  if (self->total != GX_TOTAL_NONE && self->numbers[2] != G_MININT64)
    print_total_bound (printer, self, self->numbers[2], TRUE);
  if (self->total != GX_TOTAL_NONE && self->numbers[3] != G_MAXINT64)
    print_total_bound (printer, self, self->numbers[3], FALSE);
}

/* @what is printed for itself: what it needs beside is joined before it. */
static void
print_related (GxSqlPrinter *printer, GxCriteria *self, gboolean is_tally)
{
  const GxCriteriaRelation *relation = self->relation;
  GString *outer = printer->where;
  GArray *outer_bound = printer->bound;
  g_autoptr (GString) what = g_string_new (NULL);
  g_autoptr (GString) inner = g_string_new (NULL);
  g_autoptr (GArray) inner_bound = g_array_new (FALSE, TRUE, sizeof (GxParameter));
  g_autoptr (GPtrArray) joins = g_ptr_array_new ();

  printer->inner_joins = joins;
  printer->where = what;
  if (is_tally)
    print_tally (printer, self);
  else
    _gx_sql_put (printer, "1");

  printer->where = inner;
  printer->bound = inner_bound;
  if (printer->is_past && relation->day != NULL)
    {
      _gx_sql_put (printer, " and ");
      _gx_sql_put (printer, relation->day);
      _gx_sql_put (printer, " <= ");
      _gx_sql_put_number (printer, printer->context.as_of);
    }
  if (self->children->len > 0)
    {
      _gx_sql_put (printer, " and ");
      print_node (printer, self->children->pdata[0]);
    }

  printer->inner_joins = NULL;
  printer->where = outer;
  printer->bound = outer_bound;
  g_string_append_printf (outer, "(select %s from %s", what->str, relation->from);
  for (guint i = 0; i < joins->len; i++)
    {
      g_string_append_c (outer, ' ');
      _gx_sql_expand (printer, ((const GxCriteriaJoin *) joins->pdata[i])->sql, 0, outer, outer_bound);
    }
  g_string_append_printf (outer, " where %s%s)", relation->where, inner->str);
  g_array_append_vals (outer_bound, inner_bound->data, inner_bound->len);
}

static void
print_has (GxSqlPrinter *printer, GxCriteria *self)
{
  gint64 least = self->numbers[0];
  gint64 most = self->numbers[1];
  gboolean is_none = least <= 0 && most == 0;

  printer->stack += SUBQUERY_STACK;
  _gx_sql_put (printer, "(");
  if (self->total == GX_TOTAL_NONE && (is_none || (least == 1 && most == G_MAXINT64)))
    {
      _gx_sql_put (printer, is_none ? "not exists " : "exists ");
      print_related (printer, self, FALSE);
    }
  else
    print_related (printer, self, TRUE);
  _gx_sql_put (printer, ")");
  printer->stack -= SUBQUERY_STACK;
}

/* Segments */

static gboolean
is_being_printed (GxSqlPrinter *printer, GxId segment)
{
  for (guint i = 0; i < printer->segments->len; i++)
    if (g_array_index (printer->segments, GxId, i) == segment)
      return TRUE;
  return FALSE;
}

static void
print_segment (GxSqlPrinter *printer, GxCriteria *self)
{
  GxId id = self->numbers[0];
  g_autoptr (GxStatement) query = gx_connection_query (printer->book,
    "select name, criteria from segment where id = ? and gone < 2", "i", id);
  g_autofree char *name = NULL, *json = NULL;
  gboolean is_there = gx_statement_next (query);
  g_autoptr (GxCriteria) criteria = NULL;

  if (is_there)
    {
      name = gx_statement_dup_text (query, 0);
      json = gx_statement_dup_text (query, 1);
    }
  if (!gx_statement_finish (query, &printer->error))
    return;
  if (!is_there)
    g_set_error_literal (&printer->error, GX_ERROR, GX_ERROR_NOT_FOUND,
                         _("This asks for a segment that is no longer in the book."));
  else if (is_being_printed (printer, id))
    g_set_error (&printer->error, GX_ERROR, GX_ERROR_INVALID,
                 /* Translators: %s is a segment's name */
                 _("The segment “%s” asks for itself, directly or through others: change one of them."),
                 name);
  else if (json == NULL)
    _gx_sql_put (printer, "1");
  else if ((criteria = gx_criteria_from_json (json, &printer->error)) == NULL)
    /* Translators: %s is a segment's name; what goes before a reason */
    g_prefix_error (&printer->error, _("The segment “%s” was not understood: "), name);
  if (criteria == NULL)
    return;

  g_array_append_val (printer->segments, id);
  print_node (printer, criteria);
  g_array_set_size (printer->segments, printer->segments->len - 1);
}

/* The tree */

/* Where the deepest child goes first, its place; else 0. */
static guint
choose_first (GxCriteria *self)
{
  guint first = 0;
  guint depth = SHALLOW;

  for (guint i = 0; i < self->children->len; i++)
    {
      const GxCriteria *child = self->children->pdata[i];

      if (child->depth > depth)
        {
          depth = child->depth;
          first = i;
        }
    }
  return first;
}

static void
print_group (GxSqlPrinter *printer, GxCriteria *self)
{
  const char *and = self->kind == GX_CRITERIA_ALL ? " and " : " or ";
  guint first = choose_first (self);

  if (self->children->len == 0)
    {
      _gx_sql_put (printer, self->kind == GX_CRITERIA_ALL ? "1" : "0");
      return;
    }
  _gx_sql_put (printer, "(");
  print_node (printer, self->children->pdata[first]);
  printer->stack += 2;
  for (guint i = 0; i < self->children->len && printer->error == NULL; i++)
    if (i != first)
      {
        _gx_sql_put (printer, and);
        print_node (printer, self->children->pdata[i]);
      }
  printer->stack -= 2;
  _gx_sql_put (printer, ")");
}

static gboolean
check_size (GxSqlPrinter *printer)
{
  if (printer->error == NULL && printer->stack > MAX_STACK)
    g_set_error_literal (&printer->error, GX_ERROR, GX_ERROR_USAGE,
                         _("The conditions, with those of the segments they ask for, are nested "
                           "too deeply."));
  if (printer->error == NULL && printer->nodes > MAX_PRINTED)
    g_set_error_literal (&printer->error, GX_ERROR, GX_ERROR_USAGE,
                         _("There are too many conditions, with those of the segments they ask for."));
  return printer->error == NULL;
}

static void
print_node (GxSqlPrinter *printer, GxCriteria *self)
{
  printer->stack++;
  printer->nodes++;
  if (!check_size (printer))
    return;

  switch (self->kind)
    {
    case GX_CRITERIA_ALL:
    case GX_CRITERIA_ANY:
      print_group (printer, self);
      break;
    case GX_CRITERIA_NOT:
      _gx_sql_put (printer, "(");
      print_node (printer, self->children->pdata[0]);
      _gx_sql_put (printer, " is not true)");
      break;
    case GX_CRITERIA_COMPARE:
      _gx_sql_put_compare (printer, self);
      break;
    case GX_CRITERIA_HAS:
      print_has (printer, self);
      break;
    case GX_CRITERIA_SEGMENT:
      print_segment (printer, self);
      break;
    default:
      g_assert_not_reached ();
    }
  printer->stack--;
}

/* For the room */

gboolean
_gx_sql_print (GxSqlPrinter *self, GxCriteria *criteria)
{
  if (criteria != NULL)
    print_node (self, criteria);
  else
    _gx_sql_put (self, "1");
  return self->error == NULL;
}
