/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "base/gx-listing.h"
#include "interchange/gx-import-private.h"

#define ALL_ORDERS (1u << GX_DAY_ORDER_YMD | 1u << GX_DAY_ORDER_DMY | 1u << GX_DAY_ORDER_MDY)
#define N_SAMPLES 3

/* What the column of one field has shown so far. */
typedef struct {
  gboolean is_days, is_numbers;
  guint orders;             /* those in which every day so far exists */
  gboolean is_constrained;  /* a day was met that more or fewer than all orders fit */
  guint n_samples;
  gint64 rows[N_SAMPLES];   /* of the samples */
  char *samples[N_SAMPLES]; /* days that leave it open, or that contradict */
  gint64 comma, point;      /* votes */
} Column;

static void
add_sample (Column *self, gint64 row, const char *text)
{
  if (self->n_samples == N_SAMPLES)
    return;
  self->rows[self->n_samples] = row;
  self->samples[self->n_samples++] = g_strdup (text);
}

static void
look_at_day (Column *self, gint64 row, const GxCell *cell)
{
  guint orders;

  if (cell->type == GX_CELL_DAY || cell->type == GX_CELL_INSTANT || !gx_moment_orders (cell->text, &orders))
    return;
  if (orders == ALL_ORDERS)
    return; /* it settles itself */
  if (!self->is_constrained || (self->orders & orders) != self->orders || self->orders == orders)
    add_sample (self, row, cell->text);
  self->is_constrained = TRUE;
  self->orders &= orders;
}

static void
look_at_number (Column *self, const GxCell *cell)
{
  int vote = cell->type == GX_CELL_TEXT ? _gx_import_votes_comma (cell->text) : 0;

  self->comma += vote > 0;
  self->point += vote < 0;
}

/* Leaves the samples with the plan and lists them: "row 2: 03/04/2010, row 3: 05/04/2010". */
static char *
keep_open_days (GxImportPlan *plan, const Column *column)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < column->n_samples; i++)
    {
      long long row = column->rows[i];
      const char *sample = column->samples[i];

      /* Translators: %lld is the number of a row, %s the text of a cell in it. */
      gx_listing_add (list, _("row %lld: %s"), row, sample);
      _gx_import_examples_add (plan->open_days, column->rows[i], g_strdup (column->samples[i]));
    }
  return g_string_free (list, FALSE);
}

static gboolean
settle_days (GxImportPlan *plan, const Column *column, GxDayOrder *order, GError **error)
{
  g_autofree char *samples = NULL;

  *order = plan->day_order;
  if (*order != GX_DAY_ORDER_ASK || !column->is_constrained)
    return TRUE;
  for (guint o = GX_DAY_ORDER_YMD; o <= GX_DAY_ORDER_MDY; o++)
    if (column->orders == 1u << o)
      {
        *order = o;
        return TRUE;
      }
  samples = keep_open_days (plan, column);
  if (column->orders == 0)
    g_set_error (error, GX_ERROR, GX_ERROR_AMBIGUOUS,
                 /* Translators: %s is a list such as "row 2: 13/04/2010, row 9: 04/13/2010". --day-order …
                  * stays as it is. */
                 _("The dates are not all written in one order (%s). Say which one is right with "
                   "--day-order ymd, dmy or mdy; "
                   "rows that do not fit it are left out."), samples);
  else
    g_set_error (error, GX_ERROR, GX_ERROR_AMBIGUOUS,
                 /* Translators: %s is a list such as "row 2: 03/04/2010, row 3: 05/04/2010". --day-order …
                  * stays as it is. */
                 _("It cannot be told which is the day and which the month (%s). Say it with --day-order "
                   "ymd, dmy or mdy."), samples);
  return FALSE;
}

/* A column of its own where it is a field of the book's people: of them there may be several. */
static Column *
find_column (const GxImporter *self, Column *columns, guint index)
{
  GxColumn field = g_array_index (self->plan->columns, GxColumn, index);

  return &columns[field == GX_COLUMN_CUSTOM ? GX_N_COLUMNS + index : field];
}

