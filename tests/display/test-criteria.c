/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-id-list.h"
#include "criteria/gx-segments.h"
#include "customers/gx-customers.h"
#include "gx-scene.h"
#include "pages/gx-customers-page.h"
#include "pages/gx-customers-pane.h"
#include "widgets/gx-criteria-bar.h"
#include "widgets/gx-criteria-choices.h"
#include "widgets/gx-criteria-editor.h"
#include "widgets/gx-criteria-fields.h"
#include "widgets/gx-criteria-numbers.h"
#include "widgets/gx-criteria-segments.h"

/* The question over the list: chips, the tree they mean, and whom the list shows. */

static const struct { const char *name, *standing, *city; } people[] = {
  { "Ann Lee", "lead", "Leeds" }, { "Bob Ray", "customer", "Leeds" }, { "Cid Fox", "partner", "York" },
  { "Dee Poe", "lead", "York" },
};

static gpointer
fill_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();
      gx_customer_draft_set (draft, "name", people[i].name);
      gx_customer_draft_set (draft, "standing", people[i].standing);
      if (!gx_customers_save (book, gx_actor_get_self (), draft, NULL, error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

#define REST_US (G_USEC_PER_SEC / 2)

static GxCriteriaBar *
get_bar (GxScene *scene)
{
  return gx_scene_first (scene, GX_TYPE_CRITERIA_BAR);
}

static gboolean
has_count (GxScene *scene, gpointer data)
{
  GxIdList *ids = gx_customers_page_get_ids (GX_CUSTOMERS_PAGE (scene->page));

  return ids != NULL && gx_id_list_length (ids) == GPOINTER_TO_UINT (data);
}

static void
wait_count (GxScene *scene, guint n)
{
  gx_scene_wait (scene, "as many as fit", has_count, GUINT_TO_POINTER (n));
}

static void
assert_question (GxScene *scene, const char *json)
{
  GxCriteria *criteria = gx_criteria_bar_get_criteria (get_bar (scene));
  g_autofree char *got = criteria != NULL ? gx_criteria_to_json (criteria) : NULL;

  g_assert_cmpstr (got, ==, json);
}

static void
act (GxScene *scene, const char *action, int index)
{
  GtkWidget *bar = GTK_WIDGET (get_bar (scene));

  g_assert_true (index < 0 ? gtk_widget_activate_action (bar, action, NULL)
                 : gtk_widget_activate_action (bar, action, "u", (guint) index));
}

static void
set_up (GxScene *scene, gconstpointer unused)
{
  gx_scene_set_up (scene, fill_job, NULL);
  gx_scene_show (scene, GX_TYPE_CUSTOMERS_PAGE);
  wait_count (scene, 4);
}

/* The customer's page that follows the list may just come: GTK then asks about its tooltips when idle, which
 * it must not of a window that has gone. */
static void
tear_down (GxScene *scene, gconstpointer unused)
{
  gint64 end = g_get_monotonic_time () + REST_US;

  while (g_get_monotonic_time () < end)
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
  gx_scene_tear_down (scene);
}

#define LEAD "{\"field\":\"standing\",\"is\":[\"lead\"]}"
#define PARTNER "{\"field\":\"standing\",\"is\":[\"partner\"]}"
#define MAIL "{\"field\":\"has_mail\",\"is\":true}"

static void
ask (GxScene *scene, const char *json)
{
  gx_customers_page_filter (GX_CUSTOMERS_PAGE (scene->page), json, "Somebody", GX_NO_DAY, NULL);
}

/* -- Tests */

static void
test_mark_is_chips (GxScene *scene, gconstpointer unused)
{
  ask (scene, "{\"all\":[" LEAD "]}");
  wait_count (scene, 2);
  g_assert_cmpuint (gx_criteria_bar_count_chips (get_bar (scene)), ==, 1);
  act (scene, "criteria.remove", 0);
  wait_count (scene, 4);
  assert_question (scene, NULL);
}

static void
test_words_between (GxScene *scene, gconstpointer unused)
{
  ask (scene, "{\"all\":[" LEAD "," PARTNER "]}");
  wait_count (scene, 0);
  g_assert_cmpuint (gx_criteria_bar_count_chips (get_bar (scene)), ==, 2);
  /* A chip, the word, a chip. */
  act (scene, "criteria.flip", 1);
  wait_count (scene, 3);
  act (scene, "criteria.negate", 0);
  wait_count (scene, 2);
  assert_question (scene, "{\"any\":[{\"not\":" LEAD "}," PARTNER "]}");
}

static void
test_group (GxScene *scene, gconstpointer unused)
{
  ask (scene, "{\"all\":[" LEAD "," PARTNER "," MAIL "]}");
  act (scene, "criteria.group", 0);
  assert_question (scene, "{\"all\":[{\"any\":[" LEAD "," PARTNER "]}," MAIL "]}");
  /* Within the ring: a chip, "or", a chip; then "and" and the last one. */
  act (scene, "criteria.remove", 4);
  wait_count (scene, 3);
  assert_question (scene, "{\"any\":[" LEAD "," PARTNER "]}");
}

static GtkListBoxRow *
find_named_row (GtkWidget *widget, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkListBoxRow *found = NULL;
      GtkWidget *label = GTK_IS_LIST_BOX_ROW (child) ? gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (child))
        : NULL;
      const char *text = GTK_IS_LABEL (label) ? gtk_label_get_label (GTK_LABEL (label))
        : GTK_IS_CHECK_BUTTON (label) ? gtk_check_button_get_label (GTK_CHECK_BUTTON (label)) : NULL;
      if (g_strcmp0 (text, name) == 0)
        return GTK_LIST_BOX_ROW (child);
      found = find_named_row (child, name);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
choose_field (GxScene *scene, const char *label)
{
  act (scene, "criteria.add", -1);
  GtkListBoxRow *row = find_named_row (gx_scene_first (scene, GX_TYPE_CRITERIA_FIELDS), label);
  g_assert_nonnull (row);
  g_signal_emit_by_name (gtk_widget_get_parent (GTK_WIDGET (row)), "row-activated", row);
}

static void
tick (GxScene *scene, const char *label)
{
  GtkListBoxRow *row = find_named_row (gx_scene_first (scene, GX_TYPE_CRITERIA_CHOICES), label);

  g_assert_nonnull (row);
  GtkCheckButton *check = GTK_CHECK_BUTTON (gtk_list_box_row_get_child (row));
  gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
}

/* The list follows each tick, and nothing is asked before the first. */
static void
test_build (GxScene *scene, gconstpointer unused)
{
  choose_field (scene, "Standing");
  assert_question (scene, NULL);
  tick (scene, "Lead");
  wait_count (scene, 2);
  tick (scene, "Partner");
  wait_count (scene, 3);
  assert_question (scene, "{\"field\":\"standing\",\"is\":[\"lead\",\"partner\"]}");
  /* The last one away: what is not complete stays as it was. */
  tick (scene, "Lead");
  wait_count (scene, 1);
}

static void
test_edit_in_place (GxScene *scene, gconstpointer unused)
{
  ask (scene, "{\"all\":[" MAIL ",{\"not\":" LEAD "}]}");
  act (scene, "criteria.edit", 2);
  tick (scene, "Partner");
  assert_question (scene, "{\"all\":[" MAIL ",{\"not\":{\"field\":\"standing\",\"is\":[\"lead\","
                          "\"partner\"]}}]}");
  act (scene, "criteria.remove", 0);
  wait_count (scene, 1);
}

static void
test_things (GxScene *scene, gconstpointer unused)
{
  choose_field (scene, "Purchases");
  wait_count (scene, 0);
  assert_question (scene, "{\"has\":\"purchase\",\"at_least\":1}");
  act (scene, "criteria.negate", 0);
  wait_count (scene, 4);
}

static gboolean
shows_segment (GxScene *scene, gpointer data)
{
  return (gx_customers_page_get_segment (GX_CUSTOMERS_PAGE (scene->page)) != 0) == GPOINTER_TO_INT (data);
}

static gpointer
read_criteria_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GxSegment) segment = gx_segments_get (book, *(GxId *) data, error);

  return segment != NULL ? g_strdup (segment->criteria) : NULL;
}

