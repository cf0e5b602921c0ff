/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-over-time-chart.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-money.h"
#include "charts/gx-column-chart.h"
#include "charts/gx-time-axis.h"

#include <glib/gi18n-lib.h>

/* The finding: "1,204 now, 88 more than on 30 November 2025". */
static char *
describe (const GxDay *days, const gint64 *counts, int n)
{
  gint64 growth = counts[n - 1] - counts[0];
  g_autofree char *count = gx_count_format (counts[n - 1]);
  g_autofree char *change = gx_count_format (ABS (growth));
  g_autofree char *since = gx_day_format (days[0]);

  if (growth > 0)
    /* Translators: %1$s is a number of customers, %2$s how many more, %3$s a day */
    return g_strdup_printf (_("%1$s now, %2$s more than on %3$s"), count, change, since);
  if (growth < 0)
    /* Translators: %1$s is a number of customers, %2$s how many fewer, %3$s a day */
    return g_strdup_printf (_("%1$s now, %2$s fewer than on %3$s"), count, change, since);
  /* Translators: %1$s is a number of customers, %2$s a day */
  return g_strdup_printf (_("%1$s now, as many as on %2$s"), count, since);
}

void
gx_over_time_days (GxDay as_of, GxDay *days, int n)
{
  GxDay last = as_of != GX_NO_DAY ? as_of : gx_clock_today ();
  GxDay month = gx_time_unit_floor (GX_TIME_MONTH, last);

  g_return_if_fail (n > 0);

  for (int i = 0; i < n - 1; i++)
    days[i] = gx_time_unit_add (GX_TIME_MONTH, month, i + 2 - n) - 1;
  days[n - 1] = last;
}

GxChart *
gx_over_time_chart_new (const char *title, const GxDay *days, const gint64 *counts, int n,
                        const char *criteria)
{
  const char *series[] = { _("Customers"), NULL };
  const GxHue hues[] = { GX_HUE_BLUE };
  g_autofree char *subtitle = NULL;
  GxColumnChart *chart = NULL;

  g_return_val_if_fail (n > 0, NULL);

  subtitle = describe (days, counts, n);
  chart = gx_column_chart_new (GX_TIME_MONTH, gx_time_unit_floor (GX_TIME_MONTH, days[0]), n, series, hues);
  gx_chart_set_title (GX_CHART (chart), title);
  gx_chart_set_subtitle (GX_CHART (chart), subtitle);
  gx_chart_set_columns (GX_CHART (chart), _("Month"), _("Customers"));
  for (int i = 0; i < n; i++)
    gx_column_chart_set_value (chart, i, 0, counts[i], criteria);
  return GX_CHART (chart);
}
