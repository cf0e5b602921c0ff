/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-history-page.h"

#include "interchange/gx-export-record.h"
#include "store/gx-journal.h"
#include "widgets/gx-step-row.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

#define STEPS_A_PAGE 200

struct _GxHistoryPage {
  GxPage parent_instance;

  GtkStack *stack;
  GtkListBox *list;
  GtkWidget *more;

  int limit;
  GCancellable *reading;
};

G_DEFINE_FINAL_TYPE (GxHistoryPage, gx_history_page, GX_TYPE_PAGE)

typedef struct {
  GPtrArray *entries;   /* of GxJournalEntry */
  GPtrArray *exports;   /* of GxExportRecord, beside each: what it noted; NULL: it did something */
} History;

static void
free_history (gpointer data)
{
  History *history = data;

  g_ptr_array_unref (history->entries);
  g_ptr_array_unref (history->exports);
  g_free (history);
}

static gboolean
is_export (const GxJournalEntry *entry)
{
  return g_str_equal (entry->label, "book.export");
}

static GxStepRow *
make_row (GxHistoryPage *self, const GxJournalEntry *entry, const GxExportRecord *export)
{
  gboolean is_read_only = gx_book_is_read_only (gx_page_get_book (GX_PAGE (self)));
  GxStepRow *row = gx_step_row_new (entry, TRUE, is_read_only);
  g_autofree char *sentence = export != NULL ? gx_export_record_sentence (export) : NULL;

  if (export != NULL)
    gx_step_row_set_noted (row, sentence, export->author);
  return row;
}

static void
show_history (GxHistoryPage *self, const History *history)
{
  GtkListBoxRow *row;
  guint shown = 0;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < history->entries->len; i++)
    {
      const GxJournalEntry *entry = g_ptr_array_index (history->entries, i);
      const GxExportRecord *export = g_ptr_array_index (history->exports, i);

      /* undoing and redoing show on the step they are about; what nobody did by hand is nobody's */
      if (entry->kind != 'd' || (entry->author == 0 && export == NULL))
        continue;
      gtk_list_box_append (self->list, GTK_WIDGET (make_row (self, entry, export)));
      shown++;
    }
  gtk_widget_set_visible (self->more, (int) history->entries->len >= self->limit);
  gtk_stack_set_visible_child_name (self->stack, shown > 0 ? "list" : "empty");
}

static gpointer
read_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *entries = gx_journal_list (book, 0, 0, 0, GPOINTER_TO_INT (data), error);
  History *history = NULL;

  if (entries == NULL)
    return NULL;
  history = g_new (History, 1);
  history->entries = entries;
  history->exports = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_export_record_free);
  for (guint i = 0; i < entries->len; i++)
    {
      const GxJournalEntry *entry = g_ptr_array_index (entries, i);

      g_ptr_array_add (history->exports,
                       is_export (entry) ? gx_export_record_of_step (book, entry->id) : NULL);
    }
  return history;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxHistoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  History *history = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (history != NULL)
    show_history (self, history);
  else
    gx_toast_show_error (GTK_WIDGET (self), error);
  g_clear_pointer (&history, free_history);
}

static void
read_history (GxHistoryPage *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  gx_book_read_async (gx_page_get_book (GX_PAGE (self)), read_job, GINT_TO_POINTER (self->limit), NULL,
                      free_history, self->reading, read_cb, g_object_ref (self));
}

static void
row_activated_cb (GxHistoryPage *self, GtkListBoxRow *row)
{
  GxId customer = gx_step_row_get_customer (GX_STEP_ROW (row));

  if (customer != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-customer", "x", customer);
}

static void
more_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxHistoryPage *self = GX_HISTORY_PAGE (widget);

  self->limit += STEPS_A_PAGE;
  read_history (self);
}

static void
gx_history_page_shown (GxPage *page)
{
  read_history (GX_HISTORY_PAGE (page));
}

static void
gx_history_page_changed (GxPage *page, GxChange *change)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (page)))
    read_history (GX_HISTORY_PAGE (page));
}

static void
gx_history_page_dispose (GObject *object)
{
  GxHistoryPage *self = GX_HISTORY_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_HISTORY_PAGE);

  G_OBJECT_CLASS (gx_history_page_parent_class)->dispose (object);
}

static void
gx_history_page_class_init (GxHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_history_page_dispose;
  GX_PAGE_CLASS (klass)->shown = gx_history_page_shown;
  GX_PAGE_CLASS (klass)->changed = gx_history_page_changed;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GxHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GxHistoryPage, list);
  gtk_widget_class_bind_template_child (widget_class, GxHistoryPage, more);

  gtk_widget_class_install_action (widget_class, "history.more", NULL, more_cb);
}

static void
gx_history_page_init (GxHistoryPage *self)
{
  self->limit = STEPS_A_PAGE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}
