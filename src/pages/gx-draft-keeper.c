/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-draft-keeper.h"

#include "store/gx-draft.h"

#define PAUSE_MS 800

struct _GxDraftKeeper {
  GxBook *book;
  char *prefix;
  GHashTable *texts;       /* key → text; "" has been forgotten and is not to be loaded again */
  char *unwritten;         /* (nullable): the key whose text is not in the book yet */
  guint pause;
  GCancellable *loading;
  void (*loaded) (gpointer user_data);
  gpointer user_data;
};

typedef struct {
  char *key, *text;
} Writing;

static void
free_writing (gpointer data)
{
  Writing *writing = data;

  g_free (writing->key);
  g_free (writing->text);
  g_free (writing);
}

static char *
make_key (GxDraftKeeper *self, GxId id)
{
  return g_strdup_printf ("%s%" G_GINT64_FORMAT, self->prefix, id);
}

static gpointer
write_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const Writing *writing = data;

  return gx_draft_keep (book, writing->key, *writing->text != '\0' ? writing->text : NULL, error)
    ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  gx_book_job_finish (GX_BOOK (source), result, &error);
  if (error != NULL)
    g_warning ("A draft could not be kept: %s", error->message);
}

static void
write_now (GxDraftKeeper *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->unwritten == NULL)
    return;
  if (gx_book_is_read_only (self->book))
    {
      g_clear_pointer (&self->unwritten, g_free);
      return;
    }
  Writing *writing = g_new0 (Writing, 1);
  writing->text = g_strdup (g_hash_table_lookup (self->texts, self->unwritten));
  writing->key = g_steal_pointer (&self->unwritten);
  gx_book_write_async (self->book, write_job, writing, free_writing, NULL, NULL, written_cb, NULL);
}

static gboolean
paused_cb (gpointer data)
{
  GxDraftKeeper *self = data;

  self->pause = 0;
  write_now (self);
  return G_SOURCE_REMOVE;
}

static gpointer
load_job (GxConnection *book, gpointer prefix, GCancellable *cancellable, GError **error)
{
  return gx_drafts_load (book, prefix, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) texts = gx_book_job_finish (GX_BOOK (source), result, &error);
  GHashTableIter iter;
  gpointer key, text;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (texts == NULL)
    {
      g_warning ("Drafts could not be read: %s", error->message);
      return;
    }
  GxDraftKeeper *self = user_data;
  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &key, &text))
    if (!g_hash_table_contains (self->texts, key))
      g_hash_table_insert (self->texts, g_strdup (key), g_strdup (text));
  self->loaded (self->user_data);
}

GxDraftKeeper *
gx_draft_keeper_new (GxBook *book, const char *prefix, void (*loaded) (gpointer user_data),
                     gpointer user_data)
{
  g_return_val_if_fail (GX_IS_BOOK (book), NULL);

  GxDraftKeeper *self = g_new0 (GxDraftKeeper, 1);
  self->book = g_object_ref (book);
  self->prefix = g_strdup (prefix);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->loading = g_cancellable_new ();
  self->loaded = loaded;
  self->user_data = user_data;
  /* Behind what an earlier keeper may still have to write. */
  gx_book_write_async (book, load_job, g_strdup (prefix), g_free, (GDestroyNotify) g_hash_table_unref,
                       self->loading, loaded_cb, self);
  return self;
}

void
gx_draft_keeper_free (GxDraftKeeper *self)
{
  write_now (self);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_hash_table_unref (self->texts);
  g_object_unref (self->book);
  g_free (self->prefix);
  g_free (self);
}

const char *
gx_draft_keeper_get (GxDraftKeeper *self, GxId id)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autofree char *key = make_key (self, id);
  const char *text = g_hash_table_lookup (self->texts, key);
  return text != NULL && *text != '\0' ? text : NULL;
}

void
gx_draft_keeper_keep (GxDraftKeeper *self, GxId id, const char *text)
{
  g_return_if_fail (self != NULL);

  g_autofree char *key = make_key (self, id);
  const char *before = g_hash_table_lookup (self->texts, key);
  if (g_strcmp0 (before != NULL ? before : "", text != NULL ? text : "") == 0)
    return;
  if (g_strcmp0 (self->unwritten, key) != 0)
    write_now (self);
  g_clear_pointer (&self->unwritten, g_free);
  self->unwritten = g_strdup (key);
  g_hash_table_replace (self->texts, g_steal_pointer (&key), g_strdup (text != NULL ? text : ""));
  g_clear_handle_id (&self->pause, g_source_remove);
  if (text == NULL)
    write_now (self);
  else
    self->pause = g_timeout_add (PAUSE_MS, paused_cb, self);
}
