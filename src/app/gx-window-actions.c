/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-commands.h"
#include "app/gx-preferences.h"
#include "app/gx-window-private.h"
#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-phrase.h"
#include "criteria/gx-criteria.h"
#include "interchange/gx-demo.h"
#include "pages/gx-conflicts-dialog.h"
#include "pages/gx-customers-page.h"
#include "pages/gx-handover-dialog.h"
#include "store/gx-journal.h"
#include "store/gx-self.h"
#include "team/gx-team-book.h"
#include "widgets/gx-dialogs.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

/* -- Undo and redo: found by the reader, asked about where it is not of today, done by the writer. */

typedef struct {
  GxWindow *window;
  GxId step;
  gboolean is_redo;
} Reversal;

static void
free_reversal (gpointer data)
{
  Reversal *reversal = data;

  g_clear_object (&reversal->window);
  g_free (reversal);
}

static gpointer
find_step_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Reversal *reversal = data;
  GxActor *actor = gx_actor_get_self ();

  if (reversal->step == 0)
    reversal->step = reversal->is_redo ? gx_redo_next (book, actor) : gx_undo_next (book, actor);
  if (reversal->step == 0)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND,
                           reversal->is_redo
                             ? _("There is nothing to do again.") : _("There is nothing to undo."));
      return NULL;
    }
  return gx_journal_get (book, reversal->step, error);
}

static gpointer
reverse_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Reversal *reversal = data;
  GxActor *actor = gx_actor_get_self ();
  gboolean is_done = reversal->is_redo
    ? gx_redo (book, actor, reversal->step, NULL, error) : gx_undo (book, actor, reversal->step, NULL, error);

  return GINT_TO_POINTER (is_done);
}

static void
reverse (gpointer data)
{
  Reversal *asked = data;
  Reversal *reversal = g_new0 (Reversal, 1);

  reversal->step = asked->step;
  reversal->is_redo = asked->is_redo;
  if (asked->window->book != NULL)
    gx_write (GTK_WIDGET (asked->window), asked->window->book, reverse_job, reversal, free_reversal);
  else
    free_reversal (reversal);
}

static gboolean
is_of_today (const GxJournalEntry *entry)
{
  gint64 at = entry->at_ms / 1000;

  return gx_day_of_instant (at, gx_clock_offset_min (at)) == gx_clock_today ();
}

static void
ask_about_old_step (Reversal *reversal, const GxJournalEntry *entry)
{
  g_autofree char *when = gx_instant_format (entry->at_ms);
  const char *label = gx_phrase ("step", entry->label);
  g_autofree char *body = entry->customer_name != NULL
    /* Translators: %1$s is a step ("Rename customer"), %2$s a customer, %3$s a date and time */
    ? g_strdup_printf (_("%1$s (%2$s), done on %3$s."), label, entry->customer_name, when)
    /* Translators: %1$s is a step ("Import"), %2$s a date and time */
    : g_strdup_printf (_("%1$s, done on %2$s."), label, when);

  gx_dialog_confirm (GTK_WIDGET (reversal->window), _("Undo something from another day?"), body,
                     reversal->is_redo ? _("_Redo") : _("_Undo"), FALSE, reverse, reversal, free_reversal);
}

static void
step_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reversal *reversal = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GxJournalEntry) entry = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (entry == NULL)
    {
      gx_toast_show_error (GTK_WIDGET (reversal->window), error);
      free_reversal (reversal);
      return;
    }
  reversal->step = entry->id;
  if (!is_of_today (entry))
    {
      ask_about_old_step (reversal, entry);
      return;
    }
  reverse (reversal);
  free_reversal (reversal);
}

static void
find_and_reverse (GxWindow *self, GxId step, gboolean is_redo)
{
  if (self->book == NULL)
    return;
  Reversal *asked = g_new0 (Reversal, 1);
  Reversal *reversal = g_new0 (Reversal, 1);

  asked->step = step;
  asked->is_redo = is_redo;
  reversal->window = g_object_ref (self);
  reversal->is_redo = is_redo;
  gx_book_read_async (self->book, find_step_job, asked, free_reversal, (GDestroyNotify) gx_journal_entry_free,
                      NULL, step_found_cb, reversal);
}

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  find_and_reverse (GX_WINDOW (widget), 0, FALSE);
}

