/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** Where a command stands in the main menu and among the keyboard shortcuts; 0 is nowhere. */
typedef enum { GX_MENU_NONE, GX_MENU_CUSTOMERS, GX_MENU_BOOKS, GX_MENU_CHANGES, GX_MENU_PROGRAM,
               GX_MENU_N } GxMenuSection;

typedef enum { GX_KEYS_NONE, GX_KEYS_CUSTOMERS, GX_KEYS_CHANGES, GX_KEYS_WINDOW, GX_KEYS_N } GxKeysGroup;

/**
 * GxCommand: one thing the program does when told to. The table of them is what the main menu, Ctrl+K, the
 * keys and the window of keyboard shortcuts are made of: who adds a command writes one line.
 */
typedef struct {
  const char *action;     /* "win.undo"; NULL: only told among the shortcuts, done elsewhere */
  const char *label;      /* with its mnemonic, to be translated */
  const char *sentence;   /* what it does, to be translated; NULL: it does not stand in Ctrl+K */
  const char *also;       /* other words people look for it by, to be translated; NULL none */
  const char *icon;       /* NULL none */
  const char *keys;       /* accelerators, a blank between; NULL none */
  GxMenuSection menu;
  GxKeysGroup group;
  gboolean has_own_keys;  /* listened to elsewhere, for reasons told there */
} GxCommand;

/** gx_commands_list: all, in the order they are shown. @n: (out) */
const GxCommand *gx_commands_list (guint *n);

const GxCommand *gx_commands_find (const char *action);              /* NULL: there is none */

/** gx_command_label: (transfer full): for reading, without its mnemonic: "New customer…", 新建客户…. */
char *gx_command_label (const GxCommand *self);
char *gx_command_english (const GxCommand *self);                    /* transfer full: as in the source */

/** gx_commands_bind: the keys of all actions that begin with @prefix, on a widget's class. */
void gx_commands_bind (GtkWidgetClass *widget_class, const char *prefix);

GMenuModel *gx_commands_make_menu (void);                            /* transfer full */
GtkShortcutsWindow *gx_commands_make_shortcuts (void);               /* transfer floating: a new window */

G_END_DECLS
