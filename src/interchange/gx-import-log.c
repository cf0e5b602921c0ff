/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-import-log-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/gx-error.h"

#define HELD_BYTES (1 << 20) /* more than this waits in the file */

/*
 * A row is its number, its customer, its text, and then parts, each of them a byte that says which, what it
 * counts, and its texts, each up to its NUL; a byte 0 ends the row. Numbers stand as the machine writes them:
 * the file never outlives the process.
 */
enum { PART_END, PART_CHANGE, PART_REMARK, PART_MATCH };

/* Where a row begins in the low bits, and what the filters ask in the high ones. */
#define N_OFFSET_BITS 48
#define SURE 100   /* the score of a match by a key: whoever bought something is that customer */
#define ID_BYTES 9 /* of seven bits */
#define OFFSET_MASK ((G_GUINT64_CONSTANT (1) << N_OFFSET_BITS) - 1)

struct _GxImportLog {
  GArray *rows;               /* of guint64 */
  guint counts[GX_N_SHOWS];

  /* The row at hand. */
  GString *text;
  GByteArray *changes, *others;
  guint shows;                /* bits of GxImportShow */
  gboolean is_open;           /* a match is by likeness: whether it is one is for a person to say */

  GByteArray *held;           /* what is not in the file yet */
  gint64 n_spilled;
  int fd;                     /* −1: no file is needed so far */
  int failure;                /* errno of the first write that failed */
};

const char *
gx_import_outcome_name (GxImportOutcome outcome)
{
  static const char * const names[] = {
    [GX_OUTCOME_ADDED] = "added", [GX_OUTCOME_UPDATED] = "updated", [GX_OUTCOME_UNCHANGED] = "unchanged",
    [GX_OUTCOME_LEFT] = "left", [GX_OUTCOME_REJECTED] = "rejected",
  };

  g_return_val_if_fail (outcome < GX_N_OUTCOMES, "");

  return names[outcome];
}

const char *
gx_severity_name (GxSeverity severity)
{
  static const char * const names[GX_N_SEVERITIES] = { "error", "warning", "repair" };

  g_return_val_if_fail (severity < GX_N_SEVERITIES, names[0]);
  return names[severity];
}

/* -- Writing */

GxImportLog *
_gx_import_log_new (void)
{
  GxImportLog *self = g_atomic_rc_box_new0 (GxImportLog);

  self->rows = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->text = g_string_new (NULL);
  self->changes = g_byte_array_new ();
  self->others = g_byte_array_new ();
  self->held = g_byte_array_new ();
  self->fd = -1;
  return self;
}

static void
put_byte (GByteArray *into, guint8 byte)
{
  g_byte_array_append (into, &byte, 1);
}

static void
put_int64 (GByteArray *into, gint64 value)
{
  g_byte_array_append (into, (const guint8 *) &value, sizeof value);
}

/* Of bytes that are no letters, so that a search passes it by. */
static void
put_id (GByteArray *into, GxId id)
{
  for (int i = 0; i < ID_BYTES; i++)
    put_byte (into, (guint8) (0x80 | (id >> (7 * i) & 0x7f)));
}

static void
put_text (GByteArray *into, const char *text)
{
  g_byte_array_append (into, (const guint8 *) text, strlen (text) + 1);
}

void
_gx_import_log_change (GxImportLog *self, GxColumn field, const char *custom, const char *read,
                       const char *before, const char *after)
{
  put_byte (self->changes, PART_CHANGE);
  put_byte (self->changes, (guint8) field);
  if (field == GX_COLUMN_CUSTOM)
    put_text (self->changes, custom);
  put_text (self->changes, read);
  put_text (self->changes, before);
  put_text (self->changes, after);
}

