/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "quality/gx-spelling.h"

#include <math.h>
#include <string.h>

/* The pairs of Winkler's own tables. */
static void
test_jaro_winkler (void)
{
  static const struct {
    const char *a, *b;
    double nearness;
  } pairs[] = {
    { "martha", "marhta", 0.9611 }, { "dwayne", "duane", 0.84 }, { "dixon", "dicksonx", 0.8133 },
    { "jones", "johnson", 0.8324 }, { "abroms", "abrams", 0.9222 }, { "same", "same", 1 }, { "abc", "xyz", 0 },
    { "", "", 1 }, { "a", "", 0 }, { "张伟明", "张伟", 0.9111 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_assert_cmpfloat_with_epsilon (gx_spelling_jaro_winkler (pairs[i].a, pairs[i].b), pairs[i].nearness,
                                      0.0001);
      g_assert_cmpfloat_with_epsilon (gx_spelling_jaro_winkler (pairs[i].b, pairs[i].a), pairs[i].nearness,
                                      0.0001);
    }
}

static void
test_distance (void)
{
  static const struct {
    const char *a, *b;
    guint distance;
  } pairs[] = {
    { "kitten", "sitting", 3 }, { "19860305", "19860350", 1 }, { "13800138000", "13800138001", 1 },
    { "ca", "abc", 3 }, { "", "abc", 3 }, { "same", "same", 0 }, { "张伟", "张维", 1 }, { "朝阳路", "朝阳", 1 },
    { "abcdefgh", "bcdefghi", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      guint distance = pairs[i].distance;

      g_assert_cmpuint (gx_spelling_distance (pairs[i].a, pairs[i].b), ==, distance);
      g_assert_cmpuint (gx_spelling_distance (pairs[i].b, pairs[i].a), ==, distance);
      g_assert_true (gx_spelling_is_within (pairs[i].a, pairs[i].b, distance));
      g_assert_true (distance == 0 || !gx_spelling_is_within (pairs[i].a, pairs[i].b, distance - 1));
    }
}

/* What is said without counting is what counting says. */
static void
test_soon (void)
{
  static const char * const words[] = {
    "", "a", "ab", "ba", "anna", "anan", "hanna", "anna maria", "berg", "bergh", "smith", "smyth", "martha",
    "marhta", "chapel row", "chapel lane", "14 chapel row", "张伟", "张维", "伟", "北京朝阳路", "北京朝阳北路",
    "ann.berg", "+8613812349999", "+8613812349998", "+8613812394999", "øre", "ere",
    "a street whose name is longer than anybody would ever write on a letter",
    "a street whose name is longer than anybody would ever write in a letter",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (guint j = 0; j < G_N_ELEMENTS (words); j++)
      {
        const char *a = words[i], *b = words[j];

        for (double least = 0.5; least <= 1; least += 0.02)
          g_assert_cmpint (gx_spelling_is_alike (a, b, least), ==, gx_spelling_jaro_winkler (a, b) >= least);
        for (guint most = 0; most <= 3 && MAX (strlen (a), strlen (b)) <= GX_SPELLING_MAX; most++)
          g_assert_cmpint (gx_spelling_is_within (a, b, most), ==, gx_spelling_distance (a, b) <= most);
      }
}

static void
test_sound (void)
{
  g_assert_cmpuint (gx_spelling_sound ("张伟", TRUE), ==, gx_spelling_sound ("章维", TRUE));
  g_assert_cmpuint (gx_spelling_sound ("张伟", TRUE), !=, gx_spelling_sound ("张华", TRUE));
  g_assert_cmpuint (gx_spelling_sound ("catherine", TRUE), ==, gx_spelling_sound ("kathryn", TRUE));
  g_assert_cmpuint (gx_spelling_sound ("smith", TRUE), ==, gx_spelling_sound ("smyth", TRUE));
  g_assert_cmpuint (gx_spelling_sound ("smith", TRUE), !=, gx_spelling_sound ("jones", TRUE));
  g_assert_cmpuint (gx_spelling_sound ("", TRUE), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spelling/jaro-winkler", test_jaro_winkler);
  g_test_add_func ("/spelling/distance", test_distance);
  g_test_add_func ("/spelling/soon", test_soon);
  g_test_add_func ("/spelling/sound", test_sound);
  return g_test_run ();
}
