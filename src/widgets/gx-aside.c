/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-aside.h"

#include <adwaita.h>

struct _GxAside {
  GtkWidget parent_instance;

  AdwFlap *flap;
  gboolean is_wanted, has_room;
  gboolean is_tight;
  gboolean fits;           /* beside the page, in the width it was given last */
  guint settling;
};

enum { PROP_ASIDE = 1, PROP_PAGE, PROP_IS_SHOWN, PROP_IS_WANTED, PROP_HAS_ROOM, PROP_IS_TIGHT, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (GxAside, gx_aside, GTK_TYPE_WIDGET)

static void
set_wanted (GxAside *self, gboolean is_wanted)
{
  if (self->is_wanted == is_wanted)
    return;
  self->is_wanted = is_wanted;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_WANTED]);
  if (!self->is_tight)
    adw_flap_set_reveal_flap (self->flap, is_wanted);
}

static void
revealed_cb (GxAside *self)
{
  if (!self->is_tight)
    set_wanted (self, adw_flap_get_reveal_flap (self->flap));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_SHOWN]);
}

/* Over the page it comes only when called. */
static void
folded_cb (GxAside *self)
{
  self->is_tight = adw_flap_get_folded (self->flap);
  adw_flap_set_reveal_flap (self->flap, self->is_wanted && !self->is_tight);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_TIGHT]);
}

static gboolean
fit_settled_cb (gpointer user_data)
{
  GxAside *self = user_data;

  self->settling = 0;
  adw_flap_set_fold_policy (self->flap, self->has_room || self->fits ? ADW_FLAP_FOLD_POLICY_NEVER
                                        : ADW_FLAP_FOLD_POLICY_ALWAYS);
  return G_SOURCE_REMOVE;
}

/* Not while widths are being given, when nothing may ask for others: so the flap never folds by itself. */
static void
settle_soon (GxAside *self)
{
  if (self->settling == 0)
    self->settling = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_settled_cb, self, NULL);
}

static void
set_room (GxAside *self, gboolean has_room)
{
  if (self->has_room == has_room)
    return;
  self->has_room = has_room;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  settle_soon (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HAS_ROOM]);
}

static void
gx_aside_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GxAside *self = GX_ASIDE (object);

  switch (id)
    {
    case PROP_ASIDE:
      g_value_set_object (value, adw_flap_get_flap (self->flap));
      break;
    case PROP_PAGE:
      g_value_set_object (value, adw_flap_get_content (self->flap));
      break;
    case PROP_IS_SHOWN:
      g_value_set_boolean (value, gx_aside_is_shown (self));
      break;
    case PROP_IS_WANTED:
      g_value_set_boolean (value, self->is_wanted);
      break;
    case PROP_HAS_ROOM:
      g_value_set_boolean (value, self->has_room);
      break;
    case PROP_IS_TIGHT:
      g_value_set_boolean (value, self->is_tight);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gx_aside_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GxAside *self = GX_ASIDE (object);

  switch (id)
    {
    case PROP_ASIDE:
      adw_flap_set_flap (self->flap, g_value_get_object (value));
      break;
    case PROP_PAGE:
      adw_flap_set_content (self->flap, g_value_get_object (value));
      break;
    case PROP_IS_SHOWN:
      adw_flap_set_reveal_flap (self->flap, g_value_get_boolean (value));
      break;
    case PROP_IS_WANTED:
      set_wanted (self, g_value_get_boolean (value));
      break;
    case PROP_HAS_ROOM:
      set_room (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static int
least_width (GtkWidget *widget)
{
  int minimum = 0;

  if (widget != NULL)
    gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* Without room it becomes as narrow as its page can be, for then it folds. */
static void
gx_aside_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                  int *minimum_baseline, int *natural_baseline)
{
  GxAside *self = GX_ASIDE (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = MAX (for_size, least_width (GTK_WIDGET (self->flap)));
  gtk_widget_measure (GTK_WIDGET (self->flap), orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL && !self->has_room)
    *minimum = MIN (*minimum, least_width (adw_flap_get_content (self->flap)));
}

static void
gx_aside_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GxAside *self = GX_ASIDE (widget);
  gboolean fits = width >= least_width (adw_flap_get_content (self->flap))
                           + least_width (adw_flap_get_flap (self->flap));

  if (fits != self->fits)
    settle_soon (self);
  self->fits = fits;
  gtk_widget_allocate (GTK_WIDGET (self->flap), MAX (width, least_width (GTK_WIDGET (self->flap))), height,
                       baseline, NULL);
}

static GtkSizeRequestMode
gx_aside_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (GTK_WIDGET (GX_ASIDE (widget)->flap));
}

static void
gx_aside_dispose (GObject *object)
{
  GxAside *self = GX_ASIDE (object);

  g_clear_handle_id (&self->settling, g_source_remove);
  if (self->flap != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->flap, self);
      gtk_widget_unparent (GTK_WIDGET (self->flap));
      self->flap = NULL;
    }
  G_OBJECT_CLASS (gx_aside_parent_class)->dispose (object);
}

static void
gx_aside_class_init (GxAsideClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gx_aside_get_property;
  object_class->set_property = gx_aside_set_property;
  object_class->dispose = gx_aside_dispose;
  props[PROP_ASIDE] = g_param_spec_object ("aside", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_PAGE] = g_param_spec_object ("page", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_IS_SHOWN] = g_param_spec_boolean ("is-shown", NULL, NULL, FALSE, flags);
  props[PROP_IS_WANTED] = g_param_spec_boolean ("is-wanted", NULL, NULL, FALSE, flags);
  props[PROP_HAS_ROOM] = g_param_spec_boolean ("has-room", NULL, NULL, FALSE, flags);
  props[PROP_IS_TIGHT] = g_param_spec_boolean ("is-tight", NULL, NULL, FALSE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  widget_class->measure = gx_aside_measure;
  widget_class->size_allocate = gx_aside_size_allocate;
  widget_class->get_request_mode = gx_aside_get_request_mode;
}

static void
gx_aside_init (GxAside *self)
{
  GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

  self->flap = ADW_FLAP (adw_flap_new ());
  self->fits = TRUE;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (line, "gx-line");
  g_object_set (self->flap, "separator", line, "locked", TRUE, "reveal-flap", FALSE, "swipe-to-open", FALSE,
                "fold-policy", ADW_FLAP_FOLD_POLICY_NEVER, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->flap), GTK_WIDGET (self));
  g_signal_connect_swapped (self->flap, "notify::reveal-flap", G_CALLBACK (revealed_cb), self);
  g_signal_connect_swapped (self->flap, "notify::folded", G_CALLBACK (folded_cb), self);
}

gboolean
gx_aside_is_shown (GxAside *self)
{
  g_return_val_if_fail (GX_IS_ASIDE (self), FALSE);

  return adw_flap_get_reveal_flap (self->flap);
}

gboolean
gx_aside_covers (GxAside *self)
{
  g_return_val_if_fail (GX_IS_ASIDE (self), FALSE);

  return self->is_tight && gx_aside_is_shown (self);
}
