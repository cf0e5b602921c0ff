/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base/gx-error.h"
#include "base/gx-id.h"
#include "base/gx-text.h"
#include "customers/gx-members.h"
#include "customers/gx-words.h"
#include "interchange/gx-book-file-private.h"
#include "interchange/gx-import-private.h"
#include "store/gx-backup-shelf.h"

#define FIRST_WORDS "{\"guanxi\":\"book\""
#define MAX_LINE (1 << 24)      /* bytes: against files that never end one */
#define PROGRESS_RECORDS 4096
#define MAX_NAMED 2             /* columns of a table that point at words or members */

/* How the lines of one table are taken. Statements see the line as ?1, the row's id as ?2, the ids of what it
 * names as ?3 and ?4. */
typedef struct {
  const GxBookTable *table;
  GPtrArray *columns;
  GxStatement *look;            /* id or keys, then the names it points at */
  GxStatement *state;           /* gone, of an id */
  GxStatement *write;
  const char *named[MAX_NAMED]; /* "tag", "source", "member": what those names are */
} Taker;

typedef struct {
  GxConnection *book;
  const GxImportPlan *plan;
  GxImportReport *report;
  GHashTable *takers;           /* table's name → Taker */
  GHashTable *names;            /* "tag\x1fVIP" → GxId */
  GxStatement *head;
  gint64 number;                /* of the line */
  GxRejectFile *rejects;        /* made with the first refused line */
  GError *error;                /* the first that ends it all */
} Reader;

/* -- the file */

gboolean
gx_book_file_is (const char *path)
{
  char start[sizeof FIRST_WORDS] = "";
  /* A pipe would have nothing to say, and let nobody go on. */
  FILE *file = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? fopen (path, "rbe") : NULL;
  gsize n = file != NULL ? fread (start, 1, sizeof FIRST_WORDS - 1, file) : 0;

  if (file != NULL)
    fclose (file);
  return n == sizeof FIRST_WORDS - 1 && memcmp (start, FIRST_WORDS, n) == 0;
}

/* The next line without its end; FALSE at the end of the file, or with @error. Valid until the next. */
static gboolean
read_line (GDataInputStream *stream, char **line, GError **error)
{
  gsize length = 0;

  g_clear_pointer (line, g_free);
  *line = g_data_input_stream_read_line (stream, &length, NULL, error);
  if (*line == NULL)
    return FALSE;
  if (length > 0 && (*line)[length - 1] == '\r')
    (*line)[--length] = 0;
  return TRUE;
}

/* Also sees to it that no line is too long to be held. */
static gboolean
count_lines (GFile *file, gint64 *n_lines, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *buffer = g_malloc (1 << 16);
  gint64 length = 0;
  gssize n;

  *n_lines = 0;
  if (stream == NULL)
    return FALSE;
  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, 1 << 16, cancellable, error)) > 0)
    for (const char *at = buffer, *end = buffer + n; at < end;)
      {
        const char *stop = memchr (at, '\n', (gsize) (end - at));

        length += (stop != NULL ? stop : end) - at;
        if (length > MAX_LINE)
          {
            g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID,
                                 _("A line is too long for a record; the file is damaged."));
            return FALSE;
          }
        *n_lines += stop != NULL;
        length = stop != NULL ? 0 : length;
        at = stop != NULL ? stop + 1 : end;
      }
  return n == 0;
}

/* -- takers */

static void
free_taker (gpointer data)
{
  Taker *self = data;

  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->look, gx_statement_free);
  g_clear_pointer (&self->state, gx_statement_free);
  g_clear_pointer (&self->write, gx_statement_free);
  g_free (self);
}

