/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"
#include "faulty-drive.h"

typedef struct {
  GBytes *bytes;
  gboolean is_half;     /* a reader sees that */
  gint64 whole_at;      /* tick from which it is whole; G_MAXINT64: never */
  gint64 seen_at;       /* tick from which it is listed */
  gint64 at_ms;
} File;

struct _Drive {
  GHashTable *files;    /* of File by name */
  GRand *rand;
  int per_mille;
  gint64 tick, now_ms;
};

struct _FaultyTransport {
  GObject parent_instance;
  Drive *drive;
  GPtrArray *last_list;
  int fuse;
};

static void transport_iface_init (GxTransportInterface *iface);
G_DEFINE_TYPE_WITH_CODE (FaultyTransport, faulty_transport, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (GX_TYPE_TRANSPORT, transport_iface_init))

static void
free_file (File *file)
{
  g_bytes_unref (file->bytes);
  g_free (file);
}

static gboolean
happens (Drive *drive, int share)
{
  return g_rand_int_range (drive->rand, 0, 1000) < drive->per_mille / share;
}

static gboolean
fail (GError **error, int code)
{
  g_set_error_literal (error, GX_ERROR, code, "the drive");
  return FALSE;
}

/* Whether the call comes through at all. */
static gboolean
reach (FaultyTransport *self, GError **error)
{
  self->drive->tick++;
  if (self->fuse == 0)
    return fail (error, GX_ERROR_GONE);
  if (self->fuse > 0)
    self->fuse--;
  if (happens (self->drive, 8))
    return fail (error, g_rand_boolean (self->drive->rand) ? GX_ERROR_NO_ANSWER : GX_ERROR_GONE);
  return TRUE;
}

static void
store (Drive *drive, const char *name, GBytes *bytes, gboolean is_half)
{
  File *file = g_new0 (File, 1);

  file->bytes = g_bytes_ref (bytes);
  file->is_half = is_half;
  file->whole_at = G_MAXINT64;
  file->seen_at = drive->tick;
  file->at_ms = drive->now_ms;
  if (happens (drive, 1))
    file->seen_at += g_rand_int_range (drive->rand, 1, 60);
  if (!is_half && happens (drive, 2))
    {
      file->is_half = TRUE;
      if (g_rand_boolean (drive->rand)) /* torn for a while, or for ever */
        file->whole_at = drive->tick + g_rand_int_range (drive->rand, 1, 60);
    }
  g_hash_table_insert (drive->files, g_strdup (name), file);
}

static gboolean
publish (GxTransport *transport, const char *name, const char *path, gint64 *at_ms, GCancellable *cancellable,
         GError **error)
{
  FaultyTransport *self = FAULTY_TRANSPORT (transport);
  Drive *drive = self->drive;
  g_autoptr (GBytes) bytes = NULL;
  char *content = NULL;
  gsize length = 0;
  const File *there;

  if (!reach (self, error))
    return FALSE;
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  bytes = g_bytes_new_take (content, length);
  there = g_hash_table_lookup (drive->files, name);
  if (there != NULL && (there->is_half || !g_bytes_equal (there->bytes, bytes)))
    return fail (error, GX_ERROR_EXISTS);
  *at_ms = drive->now_ms;
  if (there != NULL)
    return TRUE;
  if (happens (drive, 4))
    return fail (error, GX_ERROR_FULL);
  if (happens (drive, 4))
    {
      store (drive, name, bytes, TRUE);
      return fail (error, GX_ERROR_FAILED); /* a short write */
    }
  if (happens (drive, 2))
    return TRUE; /* success without arrival */
  store (drive, name, bytes, FALSE);
  if (happens (drive, 4))
    return fail (error, GX_ERROR_FAILED); /* on close, and yet it is there */
  return TRUE;
}

static gboolean
fetch (GxTransport *transport, const char *name, const char *path, GCancellable *cancellable, GError **error)
{
  FaultyTransport *self = FAULTY_TRANSPORT (transport);
  const File *file;

  if (!reach (self, error))
    return FALSE;
  file = g_hash_table_lookup (self->drive->files, name);
  if (file == NULL || happens (self->drive, 4))
    return fail (error, GX_ERROR_NOT_FOUND);
  if ((file->is_half && self->drive->tick < file->whole_at) || happens (self->drive, 4))
    return fail (error, GX_ERROR_UNFINISHED);
  return g_file_set_contents (path, g_bytes_get_data (file->bytes, NULL),
                              (gssize) g_bytes_get_size (file->bytes), error);
}

