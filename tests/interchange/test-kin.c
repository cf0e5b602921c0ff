/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "interchange/gx-house.h"
#include "interchange/gx-import.h"
#include "store/gx-journal.h"
#include "store/gx-statement.h"

/* Rows that are one person, and rows that are not. */

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

static GxImportPlan *
new_plan (const char *text)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("guanxi-kin-XXXXXX.csv", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return gx_import_plan_new (path);
}

static void
end_plan (GxImportPlan *plan)
{
  g_unlink (plan->path);
  gx_import_plan_free (plan);
}

static GxImportReport *
run (GxConnection *book, GxImportPlan *plan, GxId *step)
{
  g_autoptr (GError) error = NULL;
  GxImportReport *report = NULL;

  gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, step, &error);
  g_assert_no_error (error);
  return report;
}

static GxImportReport *
run_text (GxConnection *book, const char *text)
{
  GxImportPlan *plan = new_plan (text);
  GxImportReport *report = run (book, plan, NULL);

  end_plan (plan);
  return report;
}

static gint64
ask (GxConnection *book, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 number = gx_connection_get_int64 (book, -1, &error, sql, NULL);

  g_assert_no_error (error);
  return number;
}

static gint64
count_customers (GxConnection *book)
{
  return ask (book, "select count(*) from customer where gone = 0");
}

static void
assert_clean (GxConnection *book)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  gx_journal_check (book, &problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
}

static const GxImportPair *
pair_at (const GxImportReport *report, guint index)
{
  g_assert_cmpuint (index, <, report->matches->len);
  return report->matches->pdata[index];
}

static gboolean
has_reason (const GxImportPair *pair, const char *reason)
{
  return g_strv_contains ((const char * const *) pair->reasons, reason);
}

/* -- FEBRL, as it comes -- */

#define PAIRS_OF "select coalesce (sum (n * (n - 1) / 2), 0) from (select count(*) as n from (" \
  "select customer_id, substr (key, 1, instr (substr (key, 5), '-') + 3) as person from external_key" \
  " where gone = 0) group by "

static void
test_febrl (gconstpointer name)
{
  g_autofree char *path = g_build_filename (g_getenv ("GUANXI_SHARED_DATA"), "linkage", name, NULL);
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path);
  g_autoptr (GxImportReport) rehearsed = NULL, report = NULL, again = NULL;
  g_autoptr (GError) error = NULL;
  double n_true, n_found, n_right, precision, recall;
  GxId step = 0;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the shared data is not here");
      return;
    }
  g_assert_true (gx_import_plan_look (plan, &error));
  for (guint i = 0; i < plan->columns->len; i++)
    g_assert_true ((g_array_index (plan->columns, GxColumn, i) == GX_COLUMN_SKIP) ==
                   (strcmp (plan->headers->pdata[i], "soc_sec_id") == 0));
  gx_import_rehearse (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &rehearsed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_customers (book), ==, 0);
  report = run (book, plan, &step);
  g_assert_cmpint (report->added, ==, rehearsed->added);
  g_assert_cmpint (report->n_joined, ==, rehearsed->n_joined);
  g_assert_cmpint (report->rejected, ==, 0);
  g_assert_cmpint (report->rows, ==, ask (book, "select count(*) from external_key"));
  g_assert_cmpint (report->added, ==, count_customers (book));

  n_true = ask (book, PAIRS_OF "person)");
  n_found = ask (book, PAIRS_OF "customer_id)");
  n_right = ask (book, PAIRS_OF "customer_id, person)");
  precision = n_right / n_found;
  recall = n_right / n_true;
  g_test_message ("%s: true %.0f found %.0f right %.0f: precision %.4f recall %.4f F1 %.4f", (char *) name,
                  n_true, n_found, n_right, precision, recall,
                  2 * precision * recall / (precision + recall));
  g_assert_cmpfloat (precision, >=, 0.995);
  g_assert_cmpfloat (2 * precision * recall / (precision + recall), >=, 0.98);

  again = run (book, plan, &step);
  g_assert_cmpint (step, ==, 0);
  g_assert_cmpint (again->unchanged, ==, again->rows);
  assert_clean (book);
  gx_undo (book, gx_actor_get_self (), gx_undo_next (book, gx_actor_get_self ()), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_customers (book), ==, 0);
}

/* -- Who is one, and who is not -- */

