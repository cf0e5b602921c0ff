/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "../support/gx-test-book.h"
#include "interchange/gx-house.h"
#include "interchange/gx-import.h"

/*
 * Exports of other programs with every column that they have, as the programs themselves and public importers of
 * their files list them; the rows are made up. Of a row just what it says is written down: "Email=anna@example.com".
 */

static void
append_cell (GString *file, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *quoted = g_strjoinv ("\"\"", parts);

  g_string_append_printf (file, "\"%s\"", quoted);
}

static void
append_row (GString *file, char **headers, const char *row)
{
  g_auto (GStrv) cells = g_strsplit (row, "|", -1);
  guint n_found = 0;

  for (guint i = 0; headers[i] != NULL; i++)
    {
      const char *text = "";

      for (guint k = 0; cells[k] != NULL; k++)
        {
          gsize length = strlen (headers[i]);

          if (strncmp (cells[k], headers[i], length) == 0 && cells[k][length] == '=')
            {
              text = cells[k] + length + 1;
              n_found++;
            }
        }
      append_cell (file, text);
      g_string_append_c (file, headers[i + 1] != NULL ? ',' : '\n');
    }
  g_assert_cmpuint (n_found, ==, g_strv_length (cells));
}

static GxImportReport *
bring_in (GxConnection *book, const char *headers, const char * const *rows)
{
  g_autoptr (GString) file = g_string_new (headers);
  g_auto (GStrv) names = g_strsplit (headers, ",", -1);
  g_autoptr (GxImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  GxImportReport *report = NULL;

  gx_house_register ();
  g_string_append_c (file, '\n');
  for (guint i = 0; rows[i] != NULL; i++)
    append_row (file, names, rows[i]);
  plan = gx_import_plan_new_text (file->str);
  gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL, &error);
  g_assert_no_error (error);
  return report;
}

static void
assert_answer (GxConnection *book, const char *sql, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = gx_connection_get_text (book, &error, sql, NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (answer, ==, expected);
}

static const char contacts_sql[] =
  "select group_concat (said, '; ') from (select c.name || ': ' || group_concat (p.value, ' ') said"
  " from customer c join contact_point p on p.customer_id = c.id group by c.id order by c.id)";
static const char addresses_sql[] =
  "select group_concat (said, '; ') from (select c.name || ': ' || coalesce (street, '') || '/' ||"
  " coalesce (city, '') || '/' || coalesce (province, '') || '/' || coalesce (postcode, '') || '/' ||"
  " coalesce (country, '') said"
  " from customer c join address a on a.customer_id = c.id order by c.id, a.is_primary desc)";
static const char jobs_sql[] =
  "select group_concat (said, '; ') from (select c.name || ': ' || coalesce (r.to_text, '') || '/' ||"
  " coalesce (r.title, '') said from customer c join relation r on r.from_id = c.id order by c.id)";
static const char tags_sql[] =
  "select group_concat (name,"
  " '; ') from (select distinct w.name from customer_tag t join word w on w.id = t.tag_id"
  " order by 1)";
static const char sales_sql[] =
  "select group_concat (said, ', ') from (select p.kind || ' ' || p.number || ' ' ||"
  " (select group_concat (amount_minor, '+') from purchase_line l where l.purchase_id = p.id) || ' ' ||"
  " date (p.day * 86400, 'unixepoch') said from purchase p where gone = 0 order by p.number, p.kind desc,"
  " p.id)";

/* -- shops */

static const char shopify_customers[] =
  "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,"
  "Default Address Address1,Default Address Address2,Default Address City,Default Address Province Code,"
  "Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,"
  "Total Spent,Total Orders,Note,Tax Exempt,Tags";

static void
test_shopify_customers (void)
{
  static const char * const rows[] = {
    "Customer ID='8779761975521|First Name=Anna|Last Name=Berg|Email=anna@example.com|"
    "Accepts Email Marketing=yes|"
    "Default Address Company=Acme Ltd|Default Address Address1=10 Main Street|"
    "Default Address Address2=Apt 4|"
    "Default Address City=Austin|Default Address Province Code=TX|Default Address Country Code=US|"
    "Default Address Zip='78701|Default Address Phone='+15125550101|Phone='+15125550101|Total Spent=120.50|"
    "Total Orders=3|Note=Prefers mail|Tax Exempt=no|Tags=VIP, newsletter", NULL
  };
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxImportReport) report = bring_in (book, shopify_customers, rows);

  g_assert_cmpint (report->added, ==, 1);
  g_assert_cmpuint (report->problems->len, ==, 0);
  assert_answer (book, contacts_sql, "Anna Berg: +15125550101 anna@example.com");
  assert_answer (book, addresses_sql, "Anna Berg: 10 Main Street, Apt 4/Austin/TX/78701/US");
  assert_answer (book, jobs_sql, "Anna Berg: Acme Ltd/");
  assert_answer (book, tags_sql, "VIP; newsletter");
  assert_answer (book, "select key from external_key", "8779761975521");
}

