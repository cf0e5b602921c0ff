/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "team-stage.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "app/gx-application.h"
#include "base/gx-id-list.h"
#include "base/gx-language.h"
#include "customers/gx-customers.h"
#include "pages/gx-customers-page.h"
#include "store/gx-self.h"

#define WAIT_US (40 * G_USEC_PER_SEC)

static GtkApplication *app;

/* -- Waiting -- */

void
spin (void)
{
  if (!g_main_context_iteration (NULL, FALSE))
    g_usleep (1000);
}

void
wait_for (Stage *stage, const char *what, Condition condition, gconstpointer data)
{
  gint64 end = g_get_monotonic_time () + WAIT_US;

  while (!condition (stage, data))
    {
      if (g_get_monotonic_time () > end)
        g_error ("waited in vain for %s; it says “%s” and “%s”", what,
                 gtk_label_get_label (stage->one->team_label),
                 stage->two != NULL ? gtk_label_get_label (stage->two->team_label) : "");
      spin ();
    }
}

gboolean
find_text (GtkWidget *from, const char *text)
{
  if (!gtk_widget_get_visible (from) || !gtk_widget_get_child_visible (from))
    return FALSE;
  if (GTK_IS_LABEL (from) && strstr (gtk_label_get_text (GTK_LABEL (from)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (find_text (child, text))
      return TRUE;
  return FALSE;
}

typedef struct {
  GxWindow *window;
  const char *text;
} Saying;

static gboolean
is_said (Stage *stage, gconstpointer data)
{
  const Saying *saying = data;

  return find_text (GTK_WIDGET (saying->window), saying->text);
}

void
wait_until_said (Stage *stage, GxWindow *window, const char *text)
{
  const Saying saying = { window, text };

  wait_for (stage, text, is_said, &saying);
}

static gboolean
is_gone (Stage *stage, gconstpointer data)
{
  return !is_said (stage, data);
}

void
wait_until_gone (Stage *stage, GxWindow *window, const char *text)
{
  const Saying saying = { window, text };

  wait_for (stage, text, is_gone, &saying);
}

typedef struct {
  GxWindow *window;
  guint count;
} Listing;

static gboolean
is_listed (Stage *stage, gconstpointer data)
{
  const Listing *listing = data;
  GxPage *page = gx_window_get_page (listing->window);
  GxIdList *ids = GX_IS_CUSTOMERS_PAGE (page) ? gx_customers_page_get_ids (GX_CUSTOMERS_PAGE (page)) : NULL;

  return ids != NULL && gx_id_list_length (ids) == listing->count;
}

/* The list shows so many; its lines are drawn and cannot be read. */
void
wait_for_list (Stage *stage, GxWindow *window, guint count)
{
  const Listing listing = { window, count };

  wait_for (stage, "the list", is_listed, &listing);
}

static gboolean
status_begins (Stage *stage, gconstpointer data)
{
  const Saying *saying = data;

  return gtk_widget_get_visible (saying->window->team_button)
         && g_str_has_prefix (gtk_label_get_label (saying->window->team_label), saying->text);
}

void
wait_for_status (Stage *stage, GxWindow *window, const char *text)
{
  const Saying saying = { window, text };

  wait_for (stage, text, status_begins, &saying);
}

gboolean
is_open (Stage *stage, gconstpointer window)
{
  return ((const GxWindow *) window)->book != NULL;
}

gboolean
is_calm (Stage *stage, gconstpointer window)
{
  const GxTeamReport *report = gx_team_worker_get_report (((const GxWindow *) window)->team);

  return report != NULL && report->waiting == 0
         && gx_team_worker_get_error (((const GxWindow *) window)->team) == NULL;
}

/* -- What a person does -- */

typedef struct {
  const char *name;
  GxId id;
  gboolean is_done;
} Addition;

static gpointer
add_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Addition *addition = data;
  g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();

  gx_customer_draft_set (draft, "name", addition->name);
  return GINT_TO_POINTER (gx_customers_save (book, gx_actor_get_self (), draft, &addition->id, error));
}

static void
added_cb (GObject *book, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  gx_book_job_finish (GX_BOOK (book), result, &error);
  g_assert_no_error (error);
  ((Addition *) data)->is_done = TRUE;
}

static gboolean
is_added (Stage *stage, gconstpointer data)
{
  return ((const Addition *) data)->is_done;
}

GxId
add_customer (Stage *stage, GxWindow *window, const char *name)
{
  Addition addition = { name, 0, FALSE };

  gx_book_write_async (window->book, add_job, &addition, NULL, NULL, NULL, added_cb, &addition);
  wait_for (stage, name, is_added, &addition);
  return addition.id;
}

GxWindow *
open_window (const char *path, gboolean create)
{
  GxWindow *window = gx_window_new (app);

  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 700);
  gx_window_open (window, path, GX_OPEN_WRITE, create);
  gx_window_present (window);
  return window;
}

gpointer
find_dialog (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_visible (window))
        return window;
    }
  g_error ("no %s is shown", g_type_name (type));
}

