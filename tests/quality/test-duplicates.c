/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-house.h"
#include "quality/gx-crowd.h"
#include "quality/gx-duplicates.h"
#include "store/gx-statement.h"
#include "store/gx-step.h"

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

static void
add (GxConnection *book, GxId id, const char *name, const char *birthday, const char *phone)
{
  g_assert_true (gx_connection_run (book, NULL, "insert into customer (id, name, birthday) values (?, ?, ?)",
                                    "itt", id, name, birthday));
  g_assert_true (gx_connection_run (book, NULL, "insert into contact_point (id, customer_id, value, key)"
                                    " values (?, ?, ?, ?)", "iitt", id, id, phone, phone));
}

static void
test_book (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "customer.edit", &error);
  const GxDuplicate *first;

  add (book, 1, "张伟", "1986-03-05", "+8613800138000");
  add (book, 2, "李强", "1970-01-02", "+8613955512345");
  add (book, 3, "张维", "1986-05-03", "+8613800138000");
  add (book, 4, "王小雨", NULL, "+8613800138000");
  g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, &error));

  found = gx_duplicates_find (book, GX_CROWD_ASK, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  first = found->pdata[0];
  g_assert_cmpint (first->a, ==, 1);
  g_assert_cmpint (first->b, ==, 3);
  g_assert_cmpstr (first->name_b, ==, "张维");
  g_assert_true (g_strv_contains ((const char * const *) first->reasons, "birthday.swapped"));
  g_assert_true (g_strv_contains ((const char * const *) first->reasons, "phone"));
}

static void
test_cancelled (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (gx_duplicates_find (book, GX_CROWD_ASK, cancellable, &error));
  g_assert_nonnull (error);
}

/* Every word that a comparison can give has its words for people. */
static void
test_reasons_text (void)
{
  static const char * const endings[] = { "", ".near", ".differs" };

  for (guint field = 0; field < GX_N_FACE_FIELDS; field++)
    for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
      {
        g_autofree char *word = g_strconcat (gx_face_field_name (field), endings[i], NULL);
        const char * const words[] = { word, NULL };
        g_autofree char *text = gx_comparison_reasons_text (words);

        if (field != GX_FACE_GENDER || i != 1) /* which is never nearly the same */
          g_assert_cmpstr (text, !=, word);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/duplicates/book", test_book);
  g_test_add_func ("/duplicates/cancelled", test_cancelled);
  g_test_add_func ("/duplicates/reasons-text", test_reasons_text);
  return g_test_run ();
}
