/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-clock.h"
#include "store/gx-inserter.h"
#include "store/gx-step-private.h"

#define SALT_LENGTH 16

/*
 * The journal's record of a step: a header, an entry per row or a range per run of rows, and the hash that
 * chains the step to the one before it.
 */

char *
_gx_chain_header (GxId id, GxId site, gint64 seq, gint64 hlc, gint64 at, GxId author, char kind, GxId root,
                  GxId reverses, const char *label)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT
                          "|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%c|%" G_GINT64_FORMAT
                          "|%" G_GINT64_FORMAT "|%s",
                          id, site, seq, hlc, at, author, kind, root, reverses, label);
}

static GBytes *
digest (GChecksum *sum)
{
  gsize length = GX_DIGEST_LENGTH;
  guint8 *bytes = g_malloc (length);

  g_checksum_get_digest (sum, bytes, &length);
  return g_bytes_new_take (bytes, length);
}

GBytes *
_gx_chain_hash (GBytes *previous, const char *header, const GChecksum *body)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GChecksum) copy = g_checksum_copy (body);
  g_autoptr (GBytes) body_digest = digest (copy);

  if (previous != NULL)
    g_checksum_update (sum, g_bytes_get_data (previous, NULL), g_bytes_get_size (previous));
  g_checksum_update (sum, (const guchar *) header, -1);
  g_checksum_update (sum, g_bytes_get_data (body_digest, NULL), g_bytes_get_size (body_digest));
  return digest (sum);
}

void
_gx_commitment (GChecksum *sum, const void *salt, int salt_length, int table, GxId row, char op,
                const char *cells,
                guint8 digest[GX_DIGEST_LENGTH])
{
  char place[64];
  gsize length = GX_DIGEST_LENGTH;

  g_snprintf (place, sizeof place, "|%d|%" G_GINT64_FORMAT "|%c|", table, row, op);
  g_checksum_reset (sum);
  g_checksum_update (sum, salt, salt_length);
  g_checksum_update (sum, (const guchar *) place, -1);
  g_checksum_update (sum, (const guchar *) cells, -1);
  g_checksum_get_digest (sum, digest, &length);
}

void
_gx_chain_add_range (GChecksum *body, int table, GxId first, GxId last, char op, const char *cells)
{
  g_autofree char *text = g_strdup_printf ("|%d|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%c|%s", table,
                                           first, last, op, cells);

  g_checksum_update (body, (const guchar *) text, -1);
}

static gboolean
write_entry (GxInserter *insert, GxId tx, const GxEntry *entry, GChecksum *sum, GChecksum *body,
             GError **error)
{
  const char op[2] = { entry->op, '\0' };
  guint8 salt[SALT_LENGTH];
  guint8 commitment[GX_DIGEST_LENGTH];

  sqlite3_randomness (sizeof salt, salt);
  _gx_commitment (sum, salt, sizeof salt, entry->table->number, entry->row, entry->op, entry->cells,
                  commitment);
  g_checksum_update (body, commitment, sizeof commitment);
  return gx_inserter_add (insert, error, "iiittbb", (gint64) entry->table->number, entry->row, tx, op,
                          entry->cells, salt, (int) sizeof salt, commitment, (int) sizeof commitment);
}

static gboolean
write_range (GxConnection *book, GxId tx, const GxRange *range, GChecksum *body, GError **error)
{
  const char op[2] = { range->op, '\0' };

  _gx_chain_add_range (body, range->table->number, range->first, range->last, range->op, range->cells);
  return gx_connection_run (book, error,
                            "insert into journal_range (tbl, first, last, tx, op, cells) "
                            "values (?, ?, ?, ?, ?, ?)", "iiiitt",
                            (gint64) range->table->number, range->first, range->last, tx, op, range->cells);
}

gboolean
_gx_journal_note_order (GxConnection *book, GxId tx, GError **error)
{
  if (!gx_connection_run (book, error, "insert into journal_order (tx) values (?)", "i", tx))
    return FALSE;
  book->last_place = sqlite3_last_insert_rowid (book->db);
  return TRUE;
}

static gboolean
write_header (GxStep *step, GxId tx, const GChecksum *body, GError **error)
{
  GxConnection *book = step->book;
  gint64 at = gx_clock_now_ms ();
  gint64 hlc = MAX (book->last_hlc + 1, at << 16);
  gint64 seq = book->last_seq + 1;
  GxId root = step->kind == 'd' ? tx : step->root;
  const char kind[2] = { step->kind, '\0' };
  g_autofree char *header = _gx_chain_header (tx, book->site, seq, hlc, at, step->author, step->kind, root,
                                              step->reverses, step->label);
  g_autoptr (GBytes) hash = _gx_chain_hash (book->last_hash, header, body);
  g_autoptr (GxStatement) insert = gx_connection_query (book,
    "insert into journal_tx (id, site, seq, hlc, at, author, kind, root, reverses, label, schema, hash)"
    " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "iiiiiitiIti",
    tx, book->site, seq, hlc, at, step->author, kind, root, step->reverses, step->label,
    (gint64) GX_BOOK_VERSION);

  if (_gx_statement_get (insert) != NULL)
    sqlite3_bind_blob (_gx_statement_get (insert), 12, g_bytes_get_data (hash, NULL),
                       (int) g_bytes_get_size (hash), SQLITE_TRANSIENT);
  if (!gx_statement_run (insert, error))
    return FALSE;
  book->last_hlc = hlc;
  if (!_gx_journal_note_order (book, tx, error))
    return FALSE;
  book->last_seq = seq;
  g_clear_pointer (&book->last_hash, g_bytes_unref);
  book->last_hash = g_steal_pointer (&hash);
  return TRUE;
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const GxRange *x = a, *y = b;

  if (x->table != y->table)
    return x->table->number < y->table->number ? -1 : 1;
  return (x->first > y->first) - (x->first < y->first);
}

gboolean
_gx_step_write_journal (GxStep *step, GxId tx, GError **error)
{
  GxConnection *book = step->book;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GChecksum) body = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GxInserter) insert = gx_inserter_new (book,
    "insert into journal_row (tbl, \"row\", tx, op, cells, salt, commitment)", 7, NULL);

  for (guint i = 0; i < step->entries->len; i++)
    {
      if (!write_entry (insert, tx, &g_array_index (step->entries, GxEntry, i), sum, body, error))
        return FALSE;
      _gx_connection_advance (book);
    }
  if (!gx_inserter_flush (insert, error))
    return FALSE;
  g_array_sort (step->ranges, compare_ranges);
  for (guint i = 0; i < step->ranges->len; i++)
    if (!write_range (book, tx, &g_array_index (step->ranges, GxRange, i), body, error))
      return FALSE;
  return write_header (step, tx, body, error);
}
