/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-customer-cell.h"

#include "widgets/gx-avatar.h"

#define AVATAR_PX 36

struct _GxCustomerCell {
  GtkBox parent_instance;

  GxAvatar *avatar;
  GtkInscription *name, *second;
};

G_DEFINE_FINAL_TYPE (GxCustomerCell, gx_customer_cell, GTK_TYPE_BOX)

static GtkInscription *
new_line (void)
{
  GtkInscription *line = GTK_INSCRIPTION (gtk_inscription_new (NULL));

  gtk_inscription_set_text_overflow (line, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (line, 8);
  gtk_inscription_set_nat_chars (line, 18);
  gtk_inscription_set_yalign (line, 0.5);
  gtk_widget_add_css_class (GTK_WIDGET (line), "gx-line");
  return line;
}

static void
gx_customer_cell_class_init (GxCustomerCellClass *klass)
{
}

static void
gx_customer_cell_init (GxCustomerCell *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->avatar = GX_AVATAR (gx_avatar_new (AVATAR_PX));
  self->name = new_line ();
  self->second = new_line ();
  gtk_widget_add_css_class (GTK_WIDGET (self->second), "gx-second");
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->second));
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->avatar));
  gtk_box_append (GTK_BOX (self), lines);
}

GtkWidget *
gx_customer_cell_new (void)
{
  return g_object_new (GX_TYPE_CUSTOMER_CELL, NULL);
}

void
gx_customer_cell_show (GxCustomerCell *self, GxId id, const char *name, const char *second_line,
                       gboolean is_organisation)
{
  g_return_if_fail (GX_IS_CUSTOMER_CELL (self));

  gboolean has_second = second_line != NULL && *second_line != '\0';
  gx_avatar_show (self->avatar, id, name, is_organisation);
  gtk_inscription_set_text (self->name, name);
  gtk_inscription_set_text (self->second, has_second ? second_line : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->second), has_second);
}

void
gx_customer_cell_show_row (GxCustomerCell *self, const GxCustomerRow *row)
{
  if (row != NULL)
    gx_customer_cell_show (self, row->id, row->shown_name,
                           row->found_by != NULL ? row->found_by : row->company,
                           g_strcmp0 (row->kind, "organisation") == 0);
  else
    gx_customer_cell_show (self, 0, NULL, NULL, FALSE);
}
