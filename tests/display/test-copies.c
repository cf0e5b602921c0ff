/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gx-scene.h"
#include "pages/gx-bring-dialog.h"
#include "pages/gx-copies-dialog.h"
#include "store/gx-backup-settings.h"
#include "store/gx-backup-shelf.h"
#include "store/gx-step.h"

#include <glib/gstdio.h>
#include <string.h>

/* The window of the backups, and the one that gets a customer out of one. */

typedef struct {
  GxScene scene;
  GtkWidget *dialog;
  char *chosen;
  gboolean one_customer;
} Stage;

static gpointer
name_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "customer.edit", error);

  return GINT_TO_POINTER (step != NULL
                          && gx_connection_run (book, error, "insert into customer (id, name) values (7, ?1) "
                                                "on conflict (id) do update set name = ?1", "t", data)
                          && gx_step_commit (g_steal_pointer (&step), NULL, error));
}

static gpointer
read_name_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_connection_get_text (book, error, "select name from customer where id = 7", NULL);
}

static void
chosen_cb (Stage *stage, const char *path, gboolean one_customer)
{
  g_free (stage->chosen);
  stage->chosen = g_strdup (path);
  stage->one_customer = one_customer;
}

static void
set_up (Stage *stage, gconstpointer unused)
{
  gx_backup_settings_set_second (NULL);
  gx_scene_set_up (&stage->scene, name_job, (gpointer) "王芳");
  gtk_window_present (GTK_WINDOW (stage->scene.window));
}

static void
tear_down (Stage *stage, gconstpointer unused)
{
  if (stage->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (stage->dialog));
  gx_scene_tear_down (&stage->scene);
  g_free (stage->chosen);
}

static void
open_copies (Stage *stage)
{
  stage->dialog = gx_copies_dialog_new (GTK_WINDOW (stage->scene.window), stage->scene.book,
                                        gx_book_get_path (stage->scene.book));
  g_signal_connect_swapped (stage->dialog, "chosen", G_CALLBACK (chosen_cb), stage);
  gtk_window_present (GTK_WINDOW (stage->dialog));
}

/* The row that says @text, in its title or subtitle. */
static GtkWidget *
find_row (GtkWidget *widget, const char *text)
{
  if (ADW_IS_ACTION_ROW (widget)
      && (strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), text) != NULL
          || (adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)) != NULL
              && strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)), text) != NULL)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
says (GxScene *scene, gpointer data)
{
  return find_row (((Stage *) scene)->dialog, data) != NULL;
}

static void
wait_for (Stage *stage, const char *text)
{
  gx_scene_wait (&stage->scene, text, says, (gpointer) text);
}

static char *
back_up (Stage *stage)
{
  g_autoptr (GPtrArray) copies = NULL;

  gtk_widget_activate_action (stage->dialog, "copies.back-up", NULL);
  wait_for (stage, "Kept while you worked");
  copies = gx_backup_list (gx_book_get_path (stage->scene.book));
  g_assert_cmpuint (copies->len, ==, 1);
  return g_strdup (((GxBackupCopy *) copies->pdata[0])->path);
}

static void
test_back_up_now (Stage *stage, gconstpointer unused)
{
  g_autofree char *path = NULL;

  open_copies (stage);
  g_assert_true (says (&stage->scene, (gpointer) "No copy is kept yet"));
  path = back_up (stage);
  g_assert_true (says (&stage->scene, (gpointer) "Last proven: 21 Nov 2026")
                 || says (&stage->scene, (gpointer) "Last proven: "));
  gtk_widget_activate_action (stage->dialog, "copies.restore", "s", path);
  stage->dialog = NULL; /* it closed itself */
  g_assert_cmpstr (stage->chosen, ==, path);
  g_assert_false (stage->one_customer);
}

static void
test_second_place (Stage *stage, gconstpointer unused)
{
  g_autofree char *place = g_build_filename (stage->scene.folder, "stick", NULL);
  g_autofree char *path = NULL;

  g_assert_cmpint (g_mkdir (place, 0700), ==, 0);
  gx_backup_settings_set_second (place);
  open_copies (stage);
  wait_for (stage, "The next copy goes there, too");
  path = back_up (stage);
  wait_for (stage, "The newest copy is there");
  gtk_widget_activate_action (stage->dialog, "copies.forget-second", NULL);
  wait_for (stage, "A stick or a drive");
}

static gboolean
can_bring (GxScene *scene, gpointer data)
{
  return find_row (((Stage *) scene)->dialog, "→") != NULL;
}

static gboolean
is_named_again (GxScene *scene, gpointer data)
{
  g_autofree char *name = gx_scene_read (scene, read_name_job, NULL);

  return g_strcmp0 (name, data) == 0;
}

static void
test_one_customer (Stage *stage, gconstpointer unused)
{
  g_autofree char *path = NULL;
  GtkWidget *row = NULL;

  open_copies (stage);
  path = back_up (stage);
  gtk_widget_activate_action (stage->dialog, "copies.bring", "s", path);
  g_assert_true (stage->one_customer);
  gx_scene_write (&stage->scene, name_job, (gpointer) "Somebody else");

  stage->dialog = gx_bring_dialog_new (GTK_WINDOW (stage->scene.window), stage->scene.book, path);
  gtk_window_present (GTK_WINDOW (stage->dialog));
  wait_for (stage, "is called Somebody else now");
  row = find_row (stage->dialog, "王芳");
  g_signal_emit_by_name (row, "activated");
  gx_scene_wait (&stage->scene, "what would change", can_bring, NULL);
  g_assert_nonnull (find_row (stage->dialog, "Somebody else → 王芳"));
  gtk_widget_activate_action (stage->dialog, "bring.bring", NULL);
  stage->dialog = NULL;
  gx_scene_wait (&stage->scene, "the customer as before", is_named_again, (gpointer) "王芳");
}

int
main (int argc, char *argv[])
{
  gx_scene_start (&argc, &argv);
#define ADD(name, func) g_test_add ("/display/copies/" name, Stage, NULL, set_up, func, tear_down)
  ADD ("back-up-now", test_back_up_now);
  ADD ("second-place", test_second_place);
  ADD ("one-customer", test_one_customer);
  return g_test_run ();
}
