/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "interchange/gx-house.h"
#include "interchange/gx-import-log-private.h"
#include "interchange/gx-import.h"
#include "store/gx-statement.h"
#include "support/gx-test-folder.h"

static GxConnection *
new_book (void)
{
  g_autoptr (GError) error = NULL;
  GxConnection *book;

  gx_house_register ();
  book = gx_connection_create (NULL, "CNY", &error);
  g_assert_no_error (error);
  return book;
}

static GxImportReport *
import_text (GxConnection *book, const char *text, GxOnMatch on_match, gboolean is_rehearsal)
{
  g_autofree char *path = NULL;
  g_autoptr (GxImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  GxImportReport *report = NULL;

  g_close (g_file_open_tmp ("guanxi-XXXXXX.csv", &path, NULL), NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  plan = gx_import_plan_new (path);
  plan->on_match = on_match;
  if (is_rehearsal)
    gx_import_rehearse (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, &error);
  else
    gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return report;
}

/* "phone: 138 → 139 (1 3 9)", a line for each value of a row. */
static char *
tell (const GxImportLog *log, guint index)
{
  g_auto (GxImportRecord) record = { 0 };
  GString *told = g_string_new (NULL);

  gx_import_log_read (log, index, &record);
  g_string_append_printf (told, "%" G_GINT64_FORMAT " %s", record.row,
                          gx_import_outcome_name (record.outcome));
  for (guint i = 0; i < record.matches->len; i++)
    {
      const GxImportMatch *match = &g_array_index (record.matches, GxImportMatch, i);

      g_string_append_printf (told, "\n= %s by %s", match->name, match->reasons);
    }
  for (guint i = 0; i < record.changes->len; i++)
    {
      const GxImportChange *change = &g_array_index (record.changes, GxImportChange, i);

      g_string_append_printf (told, "\n%s: %s → %s (%s)", gx_column_key (change->field), change->before,
                              change->after, change->read);
    }
  for (guint i = 0; i < record.remarks->len; i++)
    {
      const GxImportRemark *remark = &g_array_index (record.remarks, GxImportRemark, i);

      g_string_append_printf (told, "\n! %s %s", gx_severity_name (remark->severity), remark->code);
    }
  return g_string_free (told, FALSE);
}

static void
assert_told (const GxImportReport *report, guint index, const char *wanted)
{
  g_autofree char *told = tell (report->log, index);

  g_assert_cmpstr (told, ==, wanted);
}

static const char known[] =
  "姓名,手机,邮箱,公司,职位,城市,标签\n"
  "李娜,13800138000,lina@example.com,华彩印刷,经理,北京市,VIP\n"
  "王伟,13900139000,,,,,\n";

static const char coming[] =
  "姓名,手机,邮箱,公司,职位,城市,标签,生日\n"
  "李娜,13800138000,lina@example.com,华彩出版,总监,上海市,\"VIP,老客户\",1986/3/5\n"
  "王伟,13900139000,,,,,,\n"
  "赵敏,13700137000,,,,,,1990-02-30\n"
  ",,,,,,,\n"
  ",,,,,北京市,,\n";

static void
test_fill (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportReport) first = import_text (book, known, GX_ON_MATCH_FILL, FALSE);
  g_autoptr (GxImportReport) report = import_text (book, coming, GX_ON_MATCH_FILL, TRUE);

  g_assert_null (first->log);
  g_assert_cmpuint (gx_import_log_count (report->log, GX_SHOW_ALL), ==, 4);
  assert_told (report, 0,
               "2 updated\n= 李娜 by phone\nbirthday:  → 1986-03-05 (1986/3/5)\ncity: 北京市 → 北京市 (上海市)\n"
               "company: 华彩印刷 → 华彩印刷 (华彩出版)\ntags:  → 老客户 (老客户)");
  assert_told (report, 1, "3 unchanged\n= 王伟 by phone");
  assert_told (report, 2, "4 added\nkind:  → person ()\nstanding:  → customer ()\nname:  → 赵敏 (赵敏)\n"
                          "birthday:  →  (1990-02-30)\n"
                          "phone:  → 13700137000 (13700137000)\n! warning day");
  assert_told (report, 3, "6 rejected\n! error identity");
  g_assert_cmpuint (gx_import_log_count (report->log, GX_SHOW_MATCHED), ==, 2);
  g_assert_cmpuint (gx_import_log_count (report->log, GX_SHOW_REMARKED), ==, 1);
}

static void
test_overwrite (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportReport) first = import_text (book, known, GX_ON_MATCH_FILL, FALSE);
  g_autoptr (GxImportReport) report = import_text (book, coming, GX_ON_MATCH_OVERWRITE, TRUE);

  assert_told (report, 0,
               "2 updated\n= 李娜 by phone\nbirthday:  → 1986-03-05 (1986/3/5)\ncity: 北京市 → 上海市 (上海市)\n"
               "company: 华彩印刷 → 华彩出版 (华彩出版)\ntitle: 经理 → 总监 (总监)\ntags:  → 老客户 (老客户)");
}

