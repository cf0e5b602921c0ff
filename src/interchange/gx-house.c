/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-criteria.h"
#include "customers/gx-customers.h"
#include "events/gx-events.h"
#include "insight/gx-insight.h"
#include "interchange/gx-house.h"
#include "trade/gx-purchases.h"
#include "work/gx-tasks.h"

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
  g_once_init_leave (&registered, 1);
}
