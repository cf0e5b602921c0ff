/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-contact.h"
#include "base/gx-phrase.h"
#include "base/gx-text.h"
#include "customers/gx-customers-private.h"

struct _GxCustomerDraft {
  int ref_count;
  GxCustomer *original;      /* NULL: a new one */
  GHashTable *current;       /* field (interned) → text: what was set */
  GHashTable *before;        /* field (interned) → text of the original, as it is asked for */
  GPtrArray *extras;         /* of GxDraftExtra */
  GPtrArray *complaints;     /* of GxComplaint */
};

static void
complaint_free (gpointer data)
{
  GxComplaint *self = data;

  g_free (self->message);
  g_free (self);
}

static void
extra_free (gpointer data)
{
  GxDraftExtra *self = data;

  g_free (self->value);
  g_free (self->label);
  g_free (self);
}

static void
add_extra (GxCustomerDraft *self, const char *kind, const char *value, const char *label)
{
  g_autofree char *trimmed = _gx_trim (value);
  GxDraftExtra *extra;

  if (trimmed == NULL)
    return;
  extra = g_new0 (GxDraftExtra, 1);
  extra->kind = g_intern_string (kind);
  extra->value = g_steal_pointer (&trimmed);
  extra->label = _gx_trim (label);
  g_ptr_array_add (self->extras, extra);
}

static void
complain (GxCustomerDraft *self, const char *field, const char *message, gboolean is_hint)
{
  GxComplaint *complaint = g_new0 (GxComplaint, 1);

  complaint->field = g_intern_string (field);
  complaint->message = g_strdup (message);
  complaint->is_hint = is_hint;
  g_ptr_array_add (self->complaints, complaint);
}

GHashTable *
_gx_customer_draft_changes (GxCustomerDraft *self)
{
  return self->current;
}

GPtrArray *
_gx_customer_draft_extras (GxCustomerDraft *self)
{
  return self->extras;
}

static char *
read_custom (const GxCustomer *customer, const char *name)
{
  for (guint i = 0; i < customer->customs->len; i++)
    {
      const GxCustomValue *value = g_ptr_array_index (customer->customs, i);

      if (g_str_equal (value->name, name))
        return g_strdup (value->value != NULL ? value->value : "");
    }
  return g_strdup ("");
}

/* The original's text; of a new one what the book will give it. Borrowed. */
static const char *
get_before (GxCustomerDraft *self, const char *field)
{
  const char *key = g_intern_string (field);
  char *text = g_hash_table_lookup (self->before, key);
  const GxCustomerField *described = gx_customer_field_get (field);

  if (text != NULL)
    return text;

  if (self->original == NULL && g_str_equal (field, "kind"))
    text = g_strdup ("person");
  else if (self->original == NULL)
    text = g_strdup (g_str_equal (field, "standing") ? "customer" : "");
  else if (described != NULL)
    text = gx_customer_field_text (described, self->original);
  else
    text = read_custom (self->original, _gx_custom_name (field));
  g_hash_table_insert (self->before, (gpointer) key, text);
  return text;
}

static gboolean
looks_like_name (const char *word)
{
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isdigit (g_utf8_get_char (p)) || *p == '@')
      return FALSE;
  return TRUE;
}

GxCustomerDraft *
gx_customer_draft_new (void)
{
  GxCustomerDraft *self = g_new0 (GxCustomerDraft, 1);

  self->ref_count = 1;
  self->current = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->before = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->extras = g_ptr_array_new_with_free_func (extra_free);
  self->complaints = g_ptr_array_new_with_free_func (complaint_free);
  return self;
}

GxCustomerDraft *
gx_customer_draft_new_for (GxCustomer *original)
{
  GxCustomerDraft *self = gx_customer_draft_new ();

  self->original = original != NULL ? gx_customer_ref (original) : NULL;
  return self;
}

