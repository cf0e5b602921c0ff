/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-talks-card.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-phrase.h"
#include "pages/gx-customer-writes.h"
#include "widgets/gx-kind.h"

#include <glib/gi18n-lib.h>

#define SHOWN_AT_FIRST 5

struct _GxTalksCard {
  GxCard parent_instance;

  GxBook *book;
  GxCustomerStory *story;
  gboolean shows_all;
};

G_DEFINE_FINAL_TYPE (GxTalksCard, gx_talks_card, GX_TYPE_CARD)

static void fill (GxTalksCard *self);

static void
bin_clicked_cb (GxTalksCard *self, GtkButton *button)
{
  gx_write_event_bin (GTK_WIDGET (self), self->book,
                      *(GxId *) g_object_get_data (G_OBJECT (button), "gx-id"));
}

static GtkWidget *
new_bin_button (GxTalksCard *self, GxId id)
{
  GtkWidget *button = gx_card_new_button ("gx-bin-symbolic", _("Delete"), NULL, NULL);

  g_object_set_data_full (G_OBJECT (button), "gx-id", g_memdup2 (&id, sizeof id), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (bin_clicked_cb), self);
  gtk_widget_set_sensitive (button, gx_customer_story_can_write (self->story, self->book));
  gtk_widget_add_css_class (button, "gx-quiet");
  return button;
}

static GtkWidget *
new_talk_row (GxTalksCard *self, const GxStreamItem *talk)
{
  AdwActionRow *row = gx_card_new_row ("", NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name (gx_kind_icon (talk->kind));

  gtk_widget_add_css_class (icon, "gx-kind");
  adw_action_row_set_title_lines (row, 0);
  adw_action_row_add_prefix (row, icon);
  adw_action_row_add_suffix (row, new_bin_button (self, talk->ref));
  return GTK_WIDGET (row);
}

/* "Call · yesterday · not reached · 王芳" */
static char *
describe_talk (GxTalksCard *self, const GxStreamItem *talk, gboolean has_text)
{
  g_autofree char *day = gx_day_format_relative (talk->day, gx_clock_today ());
  const char *author = gx_customer_story_name_author (self->story, talk->author_id);
  GString *text = g_string_new (NULL);

  if (has_text || !talk->reached)
    g_string_append_printf (text, "%s · ", gx_phrase ("stream.kind", talk->kind));
  g_string_append (text, day);
  if (!talk->reached)
    g_string_append_printf (text, " · %s", _("not reached"));
  if (author != NULL)
    g_string_append_printf (text, " · %s", author);
  return g_string_free (text, FALSE);
}

static void
show_talk (GxTalksCard *self, AdwActionRow *row, const GxStreamItem *talk)
{
  gboolean has_text = talk->text != NULL && *talk->text != '\0';
  g_autofree char *under = describe_talk (self, talk, has_text);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 has_text ? talk->text : gx_phrase ("stream.kind", talk->kind));
  adw_action_row_set_subtitle (row, under);
}

static void
all_wanted_cb (gpointer self)
{
  GX_TALKS_CARD (self)->shows_all = TRUE;
  fill (self);
}

static void
fill (GxTalksCard *self)
{
  GPtrArray *talks = self->story->talks;
  guint n = self->shows_all ? talks->len : MIN (talks->len, SHOWN_AT_FIRST);

  gx_card_begin (GX_CARD (self));
  for (guint i = 0; i < n; i++)
    {
      const GxStreamItem *talk = talks->pdata[i];
      GtkWidget *row = gx_card_keep (GX_CARD (self), "talk", talk->ref);
      if (row == NULL)
        gx_card_put (GX_CARD (self), "talk", talk->ref, row = new_talk_row (self, talk));
      show_talk (self, ADW_ACTION_ROW (row), talk);
    }
  if (n < talks->len)
    gx_card_keep_more (GX_CARD (self), all_wanted_cb);
  if (talks->len == 0)
    gx_card_keep_sentence (GX_CARD (self), _("Nothing written down yet. Ctrl+L is all it takes."));
  gx_card_end (GX_CARD (self));
}

static void
gx_talks_card_finalize (GObject *object)
{
  g_clear_object (&GX_TALKS_CARD (object)->book);
  g_clear_pointer (&GX_TALKS_CARD (object)->story, gx_customer_story_unref);
  G_OBJECT_CLASS (gx_talks_card_parent_class)->finalize (object);
}

static void
gx_talks_card_class_init (GxTalksCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gx_talks_card_finalize;
}

static void
gx_talks_card_init (GxTalksCard *self)
{
  gx_card_set_title (GX_CARD (self), _("Talks and notes"));
}

void
gx_talks_card_show (GxTalksCard *self, GxBook *book, GxCustomerStory *story)
{
  g_return_if_fail (GX_IS_TALKS_CARD (self) && story != NULL);

  if (self->story == NULL || self->story->customer->id != story->customer->id)
    self->shows_all = FALSE;
  g_set_object (&self->book, book);
  g_clear_pointer (&self->story, gx_customer_story_unref);
  self->story = gx_customer_story_ref (story);
  fill (self);
}

GtkWidget *
gx_talks_card_open (GxTalksCard *self, GxId event)
{
  g_return_val_if_fail (GX_IS_TALKS_CARD (self), NULL);

  for (guint i = 0; self->story != NULL && i < self->story->talks->len; i++)
    if (((GxStreamItem *) self->story->talks->pdata[i])->ref == event)
      {
        if (!self->shows_all)
          all_wanted_cb (self);
        return gx_card_find (GX_CARD (self), "talk", event);
      }
  return NULL;
}
