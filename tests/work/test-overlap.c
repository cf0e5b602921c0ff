/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "customers/gx-members.h"
#include "events/gx-events.h"
#include "support/gx-test-book.h"
#include "work/gx-overlap.h"

#define SELF gx_actor_get_self ()
#define TODAY 20778 /* 2026-11-21 */

typedef struct {
  GxTestPeople people;
  GxConnection *book;
  GxActor wang, chen;
} Fixture;

static GxActor
add_member (GxConnection *book, const char *name)
{
  GxActor actor = { 0, TRUE };

  g_assert_true (gx_members_add (book, SELF, name, &actor.author, NULL));
  return actor;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->book = gx_test_book_with_people (&self->people);
  self->wang = add_member (self->book, "王芳");
  self->chen = add_member (self->book, "陈强");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->book);
}

static void
log_event (Fixture *self, const GxActor *actor, const char *kind, gboolean reached, GxDay day)
{
  g_autoptr (GxEvent) event = gx_event_new (self->people.zhang, kind, "spoke");
  g_autoptr (GError) error = NULL;

  event->day = day;
  event->reached = reached;
  gx_events_log (self->book, actor, event, NULL, &error);
  g_assert_no_error (error);
}

static void
own (Fixture *self, const char *name)
{
  g_assert_true (gx_customers_set (self->book, SELF, self->people.zhang, "owner", name, NULL));
}

static char *
describe (Fixture *self, gboolean *is_mine)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxOverlap) overlap = gx_overlap_find (self->book, self->people.zhang, TODAY, &error);

  g_assert_no_error (error);
  if (is_mine != NULL)
    *is_mine = overlap->is_mine;
  return gx_overlap_describe (overlap);
}

#define assert_told(self, expected) G_STMT_START { \
    g_autofree char *_told = describe (self, NULL); g_assert_cmpstr (_told, ==, expected); } G_STMT_END

/* Only another's conversation, and only lately. */
static void
test_spoke (Fixture *self, gconstpointer data)
{
  assert_told (self, NULL);
  log_event (self, SELF, "call", TRUE, TODAY - 1);
  assert_told (self, NULL);
  log_event (self, &self->wang, "call", FALSE, TODAY - 1);
  log_event (self, &self->wang, "note", TRUE, TODAY - 1);
  log_event (self, &self->wang, "call", TRUE, TODAY - 31);
  assert_told (self, NULL);
  log_event (self, &self->wang, "call", TRUE, TODAY - 30);
  log_event (self, &self->wang, "chat", TRUE, TODAY - 40);
  assert_told (self, "王芳 spoke with this customer on 22 October 2026: agree first.");
}

static void
test_owner (Fixture *self, gconstpointer data)
{
  own (self, "@me");
  assert_told (self, NULL);
  own (self, "王芳");
  assert_told (self, "王芳 looks after this customer: agree first.");
  log_event (self, &self->chen, "visit", TRUE, TODAY - 2);
  assert_told (self, "王芳 looks after this customer, and 陈强 spoke with them on 19 November 2026: "
               "agree first.");
  log_event (self, &self->wang, "mail", TRUE, TODAY - 1);
  assert_told (self, "王芳 looks after this customer and spoke with them on 20 November 2026: agree first.");
}

/* Told on the page from the day on which one begins oneself. */
static void
test_mine (Fixture *self, gconstpointer data)
{
  gboolean is_mine = TRUE;

  own (self, "王芳");
  g_free (describe (self, &is_mine));
  g_assert_false (is_mine);
  log_event (self, SELF, "note", TRUE, TODAY);
  g_free (describe (self, &is_mine));
  g_assert_true (is_mine);
}

static void
test_setting (Fixture *self, gconstpointer data)
{
  g_autoptr (GxStep) step = NULL;

  own (self, "王芳");
  log_event (self, &self->chen, "call", TRUE, TODAY - 5);
  step = gx_step_begin (self->book, SELF, "setting.change", NULL);
  g_assert_true (gx_connection_set_setting (self->book, GX_OVERLAP_SETTING, "4", NULL));
  g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, NULL));
  assert_told (self, "王芳 looks after this customer: agree first.");
  step = gx_step_begin (self->book, SELF, "setting.change", NULL);
  g_assert_true (gx_connection_set_setting (self->book, GX_OVERLAP_SETTING, "0", NULL));
  g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, NULL));
  assert_told (self, NULL);
}

/* While a new customer is typed. */
static void
test_likeness (Fixture *self, gconstpointer data)
{
  g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();
  g_autoptr (GPtrArray) found = NULL;

  own (self, "王芳");
  gx_customer_draft_set (draft, "phone", "13800138000");
  found = gx_customers_find_like (self->book, draft, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((GxLikeness *) found->pdata[0])->owner, ==, "王芳");
  g_clear_pointer (&found, g_ptr_array_unref);
  own (self, "@me");
  found = gx_customers_find_like (self->book, draft, NULL);
  g_assert_null (((GxLikeness *) found->pdata[0])->owner);
}

/* Among several, a new customer is whose who adds them. */
static void
test_new_customer (Fixture *self, gconstpointer data)
{
  g_autoptr (GxConnection) alone = gx_test_book_new ();
  GxId mine = gx_test_book_add (self->book, "name", "赵敏", NULL);
  GxId given = gx_test_book_add (self->book, "name", "钱进", "owner", "王芳", NULL);
  GxId nobodys = gx_test_book_add (alone, "name", "孙丽", NULL);
  g_autoptr (GxCustomer) a = gx_customers_load (self->book, mine, NULL);
  g_autoptr (GxCustomer) b = gx_customers_load (self->book, given, NULL);
  g_autoptr (GxCustomer) c = gx_customers_load (alone, nobodys, NULL);

  g_assert_cmpint (a->owner_id, ==, gx_self_get_id ());
  g_assert_cmpstr (b->owner, ==, "王芳");
  g_assert_cmpint (c->owner_id, ==, 0);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/overlap/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("spoke", test_spoke);
  ADD ("owner", test_owner);
  ADD ("mine", test_mine);
  ADD ("setting", test_setting);
  ADD ("likeness", test_likeness);
  ADD ("new-customer", test_new_customer);
  return g_test_run ();
}
