/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/gx-day.h"
#include "interchange/gx-import.h"
#include "store/gx-connection.h"

/*
 * Zero silent changes: every cell of a file is found in its customer's record as it was typed, or the report
 * tells of it, or its column was left out and the plan says so.
 */

#define MOST_SHOWN 10

/* What a customer's record says, a line for each of its texts. Choices in both languages. */
static const char texts_of[] =
  "select group_concat (t, char (10)) from ("
  " select name t from customer where id = ?1 union all select family_name from customer where id = ?1"
  " union all select number from customer where id = ?1"
  " union all select form_of_address from customer where id = ?1"
  " union all select occupation from customer where id = ?1"
  " union all select industry from customer where id = ?1"
  " union all select size from customer where id = ?1 union all select company_code from customer where id "
  "= ?1"
  " union all select preferences from customer where id = ?1"
  " union all select note from customer where id = ?1"
  " union all select birthday from customer where id = ?1"
  " union all select case gender when 'male' then 'male' || char (10) || '男' when 'female' then 'female' |"
  "| char (10)"
  "  || '女' end from customer where id = ?1"
  " union all select standing from customer where id = ?1 union all select kind from customer where id = ?1"
  " union all select w.name from customer c join word w on w.id = c.source_id where c.id = ?1"
  " union all select m.name from customer c join member m on m.id = c.owner_id where c.id = ?1"
  " union all select w.name from customer_tag g join word w on w.id = g.tag_id where g.customer_id = ?1"
  " union all select value from contact_point where customer_id = ?1"
  " union all select label from contact_point where customer_id = ?1"
  " union all select key from external_key where customer_id = ?1"
  " union all select name from customer_name where customer_id = ?1"
  " union all select coalesce (province, '') || coalesce (nullif (city, province), '') ||"
  " coalesce (district, '')"
  "  || coalesce (street, '') from address where customer_id = ?1"
  " union all select country from address where customer_id = ?1"
  " union all select province from address where customer_id = ?1"
  " union all select city from address where customer_id = ?1"
  " union all select district from address where customer_id = ?1"
  " union all select street from address where customer_id = ?1"
  " union all select postcode from address where customer_id = ?1"
  " union all select coalesce (o.name, r.to_text) from relation r left join customer o on o.id = r.to_id"
  "  where r.from_id = ?1"
  " union all select title from relation where from_id = ?1)";

typedef struct {
  gint64 n_cells, n_as_typed, n_told, n_left_out, n_silent;
} Tally;

static gboolean
is_told (const GxImportReport *report, gint64 row, const char *header)
{
  for (guint i = 0; i < report->problems->len; i++)
    {
      const GxImportProblem *problem = report->problems->pdata[i];

      if (problem->row == row
          && (problem->severity == GX_SEVERITY_ERROR || strcmp (problem->column, header) == 0))
        return TRUE;
    }
  return FALSE;
}

static char *
without_blanks (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  return g_strjoinv ("", words);
}

/* A day is a day however it is written; several ways to reach somebody stand apart; the blanks between the parts
 * of an address part its fields. */
static gboolean
is_in (const char *texts, const char *cell)
{
  g_autofree char *joined_texts = without_blanks (texts), *joined_cell = without_blanks (cell);
  g_auto (GStrv) parts = NULL;
  GxMoment moment;

  if (strstr (joined_texts, joined_cell) != NULL)
    return TRUE;
  for (guint order = GX_DAY_ORDER_YMD; order <= GX_DAY_ORDER_MDY; order++)
    if (gx_moment_parse (cell, order, &moment))
      {
        g_autofree char *day = gx_day_to_iso (moment.day);

        if (strstr (texts, day) != NULL)
          return TRUE;
      }
  parts = g_regex_split_simple ("[;/,|\n；、，｜]", cell, 0, 0);
  for (guint i = 0; parts[i] != NULL; i++)
    if (strstr (texts, g_strstrip (parts[i])) == NULL)
      return FALSE;
  return TRUE;
}

static void
compare_row (const GxImportPlan *plan, const GxImportReport *report, const GxRow *row, const char *texts,
             Tally *tally)
{
  for (guint i = 0; i < row->n_cells && i < plan->columns->len; i++)
    {
      const char *header = *(char *) plan->headers->pdata[i] != 0
                             ? plan->headers->pdata[i]
                             : gx_column_key (g_array_index (plan->columns, GxColumn, i));
      g_autofree char *cell = g_strstrip (g_strdup (row->cells[i].text));

      if (*cell == 0)
        continue;
      tally->n_cells++;
      if (g_array_index (plan->columns, GxColumn, i) == GX_COLUMN_SKIP)
        tally->n_left_out++;
      else if (texts != NULL && is_in (texts, cell))
        tally->n_as_typed++;
      else if (is_told (report, row->number, header))
        tally->n_told++;
      else if (tally->n_silent++ < MOST_SHOWN)
        g_test_message ("row %" G_GINT64_FORMAT ", %s: “%s” is not in “%s”", row->number, header, cell,
                        texts);
    }
}

