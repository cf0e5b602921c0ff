/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-clock.h"
#include "base/gx-contact.h"
#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-phrase.h"
#include "customers/gx-customers-private.h"

/* Contact points, addresses, other names, keys of other systems. */

static gboolean
bin_part (GxConnection *book, const GxActor *actor, const char *label, const char *table, GxId id,
          GError **error)
{
  return gx_record_set_gone (book, actor, label, table, &id, 1, 1, error);
}

static gboolean
set_empty_error (GError **error)
{
  g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID, _("There is nothing to save: the text is empty."));
  return FALSE;
}

/* -- contact points */

/* Customer and kind of a live contact point. */
static gboolean
find_contact_point (GxConnection *book, GxId id, GxId *customer, char **kind, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select customer_id, kind from contact_point where id = ? and gone = 0", "i", (gint64) id);

  if (gx_statement_next (query))
    {
      *customer = gx_statement_int64 (query, 0);
      *kind = gx_statement_dup_text (query, 1);
      return TRUE;
    }
  if (gx_statement_finish (query, error))
    g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("This record is no longer in the book."));
  return FALSE;
}

/* A step about one live contact point, of this customer and kind. */
static GxStep *
begin_on_point (GxConnection *book, const GxActor *actor, GxId id, GxId *customer, char **kind,
                GError **error)
{
  g_autoptr (GxStep) step = gx_step_begin (book, actor, "customer.contact", error);

  return step != NULL && find_contact_point (book, id, customer, kind, error) ? g_steal_pointer (&step)
         : NULL;
}

gboolean
_gx_contact_point_insert (GxConnection *book, GxId customer, const char *kind, const char *value,
                          const char *label,
                          const char *nickname, GxId *id, GError **error)
{
  g_autofree char *trimmed = _gx_trim (value);
  g_autofree char *key = NULL;
  GxId point;

  if (trimmed == NULL)
    return set_empty_error (error);
  if (!gx_phrase_is_key ("contact.kind", kind))
    {
      /* Translators: %s is a word that the program does not know */
      g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("“%s” is no kind of contact point."), kind);
      return FALSE;
    }

  key = gx_contact_key (kind, trimmed);
  point = gx_connection_new_id (book);
  if (!gx_connection_run (book, error,
        "insert into contact_point (id, customer_id, kind, value, key, label, nickname, is_primary) "
        "select ?1, ?2, ?3, ?4, ?5, ?6, ?7, not exists (select 1 from contact_point "
        "where customer_id = ?2 and kind = ?3 and gone = 0 and until_day is null and is_primary)", "iittTTT",
        (gint64) point, (gint64) customer, kind, trimmed, key, label, nickname))
    return FALSE;
  if (id != NULL)
    *id = point;
  return TRUE;
}

gboolean
_gx_contact_point_update (GxConnection *book, GxId id, const char *kind, const char *value, GError **error)
{
  g_autofree char *trimmed = _gx_trim (value);
  g_autofree char *key = trimmed != NULL ? gx_contact_key (kind, trimmed) : NULL;

  if (trimmed == NULL)
    return set_empty_error (error);
  return gx_connection_run (book, error,
                            "update contact_point set value = ?, key = ? where id = ? and gone < 2", "tTi",
                            trimmed, key, (gint64) id)
         && gx_record_found (book, error);
}

/* Where no present one of the kind is primary any more, the oldest becomes it. */
gboolean
_gx_contact_point_promote (GxConnection *book, GxId customer, const char *kind, GError **error)
{
  return gx_connection_run (book, error,
    "update contact_point set is_primary = 1 where id = (select id from contact_point "
    "where customer_id = ?1 and kind = ?2 and gone = 0 and until_day is null "
    "order by is_primary desc, id limit 1)", "it",
    (gint64) customer, kind);
}

