/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "interchange/gx-import.h"

static GxImportPlan *
look (const char *text)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  GxImportPlan *plan;
  int fd = g_file_open_tmp ("guanxi-XXXXXX.csv", &path, NULL);

  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  plan = gx_import_plan_new (path);
  gx_import_plan_look (plan, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return plan;
}

/* The fields as one text: "name,phone,-". */
static char *
fields_of (const GxImportPlan *plan)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < plan->columns->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? "," : "",
                            gx_column_key (g_array_index (plan->columns, GxColumn, i)));
  return g_string_free (words, FALSE);
}

static void
knows_headers (void)
{
  /* What programs and people really write; all of one kind. */
  static const struct { const char *headers, *fields; } cases[] = {
    { "客户名称,联系人,联系电话,手机号码,移动电话,座机,电子邮箱,所在地区,详细地址",
      "company,name,phone,phone,phone,phone,mail,province,street" },
    { "收货人,收货地址,买家昵称,备注,客户来源,跟进人,出生日期,身份证号", "name,street,nickname,note,source,owner,birthday,-" },
    { "*姓名,性别（必填）,（必填）手机,微信号：,生日 (yyyy-mm-dd),业务员", "name,gender,phone,wechat,birthday,owner" },
    { "姓名/Name,手机/电话,Email 邮箱,公司 Company", "name,phone,mail,company" },
    /* Outlook, Google, HubSpot, Salesforce, Zoho */
    { "Title,First Name,Last Name,Company,Job Title,Business Street,Business City,Business State,"
      "Business Postal Code,Business Phone,Mobile Phone,E-mail Address,Birthday,Notes,Web Page,Categories",
      "-,given_name,family_name,company,title,street,city,province,postcode,phone,phone,mail,birthday,"
      "note,web,tags" },
    { "First Name,Last Name,Nickname,Organization Name,Organization Title,Birthday,Notes,Labels,"
    "E-mail 1 - Label,"
      "E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Street,Address 1 - City,"
      "Address 1 - Region,"
      "Address 1 - Postal Code,Address 1 - Country,Website 1 - Value",
      "given_name,family_name,nickname,company,title,birthday,note,tags,-,mail,-,phone,street,city,"
      "province,postcode,"
      "country,web" },
    { "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lifecycle Stage,Company Name,"
    "Street Address,"
      "State/Region,Postal Code,Website URL,Number of Employees",
      "customer_id,given_name,family_name,mail,phone,owner,standing,company,street,province,postcode,web,"
      "size" },
    { "Contact ID,Salutation,First Name,Last Name,Account Name,Mailing Street,Mailing City,"
    "Mailing State/Province,"
      "Mailing Zip/Postal Code,Mailing Country,Phone,Mobile,Email,Lead Source,Birthdate,Description",
      "customer_id,form_of_address,given_name,family_name,company,street,city,province,postcode,country,"
      "phone,phone,"
      "mail,source,birthday,note" },
    /* of our own lists what is worked out gives way to what was written */
    { "姓名,客户状态,生命周期,价值等级", "name,standing,-,-" }, { "Name,Standing,Lifecycle", "name,standing,-" },
    /* 淘宝, 有赞, 企业微信 */
    { "订单编号,买家会员名,买家实际支付金额,收货人姓名,联系手机,订单付款时间,宝贝标题,宝贝总数量",
      "order,nickname,amount,name,phone,day,product,quantity" },
    { "订单号,商品名称,商品单价,商品数量,订单实付金额,付款时间,买家姓名,买家手机号,商家备注",
      "order,product,unit_price,quantity,amount,day,name,phone,note" },
    { "微信号,昵称,备注名,标签", "wechat,nickname,name,tags" },
    { "客户名称,备注名,描述,手机号,所属员工,添加时间,来源,性别,企业,标签", "name,nickname,note,phone,owner,-,source,gender,company,"
    "tags" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (cases[i].headers, "\n", NULL);
      g_autoptr (GxImportPlan) plan = look (text);
      g_autofree char *fields = fields_of (plan);

      g_test_message ("%s", cases[i].headers);
      g_assert_cmpstr (fields, ==, cases[i].fields);
    }
}

static void
sees_values (void)
{
  static const struct { const char *text, *fields; gint64 header_row; } cases[] = {
    /* A header that nobody knows. */
    { "甲,乙,丙,丁,戊,己,庚\n"
      "张伟,13800138000,zhang@example.com,男,北京,北京华彩印刷有限公司,1986-03-05\n"
      "李娜,139 0013 9000,li@example.com,女,上海市,上海明光电子有限公司,1979-11-21\n"
      "欧阳明,010-65529988,,男,广州,广州海天贸易公司,1990-01-02\n",
      "name,phone,mail,gender,city,company,birthday", 1 },
    { "A,B,C,D\n"
      "Anna Berg,+44 20 7946 0958,10 Downing Street,Berg Ltd\n"
      "Peter O'Hara,+44 20 7946 0959,221b Baker Street,Ohara GmbH\n",
      "name,phone,street,company", 1 },
    /* None at all. */
    { "张伟,13800138000,zhang@example.com\n李娜,13900139000,li@example.com\n", "name,phone,mail", 0 },
    { "zhang@example.com\nli@example.com\n", "mail", 0 },
    /* Titles and a day above it. */
    { "客户名单,,\n导出日期,2024-03-05,\n,,\n姓名,电话,邮箱\n张伟,13800138000,\n", "name,phone,mail", 4 },
    /* What the header says and what stands there are two things. */
    { "姓名,邮箱,电话\n张伟,13800138000,zhang@example.com\n李娜,13900139000,li@example.com\n", "name,phone,mail", 1 },
    { "Title,First Name,Job Title\nMr,Peter,Buyer\nMs,Anna,Clerk\n", "form_of_address,given_name,title", 1 },
    /* Identity cards are no numbers of ours, company codes are. */
    { "姓名,号码甲,号码乙\n张伟,110101199003070010,91110000100000462K\n李娜,440524188001010014,91310000607321234X\n",
      "name,-,company_code", 1 },
    /* The day of an entry is no birthday. */
    { "姓名,录入\n张伟,2024-03-05\n李娜,2023-03-05\n", "name,-", 1 },
    /* In a file of sales, who sold is not who bought. */
    { "订单号,客户编号,日期,金额,收银\n1,C1,2024-03-05,10,张伟\n2,C2,2024-03-06,12,李娜\n",
      "order,customer_id,day,amount,-", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GxImportPlan) plan = look (cases[i].text);
      g_autofree char *fields = fields_of (plan);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (fields, ==, cases[i].fields);
      g_assert_cmpint (plan->header_row, ==, cases[i].header_row);
    }
}

static void
says_why (void)
{
  g_autoptr (GxImportPlan) plan =
    look ("姓名,联系,手机,手机号,颜色\n张伟,zhang@example.com,13800138000,x,红\n李娜,li@example.com,y,x,蓝\n"
          "王芳,wang@example.com,z,x,红\n赵敏,nobody,z,x,红\n");
  const GxColumnGuess *guesses = (const GxColumnGuess *) (void *) plan->guesses->data;

  g_assert_cmpint (guesses[0].reason, ==, GX_GUESS_HEADER);
  g_assert_cmpint (guesses[0].n_values, ==, 0);
  g_assert_cmpint (guesses[1].reason, ==, GX_GUESS_VALUES);
  g_assert_cmpint (guesses[1].n_fitting, ==, 3);
  g_assert_cmpint (guesses[1].n_values, ==, 4);
  g_assert_cmpint (guesses[2].n_fitting, ==, 1);
  g_assert_cmpint (guesses[4].reason, ==, GX_GUESS_NOTHING);
  for (guint i = 0; i < plan->n_columns; i++)
    {
      g_autofree char *why = gx_import_plan_explain (plan, i);

      g_test_message ("%s", why);
      g_assert_cmpstr (why, !=, "");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/guess/knows-headers", knows_headers);
  g_test_add_func ("/guess/sees-values", sees_values);
  g_test_add_func ("/guess/says-why", says_why);
  return g_test_run ();
}
