/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gx-scene.h"
#include "customers/gx-customers.h"
#include "pages/gx-customers-page.h"
#include "pages/gx-customers-pane.h"
#include "pages/gx-customers-view.h"
#include "widgets/gx-aside.h"
#include "widgets/gx-criteria-bar.h"
#include "widgets/gx-facet-group.h"
#include "widgets/gx-facet-list.h"
#include "widgets/gx-facet-row.h"

/* The facets beside the list of customers: what is ticked there is the question, and its answer says what is
   ticked. */

static const struct { const char *name, *city, *tags; } townsfolk[] = {
  { "Ada", "Paris", "VIP" }, { "Ben", "Paris", "VIP" }, { "Cas", "Paris", "" }, { "Dan", "Rome", "VIP" },
  { "Eli", "Rome", "" }, { "Fay", "", "" }, { "Gil", "Oslo", "" }, { "Hal", "Bern", "" },
  { "Ida", "Cork", "" }, { "Jan", "Graz", "" }, { "Kim", "Kiel", "" }, { "Leo", "Lodz", "" },
  { "Mia", "Metz", "" }, { "Nia", "Nice", "" },
};

static gpointer
fill_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (townsfolk); i++)
    {
      g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();
      gx_customer_draft_set (draft, "name", townsfolk[i].name);
      gx_customer_draft_set (draft, "city", townsfolk[i].city);
      gx_customer_draft_set (draft, "tags", townsfolk[i].tags);
      if (!gx_customers_save (book, gx_actor_get_self (), draft, NULL, error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

/* -- Looking */

static gboolean
has_count (GxScene *scene, gpointer data)
{
  return gx_customers_view_count (gx_scene_first (scene, GX_TYPE_CUSTOMERS_VIEW)) == GPOINTER_TO_UINT (data);
}

static void
activate (GxScene *scene, const char *action)
{
  GtkWidget *pane = gx_scene_first (scene, GX_TYPE_CUSTOMERS_PANE);

  g_assert_true (gtk_widget_activate_action (pane, action, NULL));
}

static gboolean
is_narrow (GxScene *scene, gpointer data)
{
  gboolean is_tight = FALSE;

  g_object_get (gx_scene_first (scene, GX_TYPE_ASIDE), "is-tight", &is_tight, NULL);
  return is_tight;
}

static gboolean
is_roomy (GxScene *scene, gpointer data)
{
  gboolean has_room = FALSE;

  g_object_get (gx_scene_first (scene, GX_TYPE_CUSTOMERS_PANE), "has-room", &has_room, NULL);
  return has_room;
}

static void
set_up (GxScene *scene, gconstpointer unused)
{
  gx_scene_set_up (scene, fill_job, NULL);
  gtk_window_set_default_size (GTK_WINDOW (scene->window), 1100, 900);
  gx_scene_show (scene, GX_TYPE_CUSTOMERS_PAGE);
  gx_scene_wait (scene, "a wide window", is_roomy, NULL);
  gx_scene_wait (scene, "everybody", has_count, GUINT_TO_POINTER (G_N_ELEMENTS (townsfolk)));
}

static void
tear_down (GxScene *scene, gconstpointer unused)
{
  gx_scene_tear_down (scene);
}

static GxFacetGroup *
get_group (GxScene *scene, const char *facet)
{
  g_autoptr (GPtrArray) groups = gx_scene_find (scene, GX_TYPE_FACET_GROUP);

  for (guint i = 0; i < groups->len; i++)
    if (g_strcmp0 (gx_facet_group_get_field (groups->pdata[i]), facet) == 0)
      return groups->pdata[i];
  return NULL;
}

/* The row of a value that can be seen; NULL: it cannot. */
static GxFacetRow *
get_row (GxScene *scene, const char *facet, const char *value)
{
  g_autoptr (GPtrArray) rows = gx_scene_find (scene, GX_TYPE_FACET_ROW);
  GxFacetGroup *group = get_group (scene, facet);

  for (guint i = 0; i < rows->len; i++)
    if (group != NULL && gtk_widget_is_ancestor (rows->pdata[i], GTK_WIDGET (group))
        && g_strcmp0 (gx_facet_row_get_value (rows->pdata[i]), value) == 0)
      return rows->pdata[i];
  return NULL;
}

typedef struct { const char *facet, *value; guint count; gboolean is_chosen; } Shown;

static gboolean
is_shown (GxScene *scene, gpointer data)
{
  const Shown *shown = data;
  GxFacetRow *row = get_row (scene, shown->facet, shown->value);

  return row != NULL && gx_facet_row_get_count (row) == shown->count
    && gx_facet_row_is_chosen (row) == shown->is_chosen;
}

static void
wait_for_facet (GxScene *scene, const char *facet, const char *value, guint count, gboolean is_chosen)
{
  Shown shown = { facet, value, count, is_chosen };
  g_autofree char *what = g_strdup_printf ("%s %s: %u", facet, value, count);

  gx_scene_wait (scene, what, is_shown, &shown);
}

/* Space or a click on it. */
static void
tick (GxScene *scene, const char *facet, const char *value)
{
  GxFacetRow *row = get_row (scene, facet, value);

  g_assert_nonnull (row);
  gtk_widget_activate (GTK_WIDGET (row));
}

static void
assert_question (GxScene *scene, const char *expected)
{
  GxCriteria *criteria = gx_criteria_bar_get_criteria (gx_scene_first (scene, GX_TYPE_CRITERIA_BAR));
  g_autofree char *json = criteria != NULL ? gx_criteria_to_json (criteria) : NULL;

  g_assert_cmpstr (json, ==, expected);
}

static guint
count_chips (GxScene *scene)
{
  return gx_criteria_bar_count_chips (gx_scene_first (scene, GX_TYPE_CRITERIA_BAR));
}

#define PARIS "{\"field\":\"city\",\"is\":[\"Paris\"]}"

/* -- Tests */

static void
test_choose (GxScene *scene, gconstpointer unused)
{
  activate (scene, "customers.facets");
  wait_for_facet (scene, "city", "Paris", 3, FALSE);
  wait_for_facet (scene, "tag", "VIP", 3, FALSE);

  tick (scene, "city", "Paris");
  gx_scene_wait (scene, "those in Paris", has_count, GUINT_TO_POINTER (3));
  assert_question (scene, PARIS);
  g_assert_cmpuint (count_chips (scene), ==, 1);
  wait_for_facet (scene, "tag", "VIP", 2, FALSE);    /* counts follow */
  wait_for_facet (scene, "city", "Rome", 2, FALSE);  /* but in their own facet they say what would come */

  tick (scene, "city", "Rome");
  gx_scene_wait (scene, "those in either city", has_count, GUINT_TO_POINTER (5));
  g_assert_cmpuint (count_chips (scene), ==, 1);
  wait_for_facet (scene, "tag", "VIP", 3, FALSE);
  tick (scene, "tag", "VIP");
  gx_scene_wait (scene, "the important ones there", has_count, GUINT_TO_POINTER (3));
  g_assert_cmpuint (count_chips (scene), ==, 2);

  wait_for_facet (scene, "city", "Rome", 1, TRUE);
  tick (scene, "tag", "VIP");
  tick (scene, "city", "Rome");
  gx_scene_wait (scene, "those in Paris again", has_count, GUINT_TO_POINTER (3));
  assert_question (scene, PARIS);
  tick (scene, "city", "Paris");
  gx_scene_wait (scene, "everybody again", has_count, GUINT_TO_POINTER (G_N_ELEMENTS (townsfolk)));
  assert_question (scene, NULL);
}

static void
clear_shown (gpointer data)
{
  Shown *shown = data;

  g_free ((gpointer) shown->facet);
  g_free ((gpointer) shown->value);
}

/* What can be seen, as it stands. (element-type Shown) */
static GArray *
read_rows (GxScene *scene)
{
  g_autoptr (GPtrArray) rows = gx_scene_find (scene, GX_TYPE_FACET_ROW);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Shown));

  g_array_set_clear_func (all, clear_shown);
  for (guint i = 0; i < rows->len; i++)
    {
      GxFacetGroup *group = GX_FACET_GROUP (gtk_widget_get_ancestor (rows->pdata[i], GX_TYPE_FACET_GROUP));
      Shown shown = {
        g_strdup (gx_facet_group_get_field (group)), g_strdup (gx_facet_row_get_value (rows->pdata[i])),
        gx_facet_row_get_count (rows->pdata[i]), FALSE
      };
      g_array_append_val (all, shown);
    }
  return all;
}

/* Each count is how many rows the list has once that value is ticked. */
static void
test_counts (GxScene *scene, gconstpointer unused)
{
  activate (scene, "customers.facets");
  wait_for_facet (scene, "city", "Paris", 3, FALSE);
  g_autoptr (GArray) all = read_rows (scene);
  g_assert_cmpuint (all->len, >, 8);
  for (guint i = 0; i < all->len; i++)
    {
      const Shown *shown = &g_array_index (all, Shown, i);
      if (shown->count == 0) /* there is no list then */
        continue;
      tick (scene, shown->facet, shown->value);
      gx_scene_wait (scene, "as many as were counted", has_count, GUINT_TO_POINTER (shown->count));
      wait_for_facet (scene, shown->facet, shown->value, shown->count, TRUE);
      tick (scene, shown->facet, shown->value);
      gx_scene_wait (scene, "everybody", has_count, GUINT_TO_POINTER (G_N_ELEMENTS (townsfolk)));
      for (guint other = 0; other < all->len; other++)
        {
          const Shown *it = &g_array_index (all, Shown, other);
          wait_for_facet (scene, it->facet, it->value, it->count, FALSE);
        }
    }
}

/* The chip and the row say the same, whoever changed the question; words are part of it. */
static void
test_follow (GxScene *scene, gconstpointer unused)
{
  GtkWidget *bar = gx_scene_first (scene, GX_TYPE_CRITERIA_BAR);

  activate (scene, "customers.facets");
  wait_for_facet (scene, "city", "Paris", 3, FALSE);
  tick (scene, "city", "Paris");
  wait_for_facet (scene, "city", "Paris", 3, TRUE);
  g_assert_true (gtk_widget_activate_action (bar, "criteria.remove", "u", 0));
  wait_for_facet (scene, "city", "Paris", 3, FALSE);

  gx_customers_pane_search (gx_scene_first (scene, GX_TYPE_CUSTOMERS_PANE), "Ada");
  gx_scene_wait (scene, "Ada", has_count, GUINT_TO_POINTER (1));
  wait_for_facet (scene, "city", "Paris", 1, FALSE);
  tick (scene, "city", "Paris");
  wait_for_facet (scene, "city", "Paris", 1, TRUE);
  g_assert_true (has_count (scene, GUINT_TO_POINTER (1)));
}

static gboolean
is_first (GxScene *scene, gpointer data)
{
  GxFacetRow *row = get_row (scene, "city", data);

  return row != NULL && gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) == 0;
}

