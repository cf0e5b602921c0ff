/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-criteria-segments.h"

#include <glib/gi18n-lib.h>

#define LIST_HEIGHT_PX 260
#define SEGMENT_KEY "gx-segment"

struct _GxCriteriaSegments {
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkListBox *list;
  GtkCheckButton *first;      /* of the group: only one of them is ticked */
  GxId chosen;
  gboolean is_filling;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxCriteriaSegments, gx_criteria_segments, GTK_TYPE_WIDGET)

/* -- callbacks */

static void
toggled_cb (GtkCheckButton *check, GxCriteriaSegments *self)
{
  const GxId *segment = g_object_get_data (G_OBJECT (check), SEGMENT_KEY);

  if (self->is_filling || !gtk_check_button_get_active (check))
    return;
  self->chosen = *segment;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* -- rows */

static void
add_row (GxCriteriaSegments *self, GxId segment, const char *name)
{
  GtkWidget *check = gtk_check_button_new_with_label (name);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", check, "focusable", FALSE,
                                 "activatable", FALSE, NULL);

  if (self->first != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->first);
  else
    self->first = GTK_CHECK_BUTTON (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), segment == self->chosen);
  g_object_set_data_full (G_OBJECT (check), SEGMENT_KEY, g_memdup2 (&segment, sizeof segment), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_list_box_append (self->list, row);
}

static gboolean
is_listed (GArray *segments, GxId segment)
{
  for (guint i = 0; i < segments->len; i++)
    if (g_array_index (segments, GxId, i) == segment)
      return TRUE;
  return FALSE;
}

/* -- overrides */

static void
gx_criteria_segments_dispose (GObject *object)
{
  g_clear_pointer (&GX_CRITERIA_SEGMENTS (object)->scrolled, gtk_widget_unparent);
  G_OBJECT_CLASS (gx_criteria_segments_parent_class)->dispose (object);
}

static void
gx_criteria_segments_class_init (GxCriteriaSegmentsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gx_criteria_segments_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
gx_criteria_segments_init (GxCriteriaSegments *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "gx-choices");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Segments"), -1);
  self->scrolled = gtk_scrolled_window_new ();
  g_object_set (self->scrolled, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                "max-content-height", LIST_HEIGHT_PX, "child", self->list, NULL);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

/* -- public */

GtkWidget *
gx_criteria_segments_new (void)
{
  return g_object_new (GX_TYPE_CRITERIA_SEGMENTS, NULL);
}

void
gx_criteria_segments_show (GxCriteriaSegments *self, GxCriteriaCatalogue *catalogue, GxId chosen)
{
  g_return_if_fail (GX_IS_CRITERIA_SEGMENTS (self));

  g_autoptr (GArray) segments = gx_criteria_catalogue_list_segments (catalogue);
  const char *name = gx_criteria_catalogue_find_segment (catalogue, chosen);
  GtkListBoxRow *row = NULL;
  self->is_filling = TRUE;
  self->chosen = chosen;
  self->first = NULL;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  if (name != NULL && !is_listed (segments, chosen))
    add_row (self, chosen, name);
  for (guint i = 0; i < segments->len; i++)
    {
      GxId segment = g_array_index (segments, GxId, i);
      add_row (self, segment, gx_criteria_catalogue_find_segment (catalogue, segment));
    }
  self->is_filling = FALSE;
}

GxId
gx_criteria_segments_get_chosen (GxCriteriaSegments *self)
{
  g_return_val_if_fail (GX_IS_CRITERIA_SEGMENTS (self), 0);

  return self->chosen;
}
