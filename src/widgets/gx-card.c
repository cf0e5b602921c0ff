/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-card.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *kind;     /* interned */
  gint64 id;
  guint place;          /* from 1; a fixed row has none and stands above */
  GtkWidget *widget;    /* borrowed from the group */
} Row;

typedef struct {
  AdwPreferencesGroup *group;
  GPtrArray *rows;      /* of Row, in order */
  GPtrArray *old_rows;  /* while it is filled again: those not kept so far; else NULL */
} GxCardPrivate;

enum { PROP_TITLE = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_TYPE_WITH_PRIVATE (GxCard, gx_card, ADW_TYPE_BIN)

#define PRIVATE(self) ((GxCardPrivate *) gx_card_get_instance_private (self))
#define ROW_DATA "gx-card-row"

/* -- the rows */

static Row *
find_row (GPtrArray *rows, const char *kind, gint64 id, guint *index)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      Row *row = rows->pdata[i];
      if (row->id == id && g_str_equal (row->kind, kind))
        {
          *index = i;
          return row;
        }
    }
  return NULL;
}

static guint
place_of (GtkListBoxRow *widget)
{
  const Row *row = g_object_get_data (G_OBJECT (widget), ROW_DATA);

  return row != NULL ? row->place : 0;
}

static int
compare_places (GtkListBoxRow *a, GtkListBoxRow *b, gpointer unused)
{
  guint first = place_of (a), second = place_of (b);

  return first < second ? -1 : first > second;
}

/* The group has no order of its own, but the list it makes can sort; sorting moves rows without taking them
   out. */
static void
add_to_group (GxCard *self, GtkWidget *widget)
{
  adw_preferences_group_add (PRIVATE (self)->group, widget);
  if (GTK_IS_LIST_BOX (gtk_widget_get_parent (widget)))
    gtk_list_box_set_sort_func (GTK_LIST_BOX (gtk_widget_get_parent (widget)), compare_places, NULL, NULL);
}

static void
set_place (GxCard *self, Row *row)
{
  row->place = PRIVATE (self)->rows->len + 1;
  g_ptr_array_add (PRIVATE (self)->rows, row);
}

static void
hand_focus_on (GxCard *self, const Row *from)
{
  GPtrArray *rows = PRIVATE (self)->rows;
  guint next = MIN (from->place, rows->len);

  if (next > 0)
    gtk_widget_grab_focus (((Row *) rows->pdata[next - 1])->widget);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
remove_row (GxCard *self, Row *row)
{
  g_object_set_data (G_OBJECT (row->widget), ROW_DATA, NULL);
  adw_preferences_group_remove (PRIVATE (self)->group, row->widget);
}

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
  g_clear_pointer (&PRIVATE (GX_CARD (object))->old_rows, g_ptr_array_unref);
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
  PRIVATE (self)->rows = g_ptr_array_new_with_free_func (g_free);
  PRIVATE (self)->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (PRIVATE (self)->group));
}

void
gx_card_set_title (GxCard *self, const char *title)
{
  g_return_if_fail (GX_IS_CARD (self));

  g_autofree char *markup = title != NULL ? g_markup_escape_text (title, -1) : NULL;
  adw_preferences_group_set_title (PRIVATE (self)->group, markup != NULL ? markup : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (PRIVATE (self)->group), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title != NULL ? title : "", -1);
}

void
gx_card_set_suffix (GxCard *self, GtkWidget *suffix)
{
  g_return_if_fail (GX_IS_CARD (self));

  adw_preferences_group_set_header_suffix (PRIVATE (self)->group, suffix);
}

void
gx_card_add_fixed (GxCard *self, GtkWidget *row)
{
  g_return_if_fail (GX_IS_CARD (self) && GTK_IS_WIDGET (row));

  add_to_group (self, row);
}

void
gx_card_clear (GxCard *self)
{
  g_return_if_fail (GX_IS_CARD (self));

  gx_card_begin (self);
  gx_card_end (self);
}

void
gx_card_begin (GxCard *self)
{
  g_return_if_fail (GX_IS_CARD (self) && PRIVATE (self)->old_rows == NULL);

  PRIVATE (self)->old_rows = g_steal_pointer (&PRIVATE (self)->rows);
  PRIVATE (self)->rows = g_ptr_array_new_with_free_func (g_free);
}