static gboolean
is_saved (GxScene *scene, gpointer data)
{
  GxId id = gx_customers_page_get_segment (GX_CUSTOMERS_PAGE (scene->page));
  g_autofree char *criteria = gx_scene_read (scene, read_criteria_job, &id);

  return g_strcmp0 (criteria, data) == 0;
}

static void
test_segment (GxScene *scene, gconstpointer unused)
{
  GtkWidget *pane = gx_scene_first (scene, GX_TYPE_CUSTOMERS_PANE);

  ask (scene, LEAD);
  gtk_widget_activate_action (pane, "customers.save-segment-as", "s", " Leads ");
  gx_scene_wait (scene, "the segment", shows_segment, GINT_TO_POINTER (TRUE));
  GxId id = gx_customers_page_get_segment (GX_CUSTOMERS_PAGE (scene->page));
  act (scene, "criteria.negate", 0);
  wait_count (scene, 2);
  gtk_widget_activate_action (pane, "customers.save-segment", NULL);
  gx_scene_wait (scene, "the change", is_saved, (gpointer) "{\"not\":" LEAD "}");

  ask (scene, NULL);
  wait_count (scene, 4);
  g_assert_true (shows_segment (scene, GINT_TO_POINTER (FALSE)));
  gx_customers_page_show_segment (GX_CUSTOMERS_PAGE (scene->page), id);
  gx_scene_wait (scene, "the segment again", shows_segment, GINT_TO_POINTER (TRUE));
  wait_count (scene, 2);
}

