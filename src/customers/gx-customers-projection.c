/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-partial-day.h"
#include "base/gx-text.h"
#include "customers/gx-customers-private.h"
#include "store/gx-inserter.h"
#include "store/gx-projection.h"

/* First of all, so that every projection sees everybody who is touched. */
static gboolean
touch_people (GxConnection *book, GError **error)
{
  return gx_connection_run (book, error, "@customers/touch-people", NULL);
}

/* -- What the record itself says. Live customers have a row; the other projections fill in what they
   have. -- */

/* Of the rows of this customer the primary one, else the first: its third column, "" where there is none. */
static void
choose_text (GString *text, GxStatement *rows, GxId customer)
{
  gboolean is_primary = FALSE;

  g_string_truncate (text, 0);
  for (gboolean is_first = TRUE; gx_statement_at (rows, customer); gx_statement_next (rows), is_first = FALSE)
    if (is_first || (!is_primary && gx_statement_int (rows, 1)))
      {
        is_primary = gx_statement_int (rows, 1);
        g_string_assign (text, gx_statement_is_null (rows, 2) ? "" : gx_statement_text (rows, 2));
      }
}

static int
birthday_key (const char *stored)
{
  GxPartialDay day;

  return stored != NULL && gx_partial_day_read (stored, &day) ? gx_partial_day_key (&day) : 0;
}

static gboolean
write_facts (GxConnection *book, GxStatement *customers, GxStatement *companies, GxStatement *addresses,
             GError **error)
{
  g_autoptr (GxInserter) insert = gx_inserter_new (book,
    "insert into customer_fact (customer_id, sort_key, company, city, birthday_month_day)", 5,
    "on conflict (customer_id) do update set sort_key = excluded.sort_key,"
    " company = excluded.company, city = excluded.city, birthday_month_day = excluded.birthday_month_day"
    " where (sort_key, company, city, birthday_month_day)"
    " is not (excluded.sort_key, excluded.company, excluded.city, excluded.birthday_month_day)");
  g_autoptr (GString) company = g_string_new (NULL);
  g_autoptr (GString) city = g_string_new (NULL);

  while (gx_statement_next (customers))
    {
      GxId id = gx_statement_int64 (customers, 0);
      const char *name = gx_statement_text (customers, 1);
      g_autofree char *sort_key = gx_sort_key (name != NULL ? name : "");

      choose_text (company, companies, id);
      choose_text (city, addresses, id);
      if (!gx_inserter_add (insert, error, "itTTI", id, sort_key, company->str, city->str,
                            (gint64) birthday_key (gx_statement_text (customers, 2))))
        return FALSE;
    }
  return gx_inserter_flush (insert, error)
         && gx_statement_finish (customers, error)
         && gx_statement_finish (companies, error)
         && gx_statement_finish (addresses, error);
}

static gboolean
project_facts (GxConnection *book, GError **error)
{
  g_autoptr (GxStatement) customers = gx_connection_query (book,
    "select t.customer_id, c.name, c.birthday from temp.touched_customer t"
    " cross join customer c on c.id = t.customer_id where c.gone = 0 order by t.customer_id", NULL);
  g_autoptr (GxStatement) companies = gx_connection_query (book,
    "select t.customer_id, r.is_primary, coalesce (case when o.gone < 2 then o.name end, r.to_text)"
    " from temp.touched_customer t cross join relation r on r.from_id = t.customer_id"
    " left join customer o on o.id = r.to_id"
    " where r.kind = 'works_at' and r.gone = 0 and r.until_day is null order by t.customer_id, r.id", NULL);
  g_autoptr (GxStatement) addresses = gx_connection_query (book,
    "select t.customer_id, a.is_primary, a.city from temp.touched_customer t"
    " cross join address a on a.customer_id = t.customer_id"
    " where a.gone = 0 and a.until_day is null order by t.customer_id, a.id", NULL);

  return gx_connection_run (book, error,
           "delete from customer_fact where customer_id in (select t.customer_id from temp.touched_customer t"
           " cross join customer c on c.id = t.customer_id where c.gone <> 0)", NULL)
         && write_facts (book, customers, companies, addresses, error);
}

static const GxProjection people = {
  .name = "people of organisations", .order = 1, .tables = "", .reads = "customer.name customer.gone",
  .project = touch_people,
};

static const GxProjection facts = {
  .name = "customers", .order = 10, .tables = "customer_fact",
  .columns = "customer_fact.sort_key customer_fact.company customer_fact.city "
             "customer_fact.birthday_month_day",
  .reads = "customer.name customer.birthday customer.gone relation address",
  .project = project_facts,
};

void
gx_customers_register (void)
{
  gx_projection_register (&people);
  gx_projection_register (&facts);
}
