/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-sql-printer.h"

#include "base/gx-day.h"
#include "base/gx-partial-day.h"
#include "base/gx-text.h"
#include "store/gx-self.h"

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
      _gx_sql_put_among (printer, _gx_sql_list_texts (texts));
      return;
    }
  _gx_sql_put (printer, " = ");
  _gx_sql_put_text (printer, g_strdup (texts[0]));
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
  _gx_sql_put_among_numbers (printer, codes, n);
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

static gboolean
asks_for_self (GxCriteria *self)
{
  for (guint i = 0; self->texts[i] != NULL; i++)
    if (_gx_criteria_field_means_self (self->field, self->texts[i]))
      return TRUE;
  return FALSE;
}

/* The rows of word or member that are meant: a select of ids. */
static void
print_words (GxSqlPrinter *printer, GxCriteria *self)
{
  g_string_append_printf (printer->where, "select w.id from %s w where ", self->field->names);
  if (self->op == GX_COMPARE_KNOWN)
    {
      _gx_sql_put (printer, "w.name is not null");
      return;
    }
  _gx_sql_put (printer, "gx_fold (w.name)");
  print_among_texts (printer, self, TRUE);
  if (asks_for_self (self))
    {
      _gx_sql_put (printer, " or w.id = ");
      _gx_sql_put_number (printer, gx_self_get_id ());
    }
}

/* Who has such a word: of the customer, or of the related thing. */
static void
print_has_words (GxSqlPrinter *printer, GxCriteria *self)
{
  if (self->field->type == GX_FIELD_SET)
    {
      _gx_sql_put (printer, "f.customer_id in (");
      _gx_sql_expand (printer, self->field->expression, 0, printer->where, printer->bound);
      _gx_sql_put (printer, " in (");
    }
  else
    {
      _gx_sql_put_field (printer, self->field);
      _gx_sql_put (printer, " in (");
    }
  print_words (printer, self);
  _gx_sql_put (printer, self->field->type == GX_FIELD_SET ? "))" : ")");
}

static void
print_is (GxSqlPrinter *printer, GxCriteria *self)
{
  const GxCriteriaField *field = self->field;

  switch (field->type)
    {
    case GX_FIELD_TEXT:
      _gx_sql_put (printer, "gx_fold");
      _gx_sql_put_field (printer, field);
      print_among_texts (printer, self, TRUE);
      break;
    case GX_FIELD_CHOICE:
      _gx_sql_put_field (printer, field);
      if (field->is_coded)
        print_among_codes (printer, self);
      else
        print_among_texts (printer, self, FALSE);
      break;
    case GX_FIELD_NUMBER:
      _gx_sql_put_field (printer, field);
      _gx_sql_put_among_numbers (printer, self->numbers, self->n_numbers);
      break;
    case GX_FIELD_FLAG:
      _gx_sql_put (printer, self->numbers[0] ? "" : "not ");
      _gx_sql_put_field (printer, field);
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
      _gx_sql_put (printer, "instr (gx_fold");
      _gx_sql_put_field (printer, self->field);
      _gx_sql_put (printer, ", ");
      _gx_sql_put_text (printer, g_strdup (folded[0]));
      _gx_sql_put (printer, ") > 0");
      return;
    }
  _gx_sql_put (printer, "exists (select 1 from json_each (");
  _gx_sql_put_text (printer, _gx_sql_list_texts (folded));
  _gx_sql_put (printer, ") j where instr (gx_fold");
  _gx_sql_put_field (printer, self->field);
  _gx_sql_put (printer, ", j.value) > 0)");
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
      _gx_sql_put_currency (printer, field);
      and = " and ";
    }
  if (self->numbers[0] != G_MININT64)
    {
      _gx_sql_put (printer, and);
      _gx_sql_put_field (printer, field);
      _gx_sql_put (printer, " >= ");
      _gx_sql_put_number (printer, is_money ? _gx_sql_to_minor (currency, self->numbers[0], TRUE)
                                            : self->numbers[0]);
      and = " and ";
    }
  if (self->numbers[1] != G_MAXINT64)
    {
      _gx_sql_put (printer, and);
      _gx_sql_put_field (printer, field);
      _gx_sql_put (printer, " <= ");
      _gx_sql_put_number (printer, is_money ? _gx_sql_to_minor (currency, self->numbers[1], FALSE)
                                            : self->numbers[1]);
    }
}

static void
print_span (GxSqlPrinter *printer, GxCriteria *self)
{
  gboolean is_next = self->op == GX_COMPARE_IN_NEXT;

  _gx_sql_put_field (printer, self->field);
  _gx_sql_put (printer, " between ");
  _gx_sql_put_number (printer, is_next ? printer->context.as_of : move_day (printer, self, -1));
  _gx_sql_put (printer, " and ");
  _gx_sql_put_number (printer, is_next ? move_day (printer, self, 1) : printer->context.as_of);
  if (self->op == GX_COMPARE_NOT_FOR)
    _gx_sql_put (printer, " is not true");
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
  return _gx_sql_list_numbers ((const gint64 *) (void *) keys->data, keys->len);
}

static void
print_anniversary (GxSqlPrinter *printer, GxCriteria *self)
{
  char *keys = list_keys_until (printer, move_day (printer, self, 1));

  if (self->field->type == GX_FIELD_BIRTHDAY)
    {
      _gx_sql_put_field (printer, self->field);
      _gx_sql_put_among (printer, keys);
      return;
    }
  _gx_sql_put_field (printer, self->field);
  _gx_sql_put (printer, " < ");
  _gx_sql_put_number (printer, printer->context.as_of);
  _gx_sql_put (printer, " and cast (strftime ('%m%d', ");
  _gx_sql_put_field (printer, self->field);
  _gx_sql_put (printer, " * 86400, 'unixepoch') as integer)");
  _gx_sql_put_among (printer, keys);
}

static void
print_known (GxSqlPrinter *printer, GxCriteria *self)
{
  gboolean is_known = self->numbers[0] != 0;

  switch (self->field->type)
    {
    case GX_FIELD_TEXT:
      _gx_sql_put (printer, "coalesce (");
      _gx_sql_put_field (printer, self->field);
      _gx_sql_put (printer, is_known ? ", '') <> ''" : ", '') = ''");
      break;
    case GX_FIELD_WORD:
    case GX_FIELD_SET:
      print_has_words (printer, self);
      _gx_sql_put (printer, is_known ? "" : " is not true");
      break;
    case GX_FIELD_CHOICE:
    case GX_FIELD_NUMBER:
    case GX_FIELD_DECIMAL:
    case GX_FIELD_DAY:
    case GX_FIELD_BIRTHDAY:
      _gx_sql_put_field (printer, self->field);
      _gx_sql_put (printer, is_known ? " is not null" : " is null");
      break;
    case GX_FIELD_MONEY:
    case GX_FIELD_FLAG:
    default:
      g_assert_not_reached ();
    }
}

void
_gx_sql_put_compare (GxSqlPrinter *printer, GxCriteria *self)
{
  _gx_sql_put (printer, "(");
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
  _gx_sql_put (printer, ")");
}
