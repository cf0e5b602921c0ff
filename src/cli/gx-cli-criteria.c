/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-clock.h"
#include "base/gx-language.h"
#include "base/gx-money.h"
#include "cli/gx-cli-criteria.h"
#include "cli/gx-cli-private.h"
#include "criteria/gx-criteria-catalogue.h"

#include <glib/gi18n-lib.h>

static gboolean
read_criteria (const char *text, GxCriteria **criteria, GError **error)
{
  g_autofree char *body = NULL;

  if (text[0] == '@' && !g_file_get_contents (text + 1, &body, NULL, error))
    return FALSE;
  *criteria = gx_criteria_from_json (body != NULL ? body : text, error);
  return *criteria != NULL;
}

gboolean
gx_cli_where (GxCli *cli, GxCriteria **criteria, GError **error)
{
  const char *text = gx_cli_option (cli, "where");

  *criteria = NULL;
  return text == NULL || read_criteria (text, criteria, error);
}

gboolean
gx_cli_context (GxCli *cli, GxCriteriaContext *context, GError **error)
{
  context->currency = gx_cli_option (cli, "currency");
  if (context->currency == NULL)
    context->currency = gx_connection_get_currency (gx_cli_book (cli));
  if (!gx_currency_is_known (context->currency))
    {
      /* Translators: %s is what was typed */
      g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
                   _("There is no currency “%s”: write its three letters, such as CNY."), context->currency);
      return FALSE;
    }
  return gx_cli_day_option (cli, "as-of", gx_clock_today (), &context->as_of, error);
}

/* ---------------------------------------------------------------- criteria explain */

static void
put_sentence (GxPrinter *out, const char *key, const char *language, GxCriteria *criteria,
              const char *currency, GxCriteriaCatalogue *catalogue)
{
  g_autofree char *sentence = NULL;

  gx_language_speak (language);
  sentence = gx_criteria_to_sentence (criteria, currency, catalogue);
  gx_language_speak (NULL);
  gx_printer_key (out, key);
  gx_printer_text (out, sentence);
}

static gboolean
run_explain (GxCli *cli, GError **error)
{
  GxCriteriaContext context = { 0 };
  g_autoptr (GxCriteria) criteria = NULL;
  g_autoptr (GxCriteriaCatalogue) catalogue = NULL;
  g_autoptr (GPtrArray) parameters = NULL;
  g_autofree char *json = NULL, *sql = NULL;
  GxPrinter *out = gx_cli_out (cli);

  if (!gx_cli_context (cli, &context, error) || !read_criteria (gx_cli_arg (cli, 0), &criteria, error))
    return FALSE;
  json = gx_criteria_to_json (criteria);
  catalogue = gx_criteria_catalogue_load (gx_cli_book (cli), error);
  if (catalogue == NULL)
    return FALSE;
  sql = gx_criteria_to_sql (gx_cli_book (cli), criteria, &context, "f.customer_id", &parameters, error);
  if (sql == NULL)
    return FALSE;
  gx_printer_begin_object (out);
  gx_printer_put (out, "json", json, json);
  put_sentence (out, "sentence_zh", "zh_CN", criteria, context.currency, catalogue);
  put_sentence (out, "sentence_en", "en", criteria, context.currency, catalogue);
  gx_printer_put (out, "sql", text, sql);
  gx_printer_put (out, "parameters", list, parameters, (gpointer) gx_printer_text);
  gx_printer_end_object (out);
  return TRUE;
}

static void
print_field (GxPrinter *out, const GxCriteriaField *field)
{
  static const char *const types[] = { "text", "choice", "word", "set", "number", "decimal", "money", "day",
                                       "birthday", "flag" };

  gx_printer_begin_object (out);
  gx_printer_put (out, "name", text, field->name);
  gx_printer_put (out, "type", text, types[field->type]);
  gx_printer_put (out, "of", text, field->relation);
  gx_printer_put (out, "label", text, gx_criteria_field_get_label (field));
  gx_printer_put (out, "unit", text, gx_criteria_field_get_unit (field));
  gx_printer_key (out, "choices");
  gx_printer_begin_list (out);
  for (guint i = 0; field->choices != NULL && field->choices[i] != NULL; i++)
    gx_printer_text (out, field->choices[i]);
  gx_printer_end_list (out);
  gx_printer_end_object (out);
}

static void
print_fields (GxPrinter *out, GxCriteriaCatalogue *catalogue, const char *relation)
{
  g_autoptr (GPtrArray) fields = gx_criteria_catalogue_list_fields (catalogue, relation);

  for (guint i = 0; i < fields->len; i++)
    print_field (out, g_ptr_array_index (fields, i));
}

/* Of the book that was named; of none, the fields that every book has. */
static gboolean
run_fields (GxCli *cli, GError **error)
{
  GxPrinter *out = gx_cli_out (cli);
  g_autoptr (GPtrArray) relations = gx_criteria_list_relations ();
  const char *path = gx_cli_book_path (cli);
  g_autoptr (GxConnection) book = NULL;
  g_autoptr (GxCriteriaCatalogue) catalogue = NULL;

  if (path != NULL
      && ((book = gx_connection_open (path, GX_OPEN_READ, error)) == NULL
          || (catalogue = gx_criteria_catalogue_load (book, error)) == NULL))
    return FALSE;
  gx_printer_begin_list (out);
  print_fields (out, catalogue, NULL);
  for (guint i = 0; i < relations->len; i++)
    print_fields (out, catalogue,
                  ((const GxCriteriaRelation *) g_ptr_array_index (relations, i))->name);
  gx_printer_end_list (out);
  return TRUE;
}

const GxCliCommand gx_cli_criteria_commands[] = {
  { "criteria", "explain", "CRITERIA", N_("Say what criteria ask of the book"), "as-of currency",
    GX_CLI_READS, 1, 1, run_explain },
  { "criteria", "fields", NULL, N_("List what criteria can ask for"), NULL, GX_CLI_NO_BOOK, 0, 0,
    run_fields },
  { NULL }
};
