/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/gx-error.h"
#include "interchange/gx-house.h"
#include "interchange/gx-import.h"
#include "store/gx-journal.h"
#include "store/gx-statement.h"

static GxConnection *
new_book (const char *currency)
{
  g_autoptr (GError) error = NULL;
  GxConnection *book;

  gx_house_register ();
  book = gx_connection_create (NULL, currency, &error);
  g_assert_no_error (error);
  /* The first step makes its author known, and nobody undoes that. */
  gx_step_commit (gx_step_begin (book, gx_actor_get_self (), "setting.change", NULL), NULL, &error);
  g_assert_no_error (error);
  return book;
}

static char *
dump (GxConnection *book)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  gx_journal_dump (book, stream, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
assert_clean (GxConnection *book)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  gx_journal_check (book, &problems, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *) problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 0);
}

static gint64
ask (GxConnection *book, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 number = gx_connection_get_int64 (book, -1, &error, sql, NULL);

  g_assert_no_error (error);
  return number;
}

static char *
ask_text (GxConnection *book, const char *sql)
{
  g_autoptr (GError) error = NULL;
  char *text = gx_connection_get_text (book, &error, sql, NULL);

  g_assert_no_error (error);
  return text;
}

static char *
describe_schema (GxConnection *book)
{
  return ask_text (book,
                   "select group_concat (sql, ';') from (select sql from sqlite_schema where sql is not "
                   "null order by name)");
}

static char *
write_file (const char *text, gssize length)
{
  char *path = NULL;
  int fd = g_file_open_tmp ("guanxi-XXXXXX.csv", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, text, length, NULL));
  return path;
}

static GxImportReport *
run_plan (GxConnection *book, GxImportPlan *plan, GxId *step)
{
  g_autoptr (GError) error = NULL;
  GxImportReport *report = NULL;

  gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, step, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len && i < 5; i++)
    {
      const GxImportProblem *problem = report->problems->pdata[i];

      g_test_message ("row %" G_GINT64_FORMAT ", %s “%s”: %s", problem->row, problem->column, problem->value,
                      problem->reason);
    }
  g_assert_cmpint (report->rows, ==, report->added + report->updated + report->unchanged + report->rejected);
  return report;
}

/* Imports a text as a file; what the file is called does not matter. */
static GxImportReport *
import_text (GxConnection *book, const char *text, GxOnMatch on_match, GxId *step)
{
  g_autofree char *path = write_file (text, -1);
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path);
  GxImportReport *report;

  plan->on_match = on_match;
  report = run_plan (book, plan, step);
  g_unlink (path);
  return report;
}

static void
undo (GxConnection *book)
{
  g_autoptr (GError) error = NULL;

  gx_undo (book, gx_actor_get_self (), gx_undo_next (book, gx_actor_get_self ()), NULL, &error);
  g_assert_no_error (error);
}

static void
redo (GxConnection *book)
{
  g_autoptr (GError) error = NULL;

  gx_redo (book, gx_actor_get_self (), gx_redo_next (book, gx_actor_get_self ()), NULL, &error);
  g_assert_no_error (error);
}

static char *
find_data (const char *below)
{
  const char *shared = g_getenv ("GUANXI_SHARED_DATA");
  g_autofree char *path = shared != NULL ? g_build_filename (shared, below, NULL) : NULL;

  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  g_test_skip (below);
  return NULL;
}

/* Undo gives the book from before, redo the one from after, and the same file comes in again after an
   undo. */
static void
assert_round_trip (GxConnection *book, GxImportPlan *plan, const char *before)
{
  g_autofree char *after = dump (book), *undone = NULL, *redone = NULL;
  g_autoptr (GxImportReport) again = NULL;
  GxId step = 0;

  undo (book);
  undone = dump (book);
  g_assert_true (strcmp (undone, before) == 0);
  assert_clean (book);
  redo (book);
  redone = dump (book);
  g_assert_true (strcmp (redone, after) == 0);
  assert_clean (book);
  undo (book);
  again = run_plan (book, plan, &step);
  g_assert_cmpint (step, !=, 0);
  g_assert_cmpint (again->added, ==, again->rows - again->rejected);
  assert_clean (book);
}

static void
test_cdnow (void)
{
  g_autofree char *path = find_data ("clv/CDNOW_sample.txt");
  g_autoptr (GxConnection) book = NULL;
  g_autoptr (GxImportPlan) plan = NULL;
  g_autoptr (GxImportReport) report = NULL, again = NULL, rehearsed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *untouched = NULL;
  GxId step = 0;

  if (path == NULL)
    return;
  book = new_book ("USD");
  plan = gx_import_plan_new (path);
  plan->kind = GX_IMPORT_PURCHASES;
  plan->no_header = TRUE;
  g_assert_true (gx_delimiter_parse ("spaces", &plan->delimiter));
  g_assert_true (gx_import_plan_set_columns (plan, "-,customer_id,date,quantity,amount", &error));

  before = dump (book);
  g_assert_true (gx_import_rehearse (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &rehearsed, &error));
  g_assert_no_error (error);
  untouched = dump (book);
  g_assert_cmpstr (untouched, ==, before);

  report = run_plan (book, plan, &step);
  g_assert_cmpint (step, !=, 0);
  g_assert_cmpint (report->added, ==, 6919);
  g_assert_cmpint (rehearsed->added, ==, 6919);
  g_assert_cmpint (report->n_customers, ==, 2357);
  g_assert_cmpint (ask (book, "select count(*) from customer where gone = 0"), ==, 2357);
  g_assert_cmpint (ask (book, "select count(*) from purchase where gone = 0"), ==, 6919);
  g_assert_cmpint (ask (book, "select sum(quantity_micro) from purchase_line"), ==,
                   G_GINT64_CONSTANT (16479) * 1000000);
  g_assert_cmpint (ask (book, "select sum(amount_minor) from purchase_line"), ==, 24409194);
  g_assert_cmpint (ask (book, "select sum(value_minor) from customer_money"), ==, 24409194);
  assert_clean (book);

  again = run_plan (book, plan, &step);
  g_assert_cmpint (step, ==, 0);
  g_assert_cmpint (again->unchanged, ==, 6919);
  assert_round_trip (book, plan, before);
}

