/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-width-bin.h"

struct _GxWidthBin {
  GtkWidget parent_instance;

  GtkWidget *child;
  char *limits;
  char **words;            /* name, width, name, width, …, name */
  const char *width_class; /* interned */
  int minimum_width_px, natural_width_px; /* -1: the child's */
  guint pending;           /* a changed class is told after the frame: nothing may be resized while sizes are
                              given out */
  const char *next_class;
};

enum { PROP_CHILD = 1, PROP_LIMITS, PROP_MINIMUM_WIDTH, PROP_NATURAL_WIDTH, PROP_WIDTH_CLASS, N_PROPS };
static GParamSpec *props[N_PROPS];

static void gx_width_bin_buildable_init (GtkBuildableIface *iface);
static GtkBuildableIface *parent_buildable;

G_DEFINE_FINAL_TYPE_WITH_CODE (GxWidthBin, gx_width_bin, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, gx_width_bin_buildable_init))

static const char *
find_class (GxWidthBin *self, int width_px)
{
  if (self->words == NULL || self->words[0] == NULL)
    return "";
  char **word = self->words;
  while (word[1] != NULL && word[2] != NULL && width_px >= atoi (word[1]))
    word += 2;
  return g_intern_string (word[0]);
}

static void
set_class (GxWidthBin *self, const char *width_class)
{
  if (self->width_class == width_class)
    return;
  if (*self->width_class != '\0')
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->width_class);
  self->width_class = width_class;
  if (*width_class != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self), width_class);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WIDTH_CLASS]);
}

static gboolean
class_settled_cb (gpointer user_data)
{
  GxWidthBin *self = user_data;

  self->pending = 0;
  set_class (self, self->next_class);
  return G_SOURCE_REMOVE;
}

static int
least_child_width (GxWidthBin *self)
{
  int minimum = 0;

  if (self->child != NULL)
    gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static void
gx_width_bin_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  GxWidthBin *self = GX_WIDTH_BIN (widget);

  /* The child is never made narrower than it can be, only cut off. */
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = MAX (for_size, least_child_width (self));
  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, for_size, minimum, natural, minimum_baseline,
                        natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL && self->minimum_width_px >= 0)
    *minimum = MIN (self->minimum_width_px, *minimum);
  if (orientation == GTK_ORIENTATION_HORIZONTAL && self->natural_width_px >= 0)
    *natural = MAX (self->natural_width_px, *minimum);
}

static GtkSizeRequestMode
gx_width_bin_get_request_mode (GtkWidget *widget)
{
  GxWidthBin *self = GX_WIDTH_BIN (widget);

  return self->child != NULL ? gtk_widget_get_request_mode (self->child) : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
gx_width_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GxWidthBin *self = GX_WIDTH_BIN (widget);

  self->next_class = find_class (self, width);
  if (self->next_class != self->width_class && self->pending == 0)
    self->pending = g_idle_add_full (G_PRIORITY_HIGH_IDLE, class_settled_cb, self, NULL);
  if (self->child == NULL)
    return;
  gtk_widget_allocate (self->child, MAX (width, least_child_width (self)), height, baseline, NULL);
}

static void
gx_width_bin_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    gx_width_bin_set_child (GX_WIDTH_BIN (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
gx_width_bin_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = gx_width_bin_add_child;
}

static void
gx_width_bin_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GxWidthBin *self = GX_WIDTH_BIN (object);

  switch (id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_LIMITS:
      g_value_set_string (value, self->limits);
      break;
    case PROP_MINIMUM_WIDTH:
      g_value_set_int (value, self->minimum_width_px);
      break;
    case PROP_NATURAL_WIDTH:
      g_value_set_int (value, self->natural_width_px);
      break;
    case PROP_WIDTH_CLASS:
      g_value_set_static_string (value, self->width_class);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gx_width_bin_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GxWidthBin *self = GX_WIDTH_BIN (object);

  switch (id)
    {
    case PROP_CHILD:
      gx_width_bin_set_child (self, g_value_get_object (value));
      break;
    case PROP_LIMITS:
      g_free (self->limits);
      g_strfreev (self->words);
      self->limits = g_value_dup_string (value);
      self->words = self->limits != NULL ? g_strsplit (self->limits, " ", -1) : NULL;
      break;
    case PROP_MINIMUM_WIDTH:
      self->minimum_width_px = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    case PROP_NATURAL_WIDTH:
      self->natural_width_px = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gx_width_bin_dispose (GObject *object)
{
  GxWidthBin *self = GX_WIDTH_BIN (object);

  g_clear_handle_id (&self->pending, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (gx_width_bin_parent_class)->dispose (object);
}

static void
gx_width_bin_finalize (GObject *object)
{
  GxWidthBin *self = GX_WIDTH_BIN (object);

  g_free (self->limits);
  g_strfreev (self->words);
  G_OBJECT_CLASS (gx_width_bin_parent_class)->finalize (object);
}

static void
gx_width_bin_class_init (GxWidthBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = gx_width_bin_get_property;
  object_class->set_property = gx_width_bin_set_property;
  object_class->dispose = gx_width_bin_dispose;
  object_class->finalize = gx_width_bin_finalize;
  widget_class->measure = gx_width_bin_measure;
  widget_class->get_request_mode = gx_width_bin_get_request_mode;
  widget_class->size_allocate = gx_width_bin_size_allocate;

  props[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_LIMITS] = g_param_spec_string ("limits", NULL, NULL, NULL,
                                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_MINIMUM_WIDTH] = g_param_spec_int ("minimum-width", NULL, NULL, -1, G_MAXINT, -1,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_NATURAL_WIDTH] = g_param_spec_int ("natural-width", NULL, NULL, -1, G_MAXINT, -1,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_WIDTH_CLASS] = g_param_spec_string ("width-class", NULL, NULL, "",
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
gx_width_bin_init (GxWidthBin *self)
{
  self->minimum_width_px = -1;
  self->natural_width_px = -1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->width_class = "";
  self->next_class = "";
}

const char *
gx_width_bin_get_width_class (GxWidthBin *self)
{
  g_return_val_if_fail (GX_IS_WIDTH_BIN (self), "");

  return self->width_class;
}

gboolean
gx_width_bin_is (GxWidthBin *self, const char *width_class)
{
  return g_str_equal (gx_width_bin_get_width_class (self), width_class);
}

void
gx_width_bin_set_child (GxWidthBin *self, GtkWidget *child)
{
  g_return_if_fail (GX_IS_WIDTH_BIN (self));
  g_return_if_fail (child == NULL || GTK_IS_WIDGET (child));

  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CHILD]);
}
