/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-phrase.h"
#include "base/gx-text.h"
#include "interchange/gx-import-private.h"

/* What sheets write for the choices of the house; folded, parted by "|". Before ";" stand their own words. */
static const struct {
  GxColumn field;
  const char *key;
  const char *words;
} choices[] = {
  { GX_COLUMN_GENDER, "male", "male|男;m|man|mr|mr.|boy|herr|男士|男性|男生|先生|男人|公" },
  { GX_COLUMN_GENDER, "female", "female|女;f|woman|ms|ms.|mrs|mrs.|miss|girl|frau|w|女士|女性|女生|小姐|太太|女人|母" },
  { GX_COLUMN_GENDER, "other", "other|其他;others|diverse|non-binary|x|其它" },
  { GX_COLUMN_KIND, "person", "person|个人;individual|contact|private|自然人|个人客户|散客|c端" },
  { GX_COLUMN_KIND, "organisation", "organisation|organization|组织;company|business|corporate|enterprise|"
  "institution|"
    "企业|公司|单位|机构|团体|企业客户|公司客户|单位客户|b端|个体工商户|政府|事业单位" },
  { GX_COLUMN_STANDING, "lead", "lead|线索;prospect|potential|new|open|潜在客户|潜客|潜在|意向|意向客户|待开发|未成交|跟进中|新客户|"
    "目标客户|公海|subscriber|marketing qualified lead|sales qualified lead|marketingqualifiedlead|"
    "salesqualifiedlead|opportunity|in progress|attempted to contact|connected" },
  { GX_COLUMN_STANDING, "customer", "customer|客户;client|active|won|member|成交|已成交|成交客户|老客户|正式客户|签约客户|已签约|合作中|"
    "会员|活跃|evangelist" },
  { GX_COLUMN_STANDING, "partner", "partner|合作伙伴|伙伴;vendor|supplier|dealer|distributor|reseller|合作|供应商|代理|"
  "代理商|经销商|"
    "渠道商" },
  { GX_COLUMN_STANDING, "contact", "contact|联系人;other|其他|其它" },
  { GX_COLUMN_PREFERS, "phone", "phone|电话;call|telephone|mobile|sms|手机|短信" },
  { GX_COLUMN_PREFERS, "mail", "mail|email|邮箱;e-mail|邮件|电子邮件" },
  { GX_COLUMN_PREFERS, "wechat", "wechat|微信;weixin" },
  { GX_COLUMN_PREFERS, "qq", "qq" },
  { GX_COLUMN_STATE, "sale", "sale;交易成功|交易完成|已完成|完成|订单完成|已成交|成功|已发货|待发货|部分发货|待收货|已收货|已签收|待评价|已评价|"
    "已付款|已支付|买家已付款|等待卖家发货|买家已付款,等待卖家发货|卖家已发货,等待买家确认|等待买家确认|等待确认收货|等待买家确认收货|等待出库|等待收货|已出库|"
    "未发货|未发货,待发货|已发货,待签收|已发货,待收货|拼单成功|无售后|无售后或售后取消|售后取消|没有申请退款|无退款|未退款|退款关闭|退款取消|未申请退款|"
    "paid|processing|completed|complete|fulfilled|shipped|delivered|partially_paid|wc-processing|"
    "wc-completed" },
  { GX_COLUMN_STATE, "closed", "closed;交易关闭|已关闭|关闭|订单关闭|已取消|取消|订单取消|买家取消|交易取消|已作废|作废|无效|待付款|未付款|待支付|未支付|"
    "等待付款|等待买家付款|付款超时|已失效|(删除)等待出库|cancelled|canceled|voided|void|failed|expired|unpaid|pending|"
    "pending payment|pending-payment|draft|trash|checkout-draft|wc-cancelled|wc-failed|wc-pending" },
  { GX_COLUMN_STATE, "partly", "partly;部分退款|部分退款成功|部分已退款|已部分退款|部分退货|部分退货退款|部分退款中|partially_refunded|"
    "partially refunded|partial refund|partly refunded" },
  { GX_COLUMN_STATE, "refunded", "refunded;已退款|退款成功|退款完成|全额退款|已全额退款|已退货|已退货退款|退货完成|退货退款成功|退款退货成功|"
    "未发货,退款成功|已发货,退款成功|已收货,退款成功|已签收,退款成功|fully refunded|fully_refunded|returned|wc-refunded" },
};

/* NULL where it is none of them. */
static const char *
find_word (const char *words, const char *word)
{
  gsize length = strlen (word);

  for (const char *p = words; length > 0 && (p = strstr (p, word)) != NULL; p += length)
    if ((p == words || strchr ("|;", p[-1]) != NULL) && (p[length] == 0 || strchr ("|;", p[length]) != NULL))
      return p;
  return NULL;
}

const char *
_gx_import_word (GxColumn field, const char *text, gboolean *is_same)
{
  g_autofree char *folded = gx_fold (text);

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      const char *found = choices[i].field == field ? find_word (choices[i].words, folded) : NULL;

      if (found == NULL)
        continue;
      if (is_same != NULL)
        *is_same = strchr (found, ';') != NULL || strchr (choices[i].words, ';') == NULL;
      return choices[i].key;
    }
  return NULL;
}

const char *
_gx_import_choice (GxColumn field, const char *text)
{
  const char *domain = gx_column_domain (field);
  const char * const *keys = domain != NULL ? gx_phrase_keys (domain) : NULL;
  g_autofree char *folded = gx_fold (text);

  if (field == GX_COLUMN_EVENT_KIND || field == GX_COLUMN_DIRECTION)
    return _gx_import_event_word (field, text);
  for (const char * const *key = keys; key != NULL && *key != NULL; key++)
    {
      g_autofree char *phrase = gx_fold (gx_phrase (domain, *key));

      if (strcmp (folded, *key) == 0 || strcmp (folded, phrase) == 0)
        return *key;
    }
  return _gx_import_word (field, text, NULL);
}
