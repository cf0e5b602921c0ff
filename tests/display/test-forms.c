/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "customers/gx-customer-parts.h"
#include "customers/gx-members.h"
#include "events/gx-events.h"
#include "gx-scene.h"
#include "pages/gx-address-row.h"
#include "pages/gx-contact-row.h"
#include "pages/gx-customer-page.h"
#include "widgets/gx-advice.h"
#include "widgets/gx-fact-news.h"

/* A form is open, and somebody else changes the same customer: nothing is replaced under the cursor, the form
   says who changed what, and saving writes only what this person changed. */

static GxId somebody;
static GxActor tom = { 0, TRUE };

static gpointer
fill_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const GxActor *me = gx_actor_get_self ();
  g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();

  gx_customer_draft_set (draft, "name", "王芳");
  gx_customer_draft_set (draft, "phone", "138 0013 8000");
  gx_customer_draft_set (draft, "city", "杭州");
  gx_customer_draft_set (draft, "street", "文三路 90 号");
  gx_customer_draft_set (draft, "occupation", "Buyer");
  gx_customer_draft_set (draft, "tags", "VIP, Tea");
  return GINT_TO_POINTER (gx_customers_save (book, me, draft, &somebody, error)
                          && gx_members_add (book, me, "Tom", &tom.author, error));
}

static void
set_up (GxScene *scene, gconstpointer unused)
{
  gx_scene_set_up (scene, fill_job, NULL);
  gx_scene_show (scene, GX_TYPE_CUSTOMER_PAGE);
  gx_customer_page_show (GX_CUSTOMER_PAGE (scene->page), somebody);
  gx_scene_wait_count (scene, GX_TYPE_CONTACT_ROW, 1);
}

static void
tear_down (GxScene *scene, gconstpointer unused)
{
  gx_scene_tear_down (scene);
}

/* -- What Tom does */

typedef struct {
  const char *field, *text;
} Edit;

static gpointer
edit_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;

  return GINT_TO_POINTER (gx_customers_set (book, &tom, somebody, edit->field, edit->text, error));
}

static void
tom_writes (GxScene *scene, const char *field, const char *text)
{
  Edit edit = { field, text };

  gx_scene_write (scene, edit_job, &edit);
}

static gpointer
label_job (GxConnection *book, gpointer point, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (gx_contact_points_edit (book, &tom, *(GxId *) point, "138 0013 8000", "desk", "小王",
                                                  error));
}

static gpointer
delete_job (GxConnection *book, gpointer point, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (gx_contact_points_remove (book, &tom, *(GxId *) point, error));
}

static gpointer
load_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_customers_load (book, somebody, error);
}

/* Behind what is still being written. */
static GxCustomer *
load (GxScene *scene)
{
  return gx_scene_write (scene, load_job, NULL);
}

/* -- What is on the screen */

static gpointer
find_field (GxScene *scene, const char *label)
{
  g_autoptr (GPtrArray) found = gx_scene_find (scene, GX_TYPE_FACT_ROW);

  for (guint i = 0; i < found->len; i++)
    if (g_str_has_prefix (adw_preferences_row_get_title (found->pdata[i]), label))
      return found->pdata[i];
  return NULL;
}

