/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-commands.h"
#include "app/gx-palette-row.h"
#include "app/gx-palette.h"
#include "customers/gx-customers.h"
#include "events/gx-events.h"
#include "gx-scene.h"
#include "search/gx-search.h"

#include <string.h>

/* Ctrl+K: what is found in which order, what Enter does, and that the focus comes back. And the table that
   everything a person can tell the program is written in. */

typedef struct {
  GxScene scene;
  GxPalette *palette;
  GtkWidget *before;      /* has the focus when it opens */
  GString *done;          /* "win.undo;win.show-customer 17;" */
} Stage;

static gpointer
fill_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char * const names[] = { "Ann Lee", "Uma Undone", "王芳", "张伟" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();
      gx_customer_draft_set (draft, "name", names[i]);
      gx_customer_draft_set (draft, "company", i == 0 ? "Lantern Ltd" : "");
      gx_customer_draft_set (draft, "phone", i == 3 ? "138 0013 8000" : "");
      GxId id = 0;
      if (!gx_customers_save (book, gx_actor_get_self (), draft, &id, error))
        return NULL;
      g_autoptr (GxEvent) event = gx_event_new (id, "call", i == 3 ? "想要两斤龙井" : "Nobody there");
      if (!gx_events_log (book, gx_actor_get_self (), event, NULL, error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

/* -- What it acts on: writes down what it is told to do. */

static Stage *stage;

static void
told_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  g_autofree char *text = target != NULL ? g_variant_print (target, FALSE) : NULL;

  g_string_append_printf (stage->done, "%s%s%s;", action, text != NULL ? " " : "", text != NULL ? text : "");
}

typedef struct { AdwBin parent; } Owner;
typedef struct { AdwBinClass parent; } OwnerClass;
static GType owner_get_type (void);
G_DEFINE_TYPE (Owner, owner, ADW_TYPE_BIN)

static void
owner_class_init (OwnerClass *klass)
{
  static const struct { const char *name, *type; } actions[] = {
    { "win.undo", NULL }, { "win.show-customer", "x" }, { "win.show-page", "s" },
    { "win.new-customer-named", "s" }, { "win.search-customers", "s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), actions[i].name, actions[i].type, told_cb);
}

static void
owner_init (Owner *self)
{
}

static gboolean
can_do (gpointer owner, const char *action)
{
  return !g_str_equal (action, "win.redo");
}

/* -- Doing and looking */

static GtkWidget *
get_field (void)
{
  g_autoptr (GPtrArray) found = gx_scene_find (&stage->scene, GTK_TYPE_TEXT);

  for (guint i = 0; i < found->len; i++)
    if (gtk_widget_get_ancestor (found->pdata[i], GX_TYPE_PALETTE) != NULL)
      return found->pdata[i];
  return NULL;
}

static GtkWidget *
get_entry (void)
{
  return gtk_widget_get_parent (get_field ());
}

static char *
title_at (guint place)
{
  g_autoptr (GPtrArray) rows = gx_scene_find (&stage->scene, GX_TYPE_PALETTE_ROW);

  return place < rows->len ? g_strdup (gx_palette_row_get_item (rows->pdata[place])->title) : NULL;
}

static char *
get_chosen (void)
{
  g_autoptr (GPtrArray) lists = gx_scene_find (&stage->scene, GTK_TYPE_LIST_BOX);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (lists->pdata[0]);

  return g_strdup (gx_palette_row_get_item (GX_PALETTE_ROW (row))->title);
}

static gboolean
begins_with (GxScene *scene, gpointer data)
{
  g_autofree char *first = title_at (0);

  return g_strcmp0 (first, data) == 0;
}

static gboolean
begins_otherwise (GxScene *scene, gpointer data)
{
  return !begins_with (scene, data);
}

static void
type (const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_field ()), text);
}

static void
press (guint key)
{
  GtkWidget *field = get_field ();
  gboolean is_taken = FALSE;

  if (key == GDK_KEY_Return)
    {
      g_signal_emit_by_name (gtk_widget_get_parent (field), "activate");
      return;
    }
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (stage->palette));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &is_taken);
    }
  g_assert_true (is_taken);
}

static gboolean
has_answered (GxScene *scene, gpointer data)
{
  return stage->done->len > 0;
}

static void
assert_done (const char *expected)
{
  gx_scene_wait (&stage->scene, "an action", has_answered, NULL);
  g_assert_cmpstr (stage->done->str, ==, expected);
  g_assert_false (gx_palette_is_open (stage->palette));
  g_assert_true (gtk_root_get_focus (gtk_widget_get_root (stage->before)) == stage->before);
}

