/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-table.h"

G_BEGIN_DECLS

/**
 * GxVcardReader: an address book as a table. Its first row are headers, the labels of the fields that a
 * column means, so that an import maps itself; every card is a row below, card k in row k + 1. The file is
 * read once to know which columns there are, and again for the rows.
 *
 * Several phones, addresses … are columns such as "Phone (2)"; what no field of ours means stands in columns
 * named as the file names it, X-SIP. Pictures, sounds, keys and cards within cards are left aside. A card
 * that has no end, or is written in no encoding that was named, has row.trouble; the others come all the
 * same.
 */
#define GX_TYPE_VCARD_READER (gx_vcard_reader_get_type ())
G_DECLARE_FINAL_TYPE (GxVcardReader, gx_vcard_reader, GX, VCARD_READER, GxTable)

GxTable *gx_vcard_reader_open (const char *path, const GxTableOptions *options, GError **error);

G_END_DECLS
