/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-facet-list.h"

#include "widgets/gx-facet-group.h"

#include <glib/gi18n-lib.h>

#define PATIENCE_MS 400       /* nothing is said of what comes sooner */

struct _GxFacetList {
  GtkWidget parent_instance;

  GtkWidget *scrolled, *waiting;
  guint patience;             /* nothing has come yet */
  GtkWidget *box;             /* of one GxFacetGroup for each facet */
  GxFacets *facets;           /* NULL: not known yet */
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxFacetList, gx_facet_list, GTK_TYPE_WIDGET)

static void
chosen_cb (GxFacetList *self, const char *value, gboolean is_chosen, GtkWidget *group)
{
  const char *field = gx_facet_group_get_field (GX_FACET_GROUP (group));

  g_signal_emit (self, signals[CHOSEN], 0, field, value, is_chosen);
}

/* They are always the same. */
static void
make_groups (GxFacetList *self, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *group = gx_facet_group_new ();

      g_signal_connect_swapped (group, "chosen", G_CALLBACK (chosen_cb), self);
      gtk_box_append (GTK_BOX (self->box), group);
    }
}

static gboolean
patience_ended_cb (gpointer user_data)
{
  GxFacetList *self = user_data;

  self->patience = 0;
  gtk_widget_set_visible (self->waiting, TRUE);
  return G_SOURCE_REMOVE;
}

static void
stop_waiting (GxFacetList *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  gtk_widget_set_visible (self->waiting, FALSE);
}

static void
gx_facet_list_map (GtkWidget *widget)
{
  GxFacetList *self = GX_FACET_LIST (widget);

  if (self->facets == NULL)
    self->patience = g_timeout_add (PATIENCE_MS, patience_ended_cb, self);
  GTK_WIDGET_CLASS (gx_facet_list_parent_class)->map (widget);
}

static void
gx_facet_list_unmap (GtkWidget *widget)
{
  stop_waiting (GX_FACET_LIST (widget));
  GTK_WIDGET_CLASS (gx_facet_list_parent_class)->unmap (widget);
}

static void
gx_facet_list_dispose (GObject *object)
{
  GxFacetList *self = GX_FACET_LIST (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_pointer (&self->facets, gx_facets_free);
  G_OBJECT_CLASS (gx_facet_list_parent_class)->dispose (object);
}

static void
gx_facet_list_class_init (GxFacetListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_facet_list_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_BOOLEAN);
  widget_class->map = gx_facet_list_map;
  widget_class->unmap = gx_facet_list_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "gxfacets");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
make_waiting (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_SPINNER, "spinning", TRUE, NULL));
  gtk_box_append (GTK_BOX (box), gtk_label_new (_("Counting…")));
  g_object_set (box, "halign", GTK_ALIGN_CENTER, "margin-top", 36, "visible", FALSE, NULL);
  gtk_widget_add_css_class (box, "gx-second");
  return box;
}

static void
gx_facet_list_init (GxFacetList *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->waiting = make_waiting ();
  gtk_box_append (GTK_BOX (self->box), self->waiting);
  self->scrolled = gtk_scrolled_window_new ();
  g_object_set (self->scrolled, "hscrollbar-policy", GTK_POLICY_NEVER, "child", self->box, NULL);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Narrow the list"),
                                  -1);
}

void
gx_facet_list_show (GxFacetList *self, GxFacets *facets)
{
  g_return_if_fail (GX_IS_FACET_LIST (self) && facets != NULL);

  g_autoptr (GxFacets) before = g_steal_pointer (&self->facets);
  GtkWidget *group = NULL;

  self->facets = facets;
  stop_waiting (self);
  if (before == NULL)
    make_groups (self, facets->facets->len);
  group = gtk_widget_get_next_sibling (self->waiting);
  for (guint i = 0; i < facets->facets->len; i++, group = gtk_widget_get_next_sibling (group))
    gx_facet_group_show (GX_FACET_GROUP (group), facets->facets->pdata[i]);
}

GxFacets *
gx_facet_list_get_facets (GxFacetList *self)
{
  g_return_val_if_fail (GX_IS_FACET_LIST (self), NULL);

  return self->facets;
}

void
gx_facet_list_focus (GxFacetList *self)
{
  g_return_if_fail (GX_IS_FACET_LIST (self));

  gtk_widget_child_focus (self->box, GTK_DIR_TAB_FORWARD);
}
