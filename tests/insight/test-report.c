/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "generated-book.h"
#include "insight/gx-insight.h"
#include "insight/gx-report.h"

/* The chart's promise: asked for a mark, the book gives exactly its customers, and their values add up to its
   number. */
static void
check_mark (const GeneratedBook *book, const GxReport *report, const GxMark *mark)
{
  const GxCriteriaContext context = { report->as_of, report->currency };
  GxDay year_start = gx_day_add_months (report->as_of, -12) + 1;
  g_autofree char *json = gx_criteria_to_json (mark->criteria);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxCriteria) read = gx_criteria_from_json (json, &error);
  g_autoptr (GxIdList) ids = NULL;
  gint64 sum = 0;
  gint64 sum12 = 0;

  g_assert_no_error (error);
  gx_criteria_ids (book->book, read, &context, &ids, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gx_id_list_length (ids), ==, mark->customers);
  for (guint i = 0; i < gx_id_list_length (ids); i++)
    {
      sum += generated_book_sum (book, gx_id_list_get (ids, i), G_MININT32, report->as_of);
      sum12 += generated_book_sum (book, gx_id_list_get (ids, i), year_start, report->as_of);
    }
  g_assert_cmpint (sum, ==, mark->value_minor);
  g_assert_cmpint (sum12, ==, mark->value12_minor);
}

static guint
count_marks (const GxReport *report, const char *series)
{
  guint customers = 0;

  for (guint i = 0; i < report->marks->len; i++)
    {
      const GxMark *mark = report->marks->pdata[i];

      if (series == NULL || g_str_equal (mark->series, series))
        customers += mark->customers;
    }
  return customers;
}

/* No customer stands in two marks, and who stands in none is known. */
static void
check_whole (const GeneratedBook *book, const GxReport *report, GxCriteria *where)
{
  const GxCriteriaContext context = { report->as_of, report->currency };
  g_autoptr (GxCriteria) buyers = gx_criteria_new_range ("frequency", 1, G_MAXINT64);
  g_autoptr (GxCriteria) some = gx_criteria_and (where, buyers);
  g_autoptr (GxCriteria) ranked = gx_criteria_new_known ("tier", TRUE);
  g_autoptr (GxCriteria) tiered = gx_criteria_and (where, ranked);

  g_assert_cmpint (gx_criteria_count (book->book, where, &context, NULL), ==, report->customers);
  if (g_str_equal (report->name, "lifecycle"))
    g_assert_cmpuint (count_marks (report, NULL), ==, report->customers);
  if (g_str_equal (report->name, "rfm"))
    g_assert_cmpuint (count_marks (report, NULL), ==, gx_criteria_count (book->book, some, &context, NULL));
  if (g_str_equal (report->name, "pareto"))
    {
      g_assert_cmpuint (count_marks (report, "tier"), ==,
                        gx_criteria_count (book->book, tiered, &context, NULL));
      g_assert_cmpuint (count_marks (report, "decile"), ==, count_marks (report, "tier"));
    }
}

static void
check_curve (const GxReport *report)
{
  for (guint i = 0; i < report->curve->len; i++)
    {
      const GxSharePoint *point = &g_array_index (report->curve, GxSharePoint, i);

      g_assert_cmpfloat (point->customers, >, i == 0 ? 0.0 : (point - 1)->customers);
      g_assert_cmpfloat (point->value, <=, 1.0 + 1e-9);
    }
  g_assert_cmpuint (report->curve->len, <=, 200);
  if (report->curve->len == 0)
    return;
  g_assert_cmpfloat (g_array_index (report->curve, GxSharePoint, report->curve->len - 1).customers, ==, 1.0);
  g_assert_cmpfloat (report->share_for_80, >, 0.0);
  g_assert_cmpfloat (report->share_for_80, <=, 1.0);
}

static void
check_reports (const GeneratedBook *book, GxDay as_of, GxCriteria *where)
{
  const GxCriteriaContext context = { as_of, BOOK_CURRENCY };
  const char * const *names = gx_insight_report_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GxReport) report = gx_insight_report (book->book, names[i], &context, where, &error);

      g_assert_no_error (error);
      for (guint m = 0; m < report->marks->len; m++)
        check_mark (book, report, report->marks->pdata[m]);
      check_whole (book, report, where);
      check_curve (report);
    }
}

static void
test_every_mark_keeps_its_promise (void)
{
  static const int sizes[] = { 0, 1, 13, 120, 400 };

  for (guint seed = 1; seed <= G_N_ELEMENTS (sizes); seed++)
    {
      GeneratedBook book = { 0 };
      g_autoptr (GxCriteria) one_source = gx_criteria_new_is ("source", "referral", NULL);

      generated_book_make (&book, 100 + seed, sizes[seed - 1]);
      check_reports (&book, BOOK_AS_OF, NULL);
      check_reports (&book, BOOK_AS_OF - 333, NULL);
      check_reports (&book, BOOK_AS_OF, one_source);
      generated_book_clear (&book);
    }
}

static void
test_what_is_left_out_is_said (void)
{
  GeneratedBook book = { 0 };
  const GxCriteriaContext context = { BOOK_AS_OF, BOOK_CURRENCY };
  g_autoptr (GxReport) report = NULL;
  gint64 all = 0;
  gint64 negative = 0;
  guint n_negative = 0;

  generated_book_make (&book, 7, 200);
  report = gx_insight_report (book.book, "lifecycle", &context, NULL, NULL);
  for (guint i = 0; i < book.ids->len; i++)
    {
      gint64 value = generated_book_sum (&book, g_array_index (book.ids, GxId, i), G_MININT32, BOOK_AS_OF);

      all += value;
      negative += MIN (value, 0);
      n_negative += value < 0;
    }
  g_assert_cmpuint (n_negative, >, 0);
  g_assert_cmpint (report->value_minor, ==, all);
  g_assert_cmpint (report->negative_minor, ==, negative);
  g_assert_cmpuint (report->n_negative, ==, n_negative);
  g_assert_cmpint (report->walk_in_minor, ==, generated_book_sum (&book, 0, G_MININT32, BOOK_AS_OF));
  g_assert_cmpuint (report->n_elsewhere, >, 0);
  generated_book_clear (&book);
}

static void
test_an_unknown_report_is_refused (void)
{
  g_autoptr (GxConnection) book = gx_connection_create (NULL, BOOK_CURRENCY, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (gx_insight_report (book, "horoscope", NULL, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_USAGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gx_criteria_register ();
  gx_insight_register ();

  g_test_add_func ("/insight/report/every-mark-keeps-its-promise", test_every_mark_keeps_its_promise);
  g_test_add_func ("/insight/report/what-is-left-out-is-said", test_what_is_left_out_is_said);
  g_test_add_func ("/insight/report/an-unknown-report-is-refused", test_an_unknown_report_is_refused);
  return g_test_run ();
}
