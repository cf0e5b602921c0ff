/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-text.h"
#include "base/gx-contact.h"
#include "search/gx-search-private.h"
#include "store/gx-connection.h"
#include "store/gx-projection.h"

/*
 * What the search field looks through: a line for each thing a live customer is known by. A line is a letter for what it is
 * and forms of it, each after U+241F: N name, A another name, C company, P phone (digits), M mail, W another contact,
 * # number, K key of another system, T tag.
 *
 * The things come from several tables. Each is read in the order of customers, side by side with the others.
 */

enum { NAMES, CONTACTS, KEYS, TAGS, N_PARTS };

static const char * const parts[N_PARTS] = {
  [NAMES] = "select t.customer_id, n.name from temp.touched_customer t"
            " cross join customer_name n on n.customer_id = t.customer_id"
            " where n.gone = 0 and n.name is not null order by t.customer_id, n.id",
  [CONTACTS] = "select t.customer_id, p.kind, p.value, p.key, p.nickname from temp.touched_customer t"
               " cross join contact_point p on p.customer_id = t.customer_id"
               " where p.gone = 0 and p.value is not null order by t.customer_id, p.id",
  [KEYS] = "select t.customer_id, k.key from temp.touched_customer t"
           " cross join external_key k on k.customer_id = t.customer_id"
           " where k.gone = 0 and k.key is not null order by t.customer_id, k.id",
  [TAGS] = "select t.customer_id, w.name from temp.touched_customer t"
           " cross join customer_tag g on g.customer_id = t.customer_id"
           " cross join word w on w.id = g.tag_id"
           " where g.gone = 0 and w.gone = 0 and w.name is not null order by t.customer_id, g.id",
};

static void
append_spelled (GString *text, char letter, const char *value, gboolean is_name)
{
  g_autofree char *forms = gx_search_text (value, is_name);

  g_string_append_c (text, letter);
  g_string_append (text, forms);
  g_string_append_c (text, '\n');
}

static void
append_folded (GString *text, char letter, const char *value)
{
  g_autofree char *folded = gx_fold (value);

  g_string_append_c (text, letter);
  g_string_append (text, GX_SEARCH_SEPARATOR);
  g_string_append (text, folded);
  g_string_append_c (text, '\n');
}

static void
append_phone (GString *text, const char *value, const char *key)
{
  g_autofree char *digits = gx_phone_digits (value);

  g_string_append (text, "P" GX_SEARCH_SEPARATOR);
  for (; key != NULL && *key != '\0'; key++)
    if (*key != '+')
      g_string_append_c (text, *key);
  g_string_append (text, GX_SEARCH_SEPARATOR);
  g_string_append (text, digits);
  g_string_append_c (text, '\n');
}

static void
append_contact (GString *text, GxStatement *contact)
{
  const char *kind = gx_statement_text (contact, 1);
  const char *value = gx_statement_text (contact, 2);
  const char *nickname = gx_statement_text (contact, 4);

  if (g_str_equal (kind, "phone"))
    append_phone (text, value, gx_statement_text (contact, 3));
  else
    append_folded (text, g_str_equal (kind, "mail") ? 'M' : 'W', value);
  if (nickname != NULL)
    append_spelled (text, 'A', nickname, TRUE);
}

/* Of the customer on whom the parts stand: they move on. */
static void
compose_text (GString *text, GxStatement *customer, GxStatement **part)
{
  GxId id = gx_statement_int64 (customer, 0);
  gboolean is_person = gx_statement_int (customer, 2);
  const char *name = gx_statement_text (customer, 1);
  const char *company = gx_statement_text (customer, 3);
  const char *number = gx_statement_text (customer, 4);

  g_string_truncate (text, 0);
  if (name != NULL)
    append_spelled (text, 'N', name, is_person);
  for (; gx_statement_at (part[NAMES], id); gx_statement_next (part[NAMES]))
    append_spelled (text, 'A', gx_statement_text (part[NAMES], 1), is_person);
  if (company != NULL)
    append_spelled (text, 'C', company, FALSE);
  for (; gx_statement_at (part[CONTACTS], id); gx_statement_next (part[CONTACTS]))
    append_contact (text, part[CONTACTS]);
  if (number != NULL)
    append_folded (text, '#', number);
  for (; gx_statement_at (part[KEYS], id); gx_statement_next (part[KEYS]))
    append_folded (text, 'K', gx_statement_text (part[KEYS], 1));
  for (; gx_statement_at (part[TAGS], id); gx_statement_next (part[TAGS]))
    append_spelled (text, 'T', gx_statement_text (part[TAGS], 1), FALSE);
}

static gboolean
write_texts (GxConnection *book, GxStatement **part, GError **error)
{
  g_autoptr (GxStatement) customer = gx_connection_query (book,
    "select t.customer_id, c.name, c.kind = 'person', f.company, c.number from temp.touched_customer t"
    " cross join customer c on c.id = t.customer_id cross join customer_fact f on f.customer_id = t.customer_id"
    " where c.gone = 0 order by t.customer_id", NULL);
  g_autoptr (GxStatement) insert = gx_connection_query (book,
    "insert into customer_text (customer_id, text) values (?, ?)", NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  while (gx_statement_next (customer))
    {
      compose_text (text, customer, part);
      gx_statement_rebind (insert, "it", gx_statement_int64 (customer, 0), text->str);
      if (!gx_statement_run (insert, error))
        return FALSE;
    }
  return gx_statement_finish (customer, error);
}

static gboolean
project_text (GxConnection *book, GError **error)
{
  GxStatement *part[N_PARTS];
  gboolean ok = gx_connection_run (book, error,
    "delete from customer_text where customer_id in (select customer_id from temp.touched_customer)", NULL);

  for (int i = 0; i < N_PARTS; i++)
    part[i] = gx_connection_query (book, parts[i], NULL);
  ok = ok && write_texts (book, part, error);
  for (int i = 0; i < N_PARTS; i++)
    {
      ok = gx_statement_finish (part[i], ok ? error : NULL) && ok;
      gx_statement_free (part[i]);
    }
  return ok;
}

static const GxProjection text = {
  .name = "search", .order = 50, .tables = "customer_text", .project = project_text,
};

void
gx_search_register (void)
{
  gx_projection_register (&text);
}
