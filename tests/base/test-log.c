/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-log.h"

static void
log_in_child (void)
{
  gx_log (GX_LOG_SQL, "%d rows", 12);
  gx_log (GX_LOG_STEP, "not asked for");
}

static void
prints_wanted_topics_only (void)
{
  if (g_test_subprocess ())
    {
      g_setenv ("GUANXI_DEBUG", "sql,job", TRUE);
      log_in_child ();
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("sql: 12 rows\n");
}

static void
is_silent_unasked (void)
{
  if (g_test_subprocess ())
    {
      g_unsetenv ("GUANXI_DEBUG");
      log_in_child ();
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("");
}

static void
all_means_all (void)
{
  if (g_test_subprocess ())
    {
      g_setenv ("GUANXI_DEBUG", "all", TRUE);
      g_assert_true (gx_log_wants (GX_LOG_SQL) && gx_log_wants (GX_LOG_STEP));
      g_assert_true (gx_log_wants (GX_LOG_JOB) && gx_log_wants (GX_LOG_LIST));
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/log/prints-wanted-topics-only", prints_wanted_topics_only);
  g_test_add_func ("/log/is-silent-unasked", is_silent_unasked);
  g_test_add_func ("/log/all-means-all", all_means_all);

  return g_test_run ();
}
