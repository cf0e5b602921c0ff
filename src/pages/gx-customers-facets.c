/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The facets beside the list: counted after it, and only while they can be seen. What is ticked there becomes
   part of the question; its answer says what is ticked. */
#include "pages/gx-customers-pane-private.h"

#include "widgets/gx-after-frame.h"

#define REST_MS 60            /* who types comes first: the next key waits for no count */

void
gx_customers_pane_stop_counting (GxCustomersPane *self)
{
  g_clear_handle_id (&self->count_due, g_source_remove);
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
}

static void
enter (GtkWidget *facets)
{
  if (gtk_widget_get_mapped (facets))
    gx_facet_list_focus (GX_FACET_LIST (facets));
}

/* Only what stands there can have the cursor. */
static void
enter_if_known (GxCustomersPane *self)
{
  if (!self->is_narrowing || gx_facet_list_get_facets (self->facets) == NULL)
    return;
  self->is_narrowing = FALSE;
  gx_after_frame (GTK_WIDGET (self->facets), enter);
}

static void
facets_counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxCustomersPane) self = user_data;
  g_autoptr (GxFacets) facets = gx_customer_query_count_finish (GX_BOOK (source), result, NULL);

  /* Only the answer to the latest question counts; what is wrong with it, the list has told. */
  if (self->counting == NULL || g_task_get_cancellable (G_TASK (result)) != self->counting)
    return;
  g_clear_object (&self->counting);
  if (facets == NULL)
    return;
  gx_facet_list_show (self->facets, g_steal_pointer (&facets));
  enter_if_known (self);
}

static void
count_now (GxCustomersPane *self)
{
  self->counting = g_cancellable_new ();
  gx_customer_query_count_async (self->query, self->book, self->counting, facets_counted_cb,
                                 g_object_ref (self));
}

static gboolean
count_due_cb (gpointer user_data)
{
  GxCustomersPane *self = user_data;

  self->count_due = 0;
  count_now (self);
  return G_SOURCE_REMOVE;
}

void
gx_customers_pane_count_facets (GxCustomersPane *self)
{
  gx_customers_pane_stop_counting (self);
  if (!gx_aside_is_shown (self->aside))
    return;
  if (gx_customers_pane_is_searching (self))
    self->count_due = g_timeout_add (REST_MS, count_due_cb, self);
  else
    count_now (self);
}

void
gx_customers_pane_facets_shown (GxCustomersPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  gx_customers_pane_count_facets (self);
  if (gx_aside_is_shown (self->aside))
    return;
  self->is_narrowing = FALSE;
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->facets)))
    gx_customers_view_focus (self->view);
}

void
gx_customers_pane_show_facets (GxCustomersPane *self, gboolean is_shown)
{
  g_object_set (self->aside, "is-shown", is_shown, NULL);
  self->is_narrowing = is_shown;
  enter_if_known (self);
}

void
gx_customers_pane_choose_facet (GxCustomersPane *self, const char *field, const char *value,
                                gboolean is_chosen)
{
  g_autoptr (GxCriteria) criteria = gx_facets_choose (gx_criteria_bar_get_criteria (self->criteria), field,
                                                      value, is_chosen);

  gx_customers_pane_change_question (self, criteria);
}
