/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-contact.h"
#include "base/gx-error.h"
#include "base/gx-id.h"
#include "base/gx-text.h"
#include "customers/gx-customers-private.h"
#include "store/gx-self.h"

/* One customer by what a person calls them, and "already there?" while typing. All by indexes. */

#define MAX_LIKE 5
#define MAX_LOOKED_AT 200 /* of one name or reading */

static gboolean
resolve_by (GxConnection *book, const char *sql, const char *text, GxId *id, gboolean *is_ambiguous)
{
  g_autoptr (GxStatement) query = gx_connection_query (book, sql, "t", text);

  if (!gx_statement_next (query))
    return FALSE;
  *id = gx_statement_int64 (query, 0);
  *is_ambiguous = gx_statement_next (query);
  return TRUE;
}

gboolean
gx_customers_resolve (GxConnection *book, const char *text, GxId *id, GError **error)
{
  static const char * const ways[] = {
    "select id from customer where id = cast (? as integer) and gone = 0",
    "select id from customer where number = ? and gone = 0 limit 2",
    "select distinct k.customer_id from external_key k join customer c on c.id = k.customer_id "
    "and c.gone = 0 where k.key = ? and k.gone = 0 limit 2",
    "select f.customer_id from customer_fact f join customer c on c.id = f.customer_id "
    "where f.sort_key = gx_sort_key (?1) and c.name = ?1 limit 2",
  };
  g_autofree char *trimmed = _gx_trim (text);
  gboolean is_ambiguous = FALSE;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && id != NULL, FALSE);

  for (guint i = 0; trimmed != NULL && i < G_N_ELEMENTS (ways); i++)
    {
      gboolean is_id = strspn (trimmed, "0123456789") == strlen (trimmed);

      if ((i > 0 || is_id) && resolve_by (book, ways[i], trimmed, id, &is_ambiguous))
        {
          if (!is_ambiguous)
            return TRUE;
          g_set_error (error, GX_ERROR, GX_ERROR_AMBIGUOUS,
                       /* Translators: %s is a name or number */
                       _("Several customers are called “%s”. Give the id of one."), trimmed);
          return FALSE;
        }
    }
  /* Translators: %s is a name or number */
  g_set_error (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("There is no customer “%s” in the book."),
               trimmed != NULL ? trimmed : "");
  return FALSE;
}

/* -- already there? */

void
gx_likeness_free (GxLikeness *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->shown_name);
  g_free (self->company);
  g_free (self->detail);
  g_free (self->owner);
  g_free (self);
}

/* Each customer once, with the strongest reason. */
static GxLikeness *
add_likeness (GPtrArray *found, GxId id, const char *reason, int score)
{
  GxLikeness *likeness = NULL;

  for (guint i = 0; i < found->len && likeness == NULL; i++)
    if (((GxLikeness *) g_ptr_array_index (found, i))->id == id)
      likeness = g_ptr_array_index (found, i);
  if (likeness != NULL && likeness->score >= score)
    return NULL;
  if (likeness == NULL)
    {
      likeness = g_new0 (GxLikeness, 1);
      likeness->id = id;
      g_ptr_array_add (found, likeness);
    }
  likeness->reason = reason;
  likeness->score = score;
  return likeness;
}

static gboolean
find_by_key (GxConnection *book, GPtrArray *found, const char *sql, const char *key, const char *reason,
             int score, GError **error)
{
  g_autoptr (GxStatement) query = NULL;

  if (key == NULL || *key == '\0')
    return TRUE;
  query = gx_connection_query (book, sql, "tt", key, reason);
  while (gx_statement_next (query))
    {
      GxLikeness *likeness = add_likeness (found, gx_statement_int64 (query, 0), reason, score);

      if (likeness != NULL)
        {
          g_free (likeness->detail);
          likeness->detail = gx_statement_dup_text (query, 1);
        }
    }
  return gx_statement_finish (query, error);
}

static gboolean
find_by_contact (GxConnection *book, GPtrArray *found, const char *kind, const char *value, GError **error)
{
  static const struct {
    const char *kind;
    int score;
  } kinds[] = { { "phone", 90 }, { "mail", 95 }, { "wechat", 95 }, { "qq", 90 } };
  g_autofree char *key = *value != '\0' ? gx_contact_key (kind, value) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind))
      return find_by_key (book, found,
        "select p.customer_id, p.value from contact_point p join customer c on c.id = p.customer_id "
        "and c.gone = 0 where p.key = ?1 and p.kind = ?2 and p.gone = 0 limit 20", key, kinds[i].kind,
        kinds[i].score, error);
  return TRUE;
}

