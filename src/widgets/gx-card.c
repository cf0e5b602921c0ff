/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-card.h"

typedef struct {
  AdwPreferencesGroup *group;
  GPtrArray *rows; /* borrowed from the group */
} GxCardPrivate;

enum { PROP_TITLE = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_TYPE_WITH_PRIVATE (GxCard, gx_card, ADW_TYPE_BIN)

#define PRIVATE(self) ((GxCardPrivate *) gx_card_get_instance_private (self))

static void
gx_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, adw_preferences_group_get_title (PRIVATE (GX_CARD (object))->group));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gx_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    gx_card_set_title (GX_CARD (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gx_card_finalize (GObject *object)
{
  g_ptr_array_unref (PRIVATE (GX_CARD (object))->rows);
  G_OBJECT_CLASS (gx_card_parent_class)->finalize (object);
}

static void
gx_card_class_init (GxCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gx_card_get_property;
  object_class->set_property = gx_card_set_property;
  object_class->finalize = gx_card_finalize;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
gx_card_init (GxCard *self)
{
  PRIVATE (self)->rows = g_ptr_array_new ();
  PRIVATE (self)->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (PRIVATE (self)->group));
}

void
gx_card_set_title (GxCard *self, const char *title)
{
  g_return_if_fail (GX_IS_CARD (self));

  g_autofree char *markup = title != NULL ? g_markup_escape_text (title, -1) : NULL;
  adw_preferences_group_set_title (PRIVATE (self)->group, markup != NULL ? markup : "");
}

void
gx_card_set_suffix (GxCard *self, GtkWidget *suffix)
{
  g_return_if_fail (GX_IS_CARD (self));

  adw_preferences_group_set_header_suffix (PRIVATE (self)->group, suffix);
}

void
gx_card_add (GxCard *self, GtkWidget *row)
{
  g_return_if_fail (GX_IS_CARD (self) && GTK_IS_WIDGET (row));

  g_ptr_array_add (PRIVATE (self)->rows, row);
  adw_preferences_group_add (PRIVATE (self)->group, row);
}

void
gx_card_add_fixed (GxCard *self, GtkWidget *row)
{
  g_return_if_fail (GX_IS_CARD (self) && GTK_IS_WIDGET (row));

  adw_preferences_group_add (PRIVATE (self)->group, row);
}

void
gx_card_clear (GxCard *self)
{
  g_return_if_fail (GX_IS_CARD (self));

  for (guint i = 0; i < PRIVATE (self)->rows->len; i++)
    adw_preferences_group_remove (PRIVATE (self)->group, PRIVATE (self)->rows->pdata[i]);
  g_ptr_array_set_size (PRIVATE (self)->rows, 0);
}

GtkWidget *
gx_card_get_row (GxCard *self, guint index)
{
  g_return_val_if_fail (GX_IS_CARD (self), NULL);

  return index < PRIVATE (self)->rows->len ? PRIVATE (self)->rows->pdata[index] : NULL;
}

AdwActionRow *
gx_card_new_row (const char *title, const char *subtitle)
{
  AdwActionRow *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);

  /* Not with the others: of properties set together the last is told first, and an "&" would still be read as markup. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL && *subtitle != '\0')
    adw_action_row_set_subtitle (row, subtitle);
  return row;
}

GtkWidget *
gx_card_new_button (const char *icon, const char *label, const char *action, GVariant *target)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

void
gx_card_add_empty (GxCard *self, const char *sentence)
{
  GtkWidget *row = GTK_WIDGET (gx_card_new_row (sentence, NULL));

  gtk_widget_add_css_class (row, "gx-empty");
  gx_card_add (self, row);
}
