/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "interchange/gx-export-private.h"
#include "interchange/gx-export-record.h"

#define TOLD_ROWS 64

static const char * const kind_names[] = { "customers", "purchases", "events", "book" };
static const char * const formats[] = { "csv", "xlsx", "json", "jsonl", "vcf" };

const char *
gx_export_kind_name (GxExportKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kind_names), kind_names[0]);
  return kind_names[kind];
}

gboolean
gx_export_kind_parse (const char *name, GxExportKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_strcmp0 (name, kind_names[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

GxExport *
gx_export_new (GxExportKind kind, const char *path)
{
  GxExport *self = g_new0 (GxExport, 1);

  g_return_val_if_fail (path != NULL, NULL);

  self->kind = kind;
  self->path = g_strdup (path);
  return self;
}

static void
forget_waiting (GxExport *self)
{
  if (self->waiting != NULL)
    g_unlink (self->waiting);
  g_clear_pointer (&self->waiting, g_free);
}

void
gx_export_free (GxExport *self)
{
  if (self == NULL)
    return;
  forget_waiting (self);
  g_clear_pointer (&self->customers, gx_id_list_unref);
  g_clear_pointer (&self->progress, gx_progress_unref);
  g_strfreev (self->fields);
  g_free (self->criteria);
  g_free (self->path);
  g_free (self);
}

const char *
gx_export_format (const GxExport *self)
{
  g_autofree char *path = g_ascii_strdown (self->path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *ending = g_strconcat (".", formats[i], NULL);

      if (g_str_has_suffix (path, ending))
        return formats[i];
    }
  return NULL;
}

/* -- the file */

gboolean
_gx_export_fail (const char *path, int reason, GError **error)
{
  /* Translators: the first %s is the path of a file, the second the system's reason. */
  g_set_error (error, GX_ERROR, reason == ENOSPC || reason == EDQUOT ? GX_ERROR_FULL : GX_ERROR_FAILED,
               _("Could not write “%s”: %s"), path, g_strerror (reason));
  return FALSE;
}

gboolean
_gx_export_cancelled (GError **error)
{
  g_set_error_literal (error, GX_ERROR, GX_ERROR_CANCELLED,
                       _("The export was cancelled; no file was written."));
  return FALSE;
}

gboolean
_gx_export_count (GxExport *self, gint64 n_total, GCancellable *cancellable, GError **error)
{
  self->n_rows++;
  if (self->n_rows % TOLD_ROWS == 0 && self->progress != NULL)
    gx_progress_tell (self->progress, self->n_rows, n_total);
  return !g_cancellable_is_cancelled (cancellable) || _gx_export_cancelled (error);
}

GOutputStream *
_gx_export_open (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) raw = g_file_append_to (file, G_FILE_CREATE_PRIVATE, NULL, error);

  return raw != NULL ? g_buffered_output_stream_new_sized (G_OUTPUT_STREAM (raw), 1 << 16) : NULL;
}

static gboolean
check_place (const GxExport *self, GError **error)
{
  if (!self->overwrites && g_file_test (self->path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, GX_ERROR, GX_ERROR_INVALID,
                   /* Translators: %s is the path of a file. */
                   _("“%s” is there already, and was left as it is. Choose another name, or say that it may "
                     "be replaced."), self->path);
      return FALSE;
    }
  if (g_file_test (self->path, G_FILE_TEST_IS_DIR))
    return _gx_export_fail (self->path, EISDIR, error);
  return TRUE;
}

/* An empty file in the folder where it is to stand: putting it in place is then a renaming. */
static gboolean
begin_waiting (GxExport *self, GError **error)
{
  g_autofree char *template = g_strconcat (self->path, ".XXXXXX", NULL);
  int fd = g_mkstemp (template);

  if (fd < 0)
    return _gx_export_fail (self->path, errno, error);
  close (fd);
  self->waiting = g_steal_pointer (&template);
  return TRUE;
}

static gboolean
check_format (const GxExport *self, GError **error)
{
  const char *format = gx_export_format (self);
  gboolean is_cards = g_strcmp0 (format, "vcf") == 0;

  if (format == NULL || (is_cards && self->kind != GX_EXPORT_CUSTOMERS))
    g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
                 /* Translators: %s is the path of a file. */
                 _("It cannot be told how to write “%s”; let its name end with .csv, .xlsx, .json or .jsonl, "
                   "and of customers also with .vcf."), self->path);
  else if (self->kind == GX_EXPORT_BOOK && g_strcmp0 (format, "jsonl") != 0)
    g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
                 /* Translators: %s is the path of a file. */
                 _("A whole book is written as .jsonl, not as “%s”."), self->path);
  else if (self->fields != NULL && (is_cards || self->kind == GX_EXPORT_BOOK))
    g_set_error_literal (error, GX_ERROR, GX_ERROR_USAGE,
                         _("Fields are chosen for tables; cards and whole books have all of theirs."));
  else if (self->customers != NULL && self->kind == GX_EXPORT_BOOK)
    g_set_error_literal (error, GX_ERROR, GX_ERROR_USAGE,
                         _("A book is written whole; to choose from it, export customers, purchases or "
                           "events."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
write_content (GxExport *self, GxConnection *book, GPtrArray *fields, GCancellable *cancellable,
               GError **error)
{
  self->n_rows = 0;
  if (self->kind == GX_EXPORT_BOOK)
    return _gx_export_book (self, book, cancellable, error);
  if (g_str_equal (gx_export_format (self), "vcf"))
    return _gx_export_cards (self, book, cancellable, error);
  return _gx_export_list (self, book, fields, cancellable, error);
}

/* What a stream says of itself names no file, or one that is none of a person's business. */
static void
name_file (const GxExport *self, GError **error)
{
  gboolean is_full = g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_autoptr (GError) reason = NULL;

  if ((*error)->domain != G_IO_ERROR)
    return;
  reason = g_steal_pointer (error);
  /* Translators: the first %s is the path of a file, the second the system's reason. */
  g_set_error (error, GX_ERROR, is_full ? GX_ERROR_FULL : GX_ERROR_FAILED, _("Could not write “%s”: %s"),
               self->path, reason->message);
}

gboolean
gx_export_write (GxExport *self, GxConnection *book, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean is_written;

  g_return_val_if_fail (self != NULL && GX_IS_CONNECTION (book), FALSE);

  forget_waiting (self);
  if (!check_format (self, error) || (fields = _gx_export_choose (self, book, error)) == NULL
      || !check_place (self, error) || !begin_waiting (self, error))
    return FALSE;
  if (!gx_connection_read_begin (book, error))
    {
      forget_waiting (self);
      return FALSE;
    }
  is_written = write_content (self, book, fields, cancellable, &failure);
  gx_connection_read_end (book);
  if (is_written)
    return TRUE;
  forget_waiting (self);
  name_file (self, &failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* -- its place */

/* What is renamed must be on the disk: else a power cut leaves an empty file under the name. */
static gboolean
put_in_place (GxExport *self, GError **error)
{
  int fd = g_open (self->waiting, O_RDWR | O_CLOEXEC, 0);
  gboolean is_safe = fd >= 0 && fsync (fd) == 0;
  int reason = errno;

  if (fd >= 0)
    close (fd);
  if (!is_safe)
    return _gx_export_fail (self->path, reason, error);
  if (!check_place (self, error))
    return FALSE;
  if (g_rename (self->waiting, self->path) != 0)
    return _gx_export_fail (self->path, errno, error);
  g_clear_pointer (&self->waiting, g_free);
  return TRUE;
}

/* Noted first: rather a note too many than a list that nobody knows of. */
gboolean
gx_export_settle (GxExport *self, GxConnection *book, const GxActor *actor, GError **error)
{
  g_return_val_if_fail (self != NULL && self->waiting != NULL && actor != NULL, FALSE);

  if (!gx_connection_is_read_only (book) && !gx_export_record_add (book, actor, self, error))
    return FALSE;
  return put_in_place (self, error);
}

gboolean
gx_export_run (GxExport *self, GxConnection *book, const GxActor *actor, GCancellable *cancellable,
               GError **error)
{
  return gx_export_write (self, book, cancellable, error) && gx_export_settle (self, book, actor, error);
}
