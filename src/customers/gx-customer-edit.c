/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "customers/gx-customer-edit.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "base/gx-id.h"
#include "customers/gx-customer-field.h"
#include "customers/gx-customers-private.h"
#include "customers/gx-members.h"
#include "store/gx-inserter.h"

/*
 * Many customers at once. Whom it is about stands in temp.chosen; a column, a link, a tag and the bin are
 * written by one statement, what hangs from a customer (an address, a telephone, a name with its former ones)
 * customer by customer.
 */

typedef struct {
  GxConnection *book;
  GxIdList *ids;
  const GxCustomerEdit *edit;
  gint64 n_changed;
} Edit;

/* -- Whom -- */

static gboolean
fill_chosen (Edit *self, GError **error)
{
  g_autoptr (GxInserter) chosen = NULL;

  if (!gx_connection_run (self->book, error,
                          "create temp table if not exists chosen (id integer primary key)", NULL)
      || !gx_connection_run (self->book, error, "delete from temp.chosen", NULL))
    return FALSE;
  chosen = gx_inserter_new (self->book, "insert or ignore into temp.chosen (id)", 1, NULL);
  for (guint i = 0; i < gx_id_list_length (self->ids); i++)
    if (!gx_inserter_add (chosen, error, "i", gx_id_list_get (self->ids, i)))
      return FALSE;
  return gx_inserter_flush (chosen, error);
}

static gboolean
check_chosen (Edit *self, GError **error)
{
  g_autoptr (GError) failed = NULL;

  if (gx_connection_get_int64 (self->book, 0, &failed,
        "select 1 from temp.chosen s left join customer c on c.id = s.id"
        " where c.id is null or c.gone >= 2 limit 1", NULL) == 0)
    {
      if (failed == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("This record is no longer in the book."));
  return FALSE;
}

/* -- What -- */

static gboolean
count_changes (Edit *self, gboolean is_written)
{
  if (is_written)
    self->n_changed = gx_connection_changes (self->book);
  return is_written;
}

static gboolean
write_text (Edit *self, const char *column, const char *text, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "update customer set %1$s = ?1 where id in (select id from temp.chosen) and %1$s is not ?1", column);

  return count_changes (self, gx_connection_run (self->book, error, sql, "T", text));
}

static gboolean
write_link (Edit *self, const char *column, GxId to, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "update customer set %1$s = ?1 where id in (select id from temp.chosen) and %1$s is not ?1", column);

  return count_changes (self, gx_connection_run (self->book, error, sql, "I", to));
}

static gboolean
write_each (Edit *self, GError **error)
{
  for (guint i = 0; i < gx_id_list_length (self->ids); i++)
    if (!_gx_customer_write (self->book, gx_id_list_get (self->ids, i), self->edit->field, self->edit->text,
                             error))
      return FALSE;
  self->n_changed = gx_id_list_length (self->ids);
  return TRUE;
}

static gboolean
write_field (Edit *self, GError **error)
{
  const GxCustomerField *field = gx_customer_field_get (self->edit->field);
  g_autofree char *value = NULL;
  GxId link = 0;

  if (field == NULL || g_str_equal (field->key, "name"))
    return write_each (self, error);
  if (!gx_customer_field_check (field, self->edit->text, &value, error))
    return FALSE;
  switch (field->type)
    {
    case GX_CUSTOMER_FIELD_WORD:
      if (value != NULL && (link = gx_words_ensure (self->book, field->domain, value, error)) == 0)
        return FALSE;
      return write_link (self, "source_id", link, error);
    case GX_CUSTOMER_FIELD_MEMBER:
      if (value != NULL && (link = gx_members_ensure (self->book, value, error)) == 0)
        return FALSE;
      return write_link (self, "owner_id", link, error);
    case GX_CUSTOMER_FIELD_TEXT:
    case GX_CUSTOMER_FIELD_LONG_TEXT:
    case GX_CUSTOMER_FIELD_CHOICE:
    case GX_CUSTOMER_FIELD_DAY:
      return write_text (self, field->key, value, error);
    case GX_CUSTOMER_FIELD_CONTACT:
    case GX_CUSTOMER_FIELD_ADDRESS:
    case GX_CUSTOMER_FIELD_COMPANY:
    case GX_CUSTOMER_FIELD_TITLE:
    case GX_CUSTOMER_FIELD_TAGS:
    default:
      return write_each (self, error);
    }
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const GxId *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

typedef struct {
  GxId id, customer;
} Membership;

/* In the order of their ids, which are hashes: so a page of a large book is met once. */
static gboolean
add_tag (Edit *self, GxId tag, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Membership));
  g_autoptr (GxInserter) insert = gx_inserter_new (self->book,
    "insert into customer_tag (id, customer_id, tag_id)", 3,
    "on conflict (id) do update set gone = 0 where gone <> 0");
  gint64 before = gx_connection_total_changes (self->book);

  for (guint i = 0; i < gx_id_list_length (self->ids); i++)
    {
      GxId customer = gx_id_list_get (self->ids, i);
      const Membership row = { gx_id_hash ("customer_tag", customer, tag), customer };

      g_array_append_val (rows, row);
    }
  g_array_sort (rows, compare_ids);
  for (guint i = 0; i < rows->len; i++)
    {
      const Membership *row = &g_array_index (rows, Membership, i);

      if (!gx_inserter_add (insert, error, "iii", row->id, row->customer, tag))
        return FALSE;
    }
  if (!gx_inserter_flush (insert, error))
    return FALSE;
  self->n_changed = gx_connection_total_changes (self->book) - before;
  return TRUE;
}

