/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-export.h"

G_BEGIN_DECLS

/** GxExportRecord: who took what out of the book, and when. */
typedef struct {
  GxId id;
  gint64 at;             /* UTC seconds */
  char *author;          /* (nullable): the member's name */
  char *kind;            /* gx_export_kind_name() */
  char *file;            /* its name without the folder */
  char *format;          /* "xlsx" … */
  char *fields;          /* (nullable): JSON array of keys; NULL: the usual ones */
  char *criteria;        /* (nullable): JSON of the question; NULL: everybody, or chosen by hand */
  gint64 rows;
} GxExportRecord;

void gx_export_record_free (GxExportRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxExportRecord, gx_export_record_free)

/** gx_export_record_list: (transfer full) (element-type GxExportRecord): newest first, at most @limit. */
GPtrArray *gx_export_record_list (GxConnection *book, int limit, GError **error);

/** gx_export_record_of_step: (transfer full) (nullable): what a step noted; NULL where it is about something
 * else. */
GxExportRecord *gx_export_record_of_step (GxConnection *book, GxId step);

/** gx_export_propose_name: (transfer full): "Customers 2026-11-21.xlsx". @ending: "xlsx" … */
char *gx_export_propose_name (GxExportKind kind, const char *ending);

/** gx_export_sentence: (transfer full): "Exported 312 customers to “客户.xlsx”". */
char *gx_export_sentence (GxExportKind kind, gint64 rows, const char *file);
char *gx_export_record_sentence (const GxExportRecord *self);

/** gx_export_record_add: in a step of its own that Ctrl+Z passes over; @actor is the one who is named. */
gboolean gx_export_record_add (GxConnection *book, const GxActor *actor, const GxExport *export,
                               GError **error);

G_END_DECLS
