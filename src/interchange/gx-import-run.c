/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-money.h"
#include "base/gx-text.h"
#include "interchange/gx-book-file.h"
#include "interchange/gx-import-private.h"
#include "interchange/gx-source.h"
#include "store/gx-backup-shelf.h"

#define PROGRESS_ROWS 1000
#define LONGEST_TOTAL 20 /* bytes */

/* The tables a bulk writes, how many rows one row of data can make at most, and the columns. */
static const struct {
  const char *table;
  int most;
  guint n_columns;
  const char *columns;
} runs[GX_N_RUNS] = {
  [GX_RUN_CUSTOMER] = { "customer", 1, 24,
    "id, kind, standing, number, name, family_name, form_of_address, gender, birthday, occupation, industry,"
    " size, company_code, invoice_title, invoice_code, invoice_bank, invoice_account, invoice_address,"
    " invoice_phone, preferences, note, prefers, source_id, owner_id" },
  [GX_RUN_KEY] = { "external_key", 1, 4, "id, customer_id, system, key" },
  [GX_RUN_CONTACT] = { "contact_point", 64, 7, "id, customer_id, kind, label, value, key, is_primary" },
  [GX_RUN_ADDRESS] = { "address", 16, 9,
    "id, customer_id, country, province, city, district, street, postcode, is_primary" },
  [GX_RUN_RELATION] = { "relation", 1, 6, "id, from_id, to_id, to_text, title, is_primary" },
  [GX_RUN_NAME] = { "customer_name", 16, 4, "id, customer_id, kind, name" },
  [GX_RUN_PURCHASE] = { "purchase", 1, 11,
    "id, customer_id, kind, number, day, at, offset_min, currency, channel, note, author_id" },
  [GX_RUN_LINE] = { "purchase_line", 1, 7,
    "id, purchase_id, product_id, text, quantity_micro, unit_price_micro, amount_minor" },
  [GX_RUN_EVENT] = { "event", 1, 10,
    "id, customer_id, kind, direction, channel, day, at, offset_min, text, author_id" },
  [GX_RUN_PRODUCT] = { "product", 1, 7, "id, code, name, unit, category, unit_price_micro, currency" },
  [GX_RUN_ROW] = { "import_row", 1, 3, "id, batch_id, mark" },
};

/* -- what the rooms of an import share */

GxId
_gx_importer_new_id (GxImporter *self, GxRun run)
{
  if (self->used[run] >= self->reserved[run] && self->error == NULL)
    g_set_error_literal (&self->error, GX_ERROR, GX_ERROR_INVALID,
                         _("The cells of the file hold far too many entries each."));
  return self->first[run] + self->used[run]++;
}

gboolean
_gx_importer_flush (GxImporter *self)
{
  for (guint i = 0; self->error == NULL && i < GX_N_RUNS; i++)
    if (self->insert[i] != NULL && !gx_inserter_flush (self->insert[i], &self->error))
      return FALSE;
  return self->error == NULL;
}

gboolean
_gx_importer_add (GxImporter *self, GxRun run, const char *types, ...)
{
  gboolean ok;
  va_list args;

  if (self->error != NULL)
    return FALSE;
  va_start (args, types);
  ok = gx_inserter_add_va (self->insert[run], &self->error, types, &args);
  va_end (args);
  return ok;
}

GxStatement *
_gx_importer_statement (GxImporter *self, const char *sql)
{
  GxStatement *statement = g_hash_table_lookup (self->statements, sql);

  _gx_importer_flush (self);
  if (statement == NULL) {
    statement = gx_connection_query (self->book, sql, NULL);
    g_hash_table_insert (self->statements, (gpointer) sql, statement);
  }
  return statement;
}

gboolean
_gx_importer_is_born (const GxImporter *self, GxId customer)
{
  GxId first = self->first[GX_RUN_CUSTOMER];

  return customer >= first && customer < first + self->used[GX_RUN_CUSTOMER];
}

