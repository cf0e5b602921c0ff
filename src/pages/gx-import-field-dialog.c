/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-field-dialog.h"

#include "base/gx-phrase.h"

#include <glib/gi18n-lib.h>

#define TYPE_DOMAIN "custom.type"

/* A field being thought of; goes with its dialog. */
typedef struct {
  AdwMessageDialog *dialog;
  GtkEditable *name;
  AdwComboRow *type;
  GxImportFieldFunc done;
  gpointer user_data;
  GDestroyNotify free_user_data;
} Asking;

static void
free_asking (gpointer data, GClosure *closure)
{
  Asking *asking = data;

  if (asking->free_user_data != NULL)
    asking->free_user_data (asking->user_data);
  g_free (asking);
}

static char *
dup_name (Asking *asking)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (asking->name)));
}

static void
name_changed_cb (Asking *asking)
{
  g_autofree char *name = dup_name (asking);

  adw_message_dialog_set_response_enabled (asking->dialog, "make", *name != '\0');
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, Asking *asking)
{
  g_autofree char *name = dup_name (asking);

  if (g_str_equal (response, "make") && *name != '\0')
    asking->done (name, gx_phrase_keys (TYPE_DOMAIN)[adw_combo_row_get_selected (asking->type)],
                  asking->user_data);
}

static GtkWidget *
new_type_row (const char *type)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  const char * const *types = gx_phrase_keys (TYPE_DOMAIN);
  GtkWidget *row = adw_combo_row_new ();
  guint selected = 0;

  for (guint i = 0; types[i] != NULL; i++)
    {
      gtk_string_list_append (labels, gx_phrase (TYPE_DOMAIN, types[i]));
      if (g_strcmp0 (types[i], type) == 0)
        selected = i;
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), C_("custom field", "Holds"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  return row;
}

void
gx_import_field_ask (GtkWidget *parent, const char *name, const char *type, GxImportFieldFunc done,
                     gpointer user_data, GDestroyNotify free_user_data)
{
  g_return_if_fail (GTK_IS_WIDGET (parent) && name != NULL && done != NULL);

  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), _("New field"),
                                              _("Every customer gets it when the rows are brought in."));
  GtkWidget *list = gtk_list_box_new (), *entry = adw_entry_row_new (), *types = new_type_row (type);
  Asking *asking = g_new (Asking, 1);

  *asking = (Asking) { ADW_MESSAGE_DIALOG (dialog), GTK_EDITABLE (entry), ADW_COMBO_ROW (types), done,
                       user_data, free_user_data };
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("New field"), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _("Name"));
  g_object_set (entry, "activates-default", TRUE, NULL);
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  gtk_list_box_append (GTK_LIST_BOX (list), types);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), list);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "make",
                                    C_("custom field", "_Make it"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "make", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "make");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (name_changed_cb), asking);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), asking, free_asking, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  name_changed_cb (asking);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}
