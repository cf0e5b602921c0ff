/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "../support/gx-test-book.h"
#include "base/gx-error.h"
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

/* -- exports as they are: headers as shops write them, rows made up */

/* "order day name product quantity amount": what the columns of a file were taken for. */
static char *
list_columns (const char *text)
{
  g_autoptr (GxImportPlan) plan = gx_import_plan_new_text (text);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  gx_house_register ();
  gx_import_plan_look (plan, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      g_autofree char *word = gx_import_plan_get_word (plan, i);

      if (strcmp (word, "-") != 0)
        g_string_append_printf (words, "%s%s=%s", words->len > 0 ? " " : "",
                                (char *) plan->headers->pdata[i], word);
    }
  return g_strdup (words->str);
}

/* JD's merchants: one row a line, with the order's sums in each. The columns are those that public importers of
 * this export list, such as a class "SaleJdOrderLineInfo" (domain/sale) and a service "OrderInfoServiceImpl". */
static const char jd[] =
  "订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,订单金额,结算金额,余额支付,应付金额,订单状态,订单类型,下单帐号,客户姓名,客户地址,联系电话,"
  "订单备注,发票类型,发票抬头,发票内容,商家备注,商家备注等级（等级1-5为由高到低）,运费金额,付款确认时间,增值税发票,货号,订单完成时间,订单来源,订单渠道\n"
  "J1,1001,龙井 250g,2,在线支付,2026-03-05 10:00:00,100.00,250.00,220.00,0.00,220.00,完成,SOP,jd_tea,王芳,"
  "浙江杭州市西湖区文三路90号,13800138000,,,,,,,0.00,2026-03-05 10:01:00,,LJ250,2026-03-08,app,\n"
  "J1,1002,茶杯,1,在线支付,2026-03-05 10:00:00,50.00,250.00,220.00,0.00,220.00,完成,SOP,jd_tea,王芳,"
  "浙江杭州市西湖区文三路90号,13800138000,,,,,,,0.00,2026-03-05 10:01:00,,CB1,2026-03-08,app,\n"
  "J2,1002,茶杯,3,在线支付,2026-03-06 11:00:00,50.00,150.00,150.00,0.00,150.00,完成,SOP,jd_cup,李娜,"
  "上海浦东新区世纪大道1号,13900139000,,,,,,,0.00,2026-03-06 11:02:00,,CB1,2026-03-09,app,\n"
  "J3,1001,龙井 250g,1,在线支付,2026-03-07 09:00:00,100.00,100.00,100.00,0.00,100.00,(删除)等待出库,SOP,jd_x,赵敏,"
  "广东深圳市南山区科苑路6号,13700137000,,,,,,,0.00,,,LJ250,,app,\n";

/* Pinduoduo: the whole order is one row, of one product. The columns are those of public programs that read the
 * merchants' CSV ("STANDARD_HEADER"), with the receiver's of older exports. */
static const char pinduoduo[] =
  "商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),多多支付立减金额(元),用户实付金额(元),商家实收金额(元),"
  "商品数量(件),支付时间,拼单成功时间,发货时间,确认收货时间,商品id,商品规格,样式ID,商家编码-规格维度,商家编码-商品维度,商家备注,买家留言,售后状态,"
  "快递单号,快递公司,收货人,手机,省,市,区,详细地址\n"
  "龙井,260305-1,已发货，待签收,100.00,0.00,10.00,5.00,0.00,85.00,90.00,2,2026-03-05 10:00:00,2026-03-05 10:00:01,,,"
  "778,绿罐,99,LJ-G,LJ,,送礼,无售后或售后取消,YT1,圆通,王芳,13800138000,浙江省,杭州市,西湖区,文三路90号\n"
  "茶杯,260306-2,已发货，退款成功,50.00,0.00,0.00,0.00,0.00,50.00,50.00,1,2026-03-06 10:00:00,2026-03-06 10:00:01,,,"
  "779,白,98,CB-W,CB,,,退款成功,YT2,圆通,李娜,13900139000,上海市,上海市,浦东新区,世纪大道1号\n";

/* Youzan's list of the goods of orders: columns as a public shop system writes them for it, with the day of
 * payment that public programs which read it name. */
