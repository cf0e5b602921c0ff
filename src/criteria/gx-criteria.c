/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-criteria-catalogue.h"
#include "criteria/gx-criteria-private.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"

/* Helpers */

static GxCriteria *
make_node (GxCriteriaKind kind)
{
  GxCriteria *self = g_new0 (GxCriteria, 1);

  g_atomic_ref_count_init (&self->references);
  self->kind = kind;
  self->nodes = 1;
  self->depth = 1;
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_criteria_unref);
  self->texts = g_new0 (char *, 1);
  return self;
}

static void
add_child (GxCriteria *self, GxCriteria *child)
{
  self->nodes += child->nodes;
  self->depth = MAX (self->depth, child->depth + 1);
  g_ptr_array_add (self->children, gx_criteria_ref (child));
}

static GxCriteria *
make_group (GxCriteriaKind kind, GxCriteria *first, va_list more)
{
  GxCriteria *self = make_node (kind);

  for (GxCriteria *child = first; child != NULL; child = va_arg (more, GxCriteria *))
    add_child (self, child);
  return self;
}

static gboolean
holds_texts (GxFieldType type)
{
  return type == GX_FIELD_TEXT || type == GX_FIELD_CHOICE || type == GX_FIELD_WORD || type == GX_FIELD_SET;
}

gboolean
gx_criteria_field_takes (const GxCriteriaField *field, GxCompareOperator op)
{
  GxFieldType type = field->type;

  switch (op)
    {
    case GX_COMPARE_IS:
      return holds_texts (type) || type == GX_FIELD_NUMBER || type == GX_FIELD_FLAG;
    case GX_COMPARE_CONTAINS:
      return type == GX_FIELD_TEXT;
    case GX_COMPARE_RANGE:
      return type == GX_FIELD_NUMBER || type == GX_FIELD_DECIMAL || type == GX_FIELD_MONEY
             || type == GX_FIELD_DAY;
    case GX_COMPARE_WITHIN:
    case GX_COMPARE_NOT_FOR:
    case GX_COMPARE_IN_NEXT:
      return type == GX_FIELD_DAY;
    case GX_COMPARE_ANNIVERSARY:
      return type == GX_FIELD_DAY || type == GX_FIELD_BIRTHDAY;
    case GX_COMPARE_KNOWN:
      return type != GX_FIELD_MONEY && type != GX_FIELD_FLAG;
    default:
      return FALSE;
    }
}

static gboolean
check_texts (const GxCriteriaField *field, const char * const *texts, GError **error)
{
  guint n = texts == NULL ? 0 : g_strv_length ((char **) texts);

  if (n == 0 || n > GX_CRITERIA_MAX_VALUES)
    {
      /* Translators: %s is a field's name in a question, such as "city" */
      g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("“%s” wants one value or a list of values"),
                   field->name);
      return FALSE;
    }
  for (guint i = 0; field->type == GX_FIELD_CHOICE && i < n; i++)
    if (!g_strv_contains (field->choices, texts[i]))
      {
        g_autofree char *choices = g_strjoinv (", ", (char **) field->choices);

        /* Translators: the first %s is a value, the second a field's name, the third a list of words */
        g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("“%s” is no value of “%s”, which is one of: %s"),
                     texts[i], field->name, choices);
        return FALSE;
      }
  return TRUE;
}

static gboolean
is_span (GxCompareOperator op)
{
  return op == GX_COMPARE_WITHIN || op == GX_COMPARE_NOT_FOR || op == GX_COMPARE_IN_NEXT
         || op == GX_COMPARE_ANNIVERSARY;
}

static gboolean
check_numbers (const GxCriteriaField *field, GxCompareOperator op, const gint64 *numbers, guint n,
               GError **error)
{
  gboolean fits = FALSE;

  if (op == GX_COMPARE_RANGE)
    fits = n == 2 && (numbers[0] != G_MININT64 || numbers[1] != G_MAXINT64);
  else if (is_span (op))
    fits = n == 2 && numbers[0] >= 0 && numbers[0] <= GX_SPAN_MAX &&
           numbers[1] >= GX_SPAN_DAYS && numbers[1] <= GX_SPAN_YEARS;
  else if (op == GX_COMPARE_KNOWN || field->type == GX_FIELD_FLAG)
    fits = n == 1 && (numbers[0] == 0 || numbers[0] == 1);
  else
    fits = n >= 1 && n <= GX_CRITERIA_MAX_VALUES;

  if (!fits)
    /* Translators: %s is a field's name in a question, such as "orders" */
    g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("“%s” cannot be compared with this value"), field->name);
  return fits;
}