static void
redo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  find_and_reverse (GX_WINDOW (widget), 0, TRUE);
}

static void
undo_step_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  find_and_reverse (GX_WINDOW (widget), g_variant_get_int64 (parameter), FALSE);
}

static void
redo_step_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  find_and_reverse (GX_WINDOW (widget), g_variant_get_int64 (parameter), TRUE);
}

/* -- Books: new, open */

static void
open_chosen_cb (GFile *file, gpointer user_data)
{
  g_autofree char *path = g_file_get_path (file);

  gx_window_open (user_data, path, GX_OPEN_WRITE, FALSE);
}

static void
create_chosen_cb (GFile *file, gpointer user_data)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *book = g_str_has_suffix (path, GX_BOOK_SUFFIX) ? g_strdup (path)
                          : g_strconcat (path, GX_BOOK_SUFFIX, NULL);

  gx_window_open (user_data, book, GX_OPEN_WRITE, TRUE);
}

static void
open_book_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_dialog_open_file (widget, _("Open a book"), _("Customer books"),
                       "*" GX_BOOK_SUFFIX " *" GX_TEAM_BOOK_SUFFIX, open_chosen_cb,
                       g_object_ref (widget), g_object_unref);
}

static void
new_book_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  /* Translators: the proposed file name of a new book */
  gx_dialog_save_file (widget, _("New book"), _("My customers.guanxi"), create_chosen_cb,
                       g_object_ref (widget), g_object_unref);
}

/* -- The demo book: made once, in the user's data folder. */

static void
demo_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    gx_window_open (GX_WINDOW (source), g_task_get_task_data (G_TASK (result)), GX_OPEN_WRITE, FALSE);
  else
    gx_window_show_error (GX_WINDOW (source), error);
}

static void
make_demo (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *path = data;
  GxDemoOptions options = { 3000, 1, gx_clock_today () };
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = NULL;

  g_mkdir_with_parents (folder, 0700);
  book = gx_connection_create (path, NULL, &error);
  if (book == NULL || !gx_demo_fill (book, &options, NULL, NULL, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
demo_book_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxWindow *self = GX_WINDOW (widget);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "guanxi", "demo.guanxi", NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      gx_window_open (self, path, GX_OPEN_WRITE, FALSE);
      return;
    }
  g_autoptr (GTask) task = g_task_new (self, NULL, demo_made_cb, NULL);
  g_task_set_task_data (task, g_steal_pointer (&path), g_free);
  gx_window_show_opening (self);
  g_task_run_in_thread (task, make_demo);
}

static void
open_read_only_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxWindow *self = GX_WINDOW (widget);

  if (self->path != NULL)
    gx_window_open (self, self->path, GX_OPEN_READ, FALSE);
}

static void
reopen_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxWindow *self = GX_WINDOW (widget);

  if (self->path != NULL)
    gx_window_open (self, self->path, GX_OPEN_WRITE, FALSE);
}

/* -- Pages */

static void
show_page_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_window_show_page (GX_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_nth_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  guint n_kinds = 0;
  const GxPageKind *kinds = gx_pages_list (&n_kinds);
  guint nth = (guint) g_variant_get_int32 (parameter);

  if (GX_WINDOW (widget)->book != NULL && nth >= 1 && nth <= n_kinds)
    gx_window_show_page (GX_WINDOW (widget), kinds[nth - 1].name);
}

static void
show_customer_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxPage *page = gx_window_show_page (GX_WINDOW (widget), "customers");

  gx_customers_page_show (GX_CUSTOMERS_PAGE (page), g_variant_get_int64 (parameter));
}

