/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-import-column.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-text.h"

#define C (1 << GX_IMPORT_CUSTOMERS)
#define P (1 << GX_IMPORT_PURCHASES)
#define E (1 << GX_IMPORT_EVENTS)
#define G (1 << GX_IMPORT_PRODUCTS)

typedef struct {
  const char *key;
  const char *label;
  guint kinds;
  const char *synonyms; /* folded, only letters and digits, parted by "|" */
} Field;

/*
 * The one table of what a column can be called. Where two fields of one kind share a word, the first has it.
 */
static const Field fields[GX_N_COLUMNS] = {
  [GX_COLUMN_SKIP] = { "-", NC_("field", "Left out"), 0, "" },

  [GX_COLUMN_CUSTOMER_ID] = { "customer_id", NC_("field", "Customer number in the other system"), C | P | E,
    "customerid|custid|clientid|userid|memberid|externalid|customercode|customerno|clientno|recid|id|"
    "客户id|客户号|客户编号|客户编码|客户代码|会员id|会员号|会员编号|会员卡号|用户id|用户编号|顾客编号|买家id" },
  [GX_COLUMN_NUMBER] = { "number", NC_("field", "Number"), C | P | E, "number|no|customernumber|编号|序列号|档案号" },
  [GX_COLUMN_NAME] = { "name", NC_("field", "Name"), C | P | E,
    "name|fullname|displayname|customername|clientname|contactname|customer|client|contact|member|buyer|"
    "姓名|名称|名字|客户|客户姓名|客户名称|客户名|客户全称|联系人|联系人姓名|联系人名称|顾客|顾客姓名|会员|会员姓名|买家|收货人" },
  [GX_COLUMN_FAMILY_NAME] = { "family_name", NC_("field", "Family name"), C,
                              "familyname|lastname|surname|姓|姓氏" },
  [GX_COLUMN_GIVEN_NAME] = { "given_name", NC_("field", "Given name"), C, "givenname|firstname|forename|名" },
  [GX_COLUMN_COMPANY] = { "company", NC_("field", "Company"), C | P | E,
    "company|companyname|organisation|organization|employer|account|accountname|"
    "公司|公司名称|公司名|单位名称|工作单位|所在单位|企业|企业名称|所属公司|客户公司" },
  [GX_COLUMN_TITLE] = { "title", NC_("field", "Job title"), C, "title|jobtitle|position|role|职务|职位|岗位|头衔" },
  [GX_COLUMN_PHONE] = { "phone", NC_("field", "Phone"), C | P | E,
    "phone|telephone|tel|mobile|mobilephone|cell|cellphone|phonenumber|mobilenumber|contactnumber|workphone|"
    "homephone|phone1|phone2|phone3|phonecountry|fax|手机|手机号|手机号码|手机1|手机2|电话|电话号码|电话1|电话2|联系电话|座机|固话|固定电话|办公电话|"
    "公司电话|家庭电话|移动电话|联系手机|联系方式" },
  [GX_COLUMN_MAIL] = { "mail", NC_("field", "Email"), C | P | E,
    "mail|email|emailaddress|emails|email1|email2|workemail|邮箱|电子邮箱|电子邮件|邮件|邮箱地址|邮件地址|公司邮箱" },
  [GX_COLUMN_WECHAT] = { "wechat", NC_("field", "WeChat"), C | P | E, "wechat|wechatid|weixin|微信|微信号|微信id" },
  [GX_COLUMN_QQ] = { "qq", NC_("field", "QQ"), C, "qq|qq号|qq号码" },
  [GX_COLUMN_WEB] = { "web", NC_("field", "Website"), C, "web|website|url|homepage|网址|网站|官网|主页|公司网址" },
  [GX_COLUMN_COUNTRY] = { "country", NC_("field", "Country"), C | P, "country|countryregion|国家|国家地区" },
  [GX_COLUMN_PROVINCE] = { "province", NC_("field", "Province or state"), C | P,
                           "province|state|region|county|省|省份|所在省份|地区|所在地区|所在地|省市区|区域" },
  [GX_COLUMN_CITY] = { "city", NC_("field", "City"), C | P, "city|town|suburb|城市|市|所在城市|地市" },
  [GX_COLUMN_DISTRICT] = { "district", NC_("field", "District"), C, "district|区|县|区县|县区" },
  [GX_COLUMN_STREET] = { "street", NC_("field", "Street"), C, /* several columns are its lines */
    "street|address|streetaddress|address1|address2|address3|addressline1|addressline2|addressline3|street1|"
    "street2|streetnumber|housenumber|streetname|streetno|houseno|mailingaddress|地址|详细地址|联系地址|通讯地址|通信地址|街道|收货地址|公司地址|家庭住址|住址" },
  [GX_COLUMN_POSTCODE] = { "postcode", NC_("field", "Postcode"), C,
                           "postcode|zip|zipcode|postalcode|postal|邮编|邮政编码" },

  [GX_COLUMN_KIND] = { "kind", NC_("field", "Person or organization"), C,
                       "kind|type|customertype|类型|客户类型|客户类别" },
  [GX_COLUMN_STANDING] = { "standing", NC_("field", "Standing"), C,
                           "standing|status|customerstatus|状态|客户状态|客户身份" },
  [GX_COLUMN_FORM_OF_ADDRESS] = { "form_of_address", NC_("field", "Form of address"), C,
                                  "formofaddress|salutation|称呼|称谓|尊称" },
  [GX_COLUMN_GENDER] = { "gender", NC_("field", "Gender"), C, "gender|sex|性别" },
  [GX_COLUMN_BIRTHDAY] = { "birthday", NC_("field", "Birthday"), C,
                           "birthday|birthdate|dateofbirth|dob|生日|出生日期|出生年月|出生年月日" },
  [GX_COLUMN_OCCUPATION] = { "occupation", NC_("field", "Occupation"), C, "occupation|profession|job|职业" },
  [GX_COLUMN_TAGS] = { "tags", NC_("field", "Tags"), C, "tags|tag|labels|label|keywords|标签|客户标签" },
  [GX_COLUMN_SOURCE] = { "source", NC_("field", "Source"), C, "source|leadsource|来源|客户来源|渠道来源|来源渠道" },
  [GX_COLUMN_OWNER] = { "owner", NC_("field", "Owner"), C,
    "owner|salesperson|salesrep|accountmanager|assignedto|负责人|销售|销售员|业务员|所属销售|客户经理|跟进人|归属人" },
  [GX_COLUMN_INDUSTRY] = { "industry", NC_("field", "Industry"), C, "industry|sector|行业|所属行业|行业类型" },
  [GX_COLUMN_SIZE] = { "size", NC_("field", "Company size"), C,
                       "size|companysize|employees|规模|公司规模|企业规模|员工人数" },
  [GX_COLUMN_COMPANY_CODE] = { "company_code", NC_("field", "Company code"), C,
    "companycode|vatid|vatnumber|taxid|taxnumber|统一社会信用代码|社会信用代码|信用代码|税号|纳税人识别号" },
  [GX_COLUMN_INVOICE_TITLE] = { "invoice_title", NC_("field", "Invoice title"), C,
                                "invoicetitle|发票抬头|开票抬头|开票名称" },
  [GX_COLUMN_INVOICE_CODE] = { "invoice_code", NC_("field", "Invoice tax number"), C,
                               "invoicecode|开票税号|发票税号" },
  [GX_COLUMN_INVOICE_BANK] = { "invoice_bank", NC_("field", "Bank"), C, "invoicebank|bank|开户行|开户银行" },
  [GX_COLUMN_INVOICE_ACCOUNT] = { "invoice_account", NC_("field", "Bank account"), C,
                                  "invoiceaccount|bankaccount|iban|银行账号|账号|银行帐号" },
  [GX_COLUMN_INVOICE_ADDRESS] = { "invoice_address", NC_("field", "Invoice address"), C,
                                  "invoiceaddress|billingaddress|开票地址|注册地址" },
  [GX_COLUMN_INVOICE_PHONE] = { "invoice_phone", NC_("field", "Invoice phone"), C, "invoicephone|开票电话|注册电话" },
  [GX_COLUMN_PREFERS] = { "prefers", NC_("field", "Likes to be reached by"), C,
                          "prefers|preferredcontact|首选联系方式|偏好联系方式" },
  [GX_COLUMN_PREFERENCES] = { "preferences", NC_("field", "Preferences"), C,
                              "preferences|likes|偏好|喜好|爱好|兴趣" },
  [GX_COLUMN_NOTE] = { "note", NC_("field", "Note"), C,
                       "note|notes|comment|comments|remark|remarks|description|备注|备注信息|说明|描述" },
  [GX_COLUMN_NICKNAME] = { "nickname", NC_("field", "Nickname"), C, "nickname|alias|昵称|备注名|微信备注|别名" },
  [GX_COLUMN_FORMER_NAME] = { "former_name", NC_("field", "Former name"), C,
                              "formername|maidenname|previousname|曾用名|原名" },
  [GX_COLUMN_ENGLISH_NAME] = { "english_name", NC_("field", "English name"), C, "englishname|英文名|英文名称" },
  [GX_COLUMN_SHORT_NAME] = { "short_name", NC_("field", "Short name"), C, "shortname|简称|客户简称|公司简称" },

  [GX_COLUMN_DAY] = { "day", NC_("field", "Date"), P | E,
    "day|date|datetime|timestamp|orderdate|invoicedate|purchasedate|transactiondate|saledate|salesdate|eventdate|"
    "createdat|日期|时间|下单日期|下单时间|订单日期|订单时间|购买日期|购买时间|成交日期|成交时间|销售日期|销售时间|交易日期|交易时间|付款时间|"
    "开单日期|业务日期|跟进日期|跟进时间|联系日期|联系时间|拜访日期|拜访时间|沟通时间|沟通日期|发生日期|发生时间" },
  [GX_COLUMN_TIME] = { "time", NC_("field", "Time"), P | E, "time|timeofday|时刻|钟点" },

  [GX_COLUMN_ORDER] = { "order", NC_("field", "Order number"), P,
    "order|orderno|ordernumber|orderid|invoice|invoiceno|invoicenumber|invoiceid|receipt|receiptno|transactionid|"
    "transaction|ordernum|订单|订单号|订单编号|单号|单据号|单据编号|发票号|发票号码|小票号|销售单号|流水号|交易号|交易编号" },
  [GX_COLUMN_PRODUCT_CODE] = { "product_code", NC_("field", "Product code"), P | G,
    "productcode|stockcode|sku|itemcode|itemno|itemnumber|productid|productno|barcode|code|"
    "商品编码|商品编号|商品代码|产品编码|产品编号|产品代码|货号|条码|商品条码|物料编码|料号|编码" },
  [GX_COLUMN_PRODUCT] = { "product", NC_("field", "Product"), P | G,
    "product|productname|item|itemname|description|productdescription|goods|article|name|"
    "商品|商品名称|商品名|产品|产品名称|产品名|品名|货品|货品名称|项目|物料名称|名称" },
  [GX_COLUMN_UNIT] = { "unit", NC_("field", "Unit"), G, "unit|uom|单位|计量单位" },
  [GX_COLUMN_CATEGORY] = { "category", NC_("field", "Category"), G, "category|group|类别|分类|品类|商品分类|产品分类" },
  [GX_COLUMN_QUANTITY] = { "quantity", NC_("field", "Quantity"), P,
                           "quantity|qty|units|pieces|count|数量|件数|购买数量|销售数量|销量|订购数量" },
  [GX_COLUMN_UNIT_PRICE] = { "unit_price", NC_("field", "Unit price"), P | G,
                             "unitprice|price|priceeach|listprice|单价|售价|价格|销售单价|销售价" },
  [GX_COLUMN_AMOUNT] = { "amount", NC_("field", "Amount"), P,
    "amount|total|lineamount|linetotal|totalamount|totalprice|revenue|sales|value|spend|subtotal|"
    "金额|总价|总金额|小计|合计|销售额|销售金额|订单金额|实付|实付金额|实收|实收金额|成交金额|付款金额|应付金额|消费金额|交易金额" },
  [GX_COLUMN_CURRENCY] = { "currency", NC_("field", "Currency"), P | G, "currency|currencycode|币种|货币|币别" },
  [GX_COLUMN_CHANNEL] = { "channel", NC_("field", "Channel"), P | E,
                          "channel|shop|store|渠道|销售渠道|购买渠道|门店|店铺|来源渠道" },
  [GX_COLUMN_PURCHASE_NOTE] = { "note", NC_("field", "Note"), P,
                                "note|notes|remark|remarks|comment|comments|备注|订单备注|说明" },

  [GX_COLUMN_EVENT_KIND] = { "event_kind", NC_("field", "Kind of event"), E,
    "eventkind|kind|type|eventtype|activity|activitytype|类型|互动类型|事件类型|跟进方式|跟进类型|沟通方式|方式|拜访方式|联系类型" },
  [GX_COLUMN_DIRECTION] = { "direction", NC_("field", "Direction"), E, "direction|方向|呼入呼出|来去" },
  [GX_COLUMN_TEXT] = { "text", NC_("field", "Text"), E,
    "text|content|note|notes|summary|description|subject|body|message|comment|"
    "内容|跟进内容|跟进记录|沟通内容|沟通记录|拜访内容|记录|备注|摘要|描述|说明" },
};