static void
test_online_retail (void)
{
  g_autofree char *path = find_data ("transactions/online_retail_2010-12_2011-01.csv");
  g_autoptr (GxConnection) book = NULL;
  g_autoptr (GxImportPlan) plan = NULL;
  g_autoptr (GxImportReport) report = NULL, again = NULL;
  GxId step = 0;

  if (path == NULL)
    return;
  book = new_book ("GBP");
  plan = gx_import_plan_new (path);
  report = run_plan (book, plan, &step);
  g_assert_cmpint (report->kind, ==, GX_IMPORT_PURCHASES);
  g_assert_cmpint (report->rows, ==, 77628);
  g_assert_cmpint (report->rejected, ==, 0);
  g_assert_cmpint (ask (book, "select count(distinct number) from purchase"), ==, 3501);
  g_assert_cmpint (ask (book, "select count(*) from purchase"), ==, 3501);
  g_assert_cmpint (ask (book, "select count(*) from purchase where kind = 'return'"), ==, 586);
  g_assert_cmpint (ask (book, "select count(*) from customer"), ==, 1369);
  g_assert_cmpint (ask (book, "select sum(amount_minor) from purchase_line"), ==, 130895728);
  g_assert_cmpint (ask (book, "select sum(value_minor) from customer_money"), ==, 102967840);
  g_assert_cmpint (ask (book,
                        "select value_minor from customer_money m join customer c on c.id = m.customer_id "
                        "where c.number = '12346'"), ==, 0);
  g_assert_cmpint (ask (book, "select count(*) from customer_money where value_minor < 0"), ==, 73);
  g_assert_cmpint (ask (book, "select sum(quantity_micro) from purchase_line"), ==,
                   G_GINT64_CONSTANT (651194) * 1000000);
  g_assert_cmpint (ask (book,
                        "select count(*) from purchase where reverses_id is not null and kind = 'return'"),
                        >, 50);
  g_assert_cmpint (ask (book,
                        "select count(*) from purchase where reverses_id is not null and kind <> 'return'"),
                        ==, 0);
  assert_clean (book);

  again = run_plan (book, plan, &step);
  g_assert_cmpint (step, ==, 0);
  g_assert_cmpint (again->unchanged, ==, 77628);
}

static void
test_chinese_customers (void)
{
  static const char text[] =
    "客户名称,手机号码（必填）,邮箱,公司名称,职位,城市,标签,生日,备注\n"
    "李娜,138 0013 8000,lina@example.com,北京华彩印刷有限公司,经理,北京市,\"VIP，老客户\",1986-03-05,喜欢茶\n"
    "欧阳明,13900139000;010-65529988,,,,上海市,,农历八月十五,\n"
    "北京华彩印刷有限公司,,,,,北京市,,,\n"
    ",,,,,,,,只有备注\n"
    "王芳,,not an address,,,,,1990-02-30,\n";
  gsize length = 0;
  g_autofree char *gb = g_convert (text, -1, "GB18030", "UTF-8", NULL, &length, NULL);
  g_autofree char *path = write_file (gb, length), *before = NULL;
  g_autoptr (GxConnection) book = new_book ("CNY");
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path);
  g_autoptr (GxImportReport) report = NULL, again = NULL;
  g_autoptr (GError) error = NULL;
  const GxImportProblem *problem;
  GxId step = 0;

  before = dump (book);
  report = run_plan (book, plan, &step);
  g_assert_cmpint (report->kind, ==, GX_IMPORT_CUSTOMERS);
  g_assert_cmpint (report->added, ==, 4);
  g_assert_cmpint (report->rejected, ==, 1);
  g_assert_cmpuint (report->problems->len, ==, 3);
  problem = report->problems->pdata[0];
  g_assert_cmpint (problem->row, ==, 5);
  g_assert_cmpstr (problem->code, ==, "identity");
  g_assert_cmpint (problem->severity, ==, GX_SEVERITY_ERROR);
  /* A birthday that never was is left out: she is a customer all the same. */
  problem = report->problems->pdata[1];
  g_assert_cmpint (problem->row, ==, 6);
  g_assert_cmpstr (problem->column, ==, "生日");
  g_assert_cmpstr (problem->value, ==, "1990-02-30");
  g_assert_cmpint (problem->severity, ==, GX_SEVERITY_WARNING);
  g_assert_cmpint (ask (book, "select count(*) from customer where birthday is null"), ==, 2);

  g_assert_cmpint (ask (book, "select count(*) from contact_point where kind = 'phone'"), ==, 3);
  g_assert_cmpint (ask (book, "select count(*) from contact_point where is_primary"), ==, 4);
  g_assert_cmpint (ask (book, "select count(*) from customer_tag"), ==, 2);
  g_assert_cmpint (ask (book, "select count(*) from customer where kind = 'organisation'"), ==, 1);
  g_assert_cmpint (ask (book, "select count(*) from customer where birthday = '1986-03-05'"), ==, 1);
  g_assert_cmpint (ask (book, "select count(*) from customer where birthday like 'L%08-15'"), ==, 1);
  g_assert_cmpint (ask (book, "select count(*) from relation where title = '经理'"), ==, 1);
  assert_clean (book);

  again = run_plan (book, plan, &step);
  g_assert_cmpint (step, ==, 0);
  g_assert_cmpint (again->unchanged, ==, 4);
  g_assert_cmpint (again->rejected, ==, 1);
  assert_round_trip (book, plan, before);
  g_unlink (path);
}

