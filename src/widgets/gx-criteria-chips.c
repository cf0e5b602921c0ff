/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* How a question looks as chips. */
#include "widgets/gx-criteria-bar-private.h"

#include "widgets/gx-criteria-edit.h"

#include <glib/gi18n-lib.h>

#define INDEX_KEY "gx-index"
#define LEAST_CHARS 6
#define LONG_CHARS 40         /* may well be shortened: it says all of it as a tooltip */

static void show_node (GxCriteriaBar *self, GxWrapBox *box, GxCriteria *node, gboolean is_root);

static guint
remember (GxCriteriaBar *self, GxCriteria *node, GtkWidget *place)
{
  g_ptr_array_add (self->nodes, node);
  g_ptr_array_add (self->places, place);
  g_object_set_data (G_OBJECT (place), INDEX_KEY, GUINT_TO_POINTER (self->nodes->len - 1));
  return self->nodes->len - 1;
}

static void
set_action (GtkWidget *button, const char *action, guint index)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", index);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
}

static void
set_label (GtkWidget *widget, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* -- a chip's menu */

static void
add_item (GMenu *menu, const char *label, const char *action, guint index)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "u", index);
  g_menu_append_item (menu, item);
}

static GMenu *
make_menu (GxCriteriaBar *self, guint index)
{
  GxCriteria *node = self->nodes->pdata[index];
  GxCriteria *next = gx_criteria_next (self->root, node);
  GMenu *menu = g_menu_new ();

  add_item (menu, _("Edit…"), "criteria.edit", index);
  add_item (menu, gx_criteria_get_kind (node) == GX_CRITERIA_NOT ? _("No longer “not”") : _("Not"),
            "criteria.negate", index);
  /* Translators: adds another condition: this or … */
  add_item (menu, _("Or…"), "criteria.or", index);
  /* Translators: adds another condition: this and … */
  add_item (menu, _("And…"), "criteria.and", index);
  if (next != NULL)
    add_item (menu, gx_criteria_get_kind (gx_criteria_parent (self->root, node)) == GX_CRITERIA_ALL
                    ? _("This or the next one") : _("This and the next one"), "criteria.group", index);
  add_item (menu, _("Remove"), "criteria.remove", index);
  return menu;
}

static void
menu_closed_cb (GtkPopover *popover)
{
  /* Its action is on its way. */
  g_idle_add_once ((GSourceOnceFunc) gtk_widget_unparent, popover);
}

static void
show_menu (GtkWidget *chip)
{
  GxCriteriaBar *self = GX_CRITERIA_BAR (gtk_widget_get_ancestor (chip, GX_TYPE_CRITERIA_BAR));
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), INDEX_KEY));
  g_autoptr (GMenu) menu = make_menu (self, index);
  GtkWidget *popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  graphene_rect_t bounds;

  /* Of the bar: the chip may be made anew under it. */
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  if (gtk_widget_compute_bounds (chip, GTK_WIDGET (self), &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                                 &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                 (int) bounds.size.width, (int) bounds.size.height });
  g_signal_connect (popover, "closed", G_CALLBACK (menu_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
chip_clicked_cb (GtkWidget *chip, int n_press, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (chip);
}

static gboolean
chip_key_pressed_cb (GtkWidget *chip, guint key, guint code, GdkModifierType state)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), INDEX_KEY));

  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    show_menu (chip);
  else if (key == GDK_KEY_Delete || key == GDK_KEY_BackSpace)
    gtk_widget_activate_action (chip, "criteria.remove", "u", index);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* -- chips and words */

/* GTK 4.8 asks for the place of a popover that is not shown yet: in one there are no tooltips. */
static void
set_hint (GxCriteriaBar *self, GtkWidget *widget, const char *hint)
{
  if (gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER) == NULL && self->relation == NULL)
    gtk_widget_set_tooltip_text (widget, hint);
}


