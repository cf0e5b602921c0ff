/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-customers-page.h"

#include "pages/gx-customer-page.h"
#include "pages/gx-customers-pane.h"
#include "pages/gx-new-customer-dialog.h"
#include "pages/gx-recent.h"
#include "pages/gx-team-words.h"
#include "widgets/gx-after-frame.h"
#include "widgets/gx-panes.h"
#include "widgets/gx-width-bin.h"

/* From here on facets, list and customer stand side by side. */
#define ROOMY "tight 924 roomy"
#define LEAST_PX 352

struct _GxCustomersPage {
  GxPage parent_instance;

  GxWidthBin *width_bin;
  GxPanes *panes;
  GxCustomersPane *pane;
  GxCustomerPage *customer;
  GxId chosen;
  GxId opened;            /* the same, where a person chose it; 0: the list did */
  guint turning;          /* the page of @chosen follows after a frame */
};

enum { PROP_SEGMENT = 1, PROP_LAYOUT, PROP_WANTS_FACETS, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (GxCustomersPage, gx_customers_page, GX_TYPE_PAGE)

static void
turn_page (GtkWidget *widget)
{
  GxCustomersPage *self = GX_CUSTOMERS_PAGE (widget);

  self->turning = 0;
  gx_customer_page_show (self->customer, self->chosen);
}

static void
turn_page_now (GxCustomersPage *self)
{
  if (self->turning == 0)
    return;
  gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->turning);
  turn_page (GTK_WIDGET (self));
}

/* Whom the list chooses by itself, while it comes, is searched or sorted, waits until the list is painted. */
static void
customer_chosen_cb (GxCustomersPage *self, gint64 id, gboolean by_hand)
{
  self->chosen = id;
  if (by_hand || id != self->opened)
    self->opened = by_hand ? id : 0;
  if (self->turning == 0)
    self->turning = gx_after_frame (GTK_WIDGET (self), turn_page);
  if (by_hand)
    turn_page_now (self);
  if (by_hand && id != 0)
    gx_recent_add (gx_page_get_book (GX_PAGE (self)), id);
  if (by_hand && id != 0)
    gx_panes_set_show_end (self->panes, TRUE);
}

static void
segment_shown_cb (GxCustomersPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SEGMENT]);
}

static void
layout_changed_cb (GxCustomersPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LAYOUT]);
}

static void
facets_wanted_cb (GxCustomersPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WANTS_FACETS]);
}

/* What has room is as wide as it likes, but does not keep the window so. */
static void
width_class_changed_cb (GxCustomersPage *self)
{
  gboolean is_roomy = gx_width_bin_is (self->width_bin, "roomy");

  g_object_set (self->width_bin, "minimum-width", is_roomy ? LEAST_PX : -1, NULL);
  g_object_set (self->pane, "has-room", is_roomy, NULL);
}

static void
gx_customers_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SEGMENT)
    g_value_set_int64 (value, gx_customers_page_get_segment (GX_CUSTOMERS_PAGE (object)));
  else if (id == PROP_LAYOUT)
    g_value_take_string (value, gx_customers_page_get_layout (GX_CUSTOMERS_PAGE (object)));
  else if (id == PROP_WANTS_FACETS)
    g_object_get_property (G_OBJECT (GX_CUSTOMERS_PAGE (object)->pane), "wants-facets", value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gx_customers_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_WANTS_FACETS)
    g_object_set_property (G_OBJECT (GX_CUSTOMERS_PAGE (object)->pane), "wants-facets", value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gx_customers_page_shown (GxPage *page)
{
  gx_customers_pane_focus (GX_CUSTOMERS_PAGE (page)->pane);
}

static void
gx_customers_page_changed (GxPage *page, GxChange *change)
{
  gx_customers_pane_changed (GX_CUSTOMERS_PAGE (page)->pane, change);
}

static gboolean
gx_customers_page_find (GxPage *page)
{
  GxCustomersPage *self = GX_CUSTOMERS_PAGE (page);

  gx_panes_set_show_end (self->panes, FALSE);
  gx_customers_pane_find (self->pane);
  return TRUE;
}

static gboolean
gx_customers_page_go_back (GxPage *page)
{
  GxCustomersPage *self = GX_CUSTOMERS_PAGE (page);

  if (gx_panes_is_folded (self->panes) && gx_panes_get_show_end (self->panes))
    {
      gx_panes_set_show_end (self->panes, FALSE);
      return TRUE;
    }
  return gx_customers_pane_go_back (self->pane);
}

static gboolean
gx_customers_page_log (GxPage *page)
{
  GxCustomersPage *self = GX_CUSTOMERS_PAGE (page);

  turn_page_now (self);
  gx_panes_set_show_end (self->panes, TRUE);
  return gx_page_log (GX_PAGE (self->customer));
}

static void
gx_customers_page_constructed (GObject *object)
{
  GxCustomersPage *self = GX_CUSTOMERS_PAGE (object);
  GxBook *book = NULL;

  G_OBJECT_CLASS (gx_customers_page_parent_class)->constructed (object);
  book = gx_page_get_book (GX_PAGE (self));
  self->pane = g_object_new (GX_TYPE_CUSTOMERS_PANE, "book", book, NULL);
  self->customer = g_object_new (GX_TYPE_CUSTOMER_PAGE, "book", book, NULL);
  g_object_set (self->panes, "start", self->pane, "end", self->customer, NULL);
  g_object_bind_property (self, "is-folded", self->pane, "is-folded", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->panes, "is-folded", self->pane, "is-alone", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->panes, "is-folded", self->customer, "is-folded", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->pane, "chosen", G_CALLBACK (customer_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "notify::segment", G_CALLBACK (segment_shown_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "notify::layout", G_CALLBACK (layout_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "notify::wants-facets", G_CALLBACK (facets_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->width_bin, "notify::width-class", G_CALLBACK (width_class_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
gx_customers_page_class_init (GxCustomersPageClass *klass)
{
  GxPageClass *page_class = GX_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = gx_customers_page_constructed;
  G_OBJECT_CLASS (klass)->get_property = gx_customers_page_get_property;
  G_OBJECT_CLASS (klass)->set_property = gx_customers_page_set_property;
  props[PROP_SEGMENT] = g_param_spec_int64 ("segment", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_LAYOUT] = g_param_spec_string ("layout", NULL, NULL, NULL,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_WANTS_FACETS] = g_param_spec_boolean ("wants-facets", NULL, NULL, FALSE,
    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
  page_class->shown = gx_customers_page_shown;
  page_class->changed = gx_customers_page_changed;
  page_class->find = gx_customers_page_find;
  page_class->go_back = gx_customers_page_go_back;
  page_class->log = gx_customers_page_log;
}

static void
gx_customers_page_init (GxCustomersPage *self)
{
  self->panes = g_object_new (GX_TYPE_PANES, NULL);
  self->width_bin = g_object_new (GX_TYPE_WIDTH_BIN, "limits", ROOMY, "child", self->panes, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->width_bin));
}

void
gx_customers_page_show (GxCustomersPage *self, GxId customer)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PAGE (self));

  gx_recent_add (gx_page_get_book (GX_PAGE (self)), customer);
  gx_customers_pane_select (self->pane, customer);
  self->chosen = self->opened = customer;
  gx_customer_page_show (self->customer, customer);
  gx_panes_set_show_end (self->panes, TRUE);
}

void
gx_customers_page_filter (GxCustomersPage *self, const char *criteria_json, const char *title, GxDay as_of,
                          const char *currency)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PAGE (self));

  gx_customers_pane_filter (self->pane, criteria_json, title, as_of, currency);
  gx_panes_set_show_end (self->panes, FALSE);
}

void
gx_customers_page_search (GxCustomersPage *self, const char *words)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PAGE (self) && words != NULL);

  gx_customers_pane_filter (self->pane, NULL, NULL, GX_NO_DAY, NULL);
  gx_customers_pane_search (self->pane, words);
  gx_panes_set_show_end (self->panes, FALSE);
}

void
gx_customers_page_show_segment (GxCustomersPage *self, GxId segment)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PAGE (self));

  gx_customers_pane_show_segment (self->pane, segment);
  gx_panes_set_show_end (self->panes, FALSE);
}

