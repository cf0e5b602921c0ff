/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-export-dialog.h"

#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "base/gx-money.h"
#include "customers/gx-customer-parts.h"
#include "interchange/gx-export-record.h"
#include "pages/gx-export-habits.h"
#include "pages/gx-export-work.h"
#include "pages/gx-progress-view.h"
#include "widgets/gx-dialogs.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

/* What becomes of the columns. OWN: as they are ticked. */
typedef enum { COLUMNS_USUAL, COLUMNS_OF_LIST, COLUMNS_ALL, COLUMNS_OWN } Choice;

struct _GxExportDialog {
  AdwWindow parent_instance;

  GtkStack *stack;
  AdwComboRow *kind, *format, *choice;
  GtkWidget *columns_group, *foot, *save;
  GxExportColumns *columns;
  GxProgressView *progress;
  GtkLabel *status;

  GxBook *book;
  GxCustomersPage *list;    /* (nullable) */
  GxIdList *customers;      /* (nullable): those of the list */
  GPtrArray *customs;       /* (nullable) of GxCustomField: not read yet */
  GxExport *work;           /* (nullable): nothing is under way */
  GxExportHabits *habits;   /* of a kind: the choice, and its columns where they were ticked */
  gboolean is_ticked;       /* a person chose columns */
  gboolean is_filling, is_closing;
};

enum { PROP_0, PROP_REMEMBERED, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (GxExportDialog, gx_export_dialog, ADW_TYPE_WINDOW)

static const struct { const char *ending, *label; } formats[] = {
  { "xlsx", N_("Spreadsheet (.xlsx)") },
  { "csv", N_("Text table (.csv)") },
  { "vcf", N_("Contact cards (.vcf)") },
  { "json", N_("JSON (.json)") },
  { "jsonl", N_("JSON lines (.jsonl)") },
};

static const char * const kinds[] = {
  N_("Customers"), N_("What they bought"), N_("What happened with them"), N_("The whole book"),
};

static GxExportKind
get_kind (GxExportDialog *self)
{
  return (GxExportKind) adw_combo_row_get_selected (self->kind);
}

static gboolean
can_be (GxExportKind kind, guint format)
{
  const char *ending = formats[format].ending;

  if (kind == GX_EXPORT_BOOK)
    return g_str_equal (ending, "jsonl");
  return kind == GX_EXPORT_CUSTOMERS || !g_str_equal (ending, "vcf");
}

/* The ending of the chosen format. */
static const char *
get_ending (GxExportDialog *self)
{
  guint nth = adw_combo_row_get_selected (self->format);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (can_be (get_kind (self), i) && nth-- == 0)
      return formats[i].ending;
  return formats[0].ending;
}

static gboolean
has_columns (GxExportDialog *self)
{
  return get_kind (self) != GX_EXPORT_BOOK && !g_str_equal (get_ending (self), "vcf");
}

static Choice
get_choice (GxExportDialog *self)
{
  Choice choice = (Choice) adw_combo_row_get_selected (self->choice);

  return get_kind (self) != GX_EXPORT_CUSTOMERS && choice >= COLUMNS_OF_LIST ? choice + 1 : choice;
}

static void
set_choice (GxExportDialog *self, Choice choice)
{
  gboolean is_shorter = get_kind (self) != GX_EXPORT_CUSTOMERS && choice > COLUMNS_OF_LIST;

  adw_combo_row_set_selected (self->choice, is_shorter ? choice - 1 : choice);
}

/* (transfer container): what is written where nobody chooses: also the fields that this book's people made. */
static GPtrArray *
usual_fields (GxExportDialog *self)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (g_free);
  guint n_usual = 0;
  g_auto (GStrv) usual = gx_export_fields (get_kind (self), &n_usual);

  for (guint i = 0; i < n_usual; i++)
    g_ptr_array_add (fields, g_strdup (usual[i]));
  for (guint i = 0; get_kind (self) == GX_EXPORT_CUSTOMERS && self->customs != NULL && i < self->customs->len;
       i++)
    {
      const GxCustomField *custom = self->customs->pdata[i];

      g_ptr_array_add (fields, g_strconcat ("custom.", custom->name, NULL));
    }
  g_ptr_array_add (fields, NULL);
  return fields;
}

