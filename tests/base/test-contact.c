/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-contact.h"
#include "base/gx-phrase.h"

/* Rows with the same key are the same number. */
static void
keys_phones (void)
{
  static const char *cases[][2] = {
    { "13800138000", "+8613800138000" }, { "138 0013 8000", "+8613800138000" },
    { "138-0013-8000", "+8613800138000" },
    { "+86 138 0013 8000", "+8613800138000" }, { "(+86)13800138000", "+8613800138000" },
    { "0086-13800138000", "+8613800138000" },
    { "8613800138000", "+8613800138000" }, { "86-138 0013 8000", "+8613800138000" },
    { "013800138000", "+8613800138000" },
    { "１３８００１３８０００", "+8613800138000" }, { "＋８６　138 0013 8000", "+8613800138000" },
    { "13800138000.0", "+8613800138000" },
    { "1.3800138E+10", "+8613800138000" }, { "1.38001E+10", NULL }, { "1.38E+10", NULL },
    { "1795113800138000", "+8613800138000" },
    { "电话：13800138000", "+8613800138000" }, { "\xe2\x80\xad" "13800138000\xe2\x80\xac", "+8613800138000" },
    { "138.0013.8000", "+8613800138000" },
    { "010-65529988", "+861065529988" }, { "(010) 6552 9988", "+861065529988" },
    { "+86 10 6552 9988", "+861065529988" },
    { "+86 (0)10 6552 9988", "+861065529988" }, { "+86 010 65529988", "+861065529988" },
    { "86-10-65529988", "+861065529988" },
    { "0755-88881234", "+8675588881234" }, { "0310-3123456", "+863103123456" },
    { "021 6552 9988", "+862165529988" },
    { "010-65529988-123", "+861065529988x123" }, { "010-65529988转123", "+861065529988x123" },
    { "010-65529988 ext. 123", "+861065529988x123" },
    { "010-6552-9988", "+861065529988" }, { "0755-8888-1234", "+8675588881234" },
    { "400-123-4567", "+864001234567" },
    { "65529988", "65529988" }, { "95588", "95588" }, { "800-555-0199", "8005550199" },
    { "07700 900123", "07700900123" },
    { "+44 20 7946 0958", "+442079460958" }, { "+44 (0)20 7946 0958", "+442079460958" },
    { "0044 20 7946 0958", "+442079460958" },
    { "+1 (650) 555-0123", "+16505550123" }, { "1-650-555-0123", "+16505550123" },
    { "1 (650) 555-0123", "+16505550123" },
    { "16505550123", "+8616505550123" }, { "(212) 555-0123", "2125550123" },
    { "2125550123 x45", "2125550123x45" }, { "fax 2125550123", "2125550123" },
    { "", NULL }, { "  ", NULL }, { "无", NULL }, { "-", NULL }, { "+0", NULL }, { "0+", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = gx_contact_key ("phone", cases[i][0]);

      if (g_strcmp0 (key, cases[i][1]) != 0)
        g_error ("“%s” is %s, not %s", cases[i][0], key, cases[i][1]);
    }
  g_assert_null (gx_contact_key ("phone", NULL));
}

static void
keys_others (void)
{
  static const char *cases[][3] = {
    { "mail", " Bob@Example.COM ", "bob@example.com" },
    { "mail", "mailto:bob@example.com", "bob@example.com" },
    { "mail", "Bob Smith <bob@example.com>", "bob@example.com" },
    { "mail", "ｂｏｂ＠example．com", "bob@example.com" }, { "mail", "", NULL },
    { "wechat", " Zhang_Wei88 ", "zhang_wei88" }, { "qq", "QQ：10001", "10001" },
    { "qq", "10001@qq.com", "10001" },
    { "web", "https://www.Example.com/", "example.com" }, { "web", "example.com/a", "example.com/a" },
    { "other", " Skype: Bob ", "skype:bob" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = gx_contact_key (cases[i][0], cases[i][1]);

      g_assert_cmpstr (key, ==, cases[i][2]);
    }
}

static void
reads_phones_aloud (void)
{
  static const char *cases[][2] = {
    { "13800138000", "138 0013 8000" }, { "+8613800138000", "138 0013 8000" },
    { "1.3800138E+10", "138 0013 8000" },
    { "01065529988", "010-6552 9988" }, { "+86 10 65529988", "010-6552 9988" },
    { "075588881234", "0755-8888 1234" }, { "03103123456", "0310-312 3456" },
    { "010-65529988转123", "010-6552 9988-123" }, { "4001234567", "400-123-4567" },
    { " +44 20 7946 0958 ", "+44 20 7946 0958" },
    { "(212) 555-0123", "(212) 555-0123" }, { "95588", "95588" }, { "13800138000 (晚上)", "13800138000 (晚上)" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = gx_phone_format (cases[i][0]);

      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

/* What was mended is told; what cannot be known is not made up. */
static void
mends_phones (void)
{
  static const char *cases[][3] = {
    { "13800138000.0", "phone.float", "+8613800138000" },
    { "1.3800138E+10", "phone.float", "+8613800138000" },
    { "1.38E+10", NULL, NULL },
    { "10-65529988", "phone.zero", "+861065529988" }, { "10-6552 9988", "phone.zero", "+861065529988" },
    { "755 88881234", "phone.zero", "+8675588881234" },
    { "10-65529988转123", "phone.zero", "+861065529988x123" },
    { "212-555-0123", NULL, "2125550123" }, { "310-555-0123", NULL, "3105550123" },
    { "１３８００１３８０００", "phone.wide", "+8613800138000" }, { "138-0013-8000", NULL, "+8613800138000" },
    { "+86 138 0013 8000", NULL, "+8613800138000" },
    { "021-55551234 ext. 5", NULL, "+862155551234x5" }, { "021-55551234x5", NULL, "+862155551234x5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = gx_contact_key ("phone", cases[i][0]);
      const char *repair = "none";
      g_autofree char *mended = gx_phone_mend (cases[i][0], &repair);
      g_autofree char *mended_key = gx_contact_key ("phone", mended);

      g_assert_cmpstr (repair, ==, cases[i][1]);
      g_assert_cmpstr (key, ==, cases[i][2]);
      g_assert_cmpstr (mended_key, ==, cases[i][2]);
      if (repair == NULL)
        g_assert_cmpstr (mended, ==, cases[i][0]);
      else
        g_assert_cmpstr (mended, !=, cases[i][0]);
    }
}

/* What somebody has covered reaches nobody and is nobody else's. */
static void
knows_masks (void)
{
  static const char * const masked[] = {
    "138****5678", "138xxxx5678", "138＊＊＊＊5678", "138●●●●5678", "+86 138****5678", "1380013****", "张*", "**明",
    "李**",
  };
  static const char * const open[] = {
    "13800138000", "010-65529988x5", "021-55551234 ext. 5", "张伟", "Xavier", "5*8", "", "Dexx",
  };
  const char *why = NULL;
  g_autofree char *key = gx_contact_read ("phone", "138****5678", &why);

  g_assert_null (key);
  g_assert_cmpstr (why, ==, "phone.masked");
  for (guint i = 0; i < G_N_ELEMENTS (masked); i++)
    g_assert_true (gx_text_is_masked (masked[i]));
  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    g_assert_false (gx_text_is_masked (open[i]));
}

static void
takes_words_off_phones (void)
{
  static const char *cases[][3] = {
    { "13800138000(张姐)", "13800138000", "张姐" }, { "13800138000（张姐）", "13800138000", "张姐" },
    { "张姐：138 0013 8000", "138 0013 8000", "张姐" }, { "13800138000 晚上打", "13800138000", "晚上打" },
    { "电话(010) 6552 9988", "(010) 6552 9988", "电话" }, { "Tel: +44 20 7946 0958", "+44 20 7946 0958", "Tel" },
    { "(010) 6552 9988", NULL, NULL }, { "010-65529988转123", NULL, NULL }, { "138001380 00", NULL, NULL },
    { "1-800-FLOWERS", NULL, NULL }, { "无", NULL, NULL }, { "", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *number = NULL;
      g_autofree char *label = NULL;

      gx_phone_split_label (cases[i][0], &number, &label);
      g_assert_cmpstr (number, ==, cases[i][1]);
      g_assert_cmpstr (label, ==, cases[i][2]);
    }
}

/* -- How numbers are written in China: the forms of libphonenumber's list, filled with digits */

static const char *
digits_for (const char *form)
{
  if (g_str_has_prefix (form, "fixed_2/"))
    return "1065529988";
  if (g_str_has_prefix (form, "fixed_3/3/"))
    return "3103123456";
  if (g_str_has_prefix (form, "fixed_3/"))
    return "75588881234";
  if (g_str_has_prefix (form, "mobile_"))
    return "13800138000";
  return g_str_has_prefix (form, "varcost_3") ? "4001234567" : NULL;
}

/* "#XX XXXX XXXX" and digits: "010 6552 9988". */
static char *
fill_form (const char *form, const char *digits)
{
  GString *text = g_string_new (NULL);

  for (; *form != '\0'; form++)
    if (*form == '#')
      g_string_append_c (text, '0');
    else if (*form == 'X' && *digits != '\0')
      g_string_append_c (text, *digits++);
    else
      g_string_append_c (text, *form);

  return g_string_free (text, FALSE);
}

static guint
count_right (const char *text, const char *expected)
{
  static const char * const between[] = { " ", "-", "", ".", "　" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    {
      g_auto (GStrv) groups = g_strsplit (text, " ", -1);
      g_autofree char *joined = g_strjoinv (between[i], groups);
      g_autofree char *key = gx_contact_key ("phone", joined);

      n += g_strcmp0 (key, expected) == 0;
      if (g_strcmp0 (key, expected) != 0)
        g_test_message ("“%s” is %s, not %s", joined, key, expected);
    }

  return n;
}

static void
reads_forms (void)
{
  static const char * const prefixes[] = { "", "+86 ", "0086 ", "86 ", "+86 0" };
  const char *folder = g_getenv ("GUANXI_SHARED_DATA");
  g_autofree char *path = g_build_filename (folder != NULL ? folder : "", "normalise", "cn86_formats.csv",
                                            NULL);
  g_autofree char *list = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0, right = 0;

  if (!g_file_get_contents (path, &list, NULL, NULL))
    {
      g_test_skip ("normalise/cn86_formats.csv");
      return;
    }
  lines = g_strsplit (list, "\n", -1);
  for (guint i = 1; lines[i] != NULL && strchr (lines[i], ';') != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ";", -1);
      const char *digits = digits_for (lines[i]);
      g_autofree char *national = NULL, *expected = NULL;

      if (digits == NULL)
        continue;
      national = fill_form (g_strstrip (g_strdelimit (fields[1], "\"", ' ')), digits);
      expected = g_strconcat ("+86", digits, NULL);
      for (guint p = 0; p < G_N_ELEMENTS (prefixes); p++)
        {
          gboolean has_zero = *national == '0';
          g_autofree char *text = g_strconcat (prefixes[p], national + (has_zero && p > 0), NULL);

          if (!has_zero && g_str_has_suffix (prefixes[p], "0"))
            continue; /* a mobile has no 0 */
          right += count_right (text, expected);
          n += 5;
        }
    }
  g_test_message ("%u of %u forms are read rightly", right, n);
  g_assert_cmpuint (n, >, 100);
  g_assert_cmpuint (right * 100, >=, n * 95);
}

static void
takes_digits (void)
{
  static const char *cases[][2] = {
    { "+86 138-0013-8000", "8613800138000" }, { "１３８", "138" }, { "13800138000.0", "13800138000" },
    { "x", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *digits = gx_phone_digits (cases[i][0]);

      g_assert_cmpstr (digits, ==, cases[i][1]);
    }
}

static void
sees_what_is_wrong (void)
{
  static const struct { const char *kind, *value, *why; } cases[] = {
    { "phone", "13800138000", NULL }, { "phone", "010-65529988转123", NULL },
    { "phone", "+44 20 7946 0958", NULL }, { "phone", "95588", NULL },
    { "phone", "1380013800", "phone.mobile" }, { "phone", "138001380001", "phone.mobile" },
    { "phone", "+86 138 0013 800", "phone.mobile" },
    { "phone", "1.38001E+10", "phone.rounded" }, { "phone", "1.3800138E+10", NULL },
    { "phone", "138", "phone.short" },
    { "phone", "12345678901234567", "phone.long" }, { "phone", "张伟13800138000", "phone.letters" },
    { "phone", "", "empty" }, { "phone", "--", "empty" },
    { "phone", NULL, "empty" }, { "mail", "bob@example.com", NULL }, { "mail", "张三@例子.中国", NULL },
    { "mail", "bob@", "mail.at" },
    { "mail", "@example.com", "mail.at" }, { "mail", "bob", "mail.at" }, { "mail", "a@b@c.com", "mail.at" },
    { "mail", "bob@example", "mail.domain" },
    { "mail", "bob@example..com", "mail.domain" }, { "mail", "bob@example.com;", "mail.character" },
    { "mail", " ", "empty" },
    { "wechat", "zhang_wei88", NULL }, { "wechat", "13800138000", NULL }, { "wechat", "wxid_a1b2c3", NULL },
    { "wechat", "张伟", "wechat.id" },
    { "wechat", "ab", "wechat.id" }, { "qq", "10001", NULL }, { "qq", "123", "qq.digits" },
    { "qq", "123456789012", "qq.digits" },
    { "web", "www.example.com", NULL }, { "web", "https://example.com/a?b", NULL },
    { "web", "hello", "web.address" }, { "other", "x", NULL },
    { "other", "", "empty" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *why = "unset";
      gboolean is_plausible = gx_contact_is_plausible (cases[i].kind, cases[i].value, &why);

      if (g_strcmp0 (why, cases[i].why) != 0)
        g_error ("%s “%s”: %s, not %s", cases[i].kind, cases[i].value, why, cases[i].why);
      g_assert_cmpint (is_plausible, ==, why == NULL);
      g_assert_true (why == NULL || gx_phrase_is_key ("contact.problem", why));
    }
}

static void
guesses_kinds (void)
{
  static const char *cases[][2] = {
    { "bob@example.com", "mail" }, { "Bob <bob@example.com>", "mail" }, { "13800138000", "phone" },
    { "010-65529988", "phone" },
    { "+44 20 7946 0958", "phone" }, { "(212) 555-0123", "phone" }, { "www.example.com", "web" },
    { "https://x.cn/a", "web" }, { "example.com.cn", "web" },
    { "张伟", NULL }, { "", NULL }, { "2026-11-21", NULL }, { "1986-3-5", NULL }, { "17850", NULL },
    { "12345.50", NULL }, { "W-1042", NULL },
    { "20240001", NULL }, { "a@b@c", NULL }, { "Ltd.", NULL }, { "北京市朝阳区1号", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *kind = gx_contact_guess_kind (cases[i][0]);

      if (g_strcmp0 (kind, cases[i][1]) != 0)
        g_error ("“%s” is %s, not %s", cases[i][0], kind, cases[i][1]);
    }
}

/* Every published example number has one key in all its published forms. */
static void
agrees_with_published_examples (void)
{
  const char *shared = g_getenv ("GUANXI_SHARED_DATA") ?: "";
  g_autofree char *path = g_build_filename (shared, "normalise", "cn86_examples.csv", NULL);
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;
  guint checked = 0;

  if (!g_file_get_contents (path, &content, NULL, NULL))
    {
      g_test_skip ("normalise/cn86_examples.csv");
      return;
    }

  lines = g_strsplit (content, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ";", 3);
      g_autofree char *international = NULL;
      g_autofree char *key = NULL;
      g_autofree char *formatted = NULL;
      g_autofree char *again = NULL;
      char *number = NULL;

      if (g_strv_length (cells) != 3 || !g_regex_match_simple ("MOBILE|SHARED", cells[1], 0, 0))
        continue;
      number = g_strdelimit (g_strstrip (cells[2]), "\"", ' ');
      international = g_strconcat ("+86", g_strstrip (number), NULL);
      key = gx_contact_key ("phone", number);
      g_assert_cmpstr (key, ==, international);
      formatted = gx_phone_format (number);
      again = gx_contact_key ("phone", formatted);
      g_assert_cmpstr (again, ==, international);
      checked++;
    }

  g_assert_cmpuint (checked, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/contact/keys-phones", keys_phones);
  g_test_add_func ("/contact/keys-others", keys_others);
  g_test_add_func ("/contact/reads-phones-aloud", reads_phones_aloud);
  g_test_add_func ("/contact/takes-digits", takes_digits);
  g_test_add_func ("/contact/reads-forms", reads_forms);
  g_test_add_func ("/contact/mends-phones", mends_phones);
  g_test_add_func ("/contact/masks", knows_masks);
  g_test_add_func ("/contact/takes-labels", takes_words_off_phones);
  g_test_add_func ("/contact/sees-what-is-wrong", sees_what_is_wrong);
  g_test_add_func ("/contact/guesses-kinds", guesses_kinds);
  g_test_add_func ("/contact/agrees-with-published-examples", agrees_with_published_examples);

  return g_test_run ();
}
