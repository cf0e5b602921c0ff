/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-wrap-box.h"

#define GAP_PX 6

struct _GxWrapBox {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (GxWrapBox, gx_wrap_box, GTK_TYPE_WIDGET)

/* -- lines */

/* The children of one line: from @first up to @end, which begins the next one. */
typedef struct {
  GtkWidget *first, *end;
  int height_px;
} Line;

static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
first_of (GtkWidget *widget)
{
  return skip_hidden (gtk_widget_get_first_child (widget));
}

static GtkWidget *
next_of (GtkWidget *child)
{
  return skip_hidden (gtk_widget_get_next_sibling (child));
}

static int
width_of (GtkWidget *child, int room_px)
{
  int minimum = 0, natural = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, room_px));
}

static int
height_of (GtkWidget *child, int width_px)
{
  int natural = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width_px, NULL, &natural, NULL, NULL);
  return natural;
}

static Line
break_line (GtkWidget *first, int width_px)
{
  Line line = { first, first, 0 };
  int x = 0;

  while (line.end != NULL)
    {
      int width = width_of (line.end, width_px);
      if (x > 0 && x + width > width_px)
        break;
      line.height_px = MAX (line.height_px, height_of (line.end, width));
      x += width + GAP_PX;
      line.end = next_of (line.end);
    }
  return line;
}

/* -- overrides */

static GtkSizeRequestMode
gx_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = first_of (widget); child != NULL; child = next_of (child))
    {
      int least = 0, liked = 0;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &liked, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += liked + (*natural > 0 ? GAP_PX : 0);
    }
}

static void
gx_wrap_box_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = first_of (widget);
  int height = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (widget, minimum, natural);
      return;
    }
  while (child != NULL)
    {
      Line line = break_line (child, for_size < 0 ? G_MAXINT / 2 : for_size);
      height += line.height_px + (height > 0 ? GAP_PX : 0);
      child = line.end;
    }
  *minimum = *natural = height;
}

static void
gx_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = first_of (widget);
  int y = 0;

  while (child != NULL)
    {
      Line line = break_line (child, width);
      int x = 0;
      for (; child != line.end; child = next_of (child))
        {
          int child_width = width_of (child, width);
          int child_height = height_of (child, child_width);
          gtk_widget_size_allocate (child, &(GtkAllocation) { is_mirrored ? width - x - child_width : x,
                                    y + (line.height_px - child_height) / 2, child_width, child_height }, -1);
          x += child_width + GAP_PX;
        }
      y += line.height_px + GAP_PX;
    }
}

static void
gx_wrap_box_dispose (GObject *object)
{
  gx_wrap_box_clear (GX_WRAP_BOX (object));
  G_OBJECT_CLASS (gx_wrap_box_parent_class)->dispose (object);
}

static void
gx_wrap_box_class_init (GxWrapBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_wrap_box_dispose;
  widget_class->get_request_mode = gx_wrap_box_get_request_mode;
  widget_class->measure = gx_wrap_box_measure;
  widget_class->size_allocate = gx_wrap_box_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
gx_wrap_box_init (GxWrapBox *self)
{
}

/* -- public */

GtkWidget *
gx_wrap_box_new (void)
{
  return g_object_new (GX_TYPE_WRAP_BOX, NULL);
}

void
gx_wrap_box_append (GxWrapBox *self, GtkWidget *child)
{
  g_return_if_fail (GX_IS_WRAP_BOX (self) && GTK_IS_WIDGET (child));

  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}

void
gx_wrap_box_clear (GxWrapBox *self)
{
  GtkWidget *child = NULL;

  g_return_if_fail (GX_IS_WRAP_BOX (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