/* A field named by the program itself: that it exists and fits is ours to see to. */
static GxCriteria *
make_compare (const char *name, GxCompareOperator op, const char * const *texts, const gint64 *numbers,
              guint n_numbers)
{
  const GxCriteriaField *field = gx_criteria_find_field (NULL, name);
  g_autoptr (GError) error = NULL;
  GxCriteria *self = NULL;

  g_return_val_if_fail (field != NULL, NULL);

  self = gx_criteria_new_compare (field, op, texts, numbers, n_numbers, &error);
  if (self == NULL)
    g_critical ("%s: %s", name, error->message);
  return self;
}

static GxCriteria *
make_texts (const char *field, GxCompareOperator op, const char *first, va_list more)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (const char *text = first; text != NULL; text = va_arg (more, const char *))
    g_ptr_array_add (texts, (gpointer) text);
  g_ptr_array_add (texts, NULL);
  return make_compare (field, op, (const char * const *) texts->pdata, NULL, 0);
}

/* Life */

GxCriteria *
gx_criteria_ref (GxCriteria *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
gx_criteria_unref (GxCriteria *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_ptr_array_unref (self->children);
  g_strfreev (self->texts);
  g_free (self->numbers);
  g_clear_pointer (&self->own_field, _gx_custom_field_description_free);
  g_free (self);
}

static gboolean
is_same_field (const GxCriteriaField *a, const GxCriteriaField *b)
{
  return a == b || (a != NULL && b != NULL && a->custom != 0 && a->custom == b->custom && a->type == b->type);
}

gboolean
gx_criteria_equal (GxCriteria *a, GxCriteria *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || a->kind != b->kind || a->children->len != b->children->len ||
      !is_same_field (a->field, b->field) || a->relation != b->relation || a->op != b->op ||
      a->total != b->total || a->n_numbers != b->n_numbers)
    return FALSE;
  for (guint i = 0; i < a->children->len; i++)
    if (!gx_criteria_equal (a->children->pdata[i], b->children->pdata[i]))
      return FALSE;
  for (guint i = 0; i < a->n_numbers; i++)
    if (a->numbers[i] != b->numbers[i])
      return FALSE;
  return g_strv_equal ((const char * const *) a->texts, (const char * const *) b->texts);
}

/* Making */

GxCriteria *
gx_criteria_new_all (GxCriteria *first, ...)
{
  GxCriteria *self = NULL;
  va_list more;

  va_start (more, first);
  self = make_group (GX_CRITERIA_ALL, first, more);
  va_end (more);
  return self;
}

GxCriteria *
gx_criteria_new_any (GxCriteria *first, ...)
{
  GxCriteria *self = NULL;
  va_list more;

  va_start (more, first);
  self = make_group (GX_CRITERIA_ANY, first, more);
  va_end (more);
  return self;
}

GxCriteria *
gx_criteria_new_group (GxCriteriaKind kind, GxCriteria * const *children, guint n_children)
{
  GxCriteria *self = NULL;

  g_return_val_if_fail (kind == GX_CRITERIA_ALL || kind == GX_CRITERIA_ANY, NULL);

  self = make_node (kind);
  for (guint i = 0; i < n_children; i++)
    add_child (self, children[i]);
  return self;
}

GxCriteria *
gx_criteria_new_not (GxCriteria *child)
{
  GxCriteria *self = NULL;

  g_return_val_if_fail (child != NULL, NULL);

  self = make_node (GX_CRITERIA_NOT);
  add_child (self, child);
  return self;
}

GxCriteria *
gx_criteria_and (GxCriteria *a, GxCriteria *b)
{
  if (a == NULL || b == NULL)
    return a != NULL ? gx_criteria_ref (a) : b != NULL ? gx_criteria_ref (b) : NULL;
  return gx_criteria_new_all (a, b, NULL);
}

GxCriteria *
gx_criteria_new_is (const char *field, const char *value, ...)
{
  GxCriteria *self = NULL;
  va_list more;

  va_start (more, value);
  self = make_texts (field, GX_COMPARE_IS, value, more);
  va_end (more);
  return self;
}

GxCriteria *
gx_criteria_new_contains (const char *field, const char *value, ...)
{
  GxCriteria *self = NULL;
  va_list more;

  va_start (more, value);
  self = make_texts (field, GX_COMPARE_CONTAINS, value, more);
  va_end (more);
  return self;
}

GxCriteria *
gx_criteria_new_is_number (const char *field, gint64 value)
{
  return make_compare (field, GX_COMPARE_IS, NULL, &value, 1);
}

GxCriteria *
gx_criteria_new_range (const char *field, gint64 least, gint64 most)
{
  return make_compare (field, GX_COMPARE_RANGE, NULL, (gint64[]) { least, most }, 2);
}

GxCriteria *
gx_criteria_new_span (const char *field, GxCompareOperator op, int count, GxSpanUnit unit)
{
  g_return_val_if_fail (is_span (op), NULL);

  return make_compare (field, op, NULL, (gint64[]) { count, unit }, 2);
}

GxCriteria *
gx_criteria_new_known (const char *field, gboolean known)
{
  return make_compare (field, GX_COMPARE_KNOWN, NULL, (gint64[]) { known != FALSE }, 1);
}

