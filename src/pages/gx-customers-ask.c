/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Which customers the pane asks for, and what it says about the answer. */
#include "pages/gx-customers-pane-private.h"

#include "base/gx-money.h"
#include "search/gx-search.h"
#include "trade/gx-purchases.h"
#include "widgets/gx-after-frame.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

/* -- what is shown */

static void
show_count (GxCustomersPane *self, guint n)
{
  g_autofree char *count = gx_count_format (n);
  /* Translators: %s is a number */
  g_autofree char *everybody = g_strdup_printf (ngettext ("%s customer", "%s customers", n), count);
  /* Translators: %s is a number */
  g_autofree char *found = g_strdup_printf (ngettext ("%s found", "%s found", n), count);

  adw_window_title_set_subtitle (self->title, gx_customers_pane_is_searching (self) ? found : everybody);
  gx_customers_pane_show_sentence (self, n);
}

static char *
describe_nobody (GxCustomersPane *self)
{
  if (!gx_customers_pane_is_searching (self))
    return g_strdup (_("Nobody fits this choice any more."));
  /* Translators: %s is what was searched for */
  return g_strdup_printf (_("No name, company, phone or email has “%s” in it."), self->query->words);
}

static void
show_nobody (GxCustomersPane *self)
{
  g_autofree char *text = describe_nobody (self);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->nobody, markup);
  gtk_widget_set_visible (self->add_found, gx_customers_pane_is_searching (self));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->add_found), "s", self->query->words);
}

static void
show_stack (GxCustomersPane *self, guint n)
{
  gboolean is_everybody = !gx_customers_pane_is_searching (self) && self->query->criteria_json == NULL;
  const char *page = n > 0 ? "list" : is_everybody ? "empty" : "nobody";

  if (g_str_equal (page, "nobody"))
    show_nobody (self);
  gtk_stack_set_visible_child_name (self->stack, page);
}

/* Reading all that is searched takes a core: the list has been painted by then. */
static void
warm_search (GtkWidget *widget)
{
  gx_search_warm_async (GX_CUSTOMERS_PANE (widget)->book);
}

static void
ids_came_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxCustomersPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GxIdList) ids = gx_customer_query_ask_finish (GX_BOOK (source), result, &error);

  /* Only the answer to the latest question counts. */
  if (self->asking == NULL || g_task_get_cancellable (G_TASK (result)) != self->asking)
    return;
  g_clear_object (&self->asking);
  if (ids == NULL)
    {
      gx_toast_show_error (GTK_WIDGET (self), error);
      return;
    }
  show_count (self, gx_id_list_length (ids));
  show_stack (self, gx_id_list_length (ids));
  gx_customers_view_show (self->view, ids, gx_customers_pane_is_searching (self) ? self->query->words : NULL);
  gx_customers_pane_count_facets (self);
  if (self->is_entering)
    gx_customers_view_enter (self->view);
  self->is_entering = FALSE;
  if (!self->is_warm)
    gx_after_frame (GTK_WIDGET (self), warm_search);
  self->is_warm = TRUE;
}

/* What the book says about how its rows are shown. */
typedef struct {
  GxPortraitLimits limits;
  char **currencies;
} Manners;

static void
free_manners (gpointer data)
{
  g_strfreev (((Manners *) data)->currencies);
  g_free (data);
}

static gpointer
read_manners_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Manners *manners = g_new0 (Manners, 1);

  manners->limits = gx_portrait_limits_read (book);
  manners->currencies = gx_trade_currencies (book, NULL);
  return manners;
}

static void
manners_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxCustomersPane) self = user_data;
  Manners *manners = gx_book_job_finish (GX_BOOK (source), result, NULL);

  if (manners != NULL && self->book != NULL)
    {
      gx_customers_view_set_limits (self->view, &manners->limits);
      g_menu_remove_all (self->currency_section);
      for (guint i = 0; manners->currencies != NULL && i < g_strv_length (manners->currencies); i++)
        {
          g_autoptr (GMenuItem) item = g_menu_item_new (manners->currencies[i], NULL);
          g_menu_item_set_action_and_target (item, "customers.currency", "s", manners->currencies[i]);
          g_menu_append_item (self->currency_section, item);
        }
    }
  if (manners != NULL)
    free_manners (manners);
}

static gboolean
frame_came_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  GxCustomersPane *self = GX_CUSTOMERS_PANE (widget);

  self->tick = 0;
  gx_customers_pane_ask_now (self);
  return G_SOURCE_REMOVE;
}

/* -- for the pane */

gboolean
gx_customers_pane_is_searching (GxCustomersPane *self)
{
  return *self->query->words != '\0';
}

void
gx_customers_pane_ask_now (GxCustomersPane *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  gx_customers_pane_stop_counting (self);
  self->asking = g_cancellable_new ();
  gx_customer_query_ask_async (self->query, self->book, self->asking, ids_came_cb, g_object_ref (self));
}

void
gx_customers_pane_ask_soon (GxCustomersPane *self, gboolean is_restless)
{
  if (is_restless)
    gx_customers_view_turn_over (self->view);
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), frame_came_cb, NULL, NULL);
}

void
gx_customers_pane_read_manners (GxCustomersPane *self)
{
  gx_book_read_async (self->book, read_manners_job, NULL, NULL, free_manners, NULL, manners_read_cb,
                      g_object_ref (self));
}
