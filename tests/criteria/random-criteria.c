/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-criteria-catalogue.h"
#include "random-criteria.h"

const char * const random_texts[] = { "星河科技", "Blue Harbour", "blue", "上海", "Oslo", "o", "O'Brien \"x\"",
                                      "王", "%_\\", "", NULL };
const char * const random_words[] = { "VIP", "vip ", "展会", "Referral", "New\nline", "none such", NULL };

static GxCriteria *random_node (GRand *rand, const char *relation, int depth);

static gint64
random_number (GRand *rand, GxFieldType type)
{
  if (type == GX_FIELD_DAY)
    return RANDOM_TODAY - 500 + g_rand_int_range (rand, 0, 600);
  if (type == GX_FIELD_MONEY || type == GX_FIELD_DECIMAL)
    return (gint64) g_rand_int_range (rand, -300, 900) * G_GINT64_CONSTANT (1000000)
           + g_rand_int_range (rand, 0, 3) * 5005;
  return g_rand_int_range (rand, -1, 7);
}

static GxCriteria *
random_texts_compare (GRand *rand, const GxCriteriaField *field, GxCompareOperator op)
{
  const char * const *from = field->type == GX_FIELD_CHOICE ? field->choices
                             : field->type == GX_FIELD_TEXT ? random_texts : random_words;
  int n = (int) g_strv_length ((char **) from);
  const char *texts[4] = { NULL };

  for (int i = g_rand_int_range (rand, 1, 4) - 1; i >= 0; i--)
    texts[i] = from[g_rand_int_range (rand, 0, n)];
  return gx_criteria_new_compare (field, op, texts, NULL, 0, NULL);
}

static GxCriteria *
random_range (GRand *rand, const GxCriteriaField *field)
{
  gint64 bounds[2] = { random_number (rand, field->type), random_number (rand, field->type) };

  if (g_rand_int_range (rand, 0, 3) == 0)
    bounds[g_rand_boolean (rand)] = G_MININT64;
  if (bounds[1] == G_MININT64)
    bounds[1] = G_MAXINT64;
  return gx_criteria_new_compare (field, GX_COMPARE_RANGE, NULL, bounds, 2, NULL);
}

GxCriteria *
random_comparison (GRand *rand, const GxCriteriaField *field, GxCompareOperator op)
{
  gint64 numbers[2] = { random_number (rand, GX_FIELD_NUMBER), random_number (rand, GX_FIELD_NUMBER) };

  if (!gx_criteria_field_takes (field, op))
    return NULL;
  if (field->type <= GX_FIELD_SET && (op == GX_COMPARE_IS || op == GX_COMPARE_CONTAINS))
    return random_texts_compare (rand, field, op);
  if (op == GX_COMPARE_RANGE)
    return random_range (rand, field);
  if (op == GX_COMPARE_KNOWN || field->type == GX_FIELD_FLAG)
    return gx_criteria_new_compare (field, op, NULL, (gint64[]) { g_rand_boolean (rand) }, 1, NULL);
  if (op == GX_COMPARE_IS)
    return gx_criteria_new_compare (field, op, NULL, numbers, 2, NULL);
  numbers[0] = g_rand_int_range (rand, 0, 20);
  numbers[1] = g_rand_int_range (rand, GX_SPAN_DAYS, GX_SPAN_YEARS + 1);
  return gx_criteria_new_compare (field, op, NULL, numbers, 2, NULL);
}

/* Tries operators until the field takes one. */
static GxCriteria *
random_compare (GRand *rand, const char *relation)
{
  g_autoptr (GPtrArray) fields = gx_criteria_list_fields (relation);
  const GxCriteriaField *field = fields->pdata[g_rand_int_range (rand, 0, (int) fields->len)];
  GxCriteria *self = NULL;

  while (self == NULL)
    self = random_comparison (rand, field, g_rand_int_range (rand, 0, GX_N_COMPARE_OPERATORS));
  return self;
}

static GxCriteria *
random_group (GRand *rand, const char *relation, int depth)
{
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_criteria_unref);

  for (int n = g_rand_int_range (rand, 0, 4); n > 0; n--)
    g_ptr_array_add (children, random_node (rand, relation, depth - 1));
  return gx_criteria_new_group (g_rand_boolean (rand) ? GX_CRITERIA_ALL : GX_CRITERIA_ANY,
                                (GxCriteria **) children->pdata, children->len);
}

