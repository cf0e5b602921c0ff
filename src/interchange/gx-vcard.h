/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-source.h"

G_BEGIN_DECLS

/**
 * GxVcardLines: the properties of a vCard file of version 2.1, 3.0 or 4.0, one at a time: folded lines, soft
 * line ends of quoted-printable and lines of base64 are brought together.
 */
typedef struct _GxVcardLines GxVcardLines;

/** GxVcardProperty: one line of a card, such as "item1.TEL;TYPE=cell:138". */
typedef struct {
  gint64 line;       /* of the file, where it begins */
  gint64 offset;     /* the same in bytes */
  char *name;        /* "TEL" */
  char *group;       /* "item1"; "" for none */
  char *types;       /* " cell pref ", as a file of whatever version says it; small letters */
  char *parameters;  /* as written, ";TYPE=cell" */
  char *charset;     /* nullable */
  GString *value;    /* bytes: free of quoted-printable and base64, not of the charset or of backslashes */
} GxVcardProperty;

/** gx_vcard_looks_so: whether a file that begins so (in whatever Unicode) is one of cards. */
gboolean gx_vcard_looks_so (const char *head, gsize length);

/** gx_vcard_lines_new: @source must outlive it. */
GxVcardLines *gx_vcard_lines_new (GxSource *source);
void gx_vcard_lines_free (GxVcardLines *self);

/** gx_vcard_lines_go: the next line read is the one at @offset, and counted as @line. */
void gx_vcard_lines_go (GxVcardLines *self, gint64 offset, gint64 line);

/**
 * gx_vcard_lines_next: (transfer full) (nullable): NULL at the end, or on an error. Pictures, sounds and keys
 * come with an empty value. Lines that are no property are passed over, or belong to the one before them.
 */
GxVcardProperty *gx_vcard_lines_next (GxVcardLines *self, GError **error);

void gx_vcard_property_free (GxVcardProperty *self);

/** gx_vcard_has_type: @type in small letters. */
gboolean gx_vcard_has_type (const GxVcardProperty *self, const char *type);

/**
 * gx_vcard_split: (transfer full): the parts of a text between the unescaped @separator, still escaped.
 * gx_vcard_unescape: (transfer full): without backslashes; @with_line_ends: "\n" is one.
 */
GPtrArray *gx_vcard_split (const char *text, char separator);
char *gx_vcard_unescape (const char *text, gboolean with_line_ends);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxVcardLines, gx_vcard_lines_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxVcardProperty, gx_vcard_property_free)

G_END_DECLS
