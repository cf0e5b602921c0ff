/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-dialog-private.h"

#include "base/gx-error.h"
#include "base/gx-money.h"
#include "widgets/gx-dialogs.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

void
_gx_importing_set_foot (GxImportDialog *self, const char *status, const char *next, gboolean can_go_on)
{
  gtk_label_set_label (self->status, status);
  gtk_button_set_label (self->next, next);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.next", can_go_on);
}

void
_gx_importing_show_page (GxImportDialog *self, const char *name)
{
  gboolean has_foot = g_str_equal (name, "columns") || g_str_equal (name, "values")
                      || g_str_equal (name, "report");

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->foot, has_foot);
  gtk_widget_set_visible (self->back, has_foot || g_str_equal (name, "question")
                                        || g_str_equal (name, "decide"));
  /* Among values the enter key opens a list. */
  gtk_window_set_default_widget (GTK_WINDOW (self), has_foot && !g_str_equal (name, "values")
                                                      ? GTK_WIDGET (self->next) : NULL);
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
  gx_import_columns_read_values (self->columns, self->plan);
  if (!is_at (self, "columns"))
    return;
  const char *missing = say_missing (self->plan);
  g_autofree char *status = gx_import_columns_describe (self->columns);
  _gx_importing_set_foot (self, missing != NULL ? missing : status, _("_Continue"), missing == NULL);
}

/* The file is to be chosen, or another one. */
static void
show_file (GxImportDialog *self)
{
  adw_window_title_set_subtitle (self->title, "");
  _gx_importing_show_page (self, "file");
}

void
_gx_importing_show_columns (GxImportDialog *self)
{
  if (self->plan->kind == GX_IMPORT_BOOK) /* it says itself what is what */
    {
      show_file (self);
      return;
    }
  _gx_importing_show_page (self, "columns");
  columns_changed_cb (self);
  gtk_widget_child_focus (GTK_WIDGET (self->columns), GTK_DIR_TAB_FORWARD);
}

void
_gx_importing_show_report (GxImportDialog *self)
{
  const GxImportReport *report = gx_import_report_view_get (self->report);
  gint64 n = report->added + report->updated;
  g_autofree char *count = gx_count_format (n);
  /* Translators: %s is a number */
  g_autofree char *next = g_strdup_printf (ngettext ("_Bring in %s row", "_Bring in %s rows", n), count);

  _gx_importing_set_foot (self, "", next, n > 0);
  _gx_importing_show_page (self, "report");
}

/* -- Looking */

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_read = gx_import_look_finish (GX_BOOK (source), result, &error);

  self->is_looking = FALSE;
  self->recalls = FALSE;
  if (self->book == NULL)
    return;
  if (self->must_look)
    {
      gx_import_columns_take (self->columns, self->plan, FALSE);
      _gx_importing_look (self);
    }
  else if (is_read && self->plan->kind == GX_IMPORT_BOOK)
    _gx_importing_start_work (self, FOR_REPORT);
  else if (is_read)
    {
      gboolean is_new = !is_at (self, "columns");

      gx_import_columns_show (self->columns, self->plan, self->encodings);
      if (is_new)
        _gx_importing_show_columns (self);
    }
  else if (g_error_matches (error, GX_ERROR, GX_ERROR_AMBIGUOUS))
    {
      if (self->encodings != NULL)
        _gx_importing_ask_encoding (self);
      else
        _gx_importing_ask_sheet (self);
    }
  else
    {
      g_autofree char *why = gx_error_tell_short (error, self->plan->path);
      _gx_importing_ask (self, ASKED_OTHER_FILE, _("This file cannot be read"), why);
      _gx_importing_add_answer (self, 0, _("Choose another file…"), NULL);
    }
}

