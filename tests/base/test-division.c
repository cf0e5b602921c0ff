/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-division.h"

#include <string.h>

static void
reads_addresses (void)
{
  /* text, province, city, district, rest, "=" where it was written so */
  static const char *cases[][6] = {
    { "北京市朝阳区三里屯路19号", "北京市", "北京市", "朝阳区", "三里屯路19号", "=" },
    { "北京朝阳三里屯", "北京市", "北京市", "朝阳区", "三里屯", NULL },
    { "北京市北京市朝阳区", "北京市", "北京市", "朝阳区", "", NULL },
    { "北京 市辖区 海淀区", "北京市", "北京市", "海淀区", "", NULL },
    { "广东省深圳市南山区科技园", "广东省", "深圳市", "南山区", "科技园", "=" },
    { "广东/深圳/南山", "广东省", "深圳市", "南山区", "", NULL },
    { "深圳南山科苑路6号", "广东省", "深圳市", "南山区", "科苑路6号", NULL },
    { "浙江省诸暨市暨阳街道", "浙江省", "绍兴市", "诸暨市", "暨阳街道", NULL },
    { "昆山市花桥镇", "江苏省", "苏州市", "昆山市", "花桥镇", NULL },
    { "延边州延吉市", "吉林省", "延边朝鲜族自治州", "延吉市", "", NULL },
    { "吉林省吉林市船营区", "吉林省", "吉林市", "船营区", "", "=" },
    { "内蒙古呼和浩特新城区", "内蒙古自治区", "呼和浩特市", "新城区", "", NULL },
    { "四川省凉山彝族自治州西昌市", "四川省", "凉山彝族自治州", "西昌市", "", "=" },
    { "内蒙古自治区锡林郭勒盟苏尼特右旗", "内蒙古自治区", "锡林郭勒盟", "苏尼特右旗", "", "=" },
    { "湖北省仙桃市沔阳大道", "湖北省", "仙桃市", NULL, "沔阳大道", "=" },
    { "东莞市虎门镇", "广东省", "东莞市", "虎门镇", "", NULL },
    { "北京市密云县鼓楼东大街", "北京市", "北京市", "密云区", "鼓楼东大街", NULL },
    { "上海市卢湾区荣科大厦", "上海市", "上海市", "卢湾区", "荣科大厦", "=" },
    { "中国香港观塘区", "香港特别行政区", "九龙", "观塘区", "", NULL },
    { "臺北市大安區忠孝東路", "台湾省", "台北市", "大安区", "忠孝東路", NULL },
    { "重庆江北区观音桥", "重庆市", "重庆市", "江北区", "观音桥", NULL },
    { "青岛市南区东海西路", "山东省", "青岛市", "市南区", "东海西路", NULL },
    { "济南市市中区", "山东省", "济南市", "市中区", "", NULL },
    { "喀什市香城大厦", "新疆维吾尔自治区", "喀什地区", "喀什市", "香城大厦", NULL },
    { "广州市广州市越秀区", "广东省", "广州市", "越秀区", "", NULL },
    { "四川省.成都市.高新区", "四川省", "成都市", NULL, "高新区", NULL },
    { "地址：北京市朝阳区广渠东路", "北京市", "北京市", "朝阳区", "地址：北京市朝阳区广渠东路", "=" },
    /* Several have the name: it is not said which. */
    { "朝阳区四惠", NULL, NULL, "朝阳区", "四惠", "=" },
    { "海淀区中关村", "北京市", "北京市", "海淀区", "中关村", NULL },
    /* Streets, gates and houses that have a place's name. */
    { "上海市南京西路100号", "上海市", "上海市", NULL, "南京西路100号", "=" },
    { "北京朝阳门外大街1号", "北京市", "北京市", NULL, "朝阳门外大街1号", NULL },
    { "南京西路100号", NULL, NULL, NULL, NULL, NULL },
    { "中山大道西", NULL, NULL, NULL, NULL, NULL },
    { "朝阳四惠", NULL, NULL, NULL, NULL, NULL },
    { "望京SOHO", NULL, NULL, NULL, NULL, NULL },
    { "10 Downing Street, London SW1A 2AA", NULL, NULL, NULL, NULL, NULL },
    { "", NULL, NULL, NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GxDivisions divisions = { 0 };
      gboolean is_read = gx_divisions_read (cases[i][0], &divisions);

      g_test_message ("%s", cases[i][0]);
      g_assert_cmpint (is_read, ==, cases[i][4] != NULL);
      g_assert_cmpstr (divisions.province, ==, cases[i][1]);
      g_assert_cmpstr (divisions.city, ==, cases[i][2]);
      g_assert_cmpstr (divisions.district, ==, cases[i][3]);
      if (is_read)
        {
          g_assert_cmpstr (divisions.rest, ==, cases[i][4]);
          g_assert_cmpint (divisions.is_as_typed, ==, cases[i][5] != NULL);
        }
    }
}

/* -- A list of addresses of employers, and the lists of names: not ours, in the shared data */

typedef struct {
  guint n, right;
} Rate;

static GStrv
read_lines (const char *name)
{
  const char *folder = g_getenv ("GUANXI_SHARED_DATA");
  g_autofree char *path = g_build_filename (folder != NULL ? folder : "", "normalise", name, NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_strsplit (text, "\n", -1) : NULL;
}

/* The names in the lines of such a list: code,"name",… */
static GPtrArray *
read_names (const char *list)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = read_lines (list);

  for (guint i = 1; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\"", 3);

      if (g_strv_length (fields) > 1 && strlen (fields[1]) > strlen ("市区") && !g_str_equal (fields[1], "市辖区"))
        g_ptr_array_add (names, g_strdup (fields[1]));
    }

  return names->len > 0 ? g_steal_pointer (&names) : NULL;
}

