/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-day.h"
#include "base/gx-text.h"
#include "interchange/gx-import-private.h"

/* One row of data: its values, its mark, what is made of it. */

#define LONGEST_TOTAL 20 /* bytes */

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
  if (!gx_moment_parse (text, self->survey.orders[GX_COLUMN_DAY], moment)
      && !read_serial (self, row, field, moment))
    return _gx_importer_reject (self, row, field, "day", g_strdup (_("This is no day that exists.")));
  if (field == GX_COLUMN_DAY && *row->values[GX_COLUMN_TIME] != 0)
    {
      if (!gx_moment_parse_time (row->values[GX_COLUMN_TIME], &moment->seconds))
        return _gx_importer_reject (self, row, GX_COLUMN_TIME, "day",
                                    g_strdup (_("This is no time of day.")));
      moment->has_time = TRUE;
    }
  return TRUE;
}

gboolean
_gx_import_is_guarded (const char *text)
{
  gsize n = strspn (text, "'"), digits = strspn (text + n, "0123456789 ");

  if (n == 0 || text[n] == 0)
    return FALSE;
  return strchr ("=+-@\t\r", text[n]) != NULL || (digits > 0 && text[n + digits] == 0);
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
  for (guint i = 0; i < n; i++)
    {
      GxColumn field = g_array_index (columns, GxColumn, i);
      const GxCell *cell = &row->row->cells[i];
      const char *start = cell->text, *end = cell->text + cell->length;

      if (field == GX_COLUMN_SKIP || cell->length == 0 || *row->values[field] != 0)
        continue;
      while (g_ascii_isspace (*start))
        start++;
      while (end > start && g_ascii_isspace (end[-1]))
        end--;
      if (_gx_import_says_nothing (field, start, (gsize) (end - start)))
        {
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

static gboolean
is_of_refund (GxColumn field)
{
  return field == GX_COLUMN_STATE || field == GX_COLUMN_REFUND;
}

gboolean
_gx_import_has_refunds (const GxImportPlan *plan)
{
  for (guint i = 0; i < plan->columns->len; i++)
    if (is_of_refund (g_array_index (plan->columns, GxColumn, i)))
      return TRUE;
  return FALSE;
}

/* Which of the book's own fields it is; what that would hold, where it is made, says nothing of the row. */
static guint64
mark_custom (const GxImportPlan *plan, guint column, guint64 mark)
{
  const char *type;
  g_autofree char *name = gx_import_custom_split (gx_import_plan_get_custom (plan, column), &type);

  return _gx_mark_add (mark, name);
}

guint64
_gx_import_mark_row (GxImporter *self, const GxRow *row)
{
  const GArray *columns = self->plan->columns;
  guint64 mark = _gx_mark_begin (gx_import_kind_name (self->kind));

  for (guint i = 0; i < columns->len; i++)
    {
      GxColumn field = g_array_index (columns, GxColumn, i);

      if (field == GX_COLUMN_SKIP || is_of_refund (field)) /* an order is the same when more of it is known */
        continue;
      mark = _gx_mark_add (mark, gx_column_key (field));
      if (field == GX_COLUMN_CUSTOM)
        mark = mark_custom (self->plan, i, mark);
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

  for (guint i = 0; i < row->n_cells; i++)
    {
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

gboolean
_gx_importer_take (GxImporter *self, const GxRow *cells)
{
  GxImportOutcome outcome = GX_OUTCOME_UNCHANGED;
  GxImportRow row = { .number = cells->number, .row = cells };
  guint64 mark;

  if (cells->trouble == NULL && is_total (cells, self->plan->n_columns))
    {
      if (self->report->totals++ < GX_NOTICE_MAX_NUMBERS)
        g_array_append_val (self->totals, cells->number);
      return TRUE;
    }
  mark = _gx_import_mark_row (self, cells);
  self->about = 0;
  row.mark = _gx_mark_end (mark, _gx_marks_count (self->marks, mark));
  if (!_gx_importer_is_known (self, row.mark) && self->error == NULL)
    {
      _gx_importer_fill_values (self, &row);
      if (!take_row (self, &row, &outcome))
        outcome = GX_OUTCOME_REJECTED;
      else if (outcome != GX_OUTCOME_UNCHANGED)
        _gx_importer_tell_values (self, &row);
    }
  else if (self->kind == GX_IMPORT_PURCHASES && self->error == NULL
             && _gx_import_has_refunds (self->plan))
    {
      _gx_importer_fill_values (self, &row);
      if (_gx_import_purchase_again (self, &row))
        outcome = GX_OUTCOME_UPDATED;
    }
  count_row (self, cells, outcome);
  return self->error == NULL;
}
