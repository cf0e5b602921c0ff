/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-selection-bar.h"

#include "base/gx-money.h"
#include "customers/gx-customers.h"
#include "customers/gx-words.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

struct _GxSelectionBar {
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *count;
  GtkPopover *tag_popover;
  GtkEntry *tag_entry;
  GtkListBox *tag_list;

  GxBook *book;
  GxListSelection *selection;
  gboolean is_pinned;
};

G_DEFINE_FINAL_TYPE (GxSelectionBar, gx_selection_bar, ADW_TYPE_BIN)

/* -- jobs */

typedef struct {
  GArray *ids;
  char *tag; /* NULL: into the bin */
} ManyJob;

static void
free_many_job (gpointer data)
{
  ManyJob *job = data;

  g_array_unref (job->ids);
  g_free (job->tag);
  g_free (job);
}

static gpointer
many_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  ManyJob *job = data;
  const GxId *ids = (const GxId *) job->ids->data;
  GxActor *actor = gx_actor_get_self ();
  gboolean is_done = job->tag != NULL
    ? gx_customers_tag (book, actor, ids, job->ids->len, job->tag, error)
    : gx_customers_bin (book, actor, ids, job->ids->len, error);

  return GINT_TO_POINTER (is_done);
}

static gpointer
list_tags_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_words_list (book, "tag", error);
}

static void
write_many (GxSelectionBar *self, const char *tag)
{
  ManyJob *job = g_new0 (ManyJob, 1);

  job->ids = gx_list_selection_get_ids (self->selection);
  job->tag = g_strdup (tag);
  gx_write (GTK_WIDGET (self), self->book, many_job, job, free_many_job);
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
}

static void
tags_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxSelectionBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tags = gx_book_job_finish (GX_BOOK (source), result, &error);
  GtkListBoxRow *row = NULL;

  while ((row = gtk_list_box_get_row_at_index (self->tag_list, 0)) != NULL)
    gtk_list_box_remove (self->tag_list, GTK_WIDGET (row));
  for (guint i = 0; tags != NULL && i < tags->len; i++)
    {
      GtkWidget *label = gtk_label_new (((GxWord *) tags->pdata[i])->name);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_set_margin_start (label, 6);
      gtk_list_box_append (self->tag_list, label);
    }
}

static void
tag_popover_shown_cb (GxSelectionBar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->tag_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->tag_entry));
  gx_book_read_async (self->book, list_tags_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                      tags_listed_cb, g_object_ref (self));
}

static void
tag_entered_cb (GxSelectionBar *self)
{
  g_autofree char *tag = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->tag_entry))));

  gtk_popover_popdown (self->tag_popover);
  if (*tag != '\0')
    write_many (self, tag);
}

static void
tag_chosen_cb (GxSelectionBar *self, GtkListBoxRow *row)
{
  GtkLabel *label = GTK_LABEL (gtk_list_box_row_get_child (row));

  gtk_popover_popdown (self->tag_popover);
  write_many (self, gtk_label_get_label (label));
}

static void
bin_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  write_many (GX_SELECTION_BAR (widget), NULL);
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
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-selection-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GxSelectionBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, GxSelectionBar, count);
  gtk_widget_class_bind_template_child (widget_class, GxSelectionBar, tag_popover);
  gtk_widget_class_bind_template_child (widget_class, GxSelectionBar, tag_entry);
  gtk_widget_class_bind_template_child (widget_class, GxSelectionBar, tag_list);
  gtk_widget_class_bind_template_callback (widget_class, tag_popover_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, tag_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, tag_chosen_cb);
  gtk_widget_class_install_action (widget_class, "selection.bin", NULL, bin_cb);
  gtk_widget_class_install_action (widget_class, "selection.clear", NULL, clear_cb);
}

static void
gx_selection_bar_init (GxSelectionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