void
_gx_importer_capture (GxImporter *self, gboolean capture)
{
  gx_step_set_capture (self->step, capture);
}

gboolean
_gx_importer_run (GxImporter *self, GxStatement *statement)
{
  if (self->error != NULL)
    return FALSE;
  return gx_statement_run (statement, &self->error);
}

gboolean
_gx_importer_finish (GxImporter *self, GxStatement *query)
{
  gx_statement_finish (query, self->error == NULL ? &self->error : NULL);
  return self->error == NULL;
}

static const char *
name_column (GxImporter *self, GxColumn field)
{
  const GArray *columns = self->plan->columns;

  if (field == GX_COLUMN_SKIP) /* it concerns the row */
    return "";
  for (guint i = 0; i < columns->len; i++)
    if (g_array_index (columns, GxColumn, i) == field && *(char *) self->plan->headers->pdata[i] != 0)
      return self->plan->headers->pdata[i];
  return gx_column_key (field);
}

static void
add_problem (GxImporter *self, const GxImportRow *row, GxColumn field, const char *value,
             const char *repaired, const char *code, char *reason, GxSeverity severity)
{
  const GxImportProblem problem = {
    row->number, (char *) name_column (self, field), (char *) value, (char *) repaired, code, reason, severity,
  };

  _gx_import_report_add (self->report, &problem);
}

static gboolean
open_rejects (GxImporter *self)
{
  if (self->rejects == NULL)
    self->rejects = gx_reject_file_new (self->plan->rejects_path,
                                        (const char * const *) self->plan->headers->pdata,
                                        self->plan->n_columns, &self->error);
  return self->rejects != NULL;
}

gboolean
_gx_importer_reject (GxImporter *self, const GxImportRow *row, GxColumn field, const char *code, char *reason)
{
  if (self->plan->rejects_path != NULL && row->row != NULL && open_rejects (self))
    gx_reject_file_add (self->rejects, row->row, reason);
  add_problem (self, row, field,
               field != GX_COLUMN_SKIP && row->values[field] != NULL ? row->values[field] : "", NULL, code,
               reason, GX_SEVERITY_ERROR);
  return FALSE;
}

void
_gx_importer_warn (GxImporter *self, const GxImportRow *row, GxColumn field, const char *value,
                   const char *code, char *reason)
{
  add_problem (self, row, field, value, NULL, code, reason, GX_SEVERITY_WARNING);
}

void
_gx_importer_repair (GxImporter *self, const GxImportRow *row, GxColumn field, const char *value,
                     const char *repaired, const char *code, char *reason)
{
  add_problem (self, row, field, value, repaired, code, reason, GX_SEVERITY_REPAIR);
}

/* The batch is written when its first row is taken, so that a file with nothing new leaves no trace. */
static gboolean
begin_batch (GxImporter *self)
{
  g_autofree char *file = g_path_get_basename (self->plan->path);
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean is_written;

  for (guint i = 0; i < self->plan->columns->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? "," : "",
                            gx_column_key (g_array_index (self->plan->columns, GxColumn, i)));
  self->batch = gx_connection_new_id (self->book);
  _gx_importer_capture (self, TRUE);
  is_written = gx_connection_run (self->book, &self->error,
                                  "insert into import_batch (id, file, kind, mapping, at) values (?, ?, ?, "
                                  "?, ?)", "ittti",
                                  self->batch, file, gx_import_kind_name (self->kind), words->str,
                                    gx_clock_now ());
  _gx_importer_capture (self, FALSE);
  return is_written;
}

gboolean
_gx_importer_mark (GxImporter *self, gint64 mark)
{
  if (self->batch == 0 && !begin_batch (self))
    return FALSE;
  return _gx_importer_add (self, GX_RUN_ROW, "iii", _gx_importer_new_id (self, GX_RUN_ROW), self->batch,
                           mark);
}

