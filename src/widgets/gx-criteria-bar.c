/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-criteria-bar-private.h"

#include "widgets/gx-criteria-edit.h"

#include <glib/gi18n-lib.h>

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxCriteriaBar, gx_criteria_bar, GTK_TYPE_WIDGET)

/* -- actions */

static GxCriteria *
node_of (GxCriteriaBar *self, GVariant *parameter)
{
  guint n = g_variant_get_uint32 (parameter);

  return n < self->nodes->len ? self->nodes->pdata[n] : NULL;
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_criteria_bar_open_fields (GX_CRITERIA_BAR (widget), NULL, GX_CRITERIA_ALL);
}

static void
add_beside_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxCriteriaBar *self = GX_CRITERIA_BAR (widget);
  GxCriteria *node = node_of (self, parameter);

  if (node != NULL)
    gx_criteria_bar_open_fields (self, node,
                                 g_str_equal (action, "criteria.or") ? GX_CRITERIA_ANY : GX_CRITERIA_ALL);
}

static void
edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxCriteriaBar *self = GX_CRITERIA_BAR (widget);
  GxCriteria *node = node_of (self, parameter);

  if (node != NULL && !gx_criteria_is_group (node))
    gx_criteria_bar_open_editor (self, node);
}

static void
remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxCriteriaBar *self = GX_CRITERIA_BAR (widget);
  GxCriteria *node = node_of (self, parameter);

  if (node == NULL)
    return;
  if (self->popover != NULL)
    gtk_popover_popdown (self->popover);
  gx_criteria_bar_take (self, gx_criteria_replaced (self->root, node, NULL));
}

/* The edited chip stays the edited one: it is another node then. */
static void
negate_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxCriteriaBar *self = GX_CRITERIA_BAR (widget);
  GxCriteria *node = node_of (self, parameter);

  if (node == NULL)
    return;
  gboolean is_edited = node == self->edited;
  g_autoptr (GxCriteria) by = gx_criteria_get_kind (node) == GX_CRITERIA_NOT
    ? gx_criteria_ref (gx_criteria_get_child (node, 0)) : gx_criteria_new_not (node);
  g_autoptr (GxCriteria) root = gx_criteria_replaced (self->root, node, by);
  if (is_edited)
    self->edited = by;
  gx_criteria_bar_take (self, g_steal_pointer (&root));
}

static void
group_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxCriteriaBar *self = GX_CRITERIA_BAR (widget);
  GxCriteria *node = node_of (self, parameter);

  if (node != NULL && gx_criteria_next (self->root, node) != NULL)
    gx_criteria_bar_take (self, gx_criteria_grouped (self->root, node));
}

static void
flip_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxCriteriaBar *self = GX_CRITERIA_BAR (widget);
  GxCriteria *node = node_of (self, parameter);

  if (node != NULL && gx_criteria_is_group (node))
    gx_criteria_bar_take (self, gx_criteria_flipped (self->root, node));
}

/* -- overrides */

static void
gx_criteria_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GxCriteriaBar *self = GX_CRITERIA_BAR (widget);

  gtk_widget_size_allocate (GTK_WIDGET (self->box), &(GtkAllocation) { 0, 0, width, height }, baseline);
  gx_criteria_bar_point (self);
}

static void
gx_criteria_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (GX_CRITERIA_BAR (widget)->box), orientation, for_size, minimum, natural,
                      NULL, NULL);
}

static GtkSizeRequestMode
gx_criteria_bar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
gx_criteria_bar_dispose (GObject *object)
{
  GxCriteriaBar *self = GX_CRITERIA_BAR (object);

  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  if (self->box != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->box));
  self->box = NULL;
  g_clear_pointer (&self->before, g_ptr_array_unref);
  g_clear_pointer (&self->behind, g_ptr_array_unref);
  g_clear_object (&self->add_button);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (gx_criteria_bar_parent_class)->dispose (object);
}

static void
gx_criteria_bar_finalize (GObject *object)
{
  GxCriteriaBar *self = GX_CRITERIA_BAR (object);

  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->places);
  g_clear_pointer (&self->root, gx_criteria_unref);
  g_clear_pointer (&self->catalogue, gx_criteria_catalogue_unref);
  g_free (self->relation);
  g_free (self->currency);
  G_OBJECT_CLASS (gx_criteria_bar_parent_class)->finalize (object);
}