GtkWidget *
gx_card_keep (GxCard *self, const char *kind, gint64 id)
{
  g_return_val_if_fail (GX_IS_CARD (self) && PRIVATE (self)->old_rows != NULL, NULL);

  guint index = 0;
  Row *row = find_row (PRIVATE (self)->old_rows, kind, id, &index);
  if (row == NULL)
    return NULL;
  g_ptr_array_steal_index (PRIVATE (self)->old_rows, index);
  set_place (self, row);
  return row->widget;
}

void
gx_card_keep_if (GxCard *self, const char *kind, gboolean (*wants) (GtkWidget *row))
{
  g_return_if_fail (GX_IS_CARD (self) && PRIVATE (self)->old_rows != NULL && wants != NULL);

  GPtrArray *old = PRIVATE (self)->old_rows;
  for (guint i = 0; i < old->len; i++)
    {
      Row *row = old->pdata[i];

      if (!g_str_equal (row->kind, kind) || !wants (row->widget))
        continue;
      g_ptr_array_steal_index (old, i--);
      set_place (self, row);
    }
}

void
gx_card_put (GxCard *self, const char *kind, gint64 id, GtkWidget *widget)
{
  g_return_if_fail (GX_IS_CARD (self) && PRIVATE (self)->old_rows != NULL && GTK_IS_WIDGET (widget));

  Row *row = g_new0 (Row, 1);
  row->kind = g_intern_string (kind);
  row->id = id;
  row->widget = widget;
  set_place (self, row);
  g_object_set_data (G_OBJECT (widget), ROW_DATA, row);
  add_to_group (self, widget);
}

void
gx_card_end (GxCard *self)
{
  g_return_if_fail (GX_IS_CARD (self) && PRIVATE (self)->old_rows != NULL);

  g_autoptr (GPtrArray) gone = g_steal_pointer (&PRIVATE (self)->old_rows);
  GPtrArray *rows = PRIVATE (self)->rows;
  for (guint i = 0; i < gone->len; i++)
    {
      Row *row = gone->pdata[i];
      if (gx_card_has_focus (row->widget))
        hand_focus_on (self, row);
      remove_row (self, row);
    }
  if (rows->len > 0)
    gtk_list_box_invalidate_sort (GTK_LIST_BOX (gtk_widget_get_parent (((Row *) rows->pdata[0])->widget)));
}

GtkWidget *
gx_card_find_old (GxCard *self, const char *kind, gint64 id)
{
  g_return_val_if_fail (GX_IS_CARD (self) && kind != NULL, NULL);

  guint index = 0;
  Row *row = find_row (PRIVATE (self)->old_rows, kind, id, &index);
  return row != NULL ? row->widget : NULL;
}

GtkWidget *
gx_card_find (GxCard *self, const char *kind, gint64 id)
{
  g_return_val_if_fail (GX_IS_CARD (self) && kind != NULL, NULL);

  guint index = 0;
  Row *row = find_row (PRIVATE (self)->rows, kind, id, &index);
  return row != NULL ? row->widget : NULL;
}

void
gx_card_keep_sentence (GxCard *self, const char *sentence)
{
  if (gx_card_keep (self, "sentence", 0) != NULL)
    return;
  GtkWidget *row = GTK_WIDGET (gx_card_new_row (sentence, NULL));
  gtk_widget_add_css_class (row, "gx-empty");
  gx_card_put (self, "sentence", 0, row);
}

void
gx_card_keep_more (GxCard *self, void (*wanted) (gpointer card))
{
  if (gx_card_keep (self, "more", 0) != NULL)
    return;
  AdwActionRow *row = gx_card_new_row (_("Show more"), NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (wanted), self);
  gx_card_put (self, "more", 0, GTK_WIDGET (row));
}

AdwActionRow *
gx_card_new_row (const char *title, const char *subtitle)
{
  AdwActionRow *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);

  /* Not with the others: of properties set together the last is told first, and an "&" would still be read as
     markup. */
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

gboolean
gx_card_has_focus (GtkWidget *row)
{
  GtkRoot *root = gtk_widget_get_root (row);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == row || gtk_widget_is_ancestor (focus, row));
}

void
gx_card_set_expander_title (AdwExpanderRow *row, const char *title)
{
  g_return_if_fail (ADW_IS_EXPANDER_ROW (row) && title != NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}
