/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-customer-head.h"

#include "base/gx-money.h"
#include "base/gx-phrase.h"
#include "pages/gx-customer-writes.h"
#include "pages/gx-met.h"
#include "widgets/gx-avatar.h"
#include "widgets/gx-fact-news.h"
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
  GxFactNews *news;
  GtkWidget *differences;
  GtkLabel *differences_text;

  GxBook *book;
  GxCustomerStory *story;
  char *base;              /* the name as it stood when the person began to edit it; NULL: they do not */
  char *theirs;            /* (nullable): what somebody else called them meanwhile, or before mine */
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

/* -- the name: edited in its place, while others may change it */

static GxCellPlace
cell_of_name (GxCustomerHead *self)
{
  return (GxCellPlace) { "customer", self->story->customer->id, "name" };
}

static void
forget_theirs (GxCustomerHead *self)
{
  g_clear_pointer (&self->theirs, g_free);
  gx_fact_news_clear (self->news);
}

static void
writer_found_cb (gpointer object, const GxJournalEntry *writer)
{
  GxCustomerHead *self = object;

  if (self->theirs != NULL && self->base != NULL)
    gx_fact_news_tell (self->news, self->theirs, writer, FALSE);
}

static void
replaced_found_cb (gpointer object, const GxJournalEntry *writer)
{
  GxCustomerHead *self = object;

  if (self->theirs != NULL && self->base == NULL)
    gx_fact_news_tell (self->news, self->theirs, writer, TRUE);
}

/* What the book says, while the person edits. */
static void
meet_name (GxCustomerHead *self, const char *name)
{
  const GxCellPlace cell = cell_of_name (self);

  if (g_strcmp0 (name, self->theirs) == 0)
    return;
  forget_theirs (self);
  if (g_str_equal (name, self->base))
    return;
  self->theirs = g_strdup (name);
  gx_met_ask (self->book, &cell, G_OBJECT (self), writer_found_cb);
}

static void
begin_editing (GxCustomerHead *self)
{
  forget_theirs (self);
  g_free (self->base);
  self->base = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name)));
}

static void
end_editing (GxCustomerHead *self)
{
  g_autofree char *base = g_steal_pointer (&self->base);
  const GxCellPlace cell = cell_of_name (self);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->name));

  if (g_strcmp0 (text, base) == 0)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->name), self->story->customer->shown_name);
      forget_theirs (self);
      return;
    }
  if (self->theirs != NULL) /* asked before it is written: then they are the newest still */
    gx_met_ask (self->book, &cell, G_OBJECT (self), replaced_found_cb);
  gx_write_field (GTK_WIDGET (self), self->book, self->story->customer->id, "name", NULL, text);
}

static void
name_edited_cb (GxCustomerHead *self)
{
  gboolean is_editing = gtk_editable_label_get_editing (self->name);

  if (is_editing && self->story != NULL)
    begin_editing (self);
  else if (!is_editing && self->base != NULL)
    end_editing (self);
}

static void
theirs_taken_cb (GxCustomerHead *self)
{
  g_autofree char *theirs = g_strdup (self->theirs);

  if (gtk_editable_label_get_editing (self->name))
    {
      gtk_editable_label_stop_editing (self->name, FALSE);
      return;
    }
  forget_theirs (self);
  if (theirs != NULL)
    gx_write_field (GTK_WIDGET (self), self->book, self->story->customer->id, "name", NULL, theirs);
}

/* Another customer comes: nothing of this one's name goes there. */
static void
leave_name (GxCustomerHead *self)
{
  g_clear_pointer (&self->base, g_free);
  forget_theirs (self);
  if (gtk_editable_label_get_editing (self->name))
    gtk_editable_label_stop_editing (self->name, FALSE);
}

static void
show_name (GxCustomerHead *self)
{
  const char *name = self->story->customer->shown_name;

  if (self->base != NULL)
    meet_name (self, name);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->name), name);
}

static void
show_differences (GxCustomerHead *self)
{
  guint n = self->story->differences->len;
  g_autofree char *count = gx_count_format (n);
  /* Translators: %s is how many places two people changed */
  g_autofree char *text = g_strdup_printf (_("Changed by two people (%s)"), count);

  gtk_label_set_label (self->differences_text, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->differences), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  gtk_widget_set_visible (self->differences, n > 0);
}

static void
gx_customer_head_dispose (GObject *object)
{
  GxCustomerHead *self = GX_CUSTOMER_HEAD (object);

  g_clear_pointer (&self->base, g_free);
  g_clear_pointer (&self->theirs, g_free);
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
  g_type_ensure (GX_TYPE_FACT_NEWS);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-customer-head.ui");
  gtk_widget_class_bind_template_child (widget_class, GxCustomerHead, avatar);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerHead, name);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerHead, where);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerHead, pills_slot);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerHead, call_button);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerHead, mail_button);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerHead, chat_button);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerHead, news);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerHead, differences);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerHead, differences_text);
  gtk_widget_class_bind_template_callback (widget_class, name_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, theirs_taken_cb);
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
  if (self->story != NULL && self->story->customer->id != customer->id)
    leave_name (self);
  g_set_object (&self->book, book);
  g_clear_pointer (&self->story, gx_customer_story_unref);
  self->story = gx_customer_story_ref (story);

  gx_avatar_show (self->avatar, customer->id, customer->shown_name,
                  g_str_equal (customer->kind, "organisation"));
  show_name (self);
  show_differences (self);
  gtk_editable_set_editable (GTK_EDITABLE (self->name), gx_customer_story_can_write (story, book));
  gtk_label_set_label (self->where, where);
  gtk_widget_set_visible (GTK_WIDGET (self->where), *where != '\0');
  gtk_widget_set_visible (self->call_button, gx_customer_contact (customer, "phone") != NULL);
  gtk_widget_set_visible (self->mail_button, gx_customer_contact (customer, "mail") != NULL);
  gtk_widget_set_visible (self->chat_button, gx_customer_contact (customer, "wechat") != NULL);
  show_pills (self);
}
