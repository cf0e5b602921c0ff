/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "base/gx-error.h"
#include "base/gx-id.h"
#include "criteria/gx-criteria-catalogue.h"
#include "customers/gx-members.h"
#include "support/gx-test-book.h"

#define SELF gx_actor_get_self ()

static GxId
add_member (GxConnection *book, const char *name)
{
  g_autoptr (GError) error = NULL;
  GxId id = 0;

  gx_members_add (book, SELF, name, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  return id;
}

static void
set_owner (GxConnection *book, GxId customer, const char *name)
{
  g_autoptr (GError) error = NULL;

  gx_customers_set (book, SELF, customer, "owner", name, &error);
  g_assert_no_error (error);
}

static char *
get_owner (GxConnection *book, GxId customer)
{
  g_autoptr (GxCustomer) loaded = gx_customers_load (book, customer, NULL);

  return g_strdup (loaded->owner);
}

#define assert_owner(book, customer, expected) G_STMT_START { \
    g_autofree char *_owner = get_owner (book, customer); g_assert_cmpstr (_owner, ==, expected); } G_STMT_END

static gint64
count (GxConnection *book, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxCriteria) criteria = gx_criteria_from_json (json, &error);

  g_assert_no_error (error);
  return gx_criteria_count (book, criteria, NULL, NULL);
}

#define OWNER_IS(who) "{\"field\":\"owner\",\"is\":\"" who "\"}"

/* Whoever writes is a member by their account's name, and is found by "me". */
static void
test_self (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);

  g_assert_cmpstr (gx_self_get_name (), !=, "");
  g_assert_cmpstr (gx_self_get_name (), !=, "Unknown");
  g_assert_cmpint (gx_self_get_id (), ==, gx_id_hash_text ("member", gx_self_get_name ()));
  g_assert_cmpint (gx_members_find (book, GX_SELF_WORD), ==, gx_self_get_id ());
  g_assert_cmpint (gx_members_find (book, gx_self_get_name ()), ==, gx_self_get_id ());

  set_owner (book, people.zhang, GX_SELF_WORD);
  assert_owner (book, people.zhang, gx_self_get_name ());
  gx_test_book_assert_round_trip (book);
}

/* The name changes, the person does not. */
static void
test_rename (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  GxId wang = add_member (book, "王芳"), self = gx_self_get_id ();

  set_owner (book, people.li, GX_SELF_WORD);
  g_assert_true (gx_members_rename (book, SELF, self, " 陈强 ", NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (gx_self_get_id (), ==, self);
  g_assert_cmpstr (gx_self_get_name (), ==, "陈强");
  assert_owner (book, people.li, "陈强");

  g_assert_false (gx_members_rename (book, SELF, self, "王芳", NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (gx_members_add (book, SELF, "王芳", NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (gx_members_rename (book, SELF, wang, " ", NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
  assert_owner (book, people.li, "陈强");
}

/* Two whose accounts have one name are two members as soon as one of them says so. */
static void
test_become (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  GxId before = gx_self_get_id (), wang = add_member (book, "王芳");

  set_owner (book, people.zhang, GX_SELF_WORD);
  set_owner (book, people.li, "王芳");
  g_assert_cmpint (count (book, OWNER_IS ("@me")), ==, 1);

  g_assert_true (gx_members_become (book, 0, "李强", &error));
  g_assert_no_error (error);
  g_assert_cmpint (gx_self_get_id (), !=, before);
  g_assert_cmpint (count (book, OWNER_IS ("@me")), ==, 0);
  set_owner (book, people.shan, GX_SELF_WORD);
  assert_owner (book, people.shan, "李强");
  g_assert_cmpint (count (book, OWNER_IS ("@me")), ==, 1);

  g_assert_true (gx_members_become (book, wang, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (gx_self_get_id (), ==, wang);
  g_assert_cmpstr (gx_self_get_name (), ==, "王芳");
  g_assert_cmpint (count (book, OWNER_IS ("@me")), ==, 1);
  g_assert_cmpint (count (book, "{\"field\":\"owner\",\"is\":[\"@me\",\"李强\"]}"), ==, 2);
  g_assert_cmpint (count (book, "{\"not\":" OWNER_IS ("@me") "}"), ==, 8);

  g_assert_false (gx_members_become (book, 0, "李强", &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
  g_assert_cmpint (gx_self_get_id (), ==, wang);
}

/* "Me" is said, and offered first. */
static void
test_words (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GxCriteria) criteria = gx_criteria_from_json (OWNER_IS ("@me"), NULL);
  g_autofree char *sentence = gx_criteria_to_sentence (criteria, "CNY", NULL);
  const GxCriteriaField *owner = gx_criteria_find_field (NULL, "owner");
  g_autoptr (GPtrArray) found = NULL;

  g_assert_cmpstr (sentence, ==, "Owner is me");
  add_member (book, "王芳");
  found = gx_criteria_suggest (book, owner, "", 9, NULL);
  g_assert_cmpuint (found->len, ==, 3);
  g_assert_cmpstr (((GxSuggestion *) found->pdata[0])->value, ==, GX_SELF_WORD);
  g_assert_cmpstr (((GxSuggestion *) found->pdata[0])->label, ==, "Me");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  gx_criteria_register ();
  g_test_add_func ("/members/self", test_self);
  g_test_add_func ("/members/words", test_words);
  g_test_add_func ("/members/rename", test_rename);
  g_test_add_func ("/members/become", test_become);
  return g_test_run ();
}