/* A day that is a spreadsheet's number; it is told. */
static gboolean
read_serial (GxImporter *self, const GxImportRow *row, GxColumn field, GxMoment *moment)
{
  g_autofree char *day = NULL;

  if (!gx_moment_parse_serial (row->values[field], moment))
    return FALSE;
  day = gx_day_to_iso (moment->day);
  _gx_importer_repair (self, row, field, row->values[field], day, "day.serial",
                       g_strdup (_("A spreadsheet had made a number of this day.")));
  return TRUE;
}

gboolean
_gx_importer_moment (GxImporter *self, const GxImportRow *row, GxMoment *moment)
{
  GxColumn field = *row->values[GX_COLUMN_DAY] != 0 ? GX_COLUMN_DAY : GX_COLUMN_TIME;
  const char *text = row->values[field];

  if (*text == 0)
    return _gx_importer_reject (self, row, GX_COLUMN_DAY, "day", g_strdup (_("The day is missing.")));
  if (!gx_moment_parse (text, self->survey.orders[GX_COLUMN_DAY], moment) &&
      !read_serial (self, row, field, moment))
    return _gx_importer_reject (self, row, field, "day", g_strdup (_("This is no day that exists.")));
  if (field == GX_COLUMN_DAY && *row->values[GX_COLUMN_TIME] != 0) {
    if (!gx_moment_parse_time (row->values[GX_COLUMN_TIME], &moment->seconds))
      return _gx_importer_reject (self, row, GX_COLUMN_TIME, "day", g_strdup (_("This is no time of day.")));
    moment->has_time = TRUE;
  }
  return TRUE;
}

/* -- a row */

gboolean
_gx_import_is_guarded (const char *text)
{
  gsize n = strspn (text, "'");

  return n > 0 && text[n] != 0 && strchr ("=+-@\t\r", text[n]) != NULL;
}

/* Trimmed copies of the mapped cells, in one block that does not move while the row is at hand. */
void
_gx_importer_fill_values (GxImporter *self, GxImportRow *row)
{
  const GArray *columns = self->plan->columns;
  guint n = MIN (columns->len, row->row->n_cells);
  gsize needed = 1;

  for (guint i = 0; i < n; i++)
    needed += row->row->cells[i].length + 1;
  g_string_set_size (self->scratch, needed);
  g_string_truncate (self->scratch, 0);
  for (guint i = 0; i < GX_N_COLUMNS; i++)
    row->values[i] = "";
  for (guint i = 0; i < n; i++) {
    GxColumn field = g_array_index (columns, GxColumn, i);
    const GxCell *cell = &row->row->cells[i];
    const char *start = cell->text, *end = cell->text + cell->length;

    if (field == GX_COLUMN_SKIP || cell->length == 0 || *row->values[field] != 0)
      continue;
    while (g_ascii_isspace (*start))
      start++;
    while (end > start && g_ascii_isspace (end[-1]))
      end--;
    if (_gx_import_says_nothing (field, start, (gsize) (end - start))) {
      row->has_nothing = TRUE;
      continue;
    }
    start += _gx_import_is_guarded (start);
    row->values[field] = self->scratch->str + self->scratch->len;
    g_string_append_len (self->scratch, start, end - start);
    g_string_append_c (self->scratch, 0);
  }
  _gx_importer_settle_values (self, row);
}

guint64
_gx_import_mark_row (GxImporter *self, const GxRow *row)
{
  const GArray *columns = self->plan->columns;
  guint64 mark = _gx_mark_begin (gx_import_kind_name (self->kind));

  for (guint i = 0; i < columns->len; i++) {
    GxColumn field = g_array_index (columns, GxColumn, i);

    if (field == GX_COLUMN_SKIP)
      continue;
    mark = _gx_mark_add (mark, gx_column_key (field));
    mark = _gx_mark_add (mark, gx_row_text (row, i));
  }
  return mark;
}

