/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-dialog.h"

#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-money.h"
#include "interchange/gx-encoding.h"
#include "pages/gx-import-columns.h"
#include "pages/gx-import-progress-view.h"
#include "pages/gx-import-question.h"
#include "pages/gx-import-report-view.h"
#include "widgets/gx-dialogs.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

typedef enum { ASKED_ENCODING, ASKED_SHEET, ASKED_DAY_ORDER, ASKED_OTHER_FILE, ASKED_OTHER_COLUMNS } Asked;

struct _GxImportDialog {
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *back;
  GtkStack *stack;
  GxImportQuestion *question;
  GxImportColumns *columns;
  GxImportProgressView *progress;
  GxImportReportView *report;
  AdwStatusPage *result;
  GtkWidget *show, *undo;
  GtkWidget *foot;
  GtkLabel *status;
  GtkButton *next;

  GxBook *book;
  GxImportPlan *plan;      /* another thread's while is_looking or work */
  GxImportWork *work;      /* NULL: none is under way */
  gboolean is_looking, must_look;
  gboolean is_closing;     /* as soon as the work has stopped */
  Asked asked;
  GArray *answers;         /* of guint: what the answers stand for */
  GxId step;               /* what the run wrote */
};

G_DEFINE_FINAL_TYPE (GxImportDialog, gx_import_dialog, ADW_TYPE_WINDOW)

static void look (GxImportDialog *self);
static void start_work (GxImportDialog *self, gboolean is_rehearsal);

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

static void
show_page (GxImportDialog *self, const char *name)
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

static void
show_columns (GxImportDialog *self)
{
  show_page (self, "columns");
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
  show_page (self, "report");
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
  show_page (self, "result");
  gtk_widget_grab_focus (self->show);
}

/* -- Questions */

static void
ask (GxImportDialog *self, Asked asked, const char *question, const char *why)
{
  self->asked = asked;
  g_array_set_size (self->answers, 0);
  gx_import_question_ask (self->question, question, why);
  show_page (self, "question");
}

static void
add_answer (GxImportDialog *self, guint value, const char *answer, const char *example)
{
  g_array_append_val (self->answers, value);
  gx_import_question_add (self->question, answer, example);
  if (self->answers->len == 1)
    gtk_widget_grab_focus (GTK_WIDGET (self->question));
}

static const struct { const char *name, *label; } encodings[] = {
  { "GB18030", N_("Chinese (GB18030, GBK)") },
  { "BIG5-HKSCS", N_("Traditional Chinese (Big5)") },
  { "WINDOWS-1252", N_("Western European (Windows-1252)") },
};

static void
ask_encoding (GxImportDialog *self)
{
  ask (self, ASKED_ENCODING, _("Which one can you read?"),
       _("The file does not say how its characters are written. Choose the line that reads well."));
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autofree char *line = gx_encoding_telling_line (self->plan->path, encodings[i].name);
      add_answer (self, i, _(encodings[i].label), line);
    }
}

static void
ask_sheet (GxImportDialog *self)
{
  GxTable *table = self->plan->table;

  ask (self, ASKED_SHEET, _("Which sheet?"), _("The file has several. One is brought in at a time."));
  for (guint i = 0; i < gx_table_n_sheets (table); i++)
    if (!gx_table_get_sheet (table, i)->is_hidden)
      add_answer (self, i, gx_table_get_sheet (table, i)->name, NULL);
}

/* "Row 2: 03/04/2010 is 3 April 2010", a line for each. @n_days: (out): how many are days in this order */
static char *
read_open_days (GxImportPlan *plan, GxDayOrder order, guint *n_days)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  *n_days = 0;
  for (guint i = 0; i < plan->open_days->len; i++)
    {
      const GxImportExample *example = plan->open_days->pdata[i];
      GxMoment moment = { 0 };
      gboolean is_day = gx_moment_parse (example->text, order, &moment);
      g_autofree char *day = is_day ? gx_day_format (moment.day) : NULL;
      g_autofree char *row = gx_count_format (example->row);

      *n_days += is_day;
      if (lines->len > 0)
        g_string_append_c (lines, '\n');
      if (is_day)
        /* Translators: %1$s is the number of a row, %2$s what stands there, %3$s the date it is then */
        g_string_append_printf (lines, _("Row %1$s: %2$s is %3$s"), row, example->text, day);
      else
        /* Translators: %1$s is the number of a row, %2$s what stands there */
        g_string_append_printf (lines, _("Row %1$s: %2$s would be refused"), row, example->text);
    }
  return g_strdup (lines->str);
}

