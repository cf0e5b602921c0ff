/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

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
    "目标客户|公海" },
  { GX_COLUMN_STANDING, "customer", "customer|客户;client|active|won|member|成交|已成交|成交客户|老客户|正式客户|签约客户|已签约|合作中|"
    "会员|活跃" },
  { GX_COLUMN_STANDING, "partner", "partner|合作伙伴|伙伴;vendor|supplier|dealer|distributor|reseller|合作|供应商|代理|"
  "代理商|经销商|"
    "渠道商" },
  { GX_COLUMN_STANDING, "contact", "contact|联系人;other|其他|其它" },
  { GX_COLUMN_PREFERS, "phone", "phone|电话;call|telephone|mobile|sms|手机|短信" },
  { GX_COLUMN_PREFERS, "mail", "mail|email|邮箱;e-mail|邮件|电子邮件" },
  { GX_COLUMN_PREFERS, "wechat", "wechat|微信;weixin" },
  { GX_COLUMN_PREFERS, "qq", "qq" },
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

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++) {
    const char *found = choices[i].field == field ? find_word (choices[i].words, folded) : NULL;

    if (found == NULL)
      continue;
    if (is_same != NULL)
      *is_same = strchr (found, ';') != NULL || strchr (choices[i].words, ';') == NULL;
    return choices[i].key;
  }
  return NULL;
}