/* -- Segments of segments */

#define IN_LEADS "{\"field\":\"standing\",\"is\":[\"lead\",\"customer\"]}"
#define IN_OTHERS "{\"field\":\"standing\",\"is\":[\"customer\",\"partner\"]}"

static gpointer
save_segments_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  GxId *ids = data;
  const GxSegment segments[] = {
    { .name = (char *) "Warm", .criteria = (char *) IN_LEADS },
    { .name = (char *) "Known", .criteria = (char *) IN_OTHERS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
    if (!gx_segments_save (book, gx_actor_get_self (), &segments[i], &ids[i], error))
      return NULL;
  return GINT_TO_POINTER (TRUE);
}

static gboolean
knows_segments (GxScene *scene, gpointer n)
{
  g_autoptr (GArray) segments = gx_criteria_catalogue_list_segments (
    gx_criteria_bar_get_catalogue (get_bar (scene)));

  return segments->len == GPOINTER_TO_UINT (n);
}

static void
choose_segment (GxScene *scene, const char *name)
{
  GtkListBoxRow *row = find_named_row (gx_scene_first (scene, GX_TYPE_CRITERIA_SEGMENTS), name);

  g_assert_nonnull (row);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_list_box_row_get_child (row)), TRUE);
}

/* Three are warm, two known, one of them both. */
static void
test_segments_together (GxScene *scene, gconstpointer unused)
{
  GxId ids[2] = { 0, 0 };
  g_autofree char *both = NULL, *any = NULL, *without = NULL;

  gx_scene_write (scene, save_segments_job, ids);
  gx_scene_wait (scene, "the segments to choose from", knows_segments, GUINT_TO_POINTER (2));
  choose_field (scene, "Warm");
  wait_count (scene, 3);
  choose_field (scene, "Known");
  wait_count (scene, 1);
  both = g_strdup_printf ("{\"all\":[{\"segment\":%" G_GINT64_FORMAT "},{\"segment\":%" G_GINT64_FORMAT "}]}",
                          ids[0], ids[1]);
  assert_question (scene, both);
  act (scene, "criteria.flip", 1);
  wait_count (scene, 4);
  any = g_strdup_printf ("{\"any\":[{\"segment\":%" G_GINT64_FORMAT "},{\"segment\":%" G_GINT64_FORMAT "}]}",
                         ids[0], ids[1]);
  assert_question (scene, any);
  act (scene, "criteria.flip", 1);
  act (scene, "criteria.negate", 2);
  wait_count (scene, 2);
  without = g_strdup_printf ("{\"all\":[{\"segment\":%" G_GINT64_FORMAT "},{\"not\":{\"segment\":%"
                             G_GINT64_FORMAT "}}]}", ids[0], ids[1]);
  assert_question (scene, without);
}