static gboolean
was_refused (const GxImportReport *report, gint64 row)
{
  for (guint i = 0; i < report->problems->len; i++)
    {
      const GxImportProblem *problem = report->problems->pdata[i];

      if (problem->row == row && problem->severity == GX_SEVERITY_ERROR)
        return TRUE;
    }
  return FALSE;
}

/* Every row taken is a customer of its own, in their order. */
static void
compare_all (GxConnection *book, GxImportPlan *plan, const GxImportReport *report, Tally *tally)
{
  g_autoptr (GxTable) table = gx_table_open (plan->path, NULL, NULL);
  g_autoptr (GxStatement) customers = gx_connection_query (book, "select id from customer order by id", NULL);
  GxRow row;

  g_assert_true (gx_table_start (table, plan->sheet_index, NULL));
  while (gx_table_next (table, &row, NULL))
    {
      g_autofree char *texts = NULL;

      if (row.number <= plan->header_row)
        continue;
      if (!was_refused (report, row.number))
        {
          g_assert_true (gx_statement_next (customers));
          texts = gx_connection_get_text (book, NULL, texts_of, "i", gx_statement_int64 (customers, 0));
        }
      compare_row (plan, report, &row, texts, tally);
    }
  g_assert_false (gx_statement_next (customers));
}

static void
check_file (const char *path, Tally *tally)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_create (NULL, "CNY", &error);
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path);
  g_autoptr (GxImportReport) report = NULL;

  *tally = (Tally) { 0 };
  plan->on_match = GX_ON_MATCH_ADD;
  plan->kind = GX_IMPORT_CUSTOMERS;
  g_assert_true (gx_import_plan_look (plan, &error));
  gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL, &error);
  g_assert_no_error (error);
  compare_all (book, plan, report, tally);
  g_test_message ("%s: %" G_GINT64_FORMAT " cells: %" G_GINT64_FORMAT " as typed,"
  " %" G_GINT64_FORMAT " told (of %"
                  G_GINT64_FORMAT " repairs), %" G_GINT64_FORMAT " in columns left out,"
                  " %" G_GINT64_FORMAT " silent",
                  path, tally->n_cells, tally->n_as_typed, tally->n_told,
                  report->n_severities[GX_SEVERITY_REPAIR], tally->n_left_out, tally->n_silent);
  g_assert_cmpint (tally->n_silent, ==, 0);
}

static char *
shared_path (const char *name)
{
  const char *folder = g_getenv ("GUANXI_SHARED_DATA");
  g_autofree char *path = g_build_filename (folder != NULL ? folder : "", name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

static void
check_shared (gconstpointer data)
{
  g_autofree char *path = shared_path (data);
  Tally tally;

  if (path == NULL)
    g_test_skip (data);
  else
    check_file (path, &tally);
}

/* Lines of a list as a sheet with names. */
static void
check_list (GPtrArray *values, const char *header)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = NULL;
  Tally tally;
  int fd = g_file_open_tmp ("guanxi-XXXXXX.csv", &path, NULL);

  g_close (fd, NULL);
  g_string_append_printf (text, "姓名,%s\n", header);
  for (guint i = 0; i < values->len; i++)
    {
      g_auto (GStrv) quoted = g_strsplit (values->pdata[i], "\"", -1);
      g_autofree char *cell = g_strjoinv ("\"\"", quoted);

      g_string_append_printf (text, "客户%u,\"%s\"\n", i, cell);
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  check_file (path, &tally);
  g_assert_cmpint (tally.n_cells, >=, values->len * 2 - 1);
  g_assert_cmpint (tally.n_left_out, ==, 0);
  g_unlink (path);
}

static void
keeps_addresses (void)
{
  g_autofree char *path = shared_path ("normalise/cn_addresses_give.csv"), *list = NULL;
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = NULL;

  if (path == NULL)
    {
      g_test_skip ("normalise/cn_addresses_give.csv");
      return;
    }
  g_assert_true (g_file_get_contents (path, &list, NULL, NULL));
  lines = g_strsplit (list, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      char *comma = strrchr (lines[i], ',');

      if (comma != NULL)
        g_ptr_array_add (values, g_strndup (lines[i], comma - lines[i]));
    }
  check_list (values, "地址");
}

static void
keeps_phones (void)
{
  static const char * const forms[] = {
    "13800138000", "138 0013 8000", "138-0013-8000", "+86 138 0013 8000", "0086-13800138000",
    "86-13800138000",
    "13800138000.0", "1.3800138E+10", "1.38E+10", "１３８００１３８０００", "010-65529988", "10-65529988",
    "010-65529988转123", "010-65529988 ext. 5", "010-65529988x5", "400-123-4567", "95588", "13800138000(张姐)",
    "张姐：13800138000", "13800138000/13900139000", "13800138000；13900139000", "13800138000、010-65529988",
    "13800138000 / 010-65529988(家)", "+44 20 7946 0958", "(212) 555-0123", "无", "1380013800",
    "110101199003070010",
  };
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    g_ptr_array_add (values, (gpointer) forms[i]);
  check_list (values, "电话");
}

/* The comparison itself: a report that told of less would be seen. */
static void
sees_a_silent_change (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GxConnection) book = gx_connection_create (NULL, "CNY", NULL);
  g_autoptr (GxImportPlan) plan = NULL;
  g_autoptr (GxImportReport) report = NULL;
  Tally tally = { 0 };
  int fd = g_file_open_tmp ("guanxi-XXXXXX.csv", &path, NULL);

  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, "姓名,性别,地址\n张伟,M,北京朝阳三里屯\n", -1, NULL));
  plan = gx_import_plan_new (path);
  plan->on_match = GX_ON_MATCH_ADD;
  g_assert_true (gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL, NULL));
  compare_all (book, plan, report, &tally);
  g_assert_cmpint (tally.n_silent, ==, 0);
  g_assert_cmpint (tally.n_told, ==, 2);
  g_ptr_array_set_size (report->problems, 0);
  tally = (Tally) { 0 };
  compare_all (book, plan, report, &tally);
  g_assert_cmpint (tally.n_silent, ==, 2);
  g_unlink (path);
}

