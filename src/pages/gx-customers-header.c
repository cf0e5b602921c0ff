/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-customers-header.h"

#include <glib/gi18n-lib.h>

typedef struct {
  GtkWidget *widget;      /* NULL: a column without a title */
  GtkLabel *label;
  GtkWidget *arrow;       /* NULL: nothing sorts by it */
} Title;

#define GRIP_PX 6             /* how near an edge it is taken */

struct _GxCustomersHeader {
  GtkWidget parent_instance;

  GxCustomerColumns *columns;
  int dragged;            /* the column whose left edge is; 0 none */
  int width_at_begin_px;
  Title titles[GX_LINE_N_COLUMNS];
};

G_DEFINE_FINAL_TYPE (GxCustomersHeader, gx_customers_header, GTK_TYPE_WIDGET)

static GtkWidget *
make_title (Title *title, GxCustomerColumn column)
{
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  const char *sort = gx_customer_columns_sort_key (column);

  title->label = GTK_LABEL (label);
  gtk_label_set_ellipsize (title->label, PANGO_ELLIPSIZE_END);
  if (sort == NULL)
    {
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_box_append (GTK_BOX (box), label);
      return box;
    }
  title->arrow = gtk_image_new_from_icon_name ("pan-up-symbolic");
  gtk_widget_set_visible (title->arrow, FALSE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), title->arrow);
  /* That of numbers stands over them. */
  gtk_widget_set_halign (box, gx_customer_columns_is_number (column) ? GTK_ALIGN_END : GTK_ALIGN_START);

  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_COLUMN_HEADER,
                                    "child", box,
                                    NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", sort);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "customers.sort-by");
  gtk_widget_add_css_class (button, "flat");
  return button;
}

/* -- dragging an edge */

/* The column whose left edge is there; 0 none. */
static int
find_edge (GxCustomersHeader *self, double x)
{
  GxLineSpan spans[GX_LINE_N_COLUMNS];
  int offset = 0;

  if (self->columns == NULL)
    return 0;
  gx_customer_columns_place (self->columns, gtk_widget_get_width (GTK_WIDGET (self)), spans);
  for (GxCustomerColumn column = GX_LINE_CLASS; column < GX_LINE_N_COLUMNS; column++)
    {
      offset = (int) x - (spans[column].x_px - GX_LINE_GAP_PX / 2);
      if (spans[column].width_px > 0 && ABS (offset) <= GRIP_PX)
        return (int) column;
    }
  return 0;
}

static void
drag_begun_cb (GxCustomersHeader *self, double x, double y, GtkGesture *gesture)
{
  GxLineSpan spans[GX_LINE_N_COLUMNS];

  self->dragged = find_edge (self, x);
  if (self->dragged == 0)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gx_customer_columns_place (self->columns, gtk_widget_get_width (GTK_WIDGET (self)), spans);
  self->width_at_begin_px = spans[self->dragged].width_px;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

/* The edge follows the pointer: the name has what the others leave. */
static void
drag_moved_cb (GxCustomersHeader *self, double x, double y)
{
  if (self->dragged != 0)
    gx_customer_columns_set_width (self->columns, (GxCustomerColumn) self->dragged,
                                   self->width_at_begin_px - (int) x);
}

static void
pointer_moved_cb (GxCustomersHeader *self, double x, double y)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), find_edge (self, x) != 0 ? "col-resize" : NULL);
}

/* What a column is called may depend on the others. */
static void
show_titles (GxCustomersHeader *self)
{
  for (GxCustomerColumn column = GX_LINE_NAME; column < GX_LINE_N_COLUMNS; column++)
    {
      const char *words = gx_customer_columns_title (self->columns, column);

      gtk_label_set_label (self->titles[column].label, words);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->titles[column].widget),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
    }
}

/* The cursor goes through the titles as they stand. */
static void
put_in_order (GxCustomersHeader *self)
{
  GxCustomerColumn chosen[GX_LINE_N_COLUMNS];
  guint n = gx_customer_columns_list (self->columns, chosen);

  for (guint i = 0; i < n; i++)
    gtk_widget_insert_before (self->titles[chosen[i]].widget, GTK_WIDGET (self), NULL);
}

