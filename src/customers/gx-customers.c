/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "base/gx-text.h"
#include "customers/gx-customer-edit.h"
#include "customers/gx-customers-private.h"
#include "store/gx-self.h"

/* The desk's writing half. */

const char *
_gx_customer_field_label (const char *field)
{
  static const struct {
    const char *field, *label;
  } labels[] = {
    { "name", "customer.rename" }, { "owner", "customer.owner" }, { "standing", "customer.standing" },
    { "company", "customer.company" }, { "title", "customer.company" }, { "tags", "customer.tag" },
  };
  const GxCustomerField *described = gx_customer_field_get (field);

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].field, field))
      return labels[i].label;
  if (described == NULL)
    return "value.set";
  if (described->type == GX_CUSTOMER_FIELD_CONTACT)
    return "customer.contact";
  if (described->type == GX_CUSTOMER_FIELD_ADDRESS)
    return "customer.address";
  return "customer.edit";
}

/* -- numbers for people */

static char *
get_letters (GxConnection *book)
{
  g_autofree char *letters = gx_connection_get_local (book, "number_letters");
  g_autofree char *initials = NULL;

  if (letters != NULL && *letters != '\0')
    return g_steal_pointer (&letters);

  initials = gx_pinyin_initials (g_get_user_name (), TRUE);
  if (g_ascii_isalpha (*initials))
    return g_strdup_printf ("%c", g_ascii_toupper (*initials));
  return g_strdup ("C");
}

/* The counter's last value: this computer's own, or for a new computer the highest that its letters have in
 * the book. */
static gint64
get_counter (GxConnection *book, const char *letters)
{
  g_autofree char *counter = gx_connection_get_local (book, "number_counter");
  g_autofree char *first = g_strconcat (letters, "-", NULL);
  g_autofree char *beyond = g_strconcat (letters, ".", NULL);
  gint64 highest;

  if (counter != NULL)
    return g_ascii_strtoll (counter, NULL, 10);

  highest = gx_connection_get_int64 (book, 0, NULL,
    "select max (cast (substr (number, ?3) as integer)) from customer where number is not null "
    "and number >= ?1 and number < ?2", "tti",
    first, beyond, (gint64) strlen (first) + 1);
  return MAX (highest, 1000);
}

static char *
find_number (GxConnection *book, gint64 *counter, GError **error)
{
  g_autofree char *letters = get_letters (book);
  g_autofree char *number = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 taken;

  *counter = get_counter (book, letters);
  do
    {
      g_free (number);
      number = g_strdup_printf ("%s-%" G_GINT64_FORMAT, letters, ++*counter);
      taken = gx_connection_get_int64 (book, 0, &failure, "select 1 from customer where number = ?", "t",
                                       number);
    }
  while (taken != 0 && failure == NULL);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&number);
}

char *
gx_customers_next_number (GxConnection *book, GError **error)
{
  gint64 counter;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  return find_number (book, &counter, error);
}

static gboolean
write_next_number (GxConnection *book, GxId id, GError **error)
{
  gint64 counter;
  g_autofree char *number = find_number (book, &counter, error);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, counter);

  return number != NULL
         && gx_connection_set_local (book, "number_counter", text, error)
         && _gx_customer_write (book, id, "number", number, error);
}

/* -- saving */

