/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Columns and order of the list: those of the segment that is shown, else those of everybody. */
#include "pages/gx-customers-pane-private.h"

#include "pages/gx-columns-popover.h"

#define LEAST_PX 500

/* Room for what was chosen, where the window has it. */
static void
fit_width (GxCustomersPane *self)
{
  int full = gx_customer_columns_full_width (gx_customers_view_get_columns (self->view));

  g_object_set (self->width_bin, "natural-width", MAX (LEAST_PX, full + 24), NULL);
}

/* By hand: the list of everybody keeps it at once, a segment when its changes are saved. */
static void
laid_out_cb (GxCustomersPane *self)
{
  fit_width (self);
  if (self->is_laying_out)
    return;
  g_autofree char *layout = gx_customers_pane_write_layout (self);
  if (self->segment == NULL && g_strcmp0 (layout, self->usual_layout) != 0)
    {
      g_free (self->usual_layout);
      self->usual_layout = g_steal_pointer (&layout);
      g_object_notify (G_OBJECT (self), "layout");
    }
  gx_customers_pane_show_question (self);
}

static void
popover_closed_cb (GtkPopover *popover, GxCustomersPane *self)
{
  gtk_widget_grab_focus (self->menu_button);
  g_idle_add_once ((GSourceOnceFunc) gtk_widget_unparent, popover);
}

void
gx_customers_pane_columns_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxCustomersPane *self = GX_CUSTOMERS_PANE (widget);
  GtkWidget *popover = gx_columns_popover_new (gx_customers_view_get_columns (self->view));
  graphene_rect_t bounds;

  /* Not of the button: that leads Tab to its own popover only. */
  gtk_widget_set_parent (popover, widget);
  if (gtk_widget_compute_bounds (self->menu_button, widget, &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                                 &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                 (int) bounds.size.width, (int) bounds.size.height });
  g_signal_connect (popover, "closed", G_CALLBACK (popover_closed_cb), self);
  gtk_popover_popup (GTK_POPOVER (popover));
}

char *
gx_customers_pane_write_layout (GxCustomersPane *self)
{
  g_autoptr (GxLayout) layout = gx_layout_new ();

  gx_customer_columns_lay_out (gx_customers_view_get_columns (self->view), layout);
  layout->sort = g_strdup (gx_customer_sort_key (self->query->sort));
  layout->descending = self->query->descending;
  return gx_layout_to_json (layout);
}

void
gx_customers_pane_read_layout (GxCustomersPane *self, const char *json)
{
  g_autoptr (GxLayout) layout = gx_layout_from_json (json);

  self->is_laying_out = TRUE;
  gx_customer_columns_read (gx_customers_view_get_columns (self->view), layout);
  if (layout->sort != NULL)
    g_object_set (self, "sort", layout->sort, "is-descending", layout->descending, NULL);
  fit_width (self);
  self->is_laying_out = FALSE;
}

void
gx_customers_pane_build_layout (GxCustomersPane *self)
{
  g_signal_connect_object (gx_customers_view_get_columns (self->view), "arranged", G_CALLBACK (laid_out_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self, "notify::sort", G_CALLBACK (laid_out_cb), self);
  g_signal_connect_swapped (self, "notify::is-descending", G_CALLBACK (laid_out_cb), self);
}

void
gx_customers_pane_set_layout (GxCustomersPane *self, const char *layout)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PANE (self));

  g_free (self->usual_layout);
  self->usual_layout = layout != NULL && *layout != '\0' ? g_strdup (layout) : NULL;
  if (self->segment == NULL)
    gx_customers_pane_read_layout (self, self->usual_layout);
}