static void
test_skip (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportReport) first = import_text (book, known, GX_ON_MATCH_FILL, FALSE);
  g_autoptr (GxImportReport) report = import_text (book, coming, GX_ON_MATCH_SKIP, TRUE);

  assert_told (report, 0, "2 left\n= 李娜 by phone");
  g_assert_cmpint (report->left, ==, 2);
  g_assert_cmpint (report->unchanged, ==, 2);
  g_assert_cmpuint (gx_import_log_count (report->log, GX_SHOW_ALL), ==, 4);
}

static void
test_purchases (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportReport) first = import_text (book, known, GX_ON_MATCH_FILL, FALSE);
  g_autoptr (GxImportReport) report = import_text (book,
    "订单号,日期,姓名,手机,商品,数量,单价\nA1,2026/3/5,李娜,13800138000,红茶,2,\"¥1,200.50\"\n"
    "A1,2026/3/5,李娜,13800138000,红茶,many,1\n", GX_ON_MATCH_FILL, TRUE);

  assert_told (report, 0,
               "2 added\n= 李娜 by phone\nday:  → 2026-03-05 (2026/3/5)\norder:  → A1 (A1)\n"
               "product:  → 红茶 (红茶)\nquantity:  → 2 (2)\nunit_price:  → 1200.5 (¥1,200.50)\n"
               "amount:  → 2401 ()\ncurrency:  → CNY ()");
  assert_told (report, 1, "3 rejected\n! error number");
}

static GArray *
find (const GxImportLog *log, guint show, const char *words, guint n)
{
  GArray *found = gx_import_log_find (log, show, words);

  g_assert_cmpuint (found->len, ==, n);
  return found;
}

static void
test_find (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportReport) first = import_text (book, known, GX_ON_MATCH_FILL, FALSE);
  g_autoptr (GxImportReport) report = import_text (book, coming, GX_ON_MATCH_FILL, TRUE);
  g_autoptr (GArray) all = find (report->log, GX_SHOW_ALL, NULL, 4);
  g_autoptr (GArray) words = find (report->log, GX_SHOW_ALL, "LINA  上海市", 1);
  g_autoptr (GArray) before = find (report->log, GX_SHOW_ALL, "华彩印刷", 1);
  g_autoptr (GArray) added = find (report->log, GX_OUTCOME_ADDED, "139", 0);

  g_assert_cmpuint (g_array_index (all, guint32, 3), ==, 3);
  g_assert_cmpuint (g_array_index (words, guint32, 0), ==, 0);
}

