/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/** GxEncodingGuess: what a text file says of its own encoding. */
typedef struct {
  const char *name;    /* static, for iconv: "UTF-8", "UTF-16LE" …, "GB18030" */
  guint bom_bytes;     /* to skip at the start */
  gboolean has_nul;    /* bytes of value 0 and no mark: no text that could be read */
  gboolean is_certain; /* a byte order mark, or the whole file is valid UTF-8; else a person must look */
} GxEncodingGuess;

/** gx_encoding_detect: reads the whole file. What is not UTF-8 is guessed as GB18030, never certainly. */
gboolean gx_encoding_detect (const char *path, GxEncodingGuess *guess, GError **error);

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