void
_gx_import_log_remark (GxImportLog *self, GxSeverity severity, const char *column, const char *value,
                       const char *repaired, const char *code, const char *reason)
{
  put_byte (self->others, PART_REMARK);
  put_byte (self->others, (guint8) severity);
  put_text (self->others, column);
  put_text (self->others, value);
  put_text (self->others, repaired != NULL ? repaired : "");
  put_text (self->others, code);
  put_text (self->others, reason);
  if (severity != GX_SEVERITY_ERROR)
    self->shows |= 1u << (severity == GX_SEVERITY_REPAIR ? GX_SHOW_REPAIRED : GX_SHOW_REMARKED);
}

void
_gx_import_log_match (GxImportLog *self, GxId customer, int score, const char *name, const char *reasons)
{
  put_byte (self->others, PART_MATCH);
  put_byte (self->others, (guint8) score);
  put_id (self->others, customer);
  put_text (self->others, name);
  put_text (self->others, reasons);
  self->shows |= 1u << GX_SHOW_MATCHED;
  self->is_open |= score < SURE;
}

void
_gx_import_log_text (GxImportLog *self, const char *cell, gsize length)
{
  while (length > 0 && g_ascii_isspace (cell[length - 1]))
    length--;
  while (length > 0 && g_ascii_isspace (*cell))
    cell++, length--;
  if (length == 0)
    return;
  if (self->text->len > 0)
    g_string_append (self->text, " · ");
  g_string_append_len (self->text, cell, (gssize) length);
}

/* In a folder on a disk: what is called temporary may be memory. */
static int
open_file (void)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "guanxi", NULL);
  g_autofree char *name = g_build_filename (path, "import-XXXXXX", NULL);
  int fd;

  g_mkdir_with_parents (path, 0700);
  fd = g_mkstemp (name);
  if (fd >= 0)
    g_unlink (name);
  return fd;
}

static void
spill (GxImportLog *self)
{
  gsize written = 0;

  if (self->fd < 0)
    self->fd = open_file ();
  while (self->failure == 0 && written < self->held->len)
    {
      gssize n = self->fd < 0 ? -1 : write (self->fd, self->held->data + written, self->held->len - written);

      if (n > 0)
        written += (gsize) n;
      else if (errno != EINTR)
        self->failure = errno;
    }
  self->n_spilled += self->held->len;
  g_byte_array_set_size (self->held, 0);
}

void
_gx_import_log_end_row (GxImportLog *self, gint64 row, GxImportOutcome outcome, GxId customer)
{
  guint64 entry = (guint64) (self->n_spilled + self->held->len);

  self->shows |= 1u << outcome | 1u << GX_SHOW_ALL;
  if (outcome == GX_OUTCOME_ADDED && self->is_open)
    self->shows ^= 1u << GX_SHOW_MATCHED | 1u << GX_SHOW_POSSIBLE;
  if (outcome == GX_OUTCOME_REJECTED)
    self->shows &= ~(1u << GX_SHOW_REPAIRED | 1u << GX_SHOW_REMARKED);
  entry |= (guint64) self->shows << N_OFFSET_BITS;
  g_array_append_val (self->rows, entry);
  for (guint i = 0; i < GX_N_SHOWS; i++)
    self->counts[i] += self->shows >> i & 1;

  put_int64 (self->held, row);
  put_int64 (self->held, customer);
  put_text (self->held, self->text->str);
  if (outcome != GX_OUTCOME_REJECTED)
    g_byte_array_append (self->held, self->changes->data, self->changes->len);
  g_byte_array_append (self->held, self->others->data, self->others->len);
  put_byte (self->held, PART_END);
  if (self->held->len > HELD_BYTES)
    spill (self);

  self->shows = 0;
  self->is_open = FALSE;
  g_string_truncate (self->text, 0);
  g_byte_array_set_size (self->changes, 0);
  g_byte_array_set_size (self->others, 0);
}

gboolean
_gx_import_log_close (GxImportLog *self, GError **error)
{
  if (self->fd >= 0)
    spill (self);
  if (self->failure == 0)
    return TRUE;
  g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
               /* Translators: %s is what the system says, such as "No space left on device" */
               _("There is no room to keep what the rehearsal shows: %s"), g_strerror (self->failure));
  return FALSE;
}

