/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-window-private.h"
#include "base/gx-error.h"
#include "store/gx-place.h"

#include <glib/gi18n-lib.h>

#define CHOICE_WIDTH_PX 420

static void
begin_message (GxWindow *self, const char *icon, const char *title, const char *text)
{
  GtkWidget *button = NULL;
  g_autofree char *markup = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  while ((button = gtk_widget_get_first_child (GTK_WIDGET (self->message_buttons))) != NULL)
    gtk_box_remove (self->message_buttons, button);
  adw_status_page_set_icon_name (self->message, icon);
  adw_status_page_set_title (self->message, title);
  adw_status_page_set_description (self->message, markup);
  gtk_window_set_title (GTK_WINDOW (self), _("Guanxi"));
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
add_button (GxWindow *self, const char *label, const char *action, gboolean is_suggested)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "pill");
  if (is_suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (self->message_buttons, button);
}

void
gx_window_show_welcome (GxWindow *self)
{
  begin_message (self, GX_APP_ID, _("Welcome to Guanxi"),
                 _("Everybody you sell to in one book: who they are, what they bought, what you talked about "
                   "and what comes next. The book is a file on this computer."));
  add_button (self, _("_New book…"), "win.new-book", TRUE);
  add_button (self, _("_Open…"), "win.open-book", FALSE);
  add_button (self, _("_Try the demo book"), "win.demo-book", FALSE);
}

void
gx_window_show_opening (GxWindow *self)
{
  /* Nothing to read: a book opens faster than a sentence. */
  begin_message (self, NULL, "", NULL);
}

GxProgress *
gx_window_begin_progress (GxWindow *self, const char *title, const char *sentence)
{
  gx_window_give_up (self);
  self->progress = gx_progress_new ();
  gx_progress_view_watch_quietly (self->progress_view, self->progress, title, sentence);
  gtk_stack_set_visible_child_name (self->stack, "progress");
  return gx_progress_ref (self->progress);
}

gboolean
gx_window_end_progress (GxWindow *self, GxProgress *progress)
{
  if (self->progress != progress)
    return FALSE;
  gx_progress_view_leave (self->progress_view);
  gx_window_give_up (self);
  gtk_stack_set_visible_child_name (self->stack, self->book != NULL ? "book" : "message");
  return TRUE;
}

void
gx_window_give_up (GxWindow *self)
{
  if (self->progress != NULL)
    gx_progress_cancel (self->progress);
  g_clear_pointer (&self->progress, gx_progress_unref);
  g_clear_pointer (&self->joining_path, g_free);
}

static GtkWidget *
new_choice_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_choice_row (const char *icon, GtkWidget *title, GtkWidget *outcome)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), outcome);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (row), words);
  return row;
}

/* A choice that says what comes of it. */
static void
add_choice (GxWindow *self, const char *icon, const char *label, const char *outcome, const char *action)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *title = new_choice_label (label, "gx-heading");
  GtkWidget *clamp = adw_clamp_new ();

  gtk_button_set_child (GTK_BUTTON (button),
                        new_choice_row (icon, title, new_choice_label (outcome, "gx-second")));
  gtk_label_set_mnemonic_widget (GTK_LABEL (title), button);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "gx-choice");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (title)),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, outcome, -1);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), CHOICE_WIDTH_PX);
  adw_clamp_set_child (ADW_CLAMP (clamp), button);
  gtk_box_append (self->message_buttons, clamp);
}

/* What can be done about a book where it must not, or cannot be written. */
static void
add_choices (GxWindow *self, gboolean can_share)
{
  if (can_share)
    add_choice (self, "gx-people-symbolic", _("_Share as a team book here"),
                _("Everybody gets a book of their own, which works offline, too. What they change meets "
                  "here."),
                "win.share-here");
  add_choice (self, "gx-copy-symbolic", _("_Copy to this computer…"),
              _("You go on in the copy. The book here stays as it is."), "win.copy-book");
  add_choice (self, "gx-lock-symbolic", _("Open _read-only"),
              _("You see it as it is now. Nothing is saved."), "win.open-read-only");
}

static const char *
choose_title (int code, gboolean is_book)
{
  switch (code)
    {
    case GX_ERROR_REMOTE:
      return _("This book lies on a network drive");
    case GX_ERROR_SYNCED:
      return _("This book lies in a sync folder");
    case GX_ERROR_READ_ONLY:
      return _("This book can only be read here");
    case GX_ERROR_NEWER:
      return _("This book was made by a newer Guanxi");
    case GX_ERROR_NOT_A_BOOK:
      return is_book ? _("This book cannot be read") : _("This is not a customer book");
    case GX_ERROR_DAMAGED:
      return _("This book is damaged");
    default:
      return _("The book could not be opened");
    }
}

/* Where the choices say what can be done, the sentence need not. */
static const char *
choose_text (const GError *error, int code)
{
  switch (code)
    {
    case GX_ERROR_REMOTE:
      return _("Several computers that write one file there would damage it, so it was left as it is.");
    case GX_ERROR_SYNCED:
      return _("A file that is written while it is synchronised would be damaged, so it was left as it is.");
    case GX_ERROR_READ_ONLY:
      return _("Nothing can be written where it lies, so it was left as it is.");
    default:
      return error->message;
    }
}

void
gx_window_show_error (GxWindow *self, const GError *error)
{
  int code = error->domain == GX_ERROR ? error->code : GX_ERROR_FAILED;
  gboolean is_away = code == GX_ERROR_REMOTE || code == GX_ERROR_SYNCED;
  gboolean is_book = self->path != NULL && g_str_has_suffix (self->path, GX_BOOK_SUFFIX);
  gboolean is_damaged = code == GX_ERROR_DAMAGED || (code == GX_ERROR_NOT_A_BOOK && is_book);

  begin_message (self, is_damaged ? "gx-warning-symbolic" : "gx-book-symbolic",
                 choose_title (code, is_book), choose_text (error, code));
  if (is_away || code == GX_ERROR_READ_ONLY)
    add_choices (self, is_away && self->path != NULL && !gx_place_is_uri (self->path));
  if (code == GX_ERROR_NEWER || code == GX_ERROR_BUSY)
    add_button (self, _("Open _read-only"), "win.open-read-only", TRUE);
  if (is_damaged)
    {
      add_button (self, _("_Restore a kept copy…"), "win.restore-book", TRUE);
      add_button (self, _("_Rescue what can be read…"), "win.rescue-book", FALSE);
    }
  if (code == GX_ERROR_FAILED)
    add_button (self, _("_Try again"), "win.reopen", TRUE);
  add_button (self, _("_Open another book…"), "win.open-book", FALSE);
  if (!is_away)
    add_button (self, _("_New book…"), "win.new-book", FALSE);
}

void
gx_window_show_team_error (GxWindow *self, const GError *error)
{
  gboolean is_drives = g_error_matches (error, GX_ERROR, GX_ERROR_GONE)
                       || g_error_matches (error, GX_ERROR, GX_ERROR_NO_ANSWER);

  begin_message (self, is_drives ? "gx-offline-symbolic" : "gx-people-symbolic",
                 _("The team's book could not be opened"), error->message);
  add_button (self, _("_Try again"), "win.reopen", TRUE);
  add_button (self, _("_Open another book…"), "win.open-book", FALSE);
  add_button (self, _("_New book…"), "win.new-book", FALSE);
}
