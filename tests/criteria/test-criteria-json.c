/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-error.h"
#include "criteria/gx-criteria.h"
#include "random-criteria.h"

static void
check_reads (const char *json, const char *canonical)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxCriteria) self = gx_criteria_from_json (json, &error);
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  written = gx_criteria_to_json (self);
  g_assert_cmpstr (written, ==, canonical);
}

static void
check_refuses (const char *json, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxCriteria) self = gx_criteria_from_json (json, &error);

  g_assert_null (self);
  g_assert_error (error, GX_ERROR, GX_ERROR_USAGE);
  if (strstr (error->message, reason) == NULL)
    g_error ("%s was refused with “%s”, not because of “%s”", json, error->message, reason);
}

static void
test_reads_what_people_write (void)
{
  check_reads ("{\"all\":[{\"field\":\"kind\",\"is\":[\"person\"]},"
               "{\"field\":\"value\",\"at_least\":\"1000.00\"},"
               "{\"not\":{\"field\":\"tag\",\"has\":\"VIP\"}}]}",
               "{\"all\":[{\"field\":\"kind\",\"is\":[\"person\"]},"
               "{\"field\":\"value\",\"at_least\":\"1000\"},"
               "{\"not\":{\"field\":\"tag\",\"has\":[\"VIP\"]}}]}");
  check_reads (" { \"field\": \"orders\", \"at_most\": 9, \"at_least\": 3 } ",
               "{\"field\":\"orders\",\"at_least\":3,\"at_most\":9}");
  check_reads ("{\"field\":\"first_touch\",\"from\":\"2026-03-01\",\"until\":\"2026-03-31\"}",
               "{\"field\":\"first_touch\",\"from\":\"2026-03-01\",\"until\":\"2026-03-31\"}");
  check_reads ("{\"field\":\"last_contact\",\"not_for\":\"3 months\"}",
               "{\"field\":\"last_contact\",\"not_for\":\"3 months\"}");
  check_reads ("{\"field\":\"value\",\"at_least\":-5}", "{\"field\":\"value\",\"at_least\":\"-5\"}");
  check_reads ("{\"has\":\"purchase\",\"where\":{\"field\":\"amount\",\"at_least\":\"0.5\"},\"at_least\":2}",
               "{\"has\":\"purchase\",\"where\":{\"field\":\"amount\",\"at_least\":\"0.5\"},\"at_least\":2}");
  check_reads ("{\"has\":\"event\",\"at_most\":0}", "{\"has\":\"event\",\"at_least\":0,\"at_most\":0}");
  check_reads ("{\"any\":[]}", "{\"any\":[]}");
}

static void
test_refuses_by_name (void)
{
  check_refuses ("", "not JSON");
  check_refuses ("{\"all\":[}", "not JSON");
  check_refuses ("var a = {\"all\":[]};", "not JSON");
  check_refuses ("\xff", "UTF-8");
  check_refuses ("[]", "A condition is an object");
  check_refuses ("{}", "A condition is an object");
  check_refuses ("{\"all\":{}}", "“all” wants a list");
  check_refuses ("{\"all\":[null]}", "A condition is an object");
  check_refuses ("{\"all\":[],\"any\":[]}", "a word too many");
  check_refuses ("{\"field\":\"shoe\",\"is\":\"x\"}", "no field “shoe”");
  check_refuses ("{\"field\":7,\"is\":\"x\"}", "“field” wants a text");
  check_refuses ("{\"field\":\"city\"}", "“city” lacks");
  check_refuses ("{\"field\":\"city\",\"is\":[]}", "“city” wants one value");
  check_refuses ("{\"field\":\"city\",\"is\":[\"a\",1]}", "“is” wants a text");
  check_refuses ("{\"field\":\"city\",\"is\":\"a\",\"contains\":\"b\"}", "a word too many");
  check_refuses ("{\"field\":\"city\",\"at_least\":\"a\"}", "whole number");
  check_refuses ("{\"field\":\"kind\",\"is\":\"robot\"}", "“robot” is no value of “kind”");
  check_refuses ("{\"field\":\"orders\",\"at_least\":1.5}", "“at_least” wants a whole number");
  check_refuses ("{\"field\":\"orders\",\"within\":\"3 days\"}", "“orders” cannot be compared in this way");
  check_refuses ("{\"field\":\"value\",\"at_least\":\"cheap\"}", "“at_least” wants an amount");
  check_refuses ("{\"field\":\"value\",\"at_least\":9223372036854775807}", "“at_least” wants an amount");
  check_refuses ("{\"field\":\"first_touch\",\"from\":\"2026-02-30\"}", "“from” wants a day");
  check_refuses ("{\"field\":\"last_contact\",\"within\":\"90 moons\"}", "“within” wants a span");
  check_refuses ("{\"field\":\"last_contact\",\"within\":\"-1 days\"}", "“within” wants a span");
  check_refuses ("{\"field\":\"has_mail\",\"is\":\"yes\"}", "“is” wants true or false");
  check_refuses ("{\"has\":\"yacht\"}", "nothing called “yacht”");
  check_refuses ("{\"has\":\"event\",\"where\":{\"has\":\"task\"}}", "nothing called “task”");
  check_refuses ("{\"has\":\"event\",\"where\":{\"field\":\"city\",\"is\":\"x\"}}", "no field “city”");
  check_refuses ("{\"has\":\"event\",\"at_least\":-1}", "below zero");
}