static const char youzan[] =
  "订单号,外部订单号,订单商品状态,买家付款时间,交易成功时间,商品名称,商品类型,商品目录,商品规格,规格编码,商品编码,商品单价,商品优惠方式,商品优惠后价格,"
  "商品数量,商品金额小计,店铺优惠（分摊）,商品实际成交金额,商品抵用积分数,商品留言,收货人/提货人,收货人手机号/提货人手机号,收货人省份,收货人城市,收货人地区,"
  "详细收货地址/提货地址,买家备注,商品发货状态,商品发货方式,商品发货物流公司,商品发货物流单号,发货员工,商品发货时间,商品退款状态,商品已退款金额,"
  "商家订单备注,周期购信息\n"
  "E1,,交易完成,2026-03-05 10:00:00,2026-03-08,龙井,实物,,绿罐,LJ-G,LJ,100.00,,,2,200.00,20.00,180.00,,,王芳,13800138000,"
  "浙江省,杭州市,西湖区,文三路90号,送礼,已发货,快递,,,,,,0.00,,\n"
  "E1,,交易完成,2026-03-05 10:00:00,2026-03-08,茶杯,实物,,白,CB-W,CB,50.00,,,1,50.00,5.00,45.00,,,王芳,13800138000,"
  "浙江省,杭州市,西湖区,文三路90号,送礼,已发货,快递,,,,,退款成功,20.00,,\n";

/* "Advanced Order Export For WooCommerce" with a row for each item: columns as a public script that reads the
 * file says them at its head (orders.pl). */
static const char woocommerce[] =
  "Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),"
  "Company (Billing),Address 1&2 (Billing),City (Billing),State Code (Billing),Postcode (Billing),"
  "Country Code (Billing),Email (Billing),Phone (Billing),First Name (Shipping),Last Name (Shipping),"
  "Address 1&2 (Shipping),City (Shipping),State Code (Shipping),Postcode (Shipping),"
  "Country Code (Shipping),Item #,SKU,Name,Product Variation,Quantity,Quantity (- Refund),Item Cost,"
  "Order Line (w/o tax),Order Line Tax,Order Line Total,Order Line Total Refunded,"
  "Order Line Total (- Refund),Image URL,Coupon Code,Discount Amount,Discount Amount Tax,"
  "Payment Method Title,Coupons Used,Cart Discount Amount,Order Subtotal Amount,Order Tax Amount,"
  "Order Shipping Amount,Order Refund Amount,Order Total Amount,Order Total Tax Amount,Total items,"
  "Total products\n"
  "1001,Completed,2026-03-05 10:00,Gift,Anna,Berg,Acme Ltd,12 High Street,London,,N1 9GU,GB,"
  "anna@example.com,02079460101,"
  "Anna,Berg,12 High Street,London,,N1 9GU,GB,1,T1,Tea,green,2,2,10.00,20.00,4.00,24.00,0.00,24.00,,,,,"
  "Card,,0.00,25.00,"
  "5.00,3.00,0.00,33.00,5.00,3,2\n"
  "1001,Completed,2026-03-05 10:00,Gift,Anna,Berg,Acme Ltd,12 High Street,London,,N1 9GU,GB,"
  "anna@example.com,02079460101,"
  "Anna,Berg,12 High Street,London,,N1 9GU,GB,2,C1,Cup,white,1,1,5.00,5.00,1.00,6.00,0.00,6.00,,,,,Card,,"
  "0.00,25.00,"
  "5.00,3.00,0.00,33.00,5.00,3,2\n"
  "1002,Cancelled,2026-03-06 10:00,,Ben,Lee,,1 Low Road,Leeds,,LS1 1AA,GB,ben@example.com,01134960000,"
  "Ben,Lee,1 Low Road,Leeds,,LS1 1AA,GB,1,P1,Pot,,1,1,9.00,9.00,1.80,10.80,0.00,10.80,,,,,Card,,"
  "0.00,9.00,1.80,0.00,"
  "0.00,10.80,1.80,1,1\n";

