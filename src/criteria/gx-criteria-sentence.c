/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-day.h"
#include "base/gx-money.h"
#include "base/gx-phrase.h"
#include "criteria/gx-criteria-catalogue.h"
#include "criteria/gx-criteria-private.h"

/*
 * A criteria in the reader's words: "Lifecycle is dormant or lapsed, and at least 2 purchases (sale, in the
 * last 90 days) adding up to at least ¥10,000".
 * A comparison is a label and a predicate: "value" "at least ¥1,000"; some labels go without saying.
 */

typedef struct {
  const char *currency;            /* of money that says none itself */
  GxCriteriaCatalogue *catalogue;  /* may be NULL */
  gboolean is_related;             /* of related things, not of customers */
} Speaker;

static char *say (const Speaker *speaker, GxCriteria *self, gboolean is_inside);

/* "Last contact" within a sentence: "last contact"; "VIP" stays. */
static char *
begin_small (const char *label)
{
  gunichar first = g_utf8_get_char (label);
  gunichar second = *label != '\0' ? g_utf8_get_char (g_utf8_next_char (label)) : 0;
  GString *text = NULL;

  if (!g_unichar_isupper (first) || g_unichar_isupper (second))
    return g_strdup (label);
  text = g_string_new (NULL);
  g_string_append_unichar (text, g_unichar_tolower (first));
  g_string_append (text, g_utf8_next_char (label));
  return g_string_free (text, FALSE);
}

/* Also behind a bracket. */
static char *
begin_great (char *text)
{
  gsize length = strspn (text, "(");
  const char *first = text + length;
  GString *great = g_string_new_len (text, length);

  g_string_append_unichar (great, g_unichar_toupper (g_utf8_get_char (first)));
  g_string_append (great, *first != '\0' ? g_utf8_next_char (first) : "");
  g_free (text);
  return g_string_free (great, FALSE);
}

/* What a field is called in the middle of a sentence; people's own names for fields stay as they are. */
static char *
say_label (const Speaker *speaker, GxCriteria *self)
{
  const GxCriteriaField *field = gx_criteria_get_field (self);
  const GxCriteriaField *known = gx_criteria_catalogue_find_field (speaker->catalogue, NULL, field->name);

  if (field->custom != 0 && known != NULL)
    return g_strdup (gx_criteria_field_get_label (known));
  return begin_small (gx_criteria_field_get_label (field));
}

/* "A, B or C" */
static char *
join_alternatives (GPtrArray *words)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      if (i > 0)
        /* Translators: between the last two of several, "dormant or lapsed"; and between others, "new,
           dormant or lapsed" */
        g_string_append (text, i + 1 == words->len ? C_("criteria", " or ") : C_("criteria list", ", "));
      g_string_append (text, g_ptr_array_index (words, i));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
say_texts (GxCriteria *self)
{
  const GxCriteriaField *field = gx_criteria_get_field (self);
  const char * const *texts = gx_criteria_get_texts (self);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; texts[i] != NULL; i++)
    if (field->phrases != NULL && gx_phrase_is_key (field->phrases, texts[i]))
      g_ptr_array_add (words, begin_small (gx_phrase (field->phrases, texts[i])));
    else if (_gx_criteria_field_means_self (field, texts[i]))
      /* Translators: a member, as in "owner is me": whoever sits here */
      g_ptr_array_add (words, g_strdup (C_("criteria member", "me")));
    else
      /* Translators: something that somebody typed: “VIP” */
      g_ptr_array_add (words, g_strdup_printf (_("“%s”"), texts[i]));
  return join_alternatives (words);
}

static char *
say_numbers (GxCriteria *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  guint n = 0;
  const gint64 *numbers = gx_criteria_get_numbers (self, &n);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (words, gx_count_format (numbers[i]));
  return join_alternatives (words);
}

/* -- Predicates -- */

static char *
say_money (const char *currency, gint64 micro)
{
  gint64 magnitude = ABS (micro);
  const char *sign = micro < 0 ? "−" : "";
  /* Translators: whether large amounts are said in ten thousands, as in Chinese: "yes" or "no" */
  gboolean has_wan = g_str_equal (C_("amounts in ten thousands", "no"), "yes");
  g_autofree char *decimal = NULL;

  if (has_wan && magnitude >= 10000 * GX_MICRO && magnitude % (100 * GX_MICRO) == 0)
    {
      decimal = gx_decimal_format (magnitude / 10000);
      return g_strdup_printf ("%s%s%s 万", sign, gx_currency_symbol (currency), decimal);
    }
  decimal = gx_decimal_format (magnitude);
  return g_strconcat (sign, gx_currency_symbol (currency), decimal, NULL);
}

