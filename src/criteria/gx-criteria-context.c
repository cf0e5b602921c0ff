/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-criteria.h"

#include "base/gx-clock.h"
#include "store/gx-connection.h"

GxCriteriaContext
gx_criteria_context_complete (GxConnection *book, const GxCriteriaContext *context)
{
  GxCriteriaContext complete = { GX_NO_DAY, NULL };

  if (context != NULL)
    complete = *context;
  if (complete.as_of == GX_NO_DAY)
    complete.as_of = gx_clock_today ();
  if (complete.currency == NULL)
    complete.currency = gx_connection_get_currency (book);
  return complete;
}
