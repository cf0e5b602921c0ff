/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-import.h"

G_BEGIN_DECLS

/*
 * How files were read is kept in the book, so that next month's file of the same shape needs no questions: a
 * run that took rows keeps its plan under the name of the file. The shape is the row of folded headers: it is
 * found again under whatever name. One shape has one mapping; a file without headers has none of its own.
 */

/** GxImportMapping: a plan that is kept. */
typedef struct {
  GxId id;
  char *name;
  gint64 shape;       /* 0: none */
  char *plan;         /* JSON, as gx_import_plan_read_map() takes it */
  gint64 used_at;     /* seconds of UTC */
} GxImportMapping;

/** gx_import_mappings_list: (transfer full) (element-type GxImportMapping): the last used first. */
GPtrArray *gx_import_mappings_list (GxConnection *book, GError **error);

/** gx_import_mapping_take: gives the plan what is kept as @name. Errors: NOT_FOUND. Then look() anew. */
gboolean gx_import_mapping_take (GxConnection *book, GxImportPlan *plan, const char *name, GError **error);

/**
 * gx_import_mapping_recall: after look(): takes what is kept for files of this shape; plan->mapping says
 * under which name, and every column that it was remembered. Columns and keys that were given stay as they
 * are, and so does what happens on a match.
 * @is_found: (out) (optional)
 */
gboolean gx_import_mapping_recall (GxConnection *book, GxImportPlan *plan, gboolean *is_found,
                                   GError **error);

/** gx_import_mapping_rename: one step. Errors: NOT_FOUND, INVALID (no name, or another has it). */
gboolean gx_import_mapping_rename (GxConnection *book, const GxActor *actor, const char *name,
                                   const char *new_name, GError **error);

/** gx_import_mapping_forget: one step. Errors: NOT_FOUND. */
gboolean gx_import_mapping_forget (GxConnection *book, const GxActor *actor, const char *name,
                                   GError **error);

/** gx_import_plan_shape: of its headers; 0 where it has none. */
gint64 gx_import_plan_shape (const GxImportPlan *self);

G_END_DECLS
