/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-day.h"
#include "base/gx-partial-day.h"
#include "base/gx-text.h"
#include "world.h"

/* Reads a criteria in the plainest way, of one customer at a time. */

typedef struct {
  const Customer *customer;
  const Thing *thing;            /* NULL: the customer is asked for */
  GxDay as_of;
} Asked;

static gboolean fits (const Asked *asked, GxCriteria *node);

static gboolean
is_past (const Asked *asked)
{
  return asked->as_of < RANDOM_TODAY;
}

/* -- Values that are worked out */

static const Thing *
thing_at (const Customer *customer, guint i)
{
  return g_ptr_array_index (customer->things, i);
}

/* Sales until the as-of day: their days, in order. */
static GArray *
list_sales (const Asked *asked)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 day = RANDOM_TODAY - 600; day <= asked->as_of; day++)
    for (guint i = 0; i < asked->customer->things->len; i++)
      {
        const Thing *thing = thing_at (asked->customer, i);

        if (g_str_equal (thing->relation, "purchase") && record_number (thing->values, "day") == day
            && g_str_equal (record_text (thing->values, "kind"), "sale"))
          g_array_append_val (days, day);
      }
  return days;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  return *(const gint64 *) a < *(const gint64 *) b ? -1 : *(const gint64 *) a > *(const gint64 *) b;
}

static gint64
median_gap (GArray *days)
{
  g_autoptr (GArray) gaps = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 1; i < days->len; i++)
    {
      gint64 gap = g_array_index (days, gint64, i) - g_array_index (days, gint64, i - 1);

      if (gap > 0)
        g_array_append_val (gaps, gap);
    }
  if (gaps->len < 2)
    return UNKNOWN;
  g_array_sort (gaps, compare_numbers);
  return (g_array_index (gaps, gint64, gaps->len / 2)
          + g_array_index (gaps, gint64, (gaps->len - 1) / 2)) / 2;
}

static gint64
past_number (const Asked *asked, const char *name, gboolean *is_known_then)
{
  g_autoptr (GArray) sales = list_sales (asked);
  gint64 last = sales->len > 0 ? g_array_index (sales, gint64, sales->len - 1) : UNKNOWN;
  gint64 value = 0, talks = 0, last_talk = UNKNOWN, due = UNKNOWN, now = UNKNOWN;

  *is_known_then = TRUE;
  for (guint i = 0; i < asked->customer->things->len; i++)
    {
      const Thing *thing = thing_at (asked->customer, i);
      Record *r = thing->values;

      if (g_str_equal (thing->relation, "purchase") && record_number (r, "day") <= asked->as_of
          && g_str_equal (thing->currency, CURRENCY))
        value += record_number (r, "amount");
      if (g_str_equal (thing->relation, "event") && record_number (r, "day") <= asked->as_of
          && record_number (r, "reached")
          && strstr ("call visit meeting chat mail", record_text (r, "kind")) != NULL)
        {
          talks++;
          last_talk = MAX (last_talk, record_number (r, "day"));
        }
      if (g_str_equal (thing->relation, "task") && record_number (r, "due") != UNKNOWN
          && (record_number (r, "done_day") == UNKNOWN || record_number (r, "done_day") > asked->as_of)
          && (due == UNKNOWN || record_number (r, "due") < due))
        due = record_number (r, "due");
    }
  if (g_str_equal (name, "orders"))
    return sales->len;
  if (g_str_equal (name, "last_purchase"))
    return last;
  if (g_str_equal (name, "usual_interval"))
    return median_gap (sales);
  if (g_str_equal (name, "past_usual_interval"))
    return median_gap (sales) == UNKNOWN ? UNKNOWN : asked->as_of - last - median_gap (sales);
  if (g_str_equal (name, "value"))
    return value;
  if (g_str_equal (name, "conversations"))
    return talks;
  if (g_str_equal (name, "last_contact"))
    return last_talk;
  if (g_str_equal (name, "next_due"))
    return due;
  if (g_str_equal (name, "first_touch") || g_str_equal (name, "first_purchase"))
    {
      now = record_number (asked->customer->values, name);
      return now <= asked->as_of ? now : UNKNOWN;
    }
  *is_known_then = FALSE;
  return 0;
}

