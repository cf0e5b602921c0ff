/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-contact.h"
#include "base/gx-error.h"
#include "base/gx-id.h"
#include "base/gx-partial-day.h"
#include "base/gx-phrase.h"
#include "base/gx-text.h"
#include "customers/gx-customers-private.h"

static const GxCustomerField fields[] = {
  { "name", N_("Name"), GX_CUSTOMER_FIELD_TEXT, NULL, TRUE, TRUE },
  { "family_name", N_("Family name"), GX_CUSTOMER_FIELD_TEXT, NULL, TRUE, FALSE },
  { "form_of_address", N_("Form of address"), GX_CUSTOMER_FIELD_TEXT, NULL, TRUE, FALSE },
  { "kind", N_("Kind"), GX_CUSTOMER_FIELD_CHOICE, "customer.kind", TRUE, TRUE },
  { "standing", N_("Standing"), GX_CUSTOMER_FIELD_CHOICE, "standing", TRUE, TRUE },
  { "number", N_("Number"), GX_CUSTOMER_FIELD_TEXT, NULL, TRUE, TRUE },
  { "gender", N_("Gender"), GX_CUSTOMER_FIELD_CHOICE, "gender", TRUE, FALSE },
  { "birthday", N_("Birthday"), GX_CUSTOMER_FIELD_DAY, NULL, TRUE, FALSE },
  { "occupation", N_("Occupation"), GX_CUSTOMER_FIELD_TEXT, NULL, TRUE, FALSE },
  { "company", N_("Company"), GX_CUSTOMER_FIELD_COMPANY, NULL, TRUE, FALSE },
  { "title", N_("Job title"), GX_CUSTOMER_FIELD_TITLE, NULL, TRUE, FALSE },
  { "phone", N_("Phone"), GX_CUSTOMER_FIELD_CONTACT, "phone", TRUE, TRUE },
  { "mail", N_("Email"), GX_CUSTOMER_FIELD_CONTACT, "mail", TRUE, TRUE },
  { "wechat", N_("WeChat"), GX_CUSTOMER_FIELD_CONTACT, "wechat", TRUE, TRUE },
  { "qq", N_("QQ"), GX_CUSTOMER_FIELD_CONTACT, "qq", TRUE, TRUE },
  { "web", N_("Website"), GX_CUSTOMER_FIELD_CONTACT, "web", TRUE, TRUE },
  { "country", N_("Country"), GX_CUSTOMER_FIELD_ADDRESS, NULL, TRUE, TRUE },
  { "province", N_("Province"), GX_CUSTOMER_FIELD_ADDRESS, NULL, TRUE, TRUE },
  { "city", N_("City"), GX_CUSTOMER_FIELD_ADDRESS, NULL, TRUE, TRUE },
  { "district", N_("District"), GX_CUSTOMER_FIELD_ADDRESS, NULL, TRUE, TRUE },
  { "street", N_("Street"), GX_CUSTOMER_FIELD_ADDRESS, NULL, TRUE, TRUE },
  { "postcode", N_("Postcode"), GX_CUSTOMER_FIELD_ADDRESS, NULL, TRUE, TRUE },
  { "tags", N_("Tags"), GX_CUSTOMER_FIELD_TAGS, "tag", TRUE, TRUE },
  { "source", N_("Source"), GX_CUSTOMER_FIELD_WORD, "source", TRUE, TRUE },
  { "owner", N_("Owner"), GX_CUSTOMER_FIELD_MEMBER, NULL, TRUE, TRUE },
  { "industry", N_("Industry"), GX_CUSTOMER_FIELD_TEXT, NULL, FALSE, TRUE },
  { "size", N_("Company size"), GX_CUSTOMER_FIELD_TEXT, NULL, FALSE, TRUE },
  { "company_code", N_("Company code"), GX_CUSTOMER_FIELD_TEXT, NULL, FALSE, TRUE },
  { "invoice_title", N_("Invoice title"), GX_CUSTOMER_FIELD_TEXT, NULL, TRUE, TRUE },
  { "invoice_code", N_("Tax number on the invoice"), GX_CUSTOMER_FIELD_TEXT, NULL, TRUE, TRUE },
  { "invoice_bank", N_("Bank on the invoice"), GX_CUSTOMER_FIELD_TEXT, NULL, TRUE, TRUE },
  { "invoice_account", N_("Bank account on the invoice"), GX_CUSTOMER_FIELD_TEXT, NULL, TRUE, TRUE },
  { "invoice_address", N_("Address on the invoice"), GX_CUSTOMER_FIELD_TEXT, NULL, TRUE, TRUE },
  { "invoice_phone", N_("Phone on the invoice"), GX_CUSTOMER_FIELD_TEXT, NULL, TRUE, TRUE },
  { "prefers", N_("Likes best to be reached by"), GX_CUSTOMER_FIELD_CHOICE, "contact.kind", TRUE, TRUE },
  { "preferences", N_("Tastes"), GX_CUSTOMER_FIELD_LONG_TEXT, NULL, TRUE, TRUE },
  { "note", N_("Note"), GX_CUSTOMER_FIELD_LONG_TEXT, NULL, TRUE, TRUE },
};

