/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* All names of the house, so that rooms can speak of each other's things without including them. */

typedef gint64 GxId;                 /* a row's id; 0 is "none" (base/gx-id.h) */
typedef gint32 GxDay;                /* days since 1970-01-01; GX_NO_DAY is "none" (base/gx-day.h) */
#define GX_NO_DAY G_MININT32

typedef struct _GxIdList GxIdList;

typedef struct _GxConnection GxConnection;
typedef struct _GxStatement GxStatement;
typedef struct _GxStep GxStep;
typedef struct _GxActor GxActor;
typedef struct _GxChange GxChange;
typedef struct _GxBook GxBook;

typedef struct _GxCriteria GxCriteria;

/** GxTextSpan: a part of a text: bytes, @end is the first behind it. */
typedef struct {
  guint start, end;
} GxTextSpan;

G_END_DECLS