static void
test_matching (void)
{
  g_autoptr (GxConnection) book = new_book ("CNY");
  g_autoptr (GxImportReport) first = NULL, fill = NULL, overwrite = NULL, shared = NULL, key = NULL,
    skip = NULL;
  g_autofree char *before = NULL, *after = NULL, *undone = NULL, *redone = NULL;
  GxId step = 0;

  first = import_text (book,
                       "name,phone,industry\nAnna Smith,020 7946 0101,\nPeter Jones,020 7946 0102,Print\n",
                       GX_ON_MATCH_FILL, &step);
  g_assert_cmpint (first->added, ==, 2);

  /* The same telephone and name: filled. What is there stays. */
  fill = import_text (book,
                      "name,phone,industry,email\nAnna Smith,02079460101,Retail,anna@example.com\nPeter "
                      "Jones,02079460102,Other,\n",
                      GX_ON_MATCH_FILL, &step);
  g_assert_cmpint (fill->updated, ==, 1);
  g_assert_cmpint (fill->unchanged, ==, 1);
  g_assert_cmpint (ask (book, "select count(*) from customer where industry = 'Retail'"), ==, 1);
  g_assert_cmpint (ask (book, "select count(*) from contact_point"), ==, 3);

  overwrite = import_text (book, "name,phone,industry\nPeter Jones,02079460102,Paper\n",
                           GX_ON_MATCH_OVERWRITE, &step);
  g_assert_cmpint (overwrite->updated, ==, 1);
  g_assert_cmpint (ask (book, "select count(*) from customer where industry = 'Paper'"), ==, 1);

  /* Another name at the same telephone is another person. */
  shared = import_text (book, "name,phone\nMary Jones,02079460102\n", GX_ON_MATCH_FILL, &step);
  g_assert_cmpint (shared->added, ==, 1);

  skip = import_text (book, "name,phone,note\nMary Jones,02079460102,new\n", GX_ON_MATCH_SKIP, &step);
  g_assert_cmpint (skip->unchanged, ==, 1);
  g_assert_cmpint (step, ==, 0);

  before = dump (book);
  key = import_text (book, "customer_id,name\nA-7,Anna Smith\nA-7,Anna Smith-Brown\n", GX_ON_MATCH_OVERWRITE,
                     &step);
  g_assert_cmpint (key->added, ==, 1);
  g_assert_cmpint (key->updated, ==, 1);
  g_assert_cmpint (ask (book,
                        "select count(*) from customer_name where kind = 'former' and name = 'Anna Smith'"),
                        ==, 1);
  assert_clean (book);

  /* An import that made a customer and changed it again is still one step back and one forth. */
  after = dump (book);
  undo (book);
  undone = dump (book);
  g_assert_cmpstr (undone, ==, before);
  assert_clean (book);
  redo (book);
  redone = dump (book);
  g_assert_cmpstr (redone, ==, after);
  assert_clean (book);
}

static void
test_day_orders (void)
{
  static const char open[] = "customer_id,date,amount\n1,03/04/2010,5\n2,05/06/2010,6\n3,07/08/2010,7\n";
  static const char settled[] = "customer_id,date,amount\n1,03/04/2010,5\n2,25/06/2010,6\n3,31/02/2010,7\n";
  static const char mixed[] = "customer_id,date,amount\n1,13/04/2010,5\n2,04/13/2010,6\n";
  g_autofree char *path = write_file (open, -1), *mixed_path = write_file (mixed, -1);
  g_autoptr (GxConnection) book = new_book ("CNY");
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path);
  g_autoptr (GxImportPlan) mixed_plan = gx_import_plan_new (mixed_path);
  g_autoptr (GxImportReport) report = NULL, dmy = NULL;
  g_autoptr (GError) error = NULL;
  const GxImportProblem *problem;
  GxId step = 0;

  g_assert_false (gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, &step, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_AMBIGUOUS);
  g_assert_nonnull (strstr (error->message, "--day-order"));
  g_assert_nonnull (strstr (error->message, "03/04/2010"));
  g_assert_nonnull (strstr (error->message, "07/08/2010"));
  g_clear_error (&error);
  g_assert_false (gx_import_run (book, gx_actor_get_self (), mixed_plan, NULL, NULL, NULL, &report, &step,
                                 &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_AMBIGUOUS);
  g_assert_cmpint (ask (book, "select count(*) from purchase"), ==, 0);

  plan->day_order = GX_DAY_ORDER_DMY;
  dmy = run_plan (book, plan, &step);
  g_assert_cmpint (dmy->added, ==, 3);
  g_assert_cmpint (ask (book, "select min(day) from purchase"), ==, 14702); /* 3 April 2010 */

  report = import_text (book, settled, GX_ON_MATCH_FILL, &step);
  g_assert_cmpint (report->rejected, ==, 1);
  problem = report->problems->pdata[0];
  g_assert_cmpint (problem->row, ==, 4);
  g_assert_cmpstr (problem->column, ==, "date");
  g_assert_cmpstr (problem->value, ==, "31/02/2010");
  g_assert_cmpstr (problem->code, ==, "day");
  g_unlink (path);
  g_unlink (mixed_path);
}

