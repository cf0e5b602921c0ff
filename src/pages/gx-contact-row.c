/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-contact-row.h"

#include "base/gx-contact.h"
#include "base/gx-phrase.h"
#include "pages/gx-customer-writes.h"
#include "pages/gx-met.h"
#include "widgets/gx-kind.h"

#include <glib/gi18n-lib.h>

struct _GxContactRow {
  GxFactRow parent_instance;

  GtkWidget *act, *icon, *replace, *copy, *more;

  GxBook *book;
  gboolean can_write;
  GxContactPoint point;     /* kind, label, value and nickname are its own */
  gboolean is_replacing;    /* what is typed is a new one */
  gboolean is_lost;         /* somebody deleted it while it was edited */
  GxId customer;
};

G_DEFINE_FINAL_TYPE (GxContactRow, gx_contact_row, GX_TYPE_FACT_ROW)

/* -- words */

static const char *
action_of (const char *kind)
{
  static const struct { const char *kind, *action; } actions[] = {
    { "phone", "customer.open-tel" }, { "mail", "customer.open-mail" }, { "web", "customer.open-web" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].kind, kind))
      return actions[i].action;
  return NULL;
}

static const char *
label_of (const char *kind)
{
  return g_str_equal (kind, "phone") ? _("Call") : g_str_equal (kind, "mail")
    ? _("Write an email") : _("Open");
}

/* -- showing */

static void
show_buttons (GxContactRow *self)
{
  gboolean is_read_only = !self->can_write;
  gboolean is_changed = gx_fact_row_is_changed (GX_FACT_ROW (self));
  gboolean has_text = *gtk_editable_get_text (GTK_EDITABLE (self)) != '\0';

  gtk_widget_set_visible (self->replace, is_changed && has_text && !self->is_replacing && !is_read_only);
  gtk_widget_set_visible (self->copy, !is_changed);
  gtk_widget_set_visible (self->more, !is_changed && !is_read_only);
}

static void
show_fact (GxContactRow *self)
{
  g_autofree char *shown = gx_contact_row_format (&self->point);
  g_autofree char *described = gx_contact_row_describe (&self->point);
  /* Translators: the label of a field; %s is the phone number or address that stays as a former one */
  g_autofree char *new_one = g_strdup_printf (_("The new one; %s is kept"), shown);

  gx_fact_row_show (GX_FACT_ROW (self), self->is_replacing ? new_one : described, shown, !self->can_write);
}

static void
changed_cb (GxContactRow *self)
{
  if (self->is_lost && !gx_fact_row_is_changed (GX_FACT_ROW (self)))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (self->is_replacing && !gx_fact_row_is_changed (GX_FACT_ROW (self)))
    {
      self->is_replacing = FALSE;
      show_fact (self);
    }
  show_buttons (self);
}

/* -- writing */

static void
replace_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxContactRow *self = GX_CONTACT_ROW (widget);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));

  if (*text != '\0' && gx_fact_row_is_changed (GX_FACT_ROW (self)))
    gx_write_contact_replace (widget, self->book, self->point.id, text);
  self->is_replacing = FALSE;
  gx_fact_row_settle (GX_FACT_ROW (self));
}

static void
value_applied_cb (GxContactRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));

  if (self->is_replacing)
    replace_cb (GTK_WIDGET (self), NULL, NULL);
  else if (*text == '\0')
    gx_write_contact_remove (GTK_WIDGET (self), self->book, self->point.id);
  else if (self->is_lost)
    gx_write_contact_add (GTK_WIDGET (self), self->book, self->customer, self->point.kind, text);
  else
    gx_write_contact_edit (GTK_WIDGET (self), self->book, self->point.id, text);
}

/* The cursor is there first: only a row with the focus shows that it has something to apply. */
static void
begin_replace_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxContactRow *self = GX_CONTACT_ROW (widget);

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->more));
  gtk_widget_grab_focus (widget);
  self->is_replacing = TRUE;
  show_fact (self);
  gtk_editable_set_text (GTK_EDITABLE (self), "");
}

static void
make_primary_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_write_contact_primary (widget, GX_CONTACT_ROW (widget)->book, GX_CONTACT_ROW (widget)->point.id);
}

static void
retire_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_write_contact_retire (widget, GX_CONTACT_ROW (widget)->book, GX_CONTACT_ROW (widget)->point.id);
}

static void
remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_write_contact_remove (widget, GX_CONTACT_ROW (widget)->book, GX_CONTACT_ROW (widget)->point.id);
}

static void
clear_point (GxContactRow *self)
{
  g_clear_pointer (&self->point.label, g_free);
  g_clear_pointer (&self->point.value, g_free);
  g_clear_pointer (&self->point.nickname, g_free);
}

