/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-dialog-private.h"

#include "base/gx-error.h"
#include "base/gx-money.h"
#include "widgets/gx-dialogs.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (GxImportDialog, gx_import_dialog, ADW_TYPE_WINDOW)

/* -- The pages of the dialog */

static const char *
get_page (GxImportDialog *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->stack);

  return name != NULL ? name : "";
}

static gboolean
is_at (GxImportDialog *self, const char *page)
{
  return g_str_equal (get_page (self), page);
}

static void
set_foot (GxImportDialog *self, const char *status, const char *next, gboolean can_go_on)
{
  gtk_label_set_label (self->status, status);
  gtk_button_set_label (self->next, next);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.next", can_go_on);
}

void
_gx_importing_show_page (GxImportDialog *self, const char *name)
{
  gboolean has_foot = g_str_equal (name, "columns") || g_str_equal (name, "report");

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->foot, has_foot);
  gtk_widget_set_visible (self->back, has_foot || g_str_equal (name, "question"));
  gtk_window_set_default_widget (GTK_WINDOW (self), has_foot ? GTK_WIDGET (self->next) : NULL);
}

/* What is to be said before the columns make sense; NULL: nothing. */
static const char *
say_missing (GxImportPlan *plan)
{
  if (plan->samples->len == 0)
    return _("There is no row to bring in.");
  switch (gx_import_plan_missing (plan))
    {
    case GX_COLUMN_SKIP:
      return NULL;
    case GX_COLUMN_DAY:
      return _("Say which column is the date.");
    case GX_COLUMN_AMOUNT:
      return _("Say which column is the amount or the unit price.");
    case GX_COLUMN_CUSTOMER_ID:
      return _("Say which column names the customer.");
    case GX_COLUMN_PRODUCT:
      return _("Say which column is the product.");
    default:
      return _("Say which column is a name, a number or a way to reach them.");
    }
}

static void
columns_changed_cb (GxImportDialog *self)
{
  if (self->is_looking || self->work != NULL || self->plan == NULL)
    return;
  gx_import_columns_take (self->columns, self->plan, TRUE);
  const char *missing = say_missing (self->plan);
  g_autofree char *status = gx_import_columns_describe (self->columns);
  set_foot (self, missing != NULL ? missing : status, _("_Continue"), missing == NULL);
}

void
_gx_importing_show_columns (GxImportDialog *self)
{
  _gx_importing_show_page (self, "columns");
  columns_changed_cb (self);
  gtk_widget_child_focus (GTK_WIDGET (self->columns), GTK_DIR_TAB_FORWARD);
}

static void
show_report (GxImportDialog *self)
{
  const GxImportReport *report = gx_import_report_view_get (self->report);
  gint64 n = report->added + report->updated;
  g_autofree char *count = gx_count_format (n);
  /* Translators: %s is a number */
  g_autofree char *next = g_strdup_printf (ngettext ("_Bring in %s row", "_Bring in %s rows", n), count);

  set_foot (self, "", next, n > 0);
  _gx_importing_show_page (self, "report");
}

static void
show_result (GxImportDialog *self, const GxImportReport *report)
{
  g_autofree char *added = gx_count_format (report->added);
  g_autofree char *updated = gx_count_format (report->updated);
  g_autofree char *unchanged = gx_count_format (report->unchanged);
  g_autofree char *refused = gx_count_format (report->rejected);
  g_autofree char *new = gx_import_report_describe_new (report);
  /* Translators: %1$s … %4$s are numbers of rows */
  g_autofree char *rows = g_strdup_printf (_("Rows: %1$s added, %2$s updated, %3$s unchanged, %4$s refused."),
                                           added, updated, unchanged, refused);
  g_autofree char *text = *new != '\0' ? g_strdup_printf ("%s\n%s", new, rows) : g_strdup (rows);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->result, markup);
  gtk_widget_set_visible (self->undo, self->step != 0);
  _gx_importing_show_page (self, "result");
  gtk_widget_grab_focus (self->show);
}

/* -- Looking */

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_read = gx_import_look_finish (result, &error);

  self->is_looking = FALSE;
  if (self->book == NULL)
    return;
  if (self->must_look)
    {
      gx_import_columns_take (self->columns, self->plan, FALSE);
      _gx_importing_look (self);
    }
  else if (is_read)
    {
      gboolean is_new = !is_at (self, "columns");

      gx_import_columns_show (self->columns, self->plan);
      if (is_new)
        _gx_importing_show_columns (self);
    }
  else if (g_error_matches (error, GX_ERROR, GX_ERROR_AMBIGUOUS))
    {
      if (self->plan->table == NULL)
        _gx_importing_ask_encoding (self);
      else
        _gx_importing_ask_sheet (self);
    }
  else
    {
      _gx_importing_ask (self, ASKED_OTHER_FILE, _("This file cannot be read"), error->message);
      _gx_importing_add_answer (self, 0, _("Choose another file…"), NULL);
    }
}

