/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-selection-bar.h"

#include "base/gx-id-list.h"
#include "base/gx-money.h"
#include "customers/gx-customer-edit.h"
#include "customers/gx-customer-field.h"
#include "pages/gx-handover-dialog.h"
#include "widgets/gx-toast.h"
#include "widgets/gx-value-chooser.h"

#include <glib/gi18n-lib.h>

struct _GxSelectionBar {
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *count;
  GtkPopover *edit_popover, *owner_popover, *tag_popover;
  GxValueChooser *edit_chooser, *owner_chooser, *tag_chooser;
  GtkDropDown *edit_field;

  GxBook *book;
  GxListSelection *selection;
  gboolean is_pinned;
  GCancellable *writing;     /* NULL: nothing is being written */
  GtkWidget *tools, *stop_button;
  GtkProgressBar *progress;
};

/* What many customers may well have in common: keys of the customers' catalogue that the criteria's has, too. */
static const char * const edit_fields[] = {
  "standing", "source", "city", "province", "company", "occupation", "industry", "size", "prefers",
};

G_DEFINE_FINAL_TYPE (GxSelectionBar, gx_selection_bar, ADW_TYPE_BIN)

/* -- one step for all of them, told how far it is, and to be stopped */

typedef struct {
  GxSelectionBar *bar;       /* of the main thread */
  GxIdList *ids;
  GxEditVerb verb;
  char *field, *text;        /* NULL: none */
  int permille;              /* told last */
} ManyJob;

static void
free_many_job (gpointer data)
{
  ManyJob *job = data;

  gx_id_list_unref (job->ids);
  g_free (job->field);
  g_free (job->text);
  g_free (job);
}

typedef struct {
  GxSelectionBar *bar;
  double part;
} Progress;

static gboolean
show_progress_cb (gpointer data)
{
  Progress *progress = data;

  if (progress->bar->book != NULL)
    gtk_progress_bar_set_fraction (progress->bar->progress, progress->part);
  g_object_unref (progress->bar);
  g_free (progress);
  return G_SOURCE_REMOVE;
}

/* In the writer's thread: a thousand times at most. */
static void
progressed_cb (gint64 done, gint64 total, gpointer user_data)
{
  ManyJob *job = user_data;
  int permille = total > 0 ? (int) (done * 1000 / total) : 0;

  if (permille == job->permille)
    return;
  job->permille = permille;
  Progress *progress = g_new0 (Progress, 1);
  progress->bar = g_object_ref (job->bar);
  progress->part = permille / 1000.0;
  g_idle_add (show_progress_cb, progress);
}

static gpointer
many_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  ManyJob *job = data;
  GxCustomerEdit edit = { job->verb, job->field, job->text };

  gx_connection_set_progress (book, progressed_cb, job);
  gboolean is_done = gx_customers_edit_many (book, gx_actor_get_self (), job->ids, &edit, NULL, error);
  gx_connection_set_progress (book, NULL, NULL);
  return GINT_TO_POINTER (is_done);
}

static void
set_writing (GxSelectionBar *self, GCancellable *writing)
{
  g_clear_object (&self->writing);
  self->writing = writing;
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), writing != NULL);
  gtk_widget_set_visible (self->stop_button, writing != NULL);
  gtk_widget_set_visible (self->tools, writing == NULL);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxSelectionBar) self = user_data;
  g_autoptr (GError) error = NULL;

  gx_book_job_finish (GX_BOOK (source), result, &error);
  if (self->book == NULL)
    return;
  set_writing (self, NULL);
  if (error != NULL)
    gx_toast_show_error (GTK_WIDGET (self), error);
}

static void
write_many (GxSelectionBar *self, GxEditVerb verb, const char *field, const char *text)
{
  g_autoptr (GArray) ids = gx_list_selection_get_ids (self->selection);
  ManyJob *job = NULL;

  if (self->writing != NULL || ids->len == 0)
    return;
  job = g_new0 (ManyJob, 1);
  job->bar = self;
  job->ids = gx_id_list_new ();
  for (guint i = 0; i < ids->len; i++)
    gx_id_list_append (job->ids, g_array_index (ids, GxId, i));
  job->verb = verb;
  job->field = g_strdup (field);
  job->text = g_strdup (text);
  set_writing (self, g_cancellable_new ());
  gx_book_write_async (self->book, many_job, job, free_many_job, NULL, self->writing, written_cb,
                       g_object_ref (self));
}

/* -- callbacks */

static void
selection_changed_cb (GxSelectionBar *self)
{
  guint n = gx_list_selection_get_n_selected (self->selection);
  g_autofree char *shown = gx_count_format (n);
  /* Translators: %s is a number */
  g_autofree char *text = g_strdup_printf (ngettext ("%s selected", "%s selected", n), shown);

  gtk_label_set_label (self->count, text);
  gtk_revealer_set_reveal_child (self->revealer, self->is_pinned || n > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "selection.bin", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "selection.export", n > 0);
}

static void
tag_shown_cb (GxSelectionBar *self)
{
  gx_value_chooser_begin (self->tag_chooser, self->book, "tag");
}

static void
tag_chosen_cb (GxSelectionBar *self, const char *tag)
{
  gtk_popover_popdown (self->tag_popover);
  if (*tag != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "selection.tag", "s", tag);
}

static void
owner_shown_cb (GxSelectionBar *self)
{
  gx_value_chooser_begin (self->owner_chooser, self->book, "owner");
}

static void
owner_chosen_cb (GxSelectionBar *self, const char *owner)
{
  gtk_popover_popdown (self->owner_popover);
  gtk_widget_activate_action (GTK_WIDGET (self), "selection.set", "(ss)", "owner", owner);
}

