/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-commands.h"
#include "app/gx-settings.h"
#include "app/gx-window-private.h"
#include "base/gx-error.h"
#include "base/gx-phrase.h"
#include "pages/gx-customers-page.h"
#include "store/gx-clock-check.h"
#include "team/gx-team-book.h"
#include "team/gx-team-share.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

#define PATIENCE_MS 200

G_DEFINE_FINAL_TYPE (GxWindow, gx_window, ADW_TYPE_APPLICATION_WINDOW)

static char *
name_of_book (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  if (g_str_has_suffix (base, ".guanxi"))
    base[strlen (base) - strlen (".guanxi")] = '\0';
  return g_filename_display_name (base);
}

static void
remove_pages (GxWindow *self)
{
  GtkWidget *page = NULL;

  while ((page = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, page);
}

static gboolean
make_pages_anew_cb (gpointer user_data)
{
  GxWindow *self = user_data;
  g_autofree char *name = g_strdup (gtk_stack_get_visible_child_name (self->pages));

  if (self->book == NULL || name == NULL)
    return G_SOURCE_REMOVE;
  remove_pages (self);
  gx_window_show_page (self, name);
  return G_SOURCE_REMOVE;
}

static void
book_changed_cb (GxWindow *self, GxChange *change)
{
  const char *label = gx_phrase ("step", change->label);

  /* A setting of the book is in everything that is shown, and is hardly ever changed. */
  if (g_strcmp0 (change->label, "setting.change") == 0)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, make_pages_anew_cb, g_object_ref (self), g_object_unref);
  /* Nobody did it by hand: the book gets to know who writes. */
  if (!change->is_local || change->step == 0 || g_strcmp0 (change->label, "member.add") == 0)
    return;
  if (change->kind == 'd')
    gx_toast_show_undo (GTK_WIDGET (self), label, change->step);
  else
    {
      g_autofree char *text = NULL;
      if (change->kind == 'u')
        /* Translators: %s is what was undone: "Rename customer" */
        text = g_strdup_printf (_("Undone: %s"), label);
      else
        /* Translators: %s is what was done again: "Rename customer" */
        text = g_strdup_printf (_("Done again: %s"), label);
      gx_toast_show_undone (GTK_WIDGET (self), text);
    }
}

static void
show_place (GxWindow *self)
{
  gboolean is_read_only = gx_book_is_read_only (self->book);
  g_autofree char *name = name_of_book (self->path);
  g_autofree char *shown = g_filename_display_name (self->path);

  gtk_label_set_label (self->place_label,
                       is_read_only ? _("Read-only: nothing is saved") : _("Saved on this computer"));
  gtk_image_set_from_icon_name (self->place_icon, is_read_only ? "gx-lock-symbolic" : "gx-book-symbolic");
  gtk_revealer_set_reveal_child (self->read_only_revealer, is_read_only);
  gtk_widget_set_tooltip_text (self->place, shown);
  adw_window_title_set_title (self->book_title, name);
  gtk_window_set_title (GTK_WINDOW (self), name);
}

/* Whoever copies a book reads all of it: so a damage is found before somebody stumbles over it. */
static void
backed_up_cb (GxWindow *self, const char *path, const GError *error)
{
  if (g_error_matches (error, GX_ERROR, GX_ERROR_DAMAGED))
    gx_toast_show_action (GTK_WIDGET (self), error->message, _("_Rescue…"), "win.rescue-book", NULL);
  else
    gx_toast_show_error (GTK_WIDGET (self), error);
}

/* -- The clock: that of a team is compared with its drive's */

static gpointer
check_clock_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *team = gx_team_get_path (book);

  return team == NULL ? gx_clock_check (book) : NULL;
}

static void
clock_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxWindow) self = user_data;
  g_autofree char *question = gx_book_job_finish (GX_BOOK (source), result, NULL);

  if (question != NULL && self->book == GX_BOOK (source))
    gx_toast_ask (GTK_WIDGET (self), question);
}

static void
check_clock (GxWindow *self)
{
  if (!gx_book_is_read_only (self->book))
    gx_book_write_async (self->book, check_clock_job, NULL, NULL, g_free, NULL, clock_checked_cb,
                         g_object_ref (self));
}