gboolean
_gx_importer_is_known (GxImporter *self, gint64 mark)
{
  GxStatement *query;
  gboolean is_there;

  if (!self->has_old_marks)
    return FALSE;
  if (self->old_marks != NULL)
    return _gx_marks_has (self->old_marks, (guint64) mark);
  query = _gx_importer_statement (self, "select 1 from import_row where mark = ? and gone = 0");
  gx_statement_rebind (query, "i", mark);
  is_there = gx_statement_next (query);
  _gx_importer_finish (self, query);
  return is_there;
}

static void
count_row (GxImporter *self, const GxRow *row, GxImportOutcome outcome)
{
  const GArray *columns = self->plan->columns;
  GxImportLog *log = self->report->log;

  _gx_import_report_count (self->report, outcome);
  if (log == NULL)
    return;
  for (guint i = 0; i < columns->len && i < row->n_cells; i++)
    if (g_array_index (columns, GxColumn, i) != GX_COLUMN_SKIP)
      _gx_import_log_text (log, row->cells[i].text, row->cells[i].length);
  _gx_import_log_end_row (log, row->number, outcome, self->about);
}

/* "合计", "Total" as the first of few cells: what a sheet has at its end. */
static gboolean
is_total (const GxRow *row, guint n_columns)
{
  static const char * const words[] = {
    "合计", "总计", "小计", "共计", "合 计", "总 计", "小 计", "合计金额", "总金额", "本页小计", "本页合计", "累计",
    "total", "totals", "grand total", "subtotal", "sum", "total amount",
  };
  const GxCell *first = NULL;
  g_autofree char *word = NULL;
  guint filled = 0;

  for (guint i = 0; i < row->n_cells; i++) {
    filled += row->cells[i].length > 0;
    if (first == NULL && filled > 0)
      first = &row->cells[i];
  }
  if (first == NULL || first->length > LONGEST_TOTAL || filled * 2 > MAX (row->n_cells, n_columns))
    return FALSE;
  word = g_strchomp (g_strdelimit (gx_fold (first->text), ":", ' '));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (word, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* FALSE: refused, or error. */
static gboolean
take_row (GxImporter *self, const GxImportRow *row, GxImportOutcome *outcome)
{
  static gboolean (* const takers[]) (GxImporter *, const GxImportRow *, GxImportOutcome *) = {
    [GX_IMPORT_CUSTOMERS] = _gx_import_customer,
    [GX_IMPORT_PURCHASES] = _gx_import_purchase,
    [GX_IMPORT_EVENTS] = _gx_import_event,
    [GX_IMPORT_PRODUCTS] = _gx_import_product,
  };

  if (row->row->trouble != NULL)
    return _gx_importer_reject (self, row, GX_COLUMN_SKIP, "unreadable", g_strdup (row->row->trouble));
  return takers[self->kind] (self, row, outcome);
}

static gboolean
import_row (GxImporter *self, const GxRow *cells)
{
  GxImportOutcome outcome = GX_OUTCOME_UNCHANGED;
  GxImportRow row = { .number = cells->number, .row = cells };
  guint64 mark;

  if (cells->trouble == NULL && is_total (cells, self->plan->n_columns)) {
    if (self->report->totals++ < GX_NOTICE_MAX_NUMBERS)
      g_array_append_val (self->totals, cells->number);
    return TRUE;
  }
  mark = _gx_import_mark_row (self, cells);
  self->about = 0;
  row.mark = _gx_mark_end (mark, _gx_marks_count (self->marks, mark));
  if (!_gx_importer_is_known (self, row.mark) && self->error == NULL) {
    _gx_importer_fill_values (self, &row);
    if (!take_row (self, &row, &outcome))
      outcome = GX_OUTCOME_REJECTED;
    else if (outcome != GX_OUTCOME_UNCHANGED)
      _gx_importer_tell_values (self, &row);
  }
  count_row (self, cells, outcome);
  return self->error == NULL;
}

/* What the file holds beside its rows. */
static void
tell_file (GxImporter *self)
{
  GxImportReport *report = self->report;
  g_autofree char *rows = gx_notices_join (self->totals, report->totals);

  g_ptr_array_unref (report->notices);
  report->notices = gx_table_list_notices (self->plan->table);
  if (report->totals > 0)
    gx_notices_add (report->notices, "totals", report->totals,
                    /* Translators: %1$lld is a number, %2$s a list of the numbers of rows */
                    g_strdup_printf (ngettext ("%1$lld row is a sum of others and is left out: %2$s.",
                                               "%1$lld rows are sums of others and are left out: %2$s.",
                                               (gulong) report->totals), (long long) report->totals, rows));
}

static gboolean
import_rows (GxImporter *self, GxImportProgress progress, gpointer user_data, GCancellable *cancellable)
{
  GxRow row;

  if (!_gx_import_plan_start (self->plan, &self->error))
    return FALSE;
  while (gx_table_next (self->plan->table, &row, &self->error)) {
    if (!import_row (self, &row))
      return FALSE;
    if (self->report->rows % PROGRESS_ROWS != 0)
      continue;
    if (progress != NULL)
      progress (self->report->rows, self->survey.n_rows, user_data);
    if (g_cancellable_is_cancelled (cancellable)) {
      g_set_error_literal (&self->error, GX_ERROR, GX_ERROR_CANCELLED,
                           _("The import was cancelled; nothing was written."));
      return FALSE;
    }
  }
  if (self->error != NULL)
    return FALSE;
  if (self->kind == GX_IMPORT_PURCHASES && !_gx_import_purchases_end (self))
    return FALSE;
  tell_file (self);
  if (progress != NULL)
    progress (self->report->rows, self->survey.n_rows, user_data);
  return TRUE;
}

/* -- the whole */

static gboolean
fail_empty (const GxImportPlan *plan, GError **error)
{
  const char *sheet = gx_table_get_sheet (plan->table, plan->sheet_index)->name;

  if (*sheet != 0 && gx_table_n_sheets (plan->table) > 1)
    g_set_error (error, GX_ERROR, GX_ERROR_INVALID,
                 /* Translators: %1$s is the name of a sheet, %2$s that of a file. */
                 _("The sheet “%1$s” of “%2$s” holds no rows."), sheet, gx_source_file_name (plan->path));
  else
    /* Translators: %s is the name of a file. */
    g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("“%s” holds no rows."),
                 gx_source_file_name (plan->path));
  return FALSE;
}

static gboolean
check_columns (const GxImportPlan *plan, GError **error)
{
  GxColumn missing = gx_import_plan_missing (plan);

  if (plan->samples->len == 0)
    return fail_empty (plan, error);
  if (plan->kind == GX_IMPORT_AUTO) {
    g_set_error_literal (error, GX_ERROR, GX_ERROR_USAGE,
                         _("It cannot be told what the rows are: the first row names no column that is "
                           "known. "
                           "Say what they are with --as, and what the columns are with --columns."));
    return FALSE;
  }
  if (missing == GX_COLUMN_SKIP)
    return TRUE;
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
               /* Translators: %s is a word for a column, such as "day", which stays as it is, like
                * --columns. */
               _("No column was found that says “%s”. Say what the columns are, with --columns."),
               gx_column_key (missing));
  return FALSE;
}

