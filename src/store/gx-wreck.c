/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-error.h"
#include "store/gx-wreck-private.h"

#define USUAL_PAGE_SIZE 4096
#define HEADER_SIZE 100           /* of the file, on its first page */
#define WAL_HEADER_SIZE 32
#define WAL_FRAME_HEADER_SIZE 24
#define WAL_MAGIC 0x377f0682      /* with the last bit: sums of big-endian words */
#define MAX_DEPTH 20

enum { INDEX_INNER = 2, TABLE_INNER = 5, INDEX_LEAF = 10, TABLE_LEAF = 13 };

struct _GxWreck {
  GMappedFile *file, *log;
  GHashTable *newer;              /* page → its bytes in the log */
  guchar *last;                   /* the last page, where the file ends within it */
  guint page_size, usable, pages;
  int version;
  guint16 *owners;                /* of page − 1 */
  GByteArray *payload;            /* of the row that is read */
};

static guint
read_be16 (const guchar *at)
{
  return (guint) at[0] << 8 | at[1];
}

static guint32
read_be32 (const guchar *at)
{
  return (guint32) at[0] << 24 | (guint32) at[1] << 16 | (guint32) at[2] << 8 | at[3];
}

/* A number of 1 to 9 bytes; 0 bytes where it does not end before @end. */
static guint
read_varint (const guchar *at, const guchar *end, guint64 *value)
{
  guint64 number = 0;

  for (guint i = 0; i < 8; i++)
    {
      if (at + i >= end)
        return 0;
      number = number << 7 | (at[i] & 0x7f);
      if ((at[i] & 0x80) == 0)
        {
          *value = number;
          return i + 1;
        }
    }
  if (at + 8 >= end)
    return 0;
  *value = number << 8 | at[8];
  return 9;
}

/* -- The file and its log -- */

static gboolean
is_page_size (guint size)
{
  return size >= 512 && size <= 65536 && (size & (size - 1)) == 0;
}

static void
read_header (GxWreck *self)
{
  const guchar *bytes = (const guchar *) g_mapped_file_get_contents (self->file);
  gsize length = g_mapped_file_get_length (self->file);

  self->page_size = self->usable = USUAL_PAGE_SIZE;
  if (length < HEADER_SIZE || memcmp (bytes, "SQLite format 3", 16) != 0)
    return;
  guint size = read_be16 (bytes + 16) == 1 ? 65536 : read_be16 (bytes + 16);
  if (!is_page_size (size))
    return;
  self->page_size = size;
  self->usable = size - (bytes[20] <= 32 ? bytes[20] : 0);
  self->version = (int) read_be32 (bytes + 60);
}

/* Where the file ends within a page, what is missing reads as zeros. */
static void
measure (GxWreck *self)
{
  gsize length = g_mapped_file_get_length (self->file);
  gsize rest = length % self->page_size;

  self->pages = (guint) (length / self->page_size);
  if (rest == 0)
    return;
  self->last = g_malloc0 (self->page_size);
  memcpy (self->last, g_mapped_file_get_contents (self->file) + self->pages * (gsize) self->page_size, rest);
  self->pages++;
}

static void
add_to_sum (const guchar *bytes, gsize length, gboolean is_big_endian, guint32 sum[2])
{
  for (gsize i = 0; i + 8 <= length; i += 8)
    {
      guint32 a, b;

      memcpy (&a, bytes + i, 4);
      memcpy (&b, bytes + i + 4, 4);
      a = is_big_endian ? GUINT32_FROM_BE (a) : GUINT32_FROM_LE (a);
      b = is_big_endian ? GUINT32_FROM_BE (b) : GUINT32_FROM_LE (b);
      sum[0] += a + sum[1];
      sum[1] += b + sum[0];
    }
}

/* What was committed to the log and not brought home yet: as SQLite recovers it, up to the last commit whose
   sums hold. */
