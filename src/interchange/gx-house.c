/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-criteria-field.h"
#include "criteria/gx-criteria.h"
#include "customers/gx-customers.h"
#include "events/gx-events.h"
#include "insight/gx-insight.h"
#include "interchange/gx-house.h"
#include "search/gx-facets.h"
#include "trade/gx-purchases.h"
#include "work/gx-tasks.h"

#include <glib/gi18n-lib.h>

/* Search and insight are neighbours, who meet here. */

static gboolean
read_lifecycles (GxConnection *book, const GxCriteriaContext *context, GxFacetColumn *column, GError **error)
{
  GxPortrait *portrait = gx_insight_portrait (book, context, error);

  if (portrait == NULL)
    return FALSE;
  *column = (GxFacetColumn)
    {
      portrait->n, portrait->ids, portrait->lifecycles, 1, portrait, (GDestroyNotify) gx_portrait_unref
    }
  ;
  return TRUE;
}

static gboolean
read_tiers (GxConnection *book, const GxCriteriaContext *context, GxFacetColumn *column, GError **error)
{
  GxPortrait *portrait = gx_insight_portrait (book, context, error);

  if (portrait == NULL)
    return FALSE;
  *column = (GxFacetColumn)
    {
      portrait->n, portrait->ids, portrait->tiers, 0, portrait, (GDestroyNotify) gx_portrait_unref
    }
  ;
  return TRUE;
}

/* The customers that an import made lie in one range of the journal, in the step that made its batch. 3 is
 * the table customer there, 19 import_batch (store/gx-tables.c). */
static const GxCriteriaField imported_from = {
  .name = "imported_from", .label = N_("Imported from"), .type = GX_FIELD_TEXT,
  .expression =
    "(select b.file from journal_range r join journal_row j on j.tbl = 19 and j.tx = r.tx"
    " join import_batch b on b.id = j.\"row\" and b.gone = 0"
    " where r.tbl = 3 and r.first <= f.customer_id and r.last >= f.customer_id limit 1)",
  .suggest = "select b.file, sum (b.added) from import_batch b where b.gone = 0 and b.kind = 'customers'"
             " group by 1",
};

void
gx_house_register (void)
{
  static gsize registered = 0;

  if (!g_once_init_enter (&registered))
    return;

  gx_criteria_register ();
  gx_customers_register ();
  gx_events_register ();
  gx_trade_register ();
  gx_work_register ();
  gx_insight_register ();
  gx_criteria_register_field (&imported_from);
  gx_facets_register_column ("lifecycle", read_lifecycles);
  gx_facets_register_column ("tier", read_tiers);
  g_once_init_leave (&registered, 1);
}
