/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-import-private.h"

static void
free_problem (gpointer data)
{
  GxImportProblem *problem = data;

  g_free (problem->column);
  g_free (problem->value);
  g_free (problem->repaired);
  g_free (problem->reason);
  g_free (problem);
}

static void
free_pair (gpointer data)
{
  GxImportPair *pair = data;

  g_free (pair->name);
  g_strfreev (pair->reasons);
  g_free (pair);
}

static void
free_example (gpointer data)
{
  GxImportExample *example = data;

  g_free (example->text);
  g_free (example);
}

GPtrArray *
_gx_import_examples_new (void)
{
  return g_ptr_array_new_with_free_func (free_example);
}

void
_gx_import_examples_add (GPtrArray *examples, gint64 row, char *text)
{
  GxImportExample *example = g_new (GxImportExample, 1);

  *example = (GxImportExample) { row, text };
  g_ptr_array_add (examples, example);
}

GxImportReport *
gx_import_report_new (void)
{
  GxImportReport *self = g_new0 (GxImportReport, 1);

  self->problems = g_ptr_array_new_with_free_func (free_problem);
  self->matches = g_ptr_array_new_with_free_func (free_pair);
  self->notices = gx_notices_new ();
  return self;
}

void
gx_import_report_free (GxImportReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->matches);
  g_ptr_array_unref (self->notices);
  g_clear_pointer (&self->log, gx_import_log_unref);
  g_free (self);
}

void
_gx_import_report_add (GxImportReport *self, const GxImportProblem *problem)
{
  GxImportProblem *copy;

  self->n_problems++;
  if (self->log != NULL)
    _gx_import_log_remark (self->log, problem->severity, problem->column, problem->value, problem->repaired,
                           problem->code, problem->reason);
  if (self->n_severities[problem->severity]++ >= GX_IMPORT_MAX_PROBLEMS)
    {
      g_free (problem->reason);
      return;
    }
  copy = g_new (GxImportProblem, 1);
  *copy = *problem;
  copy->column = g_strdup (problem->column);
  copy->value = g_strdup (problem->value);
  copy->repaired = g_strdup (problem->repaired);
  g_ptr_array_add (self->problems, copy);
}

void
_gx_import_report_count (GxImportReport *self, GxImportOutcome outcome)
{
  self->rows++;
  self->added += outcome == GX_OUTCOME_ADDED;
  self->updated += outcome == GX_OUTCOME_UPDATED;
  self->unchanged += outcome == GX_OUTCOME_UNCHANGED || outcome == GX_OUTCOME_LEFT;
  self->left += outcome == GX_OUTCOME_LEFT;
  self->rejected += outcome == GX_OUTCOME_REJECTED;
}

/* -- what an import tells of a row */

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
    row->number, (char *) name_column (self, field), (char *) value, (char *) repaired, code, reason,
    severity,
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
