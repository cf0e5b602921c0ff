/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "criteria/gx-criteria-catalogue.h"
#include "criteria/gx-segments.h"
#include "random-criteria.h"
#include "store/gx-connection.h"
#include "store/gx-journal.h"

/* Whatever somebody types: none of it becomes SQL, nothing breaks, and a question without an end can be
   stopped. */

static const char * const hostile[] = {
  "x') or 1=1; drop table customer; --", "'", "\"", "''", ";", "%", "_", "\\", "\\'", "`", "[", "--", "/*",
  "*/ union select name from member", "?", "?1", ":as_of", ":currency", "$x", "@x", "0x27", "\n", "\r\n\t",
  "\"}]}", "\",\"is\":\"x", "{\"any\":[]}", "null", "NULL", "1", "-1", "1e999", "％", "＇", "‘", "\u202e\u2066",
  "\u2028", "\ufeff", "🧨", "a\u0301", "zw'; attach 'x' as y; --", "char(39)", "json_each(?)", "f.customer_id",
};

typedef struct {
  GxConnection *book;
  GxSegment *victim;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  GxSegment segment = { .name = (char *) "Victim", .criteria = (char *) "{\"field\":\"orders\",\"at_least\":1}" };
  g_autoptr (GError) error = NULL;
  GxId id = 0;

  self->book = gx_connection_create (NULL, "CNY", &error);
  g_assert_no_error (error);
  g_assert_true (gx_segments_save (self->book, gx_actor_get_self (), &segment, &id, &error));
  self->victim = gx_segments_get (self->book, id, &error);
}

/* The book is what it was, and sound. */
static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GxSegment) again = gx_segments_get (self->book, self->victim->id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (again->criteria, ==, self->victim->criteria);
  g_assert_true (gx_journal_check (self->book, &problems, &error));
  g_assert_cmpuint (problems->len, ==, 0);
  gx_segment_free (self->victim);
  g_assert_finalize_object (self->book);
}

static char *
sql_of (GxConnection *book, GxCriteria *criteria)
{
  g_autoptr (GError) error = NULL;
  char *sql = gx_criteria_to_sql (book, criteria, NULL, "f.customer_id", NULL, &error);

  g_assert_no_error (error);
  return sql;
}

