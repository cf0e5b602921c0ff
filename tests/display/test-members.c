/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gx-scene.h"
#include "customers/gx-customers.h"
#include "customers/gx-members.h"
#include "pages/gx-handover-dialog.h"
#include "pages/gx-members-page.h"

/* Who works with the book, and customers that go from one to another. */

static gpointer
fill_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char * const names[] = { "张伟", "李娜", "单雪" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();

      gx_customer_draft_set (draft, "name", names[i]);
      gx_customer_draft_set (draft, "owner", "王芳");
      if (!gx_customers_save (book, gx_actor_get_self (), draft, NULL, error))
        return NULL;
    }
  return GINT_TO_POINTER (gx_members_add (book, gx_actor_get_self (), "陈强", NULL, error));
}

static void
set_up (GxScene *scene, gconstpointer data)
{
  gx_scene_set_up (scene, fill_job, NULL);
}

static void
tear_down (GxScene *scene, gconstpointer data)
{
  gx_scene_tear_down (scene);
}

static gpointer
find_job (GxConnection *book, gpointer name, GCancellable *cancellable, GError **error)
{
  GxId id = gx_members_find (book, name);

  return g_memdup2 (&id, sizeof id);
}

static GxId
find_member (GxScene *scene, const char *name)
{
  g_autofree GxId *id = gx_scene_read (scene, find_job, (gpointer) name);

  return *id;
}

static gpointer
count_job (GxConnection *book, gpointer name, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (1 + gx_connection_get_int64 (book, 0, error,
    "select count (*) from customer c join member m on m.id = c.owner_id where m.name = ?", "t", name));
}

static guint
count_owned (GxScene *scene, const char *name)
{
  return GPOINTER_TO_UINT (gx_scene_read (scene, count_job, (gpointer) name)) - 1;
}

static gpointer
left_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (1 + gx_connection_get_int64 (book, 0, error,
    "select count (*) from member where left_day is not null", NULL));
}

static gboolean
is_known (GxScene *scene, gpointer name)
{
  return find_member (scene, name) != 0;
}

static gboolean
has_left (GxScene *scene, gpointer data)
{
  return GPOINTER_TO_UINT (gx_scene_read (scene, left_job, NULL)) == 2;
}

static gboolean
is_handed_over (GxScene *scene, gpointer data)
{
  return count_owned (scene, "陈强") == 3;
}

/* Asked for again and again: the sums come first. */
static gboolean
is_saved (GxScene *scene, gpointer dialog)
{
  g_autofree char *path = g_build_filename (scene->folder, "list.pdf", NULL);

  gtk_widget_activate_action (dialog, "handover.save-as", "s", path);
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_page (GxScene *scene, gconstpointer data)
{
  GtkWidget *page = gx_members_page_new (scene->book);
  GxId wang = find_member (scene, "王芳");

  adw_window_set_content (ADW_WINDOW (scene->window), page);
  gtk_window_present (GTK_WINDOW (scene->window));
  g_assert_true (gtk_widget_activate_action (page, "members.add", "s", "赵敏"));
  gx_scene_wait (scene, "the new member", is_known, (gpointer) "赵敏");
  g_assert_true (gtk_widget_activate_action (page, "members.rename", "(xs)", wang, "王小芳"));
  gx_scene_wait (scene, "the new name", is_known, (gpointer) "王小芳");
  g_assert_cmpint (find_member (scene, "王小芳"), ==, wang);
  g_assert_true (gtk_widget_activate_action (page, "members.set-left", "(xb)", wang, TRUE));
  gx_scene_wait (scene, "who left", has_left, NULL);
  g_assert_cmpuint (count_owned (scene, "王小芳"), ==, 3);
}

static void
test_hand_over (GxScene *scene, gconstpointer data)
{
  GxId wang = find_member (scene, "王芳"), chen = find_member (scene, "陈强");
  GtkWidget *dialog = NULL;

  gtk_window_present (GTK_WINDOW (scene->window));
  dialog = gx_handover_dialog_new (scene->window, scene->book, wang, NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  gx_scene_wait (scene, "the list on paper", is_saved, dialog);
  g_assert_cmpuint (count_owned (scene, "王芳"), ==, 3);
  gx_handover_dialog_choose (GX_HANDOVER_DIALOG (dialog), wang, chen);
  g_assert_true (gtk_widget_activate_action (dialog, "handover.run", NULL));
  gx_scene_wait (scene, "the hand-over", is_handed_over, NULL);
  g_assert_cmpuint (count_owned (scene, "王芳"), ==, 0);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

int
main (int argc, char **argv)
{
  gx_scene_start (&argc, &argv);
  g_test_add ("/members/page", GxScene, NULL, set_up, test_page, tear_down);
  g_test_add ("/members/hand-over", GxScene, NULL, set_up, test_hand_over, tear_down);
  return g_test_run ();
}
