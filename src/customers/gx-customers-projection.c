/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "customers/gx-customers-private.h"
#include "store/gx-projection.h"

/* First of all, so that every projection sees everybody who is touched. */
static gboolean
touch_people (GxConnection *book, GError **error)
{
  return gx_connection_run (book, error, "@customers/touch-people", NULL);
}

static gboolean
project_facts (GxConnection *book, GError **error)
{
  return gx_connection_run (book, error,
           "delete from customer_fact where customer_id in "
           "(select t.customer_id from temp.touched_customer t cross "
           "join customer c on c.id = t.customer_id where c.gone <> 0)", NULL)
         && gx_connection_run (book, error, "@customers/project-facts", NULL);
}

static const GxProjection people = {
  .name = "people of organisations", .order = 1, .tables = "", .project = touch_people,
};

static const GxProjection facts = {
  .name = "customers", .order = 10, .tables = "customer_fact",
  .columns = "customer_fact.sort_key customer_fact.company customer_fact.city "
             "customer_fact.birthday_month_day",
  .project = project_facts,
};

void
gx_customers_register (void)
{
  gx_projection_register (&people);
  gx_projection_register (&facts);
}