static int
most_rows (GxImporter *self, GxRun run)
{
  gboolean is_trade = self->kind == GX_IMPORT_PURCHASES;

  if (run == GX_RUN_PURCHASE || run == GX_RUN_LINE)
    return is_trade;
  if (run == GX_RUN_PRODUCT)
    return is_trade || self->kind == GX_IMPORT_PRODUCTS;
  if (run == GX_RUN_EVENT)
    return self->kind == GX_IMPORT_EVENTS;
  return runs[run].most;
}

static gboolean
reserve_runs (GxImporter *self)
{
  for (guint i = 0; i < GX_N_RUNS; i++) {
    g_autofree char *head = NULL;

    self->reserved[i] = self->survey.n_rows * most_rows (self, i);
    if (!gx_step_reserve (self->step, runs[i].table, self->reserved[i], &self->first[i], &self->error))
      return FALSE;
    head = g_strdup_printf ("insert into %s (%s)", runs[i].table, runs[i].columns);
    self->insert[i] = gx_inserter_new (self->book, head, runs[i].n_columns, NULL);
  }
  return TRUE;
}

static gboolean
settle_runs (GxImporter *self)
{
  const GxImportReport *report = self->report;

  for (guint i = 0; i < GX_N_RUNS; i++)
    if (!gx_step_settle (self->step, runs[i].table, self->used[i], &self->error))
      return FALSE;
  _gx_importer_capture (self, TRUE);
  if (self->batch == 0)
    return TRUE;
  return _gx_import_mapping_keep (self->book, self->plan, &self->error) &&
    gx_connection_run (self->book, &self->error,
                       "update import_batch set rows = ?, added = ?, updated = ?, unchanged = ?, rejected = "
                       "? where id = ?", "iiiiii",
                       report->rows, report->added, report->updated, report->unchanged, report->rejected,
                         self->batch);
}

