/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-id.h"

static void
runs_start_inside_the_range (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gboolean has_high = FALSE;

  for (int i = 0; i < 1000; i++)
    {
      GxId id = gx_id_random_run (1000000);

      g_assert_cmpint (id, >, 0);
      g_assert_cmpint (id, <=, GX_ID_MAX - (G_GINT64_CONSTANT (1) << 32));
      has_high |= id > GX_ID_MAX / 2;
      g_hash_table_add (seen, g_memdup2 (&id, sizeof id));
    }

  g_assert_cmpuint (g_hash_table_size (seen), ==, 1000);
  g_assert_true (has_high);
}

static void
hashes_stay_what_they_are (void)
{
  /* Two computers must make the same row: these numbers never change.
     The first 63 bits of `printf 'customer_tag\x1f12\x1f34' | sha256sum`. */
  g_assert_cmpint (gx_id_hash ("customer_tag", 12, 34), ==, G_GINT64_CONSTANT (0x5ec7935ad5a2e86a));
  g_assert_cmpint (gx_id_hash_text ("tag", "VIP"), ==, G_GINT64_CONSTANT (0x555815f95b76d4c0));
}

static void
hashes_tell_apart (void)
{
  g_assert_cmpint (gx_id_hash ("a", 1, 2), !=, gx_id_hash ("a", 2, 1));
  g_assert_cmpint (gx_id_hash ("a", 1, 2), !=, gx_id_hash ("b", 1, 2));
  g_assert_cmpint (gx_id_hash ("a", 12, 3), !=, gx_id_hash ("a", 1, 23));
  g_assert_cmpint (gx_id_hash_text ("tag", "a"), !=, gx_id_hash_text ("source", "a"));
}

static void
words_are_folded_first (void)
{
  g_assert_cmpint (gx_id_hash_text ("tag", "ＶＩＰ"), ==, gx_id_hash_text ("tag", "vip"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/id/runs-start-inside-the-range", runs_start_inside_the_range);
  g_test_add_func ("/id/hashes-stay-what-they-are", hashes_stay_what_they_are);
  g_test_add_func ("/id/hashes-tell-apart", hashes_tell_apart);
  g_test_add_func ("/id/words-are-folded-first", words_are_folded_first);

  return g_test_run ();
}
