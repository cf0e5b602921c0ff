/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "../support/gx-test-book.h"
#include "../support/gx-test-folder.h"
#include "base/gx-error.h"
#include "interchange/gx-import.h"
#include "store/gx-journal.h"
#include "trade/gx-purchases.h"
#include "work/gx-tasks.h"

/*
 * A salesperson's long day at random: edits of all kinds, calls, sales, returns, payments, tasks, tags, bins,
 * imports of files, undos and redos of any step, through the services that the window and the command line
 * use. Undone to the start the book is as at the start; redone to the end it is as at the end; and it is
 * clean in between.
 */

typedef struct {
  GxConnection *book;
  GRand *rand;
  char *folder;
  guint refused, done;
} Day;

static int
roll (Day *day, int below)
{
  return g_rand_int_range (day->rand, 0, below);
}

static GxId
any_id (Day *day, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("select id from %s where gone = 0 order by id limit 1 offset ?",
                                          table);
  g_autofree char *count = g_strdup_printf ("select count(*) from %s where gone = 0", table);
  gint64 n = gx_connection_get_int64 (day->book, 0, NULL, count, NULL);

  return n > 0 ? gx_connection_get_int64 (day->book, 0, NULL, sql, "i", (gint64) roll (day, (int) n)) : 0;
}

/* -- What may happen */

static gboolean
add_customer (Day *day, GError **error)
{
  static const char * const names[] = { "王芳", "单雪", "Anna O'Neill", "尉迟恭", "北京华彩印刷有限公司", "Zoë Müller" };
  g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();
  g_autofree char *phone = g_strdup_printf ("138%08d", roll (day, 100000000));

  gx_customer_draft_set (draft, "name", names[roll (day, G_N_ELEMENTS (names))]);
  gx_customer_draft_set (draft, "phone", phone);
  if (roll (day, 2) == 0)
    gx_customer_draft_set (draft, "company", "Acme Ltd.");
  if (roll (day, 2) == 0)
    gx_customer_draft_set (draft, "tags", "VIP, 展会");
  return gx_customers_save (day->book, gx_actor_get_self (), draft, NULL, error);
}

static gboolean
edit_customer (Day *day, GxId id, GError **error)
{
  static const struct { const char *field, *text; } edits[] = {
    { "name", "李娜" }, { "name", "王小芳" }, { "standing", "lead" }, { "birthday", "L1990-10-15" },
    { "birthday", "--02-29" }, { "note", "喜欢绿茶" }, { "note", "" }, { "phone", "139 1000 2000" },
    { "mail", "a@example.com" }, { "city", "杭州市" }, { "company", "西湖茶业有限公司" }, { "title", "采购经理" },
    { "source", "转介绍" }, { "invoice_title", "测试公司" },
  };
  guint i = (guint) roll (day, G_N_ELEMENTS (edits));

  return gx_customers_set (day->book, gx_actor_get_self (), id, edits[i].field, edits[i].text, error);
}

static gboolean
tag_or_bin (Day *day, GxId id, GError **error)
{
  const GxActor *me = gx_actor_get_self ();
  GxId ids[3] = { id, any_id (day, "customer"), any_id (day, "customer") };

  switch (roll (day, 4))
    {
    case 0: return gx_customers_tag (day->book, me, ids, 3, "VIP", error);
    case 1: return gx_customers_untag (day->book, me, ids, 3, "VIP", error);
    case 2: return gx_customers_bin (day->book, me, ids, 2, error);
    default:
      ids[0] = gx_connection_get_int64 (day->book, 0, NULL, "select id from customer where gone = 1", NULL);
      return ids[0] == 0 || gx_customers_unbin (day->book, me, ids, 1, error);
    }
}

static gboolean
talk (Day *day, GxId id, GError **error)
{
  g_autoptr (GxEvent) event = gx_event_new (id, roll (day, 2) == 0 ? "call" : "visit", "谈了报价");
  g_autoptr (GxTask) next = gx_task_new (id, "寄样品", event->day + roll (day, 9));

  return gx_work_log (day->book, gx_actor_get_self (), event, roll (day, 2) == 0 ? next : NULL, 0, NULL,
                      error);
}

static gboolean
do_task (Day *day, GError **error)
{
  const GxActor *me = gx_actor_get_self ();
  GxId task = any_id (day, "task");

  if (task == 0)
    return TRUE;
  switch (roll (day, 3))
    {
    case 0: return gx_tasks_done (day->book, me, task, error);
    case 1: return gx_tasks_snooze (day->book, me, task, 20800 + roll (day, 30), error);
    default: return gx_tasks_bin (day->book, me, task, error);
    }
}

static gboolean
trade (Day *day, GxId id, GError **error)
{
  const GxActor *me = gx_actor_get_self ();
  GxId sale = gx_connection_get_int64 (day->book, 0, NULL,
                                       "select id from purchase where gone = 0 and kind = 'sale' limit 1",
                                       NULL);
  GxPayment payment = { .customer_id = id, .day = 20700, .method = (char *) "wechat", .amount_minor = 1200,
                        .currency = "CNY" };

  switch (roll (day, 4))
    {
    case 0: return sale == 0 || gx_purchases_return (day->book, me, sale, 0, 0, GX_NO_DAY, NULL, error);
    case 1: return gx_payments_save (day->book, me, &payment, NULL, error);
    case 2: return sale == 0 || gx_purchases_bin (day->book, me, sale, error);
    default:
      return gx_purchases_sell (day->book, me, id, roll (day, 2) == 0 ? "龙井" : "Teapot", TRUE,
                                1000000 * (1 + roll (day, 5)),
                                12500000, NULL, 20600 + roll (day, 100), NULL, error);
    }
}