/* Words that stand for a choice in other people's lists, whatever the language of the program. */
static const struct {
  const char *domain, *word, *key;
} synonyms[] = {
  { "gender", "m", "male" }, { "gender", "男", "male" }, { "gender", "先生", "male" },
  { "gender", "mr", "male" },
  { "gender", "f", "female" }, { "gender", "女", "female" }, { "gender", "女士", "female" },
  { "gender", "ms", "female" },
  { "customer.kind", "个人", "person" }, { "customer.kind", "公司", "organisation" },
  { "customer.kind", "企业", "organisation" },
  { "customer.kind", "company", "organisation" }, { "customer.kind", "organization", "organisation" },
  { "standing", "线索", "lead" }, { "standing", "客户", "customer" }, { "standing", "伙伴", "partner" },
  { "standing", "联系人", "contact" }, { "contact.kind", "微信", "wechat" }, { "contact.kind", "电话", "phone" },
  { "contact.kind", "手机", "phone" }, { "contact.kind", "邮件", "mail" }, { "contact.kind", "邮箱", "mail" },
};

const GxCustomerField *
gx_customer_field_get (const char *key)
{
  g_return_val_if_fail (key != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].key, key))
      return &fields[i];
  return NULL;
}

const GxCustomerField *
gx_customer_field_list (guint *n_fields)
{
  g_return_val_if_fail (n_fields != NULL, NULL);

  *n_fields = G_N_ELEMENTS (fields);
  return fields;
}

const char *
gx_customer_field_label (const GxCustomerField *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return _(self->label);
}

/* -- a customer's value */

/* Where the plain fields are in GxCustomer. */
static const struct {
  const char *key;
  gsize offset;
} places[] = {
#define PLACE(field) { #field, G_STRUCT_OFFSET (GxCustomer, field) }
  PLACE (name), PLACE (family_name), PLACE (form_of_address), PLACE (kind), PLACE (standing), PLACE (number),
  PLACE (gender),
  PLACE (birthday), PLACE (occupation), PLACE (company), PLACE (title), PLACE (source), PLACE (owner),
  PLACE (industry),
  PLACE (size), PLACE (company_code), PLACE (invoice_title), PLACE (invoice_code), PLACE (invoice_bank),
  PLACE (invoice_account), PLACE (invoice_address), PLACE (invoice_phone), PLACE (prefers),
  PLACE (preferences), PLACE (note),
#undef PLACE
};

static const char *
get_plain (const GxCustomer *customer, const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].key, key))
      return G_STRUCT_MEMBER (const char *, customer, places[i].offset);
  return NULL;
}

