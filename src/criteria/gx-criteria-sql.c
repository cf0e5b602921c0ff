/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-criteria-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-money.h"
#include "base/gx-partial-day.h"
#include "base/gx-text.h"

/*
 * The SQL is made of the catalogue's own text and of "?"; what a person typed is only ever a bound value.
 * Comparisons may be null, which "where" takes for false; so do and and or; under a "not", and where it is
 * counted, "is not true" takes null for false.
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

/* Helpers */

static void
print (GxSqlPrinter *printer, const char *sql)
{
  g_string_append (printer->where, sql);
}

static void
bind_number (GxSqlPrinter *printer, gint64 number)
{
  GxParameter parameter = { .type = 'i', .number = number };

  print (printer, "?");
  g_array_append_val (printer->bound, parameter);
}

static void
bind_text (GxSqlPrinter *printer, char *text)
{
  GxParameter parameter = { .type = 't', .text = text };

  print (printer, "?");
  g_ptr_array_add (printer->texts, text);
  g_array_append_val (printer->bound, parameter);
}

/* For json_each(): ["a", "b"] */
static char *
list_texts (char **texts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; texts[i] != NULL; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/* [1, 2] */
static char *
list_numbers (const gint64 *numbers, guint n)
{
  g_autoptr (GString) list = g_string_new ("[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", numbers[i]);
  g_string_append_c (list, ']');
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
print_among (GxSqlPrinter *printer, char *list)
{
  print (printer, " in (select value from json_each (");
  bind_text (printer, list);
  print (printer, "))");
}

static void
print_among_texts (GxSqlPrinter *printer, GxCriteria *self, gboolean is_folded)
{
  g_auto (GStrv) texts = g_strdupv (self->texts);

  for (guint i = 0; is_folded && texts[i] != NULL; i++)
    {
      char *folded = gx_fold (texts[i]);

      g_free (texts[i]);
      texts[i] = folded;
    }
  if (g_strv_length (texts) > 1)
    {
      print_among (printer, list_texts (texts));
      return;
    }
  print (printer, " = ");
  bind_text (printer, g_strdup (texts[0]));
}

static void
print_among_numbers (GxSqlPrinter *printer, const gint64 *numbers, guint n)
{
  if (n > 1)
    {
      print_among (printer, list_numbers (numbers, n));
      return;
    }
  print (printer, " = ");
  bind_number (printer, numbers[0]);
}

/* The texts' places among the field's choices. */
static void
print_among_codes (GxSqlPrinter *printer, GxCriteria *self)
{
  guint n = g_strv_length (self->texts);
  g_autofree gint64 *codes = g_new0 (gint64, n);

  for (guint i = 0; i < n; i++)
    while (!g_str_equal (self->field->choices[codes[i]], self->texts[i]))
      codes[i]++;
  print_among_numbers (printer, codes, n);
}

/* The field's SQL, as of the context's day; what it needs beside is joined. */
static void
print_field (GxSqlPrinter *printer, const GxCriteriaField *field)
{
  gboolean is_past = printer->is_past && field->past != NULL;
  GPtrArray *joins = printer->inner_joins != NULL ? printer->inner_joins : printer->joins;

  if (!is_past && field->join != NULL && !g_ptr_array_find (joins, field->join, NULL))
    g_ptr_array_add (joins, (gpointer) field->join);
  print (printer, "(");
  _gx_sql_expand (printer, is_past ? field->past : field->expression, field->custom, printer->where,
                  printer->bound);
  print (printer, ")");
}

/* One unit of a currency in decimals × 10^6 of a minor one. */
static gint64
minor_unit (const char *currency)
{
  gint64 unit = GX_MICRO;

  for (int i = gx_currency_exponent (currency); i > 0; i--)
    unit /= 10;
  return unit;
}

/* Decimals × 10^6 in minor units: the least minor amount that is enough, the most that is not too much. */
static gint64
to_minor (const char *currency, gint64 micro, gboolean round_up)
{
  gint64 unit = minor_unit (currency);

  if (micro % unit != 0)
    return micro / unit + (round_up ? micro > 0 : -(micro < 0));
  return micro / unit;
}

/* So many days, weeks … after the as-of day, or before it. */
static GxDay
move_day (GxSqlPrinter *printer, GxCriteria *self, int direction)
{
  int count = (int) self->numbers[0] * direction;

  switch ((GxSpanUnit) self->numbers[1])
    {
    case GX_SPAN_DAYS:
      return printer->context.as_of + count;
    case GX_SPAN_WEEKS:
      return printer->context.as_of + 7 * count;
    case GX_SPAN_MONTHS:
      return gx_day_add_months (printer->context.as_of, count);
    case GX_SPAN_YEARS:
      return gx_day_add_months (printer->context.as_of, 12 * count);
    default:
      g_assert_not_reached ();
    }
}

/* Comparisons */

/* The rows of word or member that are meant: a select of ids. */
static void
print_words (GxSqlPrinter *printer, GxCriteria *self)
{
  g_string_append_printf (printer->where, "select w.id from %s w where ", self->field->names);
  if (self->op == GX_COMPARE_KNOWN)
    {
      print (printer, "w.name is not null");
      return;
    }
  print (printer, "gx_fold (w.name)");
  print_among_texts (printer, self, TRUE);
}

/* Who has such a word: of the customer, or of the related thing. */
static void
print_has_words (GxSqlPrinter *printer, GxCriteria *self)
{
  if (self->field->type == GX_FIELD_SET)
    {
      print (printer, "f.customer_id in (");
      _gx_sql_expand (printer, self->field->expression, 0, printer->where, printer->bound);
      print (printer, " in (");
    }
  else
    {
      print_field (printer, self->field);
      print (printer, " in (");
    }
  print_words (printer, self);
  print (printer, self->field->type == GX_FIELD_SET ? "))" : ")");
}

static void
print_is (GxSqlPrinter *printer, GxCriteria *self)
{
  const GxCriteriaField *field = self->field;

  switch (field->type)
    {
    case GX_FIELD_TEXT:
      print (printer, "gx_fold");
      print_field (printer, field);
      print_among_texts (printer, self, TRUE);
      break;
    case GX_FIELD_CHOICE:
      print_field (printer, field);
      if (field->is_coded)
        print_among_codes (printer, self);
      else
        print_among_texts (printer, self, FALSE);
      break;
    case GX_FIELD_NUMBER:
      print_field (printer, field);
      print_among_numbers (printer, self->numbers, self->n_numbers);
      break;
    case GX_FIELD_FLAG:
      print (printer, self->numbers[0] ? "" : "not ");
      print_field (printer, field);
      break;
    case GX_FIELD_WORD:
    case GX_FIELD_SET:
      print_has_words (printer, self);
      break;
    case GX_FIELD_DECIMAL:
    case GX_FIELD_MONEY:
    case GX_FIELD_DAY:
    case GX_FIELD_BIRTHDAY:
    default:
      g_assert_not_reached ();
    }
}

static void
print_contains (GxSqlPrinter *printer, GxCriteria *self)
{
  guint n = g_strv_length (self->texts);
  g_auto (GStrv) folded = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    folded[i] = gx_fold (self->texts[i]);
  if (n == 1)
    {
      print (printer, "instr (gx_fold");
      print_field (printer, self->field);
      print (printer, ", ");
      bind_text (printer, g_strdup (folded[0]));
      print (printer, ") > 0");
      return;
    }
  print (printer, "exists (select 1 from json_each (");
  bind_text (printer, list_texts (folded));
  print (printer, ") j where instr (gx_fold");
  print_field (printer, self->field);
  print (printer, ", j.value) > 0)");
}

static void
print_currency (GxSqlPrinter *printer, const GxCriteriaField *field)
{
  print (printer, field->currency);
  print (printer, " = ");
  bind_text (printer, g_strdup (printer->context.currency));
}

static void
print_range (GxSqlPrinter *printer, GxCriteria *self)
{
  const GxCriteriaField *field = self->field;
  gboolean is_money = field->type == GX_FIELD_MONEY;
  const char *currency = printer->context.currency;
  const char *and = "";

  if (is_money && field->currency != NULL)
    {
      print_currency (printer, field);
      and = " and ";
    }
  if (self->numbers[0] != G_MININT64)
    {
      print (printer, and);
      print_field (printer, field);
      print (printer, " >= ");
      bind_number (printer, is_money ? to_minor (currency, self->numbers[0], TRUE) : self->numbers[0]);
      and = " and ";
    }
  if (self->numbers[1] != G_MAXINT64)
    {
      print (printer, and);
      print_field (printer, field);
      print (printer, " <= ");
      bind_number (printer, is_money ? to_minor (currency, self->numbers[1], FALSE) : self->numbers[1]);
    }
}

static void
print_span (GxSqlPrinter *printer, GxCriteria *self)
{
  gboolean is_next = self->op == GX_COMPARE_IN_NEXT;

  print_field (printer, self->field);
  print (printer, " between ");
  bind_number (printer, is_next ? printer->context.as_of : move_day (printer, self, -1));
  print (printer, " and ");
  bind_number (printer, is_next ? move_day (printer, self, 1) : printer->context.as_of);
  if (self->op == GX_COMPARE_NOT_FOR)
    print (printer, " is not true");
}

/* The gx_partial_day_key() of every day of the year, and of the lunar year, that comes round from the as-of
   day until @last. */
static char *
list_keys_until (GxSqlPrinter *printer, GxDay last)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (int kind = 0; kind < 3; kind++)
    for (int month = 1; month <= 12; month++)
      for (int day = 1; day <= 31; day++)
        {
          const GxPartialDay date = { 0, month, day, kind > 0, kind > 1 };
          GxDay next = gx_partial_day_next (&date, printer->context.as_of);
          gint64 key = gx_partial_day_key (&date);

          if (next != GX_NO_DAY && next <= last)
            g_array_append_val (keys, key);
        }
  return list_numbers ((const gint64 *) (void *) keys->data, keys->len);
}

static void
print_anniversary (GxSqlPrinter *printer, GxCriteria *self)
{
  char *keys = list_keys_until (printer, move_day (printer, self, 1));

  if (self->field->type == GX_FIELD_BIRTHDAY)
    {
      print_field (printer, self->field);
      print_among (printer, keys);
      return;
    }
  print_field (printer, self->field);
  print (printer, " < ");
  bind_number (printer, printer->context.as_of);
  print (printer, " and cast (strftime ('%m%d', ");
  print_field (printer, self->field);
  print (printer, " * 86400, 'unixepoch') as integer)");
  print_among (printer, keys);
}

static void
print_known (GxSqlPrinter *printer, GxCriteria *self)
{
  gboolean is_known = self->numbers[0] != 0;

  switch (self->field->type)
    {
    case GX_FIELD_TEXT:
      print (printer, "coalesce (");
      print_field (printer, self->field);
      print (printer, is_known ? ", '') <> ''" : ", '') = ''");
      break;
    case GX_FIELD_WORD:
    case GX_FIELD_SET:
      print_has_words (printer, self);
      print (printer, is_known ? "" : " is not true");
      break;
    case GX_FIELD_CHOICE:
    case GX_FIELD_NUMBER:
    case GX_FIELD_DECIMAL:
    case GX_FIELD_DAY:
    case GX_FIELD_BIRTHDAY:
      print_field (printer, self->field);
      print (printer, is_known ? " is not null" : " is null");
      break;
    case GX_FIELD_MONEY:
    case GX_FIELD_FLAG:
    default:
      g_assert_not_reached ();
    }
}

static void
print_compare (GxSqlPrinter *printer, GxCriteria *self)
{
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
    case GX_COMPARE_IN_NEXT:
      print_span (printer, self);
      break;
    case GX_COMPARE_ANNIVERSARY:
      print_anniversary (printer, self);
      break;
    case GX_COMPARE_KNOWN:
      print_known (printer, self);
      break;
    default:
      g_assert_not_reached ();
    }
  print (printer, ")");
}

