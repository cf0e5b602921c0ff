/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Where a condition is chosen and edited: one popover that points at the chip it is about. */
#include "widgets/gx-criteria-bar-private.h"

#include "widgets/gx-criteria-edit.h"

#include <glib/gi18n-lib.h>

#define WIDTH_PX 320
#define CATALOGUE_KEY "gx-catalogue"

/* -- about which chip */

static GtkWidget *
find_place (GxCriteriaBar *self)
{
  int index = gx_criteria_bar_find (self, self->edited != NULL ? self->edited : self->beside);

  return index >= 0 ? self->places->pdata[index] : self->add_button;
}

void
gx_criteria_bar_point (GxCriteriaBar *self)
{
  graphene_rect_t bounds;

  if (self->popover == NULL || !gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    return;
  if (gtk_widget_compute_bounds (find_place (self), GTK_WIDGET (self), &bounds) && bounds.size.width > 0)
    gtk_popover_set_pointing_to (self->popover, &(GdkRectangle) { (int) bounds.origin.x,
                                 (int) bounds.origin.y, (int) bounds.size.width,
                                 (int) bounds.size.height });
  gtk_popover_present (self->popover);
}

/* The buttons beneath: what can be done with the chip as a whole. */
static void
update_foot (GxCriteriaBar *self)
{
  int index = gx_criteria_bar_find (self, self->edited);

  gtk_widget_set_visible (self->foot, index >= 0);
  for (GtkWidget *button = gtk_widget_get_first_child (self->foot); button != NULL && index >= 0;
       button = gtk_widget_get_next_sibling (button))
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", (guint) index);
}

static GxCriteria *
leaf_of (GxCriteria *node)
{
  return gx_criteria_get_kind (node) == GX_CRITERIA_NOT ? gx_criteria_get_child (node, 0) : node;
}

/* -- callbacks */

static void
show_editor (GxCriteriaBar *self, const char *title)
{
  gtk_label_set_label (GTK_LABEL (self->field_title), title);
  gtk_stack_set_visible_child_name (self->stack, "editor");
  update_foot (self);
  gtk_widget_child_focus (GTK_WIDGET (self->editor), GTK_DIR_TAB_FORWARD);
}

/* What was edited is another node now: a new one takes its place, or comes to stand beside another. */
static void
edited_cb (GxCriteriaBar *self)
{
  GxCriteria *leaf = gx_criteria_editor_get_criteria (self->editor);
  GxCriteria *old = self->edited;
  gboolean is_denied = old != NULL && gx_criteria_get_kind (old) == GX_CRITERIA_NOT;
  g_autoptr (GxCriteria) node = leaf == NULL ? NULL
    : is_denied ? gx_criteria_new_not (leaf) : gx_criteria_ref (leaf);
  g_autoptr (GxCriteria) root = NULL;

  if (old == NULL && node == NULL)
    return;
  /* What is not complete leaves the question as it was before. */
  if (node == NULL)
    return;
  root = old != NULL ? gx_criteria_replaced (self->root, old, node)
    : gx_criteria_joined (self->root, self->beside, self->joins, node);
  self->edited = node;
  self->beside = NULL;
  gx_criteria_bar_take (self, g_steal_pointer (&root));
  update_foot (self);
}

static void
chosen_cb (GxCriteriaBar *self, gpointer field, gpointer relation, gint64 segment)
{
  const GxCriteriaField *chosen = field;
  const GxCriteriaRelation *things = relation;
  g_autoptr (GxCriteria) members = segment != 0 ? gx_criteria_new_segment (segment) : NULL;

  self->edited = NULL;
  gx_criteria_editor_set_currency (self->editor, self->currency);
  if (chosen != NULL)
    gx_criteria_editor_begin_field (self->editor, chosen, NULL);
  else if (things != NULL)
    gx_criteria_editor_begin_relation (self->editor, things, NULL);
  else
    gx_criteria_editor_begin_segment (self->editor, members);
  show_editor (self, chosen != NULL ? gx_criteria_field_get_label (chosen)
               : things != NULL ? gettext (things->label) : _("Segment"));
  if (members != NULL)
    edited_cb (self);
}

static void
back_clicked_cb (GxCriteriaBar *self)
{
  if (self->edited != NULL)
    {
      gtk_popover_popdown (self->popover);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "fields");
  gx_criteria_fields_begin (self->fields);
}

static void
closed_cb (GxCriteriaBar *self)
{
  GtkWidget *place = find_place (self);

  self->edited = self->beside = NULL;
  if (place == self->add_button)
    gtk_widget_grab_focus (place);
  else
    gtk_widget_child_focus (place, GTK_DIR_TAB_FORWARD);
}

/* -- making */

static void
add_foot_button (GxCriteriaBar *self, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", 0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (self->foot), button);
}

static GtkWidget *
make_head (GxCriteriaBar *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *back = gtk_button_new_from_icon_name ("gx-back-symbolic");

  self->field_title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->field_title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->field_title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->field_title, "gx-heading");
  gtk_widget_add_css_class (back, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Back"), -1);
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (back_clicked_cb), self);
  gtk_box_append (GTK_BOX (head), back);
  gtk_box_append (GTK_BOX (head), self->field_title);
  return head;
}