static const char *
get_address_part (const GxCustomer *customer, const char *key)
{
  const GxAddress *address = gx_customer_address (customer);

  if (address == NULL)
    return NULL;
  if (g_str_equal (key, "country"))
    return address->country;
  if (g_str_equal (key, "province"))
    return address->province;
  if (g_str_equal (key, "city"))
    return address->city;
  if (g_str_equal (key, "district"))
    return address->district;
  if (g_str_equal (key, "street"))
    return address->street;
  return address->postcode;
}

static char *
join_tags (const GxCustomer *customer)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < customer->tags->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            ((GxWord *) g_ptr_array_index (customer->tags, i))->name);
  return g_string_free (names, FALSE);
}

char *
gx_customer_field_text (const GxCustomerField *self, const GxCustomer *customer)
{
  const char *text;
  const GxContactPoint *point;

  g_return_val_if_fail (self != NULL && customer != NULL, NULL);

  switch (self->type)
    {
    case GX_CUSTOMER_FIELD_CONTACT:
      point = gx_customer_contact (customer, self->domain);
      text = point != NULL ? point->value : NULL;
      break;
    case GX_CUSTOMER_FIELD_ADDRESS:
      text = get_address_part (customer, self->key);
      break;
    case GX_CUSTOMER_FIELD_TAGS:
      return join_tags (customer);
    default:
      text = get_plain (customer, self->key);
    }
  return g_strdup (text != NULL ? text : "");
}

char *
gx_customer_field_format (const GxCustomerField *self, const GxCustomer *customer)
{
  g_autofree char *text = gx_customer_field_text (self, customer);
  GxPartialDay day;

  if (*text == '\0')
    return g_steal_pointer (&text);
  if (self->type == GX_CUSTOMER_FIELD_CHOICE)
    return g_strdup (gx_phrase (self->domain, text));
  if (self->type == GX_CUSTOMER_FIELD_DAY && gx_partial_day_read (text, &day))
    return gx_partial_day_format (&day);
  if (self->type == GX_CUSTOMER_FIELD_CONTACT && g_str_equal (self->domain, "phone"))
    return gx_phone_format (text);
  return g_steal_pointer (&text);
}

/* -- where it is kept */

static gboolean
set_cell (GxCellPlace *cell, const char *table, GxId row, const char *column)
{
  *cell = (GxCellPlace) { table, row, column };
  return row != 0;
}

static gboolean
find_custom_cell (const char *key, const GxCustomer *customer, GxCellPlace *cell)
{
  for (guint i = 0; i < customer->customs->len; i++)
    {
      const GxCustomValue *value = customer->customs->pdata[i];

      if (value->value != NULL && g_str_equal (value->name, _gx_custom_name (key)))
        return set_cell (cell, "custom_value", gx_id_hash ("custom_value", customer->id, value->field_id),
                         "value");
    }
  return FALSE;
}

/* Of the first place of work that is a present one. */
static gboolean
find_work_cell (const GxCustomer *customer, const char *column, GxCellPlace *cell)
{
  for (guint i = 0; i < customer->relations->len; i++)
    {
      const GxRelation *relation = customer->relations->pdata[i];

      if (!relation->is_incoming && relation->until_day == NULL && g_str_equal (relation->kind, "works_at"))
        return set_cell (cell, "relation", relation->id, column);
    }
  return FALSE;
}

