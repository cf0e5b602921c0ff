/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "../support/gx-test-book.h"
#include "interchange/gx-house.h"
#include "interchange/gx-import.h"
#include "store/gx-statement.h"

/* Orders as shops export them. */

static GxImportReport *
bring_in (GxConnection *book, const char *text, const char *state, const char *means)
{
  g_autofree char *path = NULL;
  g_autoptr (GxImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  GxImportReport *report = NULL;

  gx_house_register ();
  g_close (g_file_open_tmp ("guanxi-XXXXXX.csv", &path, NULL), NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  plan = gx_import_plan_new (path);
  if (state != NULL)
    gx_import_plan_set_value (plan, GX_COLUMN_STATE, state, means);
  gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->kind, ==, GX_IMPORT_PURCHASES);
  g_unlink (path);
  return report;
}

static char *
ask (GxConnection *book, const char *sql)
{
  g_autoptr (GError) error = NULL;
  char *text = gx_connection_get_text (book, &error, sql, NULL);

  g_assert_no_error (error);
  return text;
}

/* "sale A1 1200 return A1 -1200": purchases in their order, with their sums. */
static char *
list_sales (GxConnection *book)
{
  return ask (book, "select group_concat (kind || ' ' || number || ' ' || sum || coalesce (back, ''), ', ')"
              " from (select kind, number,"
              " (select sum (amount_minor) from purchase_line where purchase_id = p.id) sum,"
              " ' of ' || (select number from purchase s where s.id = p.reverses_id) back from purchase p"
              " where gone = 0 order by number, kind desc)");
}

static const GxImportProblem *
find_refusal (const GxImportReport *report)
{
  for (guint i = 0; i < report->problems->len; i++)
    if (((GxImportProblem *) report->problems->pdata[i])->severity == GX_SEVERITY_ERROR)
      return report->problems->pdata[i];
  g_assert_not_reached ();
}

static const char taobao[] =
  "订单编号,买家会员名,买家应付货款,买家应付邮费,买家实际支付金额,订单状态,买家留言,收货人姓名,收货地址,联系手机,订单付款时间,宝贝标题,宝贝总数量,"
  "退款金额\n"
  "T1,tea_1,100.00,10.00,110.00,交易成功,,王芳,浙江省 杭州市 西湖区 文三路90号,13800138000,2026-03-05 10:00:00,龙井,2,0\n"
  "T2,cup_2,50.00,0.00,0.00,交易关闭,,李娜,上海市 浦东新区 世纪大道1号,13900139000,2026-03-06 10:00:00,壶,1,0\n"
  "T3,pot_3,80.00,0.00,80.00,交易成功,送礼,赵敏,广东深圳南山科苑路6号,13700137000,2026-03-07 10:00:00,碗,三盒,30.00\n"
  "T4,box_4,60.00,0.00,60.00,交易关闭,,周杰,,13600136000,2026-03-08 10:00:00,茶盘,1,60.00\n";

static void
test_taobao (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxImportReport) report = bring_in (book, taobao, NULL, NULL);
  g_autofree char *sales = list_sales (book);
  g_autofree char *people = ask (book, "select group_concat (c.name || '/' || n.name || '/' || "
                                 "coalesce (a.city, '') || '/' || coalesce (a.district, ''), ' ') "
                                 "from customer c "
                                 "join customer_name n on n.customer_id = c.id "
                                 "left join address a on a.customer_id = c.id");
  g_autofree char *unit = ask (book, "select unit from product where name = '碗'");
  g_autofree char *notes = ask (book, "select group_concat (note, ' ') from purchase where note is not null");
  g_autoptr (GxImportReport) again = bring_in (book, taobao, NULL, NULL);
  g_autofree char *sales_again = list_sales (book);
  const GxImportProblem *closed = find_refusal (report);

  g_assert_cmpstr (sales, ==, "sale T1 11000, sale T3 8000, return T3 -3000 of T3, sale T4 6000, "
                   "return T4 -6000 of T4");
  g_assert_cmpint (report->rejected, ==, 1);
  g_assert_cmpint (closed->row, ==, 3);
  g_assert_cmpstr (closed->code, ==, "state");
  g_assert_cmpstr (people, ==, "王芳/tea_1/杭州市/西湖区 赵敏/pot_3/深圳市/南山区 周杰/box_4//");
  g_assert_cmpstr (unit, ==, "盒");
  g_assert_cmpstr (notes, ==, "Shipping 10.00 送礼");
  g_assert_cmpint (again->unchanged, ==, 3);
  g_assert_cmpstr (sales_again, ==, sales);
  gx_test_book_assert_clean (book);
  gx_test_book_assert_round_trip (book);
}

