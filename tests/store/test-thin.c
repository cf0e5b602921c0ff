/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/gx-backup-thin.h"

#define HOUR G_GINT64_CONSTANT (3600)
#define DAY (24 * HOUR)
#define NOW G_GINT64_CONSTANT (1795228320) /* 2026-11-21 02:32 UTC */
#define PLENTY G_MAXINT64

typedef struct {
  GArray *marks;      /* newest first */
  gboolean *stays;
} Shelf;

static void
add (Shelf *shelf, gint64 at, gint64 size)
{
  const GxBackupMark mark = { at, size, FALSE };

  g_array_append_val (shelf->marks, mark);
}

static guint
thin (Shelf *shelf, gint64 limit)
{
  guint n = 0;

  g_free (shelf->stays);
  shelf->stays = g_new0 (gboolean, shelf->marks->len);
  gx_backup_thin ((GxBackupMark *) shelf->marks->data, shelf->marks->len, NOW, limit, shelf->stays);
  for (guint i = 0; i < shelf->marks->len; i++)
    n += shelf->stays[i];
  return n;
}

static guint
count_between (Shelf *shelf, gint64 from_age, gint64 to_age)
{
  guint n = 0;

  for (guint i = 0; i < shelf->marks->len; i++)
    {
      gint64 age = NOW - g_array_index (shelf->marks, GxBackupMark, i).at;

      n += shelf->stays[i] && age >= from_age && age < to_age;
    }
  return n;
}

static void
clear (Shelf *shelf)
{
  g_array_unref (shelf->marks);
  g_free (shelf->stays);
}

static void
test_hours_days_weeks_months (void)
{
  Shelf shelf = { g_array_new (FALSE, FALSE, sizeof (GxBackupMark)), NULL };

  for (gint64 age = 0; age < 2 * 365 * DAY; age += HOUR / 2)
    add (&shelf, NOW - age, 1);
  thin (&shelf, PLENTY);
  g_assert_cmpuint (count_between (&shelf, 0, HOUR), ==, 2);
  g_assert_cmpint (count_between (&shelf, HOUR, DAY), >=, 22);
  g_assert_cmpint (count_between (&shelf, HOUR, DAY), <=, 24);
  g_assert_cmpint (count_between (&shelf, DAY, 14 * DAY), >=, 13);
  g_assert_cmpint (count_between (&shelf, DAY, 14 * DAY), <=, 15);
  g_assert_cmpint (count_between (&shelf, 14 * DAY, 56 * DAY), >=, 6);
  g_assert_cmpint (count_between (&shelf, 14 * DAY, 56 * DAY), <=, 8);
  g_assert_cmpint (count_between (&shelf, 56 * DAY, 730 * DAY), >=, 22);
  g_assert_cmpint (count_between (&shelf, 56 * DAY, 730 * DAY), <=, 24);
  clear (&shelf);
}

/* Whatever is thinned day after day keeps its reach: nothing depends on what was there at one moment. */
static void
test_day_after_day (void)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (GxBackupMark));

  for (gint64 now = NOW - 400 * DAY; now <= NOW; now += 6 * HOUR)
    {
      const GxBackupMark mark = { now, 1, FALSE };
      g_autofree gboolean *stays = NULL;

      g_array_prepend_val (marks, mark);
      stays = g_new0 (gboolean, marks->len);
      gx_backup_thin ((GxBackupMark *) marks->data, marks->len, now, PLENTY, stays);
      for (guint i = marks->len; i-- > 0;)
        if (!stays[i])
          g_array_remove_index (marks, i);
    }
  g_assert_cmpint (marks->len, <, 50);
  g_assert_cmpint (NOW - g_array_index (marks, GxBackupMark, marks->len - 1).at, >, 365 * DAY);
}

static void
test_what_was_before_something_stays_a_day (void)
{
  Shelf shelf = { g_array_new (FALSE, FALSE, sizeof (GxBackupMark)), NULL };

  for (int i = 0; i < 4; i++) /* at ten past, a minute apart: an hour of one span */
    add (&shelf, NOW - 5 * HOUR - 60 * i, 1);
  g_assert_cmpuint (thin (&shelf, PLENTY), ==, 1);
  g_array_index (shelf.marks, GxBackupMark, 2).is_before = TRUE;
  g_assert_cmpuint (thin (&shelf, PLENTY), ==, 2);
  g_assert_true (shelf.stays[2]);
  clear (&shelf);
}

static void
test_limit (void)
{
  Shelf shelf = { g_array_new (FALSE, FALSE, sizeof (GxBackupMark)), NULL };
  gint64 oldest = NOW - 360 * DAY;

  for (gint64 age = 0; age <= 360 * DAY; age += 12 * HOUR)
    add (&shelf, NOW - age, 100);
  g_assert_cmpuint (thin (&shelf, 800), ==, 8);
  g_assert_true (shelf.stays[0]);
  g_assert_cmpuint (count_between (&shelf, 60 * DAY, NOW - oldest + 1), >=, 2);  /* it reaches far back … */
  g_assert_cmpuint (count_between (&shelf, 0, 3 * DAY), >=, 2);       /* … and is dense near now */

  g_assert_cmpuint (thin (&shelf, 0), ==, 1); /* never none */
  g_assert_true (shelf.stays[0]);
  clear (&shelf);
}

static void
test_clock_set_back (void)
{
  Shelf shelf = { g_array_new (FALSE, FALSE, sizeof (GxBackupMark)), NULL };

  add (&shelf, NOW + 300 * DAY, 100); /* the clock was wrong that day */
  add (&shelf, NOW + 299 * DAY, 100);
  add (&shelf, NOW - 60, 100);
  add (&shelf, NOW - 2 * DAY, 100);
  g_assert_cmpuint (thin (&shelf, PLENTY), ==, 4);
  g_assert_cmpuint (thin (&shelf, 100), ==, 2);
  g_assert_true (shelf.stays[0] && shelf.stays[2]);
  clear (&shelf);
}

static void
test_due (void)
{
  g_assert_false (gx_backup_is_due (NOW, NOW + HOUR - 1, HOUR));
  g_assert_true (gx_backup_is_due (NOW, NOW + HOUR, HOUR));
  g_assert_true (gx_backup_is_due (NOW, NOW + 9 * HOUR, HOUR)); /* it slept */
  g_assert_true (gx_backup_is_due (NOW, NOW - DAY, HOUR));      /* the clock was set back */
}

static void
test_nothing (void)
{
  gx_backup_thin (NULL, 0, NOW, 0, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/thin/hours-days-weeks-months", test_hours_days_weeks_months);
  g_test_add_func ("/store/thin/day-after-day", test_day_after_day);
  g_test_add_func ("/store/thin/before-something", test_what_was_before_something_stays_a_day);
  g_test_add_func ("/store/thin/limit", test_limit);
  g_test_add_func ("/store/thin/clock-set-back", test_clock_set_back);
  g_test_add_func ("/store/thin/due", test_due);
  g_test_add_func ("/store/thin/nothing", test_nothing);
  return g_test_run ();
}
