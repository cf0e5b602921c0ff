/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-commands.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const GxCommand commands[] = {
  { "win.find-anything", N_("_Find anything"), NULL,
    NULL, "gx-search-symbolic", "<Control>k", GX_MENU_CUSTOMERS, GX_KEYS_CUSTOMERS },
  { "win.find", N_("_Search"), N_("Put the cursor into the search field of the list"),
    N_("filter list"), "gx-search-symbolic", "<Control>f", GX_MENU_NONE, GX_KEYS_CUSTOMERS },
  { "win.facets", N_("Na_rrow the list"),
    N_("Choose classes, tiers, cities, owners, tags and sources beside the list"),
    N_("facets filter sidebar count"), "gx-filter-symbolic", "F9", GX_MENU_NONE, GX_KEYS_CUSTOMERS },
  { "win.new-customer", N_("_New customer…"), N_("Add a person or an organisation"),
    N_("create add contact lead"), "gx-add-symbolic", "<Control>n", GX_MENU_CUSTOMERS, GX_KEYS_CUSTOMERS },
  { "win.my-customers", N_("_My customers"), N_("List the customers that you look after"),
    N_("mine owner own"), "gx-person-symbolic", NULL, GX_MENU_NONE, GX_KEYS_NONE },
  { "win.hand-over", N_("_Hand customers over…"),
    N_("Give a member's customers to another, with a list to sign"),
    N_("handover leave owner assign"), "gx-people-symbolic", NULL, GX_MENU_CUSTOMERS, GX_KEYS_NONE },
  { "win.log", N_("_Log a call, visit, chat or note"),
    N_("Write down what happened with the customer in sight"),
    N_("write record activity"), "gx-note-symbolic", "<Control>l", GX_MENU_NONE, GX_KEYS_CUSTOMERS },
  { NULL, N_("Select everybody in the list"), NULL,
    NULL, NULL, "<Control>a", GX_MENU_NONE, GX_KEYS_CUSTOMERS },
  { "win.import", N_("_Import…"), N_("Bring customers, sales or events in from a file"),
    N_("load csv excel xlsx"), "gx-import-symbolic", "<Control>i", GX_MENU_CUSTOMERS, GX_KEYS_CUSTOMERS },
  { "win.paste-table", N_("_Paste a table"),
    N_("Bring in rows and columns that were copied in a spreadsheet"),
    N_("clipboard cells excel"), "gx-import-symbolic", "<Control>v", GX_MENU_NONE, GX_KEYS_CUSTOMERS },
  { "win.export-list", N_("_Export list…"), N_("Save the customers in the list as a file"),
    N_("csv excel xlsx vcard"), "gx-export-symbolic", NULL, GX_MENU_CUSTOMERS, GX_KEYS_NONE },
  { "win.export-book", N_("Export the _whole book…"),
    N_("Save everything in the book as a file that can be brought in again"),
    N_("export dump json move"), "gx-export-symbolic", NULL, GX_MENU_CUSTOMERS, GX_KEYS_NONE },
  { "win.print", N_("_Print…"), N_("Print the page in front, where it can be printed"),
    N_("paper pdf"), "gx-print-symbolic", "<Control>p", GX_MENU_NONE, GX_KEYS_CUSTOMERS },

  { "win.undo", N_("_Undo"), N_("Take back your last change"),
    N_("revert back"), "gx-undo-symbolic", "<Control>z", GX_MENU_CHANGES, GX_KEYS_CHANGES, TRUE },
  { "win.redo", N_("_Redo"), N_("Do again what you took back"),
    N_("repeat again"), "gx-redo-symbolic", "<Control><Shift>z", GX_MENU_CHANGES, GX_KEYS_CHANGES, TRUE },
  { "win.show-conflicts", N_("_Changed by two people…"),
    N_("Where two members changed the same thing, choose what holds"),
    N_("conflict collision merge team differences"), "gx-people-symbolic", NULL, GX_MENU_CHANGES,
    GX_KEYS_NONE },
  { "win.back-up", N_("_Back up…"), N_("Save a checked copy of the book"),
    N_("backup copy"), "gx-copy-symbolic", NULL, GX_MENU_CHANGES, GX_KEYS_NONE },
  { "win.restore-book", N_("_Backups…"),
    N_("Go back to a copy of the book that was kept, or get one customer out of it"),
    N_("restore recover"), "gx-history-symbolic", NULL, GX_MENU_CHANGES, GX_KEYS_NONE },

  { "win.new-book", N_("New _book…"), N_("Begin an empty book of customers"),
    N_("create file"), "gx-book-symbolic", NULL, GX_MENU_BOOKS, GX_KEYS_NONE },
  { "win.open-book", N_("_Open book…"), N_("Open another book of customers"),
    N_("file load"), "gx-book-symbolic", "<Control>o", GX_MENU_BOOKS, GX_KEYS_WINDOW },
  { "win.share-book", N_("_Share with my team…"),
    N_("Let colleagues work in this book with you, through a folder on a drive"),
    N_("team colleague network drive together"), "gx-people-symbolic", NULL, GX_MENU_BOOKS, GX_KEYS_NONE },
  { "win.team", N_("The _team's book…"), N_("Who works in it, what waits, and where it is"),
    N_("share sync status offline member leave"), "gx-people-symbolic", NULL, GX_MENU_BOOKS, GX_KEYS_NONE },
  { "win.demo-book", N_("_Try the demo book"), N_("Look around among customers that were made up"),
    N_("example sample test"), "gx-star-symbolic", NULL, GX_MENU_NONE, GX_KEYS_NONE },

  { NULL, N_("Go to a page"), NULL,
    NULL, NULL, "<Alt>1...9", GX_MENU_NONE, GX_KEYS_WINDOW },
  { "win.back", N_("Back"), NULL,
    NULL, NULL, "Escape <Alt>Left", GX_MENU_NONE, GX_KEYS_WINDOW },
  { NULL, N_("Main menu"), NULL,
    NULL, NULL, "F10", GX_MENU_NONE, GX_KEYS_WINDOW },
  { "win.preferences", N_("_Preferences"), N_("Reminders, when a customer counts as active, kept copies"),
    N_("settings options"), "gx-settings-symbolic", "<Control>comma", GX_MENU_PROGRAM, GX_KEYS_WINDOW },
  { "win.show-help-overlay", N_("_Keyboard shortcuts"), N_("All keys on one page"),
    N_("help keys"), "gx-list-symbolic", "<Control>question F1", GX_MENU_PROGRAM, GX_KEYS_WINDOW },
  { "app.about", N_("_About Guanxi"), N_("Version, licence and who made it"),
    N_("help version"), "gx-more-symbolic", NULL, GX_MENU_PROGRAM, GX_KEYS_NONE },
  { "window.close", N_("_Close the window"), N_("The book is saved already"),
    N_("exit"), "gx-close-symbolic", "<Control>w", GX_MENU_NONE, GX_KEYS_WINDOW },
  { "app.quit", N_("_Quit"), N_("Close all books; everything is saved already"),
    N_("exit leave"), "gx-close-symbolic", "<Control>q", GX_MENU_NONE, GX_KEYS_WINDOW, TRUE },
};

