/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-advice.h"

struct _GxAdvice {
  AdwBin parent_instance;

  GtkLabel *text;
  gboolean is_begun;
};

G_DEFINE_FINAL_TYPE (GxAdvice, gx_advice, ADW_TYPE_BIN)

static void
show (GxAdvice *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self),
                          self->is_begun && *gtk_label_get_label (self->text) != '\0');
}

static void
gx_advice_class_init (GxAdviceClass *klass)
{
}

static void
gx_advice_init (GxAdvice *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "gx-people-symbolic", "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  self->text = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.,
                             "hexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->text));
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "gx-advice");
  adw_bin_set_child (ADW_BIN (self), box);
  show (self);
}

void
gx_advice_set_text (GxAdvice *self, const char *text)
{
  g_return_if_fail (GX_IS_ADVICE (self));

  gtk_label_set_label (self->text, text != NULL ? text : "");
  show (self);
}

void
gx_advice_set_begun (GxAdvice *self, gboolean is_begun)
{
  g_return_if_fail (GX_IS_ADVICE (self));

  self->is_begun = is_begun;
  show (self);
}
