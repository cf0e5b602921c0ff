/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-fold-private.h"

G_BEGIN_DECLS

/*
 * Branches: two computers may have gone on as one site, where a book was copied or put back together with
 * what remembers it outside (a cloned disk, a machine set back to yesterday). Their series have the same
 * steps up to some number and different ones from there on. Nobody's are lost, and nobody has to choose:
 *
 *   Of two steps with one number the one with the smaller id keeps it. The other, and all that follows it,
 *   goes on from number 1 under a site that follows from its id.
 *
 * So every book that has a branch which must give way comes to the very same series, in whatever order it
 * hears of the others; ids, clocks and rows of the steps stay as they are, only the chain is made anew.
 */

/** _gx_branch_site: under which a branch goes on that begins with @step. */
GxId _gx_branch_site (GxId step);

/**
 * _gx_branch_move: the steps of @site from @seq on go on under their branch's site; @fold: is told the rows
 * that they wrote. Inside a transaction. Where @site is this book's own, the book has none any more.
 */
gboolean _gx_branch_move (GxConnection *book, GxId site, gint64 seq, GxFold *fold, GError **error);

G_END_DECLS
