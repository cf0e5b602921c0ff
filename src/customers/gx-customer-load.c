/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "customers/gx-customers-private.h"

/* Reading the whole of one customer: a query per kind of part, in one state of the book. */

typedef gpointer (*ReadPart) (GxStatement *query);

static const char *
intern (GxStatement *query, int column)
{
  return g_intern_string (gx_statement_text (query, column));
}

static void
contact_point_free (gpointer data)
{
  GxContactPoint *self = data;

  g_free (self->label);
  g_free (self->value);
  g_free (self->key);
  g_free (self->nickname);
  g_free (self->from_day);
  g_free (self->until_day);
  g_free (self);
}

static gpointer
read_contact_point (GxStatement *query)
{
  GxContactPoint *self = g_new0 (GxContactPoint, 1);

  self->id = gx_statement_int64 (query, 0);
  self->kind = intern (query, 1);
  self->label = gx_statement_dup_text (query, 2);
  self->value = gx_statement_dup_text (query, 3);
  self->key = gx_statement_dup_text (query, 4);
  self->nickname = gx_statement_dup_text (query, 5);
  self->is_primary = gx_statement_int (query, 6) != 0;
  self->from_day = gx_statement_dup_text (query, 7);
  self->until_day = gx_statement_dup_text (query, 8);
  return self;
}

static gpointer
read_address (GxStatement *query)
{
  GxAddress *self = g_new0 (GxAddress, 1);

  self->id = gx_statement_int64 (query, 0);
  self->label = gx_statement_dup_text (query, 1);
  self->country = gx_statement_dup_text (query, 2);
  self->province = gx_statement_dup_text (query, 3);
  self->city = gx_statement_dup_text (query, 4);
  self->district = gx_statement_dup_text (query, 5);
  self->street = gx_statement_dup_text (query, 6);
  self->postcode = gx_statement_dup_text (query, 7);
  self->is_primary = gx_statement_int (query, 8) != 0;
  self->from_day = gx_statement_dup_text (query, 9);
  self->until_day = gx_statement_dup_text (query, 10);
  return self;
}

static void
name_free (gpointer data)
{
  GxCustomerName *self = data;

  g_free (self->name);
  g_free (self->family_name);
  g_free (self->from_day);
  g_free (self->until_day);
  g_free (self);
}

static gpointer
read_name (GxStatement *query)
{
  GxCustomerName *self = g_new0 (GxCustomerName, 1);

  self->id = gx_statement_int64 (query, 0);
  self->kind = intern (query, 1);
  self->name = gx_statement_dup_text (query, 2);
  self->family_name = gx_statement_dup_text (query, 3);
  self->from_day = gx_statement_dup_text (query, 4);
  self->until_day = gx_statement_dup_text (query, 5);
  return self;
}

static void
key_free (gpointer data)
{
  GxExternalKey *self = data;

  g_free (self->system);
  g_free (self->key);
  g_free (self);
}

static gpointer
read_key (GxStatement *query)
{
  GxExternalKey *self = g_new0 (GxExternalKey, 1);

  self->id = gx_statement_int64 (query, 0);
  self->system = gx_statement_dup_text (query, 1);
  self->key = gx_statement_dup_text (query, 2);
  return self;
}

static void
relation_free (gpointer data)
{
  GxRelation *self = data;

  g_free (self->other_name);
  g_free (self->title);
  g_free (self->from_day);
  g_free (self->until_day);
  g_free (self);
}

static gpointer
read_relation (GxStatement *query)
{
  GxRelation *self = g_new0 (GxRelation, 1);

  self->id = gx_statement_int64 (query, 0);
  self->kind = intern (query, 1);
  self->is_incoming = gx_statement_int (query, 2) != 0;
  self->other_id = gx_statement_int64 (query, 3);
  self->title = gx_statement_dup_text (query, 5);
  self->is_primary = gx_statement_int (query, 6) != 0;
  self->from_day = gx_statement_dup_text (query, 7);
  self->until_day = gx_statement_dup_text (query, 8);
  self->other_name = self->other_id != 0 ? _gx_shown_name_read (query, 9) : gx_statement_dup_text (query, 4);
  return self;
}