static void
clear_importer (GxImporter *self)
{
  _gx_import_order_free (self);
  for (guint i = 0; i < GX_N_RUNS; i++)
    g_clear_pointer (&self->insert[i], gx_inserter_free);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->marks, _gx_marks_free);
  g_clear_pointer (&self->totals, g_array_unref);
  g_clear_pointer (&self->old_marks, _gx_marks_free);
  g_clear_pointer (&self->keys, _gx_keys_free);
  g_clear_pointer (&self->kin, _gx_kin_free);
  g_clear_pointer (&self->words, g_hash_table_unref);
  g_clear_pointer (&self->newcomers, g_hash_table_unref);
  g_clear_pointer (&self->organisations, g_hash_table_unref);
  g_clear_pointer (&self->products_by_code, g_hash_table_unref);
  g_clear_pointer (&self->products_by_name, g_hash_table_unref);
  g_clear_pointer (&self->step, gx_step_abort);
  if (self->scratch != NULL)
    g_string_free (self->scratch, TRUE);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_free (self->last_key);
  for (guint i = 0; i < GX_N_CONTACT_KINDS; i++) {
    g_free (self->contacts[i].value);
    g_free (self->contacts[i].key);
  }
  if (self->rejects != NULL)
    gx_reject_file_close (self->rejects, NULL);
}

static const char *
label_of (GxImportKind kind)
{
  switch (kind) {
  case GX_IMPORT_PURCHASES: return "purchase.import";
  case GX_IMPORT_EVENTS: return "event.import";
  case GX_IMPORT_PRODUCTS: return "product.import";
  default: return "customer.import";
  }
}

static gboolean
is_larger_than_book (GxImporter *self)
{
  gint64 known = gx_connection_get_int64 (self->book, 0, NULL,
    "select count(*) from (select 1 from import_row union all select 1 from contact_point limit ?)", "i",
    self->survey.n_rows);

  return known < self->survey.n_rows;
}

