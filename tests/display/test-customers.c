/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-id-list.h"
#include "customers/gx-customers.h"
#include "gx-scene.h"
#include "pages/gx-customer-line.h"
#include "pages/gx-customer-page.h"
#include "pages/gx-customers-header.h"
#include "pages/gx-customers-page.h"
#include "pages/gx-customers-pane.h"
#include "pages/gx-customers-view.h"
#include "pages/gx-new-customer-dialog.h"
#include "pages/gx-selection-bar.h"
#include "store/gx-journal.h"

/* The list of customers: its order, who is chosen, several at once, and what a row says to who cannot see
   it. */

static const char * const names[] = { "Ann Lee", "Bob Ray", "Cid Fox", "王芳" };

static gpointer
fill_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();
      gx_customer_draft_set (draft, "name", names[i]);
      gx_customer_draft_set (draft, "company", i == 0 ? "Lantern Ltd" : "");
      if (!gx_customers_save (book, gx_actor_get_self (), draft, NULL, error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

static gpointer
add_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();

  gx_customer_draft_set (draft, "name", "Abe Old");
  return GINT_TO_POINTER (gx_customers_save (book, gx_actor_get_self (), draft, NULL, error));
}

static gpointer
name_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rows = gx_customers_rows (book, data, 1, NULL, error);

  return rows != NULL ? g_strdup (((GxCustomerRow *) rows->pdata[0])->shown_name) : NULL;
}

/* -- Looking */

static GxCustomersView *
get_view (GxScene *scene)
{
  return gx_scene_first (scene, GX_TYPE_CUSTOMERS_VIEW);
}

static char *
name_at (GxScene *scene, guint place)
{
  GxId id = gx_lazy_list_get_id (gx_customers_view_get_list (get_view (scene)), place);

  return id != 0 ? gx_scene_read (scene, name_job, &id) : NULL;
}

static void
assert_names (GxScene *scene, const char *first, const char *last)
{
  guint n = gx_customers_view_count (get_view (scene));
  g_autofree char *top = name_at (scene, 0);
  g_autofree char *bottom = name_at (scene, n - 1);

  g_assert_cmpstr (top, ==, first);
  g_assert_cmpstr (bottom, ==, last);
}

static char *
chosen_name (GxScene *scene)
{
  GxId id = gx_list_selection_get_single (gx_customers_view_get_selection (get_view (scene)));

  return id != 0 ? gx_scene_read (scene, name_job, &id) : g_strdup ("");
}

static gboolean
has_count (GxScene *scene, gpointer data)
{
  return gx_customers_view_count (get_view (scene)) == GPOINTER_TO_UINT (data);
}

static gboolean
begins_with (GxScene *scene, gpointer data)
{
  g_autofree char *first = name_at (scene, 0);

  return g_strcmp0 (first, data) == 0;
}

static gboolean
is_read (GxScene *scene, gpointer data)
{
  GxLazyList *list = gx_customers_view_get_list (get_view (scene));
  g_autoptr (GxLazyRow) row = g_list_model_get_item (G_LIST_MODEL (list), 0);

  return row != NULL && !gx_lazy_row_is_loading (row);
}

static void
activate (GxScene *scene, const char *action, const char *target)
{
  GtkWidget *pane = gx_scene_first (scene, GX_TYPE_CUSTOMERS_PANE);

  g_assert_true (gtk_widget_activate_action (pane, action, target != NULL ? "s" : NULL, target));
}

static void
set_up (GxScene *scene, gconstpointer unused)
{
  gx_scene_set_up (scene, fill_job, NULL);
  gx_scene_show (scene, GX_TYPE_CUSTOMERS_PAGE);
  gx_scene_wait (scene, "four customers", has_count, GUINT_TO_POINTER (4));
  gx_scene_wait_count (scene, GX_TYPE_CUSTOMER_LINE, 4);
  gx_scene_wait (scene, "the rows", is_read, NULL);
}

static void
tear_down (GxScene *scene, gconstpointer unused)
{
  gx_scene_tear_down (scene);
}

/* -- Tests */