/* Related things */

/* "sum (x.amount)", of the rows in the context's currency */
static void
print_added (GxSqlPrinter *printer, const char *function, const GxCriteriaField *field)
{
  print (printer, function);
  print (printer, " (");
  if (field->currency != NULL)
    {
      print (printer, "case when ");
      print_currency (printer, field);
      print (printer, " then ");
    }
  print_field (printer, field);
  print (printer, field->currency != NULL ? " end)" : ")");
}

static void
print_total_bound (GxSqlPrinter *printer, GxCriteria *self, gint64 bound, gboolean is_least)
{
  const GxCriteriaField *field = self->field;
  const char *compare = is_least ? " >= " : " <= ";
  gboolean is_money = field->type == GX_FIELD_MONEY;

  if (self->total == GX_TOTAL_SUM)
    {
      print (printer, " and coalesce (");
      print_added (printer, "sum", field);
      print (printer, ", 0)");
      print (printer, compare);
      bind_number (printer, is_money ? to_minor (printer->context.currency, bound, is_least) : bound);
      return;
    }
  print (printer, " and ");
  print_added (printer, "sum", field);
  print (printer, " * ");
  bind_number (printer, is_money ? minor_unit (printer->context.currency) : 1);
  print (printer, compare);
  bind_number (printer, bound);
  print (printer, " * ");
  print_added (printer, "count", field);
}

