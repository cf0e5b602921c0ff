/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "customers/gx-customer-parts.h"
#include "gx-scene.h"
#include "pages/gx-address-row.h"
#include "pages/gx-contact-row.h"
#include "pages/gx-customer-page.h"
#include "pages/gx-log-bar.h"
#include "pages/gx-tasks-card.h"
#include "store/gx-journal.h"
#include "widgets/gx-day-chooser.h"
#include "widgets/gx-toast.h"

/* The customer's page as a person edits in it: nothing jumps, nothing that is typed is lost, and the book has
   it. */

/* -- The book: one person with two numbers, an address and three steps to come */

static GxId somebody, somebody_else;

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
  g_autoptr (GxCustomerDraft) other = gx_customer_draft_new ();
  gx_customer_draft_set (other, "name", "李明");
  if (!gx_customers_save (book, me, other, &somebody_else, error))
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

/* -- What is half written when another customer is opened */

static gboolean
has_contact_rows (GxScene *scene, gpointer count)
{
  g_autoptr (GPtrArray) found = gx_scene_find (scene, GX_TYPE_CONTACT_ROW);

  return found->len == GPOINTER_TO_UINT (count);
}

/* The first can be reached in two ways, the other in none. */
static void
open (GxScene *scene, GxId customer)
{
  guint ways = customer == somebody ? 2 : 0;

  gx_customer_page_show (GX_CUSTOMER_PAGE (scene->page), customer);
  gx_scene_wait (scene, "the other customer", has_contact_rows, GUINT_TO_POINTER (ways));
}

static gpointer
entry_called (GxScene *scene, GType type, const char *label)
{
  g_autoptr (GPtrArray) found = gx_scene_find (scene, type);

  for (guint i = 0; i < found->len; i++)
    {
      const char *words = type == ADW_TYPE_ENTRY_ROW ? adw_preferences_row_get_title (found->pdata[i])
        : gtk_entry_get_placeholder_text (found->pdata[i]);
      if (g_strcmp0 (words, label) == 0)
        return found->pdata[i];
    }
  g_error ("no entry \"%s\"", label);
}

static void
test_a_step_is_not_carried_to_another (GxScene *scene, gconstpointer unused)
{
  gpointer step = entry_called (scene, ADW_TYPE_ENTRY_ROW, "Add a step, then Enter");

  type_in (step, "Call back about the discount");
  open (scene, somebody_else);
  g_assert_cmpstr (gtk_editable_get_text (step), ==, "");
}

static void
test_a_half_written_note_waits (GxScene *scene, gconstpointer unused)
{
  gpointer note = entry_called (scene, GTK_TYPE_ENTRY, "What happened? Enter writes it down");

  type_in (note, "Wants a better price, because");
  open (scene, somebody_else);
  g_assert_cmpstr (gtk_editable_get_text (note), ==, "");
  open (scene, somebody);
  g_assert_cmpstr (gtk_editable_get_text (note), ==, "Wants a better price, because");
  open (scene, somebody_else);
  open (scene, somebody);
  g_assert_cmpstr (gtk_editable_get_text (note), ==, "Wants a better price, because");
}

static gboolean
is_written (GxScene *scene, gpointer words)
{
  return g_str_equal (gtk_editable_get_text (entry_called (scene, GTK_TYPE_ENTRY,
                                                           "What happened? Enter writes it down")), words);
}

static gpointer
do_nothing (GxConnection *book, gpointer unused, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (TRUE);
}

/* The page goes, whatever it still had to write is written, and a new one comes. */
static void
show_again (GxScene *scene)
{
  gx_scene_leave (scene);
  gx_scene_write (scene, do_nothing, NULL);
  gx_scene_show (scene, GX_TYPE_CUSTOMER_PAGE);
}

/* Nor does closing the window take it away; once it is logged, nothing comes back. */
static void
test_a_half_written_note_outlives_the_window (GxScene *scene, gconstpointer unused)
{
  gpointer note = entry_called (scene, GTK_TYPE_ENTRY, "What happened? Enter writes it down");

  type_in (note, "Wants a 'better' price, (because");
  show_again (scene);
  open (scene, somebody);
  gx_scene_wait (scene, "the half-written note", is_written, (gpointer) "Wants a 'better' price, (because");
  note = entry_called (scene, GTK_TYPE_ENTRY, "What happened? Enter writes it down");
  g_signal_emit_by_name (note, "activate");
  show_again (scene);
  open (scene, somebody_else);
  open (scene, somebody);
  gx_scene_wait (scene, "no note", is_written, (gpointer) "");
}

