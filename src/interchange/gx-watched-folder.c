/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-watched-folder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "interchange/gx-import-mapping.h"

#define FOLDER_KEY "watched.folder"
#define ALONE_KEY "watched.runs-alone"
#define DONE_KEY "watched.done:" /* and the path: "size modified_us hash" */

#define FILE_ATTRIBUTES G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," \
                        G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN "," \
                        G_FILE_ATTRIBUTE_TIME_MODIFIED "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC

/* How a file stood when it was looked at last. */
typedef struct {
  gint64 size, modified_us;
  gint64 since_us;
  gboolean is_told;
} Stand;

struct _GxWatchedFolder {
  char *path;
  gboolean runs_alone;
  GHashTable *stands;   /* path → Stand; of the scan */
  GMutex mutex;         /* guards done: a scan asks while a file is being brought in */
  GHashTable *done;     /* path → as under DONE_KEY */
};

/* -- A file */

void
gx_watched_file_free (GxWatchedFile *self)
{
  g_clear_pointer (&self->report, gx_import_report_free);
  g_clear_pointer (&self->plan, gx_import_plan_free);
  g_free (self->path);
  g_free (self->hash);
  g_free (self);
}

static gboolean
has_ending (const char *name, const char *ending)
{
  gsize length = strlen (name), n = strlen (ending);

  return length > n && g_ascii_strcasecmp (name + length - n, ending) == 0;
}

gboolean
gx_watched_file_is_known (const GxWatchedFile *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->plan != NULL
    && (self->plan->mapping != NULL || self->plan->kind == GX_IMPORT_BOOK || has_ending (self->path, ".vcf"));
}

gboolean
gx_watched_file_is_safe (const GxWatchedFile *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->plan != NULL && self->report != NULL && self->plan->mapping != NULL
    && self->report->rejected == 0 && self->report->n_possible == 0;
}

/* The ending is one that can be read; nobody is still writing it, nor is it hidden from people. */
static gboolean
is_wanted (GFileInfo *info)
{
  static const char * const endings[] = { ".csv", ".tsv", ".txt", ".xlsx", ".vcf", ".jsonl" };
  const char *name = g_file_info_get_name (info);

  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR || g_file_info_get_size (info) == 0
      || g_file_info_get_is_hidden (info) || *name == '.' || g_str_has_prefix (name, "~$"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (has_ending (name, endings[i]))
      return TRUE;
  return FALSE;
}

static gint64
get_modified_us (GFileInfo *info)
{
  return (gint64) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) * G_USEC_PER_SEC +
    g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC);
}

static gboolean
is_same (const char *path, gint64 size, gint64 modified_us)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, FILE_ATTRIBUTES, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  return info != NULL && g_file_info_get_size (info) == size && get_modified_us (info) == modified_us;
}

/* (nullable): NULL where it cannot be read: it is somebody's who has not let go of it. */
static char *
hash_file (const char *path, GCancellable *cancellable)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, NULL);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guchar buffer[65536];
  gssize n = stream != NULL ? 1 : -1;

  while (n > 0)
    {
      n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, sizeof buffer, cancellable, NULL);
      if (n > 0)
        g_checksum_update (checksum, buffer, n);
    }
  return n == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

/* -- What is done */

static char *
describe_done (gint64 size, gint64 modified_us, const char *hash)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s", size, modified_us, hash);
}

/* (nullable) (transfer full) */
static char *
find_done (GxWatchedFolder *self, const char *path)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_strdup (g_hash_table_lookup (self->done, path));
}

static gboolean
is_done (GxWatchedFolder *self, const char *path, gint64 size, gint64 modified_us)
{
  g_autofree char *done = find_done (self, path);
  g_autofree char *stand = describe_done (size, modified_us, "");

  return done != NULL && g_str_has_prefix (done, stand);
}

/* Touched, or copied there once more, it is still the same. */
static gboolean
is_done_with (GxWatchedFolder *self, const char *path, const char *hash)
{
  g_autofree char *done = find_done (self, path);

  return done != NULL && g_str_has_suffix (done, hash);
}