static void
read_log (GxWreck *self)
{
  const guchar *bytes = (const guchar *) g_mapped_file_get_contents (self->log);
  gsize length = g_mapped_file_get_length (self->log);
  g_autoptr (GHashTable) open = g_hash_table_new (NULL, NULL);
  gboolean is_big_endian;
  guint32 sum[2] = { 0, 0 };
  gsize frame;

  if (length < WAL_HEADER_SIZE || (read_be32 (bytes) & ~1u) != WAL_MAGIC
      || read_be32 (bytes + 8) != self->page_size)
    return;
  is_big_endian = (read_be32 (bytes) & 1) != 0;
  add_to_sum (bytes, 24, is_big_endian, sum);
  if (sum[0] != read_be32 (bytes + 24) || sum[1] != read_be32 (bytes + 28))
    return;
  frame = WAL_FRAME_HEADER_SIZE + self->page_size;
  for (gsize at = WAL_HEADER_SIZE; at + frame <= length; at += frame)
    {
      const guchar *head = bytes + at;
      GHashTableIter iter;
      gpointer page, content;

      add_to_sum (head, 8, is_big_endian, sum);
      add_to_sum (head + WAL_FRAME_HEADER_SIZE, self->page_size, is_big_endian, sum);
      if (memcmp (head + 8, bytes + 16, 8) != 0
          || sum[0] != read_be32 (head + 16) || sum[1] != read_be32 (head + 20))
        return;
      g_hash_table_insert (open, GUINT_TO_POINTER (read_be32 (head)),
                           (gpointer) (head + WAL_FRAME_HEADER_SIZE));
      if (read_be32 (head + 4) == 0) /* not the end of a commit */
        continue;
      g_hash_table_iter_init (&iter, open);
      while (g_hash_table_iter_next (&iter, &page, &content))
        {
          g_hash_table_insert (self->newer, page, content);
          self->pages = MAX (self->pages, GPOINTER_TO_UINT (page));
        }
      g_hash_table_remove_all (open);
    }
}

static const guchar *
get_page (GxWreck *self, guint page)
{
  const guchar *newer = g_hash_table_lookup (self->newer, GUINT_TO_POINTER (page));
  gsize end = (gsize) page * self->page_size;

  if (newer != NULL || page == 0)
    return newer;
  if (end <= g_mapped_file_get_length (self->file))
    return (const guchar *) g_mapped_file_get_contents (self->file) + end - self->page_size;
  return end - self->page_size < g_mapped_file_get_length (self->file) ? self->last : NULL;
}

GxWreck *
_gx_wreck_open (const char *path, GError **error)
{
  g_autoptr (GxWreck) self = g_new0 (GxWreck, 1);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  self->newer = g_hash_table_new (NULL, NULL);
  self->payload = g_byte_array_new ();
  self->file = g_mapped_file_new (path, FALSE, error);
  if (self->file == NULL)
    return NULL;
  read_header (self);
  measure (self);
  self->log = g_mapped_file_new (log, FALSE, NULL);
  if (self->log != NULL && g_mapped_file_get_length (self->log) > 0)
    read_log (self);
  self->owners = g_new0 (guint16, self->pages + 1);
  return g_steal_pointer (&self);
}

void
_gx_wreck_free (GxWreck *self)
{
  g_clear_pointer (&self->newer, g_hash_table_unref);
  g_clear_pointer (&self->payload, g_byte_array_unref);
  g_clear_pointer (&self->file, g_mapped_file_unref);
  g_clear_pointer (&self->log, g_mapped_file_unref);
  g_free (self->last);
  g_free (self->owners);
  g_free (self);
}

guint
_gx_wreck_count_pages (GxWreck *self)
{
  return self->pages;
}

int
_gx_wreck_get_version (GxWreck *self)
{
  return self->version;
}

guint
_gx_wreck_owner (GxWreck *self, guint page)
{
  return self->owners[page - 1];
}

/* -- A page's cells -- */

typedef struct {
  const guchar *bytes;    /* of the whole page */
  int type;               /* 0: no page of a tree */
  guint cells;            /* how many */
  guint first;            /* where the first cell's place stands */
} Page;

static Page
look_at (GxWreck *self, guint number)
{
  Page page = { get_page (self, number), 0, 0, 0 };
  guint at = number == 1 ? HEADER_SIZE : 0;
  gboolean is_inner;

  if (page.bytes == NULL)
    return page;
  is_inner = page.bytes[at] == TABLE_INNER || page.bytes[at] == INDEX_INNER;
  if (!is_inner && page.bytes[at] != TABLE_LEAF && page.bytes[at] != INDEX_LEAF)
    return page;
  page.cells = read_be16 (page.bytes + at + 3);
  page.first = at + (is_inner ? 12 : 8);
  if (page.first + 2 * page.cells <= self->usable)
    page.type = page.bytes[at];
  return page;
}

