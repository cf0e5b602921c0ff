/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-journey-list.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#define HEIGHT_PX 320

struct _GxJourneyList {
  AdwBin parent_instance;

  GtkListView *list;
  GtkStringList *events; /* numbers of events as text: rows are told when they are seen, so 100,000 cost
                            nothing */
  GxJourney *journey;
};

enum { EVENT_SELECTED, EVENT_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxJourneyList, gx_journey_list, ADW_TYPE_BIN)

static int
event_at (GxJourneyList *self, guint position)
{
  const char *number = gtk_string_list_get_string (self->events, position);

  return number != NULL ? atoi (number) : -1;
}

static GtkWidget *
new_line (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, GxJourneyList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), new_line (NULL));
  gtk_box_append (GTK_BOX (box), new_line ("gx-second"));
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, GxJourneyList *self)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  g_autofree char *detail = NULL;
  g_autofree char *text = gx_journey_tell_event (self->journey,
                                                 event_at (self, gtk_list_item_get_position (item)), &detail);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), text);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)), detail);
}

static void
selected_cb (GtkSingleSelection *selection, GParamSpec *pspec, GxJourneyList *self)
{
  guint position = gtk_single_selection_get_selected (selection);

  if (position != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, signals[EVENT_SELECTED], 0, event_at (self, position));
}

static void
activate_cb (GtkListView *list, guint position, GxJourneyList *self)
{
  const GxJourneyEvent *event = gx_journey_get_event (self->journey, event_at (self, position));

  g_signal_emit (self, signals[EVENT_ACTIVATED], 0, event->kind, event->ref);
}

static void
gx_journey_list_dispose (GObject *object)
{
  GxJourneyList *self = GX_JOURNEY_LIST (object);

  gx_journey_list_show (self, NULL);
  g_clear_object (&self->events);

  G_OBJECT_CLASS (gx_journey_list_parent_class)->dispose (object);
}

static void
gx_journey_list_class_init (GxJourneyListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gx_journey_list_dispose;
  signals[EVENT_SELECTED] = g_signal_new ("event-selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_INT);
  signals[EVENT_ACTIVATED] = g_signal_new ("event-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
}

static void
gx_journey_list_init (GxJourneyList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSingleSelection *selection;
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->events = gtk_string_list_new (NULL);
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->events)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (selection, "notify::selected", G_CALLBACK (selected_cb), self, 0);

  self->list = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory));
  gtk_list_view_set_show_separators (self->list, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("The journey as a list"), -1);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activate_cb), self, 0);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), HEIGHT_PX);
  gtk_widget_add_css_class (scrolled, "card");
  gtk_widget_set_overflow (scrolled, GTK_OVERFLOW_HIDDEN);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

GtkWidget *
gx_journey_list_new (void)
{
  return g_object_new (GX_TYPE_JOURNEY_LIST, NULL);
}

void
gx_journey_list_show (GxJourneyList *self, GxJourney *journey)
{
  guint old = g_list_model_get_n_items (G_LIST_MODEL (self->events));
  g_autoptr (GArray) shown = journey != NULL ? gx_journey_list_shown (journey, FALSE) : NULL;
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);

  g_return_if_fail (GX_IS_JOURNEY_LIST (self));

  gtk_string_list_splice (self->events, 0, old, NULL); /* first empty, then full: quick for a long list */
  g_set_object (&self->journey, journey);
  if (shown == NULL || shown->len == 0)
    return;
  for (guint i = shown->len; i > 0; i--)
    g_ptr_array_add (numbers, g_strdup_printf ("%d", g_array_index (shown, int, i - 1)));
  g_ptr_array_add (numbers, NULL);
  gtk_string_list_splice (self->events, 0, 0, (const char * const *) numbers->pdata);
}