/* -- Reading */

static goffset
get_start (const GxImportLog *self, guint index)
{
  if (index == self->rows->len)
    return self->n_spilled + self->held->len;
  return (goffset) (g_array_index (self->rows, guint64, index) & OFFSET_MASK);
}

/* What cannot be read back, from a file that was written just now, is told and reads as empty. */
static void
read_bytes (const GxImportLog *self, goffset start, gsize length, guint8 *bytes)
{
  gsize n_read = 0;

  if (self->fd < 0)
    {
      memcpy (bytes, self->held->data + start, length);
      return;
    }
  while (n_read < length)
    {
      gssize n = pread (self->fd, bytes + n_read, length - n_read, start + (goffset) n_read);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          g_warning ("Could not read what an import noted: %s", g_strerror (errno));
          memset (bytes + n_read, 0, length - n_read);
          return;
        }
      n_read += (gsize) n;
    }
}

/* (transfer full): of the row. */
static guint8 *
read_row (const GxImportLog *self, guint index)
{
  goffset start = get_start (self, index);
  gsize length = (gsize) (get_start (self, index + 1) - start);
  guint8 *bytes = g_malloc (length);

  read_bytes (self, start, length, bytes);
  return bytes;
}

static gint64
take_int64 (const guint8 **at)
{
  gint64 value;

  memcpy (&value, *at, sizeof value);
  *at += sizeof value;
  return value;
}

static GxId
take_id (const guint8 **at)
{
  GxId id = 0;

  for (int i = 0; i < ID_BYTES; i++)
    id |= (GxId) (*(*at)++ & 0x7f) << (7 * i);
  return id;
}

static const char *
take_text (const guint8 **at)
{
  const char *text = (const char *) *at;

  *at += strlen (text) + 1;
  return text;
}

static void
read_parts (const guint8 *at, GxImportRecord *record)
{
  for (guint8 part = *at++; part != PART_END; part = *at++)
    {
      guint8 byte = *at++;

      if (part == PART_CHANGE)
        {
          const char *custom = byte == GX_COLUMN_CUSTOM ? take_text (&at) : NULL;
          const char *read = take_text (&at), *before = take_text (&at), *after = take_text (&at);
          GxImportChange change = { (GxColumn) byte, custom, read, before, after };

          g_array_append_val (record->changes, change);
        }
      else if (part == PART_REMARK)
        {
          const char *column = take_text (&at), *value = take_text (&at), *repaired = take_text (&at);
          const char *code = take_text (&at);
          GxImportRemark remark = { (GxSeverity) byte, column, value, repaired, code, take_text (&at) };

          g_array_append_val (record->remarks, remark);
        }
      else
        {
          GxId customer = take_id (&at);
          const char *name = take_text (&at);
          GxImportMatch match = { customer, byte, name, take_text (&at) };

          g_array_append_val (record->matches, match);
        }
    }
}

const char *
gx_import_change_label (const GxImportChange *self)
{
  return self->custom != NULL ? self->custom : gx_column_label (self->field);
}

char *
gx_import_change_word (const GxImportChange *self)
{
  return g_strconcat (gx_column_key (self->field), self->custom != NULL ? "." : NULL, self->custom, NULL);
}

void
gx_import_record_clear (GxImportRecord *self)
{
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->remarks, g_array_unref);
  g_clear_pointer (&self->matches, g_array_unref);
  g_clear_pointer (&self->bytes, g_free);
}

void
gx_import_log_read (const GxImportLog *self, guint index, GxImportRecord *record)
{
  const guint8 *at = NULL;

  g_return_if_fail (self != NULL && index < self->rows->len && record != NULL);

  gx_import_record_clear (record);
  at = record->bytes = read_row (self, index);
  record->row = take_int64 (&at);
  record->customer = take_int64 (&at);
  record->text = take_text (&at);
  record->outcome = GX_OUTCOME_ADDED;
  while (!(g_array_index (self->rows, guint64, index) >> (N_OFFSET_BITS + record->outcome) & 1))
    record->outcome++;
  record->changes = g_array_new (FALSE, FALSE, sizeof (GxImportChange));
  record->remarks = g_array_new (FALSE, FALSE, sizeof (GxImportRemark));
  record->matches = g_array_new (FALSE, FALSE, sizeof (GxImportMatch));
  read_parts (at, record);
}

