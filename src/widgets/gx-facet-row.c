/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-facet-row.h"

#include "base/gx-money.h"

#include <glib/gi18n-lib.h>

struct _GxFacetRow {
  GtkListBoxRow parent_instance;

  GtkCheckButton *check;
  GtkLabel *label, *count_label;
  char *value;            /* NULL: none is known */
  guint count, rank;
};

G_DEFINE_FINAL_TYPE (GxFacetRow, gx_facet_row, GTK_TYPE_LIST_BOX_ROW)

static void
say (GxFacetRow *self, const char *label, const char *count)
{
  /* Translators: a value beside the list, with how many customers have it:
     %1$s is "Shanghai", %2$s "1,234" */
  g_autofree char *spoken = g_strdup_printf (ngettext ("%1$s, %2$s customer", "%1$s, %2$s customers",
                                                       self->count), label, count);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
gx_facet_row_finalize (GObject *object)
{
  g_free (GX_FACET_ROW (object)->value);
  G_OBJECT_CLASS (gx_facet_row_parent_class)->finalize (object);
}

static void
gx_facet_row_class_init (GxFacetRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gx_facet_row_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_CHECKBOX);
}

static void
gx_facet_row_init (GxFacetRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  /* The row is what is clicked, focused and spoken. */
  self->check = g_object_new (GTK_TYPE_CHECK_BUTTON, "can-target", FALSE, "can-focus", FALSE,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->label = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, "xalign", 0.0, "hexpand",
                              TRUE, NULL);
  self->count_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "gx-count");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->check));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count_label));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

GtkWidget *
gx_facet_row_new (const char *value)
{
  GxFacetRow *self = g_object_new (GX_TYPE_FACET_ROW, NULL);

  self->value = g_strdup (value);
  return GTK_WIDGET (self);
}

void
gx_facet_row_show (GxFacetRow *self, const GxFacetValue *value, guint rank)
{
  g_return_if_fail (GX_IS_FACET_ROW (self) && value != NULL);

  g_autofree char *count = gx_count_format (value->count);
  self->rank = rank;
  self->count = value->count;
  gtk_label_set_label (self->label, value->label);
  gtk_label_set_label (self->count_label, count);
  gx_facet_row_set_chosen (self, value->is_chosen);
  if (value->count == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "gx-nobody");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "gx-nobody");
  say (self, value->label, count);
}

const char *
gx_facet_row_get_value (GxFacetRow *self)
{
  g_return_val_if_fail (GX_IS_FACET_ROW (self), NULL);

  return self->value;
}

guint
gx_facet_row_get_rank (GxFacetRow *self)
{
  g_return_val_if_fail (GX_IS_FACET_ROW (self), 0);

  return self->rank;
}

gboolean
gx_facet_row_is_chosen (GxFacetRow *self)
{
  g_return_val_if_fail (GX_IS_FACET_ROW (self), FALSE);

  return gtk_check_button_get_active (self->check);
}

guint
gx_facet_row_get_count (GxFacetRow *self)
{
  g_return_val_if_fail (GX_IS_FACET_ROW (self), 0);

  return self->count;
}

void
gx_facet_row_set_chosen (GxFacetRow *self, gboolean is_chosen)
{
  g_return_if_fail (GX_IS_FACET_ROW (self));

  gtk_check_button_set_active (self->check, is_chosen);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_CHECKED,
                               is_chosen ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}
