/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "../support/gx-test-book.h"
#include "interchange/gx-house.h"
#include "interchange/gx-import.h"
#include "store/gx-statement.h"

/* What the report says was put right is what the book holds; what is no number is kept, but not as one. */

static GxImportReport *
bring_in (GxConnection *book, const char *text, GxOnMatch on_match, gboolean is_rehearsal)
{
  g_autofree char *path = NULL;
  g_autoptr (GxImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  GxImportReport *report = NULL;

  gx_house_register ();
  g_close (g_file_open_tmp ("guanxi-XXXXXX.csv", &path, NULL), NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  plan = gx_import_plan_new (path);
  plan->on_match = on_match;
  if (is_rehearsal)
    gx_import_rehearse (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, &error);
  else
    gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL, &error);
  g_assert_no_error (error);
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

/* "repair 13800138000.0 → 13800138000", a line for each. */
static char *
list_problems (const GxImportReport *report)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < report->problems->len; i++)
    {
      const GxImportProblem *problem = report->problems->pdata[i];

      g_string_append_printf (list, "%s%" G_GINT64_FORMAT " %s %s %s", i > 0 ? "\n" : "", problem->row,
                              gx_severity_name (problem->severity), problem->code, problem->value);
      if (problem->repaired != NULL)
        g_string_append_printf (list, " → %s", problem->repaired);
    }
  return g_string_free (list, FALSE);
}

static void
test_phones (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxImportReport) report = bring_in (book,
    "姓名,手机,QQ\n王芳,13800138000.0,12345678.0\n李娜,1.3900139E+10,\n赵敏,１３７００１３７０００,\n周杰,10-65529988,\n"
    "孙丽,138 0013 8001,\n吴倩,1.38E+10,\n郑爽,13600136000.0(家),\n", GX_ON_MATCH_FILL, FALSE);
  g_autofree char *numbers = ask (book, "select group_concat (value, ' | ') from contact_point");
  g_autofree char *told = list_problems (report);

  g_assert_cmpstr (numbers, ==, "13800138000 | 12345678 | 13900139000 | 13700137000 | 010-65529988 | "
                   "138 0013 8001 | 1.38E+10 | 13600136000");
  g_assert_cmpstr (told, ==, "2 repair phone.float 13800138000.0 → 13800138000\n"
                   "2 repair phone.float 12345678.0 → 12345678\n"
                   "3 repair phone.float 1.3900139E+10 → 13900139000\n"
                   "4 repair phone.wide １３７００１３７０００ → 13700137000\n"
                   "5 repair phone.zero 10-65529988 → 010-65529988\n"
                   "7 warning contact 1.38E+10\n"
                   "8 repair phone.label 13600136000.0(家) → 13600136000 · 家\n"
                   "8 repair phone.float 13600136000.0(家) → 13600136000");
}

/* A number that a shop has covered is a note; it makes nobody the same as anybody. */
static void
test_masked_phones (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxImportReport) report = bring_in (book,
    "姓名,手机,备用手机,备注\n王芳,138****5678,,茶\n王芳,138****5678,13900139000,\n李娜,13700137000,137****7000,\n",
    GX_ON_MATCH_FILL, FALSE);
  g_autofree char *numbers = ask (book, "select group_concat (value, ' ') from contact_point");
  g_autofree char *notes = ask (book,
    "select group_concat (replace (note, char (10), '/'), ' | ') from customer");
  g_autofree char *told = list_problems (report);
  g_autoptr (GxImportReport) again = bring_in (book, "姓名,手机\n李娜,137****7000\n李娜,13700137000/137****9999\n",
                                               GX_ON_MATCH_FILL, FALSE);
  g_autofree char *note = ask (book, "select replace (note, char (10), '/') from customer where name = '李娜'"
                               " and exists (select 1 from contact_point where customer_id = customer.id)");

  g_assert_cmpstr (numbers, ==, "13900139000 13700137000");
  g_assert_cmpstr (notes, ==, "茶/Phone 138****5678 | Phone 138****5678 | Phone 137****7000");
  g_assert_cmpint (report->n_customers, ==, 3);
  g_assert_cmpstr (told, ==, "2 warning masked 138****5678\n3 warning masked 138****5678\n"
                   "4 warning masked 137****7000");
  g_assert_true (g_str_has_suffix (note, "/Phone 137****9999"));
}

