/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-window-private.h"
#include "base/gx-error.h"
#include "store/gx-place.h"

#include <glib/gi18n-lib.h>

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

void
gx_window_show_progress (GxWindow *self, double done)
{
  GtkWidget *bar = gtk_widget_get_first_child (GTK_WIDGET (self->message_buttons));

  if (!GTK_IS_PROGRESS_BAR (bar))
    {
      begin_message (self, "gx-book-symbolic", _("One moment…"), NULL);
      bar = gtk_progress_bar_new ();
      gtk_widget_set_size_request (bar, 240, -1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Progress"), -1);
      gtk_box_append (self->message_buttons, bar);
    }
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), done);
  /* What comes after the last page is checking; how long that takes is not known. */
  adw_status_page_set_description (self->message, done < 1 ? _("Copying the book") : _("Checking the copy"));
}

static const char *
title_of_place (const char *path)
{
  return path != NULL && gx_place_of (path, NULL) == GX_PLACE_SYNC_FOLDER
    ? _("This book lies in a sync folder") : _("This book lies on a network drive");
}

void
gx_window_show_error (GxWindow *self, const GError *error)
{
  int code = error->domain == GX_ERROR ? error->code : GX_ERROR_FAILED;
  gboolean can_read = code == GX_ERROR_NEWER || code == GX_ERROR_REMOTE || code == GX_ERROR_READ_ONLY
    || code == GX_ERROR_BUSY;

  begin_message (self, code == GX_ERROR_DAMAGED ? "gx-warning-symbolic" : "gx-book-symbolic",
                 code == GX_ERROR_REMOTE ? title_of_place (self->path)
                 : code == GX_ERROR_NEWER ? _("This book was made by a newer Guanxi")
                 : code == GX_ERROR_NOT_A_BOOK ? _("This is not a customer book")
                 : code == GX_ERROR_DAMAGED ? _("This book is damaged")
                 : _("The book could not be opened"),
                 error->message);
  if (code == GX_ERROR_REMOTE)
    add_button (self, _("_Copy to this computer…"), "win.copy-book", TRUE);
  if (can_read)
    add_button (self, _("Open _read-only"), "win.open-read-only", code != GX_ERROR_REMOTE);
  if (code == GX_ERROR_DAMAGED)
    {
      add_button (self, _("_Restore a kept copy…"), "win.restore-book", TRUE);
      add_button (self, _("_Rescue what can be read…"), "win.rescue-book", FALSE);
    }
  /* its beginning may be gone */
  if (code == GX_ERROR_NOT_A_BOOK && self->path != NULL && g_str_has_suffix (self->path, GX_BOOK_SUFFIX))
    add_button (self, _("_Rescue what can be read…"), "win.rescue-book", FALSE);
  if (code == GX_ERROR_FAILED)
    add_button (self, _("_Try again"), "win.reopen", TRUE);
  add_button (self, _("_Open another book…"), "win.open-book", FALSE);
  add_button (self, _("_New book…"), "win.new-book", FALSE);
}
