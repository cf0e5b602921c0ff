/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-day.h"
#include "base/gx-language.h"
#include "cli/gx-cli-criteria.h"
#include "cli/gx-cli-private.h"
#include "criteria/gx-criteria-catalogue.h"
#include "criteria/gx-segments.h"

#include <glib/gi18n-lib.h>

#define MONTHS 12

/* The segment meant by a word: an id, or the name of the first. */
static GxSegment *
find_segment (GxCli *cli, const char *text, GError **error)
{
  GxId id = gx_segments_find (gx_cli_book (cli), text);

  if (id != 0 || g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    return gx_segments_get (gx_cli_book (cli), id, error);
  /* Translators: %s is what was typed */
  g_set_error (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("There is no segment “%s”."), text);
  return NULL;
}

/* ---------------------------------------------------------------- list, show */

static void
print_sentence (GxCli *cli, const char *key, const GxSegment *segment, const char *currency,
                GxCriteriaCatalogue *catalogue)
{
  g_autoptr (GxCriteria) criteria = segment->criteria != NULL
    ? gx_criteria_from_json (segment->criteria, NULL) : NULL;
  g_autofree char *sentence = segment->complaint == NULL
    ? gx_criteria_to_sentence (criteria, currency, catalogue) : NULL;

  gx_printer_put (gx_cli_out (cli), key, text, sentence);
}

static void
begin_segment (GxCli *cli, const GxSegment *segment)
{
  GxPrinter *out = gx_cli_out (cli);

  gx_printer_begin_object (out);
  gx_printer_put (out, "id", id, segment->id);
  gx_printer_put (out, "name", text, segment->name);
  gx_printer_put (out, "author", text, segment->author);
}

static gboolean
run_list (GxCli *cli, GError **error)
{
  GxCriteriaContext context = { 0 };
  g_autoptr (GxCriteriaCatalogue) catalogue = NULL;
  g_autoptr (GPtrArray) segments = NULL;
  GxPrinter *out = gx_cli_out (cli);

  if (!gx_cli_context (cli, &context, error)
      || (catalogue = gx_criteria_catalogue_load (gx_cli_book (cli), error)) == NULL
      || (segments = gx_segments_list (gx_cli_book (cli), error)) == NULL)
    return FALSE;
  gx_printer_begin_list (out);
  for (guint i = 0; i < segments->len; i++)
    {
      const GxSegment *segment = g_ptr_array_index (segments, i);
      gint64 count = gx_segments_count (gx_cli_book (cli), segment->id, &context, NULL);

      begin_segment (cli, segment);
      print_sentence (cli, "sentence", segment, context.currency, catalogue);
      gx_printer_key (out, "customers");
      if (count >= 0)
        gx_printer_int (out, count);
      else
        gx_printer_null (out);
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
  return TRUE;
}

static gboolean
run_show (GxCli *cli, GError **error)
{
  GxCriteriaContext context = { 0 };
  g_autoptr (GxSegment) segment = NULL;
  g_autoptr (GxCriteriaCatalogue) catalogue = NULL;
  GxPrinter *out = gx_cli_out (cli);

  if (!gx_cli_context (cli, &context, error)
      || (segment = find_segment (cli, gx_cli_arg (cli, 0), error)) == NULL
      || (catalogue = gx_criteria_catalogue_load (gx_cli_book (cli), error)) == NULL)
    return FALSE;
  begin_segment (cli, segment);
  gx_printer_put (out, "binned", bool, segment->is_binned);
  gx_printer_put (out, "criteria", json, segment->criteria);
  gx_printer_put (out, "layout", json, segment->layout);
  gx_language_speak ("zh_CN");
  print_sentence (cli, "sentence_zh", segment, context.currency, catalogue);
  gx_language_speak ("en");
  print_sentence (cli, "sentence_en", segment, context.currency, catalogue);
  gx_language_speak (NULL);
  gx_printer_put (out, "complaint", text, segment->complaint);
  gx_printer_end_object (out);
  return TRUE;
}

/* ---------------------------------------------------------------- members, history */

static gboolean
run_members (GxCli *cli, GError **error)
{
  g_autoptr (GxSegment) segment = find_segment (cli, gx_cli_arg (cli, 0), error);
  g_autoptr (GxCriteria) members = segment != NULL ? gx_criteria_new_segment (segment->id) : NULL;

  return members != NULL && gx_cli_list_customers (cli, members, error);
}

/* The last day of each of the @n months before @today's, and @today. */
static void
list_month_ends (GxDay today, guint n, GxDay *days)
{
  int year = 0, month = 0, day = 0;

  gx_day_split (today, &year, &month, &day);
  for (guint i = 0; i < n; i++)
    days[i] = gx_day_add_months (today - day + 1, -(int) (n - 1 - i)) - 1;
  days[n] = today;
}

static gboolean
run_history (GxCli *cli, GError **error)
{
  GxCriteriaContext context = { 0 };
  GxDay days[MONTHS + 1] = { 0 };
  gint64 counts[MONTHS + 1] = { 0 };
  g_autoptr (GxSegment) segment = NULL;
  g_autoptr (GxCriteria) members = NULL;
  GxPrinter *out = gx_cli_out (cli);

  if (!gx_cli_context (cli, &context, error)
      || (segment = find_segment (cli, gx_cli_arg (cli, 0), error)) == NULL)
    return FALSE;
  members = gx_criteria_new_segment (segment->id);
  list_month_ends (context.as_of, MONTHS, days);
  if (!gx_segments_count_over (gx_cli_book (cli), members, context.currency, days, MONTHS + 1, counts, error))
    return FALSE;
  gx_printer_begin_list (out);
  for (guint i = 0; i <= MONTHS; i++)
    {
      gx_printer_begin_object (out);
      gx_printer_put (out, "day", day, days[i]);
      gx_printer_put (out, "customers", int, counts[i]);
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
  return TRUE;
}

/* ---------------------------------------------------------------- save, bin */

static gboolean
run_save (GxCli *cli, GError **error)
{
  const char *name = gx_cli_arg (cli, 0);
  GxId id = gx_segments_find (gx_cli_book (cli), name);
  g_autoptr (GxSegment) old = id != 0 ? gx_segments_get (gx_cli_book (cli), id, error) : NULL;
  g_autoptr (GxCriteria) criteria = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GxStep) step = NULL;
  GxSegment segment = { .id = id, .name = (char *) name };

  if ((id != 0 && old == NULL) || !gx_cli_where (cli, &criteria, error))
    return FALSE;
  json = criteria != NULL ? gx_criteria_to_json (criteria) : NULL;
  segment.criteria = json;
  segment.layout = old != NULL ? old->layout : NULL;
  step = gx_cli_begin (cli, id != 0 ? "segment.edit" : "segment.add", error);
  if (step == NULL || !gx_segments_save (gx_cli_book (cli), gx_cli_actor (cli), &segment, &id, error)
      || !gx_cli_commit (cli, g_steal_pointer (&step), error))
    return FALSE;
  gx_printer_put (gx_cli_out (cli), "id", id, id);
  gx_printer_end_object (gx_cli_out (cli));
  return TRUE;
}

static gboolean
move (GxCli *cli, gboolean into_bin, GError **error)
{
  g_autoptr (GxSegment) segment = find_segment (cli, gx_cli_arg (cli, 0), error);
  g_autoptr (GxStep) step = NULL;

  if (segment == NULL)
    return FALSE;
  step = gx_cli_begin (cli, into_bin ? "segment.bin" : "segment.unbin", error);
  if (step == NULL
      || !gx_segments_set_binned (gx_cli_book (cli), gx_cli_actor (cli), &segment->id, 1, into_bin, error)
      || !gx_cli_commit (cli, g_steal_pointer (&step), error))
    return FALSE;
  gx_printer_end_object (gx_cli_out (cli));
  return TRUE;
}

static gboolean
run_bin (GxCli *cli, GError **error)
{
  return move (cli, TRUE, error);
}

static gboolean
run_unbin (GxCli *cli, GError **error)
{
  return move (cli, FALSE, error);
}

const GxCliCommand gx_cli_segment_commands[] = {
  { "segment", "list", NULL, N_("List segments and how many customers are in them"), "as-of currency",
    GX_CLI_READS, 0, 0, run_list },
  { "segment", "show", "SEGMENT", N_("Show what a segment asks for"), "as-of currency", GX_CLI_READS, 1, 1,
    run_show },
  { "segment", "members", "SEGMENT", N_("List the customers in a segment"),
    "sort limit offset fields as-of currency", GX_CLI_READS, 1, 1, run_members },
  { "segment", "history", "SEGMENT", N_("Count a segment at the end of each of the last 12 months"),
    "as-of currency", GX_CLI_READS, 1, 1, run_history },
  { "segment", "save", "NAME", N_("Keep a question by a name, or change the one of that name"),
    "where rehearse", GX_CLI_WRITES, 1, 1, run_save },
  { "segment", "bin", "SEGMENT", N_("Put a segment into the bin"), "rehearse", GX_CLI_WRITES, 1, 1, run_bin },
  { "segment", "unbin", "ID", N_("Take a segment out of the bin"), "rehearse", GX_CLI_WRITES, 1, 1,
    run_unbin },
  { NULL }
};