gboolean
gx_watched_folder_note_done (GxWatchedFolder *self, GxConnection *book, const GxWatchedFile *file,
                             GError **error)
{
  g_return_val_if_fail (self != NULL && GX_IS_CONNECTION (book) && file != NULL, FALSE);

  g_autofree char *key = g_strconcat (DONE_KEY, file->path, NULL);
  g_autofree char *done = describe_done (file->size, file->modified_us, file->hash);

  if (!gx_connection_set_local (book, key, done, error))
    return FALSE;
  g_mutex_lock (&self->mutex);
  g_hash_table_insert (self->done, g_strdup (file->path), g_steal_pointer (&done));
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

/* -- The choice */

GxWatchedFolder *
gx_watched_folder_read (GxConnection *book, GError **error)
{
  g_autoptr (GxWatchedFolder) self = NULL;
  g_autofree char *alone = NULL;
  g_autoptr (GxStatement) query = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  self = g_atomic_rc_box_new0 (GxWatchedFolder);
  g_mutex_init (&self->mutex);
  self->stands = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->path = gx_connection_get_local (book, FOLDER_KEY);
  if (self->path != NULL && *self->path == '\0')
    g_clear_pointer (&self->path, g_free);
  alone = gx_connection_get_local (book, ALONE_KEY);
  self->runs_alone = g_strcmp0 (alone, "1") == 0;
  query = gx_connection_query (book, "select key, value from local_state where key glob ?", "t",
                               DONE_KEY "*");
  while (gx_statement_next (query))
    g_hash_table_insert (self->done, g_strdup (gx_statement_text (query, 0) + strlen (DONE_KEY)),
                         g_strdup (gx_statement_text (query, 1)));
  return gx_statement_finish (query, error) ? g_steal_pointer (&self) : NULL;
}

GxWatchedFolder *
gx_watched_folder_ref (GxWatchedFolder *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_folder (gpointer data)
{
  GxWatchedFolder *self = data;

  g_free (self->path);
  g_hash_table_unref (self->stands);
  g_hash_table_unref (self->done);
  g_mutex_clear (&self->mutex);
}

void
gx_watched_folder_unref (GxWatchedFolder *self)
{
  g_atomic_rc_box_release_full (self, clear_folder);
}

gboolean
gx_watched_folder_choose (GxConnection *book, const char *path, gboolean runs_alone, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  return gx_connection_set_local (book, FOLDER_KEY, path != NULL ? path : "", error)
    && gx_connection_set_local (book, ALONE_KEY, runs_alone ? "1" : "0", error);
}

const char *
gx_watched_folder_get_path (const GxWatchedFolder *self)
{
  return self->path;
}

gboolean
gx_watched_folder_runs_alone (const GxWatchedFolder *self)
{
  return self->runs_alone;
}

/* -- Looking at it */

/* Whether it has stood still long enough, since it was seen first or changed last. */
static gboolean
has_settled (Stand *stand, GFileInfo *info, gint64 now_us)
{
  gint64 size = g_file_info_get_size (info), modified_us = get_modified_us (info);

  if (stand->size != size || stand->modified_us != modified_us)
    *stand = (Stand) { size, modified_us, now_us, FALSE };
  return now_us - stand->since_us >= GX_WATCHED_STILL_US;
}

static Stand *
find_stand (GxWatchedFolder *self, const char *path)
{
  Stand *stand = g_hash_table_lookup (self->stands, path);

  if (stand == NULL)
    {
      stand = g_new0 (Stand, 1);
      stand->size = -1;
      g_hash_table_insert (self->stands, g_strdup (path), stand);
    }
  return stand;
}

/* (nullable) (transfer full): NULL: there is nothing to tell of it, or not yet. */
static GxWatchedFile *
look_at (GxWatchedFolder *self, const char *path, GFileInfo *info, gint64 now_us, gboolean *is_settling,
         GCancellable *cancellable)
{
  Stand *stand = find_stand (self, path);
  g_autofree char *hash = NULL;
  GxWatchedFile *file = NULL;

  if (!has_settled (stand, info, now_us))
    {
      *is_settling |= !is_done (self, path, stand->size, stand->modified_us);
      return NULL;
    }
  if (stand->is_told || is_done (self, path, stand->size, stand->modified_us))
    return NULL;
  hash = hash_file (path, cancellable);
  if (hash == NULL || !is_same (path, stand->size, stand->modified_us))
    {
      stand->since_us = now_us;
      *is_settling = TRUE;
      return NULL;
    }
  stand->is_told = TRUE;
  if (is_done_with (self, path, hash))
    return NULL;
  file = g_new0 (GxWatchedFile, 1);
  *file = (GxWatchedFile)
    {
      g_strdup (path), stand->size, stand->modified_us, g_steal_pointer (&hash), GX_WATCHED_FOUND, NULL, NULL
    }
  ;
  return file;
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(GxWatchedFile * const *) a)->path, (*(GxWatchedFile * const *) b)->path);
}