static void
set_up (Stage *self, gconstpointer unused)
{
  GtkWidget *overlay = gtk_overlay_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *entry = gtk_entry_new ();

  stage = self;
  self->done = g_string_new (NULL);
  gx_scene_set_up (&self->scene, fill_job, NULL);
  GtkWidget *owner = g_object_new (owner_get_type (), NULL);
  self->palette = gx_palette_new (owner, can_do);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), box);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->palette));
  adw_bin_set_child (ADW_BIN (owner), overlay);
  adw_window_set_content (ADW_WINDOW (self->scene.window), owner);
  self->scene.page = (GxPage *) owner; /* where gx_scene_find() looks */
  gtk_window_present (GTK_WINDOW (self->scene.window));
  gtk_widget_grab_focus (entry);
  self->before = gtk_root_get_focus (GTK_ROOT (self->scene.window));
  g_assert_true (GTK_IS_TEXT (self->before));
  gx_palette_open (self->palette, self->scene.book);
}

static void
tear_down (Stage *self, gconstpointer unused)
{
  gx_palette_close (self->palette);
  gx_scene_tear_down (&self->scene);
  g_string_free (self->done, TRUE);
}

/* -- Tests */

static gboolean
has_the_cursor (GxScene *scene, gpointer unused)
{
  return gtk_widget_has_focus (get_field ());
}

static void
test_recent (Stage *self, gconstpointer unused)
{
  /* Who was changed last stands first, where nobody was looked at yet. */
  gx_scene_wait (&self->scene, "who was added last", begins_with, (gpointer) "张伟");
  g_autofree char *fourth = title_at (3), *fifth = title_at (4);
  g_assert_cmpstr (fourth, ==, "Ann Lee");
  g_assert_cmpstr (fifth, ==, "Today");
  gx_scene_wait (&self->scene, "the cursor in the field", has_the_cursor, NULL);
}

static void
test_customer (Stage *self, gconstpointer unused)
{
  gx_scene_wait (&self->scene, "something to choose from", begins_with, (gpointer) "张伟");
  type ("wf");
  gx_scene_wait (&self->scene, "王芳", begins_with, (gpointer) "王芳");
  g_autoptr (GPtrArray) rows = gx_scene_find (&self->scene, GX_TYPE_PALETTE_ROW);
  g_autofree char *expected = g_strdup_printf ("win.show-customer %" G_GINT64_FORMAT ";",
                                               gx_palette_row_get_item (rows->pdata[0])->customer);
  gtk_test_accessible_assert_property (rows->pdata[0], GTK_ACCESSIBLE_PROPERTY_LABEL, "王芳");
  gtk_test_accessible_assert_property (get_entry (), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "王芳");
  press (GDK_KEY_Down);
  gtk_test_accessible_assert_property (get_entry (), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "New customer “wf”…");
  press (GDK_KEY_Down);
  press (GDK_KEY_Return);
  assert_done (expected);
}

/* Enter before the answer has come means the answer. */
static void
test_hasty (Stage *self, gconstpointer unused)
{
  type ("zhangw");
  press (GDK_KEY_Return);
  gx_scene_wait (&self->scene, "an action", has_answered, NULL);
  g_assert_true (g_str_has_prefix (self->done->str, "win.show-customer"));
}

static gpointer
tarry_job (GxConnection *book, gpointer has_shown, GCancellable *cancellable, GError **error)
{
  while (!g_atomic_int_get ((int *) has_shown))
    g_usleep (1000);
  return has_shown;
}

/* Arrows are for the list of what is typed; what is chosen of its beginning stays chosen when the rest comes. */
static void
test_hasty_arrows (Stage *self, gconstpointer unused)
{
  gx_scene_wait (&self->scene, "something to choose from", begins_with, (gpointer) "张伟");
  type ("wf");
  press (GDK_KEY_Down);
  gx_scene_wait (&self->scene, "王芳", begins_with, (gpointer) "王芳");
  gtk_test_accessible_assert_property (get_entry (), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "New customer “wf”…");

  int has_shown = FALSE;
  gx_book_find_async (self->scene.book, tarry_job, &has_shown, NULL, NULL, NULL, NULL, NULL);
  type ("a");
  gx_scene_wait (&self->scene, "what the book is not asked for", begins_otherwise, (gpointer) "王芳");
  press (GDK_KEY_Down);
  g_autofree char *second = title_at (1), *chosen = get_chosen ();
  g_assert_cmpstr (chosen, ==, second);
  g_atomic_int_set (&has_shown, TRUE);
  gx_scene_wait (&self->scene, "Ann Lee", begins_with, (gpointer) "Ann Lee");
  g_autofree char *still = get_chosen ();
  g_assert_cmpstr (still, ==, second);
}

/* A command called so comes before a customer called nearly so; where it cannot be done it is not there. */
static void
test_command (Stage *self, gconstpointer unused)
{
  type ("undo");
  gx_scene_wait (&self->scene, "the command", begins_with, (gpointer) "Undo");
  g_autofree char *second = title_at (1), *third = title_at (2);
  g_assert_cmpstr (second, ==, "New customer “undo”…");
  g_assert_cmpstr (third, ==, "Uma Undone");
  type ("redo");
  gx_scene_wait (&self->scene, "only an offer", begins_with, (gpointer) "New customer “redo”…");
  type ("undo");
  press (GDK_KEY_Return);
  assert_done ("win.undo;");
}

static gboolean
has_focus (GxScene *scene, gpointer widget)
{
  return gtk_widget_has_focus (widget);
}

