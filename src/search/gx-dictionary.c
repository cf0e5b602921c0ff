/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "search/gx-dictionary.h"

struct _GxDictionary {
  GHashTable *codes;     /* GBytes → code */
  GPtrArray *keys;       /* of GBytes, by code - 1 */
  GPtrArray *labels;     /* of char *, nullable */
};

GxDictionary *
gx_dictionary_new (void)
{
  GxDictionary *self = g_new0 (GxDictionary, 1);

  self->codes = g_hash_table_new (g_bytes_hash, g_bytes_equal);
  self->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->labels = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
gx_dictionary_free (GxDictionary *self)
{
  g_hash_table_unref (self->codes);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->labels);
  g_free (self);
}

guint32
gx_dictionary_code (GxDictionary *self, gconstpointer key, gsize length, const char *label)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (key, length);
  guint32 code = GPOINTER_TO_UINT (g_hash_table_lookup (self->codes, bytes));

  if (code != 0 || length == 0)
    return code;
  g_ptr_array_add (self->keys, g_bytes_new (key, length));
  g_ptr_array_add (self->labels, g_strdup (label));
  code = self->keys->len;
  g_hash_table_insert (self->codes, g_ptr_array_index (self->keys, code - 1), GUINT_TO_POINTER (code));
  return code;
}

guint
gx_dictionary_size (GxDictionary *self)
{
  return self->keys->len + 1;
}

gconstpointer
gx_dictionary_key (GxDictionary *self, guint32 code, gsize *length)
{
  return g_bytes_get_data (g_ptr_array_index (self->keys, code - 1), length);
}

const char *
gx_dictionary_label (GxDictionary *self, guint32 code)
{
  return g_ptr_array_index (self->labels, code - 1);
}

/* -- As bytes: how many; of each the lengths of key and label, and both -- */

static void
write_number (GString *bytes, gsize number)
{
  guint32 written = (guint32) number;

  g_string_append_len (bytes, (const char *) &written, sizeof written);
}

void
gx_dictionary_write (GxDictionary *self, GString *bytes)
{
  write_number (bytes, self->keys->len);
  for (guint i = 0; i < self->keys->len; i++)
    {
      const char *label = g_ptr_array_index (self->labels, i);
      gsize length, label_length = label != NULL ? strlen (label) : 0;
      const char *key = g_bytes_get_data (g_ptr_array_index (self->keys, i), &length);

      write_number (bytes, length);
      write_number (bytes, label_length);
      g_string_append_len (bytes, key, length);
      g_string_append_len (bytes, label, label_length);
    }
}

static gboolean
read_number (const char **bytes, const char *end, guint32 *number)
{
  if (end - *bytes < (gssize) sizeof *number)
    return FALSE;
  memcpy (number, *bytes, sizeof *number);
  *bytes += sizeof *number;
  return TRUE;
}

GxDictionary *
gx_dictionary_read (const char **bytes, const char *end)
{
  g_autoptr (GxDictionary) self = gx_dictionary_new ();
  guint32 n, length, label_length;

  if (!read_number (bytes, end, &n))
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = NULL;

      if (!read_number (bytes, end, &length) || !read_number (bytes, end, &label_length)
          || end - *bytes < (gssize) length + label_length)
        return NULL;
      label = g_strndup (*bytes + length, label_length);
      gx_dictionary_code (self, *bytes, length, label);
      *bytes += length + label_length;
    }
  return g_steal_pointer (&self);
}