static gpointer
read_tag (GxStatement *query)
{
  GxWord *self = g_new0 (GxWord, 1);

  self->id = gx_statement_int64 (query, 0);
  self->kind = g_intern_static_string ("tag");
  self->name = gx_statement_dup_text (query, 1);
  self->colour = gx_statement_is_null (query, 2) ? -1 : gx_statement_int (query, 2);
  return self;
}

static void
custom_value_free (gpointer data)
{
  GxCustomValue *self = data;

  g_free (self->name);
  g_free (self->choices);
  g_free (self->value);
  g_free (self);
}

static gpointer
read_custom_value (GxStatement *query)
{
  GxCustomValue *self = g_new0 (GxCustomValue, 1);

  self->field_id = gx_statement_int64 (query, 0);
  self->name = gx_statement_dup_text (query, 1);
  self->type = intern (query, 2);
  self->choices = gx_statement_dup_text (query, 3);
  self->value = gx_statement_dup_text (query, 4);
  return self;
}

static GPtrArray *
read_parts (GxConnection *book, const char *sql, GxId id, ReadPart read, GDestroyNotify free_part,
            GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book, sql, "i", (gint64) id);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (free_part);

  while (gx_statement_next (query))
    g_ptr_array_add (parts, read (query));
  return gx_statement_finish (query, error) ? g_steal_pointer (&parts) : NULL;
}

#define RELATION_COLUMNS(incoming, other) \
  "select r.id, r.kind, " incoming ", " other ", r.to_text, r.title, r.is_primary, r.from_day, " \
  "r.until_day, " GX_SHOWN_COLUMNS ("o") " "

static gboolean
load_parts (GxConnection *book, GxCustomer *self, GError **error)
{
  self->names = read_parts (book,
    "select id, kind, name, family_name, from_day, until_day from customer_name where customer_id = ? "
    "and gone = 0 order by kind = 'former', until_day desc, id", self->id, read_name, name_free, error);
  if (self->names == NULL)
    return FALSE;

  self->contacts = read_parts (book,
    "select id, kind, label, value, key, nickname, is_primary, from_day, until_day from contact_point "
    "where customer_id = ? and gone = 0 order by until_day is not null, "
    "case kind when 'phone' then 0 when 'mail' then 1 when 'wechat' then 2 when 'qq' then 3 "
    "when 'web' then 4 else 5 end, is_primary desc, id", self->id, read_contact_point, contact_point_free,
    error);
  if (self->contacts == NULL)
    return FALSE;

  self->addresses = read_parts (book,
    "select id, label, country, province, city, district, street, postcode, is_primary, from_day, until_day "
    "from address where customer_id = ? and gone = 0 order by until_day is not null, is_primary desc, id",
    self->id, read_address, (GDestroyNotify) gx_address_free, error);
  if (self->addresses == NULL)
    return FALSE;

  self->relations = read_parts (book,
    RELATION_COLUMNS ("0", "r.to_id")
    ", 0 as side, r.until_day is not null as past, r.is_primary as first, r.id as place "
    "from relation r left join customer o on o.id = r.to_id where r.from_id = ?1 and r.gone = 0 union all "
    RELATION_COLUMNS ("1", "r.from_id")
    ", 1, r.until_day is not null, r.is_primary, r.id "
    "from relation r join customer o on o.id = r.from_id and o.gone = 0 where r.to_id = ?1 and r.gone = 0 "
    "order by side, past, first desc, place", self->id, read_relation, relation_free, error);
  if (self->relations == NULL)
    return FALSE;

  self->tags = read_parts (book,
    "select w.id, w.name, w.colour from customer_tag t join word w on w.id = t.tag_id "
    "where t.customer_id = ? and t.gone = 0 and w.gone = 0 order by gx_sort_key (w.name)", self->id, read_tag,
    (GDestroyNotify) gx_word_free, error);
  if (self->tags == NULL)
    return FALSE;

  self->keys = read_parts (book,
                           "select id, system, key from external_key where customer_id = ? "
                           "and gone = 0 order by id",
                           self->id, read_key, key_free, error);
  if (self->keys == NULL)
    return FALSE;

  self->customs = read_parts (book,
    "select f.id, f.name, f.type, f.choices, v.value from custom_field f "
    "left join custom_value v on v.field_id = f.id and v.customer_id = ? and v.gone = 0 where f.gone = 0 "
    "order by f.position, f.id", self->id, read_custom_value, custom_value_free, error);
  return self->customs != NULL;
}