void
_gx_importing_look (GxImportDialog *self)
{
  self->must_look = FALSE;
  self->is_looking = TRUE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.next", FALSE);
  gx_import_look_async (self->plan, looked_cb, g_object_ref (self));
}

static void
reread_cb (GxImportDialog *self)
{
  if (self->plan == NULL || self->work != NULL)
    return;
  if (self->is_looking)
    {
      self->must_look = TRUE;
      return;
    }
  gx_import_columns_take (self->columns, self->plan, FALSE);
  _gx_importing_look (self);
}

/* -- Rehearsal and run */

static void
tell_failure (GxImportDialog *self, const GError *error, gboolean was_rehearsal)
{
  if (g_error_matches (error, GX_ERROR, GX_ERROR_CANCELLED))
    {
      if (was_rehearsal)
        _gx_importing_show_columns (self);
      else
        show_report (self);
      gx_toast_show (GTK_WIDGET (self->stack), _("Cancelled; nothing was written"));
    }
  else if (g_error_matches (error, GX_ERROR, GX_ERROR_AMBIGUOUS) && self->plan->open_days->len > 0)
    _gx_importing_ask_day_order (self);
  else
    {
      _gx_importing_ask (self, ASKED_OTHER_COLUMNS, _("The file could not be brought in"), error->message);
      _gx_importing_add_answer (self, 0, _("Look at the columns again"), NULL);
    }
}

static void
tell_saved (GxImportDialog *self)
{
  g_autofree char *name = g_path_get_basename (self->plan->rejects_path);
  /* Translators: %s is a file name */
  g_autofree char *text = g_strdup_printf (_("Saved the refused rows: %s"), name);

  gx_toast_show (GTK_WIDGET (self->stack), text);
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxImportDialog) self = user_data;
  g_autoptr (GxImportWork) work = g_steal_pointer (&self->work);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxImportReport) report = gx_import_work_finish (work, result, &self->step, &error);
  gboolean was_rehearsal = gx_import_work_is_rehearsal (work);

  if (self->book == NULL)
    return;
  gx_import_progress_view_watch (self->progress, NULL);
  if (self->is_closing)
    gtk_window_close (GTK_WINDOW (self));
  else if (report == NULL)
    tell_failure (self, error, was_rehearsal);
  else if (!was_rehearsal)
    show_result (self, report);
  else
    {
      gx_import_report_view_show (self->report, g_steal_pointer (&report));
      show_report (self);
      if (self->plan->rejects_path != NULL)
        tell_saved (self);
    }
  g_clear_pointer (&self->plan->rejects_path, g_free);
}

void
_gx_importing_start_work (GxImportDialog *self, gboolean is_rehearsal)
{
  _gx_importing_show_page (self, "progress");
  self->work = gx_import_work_start (self->book, self->plan, is_rehearsal, worked_cb, g_object_ref (self));
  gx_import_progress_view_watch (self->progress, self->work);
}

/* -- Actions */

static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    gx_import_dialog_open (user_data, path);
}

static void
choose_file_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_dialog_open_file (widget, _("Choose a file to bring in"), _("Tables (CSV, text, XLSX)"),
                       "*.csv *.tsv *.txt *.xlsx",
                       file_chosen_cb, g_object_ref (widget), g_object_unref);
}

static gboolean
file_dropped_cb (GxImportDialog *self, const GValue *value)
{
  GdkFileList *list = g_value_get_boxed (value);
  g_autoptr (GSList) files = list != NULL ? gdk_file_list_get_files (list) : NULL;

  if (files == NULL || self->work != NULL || self->is_looking)
    return FALSE;
  file_chosen_cb (files->data, self);
  return TRUE;
}

