/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-phrase.h"
#include "search/gx-arena.h"
#include "search/gx-pack.h"
#include "search/gx-search.h"
#include "search/gx-search-private.h"
#include "store/gx-statement.h"

/* Where the values of a field stand, as they were typed. */
static const char *
values_of (GxKnownBy field)
{
  static const char * const queries[] = {
    [GX_KNOWN_OTHER_NAME] = "select name from customer_name where customer_id = ?1 and gone = 0 "
                            "and name is not null "
                            "union all select nickname from contact_point where customer_id = ?1 "
                            "and gone = 0 and nickname is not null",
    [GX_KNOWN_PERSON] = "select c.name from relation r cross join customer c on c.id = r.from_id "
                        "where r.to_id = ?1 and r.gone = 0 and r.until_day is null and c.gone = 0",
    [GX_KNOWN_TITLE] = "select title from relation where from_id = ?1 and gone = 0 and until_day is null "
                       "union all select occupation from customer where id = ?1",
    [GX_KNOWN_TAG] = "select w.name from customer_tag t cross join word w on w.id = t.tag_id "
                     "where t.customer_id = ?1 and t.gone = 0 and w.gone = 0",
    [GX_KNOWN_MAIL] = "select value from contact_point where customer_id = ?1 and gone = 0 and kind = 'mail'",
    [GX_KNOWN_CONTACT] = "select value from contact_point where customer_id = ?1 and gone = 0 "
                         "and kind not in ('phone', 'mail')",
    [GX_KNOWN_NUMBER] = "select number from customer where id = ?1",
    [GX_KNOWN_KEY] = "select key from external_key where customer_id = ?1 and gone = 0",
    [GX_KNOWN_PHONE] = "select value from contact_point where customer_id = ?1 and gone = 0 "
                       "and kind = 'phone'",
  };

  return field < G_N_ELEMENTS (queries) ? queries[field] : NULL;
}

/* The first value of @field that @needle fits, as it was typed. */
static char *
find_value (GxConnection *book, GxId id, GxKnownBy field, const GxNeedle *needle)
{
  g_autoptr (GxStatement) query = gx_connection_query (book, values_of (field), "i", (gint64) id);
  g_autoptr (GString) record = g_string_new (NULL);

  while (gx_statement_next (query))
    {
      g_string_truncate (record, 0);
      gx_pack_append (record, field, gx_statement_text (query, 0));
      const GxRecord known = gx_record_take_apart (record->str, record->str + record->len);
      if (gx_needle_judge (needle, &known, GX_NOT_NEAR) != GX_NOT_NEAR)
        return gx_statement_dup_text (query, 0);
    }
  return NULL;
}

void
gx_search_reason_free (GxSearchReason *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->text);
  g_free (self);
}

static GxSearchReason *
make_reason (const char *field, const char *value)
{
  GxSearchReason *reason = g_new0 (GxSearchReason, 1);

  /* Translators: why a customer was found: %1$s is "Phone", "Tag", "Another name" …, %2$s what stands
     there */
  reason->text = g_strdup_printf (_("%1$s: %2$s"), gx_phrase ("search.matched", field), value);
  reason->field = field;
  const char *start = g_strrstr (reason->text, value);
  reason->value_start = start != NULL ? start - reason->text : 0;
  return reason;
}

GxSearchReason *
gx_search_explain (GxConnection *book, const char *words, GxId id)
{
  g_autoptr (GPtrArray) needles = _gx_search_needles (words);
  GxArena *arena = gx_arena_get (book, NULL);
  GxArenaRecord record;

  if (arena == NULL || !gx_arena_find_record (arena, id, &record))
    return NULL;
  for (guint i = 0; i < needles->len; i++)
    {
      const GxNeedle *needle = g_ptr_array_index (needles, i);
      g_autofree char *value = NULL;
      GxNearness nearness = gx_needle_judge (needle, &record.known, GX_NOT_NEAR);
      GxKnownBy field = GX_NEARNESS_FIELD (nearness);

      if (nearness == GX_NOT_NEAR || field == GX_KNOWN_NAME || field == GX_KNOWN_COMPANY)
        continue;
      value = find_value (book, id, field, needle);
      if (value != NULL)
        return make_reason (_gx_search_name_of (field), value);
    }
  return NULL;
}
