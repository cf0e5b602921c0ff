/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-vcard-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "base/gx-listing.h"
#include "interchange/gx-encoding.h"
#include "interchange/gx-vcard-fields.h"
#include "interchange/gx-vcard.h"

#define MAX_NESTED 3
#define MAX_CARD (16 << 20)       /* bytes of its values */
#define MAX_WIDE ((gint64) 128 << 20)

/* One column: the nth text of a field. */
typedef struct {
  guint rank;
  char *header;
  guint nth;      /* from 1 */
  guint met;      /* which of all columns was met first */
} Column;

struct _GxVcardReader {
  GxTable parent_instance;

  char *path;
  GxSource *source;
  GxVcardLines *lines;
  const char *encoding;  /* of what names no charset; NULL: UTF-8 */
  gboolean has_odd;      /* something that names none is no UTF-8 */

  GHashTable *index;     /* "header\x1fnth" → Column, then its place */
  GPtrArray *columns;    /* of Column */

  GHashTable *aside;     /* name of a property that has no column → how often (gint64 *) */
  gboolean is_surveying;

  gint64 n_cards;
  gboolean is_header_due;
  char *trouble;         /* of the card at hand */
  GPtrArray *fields;     /* of GxVcardField */
  GPtrArray *texts;      /* headers as shown */
  GArray *cells;         /* of GxCell */
};

G_DEFINE_FINAL_TYPE (GxVcardReader, gx_vcard_reader, GX_TYPE_TABLE)

static void
free_column (gpointer data)
{
  Column *column = data;

  g_free (column->header);
  g_free (column);
}

/* -- cards */

/* Makes the value UTF-8; whatever fits nowhere is shown as � and told. */
static void
decode_value (GxVcardReader *self, GxVcardProperty *property)
{
  const char *encoding = property->charset != NULL ? gx_encoding_canonical (property->charset)
    : self->encoding;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (encoding != NULL && g_ascii_strcasecmp (encoding, "utf-8") != 0)
    text = g_convert (property->value->str, (gssize) property->value->len, "UTF-8", encoding, NULL, &length,
                      NULL);
  if (text == NULL && g_utf8_validate_len (property->value->str, property->value->len, NULL))
    return;
  if (text == NULL)
    {
      self->has_odd = self->has_odd || property->charset == NULL;
      if (self->trouble == NULL)
        /* Translators: %1$lld is the number of a line, %2$s the name of a character encoding. */
        self->trouble = g_strdup_printf (_("Line %1$lld is not written in %2$s."), (long long) property->line,
                                         encoding != NULL ? encoding : "UTF-8");
      text = g_utf8_make_valid (property->value->str, (gssize) property->value->len);
      length = strlen (text);
    }
  g_string_truncate (property->value, 0);
  g_string_append_len (property->value, text, (gssize) length);
}

static gboolean
is_card_line (const GxVcardProperty *property, const char *name)
{
  g_autofree char *value = g_strstrip (g_strdup (property->value->str));

  return strcmp (property->name, name) == 0 && g_ascii_strcasecmp (value, "VCARD") == 0;
}

/* Where the reading goes on if the card at hand turns out to have no end. */
typedef struct {
  gint64 offset, line;
  guint n_properties;
} Inner;

/*
 * The properties of the card whose BEGIN was just read. A card within a card is left aside; but where the
 * outer one never ends it is broken, and the inner one a card like any other.
 */
