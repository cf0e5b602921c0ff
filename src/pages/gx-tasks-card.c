/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-tasks-card.h"

#include "base/gx-clock.h"
#include "base/gx-phrase.h"
#include "base/gx-time-of-day.h"
#include "pages/gx-customer-writes.h"
#include "widgets/gx-day-chooser.h"
#include "widgets/gx-entry.h"

#include <glib/gi18n-lib.h>

struct _GxTasksCard {
  GxCard parent_instance;

  GxBook *book;
  GxCustomerStory *story;
  AdwEntryRow *entry;
  GxDayChooser *chooser;
};

G_DEFINE_FINAL_TYPE (GxTasksCard, gx_tasks_card, GX_TYPE_CARD)

static GxId
get_id (GtkWidget *widget)
{
  return *(GxId *) g_object_get_data (G_OBJECT (widget), "gx-id");
}

static void
set_id (GtkWidget *widget, GxId id)
{
  g_object_set_data_full (G_OBJECT (widget), "gx-id", g_memdup2 (&id, sizeof id), g_free);
}

static void
done_clicked_cb (GxTasksCard *self, GtkCheckButton *check)
{
  if (gtk_check_button_get_active (check))
    gx_write_task_done (GTK_WIDGET (self), self->book, get_id (GTK_WIDGET (check)));
}

static void
bin_clicked_cb (GxTasksCard *self, GtkWidget *button)
{
  gx_write_task_bin (GTK_WIDGET (self), self->book, get_id (button));
}

static const GxTask *
find_task (GxTasksCard *self, GxId id)
{
  for (guint i = 0; i < self->story->tasks->len; i++)
    if (((GxTask *) self->story->tasks->pdata[i])->id == id)
      return self->story->tasks->pdata[i];
  return NULL;
}

static void
moved_cb (GxTasksCard *self, GParamSpec *pspec, GxDayChooser *chooser)
{
  const GxTask *task = find_task (self, get_id (GTK_WIDGET (chooser)));

  if (task == NULL)
    return;
  if (gx_day_chooser_get_time (chooser) == GX_NO_TIME && task->due_at == 0)
    {
      gx_write_task_snooze (GTK_WIDGET (self), self->book, task->id, gx_day_chooser_get_day (chooser));
      return;
    }
  GxTask *moved = gx_task_copy (task);
  gx_task_set_due (moved, gx_day_chooser_get_day (chooser), gx_day_chooser_get_time (chooser));
  gx_write_task (GTK_WIDGET (self), self->book, moved);
}

static void
empty_entry (GxTasksCard *self)
{
  gx_entry_empty (GTK_EDITABLE (self->entry));
  gx_day_chooser_set_offset (self->chooser, 1);
  gx_day_chooser_set_time (self->chooser, GX_NO_TIME);
}

static void
task_entered_cb (GxTasksCard *self)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (*title == '\0')
    return;
  GxTask *task = gx_task_new (self->story->customer->id, title, GX_NO_DAY);
  gx_task_set_due (task, gx_day_chooser_get_day (self->chooser), gx_day_chooser_get_time (self->chooser));
  gx_write_task (GTK_WIDGET (self), self->book, task);
  empty_entry (self);
}

static GtkWidget *
new_task_row (GxTasksCard *self, const GxTask *task)
{
  AdwActionRow *row = gx_card_new_row ("", NULL);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *chooser = gx_day_chooser_new (task->due_day);

  gx_day_chooser_set_timed (GX_DAY_CHOOSER (chooser));
  GtkWidget *bin = gx_card_new_button ("gx-bin-symbolic", _("Delete"), NULL, NULL);

  set_id (check, task->id);
  set_id (chooser, task->id);
  set_id (bin, task->id);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (check, _("Done"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Done"), -1);
  gtk_widget_add_css_class (check, "selection-mode");
  gtk_widget_add_css_class (bin, "gx-quiet");
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (done_clicked_cb), self);
  g_signal_connect_swapped (chooser, "notify::day", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (bin, "clicked", G_CALLBACK (bin_clicked_cb), self);
  adw_action_row_set_title_lines (row, 0);
  adw_action_row_add_prefix (row, check);
  adw_action_row_add_suffix (row, chooser);
  adw_action_row_add_suffix (row, bin);
  g_object_set_data (G_OBJECT (row), "gx-chooser", chooser);
  gtk_widget_set_sensitive (GTK_WIDGET (row), gx_customer_story_can_write (self->story, self->book));
  return GTK_WIDGET (row);
}

static void
show_task (AdwActionRow *row, const GxTask *task)
{
  GtkWidget *chooser = g_object_get_data (G_OBJECT (row), "gx-chooser");
  gboolean is_promise = g_str_equal (task->kind, "promise");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), task->title != NULL ? task->title : "");
  adw_action_row_set_subtitle (row, is_promise ? gx_phrase ("task.kind", task->kind) : "");
  gx_day_chooser_set_day (GX_DAY_CHOOSER (chooser), task->due_day);
  gx_day_chooser_set_time (GX_DAY_CHOOSER (chooser), gx_task_get_time (task));
  if (task->due_day != GX_NO_DAY && task->due_day < gx_clock_today ())
    gtk_widget_add_css_class (chooser, "gx-overdue");
  else
    gtk_widget_remove_css_class (chooser, "gx-overdue");
}

static void
gx_tasks_card_dispose (GObject *object)
{
  g_clear_object (&GX_TASKS_CARD (object)->book);
  g_clear_pointer (&GX_TASKS_CARD (object)->story, gx_customer_story_unref);
  G_OBJECT_CLASS (gx_tasks_card_parent_class)->dispose (object);
}

static void
gx_tasks_card_class_init (GxTasksCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gx_tasks_card_dispose;
}

static void
gx_tasks_card_init (GxTasksCard *self)
{
  gx_card_set_title (GX_CARD (self), _("Next step"));
  self->entry = ADW_ENTRY_ROW (adw_entry_row_new ());
  self->chooser = GX_DAY_CHOOSER (gx_day_chooser_new (GX_NO_DAY));
  gx_day_chooser_set_timed (self->chooser);
  empty_entry (self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), _("Add a step, then Enter"));
  adw_entry_row_add_suffix (self->entry, GTK_WIDGET (self->chooser));
  g_signal_connect_swapped (self->entry, "entry-activated", G_CALLBACK (task_entered_cb), self);
  gx_card_add_fixed (GX_CARD (self), GTK_WIDGET (self->entry));
}

void
gx_tasks_card_show (GxTasksCard *self, GxBook *book, GxCustomerStory *story)
{
  g_return_if_fail (GX_IS_TASKS_CARD (self) && story != NULL);

  if (self->story != NULL && self->story->customer->id != story->customer->id)
    empty_entry (self);
  g_set_object (&self->book, book);
  g_clear_pointer (&self->story, gx_customer_story_unref);
  self->story = gx_customer_story_ref (story);
  gx_card_begin (GX_CARD (self));
  for (guint i = 0; i < story->tasks->len; i++)
    {
      const GxTask *task = story->tasks->pdata[i];
      GtkWidget *row = gx_card_keep (GX_CARD (self), "task", task->id);
      if (row == NULL)
        gx_card_put (GX_CARD (self), "task", task->id, row = new_task_row (self, task));
      show_task (ADW_ACTION_ROW (row), task);
    }
  gx_card_end (GX_CARD (self));
  gtk_widget_set_visible (GTK_WIDGET (self->entry), gx_customer_story_can_write (story, book));
}
