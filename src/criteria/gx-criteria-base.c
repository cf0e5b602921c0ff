/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-criteria-private.h"

#include <glib/gi18n-lib.h>

/* What one can ask of a customer that needs nothing but the schema. Names are those of the JSON and stay for
   ever. */

static const GxCriteriaJoin customer_join = { .sql = "join customer c on c.id = f.customer_id" };
static const GxCriteriaJoin money_join = {
  .sql = "left join customer_money m on m.customer_id = f.customer_id and m.currency = :currency",
};

static const char * const kinds[] = { "person", "organisation", NULL };
static const char * const standings[] = { "lead", "customer", "partner", "contact", NULL };
static const char * const genders[] = { "female", "male", "other", NULL };
static const char * const contact_kinds[] = { "phone", "mail", "wechat", "qq", "web", "other", NULL };

#define CUSTOMER(column) .expression = "c." column, .join = &customer_join

#define HAS_CONTACT(kind) \
  "exists (select 1 from contact_point p where p.customer_id = f.customer_id and p.kind = '" kind "' " \
  "and p.gone = 0 and p.until_day is null)"

/* Of the primary address, else the first, as projected for the city. */
#define ADDRESS(column) \
  "(select a." column " from address a where a.customer_id = f.customer_id and a.gone = 0 " \
  "order by a.is_primary <> 0 desc, a.id limit 1)"

/* As of a day that has gone by: what projections keep in customer_fact, of what had happened by then. */
#define SALES_BY_THEN(what) \
  "(select " what " from purchase_fact p where p.customer_id = f.customer_id and p.kind = 'sale' " \
  "and p.day <= :as_of)"
#define CONVERSATIONS_BY_THEN(what) \
  "(select " what " from event e where e.customer_id = f.customer_id and e.gone = 0 and e.reached " \
  "and e.kind in ('call', 'visit', 'meeting', 'chat', 'mail') and e.day <= :as_of)"

#define HOW_OFTEN(column, table) \
  "select " column ", count (*) from " table " where " column " is not null group by 1"

