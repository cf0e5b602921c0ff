/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-edits-card.h"

#include "base/gx-day.h"
#include "base/gx-phrase.h"

#include <glib/gi18n-lib.h>

#define SHOWN_AT_FIRST 3

struct _GxEditsCard {
  GxCard parent_instance;

  GxCustomerStory *story;
  gboolean shows_all;
};

G_DEFINE_FINAL_TYPE (GxEditsCard, gx_edits_card, GX_TYPE_CARD)

static void fill (GxEditsCard *self);

/* "21 Nov 2026, 10:32 · Tom" */
static char *
describe_when (const GxJournalEntry *edit)
{
  g_autofree char *when = gx_instant_format (edit->at_ms);

  return edit->author_name != NULL ? g_strdup_printf ("%s · %s", when, edit->author_name) : g_strdup (when);
}

static char *
describe_edit (const GxJournalEntry *edit)
{
  const char *label = gx_phrase ("step", edit->label);

  if (edit->kind == 'u')
    /* Translators: %s is what was undone: "Rename customer" */
    return g_strdup_printf (_("Undone: %s"), label);
  if (edit->kind == 'r')
    /* Translators: %s is what was done again: "Rename customer" */
    return g_strdup_printf (_("Done again: %s"), label);
  return g_strdup (label);
}

static GtkWidget *
new_edit_row (const GxJournalEntry *edit)
{
  g_autofree char *what = describe_edit (edit);
  g_autofree char *when = describe_when (edit);
  AdwActionRow *row = gx_card_new_row (what, when);

  if (edit->is_undone)
    gtk_widget_add_css_class (GTK_WIDGET (row), "gx-undone");
  else
    adw_action_row_add_suffix (row, gx_card_new_button ("gx-undo-symbolic", _("Undo this step"),
                                                        "win.undo-step", g_variant_new_int64 (edit->id)));
  return GTK_WIDGET (row);
}

static void
all_wanted_cb (gpointer self)
{
  GX_EDITS_CARD (self)->shows_all = TRUE;
  fill (self);
}

static void
fill (GxEditsCard *self)
{
  GPtrArray *edits = self->story->edits;
  guint n = self->shows_all ? edits->len : MIN (edits->len, SHOWN_AT_FIRST);

  gx_card_begin (GX_CARD (self));
  for (guint i = 0; i < n; i++)
    {
      const GxJournalEntry *edit = edits->pdata[i];
      const char *kind = edit->is_undone ? "undone" : "edit";
      if (gx_card_keep (GX_CARD (self), kind, edit->id) == NULL)
        gx_card_put (GX_CARD (self), kind, edit->id, new_edit_row (edit));
    }
  if (n < edits->len)
    gx_card_keep_more (GX_CARD (self), all_wanted_cb);
  gx_card_end (GX_CARD (self));
  gtk_widget_set_visible (GTK_WIDGET (self), edits->len > 0);
}

static void
gx_edits_card_finalize (GObject *object)
{
  g_clear_pointer (&GX_EDITS_CARD (object)->story, gx_customer_story_unref);
  G_OBJECT_CLASS (gx_edits_card_parent_class)->finalize (object);
}

static void
gx_edits_card_class_init (GxEditsCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gx_edits_card_finalize;
}

static void
gx_edits_card_init (GxEditsCard *self)
{
  gx_card_set_title (GX_CARD (self), _("Changes of this record"));
}

void
gx_edits_card_show (GxEditsCard *self, GxBook *book, GxCustomerStory *story)
{
  g_return_if_fail (GX_IS_EDITS_CARD (self) && story != NULL);

  if (self->story == NULL || self->story->customer->id != story->customer->id)
    self->shows_all = FALSE;
  g_clear_pointer (&self->story, gx_customer_story_unref);
  self->story = gx_customer_story_ref (story);
  fill (self);
}
