/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search/gx-search-words.h"

/* What was typed, compared with a few texts: how near, and where it stands in them. */

static guint
judge (const char *typed, const char *first, const char *second)
{
  g_autoptr (GxSearchWords) words = gx_search_words_new (typed);

  return gx_search_words_judge (words, (const char *[]) { first, second, NULL });
}

static void
test_judge (void)
{
  static const char * const found[] = { "新建", "xinjian", "xjkh", "xinjiankehu", "新j", "new", "new cust",
                                        "customer new",
                                        "ｎｅｗ", "客户" };
  static const char * const missed[] = { "xjx", "old", "ew", "new xyz" };

  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    if (judge (found[i], "新建客户", "New customer") == GX_SEARCH_FAR)
      g_error ("“%s” is not found", found[i]);
  for (guint i = 0; i < G_N_ELEMENTS (missed); i++)
    if (judge (missed[i], "新建客户", "New customer") != GX_SEARCH_FAR)
      g_error ("“%s” is found", missed[i]);
  g_assert_cmpuint (judge ("undo", "Undo", NULL), ==, 0);
  g_assert_cmpuint (judge ("undo", "Undo", NULL), <, judge ("und", "Undo", NULL));
  g_assert_cmpuint (judge ("und", "Undo", NULL), <, judge ("book", "Open a book", NULL));
}

/* @text with what is marked in brackets. */
static char *
mark (const char *typed, const char *field, const char *text)
{
  g_autoptr (GxSearchWords) words = gx_search_words_new (typed);
  g_autoptr (GArray) spans = gx_search_words_mark (words, field, text);
  GString *shown = g_string_new (text);

  for (guint i = spans->len; i-- > 0;)
    {
      const GxTextSpan *span = &g_array_index (spans, GxTextSpan, i);

      g_string_insert_c (shown, span->end, ']');
      g_string_insert_c (shown, span->start, '[');
    }
  return g_string_free (shown, FALSE);
}

static void
test_mark (void)
{
  static const struct {
    const char *typed, *field, *text, *expected;
  } cases[] = {
    { "zw", "name", "张伟", "[张伟]" }, { "张w", "name", "小张伟明", "小[张伟]明" },
    { "wei", "name", "张伟", "张[伟]" },
    { "張", "name", "张伟", "[张]伟" }, { "ann", "name", "Joanna Ann", "Joanna [Ann]" },
    { "ann", "name", "Anna Smith", "[Ann]a Smith" }, { "smith anna", "name", "Anna Smith", "[Anna] [Smith]" },
    { "emil", "company", "Café Émile", "Café [Émil]e" },
    { "8000", "phone", "138 0013 8000", "138 0013 [8000]" },
    { "+86 138-0013", "phone", "138 0013 8000", "[138 0013 8000]" },
    { "1042", "number", "W-1042", "W-[1042]" },
    { "obrien", "name", "Liam O'Brien", "Liam [O'Brien]" }, { "xyz", "name", "Anna", "Anna" },
    { "", "name", "Anna", "Anna" },
    { "anna an", "name", "Anna", "[Anna]" }, { "<b>", "name", "a <b>", "a <[b]>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = mark (cases[i].typed, cases[i].field, cases[i].text);
      g_assert_cmpstr (shown, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search-words/judge", test_judge);
  g_test_add_func ("/search-words/mark", test_mark);
  return g_test_run ();
}