static void
test_another_segment (GxScene *scene, gconstpointer unused)
{
  GxId ids[2] = { 0, 0 };
  g_autofree char *before = NULL, *after = NULL;

  gx_scene_write (scene, save_segments_job, ids);
  gx_scene_wait (scene, "the segments to choose from", knows_segments, GUINT_TO_POINTER (2));
  before = g_strdup_printf ("{\"not\":{\"segment\":%" G_GINT64_FORMAT "}}", ids[0]);
  ask (scene, before);
  wait_count (scene, 1);
  act (scene, "criteria.edit", 0);
  choose_segment (scene, "Known");
  wait_count (scene, 2);
  after = g_strdup_printf ("{\"not\":{\"segment\":%" G_GINT64_FORMAT "}}", ids[1]);
  assert_question (scene, after);
}

/* -- What they come to stays while something else of them is edited */

#define TOTAL "\"average\":{\"field\":\"amount\",\"at_least\":\"1000\"}"

static GtkDropDown *
find_drop_down (GtkWidget *widget)
{
  GtkDropDown *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = gtk_widget_get_visible (child) && gtk_widget_get_child_visible (child)
      ? (GTK_IS_DROP_DOWN (child) ? GTK_DROP_DOWN (child) : find_drop_down (child)) : NULL;
  return found;
}

static void
test_total_stays (GxScene *scene, gconstpointer unused)
{
  GtkDropDown *how_often = NULL;

  ask (scene, "{\"has\":\"purchase\",\"at_least\":2," TOTAL "}");
  act (scene, "criteria.edit", 0);
  assert_question (scene, "{\"has\":\"purchase\",\"at_least\":2," TOTAL "}");
  how_often = find_drop_down (gx_scene_first (scene, GX_TYPE_CRITERIA_NUMBERS));
  gtk_drop_down_set_selected (how_often, 0);
  assert_question (scene, "{\"has\":\"purchase\",\"at_least\":1," TOTAL "}");
}

/* Both bounds of a count are kept, and may be asked for. */
static void
test_both_bounds (GxScene *scene, gconstpointer unused)
{
  GtkDropDown *how_often = NULL;

  ask (scene, "{\"has\":\"purchase\",\"at_least\":2,\"at_most\":9}");
  act (scene, "criteria.edit", 0);
  how_often = find_drop_down (gx_scene_first (scene, GX_TYPE_CRITERIA_NUMBERS));
  gtk_drop_down_set_selected (how_often, 4);
  assert_question (scene, "{\"has\":\"purchase\",\"at_least\":2,\"at_most\":2}");
  gtk_drop_down_set_selected (how_often, 3);
  assert_question (scene, "{\"has\":\"purchase\",\"at_least\":2,\"at_most\":9}");
}

int
main (int argc, char **argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  gx_scene_start (&argc, &argv);
  g_test_add ("/criteria/mark-is-chips", GxScene, NULL, set_up, test_mark_is_chips, tear_down);
  g_test_add ("/criteria/words-between", GxScene, NULL, set_up, test_words_between, tear_down);
  g_test_add ("/criteria/group", GxScene, NULL, set_up, test_group, tear_down);
  g_test_add ("/criteria/build", GxScene, NULL, set_up, test_build, tear_down);
  g_test_add ("/criteria/edit-in-place", GxScene, NULL, set_up, test_edit_in_place, tear_down);
  g_test_add ("/criteria/things", GxScene, NULL, set_up, test_things, tear_down);
  g_test_add ("/criteria/segment", GxScene, NULL, set_up, test_segment, tear_down);
  g_test_add ("/criteria/segments-together", GxScene, NULL, set_up, test_segments_together, tear_down);
  g_test_add ("/criteria/another-segment", GxScene, NULL, set_up, test_another_segment, tear_down);
  g_test_add ("/criteria/total-stays", GxScene, NULL, set_up, test_total_stays, tear_down);
  g_test_add ("/criteria/both-bounds", GxScene, NULL, set_up, test_both_bounds, tear_down);
  return g_test_run ();
}
