/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-phrase-private.h"

static void
every_key_is_unique_and_has_words (void)
{
  for (guint i = 0; i < gx_phrase_n_domains; i++)
    {
      const GxPhraseDomain *domain = &gx_phrase_domains[i];
      const char * const *keys = gx_phrase_keys (domain->name);
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

      g_assert_cmpuint (g_strv_length ((GStrv) keys), ==, domain->length);
      for (guint j = 0; keys[j] != NULL; j++)
        {
          g_assert_true (g_hash_table_add (seen, (gpointer) keys[j]));
          g_assert_cmpstr (gx_phrase_source (domain->name, keys[j]), !=, "");
          g_assert_cmpstr (gx_phrase (domain->name, keys[j]), ==, domain->phrases[j].text);
          g_assert_true (g_regex_match_simple ("^[a-z_.]+$", keys[j], 0, 0));
        }
    }
}

static void
the_stream_knows_all_kinds_of_events (void)
{
  const char * const *keys = gx_phrase_keys ("event.kind");

  for (guint i = 0; keys[i] != NULL; i++)
    g_assert_cmpstr (gx_phrase_source ("stream.kind", keys[i]), ==, gx_phrase_source ("event.kind", keys[i]));

  g_assert_true (gx_phrase_is_key ("stream.kind", "sale"));
  g_assert_true (gx_phrase_is_key ("stream.kind", "payment"));
  g_assert_false (gx_phrase_is_key ("event.kind", "sale"));
}

static void
the_unknown_is_shown_as_it_is (void)
{
  g_assert_cmpstr (gx_phrase ("event.kind", "telegram"), ==, "telegram");
  g_assert_cmpstr (gx_phrase ("no.domain", "call"), ==, "call");
  g_assert_cmpstr (gx_phrase ("event.kind", NULL), ==, "");
  g_assert_null (gx_phrase_source ("event.kind", "telegram"));
  g_assert_null (gx_phrase_source ("no.domain", "call"));
  g_assert_null (gx_phrase_keys ("no.domain")[0]);
  g_assert_false (gx_phrase_is_key ("event.kind", NULL));
}

static void
says_what_people_say (void)
{
  g_assert_cmpstr (gx_phrase ("step", "customer.rename"), ==, "Rename customer");
  g_assert_cmpstr (gx_phrase ("standing", "lead"), ==, "Lead");
  g_assert_cmpstr (gx_phrase_keys ("lifecycle")[0], ==, "never");
  g_assert_cmpstr (gx_phrase_keys ("tier")[0], ==, "a");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/phrase/every-key-is-unique-and-has-words", every_key_is_unique_and_has_words);
  g_test_add_func ("/phrase/the-stream-knows-all-kinds-of-events", the_stream_knows_all_kinds_of_events);
  g_test_add_func ("/phrase/the-unknown-is-shown-as-it-is", the_unknown_is_shown_as_it_is);
  g_test_add_func ("/phrase/says-what-people-say", says_what_people_say);

  return g_test_run ();
}
