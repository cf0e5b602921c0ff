/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-criteria-private.h"

#include <glib/gi18n-lib.h>

/* What belongs to a customer and can be counted and added up, and what one can ask of it. Names are those of
   the JSON and stay for ever. */

static const char * const event_kinds[] = { "call", "visit", "meeting", "chat", "mail", "message", "note",
                                            "page_view", "campaign", NULL };
static const char * const directions[] = { "in", "out", NULL };
static const char * const purchase_kinds[] = { "sale", "return", NULL };
static const char * const task_kinds[] = { "follow_up", "promise", NULL };
static const char * const contact_kinds[] = { "phone", "mail", "wechat", "qq", "web", "other", NULL };
static const char * const name_kinds[] = { "former", "legal", "short", "english", "nickname", NULL };
static const char * const relation_kinds[] = { "works_at", "owns", "part_of", "referred_by", "family",
                                               "friend", "other", NULL };

static const GxCriteriaJoin purchase_join = { .sql = "join purchase y on y.id = x.purchase_id" };
static const GxCriteriaJoin product_join = { .sql = "left join product q on q.id = x.product_id" };
static const GxCriteriaJoin to_join = { .sql = "left join customer n on n.id = x.to_id" };
static const GxCriteriaJoin from_join = { .sql = "join customer n on n.id = x.from_id" };

#define OWN(table) .from = table " x", .where = "x.customer_id = f.customer_id and x.gone = 0"

/* Marks two words for gettext as N_() does one. */
#define NN_(single, several) .one = single, .many = several

static const GxCriteriaRelation relations[] = {
  { .name = "event", .label = N_("Interactions"), .none = N_("no interactions"),
    .some = N_("has interactions"),
    /* Translators: %s is a number */
    NN_("%s interaction", "%s interactions"), OWN ("event"),
    .day = "x.day" },
  { .name = "purchase", .label = N_("Purchases"), .none = N_("no purchases"),
    .some = N_("has purchases"),
    /* Translators: %s is a number */
    NN_("%s purchase", "%s purchases"),
    .from = "purchase_fact x", .where = "x.customer_id = f.customer_id", .day = "x.day" },
  { .name = "line", .label = N_("Products bought"), .none = N_("bought no products"),
    .some = N_("bought products"),
    /* Translators: %s is a number */
    NN_("%s product line", "%s product lines"),
    .from = "purchase_fact p cross join purchase_line x on x.purchase_id = p.purchase_id",
    .where = "p.customer_id = f.customer_id and x.gone = 0", .day = "p.day" },
  { .name = "payment", .label = N_("Payments"), .none = N_("no payments"),
    .some = N_("has payments"),
    /* Translators: %s is a number */
    NN_("%s payment", "%s payments"), OWN ("payment"), .day = "x.day" },
  { .name = "task", .label = N_("Tasks"), .none = N_("no tasks"), .some = N_("has tasks"),
    /* Translators: %s is a number */
    NN_("%s task", "%s tasks"), OWN ("task") },
  { .name = "tag", .label = N_("Tags"), .none = N_("no tags"), .some = N_("has tags"),
    /* Translators: %s is a number */
    NN_("%s tag", "%s tags"), OWN ("customer_tag") },
  { .name = "contact", .label = N_("Contact details"), .none = N_("no contact details"),
    .some = N_("has contact details"),
    /* Translators: %s is a number */
    NN_("%s contact detail", "%s contact details"),
    OWN ("contact_point") },
  { .name = "address", .label = N_("Addresses"), .none = N_("no addresses"),
    .some = N_("has addresses"),
    /* Translators: %s is a number */
    NN_("%s address", "%s addresses"), OWN ("address") },
  { .name = "name", .label = N_("Other names"), .none = N_("no other names"),
    .some = N_("has other names"),
    /* Translators: %s is a number */
    NN_("%s other name", "%s other names"), OWN ("customer_name") },
  { .name = "relation", .label = N_("Relations"), .none = N_("no relations"),
    .some = N_("has relations"),
    /* Translators: %s is a number */
    NN_("%s relation", "%s relations"),
    .from = "relation x", .where = "x.from_id = f.customer_id and x.gone = 0" },
  { .name = "staff", .label = N_("People who work there"), .none = N_("nobody who works there"),
    .some = N_("has people who work there"),
    /* Translators: %s is a number */
    NN_("%s person who works there", "%s people who work there"),
    .from = "relation x", .where = "x.to_id = f.customer_id and x.kind = 'works_at' and x.gone = 0" },
  { .name = "referral", .label = N_("Referrals"), .none = N_("no referrals"),
    .some = N_("has referrals"),
    /* Translators: %s is a number */
    NN_("%s referral", "%s referrals"),
    .from = "relation x", .where = "x.to_id = f.customer_id and x.kind = 'referred_by' and x.gone = 0" },
};

#define TEXT_OF(relation_, name_, label_, column) \
  { .relation = relation_, .name = name_, .label = label_, .type = GX_FIELD_TEXT, .expression = column }