/* What is counted and added up of the related things: one truth value. */
static void
print_tally (GxSqlPrinter *printer, GxCriteria *self)
{
  print (printer, "count (*) >= ");
  bind_number (printer, self->numbers[0]);
  if (self->numbers[1] != G_MAXINT64)
    {
      print (printer, " and count (*) <= ");
      bind_number (printer, self->numbers[1]);
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
    print (printer, "1");

  printer->where = inner;
  printer->bound = inner_bound;
  if (printer->is_past && relation->day != NULL)
    {
      print (printer, " and ");
      print (printer, relation->day);
      print (printer, " <= ");
      bind_number (printer, printer->context.as_of);
    }
  if (self->children->len > 0)
    {
      print (printer, " and ");
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
  print (printer, "(");
  if (self->total == GX_TOTAL_NONE && (is_none || (least == 1 && most == G_MAXINT64)))
    {
      print (printer, is_none ? "not exists " : "exists ");
      print_related (printer, self, FALSE);
    }
  else
    print_related (printer, self, TRUE);
  print (printer, ")");
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
    print (printer, "1");
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
      print (printer, self->kind == GX_CRITERIA_ALL ? "1" : "0");
      return;
    }
  print (printer, "(");
  print_node (printer, self->children->pdata[first]);
  printer->stack += 2;
  for (guint i = 0; i < self->children->len && printer->error == NULL; i++)
    if (i != first)
      {
        print (printer, and);
        print_node (printer, self->children->pdata[i]);
      }
  printer->stack -= 2;
  print (printer, ")");
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
      print (printer, "(");
      print_node (printer, self->children->pdata[0]);
      print (printer, " is not true)");
      break;
    case GX_CRITERIA_COMPARE:
      print_compare (printer, self);
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

void
_gx_sql_printer_init (GxSqlPrinter *self, GxConnection *book, const GxCriteriaContext *context)
{
  self->book = book;
  self->context = gx_criteria_context_complete (book, context);
  self->is_past = self->context.as_of < gx_clock_today ();
  self->where = g_string_new (NULL);
  self->bound = g_array_new (FALSE, TRUE, sizeof (GxParameter));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->joins = g_ptr_array_new ();
  self->segments = g_array_new (FALSE, FALSE, sizeof (GxId));
}

void
_gx_sql_printer_clear (GxSqlPrinter *self)
{
  g_string_free (self->where, TRUE);
  g_array_unref (self->bound);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->joins);
  g_array_unref (self->segments);
  g_clear_error (&self->error);
}

gboolean
_gx_sql_print (GxSqlPrinter *self, GxCriteria *criteria)
{
  if (criteria != NULL)
    print_node (self, criteria);
  else
    print (self, "1");
  return self->error == NULL;
}

void
_gx_sql_expand (GxSqlPrinter *self, const char *text, GxId custom, GString *sql, GArray *bound)
{
  const struct { const char *mark; GxParameter value; } marks[] = {
    { ":as_of", { .type = 'i', .number = self->context.as_of } },
    { ":currency", { .type = 't', .text = self->context.currency } },
    { ":custom", { .type = 'i', .number = custom } },
  };
  const char *rest = text;
  const char *colon = NULL;

  while ((colon = strchr (rest, ':')) != NULL)
    {
      guint i = 0;

      while (i < G_N_ELEMENTS (marks) && !g_str_has_prefix (colon, marks[i].mark))
        i++;
      g_assert (i < G_N_ELEMENTS (marks));
      g_string_append_len (sql, rest, colon - rest);
      g_string_append_c (sql, '?');
      g_array_append_val (bound, marks[i].value);
      rest = colon + strlen (marks[i].mark);
    }
  g_string_append (sql, rest);
}
