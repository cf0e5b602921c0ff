/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#include "base/gx-id-list.h"
#include "customers/gx-customers.h"
#include "gx-scene.h"
#include "interchange/gx-import.h"
#include "pages/gx-export-dialog.h"
#include "pages/gx-progress-view.h"

typedef struct {
  GxScene scene;
  GxExportDialog *dialog;
  char *path;
} Stage;

/* Two customers, and as many as stand in @data. */
static gpointer
fill_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) text = g_string_new ("name,phone,city\nAnna,020 7946 0101,London\nBert,,Leeds\n");
  g_autoptr (GxImportReport) report = NULL;
  g_autoptr (GxImportPlan) plan = NULL;

  for (int i = 0; i < GPOINTER_TO_INT (data); i++)
    g_string_append_printf (text, "Somebody %d,13%09d,Leeds\n", i, i);
  plan = gx_import_plan_new_text (text->str);
  plan->on_match = GX_ON_MATCH_ADD;
  g_assert_true (gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL, error));
  return GINT_TO_POINTER (TRUE);
}

static gpointer
list_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_customers_order (book, GX_CUSTOMER_SORT_NAME, FALSE, NULL, error);
}

static void
set_up (Stage *self, gconstpointer n_more)
{
  g_autoptr (GxIdList) customers = NULL;

  gx_scene_set_up (&self->scene, fill_job, (gpointer) n_more);
  customers = gx_scene_read (&self->scene, list_job, NULL);
  self->path = g_build_filename (self->scene.folder, "list.csv", NULL);
  self->dialog = gx_export_dialog_new (NULL, self->scene.book, NULL, customers);
  g_object_add_weak_pointer (G_OBJECT (self->dialog), (gpointer *) &self->dialog);
  gtk_window_present (GTK_WINDOW (self->dialog));
}

static gboolean
is_gone (GxScene *scene, gpointer data)
{
  return ((Stage *) data)->dialog == NULL;
}

static void
wait_gone (Stage *self)
{
  gx_scene_wait (&self->scene, "the dialog to go", is_gone, self);
}

static void
tear_down (Stage *self, gconstpointer unused)
{
  if (self->dialog != NULL)
    gtk_window_close (GTK_WINDOW (self->dialog));
  wait_gone (self);
  g_unlink (self->path);
  g_free (self->path);
  gx_scene_tear_down (&self->scene);
}

static GtkWidget *
find_widget (GtkWidget *from, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (from, type) ? from : NULL;
  GtkWidget *child = gtk_widget_get_first_child (from);

  for (; child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

static GtkWidget *
find_save (GtkWidget *from)
{
  GtkWidget *found = GTK_IS_BUTTON (from)
    && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (from)), "export.save") == 0 ? from : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_save (child);
  return found;
}

static gpointer
count_job (GxConnection *book, gpointer sql, GCancellable *cancellable, GError **error)
{
  return g_memdup2 (&(gint64) { gx_connection_get_int64 (book, -1, NULL, sql, NULL) }, sizeof (gint64));
}

static gint64
count (Stage *self, const char *sql)
{
  g_autofree gint64 *n = gx_scene_read (&self->scene, count_job, (gpointer) sql);

  return *n;
}

/* The columns that are ticked stand in the file, in the order of the rows, and who took them is noted. */
static void
chosen_columns_are_written (Stage *self, gconstpointer unused)
{
  static const char * const chosen[] = { "city", "name", NULL };
  g_autofree char *text = NULL;
  g_auto (GStrv) rows = NULL;

  gx_export_columns_choose (gx_export_dialog_get_columns (self->dialog), chosen);
  gx_export_dialog_write (self->dialog, self->path, FALSE);
  wait_gone (self);
  g_assert_true (g_file_get_contents (self->path, &text, NULL, NULL));
  rows = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, 4);
  g_assert_cmpstr (rows[1], ==, "London,Anna");
  g_assert_cmpstr (rows[2], ==, "Leeds,Bert");
  g_assert_cmpint (count (self, "select count(*) from export_record where fields = '[\"city\",\"name\"]'"
                                " and rows = 2"), ==, 1);
}

/* Where no column is left there is nothing to write. */
static void
something_is_chosen (Stage *self, gconstpointer unused)
{
  static const char * const none[] = { NULL };
  GxExportColumns *columns = gx_export_dialog_get_columns (self->dialog);
  GtkWidget *check = NULL;

  gx_export_columns_choose (columns, none);
  check = find_widget (GTK_WIDGET (columns), GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_true (gtk_widget_get_sensitive (find_save (GTK_WIDGET (self->dialog))));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_false (gtk_widget_get_sensitive (find_save (GTK_WIDGET (self->dialog))));
}

static void
the_whole_book_is_written (Stage *self, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (self->scene.folder, "book.jsonl", NULL), *text = NULL;
  g_autofree char *bare = g_build_filename (self->scene.folder, "book", NULL);

  gx_export_dialog_show_kind (self->dialog, GX_EXPORT_BOOK);
  g_assert_false (gtk_widget_is_visible (GTK_WIDGET (gx_export_dialog_get_columns (self->dialog))));
  gx_export_dialog_write (self->dialog, bare, FALSE);
  wait_gone (self);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"table\":\"customer\""));
  g_unlink (path);
}

