/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"
#include "events/gx-events.h"
#include "events/gx-note-words.h"
#include "events/gx-notes.h"
#include "store/gx-chore.h"
#include "store/gx-journal.h"
#include "store/gx-projection.h"
#include "support/gx-test-book.h"
#include "trade/gx-purchases.h"

#include <string.h>

/* Notes by their words: before the words are written down and after it, whatever happens to the notes. */

#define SELF gx_actor_get_self ()
#define TODAY 20778

static GxId
note (GxConnection *book, GxId customer, GxDay day, const char *text)
{
  g_autoptr (GxEvent) event = gx_event_new (customer, "note", text);
  g_autoptr (GError) error = NULL;
  GxId id = 0;

  event->day = day;
  gx_events_log (book, SELF, event, &id, &error);
  g_assert_no_error (error);
  return id;
}

/* Snippets, what was found in brackets, with a bar between. */
static char *
find (GxConnection *book, const char *words, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = gx_events_find (book, words, limit, NULL, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < notes->len; i++)
    {
      const GxNote *one = notes->pdata[i];
      g_autoptr (GString) shown = g_string_new (one->snippet);

      for (guint k = one->spans->len; k-- > 0;)
        {
          const GxTextSpan *span = &g_array_index (one->spans, GxTextSpan, k);
          g_string_insert_c (shown, span->end, ']');
          g_string_insert_c (shown, span->start, '[');
        }
      g_string_append_printf (found, "%s%s", i > 0 ? "|" : "", shown->str);
    }
  return g_string_free (g_steal_pointer (&found), FALSE);
}

#define assert_found(book, words, expected) G_STMT_START { \
    g_autofree char *_found = find (book, words, 20); g_assert_cmpstr (_found, ==, expected); } G_STMT_END

static void
finish (GxConnection *book)
{
  g_autoptr (GError) error = NULL;

  gx_chores_finish (book, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gx_connection_get_int64 (book, -1, NULL, "select count(*) from note_todo", NULL), ==, 0);
}

static const struct {
  const char *words, *expected;
} cases[] = {
  { "价", "要三份报[价]单，周五前" },
  { "报价", "要三份[报价]单，周五前" },
  { "報價", "要三份[报价]单，周五前" },
  { "报价 周五", "要三份[报价]单，[周五]前" },
  { "价报", "" },
  { "单周", "" },
  { "报单", "" },
  { "invoice", "Sent the corrected [Invoice] to Émile" },
  { "inv", "Sent the corrected [Inv]oice to Émile" },
  { "INVO", "Sent the corrected [Invo]ice to Émile" },
  { "voice", "" },
  { "emil", "Sent the corrected Invoice to [Émil]e" },
  { "i", "Sent the corrected [I]nvoice to Émile" },
  { "sent emile", "[Sent] the corrected Invoice to [Émile]" },
  { "sent 报价", "" },
  { "ＦＡＸ", "[Fax] 021-5555" },
  { "021 55", "Fax [021]-[55]55" },
  { "", "" },
  { "  ", "" },
  { "，", "" },
  { "送货", "顺丰[送货]，收件人王" },
};

static void
assert_cases (GxConnection *book)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_found (book, cases[i].words, cases[i].expected);
}

static GxConnection *
make_book (GxTestPeople *people)
{
  GxConnection *book = gx_test_book_with_people (people);
  g_autoptr (GxPurchase) purchase = gx_purchase_new (people->li, "sale");
  g_autoptr (GError) error = NULL;

  note (book, people->zhang, TODAY - 3, "要三份报价单，周五前");
  note (book, people->smith, TODAY - 40, "Sent the corrected Invoice to Émile");
  note (book, people->printing, TODAY - 9, "Fax 021-5555");
  purchase->note = g_strdup ("顺丰送货，收件人王");
  g_ptr_array_add (purchase->lines, gx_purchase_line_new ("Tea", 1000000, 100000000));
  gx_purchases_save (book, SELF, purchase, NULL, &error);
  g_assert_no_error (error);
  return book;
}

static void
test_find (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = make_book (&people);

  assert_cases (book);
  finish (book);
  assert_cases (book);
  gx_test_book_assert_clean (book);
}

static void
test_order (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GPtrArray) notes = NULL;
  gboolean is_complete = TRUE;

  for (int i = 0; i < 40; i++)
    {
      g_autofree char *text = g_strdup_printf ("茶 %02d", i);
      note (book, people.zhang, (i * 7 % 40) * 23 - 100, text); /* some long before 1970 */
    }
  finish (book);
  notes = gx_events_find (book, "茶", 3, &is_complete, NULL);
  g_assert_cmpuint (notes->len, ==, 3);
  g_assert_false (is_complete);
  g_clear_pointer (&notes, g_ptr_array_unref);
  notes = gx_events_find (book, "茶", 100, &is_complete, NULL);
  g_assert_true (is_complete);
  g_assert_cmpuint (notes->len, ==, 40);
  for (guint i = 1; i < notes->len; i++)
    g_assert_cmpint (((GxNote *) notes->pdata[i - 1])->day, >, ((GxNote *) notes->pdata[i])->day);
  g_assert_cmpstr (((GxNote *) notes->pdata[0])->customer_name, ==, "张伟");
}

