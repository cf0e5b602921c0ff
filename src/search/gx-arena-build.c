/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "search/gx-arena-private.h"
#include "search/gx-units.h"
#include "store/gx-statement.h"

/* An arena is one block of memory: a header, then its arrays, each at a multiple of eight bytes. */

#define MAGIC G_GUINT64_CONSTANT (0x31616e6572417847) /* "GxArena1" */
#define FORMAT 6 /* another where a record is made otherwise */

typedef struct {
  guint32 n;
  guint8 widths[GX_N_COLUMNS];  /* of columns: bytes */
  guint64 text_length, words_length;
} Sizes;

typedef struct {
  guint64 magic;
  guint64 format;
  Sizes sizes;
  guint64 units;        /* gx_units_fingerprint() */
  GxArenaState state;
  guint64 sum;          /* of all that follows */
} Header;

static gsize
pad (gsize bytes)
{
  return (bytes + 7) & ~(gsize) 7;
}

static gsize
size_of_block (const Sizes *sizes)
{
  gsize n = sizes->n, columns = 0;

  for (guint column = 0; column < GX_N_COLUMNS; column++)
    columns += pad (n * sizes->widths[column]);
  return pad (sizeof (Header)) + n * (sizeof (GxId) + sizeof (GxSigns) + sizeof (gint64))
         + 2 * pad ((n + 1) * sizeof (guint32)) + 2 * pad (n * sizeof (guint32)) + pad (n * sizeof (gint32))
         + columns + pad (sizes->text_length + GX_SCAN_MARGIN) + pad (sizes->words_length);
}

/* Where everything lies in a block. */
static GxArenaPack
lay_out (const char *block, const Sizes *sizes)
{
  gsize n = sizes->n;
  GxArenaPack pack = {
    .n = sizes->n, .text_length = sizes->text_length, .words_length = sizes->words_length
  };
  const char *at = block + pad (sizeof (Header));

  pack.ids = (const GxId *) at;
  pack.signs = (const GxSigns *) (at += n * sizeof (GxId));
  pack.values = (const gint64 *) (at += n * sizeof (GxSigns));
  pack.offsets = (const guint32 *) (at += n * sizeof (gint64));
  pack.mark_offsets = (const guint32 *) (at += pad ((n + 1) * sizeof (guint32)));
  pack.by_id = (const guint32 *) (at += pad ((n + 1) * sizeof (guint32)));
  pack.by_name = (const guint32 *) (at += pad (n * sizeof (guint32)));
  pack.days = (const gint32 *) (at += pad (n * sizeof (guint32)));
  at += pad (n * sizeof (gint32));
  for (guint column = 0; column < GX_N_COLUMNS; column++)
    {
      pack.columns[column] = (GxCodes) { at, sizes->widths[column] };
      at += pad (n * sizes->widths[column]);
    }
  pack.text = at;
  pack.words = at + pad (sizes->text_length + GX_SCAN_MARGIN);
  return pack;
}

/* Eight bytes at a time; enough to know a torn or foreign file. Multiplier: Steele and Vigna 2021. */
static guint64
sum_of (const char *block, gsize size)
{
  const guint64 *words = (const guint64 *) (block + pad (sizeof (Header)));
  gsize n = (size - pad (sizeof (Header))) / sizeof *words;
  guint64 sums[4] = { 1, 2, 3, 4 };

  for (gsize i = 0; i < n; i++)
    sums[i & 3] = (sums[i & 3] ^ words[i]) * G_GUINT64_CONSTANT (0xd1342543de82ef95);
  return sums[0] ^ sums[1] << 1 ^ sums[2] << 2 ^ sums[3] << 3;
}

gboolean
_gx_arena_open (GBytes *bytes, GxArenaPack *pack, GxArenaState *state)
{
  gsize size;
  const char *block = g_bytes_get_data (bytes, &size);
  const Header *header = (const Header *) block;

  if (size < sizeof (Header) || header->magic != MAGIC || header->format != FORMAT
      || header->units != gx_units_fingerprint ()
      || header->sizes.n > size || header->sizes.text_length > size || header->sizes.words_length > size
      || size != size_of_block (&header->sizes)
      || header->sum != sum_of (block, size))
    return FALSE;
  *pack = lay_out (block, &header->sizes);
  *state = header->state;
  return TRUE;
}

