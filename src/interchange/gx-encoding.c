/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-encoding.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "base/gx-error.h"
#include "interchange/gx-encoding-private.h"
#include "interchange/gx-source.h"

#define CHUNK (1 << 18)
#define LINE_BYTES 200
#define N_PIECES 8            /* of CHUNK / 2 each, spread over the file */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define SURE_SHARE 0.995
#define MIN_SHARE 0.001       /* of a guess that is worth showing */

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

static void
clear_guess (gpointer data)
{
  GxEncodingGuess *guess = data;

  g_free (guess->line);
}

static void
add_guess (GArray *guesses, const char *name, guint bom_bytes, double share)
{
  GxEncodingGuess guess = { name, bom_bytes, share, TRUE, NULL };

  g_array_append_val (guesses, guess);
}

static gboolean
read_mark (const char *text, gsize length, GArray *guesses)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].length && memcmp (text, marks[i].bytes, marks[i].length) == 0)
      {
        add_guess (guesses, marks[i].name, marks[i].length, 1);
        return TRUE;
      }
  return FALSE;
}

gboolean
gx_utf8_is_valid (const char *text, gsize length, gsize *incomplete)
{
  gsize at = 0;

  *incomplete = 0;
  while (at < length)
    {
      const char *end = NULL;
      gsize run;

      while (at + 8 <= length && is_plain_word (text + at))
        at += 8;
      if (at >= length)
        break;
      run = MIN (length - at, 64);
      /* A NUL is valid here: who reads the text refuses it by its row. */
      if (text[at] == 0)
        {
          at++;
          continue;
        }
      if (g_utf8_validate_len (text + at, run, &end))
        {
          at += run;
          continue;
        }
      if (end > text + at)
        {
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

/* Reads the file to its end, or to where it is no UTF-8. */
static gboolean
check_utf8 (GxSource *source, gboolean *is_valid, GError **error)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  gint64 offset = 0;

  *is_valid = TRUE;
  for (;;)
    {
      gssize got = gx_source_read (source, offset, chunk, CHUNK, error);
      gsize incomplete = 0;

      if (got < 0)
        return FALSE;
      *is_valid = gx_utf8_is_valid (chunk, got, &incomplete);
      if (got < CHUNK)
        {
          *is_valid = *is_valid && incomplete == 0;
          return TRUE;
        }
      if (!*is_valid)
        return TRUE;
      offset += got - (gssize) incomplete;
    }
}

/* -- Unicode of two or four bytes, without a mark */

/* How much of the text is what people write, less what is only ASCII turned about (U+6100 for "a"): 0 … 1. */
static double
rate_wide (const char *head, gsize length, const char *encoding)
{
  g_autofree char *text = NULL;
  gsize read = 0;
  gint64 n = 0, n_good = 0;

  text = g_convert (head, length - length % 4, "UTF-8", encoding, &read, NULL, NULL);
  if (text == NULL && length >= 8) /* a pair cut in two at the end of what was read */
    text = g_convert (head, length - length % 4 - 2, "UTF-8", encoding, &read, NULL, NULL);
  for (const char *p = text; p != NULL && *p != 0; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      if ((c & 0xff) == 0 && c != 0x4e00)
        n_good--;
      else if (c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && c < 0x250 && c != 0x7f)
               || (c >= 0x370 && c < 0x530) || (c >= 0x2000 && c < 0x2700) || (c >= 0x3000 && c < 0xa000)
               || (c >= 0xac00 && c < 0xd7a4) || (c >= 0xff00 && c < 0xfff0))
        n_good++;
    }
  return n > 0 ? (double) n_good / (double) n : 0;
}

static void
guess_wide (const char *head, gsize length, GArray *guesses)
{
  static const char * const names[] = { "UTF-32LE", "UTF-32BE", "UTF-16LE", "UTF-16BE" };

  for (guint i = 0; i < G_N_ELEMENTS (names) && guesses->len == 0; i++)
    if (length % 2 == 0 && rate_wide (head, length, names[i]) > 0.9)
      add_guess (guesses, names[i], 0, 1);
}

/* -- encodings of before Unicode */

/* Whole lines from all over the file; line ends are the same byte in each of these encodings. */
static GString *
gather_sample (GxSource *source, GError **error)
{
  g_autoptr (GString) sample = g_string_new (NULL);
  g_autofree char *piece = g_malloc (CHUNK / 2);
  gint64 size = gx_source_size (source), step = MAX (CHUNK / 2, size / N_PIECES);

  for (gint64 offset = 0; offset < MAX (size, 1); offset += step)
    {
      gssize got = gx_source_read (source, offset, piece, CHUNK / 2, error);
      const char *start = piece, *end;

      if (got < 0)
        return NULL;
      end = piece + got;
      if (offset > 0 && step > CHUNK / 2)
        start = memchr (piece, '\n', got) ? (const char *) memchr (piece, '\n', got) + 1 : end;
      if (got == CHUNK / 2 && step > CHUNK / 2 && memrchr (start, '\n', end - start) != NULL)
        end = (const char *) memrchr (start, '\n', end - start) + 1;
      g_string_append_len (sample, start, end - start);
    }
  return g_steal_pointer (&sample);
}

/* Many characters of UTF-8 and hardly a byte that is none: damaged, not written otherwise. */
static gboolean
is_broken_utf8 (const char *text, gsize length)
{
  guint n_chars = 0, n_bad = 0;

  for (gsize i = 0; i < length; )
    {
      gunichar c = (guchar) text[i] < 0x80 ? 0 : g_utf8_get_char_validated (text + i, length - i);

      if (c == 0)
        {
          i++;
        }
      else if (c >= (gunichar) -2)
        {
          n_bad++;
          for (i++; i < length && ((guchar) text[i] & 0xc0) == 0x80; i++)
            ;
        }
      else
        {
          n_chars++;
          i += g_unichar_to_utf8 (c, NULL);
        }
    }
  return n_chars >= 4 && n_chars / 4 >= n_bad;
}

static int
compare_shares (gconstpointer a, gconstpointer b)
{
  const GxEncodingGuess *one = a, *other = b;

  return one->share < other->share ? 1 : one->share > other->share ? -1 : 0;
}

static char *
convert_sample (const GString *sample, const char *encoding)
{
  return g_convert_with_fallback (sample->str, sample->len, "UTF-8", encoding, "?", NULL, NULL, NULL);
}

/* Leaves out what reads like a better guess, and what is too unlikely to be told; shares then sum to 1. */
static void
weed (GArray *guesses, const GString *sample)
{
  double all = 0;

  g_array_sort (guesses, compare_shares);
  for (guint i = 0; i < guesses->len; i++)
    {
      GxEncodingGuess *guess = &g_array_index (guesses, GxEncodingGuess, i);
      g_autofree char *text = guess->share >= MIN_SHARE ? convert_sample (sample, guess->name) : NULL;
      gboolean is_told = guess->share < MIN_SHARE;

      for (guint j = 0; j < i && !is_told; j++)
        {
          g_autofree char *other = convert_sample (sample, g_array_index (guesses, GxEncodingGuess, j).name);

          is_told = g_strcmp0 (text, other) == 0;
        }
      if (is_told)
        g_array_remove_index (guesses, i--);
      else
        all += guess->share;
    }
  for (guint i = 0; i < guesses->len; i++)
    g_array_index (guesses, GxEncodingGuess, i).share /= all;
}

static void
guess_before_unicode (const GString *sample, GArray *guesses)
{
  double costs[GX_N_ENCODING_MODELS], least = G_MAXDOUBLE, all = 0;

  for (guint i = 0; i < GX_N_ENCODING_MODELS; i++)
    {
      costs[i] = _gx_encoding_model_cost (i, sample->str, sample->len);
      least = MIN (least, costs[i]);
    }
  for (guint i = 0; i < GX_N_ENCODING_MODELS; i++)
    all += exp (least - costs[i]);
  for (guint i = 0; i < GX_N_ENCODING_MODELS; i++)
    add_guess (guesses, _gx_encoding_model_name (i), 0, exp (least - costs[i]) / all);
  weed (guesses, sample);
}

static gboolean
guess_source (GxSource *source, GArray *guesses, GError **error)
{
  g_autofree char *head = g_malloc (CHUNK);
  g_autoptr (GString) sample = NULL;
  gssize length = gx_source_read (source, 0, head, CHUNK, error);
  gboolean is_utf8 = FALSE, is_marked;

  if (length < 0)
    return FALSE;
  is_marked = read_mark (head, length, guesses);
  if (is_marked && strcmp (g_array_index (guesses, GxEncodingGuess, 0).name, "UTF-8") != 0)
    return TRUE;
  if (memchr (head, 0, length) != NULL)
    guess_wide (head, length, guesses);
  if (guesses->len > 0 && !is_marked)
    return TRUE;
  if (!check_utf8 (source, &is_utf8, error))
    return FALSE;
  if (!is_utf8 && (sample = gather_sample (source, error)) == NULL)
    return FALSE;
  if (!is_marked && (is_utf8 || is_broken_utf8 (sample->str, sample->len)))
    add_guess (guesses, "UTF-8", 0, 1);
  if (guesses->len > 0)
    {
      g_array_index (guesses, GxEncodingGuess, 0).is_whole = is_utf8;
      return TRUE;
    }
  if (memchr (head, 0, length) != NULL)
    {
      g_set_error (error, GX_ERROR, GX_ERROR_INVALID,
                   /* Translators: %s is the path of a file. */
                   _("“%s” is no text file that can be read: it has bytes of value 0. If it is Unicode text, "
                     "save it as UTF-8."), gx_source_file_name (gx_source_name (source)));
      return FALSE;
    }
  guess_before_unicode (sample, guesses);
  return TRUE;
}

/* Line ends are more than one byte there, and not the only ones with that byte. */
static gboolean
is_wide (const char *encoding)
{
  return g_str_has_prefix (encoding, "UTF-16") || g_str_has_prefix (encoding, "UTF-32");
}

GArray *
gx_encoding_guess (const char *path, GError **error)
{
  g_autoptr (GArray) guesses = g_array_new (FALSE, FALSE, sizeof (GxEncodingGuess));
  g_autoptr (GxSource) source = gx_source_open (path, error);

  g_array_set_clear_func (guesses, clear_guess);
  if (source == NULL || !guess_source (source, guesses, error))
    return NULL;
  for (guint i = 0; i < guesses->len; i++)
    {
      GxEncodingGuess *guess = &g_array_index (guesses, GxEncodingGuess, i);

      guess->line = (is_wide (guess->name) ? gx_encoding_first_line : gx_encoding_telling_line) (path,
                                                                                                 guess->name);
      if (g_str_has_prefix (guess->line, BYTE_ORDER_MARK))
        memmove (guess->line, guess->line + 3, strlen (guess->line) - 2);
    }
  return g_steal_pointer (&guesses);
}

gboolean
gx_encoding_is_sure (const GArray *guesses)
{
  return g_array_index (guesses, GxEncodingGuess, 0).share > SURE_SHARE;
}

gboolean
gx_encoding_ask (const char *path, const GArray *guesses, GError **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < guesses->len; i++)
    {
      const GxEncodingGuess *guess = &g_array_index (guesses, GxEncodingGuess, i);

      g_string_append_printf (lines, "\n  %s: %s", guess->name, guess->line);
    }
  g_set_error (error, GX_ERROR, GX_ERROR_AMBIGUOUS,
               /* Translators: the first %s is the path of a file, the second a line for each encoding: its
                * name and how the file would read. --encoding stays as it is. */
               _("“%s” does not say how its characters are written. It could be:%s\n"
                 "Name the one that reads well with --encoding."), gx_source_file_name (path), lines->str);
  return FALSE;
}