gboolean
gx_import_log_read_row (const GxImportLog *self, gint64 row, GxImportRecord *record)
{
  guint low = 0, high;

  g_return_val_if_fail (self != NULL && record != NULL, FALSE);

  high = self->rows->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      gint64 number;

      read_bytes (self, get_start (self, middle), sizeof number, (guint8 *) &number);
      if (number == row)
        {
          gx_import_log_read (self, middle, record);
          return TRUE;
        }
      if (number < row)
        low = middle + 1;
      else
        high = middle;
    }
  return FALSE;
}

guint
gx_import_log_count (const GxImportLog *self, guint show)
{
  g_return_val_if_fail (self != NULL && show < GX_N_SHOWS, 0);

  return self->counts[show];
}

/* A stretch of the log at hand: all of it goes by, and little of it is in memory. */
typedef struct {
  guint8 *bytes;
  goffset start, end;
  gsize n_places;
} Window;

static void
clear_window (Window *self)
{
  g_free (self->bytes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Window, clear_window)

/* The bytes of the log from @start to @end, which go on no further back than they did before. */
static const guint8 *
look_through (const GxImportLog *self, Window *window, goffset start, goffset end)
{
  if (end > window->end)
    {
      gsize length = (gsize) (MAX (end, MIN (start + HELD_BYTES, get_start (self, self->rows->len))) - start);

      if (length > window->n_places)
        {
          g_free (window->bytes);
          window->bytes = g_malloc (length);
          window->n_places = length;
        }
      read_bytes (self, start, length, window->bytes);
      window->start = start;
      window->end = start + (goffset) length;
    }
  return window->bytes + (start - window->start);
}

/* Whether a text of the row has the word; letters beyond ASCII match as they are. A byte that is no text
 * never reads as a letter. */
static gboolean
stands_in (const guint8 *at, const guint8 *end, const char *word)
{
  while (at < end)
    if (strcasestr (take_text (&at), word) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
stand_in (const GxImportLog *self, guint index, char **words, Window *window)
{
  goffset start = get_start (self, index) + 2 * (goffset) sizeof (gint64), end = get_start (self, index + 1);
  const guint8 *at = look_through (self, window, start, end);

  for (; *words != NULL; words++)
    if (**words != 0 && !stands_in (at, at + (end - start), *words))
      return FALSE;
  return TRUE;
}

GArray *
gx_import_log_find (const GxImportLog *self, guint show, const char *words)
{
  g_auto (GStrv) each = words != NULL ? g_strsplit (words, " ", -1) : NULL;
  g_auto (Window) window = { NULL, 0, 0, 0 };
  GArray *found = NULL;

  g_return_val_if_fail (self != NULL && show < GX_N_SHOWS, NULL);

  found = g_array_sized_new (FALSE, FALSE, sizeof (guint32), words == NULL ? self->counts[show] : 0);
  for (guint32 i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, guint64, i) >> (N_OFFSET_BITS + show) & 1
        && (each == NULL || stand_in (self, i, each, &window)))
      g_array_append_val (found, i);
  return found;
}

GxImportLog *
gx_import_log_ref (GxImportLog *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_log (gpointer data)
{
  GxImportLog *self = data;

  g_array_unref (self->rows);
  g_string_free (self->text, TRUE);
  g_byte_array_unref (self->changes);
  g_byte_array_unref (self->others);
  g_byte_array_unref (self->held);
  if (self->fd >= 0)
    g_close (self->fd, NULL);
}

void
gx_import_log_unref (GxImportLog *self)
{
  g_atomic_rc_box_release_full (self, clear_log);
}