static GxStatement *
make_look (Reader *self, Taker *taker)
{
  const char *key = taker->table->key != NULL ? taker->table->key : "id";
  const char *other = taker->table->other_key != NULL ? taker->table->other_key : key;
  g_autoptr (GString) sql = g_string_new (NULL);
  guint n = 0;

  g_string_printf (sql, "select ?1->>'$.%s', ?1->>'$.%s'", key, other);
  for (guint i = 0; i < taker->columns->len; i++)
    {
      const GxBookColumn *column = taker->columns->pdata[i];

      if (!column->is_named)
        continue;
      g_assert (n < MAX_NAMED);
      g_string_append_printf (sql, ", ?1->>'$.%s'", column->member);
      taker->named[n++] = g_str_equal (column->parent, "word") ? g_intern_string (column->member) : "member";
    }
  return gx_connection_query (self->book, sql->str, NULL);
}

/* One statement for what is new, was taken back, or is there and has gaps. What is in the bin stays as it
 * is. */
static GxStatement *
make_write (Reader *self, Taker *taker)
{
  const char *table = taker->table->name;
  gboolean overwrites = self->plan->on_match == GX_ON_MATCH_OVERWRITE;
  g_autoptr (GString) names = g_string_new ("id"), values = g_string_new ("?2");
  g_autoptr (GString) sets = g_string_new ("gone = 0"), differs = g_string_new ("false");
  g_autofree char *sql = NULL;
  guint n_named = 0;

  for (guint i = 0; i < taker->columns->len; i++)
    {
      const GxBookColumn *column = taker->columns->pdata[i];
      const char *name = column->name;
      g_autofree char *not_as_said = g_strdup_printf ("not excluded.\"%s\"", name);
      g_autofree char *value = column->is_named ? g_strdup_printf ("?%u", 3 + n_named++)
                                                : g_strdup_printf ("?1->>'$.%s'", column->member);

      g_string_append_printf (names, ", \"%s\"", name);
      if (column->fallback != NULL)
        g_string_append_printf (values, ", coalesce (%s, %s)", value, column->fallback);
      else
        g_string_append_printf (values, ", %s", value);
      g_string_append_printf (sets, ", \"%s\" = iif (%s.gone = 2, excluded.\"%s\","
                              " coalesce (%s.\"%s\", %s.\"%s\"))", name, table, name,
                              overwrites ? "excluded" : table, name, overwrites ? table : "excluded", name);
      g_string_append_printf (differs, " or (excluded.\"%s\" is not null and %s.\"%s\" is %s)", name, table,
                              name, overwrites ? not_as_said : "null");
    }
  sql = g_strdup_printf ("insert into %s (%s) values (%s) on conflict (id) do update set %s"
                         " where %s.gone = 2 or (%s.gone = 0 and %d and (%s))", table, names->str,
                         values->str, sets->str, table, table,
                         self->plan->on_match != GX_ON_MATCH_SKIP, differs->str);
  return gx_connection_query (self->book, sql, NULL);
}

static gboolean
add_takers (Reader *self)
{
  guint n_tables;
  const GxBookTable *tables = _gx_book_tables (&n_tables);

  for (guint i = 0; i < n_tables; i++)
    {
      Taker *taker = g_new0 (Taker, 1);
      g_autofree char *state = g_strdup_printf ("select gone from %s where id = ?", tables[i].name);

      g_hash_table_insert (self->takers, (char *) tables[i].name, taker);
      taker->table = &tables[i];
      taker->columns = _gx_book_columns (self->book, tables[i].name, &self->error);
      if (taker->columns == NULL)
        return FALSE;
      taker->look = make_look (self, taker);
      taker->state = gx_connection_query (self->book, state, NULL);
      taker->write = make_write (self, taker);
    }
  return TRUE;
}

/* -- a line */

/* @reason: (transfer full): a sentence. */
static void
tell (Reader *self, const char *column, const char *value, const char *code, char *reason,
      GxSeverity severity)
{
  const GxImportProblem problem = { self->number, (char *) column, (char *) value, NULL, code, reason,
                                    severity };

  _gx_import_report_add (self->report, &problem);
}

static GxImportOutcome
refuse (Reader *self, const char *code, char *reason)
{
  tell (self, "", "", code, reason, GX_SEVERITY_ERROR);
  return GX_OUTCOME_REJECTED;
}