static const char shopify_orders[] =
  "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,"
  "Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,"
  "Lineitem name,"
  "Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,"
  "Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,"
  "Billing Company,"
  "Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,"
  "Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,"
  "Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,"
  "Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,"
  "Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,"
  "Tax 4 Value,"
  "Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,"
  "Payment ID,"
  "Payment Terms Name,Next Payment Due At,Payment References";

/* Only the first line of an order says who, when paid and how much; discounts are of the whole; what is paid back
 * is with shipping and tax. Its number is no customer's. */
static void
test_shopify_orders (void)
{
  static const char * const rows[] = {
    "Name=#1001|Email=anna@example.com|Financial Status=paid|Paid at=2026-03-05 23:59:59 -0600|"
    "Currency=USD|"
    "Subtotal=36.00|Shipping=5.00|Taxes=3.00|Total=44.00|Discount Code=TEA10|Discount Amount=4.00|"
    "Created at=2026-03-05 10:20:00 -0600|Lineitem quantity=3|Lineitem name=Green tea - 100 g|"
    "Lineitem price=10.00|"
    "Lineitem sku=GT-100|Billing Name=Anna Berg|Billing Company=Acme Ltd|Refunded Amount=0.00|"
    "Id=5432100001|"
    "Source=web|Cancelled at=",
    "Name=#1001|Email=anna@example.com|Created at=2026-03-05 10:20:00 -0600|Lineitem quantity=1|"
    "Lineitem name=Tea cup|Lineitem price=10.00|Lineitem sku=CUP-1",
    "Name=#1002|Email=anna@example.com|Financial Status=refunded|Paid at=2026-03-06 10:21:00 -0600|"
    "Currency=USD|"
    "Subtotal=20.00|Shipping=5.00|Taxes=2.00|Total=27.00|Created at=2026-03-06 10:20:00 -0600|"
    "Lineitem quantity=1|Lineitem name=Pot|Lineitem price=20.00|Billing Name=Anna Berg|"
    "Refunded Amount=27.00|"
    "Id=5432100002",
    "Name=#1003|Email=ben@example.com|Financial Status=pending|Currency=USD|Subtotal=20.00|"
    "Created at=2026-03-07 10:20:00 -0600|Lineitem quantity=1|Lineitem name=Pot|Lineitem price=20.00|"
    "Billing Name=Ben Lee|Refunded Amount=0.00|Id=5432100003", NULL
  };
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxImportReport) report = bring_in (book, shopify_orders, rows);
  g_autoptr (GxImportReport) again = NULL;

  g_assert_cmpint (report->added, ==, 3);
  g_assert_cmpint (report->rejected, ==, 1);
  assert_answer (book, sales_sql, "sale #1001 2700+900 2026-03-05, sale #1002 2000 2026-03-06, "
                 "return #1002 -2000 2026-03-06");
  assert_answer (book, contacts_sql, "Anna Berg: anna@example.com");
  assert_answer (book, jobs_sql, "Anna Berg: Acme Ltd/");
  assert_answer (book, "select count (*) from external_key", "0");
  assert_answer (book, "select group_concat (code, ' ') from (select code from product where code is not null"
                 " order by 1)", "CUP-1 GT-100");
  again = bring_in (book, shopify_orders, rows);
  g_assert_cmpint (again->unchanged, ==, 3);
  gx_test_book_assert_clean (book);
}

