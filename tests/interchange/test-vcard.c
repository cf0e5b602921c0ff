/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "base/gx-error.h"
#include "interchange/gx-import-column.h"
#include "interchange/gx-table.h"
#include "interchange/gx-vcard-fields.h"

/* All rows as "2:key=text|key=text/3:…", columns by the field their header means, else by the header. */
static char *
read_cards (const char *bytes, gssize length, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GxTable) table = NULL;
  g_autoptr (GError) local_error = NULL;
  int fd = g_file_open_tmp ("guanxi-XXXXXX.vcf", &path, NULL);
  GxRow row;

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
  table = gx_table_open (path, NULL, error);
  g_unlink (path);
  if (table == NULL)
    return NULL;
  g_assert_true (gx_table_start (table, 0, NULL));
  while (gx_table_next (table, &row, &local_error))
    {
      gboolean is_first = TRUE;

      for (guint i = 0; row.number == 1 && i < row.n_cells; i++)
        {
          GxColumn column = gx_column_find (row.cells[i].text, GX_IMPORT_CUSTOMERS);

          g_ptr_array_add (keys, g_strdup (column != GX_COLUMN_SKIP ? gx_column_key (column)
                                           : row.cells[i].text));
        }
      if (row.number == 1)
        continue;
      g_string_append_printf (all, "%s%" G_GINT64_FORMAT ":", all->len > 0 ? "/" : "", row.number);
      for (guint i = 0; i < row.n_cells; i++)
        if (row.cells[i].type != GX_CELL_EMPTY)
          {
            g_string_append_printf (all, "%s%s=%s", is_first ? "" : "|", (char *) keys->pdata[i],
                                    row.cells[i].text);
            is_first = FALSE;
          }
      if (row.trouble != NULL)
        g_string_append_printf (all, " (%s)", row.trouble);
    }
  g_assert_no_error (local_error);
  return g_strdup (all->str);
}

