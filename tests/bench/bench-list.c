/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/*
 * The list: G7 (ids of everybody in an order), G9 (a page of 200 rows by id), G10 (RFM from what is kept),
 * G11 (a portrait from all purchases), and how many each of a few segments has, as the sidebar counts them.
 * The limits are bare SQLite loops on a connection of their own.
 */
#include <sqlite3.h>

#include "base/gx-id-list.h"
#include "criteria/gx-criteria.h"
#include "customers/gx-customers.h"
#include "gx-bench.h"
#include "insight/gx-insight.h"
#include "insight/gx-report.h"
#include "trade/gx-purchases.h"

#define PAGE 200

typedef struct {
  GxConnection *book;
  sqlite3 *raw;
  const char *sql;             /* of the limit */
  GxCustomerSort sort;
  GxIdList *order;
  gint64 *ids;                 /* the limit's array, which it fills */
  GxId page[PAGE];
  GRand *rand;
  GxDay as_of;
  const char *currency;
  const char *segment;         /* JSON */
} List;

/* Helpers */

static sqlite3_stmt *
prepare (List *list, const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v2 (list->raw, sql, -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s: %s", sqlite3_errmsg (list->raw), sql);
  return stmt;
}

static void
open_raw (List *list, const char *path)
{
  gx_bench_check (sqlite3_open_v2 (path, &list->raw, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK);
  sqlite3_exec (list->raw, "pragma cache_size = -16000; pragma temp_store = memory", NULL, NULL, NULL);
}

/* -- G7 */

static gint64
step_ids (gpointer data)
{
  List *list = data;
  sqlite3_stmt *stmt = prepare (list, list->sql);
  gint64 n = 0;

  while (sqlite3_step (stmt) == SQLITE_ROW)
    list->ids[n++] = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  return n;
}

static gint64
order_ids (gpointer data)
{
  List *list = data;

  g_clear_pointer (&list->order, gx_id_list_unref);
  list->order = gx_customers_order (list->book, list->sort, FALSE, NULL, NULL);
  return gx_id_list_length (list->order);
}

static void
bench_order (GxBench *bench, List *list, const char *name, GxCustomerSort sort, const char *sql)
{
  list->sql = sql;
  list->sort = sort;
  gx_bench_compare (bench, name, GX_BENCH_CPU, 7, step_ids, order_ids, list, 1.2);
  gx_bench_check (gx_id_list_length (list->order) == bench->customers);
}

/* Orders that no index has: how much longer than the one of names they take. */
static void
note_order (GxBench *bench, List *list, const char *name, GxCustomerSort sort)
{
  list->sort = sort;
  gx_bench_compare_note (bench, name, GX_BENCH_CPU, 5, step_ids, order_ids, list);
  gx_bench_check (gx_id_list_length (list->order) == bench->customers);
}

/* -- What the sidebar counts, beside a bare count that reads a column of everybody */

static const struct { const char *name, *json; } segments[] = {
  { "   segment: orders", "{\"field\":\"orders\",\"at_least\":3}" },
  { "   segment: city", "{\"field\":\"city\",\"is\":[\"上海\"]}" },
  { "   segment: class", "{\"field\":\"lifecycle\",\"is\":[\"active\"]}" },
  { "   segment: class, tier", "{\"all\":[{\"field\":\"lifecycle\",\"is\":[\"dormant\",\"lapsed\"]},"
                           "{\"field\":\"tier\",\"is\":[\"a\"]}]}" },
};

static gint64
count_all (gpointer data)
{
  List *list = data;
  sqlite3_stmt *stmt = prepare (list, "select count(*) from customer_fact where orders >= 3");
  gint64 n = 0;

  if (sqlite3_step (stmt) == SQLITE_ROW)
    n = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  return n;
}

static gint64
count_segment (gpointer data)
{
  List *list = data;
  g_autoptr (GxCriteria) criteria = gx_criteria_from_json (list->segment, NULL);
  const GxCriteriaContext context = { GX_NO_DAY, list->currency }; /* as the sidebar asks */
  gint64 n = -1;

  gx_bench_check (criteria != NULL);
  n = gx_criteria_count (list->book, criteria, &context, NULL);
  gx_bench_check (n >= 0);
  return n;
}

static void
note_segments (GxBench *bench, List *list)
{
  for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
    {
      list->segment = segments[i].json;
      gx_bench_compare_note (bench, segments[i].name, GX_BENCH_CPU, 5, count_all, count_segment, list);
    }
}

/* -- G9 */

static void
turn_page (List *list)
{
  guint n = gx_id_list_length (list->order);
  guint start = n > PAGE ? (guint) g_rand_int_range (list->rand, 0, (int) (n - PAGE)) : 0;

  for (guint i = 0; i < PAGE; i++)
    list->page[i] = gx_id_list_get (list->order, MIN (start + i, n - 1));
}

/* One statement with the columns a row shows, read and left. */
static gint64
read_page_raw (gpointer data)
{
  List *list = data;
  g_autoptr (GString) ids = g_string_new ("[");
  gint64 read = 0;
  sqlite3_stmt *stmt = NULL;

  turn_page (list);
  for (guint i = 0; i < PAGE; i++)
    g_string_append_printf (ids, i > 0 ? ",%" G_GINT64_FORMAT : "%" G_GINT64_FORMAT, list->page[i]);
  g_string_append_c (ids, ']');

  stmt = prepare (list,
    "select c.id, c.kind, c.standing, c.name, c.number, f.company, f.sort_key, f.last_contact_day, f.orders, m.value_minor, "
    "(select group_concat (w.id || ' ' || w.name, char (31)) from customer_tag t join word w on w.id = t.tag_id "
    "  where t.customer_id = c.id and t.gone = 0) "
    "from json_each (?1) page join customer c on c.id = page.value join customer_fact f on f.customer_id = c.id "
    "left join customer_money m on m.customer_id = c.id and m.currency = ?2");
  sqlite3_bind_text (stmt, 1, ids->str, -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 2, list->currency, -1, SQLITE_STATIC);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    for (int column = 0; column < 11; column++)
      read += sqlite3_column_bytes (stmt, column);
  sqlite3_finalize (stmt);
  return read;
}

static gint64
read_page (gpointer data)
{
  List *list = data;
  g_autoptr (GPtrArray) rows = NULL;

  turn_page (list);
  rows = gx_customers_rows (list->book, list->page, PAGE, NULL, NULL);
  gx_bench_check (rows != NULL && !((GxCustomerRow *) rows->pdata[0])->is_missing);
  return rows->len;
}

/* -- G10, G11 */

static gint64
scan_summary (gpointer data)
{
  List *list = data;
  sqlite3_stmt *stmt = prepare (list, "select customer_id, value_minor, sales, last_day from customer_money");
  gint64 sum = 0;

  while (sqlite3_step (stmt) == SQLITE_ROW)
    sum += sqlite3_column_int64 (stmt, 1) + sqlite3_column_int64 (stmt, 2) + sqlite3_column_int64 (stmt, 3);
  sqlite3_finalize (stmt);
  return sum;
}

static gint64
report_rfm (gpointer data)
{
  List *list = data;
  const GxCriteriaContext context = { list->as_of, list->currency };
  g_autoptr (GxReport) report = gx_insight_report (list->book, "rfm", &context, NULL, NULL);

  gx_bench_check (report != NULL && report->marks->len == 25);
  return report->customers;
}

static gint64
sum_purchases (gpointer data)
{
  List *list = data;
  sqlite3_stmt *stmt = prepare (list,
                                "select sum (amount_minor) from purchase_fact indexed by purchase_fact_customer");
  gint64 sum = 0;

  while (sqlite3_step (stmt) == SQLITE_ROW)
    sum = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  return sum;
}

static gint64
take_portrait (gpointer data)
{
  List *list = data;
  g_autoptr (GxPortrait) portrait = gx_portrait_new (list->book, list->as_of, list->currency, NULL);

  gx_bench_check (portrait != NULL);
  return portrait->n;
}

int
main (int argc, char **argv)
{
  GxBench bench;
  List list = { 0 };

  gx_bench_init (&bench, argc, argv);
  list.book = gx_bench_open (&bench);
  list.rand = g_rand_new_with_seed (9);
  list.currency = gx_connection_get_currency (list.book);
  list.as_of = gx_insight_last_sale_day (list.book, NULL);
  open_raw (&list, bench.path);
  bench.customers = gx_customers_count (list.book, NULL);
  list.ids = g_new (gint64, bench.customers);

  bench_order (&bench, &list, "G7 last contact", GX_CUSTOMER_SORT_LAST_CONTACT,
               "select customer_id from customer_fact order by last_contact_day, customer_id");
  bench_order (&bench, &list, "G7 name", GX_CUSTOMER_SORT_NAME,
               "select customer_id from customer_fact order by sort_key, customer_id");
  gx_bench_line (&bench, "G7 memory per row", 4.5,
                 (double) gx_id_list_bytes (list.order) / (double) bench.customers, "B", 1.0);
  note_order (&bench, &list, "   order: phone", GX_CUSTOMER_SORT_PHONE);
  note_order (&bench, &list, "   order: mail", GX_CUSTOMER_SORT_MAIL);
  note_order (&bench, &list, "   order: class", GX_CUSTOMER_SORT_LIFECYCLE);
  note_order (&bench, &list, "   order: tier", GX_CUSTOMER_SORT_TIER);
  note_segments (&bench, &list);
  gx_bench_compare_p99 (&bench, "G9 page of 200", GX_BENCH_CPU, 400, read_page_raw, read_page, &list, 1.5);
  gx_bench_compare (&bench, "G10 RFM shown", GX_BENCH_CPU, 7, scan_summary, report_rfm, &list, 2.0);
  gx_bench_compare (&bench, "G11 portrait of a day", GX_BENCH_CPU, 5, sum_purchases, take_portrait, &list,
                    3.0);

  gx_id_list_unref (list.order);
  g_free (list.ids);
  g_rand_free (list.rand);
  sqlite3_close (list.raw);
  g_object_unref (list.book);
  return gx_bench_finish (&bench);
}