static void
test_one_person (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportReport) report =
    run_text (book, "姓名,电话,生日,城市\n张伟,13800138000,1986-03-05,北京\n李强,13911112222,1990-01-01,上海\n"
              "张维,13800138000,1986-03-05,北京\n");
  const GxImportPair *pair = pair_at (report, 0);

  g_assert_cmpint (count_customers (book), ==, 2);
  g_assert_cmpint (report->added, ==, 2);
  g_assert_cmpint (report->n_joined, ==, 1);
  g_assert_cmpint (pair->row, ==, 4);
  g_assert_cmpint (pair->with_row, ==, 2);
  g_assert_cmpint (pair->with_customer, ==, 0);
  g_assert_cmpstr (pair->name, ==, "张伟");
  g_assert_true (pair->is_joined && pair->score >= 0.98);
  g_assert_true (has_reason (pair, "phone") && has_reason (pair, "birthday")
                 && has_reason (pair, "given_name.near"));
  assert_clean (book);
}

/* What people write into and behind a name is none of it. */
static void
test_one_name (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportReport) report =
    run_text (book, "姓名,电话,公司\n李　娜,138 1234 9999,杭州西子服饰\n李娜女士,13812349999,杭州西子服饰有限公司\n"
              "王芳（财务）,13905712233,宁波海星\n王芳,13905712233,宁波海星\n");

  g_assert_cmpint (report->n_joined, ==, 2);
  g_assert_cmpint (count_customers (book), ==, 2);
}

/* A blank in a name does not send what she bought to her namesake. */
static void
test_sale_of_a_spaced_name (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportReport) people =
    run_text (book, "姓名,电话,公司\n李　娜,13812349999,杭州西子服饰\n李娜,13900001234,北京西城书店\n");
  g_autoptr (GxImportReport) sales =
    run_text (book, "订单号,下单时间,收货人,手机号,商品,实付金额\nA1,2026-11-01,李娜,13812349999,丝巾,1280\n");

  g_assert_cmpint (count_customers (book), ==, 2);
  g_assert_cmpint (sales->n_purchases, ==, 1);
  g_assert_cmpint (ask (book, "select count(*) from purchase p join customer c on c.id = p.customer_id"
                        " where c.name = '李　娜'"), ==, 1);
}

/* A sale is not a namesake's who has another telephone, of the book or of the file; who has none may be it. */
static void
test_sale_to_a_namesake (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportReport) people =
    run_text (book, "姓名,手机,公司\n李娜,13900001234,北京西城书店\n周敏,,\n");
  g_autoptr (GxImportReport) sales =
    run_text (book, "订单号,下单时间,收货人,手机号,商品,实付金额\n"
              "A1,2026-11-01,李娜,13812349999,丝巾,1280\nA2,2026-11-01,王强,13611110001,围巾,100\n"
              "A3,2026-11-01,王强,13611110002,围巾,200\nA4,2026-11-01,周敏,13511110003,围巾,300\n"
              "A5,2026-11-02,王强,13611110001,围巾,400\nA6,2026-11-02,王强,,围巾,500\n");

  g_assert_cmpint (people->added, ==, 2);
  g_assert_cmpint (sales->n_purchases, ==, 5);
  g_assert_cmpint (sales->rejected, ==, 1); /* which 王强? */
  g_assert_cmpint (count_customers (book), ==, 5);
  g_assert_cmpint (ask (book, "select count(*) from purchase p"
                        " join relation r on r.from_id = p.customer_id"), ==, 0);
  g_assert_cmpint (ask (book, "select count(*) from purchase p join contact_point w on w.customer_id ="
                        " p.customer_id and w.value = '13611110001'"), ==, 2);
  g_assert_cmpint (ask (book, "select count(*) from purchase p join customer c on c.id = p.customer_id"
                        " where c.name = '周敏'"), ==, 1);
}

/* One phone and one home do not make one person, nor does a name that thousands have. */
static void
test_not_one_person (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportReport) family =
    run_text (book, "姓名,电话,地址,城市,性别\n王建国,13800138000,朝阳路8号,北京,男\n王小雨,13800138000,朝阳路8号,北京,女\n"
              "李秀英,13800138000,朝阳路8号,北京,女\n");
  g_autoptr (GxImportReport) namesakes =
    run_text (book, "姓名,电话,城市\n张伟,13711118201,北京\n张伟,15922073377,北京\n"
              "张伟,18655014099,北京\n张伟,13930466512,北京\n");

  /* The rarest name alone is not enough. */
  g_autoptr (GxImportReport) alone = run_text (book, "name,phone\nXenophilia Quackenbush,+46701234567\n"
                                               "Xenophilia Quackenbush,\n");

  /* Nor are a phone and a family name; but a person should look. */
  g_autoptr (GxImportReport) shared = run_text (book, "姓名,电话,公司\n钟建,18905954555,温州立信进出口有限公司\n"
                                                "钟先生,18905954555,温州立信进出口有限公司\n");

  g_assert_cmpint (shared->n_joined, ==, 0);
  g_assert_cmpint (shared->n_possible, ==, 1);
  g_assert_cmpint (alone->added, ==, 2);
  g_assert_cmpint (alone->n_joined, ==, 0);
  g_assert_cmpint (family->added, ==, 3);
  g_assert_cmpint (namesakes->added, ==, 4);
  g_assert_cmpint (family->n_joined + namesakes->n_joined, ==, 0);
  g_assert_cmpint (count_customers (book), ==, 11);
}