GxId
gx_customers_page_get_segment (GxCustomersPage *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMERS_PAGE (self), 0);

  return gx_customers_pane_get_segment (self->pane);
}

void
gx_customers_page_set_layout (GxCustomersPage *self, const char *layout)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PAGE (self));

  gx_customers_pane_set_layout (self->pane, layout);
}

char *
gx_customers_page_get_layout (GxCustomersPage *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMERS_PAGE (self), NULL);

  char *layout = NULL;
  g_object_get (self->pane, "layout", &layout, NULL);
  return layout;
}

/* Whether the list is what is seen, beside the customer or alone. */
static gboolean
shows_list (GxCustomersPage *self)
{
  return !gx_panes_is_folded (self->panes) || !gx_panes_get_show_end (self->panes);
}

gboolean
gx_customers_page_shows_facets (GxCustomersPage *self)
{
  gboolean shows_facets = FALSE;

  g_return_val_if_fail (GX_IS_CUSTOMERS_PAGE (self), FALSE);

  g_object_get (self->pane, "shows-facets", &shows_facets, NULL);
  return shows_facets && shows_list (self);
}

void
gx_customers_page_show_facets (GxCustomersPage *self, gboolean is_shown)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PAGE (self));

  if (!shows_list (self))
    gx_panes_set_show_end (self->panes, FALSE);
  g_object_set (self->pane, "shows-facets", is_shown, NULL);
}

void
gx_customers_page_meet (GxCustomersPage *self, GxTeamWorker *team)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PAGE (self));

  g_autofree char *words = gx_team_words_company (team, gx_customer_page_get_customer (self->customer));
  gboolean is_seen = !gx_panes_is_folded (self->panes) || gx_panes_get_show_end (self->panes);

  gx_customer_page_tell_company (self->customer, words);
  if (team != NULL)
    gx_team_worker_set_open (team, is_seen ? self->opened : 0);
}

void
gx_customers_page_add (GxCustomersPage *self, const char *text)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PAGE (self));

  GxNewCustomerDialog *dialog = gx_new_customer_dialog_new (GTK_WIDGET (self),
                                                            gx_page_get_book (GX_PAGE (self)), text);
  g_signal_connect_object (dialog, "added", G_CALLBACK (gx_customers_page_show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "met", G_CALLBACK (gx_customers_page_show), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
gx_customers_page_shows_everybody (GxCustomersPage *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMERS_PAGE (self), FALSE);

  return gx_customers_pane_shows_everybody (self->pane);
}

const char *
gx_customers_page_get_question (GxCustomersPage *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMERS_PAGE (self), NULL);

  return gx_customers_pane_get_question (self->pane);
}

GxIdList *
gx_customers_page_get_ids (GxCustomersPage *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMERS_PAGE (self), NULL);

  return gx_customers_pane_get_ids (self->pane);
}