static void
ask_day_order (GxImportDialog *self)
{
  static const struct { GxDayOrder order; const char *label; } orders[] = {
    { GX_DAY_ORDER_DMY, N_("Day first") },
    { GX_DAY_ORDER_MDY, N_("Month first") },
    { GX_DAY_ORDER_YMD, N_("Year first") },
  };

  ask (self, ASKED_DAY_ORDER, _("How does the file write its dates?"),
       _("They can be read in more than one way, and nothing in the file settles it."));
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      guint n_days = 0;
      g_autofree char *example = read_open_days (self->plan, orders[i].order, &n_days);

      if (n_days > 0)
        add_answer (self, orders[i].order, _(orders[i].label), example);
    }
}

static void
answered_cb (GxImportDialog *self, guint index)
{
  guint value = g_array_index (self->answers, guint, index);

  switch (self->asked)
    {
    case ASKED_ENCODING:
      self->plan->encoding = g_strdup (encodings[value].name);
      look (self);
      break;
    case ASKED_SHEET:
      self->plan->sheet = g_strdup (gx_table_get_sheet (self->plan->table, value)->name);
      look (self);
      break;
    case ASKED_DAY_ORDER:
      self->plan->day_order = value;
      start_work (self, TRUE);
      break;
    case ASKED_OTHER_COLUMNS:
      show_columns (self);
      break;
    case ASKED_OTHER_FILE:
    default:
      gtk_widget_activate_action (GTK_WIDGET (self), "import.choose-file", NULL);
    }
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
      look (self);
    }
  else if (is_read)
    {
      gboolean is_new = !is_at (self, "columns");

      gx_import_columns_show (self->columns, self->plan);
      if (is_new)
        show_columns (self);
    }
  else if (g_error_matches (error, GX_ERROR, GX_ERROR_AMBIGUOUS))
    {
      if (self->plan->table == NULL)
        ask_encoding (self);
      else
        ask_sheet (self);
    }
  else
    {
      ask (self, ASKED_OTHER_FILE, _("This file cannot be read"), error->message);
      add_answer (self, 0, _("Choose another file…"), NULL);
    }
}

static void
look (GxImportDialog *self)
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
  look (self);
}

/* -- Rehearsal and run */

static void
tell_failure (GxImportDialog *self, const GError *error, gboolean was_rehearsal)
{
  if (g_error_matches (error, GX_ERROR, GX_ERROR_CANCELLED))
    {
      if (was_rehearsal)
        show_columns (self);
      else
        show_report (self);
      gx_toast_show (GTK_WIDGET (self->stack), _("Cancelled; nothing was written"));
    }
  else if (g_error_matches (error, GX_ERROR, GX_ERROR_AMBIGUOUS) && self->plan->open_days->len > 0)
    ask_day_order (self);
  else
    {
      ask (self, ASKED_OTHER_COLUMNS, _("The file could not be brought in"), error->message);
      add_answer (self, 0, _("Look at the columns again"), NULL);
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

static void
start_work (GxImportDialog *self, gboolean is_rehearsal)
{
  show_page (self, "progress");
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
      show_columns (self);
    }
  else if (is_at (self, "columns") || is_at (self, "question"))
    {
      adw_window_title_set_subtitle (self->title, "");
      show_page (self, "file");
    }
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
next_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxImportDialog *self = GX_IMPORT_DIALOG (widget);

  if (self->work == NULL && !self->is_looking && (is_at (self, "columns") || is_at (self, "report")))
    start_work (self, is_at (self, "columns"));
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
  start_work (self, TRUE);
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
  g_signal_connect_swapped (self->question, "answered", G_CALLBACK (answered_cb), self);
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (file_dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  show_page (self, "file");
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
  look (self);
}

const char *
gx_import_dialog_get_page (GxImportDialog *self)
{
  g_return_val_if_fail (GX_IS_IMPORT_DIALOG (self), NULL);

  return get_page (self);
}