static void
gx_criteria_bar_class_init (GxCriteriaBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_criteria_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = gx_criteria_bar_finalize;
  widget_class->size_allocate = gx_criteria_bar_size_allocate;
  widget_class->measure = gx_criteria_bar_measure;
  widget_class->get_request_mode = gx_criteria_bar_get_request_mode;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_action (widget_class, "criteria.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "criteria.or", "u", add_beside_cb);
  gtk_widget_class_install_action (widget_class, "criteria.and", "u", add_beside_cb);
  gtk_widget_class_install_action (widget_class, "criteria.edit", "u", edit_cb);
  gtk_widget_class_install_action (widget_class, "criteria.remove", "u", remove_cb);
  gtk_widget_class_install_action (widget_class, "criteria.negate", "u", negate_cb);
  gtk_widget_class_install_action (widget_class, "criteria.group", "u", group_cb);
  gtk_widget_class_install_action (widget_class, "criteria.flip", "u", flip_cb);
}

static GtkWidget *
make_add_button (void)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "child", content, NULL);

  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("gx-add-symbolic"));
  gtk_box_append (GTK_BOX (content), gtk_label_new (_("Condition")));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "criteria.add");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add a condition"), -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "gx-chip-add");
  return button;
}

static void
gx_criteria_bar_init (GxCriteriaBar *self)
{
  self->nodes = g_ptr_array_new ();
  self->places = g_ptr_array_new ();
  self->before = g_ptr_array_new_with_free_func (g_object_unref);
  self->behind = g_ptr_array_new_with_free_func (g_object_unref);
  self->box = GX_WRAP_BOX (gx_wrap_box_new ());
  self->add_button = g_object_ref_sink (make_add_button ());
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Conditions"), -1);
  gx_criteria_bar_show_chips (self);
}

/* -- for the other files */

int
gx_criteria_bar_find (GxCriteriaBar *self, GxCriteria *node)
{
  guint index = 0;

  return node != NULL && g_ptr_array_find (self->nodes, node, &index) ? (int) index : -1;
}

void
gx_criteria_bar_take (GxCriteriaBar *self, GxCriteria *root)
{
  g_clear_pointer (&self->root, gx_criteria_unref);
  self->root = root;
  gx_criteria_bar_show_chips (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* -- public */

GtkWidget *
gx_criteria_bar_new (void)
{
  return g_object_new (GX_TYPE_CRITERIA_BAR, NULL);
}

void
gx_criteria_bar_attach (GxCriteriaBar *self, GxBook *book, const char *relation)
{
  g_return_if_fail (GX_IS_CRITERIA_BAR (self) && self->book == NULL);

  self->book = g_object_ref (book);
  self->relation = g_strdup (relation);
}

void
gx_criteria_bar_set_catalogue (GxCriteriaBar *self, GxCriteriaCatalogue *catalogue)
{
  g_return_if_fail (GX_IS_CRITERIA_BAR (self));

  g_clear_pointer (&self->catalogue, gx_criteria_catalogue_unref);
  self->catalogue = catalogue != NULL ? gx_criteria_catalogue_ref (catalogue) : NULL;
  gx_criteria_bar_show_chips (self);
}

GxCriteriaCatalogue *
gx_criteria_bar_get_catalogue (GxCriteriaBar *self)
{
  g_return_val_if_fail (GX_IS_CRITERIA_BAR (self), NULL);

  return self->catalogue;
}

void
gx_criteria_bar_set_currency (GxCriteriaBar *self, const char *currency)
{
  g_return_if_fail (GX_IS_CRITERIA_BAR (self));

  if (g_strcmp0 (self->currency, currency) == 0)
    return;
  g_free (self->currency);
  self->currency = g_strdup (currency);
  gx_criteria_bar_show_chips (self);
}

GxCriteria *
gx_criteria_bar_get_criteria (GxCriteriaBar *self)
{
  g_return_val_if_fail (GX_IS_CRITERIA_BAR (self), NULL);

  return self->root;
}

void
gx_criteria_bar_set_criteria (GxCriteriaBar *self, GxCriteria *criteria)
{
  g_return_if_fail (GX_IS_CRITERIA_BAR (self));

  g_autoptr (GxCriteria) tidy = gx_criteria_tidied (criteria);
  if (gx_criteria_equal (tidy, self->root))
    return;
  if (self->popover != NULL)
    gtk_popover_popdown (self->popover);
  g_clear_pointer (&self->root, gx_criteria_unref);
  self->root = g_steal_pointer (&tidy);
  self->edited = self->beside = NULL;
  gx_criteria_bar_show_chips (self);
}

void
gx_criteria_bar_add (GxCriteriaBar *self, GtkWidget *widget, gboolean is_behind)
{
  g_return_if_fail (GX_IS_CRITERIA_BAR (self) && GTK_IS_WIDGET (widget));

  g_ptr_array_add (is_behind ? self->behind : self->before, g_object_ref_sink (widget));
  gx_criteria_bar_show_chips (self);
}

guint
gx_criteria_bar_count_chips (GxCriteriaBar *self)
{
  g_return_val_if_fail (GX_IS_CRITERIA_BAR (self), 0);

  return self->n_chips;
}