static void
gx_contact_row_dispose (GObject *object)
{
  g_clear_object (&GX_CONTACT_ROW (object)->book);
  clear_point (GX_CONTACT_ROW (object));
  G_OBJECT_CLASS (gx_contact_row_parent_class)->dispose (object);
}

static void
gx_contact_row_class_init (GxContactRowClass *klass)
{
  static const guint enters[] = { GDK_KEY_Return, GDK_KEY_KP_Enter };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_contact_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-contact-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GxContactRow, act);
  gtk_widget_class_bind_template_child (widget_class, GxContactRow, icon);
  gtk_widget_class_bind_template_child (widget_class, GxContactRow, replace);
  gtk_widget_class_bind_template_child (widget_class, GxContactRow, copy);
  gtk_widget_class_bind_template_child (widget_class, GxContactRow, more);
  gtk_widget_class_install_action (widget_class, "contact.make-primary", NULL, make_primary_cb);
  gtk_widget_class_install_action (widget_class, "contact.replace", NULL, replace_cb);
  gtk_widget_class_install_action (widget_class, "contact.begin-replace", NULL, begin_replace_cb);
  gtk_widget_class_install_action (widget_class, "contact.retire", NULL, retire_cb);
  gtk_widget_class_install_action (widget_class, "contact.remove", NULL, remove_cb);
  for (guint i = 0; i < G_N_ELEMENTS (enters); i++)
    gtk_widget_class_add_binding_action (widget_class, enters[i], GDK_CONTROL_MASK, "contact.replace", NULL);
}

static void
gx_contact_row_init (GxContactRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::is-changed", G_CALLBACK (changed_cb), NULL);
  g_signal_connect (self, "changed", G_CALLBACK (show_buttons), NULL);
  g_signal_connect (self, "apply", G_CALLBACK (value_applied_cb), NULL);
}

GtkWidget *
gx_contact_row_new (GxBook *book, GxId customer, gboolean can_write)
{
  GxContactRow *self = g_object_new (GX_TYPE_CONTACT_ROW, NULL);

  self->book = g_object_ref (book);
  self->customer = customer;
  self->can_write = can_write;
  return GTK_WIDGET (self);
}

void
gx_contact_row_show (GxContactRow *self, const GxContactPoint *point)
{
  g_return_if_fail (GX_IS_CONTACT_ROW (self) && point != NULL);

  const char *action = action_of (point->kind);
  const GxCellPlace cell = { "contact_point", point->id, "value" };
  clear_point (self);
  self->point = *point;
  self->point.label = g_strdup (point->label);
  self->point.value = g_strdup (point->value);
  self->point.nickname = g_strdup (point->nickname);
  self->point.key = self->point.from_day = self->point.until_day = NULL;
  self->is_lost = FALSE;

  gx_met_watch (GX_FACT_ROW (self), self->book, &cell);
  show_fact (self);
  show_buttons (self);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), gx_kind_icon (point->kind));
  gtk_button_set_icon_name (GTK_BUTTON (self->act), gx_kind_icon (point->kind));
  gtk_widget_set_visible (self->icon, action == NULL);
  gtk_widget_set_visible (self->act, action != NULL);
  gtk_widget_set_tooltip_text (self->act, label_of (point->kind));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->act), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label_of (point->kind), -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->act), "s", point->value);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->act), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->copy), "s", point->value);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->copy), "customer.copy");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contact.make-primary", !point->is_primary);
}

void
gx_contact_row_lose (GxContactRow *self)
{
  g_return_if_fail (GX_IS_CONTACT_ROW (self));

  const GxCellPlace cell = { "contact_point", self->point.id, "gone" };
  if (self->is_lost)
    return;
  self->is_lost = TRUE;
  self->is_replacing = FALSE;
  gx_met_watch (GX_FACT_ROW (self), self->book, &cell);
  gx_fact_row_show (GX_FACT_ROW (self), gx_phrase ("contact.kind", self->point.kind), NULL, FALSE);
  show_buttons (self);
}

char *
gx_contact_row_describe (const GxContactPoint *point)
{
  GString *text = g_string_new (gx_phrase ("contact.kind", point->kind));

  if (point->label != NULL)
    g_string_append_printf (text, " · %s", point->label);
  if (point->nickname != NULL)
    g_string_append_printf (text, " · %s", point->nickname);
  return g_string_free (text, FALSE);
}

char *
gx_contact_row_format (const GxContactPoint *point)
{
  return g_str_equal (point->kind, "phone") ? gx_phone_format (point->value) : g_strdup (point->value);
}
