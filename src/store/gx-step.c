/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-clock.h"
#include "base/gx-error.h"
#include "base/gx-id.h"
#include "base/gx-log.h"
#include "store/gx-book.h"
#include "store/gx-cells-private.h"
#include "store/gx-projection-private.h"
#include "store/gx-step-private.h"

#define SALT_LENGTH 16
#define MAX_TOLD 1000 /* more touched customers than this are told as "everything" */

GxActor *
gx_actor_get_self (void)
{
  static GxActor self = { 0, TRUE };
  static gsize is_made = 0;

  if (g_once_init_enter (&is_made))
    {
      self.author = gx_id_hash_text ("member", g_get_real_name ());
      g_once_init_leave (&is_made, 1);
    }
  return &self;
}

/* -- Begin -- */

static void
free_step (GxStep *step)
{
  g_clear_pointer (&step->session, sqlite3session_delete);
  g_clear_pointer (&step->ranges, g_array_unref);
  g_clear_pointer (&step->reserved, g_hash_table_unref);
  g_free (step->label);
  g_free (step);
}

static gboolean
attach_session (GxStep *step, GError **error)
{
  int rc = sqlite3session_create (step->book->db, "main", &step->session);

  for (int i = 0; rc == SQLITE_OK && i < _gx_tables_count (); i++)
    rc = sqlite3session_attach (step->session, _gx_table_at (i)->name);
  return rc == SQLITE_OK || _gx_connection_fail (step->book, rc, error);
}

static GxStep *
join_step (GxStep *outer)
{
  GxStep *step = g_new0 (GxStep, 1);

  step->book = outer->book;
  step->outer = outer;
  return step;
}

/* This computer's user is a member of the book from their first step on; that is a step of its own, which nobody undoes. */
static gboolean
ensure_author (GxConnection *book, const GxActor *actor, GError **error)
{
  const GxActor nobody = { 0, FALSE };
  g_autoptr (GxStep) step = NULL;

  if (actor->author == 0 || actor->author == book->known_author || actor->author != gx_actor_get_self ()->author)
    return TRUE;
  if (gx_connection_get_int64 (book, 0, NULL, "select 1 from member where id = ?", "i", actor->author) == 0)
    {
      step = _gx_step_begin_kind (book, &nobody, "member.add", 'd', 0, 0, error);
      if (step == NULL
          || !gx_connection_run (book, error, "insert into member (id, name) values (?, ?)", "it",
                                 actor->author, g_get_real_name ())
          || !gx_step_commit (g_steal_pointer (&step), NULL, error))
        return FALSE;
    }
  book->known_author = actor->author;
  return TRUE;
}

GxStep *
_gx_step_begin_kind (GxConnection *book, const GxActor *actor, const char *label, char kind, GxId root, GxId reverses, GError **error)
{
  GxStep *step;

  if (book->is_read_only)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_READ_ONLY, _("The book is open for reading only."));
      return NULL;
    }
  if (book->step != NULL)
    return join_step (book->step);
  if (!ensure_author (book, actor, error) || !_gx_connection_begin (book, error))
    return NULL;

  step = g_new0 (GxStep, 1);
  step->book = book;
  step->author = actor->by_hand ? actor->author : 0;
  step->label = g_strdup (label);
  step->kind = kind;
  step->root = root;
  step->reverses = reverses;
  step->ranges = g_array_new (FALSE, FALSE, sizeof (GxRange));
  step->reserved = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  if (!_gx_site_settle (book, error) || !attach_session (step, error))
    {
      _gx_connection_rollback (book);
      free_step (step);
      return NULL;
    }
  book->step = step;
  return step;
}

GxStep *
gx_step_begin (GxConnection *book, const GxActor *actor, const char *label, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book) && actor != NULL && label != NULL, NULL);

  return _gx_step_begin_kind (book, actor, label, 'd', 0, 0, error);
}

void
gx_step_abort (GxStep *step)
{
  if (step == NULL)
    return;
  if (step->outer != NULL)
    {
      step->outer->is_spoiled = TRUE;
      g_free (step);
      return;
    }
  step->book->step = NULL;
  _gx_connection_rollback (step->book);
  g_clear_pointer (&step->book->currency, g_free);
  free_step (step);
}

/* -- Bulk -- */

static GxStep *
door_of (GxStep *step)
{
  return step->outer != NULL ? step->outer : step;
}

void
gx_step_rehearse (GxStep *step)
{
  door_of (step)->is_rehearsal = TRUE;
}