/* Something of the relation that can be added up; NULL where there is none. */
static const GxCriteriaField *
random_added (GRand *rand, const char *relation)
{
  g_autoptr (GPtrArray) fields = gx_criteria_list_fields (relation);

  for (int tries = 0; tries < 20; tries++)
    {
      const GxCriteriaField *field = fields->pdata[g_rand_int_range (rand, 0, (int) fields->len)];

      if (field->type == GX_FIELD_NUMBER || field->type == GX_FIELD_DECIMAL || field->type == GX_FIELD_MONEY)
        return field;
    }
  return NULL;
}

static GxCriteria *
random_has (GRand *rand, int depth)
{
  g_autoptr (GPtrArray) relations = gx_criteria_list_relations ();
  const GxCriteriaRelation *relation = relations->pdata[g_rand_int_range (rand, 0, (int) relations->len)];
  g_autoptr (GxCriteria) such_that = g_rand_boolean (rand)
    ? random_node (rand, relation->name, depth - 1) : NULL;
  const GxCriteriaField *added = g_rand_boolean (rand) ? random_added (rand, relation->name) : NULL;
  gint64 least = g_rand_int_range (rand, 0, 3);
  gint64 most = g_rand_boolean (rand) ? G_MAXINT64 : g_rand_int_range (rand, 0, 4);

  if (added != NULL)
    {
      gboolean is_open = g_rand_boolean (rand);
      gint64 bound = random_number (rand, added->type);

      return gx_criteria_new_total (relation->name, such_that, least, most,
                                    g_rand_boolean (rand) ? GX_TOTAL_SUM : GX_TOTAL_AVERAGE, added->name,
                                    is_open ? G_MININT64 : bound,
                                    is_open ? bound : g_rand_boolean (rand) ? G_MAXINT64 : 2 * bound + 1);
    }
  return gx_criteria_new_has (relation->name, such_that, least, most);
}

/* Of a custom field: what it is compared with says what it holds. */
static GxCriteria *
random_custom (GRand *rand)
{
  static const char * const comparisons[][7] = {
    { "is\":[\"blue\",\"上海\"]", "contains\":[\"o\"]", "contains\":[\"王\",\"%_\"]", "known\":true",
      "known\":false", "is\":[\"OSLO\"]", "is\":[\"\"]" },
    { "at_least\":\"2\"", "at_most\":\"2.5\"", "at_least\":\"-1\",\"at_most\":\"4\"", "known\":true",
      "known\":false", "at_least\":\"2.5\"", "at_least\":\"100000\"" },
    { "within\":\"6 months\"", "not_for\":\"90 days\"", "in_next\":\"3 weeks\"", "from\":\"2024-01-01\"",
      "until\":\"2024-06-30\"", "known\":false", "anniversary\":\"2 months\"" },
    { "is\":true", "is\":false", "known\":true", "known\":false", "is\":true", "is\":false", "is\":true" },
  };
  int kind = g_rand_int_range (rand, 0, G_N_ELEMENTS (comparisons));
  g_autofree char *json = g_strdup_printf ("{\"field\":\"custom:%d\",\"%s}", RANDOM_CUSTOM + kind,
                                           comparisons[kind][g_rand_int_range (rand, 0, 7)]);
  g_autoptr (GError) error = NULL;
  GxCriteria *self = gx_criteria_from_json (json, &error);

  g_assert_no_error (error);
  return self;
}

static GxCriteria *
random_node (GRand *rand, const char *relation, int depth)
{
  int dice = depth > 0 ? g_rand_int_range (rand, 0, 11) : 0;

  if (dice < 5 && relation == NULL && g_rand_int_range (rand, 0, 8) == 0)
    return random_custom (rand);
  if (dice < 5 && relation == NULL && g_rand_int_range (rand, 0, 12) == 0)
    return gx_criteria_new_segment (RANDOM_SEGMENT + g_rand_int_range (rand, 0, RANDOM_N_SEGMENTS));
  if (dice < 5)
    return random_compare (rand, relation);
  if (dice == 5)
    {
      g_autoptr (GxCriteria) child = random_node (rand, relation, depth - 1);

      return gx_criteria_new_not (child);
    }
  if (dice <= 7 && relation == NULL)
    return random_has (rand, depth);
  return random_group (rand, relation, depth);
}

GxCriteria *
random_criteria (GRand *rand, int depth)
{
  return random_node (rand, NULL, depth);
}
