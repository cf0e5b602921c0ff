/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/gx-backup-thin.h"

#define HOUR_S 3600
#define DAY_S (24 * HOUR_S)
#define HOURLY_S DAY_S          /* up to this age one an hour stays */
#define DAILY_S (14 * DAY_S)
#define WEEKLY_S (56 * DAY_S)   /* older: one a month */
#define REACH 3                 /* ages that the oldest copy's gap counts for */

/* Two copies of the same span of the calendar have the same number; no two kinds of span share one. */
static gint64
span_of (gint64 at, gint64 age)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (at);
  gint64 day;

  if (moment == NULL)
    return 0;
  day = (at + g_date_time_get_utc_offset (moment) / G_TIME_SPAN_SECOND) / DAY_S;
  if (age < HOURLY_S)
    return 4 * (day * 24 + g_date_time_get_hour (moment));
  if (age < DAILY_S)
    return 4 * day + 1;
  if (age < WEEKLY_S)
    return 4 * ((day + 3) / 7) + 2; /* 1 January 1970 was a Thursday; weeks begin on Monday */
  return 4 * (g_date_time_get_year (moment) * 12 + g_date_time_get_month (moment)) + 3;
}

static void
climb_down (const GxBackupMark *marks, guint n, gint64 now, gboolean *stays)
{
  gint64 last_span = G_MININT64;

  for (guint i = 0; i < n; i++)
    {
      gint64 age = MAX (now - marks[i].at, 0);
      gint64 span = span_of (marks[i].at, age);

      stays[i] = span != last_span || age < HOUR_S || (marks[i].is_before && age < DAY_S);
      last_span = span;
    }
}

/* How lonely a copy stands: the gap that it would leave, for its age. Before the oldest is nothing, so it
   counts for more: what is left keeps its reach. */
static double
loneliness (const GxBackupMark *marks, guint n, gint64 now, const gboolean *stays, guint i)
{
  guint newer = i, older = i + 1;
  gint64 gap;

  do
    newer--;
  while (newer > 0 && !stays[newer]);
  while (older < n && !stays[older])
    older++;
  gap = older < n ? marks[newer].at - marks[older].at : REACH * (now - marks[i].at);
  return (double) gap / (double) (MAX (now - marks[i].at, 0) + HOUR_S);
}

void
gx_backup_thin (const GxBackupMark *marks, guint n, gint64 now, gint64 limit, gboolean *stays)
{
  guint present = 0; /* the newest that is not of the future */
  gint64 size = 0;

  g_return_if_fail (n == 0 || (marks != NULL && stays != NULL));

  climb_down (marks, n, now, stays);
  while (present + 1 < n && marks[present].at > now)
    present++;
  if (n > 0)
    stays[0] = stays[present] = TRUE;
  for (guint i = 0; i < n; i++)
    size += stays[i] ? marks[i].size : 0;
  while (size > limit)
    {
      guint goes = 0;
      double least = G_MAXDOUBLE;

      for (guint i = n - 1; i > 0; i--)
        {
          double lonely = stays[i] && i != present ? loneliness (marks, n, now, stays, i) : G_MAXDOUBLE;

          if (lonely < least)
            {
              least = lonely;
              goes = i;
            }
        }
      if (goes == 0)
        return;
      stays[goes] = FALSE;
      size -= marks[goes].size;
    }
}

gboolean
gx_backup_is_due (gint64 last, gint64 now, gint64 between)
{
  return now - last >= between || now < last;
}