static void
test_refuses_what_is_too_much (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) wide = g_string_new ("{\"all\":[{\"all\":[]}");

  for (int i = 0; i < 200000; i++)
    g_string_append (deep, "{\"not\":");
  check_refuses (deep->str, "nested too deeply");

  for (int i = 0; i < 500; i++)
    g_string_append (wide, ",{\"all\":[]}");
  g_string_append (wide, "]}");
  check_refuses (wide->str, "too many conditions");
}

static void
test_random_trees_survive (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261121);

  for (int i = 0; i < 2000; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GxCriteria) tree = random_criteria (rand, 4);
      g_autofree char *json = gx_criteria_to_json (tree);
      g_autoptr (GxCriteria) again = gx_criteria_from_json (json, &error);
      g_autofree char *json_again = NULL;

      g_assert_no_error (error);
      g_assert_true (gx_criteria_equal (tree, again));
      json_again = gx_criteria_to_json (again);
      g_assert_cmpstr (json, ==, json_again);
    }
}

/* Whatever a person's slip makes of a question, it is read or refused, never taken for something that writes
   differently. */
static void
test_broken_texts_are_read_or_refused (void)
{
  static const char pieces[] = "{}[]\",:0159-.eE\\ntruefalsenull \x01\xe7\x8e\x8b'/*";
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  int n_read = 0;

  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GxCriteria) tree = random_criteria (rand, 3);
      g_autofree char *json = gx_criteria_to_json (tree);
      g_autoptr (GError) error = NULL;
      g_autoptr (GxCriteria) read = NULL;
      gsize length = strlen (json);

      for (int n = g_rand_int_range (rand, 1, 4); n > 0; n--)
        json[g_rand_int_range (rand, 0, (int) length)] = pieces[g_rand_int_range (rand, 0, sizeof pieces)];
      read = gx_criteria_from_json (json, &error);
      g_assert_true ((read != NULL) != (error != NULL));
      if (read != NULL)
        {
          g_autofree char *written = gx_criteria_to_json (read);
          g_autoptr (GxCriteria) again = gx_criteria_from_json (written, NULL);

          g_assert_true (gx_criteria_equal (read, again));
          n_read++;
        }
    }
  g_assert_cmpint (n_read, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gx_criteria_register ();

  g_test_add_func ("/criteria/json/reads-what-people-write", test_reads_what_people_write);
  g_test_add_func ("/criteria/json/refuses-by-name", test_refuses_by_name);
  g_test_add_func ("/criteria/json/refuses-what-is-too-much", test_refuses_what_is_too_much);
  g_test_add_func ("/criteria/json/random-trees-survive", test_random_trees_survive);
  g_test_add_func ("/criteria/json/broken-texts-are-read-or-refused", test_broken_texts_are_read_or_refused);
  return g_test_run ();
}
