/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "search/gx-arena-private.h"
#include "search/gx-terms.h"
#include "search/gx-units.h"
#include "store/gx-statement.h"

/* An arena is one block of memory: a header, then its arrays, each at a multiple of eight bytes. */

#define MAGIC G_GUINT64_CONSTANT (0x31616e6572417847) /* "GxArena1" */
#define FORMAT 9 /* another where a record is made otherwise */

typedef struct {
  guint32 n, n_uses, n_mixed, n_several;
  GxTermGroups groups;
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

/* The next array of a block. */
static gconstpointer
take (guintptr *at, gsize n, gsize width)
{
  gconstpointer array = (gconstpointer) *at;

  *at += pad (n * width);
  return array;
}

/* Where everything lies in a block, and how long that is; also of one that is still to be made. */
static GxArenaPack
lay_out (const char *block, const Sizes *sizes, gsize *size)
{
  gsize n = sizes->n, n_terms = sizes->groups[GX_N_TERM_GROUPS];
  guintptr at = (guintptr) block + pad (sizeof (Header));
  GxArenaPack pack = {
    .n = sizes->n, .n_terms = (guint) n_terms, .n_uses = sizes->n_uses, .n_mixed = sizes->n_mixed,
    .n_several = sizes->n_several,
    .text_length = sizes->text_length, .words_length = sizes->words_length
  };

  memcpy (pack.groups, sizes->groups, sizeof pack.groups);
  pack.ids = take (&at, n, sizeof (GxId));
  pack.signs = take (&at, n, sizeof (GxSigns));
  pack.values = take (&at, n, sizeof (gint64));
  pack.term_offsets = take (&at, n_terms + 1, sizeof (guint32));
  pack.mark_offsets = take (&at, n + 1, sizeof (guint32));
  pack.phone_offsets = take (&at, n + 1, sizeof (guint32));
  pack.starts = take (&at, n_terms + 1, sizeof (guint32));
  pack.holders = take (&at, sizes->n_uses, sizeof (guint32));
  pack.use_starts = take (&at, n + 1, sizeof (guint32));
  pack.uses = take (&at, sizes->n_uses, sizeof (guint32));
  pack.name_begins = take (&at, GX_N_SCRIPTS, sizeof (GxNameBegins));
  pack.mixed = take (&at, sizes->n_mixed, sizeof (guint32));
  pack.several = take (&at, sizes->n_several, sizeof (guint32));
  pack.by_id = take (&at, n, sizeof (guint32));
  pack.by_name = take (&at, n, sizeof (guint32));
  pack.days = take (&at, n, sizeof (gint32));
  for (guint column = 0; column < GX_N_COLUMNS; column++)
    pack.columns[column] = (GxCodes) { take (&at, n, sizes->widths[column]), sizes->widths[column] };
  pack.text = take (&at, sizes->text_length + GX_SCAN_MARGIN, 1);
  pack.words = take (&at, sizes->words_length, 1);
  *size = at - (guintptr) block;
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

/* Each is shorter than what it counts: nothing that follows is more than it can hold. */
static gboolean
is_within (const Sizes *sizes, gsize size)
{
  return sizes->n <= size && sizes->groups[GX_N_TERM_GROUPS] <= size
         && sizes->n_uses <= size && sizes->n_mixed <= size
         && sizes->n_several <= size
         && sizes->text_length <= size && sizes->words_length <= size;
}

gboolean
_gx_arena_open (GBytes *bytes, GxArenaPack *pack, GxArenaState *state)
{
  gsize size, needed;
  const char *block = g_bytes_get_data (bytes, &size);
  const Header *header = (const Header *) block;

  if (size < sizeof (Header) || header->magic != MAGIC || header->format != FORMAT
      || header->units != gx_units_fingerprint () || !is_within (&header->sizes, size))
    return FALSE;
  *pack = lay_out (block, &header->sizes, &needed);
  *state = header->state;
  return size == needed && header->sum == sum_of (block, size);
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

/* -- All of it -- */

/* Of all records the telephone numbers, or all other marks. Returns where they end in the text. */
static guint32
lay_marks_down (const Heap *heap, const GArray *order, gboolean phones, guint32 end, guint32 *offsets,
                char *text)
{
  for (guint place = 0; place < order->len; place++)
    {
      GxRecord record = record_in (heap, g_array_index (order, guint32, place));

      offsets[place] = end;
      for (const char *at = record.marks, *next; at < record.marks_end; at = next)
        {
          next = _gx_record_next_field (at, record.marks_end);
          if ((*at == GX_KNOWN_PHONE) != phones)
            continue;
          memcpy (text + end, at, next - at);
          end += (guint32) (next - at);
        }
    }
  offsets[order->len] = end;
  return end;
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
lay_down (Heap *heap, const GArray *order, const GArray *names_order, const GxArenaPack *pack)
{
  guint32 *by_id = (guint32 *) pack->by_id;

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
  for (guint i = 0; i < names_order->len; i++)
    ((guint32 *) pack->by_name)[i] = by_id[g_array_index (names_order, guint32, i)];
}

static Sizes
measure (const Heap *heap, const GxTerms *terms, gsize marks_length, GString *words)
{
  Sizes sizes = {
    .n = heap->ids->len, .n_uses = terms->uses->len, .n_mixed = _gx_terms_count_mixed (terms),
    .n_several = _gx_terms_count_several (terms), .text_length = _gx_terms_length (terms) + marks_length
  };

  memcpy (sizes.groups, terms->groups, sizeof sizes.groups);
  for (guint column = 0; column < GX_N_COLUMNS; column++)
    {
      guint n_codes = gx_dictionary_size (heap->dictionaries[column]);

      gx_dictionary_write (heap->dictionaries[column], words);
      sizes.widths[column] = n_codes <= 1 << 8 ? 1 : n_codes <= 1 << 16 ? 2 : 4;
    }
  sizes.words_length = words->len;
  return sizes;
}

/* Returns how long all marks are. */
static gsize
take_terms (const Heap *heap, const GArray *order, GxTerms *terms)
{
  gsize marks_length = 0;

  for (guint place = 0; place < order->len; place++)
    {
      GxRecord record = record_in (heap, g_array_index (order, guint32, place));

      _gx_terms_add (terms, &record);
      marks_length += record.marks_end - record.marks;
    }
  _gx_terms_order (terms);
  return marks_length;
}

static GBytes *
make_block (Heap *heap, const GArray *names_order, const GxArenaState *state)
{
  g_autoptr (GArray) order = g_array_copy ((GArray *) names_order);
  g_autoptr (GString) words = g_string_new (NULL);
  GxTerms terms;
  Sizes sizes;
  GxArenaPack pack;
  Header *header;
  char *block;
  gsize size;
  guint32 end;

  g_array_sort_with_data (order, compare_recency, heap); /* which leaves equal ones in the list's order */
  _gx_terms_init (&terms);
  sizes = measure (heap, &terms, take_terms (heap, order, &terms), words);
  lay_out (NULL, &sizes, &size);
  block = g_malloc0 (size);
  header = (Header *) block;
  *header = (Header) { MAGIC, FORMAT, sizes, gx_units_fingerprint (), *state, 0 };
  pack = lay_out (block, &sizes, &size);
  lay_down (heap, order, names_order, &pack);
  end = _gx_terms_lay_down (&terms, &pack);
  end = lay_marks_down (heap, order, FALSE, end, (guint32 *) pack.mark_offsets, (char *) pack.text);
  lay_marks_down (heap, order, TRUE, end, (guint32 *) pack.phone_offsets, (char *) pack.text);
  _gx_terms_clear (&terms);
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
