/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-import-column.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-text.h"
#include "customers/gx-customer-field.h"

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
    "customerid|custid|clientid|userid|memberid|externalid|customercode|customerno|clientno|recid|id|客户id|"
    "客户号|客户编号|客户编码|客户代码|会员id|会员号|会员编号|会员卡号|用户id|用户编号|顾客编号|买家id|recordid|contactid|accountid|leadid|userno|"
    "unionid|openid|外部联系人id|会员代码|客户识别码|卡号|会员卡|客户代号" },
  [GX_COLUMN_NUMBER] = { "number", NC_("field", "Number"), C | P | E,
    "number|customernumber|编号|档案号" }, /* "No." and "序号" count rows */
  [GX_COLUMN_NAME] = { "name", NC_("field", "Name"), C | P | E,
    "name|fullname|displayname|customername|clientname|contactname|customer|client|contact|member|buyer|"
    "姓名|名称|名字|客户|客户姓名|客户名称|客户名|客户全称|联系人|联系人姓名|联系人名称|顾客|顾客姓名|会员|会员姓名|买家|收货人|contactperson|personname|"
    "buyername|recipient|recipientname|consignee|shiptoname|customerfullname|attendee|leadname|patient|"
    "guest|guestname|subscriber|收货人姓名|收件人|收件人姓名|买家姓名|收货人提货人|真实姓名|中文名|中文姓名|员工姓名|学生姓名|客户联系人|主要联系人|联系人名|姓名全称|"
    "顾客名称|会员名称|用户姓名|用户名称|负责人姓名|客人|客人姓名|住客姓名|患者姓名|家长姓名|对方名称|往来单位|购货单位|购买方|购方名称"
    "|billingname|shippingname|客户称呼|提货人|收货人提货人姓名" },
  [GX_COLUMN_FAMILY_NAME] = { "family_name", NC_("field", "Family name"), C | P,
    "familyname|lastname|surname|姓|姓氏|lname|secondname|nom|姓氏拼音"
    "|billinglastname|shippinglastname" },
  [GX_COLUMN_GIVEN_NAME] = { "given_name", NC_("field", "Given name"), C | P,
    "givenname|firstname|forename|名|fname|名字拼音|prenom"
    "|billingfirstname|shippingfirstname" },
  [GX_COLUMN_COMPANY] = { "company", NC_("field", "Company"), C | P | E,
    "company|companyname|organisation|organization|employer|account|accountname|公司|公司名称|公司名|单位名称|工作单位|"
    "所在单位|企业|企业名称|所属公司|客户公司|organizationname|organization1name|organisationname|employername|business|"
    "businessname|firm|institution|companyaccount|vendorname|单位|公司全称|就职公司|任职公司|所在公司|客户单位|企业全称|机构名称|组织名称|"
    "工作单位名称|商户名称|商家名称|法人名称|学校|学校名称"
    "|associatedcompany|associatedcompanyname|primarycompany|primaryassociatedcompany|billingcompany|"
    "defaultaddresscompany" },
  [GX_COLUMN_TITLE] = { "title", NC_("field", "Job title"), C,
    "title|jobtitle|position|role|职务|职位|岗位|头衔|organization1title|organizationtitle|designation|post|现任职务|"
    "担任职务|联系人职务|职称" },
  [GX_COLUMN_PHONE] = { "phone", NC_("field", "Phone"), C | P | E,
    "phone|telephone|tel|mobile|mobilephone|cell|cellphone|phonenumber|mobilenumber|contactnumber|"
    "workphone|homephone|phone1|phone2|phone3|phonecountry|fax|手机|手机号|手机号码|手机1|手机2|电话|电话号码|电话1|电话2|联系电话|"
    "座机|固话|固定电话|办公电话|公司电话|家庭电话|移动电话|联系手机|联系方式|mobileno|phoneno|telephoneno|telephonenumber|"
    "telno|telephone1|telephone2|tel1|tel2|mobile1|mobile2|primaryphone|otherphone|businessphone|"
    "businessphone2|homephone2|companymainphone|companyphone|officephone|directphone|phone1value|"
    "phone2value|phone3value|mobilephonenumber|whatsapp|whatsappphonenumber|businessfax|homefax|faxnumber|"
    "workmobile|homemobile|daytimephone|carphone|手机电话|电话手机|手机号1|手机号2|手机3|移动手机|移动号码|联系号码|联系电话1|联系电话2|联系手机号|"
    "固话号码|固定电话号码|座机号|座机号码|办公室电话|单位电话|住宅电话|家庭电话1|备用电话|备用手机|其他电话|其他手机|收货人电话|收货人手机|收货人手机号|收货人手机号提货人手机号|收件人电话|"
    "收件人手机|买家手机|买家手机号|买家电话|客户电话|客户手机|客户手机号|会员手机|会员手机号|注册手机号|绑定手机|绑定手机号|紧急联系电话|热线|客服电话|传真|传真号码|企业电话|手机或电话|"
    "电话号|联系人电话|联系人手机|联系人手机号"
    "|billingphone|shippingphone|用户购买手机号|联系电话手机|收货电话|收货手机"
    "|defaultaddressphone" },
  [GX_COLUMN_MAIL] = { "mail", NC_("field", "Email"), C | P | E,
    "mail|email|emailaddress|emails|email1|email2|workemail|邮箱|电子邮箱|电子邮件|邮件|邮箱地址|邮件地址|公司邮箱|emailid|"
    "mailaddress|emailaddress1|emailaddress2|email1value|email2value|email1address|email2address|"
    "email2address1|email3address|personalemail|homeemail|primaryemail|secondaryemail|otheremail|"
    "businessemail|companyemail|contactemail|customeremail|useremail|emailaddr|电邮|电邮地址|邮箱账号|工作邮箱|个人邮箱|"
    "联系邮箱|客户邮箱|企业邮箱|常用邮箱|邮箱1|邮箱2|邮箱号|e邮箱"
    "|billingemail|customeremailaddress" },
  [GX_COLUMN_WECHAT] = { "wechat", NC_("field", "WeChat"), C | P | E,
    "wechat|wechatid|weixin|微信|微信号|微信id|wechatno|wechataccount|wechatname|wxid|wx|微信账号|微信号码|微信帐号|客户微信|"
    "联系微信|个人微信" },
  [GX_COLUMN_QQ] = { "qq", NC_("field", "QQ"), C,
    "qq|qq号|qq号码|qqnumber|qq账号|qq帐号|腾讯qq|客户qq" },
  [GX_COLUMN_WEB] = { "web", NC_("field", "Website"), C,
    "web|website|url|homepage|网址|网站|官网|主页|公司网址|webpage|website1value|websiteurl|companywebsite|"
    "personalwebpage|siteweb|webaddress|公司网站|公司主页|企业网址|企业官网|个人主页|网站地址" },
  [GX_COLUMN_COUNTRY] = { "country", NC_("field", "Country"), C | P,
    "country|countryregion|国家|国家地区|countryname|nation|businesscountry|businesscountryregion|"
    "mailingcountry|billingcountry|address1country|homecountry|所在国家|国别|国籍地区"
    "|shippingcountry|countrycode"
    "|defaultaddresscountrycode|homecountryregion" },
  [GX_COLUMN_PROVINCE] = { "province", NC_("field", "Province or state"), C | P,
    "province|state|region|county|省|省份|所在省份|地区|所在地区|所在地|省市区|区域|stateprovince|provincestate|stateregion|"
    "statecounty|businessstate|mailingstate|mailingstateprovince|billingstate|billingstateprovince|"
    "address1region|省区|收货人省份|收货省份|所属地区|所属省份|客户地区|省市"
    "|shippingprovince|shippingstate|billingprovince|statecode"
    "|defaultaddressprovincecode|homestate" },
  [GX_COLUMN_CITY] = { "city", NC_("field", "City"), C | P,
    "city|town|suburb|城市|市|所在城市|地市|cityname|locality|towncity|citytown|businesscity|mailingcity|"
    "billingcity|address1city|homecity|所属城市|收货人城市|收货城市|城市名称|地级市|所在市|客户城市|常驻城市"
    "|shippingcity"
    "|defaultaddresscity" },
  [GX_COLUMN_DISTRICT] = { "district", NC_("field", "District"), C | P,
    "district|区|县|区县|县区|borough|neighbourhood|neighborhood|countydistrict|所在区|所在县|所在区县|市区|收货人地区|收货区县|行政区|"
    "县市" },
  [GX_COLUMN_STREET] = { "street", NC_("field", "Street"), C | P, /* several columns are its lines */
    "street|address|streetaddress|address1|address12|address2|address3|addressline1|addressline2|"
    "addressline3|street1|street2|streetnumber|housenumber|streetname|streetno|houseno|"
    "mailingaddress|地址|详细地址|联系地址|"
    "通讯地址|通信地址|街道|收货地址|公司地址|家庭住址|住址|businessstreet|businessstreet2|businessstreet3|mailingstreet|"
    "billingstreet|address1street|fulladdress|postaladdress|deliveryaddress|shippingaddress|officeaddress|"
    "companyaddress|addressline|streetline1|streetline2|客户地址|收件地址|收件人地址|收货人地址|详细收货地址|详细收货地址提货地址|寄送地址|邮寄地址|"
    "居住地址|家庭地址|现住址|现居住地址|办公地址|单位地址|企业地址|经营地址|门牌号|街道地址|联系人地址|地址1|地址2|地址信息|通信处|住所"
    "|收货地址提货地址|修改后的收货地址|shippingstreet|详细地址信息"
    "|defaultaddressaddress1|defaultaddressaddress2|homestreet|homestreet2|homestreet3" },
  [GX_COLUMN_POSTCODE] = { "postcode", NC_("field", "Postcode"), C | P,
    "postcode|zip|zipcode|postalcode|postal|邮编|邮政编码|businesspostalcode|mailingzip|mailingzippostalcode|"
    "mailingpostalcode|billingzip|billingpostalcode|address1postalcode|zippostalcode|postzip|"
    "postalcodezip|plz|邮政编号|邮递区号|收货邮编"
    "|shippingzip|shippingpostcode|billingpostcode"
    "|defaultaddresszip|homepostalcode" },
  [GX_COLUMN_OTHER_ADDRESS] = { "other_address", NC_("field", "Other address"), C | P,
    "otheraddress|otherstreet|secondaryaddress|alternateaddress|其他地址|其它地址|备用地址|另一地址|第二地址" },

  [GX_COLUMN_KIND] = { "kind", NC_("field", "Person or organization"), C,
    "kind|type|customertype|类型|客户类型|客户类别|accounttype|contacttype|客户性质|客户种类|会员类型|单位类型" },
  [GX_COLUMN_STANDING] = { "standing", NC_("field", "Standing"), C,
    "standing|status|customerstatus|状态|客户状态|客户身份|lifecyclestage|leadstatus|contactstatus|stage|客户阶段|会员状态|"
    "跟进状态|生命周期|商机阶段" },
  [GX_COLUMN_FORM_OF_ADDRESS] = { "form_of_address", NC_("field", "Form of address"), C,
    "formofaddress|salutation|称呼|称谓|尊称|nameprefix|prefix|honorific|courtesytitle|敬称|尊称谓" },
  [GX_COLUMN_GENDER] = { "gender", NC_("field", "Gender"), C,
    "gender|sex|性别|customergender|性別|男女|客户性别" },
  [GX_COLUMN_BIRTHDAY] = { "birthday", NC_("field", "Birthday"), C,
    "birthday|birthdate|dateofbirth|dob|生日|出生日期|出生年月|出生年月日|birth|born|birthdaydate|birthdate1|出生|出生年月日期|"
    "客户生日|会员生日|生辰|出生日|阳历生日|公历生日|农历生日" },
  [GX_COLUMN_OCCUPATION] = { "occupation", NC_("field", "Occupation"), C,
    "occupation|profession|job|职业|所从事职业|职业类型|从事职业" },
  [GX_COLUMN_TAGS] = { "tags", NC_("field", "Tags"), C,
    "tags|tag|labels|label|keywords|标签|客户标签|categories|category|groupmembership|groups|group|segment|"
    "segments|interests|分组|分类|客户分组|客户分类|客户标签组|企业标签|个人标签|群组|类别|会员标签|等级|客户等级|会员等级|客户级别|级别" },
  [GX_COLUMN_SOURCE] = { "source", NC_("field", "Source"), C,
    "source|leadsource|来源|客户来源|渠道来源|来源渠道|originalsource|hearaboutus|referral|referredby|origin|获客渠道|获客来源|"
    "添加渠道|客户渠道|来源平台|信息来源|线索来源|推荐来源|渠道" },
  [GX_COLUMN_OWNER] = { "owner", NC_("field", "Owner"), C,
    "owner|salesperson|salesrep|accountmanager|assignedto|负责人|销售|销售员|业务员|所属销售|客户经理|跟进人|归属人|contactowner|"
    "accountowner|leadowner|recordowner|ownername|salesman|salesowner|salesexecutive|assignee|rep|agent|"
    "handledby|所属员工|添加人|负责销售|销售人员|销售代表|销售负责人|跟进人员|跟进员工|服务人员|专属客服|客服|归属销售|归属员工|业务经理|销售经理|维护人|所有人|客户负责人|经办人" },
  [GX_COLUMN_INDUSTRY] = { "industry", NC_("field", "Industry"), C,
    "industry|sector|行业|所属行业|行业类型|industrytype|businesstype|vertical|客户行业|行业分类|所属行业分类|行业领域|经营行业" },
  [GX_COLUMN_SIZE] = { "size", NC_("field", "Company size"), C,
    "size|companysize|employees|规模|公司规模|企业规模|员工人数|numberofemployees|noofemployees|employeecount|staff|人数|"
    "员工数|企业人数|公司人数|人员规模" },
  [GX_COLUMN_COMPANY_CODE] = { "company_code", NC_("field", "Company code"), C,
    "companycode|vatid|vatnumber|taxid|taxnumber|统一社会信用代码|社会信用代码|信用代码|税号|纳税人识别号|companynumber|"
    "companyregistrationnumber|ein|vat|creditcode|uscc|营业执照号|营业执照注册号|工商注册号|社会统一信用代码|统一信用代码|纳税识别号|公司税号|"
    "组织机构代码" },
  [GX_COLUMN_INVOICE_TITLE] = { "invoice_title", NC_("field", "Invoice title"), C,
    "invoicetitle|发票抬头|开票抬头|开票名称|发票名称|开票单位|开票公司" },
  [GX_COLUMN_INVOICE_CODE] = { "invoice_code", NC_("field", "Invoice tax number"), C,
    "invoicecode|开票税号|发票税号|开票识别号|开票纳税人识别号" },
  [GX_COLUMN_INVOICE_BANK] = { "invoice_bank", NC_("field", "Bank"), C,
    "invoicebank|bank|开户行|开户银行|bankname|开户银行名称|银行名称|开户行名称|银行" },
  [GX_COLUMN_INVOICE_ACCOUNT] = { "invoice_account", NC_("field", "Bank account"), C,
    "invoiceaccount|bankaccount|iban|银行账号|账号|银行帐号|bankaccountnumber|accountnumber|银行卡号|对公账号|开户账号|银行账户|"
    "开户行账号|收款账号" },
  [GX_COLUMN_INVOICE_ADDRESS] = { "invoice_address", NC_("field", "Invoice address"), C,
    "invoiceaddress|billingaddress|开票地址|注册地址|开票单位地址" },
  [GX_COLUMN_INVOICE_PHONE] = { "invoice_phone", NC_("field", "Invoice phone"), C,
    "invoicephone|开票电话|注册电话|开票单位电话" },
  [GX_COLUMN_PREFERS] = { "prefers", NC_("field", "Likes to be reached by"), C,
    "prefers|preferredcontact|首选联系方式|偏好联系方式|preferredcontactmethod|preferredchannel|偏好沟通方式" },
  [GX_COLUMN_PREFERENCES] = { "preferences", NC_("field", "Preferences"), C,
    "preferences|likes|偏好|喜好|爱好|兴趣|hobby|hobbies|interest|兴趣爱好|个人爱好|个人喜好|客户偏好|客户喜好|特长" },
  [GX_COLUMN_NOTE] = { "note", NC_("field", "Note"), C,
    "note|notes|comment|comments|remark|remarks|description|备注|备注信息|说明|描述|memo|additionalinfo|otherinfo|"
    "about|information|customernote|备注1|备注2|客户备注|其他|其他信息|其它|附注|注释|客户描述|补充说明|情况说明|客户简介|简介|留言|买家备注|商家备注" },
  [GX_COLUMN_NICKNAME] = { "nickname", NC_("field", "Nickname"), C | P,
    "nickname|alias|昵称|备注名|微信备注|别名|aka|screenname|username|wechatnickname|buyernickname|买家昵称|"
    "买家会员名|会员名|微信昵称|微信名|客户昵称|用户昵称|用户名|旺旺|旺旺名|淘宝id|淘宝昵称|网名|外号|小名"
    "|下单账号|下单帐号|买家账号|买家帐号|用户账号|会员昵称|买家旺旺|旺旺号" },
  [GX_COLUMN_FORMER_NAME] = { "former_name", NC_("field", "Former name"), C,
    "formername|maidenname|previousname|曾用名|原名|birthname|oldname|formerlyknownas|曾用名称" },
  [GX_COLUMN_ENGLISH_NAME] = { "english_name", NC_("field", "English name"), C,
    "englishname|英文名|英文名称|englishfullname|nameenglish|nameen|英文姓名|外文名|拼音|姓名拼音" },
  [GX_COLUMN_SHORT_NAME] = { "short_name", NC_("field", "Short name"), C,
    "shortname|简称|客户简称|公司简称|abbreviation|简写|企业简称|单位简称|客户名称简称" },
  [GX_COLUMN_CUSTOM] = { "custom", NC_("field", "Own field"), C, "" },

  [GX_COLUMN_DAY] = { "day", NC_("field", "Date"), P | E,
    "day|date|datetime|timestamp|orderdate|invoicedate|purchasedate|transactiondate|saledate|salesdate|"
    "eventdate|createdat|日期|时间|下单日期|下单时间|订单日期|订单时间|购买日期|购买时间|成交日期|成交时间|销售日期|销售时间|交易日期|交易时间|付款时间|开单日期|业务日期|"
    "跟进日期|跟进时间|联系日期|联系时间|拜访日期|拜访时间|沟通时间|沟通日期|发生日期|发生时间|orderdatetime|ordertime|ordercreatedat|"
    "ordercreationdate|paymentdate|paidat|purchasedat|postingdate|postdate|activitydate|calldate|"
    "visitdate|contactdate|messagetime|starttime|订单创建时间|订单付款时间|创建时间|支付时间|支付日期|付款日期|成单日期|成单时间|签单日期|签约日期|"
    "下单日|消费日期|消费时间|发货日期|发货时间|开票日期|单据日期|出库日期|结账时间|跟进时间点|通话时间|通话日期|记录时间|来访日期|来访时间"
    "|拼单成功时间|订单付款日期|下单时间日期|dateordered|datecreated|付款确认时间|买家付款时间|订单成交时间" },
  [GX_COLUMN_TIME] = { "time", NC_("field", "Time"), P | E,
    "time|timeofday|时刻|钟点|hour|clocktime|时分|具体时间" },

  [GX_COLUMN_ORDER] = { "order", NC_("field", "Order number"), P,
    "order|orderno|ordernumber|orderid|invoice|invoiceno|invoicenumber|invoiceid|receipt|receiptno|"
    "transactionid|transaction|ordernum|订单|订单号|订单编号|单号|单据号|单据编号|发票号|发票号码|小票号|销售单号|流水号|交易号|交易编号|"
    "ordernumber1|orderref|orderreference|salesorder|salesorderno|salesordernumber|so|po|billno|"
    "documentno|documentnumber|receiptnumber|ticketno|主订单编号|子订单编号|订单id|订单流水号|销售订单号|合同编号|合同号|出库单号|账单号|支付单号|"
    "业务单号"
    "|订单号码|主订单号|交易订单号" },
  [GX_COLUMN_PRODUCT_CODE] = { "product_code", NC_("field", "Product code"), P | G,
    "productcode|stockcode|sku|itemcode|itemno|itemnumber|productid|productno|barcode|code|商品编码|商品编号|商品代码|"
    "产品编码|产品编号|产品代码|货号|条码|商品条码|物料编码|料号|编码|goodscode|goodsno|articleno|articlenumber|partno|partnumber|"
    "skucode|skuid|upc|ean|materialcode|货品编号|货品编码|商家编码|规格编码|sku编码|款号|型号编码|物品编码|存货编码|"
    "商品id|产品id|商家编码规格维度|商家编码sku维度|商家编码商品维度"
    "|lineitemsku" },
  [GX_COLUMN_PRODUCT] = { "product", NC_("field", "Product"), P | G,
    "product|productname|item|itemname|description|productdescription|goods|article|name|商品|商品名称|商品名|产品|"
    "产品名称|产品名|品名|货品|货品名称|项目|物料名称|名称|productitem|goodsname|articlename|itemdescription|lineitem|"
    "lineitemname|material|servicename|宝贝标题|宝贝名称|商品标题|商品信息|购买商品|货物名称|物品名称|存货名称|服务项目|服务名称|课程名称|套餐|款式|款式名称|"
    "项目名称"
    "|itemtitle|标题|商品简称" },
  [GX_COLUMN_UNIT] = { "unit", NC_("field", "Unit"), P | G,
    "unit|uom|单位|计量单位|计价单位|包装单位" },
  [GX_COLUMN_CATEGORY] = { "category", NC_("field", "Category"), G,
    "category|group|类别|分类|品类|商品分类|产品分类|productcategory|productgroup|producttype|商品类别|产品类别|商品类目|类目|品种" },
  [GX_COLUMN_QUANTITY] = { "quantity", NC_("field", "Quantity"), P,
    "quantity|qty|units|pieces|count|数量|件数|购买数量|销售数量|销量|订购数量|quantityordered|orderqty|orderquantity|"
    "lineitemquantity|noofitems|宝贝总数量|宝贝数量|商品数量|购买件数|数目|订单数量|出库数量|成交数量|下单数量"
    "|订购件数|itemquantity|qtyordered|商品件数" },
  [GX_COLUMN_UNIT_PRICE] = { "unit_price", NC_("field", "Unit price"), P | G,
    "unitprice|price|priceeach|listprice|单价|售价|价格|销售单价|销售价|itemprice|lineitemprice|productprice|"
    "retailprice|sellingprice|salesprice|rate|商品单价|商品价格|成交单价|含税单价|零售价|标价|优惠价"
    "|京东价|商品单价元|itemcost|unitcost" },
  [GX_COLUMN_AMOUNT] = { "amount", NC_("field", "Amount"), P,
    "amount|total|lineamount|linetotal|totalamount|totalprice|revenue|sales|value|spend|subtotal|金额|总价|"
    "总金额|小计|合计|销售额|销售金额|订单金额|实付|实付金额|实收|实收金额|成交金额|付款金额|应付金额|消费金额|交易金额|amountpaid|paidamount|netamount|"
    "grossamount|grandtotal|ordertotal|orderamount|ordervalue|totalvalue|totalsales|extendedprice|"
    "linevalue|netsales|paymentamount|买家实际支付金额|买家应付货款|实际支付金额|实付款|支付金额|订单实付金额|订单总额|订单总价|应收金额|结算金额|价税合计|"
    "合计金额|总计|商品总价|成交总额|消费额|收款金额|到账金额"
    "|用户实付金额|商家实收金额|实付款金额|买家实付|买家实付金额|买家实付款|付款总额|商品小计|lineitemtotal|itemtotal|应收订单金额|商品实际成交金额|"
    "商品金额小计|orderlinetotal|ordertotalamount" },
  [GX_COLUMN_CURRENCY] = { "currency", NC_("field", "Currency"), P | G,
    "currency|currencycode|币种|货币|币别|currencyiso|currencyisocode|ccy|结算币种|货币单位|货币代码" },
  [GX_COLUMN_CHANNEL] = { "channel", NC_("field", "Channel"), P | E,
    "channel|shop|store|渠道|销售渠道|购买渠道|门店|店铺|来源渠道|saleschannel|outlet|branch|location|storename|shopname|"
    "店铺名称|门店名称|网点|平台|销售平台|订单来源|下单渠道|所属门店|成交渠道" },
  [GX_COLUMN_PURCHASE_NOTE] = { "note", NC_("field", "Note"), P,
    "note|notes|remark|remarks|comment|comments|备注|订单备注|说明|memo|orderremark|买家留言|买家备注|商家备注|卖家备注|订单说明|摘要|"
    "customernote|ordernote|ordernotes|商家订单备注" },
  [GX_COLUMN_OPTION] = { "option", NC_("field", "Option"), P,
    "option|规格|商品规格|规格名称|商品属性|销售属性|颜色分类|规格型号|型号|variant|lineitemvariant|variation|规格属性|sku规格|sku名称|"
    "productvariation" },
  [GX_COLUMN_STATE] = { "order_state", NC_("field", "Order status"), P,
    "orderstate|orderstatus|订单状态|交易状态|退款状态|售后状态|状态|status|financialstatus|paymentstatus|cancelledat|支付状态|"
    "退款售后状态|订单交易状态|订单商品状态|商品退款状态|订单退款状态" },
  [GX_COLUMN_REFUND] = { "refund", NC_("field", "Amount refunded"), P,
    "refund|退款金额|已退款金额|订单退款金额|商品已退款金额|退款总额|refundedamount|refundamount|amountrefunded|totalrefunded|refunded|"
    "refundedtotal|退款额|orderlinetotalrefunded" },
  [GX_COLUMN_SHIPPING] = { "shipping", NC_("field", "Shipping"), P,
    "shipping|运费|邮费|买家应付邮费|快递费|配送费|运费金额|shippingcost|shippingtotal|freight|postage|shippingfee|ordershipping|"
    "物流费用"
    "|ordershippingamount" },

  [GX_COLUMN_EVENT_KIND] = { "event_kind", NC_("field", "Kind of event"), E,
    "eventkind|kind|type|eventtype|activity|activitytype|类型|互动类型|事件类型|跟进方式|跟进类型|沟通方式|方式|拜访方式|联系类型|"
    "calltype|contactmethod|method|沟通类型|互动方式|记录类型|活动类型|联系方式类型" },
  [GX_COLUMN_DIRECTION] = { "direction", NC_("field", "Direction"), E,
    "direction|方向|呼入呼出|来去|calldirection|呼叫类型|呼叫方向|收发" },
  [GX_COLUMN_TEXT] = { "text", NC_("field", "Text"), E,
    "text|content|note|notes|summary|description|subject|body|message|comment|内容|跟进内容|跟进记录|沟通内容|沟通记录|拜访内容|"
    "记录|备注|摘要|描述|说明|details|minutes|callnotes|meetingnotes|聊天内容|消息内容|消息|通话内容|会议内容|跟进情况|联系内容|联系记录|反馈|客户反馈|"
    "备忘|纪要" },
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
    if (strcmp (name, kind_names[i]) == 0)
      {
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

/* NULL: it is none of a customer's. */
static const GxCustomerField *
find_customer_field (GxColumn field)
{
  return field != GX_COLUMN_SKIP ? gx_customer_field_get (gx_column_key (field)) : NULL;
}

const char *
gx_column_domain (GxColumn field)
{
  const GxCustomerField *choice = find_customer_field (field);

  if (field == GX_COLUMN_EVENT_KIND)
    return "event.kind";
  if (field == GX_COLUMN_DIRECTION)
    return "event.direction";
  if (field == GX_COLUMN_STATE)
    return "order.state";
  return choice != NULL && choice->type == GX_CUSTOMER_FIELD_CHOICE ? choice->domain : NULL;
}

gboolean
gx_column_has_values (GxColumn field)
{
  const GxCustomerField *is = find_customer_field (field);

  if (gx_column_domain (field) != NULL || field == GX_COLUMN_CHANNEL || field == GX_COLUMN_CATEGORY
      || field == GX_COLUMN_INDUSTRY)
    return TRUE;
  return is != NULL && (is->type == GX_CUSTOMER_FIELD_WORD || is->type == GX_CUSTOMER_FIELD_MEMBER);
}

gboolean
gx_column_may_repeat (GxColumn field)
{
  return field == GX_COLUMN_SKIP || (field >= GX_COLUMN_PHONE && field <= GX_COLUMN_WEB)
    || field == GX_COLUMN_TAGS || field == GX_COLUMN_STREET || field == GX_COLUMN_OTHER_ADDRESS
    || field == GX_COLUMN_NOTE
    || field == GX_COLUMN_PURCHASE_NOTE || field == GX_COLUMN_STATE || field == GX_COLUMN_CUSTOM
    || (field >= GX_COLUMN_NICKNAME && field <= GX_COLUMN_SHORT_NAME);
}

/* "Unit Price (EUR)*" → "unitprice", "（必填）手机" → "手机". */
static char *
normalise_header (const char *header)
{
  g_autofree char *folded = gx_fold (header);
  GString *plain = g_string_new (NULL);
  const char *start = folded;

  if (*start == '(' || *start == '[')
    start += strcspn (start, ")]");
  if (*start == 0) /* it is all there is */
    start = folded;
  for (const char *p = start; *p != 0; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if ((c == '(' || c == '[' || c == 0x3010) && plain->len > 0)
        break;
      if (g_unichar_isalnum (c))
        g_string_append_unichar (plain, c);
    }
  return g_string_free (plain, FALSE);
}

/* What an export writes above a column that has all of a kind in one cell, folded. */
static gboolean
is_label_of_all (GxColumn field, const char *word)
{
  static const struct { GxColumn field; const char *words[2]; } alls[] = {
    { GX_COLUMN_PHONE, { "allphones", "全部电话" } }, { GX_COLUMN_MAIL, { "allemails", "全部邮箱" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (alls); i++)
    if (alls[i].field == field)
      return strcmp (alls[i].words[0], word) == 0 || strcmp (alls[i].words[1], word) == 0;
  return FALSE;
}

/* What an export writes above the column, in English or in the reader's language. */
static gboolean
is_label (GxColumn field, const char *word)
{
  static struct { char *english, *translated; } labels[GX_N_COLUMNS];
  static gsize are_made = 0;

  if (g_once_init_enter (&are_made))
    {
      for (guint i = GX_COLUMN_SKIP + 1; i < GX_N_COLUMNS; i++)
        {
          labels[i].english = normalise_header (fields[i].label);
          labels[i].translated = normalise_header (gx_column_label (i));
        }
      g_once_init_leave (&are_made, 1);
    }
  return strcmp (labels[field].english, word) == 0 || strcmp (labels[field].translated, word) == 0
    || is_label_of_all (field, word);
}

gboolean
gx_column_has_label (GxColumn field, const char *header)
{
  g_autofree char *word = NULL;

  g_return_val_if_fail (field < GX_N_COLUMNS && header != NULL, FALSE);

  word = normalise_header (header);
  return strcmp (header, fields[field].label) == 0 || strcmp (header, gx_column_label (field)) == 0
    || is_label_of_all (field, word);
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

/* Which of its own fields a book means needs its name. */
static gboolean
can_be_said (GxColumn field, GxImportKind kind)
{
  return field != GX_COLUMN_CUSTOM && gx_column_is_of (field, kind);
}

static GxColumn
find_word (const char *header, GxImportKind kind)
{
  g_autofree char *word = normalise_header (header);

  for (guint i = GX_COLUMN_SKIP + 1; *word != 0 && i < GX_N_COLUMNS; i++)
    if (can_be_said (i, kind) && has_synonym (fields[i].synonyms, word))
      return i;
  for (guint i = GX_COLUMN_SKIP + 1; *word != 0 && i < GX_N_COLUMNS; i++)
    if (can_be_said (i, kind) && is_label (i, word))
      return i;
  return GX_COLUMN_SKIP;
}

/* Where the next piece of "手机/电话" or "姓名Name" begins: behind a stroke, or where another script does. */
static char *
end_piece (char *text)
{
  gboolean is_han = g_unichar_get_script (g_utf8_get_char (text)) == G_UNICODE_SCRIPT_HAN;
  char *p = text;

  for (; *p != 0 && strchr ("/|\n", *p) == NULL; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p))
        && (g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_HAN) != is_han)
      break;
  return p;
}

/* Words that say something only together with what stands before them: "样式ID" is no customer's. */
static gboolean
is_vague (const char *word)
{
  static const char * const words[] = { "id", "no", "code", "number", "name", "type", "status", "key", NULL };

  return g_strv_contains (words, word);
}

/* The first piece that is known of a header that says it twice, or in two languages. */
static GxColumn
find_piece (const char *header, GxImportKind kind)
{
  g_autofree char *text = gx_fold (header);

  for (char *piece = text; *piece != 0; )
    {
      char *end = end_piece (piece);
      g_autofree char *word = g_strndup (piece, end - piece);
      GxColumn field = find_word (word, kind);

      if (field != GX_COLUMN_SKIP && (piece == text || !is_vague (word)))
        return strcmp (end, "id") != 0 ? field : GX_COLUMN_SKIP; /* "店铺Id" is no shop's name */
      piece = end + (*end != 0 && strchr ("/|\n", *end) != NULL);
    }
  return GX_COLUMN_SKIP;
}

GxColumn
gx_column_find (const char *header, GxImportKind kind)
{
  GxColumn field;

  for (guint i = GX_COLUMN_SKIP + 1; i < GX_N_COLUMNS; i++)
    if (strcmp (header, fields[i].key) == 0 && can_be_said (i, kind))
      return i;
  field = find_word (header, kind);
  return field != GX_COLUMN_SKIP ? field : find_piece (header, kind);
}

GxImportKind
gx_import_kind_of_fields (const GxColumn *list, guint n_fields)
{
  gboolean has[GX_N_COLUMNS] = { FALSE };
  gboolean has_who;

  for (guint i = 0; i < n_fields; i++)
    has[list[i]] = TRUE;
  has_who = has[GX_COLUMN_CUSTOMER_ID] || has[GX_COLUMN_NUMBER] || has[GX_COLUMN_NAME]
    || has[GX_COLUMN_PHONE] || has[GX_COLUMN_MAIL] || has[GX_COLUMN_COMPANY] || has[GX_COLUMN_FAMILY_NAME];
  if ((has[GX_COLUMN_DAY] || has[GX_COLUMN_TIME])
      && (has[GX_COLUMN_AMOUNT] || has[GX_COLUMN_QUANTITY] || has[GX_COLUMN_UNIT_PRICE]
          || has[GX_COLUMN_ORDER]))
    return GX_IMPORT_PURCHASES;
  if ((has[GX_COLUMN_DAY] || has[GX_COLUMN_TIME]) && has_who
      && (has[GX_COLUMN_TEXT] || has[GX_COLUMN_EVENT_KIND]))
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

  for (guint k = 0; k < G_N_ELEMENTS (tried); k++)
    {
      guint n = 0;

      for (guint i = 0; i < n_headers; i++)
        {
          found[i] = gx_column_find (headers[i], tried[k]);
          n += found[i] != GX_COLUMN_SKIP;
        }
      /* A kind counts only where its own fields are there: a list of customers has names and dates too. */
      if (n > most && gx_import_kind_of_fields (found, n_headers) == tried[k])
        {
          most = n;
          best = tried[k];
        }
    }
  return best;
}