static gboolean
remove_tag (Edit *self, GxId tag, GError **error)
{
  return count_changes (self, gx_connection_run (self->book, error,
    "update customer_tag set gone = 1 where id in (select t.id from temp.chosen s cross join customer_tag t"
    " on t.tag_id = ? and t.customer_id = s.id where t.gone = 0)", "i", tag));
}

static gboolean
write_tag (Edit *self, GError **error)
{
  g_autofree char *name = _gx_trim (self->edit->text);
  GxId tag;

  if (name == NULL)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID, _("A tag needs a name."));
      return FALSE;
    }
  if (self->edit->verb == GX_EDIT_TAG)
    return (tag = gx_words_ensure (self->book, "tag", name, error)) != 0 && add_tag (self, tag, error);
  tag = gx_words_find (self->book, "tag", name);
  return tag == 0 || remove_tag (self, tag, error);
}

static gboolean
write_gone (Edit *self, int gone, GError **error)
{
  return count_changes (self, gx_connection_run (self->book, error,
    "update customer set gone = ?1 where id in (select id from temp.chosen) and gone <> ?1", "i",
    (gint64) gone));
}

static gboolean
write_edit (Edit *self, GError **error)
{
  switch (self->edit->verb)
    {
    case GX_EDIT_TAG:
    case GX_EDIT_UNTAG:
      return write_tag (self, error);
    case GX_EDIT_BIN:
      return write_gone (self, 1, error);
    case GX_EDIT_UNBIN:
      return write_gone (self, 0, error);
    case GX_EDIT_SET:
    default:
      return write_field (self, error);
    }
}

/* -- The step -- */

static const char *
label_of (const GxCustomerEdit *edit, guint n)
{
  static const char * const labels[] = {
    [GX_EDIT_TAG] = "customer.tag", [GX_EDIT_UNTAG] = "customer.untag",
    [GX_EDIT_BIN] = "customer.bin", [GX_EDIT_UNBIN] = "customer.unbin",
  };
  const char *label = edit->verb == GX_EDIT_SET ? _gx_customer_field_label (edit->field) : labels[edit->verb];

  return n > 1 && g_str_equal (label, "customer.edit") ? "customer.edit_many" : label;
}

gboolean
gx_customers_edit_many (GxConnection *book, const GxActor *actor, GxIdList *ids, const GxCustomerEdit *edit,
                        gint64 *n_changed, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  Edit self = { book, ids, edit, 0 };
  guint n;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && actor != NULL && ids != NULL && edit != NULL, FALSE);
  g_return_val_if_fail (edit->verb != GX_EDIT_SET || edit->field != NULL, FALSE);

  n = gx_id_list_length (ids);
  if (n_changed != NULL)
    *n_changed = 0;
  if ((step = gx_step_begin (book, actor, label_of (edit, n), error)) == NULL)
    return FALSE;
  gx_step_expect (step, n);
  if (!fill_chosen (&self, error) || !check_chosen (&self, error) || !write_edit (&self, error)
      || !gx_step_commit (g_steal_pointer (&step), NULL, error))
    return FALSE;
  if (n_changed != NULL)
    *n_changed = self.n_changed;
  return TRUE;
}