static void
assert_shop (const char *text, const char *columns, const char *sales, gint64 n_shares, gint64 n_rejected)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autofree char *found = list_columns (text);
  g_autoptr (GxImportReport) report = NULL;
  g_autofree char *sold = NULL;

  g_assert_cmpstr (found, ==, columns);
  report = bring_in (book, text, NULL, NULL);
  sold = list_sales (book);
  g_assert_cmpstr (sold, ==, sales);
  for (guint i = 0; i < report->problems->len; i++)
    n_shares -= strcmp (((GxImportProblem *) report->problems->pdata[i])->code, "order-amount") == 0;
  g_assert_cmpint (n_shares, ==, 0);
  g_assert_cmpint (report->rejected, ==, n_rejected);
  gx_test_book_assert_clean (book);
}

static void
test_jd (void)
{
  assert_shop (jd, "订单号=order 商品ID=product_code 商品名称=product 订购数量=quantity 下单时间=day 京东价=unit_price "
               "结算金额=amount 订单状态=order_state 下单帐号=nickname 客户姓名=name 客户地址=street 联系电话=phone "
               "订单备注=note 商家备注=note 运费金额=shipping 订单来源=channel", "sale J1 22000, sale J2 15000", 2, 1);
}

static void
test_pinduoduo (void)
{
  assert_shop (pinduoduo, "商品=product 订单号=order 订单状态=order_state 邮费(元)=shipping 用户实付金额(元)=amount "
               "商品数量(件)=quantity 支付时间=day 商品id=product_code 商品规格=option 商家备注=note 买家留言=note "
               "售后状态=order_state 收货人=name 手机=phone 省=province 市=city 区=district 详细地址=street",
               "sale 260305-1 8500, sale 260306-2 5000, return 260306-2 -5000 of 260306-2", 0, 0);
}

static void
test_youzan (void)
{
  assert_shop (youzan, "订单号=order 订单商品状态=order_state 买家付款时间=day 商品名称=product 商品规格=option "
               "规格编码=product_code 商品单价=unit_price 商品数量=quantity 商品实际成交金额=amount 收货人/提货人=name "
               "收货人手机号/提货人手机号=phone 收货人省份=province 收货人城市=city 收货人地区=district "
               "详细收货地址/提货地址=street 买家备注=note 商品退款状态=order_state 商品已退款金额=refund 商家订单备注=note",
               "sale E1 22500, return E1 -2000 of E1", 0, 0);
}

static void
test_woocommerce (void)
{
  assert_shop (woocommerce, "Order Number=order Order Status=order_state Order Date=day Customer Note=note "
               "First Name (Billing)=given_name Last Name (Billing)=family_name Company (Billing)=company "
               "Address 1&2 (Billing)=street City (Billing)=city State Code (Billing)=province "
               "Postcode (Billing)=postcode Country Code (Billing)=country Email (Billing)=mail "
               "Phone (Billing)=phone "
               "Address 1&2 (Shipping)=other_address SKU=product_code Name=product Product Variation=option "
               "Quantity=quantity Item Cost=unit_price Order Line Total=amount "
               "Order Line Total Refunded=refund Order Shipping Amount=shipping",
               "sale 1001 3000", 0, 1);
}

/* -- amounts of whole orders */

static GxImportReport *
try_amounts (GxConnection *book, const char *text, GxAmountOf amount_of, GError **error)
{
  g_autoptr (GxImportPlan) plan = gx_import_plan_new_text (text);
  GxImportReport *report = NULL;

  gx_house_register ();
  plan->amount_of = amount_of;
  gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL, error);
  return report;
}

/* "O1 33.34 33.33 33.33": each order's lines. */
static void
assert_amounts (const char *text, GxAmountOf amount_of, const char *lines)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GxImportReport) report = try_amounts (book, text, amount_of, &error);
  g_autofree char *found = NULL;

  if (lines == NULL)
    {
      g_assert_error (error, GX_ERROR, GX_ERROR_AMBIGUOUS);
      return;
    }
  g_assert_no_error (error);
  found = ask (book, "select group_concat (said, ', ') from (select p.number || ' ' ||"
               " group_concat (l.amount_minor, ' ') said from purchase p"
               " join purchase_line l on l.purchase_id = p.id where p.gone = 0"
               " group by p.id order by p.id)");
  g_assert_cmpstr (found, ==, lines);
}