/* The n-th cell; NULL where its place is none. */
static const guchar *
find_cell (GxWreck *self, const Page *page, guint n)
{
  guint at = read_be16 (page->bytes + page->first + 2 * n);

  return at >= page->first + 2 * page->cells && at + 4 <= self->usable ? page->bytes + at : NULL;
}

/* How much of a payload of @size bytes stands in the cell itself. */
static guint
local_size (GxWreck *self, gboolean is_table, guint64 size)
{
  guint usable = self->usable;
  guint most = is_table ? usable - 35 : (usable - 12) * 64 / 255 - 23;
  guint least = (usable - 12) * 32 / 255 - 23;
  guint64 rest;

  if (size <= most)
    return (guint) size;
  rest = least + (size - least) % (usable - 4);
  return rest <= most ? (guint) rest : least;
}

static gboolean
gather_payload (GxWreck *self, const guchar *at, const guchar *end, guint64 size, gboolean is_table)
{
  guint local = local_size (self, is_table, size);
  guint next;

  g_byte_array_set_size (self->payload, 0);
  if (size > (guint64) self->pages * self->page_size || at + local > end)
    return FALSE;
  g_byte_array_append (self->payload, at, local);
  if (local == size)
    return TRUE;
  if (at + local + 4 > end)
    return FALSE;
  next = read_be32 (at + local);
  while (self->payload->len < size)
    {
      const guchar *more = get_page (self, next);
      guint64 left = size - self->payload->len;

      if (more == NULL)
        return FALSE;
      g_byte_array_append (self->payload, more + 4, (guint) MIN (left, self->usable - 4));
      next = read_be32 (more);
    }
  return next == 0; /* a chain that goes on is another one's */
}

static gsize
size_of_serial (guint64 serial)
{
  static const gsize sizes[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0 };

  return serial < G_N_ELEMENTS (sizes) ? sizes[serial] : (gsize) (serial - 12) / 2;
}

static gboolean
read_value (guint64 serial, const guchar *at, GxWreckValue *value)
{
  gsize size = size_of_serial (serial);
  guint64 bits = 0;

  *value = (GxWreckValue) { .type = 'n' };
  if (serial >= 12)
    {
      value->type = serial % 2 == 0 ? 'b' : 't';
      value->bytes = (const char *) at;
      value->length = size;
      return value->type == 'b' || g_utf8_validate (value->bytes, (gssize) size, NULL);
    }
  if (serial == 10 || serial == 11)
    return FALSE;
  if (serial == 0)
    return TRUE;
  for (gsize i = 0; i < size; i++)
    bits = bits << 8 | at[i];
  if (serial == 7)
    {
      value->type = 'r';
      memcpy (&value->real, &bits, sizeof value->real);
      return TRUE;
    }
  value->type = 'i';
  value->number = serial >= 8 ? (gint64) serial - 8 : (gint64) (bits << (64 - 8 * size)) >> (64 - 8 * size);
  return TRUE;
}

/* A record is a head of types and then the values: what does not add up is none. */
static gboolean
read_record (GByteArray *payload, GxWreckRow *row)
{
  const guchar *start = payload->data, *end = start + payload->len;
  guint64 head = 0, at = 0, body;

  at = read_varint (start, end, &head);
  if (at == 0 || head > payload->len || head < at)
    return FALSE;
  body = head;
  for (row->n_values = 0; at < head; row->n_values++)
    {
      guint64 serial = 0;
      guint length = read_varint (start + at, start + head, &serial);

      if (length == 0 || row->n_values == GX_WRECK_MAX_VALUES
          || serial > 12 + 2 * (guint64) payload->len + 1 || body + size_of_serial (serial) > payload->len
          || !read_value (serial, start + body, &row->values[row->n_values]))
        return FALSE;
      at += length;
      body += size_of_serial (serial);
    }
  return body == payload->len && row->n_values > 0;
}