/* A number of the field's kind, with its unit: "¥1,000", "3 days"; nothing where the range is open. */
static char *
say_bound (const Speaker *speaker, const GxCriteriaField *field, gint64 number)
{
  g_autofree char *count = NULL;

  if (number == G_MININT64 || number == G_MAXINT64)
    return g_strdup ("");
  switch (field->type)
    {
    case GX_FIELD_MONEY:
      return say_money (speaker->currency, number);
    case GX_FIELD_DAY:
      return gx_day_format ((GxDay) number);
    case GX_FIELD_DECIMAL:
      return gx_decimal_format (number);
    case GX_FIELD_NUMBER:
    case GX_FIELD_TEXT:
    case GX_FIELD_CHOICE:
    case GX_FIELD_WORD:
    case GX_FIELD_SET:
    case GX_FIELD_BIRTHDAY:
    case GX_FIELD_FLAG:
    default:
      count = gx_count_format (number);
      if (field->unit == NULL)
        return g_steal_pointer (&count);
      /* Translators: a number and its unit: "30 days" */
      return g_strdup_printf (C_("criteria unit", "%1$s %2$s"), count, gettext (field->unit));
    }
}

static char *
say_day_range (const gint64 *bounds, const char *least, const char *most)
{
  if (bounds[0] == bounds[1])
    /* Translators: %s is a day; before it may stand what happens then ("first touch") */
    return g_strdup_printf (_("on %s"), least);
  if (bounds[1] == G_MAXINT64)
    /* Translators: %s is a day; before it may stand what happens then ("first touch") */
    return g_strdup_printf (_("on %s or later"), least);
  if (bounds[0] == G_MININT64)
    /* Translators: %s is a day; before it may stand what happens then ("first touch") */
    return g_strdup_printf (_("on %s or earlier"), most);
  /* Translators: %1$s and %2$s are days; before them may stand what happens then ("first touch") */
  return g_strdup_printf (_("from %1$s to %2$s"), least, most);
}

static char *
say_range (const Speaker *speaker, const GxCriteriaField *field, const gint64 *bounds)
{
  g_autofree char *least = say_bound (speaker, field, bounds[0]);
  g_autofree char *most = say_bound (speaker, field, bounds[1]);

  if (field->type == GX_FIELD_DAY)
    return say_day_range (bounds, least, most);
  if (bounds[0] == bounds[1])
    /* Translators: %s is a number or an amount; before it stands of what ("orders") */
    return g_strdup_printf (C_("criteria amount", "exactly %s"), least);
  if (bounds[1] == G_MAXINT64)
    /* Translators: %s is a number or an amount; before it stands of what ("orders") */
    return g_strdup_printf (C_("criteria amount", "at least %s"), least);
  if (bounds[0] == G_MININT64)
    /* Translators: %s is a number or an amount; before it stands of what ("orders") */
    return g_strdup_printf (C_("criteria amount", "at most %s"), most);
  /* Translators: %1$s and %2$s are numbers or amounts; before them stands of what ("orders") */
  return g_strdup_printf (C_("criteria amount", "between %1$s and %2$s"), least, most);
}

static char *
say_span (gint64 count, gint64 unit)
{
  int n = (int) count;

  switch ((GxSpanUnit) unit)
    {
    case GX_SPAN_WEEKS:
      /* Translators: %d is a number */
      return g_strdup_printf (ngettext ("%d week", "%d weeks", n), n);
    case GX_SPAN_MONTHS:
      /* Translators: %d is a number */
      return g_strdup_printf (ngettext ("%d month", "%d months", n), n);
    case GX_SPAN_YEARS:
      /* Translators: %d is a number */
      return g_strdup_printf (ngettext ("%d year", "%d years", n), n);
    case GX_SPAN_DAYS:
    default:
      /* Translators: %d is a number */
      return g_strdup_printf (ngettext ("%d day", "%d days", n), n);
    }
}

static char *
say_last (const char *span, gboolean is_denied)
{
  return g_strdup_printf (is_denied
                          /* Translators: %s is "90 days"; before it may stand what ("last contact") */
                          ? _("not in the last %s")
                          /* Translators: %s is "90 days"; before it may stand what ("last contact") */
                          : _("in the last %s"), span);
}

