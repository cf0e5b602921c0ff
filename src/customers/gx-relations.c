/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-text.h"
#include "customers/gx-customers-private.h"

/* Who works where. A company is a record, or plain text until somebody makes it one. */

GxId
_gx_organisation_match (GxConnection *book, const char *name)
{
  g_autofree char *sort_key = gx_sort_key (name);
  g_autofree char *folded = gx_fold (name);
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select c.id from customer_fact f join customer c on c.id = f.customer_id "
    "where f.sort_key = ? and c.kind = 'organisation' and gx_fold (c.name) = ? limit 2", "tt", sort_key,
    folded);
  GxId found = 0;

  while (gx_statement_next (query))
    {
      if (found != 0)
        return 0;
      found = gx_statement_int64 (query, 0);
    }
  return found;
}

static GxId
find_primary (GxConnection *book, GxId customer)
{
  return gx_connection_get_int64 (book, 0, NULL,
    "select id from relation where from_id = ? and kind = 'works_at' and gone = 0 and until_day is null "
    "order by is_primary desc, id limit 1", "i", (gint64) customer);
}

/* Where no present one is primary any more, the oldest becomes it. */
static gboolean
promote (GxConnection *book, GxId customer, GError **error)
{
  return gx_connection_run (book, error,
    "update relation set is_primary = 1 where id = (select id from relation where from_id = ? "
    "and kind = 'works_at' and gone = 0 and until_day is null order by is_primary desc, id limit 1)", "i",
    (gint64) customer);
}

static gboolean
insert_relation (GxConnection *book, GxId from, GxId to, const char *to_text, const char *title, GxId *id,
                 GError **error)
{
  GxId added = gx_connection_new_id (book);

  if (!gx_connection_run (book, error,
        "insert into relation (id, from_id, to_id, to_text, title, is_primary) select ?1, ?2, ?3, ?4, ?5, "
        "not exists (select 1 from relation where from_id = ?2 and kind = 'works_at' and gone = 0 "
        "and until_day is null and is_primary)",
        "iiITT", (gint64) added, (gint64) from, (gint64) to, to_text, title))
    return FALSE;
  if (id != NULL)
    *id = added;
  return TRUE;
}

gboolean
_gx_company_write (GxConnection *book, GxId customer, const char *name, GError **error)
{
  GxId relation = find_primary (book, customer);
  GxId to = name != NULL ? _gx_organisation_match (book, name) : 0;
  const char *to_text = to == 0 ? name : NULL;

  if (to == customer)
    to = 0, to_text = name;
  if (relation == 0)
    return name == NULL || insert_relation (book, customer, to, to_text, NULL, NULL, error);
  if (name != NULL)
    return gx_connection_run (book, error, "update relation set to_id = ?, to_text = ? where id = ?", "ITi",
                              (gint64) to, to_text, (gint64) relation);
  return gx_connection_run (book, error, "update relation set gone = 1, is_primary = 0 where id = ?", "i",
                            (gint64) relation)
         && promote (book, customer, error);
}

gboolean
_gx_title_write (GxConnection *book, GxId customer, const char *title, GError **error)
{
  GxId relation = find_primary (book, customer);

  if (relation == 0)
    return title == NULL || insert_relation (book, customer, 0, NULL, title, NULL, error);
  return gx_connection_run (book, error, "update relation set title = ? where id = ?", "Ti", title,
                            (gint64) relation);
}

gboolean
gx_relations_add (GxConnection *book, const GxActor *actor, GxId from, GxId to, const char *to_text,
                  const char *title, GxId *id, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autofree char *trimmed = _gx_trim (to_text);

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  if (from == to || (to == 0 && trimmed == NULL))
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID,
                           _("A company is needed: another record or its name."));
      return FALSE;
    }
  step = gx_step_begin (book, actor, "customer.company", error);
  return step != NULL
         && insert_relation (book, from, to, to == 0 ? trimmed : NULL, title, id, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

/* The customer whose relation it is; 0 with @error where there is none. */
static GxId
find_owner_of (GxConnection *book, GxId relation, GError **error)
{
  GxId customer = gx_connection_get_int64 (book, 0, NULL,
                                           "select from_id from relation where id = ? and gone = 0", "i",
                                           (gint64) relation);

  if (customer == 0)
    g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("This record is no longer in the book."));
  return customer;
}

gboolean
gx_relations_edit (GxConnection *book, const GxActor *actor, GxId id, const char *title, gboolean is_primary,
                   GError **error)
{
  g_autoptr (GxStep) step = NULL;
  GxId customer;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  if ((step = gx_step_begin (book, actor, "customer.company", error)) == NULL
      || (customer = find_owner_of (book, id, error)) == 0
      || !gx_connection_run (book, error, "update relation set title = ? where id = ?", "Ti", title,
                             (gint64) id))
    return FALSE;
  if (is_primary
      && !gx_connection_run (book, error,
                             "update relation set is_primary = id = ? where from_id = ? "
                             "and kind = 'works_at' and gone = 0",
                             "ii", (gint64) id, (gint64) customer))
    return FALSE;
  return gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_relations_end (GxConnection *book, const GxActor *actor, GxId id, GxDay until, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autofree char *day = gx_day_to_iso (until != GX_NO_DAY ? until : gx_clock_today ());
  GxId customer;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  step = gx_step_begin (book, actor, "customer.company", error);
  return step != NULL
         && (customer = find_owner_of (book, id, error)) != 0
         && gx_connection_run (book, error, "update relation set until_day = ?, is_primary = 0 where id = ?",
                               "ti", day, (gint64) id)
         && promote (book, customer, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_relations_remove (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  GxId customer;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  step = gx_step_begin (book, actor, "customer.company", error);
  return step != NULL
         && (customer = find_owner_of (book, id, error)) != 0
         && gx_connection_run (book, error, "update relation set gone = 1, is_primary = 0 where id = ?", "i",
                               (gint64) id)
         && promote (book, customer, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

/* The organisation of this name, made where there is none. */
static GxId
ensure_organisation (GxConnection *book, const GxActor *actor, const char *name, GError **error)
{
  g_autoptr (GxCustomerDraft) draft = NULL;
  GxId id = _gx_organisation_match (book, name);

  if (id != 0)
    return id;
  draft = gx_customer_draft_new ();
  gx_customer_draft_set (draft, "kind", "organisation");
  gx_customer_draft_set (draft, "name", name);
  return gx_customers_save (book, actor, draft, &id, error) ? id : 0;
}

gboolean
gx_relations_make_organisation (GxConnection *book, const GxActor *actor, GxId id, GxId *organisation,
                                GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autofree char *name = NULL;
  g_autofree char *folded = NULL;
  GxId to;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  step = gx_step_begin (book, actor, "customer.company", error);
  if (step == NULL || find_owner_of (book, id, error) == 0)
    return FALSE;

  name = gx_connection_get_text (book, NULL, "select to_text from relation where id = ? and to_id is null",
                                 "i", (gint64) id);
  if (name == NULL)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID, _("This company is a record already."));
      return FALSE;
    }

  folded = gx_fold (name);
  if ((to = ensure_organisation (book, actor, name, error)) == 0
      || !gx_connection_run (book, error,
            "update relation set to_id = ?1, to_text = null "
            "where to_id is null and to_text is not null and gone = 0 and from_id <> ?1 "
            "and gx_fold (to_text) = ?2", "it",
            (gint64) to, folded)
      || !gx_step_commit (g_steal_pointer (&step), NULL, error))
    return FALSE;

  if (organisation != NULL)
    *organisation = to;
  return TRUE;
}
