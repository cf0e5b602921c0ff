/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-dialogs.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct {
  GCallback func;
  gpointer user_data;
  GDestroyNotify free_data;
} Answer;

static Answer *
new_answer (GCallback func, gpointer user_data, GDestroyNotify free_data)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->func = func;
  answer->user_data = user_data;
  answer->free_data = free_data;
  return answer;
}

static void
free_answer (gpointer data, GClosure *closure)
{
  Answer *answer = data;

  if (answer->free_data != NULL)
    answer->free_data (answer->user_data);
  g_free (answer);
}

static GtkWindow *
find_window (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
confirm_answered_cb (AdwMessageDialog *dialog, const char *response, Answer *answer)
{
  if (g_str_equal (response, "do"))
    ((GxConfirmFunc) answer->func) (answer->user_data);
}

static void
choice_answered_cb (AdwMessageDialog *dialog, const char *response, Answer *answer)
{
  if (!g_str_equal (response, "cancel"))
    ((GxChoiceFunc) answer->func) (g_str_equal (response, "second"), answer->user_data);
}

static char *
read_entry (AdwMessageDialog *dialog)
{
  GtkWidget *entry = adw_message_dialog_get_extra_child (dialog);

  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static void
text_changed_cb (AdwMessageDialog *dialog)
{
  g_autofree char *text = read_entry (dialog);

  adw_message_dialog_set_response_enabled (dialog, "do", *text != '\0');
}

static void
text_answered_cb (AdwMessageDialog *dialog, const char *response, Answer *answer)
{
  g_autofree char *text = read_entry (dialog);

  if (g_str_equal (response, "do") && *text != '\0')
    ((GxTextFunc) answer->func) (text, answer->user_data);
}

static void
file_answered_cb (GtkNativeDialog *native, int response, Answer *answer)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native));
  if (file != NULL)
    ((GxFileFunc) answer->func) (file, answer->user_data);
  gtk_native_dialog_destroy (native);
  g_object_unref (native);
}

static GtkFileFilter *
new_filter (const char *kind, const char *patterns)
{
  GtkFileFilter *filter = gtk_file_filter_new ();
  g_auto (GStrv) words = g_strsplit (patterns, " ", -1);

  gtk_file_filter_set_name (filter, kind);
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], "*."))
      gtk_file_filter_add_suffix (filter, words[i] + 2);
    else
      gtk_file_filter_add_pattern (filter, words[i]);
  return filter;
}

static void
run_file_dialog (GtkFileChooserNative *native, GCallback answered, GCallback chosen, gpointer user_data,
                 GDestroyNotify free_data)
{
  g_signal_connect_data (native, "response", answered, new_answer (chosen, user_data, free_data), free_answer,
                         0);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

void
gx_dialog_confirm (GtkWidget *parent, const char *heading, const char *body, const char *action,
                   gboolean is_destructive,
                   GxConfirmFunc confirmed, gpointer user_data, GDestroyNotify free_data)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));

  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (find_window (parent), heading,
      body));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "do", action, NULL);
  adw_message_dialog_set_response_appearance (dialog, "do",
                                              is_destructive
                                                ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, is_destructive ? "cancel" : "do");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (confirm_answered_cb),
                         new_answer (G_CALLBACK (confirmed), user_data, free_data), free_answer, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
gx_dialog_choose (GtkWidget *parent, const char *heading, const char *body, const char *first,
                  const char *second,
                  GxChoiceFunc chosen, gpointer user_data, GDestroyNotify free_data)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));

  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (find_window (parent), heading,
                                                                         body));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "first", first, "second", second, NULL);
  adw_message_dialog_set_response_appearance (dialog, "first", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_appearance (dialog, "second", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "first");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (choice_answered_cb),
                         new_answer (G_CALLBACK (chosen), user_data, free_data), free_answer, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
gx_dialog_ask_text (GtkWidget *parent, const char *heading, const char *body, const char *label,
                    const char *text, const char *action,
                    GxTextFunc answered, gpointer user_data, GDestroyNotify free_data)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));

  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (find_window (parent), heading,
                                                                         body));
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_message_dialog_set_extra_child (dialog, entry);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "do", action, NULL);
  adw_message_dialog_set_response_appearance (dialog, "do", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "do");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (text_changed_cb), dialog);
  text_changed_cb (dialog);
  g_signal_connect_data (dialog, "response", G_CALLBACK (text_answered_cb),
                         new_answer (G_CALLBACK (answered), user_data, free_data), free_answer, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

void
gx_dialog_tell (GtkWidget *parent, const char *heading, const char *body)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));

  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (find_window (parent), heading,
      body));
  adw_message_dialog_add_response (dialog, "close", _("_Close"));
  adw_message_dialog_set_close_response (dialog, "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

void
gx_dialog_open_file (GtkWidget *parent, const char *title, const char *kind, const char *patterns,
                     GxFileFunc chosen, gpointer user_data, GDestroyNotify free_data)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));

  GtkFileChooserNative *native = gtk_file_chooser_native_new (title, find_window (parent),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN,
                                                              _("_Open"), _("_Cancel"));
  if (patterns != NULL)
    {
      g_autoptr (GtkFileFilter) filter = new_filter (kind, patterns);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (native), filter);
    }
  run_file_dialog (native, G_CALLBACK (file_answered_cb), G_CALLBACK (chosen), user_data, free_data);
}

static GtkFileChooserNative *
new_save_dialog (GtkWidget *parent, const char *title, const char *name)
{
  GtkFileChooserNative *native = gtk_file_chooser_native_new (title, find_window (parent),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE,
                                                              _("_Save"), _("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), name);
  return native;
}

void
gx_dialog_open_folder (GtkWidget *parent, const char *title, GxFileFunc chosen, gpointer user_data,
                       GDestroyNotify free_data)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));

  GtkFileChooserNative *native = gtk_file_chooser_native_new (title, find_window (parent),
                                                              GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                                              _("_Select"), _("_Cancel"));
  run_file_dialog (native, G_CALLBACK (file_answered_cb), G_CALLBACK (chosen), user_data, free_data);
}

void
gx_dialog_save_file (GtkWidget *parent, const char *title, const char *name,
                     GxFileFunc chosen, gpointer user_data, GDestroyNotify free_data)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));

  run_file_dialog (new_save_dialog (parent, title, name), G_CALLBACK (file_answered_cb), G_CALLBACK (chosen),
                   user_data, free_data);
}
