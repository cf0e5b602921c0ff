/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-fact-news.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "store/gx-self.h"

#include <glib/gi18n-lib.h>

struct _GxFactNews {
  AdwBin parent_instance;

  GtkLabel *text;
};

enum { TAKEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxFactNews, gx_fact_news, ADW_TYPE_BIN)

/* -- Words */

static gboolean
is_own (const GxJournalEntry *writer)
{
  return writer != NULL && writer->author == gx_self_get_id ();
}

static gboolean
is_named (const GxJournalEntry *writer)
{
  return writer != NULL && writer->author_name != NULL;
}

static char *
describe_met (const char *theirs, const GxJournalEntry *writer)
{
  g_autofree char *when = writer != NULL ? gx_instant_format_relative (writer->at_ms, gx_clock_now_ms ())
                          : g_strdup ("");

  if (*theirs == '\0' && is_named (writer))
    /* Translators: %1$s is a member's name, %2$s a time: "2 minutes ago"; they emptied or deleted it */
    return g_strdup_printf (_("%1$s took this away %2$s"), writer->author_name, when);
  if (*theirs == '\0')
    return g_strdup (_("This was taken away meanwhile"));
  if (is_own (writer))
    /* Translators: %1$s is what stands in the field now, %2$s a time: "2 minutes ago" */
    return g_strdup_printf (_("You changed this to “%1$s” elsewhere, %2$s"), theirs, when);
  if (!is_named (writer))
    /* Translators: %s is what stands in the field now */
    return g_strdup_printf (_("This was changed to “%s” meanwhile"), theirs);
  /* Translators: %1$s is a member's name, %2$s what stands in the field now, %3$s a time: "2 minutes ago" */
  return g_strdup_printf (_("%1$s changed this to “%2$s” %3$s"), writer->author_name, theirs, when);
}

static char *
describe_replaced (const char *theirs, const GxJournalEntry *writer)
{
  if (*theirs == '\0')
    return g_strdup (_("Yours holds now. It had been taken away"));
  if (is_own (writer) || !is_named (writer))
    /* Translators: %s is what stood in the field, until the reader wrote something else there */
    return g_strdup_printf (_("Yours holds now. Before, it was “%s”"), theirs);
  /* Translators: %1$s is a member's name, %2$s what they had written in the field */
  return g_strdup_printf (_("Yours holds now. %1$s had written “%2$s”"), writer->author_name, theirs);
}

/* -- Made of */

static void
take_cb (GxFactNews *self)
{
  g_signal_emit (self, signals[TAKEN], 0);
}

static void
gx_fact_news_class_init (GxFactNewsClass *klass)
{
  signals[TAKEN] = g_signal_new ("taken", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
gx_fact_news_init (GxFactNews *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("gx-people-symbolic");
  GtkWidget *button = gtk_button_new_with_label (_("Use theirs"));

  self->text = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_wrap (self->text, TRUE);
  gtk_label_set_wrap_mode (self->text, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->text, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->text), TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (take_cb), self);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_add_css_class (GTK_WIDGET (self), "gx-news");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
gx_fact_news_new (void)
{
  return g_object_new (GX_TYPE_FACT_NEWS, NULL);
}

void
gx_fact_news_tell (GxFactNews *self, const char *theirs, const GxJournalEntry *writer, gboolean is_replaced)
{
  g_return_if_fail (GX_IS_FACT_NEWS (self) && theirs != NULL);

  g_autofree char *text = is_replaced ? describe_replaced (theirs, writer) : describe_met (theirs, writer);
  gtk_label_set_label (self->text, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
gx_fact_news_clear (GxFactNews *self)
{
  g_return_if_fail (GX_IS_FACT_NEWS (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
