/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"
#include "search/gx-search-words.h"

G_BEGIN_DECLS

/** What an item is; in this order where several are equally near. */
typedef enum {
  GX_PALETTE_CUSTOMERS, GX_PALETTE_SEGMENTS, GX_PALETTE_PAGES, GX_PALETTE_COMMANDS, GX_PALETTE_NOTES,
  GX_PALETTE_N_GROUPS
} GxPaletteGroup;

/** GxPaletteItem: one row of Ctrl+K: what it says, and which action it does. It never changes. */
typedef struct {
  GxPaletteGroup group;
  guint distance;          /* how near it is to what was typed: 0 best */
  char *title, *detail;    /* @detail may be NULL */
  GArray *title_spans;     /* (nullable): of GxTextSpan: what was found of the title; NULL: ask the words */
  const char *detail_field;/* what stands in @detail, for gx_search_words_mark(); NULL none */
  guint detail_start;      /* from which byte on */
  const char *icon;        /* NULL: the avatar of @customer */
  GxId customer;
  gboolean is_organisation;
  char *keys;              /* an accelerator; NULL none */
  const char *action;      /* static */
  GVariant *target;        /* NULL none */
} GxPaletteItem;

GxPaletteItem *gx_palette_item_new (GxPaletteGroup group, const char *title, const char *detail,
                                    const char *icon, const char *action, GVariant *target);
void gx_palette_item_free (GxPaletteItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxPaletteItem, gx_palette_item_free)

/** gx_palette_group_title: as a heading, translated. @is_recent: nothing was typed. */
const char *gx_palette_group_title (GxPaletteGroup group, gboolean is_recent);

/** GxCanDoFunc: whether an action can be done now. */
typedef gboolean (*GxCanDoFunc) (gpointer user_data, const char *action);

/**
 * gx_palette_add_program: the pages and commands that fit @words, nearest first in each; all where nothing is
 * typed. @items: (element-type GxPaletteItem): where they are added to
 */
void gx_palette_add_program (GPtrArray *items, const GxSearchWords *words, GxCanDoFunc can_do,
                             gpointer user_data);

/** gx_palette_arrange: groups follow each other by their nearest item; notes come last. */
void gx_palette_arrange (GPtrArray *items);

G_END_DECLS