static void
test_orders (void)
{
  static const char text[] =
    "订单号,客户编号,日期,商品编码,商品名称,数量,单价,金额\n"
    "1001,K1,2024-01-05 10:30,A,红茶,2,14.665,\n"
    "1001,K1,2024-01-05 10:30,B,绿茶,3,,10\n"
    "1002,,2024-01-06,A,红茶,1,15,\n"
    "1001,K2,2024-01-05,A,红茶,1,15,\n"
    "C1003,K1,2024-02-01,A,红茶,-2,14.665,\n"
    "1004,K1,2024-02-02,B,绿茶,x,1,\n"
    "1005,K1,2024-02-02,B,绿茶,1,,\n"
    "1001,K1,2024-01-05,A,红茶,1,,\"¥1,200.00\"\n";
  g_autoptr (GxConnection) book = new_book ("CNY");
  g_autoptr (GxImportReport) report = NULL, later = NULL;
  GxId step = 0;

  report = import_text (book, text, GX_ON_MATCH_FILL, &step);
  g_assert_cmpint (report->added, ==, 6);
  g_assert_cmpint (report->rejected, ==, 2);
  g_assert_cmpint (report->n_customers, ==, 2);
  g_assert_cmpint (report->n_products, ==, 2);
  g_assert_cmpint (report->n_purchases, ==, 4);
  g_assert_cmpint (ask (book, "select count(*) from purchase where number = '1001'"), ==, 2);
  g_assert_cmpint (ask (book,
                        "select count(*) from purchase_line l join purchase p on p.id = l.purchase_id join "
                        "customer c on c.id = p.customer_id"
                              " where p.number = '1001' and c.number = 'K1'"), ==, 3);
  g_assert_cmpint (ask (book, "select amount_minor from purchase_line where quantity_micro = 2000000"), ==,
                   2933);
  /* 10 ÷ 3 is not exact */
  g_assert_cmpint (ask (book, "select unit_price_micro from purchase_line where quantity_micro = 3000000"),
                   ==, 0);
  g_assert_cmpint (ask (book, "select max(amount_minor) from purchase_line"), ==, 120000);
  g_assert_cmpint (ask (book, "select count(*) from purchase where customer_id is null"), ==, 1);
  g_assert_cmpint (ask (book,
                        "select count(*) from purchase r join purchase s on s.id = r.reverses_id where "
                        "r.kind = 'return' and s.number = '1001'"), ==, 1);
  g_assert_cmpint (ask (book, "select count(*) from purchase where at is not null"), ==, 1);
  assert_clean (book);

  /* A later file that overlaps: known rows are unchanged, the new one joins its order and says so. */
  later = import_text (book, "订单号,客户编号,日期,商品编码,商品名称,数量,单价,金额\n"
                             "1001,K1,2024-01-05 10:30,A,红茶,2,14.665,\n1001,K1,2024-01-05,B,绿茶,1,5,\n",
                             GX_ON_MATCH_FILL, &step);
  g_assert_cmpint (later->unchanged, ==, 1);
  g_assert_cmpint (later->added, ==, 1);
  g_assert_cmpint (later->n_purchases, ==, 0);
  g_assert_cmpstr (((GxImportProblem *) later->problems->pdata[0])->code, ==, "order-known");
  assert_clean (book);
}

static void
test_events (void)
{
  g_autoptr (GxConnection) book = new_book ("CNY");
  g_autoptr (GxImportReport) report = NULL;
  g_autofree char *kinds = NULL;
  GxId step = 0;

  report = import_text (book,
                        "客户姓名,跟进时间,跟进方式,跟进内容\n李娜,2024-03-01 "
                        "09:00,电话,问了价格\n李娜,2024-03-02,上门拜访,看样品\n王芳,2024-03-03,飞鸽,x\n",
                        GX_ON_MATCH_FILL, &step);
  g_assert_cmpint (report->kind, ==, GX_IMPORT_EVENTS);
  g_assert_cmpint (report->added, ==, 2);
  g_assert_cmpint (report->rejected, ==, 1);
  g_assert_cmpint (report->n_customers, ==, 1);
  kinds = ask_text (book, "select group_concat(kind) from (select kind from event order by day)");
  g_assert_cmpstr (kinds, ==, "call,visit");
  assert_clean (book);
}

/* Several ways to reach somebody in one cell, words beside them, and what a spreadsheet made of them. */
static void
test_several_in_a_cell (void)
{
  static const char text[] =
    "姓名,电话,邮箱\n"
    "李娜,13800138000/13900139000,a@example.com b@example.com\n"
    "王芳,13700137000(张姐)，010-65529988转8,not an address\n"
    "赵敏,13600136000.0,\n"
    "周杰,1.36E+10,\n"
    "吴磊,1.36E+10,\n";
  g_autoptr (GxConnection) book = new_book ("CNY");
  g_autoptr (GxImportReport) report = import_text (book, text, GX_ON_MATCH_FILL, NULL);
  g_autoptr (GxImportReport) again = NULL;
  g_autofree char *points = ask_text (book, "select group_concat (value || coalesce ('=' || label, ''), ' ') "
                                      "from (select * from contact_point order by id)");
  const GxImportProblem *problem;

  g_assert_cmpint (report->added, ==, 5);
  g_assert_cmpstr (points, ==, "13800138000 13900139000 a@example.com b@example.com 13700137000=张姐 "
                   "010-65529988转8 not an address 13600136000 1.36E+10 1.36E+10");
  g_assert_cmpint (report->n_severities[GX_SEVERITY_REPAIR], ==, 2);
  g_assert_cmpint (report->n_severities[GX_SEVERITY_WARNING], ==, 3);
  problem = report->problems->pdata[0];
  g_assert_cmpstr (problem->code, ==, "phone.label");
  g_assert_cmpstr (problem->value, ==, "13700137000(张姐)");
  g_assert_cmpstr (problem->repaired, ==, "13700137000 · 张姐");
  problem = report->problems->pdata[2];
  g_assert_cmpstr (problem->code, ==, "phone.float");
  g_assert_cmpstr (problem->repaired, ==, "13600136000");
  assert_clean (book);

  /* The first of a cell is what somebody is found by. */
  again = import_text (book, "姓名,电话\n李娜,13800138000；13500135000\n", GX_ON_MATCH_FILL, NULL);
  g_assert_cmpint (again->updated, ==, 1);
  g_assert_cmpint (ask (book, "select count(*) from contact_point where value like '13%' and customer_id in "
                        "(select id from customer where name = '李娜')"), ==, 3);
}

