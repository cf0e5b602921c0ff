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
#define ID_BYTES 9 /* of seven bits */
#define OFFSET_MASK ((G_GUINT64_CONSTANT (1) << N_OFFSET_BITS) - 1)

struct _GxImportLog {
  GArray *rows;               /* of guint64 */
  guint counts[GX_N_SHOWS];

  /* The row at hand. */
  GString *text;
  GByteArray *changes, *others;
  guint shows;                /* bits of GxImportShow */

  GByteArray *held;           /* what is not in the file yet */
  gint64 n_spilled;
  int fd;                     /* −1: no file is needed so far */
  int failure;                /* errno of the first write that failed */
  GMappedFile *mapped;
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
_gx_import_log_change (GxImportLog *self, GxColumn field, const char *read, const char *before,
                       const char *after)
{
  put_byte (self->changes, PART_CHANGE);
  put_byte (self->changes, (guint8) field);
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
  while (self->failure == 0 && written < self->held->len) {
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
  if (outcome == GX_OUTCOME_ADDED && self->shows >> GX_SHOW_MATCHED & 1)
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
  g_string_truncate (self->text, 0);
  g_byte_array_set_size (self->changes, 0);
  g_byte_array_set_size (self->others, 0);
}

gboolean
_gx_import_log_close (GxImportLog *self, GError **error)
{
  if (self->fd < 0)
    return TRUE;
  spill (self);
  if (self->failure == 0)
    self->mapped = g_mapped_file_new_from_fd (self->fd, FALSE, NULL);
  if (self->mapped != NULL)
    return TRUE;
  g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
               /* Translators: %s is what the system says, such as "No space left on device" */
               _("There is no room to keep what the rehearsal shows: %s"), g_strerror (self->failure));
  return FALSE;
}

/* -- Reading */

static const guint8 *
get_start (const GxImportLog *self)
{
  return self->mapped != NULL ? (const guint8 *) g_mapped_file_get_contents (self->mapped)
                              : self->held->data;
}

static const guint8 *
get_row (const GxImportLog *self, guint index)
{
  return get_start (self) + (g_array_index (self->rows, guint64, index) & OFFSET_MASK);
}

static const guint8 *
get_end (const GxImportLog *self)
{
  return get_start (self) + (self->mapped != NULL ? (gsize) self->n_spilled : self->held->len);
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
  for (guint8 part = *at++; part != PART_END; part = *at++) {
    guint8 byte = *at++;

    if (part == PART_CHANGE) {
      const char *read = take_text (&at), *before = take_text (&at), *after = take_text (&at);
      GxImportChange change = { (GxColumn) byte, read, before, after };

      g_array_append_val (record->changes, change);
    } else if (part == PART_REMARK) {
      const char *column = take_text (&at), *value = take_text (&at), *repaired = take_text (&at);
      const char *code = take_text (&at);
      GxImportRemark remark = { (GxSeverity) byte, column, value, repaired, code, take_text (&at) };

      g_array_append_val (record->remarks, remark);
    } else {
      GxId customer = take_id (&at);
      const char *name = take_text (&at);
      GxImportMatch match = { customer, byte, name, take_text (&at) };

      g_array_append_val (record->matches, match);
    }
  }
}

void
gx_import_record_clear (GxImportRecord *self)
{
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->remarks, g_array_unref);
  g_clear_pointer (&self->matches, g_array_unref);
}

void
gx_import_log_read (const GxImportLog *self, guint index, GxImportRecord *record)
{
  const guint8 *at = NULL;

  g_return_if_fail (self != NULL && index < self->rows->len && record != NULL);

  gx_import_record_clear (record);
  at = get_row (self, index);
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
  while (low < high) {
    guint middle = low + (high - low) / 2;
    const guint8 *at = get_row (self, middle);
    gint64 number = take_int64 (&at);

    if (number == row) {
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

/* Whether a text of the row has the word; letters beyond ASCII match as they are. A byte that is no text
 * never reads as a letter. */
static gboolean
stands_in (const GxImportLog *self, guint index, const char *word)
{
  const guint8 *at = get_row (self, index) + 2 * sizeof (gint64);
  const guint8 *end = index + 1 < self->rows->len ? get_row (self, index + 1) : get_end (self);

  while (at < end)
    if (strcasestr (take_text (&at), word) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
stand_in (const GxImportLog *self, guint index, char **words)
{
  for (; words != NULL && *words != NULL; words++)
    if (**words != 0 && !stands_in (self, index, *words))
      return FALSE;
  return TRUE;
}

GArray *
gx_import_log_find (const GxImportLog *self, guint show, const char *words)
{
  g_auto (GStrv) each = words != NULL ? g_strsplit (words, " ", -1) : NULL;
  GArray *found = NULL;

  g_return_val_if_fail (self != NULL && show < GX_N_SHOWS, NULL);

  found = g_array_sized_new (FALSE, FALSE, sizeof (guint32), words == NULL ? self->counts[show] : 0);
  for (guint32 i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, guint64, i) >> (N_OFFSET_BITS + show) & 1 && stand_in (self, i, each))
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
  g_clear_pointer (&self->mapped, g_mapped_file_unref);
  if (self->fd >= 0)
    g_close (self->fd, NULL);
}

void
gx_import_log_unref (GxImportLog *self)
{
  g_atomic_rc_box_release_full (self, clear_log);
}
