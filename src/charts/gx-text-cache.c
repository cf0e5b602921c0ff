/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-text-cache.h"

#include <math.h>

#define MAX_TEXTS 1024

struct _GxTextCache {
  GHashTable *layouts;   /* "scale|bold|text" → PangoLayout */
  PangoContext *context; /* that they were made with */
  guint serial;          /* of the context then */
};

static PangoLayout *
create_layout (PangoContext *context, const PangoFontDescription *font, double scale, gboolean is_bold,
               const char *text)
{
  PangoLayout *layout = pango_layout_new (context);
  g_autoptr (PangoFontDescription) scaled = pango_font_description_copy (font);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int size = (int) lround (pango_font_description_get_size (font) * scale);

  if (pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_absolute_size (scaled, size);
  else
    pango_font_description_set_size (scaled, size);
  pango_font_description_set_weight (scaled, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, scaled);

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static void
drop_stale_texts (GxTextCache *self, PangoContext *context)
{
  guint serial = pango_context_get_serial (context);

  if (self->context == context && self->serial == serial && g_hash_table_size (self->layouts) < MAX_TEXTS)
    return;
  gx_text_cache_clear (self);
  self->context = g_object_ref (context);
  self->serial = serial;
}

GxTextCache *
gx_text_cache_new (void)
{
  GxTextCache *self = g_new0 (GxTextCache, 1);

  self->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  return self;
}

void
gx_text_cache_free (GxTextCache *self)
{
  if (self == NULL)
    return;
  gx_text_cache_clear (self);
  g_hash_table_unref (self->layouts);
  g_free (self);
}

void
gx_text_cache_clear (GxTextCache *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_remove_all (self->layouts);
  g_clear_object (&self->context);
}

PangoLayout *
gx_text_cache_get (GxTextCache *self, PangoContext *context, const PangoFontDescription *font, double scale,
                   gboolean is_bold, const char *text)
{
  g_autofree char *key = g_strdup_printf ("%d|%d|%s", (int) lround (scale * 1000), is_bold, text);
  PangoLayout *layout = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  drop_stale_texts (self, context);
  layout = g_hash_table_lookup (self->layouts, key);
  if (layout == NULL)
    {
      layout = create_layout (context, font, scale, is_bold, text);
      g_hash_table_insert (self->layouts, g_steal_pointer (&key), layout);
    }
  return layout;
}