/* 省市区 of an address, and the company beside a name, go to their own fields, and it is told. */
static void
test_splitting (void)
{
  static const char text[] =
    "姓名,地址\n"
    "张伟（华为技术有限公司）,北京市海淀区北西环西路66号\n"
    "华为-李强,深圳南山科苑路6号\n"
    "Anne-Marie Berg,\"10 Downing Street, London SW1A 2AA\"\n"
    "王芳,南京西路100号\n"
    "Baker & Taylor-Brown plc,\n"
    "Brown Smith-Jones LLC,\n"
    "华为技术有限公司（深圳）,\n"
    "北京-张伟,\n";
  g_autoptr (GxConnection) book = new_book ("CNY");
  g_autoptr (GxImportReport) report = import_text (book, text, GX_ON_MATCH_FILL, NULL);
  g_autoptr (GxImportReport) regions = NULL;
  g_autofree char *names = ask_text (book,
    "select group_concat (name || coalesce ('@' || to_text, ''), ' ') from customer"
    " left join relation on from_id = customer.id");
  g_autofree char *places = ask_text (book,
    "select group_concat (coalesce (province || '/' || city || '/' || district || '/', '') || street, ' ')"
    " from address");
  g_autofree char *region = NULL;
  const GxImportProblem *problem;

  g_assert_cmpint (report->added, ==, 8);
  g_assert_cmpstr (names, ==, "张伟@华为技术有限公司 李强@华为 Anne-Marie Berg 王芳 Baker & Taylor-Brown plc "
                   "Brown Smith-Jones LLC 华为技术有限公司（深圳） 北京-张伟");
  g_assert_cmpstr (places, ==, "北京市/北京市/海淀区/北西环西路66号 广东省/深圳市/南山区/科苑路6号 "
                   "10 Downing Street, London SW1A 2AA 南京西路100号");
  g_assert_cmpint (report->n_severities[GX_SEVERITY_REPAIR], ==, 3);
  problem = report->problems->pdata[1];
  g_assert_cmpint (problem->row, ==, 3);
  g_assert_cmpstr (problem->value, ==, "深圳南山科苑路6号");
  g_assert_cmpstr (problem->repaired, ==, "广东省 深圳市 南山区 科苑路6号");

  /* A column of its own is written in full, and split where it says more than its name. */
  regions = import_text (book, "姓名,所在地区,地址\n孙丽,广东/深圳/南山,深南大道1号\n周洁,北京,长安街1号\n",
                         GX_ON_MATCH_FILL, NULL);
  g_assert_cmpint (regions->n_problems, ==, 2);
  region = ask_text (book, "select group_concat (province || '/' || coalesce (city, '') || '/' || "
                     "coalesce (district, ''), ' ') from address "
                     "where street like '%大道1号' or street = '长安街1号'");
  g_assert_cmpstr (region, ==, "广东省/深圳市/南山区 北京市//");
  assert_clean (book);
}

/* What a spreadsheet made of days, two digits of a year, and several currencies in one column. */
static void
test_days_and_money (void)
{
  g_autoptr (GxConnection) book = new_book ("CNY");
  g_autoptr (GxImportReport) born = NULL, sold = NULL;
  g_autofree char *birthdays = NULL, *amounts = NULL;

  born = import_text (book,
                      "姓名,生日\n张伟,31660\n李娜,1986/3/5\n王芳,68/3/5\n赵敏,2099-01-01\n周杰,农历八月十五\n",
                      GX_ON_MATCH_FILL, NULL);
  g_assert_cmpint (born->added, ==, 5);
  g_assert_cmpint (born->n_severities[GX_SEVERITY_REPAIR], ==, 2);
  g_assert_cmpint (born->n_severities[GX_SEVERITY_WARNING], ==, 1);
  birthdays = ask_text (book, "select group_concat (coalesce (birthday, '-'), ' ') from customer");
  g_assert_cmpstr (birthdays, ==, "1986-09-05 1986-03-05 1968-03-05 - L--08-15");

  sold = import_text (book, "客户编号,日期,金额\nC1,2024-03-05,€12.50\nC1,45356,3.5万\nC2,2024-03-06,USD 7\n"
                      "C2,2024-03-07,¥1.005\nC2,2024-03-07,12 XYZ\n", GX_ON_MATCH_FILL, NULL);
  g_assert_cmpint (sold->rejected, ==, 1);
  g_assert_cmpint (sold->n_severities[GX_SEVERITY_REPAIR], ==, 3);
  amounts = ask_text (book, "select group_concat (currency || amount_minor, ' ') from purchase p "
                      "join purchase_line l on l.purchase_id = p.id");
  g_assert_cmpstr (amounts, ==, "EUR1250 CNY3500000 USD700 CNY101");
  assert_clean (book);
}

/* Long numbers that are names are texts; where a spreadsheet has rounded one, it is told. */
static void
test_long_numbers (void)
{
  g_autoptr (GxConnection) book = new_book ("CNY");
  g_autoptr (GxImportReport) report = import_text (book,
    "客户编号,姓名,税号\n110101199003070019,张伟,91110000100000462K\n1.10101E+17,李娜,\n1.10101E+17,孙丽,\n0012,王芳,\n",
    GX_ON_MATCH_FILL, NULL);
  g_autofree char *keys = ask_text (book, "select group_concat (coalesce (number, '-'), ' ') from customer");

  g_assert_cmpstr (keys, ==, "110101199003070019 - - 0012");
  g_assert_cmpint (report->n_problems, ==, 2);
  g_assert_cmpstr (((GxImportProblem *) report->problems->pdata[0])->code, ==, "digits");
}