#define CHOICE_OF(relation_, label_, choices_, phrases_) \
  { .relation = relation_, .name = "kind", .label = label_, .type = GX_FIELD_CHOICE, .is_unsaid = TRUE, \
    .expression = "x.kind", .choices = choices_, .phrases = phrases_ }
#define DAY_OF(relation_, column) \
  { .relation = relation_, .name = "day", .label = N_("Day"), .type = GX_FIELD_DAY, .is_unsaid = TRUE, \
    .expression = column }
#define MEMBER_OF(relation_, name_, label_, column, join_) \
  { .relation = relation_, .name = name_, .label = label_, .type = GX_FIELD_WORD, .expression = column, \
    .join = join_, .names = "member", \
    .suggest = "select m.name, 0 from member m where m.gone = 0 and m.name is not null" }
#define HOW_OFTEN(column, table) \
  "select " column ", count (*) from " table " where " column " is not null group by 1"

static const GxCriteriaField fields[] = {
  CHOICE_OF ("event", N_("Kind"), event_kinds, "event.kind"),
  { .relation = "event", .name = "direction", .label = N_("Direction"), .type = GX_FIELD_CHOICE,
    .is_unsaid = TRUE, .expression = "x.direction", .choices = directions, .phrases = "event.direction" },
  DAY_OF ("event", "x.day"),
  { .relation = "event", .name = "reached", .label = N_("Reached them"),
    .opposite = N_("Did not reach them"), .type = GX_FIELD_FLAG, .expression = "x.reached" },
  { .relation = "event", .name = "channel", .label = N_("Channel"), .type = GX_FIELD_TEXT,
    .expression = "x.channel", .suggest = HOW_OFTEN ("x.channel", "event x") },
  TEXT_OF ("event", "text", N_("Text"), "x.text"),
  MEMBER_OF ("event", "author", N_("Written by"), "x.author_id", NULL),

  CHOICE_OF ("purchase", N_("Kind"), purchase_kinds, "purchase.kind"),
  DAY_OF ("purchase", "x.day"),
  { .relation = "purchase", .name = "amount", .label = N_("Amount"), .type = GX_FIELD_MONEY,
    .expression = "x.amount_minor", .currency = "x.currency" },
  { .relation = "purchase", .name = "units", .label = N_("Units"), .type = GX_FIELD_DECIMAL,
    .expression = "x.units_micro" },
  { .relation = "purchase", .name = "lines", .label = N_("Lines"), .type = GX_FIELD_NUMBER,
    .expression = "x.lines" },
  { .relation = "purchase", .name = "channel", .label = N_("Channel"), .type = GX_FIELD_TEXT,
    .expression = "y.channel", .join = &purchase_join, .phrases = "purchase.channel",
    .suggest = HOW_OFTEN ("y.channel", "purchase y") },
  { .relation = "purchase", .name = "number", .label = N_("Number"), .type = GX_FIELD_TEXT,
    .expression = "y.number", .join = &purchase_join },
  { .relation = "purchase", .name = "note", .label = N_("Note"), .type = GX_FIELD_TEXT,
    .expression = "y.note", .join = &purchase_join },
  MEMBER_OF ("purchase", "author", N_("Written by"), "y.author_id", &purchase_join),

  { .relation = "line", .name = "product", .label = N_("Product"), .type = GX_FIELD_TEXT,
    .expression = "coalesce (q.name, x.text)", .join = &product_join,
    .suggest = "select q.name, 0 from product q where q.gone = 0 and q.name is not null" },
  { .relation = "line", .name = "code", .label = N_("Product code"), .type = GX_FIELD_TEXT,
    .expression = "q.code", .join = &product_join,
    .suggest = "select q.code, 0 from product q where q.gone = 0 and q.code is not null" },
  { .relation = "line", .name = "category", .label = N_("Category"), .type = GX_FIELD_TEXT,
    .expression = "q.category", .join = &product_join, .suggest = HOW_OFTEN ("q.category", "product q") },
  { .relation = "line", .name = "kind", .label = N_("Kind"), .type = GX_FIELD_CHOICE, .is_unsaid = TRUE,
    .expression = "p.kind", .choices = purchase_kinds, .phrases = "purchase.kind" },
  DAY_OF ("line", "p.day"),
  { .relation = "line", .name = "quantity", .label = N_("Quantity"), .type = GX_FIELD_DECIMAL,
    .expression = "x.quantity_micro" },
  { .relation = "line", .name = "amount", .label = N_("Amount"), .type = GX_FIELD_MONEY,
    .expression = "x.amount_minor", .currency = "p.currency" },

  DAY_OF ("payment", "x.day"),
  { .relation = "payment", .name = "amount", .label = N_("Amount"), .type = GX_FIELD_MONEY,
    .expression = "x.amount_minor", .currency = "x.currency" },
  { .relation = "payment", .name = "method", .label = N_("Method"), .type = GX_FIELD_TEXT,
    .expression = "x.method", .phrases = "payment.method", .suggest = HOW_OFTEN ("x.method", "payment x") },
  TEXT_OF ("payment", "note", N_("Note"), "x.note"),

  CHOICE_OF ("task", N_("Kind"), task_kinds, "task.kind"),
  { .relation = "task", .name = "due", .label = N_("Due"), .type = GX_FIELD_DAY, .expression = "x.due_day" },
  { .relation = "task", .name = "done", .label = N_("Done"),
    .opposite = N_("Not done"), .type = GX_FIELD_FLAG, .expression = "x.done_day is not null",
    .past = "x.done_day is not null and x.done_day <= :as_of" },
  { .relation = "task", .name = "done_day", .label = N_("Day done"), .type = GX_FIELD_DAY,
    .expression = "x.done_day", .past = "case when x.done_day <= :as_of then x.done_day end" },
  { .relation = "task", .name = "overdue", .label = N_("Overdue"), .opposite = N_("Not overdue"),
    .type = GX_FIELD_FLAG, .expression = "x.done_day is null and coalesce (x.due_day < :as_of, 0)",
    .past = "(x.done_day is null or x.done_day > :as_of) and coalesce (x.due_day < :as_of, 0)" },
  TEXT_OF ("task", "title", N_("Title"), "x.title"),
  MEMBER_OF ("task", "owner", N_("Owner"), "x.owner_id", NULL),

  { .relation = "tag", .name = "tag", .label = N_("Tag"), .type = GX_FIELD_WORD, .names = "word",
    .is_unsaid = TRUE, .expression = "x.tag_id",
    .suggest = "select w.name, 0 from word w where w.kind = 'tag' and w.gone = 0 and w.name is not null" },

  CHOICE_OF ("contact", N_("Kind"), contact_kinds, "contact.kind"),
  TEXT_OF ("contact", "value", N_("Number or address"), "x.value"),
  TEXT_OF ("contact", "label", N_("Label"), "x.label"),
  { .relation = "contact", .name = "primary", .label = N_("Primary"), .opposite = N_("Not primary"),
    .type = GX_FIELD_FLAG, .expression = "x.is_primary" },
  { .relation = "contact", .name = "current", .label = N_("In use"), .opposite = N_("No longer in use"),
    .type = GX_FIELD_FLAG, .expression = "x.until_day is null" },

  TEXT_OF ("address", "label", N_("Label"), "x.label"),
  { .relation = "address", .name = "country", .label = N_("Country"), .type = GX_FIELD_TEXT,
    .expression = "x.country", .suggest = HOW_OFTEN ("x.country", "address x") },
  { .relation = "address", .name = "province", .label = N_("Province"), .type = GX_FIELD_TEXT,
    .expression = "x.province", .suggest = HOW_OFTEN ("x.province", "address x") },
  { .relation = "address", .name = "city", .label = N_("City"), .type = GX_FIELD_TEXT,
    .expression = "x.city", .suggest = HOW_OFTEN ("x.city", "address x") },
  { .relation = "address", .name = "district", .label = N_("District"), .type = GX_FIELD_TEXT,
    .expression = "x.district", .suggest = HOW_OFTEN ("x.district", "address x") },
  TEXT_OF ("address", "street", N_("Street"), "x.street"),
  TEXT_OF ("address", "postcode", N_("Postcode"), "x.postcode"),
  { .relation = "address", .name = "primary", .label = N_("Primary"), .opposite = N_("Not primary"),
    .type = GX_FIELD_FLAG, .expression = "x.is_primary" },
  { .relation = "address", .name = "current", .label = N_("In use"), .opposite = N_("No longer in use"),
    .type = GX_FIELD_FLAG, .expression = "x.until_day is null" },

  CHOICE_OF ("name", N_("Kind"), name_kinds, "name.kind"),
  TEXT_OF ("name", "name", N_("Name"), "x.name"),

  CHOICE_OF ("relation", N_("Kind"), relation_kinds, "relation.kind"),
  { .relation = "relation", .name = "to", .label = N_("Other party"), .type = GX_FIELD_TEXT,
    .expression = "coalesce (n.name, x.to_text)", .join = &to_join },
  { .relation = "relation", .name = "title", .label = N_("Job title"), .type = GX_FIELD_TEXT,
    .expression = "x.title", .suggest = HOW_OFTEN ("x.title", "relation x") },
  { .relation = "relation", .name = "current", .label = N_("Still so"), .opposite = N_("No longer so"),
    .type = GX_FIELD_FLAG, .expression = "x.until_day is null" },

  { .relation = "staff", .name = "name", .label = N_("Name"), .type = GX_FIELD_TEXT,
    .expression = "n.name", .join = &from_join },
  { .relation = "staff", .name = "title", .label = N_("Job title"), .type = GX_FIELD_TEXT,
    .expression = "x.title", .suggest = HOW_OFTEN ("x.title", "relation x") },
  { .relation = "staff", .name = "current", .label = N_("Still there"), .opposite = N_("No longer there"),
    .type = GX_FIELD_FLAG, .expression = "x.until_day is null" },

  { .relation = "referral", .name = "name", .label = N_("Name"), .type = GX_FIELD_TEXT,
    .expression = "n.name", .join = &from_join },
};

void
_gx_criteria_register_related (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    gx_criteria_register_relation (&relations[i]);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    gx_criteria_register_field (&fields[i]);
}