/* The line at @line, cut at about 200 bytes. */
static char *
convert_line (const char *line, gsize length, const char *encoding)
{
  g_autofree char *converted = NULL;

  length = MIN (length, LINE_BYTES);
  /* A character cut at the end: drop bytes until it fits. */
  for (gsize cut = 0; converted == NULL && cut < 4 && cut < length; cut++)
    converted = g_convert (line, length - cut, "UTF-8", encoding, NULL, NULL, NULL);
  if (converted == NULL)
    converted = g_convert_with_fallback (line, length, "UTF-8", encoding, "?", NULL, NULL, NULL);
  if (converted == NULL)
    return g_strdup ("");
  converted[strcspn (converted, "\r\n")] = 0;
  return g_utf8_make_valid (converted, -1);
}

static gsize
read_head (const char *path, char *head, gsize size)
{
  g_autoptr (GxSource) source = gx_source_open (path, NULL);

  return source != NULL ? (gsize) MAX (gx_source_read (source, 0, head, size, NULL), 0) : 0;
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
    { "gb2312", "GB18030" }, { "cp936", "GB18030" }, { "ansi", "GB18030" },
    { "big5", "BIG5-HKSCS" }, { "cp950", "BIG5-HKSCS" },
    { "shift_jis", "CP932" }, { "shift-jis", "CP932" }, { "sjis", "CP932" }, { "euc-kr", "CP949" },
    { "iso-8859-1", "WINDOWS-1252" }, { "latin1", "WINDOWS-1252" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    if (g_ascii_strcasecmp (name, same[i][0]) == 0)
      return same[i][1];
  return name;
}
