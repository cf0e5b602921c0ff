/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "quality/gx-face.h"
#include "store/gx-connection.h"

G_BEGIN_DECLS

/**
 * GxBookFaceFunc:
 * @name: (nullable)
 * @number: (nullable): the number the customer has here
 *
 * Returns FALSE: enough.
 */
typedef gboolean (*GxBookFaceFunc) (GxId customer, const char *name, const char *number, const GxFace *face,
                                    gpointer data);

/** gx_book_faces: hands the face of every live customer to @func, by id. */
gboolean gx_book_faces (GxConnection *book, GxBookFaceFunc func, gpointer data, GError **error);

G_END_DECLS
