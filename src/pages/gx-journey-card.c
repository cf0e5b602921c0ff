/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-journey-card.h"

#include "base/gx-clock.h"
#include "events/gx-stream.h"
#include "pages/gx-journey-list.h"
#include "widgets/gx-journey-view.h"

#include <glib/gi18n-lib.h>

struct _GxJourneyCard {
  AdwBin parent_instance;

  GxJourneyView *view;
  GtkToggleButton *as_list;
  GtkRevealer *revealer;
  GxJourneyList *list;
  GCancellable *reading;
  GxId customer;
};

enum { EVENT_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxJourneyCard, gx_journey_card, ADW_TYPE_BIN)

typedef struct {
  GxId customer;
  char *title;
} Job;

static void
free_job (gpointer data)
{
  g_free (((Job *) data)->title);
  g_free (data);
}

static void
add_item (GxJourney *journey, const GxStreamItem *item, gboolean is_first)
{
  GxJourneyEvent event = {
    .day = item->day, .at = item->at != 0 ? item->at : GX_JOURNEY_NO_TIME, .offset_min = item->offset_min,
    .kind = item->kind, .ref = item->ref, .text = item->text, .is_first_touch = is_first,
    .amount_minor = item->amount_minor, .currency = item->currency,
  };

  gx_journey_add (journey, &event);
}

/* Made and sorted by the reader: 100,000 events never stop the window. */
static gpointer
read_journey_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autoptr (GPtrArray) items = gx_stream_load (book, job->customer, GX_STREAM_WITH_PEOPLE, GX_NO_DAY, 0,
                                                error);

  if (items == NULL)
    return NULL;
  GxJourney *journey = gx_journey_new (job->title, gx_clock_today ());
  for (guint i = 0; i < items->len; i++)
    add_item (journey, items->pdata[i], i + 1 == items->len);
  gx_journey_close (journey);
  return journey;
}

/* The list has what the drawing shows, but only while somebody reads it. */
static void
show_list (GxJourneyCard *self)
{
  gboolean is_list = gtk_toggle_button_get_active (self->as_list);

  gtk_revealer_set_reveal_child (self->revealer, is_list);
  gx_journey_list_show (self->list, is_list ? gx_journey_view_get_journey (self->view) : NULL);
}

/* What was looked at stays in sight when something is added. */
static void
take_journey (GxJourneyCard *self, GxJourney *journey, gboolean is_same)
{
  GxJourney *old = gx_journey_view_get_journey (self->view);

  if (is_same && old != NULL && gx_journey_count_events (old) > 0)
    gx_journey_set_span (journey, gx_journey_get_span (old));
  gx_journey_view_set_journey (self->view, journey);
  gtk_widget_set_opacity (GTK_WIDGET (self->view), 1);
  show_list (self);
  gtk_widget_set_visible (GTK_WIDGET (self), gx_journey_count_events (journey) > 0);
}

typedef struct {
  GxJourneyCard *card;
  gboolean is_same;
} Reading;

static void
journey_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GxJourneyCard) self = reading->card;
  g_autoptr (GxJourney) journey = gx_book_job_finish (GX_BOOK (source), result, NULL);

  if (journey != NULL && self->view != NULL)
    take_journey (self, journey, reading->is_same);
  g_free (reading);
}

static void
event_activated_cb (GxJourneyCard *self, const char *kind, gint64 ref)
{
  g_signal_emit (self, signals[EVENT_ACTIVATED], 0, kind, ref);
}

static void
gx_journey_card_dispose (GObject *object)
{
  GxJourneyCard *self = GX_JOURNEY_CARD (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->view = NULL;
  G_OBJECT_CLASS (gx_journey_card_parent_class)->dispose (object);
}

static void
gx_journey_card_class_init (GxJourneyCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gx_journey_card_dispose;
  signals[EVENT_ACTIVATED] = g_signal_new ("event-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
}

static void
add_list_button (GxJourneyCard *self)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), "gx-list-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Show as list"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Show as list"),
                                  -1);
  g_signal_connect_object (button, "toggled", G_CALLBACK (show_list), self, G_CONNECT_SWAPPED);
  self->as_list = GTK_TOGGLE_BUTTON (button);
  gx_journey_view_add_button (self->view, button);
}

static void
gx_journey_card_init (GxJourneyCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->view = GX_JOURNEY_VIEW (gx_journey_view_new ());
  self->list = GX_JOURNEY_LIST (gx_journey_list_new ());
  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_widget_set_margin_top (GTK_WIDGET (self->list), 12);
  gtk_revealer_set_child (self->revealer, GTK_WIDGET (self->list));
  add_list_button (self);
  g_signal_connect_object (self->view, "event-activated", G_CALLBACK (event_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::lanes", G_CALLBACK (show_list), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "event-activated", G_CALLBACK (event_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "event-selected", G_CALLBACK (gx_journey_view_set_selected),
                           self->view, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->view));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->revealer));
  adw_bin_set_child (ADW_BIN (self), box);
}

void
gx_journey_card_show (GxJourneyCard *self, GxBook *book, GxId customer, const char *name)
{
  g_return_if_fail (GX_IS_JOURNEY_CARD (self) && GX_IS_BOOK (book));

  Job *job = g_new0 (Job, 1);
  Reading *reading = g_new0 (Reading, 1);
  job->customer = customer;
  job->title = g_strdup (name);
  reading->card = g_object_ref (self);
  reading->is_same = self->customer == customer;
  self->customer = customer;
  if (!reading->is_same) /* nobody's journey is shown under another's name, not for a moment */
    gtk_widget_set_opacity (GTK_WIDGET (self->view), 0);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  gx_book_read_async (book, read_journey_job, job, free_job, g_object_unref, self->reading, journey_read_cb,
                      reading);
}