/* What the book says of one row concerns that row; a full disk concerns all. */
static GxImportOutcome
refuse_row (Reader *self, GError *reason)
{
  if (reason->code == GX_ERROR_FAILED)
    {
      tell (self, "", reason->message, "record",
            g_strdup (_("What it belongs to is missing, or a value is not of its kind.")), GX_SEVERITY_ERROR);
      g_error_free (reason);
      return GX_OUTCOME_REJECTED;
    }
  if (self->error == NULL)
    self->error = reason;
  else
    g_error_free (reason);
  return GX_OUTCOME_REJECTED;
}

/* The id of a word or member, made where there is none; 0 with self->error on failure. @is_new: (out). */
static GxId
name_to_id (Reader *self, const char *kind, const char *name, gboolean *is_new)
{
  g_autofree char *key = g_strconcat (kind, "\x1f", name, NULL);
  GxId *known = g_hash_table_lookup (self->names, key);
  gint64 before = gx_connection_total_changes (self->book);
  GxId id;

  if (is_new != NULL)
    *is_new = FALSE;
  if (known != NULL)
    return *known;
  id = g_str_equal (kind, "member") ? gx_members_ensure (self->book, name, &self->error)
                                    : gx_words_ensure (self->book, kind, name, &self->error);
  if (is_new != NULL)
    *is_new = gx_connection_total_changes (self->book) != before;
  g_hash_table_insert (self->names, g_steal_pointer (&key), g_memdup2 (&id, sizeof id));
  return id;
}

static gboolean
has_text (GxStatement *look, int column)
{
  const char *text = gx_statement_text (look, column);

  return text != NULL && *text != 0;
}

/* Whom the row is about, by its id or what that is made of; 0: it does not say so. */
static GxId
find_id (Reader *self, const Taker *taker, const GxId *named, gboolean *is_new)
{
  const char *table = taker->table->name;
  GxStatement *look = taker->look;
  gint64 id = gx_statement_int64 (look, 0);

  *is_new = FALSE;
  if (taker->table->key == NULL)
    return gx_statement_is_int (look, 0) && id > 0 && id <= GX_ID_MAX ? id : 0;
  if (!has_text (look, 0) || !has_text (look, 1))
    return 0;
  if (g_str_equal (table, "member"))
    return name_to_id (self, "member", gx_statement_text (look, 0), is_new);
  if (g_str_equal (table, "word"))
    return name_to_id (self, gx_statement_text (look, 0), gx_statement_text (look, 1), is_new);
  if (taker->table->other_key == NULL)
    return gx_id_hash_text (table, gx_statement_text (look, 0));
  return gx_id_hash (table, id, named[0] != 0 ? named[0] : gx_statement_int64 (look, 1));
}

static int
look_up_state (Reader *self, Taker *taker, GxId id)
{
  int gone = -1;

  gx_statement_rebind (taker->state, "i", id);
  if (gx_statement_next (taker->state))
    gone = gx_statement_int (taker->state, 0);
  gx_statement_finish (taker->state, self->error == NULL ? &self->error : NULL);
  return gone;
}

static void
count_new (GxImportReport *report, const char *table)
{
  report->n_customers += g_str_equal (table, "customer");
  report->n_purchases += g_str_equal (table, "purchase");
  report->n_products += g_str_equal (table, "product");
}

static GxImportOutcome
write_row (Reader *self, Taker *taker, const char *line, GxId id, const GxId *named, gboolean is_new)
{
  static const char * const types[] = { "ti", "tiI", "tiII" };
  guint n_named = (taker->named[0] != NULL) + (taker->named[1] != NULL);
  int gone = look_up_state (self, taker, id);
  gint64 before = gx_connection_total_changes (self->book);
  GError *reason = NULL;

  gx_statement_rebind (taker->write, types[n_named], line, id, named[0], named[1]);
  if (!gx_statement_run (taker->write, &reason))
    return refuse_row (self, reason);
  if (!is_new && gx_connection_total_changes (self->book) == before)
    return GX_OUTCOME_UNCHANGED;
  if (!is_new && gone == 0)
    return GX_OUTCOME_UPDATED;
  count_new (self->report, taker->table->name);
  return GX_OUTCOME_ADDED;
}