GxCriteria *
gx_criteria_new_has (const char *relation, GxCriteria *such_that, gint64 least, gint64 most)
{
  const GxCriteriaRelation *found = gx_criteria_find_relation (relation);
  GxCriteria *self = NULL;

  g_return_val_if_fail (found != NULL, NULL);

  self = make_node (GX_CRITERIA_HAS);
  self->relation = found;
  self->numbers = g_memdup2 ((gint64[]) { least, most }, 2 * sizeof (gint64));
  self->n_numbers = 2;
  if (such_that != NULL)
    add_child (self, such_that);
  return self;
}

GxCriteria *
gx_criteria_new_total (const char *relation, GxCriteria *such_that, gint64 least, gint64 most,
                       GxCriteriaTotal total, const char *field, gint64 total_least, gint64 total_most)
{
  const GxCriteriaField *added = gx_criteria_find_field (relation, field);
  GxCriteria *self = NULL;

  g_return_val_if_fail (total != GX_TOTAL_NONE && added != NULL, NULL);
  g_return_val_if_fail (_gx_criteria_can_total (added), NULL);
  g_return_val_if_fail (total_least != G_MININT64 || total_most != G_MAXINT64, NULL);

  self = gx_criteria_new_has (relation, such_that, least, most);
  if (self == NULL)
    return NULL;
  self->total = total;
  self->field = added;
  g_free (self->numbers);
  self->numbers = g_memdup2 ((gint64[]) { least, most, total_least, total_most }, 4 * sizeof (gint64));
  self->n_numbers = 4;
  return self;
}

GxCriteria *
gx_criteria_new_segment (GxId segment)
{
  GxCriteria *self = NULL;

  g_return_val_if_fail (segment > 0, NULL);

  self = make_node (GX_CRITERIA_SEGMENT);
  self->numbers = g_memdup2 (&segment, sizeof (gint64));
  self->n_numbers = 1;
  return self;
}

gboolean
_gx_criteria_can_total (const GxCriteriaField *field)
{
  return field->type == GX_FIELD_NUMBER || field->type == GX_FIELD_DECIMAL || field->type == GX_FIELD_MONEY;
}

GxCriteria *
gx_criteria_new_compare (const GxCriteriaField *field, GxCompareOperator op, const char * const *texts,
                         const gint64 *numbers, guint n_numbers, GError **error)
{
  gboolean wants_texts = FALSE;
  GxCriteria *self = NULL;

  g_return_val_if_fail (field != NULL, NULL);

  if (!gx_criteria_field_takes (field, op))
    {
      /* Translators: %s is a field's name in a question, such as "city" */
      g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("“%s” cannot be compared in this way"), field->name);
      return NULL;
    }
  wants_texts = op == GX_COMPARE_CONTAINS || (op == GX_COMPARE_IS && holds_texts (field->type));
  if (wants_texts ? !check_texts (field, texts, error)
                  : !check_numbers (field, op, numbers, n_numbers, error))
    return NULL;

  self = make_node (GX_CRITERIA_COMPARE);
  self->own_field = field->custom != 0 ? _gx_custom_field_describe (field->custom, field->type) : NULL;
  self->field = self->own_field != NULL ? self->own_field : field;
  self->op = op;
  if (wants_texts)
    {
      g_strfreev (self->texts);
      self->texts = g_strdupv ((char **) texts);
      return self;
    }
  self->numbers = g_memdup2 (numbers, n_numbers * sizeof (gint64));
  self->n_numbers = n_numbers;
  return self;
}

/* Reading */

GxCriteriaKind
gx_criteria_get_kind (GxCriteria *self)
{
  return self->kind;
}

guint
gx_criteria_get_n_children (GxCriteria *self)
{
  return self->children->len;
}

GxCriteria *
gx_criteria_get_child (GxCriteria *self, guint index)
{
  g_return_val_if_fail (index < self->children->len, NULL);

  return self->children->pdata[index];
}

const GxCriteriaField *
gx_criteria_get_field (GxCriteria *self)
{
  return self->field;
}

GxCompareOperator
gx_criteria_get_operator (GxCriteria *self)
{
  return self->op;
}

const char * const *
gx_criteria_get_texts (GxCriteria *self)
{
  return (const char * const *) self->texts;
}

const gint64 *
gx_criteria_get_numbers (GxCriteria *self, guint *n)
{
  if (n != NULL)
    *n = self->n_numbers;
  return self->numbers;
}

const GxCriteriaRelation *
gx_criteria_get_relation (GxCriteria *self)
{
  return self->relation;
}

GxCriteriaTotal
gx_criteria_get_total (GxCriteria *self)
{
  return self->total;
}

GxId
gx_criteria_get_segment (GxCriteria *self)
{
  g_return_val_if_fail (self->kind == GX_CRITERIA_SEGMENT, 0);

  return self->numbers[0];
}