const GxCommand *
gx_commands_list (guint *n)
{
  *n = G_N_ELEMENTS (commands);
  return commands;
}

const GxCommand *
gx_commands_find (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_strcmp0 (commands[i].action, action) == 0)
      return &commands[i];
  return NULL;
}

/* "_New customer…" and "新建客户(_N)…" as they are read. */
static char *
drop_mnemonic (const char *label)
{
  GString *plain = g_string_new (label);
  const char *bracket = strstr (label, "(_");

  if (bracket != NULL && bracket[2] != '\0' && bracket[3] == ')')
    g_string_erase (plain, bracket - label, 4);
  else
    g_string_replace (plain, "_", "", 1);
  return g_string_free (plain, FALSE);
}

char *
gx_command_label (const GxCommand *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return drop_mnemonic (_(self->label));
}

char *
gx_command_english (const GxCommand *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return drop_mnemonic (self->label);
}

/* -- Keys */

void
gx_commands_bind (GtkWidgetClass *widget_class, const char *prefix)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const GxCommand *command = &commands[i];

      if (command->action == NULL || command->keys == NULL || command->has_own_keys
          || !g_str_has_prefix (command->action, prefix))
        continue;
      g_auto (GStrv) keys = g_strsplit (command->keys, " ", -1);
      for (guint k = 0; keys[k] != NULL; k++)
        {
          guint key = 0;
          GdkModifierType held = 0;

          if (gtk_accelerator_parse (keys[k], &key, &held))
            gtk_widget_class_add_binding_action (widget_class, key, held, command->action, NULL);
        }
    }
}

/* -- The main menu */

static GMenuItem *
make_menu_item (const GxCommand *command)
{
  GMenuItem *item = g_menu_item_new (_(command->label), command->action);
  g_auto (GStrv) keys = g_strsplit (command->keys != NULL ? command->keys : "", " ", 2);

  if (keys[0] != NULL)
    g_menu_item_set_attribute (item, "accel", "s", keys[0]);
  return item;
}

GMenuModel *
gx_commands_make_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (GxMenuSection section = GX_MENU_NONE + 1; section < GX_MENU_N; section++)
    {
      g_autoptr (GMenu) items = g_menu_new ();

      for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
        if (commands[i].menu == section)
          {
            g_autoptr (GMenuItem) item = make_menu_item (&commands[i]);
            g_menu_append_item (items, item);
          }
      g_menu_append_section (menu, NULL, G_MENU_MODEL (items));
    }
  return G_MENU_MODEL (menu);
}

/* -- The window of keyboard shortcuts: its parts can only be put together by a builder in GTK 4.8. */

static void
append_shortcut (GString *xml, const GxCommand *command)
{
  g_autofree char *label = gx_command_label (command);
  g_autofree char *title = g_str_has_suffix (label, "…")
    ? g_strndup (label, strlen (label) - strlen ("…")) : g_strdup (label);
  g_autofree char *shortcut = g_markup_printf_escaped (
    "<child><object class='GtkShortcutsShortcut'><property name='title'>%s</property>"
    "<property name='accelerator'>%s</property></object></child>", title, command->keys);

  g_string_append (xml, shortcut);
}

static void
append_group (GString *xml, GxKeysGroup group, const char *title)
{
  g_autofree char *head = g_markup_printf_escaped (
    "<child><object class='GtkShortcutsGroup'><property name='title'>%s</property>", title);

  g_string_append (xml, head);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (commands[i].group == group)
      append_shortcut (xml, &commands[i]);
  g_string_append (xml, "</object></child>");
}

GtkShortcutsWindow *
gx_commands_make_shortcuts (void)
{
  g_autoptr (GString) xml = g_string_new (
    "<interface><object class='GtkShortcutsWindow' id='shortcuts'><property name='modal'>True</property>"
    "<child><object class='GtkShortcutsSection'><property name='section-name'>shortcuts</property>");

  append_group (xml, GX_KEYS_CUSTOMERS, _("Customers"));
  append_group (xml, GX_KEYS_CHANGES, _("Every change"));
  append_group (xml, GX_KEYS_WINDOW, _("Window"));
  g_string_append (xml, "</object></child></object></interface>");
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (xml->str, -1);
  return GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "shortcuts"));
}
