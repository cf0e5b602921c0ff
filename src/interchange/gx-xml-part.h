/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * GxXmlPart: one XML file inside a zip, parsed as it is unpacked; nothing is held but what the handlers keep.
 *
 * Names are without their namespace prefix; what stands in an <extLst> is not told, for there newer programs say
 * things of their own by names of the format. A document type is refused (so no entity can grow), and so is a
 * part that unpacks to more than 2 GiB or grows more than two hundredfold, whose elements stand more than 256
 * deep or whose tag is longer than 4 MiB.
 */
typedef struct _GxXmlPart GxXmlPart;

typedef struct {
  void (*start) (gpointer data, const char *name, const char **attributes);
  void (*end) (gpointer data, const char *name);
  void (*text) (gpointer data, const char *text, int length); /* nullable */
} GxXmlHandlers;

/** gx_xml_part_open: @name is compared without case, "\\" is "/". NOT_FOUND: the zip has no such part. */
GxXmlPart *gx_xml_part_open (const char *path, const char *name, const GxXmlHandlers *handlers,
                             gpointer data, GError **error);
void gx_xml_part_close (GxXmlPart *self);

/** gx_xml_part_run: parses on until a handler pauses or the part ends (@is_over). */
gboolean gx_xml_part_run (GxXmlPart *self, gboolean *is_over, GError **error);

/** gx_xml_part_pause: for an end handler: run() returns. */
void gx_xml_part_pause (GxXmlPart *self);

/** gx_xml_part_fail: for a handler: run() returns with @error (taken). */
void gx_xml_part_fail (GxXmlPart *self, GError *error);

/**
 * gx_xml_part_read: opens, runs to the end and closes. @is_optional: a part that is not there is no error.
 */
gboolean gx_xml_part_read (const char *path, const char *name, const GxXmlHandlers *handlers, gpointer data,
                           gboolean is_optional, GError **error);

/** gx_xml_attribute: the value of an attribute by its name without prefix, else NULL. */
const char *gx_xml_attribute (const char **attributes, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxXmlPart, gx_xml_part_close)

G_END_DECLS