void
_gx_importing_look (GxImportDialog *self)
{
  self->must_look = FALSE;
  self->is_looking = TRUE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.next", FALSE);
  gx_import_look_async (self->book, self->plan, self->recalls, &self->encodings, looked_cb,
                        g_object_ref (self));
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
tell_failure (GxImportDialog *self, const GError *error)
{
  if (self->purpose == FOR_REFUSED)
    _gx_importing_show_saved (self, error);
  else if (g_error_matches (error, GX_ERROR, GX_ERROR_CANCELLED))
    {
      if (self->purpose == FOR_REPORT)
        _gx_importing_show_columns (self);
      else
        _gx_importing_show_report (self);
      gx_toast_show (GTK_WIDGET (self->stack), _("Cancelled; nothing was written"));
    }
  else if (g_error_matches (error, GX_ERROR, GX_ERROR_AMBIGUOUS) && self->plan->open_days->len > 0)
    _gx_importing_ask_day_order (self);
  else if (g_error_matches (error, GX_ERROR, GX_ERROR_AMBIGUOUS) && self->plan->open_order != NULL)
    _gx_importing_ask_amounts (self);
  else
    {
      g_autofree char *why = gx_error_tell_short (error, self->plan->path);
      _gx_importing_ask (self, ASKED_OTHER_COLUMNS, _("The file could not be brought in"), why);
      _gx_importing_add_answer (self, 0, _("Look at the columns again"), NULL);
    }
}

static void
take_report (GxImportDialog *self, GxImportReport *report)
{
  switch (self->purpose)
    {
    case FOR_BOOK:
      _gx_importing_show_result (self, report);
      gx_import_report_free (report);
      break;
    case FOR_REFUSED:
      _gx_importing_show_saved (self, NULL);
      gx_import_report_free (report);
      break;
    case FOR_REPORT:
    default:
      gx_import_report_view_show (self->report, self->plan, report);
      _gx_importing_show_report (self);
    }
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxImportDialog) self = user_data;
  g_autoptr (GxImportWork) work = g_steal_pointer (&self->work);
  g_autoptr (GError) error = NULL;
  GxId step = 0;
  GxImportReport *report = gx_import_work_finish (work, result, &step, &error);

  if (self->purpose == FOR_BOOK)
    self->step = step;
  if (self->book == NULL || self->is_closing)
    {
      g_clear_pointer (&report, gx_import_report_free);
      if (self->book != NULL)
        gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gx_progress_view_leave (self->progress);
  if (report != NULL)
    take_report (self, report);
  else
    tell_failure (self, error);
  g_clear_pointer (&self->plan->rejects_path, g_free);
}

void
_gx_importing_start_work (GxImportDialog *self, Purpose purpose)
{
  _gx_importing_show_page (self, "progress");
  self->purpose = purpose;
  self->work = gx_import_work_start (self->book, self->plan, purpose != FOR_BOOK, worked_cb,
                                     g_object_ref (self));
  gx_progress_view_watch (self->progress, gx_import_work_get_progress (self->work),
                          purpose == FOR_BOOK ? _("Bringing in") : _("Rehearsing: nothing is written yet"),
                          _("Looking through the file"));
}

/* What was decided is rehearsed anew; nothing decided changes nothing. */
static void
decided_cb (GxImportDialog *self)
{
  if (gx_import_decide_take (self->decide, self->plan) > 0)
    _gx_importing_start_work (self, FOR_REPORT);
  else
    _gx_importing_show_report (self);
}

static void
decide_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxImportDialog *self = GX_IMPORT_DIALOG (widget);

  if (self->work != NULL || !is_at (self, "report"))
    return;
  _gx_importing_show_page (self, "decide");
  gx_import_decide_begin (self->decide, self->book, gx_import_report_view_get (self->report));
}

/* Whether what a spreadsheet hides is read: the file is opened anew, its columns stay what they are. */
static void
toggle_hidden_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxImportDialog *self = GX_IMPORT_DIALOG (widget);

  if (self->work != NULL || !is_at (self, "report"))
    return;
  self->plan->leave_hidden = !self->plan->leave_hidden;
  g_clear_object (&self->plan->table);
  _gx_importing_start_work (self, FOR_REPORT);
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
  gx_dialog_open_file (widget, _("Choose a file to bring in"), _("Tables, cards and whole books"),
                       "*.csv *.tsv *.txt *.xlsx *.vcf *.jsonl",
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
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxImportDialog) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (self->book == NULL)
    return;
  if (text != NULL && gx_import_dialog_is_table (text))
    gx_import_dialog_open_text (self, text);
  else
    gx_toast_show (GTK_WIDGET (self->stack), _("There is no table to paste"));
}

static void
paste_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (is_at (GX_IMPORT_DIALOG (widget), "file"))
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, pasted_cb, g_object_ref (widget));
}

static void
back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxImportDialog *self = GX_IMPORT_DIALOG (widget);
  gboolean is_about_columns = self->asked == ASKED_DAY_ORDER || self->asked == ASKED_AMOUNTS
                              || self->asked == ASKED_OTHER_COLUMNS;

  if (self->is_looking)
    return;
  if (self->work != NULL)
    gx_progress_cancel (gx_import_work_get_progress (self->work));
  else if (is_at (self, "decide"))
    decided_cb (self);
  else if (is_at (self, "values"))
    _gx_importing_leave_values (self);
  else if (is_at (self, "report") && self->plan->kind == GX_IMPORT_BOOK)
    {
      adw_window_title_set_subtitle (self->title, "");
      _gx_importing_show_page (self, "file");
    }
  else if (is_at (self, "report") || (is_at (self, "question") && is_about_columns))
    {
      self->plan->day_order = GX_DAY_ORDER_ASK;
      self->plan->amount_of = GX_AMOUNT_AUTO;
      _gx_importing_show_columns (self);
    }
  else if (is_at (self, "columns") || is_at (self, "question"))
    show_file (self);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
