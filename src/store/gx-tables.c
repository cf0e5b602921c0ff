/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/gx-tables-private.h"

enum {
  MEMBER, WORD, CUSTOMER, CUSTOMER_NAME, EXTERNAL_KEY, CONTACT_POINT, ADDRESS, RELATION, CUSTOMER_TAG,
  CUSTOM_FIELD, CUSTOM_VALUE, EVENT, PRODUCT, PURCHASE, PURCHASE_LINE, PAYMENT, TASK, SETTING, IMPORT_BATCH,
  IMPORT_ROW, SEGMENT, IMPORT_MAPPING, EXPORT_RECORD,
};

/* The shared tables, parents before children. Numbers are append only. */
static const GxTable tables[] = {
  [MEMBER]        = { 1, "member" },
  [WORD]          = { 2, "word" },
  [CUSTOMER]      = { 3, "customer" },
  [CUSTOMER_NAME] = { 4, "customer_name" },
  [EXTERNAL_KEY]  = { 5, "external_key" },
  [CONTACT_POINT] = { 6, "contact_point" },
  [ADDRESS]       = { 7, "address" },
  [RELATION]      = { 8, "relation" },
  [CUSTOMER_TAG]  = { 9, "customer_tag" },
  [CUSTOM_FIELD]  = { 10, "custom_field" },
  [CUSTOM_VALUE]  = { 11, "custom_value" },
  [EVENT]         = { 12, "event" },
  [PRODUCT]       = { 13, "product" },
  [PURCHASE]      = { 14, "purchase" },
  [PURCHASE_LINE] = { 15, "purchase_line" },
  [PAYMENT]       = { 16, "payment" },
  [TASK]          = { 17, "task" },
  [SETTING]       = { 18, "setting" },
  [IMPORT_BATCH]  = { 19, "import_batch" },
  [IMPORT_ROW]    = { 20, "import_row" },
  [SEGMENT]       = { 21, "segment" },
  [IMPORT_MAPPING] = { 22, "import_mapping" },
  [EXPORT_RECORD] = { 23, "export_record" },
};

static const GxLink links[] = {
  { &tables[CUSTOMER], "source_id", &tables[WORD] },
  { &tables[CUSTOMER], "owner_id", &tables[MEMBER] },
  { &tables[CUSTOMER_NAME], "customer_id", &tables[CUSTOMER] },
  { &tables[EXTERNAL_KEY], "customer_id", &tables[CUSTOMER] },
  { &tables[CONTACT_POINT], "customer_id", &tables[CUSTOMER] },
  { &tables[ADDRESS], "customer_id", &tables[CUSTOMER] },
  { &tables[RELATION], "from_id", &tables[CUSTOMER] },
  { &tables[RELATION], "to_id", &tables[CUSTOMER] },
  { &tables[CUSTOMER_TAG], "customer_id", &tables[CUSTOMER] },
  { &tables[CUSTOMER_TAG], "tag_id", &tables[WORD] },
  { &tables[CUSTOM_VALUE], "customer_id", &tables[CUSTOMER] },
  { &tables[CUSTOM_VALUE], "field_id", &tables[CUSTOM_FIELD] },
  { &tables[EVENT], "customer_id", &tables[CUSTOMER] },
  { &tables[EVENT], "author_id", &tables[MEMBER] },
  { &tables[PURCHASE], "customer_id", &tables[CUSTOMER] },
  { &tables[PURCHASE], "contact_id", &tables[CUSTOMER] },
  { &tables[PURCHASE], "reverses_id", &tables[PURCHASE] },
  { &tables[PURCHASE], "author_id", &tables[MEMBER] },
  { &tables[PURCHASE_LINE], "purchase_id", &tables[PURCHASE] },
  { &tables[PURCHASE_LINE], "product_id", &tables[PRODUCT] },
  { &tables[PAYMENT], "customer_id", &tables[CUSTOMER] },
  { &tables[PAYMENT], "purchase_id", &tables[PURCHASE] },
  { &tables[PAYMENT], "author_id", &tables[MEMBER] },
  { &tables[TASK], "customer_id", &tables[CUSTOMER] },
  { &tables[TASK], "owner_id", &tables[MEMBER] },
  { &tables[TASK], "event_id", &tables[EVENT] },
  { &tables[IMPORT_ROW], "batch_id", &tables[IMPORT_BATCH] },
  { &tables[SEGMENT], "author_id", &tables[MEMBER] },
  { &tables[EXPORT_RECORD], "author_id", &tables[MEMBER] },
};

static const GxMembership memberships[] = {
  { &tables[CUSTOMER_TAG], "insert or ignore into customer_tag (id, customer_id, tag_id)",
    "customer_id", "tag_id" },
};

const char * const _gx_derived_tables[] = { "customer_fact", "customer_money", "purchase_fact", NULL };

int
_gx_tables_count (void)
{
  return G_N_ELEMENTS (tables);
}

const GxTable *
_gx_table_at (int index)
{
  return &tables[index];
}

const GxTable *
_gx_table_by_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (tables[i].name, name))
      return &tables[i];
  return NULL;
}

const GxTable *
_gx_table_by_number (int number)
{
  return number >= 1 && number <= (int) G_N_ELEMENTS (tables) ? &tables[number - 1] : NULL;
}

guint64
_gx_table_bit (const GxTable *table)
{
  G_STATIC_ASSERT (G_N_ELEMENTS (tables) <= 64);
  return G_GUINT64_CONSTANT (1) << (table->number - 1);
}

int
_gx_links_count (void)
{
  return G_N_ELEMENTS (links);
}

const GxLink *
_gx_link_at (int index)
{
  return &links[index];
}

const GxMembership *
_gx_membership_of (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (memberships); i++)
    if (g_str_equal (memberships[i].table->name, name))
      return &memberships[i];
  return NULL;
}