static GPtrArray *
list (GxTransport *transport, GCancellable *cancellable, GError **error)
{
  FaultyTransport *self = FAULTY_TRANSPORT (transport);
  GPtrArray *names;
  GHashTableIter iter;
  gpointer name, value;

  if (!reach (self, error))
    return NULL;
  if (self->last_list != NULL && happens (self->drive, 1))
    return g_ptr_array_copy (self->last_list, (GCopyFunc) (void (*) (void)) g_strdup, NULL);
  names = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_iter_init (&iter, self->drive->files);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (((File *) value)->seen_at <= self->drive->tick || self->drive->per_mille == 0)
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_add (names, g_strdup ("Thumbs.db"));
  if (happens (self->drive, 2) && names->len > 1) /* loses one */
    g_hash_table_remove (self->drive->files,
                         g_ptr_array_index (names, (guint) g_rand_int_range (self->drive->rand, 0,
                                                                             (int) names->len)));
  g_clear_pointer (&self->last_list, g_ptr_array_unref);
  self->last_list = g_ptr_array_copy (names, (GCopyFunc) (void (*) (void)) g_strdup, NULL);
  g_ptr_array_set_free_func (self->last_list, g_free);
  return names;
}

static gboolean
discard (GxTransport *transport, const char *name, GCancellable *cancellable, GError **error)
{
  FaultyTransport *self = FAULTY_TRANSPORT (transport);

  if (!reach (self, error))
    return FALSE;
  g_hash_table_remove (self->drive->files, name);
  return TRUE;
}

static void
faulty_transport_finalize (GObject *object)
{
  g_clear_pointer (&FAULTY_TRANSPORT (object)->last_list, g_ptr_array_unref);
  G_OBJECT_CLASS (faulty_transport_parent_class)->finalize (object);
}

static void
faulty_transport_class_init (FaultyTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = faulty_transport_finalize;
}

static void
faulty_transport_init (FaultyTransport *self)
{
  self->fuse = -1;
}

static void
transport_iface_init (GxTransportInterface *iface)
{
  iface->list = list;
  iface->publish = publish;
  iface->fetch = fetch;
  iface->remove = discard;
}

void
faulty_transport_cut (FaultyTransport *self, int calls)
{
  self->fuse = calls;
}

gboolean
faulty_transport_is_cut (FaultyTransport *self)
{
  return self->fuse == 0;
}

Drive *
drive_new (guint32 seed)
{
  Drive *self = g_new0 (Drive, 1);

  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) free_file);
  self->rand = g_rand_new_with_seed (seed);
  return self;
}

void
drive_free (Drive *self)
{
  g_hash_table_unref (self->files);
  g_rand_free (self->rand);
  g_free (self);
}

void drive_set_faults (Drive *self, int per_mille) { self->per_mille = per_mille; }
void drive_set_now (Drive *self, gint64 now_ms) { self->now_ms = now_ms; }

static gboolean
has_suffix (gpointer name, gpointer value, gpointer suffix)
{
  return g_str_has_suffix (name, suffix);
}

void
drive_lose (Drive *self, const char *suffix)
{
  g_hash_table_foreach_remove (self->files, has_suffix, (gpointer) suffix);
}

guint
drive_count_of (Drive *self, const char *prefix, const char *suffix)
{
  g_autoptr (GList) names = g_hash_table_get_keys (self->files);
  guint count = 0;

  for (GList *at = names; at != NULL; at = at->next)
    count += g_str_has_prefix (at->data, prefix) && g_str_has_suffix (at->data, suffix) ? 1 : 0;
  return count;
}

guint
drive_count (Drive *self, const char *suffix)
{
  return drive_count_of (self, "", suffix);
}

GxTransport *
drive_connect (Drive *self)
{
  FaultyTransport *transport = g_object_new (FAULTY_TYPE_TRANSPORT, NULL);

  transport->drive = self;
  return GX_TRANSPORT (transport);
}