static const char * const kind_names[] = { "auto", "customers", "purchases", "events", "products", "book" };

const char *
gx_import_kind_name (GxImportKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kind_names), kind_names[0]);
  return kind_names[kind];
}

gboolean
gx_import_kind_parse (const char *name, GxImportKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (strcmp (name, kind_names[i]) == 0) {
      *kind = i;
      return TRUE;
    }
  return FALSE;
}

const char *
gx_column_key (GxColumn field)
{
  g_return_val_if_fail (field < GX_N_COLUMNS, "-");
  return fields[field].key;
}

const char *
gx_column_label (GxColumn field)
{
  g_return_val_if_fail (field < GX_N_COLUMNS, "");
  return g_dpgettext2 (GETTEXT_PACKAGE, "field", fields[field].label);
}

gboolean
gx_column_is_of (GxColumn field, GxImportKind kind)
{
  return kind == GX_IMPORT_AUTO || (fields[field].kinds & (1 << kind)) != 0;
}

gboolean
gx_column_may_repeat (GxColumn field)
{
  return field == GX_COLUMN_SKIP || (field >= GX_COLUMN_PHONE && field <= GX_COLUMN_WEB) ||
    field == GX_COLUMN_TAGS || field == GX_COLUMN_STREET ||
    field == GX_COLUMN_NOTE || (field >= GX_COLUMN_NICKNAME && field <= GX_COLUMN_SHORT_NAME);
}

