/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/gx-palette.h"
#include "app/gx-reminder.h"
#include "app/gx-segment-list.h"
#include "app/gx-watched-bar.h"
#include "app/gx-window.h"
#include "pages/gx-pages.h"
#include "pages/gx-progress-view.h"
#include "team/gx-team-worker.h"
#include "widgets/gx-panes.h"

G_BEGIN_DECLS

/* Whatever a new book is called, "Open" finds it by its ending. */
#define GX_BOOK_SUFFIX ".guanxi"

struct _GxWindow {
  AdwApplicationWindow parent_instance;

  GtkOverlay *overlay;
  GxPalette *palette;            /* over everything, where Ctrl+K was pressed */
  GtkStack *stack;               /* message, progress, book */
  AdwStatusPage *message;
  GtkBox *message_buttons;
  GtkMenuButton *message_menu_button, *menu_button;
  GxPanes *panes;
  AdwWindowTitle *book_title;
  GtkListBox *top_list, *foot_list;
  GxSegmentList *segment_list;   /* between them */
  GtkStack *pages;
  GtkImage *place_icon;
  GtkLabel *place_label;
  GtkWidget *place;
  GtkWidget *team_button, *conflicts_button; /* in its place, of a shared book */
  GtkImage *team_icon;
  GtkLabel *team_label, *conflicts_label;
  GxProgressView *progress_view;
  GtkRevealer *read_only_revealer;
  GxWatchedBar *watched_bar;

  GxBook *book;                  /* NULL: none is shown */
  GxReminder *reminder;          /* of the book */
  GxTeamWorker *team;            /* of the book; NULL: it cannot be written */
  GxProgress *progress;          /* of what keeps the book away; NULL: nothing does */
  char *joining_path;            /* of the team's book that is being built */
  char *path;
  char *text_at_focus;           /* of the focused text field, when it got the focus */
  gboolean is_new;         /* the book was just made */
  guint patience;          /* not shown yet: its book is on its way */
  GCancellable *opening;
  char *due_action;        /* (nullable): to be done when the book is open */
  GVariant *due_target;
};

/** gx_window_show_page: brings a page to the front, made on its first visit. NULL where there is no such
 * page. */
GxPage *gx_window_show_page (GxWindow *self, const char *name);
GxPage *gx_window_get_page (GxWindow *self); /* in front; NULL none */

/** gx_window_close_book: closes the book that is shown, for good; its path stays. */
void gx_window_close_book (GxWindow *self);

/* The sidebar's rows (gx-window-sidebar.c). */
void gx_window_sidebar_fill (GxWindow *self);
void gx_window_sidebar_select (GxWindow *self, const char *name);
/** gx_window_sidebar_follow: @page is that of the customers: which segment it shows stands out, and is kept
 * for the next start. */
void gx_window_sidebar_follow (GxWindow *self, GxPage *page);
void gx_window_sidebar_bind_count (GxWindow *self, const char *name, GxPage *page);

/* Full-page sentences with their choices (gx-window-message.c). */
void gx_window_show_welcome (GxWindow *self);
void gx_window_show_opening (GxWindow *self);
/**
 * gx_window_begin_progress: (transfer full): shows how far what keeps the book away is, until it is over or
 * given up: by Cancel, by opening another book or by closing the window.
 */
GxProgress *gx_window_begin_progress (GxWindow *self, const char *title, const char *sentence);
/** gx_window_end_progress: FALSE: it was given up for something else, which must not be disturbed. */
gboolean gx_window_end_progress (GxWindow *self, GxProgress *progress);
void gx_window_give_up (GxWindow *self); /* what is under way */
void gx_window_show_error (GxWindow *self, const GError *error);

/* What comes in and goes out (gx-window-files.c): actions. */
/** gx_window_take_drops: files that are dropped on the window: a book is opened, a table brought in. */
void gx_window_take_drops (GxWindow *self);

void gx_window_import_cb (GtkWidget *widget, const char *action, GVariant *parameter);
void gx_window_import_file_cb (GtkWidget *widget, const char *action, GVariant *parameter);
void gx_window_paste_cb (GtkWidget *widget, const char *action, GVariant *parameter);
void gx_window_export_book_cb (GtkWidget *widget, const char *action, GVariant *parameter);
void gx_window_export_list_cb (GtkWidget *widget, const char *action, GVariant *parameter);
void gx_window_export_customers_cb (GtkWidget *widget, const char *action, GVariant *parameter);

/* Copies of the book: here, back up, restore (gx-window-copies.c): actions. */
void gx_window_copy_book_cb (GtkWidget *widget, const char *action, GVariant *parameter);
void gx_window_share_here_cb (GtkWidget *widget, const char *action, GVariant *parameter);
void gx_window_back_up_cb (GtkWidget *widget, const char *action, GVariant *parameter);
void gx_window_restore_cb (GtkWidget *widget, const char *action, GVariant *parameter);
void gx_window_restore_copy_cb (GtkWidget *widget, const char *action, GVariant *parameter);
void gx_window_rescue_cb (GtkWidget *widget, const char *action, GVariant *parameter);

/* A team's book (gx-window-team.c). */
void gx_window_team_watch (GxWindow *self);  /* once: when the drive may be there again */
void gx_window_team_begin (GxWindow *self);  /* its book was opened */
/** (transfer full) (nullable): before its book closes; then say goodbye. */
GxTeamWorker *gx_window_team_end (GxWindow *self);
gboolean gx_window_team_is_shared (GxWindow *self);
gboolean gx_window_team_can_share (GxWindow *self);
/** gx_window_team_open: @path: of a team book: its replica is opened, or built and opened. */
void gx_window_team_open (GxWindow *self, const char *path);
void gx_window_show_team_error (GxWindow *self, const GError *error);

void gx_window_share_cb (GtkWidget *widget, const char *action, GVariant *parameter);
void gx_window_team_cb (GtkWidget *widget, const char *action, GVariant *parameter);
void gx_window_tell_name_cb (GtkWidget *widget, const char *action, GVariant *parameter);
void gx_window_leave_team_cb (GtkWidget *widget, const char *action, GVariant *parameter);

/* Actions and keys (gx-window-actions.c). */
void gx_window_install_actions (GtkWidgetClass *widget_class);
void gx_window_update_actions (GxWindow *self);
gboolean gx_window_can_do (GxWindow *self, const char *action); /* its book lets it */

/* Whose Ctrl+Z it is (gx-window-keys.c). */
void gx_window_watch_keys (GxWindow *self);

G_END_DECLS