/* -- Building: all records by id first, then laid down in the list's order -- */

typedef struct {
  GString *text;
  GArray *offsets;    /* guint32, one more than there are records */
  GArray *ids, *signs, *values, *days;
  GArray *columns[GX_N_COLUMNS];                 /* of guint32 */
  GxDictionary *dictionaries[GX_N_COLUMNS];
} Heap;

static void
heap_init (Heap *heap)
{
  heap->text = g_string_new (NULL);
  heap->offsets = g_array_new (FALSE, FALSE, sizeof (guint32));
  heap->ids = g_array_new (FALSE, FALSE, sizeof (GxId));
  heap->signs = g_array_new (FALSE, FALSE, sizeof (GxSigns));
  heap->values = g_array_new (FALSE, FALSE, sizeof (gint64));
  heap->days = g_array_new (FALSE, FALSE, sizeof (gint32));
  for (guint column = 0; column < GX_N_COLUMNS; column++)
    {
      heap->columns[column] = g_array_new (FALSE, FALSE, sizeof (guint32));
      heap->dictionaries[column] = gx_dictionary_new ();
    }
}

static void
heap_clear (Heap *heap)
{
  g_string_free (heap->text, TRUE);
  g_array_unref (heap->offsets);
  g_array_unref (heap->ids);
  g_array_unref (heap->signs);
  g_array_unref (heap->values);
  g_array_unref (heap->days);
  for (guint column = 0; column < GX_N_COLUMNS; column++)
    {
      g_array_unref (heap->columns[column]);
      gx_dictionary_free (heap->dictionaries[column]);
    }
}

static void
take_packed (const GxPacked *packed, gpointer data)
{
  Heap *heap = data;
  guint32 offset = (guint32) heap->text->len;
  gint32 day = packed->last_contact_day;
  guint32 codes[GX_N_COLUMNS];

  g_string_append_len (heap->text, packed->record, packed->length);
  g_array_append_val (heap->offsets, offset);
  g_array_append_val (heap->ids, packed->id);
  g_array_append_val (heap->signs, packed->signs);
  g_array_append_val (heap->values, packed->value_minor);
  g_array_append_val (heap->days, day);
  _gx_arena_code (heap->dictionaries, packed, codes);
  for (guint column = 0; column < GX_N_COLUMNS; column++)
    g_array_append_val (heap->columns[column], codes[column]);
}

static int
compare_id (gconstpointer a, gconstpointer b)
{
  GxId x = *(const GxId *) a, y = *(const GxId *) b;

  return (x > y) - (x < y);
}

/* The records, as indexes by id, in the list's order. */
static GArray *
read_names_order (GxConnection *book, const Heap *heap, GError **error)
{
  g_autoptr (GArray) order = g_array_sized_new (FALSE, FALSE, sizeof (guint32), heap->ids->len);
  g_autoptr (GxStatement) query = gx_connection_query (book, "select customer_id from customer_fact "
                                                             "order by sort_key, customer_id", NULL);

  while (gx_statement_next (query))
    {
      GxId id = gx_statement_int64 (query, 0);
      guint at;

      if (g_array_binary_search (heap->ids, &id, compare_id, &at))
        {
          guint32 index = at;
          g_array_append_val (order, index);
        }
    }
  return gx_statement_finish (query, error) ? g_steal_pointer (&order) : NULL;
}

static int
compare_recency (gconstpointer a, gconstpointer b, gpointer data)
{
  const Heap *heap = data;
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  gint32 day = g_array_index (heap->days, gint32, x), other_day = g_array_index (heap->days, gint32, y);
  gint64 value = g_array_index (heap->values, gint64, x), other = g_array_index (heap->values, gint64, y);

  return day != other_day ? (day < other_day) - (day > other_day) : (value < other) - (value > other);
}

static GxRecord
record_in (const Heap *heap, guint32 i)
{
  const char *text = heap->text->str;

  return gx_record_take_apart (text + g_array_index (heap->offsets, guint32, i),
                               text + g_array_index (heap->offsets, guint32, i + 1));
}