static void
set_company (GxCustomer *self)
{
  for (guint i = 0; i < self->relations->len; i++)
    {
      const GxRelation *relation = g_ptr_array_index (self->relations, i);

      if (relation->is_incoming || relation->until_day != NULL || !g_str_equal (relation->kind, "works_at"))
        continue;
      self->company = g_strdup (relation->other_name);
      self->company_id = relation->other_id;
      self->title = g_strdup (relation->title);
      return;
    }
}

static void
read_customer (GxStatement *query, GxCustomer *self)
{
  char **texts[] = {
    &self->name, &self->family_name, &self->form_of_address, &self->number, &self->birthday,
    &self->occupation,
    &self->source, &self->owner, &self->industry, &self->size, &self->company_code,
    &self->invoice_title, &self->invoice_code, &self->invoice_bank, &self->invoice_account,
    &self->invoice_address,
    &self->invoice_phone, &self->preferences, &self->note,
  };
  const int first_text = 7;

  self->gone = gx_statement_int (query, 0);
  self->kind = intern (query, 1);
  self->standing = intern (query, 2);
  self->gender = intern (query, 3);
  self->prefers = intern (query, 4);
  self->source_id = gx_statement_int64 (query, 5);
  self->owner_id = gx_statement_int64 (query, 6);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = gx_statement_dup_text (query, first_text + i);
  self->shown_name = _gx_shown_name_read (query, first_text + G_N_ELEMENTS (texts));
}

static gboolean
load_customer (GxConnection *book, GxCustomer *self, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select c.gone, c.kind, c.standing, c.gender, c.prefers, c.source_id, c.owner_id, "
    "c.name, c.family_name, c.form_of_address, c.number, c.birthday, c.occupation, s.name, m.name, "
    "c.industry, c.size, c.company_code, c.invoice_title, c.invoice_code, c.invoice_bank, "
    "c.invoice_account, c.invoice_address, c.invoice_phone, c.preferences, c.note, "
    GX_SHOWN_COLUMNS ("c") " from customer c left join word s on s.id = c.source_id left "
    "join member m on m.id = c.owner_id where c.id = ? and c.gone < 2", "i", (gint64) self->id);

  if (gx_statement_next (query))
    {
      read_customer (query, self);
      return TRUE;
    }
  if (gx_statement_finish (query, error))
    g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("This customer is not in the book."));
  return FALSE;
}

GxCustomer *
gx_customers_load (GxConnection *book, GxId id, GError **error)
{
  g_autoptr (GxCustomer) self = NULL;
  gboolean loaded;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  self = g_new0 (GxCustomer, 1);
  self->ref_count = 1;
  self->id = id;

  if (!gx_connection_read_begin (book, error))
    return NULL;
  loaded = load_customer (book, self, error) && load_parts (book, self, error);
  gx_connection_read_end (book);
  if (!loaded)
    return NULL;

  set_company (self);
  return g_steal_pointer (&self);
}

GPtrArray *
gx_relations_people (GxConnection *book, GxId organisation, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  return read_parts (book,
    RELATION_COLUMNS ("1", "r.from_id") "from relation r join customer o on o.id = r.from_id and o.gone = 0 "
    "left join customer_fact f on f.customer_id = o.id "
    "where r.to_id = ? and r.kind = 'works_at' and r.gone = 0 and r.until_day is null "
    "order by f.sort_key, r.id",
    organisation, read_relation, relation_free, error);
}