static void
assert_reads (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *read = read_cards (text, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (read, ==, expected);
}

/* Wraps lines into one card. */
#define CARD(lines) "BEGIN:VCARD\r\nVERSION:3.0\r\n" lines "END:VCARD\r\n"
#define OLD_CARD(lines) "BEGIN:VCARD\r\nVERSION:2.1\r\n" lines "END:VCARD\r\n"

static void
test_fields (void)
{
  assert_reads (CARD ("FN:李娜\r\nN:李;娜;;女士;\r\nORG:恒泰茶业\r\nTITLE:经理\r\n"
                      "TEL;TYPE=CELL:138 0013 8000\r\nTEL;TYPE=WORK,PREF:010-65529988\r\n"
                      "EMAIL:lina@example.com\r\nX-WECHAT:lina88\r\n"
                      "ADR;TYPE=WORK:;3 楼;建国路 1 号;北京;北京;100020;中国\r\n"
                      "BDAY:19860305\r\nCATEGORIES:VIP,老客户\r\nNOTE:第一行\\n第二行\\, 完\r\n"),
                "2:name=李娜|family_name=李|given_name=娜|form_of_address=女士|company=恒泰茶业|"
                "title=经理|phone=010-65529988|phone=138 0013 8000|mail=lina@example.com|wechat=lina88|"
                "country=中国|province=北京|city=北京|street=建国路 1 号, 3 楼|postcode=100020|"
                "birthday=1986-03-05|tags=VIP, 老客户|note=第一行\n第二行, 完");
}

static void
test_lines (void)
{
  assert_reads (CARD ("NOTE:fold\r\n ed and \r\n\t more\r\n"), "2:note=folded and  more");
  assert_reads (OLD_CARD ("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E6=9D=\r\n=8E=0D=0AB=3D\r\n"),
                "2:note=李\r\nB=");
  assert_reads (OLD_CARD ("NOTE;QUOTED-PRINTABLE:a=\n b=\nc\n"), "2:note=a bc");
  assert_reads (CARD ("NOTE;ENCODING=b:5p2O\r\n"), "2:note=李");
  assert_reads (CARD ("PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r\n SkZJRg\r\n\r\nFN:Ann\r\n"), "2:name=Ann");
  assert_reads (OLD_CARD ("PHOTO;BASE64:\r\nabc\r\ndef=\r\n\r\nFN:Ann\r\n"), "2:name=Ann");
  assert_reads (CARD ("NOTE:one\r\ntwo words\r\nFN:Ann\r\n"), "2:name=Ann|note=one\ntwo words");
  assert_reads (OLD_CARD ("N;CHARSET=GBK:\xc0\xee;\xc4\xc8\r\n"), "2:family_name=李|given_name=娜");
  assert_reads (OLD_CARD ("FN;CHARSET=SHIFT_JIS:\x88\xc0\x93\xa1\r\nORG;CHARSET=UTF-8:恒泰\r\n"),
                "2:name=安藤|company=恒泰");
  assert_reads (OLD_CARD ("NOTE:C:\\new\\;x\r\n"), "2:note=C:\\new;x");
  assert_reads ("begin : vcard\nfn:Ann\ntel:1\nend:vcard\n", "2:name=Ann|phone=1");
  assert_reads ("BEGIN:VCARD\rFN:Ann\rEND:VCARD\r", "2:name=Ann");
}

static void
test_groups (void)
{
  assert_reads (CARD ("item1.TEL:139\r\nitem1.X-ABLabel:_$!<Main>!$_\r\nitem2.URL:weixin://lina88\r\n"
                      "item2.X-ABLabel:微信\r\nIMPP;X-SERVICE-TYPE=QQ:x-apple:10001\r\nX-SIP:9\r\n"),
                "2:phone=139|wechat=//lina88|qq=10001|X-SIP=9");
  assert_reads (CARD ("TEL;VALUE=uri;TYPE=\"work,voice\":tel:+1-418-656-9254;ext=102\r\n"),
                "2:phone=+1-418-656-9254 ext. 102");
  assert_reads (CARD ("ADR:;;a;b;c;d;e\r\nADR:;;f;g;;;\r\nKIND:org\r\nFN:X\r\n"),
                "2:name=X|country=e|province=c|city=b|street=a|postcode=d|other_address=f, g|"
                 "kind=organisation");
}

static void
test_days (void)
{
  static const struct { const char *value, *day; GxCellType type; } cases[] = {
    { "1986-03-05", "1986-03-05", GX_CELL_DAY }, { "19860305", "1986-03-05", GX_CELL_DAY },
    { "1986-03-05T00:00:00Z", "1986-03-05", GX_CELL_DAY }, { "--0305", "--03-05", GX_CELL_TEXT },
    { "--03-05", "--03-05", GX_CELL_TEXT }, { "1986-03", "1986-03", GX_CELL_TEXT },
    { "1986", "1986", GX_CELL_TEXT }, { "circa 1800", "circa 1800", GX_CELL_TEXT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GxCellType type = GX_CELL_EMPTY;
      g_autofree char *day = gx_vcard_day (cases[i].value, &type);

      g_assert_cmpstr (day, ==, cases[i].day);
      g_assert_cmpint (type, ==, cases[i].type);
    }
  assert_reads (CARD ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-05\r\n"), "2:birthday=--03-05");
}

/* A card that is broken is told by its line; those around it come. */
static void
test_broken (void)
{
  setlocale (LC_MESSAGES, "C");
  assert_reads (CARD ("FN:A\r\n") "BEGIN:VCARD\r\nFN:B\r\n" CARD ("FN:C\r\n") CARD ("FN:D\r\n"),
                "2:name=A/3:name=B (The card that begins in line 5 has no end.)/4:name=C/5:name=D");
  assert_reads (CARD ("FN:A\r\n") "BEGIN:VCARD\r\nFN:B\r\n",
                "2:name=A/3:name=B (The card that begins in line 5 has no end.)");
  assert_reads (OLD_CARD ("N:A\r\nAGENT:\r\nBEGIN:VCARD\r\nN:B\r\nEND:VCARD\r\nTEL:1\r\n"),
                "2:family_name=A|phone=1");
  assert_reads ("BEGIN:VCARD\nBEGIN:VCARD\nBEGIN:VCARD\nBEGIN:VCARD\nBEGIN:VCARD\nFN:A\nEND:VCARD\n",
                "2: (The card that begins in line 1 has no end.)/3: (The card that begins in line 2 has no "
                "end.)/4: (The card that begins in line 3 has no end.)/5: (The card that begins in line 4 "
                "has no end.)/6:name=A");
  assert_reads (OLD_CARD ("FN:李娜王芳\r\nNOTE;CHARSET=UTF-8:\xff\r\n") CARD ("FN:D\r\n"),
                "2:name=李娜王芳|note=\xef\xbf\xbd (Line 4 is not written in UTF-8.)/3:name=D");
  setlocale (LC_MESSAGES, "");
}

static void
test_encodings (void)
{
  static const char cards[] = CARD ("FN:李娜\r\nORG:恒泰茶业有限公司\r\n");
  static const char traditional[] = CARD ("FN:鄭嘉玲\r\nORG:臺北貿易有限公司\r\n");
  static const char expected[] = "2:name=李娜|company=恒泰茶业有限公司";
  static const char * const encodings[] = { "GB18030", "UTF-16LE", "UTF-16BE", "BIG5" };

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      gsize length = 0;
      g_autoptr (GError) error = NULL;
      gboolean is_big5 = strcmp (encodings[i], "BIG5") == 0;
      g_autofree char *bytes = g_convert (is_big5 ? traditional : cards, -1, encodings[i], "UTF-8", NULL,
                                          &length, &error);
      g_autofree char *read = read_cards (bytes, (gssize) length, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (read, ==, is_big5 ? "2:name=鄭嘉玲|company=臺北貿易有限公司" : expected);
    }
  assert_reads ("\xef\xbb\xbf" CARD ("FN:Ann\r\n"), "2:name=Ann");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vcard/fields", test_fields);
  g_test_add_func ("/vcard/lines", test_lines);
  g_test_add_func ("/vcard/groups", test_groups);
  g_test_add_func ("/vcard/days", test_days);
  g_test_add_func ("/vcard/broken", test_broken);
  g_test_add_func ("/vcard/encodings", test_encodings);
  return g_test_run ();
}