/* "Unit Price (EUR)*" → "unitprice". */
static char *
normalise_header (const char *header)
{
  g_autofree char *folded = gx_fold (header);
  GString *plain = g_string_new (NULL);

  for (const char *p = folded; *p != 0; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if ((c == '(' || c == '[' || c == 0x3010) && plain->len > 0)
      break;
    if (g_unichar_isalnum (c))
      g_string_append_unichar (plain, c);
  }
  return g_string_free (plain, FALSE);
}

/* What an export writes above the column, in English or in the reader's language. */
static gboolean
is_label (GxColumn field, const char *word)
{
  static struct { char *english, *translated; } labels[GX_N_COLUMNS];
  static gsize are_made = 0;

  if (g_once_init_enter (&are_made)) {
    for (guint i = GX_COLUMN_SKIP + 1; i < GX_N_COLUMNS; i++) {
      labels[i].english = normalise_header (fields[i].label);
      labels[i].translated = normalise_header (gx_column_label (i));
    }
    g_once_init_leave (&are_made, 1);
  }
  return strcmp (labels[field].english, word) == 0 || strcmp (labels[field].translated, word) == 0;
}

static gboolean
has_synonym (const char *synonyms, const char *word)
{
  gsize length = strlen (word);

  for (const char *p = synonyms; (p = strstr (p, word)) != NULL; p += length)
    if ((p == synonyms || p[-1] == '|') && (p[length] == 0 || p[length] == '|'))
      return TRUE;
  return FALSE;
}

