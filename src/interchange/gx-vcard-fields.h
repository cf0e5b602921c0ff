/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-table.h"

G_BEGIN_DECLS

/** GxVcardField: one text of a card, and the column it stands in. */
typedef struct {
  guint rank;        /* of the column among columns */
  char *header;      /* without the number of a repeated one */
  char *text;
  GxCellType type;   /* TEXT, or DAY: a whole birthday */
} GxVcardField;

void gx_vcard_field_free (GxVcardField *self);

/**
 * gx_vcard_fields_read: what the properties of one card (of GxVcardProperty, their values UTF-8) say, added
 * to @fields (of GxVcardField), the preferred phone and mail before the others. Empty ones are left out.
 */
void gx_vcard_fields_read (GPtrArray *properties, GPtrArray *fields);

/**
 * gx_vcard_fields_leave: whether a property of this name holds something of a person that has no place in a
 * column: "PHOTO", "SOUND", "KEY".
 */
gboolean gx_vcard_fields_leave (const char *name);

/**
 * gx_vcard_day: a birthday as a partial day: "1986-03-05", "--03-05", "1986-03", "1986"; else as it stands.
 * (transfer full)
 */
char *gx_vcard_day (const char *value, GxCellType *type);

G_END_DECLS