/* -- rows that are joined into customers who are there */

/* The same sheet as an older copy of it: what nobody is known by is partly empty, partly otherwise. */
static char *
write_older (const GxImportPlan *plan)
{
  g_autoptr (GxTable) table = gx_table_open (plan->path, NULL, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  char *path = NULL;
  GxRow row;

  g_assert_true (gx_table_start (table, plan->sheet_index, NULL));
  while (gx_table_next (table, &row, NULL))
    {
      for (guint i = 0; i < plan->n_columns; i++)
        {
          const char *cell = gx_row_text (&row, i);
          GxColumn field = g_array_index (plan->columns, GxColumn, i);
          gboolean is_who = row.number <= plan->header_row || field <= GX_COLUMN_GIVEN_NAME
            || field == GX_COLUMN_PHONE || field == GX_COLUMN_MAIL || field == GX_COLUMN_COMPANY;
          guint turn = is_who ? 2 : (guint) (row.number + i) % 3;
          g_auto (GStrv) quoted = g_strsplit (turn == 0 ? "" : turn == 1 && *cell != 0 ? "Else" : cell, "\"",
                                              -1);
          g_autofree char *plain = g_strjoinv ("\"\"", quoted);

          g_string_append_printf (text, "%s\"%s\"", i > 0 ? "," : "", plain);
        }
      g_string_append_c (text, '\n');
    }
  g_close (g_file_open_tmp ("guanxi-XXXXXX.csv", &path, NULL), NULL);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  return path;
}

/* Whether the rehearsal says what becomes of the cell. */
static gboolean
is_listed (const GxImportRecord *record, const char *header, const char *cell)
{
  for (guint i = 0; i < record->changes->len; i++)
    if (strstr (g_array_index (record->changes, GxImportChange, i).read, cell) != NULL)
      return TRUE;
  for (guint i = 0; i < record->remarks->len; i++)
    {
      const GxImportRemark *remark = &g_array_index (record->remarks, GxImportRemark, i);

      if (remark->severity == GX_SEVERITY_ERROR || strcmp (remark->column, header) == 0)
        return TRUE;
    }
  return record->outcome == GX_OUTCOME_LEFT; /* the whole row is said to be */
}

/* Compares the rows that were joined; how many there were. */
static guint
compare_joined (GxConnection *book, const GxImportPlan *plan, const GxImportLog *log, Tally *tally)
{
  g_autoptr (GxTable) table = gx_table_open (plan->path, NULL, NULL);
  guint n_joined = 0;
  GxRow row;

  g_assert_true (gx_table_start (table, plan->sheet_index, NULL));
  while (gx_table_next (table, &row, NULL))
    {
      g_auto (GxImportRecord) record = { 0 };
      g_autofree char *texts = NULL;

      if (!gx_import_log_read_row (log, row.number, &record) || record.customer == 0
          || !gx_connection_get_int64 (book, 0, NULL, "select count(*) from old where id = ?", "i",
                                    record.customer))
        continue;
      n_joined++;
      texts = gx_connection_get_text (book, NULL, texts_of, "i", record.customer);
      for (guint i = 0; i < row.n_cells && i < plan->columns->len; i++)
        {
          const char *header = plan->headers->pdata[i];
          g_autofree char *cell = g_strstrip (g_strdup (row.cells[i].text));

          if (*cell == 0 || g_array_index (plan->columns, GxColumn, i) == GX_COLUMN_SKIP)
            continue;
          tally->n_cells++;
          tally->n_as_typed += is_in (texts, cell);
          if (is_in (texts, cell) || is_listed (&record, header, cell))
            continue;
          if (tally->n_silent++ < MOST_SHOWN)
            g_test_message ("row %" G_GINT64_FORMAT ", %s: “%s” is neither told nor in “%s”", row.number,
                            header,
                            cell, texts);
        }
    }
  return n_joined;
}

static void
check_joined (const char *path, GxOnMatch on_match)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_create (NULL, "CNY", &error);
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path), older = NULL;
  g_autoptr (GxImportReport) first = NULL, rehearsed = NULL, report = NULL;
  g_autofree char *older_path = NULL;
  Tally tally = { 0 };
  guint n_joined;

  plan->on_match = on_match;
  g_assert_true (gx_import_plan_look (plan, &error));
  older_path = write_older (plan);
  older = gx_import_plan_new (older_path);
  older->on_match = GX_ON_MATCH_ADD;
  gx_import_run (book, gx_actor_get_self (), older, NULL, NULL, NULL, &first, NULL, &error);
  g_assert_no_error (error);
  gx_connection_run (book, &error, "create temporary table old as select id from customer", NULL);
  g_assert_no_error (error);
  gx_import_rehearse (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &rehearsed, &error);
  g_assert_no_error (error);
  gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL, &error);
  g_assert_no_error (error);
  n_joined = compare_joined (book, plan, rehearsed->log, &tally);
  g_test_message ("%s, %s: %u of %" G_GINT64_FORMAT " rows joined, %" G_GINT64_FORMAT " cells,"
                  " %" G_GINT64_FORMAT " as typed, %" G_GINT64_FORMAT " silent", path,
                  gx_on_match_name (on_match), n_joined, report->rows, tally.n_cells, tally.n_as_typed,
                  tally.n_silent);
  g_assert_cmpuint (n_joined * 10, >, report->rows * 9);
  g_assert_cmpint (tally.n_silent, ==, 0);
  g_unlink (older_path);
}

