/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "insight/gx-rank.h"

static gint64
random_value (GRand *rand, int spread)
{
  static const gint64 ends[] = { G_MININT64, G_MININT64 + 1, -1, 0, 1, G_MAXINT64 - 1, G_MAXINT64 };

  if (spread == 0)
    return ends[g_rand_int_range (rand, 0, G_N_ELEMENTS (ends))];
  if (spread == 1)
    return g_rand_int_range (rand, -4, 4);
  return (gint64) ((guint64) g_rand_int (rand) << 32 | g_rand_int (rand));
}

static void
test_order_is_stable_and_ranks_count_the_smaller (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int round = 0; round < 60; round++)
    {
      guint n = (guint) g_rand_int_range (rand, 0, 200);
      g_autofree gint64 *values = g_new (gint64, n);
      g_autofree guint32 *order = NULL;
      g_autofree guint32 *below = NULL;

      for (guint i = 0; i < n; i++)
        values[i] = random_value (rand, round % 3);
      order = gx_rank_order (values, n);
      below = gx_rank_below (values, n);
      for (guint i = 1; i < n; i++)
        g_assert_true (values[order[i - 1]] < values[order[i]]
                       || (values[order[i - 1]] == values[order[i]] && order[i - 1] < order[i]));
      for (guint i = 0; i < n; i++)
        {
          guint smaller = 0;

          for (guint j = 0; j < n; j++)
            smaller += values[j] < values[i];
          g_assert_cmpuint (below[i], ==, smaller);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/insight/rank/order-is-stable-and-ranks-count-the-smaller",
                   test_order_is_stable_and_ranks_count_the_smaller);
  return g_test_run ();
}
