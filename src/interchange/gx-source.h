/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/** GxSource: bytes that may be read from any place, and again: those of a file, or a text in memory. */
typedef struct _GxSource GxSource;

/** gx_source_open: Errors: NOT_FOUND, FAILED. */
GxSource *gx_source_open (const char *path, GError **error);

/** gx_source_new_text: @name: how errors call it. Both are copied. */
GxSource *gx_source_new_text (const char *text, gsize length, const char *name);

void gx_source_free (GxSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxSource, gx_source_free)

/** gx_source_name: its path, or the name it was given. */
const char *gx_source_name (const GxSource *self);

/** gx_source_file_name: how a file of this path is called in a sentence: without its folders. Of @path. */
const char *gx_source_file_name (const char *path);

gint64 gx_source_size (const GxSource *self);

/** gx_source_read: fills @buffer from @offset on; less than @size only at the end. −1: FAILED. */
gssize gx_source_read (GxSource *self, gint64 offset, char *buffer, gsize size, GError **error);

G_END_DECLS
