/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "criteria/gx-criteria.h"
#include "random-criteria.h"

static void
test_examples (void)
{
  static const struct { const char *json, *sentence; } cases[] = {
    { "{\"all\":[]}", "Everybody" },
    { "{\"any\":[]}", "Nobody" },
    { "{\"field\":\"orders\",\"at_least\":3}", "Orders at least 3" },
    { "{\"field\":\"orders\",\"at_least\":1,\"at_most\":1}", "Orders exactly 1" },
    { "{\"field\":\"value\",\"at_least\":\"1000\",\"at_most\":\"2500.50\"}",
      "Value between ¥1,000 and ¥2,500.5" },
    { "{\"field\":\"first_touch\",\"from\":\"2026-03-01\"}", "First touch on 1 March 2026 or later" },
    { "{\"field\":\"last_contact\",\"within\":\"1 weeks\"}", "Last contact in the last 1 week" },
    { "{\"field\":\"last_contact\",\"not_for\":\"3 months\"}", "Last contact over 3 months ago or never" },
    { "{\"field\":\"standing\",\"is\":[\"lead\",\"partner\"]}", "Standing is lead or partner" },
    { "{\"field\":\"has_mail\",\"is\":false}", "Has no email address" },
    { "{\"not\":{\"field\":\"has_mail\",\"is\":false}}", "Has an email address" },
    { "{\"not\":{\"field\":\"tag\",\"has\":[\"VIP\",\"B\",\"C\"]}}", "Tag is not “VIP”, “B” or “C”" },
    { "{\"field\":\"source\",\"known\":false}", "Source not known" },
    { "{\"has\":\"event\",\"at_most\":0}", "No interactions" },
    { "{\"has\":\"purchase\",\"where\":{\"all\":[{\"field\":\"kind\",\"is\":\"sale\"},"
      "{\"field\":\"amount\",\"at_least\":500}]},\"at_least\":2}", 
      "At least 2 purchases (sale and amount at least ¥500)" },
    { "{\"has\":\"purchase\",\"where\":{\"field\":\"day\",\"within\":\"12 months\"},\"at_least\":3,"
      "\"sum\":{\"field\":\"amount\",\"at_least\":\"10000\"}}",
      "At least 3 purchases (in the last 12 months) with a total amount of at least ¥10,000" },
    { "{\"has\":\"line\",\"where\":{\"field\":\"product\",\"contains\":\"tea\"},"
      "\"average\":{\"field\":\"quantity\",\"at_most\":\"2.5\"}}",
      "Bought products (product contains “tea”) with an average quantity of at most 2.5" },
    { "{\"field\":\"birthday\",\"anniversary\":\"2 weeks\"}", "Birthday in the next 2 weeks" },
    { "{\"not\":{\"field\":\"first_purchase\",\"anniversary\":\"7 days\"}}",
      "First purchase without an anniversary in the next 7 days" },
    { "{\"field\":\"next_due\",\"in_next\":\"7 days\"}", "Next task due in the next 7 days" },
    { "{\"not\":{\"segment\":12}}", "Not in “12”" },
    { "{\"field\":\"custom:5\",\"at_least\":\"2.5\"}", "A custom field at least 2.5" },
    { "{\"field\":\"custom:5\",\"is\":false}", "A custom field is “no”" },
    { "{\"field\":\"age\",\"at_least\":18}", "Age at least 18 years old" },
    { "{\"all\":[{\"field\":\"orders\",\"at_least\":3},{\"any\":[{\"field\":\"city\",\"is\":\"Bath\"},"
      "{\"field\":\"has_phone\",\"is\":true}]},{\"field\":\"number\",\"known\":true}]}",
      "Orders at least 3, (city is “Bath” or has a phone number) and number known" },
    { "{\"all\":[{\"any\":[{\"field\":\"city\",\"is\":\"Bath\"},{\"field\":\"has_phone\",\"is\":true}]},"
      "{\"field\":\"number\",\"known\":true}]}", "(City is “Bath” or has a phone number) and number known" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GxCriteria) self = gx_criteria_from_json (cases[i].json, NULL);
      g_autofree char *sentence = gx_criteria_to_sentence (self, "CNY", NULL);

      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

/* Whatever is asked, it can be said: with every text that was asked for in it, and no hole. */
static void
test_says_everything (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < 2000; i++)
    {
      g_autoptr (GxCriteria) self = random_criteria (rand, 4);
      g_autofree char *sentence = gx_criteria_to_sentence (self, "EUR", NULL);

      g_assert_true (g_utf8_validate (sentence, -1, NULL));
      g_assert_cmpuint (strlen (sentence), >, 3);
      g_assert_null (strstr (sentence, "(null)"));
      g_assert_null (strstr (sentence, "()"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gx_criteria_register ();
  g_test_add_func ("/criteria/sentence/examples", test_examples);
  g_test_add_func ("/criteria/sentence/says-everything", test_says_everything);
  return g_test_run ();
}