next_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxImportDialog *self = GX_IMPORT_DIALOG (widget);

  if (self->work != NULL || self->is_looking)
    return;
  if (is_at (self, "values"))
    _gx_importing_leave_values (self);
  else if (is_at (self, "columns") || is_at (self, "report"))
    _gx_importing_start_work (self, is_at (self, "columns") ? FOR_REPORT : FOR_BOOK);
}

/* -- Overrides */

static gboolean
gx_import_dialog_close_request (GtkWindow *window)
{
  GxImportDialog *self = GX_IMPORT_DIALOG (window);

  if (self->work == NULL)
    return GTK_WINDOW_CLASS (gx_import_dialog_parent_class)->close_request (window);
  self->is_closing = TRUE;
  gx_progress_cancel (gx_import_work_get_progress (self->work));
  return TRUE;
}

static void
gx_import_dialog_dispose (GObject *object)
{
  GxImportDialog *self = GX_IMPORT_DIALOG (object);

  if (self->work != NULL)
    gx_progress_cancel (gx_import_work_get_progress (self->work));
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
  g_clear_pointer (&self->encodings, g_array_unref);
  G_OBJECT_CLASS (gx_import_dialog_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "import.choose-file", NULL, choose_file_cb);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "import.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "import.paste", NULL, paste_cb);
  gtk_widget_class_install_action (widget_class, "import.decide", NULL, decide_cb);
  gtk_widget_class_install_action (widget_class, "import.toggle-hidden", NULL, toggle_hidden_cb);
  _gx_importing_install_mapping_actions (widget_class);
  _gx_importing_install_values_actions (widget_class);
  _gx_importing_install_result_actions (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "import.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "import.paste", NULL);
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
  g_type_ensure (GX_TYPE_IMPORT_DECIDE);
  g_type_ensure (GX_TYPE_PROGRESS_VIEW);
  g_type_ensure (GX_TYPE_IMPORT_QUESTION);
  g_type_ensure (GX_TYPE_IMPORT_REPORT_VIEW);
  g_type_ensure (GX_TYPE_IMPORT_VALUES_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, title);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, back);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, question);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, values);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, report);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, decide);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, result);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, show);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, undo);
  gtk_widget_class_bind_template_child (widget_class, GxImportDialog, save);
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
  g_signal_connect_swapped (self->values, "chosen", G_CALLBACK (_gx_importing_value_chosen_cb), self);
  g_signal_connect_swapped (self->decide, "finished", G_CALLBACK (decided_cb), self);
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

/* @plan: (transfer full) */
static void
open_plan (GxImportDialog *self, GxImportPlan *plan)
{
  g_autofree char *name = g_path_get_basename (plan->path);
  g_autofree char *shown = g_filename_display_name (name);

  g_clear_pointer (&self->plan, gx_import_plan_free);
  self->plan = plan;
  g_clear_pointer (&self->encodings, g_array_unref);
  self->recalls = TRUE;
  self->step = 0;
  adw_window_title_set_subtitle (self->title, shown);
  _gx_importing_look (self);
}

void
gx_import_dialog_open (GxImportDialog *self, const char *path)
{
  g_return_if_fail (GX_IS_IMPORT_DIALOG (self) && path != NULL);

  if (!self->is_looking && self->work == NULL)
    open_plan (self, gx_import_plan_new (path));
}

void
gx_import_dialog_open_text (GxImportDialog *self, const char *text)
{
  g_return_if_fail (GX_IS_IMPORT_DIALOG (self) && text != NULL);

  if (!self->is_looking && self->work == NULL)
    open_plan (self, gx_import_plan_new_text (text));
}

gboolean
gx_import_dialog_is_table (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  const char *end = strchr (text, '\n');
  const char *separator = strpbrk (text, "\t,;");
  return strchr (text, '\t') != NULL
         || (end != NULL && end[1] != '\0' && separator != NULL && separator < end
             && strpbrk (end, ",;") != NULL);
}

const char *
gx_import_dialog_get_page (GxImportDialog *self)
{
  g_return_val_if_fail (GX_IS_IMPORT_DIALOG (self), NULL);

  return get_page (self);
}