static const char *
find_name (GPtrArray *names, const char *text)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_has_prefix (text, names->pdata[i]))
      return names->pdata[i];

  return NULL;
}

/* Whatever is written in full at the beginning, one behind the other. */
static void
measure (const char *text, GPtrArray *names[3], Rate said[3], guint found[3])
{
  GxDivisions divisions = { 0 };
  const char *at = text;

  gx_divisions_read (text, &divisions);
  for (guint level = 0; level < 3; level++)
    {
      const char *read = level == 0 ? divisions.province : level == 1 ? divisions.city : divisions.district;
      const char *name = find_name (names[level], at);

      found[level] += read != NULL;
      if (name == NULL)
        continue;
      at += strlen (name);
      said[level].n++;
      said[level].right += g_strcmp0 (name, read) == 0;
      if (g_strcmp0 (name, read) != 0)
        g_test_message ("%s: %s, not %s", text, read, name);
    }
}

static void
measures_a_list (void)
{
  g_auto (GStrv) addresses = read_lines ("cn_addresses_give.csv");
  g_autoptr (GPtrArray) provinces = read_names ("cn_provinces.csv");
  g_autoptr (GPtrArray) cities = read_names ("cn_cities.csv");
  g_autoptr (GPtrArray) areas = read_names ("cn_areas.csv");
  GPtrArray *names[] = { provinces, cities, areas };
  Rate said[3] = { 0 };
  guint found[3] = { 0 }, n = 0;

  if (addresses == NULL || provinces == NULL || cities == NULL || areas == NULL)
    {
      g_test_skip ("normalise/cn_addresses_give.csv");
      return;
    }
  for (; addresses[n + 1] != NULL && *addresses[n + 1] != '\0'; n++)
    measure (addresses[n + 1], names, said, found);
  for (guint level = 0; level < 3; level++)
    {
      g_test_message ("level %u: %u of %u that are written in full are right; %u of %u addresses have one",
                      level, said[level].right, said[level].n, found[level], n);
      g_assert_cmpuint (said[level].n, >, 500);
      g_assert_cmpuint (said[level].right * 100, >=, said[level].n * 98);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/division/reads-addresses", reads_addresses);
  g_test_add_func ("/division/measures-a-list", measures_a_list);
  return g_test_run ();
}