static const char *
get_edit_field (GxSelectionBar *self)
{
  guint place = gtk_drop_down_get_selected (self->edit_field);

  return edit_fields[place < G_N_ELEMENTS (edit_fields) ? place : 0];
}

static void
edit_shown_cb (GxSelectionBar *self)
{
  if (self->book != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->edit_popover)))
    gx_value_chooser_begin (self->edit_chooser, self->book, get_edit_field (self));
}

static void
edit_chosen_cb (GxSelectionBar *self, const char *text)
{
  gtk_popover_popdown (self->edit_popover);
  gtk_widget_activate_action (GTK_WIDGET (self), "selection.set", "(ss)", get_edit_field (self), text);
}

static void
bin_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  write_many (GX_SELECTION_BAR (widget), GX_EDIT_BIN, NULL, NULL);
}

static void
tag_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  write_many (GX_SELECTION_BAR (widget), GX_EDIT_TAG, NULL, g_variant_get_string (parameter, NULL));
}

static void
stop_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_cancellable_cancel (GX_SELECTION_BAR (widget)->writing);
}

/* "owner" and the name: a key of the catalogue and what is typed. */
static void
set_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *field = NULL, *text = NULL;

  g_variant_get (parameter, "(&s&s)", &field, &text);
  write_many (GX_SELECTION_BAR (widget), GX_EDIT_SET, field, text);
}

static void
hand_over_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxSelectionBar *self = GX_SELECTION_BAR (widget);
  g_autoptr (GArray) ids = gx_list_selection_get_ids (self->selection);
  g_autoptr (GxIdList) among = gx_id_list_new ();

  gtk_popover_popdown (self->owner_popover);
  for (guint i = 0; i < ids->len; i++)
    gx_id_list_append (among, g_array_index (ids, GxId, i));
  if (ids->len > 0)
    gtk_window_present (GTK_WINDOW (gx_handover_dialog_new (widget, self->book, 0, among)));
}

/* The window writes the file, as it does the whole list's. */
static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GArray) ids = gx_list_selection_get_ids (GX_SELECTION_BAR (widget)->selection);

  gtk_widget_activate_action (widget, "win.export-customers", "@ax",
                              g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data, ids->len,
                                                         sizeof (gint64)));
}

static void
clear_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (GX_SELECTION_BAR (widget)->selection));
  gtk_widget_activate_action (widget, "customers.select-one", NULL);
}

static void
gx_selection_bar_dispose (GObject *object)
{
  GxSelectionBar *self = GX_SELECTION_BAR (object);

  g_clear_object (&self->book);
  g_clear_object (&self->selection);
  g_clear_object (&self->writing);
  /* Its child has a name in the template, which would take it away behind the bin's back. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_SELECTION_BAR);
  G_OBJECT_CLASS (gx_selection_bar_parent_class)->dispose (object);
}

static void
gx_selection_bar_class_init (GxSelectionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_selection_bar_dispose;
  g_type_ensure (GX_TYPE_VALUE_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-selection-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GxSelectionBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, GxSelectionBar, count);
  gtk_widget_class_bind_template_child (widget_class, GxSelectionBar, tag_popover);
  gtk_widget_class_bind_template_child (widget_class, GxSelectionBar, tag_chooser);
  gtk_widget_class_bind_template_child (widget_class, GxSelectionBar, owner_popover);
  gtk_widget_class_bind_template_child (widget_class, GxSelectionBar, owner_chooser);
  gtk_widget_class_bind_template_child (widget_class, GxSelectionBar, tools);
  gtk_widget_class_bind_template_child (widget_class, GxSelectionBar, stop_button);
  gtk_widget_class_bind_template_child (widget_class, GxSelectionBar, progress);
  gtk_widget_class_bind_template_child (widget_class, GxSelectionBar, edit_popover);
  gtk_widget_class_bind_template_child (widget_class, GxSelectionBar, edit_chooser);
  gtk_widget_class_bind_template_child (widget_class, GxSelectionBar, edit_field);
  gtk_widget_class_bind_template_callback (widget_class, edit_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, owner_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, owner_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, tag_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, tag_chosen_cb);
  gtk_widget_class_install_action (widget_class, "selection.bin", NULL, bin_cb);
  gtk_widget_class_install_action (widget_class, "selection.clear", NULL, clear_cb);
  gtk_widget_class_install_action (widget_class, "selection.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "selection.hand-over", NULL, hand_over_cb);
  gtk_widget_class_install_action (widget_class, "selection.set", "(ss)", set_cb);
  gtk_widget_class_install_action (widget_class, "selection.stop", NULL, stop_cb);
  gtk_widget_class_install_action (widget_class, "selection.tag", "s", tag_cb);
}

static void
gx_selection_bar_init (GxSelectionBar *self)
{
  g_autoptr (GtkStringList) fields = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (edit_fields); i++)
    gtk_string_list_append (fields, gx_customer_field_label (gx_customer_field_get (edit_fields[i])));
  gtk_drop_down_set_model (self->edit_field, G_LIST_MODEL (fields));
}

void
gx_selection_bar_attach (GxSelectionBar *self, GxBook *book, GxListSelection *selection)
{
  g_return_if_fail (GX_IS_SELECTION_BAR (self) && self->selection == NULL);

  self->book = g_object_ref (book);
  self->selection = g_object_ref (selection);
  g_signal_connect_object (selection, "notify::n-selected", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  selection_changed_cb (self);
}

void
gx_selection_bar_set_pinned (GxSelectionBar *self, gboolean is_pinned)
{
  g_return_if_fail (GX_IS_SELECTION_BAR (self));

  self->is_pinned = is_pinned;
  if (self->selection != NULL)
    selection_changed_cb (self);
}