/* More than is held in memory: the words wait in a file. */
static void
test_many (void)
{
  g_autoptr (GxImportLog) log = _gx_import_log_new ();
  g_autoptr (GArray) found = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GxImportRecord) record = { 0 };

  for (int i = 0; i < 60000; i++)
    {
      g_autofree char *name = g_strdup_printf ("person %d", i);

      _gx_import_log_text (log, name, strlen (name));
      _gx_import_log_change (log, GX_COLUMN_NAME, NULL, name, "", name);
      _gx_import_log_match (log, 0x41424344, 97, name, "name");
      _gx_import_log_end_row (log, i + 2, i % 2 == 0 ? GX_OUTCOME_ADDED : GX_OUTCOME_UPDATED, i);
    }
  g_assert_true (_gx_import_log_close (log, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (gx_import_log_count (log, GX_OUTCOME_ADDED), ==, 30000);
  found = find (log, GX_OUTCOME_UPDATED, "person 59999", 1);
  gx_import_log_read (log, g_array_index (found, guint32, 0), &record);
  g_assert_cmpint (record.row, ==, 60001);
  g_assert_cmpint (record.customer, ==, 59999);
  g_assert_cmpstr (record.text, ==, "person 59999");
  g_assert_cmpint (g_array_index (record.matches, GxImportMatch, 0).customer, ==, 0x41424344);
  g_assert_cmpint (g_array_index (record.matches, GxImportMatch, 0).score, ==, 97);
  g_array_unref (g_steal_pointer (&found));
  found = find (log, GX_SHOW_ALL, "ABCD", 0);
  g_array_unref (g_steal_pointer (&found));
  found = find (log, GX_OUTCOME_ADDED, "PERSON 1", 30000 - 5 * 9 * 9 * 9 * 5); /* even, a digit of them 1 */
  g_assert_true (gx_import_log_read_row (log, 30003, &record));
  g_assert_cmpstr (record.text, ==, "person 30001");
  g_assert_false (gx_import_log_read_row (log, 60002, &record));
}

/* What was refused comes in by itself, once it is corrected; its reason is nobody's. */
static void
test_refused (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autofree char *folder = gx_test_folder_new ();
  g_autofree char *csv = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *refused = g_build_filename (folder, "refused.xlsx", NULL);
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (csv);
  g_autoptr (GxImportPlan) again = gx_import_plan_new (refused);
  g_autoptr (GxImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (csv, coming, -1, NULL));
  plan->rejects_path = g_strdup (refused);
  gx_import_rehearse (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->rejected, ==, 1);
  g_assert_true (gx_import_plan_look (again, &error));
  g_assert_no_error (error);
  g_assert_cmpint (again->kind, ==, GX_IMPORT_CUSTOMERS);
  g_assert_cmpuint (again->n_columns, ==, 9);
  g_assert_cmpint (g_array_index (again->columns, GxColumn, 0), ==, GX_COLUMN_NAME);
  g_assert_cmpint (g_array_index (again->columns, GxColumn, 8), ==, GX_COLUMN_SKIP);
}

/* Whoever bought something is told by a key: only likeness is for a person to decide. */
static void
test_sure (void)
{
  static const int scores[] = { 100, 97 };
  g_autoptr (GxImportLog) log = _gx_import_log_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    {
      _gx_import_log_match (log, 7, scores[i], "Anna", "phone");
      _gx_import_log_end_row (log, (gint64) i + 2, GX_OUTCOME_ADDED, 7);
    }
  g_assert_true (_gx_import_log_close (log, &error));
  g_assert_cmpuint (gx_import_log_count (log, GX_SHOW_MATCHED), ==, 1);
  g_assert_cmpuint (gx_import_log_count (log, GX_SHOW_POSSIBLE), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-log/fill", test_fill);
  g_test_add_func ("/import-log/overwrite", test_overwrite);
  g_test_add_func ("/import-log/skip", test_skip);
  g_test_add_func ("/import-log/purchases", test_purchases);
  g_test_add_func ("/import-log/find", test_find);
  g_test_add_func ("/import-log/many", test_many);
  g_test_add_func ("/import-log/sure", test_sure);
  g_test_add_func ("/import-log/refused", test_refused);
  return g_test_run ();
}