static gboolean
write_changes (GxConnection *book, GxId id, GHashTable *changes, GError **error)
{
  guint n_fields;
  const GxCustomerField *fields = gx_customer_field_list (&n_fields);
  GHashTableIter iter;
  gpointer field, text;

  for (guint i = 0; i < n_fields; i++) /* in the catalogue's order: the company before the title there */
    {
      text = g_hash_table_lookup (changes, fields[i].key);
      if (text != NULL && !_gx_customer_write (book, id, fields[i].key, text, error))
        return FALSE;
    }

  g_hash_table_iter_init (&iter, changes);
  while (g_hash_table_iter_next (&iter, &field, &text))
    if (gx_customer_field_get (field) == NULL && !_gx_customer_write (book, id, field, text, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_extras (GxConnection *book, GxId id, GPtrArray *extras, GError **error)
{
  for (guint i = 0; i < extras->len; i++)
    {
      const GxDraftExtra *extra = g_ptr_array_index (extras, i);
      gboolean written = extra->kind != NULL
        ? _gx_contact_point_insert (book, id, extra->kind, extra->value, extra->label, NULL, NULL, error)
        : _gx_external_key_insert (book, id, extra->label, extra->value, NULL, error);

      if (!written)
        return FALSE;
    }
  return TRUE;
}

static const char *
label_of_draft (GxCustomerDraft *draft)
{
  GHashTable *changes = _gx_customer_draft_changes (draft);
  g_autoptr (GList) fields = NULL;

  if (gx_customer_draft_get_original (draft) == NULL)
    return "customer.add";
  if (g_hash_table_size (changes) == 1 && _gx_customer_draft_extras (draft)->len == 0)
    {
      fields = g_hash_table_get_keys (changes);
      return _gx_customer_field_label (fields->data);
    }
  return "customer.edit";
}

/* Where several work with the book, whoever adds a customer looks after them. */
static gboolean
write_own (GxConnection *book, const GxActor *actor, GxCustomerDraft *draft, GxId id, GError **error)
{
  if (actor->author != gx_self_get_id ()
      || g_hash_table_contains (_gx_customer_draft_changes (draft), "owner")
      || gx_connection_get_int64 (book, 0, NULL,
           "select count (*) from member where gone = 0 and left_day is null", NULL) < 2)
    return TRUE;
  return _gx_customer_write (book, id, "owner", GX_SELF_WORD, error);
}

static gboolean
write_draft (GxConnection *book, const GxActor *actor, GxCustomerDraft *draft, GxId id, GError **error)
{
  gboolean is_new = gx_customer_draft_get_original (draft) == NULL;

  if (is_new && (!gx_connection_run (book, error, "insert into customer (id) values (?)", "i", (gint64) id)
                 || !write_own (book, actor, draft, id, error)))
    return FALSE;
  if (!write_changes (book, id, _gx_customer_draft_changes (draft), error))
    return FALSE;
  if (is_new && *gx_customer_draft_get (draft, "number") == '\0' && !write_next_number (book, id, error))
    return FALSE;
  return write_extras (book, id, _gx_customer_draft_extras (draft), error);
}

gboolean
gx_customers_save (GxConnection *book, const GxActor *actor, GxCustomerDraft *draft, GxId *id, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  const GxComplaint *obstacle;
  GxCustomer *original;
  GxId customer;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && draft != NULL, FALSE);

  original = gx_customer_draft_get_original (draft);
  obstacle = _gx_customer_draft_obstacle (draft);
  if (obstacle != NULL)
    g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID, obstacle->message);

  customer = original != NULL ? original->id : gx_connection_new_id (book);
  if (obstacle != NULL
      || (step = gx_step_begin (book, actor, label_of_draft (draft), error)) == NULL
      || !write_draft (book, actor, draft, customer, error)
      || !gx_step_commit (g_steal_pointer (&step), NULL, error))
    {
      gx_error_prefix (error, _("Could not save the customer"));
      return FALSE;
    }

  if (id != NULL)
    *id = customer;
  return TRUE;
}

/* What a list of edits has in common. */
static gboolean
edit_array (GxConnection *book, const GxActor *actor, const GxId *ids, guint n_ids,
            const GxCustomerEdit *edit,
            GError **error)
{
  g_autoptr (GxIdList) list = gx_id_list_new ();

  for (guint i = 0; i < n_ids; i++)
    gx_id_list_append (list, ids[i]);
  return gx_customers_edit_many (book, actor, list, edit, NULL, error);
}

gboolean
gx_customers_set_many (GxConnection *book, const GxActor *actor, const GxId *ids, guint n_ids,
                       const char *field, const char *text, GError **error)
{
  const GxCustomerEdit edit = { GX_EDIT_SET, field, text };

  g_return_val_if_fail (GX_IS_CONNECTION (book) && field != NULL, FALSE);
  g_return_val_if_fail (ids != NULL || n_ids == 0, FALSE);

  if (edit_array (book, actor, ids, n_ids, &edit, error))
    return TRUE;
  gx_error_prefix (error, _("Could not save the customer"));
  return FALSE;
}

gboolean
gx_customers_set (GxConnection *book, const GxActor *actor, GxId id, const char *field, const char *text,
                  GError **error)
{
  g_autoptr (GxStep) step = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && field != NULL, FALSE);

  if ((step = gx_step_begin (book, actor, _gx_customer_field_label (field), error)) != NULL
      && _gx_customer_write (book, id, field, text, error)
      && gx_step_commit (g_steal_pointer (&step), NULL, error))
    return TRUE;
  gx_error_prefix (error, _("Could not save the customer"));
  return FALSE;
}

gboolean
gx_customers_set_over (GxConnection *book, const GxActor *actor, GxId id, const char *field,
                       const char *base, const char *text, GError **error)
{
  const GxCustomerField *described = gx_customer_field_get (field);
  g_autoptr (GxStep) step = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && field != NULL, FALSE);

  if (described == NULL || described->type != GX_CUSTOMER_FIELD_TAGS)
    return gx_customers_set (book, actor, id, field, text, error);
  if ((step = gx_step_begin (book, actor, _gx_customer_field_label (field), error)) != NULL
      && _gx_tags_merge (book, id, base, text, error)
      && gx_step_commit (g_steal_pointer (&step), NULL, error))
    return TRUE;
  gx_error_prefix (error, _("Could not save the customer"));
  return FALSE;
}

gboolean
gx_customers_bin (GxConnection *book, const GxActor *actor, const GxId *ids, guint n_ids, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  return edit_array (book, actor, ids, n_ids, &(GxCustomerEdit) { .verb = GX_EDIT_BIN }, error);
}

gboolean
gx_customers_unbin (GxConnection *book, const GxActor *actor, const GxId *ids, guint n_ids, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  return edit_array (book, actor, ids, n_ids, &(GxCustomerEdit) { .verb = GX_EDIT_UNBIN }, error);
}

gboolean
gx_customers_tag (GxConnection *book, const GxActor *actor, const GxId *ids, guint n_ids, const char *name,
                  GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  return edit_array (book, actor, ids, n_ids, &(GxCustomerEdit) { .verb = GX_EDIT_TAG, .text = name }, error);
}

gboolean
gx_customers_untag (GxConnection *book, const GxActor *actor, const GxId *ids, guint n_ids, const char *name,
                    GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  return edit_array (book, actor, ids, n_ids, &(GxCustomerEdit) { .verb = GX_EDIT_UNTAG, .text = name },
                     error);
}