static void
show_customers_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *criteria = NULL, *title = NULL, *currency = NULL;
  GxDay as_of = GX_NO_DAY;
  GxPage *page = gx_window_show_page (GX_WINDOW (widget), "customers");

  g_variant_get (parameter, "(&s&si&s)", &criteria, &title, &as_of, &currency);
  gx_customers_page_filter (GX_CUSTOMERS_PAGE (page), *criteria != '\0' ? criteria : NULL, title, as_of,
                            *currency != '\0' ? currency : NULL);
}

/* Whoever sits here looks after them. */
static void
my_customers_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GxCriteria) criteria = gx_criteria_new_is ("owner", GX_SELF_WORD, NULL);
  g_autofree char *json = gx_criteria_to_json (criteria);
  GxPage *page = gx_window_show_page (GX_WINDOW (widget), "customers");

  gx_customers_page_filter (GX_CUSTOMERS_PAGE (page), json, _("My customers"), GX_NO_DAY, NULL);
}

static void
hand_over_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (gx_handover_dialog_new (widget, GX_WINDOW (widget)->book, gx_self_get_id (),
                                                          NULL)));
}

static void
show_conflicts_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (gx_conflicts_dialog_new (widget, GX_WINDOW (widget)->book, 0)));
}

static void
search_customers_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxPage *page = gx_window_show_page (GX_WINDOW (widget), "customers");

  gx_customers_page_search (GX_CUSTOMERS_PAGE (page), g_variant_get_string (parameter, NULL));
}

static void
find_anything_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxWindow *self = GX_WINDOW (widget);

  if (gx_palette_is_open (self->palette))
    gx_palette_close (self->palette);
  else
    gx_palette_open (self->palette, self->book);
}

static void
new_customer_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxPage *page = gx_window_show_page (GX_WINDOW (widget), "customers");

  gx_customers_page_add (GX_CUSTOMERS_PAGE (page),
                         parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL);
}

static void
find_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxPage *page = gx_window_get_page (GX_WINDOW (widget));

  if (page == NULL || gx_page_find (page))
    return;
  page = gx_window_show_page (GX_WINDOW (widget), "customers");
  gx_page_find (page);
}

/* From another page, too; there the key does not hide them. */
static void
facets_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxPage *before = gx_window_get_page (GX_WINDOW (widget));
  GxPage *page = gx_window_show_page (GX_WINDOW (widget), "customers");
  GxCustomersPage *customers = GX_CUSTOMERS_PAGE (page);

  gx_customers_page_show_facets (customers, page != before || !gx_customers_page_shows_facets (customers));
}

static void
log_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxPage *page = gx_window_get_page (GX_WINDOW (widget));

  if (page != NULL)
    gx_page_log (page);
}

/* Of a page that has something to print: its own action. */
static void
print_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxPage *page = gx_window_get_page (GX_WINDOW (widget));

  if (page != NULL)
    gtk_widget_activate_action (GTK_WIDGET (page), "page.print", NULL);
}

static void
back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxWindow *self = GX_WINDOW (widget);
  GxPage *page = gx_window_get_page (self);

  if (page != NULL && !gx_page_go_back (page) && gx_panes_is_folded (self->panes))
    gx_panes_set_show_end (self->panes, FALSE);
}

static void
preferences_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (gx_preferences_new (GTK_WINDOW (widget), GX_WINDOW (widget)->book)));
}

static void
watch_anew_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_watched_bar_read_anew (GX_WINDOW (widget)->watched_bar);
}

typedef enum { NEEDS_NOTHING, NEEDS_PATH, NEEDS_BOOK, NEEDS_PEN, NEEDS_TEAM, NEEDS_NO_TEAM } Need;

