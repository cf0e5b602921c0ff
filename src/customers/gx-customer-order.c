/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-id-list.h"
#include "customers/gx-customers-private.h"

/*
 * The orders of the list. Name, last contact and value are read from covering indexes; the others have few
 * rows of their own, or are sorted here. Who has no place in an order (no value in this currency, no number,
 * no task) follows by name.
 */

static const char * const sort_keys[] = {
  [GX_CUSTOMER_SORT_NAME] = "name",
  [GX_CUSTOMER_SORT_LAST_CONTACT] = "last_contact",
  [GX_CUSTOMER_SORT_VALUE] = "value",
  [GX_CUSTOMER_SORT_ADDED] = "added",
  [GX_CUSTOMER_SORT_NUMBER] = "number",
  [GX_CUSTOMER_SORT_NEXT_DUE] = "next_due",
  [GX_CUSTOMER_SORT_ORDERS] = "orders",
  [GX_CUSTOMER_SORT_LAST_ORDER] = "last_order",
  [GX_CUSTOMER_SORT_STANDING] = "standing",
  [GX_CUSTOMER_SORT_CITY] = "city",
  [GX_CUSTOMER_SORT_OWNER] = "owner",
  [GX_CUSTOMER_SORT_SOURCE] = "source",
  [GX_CUSTOMER_SORT_BIRTHDAY] = "birthday",
  [GX_CUSTOMER_SORT_PHONE] = "phone",
  [GX_CUSTOMER_SORT_MAIL] = "mail",
  [GX_CUSTOMER_SORT_LIFECYCLE] = "lifecycle",
  [GX_CUSTOMER_SORT_TIER] = "tier",
};
G_STATIC_ASSERT (G_N_ELEMENTS (sort_keys) == GX_CUSTOMER_N_SORTS);

static GxCustomersOrderFunc registered[GX_CUSTOMER_N_SORTS];

#define BY_NAME "select customer_id from customer_fact order by sort_key, customer_id"

/* ids of a statement's first column, in its order */
static GArray *
read_ids (GxStatement *query, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GxId));

  while (gx_statement_next (query))
    {
      GxId id = gx_statement_int64 (query, 0);
      g_array_append_val (ids, id);
    }
  return gx_statement_finish (query, error) ? g_steal_pointer (&ids) : NULL;
}

static GxIdList *
read_list (GxStatement *query, GError **error)
{
  g_autoptr (GxIdList) list = gx_id_list_new ();

  while (gx_statement_next (query))
    gx_id_list_append (list, gx_statement_int64 (query, 0));
  return gx_statement_finish (query, error) ? g_steal_pointer (&list) : NULL;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  GxId x = *(const GxId *) a, y = *(const GxId *) b;

  return (x > y) - (x < y);
}

static gboolean
find_id (GArray *sorted, GxId id, guint *place)
{
  return g_array_binary_search (sorted, &id, compare_ids, place);
}

/* @ids, and then everybody else by name. */
static GxIdList *
list_with_rest (GxConnection *book, GArray *ids, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book, BY_NAME, NULL);
  g_autoptr (GxIdList) list = gx_id_list_new ();
  g_autoptr (GArray) placed = g_array_copy (ids);

  for (guint i = 0; i < ids->len; i++)
    gx_id_list_append (list, g_array_index (ids, GxId, i));

  g_array_sort (placed, compare_ids);
  while (gx_statement_next (query))
    {
      GxId id = gx_statement_int64 (query, 0);

      if (placed->len == 0 || !find_id (placed, id, NULL))
        gx_id_list_append (list, id);
    }
  return gx_statement_finish (query, error) ? g_steal_pointer (&list) : NULL;
}

static GxIdList *
list_query_with_rest (GxConnection *book, GxStatement *query, GError **error)
{
  g_autoptr (GArray) ids = read_ids (query, error);

  return ids != NULL ? list_with_rest (book, ids, error) : NULL;
}

static GxIdList *
order_by_value (GxConnection *book, gboolean descending, const char *currency, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    descending
      ? "select customer_id from customer_money where currency = ? "
        "order by value_minor desc, customer_id desc"
      : "select customer_id from customer_money where currency = ? order by value_minor, customer_id",
    "t", currency != NULL ? currency : gx_connection_get_currency (book));

  return list_query_with_rest (book, query, error);
}

static GxIdList *
order_by_next_due (GxConnection *book, gboolean descending, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    descending
      ? "select f.customer_id from (select distinct customer_id from task where done_day is null "
        "and due_day is not null) t join customer_fact f on f.customer_id = t.customer_id "
        "where f.next_due_day is not null order by f.next_due_day desc, f.sort_key"
      : "select f.customer_id from (select distinct customer_id from task where done_day is null "
        "and due_day is not null) t join customer_fact f on f.customer_id = t.customer_id "
        "where f.next_due_day is not null order by f.next_due_day, f.sort_key",
    NULL);

  return list_query_with_rest (book, query, error);
}

