/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/gx-needle.h"
#include "store/gx-connection.h"

G_BEGIN_DECLS

/** GxPacked: what search knows of one live customer. */
typedef struct {
  GxId id;
  const char *record;      /* as gx-needle.h says; valid only in the function it is handed to */
  gsize length;
  GxSigns signs;
  GxDay last_contact_day;
  gint64 value_minor;      /* in the home currency */
  const char *city;        /* NULL: none */
  GxId owner, source;      /* 0: none */
  const GxId *tags;        /* ascending */
  guint n_tags;
} GxPacked;

typedef void (*GxPackFunc) (const GxPacked *packed, gpointer data);

/** gx_pack_append: one value of one field, as it would stand in a record. */
void gx_pack_append (GString *record, GxKnownBy field, const char *value);

/** gx_pack: hands every live customer with an id from @first to @last to @func, by id. */
gboolean gx_pack (GxConnection *book, GxId first, GxId last, GxPackFunc func, gpointer data, GError **error);

G_END_DECLS
