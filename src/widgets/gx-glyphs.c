/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-glyphs.h"

#define MAX_KEPT 1024

typedef struct {
  char *text;
  double size_px;
  PangoWeight weight;
} Key;

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;

  return g_str_hash (key->text) ^ (guint) (key->size_px * 64) ^ (guint) key->weight << 16;
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  const Key *left = a, *right = b;

  return left->size_px == right->size_px && left->weight == right->weight
    && g_str_equal (left->text, right->text);
}

static void
free_key (gpointer data)
{
  Key *key = data;

  g_free (key->text);
  g_free (key);
}

static PangoLayout *
make_layout (GtkWidget *widget, const Key *key)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, key->text);
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (context));

  pango_font_description_set_absolute_size (font, key->size_px * PANGO_SCALE);
  pango_font_description_set_weight (font, key->weight);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_font_description_free (font);
  return layout;
}

/* One family serves the whole program; another one, or another look of text, empties what was kept. */
static GHashTable *
open_cache (GtkWidget *widget)
{
  static GHashTable *kept;
  static char *family;
  static cairo_font_options_t *options;
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const char *now = pango_font_description_get_family (pango_context_get_font_description (context));
  const cairo_font_options_t *options_now = pango_cairo_context_get_font_options (context);

  if (kept == NULL)
    kept = g_hash_table_new_full (hash_key, equal_keys, free_key, g_object_unref);
  gboolean same_look = options_now == NULL
    || (options != NULL && cairo_font_options_equal (options, options_now));
  if (g_strcmp0 (family, now) != 0 || !same_look || g_hash_table_size (kept) >= MAX_KEPT)
    {
      g_hash_table_remove_all (kept);
      g_free (family);
      family = g_strdup (now);
      g_clear_pointer (&options, cairo_font_options_destroy);
      options = options_now != NULL ? cairo_font_options_copy (options_now) : NULL;
    }
  return kept;
}

PangoLayout *
gx_glyphs_get (GtkWidget *widget, const char *text, double size_px, PangoWeight weight)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget) && text != NULL, NULL);

  Key wanted = { (char *) text, size_px, weight };
  GHashTable *kept = open_cache (widget);
  PangoLayout *layout = g_hash_table_lookup (kept, &wanted);

  if (layout == NULL)
    {
      Key *key = g_new (Key, 1);
      *key = wanted;
      key->text = g_strdup (text);
      layout = make_layout (widget, key);
      g_hash_table_insert (kept, key, layout);
    }
  return layout;
}

double
gx_glyphs_body_px (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  double dpi = pango_cairo_context_get_resolution (context);

  if (pango_font_description_get_size_is_absolute (font))
    return size;
  return size * (dpi > 0 ? dpi : 96) / 72;
}