/* -- by what is known of them: words are few, so their sort keys are made once for each */

#define PRIMARY(kind) \
  "join (select customer_id, min (coalesce (key, value)) as key from contact_point where kind = '" kind "' " \
  "and gone = 0 and is_primary = 1 and until_day is null group by customer_id) w on w.customer_id = f.customer_id"
#define CUSTOMER "join customer c on c.id = f.customer_id "

static const struct { const char *join, *key; } knowns[] = {
  [GX_CUSTOMER_SORT_ORDERS] = { "", "nullif (f.orders, 0)" },
  [GX_CUSTOMER_SORT_LAST_ORDER] = { "", "f.last_purchase_day" },
  [GX_CUSTOMER_SORT_STANDING] = { CUSTOMER, "instr ('lead customer partner contact', c.standing)" },
  [GX_CUSTOMER_SORT_CITY] = { "join (select city, gx_sort_key (city) as key from (select distinct city "
                              "from customer_fact where city is not null)) w on w.city = f.city", "w.key" },
  [GX_CUSTOMER_SORT_OWNER] = { CUSTOMER "join (select id, gx_sort_key (name) as key from member "
                               "where gone = 0) w on w.id = c.owner_id", "w.key" },
  [GX_CUSTOMER_SORT_SOURCE] = { CUSTOMER "join (select id, gx_sort_key (name) as key from word "
                                "where gone = 0) w on w.id = c.source_id", "w.key" },
  [GX_CUSTOMER_SORT_BIRTHDAY] = { "", "f.birthday_month_day" },
  [GX_CUSTOMER_SORT_PHONE] = { PRIMARY ("phone"), "w.key" },
  [GX_CUSTOMER_SORT_MAIL] = { PRIMARY ("mail"), "w.key" },
};

static GxIdList *
order_by_known (GxConnection *book, GxCustomerSort sort, gboolean descending, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("select f.customer_id from customer_fact f %s where %s is not null "
                                          "order by %s %s, f.sort_key", knowns[sort].join, knowns[sort].key,
                                          knowns[sort].key, descending ? "desc" : "");
  g_autoptr (GxStatement) query = gx_connection_query (book, sql, NULL);

  return list_query_with_rest (book, query, error);
}

/* -- by number */

typedef struct {
  GxId id;
  char *number;
} Numbered;

static void
clear_numbered (gpointer data)
{
  g_free (((Numbered *) data)->number);
}

/* Letters as letters, runs of digits by their value: W-9 before W-10. */
static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const char *x = ((const Numbered *) a)->number, *y = ((const Numbered *) b)->number;

  while (*x != '\0' && *y != '\0')
    {
      if (g_ascii_isdigit (*x) && g_ascii_isdigit (*y))
        {
          char *x_end = NULL, *y_end = NULL;
          guint64 p = g_ascii_strtoull (x, &x_end, 10), q = g_ascii_strtoull (y, &y_end, 10);

          if (p != q)
            return p < q ? -1 : 1;
          x = x_end;
          y = y_end;
        }
      else if (*x != *y)
        return (guchar) *x < (guchar) *y ? -1 : 1;
      else
        x++, y++;
    }
  if (*x != *y)
    return *x == '\0' ? -1 : 1;
  return compare_ids (&((const Numbered *) a)->id, &((const Numbered *) b)->id);
}

static GxIdList *
order_by_number (GxConnection *book, gboolean descending, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select id, number from customer where number is not null and gone = 0", NULL);
  g_autoptr (GArray) numbered = g_array_new (FALSE, FALSE, sizeof (Numbered));
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GxId));

  g_array_set_clear_func (numbered, clear_numbered);
  while (gx_statement_next (query))
    {
      Numbered one = { gx_statement_int64 (query, 0), gx_statement_dup_text (query, 1) };
      g_array_append_val (numbered, one);
    }
  if (!gx_statement_finish (query, error))
    return NULL;

  g_array_sort (numbered, compare_numbers);
  for (guint i = 0; i < numbered->len; i++)
    g_array_append_val (ids, g_array_index (numbered, Numbered, descending ? numbered->len - 1 - i : i).id);
  return list_with_rest (book, ids, error);
}

/* -- by the step that brought them in */

