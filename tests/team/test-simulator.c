/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office.h"

#define FEW 20
#define MANY 1000
#define FAULTS 60 /* of a thousand calls */
#define ACCIDENTS 30 /* of a thousand turns */

static guint
count_seeds (void)
{
  const char *from = g_getenv ("GUANXI_TEST_SEEDS");

  if (from != NULL)
    return (guint) g_ascii_strtoull (from, NULL, 10);
  return g_getenv ("GUANXI_TEST_LONG") != NULL ? MANY : FEW;
}

static void
run (guint32 seed)
{
  guint computers = 2 + seed % 7;
  g_autoptr (Office) office = office_new (seed, computers);

  drive_set_faults (office_drive (office), seed % 5 == 0 ? 5 * FAULTS : FAULTS);
  office_set_accidents (office, seed % 4 == 0 ? ACCIDENTS : 0);
  for (guint i = 0; i < 25 * computers; i++)
    office_turn (office);
  if (!office_settle (office, 400))
    {
      office_describe (office);
      g_error ("seed %u: not settled", seed);
    }
  office_check (office);
  g_test_message ("seed %u: %u computers, %u steps, %u segments, %u of them once more", seed, computers,
                  office_acknowledged (office), drive_count (office_drive (office), ".seg"),
                  drive_count (office_drive (office), ".2.seg"));
}

/* GUANXI_TEST_SEED: only this one, to look into what it found. */
static void
test_simulator (void)
{
  const char *only = g_getenv ("GUANXI_TEST_SEED");
  guint first = only != NULL ? (guint) g_ascii_strtoull (only, NULL, 10) : 1;
  guint last = only != NULL ? first : count_seeds ();

  for (guint seed = first; seed <= last; seed++)
    run (seed);
}

/* The simulator sees when nobody asks again for what does not come. */
static void
test_without_asking (void)
{
  guint unsettled = 0;

  for (guint32 seed = 1; seed <= 5 && unsettled == 0; seed++)
    {
      g_autoptr (Office) office = office_new (seed, 3);

      office_set_patience (office, G_MAXINT / 128);
      drive_set_faults (office_drive (office), 5 * FAULTS);
      for (guint i = 0; i < 60; i++)
        office_turn (office);
      unsettled += office_settle (office, 30) ? 0 : 1;
    }
  g_assert_cmpuint (unsettled, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/team/simulator/all books become the same", test_simulator);
  g_test_add_func ("/team/simulator/without asking again they do not", test_without_asking);
  return g_test_run ();
}