static void
choose_columns (GxExportDialog *self)
{
  g_autofree char *layout = self->list != NULL ? gx_customers_page_get_layout (self->list) : NULL;
  g_autoptr (GPtrArray) usual = usual_fields (self);

  switch (get_choice (self))
    {
    case COLUMNS_ALL:
      gx_export_columns_choose (self->columns, NULL);
      break;
    case COLUMNS_OF_LIST:
      gx_export_columns_choose_listed (self->columns, layout);
      break;
    case COLUMNS_USUAL:
      gx_export_columns_choose (self->columns, (const char * const *) usual->pdata);
      break;
    case COLUMNS_OWN:
    default:
      break;
    }
}

/* -- What is chosen */

static char *
describe_whom (GxExportDialog *self)
{
  GxIdList *customers = self->customers != NULL ? self->customers
    : self->list != NULL ? gx_customers_page_get_ids (self->list) : NULL;
  guint n = customers != NULL ? gx_id_list_length (customers) : 0;
  g_autofree char *count = gx_count_format (n);

  if (get_kind (self) == GX_EXPORT_BOOK)
    return g_strdup (_("Everything that people wrote in this book; Import brings it in again."));
  if (customers == NULL)
    return g_strdup ("");
  /* Translators: %s is a number */
  return g_strdup_printf (ngettext ("%s customer", "%s customers", n), count);
}

static void
update (GxExportDialog *self)
{
  g_autofree char *whom = describe_whom (self);
  g_auto (GStrv) columns = gx_export_columns_list (self->columns);

  gtk_widget_set_visible (GTK_WIDGET (self->choice), has_columns (self));
  gtk_widget_set_visible (self->columns_group, has_columns (self));
  gtk_label_set_label (self->status, whom);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.save", !has_columns (self) || columns[0] != NULL);
}

/* -- As last time */

static const char * const choice_names[] = {
  [COLUMNS_USUAL] = "usual", [COLUMNS_OF_LIST] = "list", [COLUMNS_ALL] = "all", [COLUMNS_OWN] = "own",
};

/* Columns that the book has no more are passed over; its own ones are there only once they are read. */
static void
recall_choice (GxExportDialog *self)
{
  const char * const *words = gx_export_habits_get (self->habits, get_kind (self));

  for (guint i = 0; words != NULL && i < G_N_ELEMENTS (choice_names); i++)
    if (g_str_equal (choice_names[i], words[0])
        && (i != COLUMNS_OF_LIST || get_kind (self) == GX_EXPORT_CUSTOMERS))
      {
        gboolean was_filling = self->is_filling;

        self->is_filling = TRUE;
        set_choice (self, (Choice) i);
        self->is_filling = was_filling;
        if (i == COLUMNS_OWN)
          gx_export_columns_choose (self->columns, words + 1);
      }
}

static void
remember_choice (GxExportDialog *self)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) columns = gx_export_columns_list (self->columns);
  Choice choice = get_choice (self);

  g_strv_builder_add (words, choice_names[choice]);
  if (choice == COLUMNS_OWN)
    g_strv_builder_addv (words, (const char **) columns);
  gx_export_habits_set (self->habits, get_kind (self), g_strv_builder_end (words));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REMEMBERED]);
}

static void
fill_formats (GxExportDialog *self)
{
  GxExportKind kind = get_kind (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (can_be (kind, i))
      gtk_string_list_append (names, _(formats[i].label));
  adw_combo_row_set_model (self->format, G_LIST_MODEL (names));
}

static void
fill_choices (GxExportDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("The usual ones"));
  if (get_kind (self) == GX_EXPORT_CUSTOMERS)
    gtk_string_list_append (names, _("The columns of the list"));
  gtk_string_list_append (names, _("All of them"));
  gtk_string_list_append (names, _("Those ticked below"));
  adw_combo_row_set_model (self->choice, G_LIST_MODEL (names));
}

static void
kind_chosen_cb (GxExportDialog *self)
{
  if (self->is_filling)
    return;
  self->is_filling = TRUE;
  fill_formats (self);
  fill_choices (self);
  gx_export_columns_fill (self->columns, get_kind (self), self->customs);
  recall_choice (self);
  self->is_filling = FALSE;
  choose_columns (self);
  update (self);
}

static void
format_chosen_cb (GxExportDialog *self)
{
  if (!self->is_filling)
    update (self);
}

static void
choice_chosen_cb (GxExportDialog *self)
{
  if (self->is_filling)
    return;
  choose_columns (self);
  update (self);
}

static void
columns_changed_cb (GxExportDialog *self)
{
  self->is_ticked = TRUE;
  self->is_filling = TRUE;
  set_choice (self, COLUMNS_OWN);
  self->is_filling = FALSE;
  update (self);
}