/* A file that is there stays what it is, and the person may try again. */
static void
a_failure_is_told (Stage *self, gconstpointer unused)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (self->path, "mine", -1, NULL));
  gx_export_dialog_write (self->dialog, self->path, FALSE);
  for (int i = 0; i < 200 && GTK_IS_WIDGET (self->dialog); i++)
    gx_scene_spin ();
  g_assert_nonnull (self->dialog);
  g_assert_true (g_file_get_contents (self->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
  gx_export_dialog_write (self->dialog, self->path, TRUE);
  wait_gone (self);
}

static gboolean
is_choosing (GxScene *scene, gpointer data)
{
  return gtk_widget_is_visible (GTK_WIDGET (gx_export_dialog_get_columns (((Stage *) data)->dialog)))
         && gtk_widget_get_mapped (GTK_WIDGET (gx_export_dialog_get_columns (((Stage *) data)->dialog)));
}

/* Cancelled, there is no file, and nothing beside it, and nobody is said to have taken anything. */
static void
cancelled_leaves_no_file (Stage *self, gconstpointer unused)
{
  GtkWidget *progress = find_widget (GTK_WIDGET (self->dialog), GX_TYPE_PROGRESS_VIEW);
  g_autoptr (GDir) folder = NULL;
  const char *name = NULL;

  gx_export_dialog_write (self->dialog, self->path, FALSE);
  g_assert_true (gtk_widget_activate_action (progress, "progress.cancel", NULL));
  gx_scene_wait (&self->scene, "the choice again", is_choosing, self);
  folder = g_dir_open (self->scene.folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    g_assert_false (g_str_has_prefix (name, "list.csv"));
  g_assert_cmpint (count (self, "select count(*) from export_record"), ==, 0);
}

/* Closing the window cancels what it does, and only then it goes. */
static void
closed_leaves_no_file (Stage *self, gconstpointer unused)
{
  gx_export_dialog_write (self->dialog, self->path, FALSE);
  gtk_window_close (GTK_WINDOW (self->dialog));
  g_assert_nonnull (self->dialog);
  wait_gone (self);
  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS));
}

/* What was taken out last is proposed again, whatever is shown in between. */
static void
columns_are_remembered (Stage *self, gconstpointer unused)
{
  static const char * const chosen[] = { "city", "name", NULL };
  g_autofree char *remembered = NULL, *text = NULL;
  g_auto (GStrv) columns = NULL;
  GxExportDialog *next = NULL;

  gx_export_columns_choose (gx_export_dialog_get_columns (self->dialog), chosen);
  g_signal_emit_by_name (gx_export_dialog_get_columns (self->dialog), "changed");
  gx_export_dialog_write (self->dialog, self->path, FALSE);
  g_object_get (self->dialog, "remembered", &remembered, NULL);
  wait_gone (self);

  next = gx_export_dialog_new (NULL, self->scene.book, NULL, NULL);
  g_object_set (next, "remembered", remembered, NULL);
  gx_export_dialog_show_kind (next, GX_EXPORT_PURCHASES);
  gx_export_dialog_show_kind (next, GX_EXPORT_CUSTOMERS);
  columns = gx_export_columns_list (gx_export_dialog_get_columns (next));
  text = g_strjoinv (",", columns);
  g_assert_cmpstr (text, ==, "city,name");
  gtk_window_destroy (GTK_WINDOW (next));
}

int
main (int argc, char *argv[])
{
  gx_scene_start (&argc, &argv);
  g_test_add ("/display/export/columns", Stage, NULL, set_up, chosen_columns_are_written, tear_down);
  g_test_add ("/display/export/remembered", Stage, NULL, set_up, columns_are_remembered, tear_down);
  g_test_add ("/display/export/none", Stage, NULL, set_up, something_is_chosen, tear_down);
  g_test_add ("/display/export/book", Stage, NULL, set_up, the_whole_book_is_written, tear_down);
  g_test_add ("/display/export/failure", Stage, NULL, set_up, a_failure_is_told, tear_down);
  g_test_add ("/display/export/cancelled", Stage, GINT_TO_POINTER (20000), set_up, cancelled_leaves_no_file,
              tear_down);
  g_test_add ("/display/export/closed", Stage, GINT_TO_POINTER (20000), set_up, closed_leaves_no_file,
              tear_down);
  return g_test_run ();
}
