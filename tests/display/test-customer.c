/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-clock.h"
#include "customers/gx-customer-parts.h"
#include "gx-scene.h"
#include "pages/gx-address-row.h"
#include "pages/gx-contact-row.h"
#include "pages/gx-customer-page.h"
#include "pages/gx-tasks-card.h"
#include "store/gx-journal.h"

/* The customer's page as a person edits in it: nothing jumps, nothing that is typed is lost, and the book has
   it. */

/* -- The book: one person with two numbers, an address and three steps to come */

static GxId somebody;

static gpointer
fill_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const GxActor *me = gx_actor_get_self ();
  g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();
  const char * const steps[] = { "Send the offer", "Call back", "Visit" };

  gx_customer_draft_set (draft, "name", "王芳");
  gx_customer_draft_set (draft, "phone", "138 0013 8000");
  gx_customer_draft_set (draft, "mail", "wang@example.com");
  gx_customer_draft_set (draft, "city", "杭州");
  gx_customer_draft_set (draft, "street", "文三路 90 号");
  gx_customer_draft_set (draft, "occupation", "Buyer");
  if (!gx_customers_save (book, me, draft, &somebody, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GxTask) task = gx_task_new (somebody, steps[i], gx_clock_today () + 1 + (int) i);
      if (!gx_tasks_save (book, me, task, NULL, error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

static gpointer
load_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_customers_load (book, somebody, error);
}

static gpointer
undo_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const GxActor *me = gx_actor_get_self ();

  return GINT_TO_POINTER (gx_undo (book, me, gx_undo_next (book, me), NULL, error));
}

static gpointer
add_mail_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (gx_contact_points_add (book, gx_actor_get_self (), somebody, "wechat", "wang_f",
                                                 NULL, NULL, NULL,
                                                 error));
}

static void
set_up (GxScene *scene, gconstpointer unused)
{
  gx_scene_set_up (scene, fill_job, NULL);
  gx_scene_show (scene, GX_TYPE_CUSTOMER_PAGE);
  gx_customer_page_show (GX_CUSTOMER_PAGE (scene->page), somebody);
  gx_scene_wait_count (scene, GX_TYPE_CONTACT_ROW, 2);
}

static void
tear_down (GxScene *scene, gconstpointer unused)
{
  gx_scene_tear_down (scene);
}

/* -- Looking */

static gpointer
nth (GxScene *scene, GType type, guint index)
{
  g_autoptr (GPtrArray) found = gx_scene_find (scene, type);

  g_assert_cmpuint (found->len, >, index);
  return found->pdata[index];
}

static gboolean
tells_number (GxScene *scene, gpointer text)
{
  return g_str_equal (gtk_editable_get_text (nth (scene, GX_TYPE_CONTACT_ROW, 0)), text);
}

/* The first row is the phone's. */
static void
wait_number (GxScene *scene, const char *text)
{
  gx_scene_wait (scene, text, tells_number, (gpointer) text);
}

