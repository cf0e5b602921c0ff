/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "criteria/gx-segments.h"
#include "store/gx-connection.h"
#include "store/gx-statement.h"

static GxConnection *
make_book (void)
{
  g_autoptr (GError) error = NULL;
  GxConnection *book = gx_connection_create (NULL, "CNY", &error);

  g_assert_no_error (error);
  return book;
}

static GxId
save (GxConnection *book, GxId id, const char *name, const char *criteria)
{
  g_autoptr (GError) error = NULL;
  GxSegment segment = { .id = id, .name = (char *) name, .criteria = (char *) criteria };
  GxId saved = 0;

  gx_segments_save (book, gx_actor_get_self (), &segment, &saved, &error);
  g_assert_no_error (error);
  g_assert_cmpint (saved, !=, 0);
  return saved;
}

static void
assert_refused (GxConnection *book, GxId id, const char *name, const char *criteria, const char *layout,
                const char *reason)
{
  g_autoptr (GError) error = NULL;
  GxSegment segment = { .id = id, .name = (char *) name, .criteria = (char *) criteria,
                        .layout = (char *) layout };

  g_assert_false (gx_segments_save (book, gx_actor_get_self (), &segment, NULL, &error));
  g_assert_nonnull (error);
  if (strstr (error->message, reason) == NULL)
    g_error ("“%s” does not say “%s”", error->message, reason);
}

/* The names of the live ones, in their order. */
static void
assert_names (GxConnection *book, const char *expected)
{
  g_autoptr (GPtrArray) segments = gx_segments_list (book, NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < segments->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "|" : "", ((GxSegment *) segments->pdata[i])->name);
  g_assert_cmpstr (names->str, ==, expected);
}

static void
undo (GxConnection *book)
{
  g_autoptr (GError) error = NULL;

  gx_undo (book, gx_actor_get_self (), gx_undo_next (book, gx_actor_get_self ()), NULL, &error);
  g_assert_no_error (error);
}

static void
test_save (void)
{
  g_autoptr (GxConnection) book = make_book ();
  GxId id = save (book, 0, "  老客户 ", "{ \"field\" : \"orders\", \"at_least\" : 3 }");
  g_autoptr (GxSegment) segment = gx_segments_get (book, id, NULL);

  g_assert_cmpstr (segment->name, ==, "老客户");
  g_assert_cmpstr (segment->criteria, ==, "{\"field\":\"orders\",\"at_least\":3}");
  g_assert_null (segment->layout);
  g_assert_null (segment->complaint);
  g_assert_nonnull (segment->author);
  g_assert_cmpint (gx_segments_find (book, "老客户"), ==, id);
  g_assert_cmpint (gx_segments_find (book, "新客户"), ==, 0);

  g_assert_cmpint (save (book, id, "熟客", NULL), ==, id);
  assert_names (book, "熟客");
  undo (book);
  assert_names (book, "老客户");
  undo (book);
  assert_names (book, "");
}

static void
test_refuse (void)
{
  g_autoptr (GxConnection) book = make_book ();

  assert_refused (book, 0, " ", NULL, NULL, "name");
  assert_refused (book, 0, "A", "{\"field\":\"shoe\",\"is\":\"L\"}", NULL, "shoe");
  assert_refused (book, 0, "A", NULL, "[]", "layout");
  assert_refused (book, 77, "A", NULL, NULL, "no longer");
  assert_names (book, "");
}

/* What a newer program wrote is shown, told, and kept through every edit of this one. */
static void
test_newer (void)
{
  static const char newer[] = "{\"field\":\"mood\",\"is\":\"sunny\"}";
  g_autoptr (GxConnection) book = make_book ();
  GxId id = save (book, 0, "Sunny", NULL);
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "segment.edit", NULL);
  g_autoptr (GxSegment) segment = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_connection_run (book, NULL, "update segment set criteria = ? where id = ?", "ti", newer, id));
  g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, NULL));

  segment = gx_segments_get (book, id, NULL);
  g_assert_cmpstr (segment->criteria, ==, newer);
  g_assert_nonnull (strstr (segment->complaint, "mood"));
  g_assert_cmpint (gx_segments_count (book, id, NULL, &error), ==, -1);
  g_assert_error (error, GX_ERROR, GX_ERROR_USAGE);

  save (book, id, "Sunnier", newer);
  again = gx_segments_get (book, id, NULL);
  g_assert_cmpstr (again->name, ==, "Sunnier");
  g_assert_cmpstr (again->criteria, ==, newer);
}

static void
test_arrange (void)
{
  g_autoptr (GxConnection) book = make_book ();
  GxId a = save (book, 0, "A", NULL), b = save (book, 0, "B", NULL), c = save (book, 0, "C", NULL);

  assert_names (book, "A|B|C");
  g_assert_true (gx_segments_arrange (book, gx_actor_get_self (), (GxId[]) { c, a }, 2, NULL));
  assert_names (book, "C|A|B");
  g_assert_true (gx_segments_set_binned (book, gx_actor_get_self (), (GxId[]) { a, b }, 2, TRUE, NULL));
  assert_names (book, "C");
  undo (book);
  undo (book);
  assert_names (book, "A|B|C");
  g_assert_true (gx_segments_rename (book, gx_actor_get_self (), b, "Ä", NULL));
  assert_names (book, "A|Ä|C");
  g_assert_false (gx_segments_rename (book, gx_actor_get_self (), b, "\t", NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gx_criteria_register ();
  g_test_add_func ("/criteria/segments/save", test_save);
  g_test_add_func ("/criteria/segments/refuse", test_refuse);
  g_test_add_func ("/criteria/segments/newer", test_newer);
  g_test_add_func ("/criteria/segments/arrange", test_arrange);
  return g_test_run ();
}
