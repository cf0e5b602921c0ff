/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "base/gx-error.h"
#include "customers/gx-members.h"
#include "support/gx-test-book.h"
#include "work/gx-handover.h"

#define SELF gx_actor_get_self ()
#define TODAY 20778 /* 2026-11-21 */

typedef struct {
  GxTestPeople people;
  GxConnection *book;
  GxId wang, chen;
} Fixture;

static GxId
add_member (GxConnection *book, const char *name)
{
  GxId id = 0;

  g_assert_true (gx_members_add (book, SELF, name, &id, NULL));
  return id;
}

static GxId
add_task (Fixture *self, GxId customer, const char *kind, GxDay due, GxId owner)
{
  g_autoptr (GxTask) task = gx_task_new (customer, "ask", due);
  g_autoptr (GError) error = NULL;
  GxId id = 0;

  task->kind = kind;
  task->owner_id = owner;
  gx_tasks_save (self->book, SELF, task, &id, &error);
  g_assert_no_error (error);
  return id;
}

static void
own (Fixture *self, const char *name, GxId customer)
{
  g_assert_true (gx_customers_set (self->book, SELF, customer, "owner", name, NULL));
}

/* 王芳 has three customers and five open tasks: one of another's customer, one of nobody. */
static void
set_up (Fixture *self, gconstpointer data)
{
  GxId done;

  self->book = gx_test_book_with_people (&self->people);
  self->wang = add_member (self->book, "王芳");
  self->chen = add_member (self->book, "陈强");
  own (self, "王芳", self->people.zhang);
  own (self, "王芳", self->people.li);
  own (self, "王芳", self->people.shan);
  own (self, "陈强", self->people.smith);
  add_task (self, self->people.zhang, "promise", TODAY - 3, self->wang);
  add_task (self, self->people.li, "follow_up", TODAY - 1, self->wang);
  add_task (self, self->people.shan, "promise", TODAY + 2, self->wang);
  add_task (self, self->people.smith, "follow_up", TODAY, self->wang);
  add_task (self, 0, "follow_up", TODAY, self->wang);
  add_task (self, self->people.li, "follow_up", TODAY, self->chen);
  done = add_task (self, self->people.li, "follow_up", TODAY, self->wang);
  g_assert_true (gx_tasks_done (self->book, SELF, done, NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->book);
}

static gint64
count_owned (Fixture *self, GxId member)
{
  return gx_connection_get_int64 (self->book, -1, NULL, "select count (*) from customer where owner_id = ?",
                                  "i", member);
}

static gint64
count_open (Fixture *self, GxId member)
{
  return gx_connection_get_int64 (self->book, -1, NULL, "select count (*) from task where owner_id = ? "
                                  "and done_day is null", "i", member);
}

/* Everything but who owns what, as text. */
static char *
dump_rest (Fixture *self)
{
  g_autofree char *dump = gx_test_book_dump (self->book);
  g_autoptr (GRegex) owner = g_regex_new (",?\"owner_id\":[0-9]+", 0, 0, NULL);

  return g_regex_replace_literal (owner, dump, -1, 0, "", 0, NULL);
}

/* -- What is said before, what is done, and that nothing else is. */
static void
test_all (Fixture *self, gconstpointer data)
{
  const GxHandover handover = { self->wang, self->chen, NULL, TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GxHandoverSum) sum = gx_handover_sum_up (self->book, &handover, TODAY, &error);
  g_autofree char *before = dump_rest (self);
  g_autofree char *after = NULL;
  gint64 customers = 0, tasks = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (gx_id_list_length (sum->ids), ==, 3);
  g_assert_cmpuint (sum->tasks, ==, 4);
  g_assert_cmpuint (sum->promises, ==, 2);
  g_assert_cmpuint (sum->overdue, ==, 2);
  g_assert_cmpuint (sum->at_risk, ==, 1);

  g_assert_true (gx_handover_run (self->book, SELF, &handover, &customers, &tasks, &error));
  g_assert_no_error (error);
  g_assert_cmpint (customers, ==, 3);
  g_assert_cmpint (tasks, ==, 4);
  g_assert_cmpint (count_owned (self, self->wang), ==, 0);
  g_assert_cmpint (count_owned (self, self->chen), ==, 4);
  g_assert_cmpint (count_open (self, self->wang), ==, 1); /* of 陈强's customer: as it was */
  after = dump_rest (self);
  g_assert_cmpstr (after, ==, before);
  gx_test_book_assert_round_trip (self->book);
}

static void
test_some (Fixture *self, gconstpointer data)
{
  g_autoptr (GxIdList) among = gx_id_list_new ();
  const GxHandover handover = { self->wang, self->chen, among, TRUE };
  g_autoptr (GxHandoverSum) sum = NULL;
  gint64 customers = 0, tasks = 0;

  gx_id_list_append (among, self->people.zhang);
  gx_id_list_append (among, self->people.smith); /* not hers */
  sum = gx_handover_sum_up (self->book, &handover, TODAY, NULL);
  g_assert_cmpuint (gx_id_list_length (sum->ids), ==, 1);
  g_assert_cmpuint (sum->tasks, ==, 1);
  g_assert_true (gx_handover_run (self->book, SELF, &handover, &customers, &tasks, NULL));
  g_assert_cmpint (customers, ==, 1);
  g_assert_cmpint (tasks, ==, 1);
  g_assert_cmpint (count_owned (self, self->wang), ==, 2);
}

static void
test_without_tasks (Fixture *self, gconstpointer data)
{
  const GxHandover handover = { self->wang, 0, NULL, FALSE };
  const GxHandover back = { 0, self->wang, NULL, FALSE };
  g_autoptr (GxHandoverSum) sum = NULL;
  gint64 tasks = 7;

  g_assert_true (gx_handover_run (self->book, SELF, &handover, NULL, &tasks, NULL));
  g_assert_cmpint (tasks, ==, 0);
  g_assert_cmpint (count_owned (self, self->wang), ==, 0);
  g_assert_cmpint (count_open (self, self->wang), ==, 5);
  sum = gx_handover_sum_up (self->book, &back, TODAY, NULL);
  g_assert_cmpuint (gx_id_list_length (sum->ids), ==, 8); /* all but 陈强's */
}

static void
test_errors (Fixture *self, gconstpointer data)
{
  const GxHandover to_self = { self->wang, self->wang, NULL, TRUE };
  const GxHandover to_stranger = { self->wang, 4711, NULL, TRUE };
  g_autoptr (GError) error = NULL;

  g_assert_false (gx_handover_run (self->book, SELF, &to_self, NULL, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (gx_handover_run (self->book, SELF, &to_stranger, NULL, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NOT_FOUND);
  g_assert_cmpint (count_owned (self, self->wang), ==, 3);
}

/* -- The list: before the step and after it the same. */
static void
test_list (Fixture *self, gconstpointer data)
{
  const GxHandover handover = { self->wang, self->chen, NULL, TRUE };
  g_autoptr (GxHandoverSum) sum = gx_handover_sum_up (self->book, &handover, TODAY, NULL);
  g_autoptr (GPtrArray) items = gx_handover_list (self->book, sum->ids, TODAY, NULL);
  g_autoptr (GPtrArray) later = NULL;
  const GxHandoverItem *item = g_ptr_array_index (items, 2);

  g_assert_cmpuint (items->len, ==, 3);
  g_assert_cmpint (item->row->id, ==, self->people.zhang); /* by name: 李娜, 单雪, 张伟 */
  g_assert_cmpuint (item->tasks->len, ==, 1);
  g_assert_true (item->is_at_risk);
  g_assert_false (item->is_late);
  g_assert_cmpint (item->quiet_days, ==, -1);
  g_assert_nonnull (item->row->phone);
  g_assert_cmpuint (((GxHandoverItem *) items->pdata[0])->tasks->len, ==, 2);
  g_assert_false (((GxHandoverItem *) items->pdata[0])->is_at_risk);

  g_assert_true (gx_handover_run (self->book, SELF, &handover, NULL, NULL, NULL));
  later = gx_handover_list (self->book, sum->ids, TODAY, NULL);
  g_assert_cmpuint (later->len, ==, 3);
  g_assert_cmpuint (((GxHandoverItem *) later->pdata[2])->tasks->len, ==, 1);
}

static void
test_loads (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) loads = gx_member_loads (self->book, NULL);
  guint found = 0;

  for (guint i = 0; i < loads->len; i++)
    {
      const GxMemberLoad *load = &g_array_index (loads, GxMemberLoad, i);

      g_assert_cmpuint (load->customers, ==, load->member == 0 ? 5 : load->member == self->wang ? 3 : 1);
      g_assert_cmpuint (load->tasks, ==, load->member == 0 ? 0 : load->member == self->wang ? 5 : 1);
      found++;
    }
  g_assert_cmpuint (found, ==, 3);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/handover/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("all", test_all);
  ADD ("some", test_some);
  ADD ("without-tasks", test_without_tasks);
  ADD ("errors", test_errors);
  ADD ("list", test_list);
  ADD ("loads", test_loads);
  return g_test_run ();
}