/* -- The book's own fields */

static gpointer
read_customs_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_custom_fields_list (book, error);
}

static void
customs_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxExportDialog) self = user_data;
  g_autoptr (GPtrArray) customs = gx_book_job_finish (GX_BOOK (source), result, NULL);

  if (self->book == NULL || customs == NULL || customs->len == 0)
    return;
  g_auto (GStrv) chosen = gx_export_columns_list (self->columns);
  self->customs = g_steal_pointer (&customs);
  gx_export_columns_fill (self->columns, get_kind (self), self->customs);
  if (get_choice (self) == COLUMNS_OWN && self->is_ticked)
    gx_export_columns_choose (self->columns, (const char * const *) chosen);
  else
    recall_choice (self);
  choose_columns (self);
}

/* -- Writing */

static void
end_work (GxExportDialog *self)
{
  gx_progress_view_leave (self->progress);
  g_clear_pointer (&self->work, gx_export_free);
  gtk_stack_set_visible_child_name (self->stack, "choose");
  gtk_widget_set_visible (self->foot, TRUE);
}

/* The person is where they were before. */
static void
tell_failure (GxExportDialog *self, const GError *error)
{
  g_autofree char *why = gx_error_tell_short (error, self->work->path);

  end_work (self);
  if (self->is_closing)
    gtk_window_close (GTK_WINDOW (self));
  else if (g_error_matches (error, GX_ERROR, GX_ERROR_CANCELLED)
           || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gx_toast_show (GTK_WIDGET (self->stack), _("Cancelled; no file was written"));
  else
    gx_toast_show (GTK_WIDGET (self->stack), why);
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_well = gx_export_work_finish (GX_BOOK (source), result, &error);

  if (self->book == NULL)
    {
      g_clear_pointer (&self->work, gx_export_free);
      return;
    }
  if (!is_well)
    {
      tell_failure (self, error);
      return;
    }
  g_autofree char *file = g_filename_display_basename (self->work->path);
  g_autofree char *text = gx_export_sentence (self->work->kind, self->work->n_rows, file);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  end_work (self);
  if (parent != NULL)
    gx_toast_show (gtk_window_get_child (parent), text);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Of everybody also what nobody in the list bought: walk-in sales. FALSE: the list is not known yet. */
static gboolean
take_customers (GxExportDialog *self, GxExport *export)
{
  GxIdList *listed = self->list != NULL ? gx_customers_page_get_ids (self->list) : NULL;

  if (export->kind == GX_EXPORT_BOOK)
    return TRUE;
  if (self->customers != NULL)
    export->customers = gx_id_list_ref (self->customers);
  else if (self->list != NULL)
    {
      gboolean is_everybody = gx_customers_page_shows_everybody (self->list);

      export->criteria = g_strdup (gx_customers_page_get_question (self->list));
      if (listed != NULL && !(is_everybody && export->kind != GX_EXPORT_CUSTOMERS))
        export->customers = gx_id_list_ref (listed);
      return listed != NULL || is_everybody;
    }
  return TRUE;
}

static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    gx_export_dialog_write (user_data, path, TRUE);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxExportDialog *self = GX_EXPORT_DIALOG (widget);
  g_autofree char *name = gx_export_propose_name (get_kind (self), get_ending (self));

  if (self->work == NULL)
    gx_dialog_save_file (widget, _("Export as"), name, file_chosen_cb, g_object_ref (self), g_object_unref);
}

/* -- Overrides */

static gboolean
gx_export_dialog_close_request (GtkWindow *window)
{
  GxExportDialog *self = GX_EXPORT_DIALOG (window);

  if (self->work == NULL)
    return GTK_WINDOW_CLASS (gx_export_dialog_parent_class)->close_request (window);
  self->is_closing = TRUE;
  gx_progress_cancel (self->work->progress);
  return TRUE;
}

static void
gx_export_dialog_dispose (GObject *object)
{
  GxExportDialog *self = GX_EXPORT_DIALOG (object);

  if (self->work != NULL)
    gx_progress_cancel (self->work->progress);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_EXPORT_DIALOG);
  g_clear_pointer (&self->customers, gx_id_list_unref);
  g_clear_pointer (&self->customs, g_ptr_array_unref);
  g_clear_object (&self->list);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (gx_export_dialog_parent_class)->dispose (object);
}

