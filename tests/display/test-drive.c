/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "drive-trouble.h"
#include "team-stage.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "pages/gx-team-dialog.h"

/* A team's drive that lets nobody write: it is said, work goes on, and all of it goes out afterwards. */

static gboolean
is_waiting (Stage *stage, gconstpointer window)
{
  const GxTeamReport *report = gx_team_worker_get_report (((const GxWindow *) window)->team);

  return report != NULL && report->waiting > 0;
}

static void
assert_dialog_says (GxWindow *window, const char *advice)
{
  GtkWidget *dialog = NULL;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.team", NULL));
  dialog = find_dialog (GX_TYPE_TEAM_DIALOG);
  g_assert_true (find_text (dialog, advice));
  gtk_window_close (GTK_WINDOW (dialog));
}

/* Whoever cannot write takes in what the others wrote all the same. */
static void
play (Stage *stage, DriveTrouble trouble, const char *status, const char *advice)
{
  add_customer (stage, stage->one, "王芳");
  share (stage);
  join (stage);
  wait_for_list (stage, stage->two, 1);

  drive_trouble_set (stage->drive, trouble);
  add_customer (stage, stage->one, "while it is so");
  wait_for_status (stage, stage->one, status);
  wait_for (stage, "what waits", is_waiting, stage->one);
  assert_dialog_says (stage->one, advice);
  add_customer (stage, stage->one, "and still");
  wait_for_list (stage, stage->one, 3);
  wait_for_list (stage, stage->two, 1);

  /* the program is closed and opened again meanwhile */
  gtk_window_close (GTK_WINDOW (stage->one));
  forget_replicas ();
  {
    g_autofree char *path = g_build_filename (stage->folder, "one.guanxi", NULL);

    stage->one = open_window (path, FALSE);
  }
  wait_for (stage, "the same book", is_open, stage->one);
  show_customers (stage->one);
  wait_for_list (stage, stage->one, 3);
  wait_for_status (stage, stage->one, status);

  drive_trouble_set (stage->drive, DRIVE_IS_WELL);
  gx_team_worker_hurry (stage->one->team);
  gx_team_worker_hurry (stage->two->team);
  wait_for (stage, "nothing waiting", is_calm, stage->one);
  wait_for_status (stage, stage->one, _("Up to date"));
  wait_for_list (stage, stage->two, 3);
}

static void
test_full (Stage *stage, gconstpointer unused)
{
  play (stage, DRIVE_IS_FULL, _("The drive is full"), _("The team's drive is full. Make room on it."));
}

static void
test_read_only (Stage *stage, gconstpointer unused)
{
  play (stage, DRIVE_IS_READ_ONLY, _("The drive can only be read"), _("The team's drive can only be read."));
}

/* A book cannot be shared there, stays as it is, and nothing of it is left there. */
static void
test_share_where_full (Stage *stage, gconstpointer unused)
{
  GxShareDialog *dialog = NULL;

  drive_trouble_set (stage->drive, DRIVE_IS_FULL);
  dialog = ask_to_share (stage);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "share.share", NULL);
  while (gx_share_dialog_get_complaint (dialog) == NULL)
    spin ();
  g_assert_nonnull (strstr (gx_share_dialog_get_complaint (dialog),
                            _("The team's drive is full. Make room on it.")));
  g_assert_false (g_file_test (stage->team_path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (stage->files, G_FILE_TEST_EXISTS));
  drive_trouble_set (stage->drive, DRIVE_IS_WELL);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "share.share", NULL);
  wait_for_status (stage, stage->one, _("Up to date"));
}

static void
tear_down (Stage *stage, gconstpointer unused)
{
  drive_trouble_set (stage->drive, DRIVE_IS_WELL);
  team_stage_tear_down (stage, unused);
}

static void
add_tests (void)
{
#define ADD(name, func) g_test_add ("/display/drive/" name, Stage, NULL, team_stage_set_up, func, tear_down)
  ADD ("full", test_full);
  ADD ("read-only", test_read_only);
  ADD ("share-where-full", test_share_where_full);
}

int
main (int argc, char *argv[])
{
  return team_stage_main (argc, argv, add_tests);
}
