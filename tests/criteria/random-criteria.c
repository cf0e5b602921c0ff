/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

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
  if (type == GX_FIELD_MONEY)
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

/* What the generated book of test-criteria-sql.c has. */
static const char * const customer_fields[] = {
  "name", "number", "kind", "standing", "tag", "owner", "source", "company", "city", "industry",
  "birthday_month", "has_phone", "has_mail", "has_wechat", "first_touch", "last_contact", "conversations",
  "next_due", "first_purchase", "last_purchase", "orders", "usual_interval", "value", NULL,
};
static const char * const thing_fields[] = { "kind", "direction", "text", "day", "amount", "due", "done", NULL };

/* Tries operators until the field takes one. */
static GxCriteria *
random_compare (GRand *rand, const char *relation)
{
  g_autoptr (GPtrArray) fields = gx_criteria_list_fields (relation);
  const GxCriteriaField *field = fields->pdata[g_rand_int_range (rand, 0, (int) fields->len)];
  GxCriteria *self = NULL;

  while (!g_strv_contains (relation != NULL ? thing_fields : customer_fields, field->name))
    field = fields->pdata[g_rand_int_range (rand, 0, (int) fields->len)];
  while (self == NULL)
    {
      GxCompareOperator op = g_rand_int_range (rand, GX_COMPARE_IS, GX_COMPARE_KNOWN + 1);
      gint64 numbers[2] = { random_number (rand, GX_FIELD_NUMBER), random_number (rand, GX_FIELD_NUMBER) };

      if (field->type <= GX_FIELD_SET && (op == GX_COMPARE_IS || op == GX_COMPARE_CONTAINS))
        self = random_texts_compare (rand, field, op);
      else if (op == GX_COMPARE_IS)
        self = gx_criteria_new_compare (field, op, NULL, numbers, field->type == GX_FIELD_FLAG ? 1 : 2, NULL);
      else if (op == GX_COMPARE_RANGE)
        self = random_range (rand, field);
      else if (op == GX_COMPARE_WITHIN || op == GX_COMPARE_NOT_FOR)
        self = gx_criteria_new_compare (field, op, NULL,
                                        (gint64[]) { g_rand_int_range (rand, 0, 20),
                                                     g_rand_int_range (rand, 0, 4) }, 2, NULL);
      else
        self = gx_criteria_new_compare (field, op, NULL, (gint64[]) { g_rand_boolean (rand) }, 1, NULL);
    }
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

static GxCriteria *
random_has (GRand *rand, int depth)
{
  static const char * const things[] = { "event", "purchase", "task" };
  const GxCriteriaRelation *relation = gx_criteria_find_relation (things[g_rand_int_range (rand, 0, 3)]);
  g_autoptr (GxCriteria) such_that = g_rand_boolean (rand)
    ? random_node (rand, relation->name, depth - 1) : NULL;
  int least = g_rand_int_range (rand, 0, 3);

  return gx_criteria_new_has (relation->name, such_that, least,
                              g_rand_boolean (rand) ? G_MAXINT64 : g_rand_int_range (rand, 0, 4));
}

static GxCriteria *
random_node (GRand *rand, const char *relation, int depth)
{
  int dice = depth > 0 ? g_rand_int_range (rand, 0, 10) : 0;

  if (dice < 5)
    return random_compare (rand, relation);
  if (dice == 5)
    {
      g_autoptr (GxCriteria) child = random_node (rand, relation, depth - 1);

      return gx_criteria_new_not (child);
    }
  if (dice == 6 && relation == NULL)
    return random_has (rand, depth);
  return random_group (rand, relation, depth);
}

GxCriteria *
random_criteria (GRand *rand, int depth)
{
  return random_node (rand, NULL, depth);
}