static char *
say_next (const char *span, gboolean is_denied)
{
  return g_strdup_printf (is_denied
                          /* Translators: %s is "7 days"; before it may stand what ("next task due") */
                          ? _("not in the next %s")
                          /* Translators: %s is "7 days"; before it may stand what ("next task due") */
                          : _("in the next %s"), span);
}

static char *
say_anniversary (const char *span, gboolean is_denied)
{
  return g_strdup_printf (is_denied
                          /* Translators: %s is "7 days"; before it stands of which day ("first purchase") */
                          ? _("without an anniversary in the next %s")
                          /* Translators: %s is "7 days"; before it stands of which day ("first purchase") */
                          : _("with an anniversary in the next %s"), span);
}

static char *
say_span_predicate (GxCriteria *self, gboolean is_denied)
{
  const gint64 *numbers = gx_criteria_get_numbers (self, NULL);
  g_autofree char *span = say_span (numbers[0], numbers[1]);
  gboolean is_birthday = gx_criteria_get_field (self)->type == GX_FIELD_BIRTHDAY;

  switch (gx_criteria_get_operator (self))
    {
    case GX_COMPARE_NOT_FOR:
      if (is_denied)
        return say_last (span, FALSE);
      /* Translators: %s is "3 months"; before it may stand what happened then ("last contact") */
      return g_strdup_printf (_("over %s ago or never"), span);
    case GX_COMPARE_IN_NEXT:
      return say_next (span, is_denied);
    case GX_COMPARE_ANNIVERSARY:
      return is_birthday ? say_next (span, is_denied) : say_anniversary (span, is_denied);
    case GX_COMPARE_WITHIN:
    case GX_COMPARE_IS:
    case GX_COMPARE_CONTAINS:
    case GX_COMPARE_RANGE:
    case GX_COMPARE_KNOWN:
    default:
      return say_last (span, is_denied);
    }
}

/* -- One comparison -- */

static char *
say_flag (const Speaker *speaker, GxCriteria *self, gboolean is_true)
{
  const GxCriteriaField *field = gx_criteria_get_field (self);
  g_autofree char *label = say_label (speaker, self);

  if (field->custom != 0)
    return g_strdup_printf (is_true
                            /* Translators: %s is a field that people of the book added ("Has a shop") */
                            ? _("%s is “yes”")
                            /* Translators: %s is a field that people of the book added ("Has a shop") */
                            : _("%s is “no”"), label);
  if (is_true)
    return g_steal_pointer (&label);
  if (field->opposite != NULL)
    return begin_small (gettext (field->opposite));
  /* Translators: %s is something that may be so or not: "done" */
  return g_strdup_printf (_("not %s"), label);
}

static char *
say_is (GxCriteria *self, gboolean is_denied)
{
  const GxCriteriaField *field = gx_criteria_get_field (self);
  g_autofree char *what = field->type == GX_FIELD_NUMBER ? say_numbers (self) : say_texts (self);

  if (field->is_unsaid && !is_denied)
    return g_steal_pointer (&what);
  if (field->is_unsaid)
    /* Translators: %s is what something is not: "sale" */
    return g_strdup_printf (C_("criteria is", "not %s"), what);
  return g_strdup_printf (is_denied
                          /* Translators: %s is what something is not ("dormant"); before it stands what */
                          ? C_("criteria is", "is not %s")
                          /* Translators: %s is what something is ("dormant"); before it stands what */
                          : C_("criteria is", "is %s"), what);
}

static char *
say_contains (GxCriteria *self, gboolean is_denied)
{
  g_autofree char *what = say_texts (self);

  return g_strdup_printf (is_denied
                          /* Translators: %s is what does not stand in a text (“Ltd”); before it stands in
                             which */
                          ? _("does not contain %s")
                          /* Translators: %s is what stands in a text (“Ltd”); before it stands in which */
                          : _("contains %s"), what);
}

static char *
say_predicate (const Speaker *speaker, GxCriteria *self, gboolean is_denied)
{
  const gint64 *numbers = gx_criteria_get_numbers (self, NULL);

  switch (gx_criteria_get_operator (self))
    {
    case GX_COMPARE_IS:
      return say_is (self, is_denied);
    case GX_COMPARE_CONTAINS:
      return say_contains (self, is_denied);
    case GX_COMPARE_RANGE:
      return say_range (speaker, gx_criteria_get_field (self), numbers);
    case GX_COMPARE_KNOWN:
      /* Translators: before it stands what is or is not known ("source") */
      return g_strdup ((numbers[0] != 0) != is_denied ? _("known") : _("not known"));
    case GX_COMPARE_WITHIN:
    case GX_COMPARE_NOT_FOR:
    case GX_COMPARE_IN_NEXT:
    case GX_COMPARE_ANNIVERSARY:
    default:
      return say_span_predicate (self, is_denied);
    }
}