static void
type_in (gpointer row, const char *text)
{
  gtk_widget_grab_focus (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static char *
read_news (GxScene *scene)
{
  g_autoptr (GPtrArray) found = gx_scene_find (scene, GX_TYPE_FACT_NEWS);

  for (guint i = 0; i < found->len; i++)
    for (GtkWidget *part = gtk_widget_get_first_child (adw_bin_get_child (found->pdata[i])); part != NULL;
         part = gtk_widget_get_next_sibling (part))
      if (GTK_IS_LABEL (part))
        return g_strdup (gtk_label_get_label (GTK_LABEL (part)));
  return g_strdup ("");
}

static gboolean
tells (GxScene *scene, gpointer text)
{
  g_autofree char *news = read_news (scene);

  return g_str_equal (news, text);
}

static void
wait_news (GxScene *scene, const char *text)
{
  gx_scene_wait (scene, *text != '\0' ? text : "no news", tells, (gpointer) text);
}

static void
take_theirs (GxScene *scene)
{
  g_signal_emit_by_name (gx_scene_first (scene, GX_TYPE_FACT_NEWS), "taken");
}

typedef struct {
  const char *label, *text;
} Field;

static gboolean
reads (GxScene *scene, gpointer data)
{
  const Field *field = data;
  gpointer row = find_field (scene, field->label);

  return row != NULL && g_str_equal (gtk_editable_get_text (row), field->text)
         && !gx_fact_row_is_changed (row);
}

static void
wait_field (GxScene *scene, const char *label, const char *text)
{
  Field field = { label, text };

  gx_scene_wait (scene, text, reads, &field);
}

/* -- The tests */

static void
test_typing_stays_and_mine_is_the_later (GxScene *scene, gconstpointer unused)
{
  gpointer phone = find_field (scene, "Phone");

  type_in (phone, "13900139000");
  gtk_editable_set_position (phone, 3);
  tom_writes (scene, "phone", "137 0013 7000");
  wait_news (scene, "Tom changed this to “137 0013 7000” just now");
  g_assert_cmpstr (gtk_editable_get_text (phone), ==, "13900139000");
  g_assert_cmpint (gtk_editable_get_position (phone), ==, 3);

  g_signal_emit_by_name (phone, "apply");
  wait_news (scene, "Yours holds now. Tom had written “137 0013 7000”");
  wait_field (scene, "Phone", "139 0013 9000");
  take_theirs (scene);
  wait_field (scene, "Phone", "137 0013 7000");
  wait_news (scene, "");
  g_autoptr (GxCustomer) customer = load (scene);
  g_assert_cmpuint (customer->contacts->len, ==, 1);
  g_assert_cmpstr (gx_customer_contact (customer, "phone")->value, ==, "137 0013 7000");
}

static void
test_theirs_is_taken_without_a_step (GxScene *scene, gconstpointer unused)
{
  gpointer occupation = find_field (scene, "Occupation");

  type_in (occupation, "Head of");
  tom_writes (scene, "occupation", "Chef");
  wait_news (scene, "Tom changed this to “Chef” just now");
  take_theirs (scene);
  g_assert_cmpstr (gtk_editable_get_text (occupation), ==, "Chef");
  g_assert_false (gx_fact_row_is_changed (occupation));
  wait_news (scene, "");
}

/* Nothing is typed, but the cursor is there. */
static void
test_a_cursor_is_enough (GxScene *scene, gconstpointer unused)
{
  gpointer occupation = find_field (scene, "Occupation");

  gtk_widget_grab_focus (occupation);
  tom_writes (scene, "occupation", "Chef");
  wait_news (scene, "Tom changed this to “Chef” just now");
  g_assert_cmpstr (gtk_editable_get_text (occupation), ==, "Buyer");
  gtk_widget_grab_focus (find_field (scene, "Phone"));
  wait_field (scene, "Occupation", "Chef");
  wait_news (scene, "");
}

static void
test_what_is_the_same_is_no_news (GxScene *scene, gconstpointer unused)
{
  gpointer occupation = find_field (scene, "Occupation");

  type_in (occupation, "Chef");
  tom_writes (scene, "occupation", "Chef");
  wait_field (scene, "Occupation", "Chef");
  wait_news (scene, "");
}

/* Of one record each writes what each changed. */
static void
test_fields_of_one_record_merge (GxScene *scene, gconstpointer unused)
{
  gpointer phone = find_field (scene, "Phone");
  g_autoptr (GxCustomer) before = load (scene);
  GxId point = gx_customer_contact (before, "phone")->id;

  adw_expander_row_set_expanded (gx_scene_first (scene, GX_TYPE_ADDRESS_ROW), TRUE);
  type_in (find_field (scene, "Street"), "中山路 1 号");
  type_in (phone, "13900139000");
  tom_writes (scene, "city", "宁波");
  gx_scene_write (scene, label_job, &point);
  g_signal_emit_by_name (phone, "apply"); /* with or without having heard of it */
  g_signal_emit_by_name (find_field (scene, "Street"), "apply");
  wait_field (scene, "Street", "中山路 1 号");
  wait_field (scene, "City", "宁波");

  g_autoptr (GxCustomer) customer = load (scene);
  const GxContactPoint *merged = gx_customer_contact (customer, "phone");
  g_assert_cmpstr (merged->value, ==, "13900139000");
  g_assert_cmpstr (merged->label, ==, "desk");
  g_assert_cmpstr (merged->nickname, ==, "小王");
  g_assert_cmpuint (customer->addresses->len, ==, 1);
  g_assert_cmpstr (gx_customer_address (customer)->city, ==, "宁波");
  g_assert_cmpstr (gx_customer_address (customer)->street, ==, "中山路 1 号");
}

static void
test_tags_merge_as_a_set (GxScene *scene, gconstpointer unused)
{
  gpointer tags = find_field (scene, "Tags");

  type_in (tags, "VIP, Coffee");
  tom_writes (scene, "tags", "VIP, Tea, Fair");
  wait_news (scene, "This was changed to “Fair, Tea, VIP” meanwhile");
  g_signal_emit_by_name (tags, "apply");
  wait_field (scene, "Tags", "Coffee, Fair, VIP");
}

static void
test_a_field_that_is_emptied_stays (GxScene *scene, gconstpointer unused)
{
  gpointer occupation = find_field (scene, "Occupation");

  type_in (occupation, "Head buyer");
  tom_writes (scene, "occupation", "");
  wait_news (scene, "Tom took this away just now");
  g_assert_true (find_field (scene, "Occupation") == occupation);
  g_signal_emit_by_name (occupation, "apply");
  wait_field (scene, "Occupation", "Head buyer");
  g_autoptr (GxCustomer) customer = load (scene);
  g_assert_cmpstr (customer->occupation, ==, "Head buyer");
}

static gboolean
has_new_number (GxScene *scene, gpointer unused)
{
  g_autoptr (GxCustomer) customer = load (scene);
  const GxContactPoint *phone = gx_customer_contact (customer, "phone");

  return phone != NULL && g_str_equal (phone->value, "13900139000");
}

static void
test_a_number_that_is_deleted_stays (GxScene *scene, gconstpointer unused)
{
  gpointer phone = find_field (scene, "Phone");
  g_autoptr (GxCustomer) before = load (scene);
  GxId point = gx_customer_contact (before, "phone")->id;

  type_in (phone, "13900139000");
  gx_scene_write (scene, delete_job, &point);
  wait_news (scene, "Tom took this away just now");
  g_assert_cmpstr (gtk_editable_get_text (phone), ==, "13900139000");
  g_signal_emit_by_name (phone, "apply");
  gx_scene_wait (scene, "the number again", has_new_number, NULL);
  gx_scene_wait_count (scene, GX_TYPE_CONTACT_ROW, 1);
}

/* -- The name, in the head */

static GtkEditableLabel *
find_name (GxScene *scene)
{
  return gx_scene_first (scene, GTK_TYPE_EDITABLE_LABEL);
}

static gboolean
is_called (GxScene *scene, gpointer name)
{
  g_autoptr (GxCustomer) customer = load (scene);

  return g_strcmp0 (customer->name, name) == 0
         && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (find_name (scene))), name);
}

