/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "team-stage.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "customers/gx-customers.h"
#include "pages/gx-team-dialog.h"

/* A book is shared by its dialog; another one cannot take its place; then it is shared. */
static void
test_share (Stage *stage, gconstpointer unused)
{
  GxShareDialog *dialog = NULL;

  g_assert_cmpint (g_mkdir (stage->team_path, 0700), ==, 0);
  dialog = ask_to_share (stage);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "share.share", NULL);
  while (gx_share_dialog_get_complaint (dialog) == NULL)
    spin ();
  g_assert_nonnull (strstr (gx_share_dialog_get_complaint (dialog), "Sales.guanxi-team"));
  g_assert_false (g_file_test (stage->files, G_FILE_TEST_EXISTS));
  g_assert_false (gtk_widget_get_visible (stage->one->team_button));
  g_rmdir (stage->team_path);

  gtk_widget_activate_action (GTK_WIDGET (dialog), "share.share", NULL);
  wait_for_status (stage, stage->one, _("Up to date"));
  g_assert_true (g_file_test (stage->team_path, G_FILE_TEST_IS_REGULAR));
  g_assert_false (gx_window_can_do (stage->one, "win.share-book"));
  g_assert_true (gx_window_can_do (stage->one, "win.team"));
}

/* What one does appears in the other's list by itself; without the folder both work on. */
static void
test_two_windows (Stage *stage, gconstpointer unused)
{
  GtkWidget *dialog = NULL;

  add_customer (stage, stage->one, "王芳");
  share (stage);
  join (stage);
  wait_for_list (stage, stage->two, 1);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (stage->two)), ==, "Sales");

  /* who works in it */
  wait_for_status (stage, stage->two, "");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (stage->two), "win.team", NULL));
  dialog = find_dialog (GX_TYPE_TEAM_DIALOG);
  g_assert_true (find_text (dialog, "Sales.guanxi-team") && find_text (dialog, stage->drive));
  while (!find_text (dialog, _("Here now")))
    spin ();
  gtk_window_close (GTK_WINDOW (dialog));

  add_customer (stage, stage->one, "Tom Baker");
  wait_for_list (stage, stage->two, 2);
  add_customer (stage, stage->two, "陈晓");
  wait_for_list (stage, stage->one, 3);

  g_assert_cmpint (g_rename (stage->drive, stage->away), ==, 0);
  add_customer (stage, stage->two, "Ada Offline");
  wait_for_list (stage, stage->two, 4);
  {
    const char *offline = _("Working offline since %s");
    g_autofree char *begin = g_strndup (offline, strcspn (offline, "%"));
    const char *end = strstr (offline, "%s") + 2;

    wait_until_said (stage, stage->two, *begin != '\0' ? begin : end);
  }
  wait_for_list (stage, stage->one, 3);

  g_assert_cmpint (g_rename (stage->away, stage->drive), ==, 0);
  gx_team_worker_hurry (stage->two->team);
  gx_team_worker_hurry (stage->one->team);
  wait_for_list (stage, stage->one, 4);
  wait_for (stage, "nothing waiting", is_calm, stage->two);
  wait_for_status (stage, stage->two, _("Up to date"));
}

static gboolean
has_report (Stage *stage, gconstpointer window)
{
  GxTeamWorker *team = ((const GxWindow *) window)->team;

  return gx_team_worker_get_report (team) != NULL && gx_team_worker_get_offline_since (team) != 0;
}

/* Opened again by the team's file the book is there although the drive is not. */
static void
test_without_drive (Stage *stage, gconstpointer unused)
{
  add_customer (stage, stage->one, "王芳");
  share (stage);
  join (stage);
  wait_for_list (stage, stage->two, 1);
  gtk_window_close (GTK_WINDOW (stage->two));
  g_assert_cmpint (g_rename (stage->drive, stage->away), ==, 0);
  stage->two = open_window (stage->team_path, FALSE);
  wait_for (stage, "the book without its drive", is_open, stage->two);
  show_customers (stage->two);
  wait_for_list (stage, stage->two, 1);
  wait_for (stage, "what waits, though the drive never answered", has_report, stage->two);
  g_assert_cmpint (g_rename (stage->away, stage->drive), ==, 0);
}

