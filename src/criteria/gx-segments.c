/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-segments.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "base/gx-error.h"
#include "base/gx-text.h"
#include "criteria/gx-sql-printer.h"
#include "store/gx-connection.h"
#include "store/gx-record.h"

#define COLUMNS \
  "s.id, s.name, s.criteria, s.layout, s.author_id, m.name, s.gone " \
  "from segment s left join member m on m.id = s.author_id "

/* Helpers */

static GxSegment *
read_segment (GxStatement *query)
{
  GxSegment *self = g_new0 (GxSegment, 1);

  self->id = gx_statement_int64 (query, 0);
  self->name = gx_statement_dup_text (query, 1);
  self->criteria = gx_statement_dup_text (query, 2);
  self->layout = gx_statement_dup_text (query, 3);
  self->author_id = gx_statement_int64 (query, 4);
  self->author = gx_statement_dup_text (query, 5);
  self->is_binned = gx_statement_int (query, 6) != 0;

  if (self->criteria != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GxCriteria) criteria = gx_criteria_from_json (self->criteria, &error);

      if (criteria == NULL)
        self->complaint = g_strdup (error->message);
    }
  return self;
}

static char *
trim_name (const char *name, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name != NULL ? name : ""));

  if (trimmed[0] != '\0' && g_utf8_validate (trimmed, -1, NULL))
    return g_steal_pointer (&trimmed);
  g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID, _("A segment needs a name."));
  return NULL;
}

static gboolean
check_layout (const char *layout, GError **error)
{
  gboolean is_tame = layout != NULL && g_utf8_validate (layout, -1, NULL) && _gx_json_is_tame (layout);
  g_autoptr (JsonNode) root = is_tame ? json_from_string (layout, NULL) : NULL;

  if (layout == NULL || (root != NULL && JSON_NODE_HOLDS_OBJECT (root)))
    return TRUE;
  g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID,
                       _("Could not save the segment: its layout is not a JSON object."));
  return FALSE;
}

/* Whether it can be asked: each segment it asks for is there and understood, none is @id, and they are not too
   much together. */
static gboolean
check_segments (GxConnection *book, GxCriteria *criteria, GxId id, GError **error)
{
  g_auto (GxSqlPrinter) printer = { 0 };

  _gx_sql_printer_init (&printer, book, NULL);
  if (id != 0)
    g_array_append_val (printer.segments, id);
  if (_gx_sql_print (&printer, criteria))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&printer.error));
  return FALSE;
}

/* The criteria to store: canonical, or, where they stand in the book already, as they are. */
static gboolean
choose_criteria (GxConnection *book, const GxSegment *segment, char **stored, GError **error)
{
  g_autofree char *old = NULL;
  g_autoptr (GxCriteria) criteria = NULL;

  *stored = NULL;
  if (segment->criteria == NULL)
    return TRUE;
  if (segment->id != 0)
    old = gx_connection_get_text (book, NULL, "select criteria from segment where id = ?", "i",
                                  (gint64) segment->id);
  if (g_strcmp0 (old, segment->criteria) == 0)
    {
      *stored = g_steal_pointer (&old);
      return TRUE;
    }
  criteria = gx_criteria_from_json (segment->criteria, error);
  if (criteria == NULL || !check_segments (book, criteria, segment->id, error))
    return FALSE;
  *stored = gx_criteria_to_json (criteria);
  return TRUE;
}

static gboolean
insert_segment (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  return gx_connection_run (book, error,
    "insert into segment (id, author_id, position) "
    "select ?, (select id from member where id = ?), 1 + coalesce (max (position), 0) from segment", "ii",
    (gint64) id, (gint64) actor->author);
}

/* Life */

void
gx_segment_free (GxSegment *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_free (self->criteria);
  g_free (self->layout);
  g_free (self->complaint);
  g_free (self->author);
  g_free (self);
}

/* Reading */

GPtrArray *
gx_segments_list (GxConnection *book, GError **error)
{
  g_autoptr (GPtrArray) segments = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_segment_free);
  g_autoptr (GxStatement) query = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  query = gx_connection_query (book, "select " COLUMNS "where s.gone = 0 order by s.position, s.id", NULL);
  while (gx_statement_next (query))
    g_ptr_array_add (segments, read_segment (query));
  return gx_statement_finish (query, error) ? g_steal_pointer (&segments) : NULL;
}

GxSegment *
gx_segments_get (GxConnection *book, GxId id, GError **error)
{
  g_autoptr (GxSegment) segment = NULL;
  g_autoptr (GxStatement) query = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  query = gx_connection_query (book, "select " COLUMNS "where s.id = ? and s.gone < 2", "i", (gint64) id);
  if (gx_statement_next (query))
    segment = read_segment (query);
  if (!gx_statement_finish (query, error))
    return NULL;
  if (segment == NULL)
    g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("This segment is no longer in the book."));
  return g_steal_pointer (&segment);
}