static void
back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxImportDialog *self = GX_IMPORT_DIALOG (widget);
  gboolean is_about_columns = self->asked == ASKED_DAY_ORDER || self->asked == ASKED_OTHER_COLUMNS;

  if (self->is_looking)
    return;
  if (self->work != NULL)
    gx_import_work_cancel (self->work);
  else if (is_at (self, "report") || (is_at (self, "question") && is_about_columns))
    {
      self->plan->day_order = GX_DAY_ORDER_ASK;
      _gx_importing_show_columns (self);
    }
  else if (is_at (self, "columns") || is_at (self, "question"))
    {
      adw_window_title_set_subtitle (self->title, "");
      _gx_importing_show_page (self, "file");
    }
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
next_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxImportDialog *self = GX_IMPORT_DIALOG (widget);

  if (self->work == NULL && !self->is_looking && (is_at (self, "columns") || is_at (self, "report")))
    _gx_importing_start_work (self, is_at (self, "columns"));
}

static void
cancel_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (GX_IMPORT_DIALOG (widget)->work != NULL)
    gx_import_work_cancel (GX_IMPORT_DIALOG (widget)->work);
}

/* The rehearsal once more, this time with a file for what it refuses. */
static void
refused_chosen_cb (GFile *file, gpointer user_data)
{
  GxImportDialog *self = user_data;

  if (self->work != NULL || !is_at (self, "report"))
    return;
  g_free (self->plan->rejects_path);
  self->plan->rejects_path = g_file_get_path (file);
  _gx_importing_start_work (self, TRUE);
}

static void
save_refused_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  /* Translators: the proposed name of a file */
  gx_dialog_save_file (widget, _("Save the refused rows"), _("Refused rows.xlsx"), refused_chosen_cb,
                       g_object_ref (widget), g_object_unref);
}

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

/* -- Overrides */

static gboolean
gx_import_dialog_close_request (GtkWindow *window)
{
  GxImportDialog *self = GX_IMPORT_DIALOG (window);

  if (self->work == NULL)
    return GTK_WINDOW_CLASS (gx_import_dialog_parent_class)->close_request (window);
  self->is_closing = TRUE;
  gx_import_work_cancel (self->work);
  return TRUE;
}

static void
gx_import_dialog_dispose (GObject *object)
{
  GxImportDialog *self = GX_IMPORT_DIALOG (object);

  if (self->work != NULL)
    gx_import_work_cancel (self->work);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_IMPORT_DIALOG);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (gx_import_dialog_parent_class)->dispose (object);
}

static void
gx_import_dialog_finalize (GObject *object)
{
  GxImportDialog *self = GX_IMPORT_DIALOG (object);

  g_clear_pointer (&self->plan, gx_import_plan_free);
  g_array_unref (self->answers);
  G_OBJECT_CLASS (gx_import_dialog_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "import.choose-file", NULL, choose_file_cb);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "import.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "import.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "import.save-refused", NULL, save_refused_cb);
  gtk_widget_class_install_action (widget_class, "import.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "import.show-customers", NULL, show_customers_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "import.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "import.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "import.choose-file", NULL);
}

static void
gx_import_dialog_class_init (GxImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = gx_import_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = gx_import_dialog_close_request;

  g_type_ensure (GX_TYPE_IMPORT_COLUMNS);
  g_type_ensure (GX_TYPE_IMPORT_PROGRESS_VIEW);
  g_type_ensure (GX_TYPE_IMPORT_QUESTION);
  g_type_ensure (GX_TYPE_IMPORT_REPORT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, title);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, back);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, question);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, report);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, result);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, show);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, undo);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, foot);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, status);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, next);
  install_actions (widget_class);
}

static void
gx_import_dialog_init (GxImportDialog *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->answers = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->columns, "changed", G_CALLBACK (columns_changed_cb), self);
  g_signal_connect_swapped (self->columns, "reread", G_CALLBACK (reread_cb), self);
  g_signal_connect_swapped (self->question, "answered", G_CALLBACK (_gx_importing_answered_cb), self);
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (file_dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  _gx_importing_show_page (self, "file");
}

GxImportDialog *
gx_import_dialog_new (GtkWindow *parent, GxBook *book)
{
  g_return_val_if_fail (GX_IS_BOOK (book), NULL);

  GxImportDialog *self = g_object_new (GX_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);
  self->book = g_object_ref (book);
  return self;
}

void
gx_import_dialog_open (GxImportDialog *self, const char *path)
{
  g_return_if_fail (GX_IS_IMPORT_DIALOG (self) && path != NULL);

  if (self->is_looking || self->work != NULL)
    return;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);
  g_clear_pointer (&self->plan, gx_import_plan_free);
  self->plan = gx_import_plan_new (path);
  adw_window_title_set_subtitle (self->title, shown);
  _gx_importing_look (self);
}

const char *
gx_import_dialog_get_page (GxImportDialog *self)
{
  g_return_val_if_fail (GX_IS_IMPORT_DIALOG (self), NULL);

  return get_page (self);
}