static void
test_show_more (GxScene *scene, gconstpointer unused)
{
  activate (scene, "customers.facets");
  wait_for_facet (scene, "city", "Paris", 3, FALSE);
  g_assert_null (get_row (scene, "city", "Oslo"));
  g_assert_nonnull (get_row (scene, "city", "Bern"));

  GxFacetGroup *group = get_group (scene, "city");
  gtk_widget_activate_action (GTK_WIDGET (group), "facet.more", NULL);
  g_assert_nonnull (get_row (scene, "city", "Oslo"));
  tick (scene, "city", "Oslo");
  /* What is ticked comes before the others, and stays in sight. */
  gx_scene_wait (scene, "Oslo first", is_first, (gpointer) "Oslo");
  gtk_widget_activate_action (GTK_WIDGET (group), "facet.more", NULL);
  g_assert_true (is_first (scene, (gpointer) "Oslo"));
  g_assert_null (get_row (scene, "city", "Nice"));
}

static gpointer
nothing_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (TRUE);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* All that was asked before this is answered. */
static void
let_answers_come (GxScene *scene)
{
  gboolean is_done = FALSE;

  gx_book_find_async (scene->book, nothing_job, NULL, NULL, NULL, NULL, done_cb, &is_done);
  while (!is_done)
    gx_scene_spin ();
}