GxId
gx_segments_find (GxConnection *book, const char *name)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && name != NULL, 0);

  folded = gx_fold (name);
  return gx_connection_get_int64 (book, 0, NULL,
    "select id from segment where gone = 0 and gx_fold (name) = ? order by position, id limit 1", "t",
    folded);
}

/* Writing */

gboolean
gx_segments_save (GxConnection *book, const GxActor *actor, const GxSegment *segment, GxId *id,
                  GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autofree char *name = NULL, *criteria = NULL;
  GxId saved = 0;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && actor != NULL && segment != NULL, FALSE);

  name = trim_name (segment->name, error);
  if (name == NULL || !check_layout (segment->layout, error))
    return FALSE;
  step = gx_step_begin (book, actor, segment->id != 0 ? "segment.edit" : "segment.add", error);
  if (step == NULL || !choose_criteria (book, segment, &criteria, error))
    return FALSE;

  saved = segment->id != 0 ? segment->id : gx_connection_new_id (book);
  if ((segment->id == 0 && !insert_segment (book, actor, saved, error))
      || !gx_connection_run (book, error,
                             "update segment set name = ?, criteria = ?, layout = ? "
                             "where id = ? and gone < 2", "ttti", name, criteria, segment->layout, (gint64) saved)
      || !gx_record_found (book, error)
      || !gx_step_commit (g_steal_pointer (&step), NULL, error))
    return FALSE;
  if (id != NULL)
    *id = saved;
  return TRUE;
}

gboolean
gx_segments_rename (GxConnection *book, const GxActor *actor, GxId id, const char *name, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autofree char *trimmed = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  trimmed = trim_name (name, error);
  if (trimmed == NULL || (step = gx_step_begin (book, actor, "segment.rename", error)) == NULL)
    return FALSE;
  return gx_connection_run (book, error, "update segment set name = ? where id = ? and gone < 2", "ti",
                            trimmed, (gint64) id)
         && gx_record_found (book, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

/* The live ones in their new order: those of @ids, then the others. */
static GArray *
arrange (GxConnection *book, const GxId *ids, guint n_ids, GError **error)
{
  g_autoptr (GPtrArray) segments = gx_segments_list (book, error);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (GxId));

  if (segments == NULL)
    return NULL;
  g_array_append_vals (order, ids, n_ids);
  for (guint i = 0; i < segments->len; i++)
    {
      const GxSegment *segment = g_ptr_array_index (segments, i);
      gboolean is_named = FALSE;

      for (guint j = 0; j < n_ids && !is_named; j++)
        is_named = ids[j] == segment->id;
      if (!is_named)
        g_array_append_val (order, segment->id);
    }
  return g_steal_pointer (&order);
}

gboolean
gx_segments_arrange (GxConnection *book, const GxActor *actor, const GxId *ids, guint n_ids, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autoptr (GArray) order = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  step = gx_step_begin (book, actor, "segment.move", error);
  if (step == NULL || (order = arrange (book, ids, n_ids, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < order->len; i++)
    if (!gx_connection_run (book, error, "update segment set position = ? where id = ? and gone < 2", "ii",
                            (gint64) i + 1, (gint64) g_array_index (order, GxId, i))
        || !gx_record_found (book, error))
      return FALSE;
  return gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_segments_set_binned (GxConnection *book, const GxActor *actor, const GxId *ids, guint n_ids,
                        gboolean binned, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  return gx_record_set_gone (book, actor, binned ? "segment.bin" : "segment.unbin", "segment", ids, n_ids,
                             binned ? 1 : 0, error);
}

/* Asking */

gboolean
gx_segments_ids (GxConnection *book, GxId id, const GxCriteriaContext *context, GxIdList **ids,
                 GError **error)
{
  g_autoptr (GxCriteria) members = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && id > 0 && ids != NULL, FALSE);

  members = gx_criteria_new_segment (id);
  return gx_criteria_ids (book, members, context, ids, error);
}

gint64
gx_segments_count (GxConnection *book, GxId id, const GxCriteriaContext *context, GError **error)
{
  g_autoptr (GxCriteria) members = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && id > 0, -1);

  members = gx_criteria_new_segment (id);
  return gx_criteria_count (book, members, context, error);
}

gboolean
gx_segments_count_over (GxConnection *book, GxCriteria *criteria, const char *currency, const GxDay *days,
                        guint n_days, gint64 *counts, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book) && (n_days == 0 || (days != NULL && counts != NULL)), FALSE);

  if (!gx_connection_read_begin (book, error))
    return FALSE;
  for (guint i = 0; i < n_days; i++)
    {
      const GxCriteriaContext context = { days[i], currency };

      counts[i] = _gx_criteria_count_by (book, criteria, &context, error);
      if (counts[i] < 0)
        {
          gx_connection_read_end (book);
          return FALSE;
        }
    }
  gx_connection_read_end (book);
  return TRUE;
}
