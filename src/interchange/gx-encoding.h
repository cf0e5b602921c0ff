/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/** GxEncodingGuess: one way in which a text file may be written. */
typedef struct {
  const char *name;    /* static, for iconv: "UTF-8", "UTF-16LE" …, "GB18030" */
  guint bom_bytes;     /* to skip at the start */
  double share;        /* how sure: 0 … 1, of all guesses together 1 */
  gboolean is_whole;   /* FALSE: a UTF-8 file with bytes that are not; who reads it names their row */
  char *line;          /* the first line that tells one encoding from another, as it would read */
} GxEncodingGuess;

/**
 * gx_encoding_guess:
 *
 * How a text file may be written, the likeliest first. A byte order mark settles it, and so does a whole file
 * that is valid UTF-8. Zeros in every second or fourth byte mean UTF-16 or UTF-32. For all else up to a
 * megabyte, spread over the file, is read in each encoding of before Unicode (GB18030, Big5, Shift_JIS,
 * EUC-KR, Windows-1250 … 1254) and judged by how often its characters are met in such a text. Readings that
 * come out the same are one guess; those below a thousandth are left out.
 *
 * Returns: (transfer full): of GxEncodingGuess, never empty. Errors: NOT_FOUND, FAILED, INVALID (bytes of
 * value 0: no text).
 */
GArray *gx_encoding_guess (const char *path, GError **error);

/** gx_encoding_is_sure: whether the first guess may be taken without asking: two hundred to one. */
gboolean gx_encoding_is_sure (const GArray *guesses);

/** gx_encoding_ask: FALSE with AMBIGUOUS: a sentence with the line of each guess, naming --encoding. */
gboolean gx_encoding_ask (const char *path, const GArray *guesses, GError **error);

/**
 * gx_encoding_first_line: (transfer full): the file's first line as read in @encoding, cut at about 200
 * bytes; odd bytes shown as �.
 */
char *gx_encoding_first_line (const char *path, const char *encoding);

/**
 * gx_encoding_telling_line: (transfer full): the same of the first line that is not plain ASCII: encodings
 * differ only there.
 */
char *gx_encoding_telling_line (const char *path, const char *encoding);

/**
 * gx_encoding_canonical: the name for iconv: "UTF-8" of "utf8"; "GB18030" of "gbk", "gb2312", "cp936". Static
 * or @name itself.
 */
const char *gx_encoding_canonical (const char *name);

/**
 * gx_utf8_is_valid: as g_utf8_validate_len(), several times quicker on plain ASCII. @incomplete: (out): bytes
 * of a character cut off at the end.
 */
gboolean gx_utf8_is_valid (const char *text, gsize length, gsize *incomplete);

G_END_DECLS