void
gx_step_set_capture (GxStep *step, gboolean capture)
{
  sqlite3session_enable (door_of (step)->session, capture);
}

gboolean
gx_step_reserve (GxStep *step, const char *table, gint64 rows, GxId *first, GError **error)
{
  GxStep *door = door_of (step);
  GxId *kept;

  g_return_val_if_fail (_gx_table_by_name (table) != NULL && rows >= 0, FALSE);

  *first = _gx_connection_reserve_ids (door->book, MAX (rows, 1));
  kept = g_new (GxId, 1);
  *kept = *first;
  g_hash_table_insert (door->reserved, (char *) _gx_table_by_name (table)->name, kept);
  gx_step_set_capture (step, FALSE);
  return TRUE;
}

void
_gx_step_add_range (GxStep *step, const GxTable *table, GxId first, GxId last, char op, const char *cells)
{
  const GxRange range = { table, first, last, op, cells };

  g_array_append_val (step->ranges, range);
}

gboolean
gx_step_settle (GxStep *step, const char *table, gint64 used, GError **error)
{
  GxStep *door = door_of (step);
  GxId *first = g_hash_table_lookup (door->reserved, table);

  g_return_val_if_fail (first != NULL, FALSE);

  if (used > 0)
    _gx_step_add_range (door, _gx_table_by_name (table), *first, *first + used - 1, 'I', RANGE_INSERTED);
  g_hash_table_remove (door->reserved, table);
  if (g_hash_table_size (door->reserved) == 0)
    gx_step_set_capture (step, TRUE);
  return TRUE;
}

/* -- Reading what the session saw -- */

typedef struct {
  const GxTable *table;
  GxId row;
  char op;             /* i u */
  char *cells;
} Entry;

static void
clear_entry (Entry *entry)
{
  g_free (entry->cells);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *x = a, *y = b;

  if (x->table != y->table)
    return x->table->number < y->table->number ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const GxRange *x = a, *y = b;

  if (x->table != y->table)
    return x->table->number < y->table->number ? -1 : 1;
  return (x->first > y->first) - (x->first < y->first);
}

/* A column's name, by its place in the table. */
static const char *
column_name (GxConnection *book, const GxTable *table, int column)
{
  static GMutex mutex;
  static GHashTable *names = NULL; /* table → GPtrArray of names: the same in every book this program writes */
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  GPtrArray *columns;

  if (names == NULL)
    names = g_hash_table_new (NULL, NULL);
  columns = g_hash_table_lookup (names, table);
  if (columns == NULL)
    {
      g_autoptr (GxStatement) query =
        gx_connection_query (book, "select name from pragma_table_info(?) order by cid", "t", table->name);

      columns = g_ptr_array_new ();
      while (gx_statement_next (query))
        g_ptr_array_add (columns, (char *) g_intern_string (gx_statement_text (query, 0)));
      g_hash_table_insert (names, (gpointer) table, columns);
    }
  return g_ptr_array_index (columns, column);
}

static char *
read_cells (GxConnection *book, sqlite3_changeset_iter *iter, const GxTable *table, int columns, gboolean is_insert)
{
  GString *cells = g_string_new ("{");

  for (int i = 1; i < columns; i++) /* column 0 is the id */
    {
      sqlite3_value *old_value = NULL, *new_value = NULL;

      sqlite3changeset_new (iter, i, &new_value);
      if (is_insert)
        {
          if (new_value != NULL && sqlite3_value_type (new_value) != SQLITE_NULL)
            _gx_cells_append (cells, column_name (book, table, i), NULL, new_value);
          continue;
        }
      sqlite3changeset_old (iter, i, &old_value);
      if (new_value != NULL && old_value != NULL)
        _gx_cells_append (cells, column_name (book, table, i), old_value, new_value);
    }
  _gx_cells_end (cells);
  return g_string_free (cells, FALSE);
}