/* Name and company are not enough where each has another telephone, nor is half a name. */
static void
test_colleagues (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportReport) first =
    run_text (book, "姓名,电话,公司\n刘峰,13613913683,苏州广源科技\n陈雪,13513913683,苏州广源科技\n王总,,苏州广源科技\n");
  g_autoptr (GxImportReport) second =
    run_text (book, "姓名,电话,公司,职位\n刘峰,15013818655,苏州广源科技,\n陈雪,,苏州广源科技,会计\n"
              "王总,,苏州广源科技,经理\n");

  g_assert_cmpint (first->added, ==, 3);
  g_assert_cmpint (second->added, ==, 2);
  g_assert_cmpint (second->n_possible, ==, 1);
  g_assert_false (pair_at (second, 0)->is_joined);
  g_assert_cmpint (ask (book, "select count(*) from customer where name = '陈雪'"), ==, 1);
}

/* Who was there twice all along does not keep a row out: it is theirs whom it is more like. */
static void
test_likeliest_of_several (void)
{
  g_autoptr (GxConnection) book = new_book ();
  GxImportPlan *plan = new_plan ("姓名,电话,生日\n刘峰,13613913683,1980-01-02\n刘峰,13613913683,1986-03-05\n");
  g_autoptr (GxImportReport) first = NULL, second = NULL;

  plan->on_match = GX_ON_MATCH_ADD;
  first = run (book, plan, NULL);
  end_plan (plan);
  second = run_text (book, "姓名,电话,生日,性别\n刘峰,13613913683,1986-03-05,男\n");
  g_assert_cmpint (second->rejected, ==, 0);
  g_assert_cmpint (ask (book, "select count(*) from customer where gender = 'male' and birthday ="
                        " '1986-03-05'"), ==, 1);
  g_assert_cmpint (count_customers (book), ==, 2);
}

static void
test_numbers_part (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportReport) report =
    run_text (book, "number,name,phone,birthday\nW-1,Anna Berg,13800138000,1986-03-05\n"
              "W-2,Anna Berg,13800138000,1986-03-05\n");

  g_assert_cmpint (report->added, ==, 2);
  g_assert_cmpint (report->n_possible, ==, 1);
  g_assert_false (pair_at (report, 0)->is_joined);
}

/* -- What a person decides -- */

#define CERTAIN "name,phone,birthday\nAnna Bergström,+46701234567,1986-03-05\n" \
  "Anna Bergstrom,+46709999999,1986-03-05\n"

static gint64
count_after (const char *text, gint64 row, GxImportDecision decision, gint64 target)
{
  g_autoptr (GxConnection) book = new_book ();
  GxImportPlan *plan = new_plan (text);
  g_autoptr (GxImportReport) report = NULL;
  gint64 n;

  gx_import_plan_decide (plan, row, decision, target);
  report = run (book, plan, NULL);
  n = count_customers (book);
  g_assert_cmpint (report->added, ==, n);
  assert_clean (book);
  end_plan (plan);
  return n;
}

static void
test_decisions (void)
{
  g_assert_cmpint (count_after (CERTAIN, 3, GX_DECISION_NONE, 0), ==, 1);
  g_assert_cmpint (count_after (CERTAIN, 3, GX_DECISION_NEW, 0), ==, 2);
  g_assert_cmpint (count_after ("name\nAnna\nPeter\n", 3, GX_DECISION_NONE, 0), ==, 2);
  g_assert_cmpint (count_after ("name\nAnna\nPeter\n", 3, GX_DECISION_ROW, 2), ==, 1);
  /* A row below, or a customer who is not there, decides nothing. */
  g_assert_cmpint (count_after ("name\nAnna\nPeter\n", 2, GX_DECISION_ROW, 3), ==, 2);
  g_assert_cmpint (count_after ("name\nAnna\nPeter\n", 2, GX_DECISION_CUSTOMER, 17), ==, 2);
}

static void
test_decided_customer (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GxImportReport) first = run_text (book, "name\nAnna\n"), second = NULL;
  GxImportPlan *plan = new_plan ("name,occupation\nPeter,baker\n");

  gx_import_plan_decide (plan, 2, GX_DECISION_CUSTOMER, ask (book, "select id from customer"));
  second = run (book, plan, NULL);
  g_assert_cmpint (second->updated, ==, 1);
  g_assert_cmpint (count_customers (book), ==, 1);
  g_assert_cmpint (ask (book, "select count(*) from customer where name = 'Anna' and occupation = 'baker'"),
                   ==, 1);
  end_plan (plan);
}

