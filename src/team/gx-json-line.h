/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

#define GX_JSON_LINE_MEMBERS 20

/**
 * GxJsonLine: one line of a segment, taken apart: an object whose values keep their spelling, because the
 * chain's hashes are over that. Points into the text given.
 */
typedef struct {
  guint length;
  struct { const char *name; gsize name_length; const char *value; gsize value_length; }
    members[GX_JSON_LINE_MEMBERS];
} GxJsonLine;

/**
 * gx_json_line_parse: FALSE where the text is no object of at most 20 members, in UTF-8 and without blanks
 * between its words.
 */
gboolean gx_json_line_parse (GxJsonLine *self, const char *text);

gboolean gx_json_line_has (const GxJsonLine *self, const char *name);
gboolean gx_json_line_get_int64 (const GxJsonLine *self, const char *name, gint64 *value);
/* (transfer full): NULL where it is no string; strings with escapes are none of a segment's own */
char *gx_json_line_dup_text (const GxJsonLine *self, const char *name);
/* (transfer full): of hexadecimal digits; NULL where it is not @bytes (0: any) long */
GBytes *gx_json_line_dup_bytes (const GxJsonLine *self, const char *name, gsize bytes);
/* (transfer full): cells as the journal spells them (gx-carried-step.h); NULL where they are not */
char *gx_json_line_dup_cells (const GxJsonLine *self, const char *name);

G_END_DECLS