static GxImportOutcome
take_row (Reader *self, Taker *taker, const char *line)
{
  GxId named[MAX_NAMED] = { 0 };
  gboolean is_new = FALSE;
  GxId id;

  gx_statement_rebind (taker->look, "t", line);
  gx_statement_next (taker->look);
  for (guint i = 0; i < MAX_NAMED && taker->named[i] != NULL && self->error == NULL; i++)
    if (has_text (taker->look, 2 + (int) i))
      named[i] = name_to_id (self, taker->named[i], gx_statement_text (taker->look, 2 + (int) i), NULL);
  id = find_id (self, taker, named, &is_new);
  gx_statement_finish (taker->look, NULL);
  if (id == 0)
    return refuse (self, "identity", g_strdup (_("The record does not say which one it is.")));
  return write_row (self, taker, line, id, named, is_new);
}

static GxImportOutcome
take_line (Reader *self, const char *line)
{
  Taker *taker = NULL;

  if (!g_utf8_validate (line, -1, NULL))
    return refuse (self, "text", g_strdup (_("This is not UTF-8.")));
  gx_statement_rebind (self->head, "t", line);
  if (gx_statement_next (self->head) && !gx_statement_is_null (self->head, 0))
    taker = g_hash_table_lookup (self->takers, gx_statement_text (self->head, 0));
  gx_statement_finish (self->head, NULL);
  if (taker == NULL)
    return refuse (self, "record", g_strdup (_("This is no record of a customer book.")));
  return take_row (self, taker, line);
}

/* A refused line goes into the file of such lines, where one is wanted. */
static void
keep_refused (Reader *self, const char *line)
{
  static const char * const header[] = { "record" };
  GPtrArray *problems = self->report->problems;
  const GxImportProblem *last = problems->len > 0 ? problems->pdata[problems->len - 1] : NULL;
  const GxCell cell = { line, line, (guint) strlen (line), GX_CELL_TEXT };
  const GxRow row = { self->number, 1, &cell };

  if (self->plan->rejects_path == NULL)
    return;
  if (self->rejects == NULL)
    self->rejects = gx_reject_file_new (self->plan->rejects_path, header, 1, &self->error);
  if (self->rejects != NULL)
    gx_reject_file_add (self->rejects, &row, last != NULL ? last->reason : "");
}

static void
count_line (Reader *self, const char *line, GxImportOutcome outcome)
{
  GxImportLog *log = self->report->log;

  _gx_import_report_count (self->report, outcome);
  if (outcome == GX_OUTCOME_REJECTED && g_utf8_validate (line, -1, NULL))
    keep_refused (self, line);
  if (log == NULL)
    return;
  _gx_import_log_text (log, line, g_utf8_validate (line, -1, NULL) ? strlen (line) : 0);
  _gx_import_log_end_row (log, self->number, outcome, 0);
}

static gboolean
check_first_line (Reader *self, const char *line, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (self->book,
    "select ?1->>'$.version', ?1->>'$.currency' where json_valid (?1)", "t", line);
  const char *home = gx_connection_get_currency (self->book);

  if (!gx_statement_next (query) || gx_statement_is_null (query, 0))
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID,
                           _("The first line is not that of a customer book."));
      return FALSE;
    }
  if (gx_statement_int (query, 0) > GX_BOOK_VERSION)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_NEWER,
                           _("The file was written by a newer Guanxi; bring it in with that one."));
      return FALSE;
    }
  if (has_text (query, 1) && !g_str_equal (gx_statement_text (query, 1), home))
    tell (self, "currency", gx_statement_text (query, 1), "currency",
          /* Translators: %1$s and %2$s are currencies such as USD */
          g_strdup_printf (_("The home currency there is %1$s; here it stays %2$s."),
                           gx_statement_text (query, 1), home), GX_SEVERITY_WARNING);
  return TRUE;
}