static gboolean
import_file (Day *day, GError **error)
{
  g_autofree char *path = g_build_filename (day->folder, "list.csv", NULL);
  g_autoptr (GString) text = g_string_new ("姓名,手机,公司,标签\n");
  g_autoptr (GxImportPlan) plan = NULL;
  g_autoptr (GxImportReport) report = NULL;

  for (int i = 2 + roll (day, 6); i > 0; i--)
    g_string_append_printf (text, "客户%d,137%08d,第%d公司,老客户\n", roll (day, 50), roll (day, 40), roll (day, 4));
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  plan = gx_import_plan_new (path);
  plan->kind = GX_IMPORT_CUSTOMERS;
  return gx_import_run (day->book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL, error);
}

static gboolean
reverse_any (Day *day, GError **error)
{
  const GxActor *me = gx_actor_get_self ();
  gint64 n = gx_connection_get_int64 (day->book, 0, NULL,
                                      "select count(*) from journal_tx where kind = 'd' and author = ?", "i",
                                      me->author);
  GxId any = n == 0 ? 0 : gx_connection_get_int64 (day->book, 0, NULL,
    "select id from journal_tx where kind = 'd' and author = ? order by hlc limit 1 offset ?", "ii",
    me->author, (gint64) roll (day, (int) n));
  GxId next;

  switch (roll (day, 4))
    {
    case 0: return any == 0 || gx_undo (day->book, me, any, NULL, error);
    case 1: return any == 0 || gx_redo (day->book, me, any, NULL, error);
    case 2:
      next = gx_undo_next (day->book, me);
      return next == 0 || gx_undo (day->book, me, next, NULL, error);
    default:
      next = gx_redo_next (day->book, me);
      return next == 0 || gx_redo (day->book, me, next, NULL, error);
    }
}

static void
take_turn (Day *day)
{
  g_autoptr (GError) error = NULL;
  GxId id = any_id (day, "customer");
  gboolean ok;

  switch (id != 0 ? roll (day, 14) : 0)
    {
    case 0: ok = add_customer (day, &error); break;
    case 1: case 2: case 3: ok = edit_customer (day, id, &error); break;
    case 4: ok = tag_or_bin (day, id, &error); break;
    case 5: case 6: ok = talk (day, id, &error); break;
    case 7: ok = do_task (day, &error); break;
    case 8: case 9: case 10: ok = trade (day, id, &error); break;
    case 11: ok = import_file (day, &error); break;
    default: ok = reverse_any (day, &error);
    }
  if (ok)
    {
      day->done++;
      return;
    }
  /* What a person may be told, and nothing else. */
  if (!g_error_matches (error, GX_ERROR, GX_ERROR_HELD)
      && !g_error_matches (error, GX_ERROR, GX_ERROR_NOT_FOUND)
      && !g_error_matches (error, GX_ERROR, GX_ERROR_INVALID))
    g_error ("%s", error->message);
  day->refused++;
}

static void
assert_same (const char *dump, const char *expected)
{
  g_auto (GStrv) ours = g_strsplit (dump, "\n", -1);
  g_auto (GStrv) theirs = g_strsplit (expected, "\n", -1);

  for (guint i = 0; ours[i] != NULL || theirs[i] != NULL; i++)
    if (g_strcmp0 (ours[i], theirs[i]) != 0)
      g_error ("line %u: %s, expected %s", i + 1, ours[i], theirs[i]);
}

static void
run_day (guint32 seed, guint turns)
{
  GxTestPeople people;
  Day day = { .book = gx_test_book_with_people (&people), .rand = g_rand_new_with_seed (seed),
              .folder = gx_test_folder_new () };
  const GxActor *me = gx_actor_get_self ();
  g_autofree char *end = NULL, *undone = NULL, *redone = NULL;
  guint count = 0;
  GxId next;

  while (day.done < turns)
    take_turn (&day);
  end = gx_test_book_dump (day.book);
  gx_test_book_assert_clean (day.book);

  while ((next = gx_undo_next (day.book, me)) != 0)
    {
      g_autoptr (GError) error = NULL;

      gx_undo (day.book, me, next, NULL, &error);
      g_assert_no_error (error);
      count++;
    }
  undone = gx_test_book_dump (day.book);
  /* the people of the test came by steps of their own */
  g_assert_null (strstr (undone, "\"table\":\"customer\""));
  gx_test_book_assert_clean (day.book);

  for (guint i = 0; i < count; i++)
    {
      g_autoptr (GError) error = NULL;

      gx_redo (day.book, me, gx_redo_next (day.book, me), NULL, &error);
      g_assert_no_error (error);
    }
  redone = gx_test_book_dump (day.book);
  assert_same (redone, end);
  gx_test_book_assert_clean (day.book);
  g_test_message ("seed %u: %u turns, %u refused, %u steps undone and redone", seed, day.done, day.refused,
                  count);

  g_object_unref (day.book);
  g_rand_free (day.rand);
  g_free (day.folder);
}

static void
test_random_days (void)
{
  guint days = g_getenv ("GUANXI_TEST_LONG") != NULL ? 40 : 2;

  for (guint seed = 1; seed <= days; seed++)
    run_day (seed, 500);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/interchange/random-days", test_random_days);
  return g_test_run ();
}
