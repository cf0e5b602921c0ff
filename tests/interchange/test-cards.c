/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "../support/gx-test-book.h"
#include "../support/gx-test-folder.h"
#include "interchange/gx-export.h"
#include "interchange/gx-house.h"
#include "interchange/gx-import.h"

/* Cards of customers, read as a telephone does: unfolded, one property a line. */

static char *
write_cards (GxConnection *book)
{
  g_autofree char *folder = gx_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "cards.vcf", NULL);
  g_autoptr (GxExport) export = gx_export_new (GX_EXPORT_CUSTOMERS, path);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  gx_export_run (export, book, gx_actor_get_self (), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static char *
unfold (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\r\n ", -1);

  return g_strjoinv ("", parts);
}

static void
assert_line (const char *text, const char *line)
{
  g_autofree char *whole = g_strdup_printf ("\r\n%s\r\n", line);

  if (strstr (text, whole) == NULL)
    g_error ("no line “%s” in\n%s", line, text);
}

static void
test_person (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autofree char *folded = NULL, *text = NULL;

  gx_test_book_add (book, "name", "李娜", "family_name", "李", "company", "北京华彩印刷有限公司", "title", "经理",
                    "phone", "138 0013 8000", "mail", "lina@example.com", "wechat", "lina_88",
                    "birthday", "--03-05", "tags", "VIP, 老客户",
                    "note", "first; second, third\nback\\slash", "city", "北京",
                    "district", "朝阳区", "street", "建国路1号", NULL);
  folded = write_cards (book);
  text = unfold (folded);
  g_assert_true (g_str_has_prefix (text, "BEGIN:VCARD\r\nVERSION:3.0\r\n"));
  g_assert_true (g_str_has_suffix (text, "END:VCARD\r\n"));
  assert_line (text, "N:李;娜;;;");
  assert_line (text, "FN:李娜");
  assert_line (text, "ORG:北京华彩印刷有限公司");
  assert_line (text, "TITLE:经理");
  assert_line (text, "TEL;TYPE=CELL;TYPE=PREF:138 0013 8000");
  assert_line (text, "EMAIL;TYPE=INTERNET;TYPE=PREF:lina@example.com");
  assert_line (text, "X-WECHAT;TYPE=PREF:lina_88");
  assert_line (text, "ADR;X-GUANXI-DISTRICT=\"朝阳区\":;;朝阳区建国路1号;北京;;;");
  assert_line (text, "BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-05");
  assert_line (text, "CATEGORIES:老客户,VIP");
  assert_line (text, "NOTE:first\\; second\\, third\\nback\\\\slash");
}

static void
test_others (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autofree char *folded = NULL, *text = NULL;

  gx_test_book_add (book, "name", "Anna Smith", "family_name", "Smith", "birthday", "1986-03-05", NULL);
  gx_test_book_add (book, "name", "王芳", "birthday", "L--08-15", NULL);
  gx_test_book_add (book, "name", "Acme Ltd.", "kind", "organisation", NULL);
  gx_test_book_add (book, "number", "17850", NULL);
  folded = write_cards (book);
  text = unfold (folded);
  assert_line (text, "N:Smith;Anna;;;");
  assert_line (text, "BDAY:1986-03-05");
  assert_line (text, "N:;王芳;;;");
  assert_line (text, "X-GUANXI-BIRTHDAY:L--08-15");
  assert_line (text, "ORG:Acme Ltd.");
  assert_line (text, "N:;;;;");
}

/* 75 bytes a line at most, and no character is cut in two. */
static void
test_folding (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GString) note = g_string_new ("a");
  g_autofree char *text = NULL, *unfolded = NULL, *line = NULL;
  g_auto (GStrv) lines = NULL;

  for (int i = 0; i < 100; i++)
    g_string_append (note, i % 7 == 0 ? "𠮷é" : "客脉");
  gx_test_book_add (book, "name", "Long", "note", note->str, NULL);
  text = write_cards (book);
  lines = g_strsplit (text, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }
  unfolded = unfold (text);
  line = g_strconcat ("NOTE:", note->str, NULL);
  assert_line (unfolded, line);
}

/* Places come back as they went, a district in its own field, too. */
static void
test_come_back (void)
{
  static const char list[] = "select group_concat (line, ' ') from (select c.name || '/' || "
                             "coalesce (province, '') || '/' || coalesce (city, '') || '/' || "
                             "coalesce (district, '') || '/' || coalesce (street, '') as line "
                             "from customer c join address on customer_id = c.id order by c.name)";
  g_autoptr (GxConnection) book = gx_test_book_new (), other = gx_test_book_new ();
  g_autofree char *text = NULL, *path = NULL, *before = NULL, *after = NULL;
  g_autoptr (GxImportPlan) plan = NULL;
  g_autoptr (GxImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  gx_test_book_add (book, "name", "李娜", "province", "广东省", "city", "深圳市", "district", "南山区",
                    "street", "科苑路6号", NULL);
  gx_test_book_add (book, "name", "Anna Berg", "city", "Berlin", "district", "Mitte",
                    "street", "Torstr. 1", NULL);
  gx_test_book_add (book, "name", "Ben Lee", "city", "London", "street", "Downing Street 10", NULL);
  text = write_cards (book);
  g_close (g_file_open_tmp ("guanxi-XXXXXX.vcf", &path, NULL), NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  plan = gx_import_plan_new (path);
  gx_house_register ();
  gx_import_run (other, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL, &error);
  g_assert_no_error (error);
  before = gx_connection_get_text (book, NULL, list, NULL);
  after = gx_connection_get_text (other, NULL, list, NULL);
  g_assert_cmpstr (before, ==, "Anna Berg//Berlin/Mitte/Torstr. 1 Ben Lee//London//Downing Street 10 "
                   "李娜/广东省/深圳市/南山区/科苑路6号");
  g_assert_cmpstr (after, ==, before);
  g_unlink (path);
}

/* Pictures and whatever else has no column are not dropped without a word. */
static void
test_left_aside (void)
{
  static const char text[] =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r\nSOUND:x\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ben\r\nPHOTO;VALUE=uri:http://example.com/a.jpg\r\nREV:20260101\r\n"
    "KEY:abc\r\nEND:VCARD\r\n";
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autofree char *path = NULL;
  g_autoptr (GxImportPlan) plan = NULL;
  g_autoptr (GxImportReport) report = NULL;

  g_close (g_file_open_tmp ("guanxi-XXXXXX.vcf", &path, NULL), NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  plan = gx_import_plan_new (path);
  gx_house_register ();
  g_assert_true (gx_import_rehearse (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL));
  g_assert_cmpint (report->added, ==, 2);
  g_assert_cmpuint (report->notices->len, ==, 2);
  g_assert_cmpstr (((GxNotice *) report->notices->pdata[0])->text, ==, "2 photos are left aside.");
  g_assert_cmpstr (((GxNotice *) report->notices->pdata[1])->text, ==,
                   "What has no place here is left aside: KEY (1), SOUND (1).");
  g_unlink (path);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cards/person", test_person);
  g_test_add_func ("/cards/others", test_others);
  g_test_add_func ("/cards/folding", test_folding);
  g_test_add_func ("/cards/come-back", test_come_back);
  g_test_add_func ("/cards/left-aside", test_left_aside);
  return g_test_run ();
}