static void
take_book (GxWindow *self, GxBook *book)
{
  self->book = g_object_ref (book);
  g_signal_connect_object (book, "changed", G_CALLBACK (book_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (book, "backed-up", G_CALLBACK (backed_up_cb), self, G_CONNECT_SWAPPED);
  gx_segment_list_set_book (self->segment_list, book);
  gx_watched_bar_set_book (self->watched_bar, book);
  self->reminder = gx_reminder_new (GTK_WINDOW (self), book);
  gx_window_team_begin (self);
  check_clock (self);
  if (!gx_book_is_copy (book)) /* looked at, not worked in */
    gx_settings_set_last_book (self->path);
  show_place (self);
  gx_window_update_actions (self);
  gtk_stack_set_visible_child_name (self->stack, "book");
  guint n_kinds = 0;
  /* In a new book nothing waits for today; its first customers come in at their page. */
  gx_window_show_page (self, self->is_new ? "customers" : gx_pages_list (&n_kinds)[0].name);
}

static void
forget_due (GxWindow *self)
{
  g_clear_pointer (&self->due_action, g_free);
  g_clear_pointer (&self->due_target, g_variant_unref);
}

static void
do_due (GxWindow *self)
{
  g_autofree char *action = g_steal_pointer (&self->due_action);
  g_autoptr (GVariant) target = g_steal_pointer (&self->due_target);

  if (action != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (self), action, target);
}

static void
drop_book (GxWindow *self)
{
  g_autoptr (GxTeamWorker) team = gx_window_team_end (self);

  forget_due (self);
  gx_window_give_up (self);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  if (self->palette != NULL)
    gx_palette_close (self->palette);
  remove_pages (self);
  if (self->segment_list != NULL)
    gx_segment_list_set_book (self->segment_list, NULL);
  if (self->watched_bar != NULL)
    gx_watched_bar_set_book (self->watched_bar, NULL);
  if (self->reminder != NULL)
    g_object_run_dispose (G_OBJECT (self->reminder));
  g_clear_object (&self->reminder);
  if (self->book != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->book, self);
      gx_book_close (self->book);
      if (team != NULL)
        gx_team_worker_say_goodbye (team, FALSE);
    }
  g_clear_object (&self->book);
  g_clear_pointer (&self->path, g_free);
}

static void
show_window (GxWindow *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  gtk_window_present (GTK_WINDOW (self));
}

static gboolean
patience_ended_cb (gpointer user_data)
{
  GxWindow *self = user_data;

  self->patience = 0;
  show_window (self);
  return G_SOURCE_REMOVE;
}

static void
book_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GxBook) book = gx_book_open_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->opening == NULL)
    return;
  g_clear_object (&self->opening);
  if (book != NULL)
    {
      take_book (self, book);
      do_due (self);
    }
  else
    gx_window_show_error (self, error);
  if (self->patience != 0)
    show_window (self);
}

static gboolean
gx_window_close_request (GtkWindow *window)
{
  GxWindow *self = GX_WINDOW (window);
  int width = 0, height = 0;

  gtk_window_get_default_size (window, &width, &height);
  gx_settings_set_window (width, height, gtk_window_is_maximized (window));
  gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
  drop_book (self);
  return GTK_WINDOW_CLASS (gx_window_parent_class)->close_request (window);
}

static void
gx_window_dispose (GObject *object)
{
  g_clear_handle_id (&GX_WINDOW (object)->patience, g_source_remove);
  drop_book (GX_WINDOW (object));
  g_clear_pointer (&GX_WINDOW (object)->text_at_focus, g_free);
  GX_WINDOW (object)->palette = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), GX_TYPE_WINDOW);
  G_OBJECT_CLASS (gx_window_parent_class)->dispose (object);
}

static void
gx_window_class_init (GxWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gx_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = gx_window_close_request;

  g_type_ensure (GX_TYPE_SEGMENT_LIST);
  g_type_ensure (GX_TYPE_WATCHED_BAR);
  g_type_ensure (GX_TYPE_PROGRESS_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GxWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, message);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, message_buttons);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, message_menu_button);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, panes);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, book_title);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, top_list);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, foot_list);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, segment_list);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, place);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, place_icon);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, place_label);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, team_button);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, team_icon);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, team_label);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, conflicts_label);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, conflicts_button);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, progress_view);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, read_only_revealer);
  gtk_widget_class_bind_template_child (widget_class, GxWindow, watched_bar);
  gx_window_install_actions (widget_class);
}

static gboolean
can_do (gpointer user_data, const char *action)
{
  return gx_window_can_do (user_data, action);
}

/* What stands in the menus, among the shortcuts and in Ctrl+K. */
static void
make_commands (GxWindow *self)
{
  g_autoptr (GMenuModel) menu = gx_commands_make_menu ();

  gtk_menu_button_set_menu_model (self->menu_button, menu);
  gtk_menu_button_set_menu_model (self->message_menu_button, menu);
  gtk_application_window_set_help_overlay (GTK_APPLICATION_WINDOW (self), gx_commands_make_shortcuts ());
  self->palette = gx_palette_new (GTK_WIDGET (self), can_do);
  gtk_overlay_add_overlay (self->overlay, GTK_WIDGET (self->palette));
}

