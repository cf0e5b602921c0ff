/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-dialog-private.h"

#include "base/gx-day.h"
#include "base/gx-listing.h"
#include "base/gx-money.h"
#include "criteria/gx-criteria.h"
#include "widgets/gx-dialogs.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

/* -- What has happened */

/* "500 customers added" where that says all; else what the file is now. */
static char *
describe_result (const GxImportReport *report)
{
  g_autofree char *count = gx_count_format (report->n_customers);

  if (report->n_customers > 0 && report->n_purchases + report->n_products == 0)
    /* Translators: %s is a number */
    return g_strdup_printf (ngettext ("%s new customer", "%s new customers", report->n_customers), count);
  if (report->added + report->updated > 0)
    return g_strdup (_("The file is in the book"));
  return g_strdup (_("Nothing was written"));
}

/* What became of the rows. */
static char *
describe_rows (const GxImportReport *report)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *added = gx_count_format (report->added);
  g_autofree char *updated = gx_count_format (report->updated);
  g_autofree char *unchanged = gx_count_format (report->unchanged);
  g_autofree char *refused = gx_count_format (report->rejected);

  if (report->added > 0)
    /* Translators: %s is a number of rows; a part of "Rows: 12 added, 3 refused" */
    gx_listing_add (list, _("%s added"), added);
  if (report->updated > 0)
    /* Translators: %s is a number of rows; a part of "Rows: 12 added, 3 updated" */
    gx_listing_add (list, _("%s updated"), updated);
  if (report->unchanged > 0)
    /* Translators: %s is a number of rows; a part of "Rows: 12 added, 3 unchanged" */
    gx_listing_add (list, _("%s unchanged"), unchanged);
  if (report->rejected > 0)
    /* Translators: %s is a number of rows; a part of "Rows: 12 added, 3 refused" */
    gx_listing_add (list, _("%s refused"), refused);
  if (list->len == 0)
    return g_strdup ("");
  /* Translators: %s is a list such as "12 added, 3 refused" */
  return g_strdup_printf (_("Rows: %s"), list->str);
}

void
_gx_importing_show_result (GxImportDialog *self, const GxImportReport *report)
{
  g_autofree char *title = describe_result (report);
  g_autofree char *new = gx_import_report_describe_new (report);
  g_autofree char *rows = describe_rows (report);
  gboolean is_told = report->n_purchases + report->n_products == 0;
  g_autofree char *text = is_told ? g_strdup (rows) : g_strdup_printf ("%s\n%s", new, rows);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_status_page_set_title (self->result, title);
  adw_status_page_set_description (self->result, markup);
  gtk_button_set_label (GTK_BUTTON (self->show), report->n_customers > 0 ? _("Show the _new customers")
                                                                         : _("Show c_ustomers"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->show), report->n_customers > 0 ? "import.show-new"
                                                                 : "import.show-customers");
  gtk_widget_set_visible (self->undo, self->step != 0);
  gtk_widget_set_visible (self->save, report->rejected > 0);
  _gx_importing_show_page (self, "result");
  gtk_widget_grab_focus (self->show);
}

/* -- Where to go from there */

static void
leave_for (GxImportDialog *self, const char *action, GVariant *target)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (GVariant) taken = g_variant_ref_sink (target);

  gtk_window_close (GTK_WINDOW (self));
  if (parent != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (parent), action, taken);
}

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  leave_for (GX_IMPORT_DIALOG (widget), "win.undo-step",
             g_variant_new_int64 (GX_IMPORT_DIALOG (widget)->step));
}

static void
show_customers_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  leave_for (GX_IMPORT_DIALOG (widget), "win.show-page", g_variant_new_string ("customers"));
}

static void
show_new_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxImportDialog *self = GX_IMPORT_DIALOG (widget);
  g_autofree char *name = g_path_get_basename (self->plan->path);
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (GxCriteria) criteria = gx_criteria_new_is ("imported_from", name, NULL);
  g_autofree char *json = gx_criteria_to_json (criteria);

  leave_for (self, "win.show-customers", g_variant_new ("(ssis)", json, shown, GX_NO_DAY, ""));
}

/* -- What was refused: the rehearsal once more, this time with a file for it. What has been brought in since
 * is unchanged then. */

void
_gx_importing_show_saved (GxImportDialog *self, const GError *error)
{
  if (self->step != 0)
    _gx_importing_show_page (self, "result");
  else
    _gx_importing_show_report (self);
  if (error != NULL)
    {
      gx_toast_show_error (GTK_WIDGET (self->stack), error);
      return;
    }
  g_autofree char *name = g_path_get_basename (self->plan->rejects_path);
  /* Translators: %s is a file name */
  g_autofree char *text = g_strdup_printf (_("Saved the refused rows: %s"), name);
  gx_toast_show (GTK_WIDGET (self->stack), text);
}

static void
refused_chosen_cb (GFile *file, gpointer user_data)
{
  GxImportDialog *self = user_data;

  if (self->work != NULL)
    return;
  g_free (self->plan->rejects_path);
  self->plan->rejects_path = g_file_get_path (file);
  _gx_importing_start_work (self, FOR_REFUSED);
}

static void
save_refused_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  /* Translators: the proposed name of a file */
  gx_dialog_save_file (widget, _("Save the refused rows"), _("Refused rows.xlsx"), refused_chosen_cb,
                       g_object_ref (widget), g_object_unref);
}

void
_gx_importing_install_result_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "import.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "import.show-customers", NULL, show_customers_cb);
  gtk_widget_class_install_action (widget_class, "import.show-new", NULL, show_new_cb);
  gtk_widget_class_install_action (widget_class, "import.save-refused", NULL, save_refused_cb);
}