static gboolean
read_lines (Reader *self, GDataInputStream *stream, gint64 n_lines, GxImportProgress progress,
            gpointer user_data, GCancellable *cancellable)
{
  g_autofree char *line = NULL;

  self->number = 1;
  if (!read_line (stream, &line, &self->error) || !check_first_line (self, line, &self->error))
    return FALSE;
  for (self->number = 2; read_line (stream, &line, &self->error); self->number++)
    {
      GxImportOutcome outcome;

      if (*line == 0)
        continue;
      outcome = take_line (self, line);
      if (self->error != NULL)
        return FALSE;
      count_line (self, line, outcome);
      if (self->number % PROGRESS_RECORDS != 0)
        continue;
      if (progress != NULL)
        progress (self->number, n_lines, user_data);
      if (g_cancellable_set_error_if_cancelled (cancellable, NULL))
        {
          g_set_error_literal (&self->error, GX_ERROR, GX_ERROR_CANCELLED,
                               _("The import was cancelled; nothing was written."));
          return FALSE;
        }
    }
  if (self->error == NULL && progress != NULL)
    progress (n_lines, n_lines, user_data);
  return self->error == NULL;
}

/* -- the whole */

static gboolean
keep_copy (GxConnection *book, GCancellable *cancellable, GError **error)
{
  return gx_connection_get_path (book) == NULL
    || gx_connection_get_int64 (book, 0, NULL, "select 1 from journal_row limit 1", NULL) == 0
    || gx_backup_keep_until (book, "import", cancellable, NULL, error);
}

static gboolean
read_all (Reader *self, GFile *file, gint64 n_lines, GxImportProgress progress, gpointer user_data,
          GCancellable *cancellable)
{
  g_autoptr (GFileInputStream) raw = g_file_read (file, NULL, &self->error);
  g_autoptr (GDataInputStream) stream = raw != NULL ? g_data_input_stream_new (G_INPUT_STREAM (raw)) : NULL;
  gboolean is_read;

  if (stream == NULL)
    return FALSE;
  g_buffered_input_stream_set_buffer_size (G_BUFFERED_INPUT_STREAM (stream), 1 << 16);
  self->takers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_taker);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->head = gx_connection_query (self->book, "select ?1->>'$.table' where json_valid (?1)", NULL);
  is_read = add_takers (self) && read_lines (self, stream, n_lines, progress, user_data, cancellable);
  if (self->rejects != NULL)
    is_read &= gx_reject_file_close (self->rejects, is_read ? &self->error : NULL);
  /* Statements go before the step ends: a commit wants nobody reading. */
  gx_statement_free (self->head);
  g_hash_table_unref (self->takers);
  g_hash_table_unref (self->names);
  return is_read;
}

gboolean
gx_book_file_read (GxConnection *book, const GxActor *actor, const GxImportPlan *plan, gboolean is_rehearsal,
                   GxImportProgress progress, gpointer user_data, GCancellable *cancellable,
                   GxImportReport *report, GxId *step_id, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (plan->path);
  g_autoptr (GxStep) step = NULL;
  Reader reader = { .book = book, .plan = plan, .report = report };
  gint64 n_lines = 0;

  report->kind = GX_IMPORT_BOOK;
  if (plan->on_match == GX_ON_MATCH_ADD)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_USAGE,
                           _("The records of a whole book say who they are; they are filled, overwritten or "
                             "skipped, not added a second time."));
      return FALSE;
    }
  if (!count_lines (file, &n_lines, cancellable, error)
      || (!is_rehearsal && !keep_copy (book, cancellable, error)))
    return FALSE;
  step = gx_step_begin (book, actor, "book.import", error);
  if (step == NULL)
    return FALSE;
  if (is_rehearsal)
    gx_step_rehearse (step);
  if (read_all (&reader, file, n_lines, progress, user_data, cancellable))
    return (report->log == NULL || _gx_import_log_close (report->log, error))
      && gx_step_commit (g_steal_pointer (&step), step_id, error);
  g_propagate_error (error, reader.error);
  return FALSE;
}
