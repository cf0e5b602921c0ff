/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-step-row.h"

#include "base/gx-day.h"
#include "base/gx-money.h"
#include "base/gx-phrase.h"
#include "widgets/gx-pills.h"

#include <glib/gi18n-lib.h>

struct _GxStepRow {
  GtkListBoxRow parent_instance;

  GtkLabel *title, *subtitle;
  GxPills *pills;
  GtkButton *button;
  GxId customer;
};

G_DEFINE_FINAL_TYPE (GxStepRow, gx_step_row, GTK_TYPE_LIST_BOX_ROW)

static char *
describe (const GxJournalEntry *entry)
{
  g_autofree char *time = gx_instant_format (entry->at_ms);
  g_autoptr (GString) text = g_string_new (time);

  if (entry->author_name != NULL)
    g_string_append_printf (text, " · %s", entry->author_name);
  if (entry->rows > 1)
    {
      g_autofree char *count = gx_count_format (entry->rows);

      g_string_append (text, " · ");
      /* Translators: %s is how many records of the book a step wrote */
      g_string_append_printf (text, ngettext ("%s record", "%s records", (gulong) entry->rows), count);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
say (GxStepRow *self, const char *title, const char *subtitle)
{
  g_autofree char *spoken = g_strdup_printf ("%s, %s", title, subtitle);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
gx_step_row_class_init (GxStepRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-step-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GxStepRow, title);
  gtk_widget_class_bind_template_child (widget_class, GxStepRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, GxStepRow, pills);
  gtk_widget_class_bind_template_child (widget_class, GxStepRow, button);
}

static void
gx_step_row_init (GxStepRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GxStepRow *
gx_step_row_new (const GxJournalEntry *entry, gboolean with_customer, gboolean is_read_only)
{
  GxStepRow *self = g_object_new (GX_TYPE_STEP_ROW, NULL);
  const char *label = gx_phrase ("step", entry->label);
  g_autofree char *title = with_customer && entry->customer_name != NULL
                             ? g_strdup_printf ("%s · %s", label, entry->customer_name) : g_strdup (label);
  g_autofree char *subtitle = describe (entry);

  self->customer = entry->customer_id;
  say (self, title, subtitle);
  gx_pills_add (self->pills, C_("step", "Undone"), GX_PILL_GREY);
  gtk_widget_set_visible (GTK_WIDGET (self->pills), entry->is_undone);
  gtk_widget_set_opacity (GTK_WIDGET (self->title), entry->is_undone ? 0.55 : 1);
  gtk_button_set_label (self->button, entry->is_undone ? _("Redo") : _("Undo"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "x", entry->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button),
                                  entry->is_undone ? "win.redo-step" : "win.undo-step");
  gtk_widget_set_visible (GTK_WIDGET (self->button), !is_read_only);
  return self;
}

void
gx_step_row_set_noted (GxStepRow *self, const char *title, const char *author)
{
  g_autofree char *subtitle = author != NULL
    ? g_strdup_printf ("%s · %s", gtk_label_get_label (self->subtitle), author)
    : g_strdup (gtk_label_get_label (self->subtitle));

  say (self, title, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->button), FALSE);
}

GxId
gx_step_row_get_customer (GxStepRow *self)
{
  return self->customer;
}
