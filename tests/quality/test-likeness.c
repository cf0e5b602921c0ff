/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "linkage.h"

static void
test_febrl (gconstpointer name)
{
  g_auto (Linkage) linkage = { 0 };
  LinkageScore score;

  linkage_init (&linkage);
  if (!linkage_read_febrl (&linkage, name))
    {
      g_test_skip ("the shared data is not here");
      return;
    }
  score = linkage_measure (&linkage, GX_CROWD_JOIN, name);
  g_assert_cmpfloat (score.f1, >=, 0.98);
  g_assert_cmpfloat (score.precision, >=, 0.995);
  g_assert_cmpfloat (score.share_of_pairs, <=, 0.01);
}

static void
test_splink (void)
{
  g_auto (Linkage) linkage = { 0 };
  LinkageScore score;

  linkage_init (&linkage);
  if (!linkage_read_splink (&linkage))
    {
      g_test_skip ("the shared data is not here");
      return;
    }
  score = linkage_measure (&linkage, GX_CROWD_JOIN, "splink_fake_1000");
  g_assert_cmpfloat (score.precision, >=, 0.98);
}

static void
test_made (gconstpointer is_chinese)
{
  for (guint64 seed = 1; seed <= 3; seed++)
    {
      g_auto (Linkage) linkage = { 0 };
      LinkageScore score;

      linkage_init (&linkage);
      linkage_make (&linkage, 4000, is_chinese != NULL, seed);
      score = linkage_measure (&linkage, GX_CROWD_JOIN, is_chinese != NULL ? "made, Chinese" : "made");
      g_assert_cmpfloat (score.precision, >=, 0.995);
      g_assert_cmpfloat (score.share_of_pairs, <=, 0.01);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/likeness/febrl1", "febrl_dataset1.csv", test_febrl);
  g_test_add_data_func ("/likeness/febrl2", "febrl_dataset2.csv", test_febrl);
  g_test_add_func ("/likeness/splink", test_splink);
  g_test_add_data_func ("/likeness/made", NULL, test_made);
  g_test_add_data_func ("/likeness/made-chinese", "zh", test_made);
  return g_test_run ();
}
