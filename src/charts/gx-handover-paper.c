/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-handover-paper.h"

#include <glib/gi18n-lib.h>

#include "base/gx-day.h"
#include "base/gx-money.h"
#include "base/gx-phrase.h"

#define TITLE 18.0
#define NAME 11.5
#define TEXT 9.5
#define BOX 7.0
#define INDENT 14.0
#define VALUE_WIDTH 110.0
#define GAP 6.0
#define SIGN_HEIGHT 46.0

typedef struct {
  char *route, *sums;
  char *currency;
  GxDay day;
  GPtrArray *items;
} Sheet;

/* Blocks that are no customer. */
static const char head_block, sign_block;

static void
free_sheet (gpointer data)
{
  Sheet *sheet = data;

  g_free (sheet->route);
  g_free (sheet->sums);
  g_free (sheet->currency);
  g_ptr_array_unref (sheet->items);
  g_free (sheet);
}

static void
add_part (GString *text, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/* -- Words -- */

static char *
count_customers (guint n)
{
  g_autofree char *shown = gx_count_format (n);

  /* Translators: %s is a number */
  return g_strdup_printf (ngettext ("%s customer", "%s customers", n), shown);
}

char *
gx_handover_sum_describe (const GxHandoverSum *sum, const char *currency)
{
  GString *text = g_string_new (NULL);
  guint n = gx_id_list_length (sum->ids);
  g_autofree char *customers = count_customers (n);
  g_autofree char *value = gx_money_format_whole (sum->value_minor, currency);
  /* Translators: %u is a number */
  g_autofree char *tasks = g_strdup_printf (ngettext ("%u open task", "%u open tasks", sum->tasks),
                                            sum->tasks);
  /* Translators: %u is a number of tasks */
  g_autofree char *overdue = g_strdup_printf (ngettext ("%u overdue", "%u overdue", sum->overdue),
                                              sum->overdue);
  /* Translators: %u is a number */
  g_autofree char *promises = g_strdup_printf (ngettext ("%u promise", "%u promises", sum->promises),
                                               sum->promises);
  /* Translators: %u is a number of customers */
  g_autofree char *risk = g_strdup_printf (ngettext ("%u at risk", "%u at risk", sum->at_risk),
                                           sum->at_risk);

  add_part (text, customers);
  add_part (text, value);
  add_part (text, tasks);
  add_part (text, sum->overdue > 0 ? overdue : NULL);
  add_part (text, sum->promises > 0 ? promises : NULL);
  add_part (text, sum->at_risk > 0 ? risk : NULL);
  return g_string_free (text, FALSE);
}

/* "+86 138 0013 8000 · last contact on 3 November 2026 · 4 orders" */
static char *
describe_customer (const GxHandoverItem *item)
{
  const GxCustomerRow *row = item->row;
  GString *text = g_string_new (NULL);
  g_autofree char *day = row->last_contact_day != GX_NO_DAY ? gx_day_format (row->last_contact_day) : NULL;
  /* Translators: %s is a day */
  g_autofree char *contact = day != NULL ? g_strdup_printf (_("last contact on %s"), day)
                                         : g_strdup (_("never contacted"));
  /* Translators: %d is a number */
  g_autofree char *orders = g_strdup_printf (ngettext ("%d order", "%d orders", row->orders), row->orders);

  add_part (text, row->phone);
  add_part (text, row->mail);
  add_part (text, row->city);
  add_part (text, contact);
  add_part (text, orders);
  return g_string_free (text, FALSE);
}

/* NULL: no risk that is not seen by its promise. */
static char *
describe_risk (const GxHandoverItem *item)
{
  if (!item->is_late)
    return NULL;
  return g_strdup_printf (
    /* Translators: %1$d and %2$d are numbers of days */
    _("At risk: last purchase %1$d days ago, usually every %2$d days"), item->quiet_days, item->usual_days);
}

static char *
describe_task (const GxTask *task, GxDay today)
{
  GString *text = g_string_new (gx_phrase ("task.kind", task->kind));
  g_autofree char *day = task->due_day != GX_NO_DAY ? gx_day_format (task->due_day) : NULL;
  gboolean is_overdue = task->due_day != GX_NO_DAY && task->due_day < today;

  add_part (text, task->title);
  add_part (text, day);
  add_part (text, is_overdue ? C_("task", "overdue") : NULL);
  return g_string_free (text, FALSE);
}

/* -- Blocks -- */

static double
put_head (const GxPaperPen *pen, const Sheet *sheet, double y)
{
  const GxPaperText title = { .size = TITLE, .is_bold = TRUE }, line = { .size = TEXT + 1 };
  g_autofree char *day = gx_day_format (sheet->day);
  const GxPaperText right = { .size = TEXT + 1, .is_right = TRUE };
  double top = y;

  y += gx_paper_put_text (pen, _("Customers handed over"), &title, y) + GAP;
  gx_paper_put_text (pen, day, &right, y);
  y += gx_paper_put_text (pen, sheet->route, &line, y) + GAP / 2;
  y += gx_paper_put_text (pen, sheet->sums, &line, y) + 2 * GAP;
  return y - top;
}

static double
put_tasks (const GxPaperPen *pen, const GxHandoverItem *item, GxDay today, double y)
{
  double top = y;

  for (guint i = 0; i < item->tasks->len; i++)
    {
      const GxTask *task = g_ptr_array_index (item->tasks, i);
      const GxPaperText style = { .size = TEXT, .x = INDENT,
                                  .is_bold = g_str_equal (task->kind, "promise") };
      g_autofree char *text = describe_task (task, today);
      double height = gx_paper_put_text (pen, text, &style, y);

      gx_paper_put_box (pen, 1, y + 3.5, BOX);
      y += height;
    }
  return y - top;
}

static double
put_customer (const GxPaperPen *pen, const GxHandoverItem *item, const Sheet *sheet, double y)
{
  const GxPaperText name = { .size = NAME, .is_bold = TRUE, .width = pen->width - VALUE_WIDTH };
  const GxPaperText value = { .size = NAME, .x = pen->width - VALUE_WIDTH, .is_right = TRUE };
  const GxPaperText line = { .size = TEXT }, risk_line = { .size = TEXT, .is_bold = TRUE };
  g_autofree char *amount = item->row->has_value
    ? gx_money_format_whole (item->row->value_minor, sheet->currency) : g_strdup ("–");
  g_autofree char *who = item->row->company != NULL
    ? g_strdup_printf ("%s · %s", item->row->shown_name, item->row->company)
    : g_strdup (item->row->shown_name);
  g_autofree char *about = describe_customer (item);
  g_autofree char *risk = describe_risk (item);
  double top = y;

  gx_paper_put_rule (pen, 0, pen->width, y);
  y += GAP;
  gx_paper_put_text (pen, amount, &value, y);
  y += gx_paper_put_text (pen, who, &name, y);
  y += gx_paper_put_text (pen, about, &line, y);
  if (risk != NULL)
    y += gx_paper_put_text (pen, risk, &risk_line, y);
  y += put_tasks (pen, item, sheet->day, y) + GAP;
  return y - top;
}

static double
put_signatures (const GxPaperPen *pen, double y)
{
  const char *lines[] = { _("Handed over by"), _("Taken over by"), _("Seen by") };
  double column = pen->width / G_N_ELEMENTS (lines);

  gx_paper_put_rule (pen, 0, pen->width, y);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const GxPaperText style = { .size = TEXT, .x = i * column, .width = column - 2 * GAP };

      gx_paper_put_rule (pen, i * column, (i + 1) * column - 2 * GAP, y + SIGN_HEIGHT);
      gx_paper_put_text (pen, lines[i], &style, y + SIGN_HEIGHT + GAP / 2);
    }
  return SIGN_HEIGHT + 3 * GAP + TEXT;
}

static double
put_block (const GxPaperPen *pen, gconstpointer block, double y, gpointer data)
{
  if (block == &head_block)
    return put_head (pen, data, y);
  if (block == &sign_block)
    return put_signatures (pen, y);
  return put_customer (pen, block, data, y);
}

GxPaper *
gx_handover_paper_new (const GxHandoverSheet *sheet)
{
  Sheet *own = g_new0 (Sheet, 1);
  GxPaper *paper = gx_paper_new (put_block, own, free_sheet);

  /* Translators: who handed customers over to whom; %1$s and %2$s are names, or "nobody" */
  own->route = g_strdup_printf (_("From %1$s to %2$s"),
                                sheet->from != NULL ? sheet->from : C_("member", "nobody"),
                                sheet->to != NULL ? sheet->to : C_("member", "nobody"));
  own->sums = gx_handover_sum_describe (sheet->sum, sheet->currency);
  own->currency = g_strdup (sheet->currency);
  own->day = sheet->day;
  own->items = g_ptr_array_ref (sheet->items);
  gx_paper_add (paper, &head_block);
  for (guint i = 0; i < own->items->len; i++)
    gx_paper_add (paper, own->items->pdata[i]);
  gx_paper_add (paper, &sign_block);
  return paper;
}
