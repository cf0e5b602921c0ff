/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-chart-scale.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static gint64
choose_step (double rough)
{
  static const double factors[] = { 1, 2, 2.5, 5, 10 };
  double power = pow (10, floor (log10 (MAX (rough, 1))));

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    {
      double step = factors[i] * power;

      if (step >= rough - power * 1e-9 && step == floor (step))
        return (gint64) MIN (step, 4e18);
    }
  return 1;
}

GxChartScale
gx_chart_scale_new (gint64 least, gint64 most, guint n_ticks)
{
  GxChartScale self = { 0 };

  g_return_val_if_fail (n_ticks > 0, self);

  least = MIN (least, 0);
  most = MAX (most, 0);
  if (least == most)
    most = n_ticks;
  self.step = choose_step (((double) most - (double) least) / n_ticks);
  self.low = (gint64) floor ((double) least / self.step) * self.step;
  self.high = (gint64) ceil ((double) most / self.step) * self.step;
  return self;
}

double
gx_chart_scale_place (const GxChartScale *self, double value)
{
  double position = (value - self->low) / ((double) self->high - self->low);

  return self->low_px + position * (self->high_px - self->low_px);
}

guint
gx_chart_scale_count_ticks (const GxChartScale *self)
{
  return (guint) ((self->high - self->low) / self->step) + 1;
}

gint64
gx_chart_scale_get_tick (const GxChartScale *self, guint index)
{
  return self->low + (gint64) index * self->step;
}

char *
gx_chart_share_format (gint64 part, gint64 whole)
{
  double share = 0;

  if (whole <= 0)
    return g_strdup ("–");
  share = (double) part / (double) whole * 100;
  if (part > 0 && share < 0.5)
    return g_strdup (_("<1%"));
  if (part < 0 && share > -0.5)
    return g_strdup (_("−<1%"));
  if (share <= -0.5)
    /* Translators: a negative share, %d is a whole number without its sign */
    return g_strdup_printf (_("−%d%%"), (int) lround (-share));
  /* Translators: a share, %d is a whole number */
  return g_strdup_printf (_("%d%%"), (int) lround (share));
}