/* All words, then all marks, so that what can only be in the one is not looked for in the other. */
static void
lay_text_down (const Heap *heap, const GArray *order, const GxArenaPack *pack)
{
  guint32 *offsets = (guint32 *) pack->offsets, *mark_offsets = (guint32 *) pack->mark_offsets, end = 0;
  char *text = (char *) pack->text;

  for (guint place = 0; place < order->len; place++)
    {
      GxRecord record = record_in (heap, g_array_index (order, guint32, place));

      offsets[place] = end;
      memcpy (text + end, record.words, record.words_end - record.words);
      end += (guint32) (record.words_end - record.words);
    }
  offsets[order->len] = end;
  for (guint place = 0; place < order->len; place++)
    {
      GxRecord record = record_in (heap, g_array_index (order, guint32, place));

      mark_offsets[place] = end;
      memcpy (text + end, record.marks, record.marks_end - record.marks);
      end += (guint32) (record.marks_end - record.marks);
    }
  mark_offsets[order->len] = end;
}

static void
put_code (const GxCodes *column, guint place, guint32 code)
{
  if (column->width == 1)
    ((guint8 *) column->codes)[place] = (guint8) code;
  else if (column->width == 2)
    ((guint16 *) column->codes)[place] = (guint16) code;
  else
    ((guint32 *) column->codes)[place] = code;
}

static void
lay_down (Heap *heap, const GArray *names_order, const GxArenaPack *pack)
{
  g_autoptr (GArray) order = g_array_copy ((GArray *) names_order);
  guint32 *by_id = (guint32 *) pack->by_id;

  g_array_sort_with_data (order, compare_recency, heap); /* which leaves equal ones in the list's order */
  for (guint place = 0; place < order->len; place++)
    {
      guint32 i = g_array_index (order, guint32, place);

      ((GxId *) pack->ids)[place] = g_array_index (heap->ids, GxId, i);
      ((GxSigns *) pack->signs)[place] = g_array_index (heap->signs, GxSigns, i);
      ((gint64 *) pack->values)[place] = g_array_index (heap->values, gint64, i);
      ((gint32 *) pack->days)[place] = g_array_index (heap->days, gint32, i);
      for (guint column = 0; column < GX_N_COLUMNS; column++)
        put_code (&pack->columns[column], place, g_array_index (heap->columns[column], guint32, i));
      by_id[i] = place;
    }
  lay_text_down (heap, order, pack);
  for (guint i = 0; i < names_order->len; i++)
    ((guint32 *) pack->by_name)[i] = by_id[g_array_index (names_order, guint32, i)];
}

static GBytes *
make_block (Heap *heap, const GArray *names_order, const GxArenaState *state)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint n = names_order->len;
  Sizes sizes = { .n = n, .text_length = heap->text->len - n }; /* what parts words and marks is not kept */
  GxArenaPack pack;
  Header *header;
  char *block;
  gsize size;

  for (guint column = 0; column < GX_N_COLUMNS; column++)
    {
      guint n_codes = gx_dictionary_size (heap->dictionaries[column]);

      gx_dictionary_write (heap->dictionaries[column], words);
      sizes.widths[column] = n_codes <= 1 << 8 ? 1 : n_codes <= 1 << 16 ? 2 : 4;
    }
  sizes.words_length = words->len;
  size = size_of_block (&sizes);
  block = g_malloc0 (size);
  header = (Header *) block;
  *header = (Header) { MAGIC, FORMAT, sizes, gx_units_fingerprint (), *state, 0 };
  pack = lay_out (block, &sizes);
  lay_down (heap, names_order, &pack);
  memcpy ((char *) pack.words, words->str, words->len);
  header->sum = sum_of (block, size);
  return g_bytes_new_take (block, size);
}

GBytes *
_gx_arena_build (GxConnection *book, const GxArenaState *state, GError **error)
{
  Heap heap;
  g_autoptr (GArray) order = NULL;
  GBytes *bytes = NULL;

  heap_init (&heap);
  if (gx_pack (book, 1, G_MAXINT64, take_packed, &heap, error))
    {
      guint32 end = (guint32) heap.text->len;

      g_array_append_val (heap.offsets, end);
      order = read_names_order (book, &heap, error);
    }
  if (order != NULL)
    {
      g_assert (order->len == heap.ids->len); /* one read of one state */
      bytes = make_block (&heap, order, state);
    }
  heap_clear (&heap);
  return bytes;
}
