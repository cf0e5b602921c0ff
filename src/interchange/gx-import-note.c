/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-day.h"
#include "base/gx-money.h"
#include "interchange/gx-import-private.h"

#include <string.h>

/* What a rehearsal tells of the values of a row: nothing at all where nobody keeps a log. */

/* The cell of a field, trimmed; the first that says anything. */
static char *
dup_cell (GxImporter *self, const GxImportRow *row, GxColumn field)
{
  const GArray *columns = self->plan->columns;

  for (guint i = 0; row->row != NULL && i < columns->len; i++)
    if (g_array_index (columns, GxColumn, i) == field && *gx_row_text (row->row, i) != 0)
      return g_strstrip (g_strdup (gx_row_text (row->row, i)));
  return g_strdup ("");
}

void
_gx_importer_note (GxImporter *self, const GxImportRow *row, GxColumn field, const char *read,
                   const char *before, const char *after)
{
  g_autofree char *cell = NULL;

  if (self->report->log == NULL)
    return;
  if (read == NULL)
    read = cell = dup_cell (self, row, field);
  before = before != NULL ? before : "";
  after = after != NULL ? after : "";
  if (strcmp (before, after) != 0 || (*read != 0 && strcmp (read, after) != 0))
    _gx_import_log_change (self->report->log, field, NULL, read, before, after);
}

void
_gx_importer_note_number (GxImporter *self, const GxImportRow *row, GxColumn field, gint64 micro)
{
  g_autofree char *cell = NULL, *number = NULL;
  gint64 read = 0;

  if (self->report->log == NULL)
    return;
  cell = dup_cell (self, row, field);
  number = gx_decimal_to_string (micro);
  _gx_importer_note (self, row, field, cell, NULL,
                     gx_decimal_parse (cell, &read) && read == micro ? cell : number);
}

void
_gx_importer_note_match (GxImporter *self, GxId customer, GxColumn by)
{
  g_autofree char *name = NULL;

  self->about = customer;
  if (self->report->log == NULL)
    return;
  if (!_gx_importer_is_born (self, customer))
    {
      GxStatement *query = _gx_importer_statement (self, "select name from customer where id = ?");

      gx_statement_rebind (query, "i", customer);
      if (gx_statement_next (query))
        name = gx_statement_dup_text (query, 0);
      _gx_importer_finish (self, query);
    }
  _gx_import_log_match (self->report->log, customer, 100, name != NULL ? name : "", gx_column_key (by));
}

void
_gx_importer_note_moment (GxImporter *self, const GxImportRow *row, const GxMoment *moment)
{
  GxColumn field = *row->values[GX_COLUMN_DAY] != 0 ? GX_COLUMN_DAY : GX_COLUMN_TIME;
  g_autofree char *day = NULL, *time = NULL, *both = NULL;

  if (self->report->log == NULL)
    return;
  day = gx_day_to_iso (moment->day);
  if (moment->has_time)
    time = g_strdup_printf ("%02d:%02d:%02d", moment->seconds / 3600, moment->seconds / 60 % 60,
                            moment->seconds % 60);
  if (field == GX_COLUMN_DAY && *row->values[GX_COLUMN_TIME] != 0)
    _gx_importer_note (self, row, GX_COLUMN_TIME, NULL, NULL, time);
  else if (time != NULL)
    both = g_strconcat (day, " ", time, NULL);
  _gx_importer_note (self, row, field, NULL, NULL, both != NULL ? both : day);
}
