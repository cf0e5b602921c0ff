/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-fact-row.h"

typedef struct {
  char *shown;          /* what the book says, or was just told */
  gboolean is_changed;
} GxFactRowPrivate;

enum { PROP_IS_CHANGED = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_TYPE_WITH_PRIVATE (GxFactRow, gx_fact_row, ADW_TYPE_ENTRY_ROW)

#define PRIVATE(self) ((GxFactRowPrivate *) gx_fact_row_get_instance_private (self))

static void
compare (GxFactRow *self)
{
  gboolean is_changed = g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self)), PRIVATE (self)->shown) != 0;

  if (PRIVATE (self)->is_changed == is_changed)
    return;
  PRIVATE (self)->is_changed = is_changed;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_CHANGED]);
}

/* By program: the row offers nothing to apply, and Ctrl+Z is the book's. */
static void
set_text (GxFactRow *self, const char *text)
{
  int cursor = gtk_editable_get_position (GTK_EDITABLE (self));

  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self), FALSE);
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self)), text) != 0)
    {
      gtk_editable_set_text (GTK_EDITABLE (self), text);
      gtk_editable_set_position (GTK_EDITABLE (self), cursor);
      gtk_editable_set_enable_undo (GTK_EDITABLE (self), FALSE);
      gtk_editable_set_enable_undo (GTK_EDITABLE (self), TRUE);
    }
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self), TRUE);
}

static gboolean
key_pressed_cb (GxFactRow *self, guint key)
{
  if (key != GDK_KEY_Escape || !PRIVATE (self)->is_changed)
    return GDK_EVENT_PROPAGATE;
  set_text (self, PRIVATE (self)->shown);
  return GDK_EVENT_STOP;
}

static void
gx_fact_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_CHANGED)
    g_value_set_boolean (value, PRIVATE (GX_FACT_ROW (object))->is_changed);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gx_fact_row_finalize (GObject *object)
{
  g_free (PRIVATE (GX_FACT_ROW (object))->shown);
  G_OBJECT_CLASS (gx_fact_row_parent_class)->finalize (object);
}

static void
gx_fact_row_class_init (GxFactRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gx_fact_row_get_property;
  object_class->finalize = gx_fact_row_finalize;
  props[PROP_IS_CHANGED] = g_param_spec_boolean ("is-changed", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
gx_fact_row_init (GxFactRow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  PRIVATE (self)->shown = g_strdup ("");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self), TRUE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "changed", G_CALLBACK (compare), NULL);
  g_signal_connect_after (self, "apply", G_CALLBACK (gx_fact_row_settle), NULL);
}

GtkWidget *
gx_fact_row_new (void)
{
  return g_object_new (GX_TYPE_FACT_ROW, NULL);
}

void
gx_fact_row_show (GxFactRow *self, const char *label, const char *text, gboolean is_read_only)
{
  g_return_if_fail (GX_IS_FACT_ROW (self) && label != NULL);

  gboolean was_changed = PRIVATE (self)->is_changed;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), label);
  gtk_editable_set_editable (GTK_EDITABLE (self), !is_read_only);
  g_free (PRIVATE (self)->shown);
  PRIVATE (self)->shown = g_strdup (text != NULL ? text : "");
  if (!was_changed)
    set_text (self, PRIVATE (self)->shown);
  compare (self);
}

gboolean
gx_fact_row_is_changed (GxFactRow *self)
{
  g_return_val_if_fail (GX_IS_FACT_ROW (self), FALSE);

  return PRIVATE (self)->is_changed;
}

void
gx_fact_row_settle (GxFactRow *self)
{
  g_return_if_fail (GX_IS_FACT_ROW (self));

  g_free (PRIVATE (self)->shown);
  PRIVATE (self)->shown = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self)));
  set_text (self, PRIVATE (self)->shown);
  compare (self);
}
