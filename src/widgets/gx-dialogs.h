/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The dialogs the toolkit will replace one day, each behind one function. @parent: any widget of the window.
 * */

/** GxConfirmFunc: the person agreed. */
typedef void (*GxConfirmFunc) (gpointer user_data);

/**
 * gx_dialog_confirm: asks once, before something that cannot be taken back or surprises.
 * @action: the label of the button that does it
 * @user_data: (transfer full): freed by @free_data, also where the answer is no
 */
void gx_dialog_confirm (GtkWidget *parent, const char *heading, const char *body, const char *action,
                        gboolean is_destructive,
                        GxConfirmFunc confirmed, gpointer user_data, GDestroyNotify free_data);

/** GxChoiceFunc: the first (0) or second (1) way was chosen; not called where neither was. */
typedef void (*GxChoiceFunc) (int choice, gpointer user_data);

/**
 * gx_dialog_choose: two ways to go on, the first the safer one; the second stands out as one that takes
 * something away.
 */
void gx_dialog_choose (GtkWidget *parent, const char *heading, const char *body, const char *first,
                       const char *second,
                       GxChoiceFunc chosen, gpointer user_data, GDestroyNotify free_data);

/** GxTextFunc: the person agreed to @text, which says something. */
typedef void (*GxTextFunc) (const char *text, gpointer user_data);

/** gx_dialog_ask_text: one line of text. @label: what it is. @text: proposed. @action: as above. */
void gx_dialog_ask_text (GtkWidget *parent, const char *heading, const char *body, const char *label,
                         const char *text, const char *action,
                         GxTextFunc answered, gpointer user_data, GDestroyNotify free_data);

/** gx_dialog_tell: a sentence to read, and one button. */
void gx_dialog_tell (GtkWidget *parent, const char *heading, const char *body);

/** GxFileFunc: a file was chosen; not called where the dialog was cancelled. */
typedef void (*GxFileFunc) (GFile *file, gpointer user_data);

/** gx_dialog_open_file: @patterns: (nullable): "*.csv *.txt *.xlsx"; NULL shows all. @kind: what the filter
 * is called. */
void gx_dialog_open_file (GtkWidget *parent, const char *title, const char *kind, const char *patterns,
                          GxFileFunc chosen, gpointer user_data, GDestroyNotify free_data);

/** gx_dialog_open_folder: a folder on this computer or one it reaches. */
void gx_dialog_open_folder (GtkWidget *parent, const char *title, GxFileFunc chosen, gpointer user_data,
                            GDestroyNotify free_data);

/** gx_dialog_save_file: @name: proposed. Asks before an existing file is replaced. */
void gx_dialog_save_file (GtkWidget *parent, const char *title, const char *name,
                          GxFileFunc chosen, gpointer user_data, GDestroyNotify free_data);

G_END_DECLS