static GPtrArray *
read_properties (GxVcardReader *self, gint64 begin, GError **error)
{
  g_autoptr (GPtrArray) properties = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_vcard_property_free);
  Inner inner = { -1, 0, 0 };
  gsize n_bytes = 0;
  guint depth = 1, n_nested = 0;

  while (depth > 0)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (GxVcardProperty) property = gx_vcard_lines_next (self->lines, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (property == NULL)
        break;
      if (is_card_line (property, "BEGIN"))
        {
          if (n_nested++ == 0)
            inner = (Inner) { property->offset, property->line, properties->len };
          if (n_nested > MAX_NESTED)
            break;
          depth++;
        }
      else if (is_card_line (property, "END"))
        {
          depth--;
        }
      else if (depth == 1 && (n_bytes += property->value->len) <= MAX_CARD)
        {
          decode_value (self, property);
          g_ptr_array_add (properties, g_steal_pointer (&property));
        }
    }
  if (depth == 0)
    return g_steal_pointer (&properties);
  g_free (self->trouble);
  /* Translators: %lld is the number of a line of a file of vCards. */
  self->trouble = g_strdup_printf (_("The card that begins in line %lld has no end."), (long long) begin);
  if (n_nested > 0)
    {
      g_ptr_array_set_size (properties, inner.n_properties);
      gx_vcard_lines_go (self->lines, inner.offset, inner.line);
    }
  return g_steal_pointer (&properties);
}

static void
count_aside (GxVcardReader *self, GPtrArray *properties)
{
  for (guint i = 0; self->is_surveying && i < properties->len; i++)
    {
      const char *name = ((const GxVcardProperty *) properties->pdata[i])->name;
      gint64 *count = NULL;

      if (!gx_vcard_fields_leave (name))
        continue;
      count = g_hash_table_lookup (self->aside, name);
      if (count == NULL)
        {
          count = g_new0 (gint64, 1);
          g_hash_table_insert (self->aside, g_strdup (name), count);
        }
      (*count)++;
    }
}

