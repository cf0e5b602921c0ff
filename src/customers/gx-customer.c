/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-text.h"
#include "customers/gx-customers-private.h"

GxCustomer *
gx_customer_ref (GxCustomer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
gx_customer_unref (GxCustomer *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  char *texts[] = {
    self->shown_name, self->name, self->family_name, self->form_of_address, self->number, self->birthday,
    self->occupation,
    self->company, self->title, self->source, self->owner, self->industry, self->size, self->company_code,
    self->invoice_title, self->invoice_code, self->invoice_bank, self->invoice_account, self->invoice_address,
    self->invoice_phone, self->preferences, self->note,
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);

  GPtrArray *parts[] = {
    self->names, self->contacts, self->addresses, self->relations, self->tags, self->keys, self->customs,
  };
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_clear_pointer (&parts[i], g_ptr_array_unref);
  g_free (self);
}

const GxContactPoint *
gx_customer_contact (const GxCustomer *self, const char *kind)
{
  const GxContactPoint *found = NULL;

  g_return_val_if_fail (self != NULL && kind != NULL, NULL);

  for (guint i = 0; i < self->contacts->len; i++)
    {
      const GxContactPoint *point = g_ptr_array_index (self->contacts, i);

      if (point->until_day != NULL || !g_str_equal (point->kind, kind))
        continue;
      if (point->is_primary)
        return point;
      if (found == NULL)
        found = point;
    }
  return found;
}

const GxAddress *
gx_customer_address (const GxCustomer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->addresses->len > 0 ? g_ptr_array_index (self->addresses, 0) : NULL;
}

static void
append_part (GString *line, const char *part, const char *separator)
{
  if (part == NULL || *part == '\0')
    return;
  if (line->len > 0)
    g_string_append (line, separator);
  g_string_append (line, part);
}

GxAddress *
gx_address_copy (const GxAddress *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GxAddress *copy = g_memdup2 (self, sizeof *self);
  char **texts[] = {
    &copy->label, &copy->country, &copy->province, &copy->city, &copy->district, &copy->street,
    &copy->postcode,
    &copy->from_day, &copy->until_day,
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup (*texts[i]);
  return copy;
}

void
gx_address_free (GxAddress *self)
{
  g_return_if_fail (self != NULL);

  char *texts[] = {
    self->label, self->country, self->province, self->city, self->district, self->street, self->postcode,
    self->from_day, self->until_day,
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_free (self);
}

char *
gx_address_format (const GxAddress *self)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  const char *parts[] = { self->province, self->city, self->district, self->street };
  gboolean is_chinese = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    is_chinese = is_chinese || (parts[i] != NULL && gx_text_is_chinese (parts[i]));

  if (is_chinese)
    {
      append_part (line, self->country, "");
      append_part (line, self->province, "");
      if (g_strcmp0 (self->province, self->city) != 0) /* 北京市 is both */
        append_part (line, self->city, "");
      append_part (line, self->district, "");
      append_part (line, self->street, "");
      append_part (line, self->postcode, " ");
    }
  else
    {
      append_part (line, self->street, ", ");
      append_part (line, self->district, ", ");
      append_part (line, self->city, ", ");
      append_part (line, self->province, ", ");
      append_part (line, self->postcode, " ");
      append_part (line, self->country, ", ");
    }
  return g_strdup (line->str);
}

char *
gx_customer_shown_name (const char *name, const char *number, const char *contact)
{
  if (name != NULL && *name != '\0')
    return g_strdup (name);
  if (number != NULL && *number != '\0')
    /* Translators: what a customer without a name is called; %s is its number, as in "No. 17850" */
    return g_strdup_printf (_("No. %s"), number);
  if (contact != NULL && *contact != '\0')
    return g_strdup (contact);
  return g_strdup (C_("customer", "Nameless"));
}

char *
_gx_shown_name_read (GxStatement *query, int column)
{
  /* Text lives until the next call on the statement, and that may be the next column's. */
  g_autofree char *name = gx_statement_dup_text (query, column);
  g_autofree char *number = gx_statement_dup_text (query, column + 1);

  return gx_customer_shown_name (name, number, gx_statement_text (query, column + 2));
}

char *
_gx_trim (const char *text)
{
  g_autofree char *trimmed = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  return trimmed != NULL && *trimmed != '\0' ? g_steal_pointer (&trimmed) : NULL;
}

void
gx_customer_row_free (GxCustomerRow *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->shown_name);
  g_free (self->company);
  g_free (self->found_by);
  g_free (self->city);
  g_free (self->owner);
  g_free (self->source);
  g_free (self->phone);
  g_free (self->mail);
  g_free (self->birthday);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  g_free (self);
}

void
gx_word_free (GxWord *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_free (self);
}