/* -- A drive that hangs: who opens this file waits for whoever writes into it -- */

static void
hang (Stage *stage)
{
  g_autofree char *name = g_build_filename (stage->files, "77.1.ack", NULL);

  g_assert_cmpint (mkfifo (name, 0600), ==, 0);
}

static void
unhang (Stage *stage)
{
  g_autofree char *name = g_build_filename (stage->files, "77.1.ack", NULL);
  int fd = open (name, O_RDWR | O_NONBLOCK | O_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  for (int i = 0; i < 50; i++)
    spin ();
  g_unlink (name);
  close (fd);
  for (int i = 0; i < 50; i++)
    spin ();
}

static gboolean
is_silent (Stage *stage, gconstpointer window)
{
  return gx_team_worker_get_silence (((const GxWindow *) window)->team) > 0;
}

static void
test_hung_drive (Stage *stage, gconstpointer unused)
{
  const char *words = ngettext ("The drive has not answered for %d second",
                                "The drive has not answered for %d seconds", 10);
  g_autofree char *begin = g_strndup (words, strcspn (words, "%"));

  share (stage);
  hang (stage);
  add_customer (stage, stage->one, "while it hangs");
  wait_for_list (stage, stage->one, 1);
  wait_for (stage, "the silence", is_silent, stage->one);
  wait_for_status (stage, stage->one, begin);
  add_customer (stage, stage->one, "still hanging");
  wait_for_list (stage, stage->one, 2);
  gtk_window_close (GTK_WINDOW (stage->one)); /* waits for nobody */
  unhang (stage);
  stage->one = open_window (stage->team_path, FALSE);
  wait_for (stage, "the same book", is_open, stage->one);
  wait_for_status (stage, stage->one, _("Up to date"));
  wait_for (stage, "nothing waiting", is_calm, stage->one);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

/* Joining can be given up, and leaves nothing. */
static void
test_give_up (Stage *stage, gconstpointer unused)
{
  g_autofree char *teams = g_build_filename (g_get_user_data_dir (), "guanxi", "teams", NULL);
  guint before = 0;

  share (stage);
  hang (stage);
  forget_replicas ();
  before = count_files (teams);
  stage->two = open_window (stage->team_path, FALSE);
  wait_until_said (stage, stage->two, "Sales");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stage->two->stack), ==, "progress");
  g_assert_cmpstr (gx_window_get_path (stage->two), ==, stage->team_path);
  gtk_widget_activate_action (GTK_WIDGET (stage->two->progress_view), "progress.cancel", NULL);
  while (g_str_equal (gtk_stack_get_visible_child_name (stage->two->stack), "progress"))
    spin ();
  g_assert_null (gx_window_get_path (stage->two));
  unhang (stage);
  while (count_files (teams) > before)
    spin ();
}

