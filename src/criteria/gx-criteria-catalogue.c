/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-criteria-catalogue.h"

#include <glib/gi18n-lib.h>

#include "base/gx-phrase.h"
#include "criteria/gx-criteria-private.h"
#include "store/gx-self.h"

struct _GxCriteriaCatalogue {
  gatomicrefcount references;
  GPtrArray *fields;          /* of GxCriteriaField: the custom ones */
  GHashTable *segments;       /* GxId * → name */
  GArray *live_segments;      /* of GxId: those that are not in the bin, in people's order */
};

/* Helpers */

static GxFieldType
type_of (const char *stored)
{
  static const struct { const char *stored; GxFieldType type; } types[] = {
    { "number", GX_FIELD_DECIMAL }, { "day", GX_FIELD_DAY }, { "yes_no", GX_FIELD_FLAG },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].stored, stored) == 0)
      return types[i].type;
  return GX_FIELD_TEXT;
}

/* One a line, as custom_field keeps them; NULL for none. */
static char **
split_choices (const char *choices)
{
  g_auto (GStrv) lines = choices != NULL ? g_strsplit (choices, "\n", -1) : NULL;
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_autofree char *choice = g_strstrip (g_strdup (lines[i]));

      if (*choice != '\0')
        g_ptr_array_add (kept, g_steal_pointer (&choice));
    }
  if (kept->len == 0)
    return NULL;
  g_ptr_array_add (kept, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&kept), FALSE);
}

static gboolean
load_fields (GxCriteriaCatalogue *self, GxConnection *book, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select id, name, type, choices from custom_field where gone = 0 and name is not null "
    "order by position, id", NULL);

  while (gx_statement_next (query))
    {
      GxFieldType type = type_of (gx_statement_text (query, 2));
      GxCriteriaField *field = _gx_custom_field_describe (gx_statement_int64 (query, 0), type);

      field->label = gx_statement_dup_text (query, 1);
      if (type == GX_FIELD_TEXT)
        field->choices = (const char * const *) split_choices (gx_statement_text (query, 3));
      g_ptr_array_add (self->fields, field);
    }
  return gx_statement_finish (query, error);
}

static gboolean
load_segments (GxCriteriaCatalogue *self, GxConnection *book, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select id, name, gone from segment where gone < 2 and name is not null order by position, id", NULL);

  while (gx_statement_next (query))
    {
      GxId id = gx_statement_int64 (query, 0);

      g_hash_table_insert (self->segments, g_memdup2 (&id, sizeof id), gx_statement_dup_text (query, 1));
      if (gx_statement_int64 (query, 2) == 0)
        g_array_append_val (self->live_segments, id);
    }
  return gx_statement_finish (query, error);
}

/* The catalogue */

GxCriteriaCatalogue *
gx_criteria_catalogue_load (GxConnection *book, GError **error)
{
  g_autoptr (GxCriteriaCatalogue) self = g_new0 (GxCriteriaCatalogue, 1);

  g_atomic_ref_count_init (&self->references);
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) _gx_custom_field_description_free);
  self->segments = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->live_segments = g_array_new (FALSE, FALSE, sizeof (GxId));
  return load_fields (self, book, error) && load_segments (self, book, error) ? g_steal_pointer (&self)
                                                                             : NULL;
}