static void
test_sort_by_title (GxScene *scene, gconstpointer unused)
{
  assert_names (scene, "Ann Lee", "王芳");
  /* The title of the order that is: the other way round. */
  activate (scene, "customers.sort-by", "name");
  gx_scene_wait (scene, "the last first", begins_with, (gpointer) "王芳");
  assert_names (scene, "王芳", "Ann Lee");
  activate (scene, "customers.sort-by", "value");
  activate (scene, "customers.sort-by", "name");
  gx_scene_wait (scene, "from the beginning again", begins_with, (gpointer) "Ann Lee");
}

/* Those found stand by how well they match, until somebody asks for another order. */
static void
test_sort_found (GxScene *scene, gconstpointer unused)
{
  gx_customers_page_search (GX_CUSTOMERS_PAGE (scene->page), "f");
  gx_scene_wait (scene, "Fox and Fang", has_count, GUINT_TO_POINTER (2));
  g_autofree char *best = name_at (scene, 0);
  activate (scene, "customers.sort-by", "name");
  gx_scene_wait (scene, "the order by name", begins_with, (gpointer) "Cid Fox");
  activate (scene, "customers.sort-by", "name");
  gx_scene_wait (scene, "the other way round", begins_with, (gpointer) "王芳");
  assert_names (scene, "王芳", "Cid Fox");
  activate (scene, "customers.best-match", NULL);
  gx_scene_wait (scene, "the best match again", begins_with, best);
  gx_customers_page_search (GX_CUSTOMERS_PAGE (scene->page), "");
  gx_scene_wait (scene, "everybody", has_count, GUINT_TO_POINTER (4));
  gx_scene_wait (scene, "in the list's order", begins_with, (gpointer) "王芳");
}

static void
test_choice_stays (GxScene *scene, gconstpointer unused)
{
  GxListSelection *selection = gx_customers_view_get_selection (get_view (scene));
  g_autofree char *first = chosen_name (scene);

  /* Beside a customer's page somebody is chosen from the beginning. */
  g_assert_cmpstr (first, ==, "Ann Lee");
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), 2, TRUE);
  gx_scene_write (scene, add_job, NULL);
  gx_scene_wait (scene, "one more", has_count, GUINT_TO_POINTER (5));
  g_autofree char *after = chosen_name (scene);
  g_assert_cmpstr (after, ==, "Cid Fox");
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (selection), 3));
}

static gboolean
shows_chosen (GxScene *scene, gpointer data)
{
  GxListSelection *selection = gx_customers_view_get_selection (get_view (scene));
  GxCustomerPage *page = gx_scene_first (scene, GX_TYPE_CUSTOMER_PAGE);

  return gx_customer_page_get_customer (page) == gx_list_selection_get_single (selection);
}

/* Whom the list chose by itself follows it; whom a person chose is there at once. */
static void
test_page_follows (GxScene *scene, gconstpointer unused)
{
  GxListSelection *selection = gx_customers_view_get_selection (get_view (scene));

  gtk_window_set_default_size (GTK_WINDOW (scene->window), 1400, 900);
  gx_scene_wait_count (scene, GX_TYPE_CUSTOMER_PAGE, 1);
  gx_scene_wait (scene, "the page of the first", shows_chosen, NULL);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), 2, TRUE);
  g_assert_true (shows_chosen (scene, NULL));
}

static gboolean
shows (GxScene *scene, gpointer data)
{
  return gx_customer_page_get_customer (gx_scene_first (scene, GX_TYPE_CUSTOMER_PAGE)) == *(GxId *) data;
}

/* Whom the list chose does not stay beside a list of nobody; whom a person chose does. */
static void
test_nobody_found (GxScene *scene, gconstpointer unused)
{
  GxListSelection *selection = gx_customers_view_get_selection (get_view (scene));
  GxId nobody = 0;

  gtk_window_set_default_size (GTK_WINDOW (scene->window), 1400, 900);
  gx_scene_wait_count (scene, GX_TYPE_CUSTOMER_PAGE, 1);
  gx_scene_wait (scene, "the page of the first", shows_chosen, NULL);
  gx_customers_page_search (GX_CUSTOMERS_PAGE (scene->page), "nobody so called");
  gx_scene_wait (scene, "nobody", shows, &nobody);
  gx_customers_page_search (GX_CUSTOMERS_PAGE (scene->page), "");
  gx_scene_wait_count (scene, GX_TYPE_CUSTOMERS_VIEW, 1);
  gx_scene_wait (scene, "everybody", has_count, GUINT_TO_POINTER (4));
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), 1, TRUE);
  GxId bob = gx_list_selection_get_single (selection);
  gx_customers_page_search (GX_CUSTOMERS_PAGE (scene->page), "nobody so called");
  gx_scene_wait_count (scene, GX_TYPE_CUSTOMERS_VIEW, 0);
  g_assert_true (shows (scene, &bob));
}