/* Whoever leaves keeps the book; the team goes on without them. */
static void
test_leave (Stage *stage, gconstpointer unused)
{
  add_customer (stage, stage->one, "王芳");
  share (stage);
  /* libadwaita 1.7 measures a question's heading narrower than its longest word, and warns of itself. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (stage->one), "win.leave-team", NULL));
  adw_message_dialog_response (find_dialog (ADW_TYPE_MESSAGE_DIALOG), "do");
  while (gtk_widget_get_visible (stage->one->team_button) || !gx_window_can_do (stage->one, "win.share-book"))
    spin ();
  wait_for_list (stage, stage->one, 1);
  add_customer (stage, stage->one, "mine alone");
  g_assert_true (g_file_test (stage->team_path, G_FILE_TEST_EXISTS));
  stage->two = open_window (stage->team_path, FALSE);
  wait_for (stage, "the team's book", is_open, stage->two);
  show_customers (stage->two);
  wait_for_list (stage, stage->two, 1);
  wait_for_status (stage, stage->two, _("Up to date"));
  wait_for_list (stage, stage->two, 1);
}

static gboolean
is_alone (Stage *stage, gconstpointer window)
{
  return g_str_equal (gtk_label_get_label (((const GxWindow *) window)->team_label), _("Up to date"));
}

/* Who closes the window is gone for the others at once. */
static void
test_goodbye (Stage *stage, gconstpointer unused)
{
  g_autofree char *together = g_strdup_printf (_("Up to date · %s here"), "李娜");

  share (stage);
  join (stage);
  wait_for_status (stage, stage->one, together);
  gtk_window_close (GTK_WINDOW (g_steal_pointer (&stage->two)));
  wait_for (stage, "nobody else here", is_alone, stage->one);
}

/* "Somebody has this open", as long as they do. */
static void
test_company (Stage *stage, gconstpointer unused)
{
  g_autofree char *words = g_strdup_printf (ngettext ("%s has this open",
                                                      "%s have this open", 1), "李娜");
  GxId customer = add_customer (stage, stage->one, "王芳"), other = 0;

  other = add_customer (stage, stage->one, "Tom Baker");
  share (stage);
  join (stage);
  wait_for_list (stage, stage->two, 2);
  gtk_widget_activate_action (GTK_WIDGET (stage->one), "win.show-customer", "x", customer);
  gtk_widget_activate_action (GTK_WIDGET (stage->two), "win.show-customer", "x", customer);
  wait_until_said (stage, stage->one, words);
  wait_until_said (stage, stage->two, words);

  /* another customer, another page, another program: no company */
  gtk_widget_activate_action (GTK_WIDGET (stage->two), "win.show-customer", "x", other);
  wait_until_gone (stage, stage->one, words);
  gtk_widget_activate_action (GTK_WIDGET (stage->one), "win.show-customer", "x", other);
  wait_until_said (stage, stage->two, words);
  gtk_widget_activate_action (GTK_WIDGET (stage->one), "win.show-page", "s", "history");
  wait_until_gone (stage, stage->two, words);
  gtk_widget_activate_action (GTK_WIDGET (stage->one), "win.show-page", "s", "customers");
  wait_until_said (stage, stage->two, words);
  gtk_window_close (GTK_WINDOW (stage->two));
  stage->two = NULL;
  wait_until_gone (stage, stage->one, words);
}

/* A plain book whose newest change lies in the future: it is asked about, and one goes on. */
static void
test_clock (Stage *stage, gconstpointer unused)
{
  const char *question = _("Is this computer's clock right? The newest change in this book is of %s.");
  g_autofree char *begin = g_strndup (question, strcspn (question, "%"));
  g_autofree char *path = g_build_filename (stage->folder, "later.guanxi", NULL);
  g_autoptr (GxConnection) book = gx_connection_create (path, "CNY", NULL);
  g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();

  gx_customer_draft_set (draft, "name", "王芳");
  g_setenv ("GUANXI_NOW", "2041-06-01T10:00:00Z", TRUE);
  g_assert_true (gx_customers_save (book, gx_actor_get_self (), draft, NULL, NULL));
  g_unsetenv ("GUANXI_NOW");
  g_clear_object (&book);
  stage->two = open_window (path, FALSE);
  wait_for (stage, "the book", is_open, stage->two);
  wait_until_said (stage, stage->two, begin);
  show_customers (stage->two);
  add_customer (stage, stage->two, "Tom");
  wait_for_list (stage, stage->two, 2);
}

static void
add_tests (void)
{
  TEAM_STAGE_ADD ("team/share", test_share);
  TEAM_STAGE_ADD ("team/two-windows", test_two_windows);
  TEAM_STAGE_ADD ("team/goodbye", test_goodbye);
  TEAM_STAGE_ADD ("team/company", test_company);
  TEAM_STAGE_ADD ("team/without-drive", test_without_drive);
  TEAM_STAGE_ADD ("team/hung-drive", test_hung_drive);
  TEAM_STAGE_ADD ("team/give-up", test_give_up);
  TEAM_STAGE_ADD ("team/leave", test_leave);
  TEAM_STAGE_ADD ("team/clock", test_clock);
}

int
main (int argc, char *argv[])
{
  return team_stage_main (argc, argv, add_tests);
}