static gboolean
read_entry (GxConnection *book, sqlite3_changeset_iter *iter, GArray *entries, GError **error)
{
  const char *name;
  int columns, op, indirect;
  sqlite3_value *id = NULL;
  Entry entry = { 0 };

  sqlite3changeset_op (iter, &name, &columns, &op, &indirect);
  if (op == SQLITE_DELETE)
    {
      g_set_error (error, GX_ERROR, GX_ERROR_FAILED, "A row of the shared table “%s” was deleted, which is never done", name);
      return FALSE;
    }
  if (op == SQLITE_INSERT)
    sqlite3changeset_new (iter, 0, &id);
  else
    sqlite3changeset_old (iter, 0, &id);
  entry.table = _gx_table_by_name (name);
  entry.row = sqlite3_value_int64 (id);
  entry.op = op == SQLITE_INSERT ? 'i' : 'u';
  entry.cells = read_cells (book, iter, entry.table, columns, op == SQLITE_INSERT);
  g_array_append_val (entries, entry);
  return TRUE;
}

static GArray *
read_session (GxStep *step, GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  sqlite3_changeset_iter *iter = NULL;
  void *changeset = NULL;
  int size = 0;
  gboolean ok = TRUE;
  int rc;

  g_array_set_clear_func (entries, (GDestroyNotify) clear_entry);
  rc = sqlite3session_changeset (step->session, &size, &changeset);
  g_clear_pointer (&step->session, sqlite3session_delete);
  if (rc == SQLITE_OK && size > 0)
    rc = sqlite3changeset_start (&iter, size, changeset);
  while (ok && rc == SQLITE_OK && iter != NULL && (rc = sqlite3changeset_next (iter)) == SQLITE_ROW)
    {
      ok = read_entry (step->book, iter, entries, error);
      rc = SQLITE_OK;
    }
  if (iter != NULL)
    sqlite3changeset_finalize (iter);
  sqlite3_free (changeset);
  if (!ok)
    return NULL;
  if (rc != SQLITE_OK && rc != SQLITE_DONE)
    {
      _gx_connection_fail (step->book, rc, error);
      return NULL;
    }
  g_array_sort (entries, compare_entries);
  return g_steal_pointer (&entries);
}

/* -- Touched customers and purchases -- */

static gboolean
touch (GxConnection *book, const GxTable *parent, GxId id, GError **error)
{
  const char *sql = NULL;

  if (g_str_equal (parent->name, "customer"))
    sql = "insert or ignore into temp.touched_customer values (?)";
  else if (g_str_equal (parent->name, "purchase"))
    sql = "insert or ignore into temp.touched_purchase values (?)";
  return sql == NULL || id == 0 || gx_connection_run (book, error, sql, "i", id);
}

static gboolean
touch_value (GxConnection *book, const GxTable *parent, const char *json, gsize length, GError **error)
{
  g_autofree char *text = json != NULL ? g_strndup (json, length) : NULL;

  return text == NULL || touch (book, parent, g_ascii_strtoll (text, NULL, 10), error);
}

/* The row itself, what its links point at now, and what those that changed pointed at before. */
static gboolean
touch_entry (GxConnection *book, const Entry *entry, GError **error)
{
  GxCellReader reader;

  if (!touch (book, entry->table, entry->row, error) || !_gx_touch_range (book, entry->table, entry->row, entry->row, error))
    return FALSE;
  _gx_cell_reader_init (&reader, entry->cells);
  while (_gx_cell_reader_next (&reader))
    for (int i = 0; i < _gx_links_count (); i++)
      {
        const GxLink *link = _gx_link_at (i);

        if (link->child == entry->table && strlen (link->column) == reader.column_length
            && strncmp (link->column, reader.column, reader.column_length) == 0
            && !touch_value (book, link->parent, reader.old_json, reader.old_length, error))
          return FALSE;
      }
  return TRUE;
}

gboolean
_gx_touch_range (GxConnection *book, const GxTable *table, GxId first, GxId last, GError **error)
{
  static const char * const targets[] = { "customer", "purchase" };

  for (guint t = 0; t < G_N_ELEMENTS (targets); t++)
    {
      const char *target = targets[t];

      if (first != last && g_str_equal (table->name, target))
        {
          g_autofree char *sql = g_strdup_printf (
            "insert or ignore into temp.touched_%s select id from %s where id between ? and ?", target, target);
          if (!gx_connection_run (book, error, sql, "ii", first, last))
            return FALSE;
        }
      for (int i = 0; i < _gx_links_count (); i++)
        {
          const GxLink *link = _gx_link_at (i);

          if (link->child != table || !g_str_equal (link->parent->name, target))
            continue;
          g_autofree char *sql = g_strdup_printf (
            "insert or ignore into temp.touched_%s select %s from %s where id between ? and ? and %s is not null",
            target, link->column, table->name, link->column);
          if (!gx_connection_run (book, error, sql, "ii", first, last))
            return FALSE;
        }
    }
  return TRUE;
}

