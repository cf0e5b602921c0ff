/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "quality/gx-crowd.h"
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

/**
 * gx_book_faces_met: the same of everybody who has something in common with the faces of @crowd; the others
 * are counted there (gx_crowd_add_known). For a crowd much smaller than the book: the index says who has their
 * ways to be reached, and of everybody else no more is read than what these faces say.
 */
gboolean gx_book_faces_met (GxConnection *book, GxCrowd *crowd, GxBookFaceFunc func, gpointer data,
                            GError **error);

G_END_DECLS