static const GxCriteriaField fields[] = {
  { .name = "name", .label = N_("Name"), .type = GX_FIELD_TEXT, CUSTOMER ("name") },
  { .name = "number", .label = N_("Number"), .type = GX_FIELD_TEXT, CUSTOMER ("number") },
  { .name = "kind", .label = N_("Kind"), .type = GX_FIELD_CHOICE, CUSTOMER ("kind"),
    .choices = kinds, .phrases = "customer.kind" },
  { .name = "standing", .label = N_("Standing"), .type = GX_FIELD_CHOICE, CUSTOMER ("standing"),
    .choices = standings, .phrases = "standing" },
  { .name = "tag", .label = N_("Tag"), .type = GX_FIELD_SET, .names = "word",
    .expression = "select t.customer_id from customer_tag t where t.gone = 0 and t.tag_id",
    .suggest = "select w.name, (select count (*) from customer_tag t where t.tag_id = w.id and t.gone = 0) "
               "from word w where w.kind = 'tag' and w.gone = 0 and w.name is not null" },
  { .name = "owner", .label = N_("Owner"), .type = GX_FIELD_WORD, .names = "member", CUSTOMER ("owner_id"),
    .suggest = "select m.name, (select count (*) from customer c where c.owner_id = m.id) "
               "from member m where m.gone = 0 and m.name is not null and (m.left_day is null "
               "or exists (select 1 from customer c where c.owner_id = m.id))" },
  { .name = "source", .label = N_("Source"), .type = GX_FIELD_WORD, .names = "word", CUSTOMER ("source_id"),
    .suggest = "select w.name, u.uses from word w left join (select c.source_id, count (*) uses "
               "from customer c where c.gone = 0 group by 1) u on u.source_id = w.id "
               "where w.kind = 'source' and w.gone = 0 and w.name is not null" },
  { .name = "company", .label = N_("Company"), .type = GX_FIELD_TEXT, .expression = "f.company",
    .suggest = HOW_OFTEN ("f.company", "customer_fact f") },
  { .name = "city", .label = N_("City"), .type = GX_FIELD_TEXT, .expression = "f.city",
    .suggest = HOW_OFTEN ("f.city", "customer_fact f") },
  { .name = "province", .label = N_("Province"), .type = GX_FIELD_TEXT, .expression = ADDRESS ("province"),
    .suggest = HOW_OFTEN ("a.province", "address a") },
  { .name = "district", .label = N_("District"), .type = GX_FIELD_TEXT, .expression = ADDRESS ("district"),
    .suggest = HOW_OFTEN ("a.district", "address a") },
  { .name = "industry", .label = N_("Industry"), .type = GX_FIELD_TEXT, CUSTOMER ("industry"),
    .suggest = HOW_OFTEN ("c.industry", "customer c") },
  { .name = "size", .label = N_("Company size"), .type = GX_FIELD_TEXT, CUSTOMER ("size"),
    .suggest = HOW_OFTEN ("c.size", "customer c") },
  { .name = "occupation", .label = N_("Occupation"), .type = GX_FIELD_TEXT, CUSTOMER ("occupation"),
    .suggest = HOW_OFTEN ("c.occupation", "customer c") },
  { .name = "gender", .label = N_("Gender"), .type = GX_FIELD_CHOICE, CUSTOMER ("gender"),
    .choices = genders, .phrases = "gender" },
  { .name = "age", .label = N_("Age"), .type = GX_FIELD_NUMBER, .unit = N_("years old"),
    .expression = "gx_age (c.birthday, :as_of)", .join = &customer_join },
  { .name = "birthday", .label = N_("Birthday"), .type = GX_FIELD_BIRTHDAY,
    .expression = "f.birthday_month_day" },
  { .name = "birthday_month", .label = N_("Month of birth"), .type = GX_FIELD_NUMBER,
    .expression = "case when f.birthday_month_day < 10000 then f.birthday_month_day / 100 end" },
  { .name = "preferences", .label = N_("Tastes"), .type = GX_FIELD_TEXT, CUSTOMER ("preferences") },
  { .name = "note", .label = N_("Note"), .type = GX_FIELD_TEXT, CUSTOMER ("note") },
  { .name = "prefers", .label = N_("Preferred way of contact"), .type = GX_FIELD_CHOICE,
    CUSTOMER ("prefers"), .choices = contact_kinds, .phrases = "contact.kind" },
  { .name = "has_phone", .label = N_("Has a phone number"),
    .opposite = N_("Has no phone number"), .type = GX_FIELD_FLAG,
    .expression = HAS_CONTACT ("phone") },
  { .name = "has_mail", .label = N_("Has an email address"),
    .opposite = N_("Has no email address"), .type = GX_FIELD_FLAG,
    .expression = HAS_CONTACT ("mail") },
  { .name = "has_wechat", .label = N_("Has a WeChat ID"),
    .opposite = N_("Has no WeChat ID"), .type = GX_FIELD_FLAG,
    .expression = HAS_CONTACT ("wechat") },

  { .name = "first_touch", .label = N_("First touch"), .type = GX_FIELD_DAY, .expression = "f.first_day",
    .past = "case when f.first_day <= :as_of then f.first_day end" },
  { .name = "last_contact", .label = N_("Last contact"), .type = GX_FIELD_DAY,
    .expression = "f.last_contact_day", .past = CONVERSATIONS_BY_THEN ("max (e.day)") },
  { .name = "conversations", .label = N_("Conversations"), .type = GX_FIELD_NUMBER,
    .expression = "f.conversations", .past = CONVERSATIONS_BY_THEN ("count (*)") },
  { .name = "next_due", .label = N_("Next task due"), .type = GX_FIELD_DAY, .expression = "f.next_due_day",
    .past = "(select min (t.due_day) from task t where t.customer_id = f.customer_id and t.gone = 0 "
            "and (t.done_day is null or t.done_day > :as_of))" },

  { .name = "first_purchase", .label = N_("First purchase"), .type = GX_FIELD_DAY,
    .expression = "f.first_purchase_day",
    .past = "case when f.first_purchase_day <= :as_of then f.first_purchase_day end" },
  { .name = "last_purchase", .label = N_("Last purchase"), .type = GX_FIELD_DAY,
    .expression = "f.last_purchase_day", .past = SALES_BY_THEN ("max (p.day)") },
  { .name = "orders", .label = N_("Orders"), .type = GX_FIELD_NUMBER, .expression = "f.orders",
    .past = SALES_BY_THEN ("count (*)") },
  { .name = "usual_interval", .label = N_("Usual days between purchases"), .type = GX_FIELD_NUMBER,
    .unit = N_("days"), .expression = "f.median_gap_days", .past = SALES_BY_THEN ("median_gap (p.day)") },
  { .name = "past_usual_interval", .label = N_("Days past the usual interval"), .type = GX_FIELD_NUMBER,
    .unit = N_("days"), .expression = ":as_of - f.last_purchase_day - f.median_gap_days",
    .past = SALES_BY_THEN (":as_of - max (p.day) - median_gap (p.day)") },
  { .name = "value", .label = N_("Value"), .type = GX_FIELD_MONEY,
    .expression = "coalesce (m.value_minor, 0)", .join = &money_join,
    .past = "coalesce ((select sum (p.amount_minor) from purchase_fact p where p.customer_id = f.customer_id "
            "and p.currency = :currency and p.day <= :as_of), 0)" },
};

void
gx_criteria_register (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    gx_criteria_register_field (&fields[i]);
  _gx_criteria_register_related ();
}