static const struct {
  const char *name, *type;
  GtkWidgetActionActivateFunc func;
  Need need;
} actions[] = {
  { "win.undo", NULL, undo_cb, NEEDS_PEN }, { "win.redo", NULL, redo_cb, NEEDS_PEN },
  { "win.undo-step", "x", undo_step_cb, NEEDS_PEN }, { "win.redo-step", "x", redo_step_cb, NEEDS_PEN },
  { "win.new-book", NULL, new_book_cb }, { "win.open-book", NULL, open_book_cb },
  { "win.open-read-only", NULL, open_read_only_cb }, { "win.reopen", NULL, reopen_cb },
  { "win.copy-book", NULL, gx_window_copy_book_cb },
  { "win.share-here", NULL, gx_window_share_here_cb },
  { "win.restore-book", NULL, gx_window_restore_cb, NEEDS_PATH },
  { "win.restore-copy", "s", gx_window_restore_copy_cb, NEEDS_PATH },
  { "win.rescue-book", NULL, gx_window_rescue_cb, NEEDS_PATH },
  { "win.back-up", NULL, gx_window_back_up_cb, NEEDS_BOOK }, { "win.demo-book", NULL, demo_book_cb },
  { "win.share-book", NULL, gx_window_share_cb, NEEDS_NO_TEAM },
  { "win.team", NULL, gx_window_team_cb, NEEDS_TEAM },
  { "win.leave-team", NULL, gx_window_leave_team_cb, NEEDS_TEAM },
  { "win.tell-name", NULL, gx_window_tell_name_cb, NEEDS_PEN },
  { "win.show-page", "s", show_page_cb, NEEDS_BOOK }, { "win.show-nth", "i", show_nth_cb },
  { "win.show-customer", "x", show_customer_cb, NEEDS_BOOK },
  { "win.show-customers", "(ssis)", show_customers_cb, NEEDS_BOOK },
  { "win.search-customers", "s", search_customers_cb, NEEDS_BOOK },
  { "win.my-customers", NULL, my_customers_cb, NEEDS_BOOK },
  { "win.hand-over", NULL, hand_over_cb, NEEDS_PEN },
  { "win.show-conflicts", NULL, show_conflicts_cb, NEEDS_BOOK },
  { "win.new-customer", NULL, new_customer_cb, NEEDS_PEN },
  { "win.new-customer-named", "s", new_customer_cb, NEEDS_PEN },
  { "win.import", NULL, gx_window_import_cb, NEEDS_PEN },
  { "win.import-file", "s", gx_window_import_file_cb, NEEDS_PEN },
  { "win.paste-table", NULL, gx_window_paste_cb, NEEDS_PEN },
  { "win.export-list", NULL, gx_window_export_list_cb, NEEDS_BOOK },
  { "win.export-book", NULL, gx_window_export_book_cb, NEEDS_BOOK },
  { "win.export-customers", "ax", gx_window_export_customers_cb, NEEDS_BOOK },
  { "win.find", NULL, find_cb, NEEDS_BOOK }, { "win.find-anything", NULL, find_anything_cb },
  { "win.facets", NULL, facets_cb, NEEDS_BOOK },
  { "win.log", NULL, log_cb, NEEDS_PEN }, { "win.print", NULL, print_cb, NEEDS_BOOK },
  { "win.preferences", NULL, preferences_cb }, { "win.watch-anew", NULL, watch_anew_cb, NEEDS_PEN },
  { "win.back", NULL, back_cb },
};

static gboolean
has_needed (GxWindow *self, Need need)
{
  switch (need)
    {
    case NEEDS_PATH:
      return self->path != NULL;
    case NEEDS_BOOK:
      return self->book != NULL;
    case NEEDS_PEN:
      return self->book != NULL && !gx_book_is_read_only (self->book);
    case NEEDS_TEAM:
      return gx_window_team_is_shared (self);
    case NEEDS_NO_TEAM:
      return gx_window_team_can_share (self);
    case NEEDS_NOTHING:
    default:
      return TRUE;
    }
}

void
gx_window_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].func);
  /* Bound to the window, not to the application: so a focused widget's own keys come first. */
  gx_commands_bind (widget_class, "win");
  for (guint i = 1; i <= 9; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0 + i, GDK_ALT_MASK, "win.show-nth", "i", i);
}

void
gx_window_update_actions (GxWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, has_needed (self, actions[i].need));
}

gboolean
gx_window_can_do (GxWindow *self, const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, action))
      return has_needed (self, actions[i].need);
  return TRUE;
}
