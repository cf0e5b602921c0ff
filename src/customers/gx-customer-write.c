/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-text.h"
#include "customers/gx-customers-private.h"
#include "customers/gx-members.h"

/* Writing one field of the catalogue, inside a step. */

static gboolean
is_same_folded (const char *a, const char *b)
{
  g_autofree char *x = gx_fold (a);
  g_autofree char *y = gx_fold (b);

  return g_str_equal (x, y);
}

/* A name that is really another one stays as a former name; a corrected blank or letter case does not. */
static gboolean
keep_former_name (GxConnection *book, GxId id, const char *name, GError **error)
{
  g_autofree char *before = gx_connection_get_text (book, NULL, "select name from customer where id = ?", "i",
                                                    (gint64) id);

  if (before == NULL || (name != NULL && is_same_folded (before, name)))
    return TRUE;
  return _gx_former_name_insert (book, id, before, error);
}

static gboolean
write_column (GxConnection *book, GxId id, const char *column, const char *value, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("update customer set %s = ? where id = ? and gone < 2", column);

  return gx_connection_run (book, error, sql, "Ti", value, (gint64) id) && gx_record_found (book, error);
}

static gboolean
write_link (GxConnection *book, GxId id, const char *column, GxId to, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("update customer set %s = ? where id = ? and gone < 2", column);

  return gx_connection_run (book, error, sql, "Ii", (gint64) to, (gint64) id)
    && gx_record_found (book, error);
}

static gboolean
write_word (GxConnection *book, GxId id, const GxCustomerField *field, const char *name, GError **error)
{
  GxId word = name != NULL ? gx_words_ensure (book, field->domain, name, error) : 0;

  return (name == NULL || word != 0) && write_link (book, id, "source_id", word, error);
}

static gboolean
write_owner (GxConnection *book, GxId id, const char *name, GError **error)
{
  GxId member = name != NULL ? gx_members_ensure (book, name, error) : 0;

  return (name == NULL || member != 0) && write_link (book, id, "owner_id", member, error);
}

static GxId
find_primary_contact (GxConnection *book, GxId id, const char *kind)
{
  return gx_connection_get_int64 (book, 0, NULL,
    "select id from contact_point where customer_id = ? and kind = ? and gone = 0 and until_day is null "
    "order by is_primary desc, id limit 1", "it", (gint64) id, kind);
}

static gboolean
write_contact (GxConnection *book, GxId id, const char *kind, const char *value, GError **error)
{
  GxId point = find_primary_contact (book, id, kind);

  if (point == 0)
    return value == NULL || _gx_contact_point_insert (book, id, kind, value, NULL, NULL, NULL, error);
  if (value != NULL)
    return _gx_contact_point_update (book, point, kind, value, error);
  return gx_connection_run (book, error, "update contact_point set gone = 1 where id = ?", "i",
                            (gint64) point)
         && _gx_contact_point_promote (book, id, kind, error);
}

static gboolean
write_address (GxConnection *book, GxId id, const char *part, const char *value, GError **error)
{
  GxId address = gx_connection_get_int64 (book, 0, NULL,
    "select id from address where customer_id = ? and gone = 0 "
    "order by until_day is not null, is_primary desc, id limit 1",
    "i", (gint64) id);
  g_autofree char *sql = g_strdup_printf ("update address set %s = ? where id = ?", part);

  if (address == 0 && value == NULL)
    return TRUE;
  if (address == 0)
    {
      address = gx_connection_new_id (book);
      if (!gx_connection_run (book, error,
                              "insert into address (id, customer_id, is_primary) values (?, ?, 1)", "ii",
                              (gint64) address, (gint64) id))
        return FALSE;
    }
  if (!gx_connection_run (book, error, sql, "Ti", value, (gint64) address))
    return FALSE;
  return value != NULL || gx_connection_run (book, error,
    "update address set gone = 1 where id = ? and coalesce (country, province, city, district, street, "
    "postcode) is null",
    "i", (gint64) address);
}

/* The set of tags becomes exactly the names in @text. */
static gboolean
write_tags (GxConnection *book, GxId id, const char *text, GError **error)
{
  g_autoptr (GPtrArray) names = _gx_split_names (text);

  if (!gx_connection_run (book, error, "update customer_tag set gone = 1 where customer_id = ? and gone = 0",
                          "i", (gint64) id))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      GxId tag = gx_words_ensure (book, "tag", g_ptr_array_index (names, i), error);

      /* Back and forth is no change in the journal. */
      if (tag == 0 || !_gx_tag_set (book, id, tag, TRUE, error))
        return FALSE;
    }
  return TRUE;
}