static const char taobao_orders[] =
  "订单编号,买家会员名,买家支付宝账号,支付单号,支付详情,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,买家实际支付积分,"
  "订单状态,买家留言,收货人姓名,收货地址 ,运送方式,联系电话 ,联系手机,订单创建时间,订单付款时间 ,宝贝标题 ,宝贝种类 ,物流单号 ,物流公司,订单备注,宝贝总数量,"
  "店铺Id,店铺名称,订单关闭原因,卖家服务费,买家服务费,发票抬头,是否手机订单,分阶段订单信息,特权订金订单id,是否上传合同照片,是否上传小票,是否代付,定金排名,"
  "修改后的sku,修改后的收货地址,异常信息,天猫卡券抵扣,集分宝抵扣,是否是O2O交易,退款金额,预约门店";

/* Numbers as formulas and behind apostrophes, "null" in place of nothing. */
static void
test_taobao_orders (void)
{
  static const char * const rows[] = {
    "订单编号==\"1358794621000000001\"|买家会员名=tea_1|买家支付宝账号=13800138000|支付单号='2026030522001|买家应付货款=120.00|"
    "买家应付邮费=0.00|总金额=120.00|买家实际支付金额=120.00|订单状态=买家已付款，等待卖家发货|买家留言='null|收货人姓名=王芳|"
    "收货地址 =浙江省 杭州市 西湖区 文三路90号|联系电话 ='null|联系手机='13800138000|订单创建时间=2026-03-05 10:00:00|"
    "订单付款时间 =2026-03-06 10:05:00|宝贝标题 =龙井|宝贝种类 =1|订单备注='null|宝贝总数量=1|店铺Id=0|店铺名称=山间茶铺|"
    "订单关闭原因=订单未关闭|卖家服务费=0|买家服务费=0元|是否手机订单=手机订单|退款金额=0.00",
    "订单编号==\"1358794621000000002\"|买家会员名=cup_2|买家实际支付金额=0.00|订单状态=交易关闭|收货人姓名=李娜|联系手机='13900139000|"
    "订单创建时间=2026-03-05 11:00:00|宝贝标题 =壶|宝贝总数量=1|店铺Id=0|店铺名称=山间茶铺|订单关闭原因=买家未付款|退款金额=0.00", NULL
  };
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxImportReport) report = bring_in (book, taobao_orders, rows);

  g_assert_cmpint (report->added, ==, 1);
  g_assert_cmpint (report->rejected, ==, 1);
  g_assert_cmpint (report->n_severities[GX_SEVERITY_WARNING], ==, 0);
  assert_answer (book, sales_sql, "sale 1358794621000000001 12000 2026-03-05");
  assert_answer (book, contacts_sql, "王芳: 13800138000");
  assert_answer (book, addresses_sql, "王芳: 文三路90号/杭州市/浙江省//");
  assert_answer (book, "select channel || coalesce (note, '') from purchase",
                 "山间茶铺");
}

/* -- address books */

static const char outlook[] =
  "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,"
  "Business Street 2,"
  "Business Street 3,Business City,Business State,Business Postal Code,Business Country/Region,Home Street,"
  "Home Street 2,Home Street 3,Home City,Home State,Home Postal Code,Home Country/Region,Other Street,"
  "Other Street 2,Other Street 3,Other City,Other State,Other Postal Code,Other Country/Region,"
  "Assistant's Phone,"
  "Business Fax,Business Phone,Business Phone 2,Callback,Car Phone,Company Main Phone,Home Fax,Home Phone,"
  "Home Phone 2,ISDN,Mobile Phone,Other Fax,Other Phone,Pager,Primary Phone,Radio Phone,TTY/TDD Phone,"
  "Telex,"
  "Account,Anniversary,Assistant's Name,Billing Information,Birthday,Business Address PO Box,Categories,"
  "Children,"
  "Directory Server,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,E-mail 2 Type,"
  "E-mail 2 Display Name,E-mail 3 Address,E-mail 3 Type,E-mail 3 Display Name,Gender,Government ID Number,"
  "Hobby,"
  "Home Address PO Box,Initials,Internet Free Busy,Keywords,Language,Location,Manager's Name,Mileage,Notes,"
  "Office Location,Organizational ID Number,Other Address PO Box,Priority,Private,Profession,Referred By,"
  "Sensitivity,Spouse,User 1,User 2,User 3,User 4,Web Page";