/* Reads the next card into self->fields. FALSE at the end, or on an error. */
static gboolean
read_card (GxVcardReader *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  g_clear_pointer (&self->trouble, g_free);
  g_ptr_array_set_size (self->fields, 0);
  for (;;)
    {
      g_autoptr (GxVcardProperty) property = gx_vcard_lines_next (self->lines, &local_error);
      g_autoptr (GPtrArray) properties = NULL;

      if (property == NULL)
        break;
      if (!is_card_line (property, "BEGIN"))
        continue;
      properties = read_properties (self, property->line, &local_error);
      if (properties == NULL)
        break;
      self->n_cards++;
      gx_vcard_fields_read (properties, self->fields);
      count_aside (self, properties);
      return TRUE;
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* -- columns */

/* Calls @take with each field of the card and the how-manieth text of its kind it is. */
static gboolean
each_field (GxVcardReader *self, gboolean (*take) (GxVcardReader *self, const GxVcardField *field,
                                                   guint nth, const char *key))
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const GxVcardField *field = self->fields->pdata[i];
      g_autofree char *key = NULL;
      guint nth = 1;

      for (guint j = 0; j < i; j++)
        nth += strcmp (((GxVcardField *) self->fields->pdata[j])->header, field->header) == 0;
      key = g_strdup_printf ("%s\x1f%u", field->header, nth);
      if (!take (self, field, nth, key))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_column (GxVcardReader *self, const GxVcardField *field, guint nth, const char *key)
{
  Column *column;

  if (g_hash_table_contains (self->index, key))
    return TRUE;
  if (self->columns->len >= GX_TABLE_MAX_COLUMNS)
    return FALSE;
  column = g_new (Column, 1);
  *column = (Column) { field->rank, g_strdup (field->header), nth, self->columns->len };
  g_hash_table_insert (self->index, g_strdup (key), column);
  g_ptr_array_add (self->columns, column);
  return TRUE;
}

static int
compare_columns (gconstpointer a, gconstpointer b)
{
  const Column *one = *(const Column **) a, *other = *(const Column **) b;

  if (one->rank != other->rank)
    return one->rank < other->rank ? -1 : 1;
  if (strcmp (one->header, other->header) == 0)
    return one->nth < other->nth ? -1 : 1;
  return one->met < other->met ? -1 : 1;
}

/* Sorts the columns; the index then tells the place of each. */
static void
settle_columns (GxVcardReader *self)
{
  g_ptr_array_sort (self->columns, compare_columns);
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = self->columns->pdata[i];

      column->met = i;
      g_ptr_array_add (self->texts, column->nth == 1 ? g_strdup (column->header)
                       : g_strdup_printf ("%s (%u)", column->header, column->nth));
    }
}

static gboolean
survey_cards (GxVcardReader *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  self->is_surveying = TRUE;
  while (read_card (self, &local_error))
    if (!each_field (self, add_column))
      {
        g_propagate_error (error, gx_table_row_error (self->path, self->n_cards + 1,
                                                      _("it has more than 16,384 columns.")));
        return FALSE;
      }
  self->is_surveying = FALSE;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* -- rows */

static gboolean
put_field (GxVcardReader *self, const GxVcardField *field, guint nth, const char *key)
{
  const Column *column = g_hash_table_lookup (self->index, key);

  if (column != NULL)
    g_array_index (self->cells, GxCell, column->met) =
      (GxCell) { field->text, field->text, (guint) strlen (field->text), field->type };
  return TRUE;
}

static void
clear_cells (GxVcardReader *self)
{
  static const GxCell empty = { "", "", 0, GX_CELL_EMPTY };

  g_array_set_size (self->cells, self->columns->len);
  for (guint i = 0; i < self->columns->len; i++)
    g_array_index (self->cells, GxCell, i) = empty;
}

static gboolean
gx_vcard_reader_next (GxTable *table, GxRow *row, GError **error)
{
  GxVcardReader *self = GX_VCARD_READER (table);
  guint n_cells = self->columns->len;

  clear_cells (self);
  if (self->is_header_due)
    {
      self->is_header_due = FALSE;
      for (guint i = 0; i < n_cells; i++)
        {
          const char *text = self->texts->pdata[i];

          g_array_index (self->cells, GxCell, i) = (GxCell) { text, text, (guint) strlen (text),
                                                             GX_CELL_TEXT };
        }
      *row = (GxRow) { 1, n_cells, (const GxCell *) (void *) self->cells->data, NULL };
      return n_cells > 0;
    }
  do
    if (!read_card (self, error))
      return FALSE;
  while (self->fields->len == 0 && self->trouble == NULL); /* a card that says nothing */
  each_field (self, put_field);
  while (n_cells > 0 && g_array_index (self->cells, GxCell, n_cells - 1).type == GX_CELL_EMPTY)
    n_cells--;
  *row = (GxRow) { self->n_cards + 1, n_cells, (const GxCell *) (void *) self->cells->data, self->trouble };
  return TRUE;
}

static gboolean
gx_vcard_reader_start (GxTable *table, guint sheet, GError **error)
{
  GxVcardReader *self = GX_VCARD_READER (table);

  gx_vcard_lines_go (self->lines, 0, 1);
  self->n_cards = 0;
  self->is_header_due = TRUE;
  return TRUE;
}

static void
gx_vcard_reader_list_notices (GxTable *table, GPtrArray *notices)
{
  GxVcardReader *self = GX_VCARD_READER (table);
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (self->aside), (GCompareFunc) strcmp);
  g_autoptr (GString) others = g_string_new (NULL);
  gint64 n_others = 0;

  for (GList *name = names; name != NULL; name = name->next)
    {
      gint64 count = *(gint64 *) g_hash_table_lookup (self->aside, name->data);

      if (strcmp (name->data, "PHOTO") == 0)
        {
          gx_notices_add (notices, "photos", count,
                          /* Translators: %lld is the number of pictures of people in a file of vCards */
                          g_strdup_printf (ngettext ("%lld photo is left aside.",
                                                     "%lld photos are left aside.",
                                                     (gulong) count), (long long) count));
          continue;
        }
      gx_listing_add (others, "%s (%" G_GINT64_FORMAT ")", (const char *) name->data, count);
      n_others += count;
    }
  if (n_others > 0)
    gx_notices_add (notices, "properties", n_others,
                    /* Translators: %s is a list of what a file of vCards has beside: "LOGO (1), SOUND (2)" */
                    g_strdup_printf (_("What has no place here is left aside: %s."), others->str));
}

static const char *
gx_vcard_reader_get_encoding (GxTable *table)
{
  GxVcardReader *self = GX_VCARD_READER (table);

  return self->encoding != NULL ? self->encoding : "UTF-8";
}

static void
gx_vcard_reader_finalize (GObject *object)
{
  GxVcardReader *self = GX_VCARD_READER (object);

  gx_vcard_lines_free (self->lines);
  gx_source_free (self->source);
  g_hash_table_unref (self->index);
  g_hash_table_unref (self->aside);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->texts);
  g_array_unref (self->cells);
  g_free (self->trouble);
  g_free (self->path);
  G_OBJECT_CLASS (gx_vcard_reader_parent_class)->finalize (object);
}