static void
test_a_name_that_is_left_alone_is_theirs (GxScene *scene, gconstpointer unused)
{
  gtk_editable_label_start_editing (find_name (scene));
  tom_writes (scene, "name", "王芳芳");
  wait_news (scene, "Tom changed this to “王芳芳” just now");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_name (scene))), ==, "王芳");
  gtk_editable_label_stop_editing (find_name (scene), FALSE);
  gx_scene_wait (scene, "their name", is_called, (gpointer) "王芳芳");
  wait_news (scene, "");
}

static void
test_a_name_that_was_typed_is_the_later (GxScene *scene, gconstpointer unused)
{
  gtk_editable_label_start_editing (find_name (scene));
  gtk_editable_set_text (GTK_EDITABLE (find_name (scene)), "王芬");
  tom_writes (scene, "name", "王芳芳");
  wait_news (scene, "Tom changed this to “王芳芳” just now");
  gtk_editable_label_stop_editing (find_name (scene), TRUE);
  gx_scene_wait (scene, "my name", is_called, (gpointer) "王芬");
  take_theirs (scene);
  gx_scene_wait (scene, "their name", is_called, (gpointer) "王芳芳");
}

/* -- Two people who work one customer */

static gpointer
call_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GxEvent) event = gx_event_new (somebody, "call", "Wants a price");

  return GINT_TO_POINTER (gx_events_log (book, &tom, event, NULL, error));
}

static gboolean
has_advice (GxScene *scene, gpointer count)
{
  g_autoptr (GPtrArray) found = gx_scene_find (scene, GX_TYPE_ADVICE);

  return found->len == GPOINTER_TO_UINT (count);
}

static gpointer
find_entry (GxScene *scene, const char *placeholder)
{
  g_autoptr (GPtrArray) found = gx_scene_find (scene, GTK_TYPE_ENTRY);

  for (guint i = 0; i < found->len; i++)
    if (g_strcmp0 (gtk_entry_get_placeholder_text (found->pdata[i]), placeholder) == 0)
      return found->pdata[i];
  g_error ("no entry \"%s\"", placeholder);
}

/* It is told when one begins, here or there, and also to who has begun already. */
static void
test_who_else_works_them_is_told (GxScene *scene, gconstpointer unused)
{
  gpointer product = find_entry (scene, "New sale: product");

  gtk_editable_set_text (product, "Lantern");
  g_assert_true (has_advice (scene, GUINT_TO_POINTER (0)));
  gx_scene_write (scene, call_job, NULL);
  gx_scene_wait (scene, "who else works them, where it is sold", has_advice, GUINT_TO_POINTER (1));
  gtk_editable_set_text (find_entry (scene, "What happened? Enter writes it down"), "Called");
  g_assert_true (has_advice (scene, GUINT_TO_POINTER (2)));
  gtk_editable_set_text (product, "");
  g_assert_true (has_advice (scene, GUINT_TO_POINTER (1)));
}

int
main (int argc, char **argv)
{
  gx_scene_start (&argc, &argv);

#define ADD(name, func) g_test_add ("/forms/" name, GxScene, NULL, set_up, func, tear_down)
  ADD ("typing-stays", test_typing_stays_and_mine_is_the_later);
  ADD ("take-theirs", test_theirs_is_taken_without_a_step);
  ADD ("cursor", test_a_cursor_is_enough);
  ADD ("same", test_what_is_the_same_is_no_news);
  ADD ("merge", test_fields_of_one_record_merge);
  ADD ("tags", test_tags_merge_as_a_set);
  ADD ("emptied", test_a_field_that_is_emptied_stays);
  ADD ("deleted", test_a_number_that_is_deleted_stays);
  ADD ("name-left-alone", test_a_name_that_is_left_alone_is_theirs);
  ADD ("name-typed", test_a_name_that_was_typed_is_the_later);
  ADD ("overlap", test_who_else_works_them_is_told);

  return g_test_run ();
}
