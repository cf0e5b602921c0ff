/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-palette-item.h"

#include "app/gx-commands.h"
#include "pages/gx-pages.h"

#include <glib/gi18n-lib.h>

#define MOST_COMMANDS 6 /* of those that fit what was typed */

GxPaletteItem *
gx_palette_item_new (GxPaletteGroup group, const char *title, const char *detail, const char *icon,
                     const char *action, GVariant *target)
{
  GxPaletteItem *self = g_new0 (GxPaletteItem, 1);

  self->group = group;
  self->title = g_strdup (title);
  self->detail = g_strdup (detail);
  self->icon = icon;
  self->action = action;
  self->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  return self;
}

void
gx_palette_item_free (GxPaletteItem *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->title);
  g_free (self->detail);
  g_free (self->keys);
  g_clear_pointer (&self->title_spans, g_array_unref);
  g_clear_pointer (&self->target, g_variant_unref);
  g_free (self);
}

const char *
gx_palette_group_title (GxPaletteGroup group, gboolean is_recent)
{
  switch (group)
    {
    case GX_PALETTE_CUSTOMERS:
      return is_recent ? _("Recent customers") : _("Customers");
    case GX_PALETTE_SEGMENTS:
      return _("Segments");
    case GX_PALETTE_PAGES:
      return _("Pages");
    case GX_PALETTE_COMMANDS:
      return _("Commands");
    default:
      return _("Notes");
    }
}

/* -- Pages and commands */

static void
add_pages (GPtrArray *items, const GxSearchWords *words, GxCanDoFunc can_do, gpointer user_data)
{
  guint n = 0;
  const GxPageKind *kinds = gx_pages_list (&n);

  for (guint i = 0; i < n && can_do (user_data, "win.show-page"); i++)
    {
      const char *names[] = { _(kinds[i].title), kinds[i].title, NULL };
      guint distance = gx_search_words_judge (words, names);

      if (distance == GX_SEARCH_FAR)
        continue;
      GxPaletteItem *item = gx_palette_item_new (GX_PALETTE_PAGES, names[0], NULL, kinds[i].icon,
                                                 "win.show-page", g_variant_new_string (kinds[i].name));
      item->keys = i < 9 ? g_strdup_printf ("<Alt>%u", i + 1) : NULL;
      item->distance = distance;
      g_ptr_array_add (items, item);
    }
}

static guint
judge_command (const GxSearchWords *words, const GxCommand *command, const char *label)
{
  g_autofree char *english = gx_command_english (command);
  const char *names[] = { label, english, command->also != NULL ? _(command->also) : english,
                          command->also != NULL ? command->also : english, NULL };

  return gx_search_words_judge (words, names);
}

static int
compare_distances (gconstpointer a, gconstpointer b)
{
  const GxPaletteItem *x = *(GxPaletteItem * const *) a, *y = *(GxPaletteItem * const *) b;

  return (x->distance > y->distance) - (x->distance < y->distance);
}

static void
add_commands (GPtrArray *items, const GxSearchWords *words, GxCanDoFunc can_do, gpointer user_data)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_palette_item_free);
  guint n = 0;
  const GxCommand *commands = gx_commands_list (&n);

  for (guint i = 0; i < n; i++)
    {
      const GxCommand *command = &commands[i];
      g_autofree char *label = gx_command_label (command);
      guint distance = command->sentence != NULL && can_do (user_data, command->action)
        ? judge_command (words, command, label) : GX_SEARCH_FAR;

      if (distance == GX_SEARCH_FAR)
        continue;
      g_auto (GStrv) keys = g_strsplit (command->keys != NULL ? command->keys : "", " ", 2);
      GxPaletteItem *item = gx_palette_item_new (GX_PALETTE_COMMANDS, label, _(command->sentence),
                                                 command->icon, command->action, NULL);
      item->keys = g_strdup (keys[0]);
      item->distance = distance;
      g_ptr_array_add (found, item);
    }
  g_ptr_array_sort (found, compare_distances); /* stable: equals keep the table's order */
  if (!gx_search_words_is_empty (words) && found->len > MOST_COMMANDS)
    g_ptr_array_set_size (found, MOST_COMMANDS);
  g_ptr_array_extend_and_steal (items, g_steal_pointer (&found));
}

void
gx_palette_add_program (GPtrArray *items, const GxSearchWords *words, GxCanDoFunc can_do, gpointer user_data)
{
  g_return_if_fail (items != NULL && words != NULL && can_do != NULL);

  add_pages (items, words, can_do, user_data);
  add_commands (items, words, can_do, user_data);
}

/* -- The order */

static int
compare_groups (gconstpointer a, gconstpointer b, gpointer data)
{
  const GxPaletteItem *x = *(GxPaletteItem * const *) a, *y = *(GxPaletteItem * const *) b;
  const guint *nearest = data;
  gboolean x_is_note = x->group == GX_PALETTE_NOTES, y_is_note = y->group == GX_PALETTE_NOTES;

  if (x->group == y->group)
    return 0;
  if (x_is_note != y_is_note)
    return x_is_note - y_is_note;
  if (nearest[x->group] != nearest[y->group])
    return nearest[x->group] < nearest[y->group] ? -1 : 1;
  return x->group < y->group ? -1 : 1;
}

void
gx_palette_arrange (GPtrArray *items)
{
  guint nearest[GX_PALETTE_N_GROUPS] = { 0 };

  g_return_if_fail (items != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (nearest); i++)
    nearest[i] = GX_SEARCH_FAR;
  for (guint i = 0; i < items->len; i++)
    {
      const GxPaletteItem *item = items->pdata[i];
      nearest[item->group] = MIN (nearest[item->group], item->distance);
    }
  g_ptr_array_sort_with_data (items, compare_groups, nearest); /* stable */
}
