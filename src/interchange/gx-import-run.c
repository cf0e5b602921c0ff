/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "base/gx-money.h"
#include "interchange/gx-book-file.h"
#include "interchange/gx-import-private.h"
#include "interchange/gx-source.h"
#include "store/gx-backup-shelf.h"

#define PROGRESS_ROWS 1000

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
  while (gx_table_next (self->plan->table, &row, &self->error))
    {
      if (!_gx_importer_take (self, &row))
        return FALSE;
      if (self->report->rows % PROGRESS_ROWS != 0)
        continue;
      if (progress != NULL)
        progress (self->report->rows, self->survey.n_rows, user_data);
      if (g_cancellable_is_cancelled (cancellable))
        {
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
  if (!_gx_importer_end_customs (self))
    return FALSE;
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
  if (plan->kind == GX_IMPORT_AUTO)
    {
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

/* What a row was compared with; the commit wants the memory. */
static void
forget_rows (GxImporter *self)
{
  g_clear_pointer (&self->marks, _gx_marks_free);
  g_clear_pointer (&self->totals, g_array_unref);
  g_clear_pointer (&self->old_marks, _gx_marks_free);
  g_clear_pointer (&self->keys, _gx_keys_free);
  g_clear_pointer (&self->kin, _gx_kin_free);
  g_clear_pointer (&self->words, g_hash_table_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->newcomers, g_hash_table_unref);
  g_clear_pointer (&self->organisations, g_hash_table_unref);
  g_clear_pointer (&self->products_by_code, g_hash_table_unref);
  g_clear_pointer (&self->products_by_name, g_hash_table_unref);
}

static void
clear_importer (GxImporter *self)
{
  _gx_import_order_free (self);
  for (guint i = 0; i < GX_N_RUNS; i++)
    g_clear_pointer (&self->insert[i], gx_inserter_free);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  forget_rows (self);
  g_clear_pointer (&self->step, gx_step_abort);
  g_clear_pointer (&self->customs, g_ptr_array_unref);
  g_clear_pointer (&self->orders, _gx_import_orders_free);
  _gx_importer_clear_survey (self);
  if (self->scratch != NULL)
    g_string_free (self->scratch, TRUE);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_free (self->last_key);
  g_free (self->state_order);
  for (guint i = 0; i < GX_N_CONTACT_KINDS; i++)
    {
      g_free (self->contacts[i].value);
      g_free (self->contacts[i].key);
    }
  if (self->rejects != NULL)
    gx_reject_file_close (self->rejects, NULL);
}

static const char *
label_of (GxImportKind kind)
{
  switch (kind)
    {
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

  if (!check_columns (plan, &self->error) || !_gx_importer_open_customs (self)
      || !_gx_importer_survey (self, cancellable))
    return FALSE;
  self->kind = self->report->kind = plan->kind;
  self->currency = g_intern_string (plan->currency != NULL ? plan->currency
                                    : gx_connection_get_currency (self->book));
  if (!gx_currency_is_known (self->currency))
    {
      g_set_error (&self->error, GX_ERROR, GX_ERROR_USAGE,
                   /* Translators: %s is what a person gave as a currency. */
                   _("There is no currency “%s”; use its three letters, such as CNY."), self->currency);
      return FALSE;
    }
  if (!is_rehearsal && gx_connection_get_path (self->book) != NULL
      && gx_connection_get_int64 (self->book, 0, NULL, "select 1 from journal_row limit 1", NULL) != 0
      && !gx_backup_keep_until (self->book, "import", cancellable, NULL, &self->error))
    return FALSE;

  self->author = actor->author;
  self->statements = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL,
                                            (GDestroyNotify) gx_statement_free);
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
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
  return _gx_importer_reserve (self) && _gx_importer_find_kin (self, cancellable);
}

static gboolean
finish (GxImporter *self, GxId *step)
{
  GxRejectFile *rejects = g_steal_pointer (&self->rejects);

  if (rejects != NULL && !gx_reject_file_close (rejects, &self->error))
    return FALSE;
  if (self->report->log != NULL && !_gx_import_log_close (self->report->log, &self->error))
    return FALSE;
  forget_rows (self);
  return _gx_importer_settle (self) && gx_step_commit (g_steal_pointer (&self->step), step, &self->error);
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
  if (plan->kind == GX_IMPORT_BOOK)
    {
      is_done = gx_book_file_read (book, actor, plan, is_rehearsal, progress, user_data, cancellable, made,
                                   step, error);
      *report = is_done ? g_steal_pointer (&made) : NULL;
      return is_done;
    }
  is_done = prepare (&self, actor, cancellable, is_rehearsal)
    && import_rows (&self, progress, user_data, cancellable)
    && finish (&self, step);
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
