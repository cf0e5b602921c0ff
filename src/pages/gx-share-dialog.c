/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-share-dialog.h"

#include "base/gx-error.h"
#include "pages/gx-progress-view.h"
#include "team/gx-team-share.h"
#include "widgets/gx-dialogs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BOOK_SUFFIX ".guanxi"

#define WORDS N_("Your colleagues work in this book with you: what one changes appears at the others by " \
                 "itself. Everybody has a whole copy on their own computer, so nobody has to wait for the " \
                 "drive or be connected to it.\n\n" \
                 "Your book stays where it is. It can become a book of your own again at any time.")
#define WORDS_OF_COPY \
  N_("Your colleagues work in this book with you: what one changes appears at the others by itself. " \
     "Everybody has a whole copy on their own computer, so nobody has to wait for the drive or be " \
     "connected to it.\n\n" \
     "A copy of the book is taken to this computer and shared. The file on the drive stays as it is; put " \
     "it away afterwards, so that nobody goes on writing into it.")

struct _GxShareDialog {
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkWidget *share, *choose;
  GtkLabel *words, *outcome, *complaint;
  AdwEntryRow *name;
  AdwActionRow *folder;
  GxProgressView *progress;

  char *book_path;
  gboolean is_copied;
  char *chosen;            /* folder; NULL: none yet */
  GxProgress *sharing;     /* NULL: nothing is under way */
};

enum { SHARED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxShareDialog, gx_share_dialog, ADW_TYPE_WINDOW)

/* -- The form */

static char *
read_name (GxShareDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
}

/* A name is a file's name on any drive. */
static gboolean
is_name (const char *name)
{
  return *name != '\0' && *name != '.' && strpbrk (name, "/\\:*?\"<>|") == NULL;
}

static void
show_form (GxShareDialog *self)
{
  g_autofree char *name = read_name (self);
  g_autofree char *folder = self->chosen != NULL ? g_filename_display_name (self->chosen) : NULL;
  g_autofree char *outcome = NULL;
  gboolean is_good = is_name (name);

  adw_action_row_set_subtitle (self->folder, folder != NULL ? folder : _("None chosen yet"));
  if (is_good && folder != NULL)
    /* Translators: %1$s is the name of the book, %2$s a folder */
    outcome = g_strdup_printf (_("A small file “%1$s.guanxi-team” and a folder are put into %2$s. Whoever "
                                 "opens that file on their computer is in."), name, folder);
  else if (!is_good && *name != '\0')
    outcome = g_strdup (_("A file cannot be called so: leave out signs such as / : * ?"));
  gtk_label_set_label (self->outcome, outcome != NULL ? outcome : "");
  gtk_widget_set_visible (GTK_WIDGET (self->outcome), outcome != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "share.share", is_good && folder != NULL);
}

static void
changed_cb (GxShareDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), FALSE);
  show_form (self);
}

static void
folder_chosen_cb (GFile *file, gpointer user_data)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    gx_share_dialog_set_folder (user_data, path);
}

static void
choose_folder_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_dialog_open_folder (widget, _("Choose a folder on the team's drive"), folder_chosen_cb,
                         g_object_ref (widget), g_object_unref);
}

/* -- Sharing, in a thread that may hang for as long as the drive likes */

typedef struct {
  char *book_path, *path;
  gboolean is_copied;
  GxProgress *progress;
} Errand;

static void
free_errand (gpointer data)
{
  Errand *errand = data;

  g_free (errand->book_path);
  g_free (errand->path);
  gx_progress_unref (errand->progress);
  g_free (errand);
}

static char *
share_in_place (const Errand *errand, GError **error)
{
  g_autoptr (GxConnection) book = gx_connection_open (errand->book_path, GX_OPEN_WRITE, error);

  return book != NULL && gx_team_share (book, errand->path, errand->progress, error)
    ? g_strdup (errand->book_path) : NULL;
}

static void
share_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Errand *errand = data;
  GError *error = NULL;
  char *replica = errand->is_copied
    ? gx_team_share_copy (errand->book_path, errand->path, errand->progress, &error)
    : share_in_place (errand, &error);

  if (replica != NULL)
    g_task_return_pointer (task, replica, g_free);
  else
    g_task_return_error (task, error);
}

static void
show_progress (GxShareDialog *self, gboolean is_under_way)
{
  gtk_stack_set_visible_child_name (self->stack, is_under_way ? "progress" : "form");
  gtk_widget_set_visible (self->share, !is_under_way);
  if (!is_under_way)
    {
      gx_progress_view_leave (self->progress);
      g_clear_pointer (&self->sharing, gx_progress_unref);
    }
}

static void
shared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxShareDialog) self = user_data;
  const Errand *errand = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *replica = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->book_path == NULL) /* closed meanwhile */
    return;
  show_progress (self, FALSE);
  if (replica == NULL)
    {
      gboolean is_cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                              || g_error_matches (error, GX_ERROR, GX_ERROR_CANCELLED);

      gtk_label_set_label (self->complaint, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->complaint), !is_cancelled);
      return;
    }
  g_autofree char *path = g_strdup (errand->path);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[SHARED], 0, replica, path);
}