gboolean
gx_customer_field_find_cell (const char *key, const GxCustomer *customer, GxCellPlace *cell)
{
  const GxCustomerField *field = gx_customer_field_get (key);
  const GxContactPoint *point = NULL;
  const GxAddress *address = NULL;

  g_return_val_if_fail (customer != NULL && cell != NULL, FALSE);

  if (field == NULL)
    return find_custom_cell (key, customer, cell);
  switch (field->type)
    {
    case GX_CUSTOMER_FIELD_CONTACT:
      point = gx_customer_contact (customer, field->domain);
      return set_cell (cell, "contact_point", point != NULL ? point->id : 0, "value");
    case GX_CUSTOMER_FIELD_ADDRESS:
      address = gx_customer_address (customer);
      return set_cell (cell, "address", address != NULL ? address->id : 0, field->key);
    case GX_CUSTOMER_FIELD_WORD:
      return set_cell (cell, "customer", customer->id, "source_id");
    case GX_CUSTOMER_FIELD_MEMBER:
      return set_cell (cell, "customer", customer->id, "owner_id");
    case GX_CUSTOMER_FIELD_COMPANY:
      return find_work_cell (customer, customer->company_id != 0 ? "to_id" : "to_text", cell);
    case GX_CUSTOMER_FIELD_TITLE:
      return find_work_cell (customer, "title", cell);
    case GX_CUSTOMER_FIELD_TAGS:
      return FALSE;
    case GX_CUSTOMER_FIELD_TEXT:
    case GX_CUSTOMER_FIELD_LONG_TEXT:
    case GX_CUSTOMER_FIELD_CHOICE:
    case GX_CUSTOMER_FIELD_DAY:
    default:
      return set_cell (cell, "customer", customer->id, field->key);
    }
}

/* -- what can be taken */

static const char *
find_choice (const char *domain, const char *text)
{
  g_autofree char *folded = gx_fold (text);
  const char * const *keys = gx_phrase_keys (domain);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *phrase = gx_fold (gx_phrase (domain, keys[i]));
      g_autofree char *source = gx_fold (gx_phrase_source (domain, keys[i]));

      if (g_str_equal (folded, keys[i]) || g_str_equal (folded, phrase) || g_str_equal (folded, source))
        return keys[i];
    }
  for (guint i = 0; i < G_N_ELEMENTS (synonyms); i++)
    if (g_str_equal (synonyms[i].domain, domain) && g_str_equal (synonyms[i].word, folded))
      return synonyms[i].key;
  return NULL;
}

static gboolean
check_choice (const GxCustomerField *self, const char *text, char **stored, GError **error)
{
  const char *key = find_choice (self->domain, text);

  if (key == NULL)
    {
      const char * const *keys = gx_phrase_keys (self->domain);
      GString *choices = g_string_new (NULL);

      for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
        g_string_append_printf (choices, "%s%s", i > 0 ? ", " : "", gx_phrase (self->domain, keys[i]));
      /* Translators: the first %s is what was typed, the second a field ("Gender"), the third a list of
       * choices */
      g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("“%s” is no choice of “%s”. Choose one of: %s."),
                   text, gx_customer_field_label (self), choices->str);
      g_string_free (choices, TRUE);
      return FALSE;
    }
  *stored = g_strdup (key);
  return TRUE;
}

static gboolean
check_day (const char *text, char **stored, GError **error)
{
  GxPartialDay day;

  /* The stored form is taken as well: "--03-05" cannot be typed by mistake. */
  if (!gx_partial_day_read (text, &day) && !gx_partial_day_parse (text, &day, error))
    return FALSE;
  *stored = gx_partial_day_store (&day);
  return TRUE;
}

gboolean
gx_customer_field_check (const GxCustomerField *self, const char *text, char **stored, GError **error)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *value = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    {
      /* Translators: %s is a field, as in "Name" */
      g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("The text for “%s” is not valid UTF-8."),
                   gx_customer_field_label (self));
      return FALSE;
    }

  trimmed = _gx_trim (text);
  if (trimmed != NULL && self->type == GX_CUSTOMER_FIELD_CHOICE
      && !check_choice (self, trimmed, &value, error))
    return FALSE;
  if (trimmed != NULL && self->type == GX_CUSTOMER_FIELD_DAY && !check_day (trimmed, &value, error))
    return FALSE;

  if (trimmed == NULL && (g_str_equal (self->key, "kind") || g_str_equal (self->key, "standing")))
    {
      /* Translators: %s is a field, as in "Standing" */
      g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("“%s” cannot be empty."),
                   gx_customer_field_label (self));
      return FALSE;
    }

  if (stored != NULL)
    *stored = value != NULL ? g_steal_pointer (&value) : g_steal_pointer (&trimmed);
  return TRUE;
}
