/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria.h"

G_BEGIN_DECLS

/*
 * What a click does to a question: a new tree from an old one. A @node is known by who it is: one of @root's
 * tree; conditions that are not touched stay the same nodes. @root and what comes back are NULL where
 * everybody is meant; what comes back is (transfer full) (nullable) and tidy: no group of one, and
 * none within a group of its own kind.
 */

/** gx_criteria_tidied: the same question. */
GxCriteria *gx_criteria_tidied (GxCriteria *root);

/** gx_criteria_replaced: @by in the place of @node; NULL: it goes. */
GxCriteria *gx_criteria_replaced (GxCriteria *root, GxCriteria *node, GxCriteria *by);

/**
 * gx_criteria_joined: @node and @other as a group of @kind, @other behind. A NULL @node is the whole
 * question.
 */
GxCriteria *gx_criteria_joined (GxCriteria *root, GxCriteria *node, GxCriteriaKind kind, GxCriteria *other);

/** gx_criteria_negated: @node, or no longer, the other way round. */
GxCriteria *gx_criteria_negated (GxCriteria *root, GxCriteria *node);

/** gx_criteria_flipped: the group @node: all of it in place of any, or any in place of all. */
GxCriteria *gx_criteria_flipped (GxCriteria *root, GxCriteria *node);

/** gx_criteria_grouped: @node and what follows it in its group become a group of the other kind. */
GxCriteria *gx_criteria_grouped (GxCriteria *root, GxCriteria *node);

/** gx_criteria_next: (transfer none) (nullable): what follows @node in its group. */
GxCriteria *gx_criteria_next (GxCriteria *root, GxCriteria *node);

/** gx_criteria_parent: (transfer none) (nullable): what @node stands in. */
GxCriteria *gx_criteria_parent (GxCriteria *root, GxCriteria *node);

/** gx_criteria_is_group: ALL or ANY. */
gboolean gx_criteria_is_group (GxCriteria *self);

G_END_DECLS