/* Where there is little room, what can be done stands below what is said. */
static gboolean
turn_bar (GBinding *binding, const GValue *is_folded, GValue *orientation, gpointer user_data)
{
  g_value_set_enum (orientation, g_value_get_boolean (is_folded) ? GTK_ORIENTATION_VERTICAL
                                                                 : GTK_ORIENTATION_HORIZONTAL);
  return TRUE;
}

static void
gx_window_init (GxWindow *self)
{
  int width = 0, height = 0;
  gboolean is_maximized = FALSE;

  gtk_widget_init_template (GTK_WIDGET (self));
  make_commands (self);
  g_object_bind_property_full (self->panes, "is-folded", self->watched_bar, "orientation",
                               G_BINDING_SYNC_CREATE, turn_bar, NULL, NULL, NULL);
  gx_settings_get_window (&width, &height, &is_maximized);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (is_maximized)
    gtk_window_maximize (GTK_WINDOW (self));
  gx_window_watch_keys (self);
  gx_window_take_drops (self);
  gx_window_team_watch (self);
  gx_window_sidebar_fill (self);
  gx_window_update_actions (self);
  gx_window_show_welcome (self);
}

GxWindow *
gx_window_new (GtkApplication *app)
{
  return g_object_new (GX_TYPE_WINDOW, "application", app, NULL);
}

void
gx_window_open (GxWindow *self, const char *path, GxOpenMode mode, gboolean create)
{
  g_return_if_fail (GX_IS_WINDOW (self) && path != NULL);

  if (g_str_has_suffix (path, GX_TEAM_BOOK_SUFFIX))
    {
      gx_window_team_open (self, path);
      return;
    }
  g_autofree char *kept = g_strdup (path);
  drop_book (self);
  self->path = g_steal_pointer (&kept);
  self->is_new = create;
  self->opening = g_cancellable_new ();
  gx_window_update_actions (self);
  gx_window_show_opening (self);
  gx_book_open_async (self->path, mode, create, self->opening, book_opened_cb, g_object_ref (self));
}

void
gx_window_present (GxWindow *self)
{
  g_return_if_fail (GX_IS_WINDOW (self));

  if (self->opening == NULL || gtk_widget_get_visible (GTK_WIDGET (self)))
    show_window (self);
  else if (self->patience == 0)
    self->patience = g_timeout_add (PATIENCE_MS, patience_ended_cb, self);
}

void
gx_window_close_book (GxWindow *self)
{
  g_return_if_fail (GX_IS_WINDOW (self));

  g_autofree char *path = g_strdup (self->path);
  drop_book (self);
  self->path = g_steal_pointer (&path);
  gx_window_update_actions (self);
}

void
gx_window_do_when_open (GxWindow *self, const char *action, GVariant *target)
{
  g_return_if_fail (GX_IS_WINDOW (self) && action != NULL);

  forget_due (self);
  self->due_action = g_strdup (action);
  self->due_target = target != NULL ? g_variant_ref_sink (target) : NULL;
  if (self->book != NULL)
    do_due (self);
}

const char *
gx_window_get_path (GxWindow *self)
{
  g_return_val_if_fail (GX_IS_WINDOW (self), NULL);

  return self->path != NULL ? self->path : self->joining_path;
}

GxPage *
gx_window_get_page (GxWindow *self)
{
  return (GxPage *) gtk_stack_get_visible_child (self->pages);
}

GxPage *
gx_window_show_page (GxWindow *self, const char *name)
{
  guint n_kinds = 0;
  const GxPageKind *kinds = gx_pages_list (&n_kinds);
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  for (guint i = 0; i < n_kinds && page == NULL; i++)
    if (g_str_equal (kinds[i].name, name))
      {
        page = GTK_WIDGET (gx_pages_make (&kinds[i], self->book));
        g_object_bind_property (self->panes, "is-folded", page, "is-folded", G_BINDING_SYNC_CREATE);
        gtk_stack_add_named (self->pages, page, name);
        gx_window_sidebar_bind_count (self, name, GX_PAGE (page));
        if (GX_IS_CUSTOMERS_PAGE (page))
          gx_window_sidebar_follow (self, GX_PAGE (page));
      }
  if (page == NULL)
    return NULL;
  gtk_stack_set_visible_child (self->pages, page);
  gx_window_sidebar_select (self, name);
  gx_panes_set_show_end (self->panes, TRUE);
  gx_page_shown (GX_PAGE (page));
  return GX_PAGE (page);
}
