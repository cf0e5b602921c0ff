/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-demo-private.h"

#include <string.h>

/* The same on every computer: a change here changes every demo book. */
static void
test_dice_are_fixed (void)
{
  GxDemoDice dice = gx_demo_dice (1, 2, 3);

  g_assert_cmpint (gx_demo_below (&dice, 1000000), ==, 355396);
  g_assert_cmpint (gx_demo_below (&dice, 1000000), ==, 928742);
  g_assert_cmpint (gx_demo_exponential (&dice, 1000000), ==, 1903182);
}

static void
test_dice_are_even (void)
{
  GxDemoDice dice = gx_demo_dice (7, 0, 0);
  int counts[10] = { 0 };
  gint64 sum = 0;

  for (int i = 0; i < 100000; i++)
    {
      gint64 value = gx_demo_between (&dice, 1, 10);

      g_assert_cmpint (value, >=, 1);
      g_assert_cmpint (value, <=, 10);
      counts[value - 1]++;
      sum += gx_demo_exponential (&dice, 5000);
    }
  for (int i = 0; i < 10; i++)
    {
      g_assert_cmpint (counts[i], >, 9600);
      g_assert_cmpint (counts[i], <, 10400);
    }
  g_assert_cmpint (sum / 100000, >, 4900);
  g_assert_cmpint (sum / 100000, <, 5100);
}

/* An exponential wait is longer than its mean in e^-1 and than three means in e^-3 of all throws. */
static void
test_waits_are_exponential (void)
{
  GxDemoDice dice = gx_demo_dice (8, 0, 0);
  int beyond_one = 0, beyond_three = 0;

  for (int i = 0; i < 100000; i++)
    {
      gint64 wait = gx_demo_exponential (&dice, 1000);

      beyond_one += wait > 1000;
      beyond_three += wait > 3000;
    }
  g_assert_cmpint (ABS (beyond_one - 36788), <, 800);
  g_assert_cmpint (ABS (beyond_three - 4979), <, 350);
}

/* GB 32100: the sum of 17 values times 3^i, and the 18th, is 0 modulo 31; GB 11714 inside it. */
static void
assert_company_code (const char *code)
{
  const char *letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const int weights[] = { 3, 7, 9, 10, 5, 8, 4, 2 };
  int sum = 0, weight = 1, inner = 0, check = 0;

  g_assert_cmpint (strlen (code), ==, 18);
  for (int i = 0; i < 18; i++, weight = weight * 3 % 31)
    {
      const char *found = strchr (letters, code[i]);

      g_assert_nonnull (found);
      sum += (int) (found - letters) * (i < 17 ? weight : 1);
    }
  g_assert_cmpint (sum % 31, ==, 0);

  for (int i = 0; i < 8; i++)
    inner += weights[i] * g_ascii_xdigit_value (code[8 + i]) * (g_ascii_isdigit (code[8 + i]) != 0) +
             weights[i] * (code[8 + i] - 'A' + 10) * (g_ascii_isdigit (code[8 + i]) == 0);
  check = code[16] == 'X' ? 10 : code[16] - '0';
  g_assert_cmpint ((inner + check) % 11, ==, 0);
}

static void
test_company_codes_check (void)
{
  GxDemoDice dice = gx_demo_dice (9, 0, 0);

  assert_company_code ("91350100M000100Y43"); /* the standard's own example */
  for (int i = 0; i < 2000; i++)
    {
      g_autofree char *code = gx_demo_company_code (&dice, "330106");

      assert_company_code (code);
    }
}

static void
test_who_is_a_function (void)
{
  int twins = 0, chinese = 0, companies = 0;

  for (gint64 i = 0; i < 6000; i++)
    {
      g_auto (GxDemoWho) who = { 0 };
      g_auto (GxDemoWho) again = { 0 };

      gx_demo_who_init (&who, 3, i);
      gx_demo_who_init (&again, 3, i);
      g_assert_cmpstr (who.name, ==, again.name);
      g_assert_true (g_utf8_validate (who.name, -1, NULL));
      g_assert_cmpint (who.employer, <, i);
      g_assert_cmpint (who.twin_of, <, i);
      twins += who.twin_of >= 0;
      chinese += who.is_chinese;
      companies += who.is_company;
    }
  g_assert_cmpint (ABS (twins - 180), <, 60);
  g_assert_cmpint (chinese, ==, 3000);
  g_assert_cmpint (companies, ==, 1000);
}

static void
test_twins_share_a_way_to_reach_them (void)
{
  for (gint64 i = 0; i < 3000; i++)
    {
      g_auto (GxDemoWho) who = { 0 };
      g_auto (GxDemoWho) twin = { 0 };

      gx_demo_who_init (&who, 3, i);
      if (who.twin_of < 0)
        continue;
      gx_demo_who_init (&twin, 3, who.twin_of);
      g_assert_true (who.is_chinese == twin.is_chinese);
      g_assert_true (who.is_company == twin.is_company);
      g_assert_true (who.phone != NULL || who.landline != NULL);
    }
}

static void
test_words_split_from_readings (void)
{
  g_autofree char *written = NULL, *reading = NULL;

  gx_demo_split ("尉迟yuchi", &written, &reading);
  g_assert_cmpstr (written, ==, "尉迟");
  g_assert_cmpstr (reading, ==, "yuchi");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/dice-are-fixed", test_dice_are_fixed);
  g_test_add_func ("/demo/dice-are-even", test_dice_are_even);
  g_test_add_func ("/demo/waits-are-exponential", test_waits_are_exponential);
  g_test_add_func ("/demo/company-codes-check", test_company_codes_check);
  g_test_add_func ("/demo/who-is-a-function", test_who_is_a_function);
  g_test_add_func ("/demo/twins", test_twins_share_a_way_to_reach_them);
  g_test_add_func ("/demo/words-split", test_words_split_from_readings);
  return g_test_run ();
}
