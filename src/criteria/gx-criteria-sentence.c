/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-day.h"
#include "base/gx-money.h"
#include "base/gx-phrase.h"
#include "criteria/gx-criteria-private.h"

/* A criteria in the reader's words: "Lifecycle is dormant or lapsed, and at least 2 purchases in the last 90
   days". */

typedef struct {
  const char *currency;  /* of money that says none itself */
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

static char *
begin_great (char *text)
{
  GString *great = g_string_new (NULL);

  g_string_append_unichar (great, g_unichar_toupper (g_utf8_get_char (text)));
  g_string_append (great, *text != '\0' ? g_utf8_next_char (text) : "");
  g_free (text);
  return g_string_free (great, FALSE);
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
    if (field->phrases != NULL)
      g_ptr_array_add (words, begin_small (gx_phrase (field->phrases, texts[i])));
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

/* -- One comparison -- */

static char *
say_bound (const Speaker *speaker, const GxCriteriaField *field, gint64 number)
{
  switch (field->type)
    {
    case GX_FIELD_MONEY:
      {
        g_autofree char *decimal = gx_decimal_format (number);

        return g_strconcat (gx_currency_symbol (speaker->currency), decimal, NULL);
      }
    case GX_FIELD_DAY:
      return gx_day_format ((GxDay) number);
    case GX_FIELD_TEXT:
    case GX_FIELD_CHOICE:
    case GX_FIELD_WORD:
    case GX_FIELD_SET:
    case GX_FIELD_NUMBER:
    case GX_FIELD_FLAG:
    default:
      return gx_count_format (number);
    }
}

static char *
say_range (const Speaker *speaker, GxCriteria *self, const char *label)
{
  const GxCriteriaField *field = gx_criteria_get_field (self);
  const gint64 *numbers = gx_criteria_get_numbers (self, NULL);
  g_autofree char *least = say_bound (speaker, field, numbers[0]);
  g_autofree char *most = say_bound (speaker, field, numbers[1]);
  gboolean is_day = field->type == GX_FIELD_DAY;

  if (numbers[0] == numbers[1])
    return g_strdup_printf (is_day
                            /* Translators: %1$s is a field that is a day ("first touch"), %2$s a day */
                            ? _("%1$s on %2$s")
                            /* Translators: %1$s is a field ("orders"), %2$s a number or an amount */
                            : _("%1$s exactly %2$s"), label, least);
  if (numbers[1] == G_MAXINT64)
    return g_strdup_printf (is_day
                            /* Translators: %1$s is a field that is a day ("first touch"), %2$s a day */
                            ? _("%1$s on %2$s or later")
                            /* Translators: %1$s is a field ("orders"), %2$s a number or an amount */
                            : _("%1$s at least %2$s"), label, least);
  if (numbers[0] == G_MININT64)
    return g_strdup_printf (is_day
                            /* Translators: %1$s is a field that is a day ("first touch"), %2$s a day */
                            ? _("%1$s on %2$s or earlier")
                            /* Translators: %1$s is a field ("orders"), %2$s a number or an amount */
                            : _("%1$s at most %2$s"), label, most);
  /* Translators: %1$s is a field ("orders", "first touch"), %2$s and %3$s numbers, amounts or days */
  return g_strdup_printf (_("%1$s from %2$s to %3$s"), label, least, most);
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
say_flag (const GxCriteriaField *field, gboolean is_true)
{
  g_autofree char *label = begin_small (gettext (is_true || field->opposite == NULL ? field->label
                                                 : field->opposite));

  return is_true || field->opposite != NULL
         ? g_steal_pointer (&label)
         /* Translators: %s is something that may be so or not: "done" */
         : g_strdup_printf (_("not %s"), label);
}

static char *
say_comparison (const Speaker *speaker, GxCriteria *self, gboolean is_denied)
{
  const GxCriteriaField *field = gx_criteria_get_field (self);
  g_autofree char *label = begin_small (gettext (field->label)), *what = NULL;
  const gint64 *numbers = gx_criteria_get_numbers (self, NULL);

  switch (gx_criteria_get_operator (self))
    {
    case GX_COMPARE_IS:
      if (field->type == GX_FIELD_FLAG)
        return say_flag (field, (numbers[0] != 0) != is_denied);
      what = field->type == GX_FIELD_NUMBER ? say_numbers (self) : say_texts (self);
      return g_strdup_printf (is_denied
                              /* Translators: %1$s is a field ("lifecycle"), %2$s what it is not ("dormant or
                                 lapsed") */
                              ? _("%1$s is not %2$s")
                              /* Translators: %1$s is a field ("lifecycle"), %2$s what it is ("dormant or
                                 lapsed") */
                              : _("%1$s is %2$s"), label, what);
    case GX_COMPARE_CONTAINS:
      what = say_texts (self);
      return g_strdup_printf (is_denied
                              /* Translators: %1$s is a field ("company"), %2$s what does not stand in it
                                 (“Ltd”) */
                              ? _("%1$s does not contain %2$s")
                              /* Translators: %1$s is a field ("company"), %2$s what stands in it (“Ltd”) */
                              : _("%1$s contains %2$s"), label, what);
    case GX_COMPARE_RANGE:
      return say_range (speaker, self, label);
    case GX_COMPARE_WITHIN:
      what = say_span (numbers[0], numbers[1]);
      /* Translators: %1$s is a field that is a day ("last contact"), %2$s is "90 days" */
      return g_strdup_printf (_("%1$s in the last %2$s"), label, what);
    case GX_COMPARE_NOT_FOR:
      what = say_span (numbers[0], numbers[1]);
      /* Translators: %1$s is a field that is a day ("last contact"), %2$s is "3 months" */
      return g_strdup_printf (_("%1$s over %2$s ago or never"), label, what);
    case GX_COMPARE_KNOWN:
    default:
      return g_strdup_printf ((numbers[0] != 0) != is_denied
                              /* Translators: %s is a field ("source") */
                              ? _("%s is known")
                              /* Translators: %s is a field ("source") */
                              : _("%s is not known"), label);
    }
}

/* -- Related things -- */

static char *
say_times (gint64 n)
{
  g_autofree char *count = gx_count_format (n);

  /* Translators: %s is a number: how often something happened */
  return g_strdup_printf (ngettext ("%s time", "%s times", (gulong) n), count);
}

static char *
say_things (const Speaker *speaker, GxCriteria *self)
{
  g_autofree char *label = begin_small (gettext (gx_criteria_get_relation (self)->label));
  g_autofree char *where = NULL;

  if (gx_criteria_get_n_children (self) == 0)
    return g_steal_pointer (&label);
  where = say (speaker, gx_criteria_get_child (self, 0), FALSE);
  /* Translators: %1$s is something that belongs to a customer ("purchase"), %2$s is what it must be like
     ("kind is sale and amount at least ¥1,000") */
  return g_strdup_printf (_("%1$s where %2$s"), label, where);
}

static char *
say_has (const Speaker *speaker, GxCriteria *self, gboolean is_denied)
{
  const gint64 *numbers = gx_criteria_get_numbers (self, NULL);
  g_autofree char *things = say_things (speaker, self), *least = say_times (numbers[0]), *most = NULL;

  if (numbers[1] == 0 || (is_denied && numbers[0] == 1 && numbers[1] == G_MAXINT64))
    /* Translators: %s is what a customer does not have: "purchase where kind is return" */
    return g_strdup_printf (_("no %s"), things);
  if (numbers[0] == 1 && numbers[1] == G_MAXINT64)
    /* Translators: %s is what a customer has: "purchase where kind is return" */
    return g_strdup_printf (_("any %s"), things);
  if (numbers[1] == G_MAXINT64)
    /* Translators: %1$s is what a customer has ("purchase where kind is sale"), %2$s is "3 times" */
    return g_strdup_printf (_("%1$s (at least %2$s)"), things, least);
  most = say_times (numbers[1]);
  if (numbers[0] == numbers[1])
    /* Translators: %1$s is what a customer has ("purchase where kind is sale"), %2$s is "3 times" */
    return g_strdup_printf (_("%1$s (exactly %2$s)"), things, most);
  if (numbers[0] <= 0)
    /* Translators: %1$s is what a customer has ("purchase where kind is sale"), %2$s is "3 times" */
    return g_strdup_printf (_("%1$s (at most %2$s)"), things, most);
  /* Translators: %1$s is what a customer has ("purchase where kind is sale"), %2$s and %3$s are "3 times" */
  return g_strdup_printf (_("%1$s (from %2$s to %3$s)"), things, least, most);
}

/* -- Groups -- */

static char *
say_group (const Speaker *speaker, GxCriteria *self, gboolean is_inside)
{
  gboolean is_all = gx_criteria_get_kind (self) == GX_CRITERIA_ALL;
  guint n = gx_criteria_get_n_children (self);
  g_autoptr (GString) text = g_string_new (NULL);

  if (n == 0)
    return g_strdup (is_all ? _("everybody") : _("nobody"));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *part = say (speaker, gx_criteria_get_child (self, i), n > 1);

      if (i > 0 && is_all)
        /* Translators: between conditions that all must be so: before the last one, and between others */
        g_string_append (text, i + 1 == n ? C_("criteria all", " and ") : C_("criteria all", "; "));
      else if (i > 0)
        /* Translators: between conditions of which one must be so: before the last one, and between others */
        g_string_append (text, i + 1 == n ? C_("criteria any", " or ") : C_("criteria any", "; "));
      g_string_append (text, part);
    }
  if (!is_inside || n == 1)
    return g_string_free (g_steal_pointer (&text), FALSE);
  /* Translators: %s is several conditions that belong together */
  return g_strdup_printf (_("(%s)"), text->str);
}

static char *
say_not (const Speaker *speaker, GxCriteria *child)
{
  GxCriteriaKind kind = gx_criteria_get_kind (child);
  g_autofree char *text = NULL;

  if (kind == GX_CRITERIA_COMPARE
      && (gx_criteria_get_operator (child) == GX_COMPARE_IS
          || gx_criteria_get_operator (child) == GX_COMPARE_CONTAINS
          || gx_criteria_get_operator (child) == GX_COMPARE_KNOWN))
    return say_comparison (speaker, child, TRUE);
  if (kind == GX_CRITERIA_HAS && gx_criteria_get_numbers (child, NULL)[0] == 1
      && gx_criteria_get_numbers (child, NULL)[1] == G_MAXINT64)
    return say_has (speaker, child, TRUE);
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
      return say_not (speaker, gx_criteria_get_child (self, 0));
    case GX_CRITERIA_HAS:
      return say_has (speaker, self, FALSE);
    case GX_CRITERIA_COMPARE:
    default:
      return say_comparison (speaker, self, FALSE);
    }
}

char *
gx_criteria_to_sentence (GxCriteria *self, const char *currency)
{
  const Speaker speaker = { currency };

  return begin_great (self != NULL ? say (&speaker, self, FALSE) : g_strdup (_("everybody")));
}
