/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "customers/gx-differences.h"

#include "base/gx-day.h"
#include "base/gx-money.h"
#include "base/gx-partial-day.h"
#include "base/gx-phrase.h"
#include "customers/gx-customer-field.h"

#include <glib/gi18n-lib.h>

/* -- What a column is called, and how its value is read */

typedef enum {
  AS_IT_IS, AS_CHOICE, AS_DAY, AS_PARTIAL_DAY, AS_INSTANT, AS_YES_NO, AS_DECIMAL, AS_AMOUNT
} Reading;

static const struct {
  const char *table, *column;
  const char *label;           /* NULL: the program's own, not told */
  Reading reading;
  const char *domain;          /* of a choice */
} columns[] = {
  { "contact_point", "key", NULL },
  { "contact_point", "kind", N_("Kind"), AS_CHOICE, "contact.kind" },
  { "contact_point", "label", N_("Label") },
  { "contact_point", "nickname", N_("Nickname") },
  { "address", "label", N_("Label") },
  { "relation", "to_id", N_("Company") },
  { "relation", "to_text", N_("Company") },
  { "relation", "title", N_("Job title") },
  { "customer_name", "name", N_("Name") },
  { "customer_name", "kind", N_("Kind"), AS_CHOICE, "name.kind" },
  { "external_key", "system", N_("Other system") },
  { "external_key", "key", N_("Number") },
  { "event", "kind", N_("Kind"), AS_CHOICE, "event.kind" },
  { "event", "direction", N_("Direction"), AS_CHOICE, "event.direction" },
  { "event", "text", N_("What happened") },
  { "event", "reached", N_("Reached"), AS_YES_NO },
  { "task", "kind", N_("Kind"), AS_CHOICE, "task.kind" },
  { "task", "title", N_("Next step") },
  { "task", "due_day", N_("Due"), AS_DAY },
  { "task", "due_at", N_("Due at"), AS_INSTANT },
  { "task", "done_day", N_("Done"), AS_DAY },
  { "task", "done_at", N_("Done at"), AS_INSTANT },
  { "purchase", "kind", N_("Kind"), AS_CHOICE, "purchase.kind" },
  { "purchase", "channel", N_("Channel"), AS_CHOICE, "purchase.channel" },
  { "payment", "method", N_("Method"), AS_CHOICE, "payment.method" },
  { "purchase_line", "text", N_("Product") },
  { NULL, "is_primary", N_("Used first"), AS_YES_NO },
  { NULL, "from_day", N_("Used from"), AS_PARTIAL_DAY },
  { NULL, "until_day", N_("Used until"), AS_PARTIAL_DAY },
  { NULL, "left_day", N_("Left on"), AS_DAY },
  { NULL, "owner_id", N_("Owner") },
  { NULL, "author_id", N_("Written by") },
  { NULL, "customer_id", N_("Customer") },
  { NULL, "contact_id", N_("Ordered by") },
  { NULL, "product_id", N_("Product") },
  { NULL, "offset_min", NULL },
  { NULL, "day", N_("Day"), AS_DAY },
  { NULL, "at", N_("Time"), AS_INSTANT },
  { NULL, "number", N_("Number") },
  { NULL, "name", N_("Name") },
  { NULL, "code", N_("Code") },
  { NULL, "unit", N_("Unit") },
  { NULL, "category", N_("Category") },
  { NULL, "channel", N_("Channel") },
  { NULL, "note", N_("Note") },
  { NULL, "currency", N_("Currency") },
  { NULL, "quantity_micro", N_("Quantity"), AS_DECIMAL },
  { NULL, "unit_price_micro", N_("Unit price"), AS_DECIMAL },
  { NULL, "amount_minor", N_("Amount"), AS_AMOUNT },
};

typedef struct {
  const char *label;           /* NULL: not told */
  Reading reading;
  const char *domain;
  char *own_label;             /* (nullable): in place of the other */
} Column;

static void
column_clear (Column *self)
{
  g_free (self->own_label);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Column, column_clear)

/* A column of the customer's own record: "source_id" is the field "source". */
static const GxCustomerField *
field_of (const char *column)
{
  g_autofree char *key = g_str_has_suffix (column, "_id") ? g_strndup (column, strlen (column) - 3)
                         : g_strdup (column);

  return gx_customer_field_get (key);
}

/* What a customer has one of each kind of is called by that: "Phone". */
static char *
name_by_row (GxConnection *book, const GxConflict *conflict, const char *column)
{
  if (g_str_equal (conflict->table, "contact_point") && g_str_equal (column, "value"))
    {
      g_autofree char *kind = gx_connection_get_text (book, NULL,
                                                      "select kind from contact_point where id = ?", "i",
                                                      (gint64) conflict->row);
      return g_strdup (gx_phrase ("contact.kind", kind != NULL ? kind : "other"));
    }
  if (g_str_equal (conflict->table, "custom_value") && g_str_equal (column, "value"))
    return gx_connection_get_text (book, NULL, "select f.name from custom_value v"
                                   " join custom_field f on f.id = v.field_id where v.id = ?", "i",
                                   (gint64) conflict->row);
  return NULL;
}