/* Ctrl+L while the next customer is still being read is about the next one. */
static void
test_a_log_waits_for_its_customer (GxScene *scene, gconstpointer unused)
{
  gpointer note = entry_called (scene, GTK_TYPE_ENTRY, "What happened? Enter writes it down");

  gx_customer_page_show (GX_CUSTOMER_PAGE (scene->page), somebody_else);
  g_assert_true (gx_page_log (scene->page));
  g_assert_false (has_focus_in (note));
  gx_scene_wait (scene, "the other customer", has_contact_rows, GUINT_TO_POINTER (0));
  g_assert_true (has_focus_in (note));
}

/* -- A sale */

static gboolean
is_laid_out (GxScene *scene, gpointer widget)
{
  return gtk_widget_get_width (widget) > 0;
}

static gboolean
has_sold (GxScene *scene, gpointer product)
{
  g_autoptr (GPtrArray) rows = gx_scene_find (scene, ADW_TYPE_EXPANDER_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (g_str_has_prefix (adw_preferences_row_get_title (rows->pdata[i]), product))
      return TRUE;
  return FALSE;
}

/* There is room for a product's name, and after a sale the next one can be typed. */
static void
test_a_sale_has_room (GxScene *scene, gconstpointer unused)
{
  gpointer product = entry_called (scene, GTK_TYPE_ENTRY, "New sale: product");

  gx_scene_wait (scene, "its size", is_laid_out, product);
  g_assert_cmpint (gtk_widget_get_width (product), >, gtk_widget_get_width (GTK_WIDGET (scene->page)) / 2);
  type_in (product, "Brass lantern");
  gpointer price = entry_called (scene, GTK_TYPE_ENTRY, "Price");
  type_in (price, "128.50");
  g_signal_emit_by_name (price, "activate");
  gx_scene_wait (scene, "the sale", has_sold, (gpointer) "Brass lantern");
  g_assert_cmpstr (gtk_editable_get_text (product), ==, "");
  g_assert_true (has_focus_in (product));
}

/* -- The bin */

static gpointer
bin_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (gx_customers_bin (book, gx_actor_get_self (), &somebody, 1, error));
}

static gboolean
has_log_bar (GxScene *scene, gpointer has)
{
  g_autoptr (GPtrArray) found = gx_scene_find (scene, GX_TYPE_LOG_BAR);

  return (found->len > 0) == GPOINTER_TO_INT (has);
}

static gboolean
can_type (GxScene *scene, gpointer can)
{
  g_autoptr (GPtrArray) found = gx_scene_find (scene, GTK_TYPE_EDITABLE);
  gboolean is_any = FALSE;

  for (guint i = 0; i < found->len; i++)
    is_any = is_any || gtk_editable_get_editable (found->pdata[i]);
  return is_any == GPOINTER_TO_INT (can);
}

/* As opened from the history. */
static void
test_who_is_in_the_bin_can_be_restored (GxScene *scene, gconstpointer unused)
{
  gx_scene_write (scene, bin_job, NULL);
  gx_scene_wait (scene, "no place to log", has_log_bar, GINT_TO_POINTER (FALSE));
  g_assert_false (gx_page_log (scene->page));
  g_assert_true (can_type (scene, GINT_TO_POINTER (FALSE)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (scene->page), "customer.unbin", NULL));
  gx_scene_wait (scene, "a place to log", has_log_bar, GINT_TO_POINTER (TRUE));
  g_assert_true (can_type (scene, GINT_TO_POINTER (TRUE)));
  g_autoptr (GxCustomer) customer = gx_scene_read (scene, load_job, NULL);
  g_assert_cmpint (customer->gone, ==, 0);
}

/* -- Days */

static GtkWidget *
find_day_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "day-number")
      && !gtk_widget_has_css_class (widget, "other-month")
      && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_day_label (child, text);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
press_on (GtkWidget *calendar, GtkWidget *day)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (calendar);
  double x = 0, y = 0;

  g_assert_true (gtk_widget_translate_coordinates (day, calendar, gtk_widget_get_width (day) / 2.,
                                                   gtk_widget_get_height (day) / 2., &x, &y));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_GESTURE_CLICK (controller))
        g_signal_emit_by_name (controller, "pressed", 1, x, y);
    }
}