/* -- Against the book, and the policies -- */

static GxConnection *
new_book_with_anna (void)
{
  GxConnection *book = new_book ();
  g_autoptr (GxImportReport) report =
    run_text (book, "name,phone,birthday\nAnna Bergström,+46701234567,1986-03-05\n"
              "Ola Berg,+46705555555,1970-01-02\n");

  g_assert_cmpint (report->added, ==, 2);
  return book;
}

#define ANNA_AGAIN "name,phone,birthday,occupation\nAnna Bergstrom,+46709999999,1986-03-05,baker\n"

static void
test_book (void)
{
  g_autoptr (GxConnection) book = new_book_with_anna ();
  g_autoptr (GxImportReport) report = run_text (book, ANNA_AGAIN), again = NULL;

  g_assert_cmpint (report->updated, ==, 1);
  g_assert_cmpint (pair_at (report, 0)->with_row, ==, 0);
  g_assert_cmpint (pair_at (report, 0)->with_customer, ==,
                   ask (book, "select id from customer where occupation = 'baker'"));
  g_assert_cmpstr (pair_at (report, 0)->name, ==, "Anna Bergström");
  again = run_text (book, ANNA_AGAIN);
  g_assert_cmpint (again->unchanged, ==, 1);
  assert_clean (book);
}

/* A row that changes nothing keeps its mark: what likeness says another day could be another thing. */
static void
test_unchanged_is_marked (void)
{
  g_autoptr (GxConnection) book = new_book_with_anna ();
  gint64 n_marks = ask (book, "select count(*) from import_row");
  g_autoptr (GxImportReport) report = run_text (book, "name,birthday\nAnna Bergstrim,1986-03-05\n");

  g_assert_cmpint (report->unchanged, ==, 1);
  g_assert_cmpint (count_customers (book), ==, 2);
  g_assert_cmpint (ask (book, "select count(*) from import_row"), ==, n_marks + 1);
}

static void
test_policies (void)
{
  static const struct {
    GxOnMatch on_match;
    const char *key;
    gint64 customers, bakers, misspelled;
  } cases[] = {
    { GX_ON_MATCH_FILL, NULL, 2, 1, 0 }, { GX_ON_MATCH_SKIP, NULL, 2, 0, 0 },
    { GX_ON_MATCH_OVERWRITE, NULL, 2, 1, 1 }, { GX_ON_MATCH_ADD, NULL, 3, 1, 1 },
    { GX_ON_MATCH_FILL, "phone", 3, 1, 1 }, /* only what --key says counts */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char * const keys[] = { cases[i].key, NULL };
      g_autoptr (GxConnection) book = new_book_with_anna ();
      g_autoptr (GxImportReport) report = NULL;
      GxImportPlan *plan = new_plan (ANNA_AGAIN);

      plan->on_match = cases[i].on_match;
      g_assert_true (gx_import_plan_set_keys (plan, keys, NULL));
      report = run (book, plan, NULL);
      g_assert_cmpint (report->left, ==, cases[i].on_match == GX_ON_MATCH_SKIP);
      g_assert_cmpint (count_customers (book), ==, cases[i].customers);
      g_assert_cmpint (ask (book, "select count(*) from customer where occupation = 'baker'"), ==,
                       cases[i].bakers);
      g_assert_cmpint (ask (book, "select count(*) from customer where name = 'Anna Bergstrom'"), ==,
                       cases[i].misspelled);
      assert_clean (book);
      end_plan (plan);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/kin/febrl1", "febrl_dataset1.csv", test_febrl);
  g_test_add_data_func ("/kin/febrl2", "febrl_dataset2.csv", test_febrl);
  g_test_add_func ("/kin/one-person", test_one_person);
  g_test_add_func ("/kin/one-name", test_one_name);
  g_test_add_func ("/kin/sale-of-a-spaced-name", test_sale_of_a_spaced_name);
  g_test_add_func ("/kin/sale-to-a-namesake", test_sale_to_a_namesake);
  g_test_add_func ("/kin/not-one-person", test_not_one_person);
  g_test_add_func ("/kin/colleagues", test_colleagues);
  g_test_add_func ("/kin/likeliest-of-several", test_likeliest_of_several);
  g_test_add_func ("/kin/numbers-part", test_numbers_part);
  g_test_add_func ("/kin/decisions", test_decisions);
  g_test_add_func ("/kin/decided-customer", test_decided_customer);
  g_test_add_func ("/kin/book", test_book);
  g_test_add_func ("/kin/unchanged-is-marked", test_unchanged_is_marked);
  g_test_add_func ("/kin/policies", test_policies);
  return g_test_run ();
}