static gint64
get_age (const Asked *asked)
{
  const char *born = record_text (asked->customer->values, "birthday");
  GxPartialDay day = { 0 };
  int age = born != NULL && gx_partial_day_read (born, &day) ? gx_partial_day_age (&day, asked->as_of) : -1;

  return age < 0 ? UNKNOWN : age;
}

/* Of a task. */
static gint64
get_done (const Asked *asked, const char *name)
{
  Record *r = asked->thing->values;
  gint64 done = record_number (r, "done_day"), due = record_number (r, "due");

  if (is_past (asked) && done > asked->as_of)
    done = UNKNOWN;
  if (g_str_equal (name, "done_day"))
    return done;
  if (g_str_equal (name, "done"))
    return done != UNKNOWN;
  return done == UNKNOWN && due != UNKNOWN && due < asked->as_of;
}

static gint64
get_number (const Asked *asked, const char *name)
{
  Record *r = asked->customer->values;
  gboolean is_known_then = FALSE;
  gint64 then = 0, last = 0, usual = 0;

  if (asked->thing != NULL && g_str_equal (asked->thing->relation, "task")
      && (g_str_equal (name, "done_day") || g_str_equal (name, "done") || g_str_equal (name, "overdue")))
    return get_done (asked, name);
  if (asked->thing != NULL)
    return record_number (asked->thing->values, name);
  if (g_str_equal (name, "age"))
    return get_age (asked);
  if (is_past (asked))
    then = past_number (asked, name, &is_known_then);
  if (is_known_then)
    return then;
  last = record_number (r, "last_purchase");
  usual = record_number (r, "usual_interval");
  if (g_str_equal (name, "past_usual_interval"))
    return last == UNKNOWN || usual == UNKNOWN ? UNKNOWN : asked->as_of - last - usual;
  return record_number (r, name);
}

/* Of the first primary address, else of the first. */
static const char *
get_address_part (const Asked *asked, const char *name)
{
  const Thing *chosen = NULL;

  for (guint i = 0; i < asked->customer->things->len; i++)
    {
      const Thing *thing = thing_at (asked->customer, i);

      if (g_str_equal (thing->relation, "address")
          && (chosen == NULL || (!record_number (chosen->values, "primary")
                                 && record_number (thing->values, "primary"))))
        chosen = thing;
    }
  return chosen != NULL ? record_text (chosen->values, name) : NULL;
}

static const char *
get_text (const Asked *asked, const char *name)
{
  g_autofree char *as_text = g_strdup_printf ("%s text", name);

  if (asked->thing != NULL)
    return record_text (asked->thing->values, name);
  if (g_str_equal (name, "province") || g_str_equal (name, "district"))
    return get_address_part (asked, name);
  if (g_hash_table_contains (asked->customer->values, as_text))
    return record_text (asked->customer->values, as_text);
  return record_text (asked->customer->values, name);
}

/* -- Comparisons */