static void
test_hidden (GxScene *scene, gconstpointer unused)
{
  GxCustomersPane *pane = gx_scene_first (scene, GX_TYPE_CUSTOMERS_PANE);

  activate (scene, "customers.facets");
  wait_for_facet (scene, "city", "Paris", 3, FALSE);
  GxFacetList *list = gx_scene_first (scene, GX_TYPE_FACET_LIST);
  GxFacets *before = gx_facet_list_get_facets (list);
  activate (scene, "customers.facets");
  gx_customers_pane_filter (pane, PARIS, NULL, GX_NO_DAY, NULL);
  gx_scene_wait (scene, "those in Paris", has_count, GUINT_TO_POINTER (3));
  let_answers_come (scene);
  g_assert_true (gx_facet_list_get_facets (list) == before);
  activate (scene, "customers.facets");
  wait_for_facet (scene, "city", "Paris", 3, TRUE);
}

static void
test_speak (GxScene *scene, gconstpointer unused)
{
  activate (scene, "customers.facets");
  wait_for_facet (scene, "city", "Paris", 3, FALSE);
  GtkWidget *row = GTK_WIDGET (get_row (scene, "city", "Paris"));
  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_CHECKBOX);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Paris, 3 customers");
  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_FALSE);
  tick (scene, "city", "Paris");
  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_TRUE);
}

