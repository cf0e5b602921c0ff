/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-customer-head.h"

#include "base/gx-phrase.h"
#include "pages/gx-customer-writes.h"
#include "widgets/gx-avatar.h"
#include "widgets/gx-pills.h"

#include <glib/gi18n-lib.h>

struct _GxCustomerHead {
  AdwBin parent_instance;

  GxAvatar *avatar;
  GtkEditableLabel *name;
  GtkLabel *where;
  AdwBin *pills_slot;
  GxPills *pills;
  GtkWidget *call_button, *mail_button, *chat_button;

  GxBook *book;
  GxCustomerStory *story;
};

G_DEFINE_FINAL_TYPE (GxCustomerHead, gx_customer_head, ADW_TYPE_BIN)

static void
add_part (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

/* "采购经理 · 杭州融创医疗 · 杭州" */
static char *
describe_where (const GxCustomer *customer)
{
  GString *text = g_string_new (NULL);
  const GxAddress *address = gx_customer_address (customer);

  add_part (text, customer->title);
  add_part (text, customer->company);
  add_part (text, address != NULL ? address->city : NULL);
  return g_string_free (text, FALSE);
}

static void
show_pills (GxCustomerHead *self)
{
  const GxCustomer *customer = self->story->customer;

  gx_pills_clear (self->pills);
  gx_pills_add_class (self->pills, gx_customer_story_class (self->story));
  if (!g_str_equal (customer->standing, "customer"))
    gx_pills_add (self->pills, gx_phrase ("standing", customer->standing), GX_PILL_PURPLE);
  for (guint i = 0; i < customer->tags->len; i++)
    {
      const GxWord *tag = customer->tags->pdata[i];
      gx_pills_add_tag (self->pills, tag->name, tag->colour);
    }
}

static void
name_edited_cb (GxCustomerHead *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->name));

  if (gtk_editable_label_get_editing (self->name) || self->story == NULL
      || g_strcmp0 (text, self->story->customer->shown_name) == 0)
    return;
  gx_write_field (GTK_WIDGET (self), self->book, self->story->customer->id, "name", text);
}

static void
gx_customer_head_dispose (GObject *object)
{
  GxCustomerHead *self = GX_CUSTOMER_HEAD (object);

  g_clear_object (&self->book);
  g_clear_pointer (&self->story, gx_customer_story_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_CUSTOMER_HEAD);
  G_OBJECT_CLASS (gx_customer_head_parent_class)->dispose (object);
}

static void
gx_customer_head_class_init (GxCustomerHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_customer_head_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-customer-head.ui");
  gtk_widget_class_bind_template_child (widget_class, GxCustomerHead, avatar);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerHead, name);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerHead, where);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerHead, pills_slot);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerHead, call_button);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerHead, mail_button);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerHead, chat_button);
  gtk_widget_class_bind_template_callback (widget_class, name_edited_cb);
}

/* A long name takes a second line; left to itself the label would widen the window. */
static void
let_name_wrap (GtkEditableLabel *name)
{
  GtkWidget *stack = gtk_widget_get_last_child (GTK_WIDGET (name)); /* newer ones have a menu before it */
  GtkWidget *label = GTK_IS_STACK (stack) ? gtk_stack_get_child_by_name (GTK_STACK (stack), "label") : NULL;

  if (!GTK_IS_LABEL (label))
    return;
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_editable_set_width_chars (GTK_EDITABLE (name), 5);
}

static void
gx_customer_head_init (GxCustomerHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  let_name_wrap (self->name);
  self->pills = GX_PILLS (gx_pills_new (0));
  adw_bin_set_child (self->pills_slot, GTK_WIDGET (self->pills));
}

void
gx_customer_head_show (GxCustomerHead *self, GxBook *book, GxCustomerStory *story)
{
  g_return_if_fail (GX_IS_CUSTOMER_HEAD (self) && story != NULL);

  const GxCustomer *customer = story->customer;
  g_autofree char *where = describe_where (customer);
  g_set_object (&self->book, book);
  g_clear_pointer (&self->story, gx_customer_story_unref);
  self->story = gx_customer_story_ref (story);

  gx_avatar_show (self->avatar, customer->id, customer->shown_name,
                  g_str_equal (customer->kind, "organisation"));
  if (!gtk_editable_label_get_editing (self->name))
    gtk_editable_set_text (GTK_EDITABLE (self->name), customer->shown_name);
  gtk_editable_set_editable (GTK_EDITABLE (self->name), gx_customer_story_can_write (story, book));
  gtk_label_set_label (self->where, where);
  gtk_widget_set_visible (GTK_WIDGET (self->where), *where != '\0');
  gtk_widget_set_visible (self->call_button, gx_customer_contact (customer, "phone") != NULL);
  gtk_widget_set_visible (self->mail_button, gx_customer_contact (customer, "mail") != NULL);
  gtk_widget_set_visible (self->chat_button, gx_customer_contact (customer, "wechat") != NULL);
  show_pills (self);
}