static void
look_at_row (const GxImporter *self, Column *columns, const GxRow *row)
{
  guint n = MIN (row->n_cells, self->plan->columns->len);

  for (guint i = 0; i < n; i++)
    {
      Column *column = find_column (self, columns, i);

      if (row->cells[i].type == GX_CELL_EMPTY)
        continue;
      if (column->is_days)
        look_at_day (column, row->number, &row->cells[i]);
      else if (column->is_numbers)
        look_at_number (column, &row->cells[i]);
    }
}

static gboolean
read_all (GxImporter *self, Column *columns, GCancellable *cancellable)
{
  GxRow row;

  while (gx_table_next (self->plan->table, &row, &self->error))
    {
      if ((self->survey.n_rows++ & 4095) == 0 && g_cancellable_is_cancelled (cancellable))
        {
          g_set_error_literal (&self->error, GX_ERROR, GX_ERROR_CANCELLED,
                               _("The import was cancelled; nothing was written."));
          return FALSE;
        }
      look_at_row (self, columns, &row);
      if (self->orders != NULL)
        _gx_import_orders_look (self->orders, &row);
    }
  return self->error == NULL;
}

/* What is to be found out of each. */
static Column *
new_columns (GxImporter *self, guint n)
{
  static const GxColumn days[] = { GX_COLUMN_DAY, GX_COLUMN_BIRTHDAY };
  static const GxColumn numbers[] = { GX_COLUMN_QUANTITY, GX_COLUMN_UNIT_PRICE, GX_COLUMN_AMOUNT };
  Column *columns = g_new0 (Column, n);

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    columns[days[i]].is_days = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    columns[numbers[i]].is_numbers = TRUE;
  for (guint i = GX_N_COLUMNS; i < n; i++)
    {
      const char *type = _gx_importer_custom_type (self, i - GX_N_COLUMNS);

      columns[i].is_days = g_strcmp0 (type, "day") == 0;
      columns[i].is_numbers = g_strcmp0 (type, "number") == 0;
    }
  for (guint i = 0; i < n; i++)
    columns[i].orders = ALL_ORDERS;
  return columns;
}

static gboolean
settle (GxImporter *self, const Column *columns, guint n)
{
  GxSurvey *survey = &self->survey;

  for (guint i = 0; i < n; i++)
    {
      GxDayOrder *order = i < GX_N_COLUMNS ? &survey->orders[i] : &survey->custom_orders[i - GX_N_COLUMNS];
      gboolean *has_comma = i < GX_N_COLUMNS ? &survey->has_decimal_comma[i]
                                             : &survey->has_custom_comma[i - GX_N_COLUMNS];

      if (columns[i].is_days && !settle_days (self->plan, &columns[i], order, &self->error))
        return FALSE;
      *has_comma = columns[i].is_numbers && columns[i].comma > 0 && columns[i].point == 0;
    }
  return TRUE;
}

gboolean
_gx_importer_survey (GxImporter *self, GCancellable *cancellable)
{
  guint n_customs = self->plan->columns->len, n = GX_N_COLUMNS + n_customs;
  g_autofree Column *columns = new_columns (self, n);
  gboolean is_settled;

  memset (&self->survey, 0, sizeof self->survey);
  self->survey.custom_orders = g_new0 (GxDayOrder, n_customs);
  self->survey.has_custom_comma = g_new0 (gboolean, n_customs);
  g_ptr_array_set_size (self->plan->open_days, 0);
  self->orders = _gx_import_orders_new (self->plan);
  is_settled = _gx_import_plan_start (self->plan, &self->error) && read_all (self, columns, cancellable)
    && settle (self, columns, n) && _gx_import_orders_settle (&self->orders, self->plan, &self->error);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < columns[i].n_samples; j++)
      g_free (columns[i].samples[j]);
  return is_settled;
}

void
_gx_importer_clear_survey (GxImporter *self)
{
  g_clear_pointer (&self->survey.custom_orders, g_free);
  g_clear_pointer (&self->survey.has_custom_comma, g_free);
}
