/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gx-scene.h"

#include "interchange/gx-house.h"
#include "support/gx-test-folder.h"
#include "widgets/gx-widgets.h"

#define WAIT_US (20 * G_USEC_PER_SEC)

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(gpointer *) user_data = gx_book_job_finish (GX_BOOK (source), result, &error);
  g_assert_no_error (error);
}

static void
book_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(GxBook **) user_data = gx_book_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
collect (GtkWidget *from, GType type, GPtrArray *found)
{
  if (!gtk_widget_get_visible (from) || !gtk_widget_get_child_visible (from))
    return;
  if (G_TYPE_CHECK_INSTANCE_TYPE (from, type))
    g_ptr_array_add (found, from);
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

void
gx_scene_start (int *argc, char ***argv)
{
  /* Its folders are those that with-display makes: G_TEST_OPTION_ISOLATE_DIRS would hide what tells an icon's
     type. */
  g_test_init (argc, argv, NULL);
  g_assert_true (gtk_init_check ());
  adw_init ();
  gx_house_register ();
  gx_widgets_init ();
}

void
gx_scene_set_up (GxScene *self, GxJobFunc fill, gpointer data)
{
  g_autofree char *path = NULL;

  g_setenv ("GUANXI_NOW", "2026-11-21T10:32:00+08:00", TRUE);
  self->folder = gx_test_folder_new ();
  path = g_build_filename (self->folder, "a.guanxi", NULL);
  gx_book_open_async (path, GX_OPEN_WRITE, TRUE, NULL, book_opened_cb, &self->book);
  while (self->book == NULL)
    gx_scene_spin ();
  gx_scene_write (self, fill, data);
  self->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 700, 800);
}

void
gx_scene_leave (GxScene *self)
{
  gint64 end = g_get_monotonic_time () + 150 * 1000;

  /* A GtkEditableLabel that loses the focus thinks of itself again after 100 ms, whether it still lives or
     not. */
  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  while (g_get_monotonic_time () < end)
    gx_scene_spin ();
  for (int i = 0; i < 50; i++) /* a busy machine may have slept through it */
    gx_scene_spin ();
  self->page = NULL;
  adw_window_set_content (ADW_WINDOW (self->window), NULL);
}

void
gx_scene_tear_down (GxScene *self)
{
  gx_scene_leave (self);
  gtk_window_destroy (GTK_WINDOW (self->window));
  gx_book_close (self->book);
  for (int i = 0; i < 50; i++)
    gx_scene_spin ();
  g_object_unref (self->book);
  g_free (self->folder);
}

void
gx_scene_show (GxScene *self, GType page_type)
{
  self->page = g_object_new (page_type, "book", self->book, NULL);
  adw_window_set_content (ADW_WINDOW (self->window), GTK_WIDGET (self->page));
  gtk_window_present (GTK_WINDOW (self->window));
  gx_page_shown (self->page);
}

gpointer
gx_scene_read (GxScene *self, GxJobFunc job, gpointer data)
{
  gpointer answer = NULL;

  gx_book_read_async (self->book, job, data, NULL, NULL, NULL, answer_cb, &answer);
  while (answer == NULL)
    gx_scene_spin ();
  return answer;
}

gpointer
gx_scene_write (GxScene *self, GxJobFunc job, gpointer data)
{
  gpointer answer = NULL;

  gx_book_write_async (self->book, job, data, NULL, NULL, NULL, answer_cb, &answer);
  while (answer == NULL)
    gx_scene_spin ();
  return answer;
}

void
gx_scene_spin (void)
{
  if (!g_main_context_iteration (NULL, FALSE))
    g_usleep (1000);
}

void
gx_scene_wait (GxScene *self, const char *what, gboolean (*is_so) (GxScene *self, gpointer data),
               gpointer data)
{
  gint64 end = g_get_monotonic_time () + WAIT_US;

  while (!is_so (self, data))
    {
      if (g_get_monotonic_time () > end)
        g_error ("waited in vain for %s", what);
      gx_scene_spin ();
    }
}

GPtrArray *
gx_scene_find (GxScene *self, GType type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (GTK_WIDGET (self->page), type, found);
  return found;
}

gpointer
gx_scene_first (GxScene *self, GType type)
{
  g_autoptr (GPtrArray) found = gx_scene_find (self, type);

  g_assert_cmpuint (found->len, >, 0);
  return found->pdata[0];
}

typedef struct { GType type; guint count; } Count;

static gboolean
has_count (GxScene *self, gpointer data)
{
  const Count *count = data;
  g_autoptr (GPtrArray) found = gx_scene_find (self, count->type);

  return found->len == count->count;
}

void
gx_scene_wait_count (GxScene *self, GType type, guint count)
{
  Count wanted = { type, count };
  g_autofree char *what = g_strdup_printf ("%u of %s", count, g_type_name (type));

  gx_scene_wait (self, what, has_count, &wanted);
}