static gboolean
shows_facets (GxScene *scene, gpointer data)
{
  return gx_customers_page_shows_facets (GX_CUSTOMERS_PAGE (scene->page));
}

static gboolean
shows_no_facets (GxScene *scene, gpointer data)
{
  return !shows_facets (scene, data);
}

static const char *
focused_facet (GxScene *scene)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (scene->window));
  GtkWidget *group = focus != NULL ? gtk_widget_get_ancestor (focus, GX_TYPE_FACET_GROUP) : NULL;

  return group != NULL ? gx_facet_group_get_field (GX_FACET_GROUP (group)) : "";
}

static gboolean
has_cursor (GxScene *scene, gpointer data)
{
  return *focused_facet (scene) != '\0';
}

/* Shown, they have the cursor; Tab goes from facet to facet, not through all values. */
static void
test_keys (GxScene *scene, gconstpointer unused)
{
  activate (scene, "customers.facets");
  wait_for_facet (scene, "city", "Paris", 3, FALSE);
  gx_scene_wait (scene, "the cursor there", has_cursor, NULL);
  g_assert_cmpstr (focused_facet (scene), ==, "lifecycle");
  GtkWidget *list = gx_scene_first (scene, GX_TYPE_FACET_LIST);
  g_assert_true (gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD));
  g_assert_cmpstr (focused_facet (scene), ==, "tier");
  g_assert_true (gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD));
  g_assert_cmpstr (focused_facet (scene), ==, "city");
  tick (scene, "city", "Paris");
  wait_for_facet (scene, "tag", "VIP", 2, FALSE);
  g_assert_cmpstr (focused_facet (scene), ==, "city");
  activate (scene, "customers.facets");
  g_assert_cmpstr (focused_facet (scene), ==, "");
}

/* Beside the list where there is room, and then wanted again; over a narrow one for the moment. */
static void
test_fold (GxScene *scene, gconstpointer unused)
{
  GObject *page = G_OBJECT (scene->page);
  gboolean are_wanted = TRUE;

  gtk_window_set_default_size (GTK_WINDOW (scene->window), 360, 700);
  gx_scene_wait (scene, "a narrow window", is_narrow, NULL);
  activate (scene, "customers.facets");
  wait_for_facet (scene, "city", "Paris", 3, FALSE);
  g_object_get (page, "wants-facets", &are_wanted, NULL);
  g_assert_false (are_wanted);
  g_assert_true (gx_page_go_back (scene->page));
  g_assert_false (gx_customers_page_shows_facets (GX_CUSTOMERS_PAGE (page)));

  gtk_window_set_default_size (GTK_WINDOW (scene->window), 1300, 700);
  gx_scene_wait (scene, "a wide window", is_roomy, NULL);
  activate (scene, "customers.facets");
  g_object_get (page, "wants-facets", &are_wanted, NULL);
  g_assert_true (are_wanted);
  gtk_window_set_default_size (GTK_WINDOW (scene->window), 360, 700);
  gx_scene_wait (scene, "they go", shows_no_facets, NULL);
  gtk_window_set_default_size (GTK_WINDOW (scene->window), 1300, 700);
  gx_scene_wait (scene, "they come back", shows_facets, NULL);
}

int
main (int argc, char **argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  gx_scene_start (&argc, &argv);
  g_test_add ("/facets/choose", GxScene, NULL, set_up, test_choose, tear_down);
  g_test_add ("/facets/counts", GxScene, NULL, set_up, test_counts, tear_down);
  g_test_add ("/facets/follow", GxScene, NULL, set_up, test_follow, tear_down);
  g_test_add ("/facets/show-more", GxScene, NULL, set_up, test_show_more, tear_down);
  g_test_add ("/facets/hidden", GxScene, NULL, set_up, test_hidden, tear_down);
  g_test_add ("/facets/speak", GxScene, NULL, set_up, test_speak, tear_down);
  g_test_add ("/facets/keys", GxScene, NULL, set_up, test_keys, tear_down);
  g_test_add ("/facets/fold", GxScene, NULL, set_up, test_fold, tear_down);
  return g_test_run ();
}
