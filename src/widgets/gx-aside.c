/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-aside.h"

#include <adwaita.h>

struct _GxAside {
  GtkWidget parent_instance;

  AdwFlap *flap;
  gboolean is_wanted, has_room;
  gboolean is_tight;
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

static void
set_room (GxAside *self, gboolean has_room)
{
  if (self->has_room == has_room)
    return;
  self->has_room = has_room;
  adw_flap_set_fold_policy (self->flap, has_room ? ADW_FLAP_FOLD_POLICY_NEVER : ADW_FLAP_FOLD_POLICY_AUTO);
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

static void
gx_aside_dispose (GObject *object)
{
  GxAside *self = GX_ASIDE (object);

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
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
gx_aside_init (GxAside *self)
{
  GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

  self->flap = ADW_FLAP (adw_flap_new ());
  gtk_widget_add_css_class (line, "gx-line");
  g_object_set (self->flap, "separator", line, "locked", TRUE, "reveal-flap", FALSE, "swipe-to-open", FALSE,
                NULL);
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