GPtrArray *
gx_watched_folder_scan (GxWatchedFolder *self, gint64 now_us, gboolean *is_settling,
                        GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_watched_file_free);
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GFileEnumerator) entries = NULL;
  g_autoptr (GError) failure = NULL;
  GFileInfo *info = NULL;
  GFile *child = NULL;

  g_return_val_if_fail (self != NULL && self->path != NULL && is_settling != NULL, NULL);

  *is_settling = FALSE;
  folder = g_file_new_for_path (self->path);
  entries = g_file_enumerate_children (folder, FILE_ATTRIBUTES, G_FILE_QUERY_INFO_NONE, cancellable,
                                       &failure);
  while (entries != NULL
         && g_file_enumerator_iterate (entries, &info, &child, cancellable, &failure) && info != NULL)
    {
      GxWatchedFile *file = is_wanted (info)
        ? look_at (self, g_file_peek_path (child), info, now_us, is_settling, cancellable) : NULL;

      if (file != NULL)
        g_ptr_array_add (files, file);
    }
  if (failure != NULL)
    {
      g_autofree char *shown = g_filename_display_name (self->path);

      g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
                   /* Translators: %1$s is a folder, %2$s the system's reason */
                   _("The watched folder “%1$s” cannot be read: %2$s"), shown, failure->message);
      return NULL;
    }
  g_ptr_array_sort (files, compare_files);
  return g_steal_pointer (&files);
}

/* -- Bringing in */

static gboolean
run (GxWatchedFolder *self, GxConnection *book, const GxActor *actor, GxWatchedFile *file,
     GCancellable *cancellable, GError **error)
{
  g_clear_pointer (&file->report, gx_import_report_free);
  if (!gx_import_run (book, actor, file->plan, NULL, NULL, cancellable, &file->report, NULL, error))
    return FALSE;
  file->state = GX_WATCHED_BROUGHT_IN;
  return gx_watched_folder_note_done (self, book, file, error);
}

gboolean
gx_watched_folder_rehearse (GxWatchedFolder *self, GxConnection *book, const GxActor *actor,
                            GxWatchedFile *file, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL && GX_IS_CONNECTION (book) && file != NULL, FALSE);

  g_clear_pointer (&file->report, gx_import_report_free);
  g_clear_pointer (&file->plan, gx_import_plan_free);
  file->plan = gx_import_plan_new (file->path);
  if (!gx_import_plan_learn (file->plan, book, error) || !gx_import_plan_look (file->plan, error)
      || (file->plan->table != NULL && !gx_import_mapping_recall (book, file->plan, NULL, error))
      || !gx_import_rehearse (book, actor, file->plan, NULL, NULL, cancellable, &file->report, error))
    return FALSE;
  file->state = GX_WATCHED_WAITS;
  if (file->report->added + file->report->updated + file->report->rejected == 0)
    {
      file->state = GX_WATCHED_NOTHING_NEW;
      return gx_watched_folder_note_done (self, book, file, error);
    }
  if (self->runs_alone && gx_watched_file_is_safe (file)
      && is_same (file->path, file->size, file->modified_us))
    return run (self, book, actor, file, cancellable, error);
  return TRUE;
}

gboolean
gx_watched_folder_bring_in (GxWatchedFolder *self, GxConnection *book, const GxActor *actor,
                            GxWatchedFile *file, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL && GX_IS_CONNECTION (book) && file != NULL && file->plan != NULL, FALSE);

  if (!is_same (file->path, file->size, file->modified_us))
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_BUSY,
                           _("The file was changed since it was looked at; it is looked at again."));
      return FALSE;
    }
  return run (self, book, actor, file, cancellable, error);
}