static GxIdList *
order_by_added (GxConnection *book, gboolean descending, GError **error)
{
  g_autoptr (GxStatement) live = gx_connection_query (book,
                                                      "select customer_id from customer_fact "
                                                      "order by customer_id", NULL);
  g_autoptr (GArray) ids = read_ids (live, error);
  g_autoptr (GArray) order = NULL;
  g_autoptr (GxStatement) runs = NULL;
  g_autoptr (GxIdList) list = NULL;
  g_autofree gboolean *is_placed = NULL;

  if (ids == NULL)
    return NULL;

  is_placed = g_new0 (gboolean, ids->len + 1);
  order = g_array_sized_new (FALSE, FALSE, sizeof (guint), ids->len);
  runs = gx_connection_query (book, "@customers/order-by-added", NULL);
  while (gx_statement_next (runs))
    {
      GxId first = gx_statement_int64 (runs, 1), last = gx_statement_int64 (runs, 2);
      guint low = 0, high = ids->len;

      while (low < high) /* the first live id at or above first */
        {
          guint middle = low + (high - low) / 2;

          if (g_array_index (ids, GxId, middle) < first)
            low = middle + 1;
          else
            high = middle;
        }
      for (guint i = low; i < ids->len && g_array_index (ids, GxId, i) <= last; i++)
        if (!is_placed[i])
          {
            is_placed[i] = TRUE;
            g_array_append_val (order, i);
          }
    }
  if (!gx_statement_finish (runs, error))
    return NULL;

  for (guint i = 0; i < ids->len; i++)
    if (!is_placed[i])
      g_array_append_val (order, i);

  list = gx_id_list_new ();
  for (guint i = 0; i < order->len; i++)
    {
      guint place = g_array_index (order, guint, descending ? order->len - 1 - i : i);

      gx_id_list_append (list, g_array_index (ids, GxId, place));
    }
  return g_steal_pointer (&list);
}

gboolean
gx_customer_sort_parse (const char *key, GxCustomerSort *sort)
{
  g_return_val_if_fail (key != NULL && sort != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (sort_keys); i++)
    if (g_str_equal (sort_keys[i], key))
      {
        *sort = i;
        return TRUE;
      }
  return FALSE;
}

const char *
gx_customer_sort_key (GxCustomerSort sort)
{
  g_return_val_if_fail (sort < G_N_ELEMENTS (sort_keys), NULL);

  return sort_keys[sort];
}

static GxIdList *
order_by_index (GxConnection *book, GxCustomerSort sort, gboolean descending, GError **error)
{
  const char *sql;
  g_autoptr (GxStatement) query = NULL;

  if (sort == GX_CUSTOMER_SORT_NAME)
    sql = descending
      ? "select customer_id from customer_fact order by sort_key desc, customer_id desc"
      : BY_NAME;
  else
    sql = descending
      ? "select customer_id from customer_fact order by last_contact_day desc, customer_id desc"
      : "select customer_id from customer_fact order by last_contact_day, customer_id";

  query = gx_connection_query (book, sql, NULL);
  return read_list (query, error);
}

static GxIdList *
read_order (GxConnection *book, GxCustomerSort sort, gboolean descending, const char *currency,
            GError **error)
{
  switch (sort)
    {
    case GX_CUSTOMER_SORT_VALUE:
      return order_by_value (book, descending, currency, error);
    case GX_CUSTOMER_SORT_ADDED:
      return order_by_added (book, descending, error);
    case GX_CUSTOMER_SORT_NUMBER:
      return order_by_number (book, descending, error);
    case GX_CUSTOMER_SORT_NEXT_DUE:
      return order_by_next_due (book, descending, error);
    case GX_CUSTOMER_SORT_ORDERS:
    case GX_CUSTOMER_SORT_LAST_ORDER:
    case GX_CUSTOMER_SORT_STANDING:
    case GX_CUSTOMER_SORT_CITY:
    case GX_CUSTOMER_SORT_OWNER:
    case GX_CUSTOMER_SORT_SOURCE:
    case GX_CUSTOMER_SORT_BIRTHDAY:
    case GX_CUSTOMER_SORT_PHONE:
    case GX_CUSTOMER_SORT_MAIL:
      return order_by_known (book, sort, descending, error);
    case GX_CUSTOMER_SORT_LIFECYCLE:
    case GX_CUSTOMER_SORT_TIER:
      return registered[sort] != NULL ? registered[sort] (book, descending, currency, error)
        : order_by_index (book, GX_CUSTOMER_SORT_NAME, FALSE, error);
    case GX_CUSTOMER_SORT_NAME:
    case GX_CUSTOMER_SORT_LAST_CONTACT:
    case GX_CUSTOMER_N_SORTS:
    default:
      return order_by_index (book, sort, descending, error);
    }
}

void
gx_customers_register_order (GxCustomerSort sort, GxCustomersOrderFunc func)
{
  g_return_if_fail (sort < GX_CUSTOMER_N_SORTS && func != NULL);

  registered[sort] = func;
}

GxIdList *
gx_customers_order (GxConnection *book, GxCustomerSort sort, gboolean descending, const char *currency,
                    GError **error)
{
  GxIdList *list;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  if (!gx_connection_read_begin (book, error))
    return NULL;
  list = read_order (book, sort, descending, currency, error);
  gx_connection_read_end (book);
  return list;
}

GxIdList *
gx_customers_bin_list (GxConnection *book, GError **error)
{
  g_autoptr (GxStatement) query = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  query = gx_connection_query (book, "select id from customer where gone = 1 order by gx_sort_key (name), id",
                               NULL);
  return read_list (query, error);
}

gint64
gx_customers_count (GxConnection *book, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), 0);

  return gx_connection_get_int64 (book, 0, error, "select count (*) from customer_fact", NULL);
}
