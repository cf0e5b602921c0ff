/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-criteria-field.h"

#include <glib/gi18n-lib.h>

/* The fields that need nothing but the schema. Names are those of the JSON and stay for ever. */

static const GxCriteriaJoin customer_join = { .sql = "join customer c on c.id = f.customer_id" };
static const GxCriteriaJoin money_join = {
  .sql = "left join customer_money m on m.customer_id = f.customer_id and m.currency = ?",
  .takes_currency = TRUE,
};

static const char * const kinds[] = { "person", "organisation", NULL };
static const char * const standings[] = { "lead", "customer", "partner", "contact", NULL };
static const char * const event_kinds[] = { "call", "visit", "meeting", "chat", "mail", "message", "note",
                                            "page_view", "campaign", NULL };
static const char * const directions[] = { "in", "out", NULL };
static const char * const purchase_kinds[] = { "sale", "return", NULL };
static const char * const task_kinds[] = { "follow_up", "promise", NULL };

#define HAS_CONTACT(kind) \
  "exists (select 1 from contact_point p where p.customer_id = f.customer_id and p.kind = '" kind "' " \
  "and p.gone = 0 and p.until_day is null)"

static const GxCriteriaField fields[] = {
  { .name = "name", .label = N_("Name"), .type = GX_FIELD_TEXT, .expression = "c.name",
    .join = &customer_join },
  { .name = "number", .label = N_("Number"), .type = GX_FIELD_TEXT, .expression = "c.number",
    .join = &customer_join },
  { .name = "kind", .label = N_("Kind"), .type = GX_FIELD_CHOICE, .expression = "c.kind",
    .join = &customer_join,
    .choices = kinds, .phrases = "customer.kind" },
  { .name = "standing", .label = N_("Standing"), .type = GX_FIELD_CHOICE, .expression = "c.standing",
    .join = &customer_join,
    .choices = standings, .phrases = "standing" },
  { .name = "company", .label = N_("Company"), .type = GX_FIELD_TEXT, .expression = "f.company" },
  { .name = "city", .label = N_("City"), .type = GX_FIELD_TEXT, .expression = "f.city" },
  { .name = "industry", .label = N_("Industry"), .type = GX_FIELD_TEXT, .expression = "c.industry",
    .join = &customer_join },
  { .name = "tag", .label = N_("Tag"), .type = GX_FIELD_SET, .names = "word",
    .expression = "select t.customer_id from customer_tag t where t.gone = 0 and t.tag_id" },
  { .name = "source", .label = N_("Source"), .type = GX_FIELD_WORD, .names = "word",
    .expression = "c.source_id", .join = &customer_join },
  { .name = "owner", .label = N_("Owner"), .type = GX_FIELD_WORD, .names = "member",
    .expression = "c.owner_id", .join = &customer_join },
  { .name = "has_phone", .label = N_("Has a phone number"),
    .opposite = N_("Has no phone number"), .type = GX_FIELD_FLAG,
    .expression = HAS_CONTACT ("phone") },
  { .name = "has_mail", .label = N_("Has an email address"),
    .opposite = N_("Has no email address"), .type = GX_FIELD_FLAG,
    .expression = HAS_CONTACT ("mail") },
  { .name = "has_wechat", .label = N_("Has a WeChat ID"),
    .opposite = N_("Has no WeChat ID"), .type = GX_FIELD_FLAG,
    .expression = HAS_CONTACT ("wechat") },
  { .name = "birthday_month", .label = N_("Month of birth"), .type = GX_FIELD_NUMBER,
    .expression = "case when f.birthday_month_day < 10000 then f.birthday_month_day / 100 end" },
  { .name = "first_touch", .label = N_("First touch"), .type = GX_FIELD_DAY, .expression = "f.first_day" },
  { .name = "last_contact", .label = N_("Last contact"), .type = GX_FIELD_DAY,
    .expression = "f.last_contact_day" },
  { .name = "conversations", .label = N_("Conversations"), .type = GX_FIELD_NUMBER,
    .expression = "f.conversations" },
  { .name = "next_due", .label = N_("Next task due"), .type = GX_FIELD_DAY, .expression = "f.next_due_day" },
  { .name = "first_purchase", .label = N_("First purchase"), .type = GX_FIELD_DAY,
    .expression = "f.first_purchase_day" },
  { .name = "last_purchase", .label = N_("Last purchase"), .type = GX_FIELD_DAY,
    .expression = "f.last_purchase_day" },
  { .name = "orders", .label = N_("Orders"), .type = GX_FIELD_NUMBER, .expression = "f.orders" },
  { .name = "usual_interval", .label = N_("Usual days between purchases"), .type = GX_FIELD_NUMBER,
    .expression = "f.median_gap_days" },
  { .name = "value", .label = N_("Value"), .type = GX_FIELD_MONEY,
    .expression = "coalesce(m.value_minor, 0)", .join = &money_join },

  { .relation = "event", .name = "kind", .label = N_("Kind"), .type = GX_FIELD_CHOICE, .expression = "x.kind",
    .choices = event_kinds, .phrases = "event.kind" },
  { .relation = "event", .name = "direction", .label = N_("Direction"), .type = GX_FIELD_CHOICE,
    .expression = "x.direction",
    .choices = directions, .phrases = "event.direction" },
  { .relation = "event", .name = "day", .label = N_("Day"), .type = GX_FIELD_DAY, .expression = "x.day" },
  { .relation = "event", .name = "text", .label = N_("Text"), .type = GX_FIELD_TEXT, .expression = "x.text" },

  { .relation = "purchase", .name = "kind", .label = N_("Kind"), .type = GX_FIELD_CHOICE,
    .expression = "x.kind",
    .choices = purchase_kinds, .phrases = "purchase.kind" },
  { .relation = "purchase", .name = "day", .label = N_("Day"), .type = GX_FIELD_DAY, .expression = "x.day" },
  { .relation = "purchase", .name = "amount", .label = N_("Amount"), .type = GX_FIELD_MONEY,
    .expression = "x.amount_minor", .currency = "x.currency" },

  { .relation = "task", .name = "kind", .label = N_("Kind"), .type = GX_FIELD_CHOICE, .expression = "x.kind",
    .choices = task_kinds, .phrases = "task.kind" },
  { .relation = "task", .name = "due", .label = N_("Due"), .type = GX_FIELD_DAY, .expression = "x.due_day" },
  { .relation = "task", .name = "done", .label = N_("Done"),
    .opposite = N_("Not done"), .type = GX_FIELD_FLAG,
    .expression = "x.done_day is not null" },
};

static const GxCriteriaRelation relations[] = {
  { .name = "event", .label = N_("Interaction"),
    .from = "event x where x.customer_id = f.customer_id and x.gone = 0" },
  { .name = "purchase", .label = N_("Purchase"),
    .from = "purchase_fact x where x.customer_id = f.customer_id" },
  { .name = "task", .label = N_("Task"),
    .from = "task x where x.customer_id = f.customer_id and x.gone = 0" },
};

void
gx_criteria_register (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    gx_criteria_register_relation (&relations[i]);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    gx_criteria_register_field (&fields[i]);
}
