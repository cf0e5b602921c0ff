/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-clock.h"
#include "charts/gx-journey.h"
#include "charts/gx-report-chart.h"
#include "cli/gx-cli-criteria.h"
#include "cli/gx-cli-private.h"
#include "customers/gx-customers.h"
#include "events/gx-stream.h"
#include "insight/gx-insight.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#define FONT "Sans 11"

/* The stream comes newest first: its last item is the first touch. */
static GxJourney *
draw_stream (const char *name, GPtrArray *stream)
{
  /* Translators: %s is a customer's name */
  g_autofree char *title = g_strdup_printf (_("Journey of %s"), name);
  GxJourney *journey = gx_journey_new (title, gx_clock_today ());

  for (guint i = 0; i < stream->len; i++)
    {
      const GxStreamItem *item = g_ptr_array_index (stream, i);
      GxJourneyEvent event = { .day = item->day,
                               .at = item->at != 0 ? item->at : GX_JOURNEY_NO_TIME,
                               .offset_min = item->offset_min,
                               .kind = item->kind,
                               .ref = item->ref,
                               .text = item->text,
                               .is_first_touch = i + 1 == stream->len,
                               .amount_minor = item->amount_minor,
                               .currency = item->currency };

      gx_journey_add (journey, &event);
    }
  gx_journey_close (journey);
  return journey;
}

static GxDrawing *
make_journey (GxCli *cli, GError **error)
{
  const char *text = gx_cli_option (cli, "customer");
  g_autoptr (GxCustomer) customer = NULL;
  g_autoptr (GPtrArray) stream = NULL;
  GxId id = 0;

  if (text == NULL)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_USAGE, _("Whose journey? Say --customer ID."));
      return NULL;
    }
  if (!gx_cli_customer (cli, text, &id, error)
      || (customer = gx_customers_load (gx_cli_book (cli), id, error)) == NULL
      || (stream = gx_stream_load (gx_cli_book (cli), id, GX_STREAM_DEFAULT, GX_NO_DAY, 0, error)) == NULL)
    return NULL;
  return GX_DRAWING (draw_stream (customer->shown_name, stream));
}

static GxDrawing *
make_chart (GxCli *cli, GError **error)
{
  const char *name = gx_cli_arg (cli, 0), *report_name = gx_report_chart_report (name);
  GxCriteriaContext context = { 0 };
  g_autoptr (GxCriteria) where = NULL;
  g_autoptr (GxReport) report = NULL;

  if (g_str_equal (name, "journey"))
    return make_journey (cli, error);
  if (report_name == NULL)
    {
      g_autofree char *names = g_strjoinv (", ", (char **) gx_report_chart_names ());

      /* Translators: %1$s is what was typed; %2$s is a list of words, "journey" belongs to it */
      g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("There is no chart “%1$s”. There are: %2$s, journey."),
                   name, names);
      return NULL;
    }
  if (!gx_cli_context (cli, &context, error) || !gx_cli_where (cli, &where, error))
    return NULL;
  report = gx_insight_report (gx_cli_book (cli), report_name, &context, where, error);
  return report != NULL ? GX_DRAWING (gx_report_chart_new (name, report)) : NULL;
}

static gboolean
take_size (GxCli *cli, int *width_px, int *height_px, GError **error)
{
  const char *text = gx_cli_option (cli, "size");
  int end = 0;

  if (text == NULL
      || (sscanf (text, "%5dx%5d%n", width_px, height_px, &end) == 2 && text[end] == '\0' && *width_px >= 100
          && *height_px >= 100 && *width_px <= 10000 && *height_px <= 10000))
    return TRUE;
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
               /* Translators: %s is what was typed */
               _("--size takes width and height from 100x100 to 10000x10000, not “%s”."), text);
  return FALSE;
}

static gboolean
take_format (GxCli *cli, const char **output, GxPictureFormat *format, GError **error)
{
  *output = gx_cli_option (cli, "output");
  if (*output != NULL && gx_picture_format_of_name (*output, format))
    return TRUE;
  g_set_error_literal (error, GX_ERROR, GX_ERROR_USAGE,
                       _("Where to? Say -o FILE.png, FILE.svg or FILE.pdf."));
  return FALSE;
}

static gboolean
run_chart (GxCli *cli, GError **error)
{
  g_autoptr (GxDrawing) drawing = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *description = NULL, *path = NULL;
  const char *output = NULL;
  GxPictureFormat format = GX_PICTURE_PNG;
  int width_px = 800, height_px = 480;

  if (!take_format (cli, &output, &format, error) || !take_size (cli, &width_px, &height_px, error) ||
      (drawing = make_chart (cli, error)) == NULL)
    return FALSE;
  file = g_file_new_for_path (output);
  if (!gx_drawing_save (drawing, file, format, FONT, width_px, height_px, error))
    return FALSE;
  path = g_canonicalize_filename (output, NULL);
  description = gx_drawing_describe (drawing);
  gx_printer_begin_object (gx_cli_out (cli));
  gx_printer_put (gx_cli_out (cli), "path", text, path);
  gx_printer_put (gx_cli_out (cli), "title", text, gx_drawing_get_title (drawing));
  gx_printer_put (gx_cli_out (cli), "description", text, description);
  gx_printer_end_object (gx_cli_out (cli));
  return TRUE;
}

const GxCliCommand gx_cli_chart_commands[] = {
  { "chart", NULL, "NAME",
    N_("Draw a chart: lifecycle, value, tiers, pareto, rfm, sources, or a customer's journey"),
    "output customer where as-of currency size", GX_CLI_READS, 1, 1, run_chart },
  { NULL }
};
