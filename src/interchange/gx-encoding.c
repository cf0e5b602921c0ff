/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-encoding.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/gx-error.h"

#define CHUNK (1 << 18)
#define LINE_BYTES 200

static const struct { const char *name; guint length; char bytes[4]; } marks[] = {
  { "UTF-8", 3, { '\xef', '\xbb', '\xbf' } },
  { "UTF-32LE", 4, { '\xff', '\xfe', 0, 0 } },
  { "UTF-32BE", 4, { 0, 0, '\xfe', '\xff' } },
  { "UTF-16LE", 2, { '\xff', '\xfe' } },
  { "UTF-16BE", 2, { '\xfe', '\xff' } },
};

static gboolean
is_plain_word (const char *text)
{
  guint64 word;

  memcpy (&word, text, sizeof word);
  return (word & G_GUINT64_CONSTANT (0x8080808080808080)) == 0;
}

static gboolean
read_mark (const char *text, gsize length, GxEncodingGuess *guess)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].length && memcmp (text, marks[i].bytes, marks[i].length) == 0) {
      *guess = (GxEncodingGuess) { marks[i].name, marks[i].length, FALSE, TRUE };
      return TRUE;
    }
  return FALSE;
}

static int
open_file (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  if (fd < 0)
    /* Translators: the first %s is the path of a file, the second the system's reason. */
    g_set_error (error, GX_ERROR, errno == ENOENT ? GX_ERROR_NOT_FOUND : GX_ERROR_FAILED,
                 _("Could not read “%s”: %s"), path, g_strerror (errno));
  return fd;
}

gboolean
gx_utf8_is_valid (const char *text, gsize length, gsize *incomplete)
{
  gsize at = 0;

  *incomplete = 0;
  while (at < length) {
    const char *end = NULL;
    gsize run;

    while (at + 8 <= length && is_plain_word (text + at))
      at += 8;
    if (at >= length)
      break;
    run = MIN (length - at, 64);
    /* A NUL is valid here: who reads the text refuses it by its row. */
    if (text[at] == 0) {
      at++;
      continue;
    }
    if (g_utf8_validate_len (text + at, run, &end)) {
      at += run;
      continue;
    }
    if (end > text + at) {
      at = end - text;
      continue;
    }
    if (length - at > 5 || g_utf8_get_char_validated (text + at, length - at) != (gunichar) -2)
      return FALSE;
    *incomplete = length - at;
    return TRUE;
  }
  return TRUE;
}

gboolean
gx_encoding_detect (const char *path, GxEncodingGuess *guess, GError **error)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  int fd = open_file (path, error);
  gboolean is_first = TRUE, is_valid = TRUE, has_nul = FALSE;
  gsize kept = 0;

  *guess = (GxEncodingGuess) { "UTF-8", 0, FALSE, TRUE };
  if (fd < 0)
    return FALSE;
  for (;;) {
    gssize got = read (fd, chunk + kept, CHUNK - kept);
    gsize incomplete = 0;

    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0) {
      int reason = errno;

      close (fd);
      if (got < 0) {
        /* Translators: the first %s is the path of a file, the second the system's reason. */
        g_set_error (error, GX_ERROR, GX_ERROR_FAILED, _("Could not read “%s”: %s"), path,
                     g_strerror (reason));
        return FALSE;
      }
      break;
    }
    if (is_first && read_mark (chunk, got, guess) && strcmp (guess->name, "UTF-8") != 0) {
      close (fd);
      return TRUE;
    }
    has_nul = has_nul || (is_first && memchr (chunk, 0, got) != NULL);
    is_first = FALSE;
    is_valid = gx_utf8_is_valid (chunk, got + kept, &incomplete);
    if (!is_valid) {
      close (fd);
      break;
    }
    memmove (chunk, chunk + got + kept - incomplete, incomplete);
    kept = incomplete;
  }
  if (!is_valid || kept > 0)
    *guess = (GxEncodingGuess) { "GB18030", 0, has_nul, FALSE };
  return TRUE;
}

/* The line at @line, cut at about 200 bytes. */
static char *
convert_line (const char *line, gsize length, const char *encoding)
{
  g_autofree char *converted = NULL;

  length = MIN (length, LINE_BYTES);
  for (gsize i = 0; i < length; i++)
    if (line[i] == '\n' || line[i] == '\r')
      length = i;
  /* A character cut at the end: drop bytes until it fits. */
  for (gsize cut = 0; converted == NULL && cut < 4 && cut < length; cut++)
    converted = g_convert (line, length - cut, "UTF-8", encoding, NULL, NULL, NULL);
  if (converted == NULL)
    converted = g_convert_with_fallback (line, length, "UTF-8", encoding, "?", NULL, NULL, NULL);
  return g_utf8_make_valid (converted != NULL ? converted : "", -1);
}

static gsize
read_head (const char *path, char *head, gsize size)
{
  g_autoptr (GError) ignored = NULL;
  int fd = open_file (path, &ignored);
  gssize got;

  if (fd < 0)
    return 0;
  got = read (fd, head, size);
  close (fd);
  return MAX (got, 0);
}

char *
gx_encoding_first_line (const char *path, const char *encoding)
{
  char head[LINE_BYTES];
  gsize length = read_head (path, head, sizeof head);

  return convert_line (head, length, encoding);
}

char *
gx_encoding_telling_line (const char *path, const char *encoding)
{
  g_autofree char *head = g_malloc (CHUNK);
  gsize length = read_head (path, head, CHUNK);
  gsize tells = 0, start;

  while (tells < length && (guchar) head[tells] < 0x80)
    tells++;
  if (tells == length)
    return convert_line (head, length, encoding);
  /* All before it is ASCII, so any place there begins a character. */
  for (start = tells; start > 0 && tells - start < LINE_BYTES / 2; start--)
    if (head[start - 1] == '\n' || head[start - 1] == '\r')
      break;
  return convert_line (head + start, length - start, encoding);
}

const char *
gx_encoding_canonical (const char *name)
{
  static const char * const same[][2] = {
    { "utf8", "UTF-8" }, { "utf-8", "UTF-8" }, { "gb18030", "GB18030" }, { "gbk", "GB18030" },
    { "gb2312", "GB18030" },
    { "cp936", "GB18030" }, { "ansi", "GB18030" }, { "big5", "BIG5-HKSCS" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    if (g_ascii_strcasecmp (name, same[i][0]) == 0)
      return same[i][1];
  return name;
}