static void
columns_changed_cb (GxCustomersHeader *self)
{
  put_in_order (self);
  show_titles (self);
  gtk_widget_set_visible (GTK_WIDGET (self), !gx_customer_columns_is_narrow (self->columns));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* -- overrides */

static void
gx_customers_header_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                             int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  GxCustomersHeader *self = GX_CUSTOMERS_HEADER (widget);

  for (GxCustomerColumn column = 0; orientation == GTK_ORIENTATION_VERTICAL && column < GX_LINE_N_COLUMNS;
       column++)
    {
      int child_minimum = 0, child_natural = 0;
      if (self->titles[column].widget == NULL)
        continue;
      gtk_widget_measure (self->titles[column].widget, orientation, -1, &child_minimum, &child_natural, NULL,
                          NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

static void
gx_customers_header_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GxCustomersHeader *self = GX_CUSTOMERS_HEADER (widget);
  GxLineSpan spans[GX_LINE_N_COLUMNS];

  if (self->columns == NULL)
    return;
  gx_customer_columns_place (self->columns, width, spans);
  for (GxCustomerColumn column = 0; column < GX_LINE_N_COLUMNS; column++)
    {
      GtkWidget *title = self->titles[column].widget;
      gboolean is_shown = spans[column].width_px > 0;
      int least = 0;
      if (title == NULL)
        continue;
      gtk_widget_set_child_visible (title, is_shown);
      if (!is_shown)
        continue;
      gtk_widget_measure (title, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_size_allocate (title,
                                &(GtkAllocation) { spans[column].x_px, 0, MAX (spans[column].width_px, least),
                                height }, -1);
    }
}

static void
gx_customers_header_dispose (GObject *object)
{
  GxCustomersHeader *self = GX_CUSTOMERS_HEADER (object);

  for (GxCustomerColumn column = 0; column < GX_LINE_N_COLUMNS; column++)
    g_clear_pointer (&self->titles[column].widget, gtk_widget_unparent);
  g_clear_object (&self->columns);
  G_OBJECT_CLASS (gx_customers_header_parent_class)->dispose (object);
}

static void
gx_customers_header_class_init (GxCustomersHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_customers_header_dispose;
  widget_class->measure = gx_customers_header_measure;
  widget_class->size_allocate = gx_customers_header_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "gxheader");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
gx_customers_header_init (GxCustomersHeader *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begun_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_moved_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (pointer_moved_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  for (GxCustomerColumn column = GX_LINE_NAME; column < GX_LINE_N_COLUMNS; column++)
    {
      self->titles[column].widget = make_title (&self->titles[column], column);
      gtk_widget_set_parent (self->titles[column].widget, GTK_WIDGET (self));
    }
}

/* -- public */

void
gx_customers_header_attach (GxCustomersHeader *self, GxCustomerColumns *columns)
{
  g_return_if_fail (GX_IS_CUSTOMERS_HEADER (self) && self->columns == NULL);

  self->columns = g_object_ref (columns);
  g_signal_connect_object (columns, "changed", G_CALLBACK (columns_changed_cb), self, G_CONNECT_SWAPPED);
  columns_changed_cb (self);
}

void
gx_customers_header_set_sort (GxCustomersHeader *self, const char *sort_key, gboolean descending)
{
  g_return_if_fail (GX_IS_CUSTOMERS_HEADER (self));

  for (GxCustomerColumn column = 0; column < GX_LINE_N_COLUMNS; column++)
    {
      Title *title = &self->titles[column];
      gboolean is_it = g_strcmp0 (gx_customer_columns_sort_key (column), sort_key) == 0;
      if (title->arrow == NULL)
        continue;
      gtk_image_set_from_icon_name (GTK_IMAGE (title->arrow),
                                    descending ? "pan-down-symbolic" : "pan-up-symbolic");
      gtk_widget_set_visible (title->arrow, is_it);
      gtk_accessible_update_property (GTK_ACCESSIBLE (title->widget), GTK_ACCESSIBLE_PROPERTY_SORT,
                                      !is_it ? GTK_ACCESSIBLE_SORT_NONE
                                      : descending ? GTK_ACCESSIBLE_SORT_DESCENDING
                                      : GTK_ACCESSIBLE_SORT_ASCENDING, -1);
    }
}