static GtkWidget *
check_of (GxScene *scene, guint place)
{
  g_autoptr (GPtrArray) lines = gx_scene_find (scene, GX_TYPE_CUSTOMER_LINE);

  return gtk_widget_get_first_child (lines->pdata[place]);
}

static void
test_select_several (GxScene *scene, gconstpointer unused)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (gx_customers_view_get_selection (get_view (scene)));

  g_assert_null (check_of (scene, 1));
  activate (scene, "customers.select-several", NULL);
  gtk_selection_model_select_item (selection, 1, TRUE);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check_of (scene, 1))));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check_of (scene, 0))));
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check_of (scene, 2))));
  gtk_selection_model_select_all (selection);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check_of (scene, 2))));
  activate (scene, "customers.select-one", NULL);
  g_assert_false (gtk_widget_get_visible (check_of (scene, 1)));
  g_assert_cmpuint (gx_list_selection_get_n_selected (GX_LIST_SELECTION (selection)), ==, 0);
}

static void
opened_cb (GxCustomersView *view, gint64 id, gboolean by_hand, guint *n_opened)
{
  *n_opened += by_hand;
}

/* In a narrow window whoever is opened takes the place of the list. */
static void
test_ticking_opens_nobody (GxScene *scene, gconstpointer unused)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (gx_customers_view_get_selection (get_view (scene)));
  guint n_opened = 0;

  g_signal_connect (get_view (scene), "chosen", G_CALLBACK (opened_cb), &n_opened);
  gtk_selection_model_select_item (selection, 1, TRUE);
  g_assert_cmpuint (n_opened, ==, 1);
  activate (scene, "customers.select-several", NULL);
  gtk_selection_model_unselect_all (selection);
  gtk_selection_model_select_item (selection, 2, FALSE);
  g_assert_cmpuint (n_opened, ==, 1);
}

static gpointer
count_owned_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GxIdList) ids = gx_customers_order (book, GX_CUSTOMER_SORT_NAME, FALSE, NULL, error);
  guint n = 0;

  for (guint i = 0; i < gx_id_list_length (ids); i++)
    {
      GxId id = gx_id_list_get (ids, i);
      g_autoptr (GPtrArray) rows = gx_customers_rows (book, &id, 1, NULL, error);
      n += g_strcmp0 (((GxCustomerRow *) rows->pdata[0])->owner, data) == 0;
    }
  return GUINT_TO_POINTER (n + 1);
}

static gboolean
are_owned (GxScene *scene, gpointer data)
{
  return GPOINTER_TO_UINT (gx_scene_read (scene, count_owned_job, (gpointer) "Eve Kay")) - 1
    == GPOINTER_TO_UINT (data);
}

static gpointer
undo_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  GxActor *actor = gx_actor_get_self ();

  return GINT_TO_POINTER (gx_undo (book, actor, gx_undo_next (book, actor), NULL, error));
}

/* One step for all of them, that one undo takes back. */
static void
test_edit_several (GxScene *scene, gconstpointer unused)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (gx_customers_view_get_selection (get_view (scene)));
  GtkWidget *bar = gx_scene_first (scene, GX_TYPE_SELECTION_BAR);

  activate (scene, "customers.select-several", NULL);
  gtk_selection_model_select_all (selection);
  g_assert_true (gtk_widget_activate_action (bar, "selection.set", "(ss)", "owner", "Eve Kay"));
  gx_scene_wait (scene, "all of them are hers", are_owned, GUINT_TO_POINTER (4));
  gx_scene_write (scene, undo_job, NULL);
  gx_scene_wait (scene, "none of them is", are_owned, GUINT_TO_POINTER (0));
}

static void
test_speaks (GxScene *scene, gconstpointer unused)
{
  g_autoptr (GPtrArray) lines = gx_scene_find (scene, GX_TYPE_CUSTOMER_LINE);
  GtkWidget *row = gtk_widget_get_parent (lines->pdata[0]);

  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Ann Lee, Lantern Ltd, Never bought");
}