static void
share_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxShareDialog *self = GX_SHARE_DIALOG (widget);
  g_autofree char *name = read_name (self);
  g_autofree char *base = g_strconcat (name, GX_TEAM_BOOK_SUFFIX, NULL);
  g_autoptr (GTask) task = NULL;
  Errand *errand = NULL;

  if (self->sharing != NULL || self->chosen == NULL || !is_name (name))
    return;
  self->sharing = gx_progress_new ();
  errand = g_new0 (Errand, 1);
  errand->book_path = g_strdup (self->book_path);
  errand->path = g_build_filename (self->chosen, base, NULL);
  errand->is_copied = self->is_copied;
  errand->progress = gx_progress_ref (self->sharing);
  task = g_task_new (NULL, gx_progress_get_cancellable (self->sharing), shared_cb, g_object_ref (self));
  g_task_set_task_data (task, errand, free_errand);
  g_task_set_return_on_cancel (task, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), FALSE);
  gx_progress_view_watch_quietly (self->progress, self->sharing, _("Sharing the book"),
                                  _("It is copied, packed and put on the drive. That is done only once."));
  show_progress (self, TRUE);
  g_task_run_in_thread (task, share_thread);
}

/* -- Overrides */

static gboolean
gx_share_dialog_close_request (GtkWindow *window)
{
  GxShareDialog *self = GX_SHARE_DIALOG (window);

  if (self->sharing != NULL)
    gx_progress_cancel (self->sharing);
  return GTK_WINDOW_CLASS (gx_share_dialog_parent_class)->close_request (window);
}

static void
gx_share_dialog_dispose (GObject *object)
{
  GxShareDialog *self = GX_SHARE_DIALOG (object);

  if (self->sharing != NULL)
    gx_progress_cancel (self->sharing);
  g_clear_pointer (&self->sharing, gx_progress_unref);
  g_clear_pointer (&self->book_path, g_free);
  g_clear_pointer (&self->chosen, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_SHARE_DIALOG);
  G_OBJECT_CLASS (gx_share_dialog_parent_class)->dispose (object);
}

static void
gx_share_dialog_class_init (GxShareDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_share_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = gx_share_dialog_close_request;
  signals[SHARED] = g_signal_new ("shared", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  g_type_ensure (GX_TYPE_PROGRESS_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-share-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GxShareDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, GxShareDialog, share);
  gtk_widget_class_bind_template_child (widget_class, GxShareDialog, choose);
  gtk_widget_class_bind_template_child (widget_class, GxShareDialog, words);
  gtk_widget_class_bind_template_child (widget_class, GxShareDialog, outcome);
  gtk_widget_class_bind_template_child (widget_class, GxShareDialog, complaint);
  gtk_widget_class_bind_template_child (widget_class, GxShareDialog, name);
  gtk_widget_class_bind_template_child (widget_class, GxShareDialog, folder);
  gtk_widget_class_bind_template_child (widget_class, GxShareDialog, progress);
  gtk_widget_class_install_action (widget_class, "share.share", NULL, share_cb);
  gtk_widget_class_install_action (widget_class, "share.choose-folder", NULL, choose_folder_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
gx_share_dialog_init (GxShareDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->share);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (changed_cb), self);
}

static char *
stem_of (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  if (g_str_has_suffix (base, BOOK_SUFFIX))
    base[strlen (base) - strlen (BOOK_SUFFIX)] = '\0';
  return g_filename_display_name (base);
}

GtkWidget *
gx_share_dialog_new (GtkWindow *parent, const char *book_path, gboolean is_copied)
{
  GxShareDialog *self = g_object_new (GX_TYPE_SHARE_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  g_autofree char *name = stem_of (book_path);

  self->book_path = g_strdup (book_path);
  self->is_copied = is_copied;
  gtk_label_set_label (self->words, is_copied ? _(WORDS_OF_COPY) : _(WORDS));
  gx_share_dialog_set_name (self, name);
  gtk_window_set_focus (GTK_WINDOW (self), self->choose);
  return GTK_WIDGET (self);
}

void
gx_share_dialog_set_folder (GxShareDialog *self, const char *folder)
{
  g_return_if_fail (GX_IS_SHARE_DIALOG (self));

  g_free (self->chosen);
  self->chosen = g_strdup (folder);
  changed_cb (self);
}

void
gx_share_dialog_set_name (GxShareDialog *self, const char *name)
{
  g_return_if_fail (GX_IS_SHARE_DIALOG (self));

  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  changed_cb (self);
}

const char *
gx_share_dialog_get_complaint (GxShareDialog *self)
{
  g_return_val_if_fail (GX_IS_SHARE_DIALOG (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->complaint)) ? gtk_label_get_label (self->complaint) : NULL;
}