GxShareDialog *
ask_to_share (Stage *stage)
{
  GxShareDialog *dialog = NULL;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (stage->one), "win.share-book", NULL));
  dialog = find_dialog (GX_TYPE_SHARE_DIALOG);
  g_assert_nonnull (dialog);
  gx_share_dialog_set_folder (dialog, stage->drive);
  gx_share_dialog_set_name (dialog, "Sales");
  return dialog;
}

void
share (Stage *stage)
{
  gtk_widget_activate_action (GTK_WIDGET (ask_to_share (stage)), "share.share", NULL);
  wait_for_status (stage, stage->one, _("Up to date"));
}

/* As another computer, which knows nothing of the first one's replica. */
void
forget_replicas (void)
{
  g_autofree char *teams = g_build_filename (g_get_user_data_dir (), "guanxi", "teams", NULL);
  g_autoptr (GDir) dir = g_dir_open (teams, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (teams, name, NULL);

      g_unlink (file);
    }
}

void
show_customers (GxWindow *window)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "s", "customers"));
}

void
join (Stage *stage)
{
  forget_replicas ();
  stage->two = open_window (stage->team_path, FALSE);
  wait_for (stage, "the joined book", is_open, stage->two);
  show_customers (stage->two);
}

/* -- The stage -- */

void
team_stage_set_up (Stage *stage, gconstpointer unused)
{
  g_autofree char *path = NULL;

  stage->folder = g_dir_make_tmp ("guanxi-team-XXXXXX", NULL);
  stage->drive = g_build_filename (stage->folder, "drive", NULL);
  stage->team_path = g_build_filename (stage->drive, "Sales.guanxi-team", NULL);
  stage->files = g_strconcat (stage->team_path, "-files", NULL);
  stage->away = g_build_filename (stage->folder, "away", NULL);
  g_assert_cmpint (g_mkdir (stage->drive, 0700), ==, 0);
  path = g_build_filename (stage->folder, "one.guanxi", NULL);
  stage->one = open_window (path, TRUE);
  wait_for (stage, "a new book", is_open, stage->one);
  show_customers (stage->one);
}

void
team_stage_tear_down (Stage *stage, gconstpointer unused)
{
  gtk_window_close (GTK_WINDOW (stage->one));
  if (stage->two != NULL)
    gtk_window_close (GTK_WINDOW (stage->two));
  for (int i = 0; i < 50; i++)
    spin ();
  forget_replicas ();
  g_free (stage->folder);
  g_free (stage->drive);
  g_free (stage->team_path);
  g_free (stage->files);
  g_free (stage->away);
}

int
team_stage_main (int argc, char *argv[], void (*add_tests) (void))
{
  gx_language_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gtk_init_check ());
  adw_init ();
  app = GTK_APPLICATION (gx_application_new ());
  g_application_set_flags (G_APPLICATION (app), G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
  g_assert_true (g_application_register (G_APPLICATION (app), NULL, NULL));
  g_assert_true (gx_self_become (0, "李娜", NULL));
  if (g_str_has_prefix (setlocale (LC_MESSAGES, NULL), "zh_CN"))
    g_assert_cmpstr (_("Up to date"), ==, "已是最新");
  add_tests ();
  return g_test_run ();
}
