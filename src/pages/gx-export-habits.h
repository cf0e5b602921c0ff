/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-export.h"

G_BEGIN_DECLS

/** GxExportHabits: what was chosen last time, for each kind that is exported, in words. */
typedef struct _GxExportHabits GxExportHabits;

GxExportHabits *gx_export_habits_new (void);
void gx_export_habits_free (GxExportHabits *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxExportHabits, gx_export_habits_free)

/** gx_export_habits_get: (transfer none): NULL: that kind was never exported, or nothing was said of it. */
const char * const *gx_export_habits_get (const GxExportHabits *self, GxExportKind kind);

/** gx_export_habits_set: @words: (transfer full). */
void gx_export_habits_set (GxExportHabits *self, GxExportKind kind, char **words);

/** gx_export_habits_print: (transfer full): as GVariant's text of a{sas}. */
char *gx_export_habits_print (const GxExportHabits *self);

/** gx_export_habits_read: in place of what is known. @text: (nullable): what cannot be read says nothing. */
void gx_export_habits_read (GxExportHabits *self, const char *text);

G_END_DECLS