static void
gx_vcard_reader_class_init (GxVcardReaderClass *klass)
{
  GxTableClass *table_class = GX_TABLE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gx_vcard_reader_finalize;
  table_class->start = gx_vcard_reader_start;
  table_class->next = gx_vcard_reader_next;
  table_class->list_notices = gx_vcard_reader_list_notices;
  table_class->get_encoding = gx_vcard_reader_get_encoding;
}

static void
gx_vcard_reader_init (GxVcardReader *self)
{
  self->index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->aside = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->columns = g_ptr_array_new_with_free_func (free_column);
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_vcard_field_free);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->cells = g_array_new (FALSE, FALSE, sizeof (GxCell));
}

/* UTF-16 and UTF-32 are brought into UTF-8 at once: no line of them could be told. */
static gboolean
open_source (GxVcardReader *self, const GxEncodingGuess *guess, GError **error)
{
  g_autofree char *bytes = NULL, *text = NULL;
  gint64 size;
  gssize got;
  gsize length = 0;

  self->source = gx_source_open (self->path, error);
  if (self->source == NULL)
    return FALSE;
  if (!g_str_has_prefix (guess->name, "UTF-16") && !g_str_has_prefix (guess->name, "UTF-32"))
    return TRUE;
  size = gx_source_size (self->source);
  if (size > MAX_WIDE)
    {
      /* Translators: %s is the path of a file. */
      g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("“%s” is too large. Save it as UTF-8."),
                   gx_source_file_name (self->path));
      return FALSE;
    }
  bytes = g_malloc (size);
  got = gx_source_read (self->source, 0, bytes, size, error);
  if (got < 0)
    return FALSE;
  text = g_convert_with_fallback (bytes + guess->bom_bytes, got - guess->bom_bytes, "UTF-8", guess->name,
                                  NULL, NULL, &length, NULL);
  if (text == NULL)
    {
      /* Translators: the first %s is the path of a file, the second the name of a character encoding. */
      g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("“%s” is not written in %s."),
                   gx_source_file_name (self->path), guess->name);
      return FALSE;
    }
  gx_source_free (self->source);
  self->source = gx_source_new_text (text, length, self->path);
  return TRUE;
}

GxTable *
gx_vcard_reader_open (const char *path, const GxTableOptions *options, GError **error)
{
  g_autoptr (GxVcardReader) self = g_object_new (GX_TYPE_VCARD_READER, NULL);
  g_autoptr (GArray) guesses = gx_encoding_guess (path, error);

  self->path = g_strdup (path);
  if (guesses == NULL || !open_source (self, &g_array_index (guesses, GxEncodingGuess, 0), error))
    return NULL;
  self->lines = gx_vcard_lines_new (self->source);
  self->encoding = options->encoding != NULL
    ? g_intern_string (gx_encoding_canonical (options->encoding)) : NULL;
  if (!survey_cards (self, error))
    return NULL;
  /* Cards may name a charset for each line; the file as a whole is guessed at only where some name none. */
  if (self->has_odd && self->encoding == NULL
      && strcmp (g_array_index (guesses, GxEncodingGuess, 0).name, "UTF-8") != 0)
    {
      if (!gx_encoding_is_sure (guesses))
        {
          gx_encoding_ask (path, guesses, error);
          return NULL;
        }
      self->encoding = g_array_index (guesses, GxEncodingGuess, 0).name;
    }
  settle_columns (self);
  gx_table_add_sheet (GX_TABLE (self), "", FALSE);
  return gx_vcard_reader_start (GX_TABLE (self), 0, error) ? g_steal_pointer ((GxTable **) &self) : NULL;
}
