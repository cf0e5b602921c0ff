/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-export-habits.h"

struct _GxExportHabits {
  GHashTable *words; /* the kind's name → GStrv */
};

GxExportHabits *
gx_export_habits_new (void)
{
  GxExportHabits *self = g_new0 (GxExportHabits, 1);

  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  return self;
}

void
gx_export_habits_free (GxExportHabits *self)
{
  g_hash_table_unref (self->words);
  g_free (self);
}

const char * const *
gx_export_habits_get (const GxExportHabits *self, GxExportKind kind)
{
  const char * const *words = g_hash_table_lookup (self->words, gx_export_kind_name (kind));

  return words != NULL && words[0] != NULL ? words : NULL;
}

void
gx_export_habits_set (GxExportHabits *self, GxExportKind kind, char **words)
{
  g_hash_table_insert (self->words, g_strdup (gx_export_kind_name (kind)), words);
}

char *
gx_export_habits_print (const GxExportHabits *self)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  g_autoptr (GVariant) all = NULL;
  GHashTableIter iter;
  gpointer kind, words;

  g_hash_table_iter_init (&iter, self->words);
  while (g_hash_table_iter_next (&iter, &kind, &words))
    g_variant_builder_add (&builder, "{s^as}", kind, words);
  all = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (all, FALSE);
}

void
gx_export_habits_read (GxExportHabits *self, const char *text)
{
  g_autoptr (GVariant) all = text != NULL && *text != '\0'
    ? g_variant_parse (G_VARIANT_TYPE ("a{sas}"), text, NULL, NULL, NULL) : NULL;
  GVariantIter iter;
  char *kind = NULL, **words = NULL;

  g_hash_table_remove_all (self->words);
  if (all == NULL)
    return;
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{s^as}", &kind, &words))
    g_hash_table_insert (self->words, kind, words);
}