static void
joins_aloud (void)
{
  static const GxOnMatch policies[] = { GX_ON_MATCH_FILL, GX_ON_MATCH_OVERWRITE, GX_ON_MATCH_SKIP };
  g_autofree char *shared = shared_path ("csv/univocity-parsers/uk-500.csv"), *path = NULL;
  static const char text[] =
    "姓名,手机,性别,生日,公司,职务,省,市,区,地址,标签,来源,备注\n"
    "张伟,13800138000.0,M,1986/3/5,华为技术有限公司,经理,广东,深圳,南山,科苑路6号,VIP,展会,爱喝茶\n"
    "李娜,139 0013 9000,女,68-03-05,华彩印刷,总监,北京,北京,朝阳,三里屯路19号,老客户,介绍,\n"
    "王芳,13700137000,女士,2099-01-01,明光电子,,上海,,浦东,世纪大道1号,\"VIP,老客户\",网站,无\n"
    "赵敏,13600136000;010-65529988,?,1990-02-30,,,,苏州,,观前街1号,,,138****5678\n";

  g_close (g_file_open_tmp ("guanxi-XXXXXX.csv", &path, NULL), NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    {
      check_joined (path, policies[i]);
      if (shared != NULL)
        check_joined (shared, policies[i]);
    }
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  static const char * const files[] = {
    "csv/univocity-parsers/uk-500.csv", "xlsx/magicodesie/学生基础数据导入.xlsx",
    "xlsx/magicodesie/缴费流水导入模板.xlsx", "xlsx/magicodesie/合并行.xlsx",
    "xlsx/magicodesie/产品导入模板.xlsx", "xlsx/magicodesie/ColumnIndex导入测试.xlsx",
    "linkage/febrl_dataset1.csv", "linkage/splink_fake_1000.csv",
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *name = g_strconcat ("/nothing-silent/", files[i], NULL);

      g_test_add_data_func (name, files[i], check_shared);
    }
  g_test_add_func ("/nothing-silent/addresses", keeps_addresses);
  g_test_add_func ("/nothing-silent/phones", keeps_phones);
  g_test_add_func ("/nothing-silent/joins-aloud", joins_aloud);
  g_test_add_func ("/nothing-silent/sees-a-silent-change", sees_a_silent_change);
  return g_test_run ();
}