static gboolean
find_by_number (GxConnection *book, GPtrArray *found, const char *number, GError **error)
{
  return find_by_key (book, found, "select id, number from customer where number = ?1 and gone = 0 limit 20",
                      number, "number", 100, error)
         && find_by_key (book, found,
              "select k.customer_id, k.key from external_key k join customer c on c.id = k.customer_id "
              "and c.gone = 0 where k.key = ?1 and k.gone = 0 limit 20", number, "number", 90, error);
}

/* What stands under the same reading (gx_sort_key: the reading, and behind a tab the name itself). */
static gboolean
find_by_name (GxConnection *book, GPtrArray *found, const char *name, const char *company, GError **error)
{
  g_autofree char *folded = gx_fold (name);
  g_autofree char *folded_company = gx_fold (company);
  g_autofree char *sort_key = gx_sort_key (name);
  g_autofree char *reading = g_strndup (sort_key, strcspn (sort_key, "\t"));
  g_autofree char *beyond = g_strconcat (reading, "\n", NULL); /* the next character after the tab */
  g_autoptr (GxStatement) query = NULL;

  if (*folded == '\0')
    return TRUE;
  query = gx_connection_query (book,
    "select f.customer_id, c.name, f.company from customer_fact f join customer c on c.id = f.customer_id "
    "where f.sort_key >= ? and f.sort_key < ? limit ?", "tti", reading, beyond, (gint64) MAX_LOOKED_AT);
  while (gx_statement_next (query))
    {
      GxId id = gx_statement_int64 (query, 0);
      g_autofree char *other = gx_fold (gx_statement_text (query, 1));
      const char *at = gx_statement_text (query, 2);
      g_autofree char *other_company = gx_fold (at != NULL ? at : "");

      if (!g_str_equal (other, folded))
        add_likeness (found, id, "reading", 40);
      else if (*folded_company != '\0' && g_str_equal (other_company, folded_company))
        add_likeness (found, id, "name_company", 85);
      else
        add_likeness (found, id, "name", 60);
    }
  return gx_statement_finish (query, error);
}

static int
compare_likeness (gconstpointer a, gconstpointer b)
{
  const GxLikeness *x = *(GxLikeness *const *) a, *y = *(GxLikeness *const *) b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  return (x->id > y->id) - (x->id < y->id);
}

static gboolean
fill_names (GxConnection *book, GPtrArray *found, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select f.company, (select m.name from member m where m.id = c.owner_id and m.gone = 0 and m.id <> ?2), "
    GX_SHOWN_COLUMNS ("c") " from customer c left join customer_fact f on f.customer_id = c.id "
    "where c.id = ?1", NULL);

  for (guint i = 0; i < found->len; i++)
    {
      GxLikeness *likeness = g_ptr_array_index (found, i);

      gx_statement_rebind (query, "ii", (gint64) likeness->id, gx_self_get_id ());
      if (!gx_statement_next (query))
        return gx_statement_finish (query, error);
      likeness->company = gx_statement_dup_text (query, 0);
      likeness->owner = gx_statement_dup_text (query, 1);
      likeness->shown_name = _gx_shown_name_read (query, 2);
    }
  return TRUE;
}

static gboolean
find_all (GxConnection *book, GPtrArray *found, GxCustomerDraft *draft, GError **error)
{
  static const char * const kinds[] = { "phone", "mail", "wechat", "qq" };
  GPtrArray *extras = _gx_customer_draft_extras (draft);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!find_by_contact (book, found, kinds[i], gx_customer_draft_get (draft, kinds[i]), error))
      return FALSE;
  for (guint i = 0; i < extras->len; i++)
    {
      const GxDraftExtra *extra = g_ptr_array_index (extras, i);

      if (extra->kind != NULL ? !find_by_contact (book, found, extra->kind, extra->value, error)
                              : !find_by_number (book, found, extra->value, error))
        return FALSE;
    }
  return find_by_number (book, found, gx_customer_draft_get (draft, "number"), error)
         && find_by_name (book, found, gx_customer_draft_get (draft, "name"),
                          gx_customer_draft_get (draft, "company"), error);
}

GPtrArray *
gx_customers_find_like (GxConnection *book, GxCustomerDraft *draft, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_likeness_free);
  GxCustomer *original;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && draft != NULL, NULL);

  if (!find_all (book, found, draft, error))
    return NULL;

  original = gx_customer_draft_get_original (draft);
  for (guint i = found->len; i > 0; i--) /* not the one being edited */
    if (original != NULL && ((GxLikeness *) g_ptr_array_index (found, i - 1))->id == original->id)
      g_ptr_array_remove_index (found, i - 1);

  g_ptr_array_sort (found, compare_likeness);
  if (found->len > MAX_LIKE)
    g_ptr_array_set_size (found, MAX_LIKE);
  return fill_names (book, found, error) ? g_steal_pointer (&found) : NULL;
}