static Column
look_up (GxConnection *book, const GxConflict *conflict, const char *name)
{
  gboolean is_field = g_str_equal (conflict->table, "customer") || g_str_equal (conflict->table, "address");
  const GxCustomerField *field = is_field ? field_of (name) : NULL;
  Column column = { gx_phrase ("record", conflict->table), AS_IT_IS, NULL, NULL };

  if (field != NULL)
    {
      column.label = gx_customer_field_label (field);
      column.domain = field->type == GX_CUSTOMER_FIELD_CHOICE ? field->domain : NULL;
      column.reading = column.domain != NULL ? AS_CHOICE
                       : field->type == GX_CUSTOMER_FIELD_DAY ? AS_PARTIAL_DAY : AS_IT_IS;
      return column;
    }
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i].column, name)
        && (columns[i].table == NULL || g_str_equal (columns[i].table, conflict->table)))
      return (Column) { columns[i].label != NULL ? _(columns[i].label) : NULL, columns[i].reading,
                        columns[i].domain, NULL };
  column.own_label = name_by_row (book, conflict, name);
  if (column.own_label != NULL)
    column.label = column.own_label;
  return column;
}

/* -- Values in words */

static char *
word_partial_day (const char *text)
{
  GxPartialDay day;

  return gx_partial_day_read (text, &day) ? gx_partial_day_format (&day) : g_strdup (text);
}

static char *
word_amount (GxConnection *book, const GxConflict *conflict, gint64 amount_minor)
{
  g_autofree char *currency = gx_connection_get_text (book, NULL,
    g_str_equal (conflict->table, "payment") ? "select currency from payment where id = ?"
    : "select p.currency from purchase_line l join purchase p on p.id = l.purchase_id where l.id = ?", "i",
    (gint64) conflict->row);

  return gx_money_format (amount_minor, currency != NULL ? currency : gx_connection_get_currency (book));
}

static char *
word_value (GxConnection *book, const GxConflict *conflict, const Column *column, const char *text)
{
  gint64 number = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;

  if (text == NULL || *text == '\0')
    return g_strdup (C_("value", "Empty"));
  switch (column->reading)
    {
    case AS_CHOICE:
      return g_strdup (gx_phrase (column->domain, text));
    case AS_DAY:
      return gx_day_format ((GxDay) number);
    case AS_PARTIAL_DAY:
      return word_partial_day (text);
    case AS_INSTANT:
      return gx_instant_format (number * 1000);
    case AS_YES_NO:
      return g_strdup (number != 0 ? C_("value", "Yes") : C_("value", "No"));
    case AS_DECIMAL:
      return gx_decimal_format (number);
    case AS_AMOUNT:
      return word_amount (book, conflict, number);
    case AS_IT_IS:
    default:
      return g_strdup (text);
    }
}

static void
add_line (GString *lines, const char *label, const char *value)
{
  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  if (label != NULL)
    /* Translators: %1$s is a field ("City"), %2$s what is written there */
    g_string_append_printf (lines, _("%1$s: %2$s"), label, value);
  else
    g_string_append (lines, value);
}

/* FALSE: there is nothing in it for people. */
static gboolean
word_cells (GxConnection *book, GxDifference *self)
{
  const GxConflict *conflict = self->conflict;
  g_autoptr (GString) value = g_string_new (NULL), other = g_string_new (NULL);
  guint told = 0;

  for (guint i = 0; i < conflict->cells->len; i++)
    {
      const GxConflictCell *cell = conflict->cells->pdata[i];
      g_auto (Column) column = look_up (book, conflict, cell->column);

      told += column.label != NULL;
    }
  for (guint i = 0; i < conflict->cells->len; i++)
    {
      const GxConflictCell *cell = conflict->cells->pdata[i];
      g_auto (Column) column = look_up (book, conflict, cell->column);
      g_autofree char *stands = word_value (book, conflict, &column, cell->value);
      g_autofree char *overwritten = word_value (book, conflict, &column, cell->other_value);
      gboolean needs_label = told > 1 || conflict->is_delete;

      if (column.label == NULL)
        continue;
      if (told == 1 && !conflict->is_delete)
        self->place = g_strdup (column.label);
      add_line (value, needs_label ? column.label : NULL, stands);
      add_line (other, needs_label ? column.label : NULL, overwritten);
    }
  if (self->place == NULL)
    self->place = g_strdup (gx_phrase ("record", conflict->table));
  self->value = g_strdup (conflict->is_delete ? _("Deleted") : value->str);
  self->other_value = g_string_free (g_steal_pointer (&other), FALSE);
  return told > 0;
}

/* -- Public */

void
gx_difference_free (GxDifference *self)
{
  if (self == NULL)
    return;
  gx_conflict_free (self->conflict);
  g_free (self->place);
  g_free (self->value);
  g_free (self->other_value);
  g_free (self);
}

GPtrArray *
gx_differences_list (GxConnection *book, GxId customer, int limit, GError **error)
{
  g_autoptr (GPtrArray) conflicts = gx_conflicts_list (book, customer, limit, error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_difference_free);

  if (conflicts == NULL)
    return NULL;
  g_ptr_array_set_free_func (conflicts, NULL);
  for (guint i = 0; i < conflicts->len; i++)
    {
      g_autoptr (GxDifference) difference = g_new0 (GxDifference, 1);

      difference->conflict = conflicts->pdata[i];
      if (word_cells (book, difference))
        g_ptr_array_add (all, g_steal_pointer (&difference));
    }
  return g_steal_pointer (&all);
}

gboolean
gx_difference_has_cell (const GxDifference *self, const char *table, GxId row, const char *column)
{
  g_return_val_if_fail (self != NULL && table != NULL, FALSE);

  if (self->conflict->row != row || !g_str_equal (self->conflict->table, table))
    return FALSE;
  for (guint i = 0; column != NULL && i < self->conflict->cells->len; i++)
    if (g_str_equal (((GxConflictCell *) self->conflict->cells->pdata[i])->column, column))
      return TRUE;
  return column == NULL;
}