/* As with the keyboard: the cursor is in it, something is typed; Enter is apart. */
static void
type_in (gpointer row, const char *text)
{
  gtk_widget_grab_focus (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static gboolean
has_focus_in (gpointer widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static GtkAdjustment *
scroll_of (GxScene *scene)
{
  return gtk_scrolled_window_get_vadjustment (gx_scene_first (scene, GTK_TYPE_SCROLLED_WINDOW));
}

static gboolean
is_scrollable (GxScene *scene, gpointer unused)
{
  return gtk_adjustment_get_upper (scroll_of (scene)) > gtk_adjustment_get_page_size (scroll_of (scene))
         + 100;
}

/* -- The tests */

static void
test_an_edit_keeps_its_place (GxScene *scene, gconstpointer unused)
{
  gpointer phone = nth (scene, GX_TYPE_CONTACT_ROW, 0), mail = nth (scene, GX_TYPE_CONTACT_ROW, 1);

  gx_scene_wait (scene, "a page longer than the window", is_scrollable, NULL);
  type_in (mail, "half-typed@");
  type_in (phone, "13900139000");
  gtk_adjustment_set_value (scroll_of (scene), 60);
  g_signal_emit_by_name (phone, "apply");
  wait_number (scene, "139 0013 9000"); /* as the book has it */

  g_assert_true (nth (scene, GX_TYPE_CONTACT_ROW, 0) == phone);
  g_assert_true (has_focus_in (phone));
  g_assert_cmpfloat (gtk_adjustment_get_value (scroll_of (scene)), ==, 60);
  g_assert_cmpstr (gtk_editable_get_text (mail), ==, "half-typed@");
  g_assert_true (gx_fact_row_is_changed (mail));
  g_assert_false (gx_fact_row_is_changed (phone));

  gx_scene_write (scene, undo_job, NULL);
  wait_number (scene, "138 0013 8000");
  g_assert_true (has_focus_in (phone));
}

static void
test_the_old_number_is_kept (GxScene *scene, gconstpointer unused)
{
  gpointer phone = nth (scene, GX_TYPE_CONTACT_ROW, 0);

  type_in (phone, "13900139000");
  g_assert_true (gtk_widget_activate_action (phone, "contact.replace", NULL));
  wait_number (scene, "139 0013 9000");
  g_assert_true (has_focus_in (nth (scene, GX_TYPE_CONTACT_ROW, 0)));

  g_autoptr (GxCustomer) customer = gx_scene_read (scene, load_job, NULL);
  const GxContactPoint *old = customer->contacts->pdata[2];
  g_assert_cmpuint (customer->contacts->len, ==, 3);
  g_assert_cmpstr (old->value, ==, "138 0013 8000");
  g_assert_cmpstr (old->until_day, ==, "2026-11-21");
}

static void
test_what_is_asked_for_by_the_menu_is_typed_next (GxScene *scene, gconstpointer unused)
{
  gpointer phone = nth (scene, GX_TYPE_CONTACT_ROW, 0);

  g_assert_true (gtk_widget_activate_action (phone, "contact.begin-replace", NULL));
  g_assert_cmpstr (gtk_editable_get_text (phone), ==, "");
  gtk_editable_set_text (phone, "010-65529988");
  g_signal_emit_by_name (phone, "apply");
  wait_number (scene, "010-6552 9988");
  g_autoptr (GxCustomer) customer = gx_scene_read (scene, load_job, NULL);
  g_assert_cmpuint (customer->contacts->len, ==, 3);
}

static void
test_somebody_elses_change_leaves_the_cursor (GxScene *scene, gconstpointer unused)
{
  gpointer mail = nth (scene, GX_TYPE_CONTACT_ROW, 1);

  type_in (mail, "typing");
  gtk_editable_set_position (mail, 3);
  gx_scene_write (scene, add_mail_job, NULL);
  gx_scene_wait_count (scene, GX_TYPE_CONTACT_ROW, 3);
  g_assert_true (has_focus_in (mail));
  g_assert_cmpstr (gtk_editable_get_text (mail), ==, "typing");
  g_assert_cmpint (gtk_editable_get_position (mail), ==, 3);
}

static gboolean
has_two_addresses (GxScene *scene, gpointer unused)
{
  g_autoptr (GPtrArray) found = gx_scene_find (scene, GX_TYPE_ADDRESS_ROW);

  return found->len == 2;
}

static void
test_an_address_is_edited_in_its_place (GxScene *scene, gconstpointer unused)
{
  gpointer address = gx_scene_first (scene, GX_TYPE_ADDRESS_ROW);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autoptr (GPtrArray) entries = gx_scene_find (scene, ADW_TYPE_ENTRY_ROW);
  g_autoptr (GPtrArray) facts = NULL;

  adw_expander_row_set_expanded (address, TRUE);
  facts = gx_scene_find (scene, GX_TYPE_FACT_ROW);
  for (guint i = 0; i < facts->len; i++)
    if (gtk_widget_is_ancestor (facts->pdata[i], address))
      g_ptr_array_add (parts, facts->pdata[i]);
  g_assert_cmpuint (parts->len, ==, 7);
  type_in (parts->pdata[2], "宁波");
  g_signal_emit_by_name (parts->pdata[2], "apply");
  while (!g_str_has_prefix (adw_preferences_row_get_title (address), "宁波"))
    gx_scene_spin ();
  g_assert_true (adw_expander_row_get_expanded (address));

  for (guint i = 0; i < entries->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (entries->pdata[i]), "Add an address"))
      {
        type_in (entries->pdata[i], "12 High Street, Leeds");
        g_signal_emit_by_name (entries->pdata[i], "apply");
        g_assert_cmpstr (gtk_editable_get_text (entries->pdata[i]), ==, "");
      }
  gx_scene_wait (scene, "two addresses", has_two_addresses, NULL);
  g_assert_true (gtk_widget_activate_action (nth (scene, GX_TYPE_ADDRESS_ROW, 1), "address.make-primary",
                                             NULL));
  while (g_str_equal (adw_preferences_row_get_title (nth (scene, GX_TYPE_ADDRESS_ROW, 0)),
                      adw_preferences_row_get_title (address)))
    gx_scene_spin (); /* the primary one stands first */
  g_assert_true (nth (scene, GX_TYPE_ADDRESS_ROW, 1) == address);
  g_assert_true (gtk_widget_activate_action (address, "address.remove", NULL));
  gx_scene_wait_count (scene, GX_TYPE_ADDRESS_ROW, 1);
}

/* A step that is done goes, and the next one has the focus. */
static void
test_done_after_done (GxScene *scene, gconstpointer unused)
{
  g_autoptr (GPtrArray) checks = gx_scene_find (scene, GTK_TYPE_CHECK_BUTTON);
  GtkWidget *next = gtk_widget_get_ancestor (checks->pdata[1], ADW_TYPE_ACTION_ROW);

  g_assert_cmpuint (checks->len, ==, 3);
  gtk_widget_grab_focus (checks->pdata[0]);
  gtk_check_button_set_active (checks->pdata[0], TRUE);
  gx_scene_wait_count (scene, GTK_TYPE_CHECK_BUTTON, 2);
  g_assert_true (has_focus_in (next));
}

int
main (int argc, char *argv[])
{
  gx_scene_start (&argc, &argv);
#define ADD(name, func) g_test_add ("/display/customer/" name, GxScene, NULL, set_up, func, tear_down)
  ADD ("an-edit-keeps-its-place", test_an_edit_keeps_its_place);
  ADD ("the-old-number-is-kept", test_the_old_number_is_kept);
  ADD ("what-is-asked-for-by-the-menu-is-typed-next", test_what_is_asked_for_by_the_menu_is_typed_next);
  ADD ("somebody-elses-change-leaves-the-cursor", test_somebody_elses_change_leaves_the_cursor);
  ADD ("an-address-is-edited-in-its-place", test_an_address_is_edited_in_its_place);
  ADD ("done-after-done", test_done_after_done);
  return g_test_run ();
}