static void
show_chip (GxCriteriaBar *self, GxWrapBox *box, GxCriteria *node)
{
  g_autofree char *sentence = gx_criteria_to_sentence (node, self->currency, self->catalogue);
  /* Translators: %s is a condition: "Lifecycle is dormant or lapsed" */
  g_autofree char *remove = g_strdup_printf (_("Remove: %s"), sentence);
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (sentence);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "child", label, NULL);
  GtkWidget *cross = gtk_button_new_from_icon_name ("gx-close-symbolic");
  guint index = remember (self, node, chip);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), MIN (LEAST_CHARS, g_utf8_strlen (sentence, -1)));
  if (g_utf8_strlen (sentence, -1) > LONG_CHARS)
    set_hint (self, button, sentence);
  set_action (button, "criteria.edit", index);
  set_action (cross, "criteria.remove", index);
  set_label (button, sentence);
  set_label (cross, remove);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_box_append (GTK_BOX (chip), button);
  gtk_box_append (GTK_BOX (chip), cross);
  gtk_widget_add_css_class (chip, "gx-chip");
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (chip_clicked_cb), chip);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (chip_key_pressed_cb), chip);
  gtk_widget_add_controller (chip, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (chip, keys);
  gx_wrap_box_append (box, chip);
  self->n_chips++;
}

/* "and", "or", "not": a word that can be clicked. */
static void
show_word (GxCriteriaBar *self, GxWrapBox *box, GxCriteria *node, const char *word, const char *action,
           const char *hint)
{
  GtkWidget *button = gtk_button_new_with_label (word);

  set_action (button, action, remember (self, node, button));
  set_label (button, hint);
  set_hint (self, button, hint);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "gx-chip-word");
  gx_wrap_box_append (box, button);
}

static void
show_kind (GxCriteriaBar *self, GxWrapBox *box, GxCriteria *group)
{
  if (gx_criteria_get_kind (group) == GX_CRITERIA_ALL)
    /* Translators: between two conditions */
    show_word (self, box, group, C_("criteria word", "and"), "criteria.flip",
               _("All of these; click for any of these"));
  else
    /* Translators: between two conditions */
    show_word (self, box, group, C_("criteria word", "or"), "criteria.flip",
               _("Any of these; click for all of these"));
}

static GxWrapBox *
add_ring (GxWrapBox *box)
{
  GtkWidget *ring = gx_wrap_box_new ();

  gtk_widget_add_css_class (ring, "gx-chip-ring");
  gx_wrap_box_append (box, ring);
  return GX_WRAP_BOX (ring);
}

static void
show_group (GxCriteriaBar *self, GxWrapBox *box, GxCriteria *group)
{
  for (guint i = 0; i < gx_criteria_get_n_children (group); i++)
    {
      if (i > 0)
        show_kind (self, box, group);
      show_node (self, box, gx_criteria_get_child (group, i), FALSE);
    }
}

static void
show_node (GxCriteriaBar *self, GxWrapBox *box, GxCriteria *node, gboolean is_root)
{
  gboolean is_denied = gx_criteria_get_kind (node) == GX_CRITERIA_NOT;
  GxCriteria *denied = is_denied ? gx_criteria_get_child (node, 0) : NULL;
  gboolean is_full = gx_criteria_is_group (node) && gx_criteria_get_n_children (node) > 0;

  if (is_full && is_root)
    show_group (self, box, node);
  else if (is_full)
    show_group (self, add_ring (box), node);
  else if (denied != NULL && gx_criteria_is_group (denied))
    {
      GxWrapBox *ring = add_ring (box);
      /* Translators: before several conditions */
      show_word (self, ring, node, C_("criteria word", "not"), "criteria.negate",
                 _("Not these; click for these"));
      show_group (self, ring, denied);
    }
  else
    show_chip (self, box, node);
}

/* -- all of it */

/* The chip that had the focus is another widget then. */
static int
find_focus (GxCriteriaBar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < self->places->len; i++)
    if (focus == self->places->pdata[i] || gtk_widget_is_ancestor (focus, self->places->pdata[i]))
      return (int) i;
  return -1;
}

static void
append_guests (GxWrapBox *box, GPtrArray *guests)
{
  for (guint i = 0; i < guests->len; i++)
    gx_wrap_box_append (box, guests->pdata[i]);
}

void
gx_criteria_bar_show_chips (GxCriteriaBar *self)
{
  int focus = find_focus (self);

  gx_wrap_box_clear (self->box);
  g_ptr_array_set_size (self->nodes, 0);
  g_ptr_array_set_size (self->places, 0);
  self->n_chips = 0;
  if (self->root != NULL)
    show_node (self, self->box, self->root, TRUE);
  append_guests (self->box, self->before);
  gx_wrap_box_append (self->box, self->add_button);
  append_guests (self->box, self->behind);
  if (focus >= 0 && self->places->len > 0)
    gtk_widget_child_focus (self->places->pdata[MIN ((guint) focus, self->places->len - 1)],
                            GTK_DIR_TAB_FORWARD);
  else if (focus >= 0)
    gtk_widget_grab_focus (self->add_button);
}