gboolean
gx_contact_points_add (GxConnection *book, const GxActor *actor, GxId customer, const char *kind,
                       const char *value,
                       const char *label, const char *nickname, GxId *id, GError **error)
{
  g_autoptr (GxStep) step = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && kind != NULL, FALSE);

  step = gx_step_begin (book, actor, "customer.contact", error);
  return step != NULL
         && _gx_contact_point_insert (book, customer, kind, value, label, nickname, id, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_contact_points_edit (GxConnection *book, const GxActor *actor, GxId id, const char *value,
                        const char *label,
                        const char *nickname, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autofree char *kind = NULL;
  GxId customer;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  step = begin_on_point (book, actor, id, &customer, &kind, error);
  return step != NULL
         && _gx_contact_point_update (book, id, kind, value, error)
         && gx_connection_run (book, error, "update contact_point set label = ?, nickname = ? where id = ?",
                               "TTi",
                               label, nickname, (gint64) id)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_contact_points_correct (GxConnection *book, const GxActor *actor, GxId id, const char *value,
                           GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autofree char *kind = NULL;
  GxId customer;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  step = begin_on_point (book, actor, id, &customer, &kind, error);
  return step != NULL
         && _gx_contact_point_update (book, id, kind, value, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_contact_points_replace (GxConnection *book, const GxActor *actor, GxId id, const char *value, GxId *new_id,
                           GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *today = gx_day_to_iso (gx_clock_today ());
  GxId customer, added;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  step = begin_on_point (book, actor, id, &customer, &kind, error);
  if (step == NULL
      || !_gx_contact_point_insert (book, customer, kind, value, NULL, NULL, &added, error)
      || !gx_connection_run (book, error,
            "update contact_point set label = old.label, nickname = old.nickname, is_primary = "
            "old.is_primary, from_day = ?3 from (select label, nickname, is_primary "
            "from contact_point where id = ?1) as old where contact_point.id = ?2", "iit",
            (gint64) id, (gint64) added, today)
      || !gx_connection_run (book, error,
                             "update contact_point set until_day = ?, is_primary = 0 where id = ?", "ti",
                             today, (gint64) id)
      || !gx_step_commit (g_steal_pointer (&step), NULL, error))
    return FALSE;

  if (new_id != NULL)
    *new_id = added;
  return TRUE;
}

gboolean
gx_contact_points_retire (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *today = gx_day_to_iso (gx_clock_today ());
  GxId customer;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  step = begin_on_point (book, actor, id, &customer, &kind, error);
  return step != NULL
         && gx_connection_run (book, error,
                               "update contact_point set until_day = ?, is_primary = 0 where id = ?", "ti",
                               today, (gint64) id)
         && _gx_contact_point_promote (book, customer, kind, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_contact_points_make_primary (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autofree char *kind = NULL;
  GxId customer;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  step = begin_on_point (book, actor, id, &customer, &kind, error);
  return step != NULL
         && gx_connection_run (book, error,
                               "update contact_point set is_primary = id = ? where customer_id = ? "
                               "and kind = ? and gone = 0",
                               "iit", (gint64) id, (gint64) customer, kind)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_contact_points_remove (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autofree char *kind = NULL;
  GxId customer;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  step = begin_on_point (book, actor, id, &customer, &kind, error);
  return step != NULL
         && gx_connection_run (book, error, "update contact_point set gone = 1 where id = ?", "i",
                               (gint64) id)
         && _gx_contact_point_promote (book, customer, kind, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

/* -- addresses */

static gboolean
write_address_row (GxConnection *book, GxId id, const GxAddress *address, GError **error)
{
  return gx_connection_run (book, error,
           "update address set label = ?, country = ?, province = ?, city = ?, district = ?, street = ?, "
           "postcode = ?, from_day = ?, until_day = ? where id = ? and gone < 2", "TTTTTTTTTi",
           address->label, address->country, address->province, address->city, address->district,
           address->street,
           address->postcode, address->from_day, address->until_day, (gint64) id)
         && gx_record_found (book, error);
}

/* The first address is the primary one; one that is made primary takes it from the others. */
static gboolean
settle_primary_address (GxConnection *book, GxId customer, GxId primary, GError **error)
{
  if (primary != 0)
    return gx_connection_run (book, error,
                              "update address set is_primary = id = ? where customer_id = ? and gone = 0",
                              "ii",
                              (gint64) primary, (gint64) customer);
  return gx_connection_run (book, error,
    "update address set is_primary = 1 where id = (select id from address where customer_id = ? and gone = 0 "
    "order by until_day is not null, is_primary desc, id limit 1)", "i", (gint64) customer);
}

/* Among those of the customer whose address it is. */
static gboolean
settle_primary_beside (GxConnection *book, GxId address, GxId primary, GError **error)
{
  GxId customer = gx_connection_get_int64 (book, 0, NULL, "select customer_id from address where id = ?", "i",
                                           (gint64) address);

  return settle_primary_address (book, customer, primary, error);
}

gboolean
gx_addresses_save (GxConnection *book, const GxActor *actor, GxId customer, const GxAddress *address,
                   GxId *id, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  GxId saved;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && address != NULL, FALSE);

  saved = address->id != 0 ? address->id : gx_connection_new_id (book);
  if ((step = gx_step_begin (book, actor, "customer.address", error)) == NULL
      || (address->id == 0 && !gx_connection_run (book, error,
                                                  "insert into address (id, customer_id) values (?, ?)", "ii",
                                                  (gint64) saved, (gint64) customer))
      || !write_address_row (book, saved, address, error)
      || !settle_primary_address (book, customer, address->is_primary ? saved : 0, error)
      || !gx_step_commit (g_steal_pointer (&step), NULL, error))
    return FALSE;

  if (id != NULL)
    *id = saved;
  return TRUE;
}

gboolean
gx_addresses_set (GxConnection *book, const GxActor *actor, GxId id, const char *part, const char *value,
                  GError **error)
{
  static const char * const parts[] = {
    "country", "province", "city", "district", "street", "postcode", "label", NULL
  };
  g_autofree char *trimmed = _gx_trim (value);
  g_autofree char *sql = NULL;
  g_autoptr (GxStep) step = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && g_strv_contains (parts, part), FALSE);

  sql = g_strdup_printf ("update address set %s = ? where id = ? and gone = 0", part);
  step = gx_step_begin (book, actor, "customer.address", error);
  return step != NULL
         && gx_connection_run (book, error, sql, "Ti", trimmed, (gint64) id)
         && gx_record_found (book, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_addresses_make_primary (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_autoptr (GxStep) step = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  step = gx_step_begin (book, actor, "customer.address", error);
  return step != NULL
         && settle_primary_beside (book, id, id, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_addresses_remove (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_autoptr (GxStep) step = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  step = gx_step_begin (book, actor, "customer.address", error);
  return step != NULL
         && gx_connection_run (book, error,
                               "update address set gone = 1, is_primary = 0 where id = ? and gone = 0", "i",
                               (gint64) id)
         && gx_record_found (book, error)
         && settle_primary_beside (book, id, 0, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

/* -- names and keys */

gboolean
gx_customer_names_add (GxConnection *book, const GxActor *actor, GxId customer, const char *kind,
                       const char *name, GxId *id, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autofree char *trimmed = _gx_trim (name);
  GxId added;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && kind != NULL, FALSE);

  if (trimmed == NULL)
    return set_empty_error (error);
  if (!gx_phrase_is_key ("name.kind", kind))
    {
      /* Translators: %s is a word that the program does not know */
      g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("“%s” is no kind of name."), kind);
      return FALSE;
    }

  added = gx_connection_new_id (book);
  if ((step = gx_step_begin (book, actor, "customer.name", error)) == NULL
      || !gx_connection_run (book, error,
                             "insert into customer_name (id, customer_id, kind, name) values (?, ?, ?, ?)",
                             "iitt",
                             (gint64) added, (gint64) customer, kind, trimmed)
      || !gx_step_commit (g_steal_pointer (&step), NULL, error))
    return FALSE;
  if (id != NULL)
    *id = added;
  return TRUE;
}

gboolean
gx_customer_names_remove (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  return bin_part (book, actor, "customer.name", "customer_name", id, error);
}

gboolean
_gx_external_key_insert (GxConnection *book, GxId customer, const char *system, const char *key, GxId *id,
                         GError **error)
{
  g_autofree char *trimmed = _gx_trim (key);
  GxId added = gx_connection_new_id (book);

  if (trimmed == NULL)
    return set_empty_error (error);
  if (!gx_connection_run (book, error,
                          "insert into external_key (id, customer_id, system, key) values (?, ?, ?, ?)",
                          "iiTt",
                          (gint64) added, (gint64) customer, system, trimmed))
    return FALSE;
  if (id != NULL)
    *id = added;
  return TRUE;
}

gboolean
gx_external_keys_add (GxConnection *book, const GxActor *actor, GxId customer, const char *system,
                      const char *key, GxId *id, GError **error)
{
  g_autoptr (GxStep) step = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  step = gx_step_begin (book, actor, "customer.edit", error);
  return step != NULL
         && _gx_external_key_insert (book, customer, system, key, id, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_external_keys_remove (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  return bin_part (book, actor, "customer.edit", "external_key", id, error);
}