/* "Title" is none here, an assistant's phone reaches somebody else, and what is not known is not wrong. */
static void
test_outlook (void)
{
  static const char * const rows[] = {
    "First Name=Anna|Last Name=Berg|Company=Moss & Sons|Job Title=Buyer|Business Street=1 Strand|"
    "Business City=London|Business Postal Code=WC2N 5HS|Business Country/Region=United Kingdom|"
    "Assistant's Phone=+44 20 7946 0555|Business Phone=+44 20 7946 0101|Mobile Phone=+44 7700 900101|"
    "Assistant's Name=Pat|Birthday=0/0/00|Anniversary=0/0/00|Categories=Customers;Tea|E-mail Type=SMTP|"
    "E-mail Address=anna@example.com|E-mail Display Name=Anna Berg (anna@example.com)|Gender=Unspecified|"
    "Initials=A.B.|Priority=Normal|Private=False|Sensitivity=Normal|Spouse=Kim",
    "First Name=Ben|Last Name=Lee|Company=Moss & Sons|Job Title=Clerk|Assistant's Phone=+44 20 7946 0555|"
    "Birthday=5/13/1975|E-mail Address=ben@example.com|Gender=Unspecified|Priority=Normal", NULL
  };
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxImportReport) report = bring_in (book, outlook, rows);

  g_assert_cmpint (report->added, ==, 2);
  g_assert_cmpint (report->n_severities[GX_SEVERITY_WARNING], ==, 0);
  assert_answer (book, contacts_sql, "Anna Berg: +44 20 7946 0101 +44 7700 900101 anna@example.com; "
                 "Ben Lee: ben@example.com");
  assert_answer (book, jobs_sql, "Anna Berg: Moss & Sons/Buyer; Ben Lee: Moss & Sons/Clerk");
  assert_answer (book, "select group_concat (birthday) from customer where birthday <> ''", "1975-05-13");
  assert_answer (book, tags_sql, "Customers; Tea");
}

static const char google[] =
  "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,"
  "Name Prefix,"
  "Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,"
  "Notes,Photo,"
  "Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,"
  "Phone 1 - Value,"
  "Phone 2 - Label,Phone 2 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,"
  "Address 1 - City,"
  "Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,"
  "Address 1 - Extended Address,Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value,"
  "Custom Field 1 - Label,Custom Field 1 - Value";

static void
test_google (void)
{
  static const char * const rows[] = {
    "First Name=芳|Last Name=王|Organization Name=杭州茶社|Organization Title=店长|Labels=Tea ::: * myContacts|"
    "E-mail 1 - Label=* Work|E-mail 1 - Value=fang@example.com|Phone 1 - Label=Mobile|"
    "Phone 1 - Value=13800138000 ::: 0571-88010001|Address 1 - Street=1 Main St|Address 1 - City=Austin|"
    "Address 1 - Formatted=1 Main St\nAustin|Birthday= --04-05", NULL
  };
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxImportReport) report = bring_in (book, google, rows);

  g_assert_cmpint (report->added, ==, 1);
  g_assert_cmpint (report->n_severities[GX_SEVERITY_WARNING], ==, 0);
  assert_answer (book, contacts_sql, "王芳: 13800138000 0571-88010001 fang@example.com");
  assert_answer (book, jobs_sql, "王芳: 杭州茶社/店长");
  assert_answer (book, tags_sql, "Tea");
}

/* -- other customer books */

static const char hubspot[] =
  "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Associated Company,Last Activity Date,"
  "Lead Status,Marketing contact status,Create Date,Lifecycle Stage,Job Title,Street Address,City,"
  "State/Region,"
  "Postal Code,Country/Region,Website URL,Original Source,Original Source Drill-Down 1,"
  "Original Source Drill-Down 2,Unsubscribed from all email,Associated Company IDs,Last Modified Date,"
  "Likelihood to close,Average Pageviews,Time Zone,Mobile Phone Number";

