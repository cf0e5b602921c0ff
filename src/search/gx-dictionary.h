/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GxDictionary: few things that many customers have: a small number, a code, for each key of any bytes. 0 is
 * nothing; codes are never taken back.
 */
typedef struct _GxDictionary GxDictionary;

GxDictionary *gx_dictionary_new (void);
void gx_dictionary_free (GxDictionary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxDictionary, gx_dictionary_free)

/** gx_dictionary_code: of a key, which gets one where it has none; @label: (nullable): kept of the first. */
guint32 gx_dictionary_code (GxDictionary *self, gconstpointer key, gsize length, const char *label);

guint gx_dictionary_size (GxDictionary *self);              /* codes are below it */
gconstpointer gx_dictionary_key (GxDictionary *self, guint32 code, gsize *length);
const char *gx_dictionary_label (GxDictionary *self, guint32 code);

/** gx_dictionary_write: appends it to @bytes; _read takes it from there on, NULL where it is not whole. */
void gx_dictionary_write (GxDictionary *self, GString *bytes);
GxDictionary *gx_dictionary_read (const char **bytes, const char *end);

G_END_DECLS