/* What nobody knows is asked once; a status that changes later makes no second sale. */
static void
test_states (void)
{
  static const char first[] = "订单号,下单时间,收货人,商品,规格,数量,实付款,售后状态\n"
                              "P1,2026-03-05,王芳,茶,大,1,12.00,无售后或售后取消\n"
                              "P2,2026-03-05,李娜,壶,,1,30.00,退款中\nP3,2026-03-06,李娜,杯,,1,5.00,待付款\n";
  static const char later[] = "订单号,下单时间,收货人,商品,规格,数量,实付款,售后状态\n"
                              "P1,2026-03-05,王芳,茶,大,1,12.00,\"已发货，退款成功\"\n";
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxImportReport) asked = bring_in (book, first, NULL, NULL);
  g_autofree char *before = list_sales (book), *after = NULL, *returned = NULL, *again = NULL;
  g_autofree char *text = ask (book, "select text from purchase_line");
  g_autoptr (GxImportReport) said = NULL, back = NULL, twice = NULL;

  g_assert_cmpstr (before, ==, "sale P1 1200");
  g_assert_cmpstr (text, ==, "茶 · 大");
  g_assert_cmpint (asked->rejected, ==, 2);
  g_assert_cmpstr (find_refusal (asked)->code, ==, "state-unknown");
  said = bring_in (book, first, "退款中", "sale");
  after = list_sales (book);
  g_assert_cmpint (said->added, ==, 1);
  g_assert_cmpint (said->unchanged, ==, 1);
  g_assert_cmpstr (after, ==, "sale P1 1200, sale P2 3000");
  back = bring_in (book, later, NULL, NULL);
  returned = list_sales (book);
  g_assert_cmpint (back->updated, ==, 1);
  g_assert_cmpstr (returned, ==, "sale P1 1200, return P1 -1200 of P1, sale P2 3000");
  gx_test_book_assert_clean (book);
  twice = bring_in (book, later, NULL, NULL);
  again = list_sales (book);
  g_assert_cmpint (twice->unchanged, ==, 1);
  g_assert_cmpstr (again, ==, returned);
}

/* Names and numbers that a shop has covered join nobody. */
static void
test_masked (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxImportReport) report = bring_in (book,
    "订单号,下单时间,收货人,手机,买家昵称,商品,实付款\nM1,2026-03-05,张**,138****5678,tea_1,茶,12\n"
    "M2,2026-03-06,张**,138****5678,,壶,15\nM3,2026-03-07,张**,,tea_1,杯,5\n", NULL, NULL);
  g_autofree char *people = ask (book, "select group_concat (name, ' ') from customer");
  g_autofree char *whose = ask (book,
    "select group_concat (number || (customer_id is not null), ' ') from purchase");
  g_autofree char *note = ask (book,
    "select replace (note, char (10), '/') from purchase where number = 'M2'");

  g_assert_cmpint (report->added, ==, 3);
  g_assert_cmpstr (people, ==, "tea_1");
  g_assert_cmpstr (whose, ==, "M11 M20 M31");
  g_assert_cmpstr (note, ==, "Name 张**/Phone 138****5678");
}

/* One row a line: what is of the whole order stands in its first row only. */
static void
test_line_items (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxImportReport) report = bring_in (book,
    "Name,Email,Financial Status,Currency,Subtotal,Shipping,Total,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Lineitem sku,Billing Name,Cancelled at,Refunded Amount\n"
    "#1001,anna@example.com,paid,USD,25.00,5.00,30.00,2026-03-05,2,Tea,10.00,T1,Anna Berg,,0.00\n"
    "#1001,anna@example.com,,,,,,2026-03-05,1,Cup,5.00,C1,,,\n"
    "#1002,ben@example.com,voided,USD,9.00,0.00,9.00,2026-03-06,1,Pot,9.00,P1,Ben Lee,2026-03-07,0.00\n"
    "#1002,ben@example.com,,,,,,2026-03-06,1,Cup,5.00,C1,,,\n", NULL, NULL);
  g_autofree char *sales = list_sales (book);

  g_assert_cmpint (report->added, ==, 2);
  g_assert_cmpint (report->rejected, ==, 2);
  g_assert_cmpint (report->n_customers, ==, 1);
  g_assert_cmpstr (sales, ==, "sale #1001 2500");
}

static void
test_quantities (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxImportReport) report = bring_in (book,
    "日期,商品,数量,金额\n2026-03-05,茶,三盒,1\n2026-03-05,壶,3盒,1\n2026-03-05,杯,两箱,1\n2026-03-05,碗,十二 只,1\n"
    "2026-03-05,盘,半斤,1\n2026-03-05,勺,12 pcs,1\n2026-03-05,筷,3千克,1\n2026-03-05,锅,三,1\n2026-03-05,盆,若干,1\n"
    "2026-03-05,茶,1箱,1\n", NULL, NULL);
  g_autofree char *counted = ask (book, "select group_concat (p.name || (l.quantity_micro / 1e6) || "
                                  "coalesce (p.unit, ''), ' ') from purchase_line l "
                                  "join product p on p.id = l.product_id");

  g_assert_cmpstr (counted, ==, "茶3.0盒 壶3.0盒 杯2.0箱 碗12.0只 盘0.5斤 勺12.0pcs 筷3.0千克 茶1.0盒");
  g_assert_cmpint (report->rejected, ==, 2);
  g_assert_cmpint (report->n_severities[GX_SEVERITY_REPAIR], ==, 8);
  g_assert_cmpint (report->n_severities[GX_SEVERITY_WARNING], ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shop/taobao", test_taobao);
  g_test_add_func ("/shop/states", test_states);
  g_test_add_func ("/shop/masked", test_masked);
  g_test_add_func ("/shop/line-items", test_line_items);
  g_test_add_func ("/shop/quantities", test_quantities);
  return g_test_run ();
}