static GtkWidget *
make_editor_page (GxCriteriaBar *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->editor = GX_CRITERIA_EDITOR (gx_criteria_editor_new (self->book));
  gx_criteria_editor_set_catalogue (self->editor, self->catalogue);
  self->foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->foot, "gx-chip-foot");
  /* Translators: turns a condition into its contrary */
  add_foot_button (self, C_("criteria", "Not"), "criteria.negate");
  add_foot_button (self, _("Or…"), "criteria.or");
  add_foot_button (self, _("And…"), "criteria.and");
  add_foot_button (self, _("Remove"), "criteria.remove");
  g_signal_connect_swapped (self->editor, "edited", G_CALLBACK (edited_cb), self);
  gtk_box_append (GTK_BOX (page), make_head (self));
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (self->editor));
  gtk_box_append (GTK_BOX (page), self->foot);
  return page;
}

static void
need_popover (GxCriteriaBar *self)
{
  /* What it offers is of the catalogue it was made with. */
  gboolean is_old = self->popover != NULL && !gtk_widget_get_visible (GTK_WIDGET (self->popover))
    && g_object_get_data (G_OBJECT (self->popover), CATALOGUE_KEY) != self->catalogue;
  if (is_old)
    {
      gtk_widget_unparent (GTK_WIDGET (self->popover));
      self->popover = NULL;
    }
  if (self->popover != NULL)
    return;
  self->popover = g_object_new (GTK_TYPE_POPOVER, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  if (self->catalogue != NULL)
    g_object_set_data_full (G_OBJECT (self->popover), CATALOGUE_KEY,
                            gx_criteria_catalogue_ref (self->catalogue),
                            (GDestroyNotify) gx_criteria_catalogue_unref);
  self->stack = GTK_STACK (gtk_stack_new ());
  self->fields = GX_CRITERIA_FIELDS (gx_criteria_fields_new (self->catalogue, self->relation));
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->fields), "fields");
  gtk_stack_add_named (self->stack, make_editor_page (self), "editor");
  gtk_widget_set_size_request (GTK_WIDGET (self->stack), WIDTH_PX, -1);
  gtk_popover_set_child (self->popover, GTK_WIDGET (self->stack));
  gtk_popover_set_position (self->popover, GTK_POS_BOTTOM);
  gtk_widget_add_css_class (GTK_WIDGET (self->popover), "gx-criteria");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->popover),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Condition"), -1);
  g_signal_connect_swapped (self->fields, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (closed_cb), self);
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
}

/* -- for the bar */

void
gx_criteria_bar_open_fields (GxCriteriaBar *self, GxCriteria *beside, GxCriteriaKind joins)
{
  need_popover (self);
  self->edited = NULL;
  self->beside = beside;
  self->joins = joins;
  gtk_stack_set_visible_child_name (self->stack, "fields");
  gtk_popover_popup (self->popover);
  gx_criteria_bar_point (self);
  gx_criteria_fields_begin (self->fields);
}

/* A custom field knows its own name only where the catalogue is. */
static const GxCriteriaField *
field_of (GxCriteriaBar *self, GxCriteria *leaf)
{
  const GxCriteriaField *field = gx_criteria_get_field (leaf);
  const GxCriteriaField *found = field->custom == 0 ? field
    : gx_criteria_catalogue_find_field (self->catalogue, self->relation, field->name);

  return found != NULL ? found : field;
}

void
gx_criteria_bar_open_editor (GxCriteriaBar *self, GxCriteria *node)
{
  GxCriteria *leaf = leaf_of (node);
  GxCriteriaKind kind = gx_criteria_get_kind (leaf);
  const char *title = NULL;

  if (kind != GX_CRITERIA_COMPARE && kind != GX_CRITERIA_HAS && kind != GX_CRITERIA_SEGMENT)
    return;
  need_popover (self);
  self->edited = node;
  self->beside = NULL;
  gx_criteria_editor_set_currency (self->editor, self->currency);
  if (kind == GX_CRITERIA_COMPARE)
    {
      gx_criteria_editor_begin_field (self->editor, field_of (self, leaf), leaf);
      title = gx_criteria_field_get_label (field_of (self, leaf));
    }
  else if (kind == GX_CRITERIA_HAS)
    {
      gx_criteria_editor_begin_relation (self->editor, gx_criteria_get_relation (leaf), leaf);
      title = gettext (gx_criteria_get_relation (leaf)->label);
    }
  else
    {
      gx_criteria_editor_begin_segment (self->editor, leaf);
      title = _("Segment");
    }
  gtk_popover_popup (self->popover);
  gx_criteria_bar_point (self);
  show_editor (self, title);
}