static gboolean
fits_text (const char *text, GxCriteria *node, gboolean folded)
{
  const char * const *wanted = gx_criteria_get_texts (node);
  g_autofree char *here = text == NULL ? NULL : folded ? gx_fold (text) : g_strdup (text);

  if (gx_criteria_get_operator (node) == GX_COMPARE_KNOWN)
    return (text != NULL && *text != '\0') == (gx_criteria_get_numbers (node, NULL)[0] != 0);
  for (guint i = 0; here != NULL && wanted[i] != NULL; i++)
    {
      g_autofree char *there = folded ? gx_fold (wanted[i]) : g_strdup (wanted[i]);

      if (gx_criteria_get_operator (node) == GX_COMPARE_IS ? g_str_equal (here, there)
          : strstr (here, there) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
fits_tags (const Customer *customer, GxCriteria *node)
{
  gboolean wants_none = gx_criteria_get_operator (node) == GX_COMPARE_KNOWN
                        && gx_criteria_get_numbers (node, NULL)[0] == 0;

  for (int i = 0; i < N_WORDS; i++)
    if (customer->tags[i] && world_words[i] != NULL && (wants_none || fits_text (world_words[i], node, TRUE)))
      return !wants_none;
  return wants_none;
}

static GxDay
move_day (GxDay day, const gint64 *span, int direction)
{
  int count = (int) span[0] * direction;

  if (span[1] == GX_SPAN_DAYS || span[1] == GX_SPAN_WEEKS)
    return day + count * (span[1] == GX_SPAN_WEEKS ? 7 : 1);
  return gx_day_add_months (day, count * (span[1] == GX_SPAN_YEARS ? 12 : 1));
}

static gboolean
comes_round (const Asked *asked, const GxPartialDay *date, const gint64 *span)
{
  GxDay next = gx_partial_day_next (date, asked->as_of);

  return next != GX_NO_DAY && next <= move_day (asked->as_of, span, 1);
}

static gboolean
fits_birthday (const Asked *asked, GxCriteria *node)
{
  const char *born = record_text (asked->customer->values, "birthday");
  GxPartialDay day = { 0 };
  gboolean is_known = born != NULL && gx_partial_day_read (born, &day) && day.month != 0 && day.day != 0;
  const gint64 *numbers = gx_criteria_get_numbers (node, NULL);

  if (gx_criteria_get_operator (node) == GX_COMPARE_KNOWN)
    return is_known == (numbers[0] != 0);
  return is_known && comes_round (asked, &day, numbers);
}

static gboolean
has_anniversary (const Asked *asked, gint64 day, const gint64 *span)
{
  GxPartialDay date = { 0 };
  int year = 0;

  if (day == UNKNOWN || day >= asked->as_of)
    return FALSE;
  gx_day_split ((GxDay) day, &year, &date.month, &date.day);
  return comes_round (asked, &date, span);
}

static gboolean
is_in_range (gint64 number, const gint64 *bounds)
{
  return (bounds[0] == G_MININT64 || number >= bounds[0]) && (bounds[1] == G_MAXINT64 || number <= bounds[1]);
}

static gboolean
fits_number (const Asked *asked, gint64 number, GxCriteria *node, gint64 scale)
{
  guint n = 0;
  const gint64 *wanted = gx_criteria_get_numbers (node, &n);
  gboolean is_known = number != UNKNOWN;

  switch (gx_criteria_get_operator (node))
    {
    case GX_COMPARE_KNOWN:
      return is_known == (wanted[0] != 0);
    case GX_COMPARE_WITHIN:
      return is_known && number >= move_day (asked->as_of, wanted, -1) && number <= asked->as_of;
    case GX_COMPARE_NOT_FOR:
      return !(is_known && number >= move_day (asked->as_of, wanted, -1) && number <= asked->as_of);
    case GX_COMPARE_IN_NEXT:
      return is_known && number >= asked->as_of && number <= move_day (asked->as_of, wanted, 1);
    case GX_COMPARE_ANNIVERSARY:
      return has_anniversary (asked, number, wanted);
    case GX_COMPARE_RANGE:
      return is_known && is_in_range (number * scale, wanted);
    case GX_COMPARE_IS:
      for (guint i = 0; i < n; i++)
        if (is_known && number == wanted[i])
          return TRUE;
      return FALSE;
    case GX_COMPARE_CONTAINS:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
is_in_currency (const Asked *asked)
{
  return asked->thing == NULL || g_str_equal (asked->thing->currency, CURRENCY);
}

static gboolean
fits_compare (const Asked *asked, GxCriteria *node)
{
  const GxCriteriaField *field = gx_criteria_get_field (node);

  switch (field->type)
    {
    case GX_FIELD_TEXT:
    case GX_FIELD_WORD:
      return fits_text (get_text (asked, field->name), node, TRUE);
    case GX_FIELD_CHOICE:
      return fits_text (get_text (asked, field->name), node, FALSE);
    case GX_FIELD_SET:
      return fits_tags (asked->customer, node);
    case GX_FIELD_BIRTHDAY:
      return fits_birthday (asked, node);
    case GX_FIELD_MONEY: /* minor units of CNY as decimals × 10^6 */
      return is_in_currency (asked) && fits_number (asked, get_number (asked, field->name), node, 10000);
    case GX_FIELD_NUMBER:
    case GX_FIELD_DECIMAL:
    case GX_FIELD_DAY:
    case GX_FIELD_FLAG:
      return fits_number (asked, get_number (asked, field->name), node, 1);
    default:
      g_assert_not_reached ();
    }
}

/* -- Related things */

/* Whether it had happened by the as-of day, where that is known. */
static gboolean
had_happened (const Asked *asked, const Thing *thing)
{
  return !is_past (asked) || !g_hash_table_contains (thing->values, "day")
         || record_number (thing->values, "day") <= asked->as_of;
}

static gboolean
fits_total (GxCriteria *node, gint64 sum, gint64 added)
{
  const gint64 *bounds = gx_criteria_get_numbers (node, NULL) + 2;

  if (gx_criteria_get_total (node) == GX_TOTAL_SUM)
    return is_in_range (sum, bounds);
  return added > 0 && (bounds[0] == G_MININT64 || sum >= bounds[0] * added)
         && (bounds[1] == G_MAXINT64 || sum <= bounds[1] * added);
}

static gboolean
fits_has (const Asked *asked, GxCriteria *node)
{
  const gint64 *bounds = gx_criteria_get_numbers (node, NULL);
  const GxCriteriaField *field = gx_criteria_get_field (node);
  gint64 count = 0, sum = 0, added = 0;

  for (guint i = 0; i < asked->customer->things->len; i++)
    {
      const Asked each = { asked->customer, thing_at (asked->customer, i), asked->as_of };

      if (!g_str_equal (each.thing->relation, gx_criteria_get_relation (node)->name)
          || !had_happened (asked, each.thing)
          || (gx_criteria_get_n_children (node) > 0 && !fits (&each, gx_criteria_get_child (node, 0))))
        continue;
      count++;
      if (gx_criteria_get_total (node) == GX_TOTAL_NONE
          || (field->type == GX_FIELD_MONEY && !is_in_currency (&each)))
        continue;
      added++;
      sum += get_number (&each, field->name) * (field->type == GX_FIELD_MONEY ? 10000 : 1);
    }
  return count >= bounds[0] && count <= bounds[1]
         && (gx_criteria_get_total (node) == GX_TOTAL_NONE || fits_total (node, sum, added));
}

/* -- The tree */

static gboolean
fits_segment (const Asked *asked, GxId segment)
{
  g_autoptr (GxCriteria) criteria = gx_criteria_from_json (world_segments[segment - RANDOM_SEGMENT], NULL);

  return fits (asked, criteria);
}

static gboolean
fits (const Asked *asked, GxCriteria *node)
{
  gboolean is_any = gx_criteria_get_kind (node) == GX_CRITERIA_ANY;

  switch (gx_criteria_get_kind (node))
    {
    case GX_CRITERIA_ALL:
    case GX_CRITERIA_ANY:
      for (guint i = 0; i < gx_criteria_get_n_children (node); i++)
        if (fits (asked, gx_criteria_get_child (node, i)) == is_any)
          return is_any;
      return !is_any;
    case GX_CRITERIA_NOT:
      return !fits (asked, gx_criteria_get_child (node, 0));
    case GX_CRITERIA_COMPARE:
      return fits_compare (asked, node);
    case GX_CRITERIA_HAS:
      return fits_has (asked, node);
    case GX_CRITERIA_SEGMENT:
      return fits_segment (asked, gx_criteria_get_segment (node));
    default:
      g_assert_not_reached ();
    }
}

gboolean
world_fits (const Customer *customer, GxCriteria *criteria, GxDay as_of)
{
  const Asked asked = { customer, NULL, as_of };

  return fits (&asked, criteria);
}
