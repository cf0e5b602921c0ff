/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-text.h"

static void
folds (void)
{
  static const struct { const char *text, *folded; } cases[] = {
    { "", "" }, { "  ", "" }, { "Alice", "alice" }, { " Alice\t\n SMITH ", "alice smith" },
    { "ＡＢＣ　１２３", "abc 123" },
    { "Zoë Müller-Łukasz", "zoe muller-lukasz" }, { "Straße", "strasse" },
    { "Nguyễn Thị Ánh", "nguyen thi anh" },
    { "Ørsted Æsir Œuvre Þór", "orsted aesir oeuvre thor" }, { "e\u0301te\u0301", "ete" }, { "歐陽鋒", "欧阳锋" },
    { "張偉", "张伟" },
    { "ﬁne", "fine" }, { "㈱", "(株)" }, { "①", "1" }, { "Άλφα ΣΟΦΟΣ σοφός", "αλφα σοφοσ σοφοσ" },
    { "Ёлка", "елка" },
    { "がんばる", "がんばる" }, { "한국", "한국" }, { "a\u200bb\ufeffc", "abc" }, { "a \u200b b", "a b" },
    { "a\u00a0b", "a b" },
    { "İstanbul Iğdır", "istanbul igdir" }, { "北京（科技）", "北京(科技)" }, { "\xff" "a", "\uFFFDa" },
    { "張\xe4\xbc", "张\uFFFD\uFFFD" },
    { "𠮷野家", "𠮷野家" }, { "O’Brien", "o’brien" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = gx_fold (cases[i].text);

      g_assert_cmpstr (folded, ==, cases[i].folded);
    }
}

static void
folding_twice_is_folding_once (void)
{
  for (gunichar c = 1; c < 0x30000; c++)
    {
      char text[8] = "";
      g_autofree char *once = NULL;
      g_autofree char *twice = NULL;

      if (!g_unichar_validate (c))
        continue;
      text[g_unichar_to_utf8 (c, text)] = '\0';
      once = gx_fold (text);
      twice = gx_fold (once);
      if (!g_str_equal (once, twice))
        g_error ("U+%04X “%s” folds to “%s”, then to “%s”", c, text, once, twice);
    }
}

static void
reads (void)
{
  static const struct {
    const char *text;
    gboolean is_name;
    const char *spaced, *joined, *initials;
  } cases[] = {
    { "张伟", TRUE, "zhang wei", "zhangwei", "zw" },
    { "張偉", TRUE, "zhang wei", "zhangwei", "zw" },
    { "吕布", TRUE, "lv bu", "lvbu", "lb" },
    { "女儿红", FALSE, "nv er hong", "nverhong", "neh" },
    { "单田芳", TRUE, "shan tian fang", "shantianfang", "stf" },
    { "單田芳", TRUE, "shan tian fang", "shantianfang", "stf" },
    { "简单", FALSE, "jian dan", "jiandan", "jd" },
    { "尉迟恭", TRUE, "yu chi gong", "yuchigong", "ycg" },
    { "尉遲恭", TRUE, "yu chi gong", "yuchigong", "ycg" },
    { "欧阳修", TRUE, "ou yang xiu", "ouyangxiu", "oyx" },
    { "万俟卨", TRUE, "mo qi xie", "moqixie", "mqx" },
    { "长孙无忌", TRUE, "zhang sun wu ji", "zhangsunwuji", "zswj" },
    { "重庆小面", FALSE, "chong qing xiao mian", "chongqingxiaomian", "cqxm" },
    { "中国工商银行厦门分行", FALSE, "zhong guo gong shang yin hang xia men fen hang",
      "zhongguogongshangyinhangxiamenfenhang", "zggsyhxmfh" },
    { "张处长", TRUE, "zhang chu zhang", "zhangchuzhang", "zcz" },
    { "李长春", TRUE, "li chang chun", "lichangchun", "lcc" },
    { "查理", TRUE, "cha li", "chali", "cl" },
    { "Apple苹果 店", FALSE, "apple ping guo dian", "applepingguo dian", "apgd" },
    { "3M中国", FALSE, "3m zhong guo", "3mzhongguo", "3zg" },
    { "Zoë Smith", TRUE, "zoe smith", "zoe smith", "zs" },
    { "张　伟", TRUE, "zhang wei", "zhang wei", "zw" },
    { "Мир", FALSE, "мир", "мир", "м" },
    { "", TRUE, "", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *spaced = gx_pinyin_spaced (cases[i].text, cases[i].is_name);
      g_autofree char *joined = gx_pinyin (cases[i].text, cases[i].is_name);
      g_autofree char *initials = gx_pinyin_initials (cases[i].text, cases[i].is_name);

      g_assert_cmpstr (spaced, ==, cases[i].spaced);
      g_assert_cmpstr (joined, ==, cases[i].joined);
      g_assert_cmpstr (initials, ==, cases[i].initials);
    }
}

static void
reads_surnames (void)
{
  static const char *cases[][2] = {
    { "单", "shan" }, { "仇", "qiu" }, { "曾", "zeng" }, { "解", "xie" }, { "朴", "piao" }, { "盖", "ge" },
    { "查", "zha" }, { "区", "ou" },
    { "尉迟", "yu chi" }, { "万俟", "mo qi" }, { "翟", "zhai" }, { "覃", "qin" }, { "华", "hua" }, { "任", "ren" },
    { "缪", "miao" },
    { "乐", "yue" }, { "种", "chong" }, { "秘", "bi" }, { "冼", "xian" }, { "折", "she" }, { "黑", "he" },
    { "员", "yun" }, { "召", "shao" },
    { "洗", "xian" }, { "燕", "yan" }, { "葛", "ge" }, { "宁", "ning" }, { "长孙", "zhang sun" },
    { "澹台", "tan tai" }, { "令狐", "ling hu" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat (cases[i][0], "晓明", NULL);
      g_autofree char *expected = g_strconcat (cases[i][1], " xiao ming", NULL);
      g_autofree char *spaced = gx_pinyin_spaced (name, TRUE);

      g_assert_cmpstr (spaced, ==, expected);
    }
}

/* The order people expect, top to bottom. */
static void
sorts (void)
{
  static const char *order[] = {
    "Alice", "白洁", "Bob", "bob 2", "Bob 10", "曹操", "Li", "李", "Li Bai", "李白", "连战", "O'Brien", "Oscar", "单小明",
    "Zeng Wei", "曾伟",
    "Zhang", "张", "Zhang Wei", "张伟", "張偉", "张　伟", "张微", "章伟", "Zhangwei", "Zoe", "Zoë Smith", "3M", "9号",
    "10号", "《》", "Αλφα", "Мир", "かな", "",
  };

  for (guint i = 1; i < G_N_ELEMENTS (order); i++)
    {
      g_autofree char *before = gx_sort_key (order[i - 1]);
      g_autofree char *after = gx_sort_key (order[i]);

      if (strcmp (before, after) > 0)
        g_error ("“%s” (%s) comes after “%s” (%s)", order[i - 1], before, order[i], after);
      g_assert_true (g_utf8_validate (after, -1, NULL));
    }
}

static void
sort_keys_are_what_they_were (void)
{
  static const char *cases[][2] = {
    { "张伟", "ZHANG WEI\t张伟" }, { "Bob Smith", "BOB SMITH" }, { "O'Brien", "OBRIEN\to'brien" },
    { "Bob 10", "BOB b10\tbob10" },
    { "007", "a7\t007" }, { "?!", "~\t?!" }, { "", "\xf4\x8f\xbf\xbf" }, { " \t", "\xf4\x8f\xbf\xbf" },
    { "曾伟（VIP）", "ZENG WEI VIP\t曾伟(vip)" },
    { "重庆长安汽车", "CHONG QING CHANG AN QI CHE\t重庆长安汽车" }, { "单县羊肉汤馆", "SHAN XIAN YANG ROU TANG GUAN\t单县羊肉汤馆" },
    { "单位食堂供应", "DAN WEI SHI TANG GONG YING\t单位食堂供应" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = gx_sort_key (cases[i][0]);

      g_assert_cmpstr (key, ==, cases[i][1]);
    }
}

static void
stands_under_a_letter (void)
{
  static const struct { const char *name; gunichar letter; } cases[] = {
    { "张伟", 'Z' }, { "alice", 'A' }, { "Émile", 'E' }, { "曾伟", 'Z' }, { "3M", '#' }, { "Мир", '#' },
    { "", '#' }, { "欧阳", 'O' }, { "区小姐", 'O' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = gx_sort_key (cases[i].name);

      g_assert_cmpint (gx_sort_letter (key), ==, cases[i].letter);
    }
}

static void
knows_surnames (void)
{
  static const struct { const char *name, *surname; } cases[] = {
    { "张伟", "张" }, { "張偉", "張" }, { "欧阳锋", "欧阳" }, { "歐陽鋒", "歐陽" }, { "诸葛孔明", "诸葛" }, { "张总", "张" },
    { "张 伟", "张" },
    { "欧阳", "欧阳" }, { "华为技术", NULL }, { "Alice", NULL }, { "张", NULL }, { "张Wei", NULL }, { "", NULL },
    { "的士", NULL },
    { "重庆长安汽车", NULL }, { "单位", NULL }, { "赖小民", "赖" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *surname = gx_surname (cases[i].name);

      g_assert_cmpstr (surname, ==, cases[i].surname);
    }
}

static void
makes_search_text (void)
{
  static const char *cases[][2] = {
    { "张伟", "␟张伟␟zhangwei␟zw" }, { "Alice", "␟alice" }, { "Bob Smith", "␟bob smith␟bs" },
    { "单雄信", "␟单雄信␟shanxiongxin␟sxx" }, { "", "␟" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = gx_search_text (cases[i][0], TRUE);

      g_assert_cmpstr (text, ==, cases[i][1]);
    }

  g_assert_true (gx_text_is_chinese ("Apple苹果"));
  g_assert_true (gx_text_is_chinese ("𠮷"));
  g_assert_false (gx_text_is_chinese ("かな Hangul 한국"));
}

static char *
strip_tones (const char *reading)
{
  g_autofree char *parted = g_utf8_normalize (reading, -1, G_NORMALIZE_NFD);
  GString *plain = g_string_new (NULL);

  for (const char *at = parted; *at != '\0'; at = g_utf8_next_char (at))
    if (g_utf8_get_char (at) == 0x0308 && plain->len > 0)
      plain->str[plain->len - 1] = 'v';
    else if ((guchar) *at < 0x80)
      g_string_append_c (plain, *at);

  return g_string_free (plain, FALSE);
}

static GStrv
read_shared_lines (const char *path)
{
  g_autofree char *file = g_build_filename (g_getenv ("GUANXI_SHARED_DATA") ?: "", path, NULL);
  g_autofree char *content = NULL;

  if (!g_file_get_contents (file, &content, NULL, NULL))
    {
      g_test_skip (path);
      return NULL;
    }

  return g_strsplit (content, "\n", -1);
}

/* The surnames of overtrue/pinyin: "尉迟: yù chí". Where people differ, we keep ours. */
static void
agrees_with_published_surnames (void)
{
  g_auto (GStrv) lines = read_shared_lines ("normalise/pinyin_surnames_polyphone.txt");
  guint checked = 0;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], ": ", 2);
      g_autofree char *expected = NULL;
      g_autofree char *spaced = NULL;

      if (g_strv_length (parts) != 2)
        continue;
      expected = strip_tones (g_strstrip (parts[1]));
      spaced = gx_pinyin_spaced (parts[0], TRUE);
      g_assert_cmpstr (spaced, ==, expected);
      checked++;
    }

  if (lines != NULL)
    g_assert_cmpuint (checked, >=, 80);
}

/* The usual reading of the 8,105 characters of the national table: "U+4E00: yī  # 一". */
static void
agrees_with_the_national_table (void)
{
  g_auto (GStrv) lines = read_shared_lines ("normalise/pinyin_kMandarin_8105.txt");
  guint checked = 0, different = 0;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_autoptr (GMatchInfo) match = NULL;
      g_autoptr (GRegex) pattern = g_regex_new ("^U\\+([0-9A-F]{4}): ([^ ,]+)", 0, 0, NULL);
      g_autofree char *code = NULL;
      g_autofree char *tones = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *read = NULL;
      char character[8] = "";
      gunichar c;

      if (!g_regex_match (pattern, lines[i], 0, &match))
        continue;
      code = g_match_info_fetch (match, 1);
      tones = g_match_info_fetch (match, 2);
      c = (gunichar) g_ascii_strtoull (code, NULL, 16);
      if (c < 0x3400)
        continue;

      character[g_unichar_to_utf8 (c, character)] = '\0';
      expected = strip_tones (tones);
      read = gx_pinyin (character, FALSE);
      checked++;
      if (!g_str_equal (read, expected))
        different++;
    }

  if (lines == NULL)
    return;
  g_test_message ("%u of %u characters read otherwise", different, checked);
  g_assert_cmpuint (checked, >, 7900);
  g_assert_cmpuint (different, <, 40);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/folds", folds);
  g_test_add_func ("/text/folding-twice-is-folding-once", folding_twice_is_folding_once);
  g_test_add_func ("/text/reads", reads);
  g_test_add_func ("/text/reads-surnames", reads_surnames);
  g_test_add_func ("/text/sorts", sorts);
  g_test_add_func ("/text/sort-keys-are-what-they-were", sort_keys_are_what_they_were);
  g_test_add_func ("/text/stands-under-a-letter", stands_under_a_letter);
  g_test_add_func ("/text/knows-surnames", knows_surnames);
  g_test_add_func ("/text/makes-search-text", makes_search_text);
  g_test_add_func ("/text/agrees-with-published-surnames", agrees_with_published_surnames);
  g_test_add_func ("/text/agrees-with-the-national-table", agrees_with_the_national_table);

  return g_test_run ();
}