/* Asks, alone and of related things; the SQL must be that of a harmless value. */
static void
ask_texts (GxConnection *book, const GxCriteriaField *field, GxCompareOperator op, const char *value,
           const char *harmless)
{
  const char *texts[] = { value, NULL }, *calm[] = { harmless, NULL };
  g_autoptr (GxCriteria) asked = gx_criteria_new_compare (field, op, texts, NULL, 0, NULL);
  g_autoptr (GxCriteria) like = gx_criteria_new_compare (field, op, calm, NULL, 0, NULL);
  g_autoptr (GxCriteria) tree = field->relation == NULL ? gx_criteria_ref (asked)
                                : gx_criteria_new_has (field->relation, asked, 1, G_MAXINT64);
  g_autoptr (GxCriteria) pattern = field->relation == NULL ? gx_criteria_ref (like)
                                   : gx_criteria_new_has (field->relation, like, 1, G_MAXINT64);
  g_autofree char *sql = sql_of (book, tree), *wanted = sql_of (book, pattern);
  g_autofree char *json = gx_criteria_to_json (tree), *sentence = gx_criteria_to_sentence (tree, "CNY", NULL);
  g_autoptr (GxCriteria) again = gx_criteria_from_json (json, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (sql, ==, wanted);
  g_assert_true (gx_criteria_equal (tree, again));
  g_assert_cmpint (gx_criteria_count (book, tree, NULL, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_nonnull (sentence);
}

static void
test_every_text (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) relations = gx_criteria_list_relations ();
  g_autofree char *endless = g_strnfill (1 << 20, '\'');
  guint n = 0;

  for (guint r = 0; r <= relations->len; r++)
    {
      const char *relation = r == 0 ? NULL : ((GxCriteriaRelation *) relations->pdata[r - 1])->name;
      g_autoptr (GPtrArray) fields = gx_criteria_list_fields (relation);

      for (guint i = 0; i < fields->len; i++)
        for (GxCompareOperator op = GX_COMPARE_IS; op <= GX_COMPARE_CONTAINS; op++)
          {
            const GxCriteriaField *field = fields->pdata[i];

            if (field->type > GX_FIELD_SET || field->type == GX_FIELD_CHOICE
                || !gx_criteria_field_takes (field, op))
              continue;
            for (guint h = 0; h < G_N_ELEMENTS (hostile); h++)
              ask_texts (self->book, field, op, hostile[h], "harmless");
            n++;
          }
    }
  g_assert_cmpuint (n, >, 60);
  ask_texts (self->book, gx_criteria_find_field (NULL, "name"), GX_COMPARE_CONTAINS, endless, "harmless");
}

/* What stands in choices, names of fields and of related things, spans, days and amounts is refused. */
static void
test_every_word (Fixture *self, gconstpointer data)
{
  static const char * const frames[] = {
    "{\"field\":\"@\",\"is\":\"x\"}", "{\"field\":\"custom:@\",\"is\":\"x\"}", "{\"has\":\"@\"}",
    "{\"has\":\"event\",\"where\":{\"field\":\"@\",\"is\":\"x\"}}", "{\"field\":\"standing\",\"is\":\"@\"}",
    "{\"field\":\"last_contact\",\"within\":\"@\"}", "{\"field\":\"last_contact\",\"within\":\"3 @\"}",
    "{\"field\":\"birthday\",\"anniversary\":\"@ days\"}", "{\"field\":\"last_contact\",\"from\":\"@\"}",
    "{\"has\":\"purchase\",\"sum\":{\"field\":\"@\",\"at_least\":1}}", "{\"@\":[]}", "{\"segment\":\"@\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    for (guint h = 0; h < G_N_ELEMENTS (hostile); h++)
      {
        g_autofree char *escaped = g_strescape (hostile[h], "\b\f\v\177");
        g_autoptr (GString) json = g_string_new (frames[i]);
        g_autoptr (GxCriteria) criteria = NULL;
        g_autoptr (GError) error = NULL;

        g_string_replace (json, "@", escaped, 1);
        criteria = gx_criteria_from_json (json->str, &error);
        /* "custom:1" is a field, "1 days" a span. */
        if (criteria == NULL)
          g_assert_error (error, GX_ERROR, GX_ERROR_USAGE);
        else
          g_assert_cmpint (gx_criteria_count (self->book, criteria, NULL, &error), <=, 0);
      }
}

/* Pasted into JSON as they are: read as something, or refused with a sentence; never more. */
static void
test_broken_json (Fixture *self, gconstpointer data)
{
  static const char * const frames[] = {
    "{\"field\":\"city\",\"is\":\"@\"}", "{\"field\":\"orders\",\"at_least\":@}", "{\"all\":[@]}", "@",
    "{\"field\":\"value\",\"at_least\":\"@\"}", "{\"segment\":@}", "{\"has\":\"event\",\"at_least\":@}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    for (guint h = 0; h < G_N_ELEMENTS (hostile); h++)
      {
        g_autoptr (GString) json = g_string_new (frames[i]);
        g_autoptr (GxCriteria) criteria = NULL;
        g_autoptr (GError) error = NULL;

        g_string_replace (json, "@", hostile[h], 1);
        criteria = gx_criteria_from_json (json->str, &error);
        g_assert_true ((criteria == NULL) == (error != NULL));
        if (criteria != NULL)
          {
            g_autofree char *sql = gx_criteria_to_sql (self->book, criteria, NULL, "1", NULL, NULL);

            g_assert_true (sql == NULL || strlen (hostile[h]) < 4 || strstr (sql, hostile[h]) == NULL
                           || g_str_has_prefix (hostile[h], "f.") || g_str_has_prefix (hostile[h], "json"));
          }
      }
}

/* NUL and half a surrogate, as JSON writes them; bytes that are no UTF-8; numbers that no integer holds. */
static void
test_odd_json (Fixture *self, gconstpointer data)
{
  static const char * const texts[] = {
    "{\"field\":\"city\",\"is\":\"a\\u0000' or 1=1 --\"}", "{\"field\":\"city\",\"is\":\"\\ud800\"}",
    "{\"field\":\"city\",\"is\":\"\xff\xfe\"}", "{\"field\":\"orders\",\"at_least\":99999999999999999999}",
    "{\"field\":\"orders\",\"at_least\":-9223372036854775808}", "{\"field\":\"orders\",\"is\":1.5}",
    "{\"field\":\"value\",\"at_least\":\"9223372036854.775807\"}", "{\"field\":\"value\",\"at_least\":1e30}",
    "{\"field\":\"last_contact\",\"within\":\"100000 years\"}",
    "{\"field\":\"last_contact\",\"in_next\":\"100000 years\"}",
    "{\"field\":\"birthday\",\"anniversary\":\"100000 weeks\"}",
    "{\"has\":\"purchase\",\"average\":{\"field\":\"amount\",\"at_most\":\"9223372036854.775807\"}}",
    "{\"segment\":9223372036854775807}", "{\"segment\":0}", "{\"field\":\"custom:9223372036854775807\",\"is\":\"\"}",
    "{\"field\":\"city\",\"field\":\"name\",\"is\":\"x\"}", "{\"all\":[],\"any\":[]}", "[]", "", "{", "nul",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GxCriteria) criteria = gx_criteria_from_json (texts[i], &error);

      g_assert_true ((criteria == NULL) == (error != NULL));
      g_assert_true (criteria == NULL || strstr (texts[i], "u0000") == NULL);
      if (criteria == NULL || gx_criteria_count (self->book, criteria, NULL, &error) >= 0)
        continue;
      g_assert_error (error, GX_ERROR, GX_ERROR_NOT_FOUND); /* of a segment */
    }
}

static void
test_deep_json (Fixture *self, gconstpointer data)
{
  static const char * const openings[] = { "[", "{\"not\":", "{\"all\":[", "{\"any\":[{\"not\":", "{\"a\":" };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    for (int depth = 41; depth < 300000; depth *= 20)
      {
        g_autoptr (GString) json = g_string_new (NULL);
        g_autoptr (GError) error = NULL;

        for (int n = 0; n < depth; n++)
          g_string_append (json, openings[i]);
        g_assert_null (gx_criteria_from_json (json->str, &error));
        g_assert_error (error, GX_ERROR, GX_ERROR_USAGE);
        g_assert_cmpuint (strlen (error->message), <, 300);
      }
}

/* A layout is JSON, too. */
static void
test_layouts (Fixture *self, gconstpointer data)
{
  g_autofree char *deep = g_strnfill (1000000, '[');
  const char *layouts[] = { deep, "[]", "{", "\xff", "{\"a\":\"\\u0000\"}", "1", "" };

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      GxSegment segment = { .name = (char *) "Layout", .layout = (char *) layouts[i] };
      g_autoptr (GError) error = NULL;

      g_assert_false (gx_segments_save (self->book, gx_actor_get_self (), &segment, NULL, &error));
      g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
    }
}

static void
test_names_and_suggestions (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) fields = gx_criteria_list_fields (NULL);

  for (guint h = 0; h < G_N_ELEMENTS (hostile); h++)
    {
      GxSegment segment = { .name = (char *) hostile[h], .layout = (char *) "{}" };
      g_autofree char *trimmed = g_strstrip (g_strdup (hostile[h]));
      g_autoptr (GError) error = NULL;
      GxId id = 0;

      if (*trimmed == '\0')
        continue;
      g_assert_true (gx_segments_save (self->book, gx_actor_get_self (), &segment, &id, &error));
      g_assert_cmpint (gx_segments_find (self->book, hostile[h]), !=, 0);
      segment.layout = (char *) hostile[h];
      gx_segments_save (self->book, gx_actor_get_self (), &segment, NULL, NULL);
      g_assert_true (gx_segments_set_binned (self->book, gx_actor_get_self (), &id, 1, TRUE, &error));
      for (guint i = 0; i < fields->len; i++)
        {
          g_autoptr (GPtrArray) found = gx_criteria_suggest (self->book, fields->pdata[i], hostile[h], 5,
                                                             &error);

          g_assert_no_error (error);
          g_assert_nonnull (found);
        }
    }
}

/* -- Cancelled while it runs: the first customer that is looked at cancels, few are looked at after. */

#define N_MANY 200000

typedef struct {
  GCancellable *cancellable;
  int looked_at;
} Watch;

static Watch watch;

static gint64
look_at (GxId id, gpointer data)
{
  watch.looked_at++;
  g_cancellable_cancel (watch.cancellable);
  return id;
}

static gboolean
prepare_look (GxConnection *book, const GxCriteriaContext *context, GError **error)
{
  return gx_connection_add_lookup (book, "test_look_at", look_at, NULL, error);
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  static const GxCriteriaJoin join = { .prepare = prepare_look };
  static const GxCriteriaField field = {
    .name = "looked_at", .label = "Looked at", .type = GX_FIELD_NUMBER,
    .expression = "test_look_at (f.customer_id)", .join = &join,
  };
  g_autoptr (GxConnection) book = gx_connection_create (NULL, "CNY", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GxCriteria) tree = NULL;
  g_autoptr (GxIdList) ids = NULL;
  g_autoptr (GError) error = NULL;

  gx_criteria_register_field (&field);
  tree = gx_criteria_new_range ("looked_at", 0, G_MAXINT64);
  g_assert_true (gx_connection_run (book, NULL,
    "insert into customer_fact (customer_id, sort_key) with recursive n (i) as (select 1 union all "
    "select i + 1 from n where i < ?) select i, '' from n", "i", (gint64) N_MANY));

  watch = (Watch) { cancellable, 0 };
  gx_connection_set_cancellable (book, cancellable);
  g_assert_false (gx_criteria_ids (book, tree, NULL, &ids, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_CANCELLED);
  g_assert_cmpint (watch.looked_at, >, 0);
  g_assert_cmpint (watch.looked_at, <, N_MANY / 20);
  g_clear_error (&error);

  /* The next question is answered. */
  gx_connection_set_cancellable (book, NULL);
  g_assert_cmpint (gx_criteria_count (book, tree, NULL, &error), ==, N_MANY);
  g_assert_no_error (error);
}

/* Cancelled before it began. */
static void
test_cancelled_already (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GxIdList) ids = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  gx_connection_set_cancellable (self->book, cancellable);
  g_assert_false (gx_criteria_ids (self->book, NULL, NULL, &ids, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_CANCELLED);
  gx_connection_set_cancellable (self->book, NULL);
  g_assert_cmpint (gx_criteria_count (self->book, NULL, NULL, NULL), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gx_criteria_register ();

#define ADD(path, test) g_test_add ("/criteria/hostile/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("every-text", test_every_text);
  ADD ("every-word", test_every_word);
  ADD ("broken-json", test_broken_json);
  ADD ("odd-json", test_odd_json);
  ADD ("deep-json", test_deep_json);
  ADD ("layouts", test_layouts);
  ADD ("names-and-suggestions", test_names_and_suggestions);
  ADD ("cancel", test_cancel);
  ADD ("cancelled-already", test_cancelled_already);
  return g_test_run ();
}