static gpointer
first_below (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = first_below (child, type);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Another month is turned to; the day of the same number is marked there, and can be chosen. */
static void
test_the_marked_day_can_be_chosen (GxScene *scene, gconstpointer unused)
{
  GtkWidget *chooser = gx_scene_first (scene, GX_TYPE_DAY_CHOOSER);
  GtkMenuButton *button = first_below (chooser, GTK_TYPE_MENU_BUTTON);

  gtk_menu_button_popup (button);
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  GtkWidget *calendar = first_below (popover, GTK_TYPE_CALENDAR);
  while (gtk_widget_get_width (calendar) == 0)
    gx_scene_spin ();
  g_assert_cmpint (gx_day_chooser_get_day (GX_DAY_CHOOSER (chooser)), ==, gx_day_new (2026, 11, 21));
  g_signal_handlers_block_matched (calendar, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, chooser);
  g_object_set (calendar, "month", 9, NULL); /* as its arrow does */
  g_signal_handlers_unblock_matched (calendar, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, chooser);
  while (gtk_widget_get_width (find_day_label (calendar, "21")) == 0)
    gx_scene_spin ();
  press_on (calendar, find_day_label (calendar, "21"));
  g_assert_cmpint (gx_day_chooser_get_day (GX_DAY_CHOOSER (chooser)), ==, gx_day_new (2026, 10, 21));
  g_assert_cmpstr (gtk_menu_button_get_label (button), ==, "21 Oct");
}

/* A window that stays open over night means its own day in the morning. */
static void
test_today_is_the_day_of_the_clock (GxScene *scene, gconstpointer unused)
{
  GxDayChooser *day = gx_scene_first (scene, GX_TYPE_DAY_CHOOSER);

  g_assert_cmpint (gx_day_chooser_get_day (day), ==, gx_day_new (2026, 11, 21));
  g_setenv ("GUANXI_NOW", "2026-11-22T08:00:00+08:00", TRUE);
  g_assert_cmpint (gx_day_chooser_get_day (day), ==, gx_day_new (2026, 11, 22));
  g_setenv ("GUANXI_NOW", "2026-11-21T10:32:00+08:00", TRUE);
}

/* -- Toasts */

static guint
count_labels (GtkWidget *widget, const char *text)
{
  guint count = GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_labels (child, text);
  return count;
}

/* An older toast would come up again after the newer one. */
static void
test_what_was_done_before_stays_away (GxScene *scene, gconstpointer unused)
{
  GtkWidget *overlay = adw_toast_overlay_new (), *page = gtk_label_new ("");

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  g_object_ref_sink (overlay);
  gx_toast_show_undone (page, "Undone");
  gx_toast_show_undone (page, "Done again");
  g_assert_cmpuint (count_labels (overlay, "Done again"), ==, 1);
  gpointer button = first_below (gtk_widget_get_last_child (overlay), GTK_TYPE_BUTTON);
  for (GtkWidget *child = gtk_widget_get_first_child (overlay); child != NULL && button == NULL;
       child = gtk_widget_get_next_sibling (child))
    button = first_below (child, GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  for (guint i = 0; i < 20; i++)
    gx_scene_spin ();
  g_assert_cmpuint (count_labels (overlay, "Undone"), ==, 0);
  g_object_unref (overlay);
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
  ADD ("a-step-is-not-carried-to-another", test_a_step_is_not_carried_to_another);
  ADD ("a-half-written-note-waits", test_a_half_written_note_waits);
  ADD ("a-half-written-note-outlives-the-window", test_a_half_written_note_outlives_the_window);
  ADD ("a-log-waits-for-its-customer", test_a_log_waits_for_its_customer);
  ADD ("a-sale-has-room", test_a_sale_has_room);
  ADD ("who-is-in-the-bin-can-be-restored", test_who_is_in_the_bin_can_be_restored);
  ADD ("what-was-done-before-stays-away", test_what_was_done_before_stays_away);
  ADD ("the-marked-day-can-be-chosen", test_the_marked_day_can_be_chosen);
  ADD ("today-is-the-day-of-the-clock", test_today_is_the_day_of_the_clock);
  return g_test_run ();
}