static gboolean
prepare (GxImporter *self, const GxActor *actor, GCancellable *cancellable, gboolean is_rehearsal)
{
  GxImportPlan *plan = self->plan;

  if (!check_columns (plan, &self->error) || !_gx_import_survey (plan, cancellable, &self->survey,
                                                                 &self->error))
    return FALSE;
  self->kind = self->report->kind = plan->kind;
  self->currency = g_intern_string (plan->currency != NULL ? plan->currency
                                    : gx_connection_get_currency (self->book));
  if (!gx_currency_is_known (self->currency)) {
    g_set_error (&self->error, GX_ERROR, GX_ERROR_USAGE,
                 /* Translators: %s is what a person gave as a currency. */
                 _("There is no currency “%s”; use its three letters, such as CNY."), self->currency);
    return FALSE;
  }
  if (!is_rehearsal && gx_connection_get_path (self->book) != NULL &&
      gx_connection_get_int64 (self->book, 0, NULL, "select 1 from journal_row limit 1", NULL) != 0 &&
      !gx_backup_keep (self->book, "import", NULL, &self->error))
    return FALSE;

  self->author = actor->author;
  self->statements = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL,
                                            (GDestroyNotify) gx_statement_free);
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->newcomers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) g_array_unref);
  self->marks = _gx_marks_new ();
  self->totals = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->scratch = g_string_new (NULL);
  self->texts = g_string_chunk_new (256);
  self->step = gx_step_begin (self->book, actor, label_of (self->kind), &self->error);
  if (self->step == NULL)
    return FALSE;
  if (is_rehearsal)
    gx_step_rehearse (self->step);
  self->has_old_marks = gx_connection_get_int64 (self->book, 0, NULL,
                                                 "select 1 from import_row where gone = 0 limit 1",
                                                 NULL) != 0;
  self->has_old_customers = gx_connection_get_int64 (self->book, 0, NULL,
                                                     "select 1 from customer where gone = 0 limit 1",
                                                     NULL) != 0;
  if (is_larger_than_book (self) && !_gx_importer_hold (self))
    return FALSE;
  return reserve_runs (self) && _gx_importer_find_kin (self, cancellable);
}

static gboolean
finish (GxImporter *self, GxId *step)
{
  GxRejectFile *rejects = g_steal_pointer (&self->rejects);

  if (rejects != NULL && !gx_reject_file_close (rejects, &self->error))
    return FALSE;
  if (!_gx_importer_flush (self))
    return FALSE;
  /* Statements go before the step ends: a commit wants nobody reading. */
  for (guint i = 0; i < GX_N_RUNS; i++)
    g_clear_pointer (&self->insert[i], gx_inserter_free);
  g_hash_table_remove_all (self->statements);
  if (self->report->log != NULL && !_gx_import_log_close (self->report->log, &self->error))
    return FALSE;
  return settle_runs (self) && gx_step_commit (g_steal_pointer (&self->step), step, &self->error);
}

static gboolean
run (GxConnection *book, const GxActor *actor, GxImportPlan *plan, gboolean is_rehearsal,
     GxImportProgress progress,
     gpointer user_data, GCancellable *cancellable, GxImportReport **report, GxId *step, GError **error)
{
  GxImporter self = { .book = book, .plan = plan };
  g_autoptr (GxImportReport) made = gx_import_report_new ();
  gboolean is_done;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && actor != NULL && plan != NULL && report != NULL, FALSE);

  *report = NULL;
  if (step != NULL)
    *step = 0;
  self.report = made;
  if (is_rehearsal)
    made->log = _gx_import_log_new ();
  if (plan->table == NULL && !gx_import_plan_look (plan, error))
    return FALSE;
  if (plan->kind == GX_IMPORT_BOOK) {
    is_done = gx_book_file_read (book, actor, plan, is_rehearsal, progress, user_data, cancellable, made,
                                 step, error);
    *report = is_done ? g_steal_pointer (&made) : NULL;
    return is_done;
  }
  is_done = prepare (&self, actor, cancellable, is_rehearsal) &&
    import_rows (&self, progress, user_data, cancellable) &&
    finish (&self, step);
  clear_importer (&self);
  if (is_done)
    *report = g_steal_pointer (&made);
  else
    g_propagate_error (error, self.error);
  return is_done;
}

gboolean
gx_import_rehearse (GxConnection *book, const GxActor *actor, GxImportPlan *plan, GxImportProgress progress,
                    gpointer user_data,
                    GCancellable *cancellable, GxImportReport **report, GError **error)
{
  return run (book, actor, plan, TRUE, progress, user_data, cancellable, report, NULL, error);
}

gboolean
gx_import_run (GxConnection *book, const GxActor *actor, GxImportPlan *plan, GxImportProgress progress,
               gpointer user_data,
               GCancellable *cancellable, GxImportReport **report, GxId *step, GError **error)
{
  return run (book, actor, plan, FALSE, progress, user_data, cancellable, report, step, error);
}