static void
gx_export_dialog_finalize (GObject *object)
{
  gx_export_habits_free (GX_EXPORT_DIALOG (object)->habits);
  G_OBJECT_CLASS (gx_export_dialog_parent_class)->finalize (object);
}

static void
gx_export_dialog_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_REMEMBERED)
    g_value_take_string (value, gx_export_habits_print (GX_EXPORT_DIALOG (object)->habits));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
gx_export_dialog_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  GxExportDialog *self = GX_EXPORT_DIALOG (object);

  if (id != PROP_REMEMBERED)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
      return;
    }
  gx_export_habits_read (self->habits, g_value_get_string (value));
  if (self->book != NULL)
    kind_chosen_cb (self);
}

static void
gx_export_dialog_class_init (GxExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gx_export_dialog_finalize;
  G_OBJECT_CLASS (klass)->get_property = gx_export_dialog_get_property;
  G_OBJECT_CLASS (klass)->set_property = gx_export_dialog_set_property;
  props[PROP_REMEMBERED] = g_param_spec_string ("remembered", NULL, NULL, "",
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
  G_OBJECT_CLASS (klass)->dispose = gx_export_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = gx_export_dialog_close_request;

  g_type_ensure (GX_TYPE_EXPORT_COLUMNS);
  g_type_ensure (GX_TYPE_PROGRESS_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GxExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, GxExportDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, GxExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, GxExportDialog, choice);
  gtk_widget_class_bind_template_child (widget_class, GxExportDialog, columns_group);
  gtk_widget_class_bind_template_child (widget_class, GxExportDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, GxExportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, GxExportDialog, foot);
  gtk_widget_class_bind_template_child (widget_class, GxExportDialog, status);
  gtk_widget_class_bind_template_child (widget_class, GxExportDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_changed_cb);
  gtk_widget_class_install_action (widget_class, "export.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
gx_export_dialog_init (GxExportDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->habits = gx_export_habits_new ();
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (names, _(kinds[i]));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (names));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save);
  self->is_filling = FALSE;
}

GxExportDialog *
gx_export_dialog_new (GtkWindow *parent, GxBook *book, GxCustomersPage *list, GxIdList *customers)
{
  g_return_val_if_fail (GX_IS_BOOK (book), NULL);

  GxExportDialog *self = g_object_new (GX_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  self->book = g_object_ref (book);
  self->list = list != NULL ? g_object_ref (list) : NULL;
  self->customers = customers != NULL ? gx_id_list_ref (customers) : NULL;
  kind_chosen_cb (self);
  gx_book_read_async (book, read_customs_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                      customs_read_cb, g_object_ref (self));
  return self;
}

void
gx_export_dialog_show_kind (GxExportDialog *self, GxExportKind kind)
{
  g_return_if_fail (GX_IS_EXPORT_DIALOG (self));

  adw_combo_row_set_selected (self->kind, kind);
}

GxExportColumns *
gx_export_dialog_get_columns (GxExportDialog *self)
{
  g_return_val_if_fail (GX_IS_EXPORT_DIALOG (self), NULL);

  return self->columns;
}

void
gx_export_dialog_write (GxExportDialog *self, const char *path, gboolean may_replace)
{
  g_return_if_fail (GX_IS_EXPORT_DIALOG (self) && path != NULL);

  if (self->work != NULL)
    return;
  g_autoptr (GxExport) export = gx_export_new (get_kind (self), path);
  export->overwrites = may_replace;
  if (gx_export_format (export) == NULL) /* nobody was asked about the file of the whole name */
    {
      g_autofree char *whole = g_strconcat (path, ".", get_ending (self), NULL);

      gx_export_free (export);
      export = gx_export_new (get_kind (self), whole);
    }
  if (!take_customers (self, export))
    {
      gx_toast_show (GTK_WIDGET (self->stack), _("The list is still being read; try again in a moment"));
      return;
    }
  if (has_columns (self) && g_strcmp0 (gx_export_format (export), "vcf") != 0)
    {
      export->fields = gx_export_columns_list (self->columns);
      remember_choice (self);
    }
  export->progress = gx_progress_new ();
  self->work = g_steal_pointer (&export);
  gtk_stack_set_visible_child_name (self->stack, "progress");
  gtk_widget_set_visible (self->foot, FALSE);
  gx_progress_view_watch (self->progress, self->work->progress, _("Exporting"), _("Reading the book"));
  gx_export_work_async (self->book, self->work, worked_cb, g_object_ref (self));
}