GxColumn
gx_column_find (const char *header, GxImportKind kind)
{
  g_autofree char *word = NULL;

  for (guint i = GX_COLUMN_SKIP + 1; i < GX_N_COLUMNS; i++)
    if (strcmp (header, fields[i].key) == 0 && gx_column_is_of (i, kind))
      return i;
  word = normalise_header (header);
  for (guint i = GX_COLUMN_SKIP + 1; *word != 0 && i < GX_N_COLUMNS; i++)
    if (gx_column_is_of (i, kind) && has_synonym (fields[i].synonyms, word))
      return i;
  for (guint i = GX_COLUMN_SKIP + 1; *word != 0 && i < GX_N_COLUMNS; i++)
    if (gx_column_is_of (i, kind) && is_label (i, word))
      return i;
  return GX_COLUMN_SKIP;
}

GxImportKind
gx_import_kind_of_fields (const GxColumn *list, guint n_fields)
{
  gboolean has[GX_N_COLUMNS] = { FALSE };
  gboolean has_who;

  for (guint i = 0; i < n_fields; i++)
    has[list[i]] = TRUE;
  has_who = has[GX_COLUMN_CUSTOMER_ID] || has[GX_COLUMN_NUMBER] || has[GX_COLUMN_NAME] ||
    has[GX_COLUMN_PHONE] || has[GX_COLUMN_MAIL] || has[GX_COLUMN_COMPANY] || has[GX_COLUMN_FAMILY_NAME];
  if ((has[GX_COLUMN_DAY] || has[GX_COLUMN_TIME]) &&
      (has[GX_COLUMN_AMOUNT] || has[GX_COLUMN_QUANTITY] || has[GX_COLUMN_UNIT_PRICE] || has[GX_COLUMN_ORDER]))
    return GX_IMPORT_PURCHASES;
  if ((has[GX_COLUMN_DAY] || has[GX_COLUMN_TIME]) && has_who &&
      (has[GX_COLUMN_TEXT] || has[GX_COLUMN_EVENT_KIND]))
    return GX_IMPORT_EVENTS;
  if (!has_who && (has[GX_COLUMN_PRODUCT_CODE] || has[GX_COLUMN_PRODUCT]))
    return GX_IMPORT_PRODUCTS;
  return GX_IMPORT_CUSTOMERS;
}

GxImportKind
gx_import_kind_guess (const char * const *headers, guint n_headers)
{
  static const GxImportKind tried[] = { GX_IMPORT_PURCHASES, GX_IMPORT_EVENTS, GX_IMPORT_CUSTOMERS,
                                        GX_IMPORT_PRODUCTS };
  g_autofree GxColumn *found = g_new (GxColumn, MAX (n_headers, 1));
  GxImportKind best = GX_IMPORT_CUSTOMERS;
  guint most = 0;

  for (guint k = 0; k < G_N_ELEMENTS (tried); k++) {
    guint n = 0;

    for (guint i = 0; i < n_headers; i++) {
      found[i] = gx_column_find (headers[i], tried[k]);
      n += found[i] != GX_COLUMN_SKIP;
    }
    /* A kind counts only where its own fields are there: a list of customers has names and dates too. */
    if (n > most && gx_import_kind_of_fields (found, n_headers) == tried[k]) {
      most = n;
      best = tried[k];
    }
  }
  return best;
}