/* Edited, binned, undone: what is found is what stands there now. */
static void
test_changes (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  GxId id = note (book, people.zhang, TODAY, "喜欢龙井");
  g_autoptr (GError) error = NULL;

  finish (book);
  g_autoptr (GxEvent) event = gx_events_load (book, id, NULL);
  g_free (event->text);
  event->text = g_strdup ("喜欢普洱");
  event->day = TODAY - 300;
  g_assert_true (gx_events_edit (book, SELF, event, &error));
  for (int i = 0; i < 2; i++)
    {
      assert_found (book, "龙井", "");
      assert_found (book, "喜欢普洱", "[喜欢普洱]");
      finish (book);
    }
  gx_test_book_undo (book);
  finish (book);
  assert_found (book, "龙井", "喜欢[龙井]");
  assert_found (book, "普洱", "");
  g_assert_true (gx_events_bin (book, SELF, id, NULL));
  assert_found (book, "龙井", "");
  finish (book);
  g_assert_true (gx_events_unbin (book, SELF, id, NULL));
  assert_found (book, "龙井", "喜欢[龙井]");
  g_assert_true (gx_customers_bin (book, SELF, &people.zhang, 1, NULL));
  assert_found (book, "龙井", "");
  gx_test_book_assert_clean (book);
}

/* Many rows of one step are one run in the journal. */
static void
test_run (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  GxStep *step = gx_step_begin (book, SELF, "import.file", &error);
  GxId first = 0;

  gx_step_reserve (step, "event", 5000, &first, &error);
  for (int i = 0; i < 5000; i++)
    {
      g_autofree char *text = g_strdup_printf ("第%d次拜访 visit%d", i, i);
      gx_connection_run (book, &error, "insert into event (id, customer_id, day, text) values (?, ?, ?, ?)",
                         "iidt",
                         first + i, people.shan, TODAY - i % 500, text);
    }
  gx_step_settle (step, "event", 5000, &error);
  g_assert_true (gx_step_commit (step, NULL, &error));
  g_assert_no_error (error);
  assert_found (book, "visit4321", "第4321次拜访 [visit4321]");
  finish (book);
  assert_found (book, "第4321次", "[第][4321][次]拜访 visit4321");
  assert_found (book, "visit0 拜访", "第0次[拜访] [visit0]");
  gx_test_book_undo (book);
  finish (book);
  assert_found (book, "visit4321", "");
  gx_test_book_assert_clean (book);
}

/* The check sees what is missing, the rebuild puts it right. */
static void
test_check (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = make_book (&people);
  g_autoptr (GPtrArray) problems = NULL, after = NULL;
  g_autoptr (GError) error = NULL;

  finish (book);
  gx_connection_run (book, &error, "insert into note_word (note_word) values ('delete-all')", NULL);
  g_assert_no_error (error);
  assert_found (book, "报价", "");
  g_assert_true (gx_journal_check (book, &problems, &error));
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (strstr (problems->pdata[0], "Of the notes, 4 cannot be found"));
  g_assert_true (gx_projection_rebuild (book, &error));
  g_assert_true (gx_journal_check (book, &after, &error));
  g_assert_cmpuint (after->len, ==, 0);
  assert_cases (book);
}

/* What is typed is never a query of its own. */
static void
test_hostile (void)
{
  static const char * const typed[] = {
    "\"", "\"\"", "' or 1=1 --", "* ", "inv*", "NEAR(a b)", "a OR b", "NOT a", "words:a", "^a", "a + b",
      "{words}: a", "-a",
    "\"a\" AND", "(", ")", "报\"价", "x'00'", ";drop table event;", "%s%n", "a\nb", "\xff\xfe", "е́", "ﬁ",
      "\xe2\x80\x8b",
    "𠀀", "👍", "a.b.c.d.e.f.g.h.i.j.k", "1 2 3 4 5 6 7 8 9 10",
  };
  GxTestPeople people;
  g_autoptr (GxConnection) book = make_book (&people);

  finish (book);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autofree char *found = find (book, typed[i], 20);
      g_assert_nonnull (found);
    }
  GRand *dice = g_rand_new_with_seed (17);
  for (int i = 0; i < 2000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      for (int k = g_rand_int_range (dice, 1, 9); k > 0; k--)
        g_string_append_unichar (text, g_rand_int_range (dice, 0, 3) == 0
                                 ? g_rand_int_range (dice, 0x4e00, 0x9fff)
                                                                        : g_rand_int_range (dice, 1, 0x7f));
      g_autofree char *found = find (book, text->str, 20);
      g_assert_nonnull (found);
    }
  g_rand_free (dice);
  assert_cases (book);
}

/* Every run of characters of a text, and every beginning of its words, finds it. */
static void
test_recall (void)
{
  static const char text[] = "下周三（12月9日）送样品，contact Zoë O’Neil：万俟先生の注文";
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);

  note (book, people.jones, TODAY, text);
  finish (book);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    for (const char *end = g_utf8_next_char (at); ; end = g_utf8_next_char (end))
      {
        g_autofree char *part = g_strndup (at, end - at);
        g_autoptr (GxNoteQuestion) question = gx_note_question_new (part);
        g_autoptr (GArray) spans = question != NULL ? gx_note_question_find (question, text) : NULL;
        g_autoptr (GPtrArray) notes = gx_events_find (book, part, 5, NULL, NULL);

        /* The index and the eye agree. */
        g_assert_cmpuint (notes->len, ==, spans != NULL ? 1 : 0);
        if (g_utf8_get_char (at) >= 0x4e00 && question != NULL)
          g_assert_nonnull (spans);
        if (*end == '\0')
          break;
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notes/find", test_find);
  g_test_add_func ("/notes/order", test_order);
  g_test_add_func ("/notes/changes", test_changes);
  g_test_add_func ("/notes/run", test_run);
  g_test_add_func ("/notes/check", test_check);
  g_test_add_func ("/notes/hostile", test_hostile);
  g_test_add_func ("/notes/recall", test_recall);
  return g_test_run ();
}
