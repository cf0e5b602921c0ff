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
  /* Translators: somebody worked at this company once; %1$s is the job title, which may be empty, %2$s the
     day it ended */
  return has_title ? g_strdup_printf (_("%1$s · until %2$s"), relation->title, relation->until_day)
         : g_strdup (relation->until_day);
}

static GtkWidget *
new_relation_row (const GxRelation *relation)
{
  AdwActionRow *row = gx_card_new_row ("", NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name (relation->is_incoming ? "gx-person-symbolic"
                                                  : "gx-building-symbolic");

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
show_relation (AdwActionRow *row, const GxRelation *relation)
{
  g_autofree char *subtitle = describe (relation);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), relation->other_name);
  adw_action_row_set_subtitle (row, subtitle != NULL ? subtitle : "");
}

static void
all_wanted_cb (gpointer self)
{
  GX_PEOPLE_CARD (self)->shows_all = TRUE;
  fill (self);
}

static void
fill (GxPeopleCard *self)
{
  GPtrArray *relations = self->story->customer->relations;
  guint n = self->shows_all ? relations->len : MIN (relations->len, SHOWN_AT_FIRST);

  gx_card_begin (GX_CARD (self));
  for (guint i = 0; i < n; i++)
    {
      const GxRelation *relation = relations->pdata[i];
      const char *kind = relation->other_id != 0 ? "link" : "text";
      GtkWidget *row = gx_card_keep (GX_CARD (self), kind, relation->id);
      if (row == NULL)
        gx_card_put (GX_CARD (self), kind, relation->id, row = new_relation_row (relation));
      show_relation (ADW_ACTION_ROW (row), relation);
    }
  if (n < relations->len)
    gx_card_keep_more (GX_CARD (self), all_wanted_cb);
  gx_card_end (GX_CARD (self));
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