/* Whom a sale finds by name learns what it says of them; once, and nothing that is known is written over. */
static void
test_sale_fills (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxImportReport) people = bring_in (book, "姓名,邮箱\n王芳,wang@example.com\n",
                                                GX_ON_MATCH_FILL, FALSE);
  g_autoptr (GxImportReport) sales = bring_in (book,
    "日期,姓名,手机,城市,商品,金额\n2026-03-05,王芳,13800138000.0,深圳,茶,12\n2026-03-06,王芳,13800138000.0,深圳,壶,15\n",
    GX_ON_MATCH_OVERWRITE, FALSE);
  g_autofree char *numbers = ask (book, "select group_concat (value, ' ') from "
                                  "(select * from contact_point order by kind)");
  g_autofree char *city = ask (book, "select group_concat (city, ' ') from address");

  g_assert_cmpint (people->added, ==, 1);
  g_assert_cmpint (sales->n_customers, ==, 0);
  g_assert_cmpint (sales->n_purchases, ==, 2);
  g_assert_cmpstr (numbers, ==, "wang@example.com 13800138000");
  g_assert_cmpstr (city, ==, "深圳市");
  gx_test_book_assert_clean (book);
  gx_test_book_assert_round_trip (book);
}

static void
test_divisions (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxImportReport) report = bring_in (book,
    "姓名,省,市,区,地址\n王芳,广东,深圳,南山,科苑路6号\n李娜,北京,北京,朝阳,\n赵敏,内蒙古,,,\n周杰,广东省,深圳市,南山区,\n"
    "孙丽,Hessen,Kassel,,\n吴倩,吉林,吉林,,\n", GX_ON_MATCH_FILL, FALSE);
  g_autofree char *places = ask (book, "select group_concat (coalesce (province, '') || '/' || "
                                 "coalesce (city, '') || '/' || coalesce (district, ''), ' ') from address");
  g_autofree char *told = list_problems (report);

  g_assert_cmpstr (places, ==, "广东省/深圳市/南山区 北京市/北京市/朝阳区 内蒙古自治区// 广东省/深圳市/南山区 "
                   "Hessen/Kassel/ 吉林省/吉林市/");
  g_assert_cmpstr (told, ==, "2 repair division 广东 → 广东省\n2 repair division 深圳 → 深圳市\n"
                   "2 repair division 南山 → 南山区\n3 repair division 北京 → 北京市\n"
                   "3 repair division 北京 → 北京市\n3 repair division 朝阳 → 朝阳区\n"
                   "4 repair division 内蒙古 → 内蒙古自治区\n7 repair division 吉林 → 吉林省\n"
                   "7 repair division 吉林 → 吉林市");
}

/* Two addresses of one row are told one by one. */
static void
test_two_addresses (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxImportReport) report = bring_in (book,
    "姓名,公司地址,家庭地址\n王芳,浙江省杭州市文三路90号,上海浦东新区世纪大道1号\n", GX_ON_MATCH_FILL, TRUE);
  g_auto (GxImportRecord) record = { 0 };
  g_autoptr (GString) told = g_string_new (NULL);

  gx_import_log_read (report->log, 0, &record);
  for (guint i = 0; i < record.changes->len; i++)
    {
      const GxImportChange *change = &g_array_index (record.changes, GxImportChange, i);

      if (change->field >= GX_COLUMN_COUNTRY && change->field <= GX_COLUMN_OTHER_ADDRESS)
        g_string_append_printf (told, "%s %s\n", gx_column_key (change->field), change->after);
    }
  g_assert_cmpstr (told->str, ==, "province 浙江省\ncity 杭州市\nstreet 文三路90号\n"
                   "other_address 上海市浦东新区世纪大道1号\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repairs/phones", test_phones);
  g_test_add_func ("/repairs/masked-phones", test_masked_phones);
  g_test_add_func ("/repairs/sale-fills", test_sale_fills);
  g_test_add_func ("/repairs/divisions", test_divisions);
  g_test_add_func ("/repairs/two-addresses", test_two_addresses);
  return g_test_run ();
}