/* What hangs together: a purchase with its customer; a word with the customers that carry it. */
static gboolean
touch_neighbours (GxConnection *book, GArray *entries, GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      if (entry->op == 'u' && g_str_equal (entry->table->name, "word")
          && !gx_connection_run (book, error,
                                 "insert or ignore into temp.touched_customer"
                                 " select customer_id from customer_tag where tag_id = ?", "i", entry->row))
        return FALSE;
    }
  return gx_connection_run (book, error,
                            "insert or ignore into temp.touched_customer"
                            " select p.customer_id from temp.touched_purchase t cross join purchase p on p.id = t.purchase_id"
                            " where p.customer_id is not null", NULL);
}

static gboolean
find_touched (GxStep *step, GArray *entries, GError **error)
{
  GxConnection *book = step->book;

  if (!_gx_projection_prepare (book, error))
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    if (!touch_entry (book, &g_array_index (entries, Entry, i), error))
      return FALSE;
  for (guint i = 0; i < step->ranges->len; i++)
    {
      GxRange *range = &g_array_index (step->ranges, GxRange, i);

      if (!_gx_touch_range (book, range->table, range->first, range->last, error))
        return FALSE;
    }
  return touch_neighbours (book, entries, error);
}

/* -- Writing the journal -- */

char *
_gx_chain_header (GxId id, GxId site, gint64 seq, gint64 hlc, gint64 at, GxId author, char kind, GxId root, GxId reverses, const char *label)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT
                          "|%" G_GINT64_FORMAT "|%c|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%s",
                          id, site, seq, hlc, at, author, kind, root, reverses, label);
}

static GBytes *
digest (GChecksum *sum)
{
  gsize length = 32;
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

GBytes *
_gx_commitment (const void *salt, int salt_length, int table, GxId row, char op, const char *cells)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *place = g_strdup_printf ("|%d|%" G_GINT64_FORMAT "|%c|", table, row, op);

  g_checksum_update (sum, salt, salt_length);
  g_checksum_update (sum, (const guchar *) place, -1);
  g_checksum_update (sum, (const guchar *) cells, -1);
  return digest (sum);
}

void
_gx_chain_add_range (GChecksum *body, int table, GxId first, GxId last, char op, const char *cells)
{
  g_autofree char *text = g_strdup_printf ("|%d|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%c|%s", table, first, last, op, cells);

  g_checksum_update (body, (const guchar *) text, -1);
}

static gboolean
write_entry (GxConnection *book, GxStatement *insert, GxId tx, const Entry *entry, GChecksum *body, GError **error)
{
  guint8 salt[SALT_LENGTH];
  const char op[2] = { entry->op, '\0' };
  g_autoptr (GBytes) commitment = NULL;

  sqlite3_randomness (sizeof salt, salt);
  commitment = _gx_commitment (salt, sizeof salt, entry->table->number, entry->row, entry->op, entry->cells);
  g_checksum_update (body, g_bytes_get_data (commitment, NULL), g_bytes_get_size (commitment));
  gx_statement_rebind (insert, "iiitt", (gint64) entry->table->number, entry->row, tx, op, entry->cells);
  sqlite3_bind_blob (_gx_statement_get (insert), 6, salt, sizeof salt, SQLITE_TRANSIENT);
  sqlite3_bind_blob (_gx_statement_get (insert), 7, g_bytes_get_data (commitment, NULL),
                     (int) g_bytes_get_size (commitment), SQLITE_TRANSIENT);
  return gx_statement_run (insert, error);
}

static gboolean
write_range (GxConnection *book, GxId tx, const GxRange *range, GChecksum *body, GError **error)
{
  const char op[2] = { range->op, '\0' };

  _gx_chain_add_range (body, range->table->number, range->first, range->last, range->op, range->cells);
  return gx_connection_run (book, error,
                            "insert into journal_range (tbl, first, last, tx, op, cells) values (?, ?, ?, ?, ?, ?)", "iiiitt",
                            (gint64) range->table->number, range->first, range->last, tx, op, range->cells);
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
  g_autofree char *header = _gx_chain_header (tx, book->site, seq, hlc, at, step->author, step->kind, root, step->reverses, step->label);
  g_autoptr (GBytes) hash = _gx_chain_hash (book->last_hash, header, body);
  g_autoptr (GxStatement) insert = gx_connection_query (book,
    "insert into journal_tx (id, site, seq, hlc, at, author, kind, root, reverses, label, schema, hash)"
    " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "iiiiiitiIti",
    tx, book->site, seq, hlc, at, step->author, kind, root, step->reverses, step->label, (gint64) GX_BOOK_VERSION);

  if (_gx_statement_get (insert) != NULL)
    sqlite3_bind_blob (_gx_statement_get (insert), 12, g_bytes_get_data (hash, NULL), (int) g_bytes_get_size (hash), SQLITE_TRANSIENT);
  if (!gx_statement_run (insert, error))
    return FALSE;
  book->last_hlc = hlc;
  book->last_seq = seq;
  g_clear_pointer (&book->last_hash, g_bytes_unref);
  book->last_hash = g_steal_pointer (&hash);
  return TRUE;
}