/* Titles above a sheet and the sum below it are nobody. */
static void
test_titles_and_totals (void)
{
  static const char text[] =
    "2024年客户登记表,,,,,\n制表人：张三,,,日期：2024-03-05,,\n序号,客户名称,联系人,联系电话,地址,备注\n"
    "1,北京华彩印刷有限公司,张伟,13800138000,朝阳区三里屯路19号,\n2,上海明光电子有限公司,李娜,021-55551234,,\n"
    "合计：,2家,,,,\n";
  g_autoptr (GxConnection) book = new_book ("CNY");
  g_autoptr (GxImportReport) report = import_text (book, text, GX_ON_MATCH_FILL, NULL);
  g_autofree char *names = ask_text (book, "select group_concat (name, ' ') from customer "
                                     "where kind = 'person'");

  g_assert_cmpint (report->added, ==, 2);
  g_assert_cmpint (report->rejected, ==, 0);
  g_assert_cmpint (report->rows, ==, 2);
  g_assert_cmpint (report->totals, ==, 1);
  g_assert_cmpstr (((GxNotice *) report->notices->pdata[0])->code, ==, "totals");
  g_assert_cmpstr (((GxNotice *) report->notices->pdata[0])->text, ==,
                   "1 row is a sum of others and is left out: 6.");
  g_assert_cmpstr (names, ==, "张伟 李娜");
}

/* The lines of an address are one street, however many columns they fill. */
static void
test_address_lines (void)
{
  static const char text[] =
    "rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state, "
    "date_of_birth\n"
    "rec-1, lachlan, berry, 69, giblin street, killarney, bittern, 4814, qld, 19990219\n"
    "rec-2, , waller, , tullaroop street, , st james, 4011, wa, 19081233\n";
  g_autoptr (GxConnection) book = new_book ("AUD");
  g_autoptr (GxImportReport) report = import_text (book, text, GX_ON_MATCH_FILL, NULL);
  g_autofree char *streets = ask_text (book, "select group_concat (street, '|') from address");
  g_autofree char *rest = ask_text (book,
    "select group_concat (coalesce (name, '') || ' ' || number || ' ' || city || ' ' || province || ' ' ||"
    " postcode || ' ' || coalesce (birthday, '-'), '|') from customer join address on customer_id = "
    "customer.id");

  g_assert_cmpint (report->added, ==, 2);
  g_assert_cmpint (report->n_problems, ==, 1);
  g_assert_cmpstr (streets, ==, "69 giblin street, killarney|tullaroop street");
  g_assert_cmpstr (rest, ==,
                   "lachlan berry rec-1 bittern qld 4814 1999-02-19|waller rec-2 st james wa 4011 -");
}

/* "无" is nobody's name and no telephone; it is told. */
static void
test_nothings (void)
{
  g_autoptr (GxConnection) book = new_book ("CNY");
  g_autoptr (GxImportReport) report = import_text (book,
    "姓名,手机,邮箱,公司,备注\n王芳,无,n/a,-,无\nNone,13800138000,NULL,,\n无,,暂无,,孤零零\n", GX_ON_MATCH_FILL, NULL);
  g_autofree char *names = ask_text (book,
                                     "select group_concat (name || ':' || coalesce (note, ''), ' ') from "
                                     "(select * from customer where gone = 0 order by name)");

  g_assert_cmpint (report->added, ==, 2);
  g_assert_cmpint (report->rejected, ==, 1);
  g_assert_cmpint (report->n_severities[GX_SEVERITY_REPAIR], ==, 4);
  g_assert_cmpstr (names, ==, "None: 王芳:无");
  g_assert_cmpint (ask (book, "select count(*) from contact_point"), ==, 1);
}

/* An address elsewhere, or one that contradicts what is known, stands beside it; what fits fills it. */
static void
test_several_addresses (void)
{
  static const char list[] = "select group_concat (is_primary || ':' || coalesce (province, '') || '/' || "
                             "coalesce (city, '') || '/' || coalesce (street, '') || '/' || "
                             "coalesce (postcode, ''), ' ') from (select * from address where gone = 0 "
                             "order by is_primary desc, city)";
  g_autoptr (GxConnection) book = new_book ("CNY");
  g_autoptr (GxImportReport) first = import_text (book,
    "客户编号,姓名,公司地址,家庭地址\nK1,王芳,浙江省杭州市文三路90号,上海市浦东新区世纪大道1号\n", GX_ON_MATCH_FILL, NULL);
  g_autofree char *two = ask_text (book, list);
  g_autoptr (GxImportReport) second = import_text (book,
    "客户编号,姓名,公司地址,邮编\nK1,王芳,浙江省杭州市文三路 90 号,310012\n", GX_ON_MATCH_FILL, NULL);
  g_autofree char *filled = ask_text (book, list);
  g_autoptr (GxImportReport) third = import_text (book,
    "客户编号,姓名,公司地址\nK1,王芳,浙江省宁波市中山路1号\n", GX_ON_MATCH_FILL, NULL);
  g_autofree char *three = ask_text (book, list);

  g_assert_cmpint (first->added, ==, 1);
  g_assert_cmpstr (two, ==, "1:浙江省/杭州市/文三路90号/ 0:上海市/上海市/世纪大道1号/");
  g_assert_cmpint (second->updated, ==, 1);
  g_assert_cmpstr (filled, ==, "1:浙江省/杭州市/文三路90号/310012 0:上海市/上海市/世纪大道1号/");
  g_assert_cmpint (third->updated, ==, 1);
  g_assert_true (g_str_has_prefix (three, filled));
  g_assert_true (g_str_has_suffix (three, " 0:浙江省/宁波市/中山路1号/"));
}