/* Of its two words for how far somebody is the lifecycle's is ours. */
static void
test_hubspot (void)
{
  static const char * const rows[] = {
    "Record ID=10001|First Name=Anna|Last Name=Berg|Email=anna@example.com|Phone Number=+1 512 555 0101|"
    "Associated Company=Stone Works|Lead Status=Bad timing|Lifecycle Stage=Customer|Job Title=Buyer|"
    "Original Source=Organic Search|Associated Company IDs=42",
    "Record ID=10002|First Name=Ben|Last Name=Lee|Email=ben@example.com|Lead Status=Bad timing|"
    "Lifecycle Stage=Marketing Qualified Lead|Associated Company=Stone Works", NULL
  };
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxImportReport) report = bring_in (book, hubspot, rows);

  g_assert_cmpint (report->n_severities[GX_SEVERITY_WARNING], ==, 0);
  assert_answer (book, jobs_sql, "Anna Berg: Stone Works/Buyer; Ben Lee: Stone Works/");
  assert_answer (book, "select group_concat (standing, ' ') from customer", "customer lead");
}

static const char salesforce[] =
  "Id,IsDeleted,MasterRecordId,AccountId,LastName,FirstName,Salutation,Name,OtherStreet,OtherCity,"
  "OtherState,"
  "OtherPostalCode,OtherCountry,OtherLatitude,OtherLongitude,OtherGeocodeAccuracy,MailingStreet,"
  "MailingCity,"
  "MailingState,MailingPostalCode,MailingCountry,MailingLatitude,MailingLongitude,MailingGeocodeAccuracy,"
  "Phone,Fax,"
  "MobilePhone,HomePhone,OtherPhone,AssistantPhone,ReportsToId,Email,Title,Department,AssistantName,"
  "LeadSource,"
  "Birthdate,Description,OwnerId,HasOptedOutOfEmail,HasOptedOutOfFax,DoNotCall,CreatedDate,CreatedById,"
  "LastModifiedDate,LastModifiedById,SystemModstamp,LastActivityDate,LastCURequestDate,LastCUUpdateDate,"
  "LastViewedDate,LastReferencedDate,EmailBouncedReason,EmailBouncedDate,IsEmailBounced,PhotoUrl,Jigsaw,"
  "JigsawContactId,IndividualId";

static void
test_salesforce (void)
{
  static const char * const rows[] = {
    "Id=0035g00000AbCd1AAA|IsDeleted=0|AccountId=0015g00000XyZ1QAAX|LastName=Berg|FirstName=Anna|"
    "Salutation=Ms.|"
    "Name=Anna Berg|MailingStreet=1 Market St|MailingCity=San Francisco|MailingState=CA|"
    "MailingPostalCode=94105|"
    "MailingCountry=USA|Phone=(415) 555-0101|MobilePhone=(415) 555-0201|AssistantPhone=(415) 555-0777|"
    "Email=anna@example.com|Title=Director|AssistantName=Pat|LeadSource=Web|Birthdate=1980-03-10|"
    "CreatedDate=2025-01-05T09:30:00.000Z", NULL
  };
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxImportReport) report = bring_in (book, salesforce, rows);

  g_assert_cmpint (report->added, ==, 1);
  assert_answer (book, contacts_sql, "Anna Berg: (415) 555-0101 (415) 555-0201 anna@example.com");
  assert_answer (book, addresses_sql, "Anna Berg: 1 Market St/San Francisco/CA/94105/USA");
  assert_answer (book, "select birthday from customer", "1980-03-10");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/real-headers/shopify-customers", test_shopify_customers);
  g_test_add_func ("/real-headers/shopify-orders", test_shopify_orders);
  g_test_add_func ("/real-headers/taobao-orders", test_taobao_orders);
  g_test_add_func ("/real-headers/outlook", test_outlook);
  g_test_add_func ("/real-headers/google", test_google);
  g_test_add_func ("/real-headers/hubspot", test_hubspot);
  g_test_add_func ("/real-headers/salesforce", test_salesforce);
  return g_test_run ();
}
