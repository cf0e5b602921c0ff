/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-log-bar.h"

#include "base/gx-day.h"
#include "base/gx-phrase.h"
#include "base/gx-time-of-day.h"
#include "pages/gx-customer-writes.h"
#include "pages/gx-draft-keeper.h"
#include "widgets/gx-advice.h"
#include "widgets/gx-day-chooser.h"
#include "widgets/gx-entry.h"

#include <glib/gi18n-lib.h>

struct _GxLogBar {
  AdwBin parent_instance;

  GtkDropDown *kind;
  GtkEntry *text, *next;
  GxDayChooser *day, *next_day;
  GtkRevealer *next_revealer;
  GxAdvice *advice;

  GxBook *book;
  GxId customer;
  gboolean has_next_day;   /* a person chose it */
  GxDraftKeeper *drafts;   /* of the customers that were left in the middle of a sentence */
  gboolean is_filling;
  gboolean tells_always;
};

/* What people write down themselves; the rest of the domain comes by other ways. */
static const char * const kinds[] = { "call", "visit", "chat", "meeting", "mail", "note" };

G_DEFINE_FINAL_TYPE (GxLogBar, gx_log_bar, ADW_TYPE_BIN)

static void
empty (GxLogBar *self)
{
  gx_entry_empty (GTK_EDITABLE (self->text));
  gx_entry_empty (GTK_EDITABLE (self->next));
  gx_day_chooser_set_offset (self->day, 0);
  gx_day_chooser_set_offset (self->next_day, 1);
  gx_day_chooser_set_time (self->next_day, GX_NO_TIME);
  self->has_next_day = FALSE;
}

/* What stands in the bar, kept with its customer: kind, sentence and next step. */
static void
keep_draft (GxLogBar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));
  const char *next = gtk_editable_get_text (GTK_EDITABLE (self->next));
  g_autoptr (GVariant) draft = NULL;
  g_autofree char *written = NULL;

  if (self->drafts == NULL || self->customer == 0 || self->is_filling)
    return;
  if (*text != '\0' || *next != '\0')
    {
      const char *kind = kinds[MIN (gtk_drop_down_get_selected (self->kind), G_N_ELEMENTS (kinds) - 1)];
      draft = g_variant_ref_sink (g_variant_new ("(sss)", kind, text, next));
      written = g_variant_print (draft, FALSE);
    }
  gx_draft_keeper_keep (self->drafts, self->customer, written);
}

static void
choose_kind (GxLogBar *self, const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kind, kinds[i]) == 0)
      gtk_drop_down_set_selected (self->kind, i);
}

static void
take_draft_up (GxLogBar *self)
{
  const char *written = gx_draft_keeper_get (self->drafts, self->customer);
  g_autoptr (GVariant) draft = NULL;
  const char *kind = NULL, *text = NULL, *next = NULL;

  if (written != NULL)
    draft = g_variant_parse (G_VARIANT_TYPE ("(sss)"), written, NULL, NULL, NULL);
  if (draft == NULL)
    return;
  g_variant_get (draft, "(&s&s&s)", &kind, &text, &next);
  choose_kind (self, kind);
  gtk_editable_set_text (GTK_EDITABLE (self->text), text);
  gtk_editable_set_text (GTK_EDITABLE (self->next), next);
}

/* What an earlier window left; what is typed by now stays. */
static void
drafts_loaded_cb (gpointer user_data)
{
  GxLogBar *self = user_data;

  if (*gtk_editable_get_text (GTK_EDITABLE (self->text)) != '\0'
      || *gtk_editable_get_text (GTK_EDITABLE (self->next)) != '\0')
    return;
  self->is_filling = TRUE;
  take_draft_up (self);
  self->is_filling = FALSE;
}

static void
show_advice (GxLogBar *self)
{
  gboolean is_begun = *gtk_editable_get_text (GTK_EDITABLE (self->text)) != '\0';

  gx_advice_set_begun (self->advice, is_begun || self->tells_always);
}