static void
cancel_cb (gint64 done, gint64 total, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_cancel (void)
{
  g_autoptr (GString) text = g_string_new ("customer_id,date,amount\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GxConnection) book = new_book ("CNY");
  g_autoptr (GxImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dump (book), *after = NULL, *path = NULL;
  g_autofree char *schema = describe_schema (book), *schema_after = NULL;
  g_autoptr (GxImportPlan) plan = NULL;
  GxId step = 0;

  for (int i = 0; i < 3000; i++)
    g_string_append_printf (text, "%d,2024-01-01,%d.50\n", i % 100, i);
  path = write_file (text->str, text->len);
  plan = gx_import_plan_new (path);
  g_assert_false (gx_import_run (book, gx_actor_get_self (), plan, cancel_cb, cancellable, cancellable,
                                 &report, &step, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_CANCELLED);
  after = dump (book);
  g_assert_cmpstr (after, ==, before);
  schema_after = describe_schema (book);
  g_assert_cmpstr (schema_after, ==, schema);
  g_unlink (path);
}

static void
test_rejects (void)
{
  g_autofree char *path = write_file ("name,day,amount\nAnna,1990-02-30,5\nPeter,1991-01-01,6\n", -1);
  g_autofree char *rejects = g_strconcat (path, ".xlsx", NULL);
  g_autoptr (GxConnection) book = new_book ("CNY");
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path);
  g_autoptr (GxImportReport) report = NULL;
  g_autoptr (GxTable) table = NULL;
  GxId step = 0;
  GxRow row;

  plan->rejects_path = g_strdup (rejects);
  report = run_plan (book, plan, &step);
  g_assert_cmpint (report->rejected, ==, 1);
  table = gx_table_open (rejects, NULL, NULL);
  g_assert_nonnull (table);
  g_assert_true (gx_table_start (table, 0, NULL) && gx_table_next (table, &row, NULL));
  g_assert_cmpstr (gx_row_text (&row, 0), ==, "name");
  g_assert_true (gx_table_next (table, &row, NULL));
  g_assert_cmpstr (gx_row_text (&row, 0), ==, "Anna");
  g_assert_cmpstr (gx_row_text (&row, 1), ==, "1990-02-30");
  g_assert_cmpstr (gx_row_text (&row, 3), !=, "");
  g_assert_false (gx_table_next (table, &row, NULL));
  g_unlink (path);
  g_unlink (rejects);
}

/* What cannot be understood is refused with a word of what to do; nothing is guessed, nothing crashes. */
static void
test_not_understood (void)
{
  static const struct { const char *text; GxErrorCode code; const char *says; } cases[] = {
    { "", GX_ERROR_INVALID, "holds no rows" }, { "name,phone\n", GX_ERROR_INVALID, "holds no rows" },
    { "a,b,c\n1,2,3\n", GX_ERROR_USAGE, "--as" }, { "1,2,3\n4,5,6\n", GX_ERROR_USAGE, "--columns" },
    { "city,note\nLondon,x\n", GX_ERROR_USAGE, "--columns" }, { "a \"b\n\"c", GX_ERROR_INVALID, "row 2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = write_file (cases[i].text, -1);
      g_autoptr (GxConnection) book = new_book ("CNY");
      g_autoptr (GxImportPlan) plan = gx_import_plan_new (path);
      g_autoptr (GxImportReport) report = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_false (gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL,
                                     &error));
      g_assert_error (error, GX_ERROR, (int) cases[i].code);
      g_test_message ("%s", error->message);
      if (strcmp (setlocale (LC_MESSAGES, NULL), "C.UTF-8") == 0)
        g_assert_nonnull (strstr (error->message, cases[i].says));
      g_unlink (path);
    }
}

/* A header that says nothing known is still no customer where the columns are named. */
static void
test_columns (void)
{
  g_autofree char *path = write_file ("a,b,c\nAnna,1,020 7946 0101\nPeter,2,020 7946 0102\n", -1);
  g_autoptr (GxConnection) book = new_book ("CNY");
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path);
  g_autoptr (GxImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (gx_import_plan_set_columns (plan, "name,banana", &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (gx_import_plan_set_columns (plan, "name,name", &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_USAGE);
  g_assert_true (gx_import_plan_set_columns (plan, "name,-,phone", NULL));
  report = run_plan (book, plan, NULL);
  g_assert_cmpint (report->kind, ==, GX_IMPORT_CUSTOMERS);
  g_assert_cmpint (report->added, ==, 2);
  g_unlink (path);
}

static void
test_map (void)
{
  g_autofree char *path = write_file ("Who;When;How much\nK1;31/12/2024;1.234,50\n", -1);
  g_autofree char *map =
    write_file ("{\"as\": \"purchases\", \"day_order\": \"dmy\", \"currency\": \"EUR\", \"columns\":"
                                     " {\"Who\": \"customer_id\", \"When\": \"date\", \"How much\": "
                                     "\"amount\"}}", -1);
  g_autoptr (GxConnection) book = new_book ("CNY");
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path);
  g_autoptr (GxImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_import_plan_load_map (plan, map, &error));
  g_assert_no_error (error);
  report = run_plan (book, plan, NULL);
  g_assert_cmpint (report->added, ==, 1);
  g_assert_cmpint (ask (book, "select amount_minor from purchase_line"), ==, 123450);
  g_assert_cmpint (ask (book, "select count(*) from purchase where currency = 'EUR'"), ==, 1);
  g_unlink (path);
  g_unlink (map);
}

/* A workbook as people keep them: a title above the header, days with a format, a second sheet that is
   something else. */
static void
test_workbook (void)
{
  g_autofree char *path = write_file ("", 0), *xlsx = g_strconcat (path, ".xlsx", NULL);
  lxw_workbook *workbook = workbook_new (xlsx);
  lxw_worksheet *sales = workbook_add_worksheet (workbook, "销售");
  lxw_worksheet *other = workbook_add_worksheet (workbook, "Other");
  lxw_format *day = workbook_add_format (workbook);
  static const char * const headers[] = { "日期", "客户姓名", "商品名称", "数量", "单价" };
  g_autoptr (GxConnection) book = new_book ("CNY");
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (xlsx);
  g_autoptr (GxImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  format_set_num_format (day, "yyyy\"年\"m\"月\"d\"日\"");
  worksheet_write_string (sales, 0, 0, "二月销售表", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    worksheet_write_string (sales, 1, (lxw_col_t) i, headers[i], NULL);
  for (guint i = 2; i < 4; i++)
    {
      worksheet_write_number (sales, i, 0, 45323 + i, day); /* 1 February 2024 and on */
      worksheet_write_string (sales, i, 1, "李娜", NULL);
      worksheet_write_string (sales, i, 2, "红茶", NULL);
      worksheet_write_number (sales, i, 3, 2, NULL);
      worksheet_write_number (sales, i, 4, 14.665, NULL);
    }
  worksheet_write_string (other, 0, 0, "name", NULL);
  g_assert_cmpint (workbook_close (workbook), ==, LXW_NO_ERROR);

  g_assert_false (gx_import_plan_look (plan, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_AMBIGUOUS);
  g_assert_nonnull (strstr (error->message, "销售"));
  plan->sheet = g_strdup ("销售");
  report = run_plan (book, plan, NULL);
  g_assert_cmpint (plan->header_row, ==, 2);
  g_assert_cmpint (report->kind, ==, GX_IMPORT_PURCHASES);
  g_assert_cmpint (report->added, ==, 2);
  g_assert_cmpint (report->n_customers, ==, 1);
  g_assert_cmpint (ask (book, "select min(day) from purchase"), ==, 45325 - 25569);
  g_assert_cmpint (ask (book, "select sum(amount_minor) from purchase_line"), ==, 2 * 2933);
  assert_clean (book);
  g_unlink (path);
  g_unlink (xlsx);
}

/* An import that is larger than the book holds the keys in memory and sets indexes aside; otherwise it asks the book. Both
 * find the same people, and leave the schema as it was. */
static void
test_larger_than_the_book (void)
{
  static const char first[] = "id,name,phone\nA1,王芳,13800138000\nA2,李伟,13800138001\n";
  static const char second[] = "id,name,phone,mail,tags\nA1,王芳,,wf@shop.example,VIP\n,李伟,138 0013 8001,,VIP\n"
    ",李伟,138-0013-8001,lw@shop.example,\n,陈明,138 0013 "
    "8001,,\nB3,赵磊,13800138009,,VIP;VIP\n,赵磊,13800138009,,新\n";
  g_autoptr (GString) others = g_string_new ("name,phone\n");
  GxImportReport *reports[2] = { NULL, NULL };
  char *tags[2] = { NULL, NULL };

  for (int i = 0; i < 100; i++)
    g_string_append_printf (others, "某人%d,139%08d\n", i, i);
  for (int is_small = 0; is_small < 2; is_small++)
    {
      g_autoptr (GxConnection) book = new_book ("CNY");
      g_autoptr (GxImportReport) report = NULL;
      g_autoptr (GxImportReport) filler = NULL;
      g_autofree char *schema = describe_schema (book), *after = NULL, *before = NULL, *undone = NULL;
      g_autoptr (GError) error = NULL;
      GxId step = 0;

      if (is_small)
        filler = import_text (book, others->str, GX_ON_MATCH_FILL, &step);
      report = import_text (book, first, GX_ON_MATCH_FILL, &step);
      before = dump (book);
      reports[is_small] = import_text (book, second, GX_ON_MATCH_FILL, &step);
      tags[is_small] = ask_text (book,
                                 "select group_concat (x, ' ') from (select c.name || count (t.id) || "
                                 "(select count(*) from contact_point p"
        " where p.customer_id = c.id) x from customer c left join customer_tag t on t.customer_id = c.id"
        " where c.name not like '某%' group by c.id order by c.name)");
      assert_clean (book);
      g_assert_true (gx_undo (book, gx_actor_get_self (), step, NULL, &error));
      g_assert_no_error (error);
      undone = dump (book);
      g_assert_cmpstr (undone, ==, before);
      assert_clean (book);
      after = describe_schema (book);
      g_assert_cmpstr (after, ==, schema);
    }
  g_assert_cmpstr (tags[0], ==, tags[1]);
  g_assert_cmpint (reports[0]->added, ==, 2);
  g_assert_cmpint (reports[0]->added, ==, reports[1]->added);
  g_assert_cmpint (reports[0]->updated, ==, reports[1]->updated);
  for (int i = 0; i < 2; i++)
    {
      gx_import_report_free (reports[i]);
      g_free (tags[i]);
    }
}

/* The facts of a run of one row are there, too. */
static void
test_one_customer (void)
{
  g_autoptr (GxConnection) book = new_book ("CNY");
  g_autofree char *path = write_file ("name\n王芳\n", -1);
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path);
  g_autoptr (GxImportReport) report = run_plan (book, plan, NULL);

  g_assert_cmpint (report->added, ==, 1);
  g_assert_cmpint (ask (book, "select count(*) from customer_fact"), ==, 1);
  assert_clean (book);
  g_unlink (path);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/chinese-customers", test_chinese_customers);
  g_test_add_func ("/import/larger-than-the-book", test_larger_than_the_book);
  g_test_add_func ("/import/one-customer", test_one_customer);
  g_test_add_func ("/import/matching", test_matching);
  g_test_add_func ("/import/day-orders", test_day_orders);
  g_test_add_func ("/import/orders", test_orders);
  g_test_add_func ("/import/events", test_events);
  g_test_add_func ("/import/cancel", test_cancel);
  g_test_add_func ("/import/rejects", test_rejects);
  g_test_add_func ("/import/address-lines", test_address_lines);
  g_test_add_func ("/import/long-numbers", test_long_numbers);
  g_test_add_func ("/import/titles-and-totals", test_titles_and_totals);
  g_test_add_func ("/import/days-and-money", test_days_and_money);
  g_test_add_func ("/import/nothings", test_nothings);
  g_test_add_func ("/import/several-addresses", test_several_addresses);
  g_test_add_func ("/import/splitting", test_splitting);
  g_test_add_func ("/import/several-in-a-cell", test_several_in_a_cell);
  g_test_add_func ("/import/not-understood", test_not_understood);
  g_test_add_func ("/import/columns", test_columns);
  g_test_add_func ("/import/map", test_map);
  g_test_add_func ("/import/workbook", test_workbook);
  g_test_add_func ("/import/cdnow", test_cdnow);
  g_test_add_func ("/import/online-retail", test_online_retail);
  return g_test_run ();
}
