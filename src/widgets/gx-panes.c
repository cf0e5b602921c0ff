/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-panes.h"

#include "widgets/gx-after-frame.h"

#include <adwaita.h>

struct _GxPanes {
  GtkWidget parent_instance;

  AdwLeaflet *leaflet;
  GtkWidget *start, *end;
  gboolean show_end;
};

enum { PROP_START = 1, PROP_END, PROP_IS_FOLDED, PROP_SHOW_END, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (GxPanes, gx_panes, GTK_TYPE_WIDGET)

static void
show_pane (GxPanes *self)
{
  GtkWidget *pane = self->show_end ? self->end : self->start;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (pane == NULL)
    return;
  adw_leaflet_set_visible_child (self->leaflet, pane);
  /* Side by side nothing went away, so the cursor stays where it was. */
  if (focus != NULL && !adw_leaflet_get_folded (self->leaflet))
    gtk_root_set_focus (root, focus);
}

static void
set_pane (GxPanes *self, GtkWidget **pane, GtkWidget *widget)
{
  g_return_if_fail (*pane == NULL && GTK_IS_WIDGET (widget));

  if (pane == &self->end)
    {
      GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
      adw_leaflet_page_set_navigatable (adw_leaflet_append (self->leaflet, line), FALSE);
    }
  *pane = widget;
  adw_leaflet_append (self->leaflet, widget);
  show_pane (self);
}

static void
share_out_again (GtkWidget *self)
{
  if (GX_PANES (self)->leaflet != NULL)
    gtk_widget_queue_resize (GTK_WIDGET (GX_PANES (self)->leaflet));
}

/* The leaflet of libadwaita 1.2 shares out the width once before it knows that both are there, and leaves it
   so. */
static void
folded_cb (GxPanes *self)
{
  gx_after_frame (GTK_WIDGET (self), share_out_again);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_FOLDED]);
}

static void
visible_child_changed_cb (GxPanes *self)
{
  gboolean show_end = self->end != NULL && adw_leaflet_get_visible_child (self->leaflet) == self->end;

  if (adw_leaflet_get_folded (self->leaflet) && show_end != self->show_end)
    {
      self->show_end = show_end;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOW_END]);
    }
}

static void
gx_panes_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GxPanes *self = GX_PANES (object);

  switch (id)
    {
    case PROP_START:
      g_value_set_object (value, self->start);
      break;
    case PROP_END:
      g_value_set_object (value, self->end);
      break;
    case PROP_IS_FOLDED:
      g_value_set_boolean (value, gx_panes_is_folded (self));
      break;
    case PROP_SHOW_END:
      g_value_set_boolean (value, self->show_end);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gx_panes_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GxPanes *self = GX_PANES (object);

  switch (id)
    {
    case PROP_START:
      set_pane (self, &self->start, g_value_get_object (value));
      break;
    case PROP_END:
      set_pane (self, &self->end, g_value_get_object (value));
      break;
    case PROP_SHOW_END:
      gx_panes_set_show_end (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gx_panes_dispose (GObject *object)
{
  GxPanes *self = GX_PANES (object);

  if (self->leaflet != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->leaflet, self);
      gtk_widget_unparent (GTK_WIDGET (self->leaflet));
      self->leaflet = NULL;
    }
  self->start = NULL;
  self->end = NULL;
  G_OBJECT_CLASS (gx_panes_parent_class)->dispose (object);
}

static void
gx_panes_class_init (GxPanesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = gx_panes_get_property;
  object_class->set_property = gx_panes_set_property;
  object_class->dispose = gx_panes_dispose;

  props[PROP_START] = g_param_spec_object ("start", NULL, NULL, GTK_TYPE_WIDGET,
                                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_END] = g_param_spec_object ("end", NULL, NULL, GTK_TYPE_WIDGET,
                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_IS_FOLDED] = g_param_spec_boolean ("is-folded", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_SHOW_END] = g_param_spec_boolean ("show-end", NULL, NULL, FALSE,
    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
gx_panes_init (GxPanes *self)
{
  self->leaflet = ADW_LEAFLET (adw_leaflet_new ());
  adw_leaflet_set_can_navigate_back (self->leaflet, TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->leaflet), GTK_WIDGET (self));
  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (folded_cb), self);
  g_signal_connect_swapped (self->leaflet, "notify::visible-child", G_CALLBACK (visible_child_changed_cb),
                            self);
}

gboolean
gx_panes_is_folded (GxPanes *self)
{
  g_return_val_if_fail (GX_IS_PANES (self), FALSE);

  return self->leaflet != NULL && adw_leaflet_get_folded (self->leaflet);
}

gboolean
gx_panes_get_show_end (GxPanes *self)
{
  g_return_val_if_fail (GX_IS_PANES (self), FALSE);

  return self->show_end;
}

void
gx_panes_set_show_end (GxPanes *self, gboolean show_end)
{
  g_return_if_fail (GX_IS_PANES (self));

  if (self->show_end == show_end)
    return;
  self->show_end = show_end;
  show_pane (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOW_END]);
}