static gboolean
read_cell (GxWreck *self, const Page *page, guint n, GxWreckRow *row)
{
  const guchar *end = page->bytes + self->usable;
  const guchar *at = find_cell (self, page, n);
  guint64 size = 0, rowid = 0;
  guint length;

  if (at == NULL)
    return FALSE;
  if (page->type == INDEX_INNER)
    at += 4;
  length = read_varint (at, end, &size);
  at += length;
  if (length == 0 || size < 2)
    return FALSE;
  if (page->type == TABLE_LEAF)
    {
      length = read_varint (at, end, &rowid);
      at += length;
      if (length == 0)
        return FALSE;
    }
  row->rowid = (gint64) rowid;
  return gather_payload (self, at, end, size, page->type == TABLE_LEAF)
         && read_record (self->payload, row);
}

gboolean
_gx_wreck_is_rows (GxWreck *self, guint number, gboolean *with_rowid)
{
  Page page = look_at (self, number);

  *with_rowid = page.type == TABLE_LEAF;
  return page.type != 0 && page.type != TABLE_INNER && page.cells > 0;
}

guint
_gx_wreck_read (GxWreck *self, guint number, GxWreckFunc func, gpointer data)
{
  Page page = look_at (self, number);
  guint unreadable = 0;

  if (page.type == 0 || page.type == TABLE_INNER)
    return 0;
  for (guint n = 0; n < page.cells; n++)
    {
      GxWreckRow row = { .page = number };

      if (read_cell (self, &page, n, &row))
        func (&row, data);
      else
        unreadable++;
    }
  return unreadable;
}

/* -- Trees -- */

static guint
claim (GxWreck *self, guint number, guint owner, int depth)
{
  Page page = look_at (self, number);
  guint lost = 0;

  if (number == 0 || depth > MAX_DEPTH || page.type == 0)
    return 1;
  if (self->owners[number - 1] != 0)
    return 0;
  self->owners[number - 1] = (guint16) owner;
  if (page.type == TABLE_LEAF || page.type == INDEX_LEAF)
    return 0;
  for (guint n = 0; n < page.cells; n++)
    {
      const guchar *cell = find_cell (self, &page, n);

      lost += cell != NULL ? claim (self, read_be32 (cell), owner, depth + 1) : 1;
    }
  return lost + claim (self, read_be32 (page.bytes + page.first - 4), owner, depth + 1);
}

guint
_gx_wreck_claim (GxWreck *self, guint root, guint owner)
{
  return claim (self, root, owner, 0);
}

typedef struct {
  const char *table;     /* NULL: all */
  GArray *roots;         /* of guint */
} RootSearch;

static gboolean
is_text (const GxWreckValue *value, const char *text)
{
  return value->type == 't' && value->length == strlen (text)
         && memcmp (value->bytes, text, value->length) == 0;
}

/* A line of the list of tables: type, name, table, root, SQL. */
static void
compare_line_cb (const GxWreckRow *row, gpointer data)
{
  RootSearch *search = data;
  guint root = row->n_values == 5 && row->values[3].type == 'i' ? (guint) row->values[3].number : 0;

  if (root > 1 && (search->table == NULL
                   || (is_text (&row->values[0], "table") && is_text (&row->values[1], search->table))))
    g_array_append_val (search->roots, root);
}

static void
search_lines (GxWreck *self, guint number, RootSearch *search, int depth)
{
  Page page = look_at (self, number);

  if (page.type == TABLE_LEAF)
    _gx_wreck_read (self, number, compare_line_cb, search);
  if (page.type != TABLE_INNER || depth > MAX_DEPTH)
    return;
  for (guint n = 0; n < page.cells; n++)
    {
      const guchar *cell = find_cell (self, &page, n);

      if (cell != NULL)
        search_lines (self, read_be32 (cell), search, depth + 1);
    }
  search_lines (self, read_be32 (page.bytes + page.first - 4), search, depth + 1);
}

guint
_gx_wreck_find_root (GxWreck *self, const char *table)
{
  g_autoptr (GArray) roots = g_array_new (FALSE, FALSE, sizeof (guint));
  RootSearch search = { table, roots };

  search_lines (self, 1, &search, 0);
  return roots->len == 1 ? g_array_index (roots, guint, 0) : 0;
}

void
_gx_wreck_claim_rest (GxWreck *self, guint owner)
{
  g_autoptr (GArray) roots = g_array_new (FALSE, FALSE, sizeof (guint));
  RootSearch search = { NULL, roots };

  search_lines (self, 1, &search, 0);
  for (guint i = 0; i < roots->len; i++)
    claim (self, g_array_index (roots, guint, i), owner, 0);
  claim (self, 1, owner, 0); /* the list itself */
}
