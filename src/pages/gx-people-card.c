/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-people-card.h"

#include <glib/gi18n-lib.h>

struct _GxPeopleCard {
  GxCard parent_instance;

  GxCustomerStory *story;
  gboolean shows_all;
};

#define SHOWN_AT_FIRST 8

G_DEFINE_FINAL_TYPE (GxPeopleCard, gx_people_card, GX_TYPE_CARD)

static void fill (GxPeopleCard *self);

static char *
describe (const GxRelation *relation)
{
  gboolean has_title = relation->title != NULL && *relation->title != '\0';

  if (relation->until_day == NULL)
    return has_title ? g_strdup (relation->title) : NULL;
  /* Translators: somebody worked at this company once; %1$s is the job title, which may be empty, %2$s the day it ended */
  return has_title ? g_strdup_printf (_("%1$s · until %2$s"), relation->title, relation->until_day) : g_strdup (relation->until_day);
}

static GtkWidget *
new_relation_row (const GxRelation *relation)
{
  g_autofree char *subtitle = describe (relation);
  AdwActionRow *row = gx_card_new_row (relation->other_name, subtitle);
  GtkWidget *icon = gtk_image_new_from_icon_name (relation->is_incoming ? "gx-person-symbolic" : "gx-building-symbolic");

  gtk_widget_add_css_class (icon, "gx-kind");
  adw_action_row_add_prefix (row, icon);
  if (relation->other_id != 0)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", relation->other_id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-customer");
      adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("gx-forward-symbolic"));
    }
  return GTK_WIDGET (row);
}

static void
all_wanted_cb (GxPeopleCard *self)
{
  self->shows_all = TRUE;
  fill (self);
}

static void
fill (GxPeopleCard *self)
{
  GPtrArray *relations = self->story->customer->relations;
  guint n = self->shows_all ? relations->len : MIN (relations->len, SHOWN_AT_FIRST);

  gx_card_clear (GX_CARD (self));
  for (guint i = 0; i < n; i++)
    gx_card_add (GX_CARD (self), new_relation_row (relations->pdata[i]));
  if (n < relations->len)
    {
      AdwActionRow *more = gx_card_new_row (_("Show more"), NULL);

      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (more), TRUE);
      g_signal_connect_swapped (more, "activated", G_CALLBACK (all_wanted_cb), self);
      gx_card_add (GX_CARD (self), GTK_WIDGET (more));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), relations->len > 0);
}

static void
gx_people_card_finalize (GObject *object)
{
  g_clear_pointer (&GX_PEOPLE_CARD (object)->story, gx_customer_story_unref);

  G_OBJECT_CLASS (gx_people_card_parent_class)->finalize (object);
}

static void
gx_people_card_class_init (GxPeopleCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gx_people_card_finalize;
}

static void
gx_people_card_init (GxPeopleCard *self)
{
}

void
gx_people_card_show (GxPeopleCard *self, GxCustomerStory *story)
{
  gboolean is_organisation = g_str_equal (story->customer->kind, "organisation");

  g_return_if_fail (GX_IS_PEOPLE_CARD (self));

  if (self->story == NULL || self->story->customer->id != story->customer->id)
    self->shows_all = FALSE;
  g_clear_pointer (&self->story, gx_customer_story_unref);
  self->story = gx_customer_story_ref (story);
  gx_card_set_title (GX_CARD (self), is_organisation ? _("People") : _("Company"));
  fill (self);
}
