/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"
#include "quality/gx-book-faces.h"
#include "quality/gx-duplicates.h"
#include "quality/gx-crowd.h"

#include <glib/gi18n-lib.h>

typedef struct {
  GxCrowd *faces;
  GArray *ids;             /* of GxId, by place */
  GCancellable *cancellable;
} Everybody;

static void
clear_everybody (Everybody *self)
{
  gx_crowd_free (self->faces);
  g_array_unref (self->ids);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Everybody, clear_everybody)

static void
free_duplicate (gpointer data)
{
  GxDuplicate *self = data;

  g_free (self->name_a);
  g_free (self->name_b);
  g_strfreev (self->reasons);
  g_free (self);
}

static gboolean
take_face (GxId customer, const char *name, const char *number, const GxFace *face, gpointer data)
{
  Everybody *crowd = data;

  gx_crowd_add (crowd->faces, face);
  g_array_append_val (crowd->ids, customer);
  return !g_cancellable_is_cancelled (crowd->cancellable);
}

static char *
find_name (GxConnection *book, GxId customer)
{
  g_autoptr (GxStatement) query = gx_connection_query (book, "select name from customer where id = ?", "i",
                                                       customer);

  return gx_statement_next (query) ? gx_statement_dup_text (query, 0) : NULL;
}

static GxDuplicate *
describe (GxConnection *book, const Everybody *crowd, const GxCrowdPair *pair)
{
  GxDuplicate *self = g_new0 (GxDuplicate, 1);
  GxComparison comparison;

  gx_crowd_compare (crowd->faces, pair->a, pair->b, &comparison);
  self->a = g_array_index (crowd->ids, GxId, pair->a);
  self->b = g_array_index (crowd->ids, GxId, pair->b);
  self->name_a = find_name (book, self->a);
  self->name_b = find_name (book, self->b);
  self->probability = pair->probability;
  self->reasons = gx_comparison_reasons (&comparison);
  return self;
}

GPtrArray *
gx_duplicates_find (GxConnection *book, double min_probability, GCancellable *cancellable, GError **error)
{
  g_auto (Everybody) crowd = { gx_crowd_new (), g_array_new (FALSE, FALSE, sizeof (GxId)), cancellable };
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (free_duplicate);
  g_autoptr (GArray) pairs = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  if (!gx_book_faces (book, take_face, &crowd, error))
    return NULL;
  pairs = gx_crowd_find (crowd.faces, min_probability, cancellable, NULL);
  if (pairs == NULL || g_cancellable_is_cancelled (cancellable))
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_CANCELLED, _("Looking for duplicates was cancelled."));
      return NULL;
    }
  for (guint i = 0; i < pairs->len; i++)
    g_ptr_array_add (found, describe (book, &crowd, &g_array_index (pairs, GxCrowdPair, i)));
  return g_steal_pointer (&found);
}
