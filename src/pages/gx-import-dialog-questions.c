/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-dialog-private.h"

#include "base/gx-day.h"
#include "base/gx-money.h"
#include "interchange/gx-encoding.h"
#include "pages/gx-import-reading.h"

#include <glib/gi18n-lib.h>

void
_gx_importing_ask (GxImportDialog *self, Asked asked, const char *question, const char *why)
{
  self->asked = asked;
  g_array_set_size (self->answers, 0);
  gx_import_question_ask (self->question, question, why);
  _gx_importing_show_page (self, "question");
}

void
_gx_importing_add_answer (GxImportDialog *self, guint value, const char *answer, const char *example)
{
  g_array_append_val (self->answers, value);
  gx_import_question_add (self->question, answer, example);
  if (self->answers->len == 1)
    gtk_widget_grab_focus (GTK_WIDGET (self->question));
}

void
_gx_importing_ask_encoding (GxImportDialog *self)
{
  _gx_importing_ask (self, ASKED_ENCODING, _("Which one can you read?"),
       _("The file does not say how its characters are written. Choose the line that reads well."));
  for (guint i = 0; i < self->encodings->len; i++)
    {
      const GxEncodingGuess *guess = &g_array_index (self->encodings, GxEncodingGuess, i);

      _gx_importing_add_answer (self, i, gx_encoding_label (guess->name), guess->line);
    }
}

void
_gx_importing_ask_sheet (GxImportDialog *self)
{
  _gx_importing_ask (self, ASKED_SHEET, _("Which sheet?"),
                     _("The file has several. One is brought in at a time."));
  for (guint i = 0; i < self->plan->sheets->len; i++)
    _gx_importing_add_answer (self, i, self->plan->sheets->pdata[i], NULL);
}

/* "Row 2: 03/04/2010 is 3 April 2010", a line for each. @n_days: (out): how many are days in this order */
static char *
read_open_days (GxImportPlan *plan, GxDayOrder order, guint *n_days)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  *n_days = 0;
  for (guint i = 0; i < plan->open_days->len; i++)
    {
      const GxImportExample *example = plan->open_days->pdata[i];
      GxMoment moment = { 0 };
      gboolean is_day = gx_moment_parse (example->text, order, &moment);
      g_autofree char *day = is_day ? gx_day_format (moment.day) : NULL;
      g_autofree char *row = gx_count_format (example->row);

      *n_days += is_day;
      if (lines->len > 0)
        g_string_append_c (lines, '\n');
      if (is_day)
        /* Translators: %1$s is the number of a row, %2$s what stands there, %3$s the date it is then */
        g_string_append_printf (lines, _("Row %1$s: %2$s is %3$s"), row, example->text, day);
      else
        /* Translators: %1$s is the number of a row, %2$s what stands there */
        g_string_append_printf (lines, _("Row %1$s: %2$s would be refused"), row, example->text);
    }
  return g_strdup (lines->str);
}

void
_gx_importing_ask_day_order (GxImportDialog *self)
{
  static const struct { GxDayOrder order; const char *label; } orders[] = {
    { GX_DAY_ORDER_DMY, N_("Day first") },
    { GX_DAY_ORDER_MDY, N_("Month first") },
    { GX_DAY_ORDER_YMD, N_("Year first") },
  };

  _gx_importing_ask (self, ASKED_DAY_ORDER, _("How does the file write its dates?"),
       _("They can be read in more than one way, and nothing in the file settles it."));
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      guint n_days = 0;
      g_autofree char *example = read_open_days (self->plan, orders[i].order, &n_days);

      if (n_days > 0)
        _gx_importing_add_answer (self, orders[i].order, _(orders[i].label), example);
    }
}

void
_gx_importing_ask_amounts (GxImportDialog *self)
{
  g_autofree char *why =
    /* Translators: %s is the number of an order */
    g_strdup_printf (_("Every line of an order says the same amount, for example in order %s."),
                     self->plan->open_order);

  _gx_importing_ask (self, ASKED_AMOUNTS, _("What is the amount of a line?"), why);
  _gx_importing_add_answer (self, GX_AMOUNT_OF_ORDER, _("The whole order's"),
                            _("It is counted once, and its lines share it."));
  _gx_importing_add_answer (self, GX_AMOUNT_OF_LINE, _("The line's own"), _("The lines are added up."));
}

void
_gx_importing_answered_cb (GxImportDialog *self, guint index)
{
  guint value = g_array_index (self->answers, guint, index);

  switch (self->asked)
    {
    case ASKED_ENCODING:
      self->plan->encoding = g_strdup (g_array_index (self->encodings, GxEncodingGuess, value).name);
      _gx_importing_look (self);
      break;
    case ASKED_SHEET:
      self->plan->sheet = g_strdup (self->plan->sheets->pdata[value]);
      _gx_importing_look (self);
      break;
    case ASKED_DAY_ORDER:
      self->plan->day_order = value;
      _gx_importing_start_work (self, FOR_REPORT);
      break;
    case ASKED_AMOUNTS:
      self->plan->amount_of = value;
      _gx_importing_start_work (self, FOR_REPORT);
      break;
    case ASKED_OTHER_COLUMNS:
      _gx_importing_show_columns (self);
      break;
    case ASKED_OTHER_FILE:
    default:
      gtk_widget_activate_action (GTK_WIDGET (self), "import.choose-file", NULL);
    }
}
