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
  if (self->n_severities[problem->severity]++ >= GX_IMPORT_MAX_PROBLEMS) {
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