GxCustomerDraft *
gx_customer_draft_ref (GxCustomerDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
gx_customer_draft_unref (GxCustomerDraft *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_clear_pointer (&self->original, gx_customer_unref);
  g_hash_table_unref (self->current);
  g_hash_table_unref (self->before);
  g_ptr_array_unref (self->extras);
  g_ptr_array_unref (self->complaints);
  g_free (self);
}

GxCustomer *
gx_customer_draft_get_original (GxCustomerDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->original;
}

const char *
gx_customer_draft_get (GxCustomerDraft *self, const char *field)
{
  const char *text;

  g_return_val_if_fail (self != NULL && field != NULL, "");

  text = g_hash_table_lookup (self->current, field);
  return text != NULL ? text : get_before (self, field);
}

void
gx_customer_draft_set (GxCustomerDraft *self, const char *field, const char *text)
{
  g_autofree char *trimmed = NULL;

  g_return_if_fail (self != NULL && field != NULL);

  trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));
  if (g_str_equal (trimmed, get_before (self, field)))
    g_hash_table_remove (self->current, field);
  else
    g_hash_table_insert (self->current, (gpointer) g_intern_string (field), g_steal_pointer (&trimmed));
}

void
gx_customer_draft_add_contact (GxCustomerDraft *self, const char *kind, const char *value, const char *label)
{
  g_return_if_fail (self != NULL && kind != NULL);

  add_extra (self, kind, value, label);
}

void
gx_customer_draft_add_key (GxCustomerDraft *self, const char *system, const char *key)
{
  g_return_if_fail (self != NULL);

  add_extra (self, NULL, key, system);
}

gboolean
gx_customer_draft_capture (GxCustomerDraft *self, const char *text)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_auto (GStrv) words = NULL;
  gboolean found = FALSE;

  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  words = g_regex_split_simple ("[\\s,;，；、]+", text, 0, 0);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *kind = *words[i] != '\0' ? gx_contact_guess_kind (words[i]) : NULL;

      if (*words[i] == '\0')
        continue;
      if (kind != NULL && *gx_customer_draft_get (self, kind) == '\0')
        gx_customer_draft_set (self, kind, words[i]);
      else if (kind != NULL)
        gx_customer_draft_add_contact (self, kind, words[i], NULL);
      else if (looks_like_name (words[i]))
        g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", words[i]);
      else
        continue;
      found = TRUE;
    }
  if (name->len > 0)
    gx_customer_draft_set (self, "name", name->str);
  return found;
}

gboolean
gx_customer_draft_is_changed (GxCustomerDraft *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_hash_table_size (self->current) > 0 || self->extras->len > 0;
}

static void
complain_about_field (GxCustomerDraft *self, const char *field, const char *text)
{
  const GxCustomerField *described = gx_customer_field_get (field);
  g_autoptr (GError) error = NULL;
  const char *why = NULL;

  if (described == NULL && !g_str_has_prefix (field, "custom."))
    {
      /* Translators: %s is a field that the program does not know */
      g_autofree char *message = g_strdup_printf (_("There is no field “%s”."), field);
      complain (self, field, message, FALSE);
    }
  else if (described != NULL && !gx_customer_field_check (described, text, NULL, &error))
    complain (self, field, error->message, FALSE);
  else if (described != NULL && described->type == GX_CUSTOMER_FIELD_CONTACT && *text != '\0'
           && !gx_contact_is_plausible (described->domain, text, &why))
    complain (self, field, gx_phrase ("contact.problem", why), TRUE);
}

/* Any one of a name, a number or a way to reach them. */
static gboolean
has_identity (GxCustomerDraft *self)
{
  const char *needed[] = { "name", "number", "phone", "mail", "wechat", "qq", "web" };

  if (self->extras->len > 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (*gx_customer_draft_get (self, needed[i]) != '\0')
      return TRUE;
  if (self->original != NULL)
    return self->original->keys->len > 0;
  return FALSE;
}

GPtrArray *
gx_customer_draft_complaints (GxCustomerDraft *self)
{
  GHashTableIter iter;
  gpointer field, text;

  g_return_val_if_fail (self != NULL, NULL);

  g_ptr_array_set_size (self->complaints, 0);
  g_hash_table_iter_init (&iter, self->current);
  while (g_hash_table_iter_next (&iter, &field, &text))
    complain_about_field (self, field, text);

  if (!has_identity (self))
    complain (self, "", _("A customer needs a name, a number, or a way to reach them."), FALSE);
  return self->complaints;
}

const GxComplaint *
_gx_customer_draft_obstacle (GxCustomerDraft *self)
{
  GPtrArray *complaints = gx_customer_draft_complaints (self);

  for (guint i = 0; i < complaints->len; i++)
    {
      const GxComplaint *complaint = g_ptr_array_index (complaints, i);

      if (!complaint->is_hint)
        return complaint;
    }
  return NULL;
}

gboolean
gx_customer_draft_can_save (GxCustomerDraft *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return _gx_customer_draft_obstacle (self) == NULL;
}
