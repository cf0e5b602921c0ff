/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "../store/road.h"
#include "customers/gx-customers.h"
#include "customers/gx-members.h"
#include "gx-scene.h"
#include "pages/gx-conflicts-dialog.h"
#include "pages/gx-customer-page.h"
#include "store/gx-conflict.h"
#include "widgets/gx-card.h"
#include "widgets/gx-fact-row.h"

/* What two people changed without knowing of each other: shown, told apart, decided, and taken back. */

static GxId somebody;
static GxActor tom = { 0, TRUE };

static gboolean
write_first (GxConnection *book, GError **error)
{
  const GxActor *me = gx_actor_get_self ();
  g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();

  gx_customer_draft_set (draft, "name", "王芳");
  gx_customer_draft_set (draft, "birthday", "1985-03-05");
  gx_customer_draft_set (draft, "occupation", "Buyer");
  return gx_customers_save (book, me, draft, &somebody, error)
         && gx_members_add (book, me, "Tom", &tom.author, error);
}

/* Tom's computer has the book as it was, changes three fields later than this one did, and sends that. */
static gpointer
fill_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const GxActor *me = gx_actor_get_self ();
  g_autoptr (GxConnection) other = gx_connection_create (NULL, gx_connection_get_currency (book), error);

  if (other == NULL || !write_first (book, error))
    return NULL;
  road_carry (book, other);
  if (!gx_customers_set (book, me, somebody, "occupation", "Cook", error)
      || !gx_customers_set (book, me, somebody, "birthday", "1985-03-06", error))
    return NULL;
  g_setenv ("GUANXI_NOW", "2026-11-21T10:40:00+08:00", TRUE);
  if (!gx_customers_set (other, &tom, somebody, "occupation", "Chef", error)
      || !gx_customers_set (other, &tom, somebody, "birthday", "1985-03-07", error)
      || !gx_customers_set (other, &tom, somebody, "note", "tall", error))
    return NULL;
  road_carry (other, book);
  return GINT_TO_POINTER (TRUE);
}

typedef struct {
  GxScene scene;
  GtkWidget *dialog;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  gx_scene_set_up (&self->scene, fill_job, NULL);
  gx_scene_show (&self->scene, GX_TYPE_CUSTOMER_PAGE);
  gx_customer_page_show (GX_CUSTOMER_PAGE (self->scene.page), somebody);
  self->dialog = g_object_ref_sink (gx_conflicts_dialog_new (self->scene.window, self->scene.book, 0));
  gtk_window_present (GTK_WINDOW (self->dialog));
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (self->dialog));
  g_object_unref (self->dialog);
  gx_scene_tear_down (&self->scene);
}

/* -- Looking */

static void
collect_words (GtkWidget *from, GString *words)
{
  if (!gtk_widget_get_visible (from) || !gtk_widget_get_child_visible (from))
    return;
  if (GTK_IS_LABEL (from) && *gtk_label_get_text (GTK_LABEL (from)) != '\0')
    g_string_append_printf (words, "%s\n", gtk_label_get_text (GTK_LABEL (from)));
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_words (child, words);
}

static gboolean
says (GxScene *scene, gpointer text)
{
  Fixture *self = (Fixture *) scene;
  g_autoptr (GString) words = g_string_new (gtk_window_get_title (GTK_WINDOW (self->dialog)));

  g_string_append_c (words, '\n');
  collect_words (self->dialog, words);
  return strstr (words->str, text) != NULL;
}

static void
wait_words (Fixture *self, const char *text)
{
  gx_scene_wait (&self->scene, text, says, (gpointer) text);
}

static gpointer
load_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_customers_load (book, somebody, error);
}

static void
assert_birthday (Fixture *self, const char *expected)
{
  g_autoptr (GxCustomer) customer = gx_scene_read (&self->scene, load_job, NULL);

  g_assert_cmpstr (customer->birthday, ==, expected);
}

static gpointer
undo_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const GxActor *me = gx_actor_get_self ();

  return GINT_TO_POINTER (gx_undo (book, me, gx_undo_next (book, me), NULL, error));
}

/* The newest stands first: both were written in one moment, so look which card it is. */
static guint
place_of_birthday (Fixture *self)
{
  g_autoptr (GString) words = g_string_new (NULL);

  collect_words (self->dialog, words);
  return strstr (words->str, "Birthday") < strstr (words->str, "Occupation") ? 0 : 1;
}

/* -- The tests */

static void
test_shown (Fixture *self, gconstpointer unused)
{
  wait_words (self, "Changed by two people (2)");
  g_assert_true (says (&self->scene, (gpointer) "王芳 · Birthday"));
  g_assert_true (says (&self->scene, (gpointer) "7 March 1985\nStands now · Tom · 21 Nov 2026, 10:40\n"));
  g_assert_true (says (&self->scene, (gpointer) "6 March 1985\n"));
  g_assert_false (says (&self->scene, (gpointer) "tall"));
}

static void
test_use_other (Fixture *self, gconstpointer unused)
{
  wait_words (self, "Changed by two people (2)");
  gtk_widget_activate_action (self->dialog, "conflicts.use-other", "u", place_of_birthday (self));
  wait_words (self, "Changed by two people (1)");
  assert_birthday (self, "1985-03-06");
  g_assert_false (says (&self->scene, (gpointer) "Birthday"));
  gx_scene_write (&self->scene, undo_job, NULL);
  wait_words (self, "Changed by two people (2)");
  assert_birthday (self, "1985-03-07");
}

static void
test_keep (Fixture *self, gconstpointer unused)
{
  wait_words (self, "Changed by two people (2)");
  gtk_widget_activate_action (self->dialog, "conflicts.keep", "u", place_of_birthday (self));
  wait_words (self, "Changed by two people (1)");
  assert_birthday (self, "1985-03-07");
  gtk_widget_activate_action (self->dialog, "conflicts.keep", "u", 0u);
  wait_words (self, "Nothing to decide");
}

/* -- The customer's own page */

static gboolean
marks (GxScene *scene, gpointer count)
{
  g_autoptr (GPtrArray) buttons = gx_scene_find (scene, GTK_TYPE_BUTTON);
  guint marked = 0;

  for (guint i = 0; i < buttons->len; i++)
    marked += g_strcmp0 (gtk_actionable_get_action_name (buttons->pdata[i]), "customer.show-conflicts") == 0;
  return marked == GPOINTER_TO_UINT (count);
}

/* One in the head, and one at each field. */
static void
test_marked (Fixture *self, gconstpointer unused)
{
  gx_scene_wait (&self->scene, "three marks", marks, GUINT_TO_POINTER (3));
  wait_words (self, "Changed by two people (2)");
  gtk_widget_activate_action (self->dialog, "conflicts.keep", "u", 0u);
  gx_scene_wait (&self->scene, "two marks", marks, GUINT_TO_POINTER (2));
  wait_words (self, "Changed by two people (1)");
  gtk_widget_activate_action (self->dialog, "conflicts.keep", "u", 0u);
  gx_scene_wait (&self->scene, "no marks", marks, GUINT_TO_POINTER (0));
}

int
main (int argc, char **argv)
{
  gx_scene_start (&argc, &argv);

#define ADD(name, func) g_test_add ("/conflicts/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("shown", test_shown);
  ADD ("use-other", test_use_other);
  ADD ("keep", test_keep);
  ADD ("marked", test_marked);

  return g_test_run ();
}