static void
text_changed_cb (GxLogBar *self)
{
  show_advice (self);
  gtk_revealer_set_reveal_child (self->next_revealer,
                                 *gtk_editable_get_text (GTK_EDITABLE (self->text)) != '\0');
  keep_draft (self);
}

static void
next_changed_cb (GxLogBar *self)
{
  keep_draft (self);
}

static void
next_day_chosen_cb (GxLogBar *self)
{
  self->has_next_day = TRUE;
}

static GxTask *
make_next (GxLogBar *self)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->next))));

  if (*title == '\0' && !self->has_next_day)
    return NULL;
  GxTask *next = gx_task_new (self->customer, *title != '\0' ? title : NULL, GX_NO_DAY);
  gx_task_set_due (next, gx_day_chooser_get_day (self->next_day), gx_day_chooser_get_time (self->next_day));
  return next;
}

static void
log_entered_cb (GxLogBar *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text))));
  guint kind = gtk_drop_down_get_selected (self->kind);

  if (*text == '\0' || self->customer == 0)
    return;
  GxEvent *event = gx_event_new (self->customer, kinds[MIN (kind, G_N_ELEMENTS (kinds) - 1)], text);
  event->day = gx_day_chooser_get_day (self->day);
  gx_write_log (GTK_WIDGET (self), self->book, event, make_next (self), 0);
  empty (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
gx_log_bar_dispose (GObject *object)
{
  g_clear_pointer (&GX_LOG_BAR (object)->drafts, gx_draft_keeper_free);
  g_clear_object (&GX_LOG_BAR (object)->book);
  gtk_widget_dispose_template (GTK_WIDGET (object), GX_TYPE_LOG_BAR);
  G_OBJECT_CLASS (gx_log_bar_parent_class)->dispose (object);
}

static void
gx_log_bar_class_init (GxLogBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_log_bar_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-log-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GxLogBar, kind);
  gtk_widget_class_bind_template_child (widget_class, GxLogBar, text);
  gtk_widget_class_bind_template_child (widget_class, GxLogBar, next);
  gtk_widget_class_bind_template_child (widget_class, GxLogBar, day);
  gtk_widget_class_bind_template_child (widget_class, GxLogBar, next_day);
  gtk_widget_class_bind_template_child (widget_class, GxLogBar, next_revealer);
  gtk_widget_class_bind_template_child (widget_class, GxLogBar, advice);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, log_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_day_chosen_cb);
  g_type_ensure (GX_TYPE_DAY_CHOOSER);
  g_type_ensure (GX_TYPE_ADVICE);
}

static void
gx_log_bar_init (GxLogBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (names, gx_phrase ("event.kind", kinds[i]));
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (names));
  gx_day_chooser_set_past (self->day);
  gx_day_chooser_set_timed (self->next_day);
  empty (self);
}

void
gx_log_bar_show (GxLogBar *self, GxBook *book, GxId customer)
{
  g_return_if_fail (GX_IS_LOG_BAR (self));

  if (self->customer == customer)
    return;
  self->is_filling = TRUE;
  if (self->book != book)
    {
      g_clear_pointer (&self->drafts, gx_draft_keeper_free);
      g_set_object (&self->book, book);
      if (book != NULL)
        self->drafts = gx_draft_keeper_new (book, "log/", drafts_loaded_cb, self);
    }
  self->customer = customer;
  empty (self);
  if (self->drafts != NULL)
    take_draft_up (self);
  self->is_filling = FALSE;
}

void
gx_log_bar_tell (GxLogBar *self, const char *advice, gboolean always)
{
  g_return_if_fail (GX_IS_LOG_BAR (self));

  self->tells_always = always;
  gx_advice_set_text (self->advice, advice);
  show_advice (self);
}

void
gx_log_bar_begin (GxLogBar *self, const char *kind)
{
  g_return_if_fail (GX_IS_LOG_BAR (self));

  choose_kind (self, kind);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}