/* Titles stand over what they name, at every width. */
static void
test_columns (GxScene *scene, gconstpointer unused)
{
  g_autoptr (GxCustomerColumns) columns = gx_customer_columns_new (scene->window, "CNY");
  GxLineSpan spans[GX_LINE_N_COLUMNS];

  gx_customer_columns_fit (columns, "narrow");
  gx_customer_columns_place (columns, 340, spans);
  g_assert_cmpint (spans[GX_LINE_NAME].x_px, ==, 0);
  g_assert_cmpint (spans[GX_LINE_CLASS].width_px, ==, 0);
  g_assert_cmpint (spans[GX_LINE_VALUE].x_px + spans[GX_LINE_VALUE].width_px, ==, 340);
  gx_customer_columns_fit (columns, "wide");
  gx_customer_columns_set_checks (columns, TRUE);
  gx_customer_columns_place (columns, 700, spans);
  g_assert_cmpint (spans[GX_LINE_NAME].x_px, >, spans[GX_LINE_CHECK].width_px);
  for (GxCustomerColumn column = GX_LINE_NAME; column < GX_LINE_VALUE; column++)
    g_assert_cmpint (spans[column].x_px + spans[column].width_px + GX_LINE_GAP_PX, ==,
                     spans[column + 1].x_px);
  g_assert_cmpint (spans[GX_LINE_VALUE].x_px + spans[GX_LINE_VALUE].width_px, ==, 700);
}

/* -- A longer list */

#define CROWD 80
#define LATE 60

static gpointer
fill_crowd_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < CROWD; i++)
    {
      g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();
      g_autofree char *name = g_strdup_printf ("Ann %02u", i);
      gx_customer_draft_set (draft, "name", name);
      if (!gx_customers_save (book, gx_actor_get_self (), draft, i == LATE ? data : NULL, error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

/* The line of who is chosen lies between top and bottom of the list, and others beside it. */
static gboolean
is_choice_in_sight (GxScene *scene, gpointer unused)
{
  g_autoptr (GPtrArray) lines = gx_scene_find (scene, GX_TYPE_CUSTOMER_LINE);
  GtkWidget *view = GTK_WIDGET (get_view (scene));
  gboolean is_chosen_seen = FALSE;
  guint n_seen = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      GtkWidget *row = gtk_widget_get_parent (lines->pdata[i]);
      graphene_rect_t bounds;
      gboolean is_seen = gtk_widget_compute_bounds (row, view, &bounds) && bounds.origin.y >= 0
        && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (view);

      n_seen += is_seen;
      if (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED)
        is_chosen_seen = is_seen;
    }
  return is_chosen_seen && n_seen > 3;
}

/* Who is opened before the list ever stood on the screen is in sight there. */
static void
test_open_first (GxScene *scene, gconstpointer unused)
{
  GxId late = 0;

  gx_scene_set_up (scene, fill_crowd_job, &late);
  gx_scene_show (scene, GX_TYPE_CUSTOMERS_PAGE);
  gx_customers_page_show (GX_CUSTOMERS_PAGE (scene->page), late);
  gx_scene_wait (scene, "who was opened in the list", is_choice_in_sight, NULL);
  g_autofree char *name = chosen_name (scene);
  g_assert_cmpstr (name, ==, "Ann 60");
}

/* -- A new one, half typed */

static GtkEditable *
nth_entry (GxNewCustomerDialog *dialog, guint nth)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  g_ptr_array_add (found, dialog);
  for (guint i = 0; i < found->len; i++)
    {
      GtkWidget *widget = g_ptr_array_index (found, i), *child = gtk_widget_get_first_child (widget);

      if (ADW_IS_ENTRY_ROW (widget) && nth-- == 0)
        return GTK_EDITABLE (widget);
      for (; child != NULL; child = gtk_widget_get_next_sibling (child))
        g_ptr_array_add (found, child);
    }
  g_assert_not_reached ();
}

static GxNewCustomerDialog *
open_new_dialog (GxScene *scene, const char *text)
{
  GxNewCustomerDialog *dialog = gx_new_customer_dialog_new (scene->window, scene->book, text);

  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

static gboolean
says (GxScene *scene, gpointer dialog)
{
  return g_str_equal (gtk_editable_get_text (nth_entry (dialog, 1)), "Lantern = Light Ltd");
}

static gpointer
count_drafts_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 n = gx_connection_get_int64 (book, -1, NULL, "select count(*) from draft", NULL);

  return g_memdup2 (&n, sizeof n);
}

/* Closed half typed, it stands there again; started fresh it does not, and nothing is left in the book. */
static void
what_is_half_typed_stands_there_again (GxScene *scene, gconstpointer unused)
{
  gx_scene_show (scene, GX_TYPE_CUSTOMERS_PAGE);

  GxNewCustomerDialog *dialog = open_new_dialog (scene, NULL);
  gtk_editable_set_text (nth_entry (dialog, 0), "Eve Half");
  gtk_editable_set_text (nth_entry (dialog, 1), "Lantern = Light Ltd");
  gtk_window_close (GTK_WINDOW (dialog));

  dialog = open_new_dialog (scene, NULL);
  gx_scene_wait (scene, "what was begun", says, dialog);
  g_assert_cmpstr (gtk_editable_get_text (nth_entry (dialog, 0)), ==, "Eve Half");
  gtk_window_close (GTK_WINDOW (dialog));

  /* Somebody else is asked for: it is offered, not mixed in. */
  dialog = open_new_dialog (scene, "Fay Other");
  for (int i = 0; i < 50; i++)
    gx_scene_spin ();
  g_assert_cmpstr (gtk_editable_get_text (nth_entry (dialog, 0)), ==, "Fay Other");
  g_assert_cmpstr (gtk_editable_get_text (nth_entry (dialog, 1)), ==, "");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "new-customer.continue", NULL);
  g_assert_true (says (scene, dialog));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "new-customer.start-fresh", NULL);
  g_assert_cmpstr (gtk_editable_get_text (nth_entry (dialog, 0)), ==, "");
  gtk_window_close (GTK_WINDOW (dialog));

  g_autofree gint64 *n = gx_scene_write (scene, count_drafts_job, NULL);
  g_assert_cmpint (*n, ==, 0);
}