static void
test_escape (Stage *self, gconstpointer unused)
{
  press (GDK_KEY_Escape);
  g_assert_false (gx_palette_is_open (self->palette));
  gx_scene_wait (&self->scene, "the focus where it was", has_focus, self->before);
  g_assert_cmpstr (self->done->str, ==, "");
}

static void
test_reason (Stage *self, gconstpointer unused)
{
  type ("8000");
  gx_scene_wait (&self->scene, "张伟", begins_with, (gpointer) "张伟");
  g_autoptr (GPtrArray) rows = gx_scene_find (&self->scene, GX_TYPE_PALETTE_ROW);
  const GxPaletteItem *item = gx_palette_row_get_item (rows->pdata[0]);
  g_assert_cmpstr (item->detail, ==, "Phone: 138 0013 8000");
  g_assert_cmpstr (item->detail + item->detail_start, ==, "138 0013 8000");
}

static gboolean
has_note (GxScene *scene, gpointer data)
{
  g_autoptr (GPtrArray) rows = gx_scene_find (scene, GX_TYPE_PALETTE_ROW);
  const GxPaletteItem *last = rows->len > 0 ? gx_palette_row_get_item (rows->pdata[rows->len - 1]) : NULL;

  return last != NULL && last->group == GX_PALETTE_NOTES && strstr (last->title, data) != NULL;
}

/* What was said stands below the people, and leads to who said it. */
static void
test_note (Stage *self, gconstpointer unused)
{
  type ("龙井");
  gx_scene_wait (&self->scene, "the note", has_note, (gpointer) "想要两斤龙井");
  g_autoptr (GPtrArray) rows = gx_scene_find (&self->scene, GX_TYPE_PALETTE_ROW);
  const GxPaletteItem *item = gx_palette_row_get_item (rows->pdata[rows->len - 1]);
  g_assert_true (g_str_has_prefix (item->detail, "张伟 · "));
  g_assert_cmpstr (item->action, ==, "win.show-customer");
  g_autofree char *first = title_at (0);
  g_assert_cmpstr (first, ==, "New customer “龙井”…");
}

/* Markup and other hostile things are text. */
static void
test_hostile (Stage *self, gconstpointer unused)
{
  static const char * const typed[] = { "<b>&", "%s%n", "\"'; drop table customer; --", "* NEAR(", "   ",
                                        "(", "😀", "\\" };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      type (typed[i]);
      for (int k = 0; k < 50; k++)
        gx_scene_spin ();
    }
  type ("wf");
  gx_scene_wait (&self->scene, "王芳", begins_with, (gpointer) "王芳");
}

/* -- The table */

static void
test_table (void)
{
  guint n = 0;
  const GxCommand *commands = gx_commands_list (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = gx_command_label (&commands[i]);
      g_auto (GStrv) keys = g_strsplit (commands[i].keys != NULL ? commands[i].keys : "", " ", -1);

      g_assert_null (strchr (label, '_'));
      g_assert_true (commands[i].action == NULL || gx_commands_find (commands[i].action) == &commands[i]);
      /* What can be done by keys is told among the shortcuts. */
      g_assert_true ((commands[i].keys != NULL) == (commands[i].group != GX_KEYS_NONE));
      for (guint k = 0; keys[k] != NULL && commands[i].action != NULL; k++)
        {
          guint key = 0;
          GdkModifierType held = 0;
          g_assert_true (gtk_accelerator_parse (keys[k], &key, &held));
        }
      for (guint j = 0; j < i; j++)
        g_assert_true (commands[i].keys == NULL || g_strcmp0 (commands[i].keys, commands[j].keys) != 0);
    }
  g_autoptr (GMenuModel) menu = gx_commands_make_menu ();
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, GX_MENU_N - 1);
  GtkShortcutsWindow *shortcuts = gx_commands_make_shortcuts ();
  g_assert_true (GTK_IS_SHORTCUTS_WINDOW (shortcuts));
  gtk_window_destroy (GTK_WINDOW (shortcuts));
}

int
main (int argc, char **argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  gx_scene_start (&argc, &argv);
  g_test_add_func ("/palette/table", test_table);
  g_test_add ("/palette/recent", Stage, NULL, set_up, test_recent, tear_down);
  g_test_add ("/palette/customer", Stage, NULL, set_up, test_customer, tear_down);
  g_test_add ("/palette/hasty", Stage, NULL, set_up, test_hasty, tear_down);
  g_test_add ("/palette/hasty-arrows", Stage, NULL, set_up, test_hasty_arrows, tear_down);
  g_test_add ("/palette/command", Stage, NULL, set_up, test_command, tear_down);
  g_test_add ("/palette/escape", Stage, NULL, set_up, test_escape, tear_down);
  g_test_add ("/palette/reason", Stage, NULL, set_up, test_reason, tear_down);
  g_test_add ("/palette/note", Stage, NULL, set_up, test_note, tear_down);
  g_test_add ("/palette/hostile", Stage, NULL, set_up, test_hostile, tear_down);
  return g_test_run ();
}