/* Each name that @names has and @others has not is set or taken away. */
static gboolean
write_missing_tags (GxConnection *book, GxId id, GPtrArray *names, GPtrArray *others, gboolean is_tagged,
                    GError **error)
{
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];
      GxId tag;

      if (g_ptr_array_find_with_equal_func (others, name, (GEqualFunc) is_same_folded, NULL))
        continue;
      tag = is_tagged ? gx_words_ensure (book, "tag", name, error) : gx_words_find (book, "tag", name);
      if ((tag == 0 && is_tagged) || (tag != 0 && !_gx_tag_set (book, id, tag, is_tagged, error)))
        return FALSE;
    }
  return TRUE;
}

gboolean
_gx_tags_merge (GxConnection *book, GxId id, const char *base, const char *text, GError **error)
{
  g_autoptr (GPtrArray) before = _gx_split_names (base);
  g_autoptr (GPtrArray) after = _gx_split_names (text);

  return write_missing_tags (book, id, before, after, FALSE, error)
         && write_missing_tags (book, id, after, before, TRUE, error);
}

static gboolean
write_custom (GxConnection *book, GxId id, const char *name, const char *text, GError **error)
{
  g_autoptr (GxCustomField) field = _gx_custom_field_find (book, name);

  if (field == NULL)
    {
      /* Translators: %s is a field that the program does not know */
      g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("There is no field “%s”."), name);
      return FALSE;
    }
  return _gx_custom_value_write (book, id, field->id, field->type, text, error);
}

gboolean
_gx_customer_write (GxConnection *book, GxId id, const char *field, const char *text, GError **error)
{
  const GxCustomerField *described = gx_customer_field_get (field);
  g_autofree char *value = NULL;

  if (described == NULL)
    return write_custom (book, id, _gx_custom_name (field), text, error);
  if (!gx_customer_field_check (described, text, &value, error))
    return FALSE;

  switch (described->type)
    {
    case GX_CUSTOMER_FIELD_WORD:
      return write_word (book, id, described, value, error);
    case GX_CUSTOMER_FIELD_MEMBER:
      return write_owner (book, id, value, error);
    case GX_CUSTOMER_FIELD_CONTACT:
      return write_contact (book, id, described->domain, value, error);
    case GX_CUSTOMER_FIELD_ADDRESS:
      return write_address (book, id, described->key, value, error);
    case GX_CUSTOMER_FIELD_COMPANY:
      return _gx_company_write (book, id, value, error);
    case GX_CUSTOMER_FIELD_TITLE:
      return _gx_title_write (book, id, value, error);
    case GX_CUSTOMER_FIELD_TAGS:
      return write_tags (book, id, value, error);
    case GX_CUSTOMER_FIELD_TEXT:
    case GX_CUSTOMER_FIELD_LONG_TEXT:
    case GX_CUSTOMER_FIELD_CHOICE:
    case GX_CUSTOMER_FIELD_DAY:
    default:
      if (g_str_equal (field, "name") && !keep_former_name (book, id, value, error))
        return FALSE;
      return write_column (book, id, described->key, value, error);
    }
}

GPtrArray *
_gx_split_names (const char *text)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_regex_split_simple ("[,;，；、\\n]+", text != NULL ? text : "", 0, 0);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *name = _gx_trim (parts[i]);

      if (name != NULL && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_steal_pointer (&name));
    }
  return names;
}

gboolean
_gx_former_name_insert (GxConnection *book, GxId customer, const char *name, GError **error)
{
  g_autofree char *today = gx_day_to_iso (gx_clock_today ());

  /* Renamed there and back: one former name is enough. */
  if (gx_connection_get_int64 (book, 0, NULL,
        "select 1 from customer_name where customer_id = ? and kind = 'former' and name = ? and gone = 0",
        "it", (gint64) customer, name))
    return TRUE;
  return gx_connection_run (book, error,
    "insert into customer_name (id, customer_id, kind, name, until_day) values (?, ?, 'former', ?, ?)",
    "iitt",
    (gint64) gx_connection_new_id (book), (gint64) customer, name, today);
}