static gboolean
has_eve (GxScene *scene, gpointer data)
{
  return gx_customers_view_count (get_view (scene)) == G_N_ELEMENTS (names) + 1;
}

/* Once somebody was added there is nothing to continue. */
static void
what_was_added_is_not_offered (GxScene *scene, gconstpointer unused)
{
  gx_scene_show (scene, GX_TYPE_CUSTOMERS_PAGE);

  GxNewCustomerDialog *dialog = open_new_dialog (scene, NULL);
  gtk_editable_set_text (nth_entry (dialog, 0), "Eve Half");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "new-customer.add", NULL);
  gx_scene_wait (scene, "Eve in the list", has_eve, NULL);
  g_autofree gint64 *n = gx_scene_write (scene, count_drafts_job, NULL);
  g_assert_cmpint (*n, ==, 0);
}

int
main (int argc, char **argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  gx_scene_start (&argc, &argv);
  g_test_add ("/customers/sort-by-title", GxScene, NULL, set_up, test_sort_by_title, tear_down);
  g_test_add ("/customers/sort-found", GxScene, NULL, set_up, test_sort_found, tear_down);
  g_test_add ("/customers/choice-stays", GxScene, NULL, set_up, test_choice_stays, tear_down);
  g_test_add ("/customers/page-follows", GxScene, NULL, set_up, test_page_follows, tear_down);
  g_test_add ("/customers/nobody-found", GxScene, NULL, set_up, test_nobody_found, tear_down);
  g_test_add ("/customers/select-several", GxScene, NULL, set_up, test_select_several, tear_down);
  g_test_add ("/customers/ticking-opens-nobody", GxScene, NULL, set_up, test_ticking_opens_nobody, tear_down);
  g_test_add ("/customers/edit-several", GxScene, NULL, set_up, test_edit_several, tear_down);
  g_test_add ("/customers/speaks", GxScene, NULL, set_up, test_speaks, tear_down);
  g_test_add ("/customers/open-first", GxScene, NULL, NULL, test_open_first, tear_down);
  g_test_add ("/customers/half-typed", GxScene, NULL, set_up, what_is_half_typed_stands_there_again,
              tear_down);
  g_test_add ("/customers/added-is-over", GxScene, NULL, set_up, what_was_added_is_not_offered, tear_down);
  g_test_add ("/customers/columns", GxScene, NULL, set_up, test_columns, tear_down);
  return g_test_run ();
}