static gboolean
write_journal (GxStep *step, GArray *entries, GxId tx, GError **error)
{
  GxConnection *book = step->book;
  g_autoptr (GChecksum) body = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GxStatement) insert = gx_connection_query (book,
    "insert into journal_row (tbl, \"row\", tx, op, cells, salt, commitment) values (?, ?, ?, ?, ?, ?, ?)", NULL);

  for (guint i = 0; i < entries->len; i++)
    if (!write_entry (book, insert, tx, &g_array_index (entries, Entry, i), body, error))
      return FALSE;
  g_array_sort (step->ranges, compare_ranges);
  for (guint i = 0; i < step->ranges->len; i++)
    if (!write_range (book, tx, &g_array_index (step->ranges, GxRange, i), body, error))
      return FALSE;
  return write_header (step, tx, body, error);
}

/* -- Commit -- */

static GxChange *
describe_change (GxStep *step, GxId tx)
{
  GxChange *change = g_new0 (GxChange, 1);
  g_autoptr (GxStatement) query = gx_connection_query (step->book,
    "select customer_id from temp.touched_customer order by customer_id limit ?", "i", (gint64) MAX_TOLD + 1);

  change->ref_count = 1;
  change->step = tx;
  change->root = step->kind == 'd' ? tx : step->root;
  change->kind = step->kind;
  change->label = g_intern_string (step->label);
  change->is_local = TRUE;
  change->customers = g_array_new (FALSE, FALSE, sizeof (GxId));
  while (gx_statement_next (query))
    {
      GxId id = gx_statement_int64 (query, 0);
      g_array_append_val (change->customers, id);
    }
  if (change->customers->len > MAX_TOLD)
    {
      change->everything = TRUE;
      g_array_set_size (change->customers, 0);
    }
  return change;
}

static gboolean
finish_door (GxStep *step, GxId *step_id, GError **error)
{
  GxConnection *book = step->book;
  g_autoptr (GArray) entries = NULL;
  GxId tx;

  if (step->is_spoiled)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_FAILED, _("A part of the change failed, so nothing was changed."));
      return FALSE;
    }
  g_assert (g_hash_table_size (step->reserved) == 0);

  entries = read_session (step, error);
  if (entries == NULL)
    return FALSE;
  if (entries->len == 0 && step->ranges->len == 0)
    return TRUE;

  tx = gx_connection_new_id (book);
  if (!find_touched (step, entries, error)
      || !_gx_projection_run (book, error))
    return FALSE;
  if (step->is_rehearsal)
    return TRUE;
  if (!write_journal (step, entries, tx, error))
    return FALSE;
  if (step_id != NULL)
    *step_id = tx;
  gx_log (GX_LOG_STEP, "%s: %u rows, %u ranges", step->label, entries->len, step->ranges->len);
  if (!_gx_connection_commit (book, error))
    return FALSE;
  if (book->listener != NULL)
    book->listener (describe_change (step, tx), book->listener_data);
  return TRUE;
}

gboolean
gx_step_commit (GxStep *step, GxId *step_id, GError **error)
{
  GxConnection *book = step->book;
  gboolean ok;

  if (step_id != NULL)
    *step_id = 0;
  if (step->outer != NULL)
    {
      g_free (step);
      return TRUE;
    }
  ok = finish_door (step, step_id, error);
  if (!ok && step_id != NULL)
    *step_id = 0;
  if (!sqlite3_get_autocommit (book->db))
    {
      _gx_connection_rollback (book);
      book->site = 0; /* what was read of the journal may be ahead of it now */
      g_clear_pointer (&book->currency, g_free);
    }
  book->step = NULL;
  free_step (step);
  return ok;
}