static char *
say_comparison (const Speaker *speaker, GxCriteria *self, gboolean is_denied)
{
  const GxCriteriaField *field = gx_criteria_get_field (self);
  GxCompareOperator op = gx_criteria_get_operator (self);
  g_autofree char *predicate = NULL, *label = NULL;

  if (field->type == GX_FIELD_FLAG && op == GX_COMPARE_IS)
    return say_flag (speaker, self, (gx_criteria_get_numbers (self, NULL)[0] != 0) != is_denied);
  predicate = say_predicate (speaker, self, is_denied);
  if (field->is_unsaid && op != GX_COMPARE_CONTAINS && op != GX_COMPARE_KNOWN)
    return g_steal_pointer (&predicate);
  label = say_label (speaker, self);
  /* Translators: %1$s is a field ("last contact"), %2$s what is asked of it ("in the last 90 days") */
  return g_strdup_printf (C_("criteria", "%1$s %2$s"), label, predicate);
}

/* Whether "not" goes into the predicate. A range that is denied fits the unknown, too, which "less than" would
   not say. */
static gboolean
can_deny (GxCriteria *self)
{
  return gx_criteria_get_operator (self) != GX_COMPARE_RANGE;
}

/* -- Related things -- */

static char *
count_things (const GxCriteriaRelation *relation, gint64 n)
{
  g_autofree char *count = gx_count_format (n);
  g_autoptr (GString) text = g_string_new (ngettext (relation->one, relation->many, (gulong) n));

  g_string_replace (text, "%s", count, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "at least 3 purchases" */
static char *
say_count (const GxCriteriaRelation *relation, gint64 least, gint64 most)
{
  g_autofree char *low = gx_count_format (least), *things = NULL;

  if (most == 0)
    return g_strdup (gettext (relation->none));
  if (most == G_MAXINT64 && least == 1)
    return g_strdup (gettext (relation->some));
  if (most == G_MAXINT64 && least <= 0)
    {
      things = begin_small (gettext (relation->label));
      /* Translators: %s is "purchases": however many, none included */
      return g_strdup_printf (_("any number of %s"), things);
    }
  things = count_things (relation, most == G_MAXINT64 ? least : most);
  if (most == G_MAXINT64)
    /* Translators: %s is "3 purchases" */
    return g_strdup_printf (C_("criteria count", "at least %s"), things);
  if (least == most)
    /* Translators: %s is "3 purchases" */
    return g_strdup_printf (C_("criteria count", "exactly %s"), things);
  if (least <= 0)
    /* Translators: %s is "3 purchases" */
    return g_strdup_printf (C_("criteria count", "at most %s"), things);
  /* Translators: %1$s is a number, %2$s is "3 purchases" */
  return g_strdup_printf (C_("criteria count", "%1$s to %2$s"), low, things);
}

/* " with a total amount of at least ¥1,000" */
static char *
say_total (const Speaker *speaker, GxCriteria *self)
{
  g_autofree char *label = say_label (speaker, self);
  g_autofree char *range = say_range (speaker, gx_criteria_get_field (self),
                                      gx_criteria_get_numbers (self, NULL) + 2);

  if (gx_criteria_get_total (self) == GX_TOTAL_AVERAGE)
    /* Translators: %1$s is what related things have ("amount"), %2$s is "at least ¥100"; before it stands
       "at least 3 purchases" */
    return g_strdup_printf (_(" with an average %1$s of %2$s"), label, range);
  /* Translators: %1$s is what related things have ("amount"), %2$s is "at least ¥100"; before it stands
     "at least 3 purchases" */
  return g_strdup_printf (_(" with a total %1$s of %2$s"), label, range);
}

static char *
say_has (const Speaker *speaker, GxCriteria *self, gboolean is_denied)
{
  const GxCriteriaRelation *relation = gx_criteria_get_relation (self);
  const gint64 *numbers = gx_criteria_get_numbers (self, NULL);
  const Speaker inner = { speaker->currency, speaker->catalogue, TRUE };
  g_autofree char *count = say_count (relation, numbers[0], is_denied ? 0 : numbers[1]);
  g_autofree char *total = gx_criteria_get_total (self) != GX_TOTAL_NONE ? say_total (speaker, self) : NULL;
  g_autofree char *where = NULL;

  if (gx_criteria_get_n_children (self) == 0)
    return g_strconcat (count, total, NULL);
  where = say (&inner, gx_criteria_get_child (self, 0), FALSE);
  /* Translators: %1$s is what a customer has ("at least 3 purchases"), %2$s what they are like ("sale, in the
     last 90 days"), %3$s is empty or goes on with " with a total amount of at least ¥1,000" */
  return g_strdup_printf (_("%1$s (%2$s)%3$s"), count, where, total != NULL ? total : "");
}

/* Whether "has" and "has not" are all there is to say. */
static gboolean
is_plain_has (GxCriteria *self)
{
  const gint64 *numbers = gx_criteria_get_numbers (self, NULL);

  return gx_criteria_get_total (self) == GX_TOTAL_NONE && numbers[0] == 1 && numbers[1] == G_MAXINT64;
}

/* -- Segments -- */

static char *
say_segment (const Speaker *speaker, GxCriteria *self, gboolean is_denied)
{
  GxId id = gx_criteria_get_segment (self);
  const char *name = gx_criteria_catalogue_find_segment (speaker->catalogue, id);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  if (name == NULL)
    name = number;
  return g_strdup_printf (is_denied
                          /* Translators: %s is a segment's name */
                          ? _("not in “%s”")
                          /* Translators: %s is a segment's name */
                          : _("in “%s”"), name);
}

/* -- Groups -- */

static char *
say_group (const Speaker *speaker, GxCriteria *self, gboolean is_inside)
{
  gboolean is_all = gx_criteria_get_kind (self) == GX_CRITERIA_ALL;
  guint n = gx_criteria_get_n_children (self);
  g_autoptr (GString) text = g_string_new (NULL);

  if (n == 0 && speaker->is_related)
    return g_strdup (is_all ? C_("related", "of any kind") : C_("related", "of no kind"));
  if (n == 0)
    return g_strdup (is_all ? _("everybody") : _("nobody"));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *part = say (speaker, gx_criteria_get_child (self, i), n > 1 || is_inside);

      if (i > 0 && is_all)
        /* Translators: between conditions that all must be so: before the last one, and between others */
        g_string_append (text, i + 1 == n ? C_("criteria all", " and ") : C_("criteria all", ", "));
      else if (i > 0)
        /* Translators: between conditions of which one must be so: before the last one, and between others */
        g_string_append (text, i + 1 == n ? C_("criteria any", " or ") : C_("criteria any", ", "));
      g_string_append (text, part);
    }
  if (!is_inside || n == 1)
    return g_string_free (g_steal_pointer (&text), FALSE);
  /* Translators: %s is several conditions that belong together */
  return g_strdup_printf (_("(%s)"), text->str);
}

static char *
say_not (const Speaker *speaker, GxCriteria *child, gboolean is_inside)
{
  GxCriteriaKind kind = gx_criteria_get_kind (child);
  g_autofree char *text = NULL;

  if (kind == GX_CRITERIA_COMPARE && can_deny (child))
    return say_comparison (speaker, child, TRUE);
  if (kind == GX_CRITERIA_HAS && is_plain_has (child))
    return say_has (speaker, child, TRUE);
  if (kind == GX_CRITERIA_SEGMENT)
    return say_segment (speaker, child, TRUE);
  if (kind == GX_CRITERIA_NOT)
    return say (speaker, gx_criteria_get_child (child, 0), is_inside);
  text = say (speaker, child, FALSE);
  /* Translators: %s is one or more conditions that must not be so */
  return g_strdup_printf (_("not (%s)"), text);
}

static char *
say (const Speaker *speaker, GxCriteria *self, gboolean is_inside)
{
  switch (gx_criteria_get_kind (self))
    {
    case GX_CRITERIA_ALL:
    case GX_CRITERIA_ANY:
      return say_group (speaker, self, is_inside);
    case GX_CRITERIA_NOT:
      return say_not (speaker, gx_criteria_get_child (self, 0), is_inside);
    case GX_CRITERIA_HAS:
      return say_has (speaker, self, FALSE);
    case GX_CRITERIA_SEGMENT:
      return say_segment (speaker, self, FALSE);
    case GX_CRITERIA_COMPARE:
    default:
      return say_comparison (speaker, self, FALSE);
    }
}

char *
gx_criteria_to_sentence (GxCriteria *self, const char *currency, GxCriteriaCatalogue *catalogue)
{
  const Speaker speaker = { currency, catalogue, FALSE };

  return begin_great (self != NULL ? say (&speaker, self, FALSE) : g_strdup (_("everybody")));
}