GxCriteriaCatalogue *
gx_criteria_catalogue_ref (GxCriteriaCatalogue *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
gx_criteria_catalogue_unref (GxCriteriaCatalogue *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_ptr_array_unref (self->fields);
  g_hash_table_unref (self->segments);
  g_array_unref (self->live_segments);
  g_free (self);
}

GPtrArray *
gx_criteria_catalogue_list_fields (GxCriteriaCatalogue *self, const char *relation)
{
  GPtrArray *list = gx_criteria_list_fields (relation);

  if (self != NULL && relation == NULL)
    g_ptr_array_extend (list, self->fields, NULL, NULL);
  return list;
}

const GxCriteriaField *
gx_criteria_catalogue_find_field (GxCriteriaCatalogue *self, const char *relation, const char *name)
{
  const GxCriteriaField *found = gx_criteria_find_field (relation, name);

  for (guint i = 0; found == NULL && self != NULL && relation == NULL && i < self->fields->len; i++)
    if (g_str_equal (((const GxCriteriaField *) self->fields->pdata[i])->name, name))
      found = self->fields->pdata[i];
  return found;
}

const char *
gx_criteria_catalogue_find_segment (GxCriteriaCatalogue *self, GxId id)
{
  return self != NULL ? g_hash_table_lookup (self->segments, &id) : NULL;
}

GArray *
gx_criteria_catalogue_list_segments (GxCriteriaCatalogue *self)
{
  return self != NULL ? g_array_copy (self->live_segments) : g_array_new (FALSE, FALSE, sizeof (GxId));
}

/* Fields */

const char *
gx_criteria_field_get_label (const GxCriteriaField *field)
{
  if (field->custom != 0)
    return field->label != NULL ? field->label : _("A custom field");
  return gettext (field->label);
}

const char *
gx_criteria_field_get_unit (const GxCriteriaField *field)
{
  return field->unit != NULL ? gettext (field->unit) : NULL;
}

gboolean
_gx_criteria_field_means_self (const GxCriteriaField *field, const char *text)
{
  return g_strcmp0 (field->names, "member") == 0 && gx_self_is_meant (text);
}

char *
gx_criteria_field_say_value (const GxCriteriaField *field, const char *value)
{
  if (_gx_criteria_field_means_self (field, value))
    /* Translators: one of the members to choose: whoever sits here */
    return g_strdup (C_("member", "Me"));
  if (field->phrases != NULL && gx_phrase_is_key (field->phrases, value))
    return g_strdup (gx_phrase (field->phrases, value));
  return g_strdup (value);
}

/* In the order to offer them. Labels differ by what is compared. */
static const struct {
  GxCompareOperator op;
  gboolean is_denied, has_least, has_most;
  const char *label, *day_label;
} choices[] = {
  { GX_COMPARE_IS, FALSE, FALSE, FALSE, NC_("criteria operator", "is"), NULL },
  { GX_COMPARE_IS, TRUE, FALSE, FALSE, NC_("criteria operator", "is not"), NULL },
  { GX_COMPARE_CONTAINS, FALSE, FALSE, FALSE, NC_("criteria operator", "contains"), NULL },
  { GX_COMPARE_CONTAINS, TRUE, FALSE, FALSE, NC_("criteria operator", "does not contain"), NULL },
  { GX_COMPARE_WITHIN, FALSE, FALSE, FALSE, NC_("criteria operator", "in the last"), NULL },
  { GX_COMPARE_NOT_FOR, FALSE, FALSE, FALSE, NC_("criteria operator", "not for"), NULL },
  { GX_COMPARE_IN_NEXT, FALSE, FALSE, FALSE, NC_("criteria operator", "in the next"), NULL },
  { GX_COMPARE_ANNIVERSARY, FALSE, FALSE, FALSE, NC_("criteria operator", "anniversary in the next"), NULL },
  { GX_COMPARE_RANGE, FALSE, TRUE, FALSE,
    NC_("criteria operator", "at least"), NC_("criteria operator", "from") },
  { GX_COMPARE_RANGE, FALSE, FALSE, TRUE,
    NC_("criteria operator", "at most"), NC_("criteria operator", "until") },
  { GX_COMPARE_RANGE, FALSE, TRUE, TRUE, NC_("criteria operator", "between"), NULL },
  { GX_COMPARE_KNOWN, FALSE, FALSE, FALSE, NC_("criteria operator", "is known"), NULL },
  { GX_COMPARE_KNOWN, TRUE, FALSE, FALSE, NC_("criteria operator", "is not known"), NULL },
};

GArray *
gx_criteria_field_list_choices (const GxCriteriaField *field)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (GxCriteriaChoice));
  gboolean is_day = field->type == GX_FIELD_DAY;

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      const char *label = is_day && choices[i].day_label != NULL ? choices[i].day_label : choices[i].label;
      GxCriteriaChoice choice = { choices[i].op, choices[i].is_denied, choices[i].has_least,
                                  choices[i].has_most, g_dpgettext2 (NULL, "criteria operator", label) };

      if (gx_criteria_field_takes (field, choice.op))
        g_array_append_val (list, choice);
    }
  return list;
}

const char *
gx_span_unit_get_label (GxSpanUnit unit)
{
  switch (unit)
    {
    case GX_SPAN_WEEKS:
      return C_("span", "weeks");
    case GX_SPAN_MONTHS:
      return C_("span", "months");
    case GX_SPAN_YEARS:
      return C_("span", "years");
    case GX_SPAN_DAYS:
    default:
      return C_("span", "days");
    }
}