static void
test_amounts (void)
{
  static const char same[] = "订单号,下单时间,收货人,商品,数量,金额\nO1,2026-03-05,王芳,茶,1,10\n"
                             "O1,2026-03-05,王芳,壶,1,10\n";
  static const char priced[] = "订单号,下单时间,收货人,商品,数量,单价,金额\nO1,2026-03-05,王芳,茶,2,5,10\n"
                               "O1,2026-03-05,王芳,壶,1,10,10\n";

  /* by what the header says; by quantity where there are no prices */
  assert_amounts ("订单号,下单时间,收货人,商品,数量,订单实付金额\nO1,2026-03-05,王芳,茶,1,100\nO1,2026-03-05,王芳,壶,2,100\n",
                  GX_AMOUNT_AUTO, "O1 3333 6667");
  /* by their prices; refunds that are repeated, too */
  assert_amounts ("订单号,下单时间,收货人,商品,数量,单价,金额\nO1,2026-03-05,王芳,茶,1,30,60\nO1,2026-03-05,王芳,壶,1,30,60\n",
                  GX_AMOUNT_AUTO, "O1 3000 3000");
  assert_amounts ("订单号,下单时间,收货人,商品,单价,实付金额,退款金额\nO1,2026-03-05,王芳,茶,30,90,30\n"
                  "O1,2026-03-05,王芳,壶,60,90,30\n", GX_AMOUNT_AUTO, "O1 3000 6000, O1 -1000, O1 -2000");
  /* of each line: as the prices say, or where another order's differ */
  assert_amounts (priced, GX_AMOUNT_AUTO, "O1 1000 1000");
  assert_amounts ("订单号,下单时间,收货人,商品,实付金额\nO1,2026-03-05,王芳,茶,10\nO1,2026-03-05,王芳,壶,10\n"
                  "O2,2026-03-05,王芳,茶,10\nO2,2026-03-05,王芳,壶,20\n", GX_AMOUNT_AUTO,
                  "O1 1000 1000, O2 1000 2000");
  /* nobody can know */
  assert_amounts (same, GX_AMOUNT_AUTO, NULL);
  assert_amounts (same, GX_AMOUNT_OF_LINE, "O1 1000 1000");
  assert_amounts (same, GX_AMOUNT_OF_ORDER, "O1 500 500");
}

/* What was paid back in part is not guessed; what a first row says is of the whole order. */
static void
test_partly (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new (), shop = gx_test_book_new ();
  g_autoptr (GxImportReport) report = bring_in (book,
    "订单号,下单时间,收货人,商品,实付款,售后状态,退款金额\nP1,2026-03-05,王芳,茶,12.00,部分退款,\n"
    "P2,2026-03-05,李娜,壶,30.00,部分退款,10.00\nP3,2026-03-05,赵敏,杯,5.00,已退款,\n", NULL, NULL);
  g_autofree char *sales = list_sales (book), *refunded = NULL;
  g_autoptr (GxImportReport) shopify = NULL;
  const GxImportProblem *refused = find_refusal (report);

  g_assert_cmpstr (refused->code, ==, "refund-unknown");
  g_assert_cmpint (refused->row, ==, 2);
  g_assert_cmpstr (sales, ==, "sale P2 3000, return P2 -1000 of P2, sale P3 500, return P3 -500 of P3");
  /* all of P3 is a guess, and said to be */
  g_assert_cmpint (report->n_severities[GX_SEVERITY_WARNING], ==, 1);

  shopify = bring_in (shop,
    "Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount\n"
    "#1,a@example.com,refunded,2026-03-05,1,Tea,20.00,25.00\n#1,a@example.com,,2026-03-05,1,Cup,5.00,\n"
    "#2,a@example.com,partially_refunded,2026-03-06,1,Tea,20.00,7.00\n"
    "#2,a@example.com,,2026-03-06,1,Cup,5.00,\n",
    NULL, NULL);
  refunded = list_sales (shop);
  g_assert_cmpint (shopify->rejected, ==, 0);
  g_assert_cmpstr (refunded, ==, "sale #1 2500, return #1 -2500 of #1, sale #2 2500, return #2 -700 of #2");
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
  g_test_add_func ("/shop/jd", test_jd);
  g_test_add_func ("/shop/pinduoduo", test_pinduoduo);
  g_test_add_func ("/shop/youzan", test_youzan);
  g_test_add_func ("/shop/woocommerce", test_woocommerce);
  g_test_add_func ("/shop/amounts", test_amounts);
  g_test_add_func ("/shop/partly", test_partly);
  return g_test_run ();
}
