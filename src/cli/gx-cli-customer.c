/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-id-list.h"
#include "cli/gx-cli-criteria.h"
#include "cli/gx-cli-private.h"
#include "cli/gx-cli-records.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PAGE 200

/* ---------------------------------------------------------------- list */

static const char *const row_fields[] = {
  "id",       "name",           "company",       "kind",   "standing", "tags", "last_contact",
  "next_due", "first_purchase", "last_purchase", "orders", "value",    NULL
};

static const char *const default_fields[] = { "id",           "name",   "company", "standing", "tags",
                                              "last_contact", "orders", "value",   NULL };

static gboolean
is_row_field (const char *field)
{
  return g_strv_contains (row_fields, field);
}

static void
print_tags (GxPrinter *out, GPtrArray *tags)
{
  gx_printer_begin_list (out);
  for (guint i = 0; tags != NULL && i < tags->len; i++)
    gx_printer_text (out, ((const GxWord *) g_ptr_array_index (tags, i))->name);
  gx_printer_end_list (out);
}

static void
print_row_field (GxPrinter *out, const char *field, const GxCustomerRow *row, const char *currency)
{
  gx_printer_key (out, field);
  if (g_str_equal (field, "id"))
    gx_printer_id (out, row->id);
  else if (g_str_equal (field, "name"))
    gx_printer_text (out, row->shown_name);
  else if (g_str_equal (field, "company"))
    gx_printer_text (out, row->company);
  else if (g_str_equal (field, "kind"))
    gx_printer_text (out, row->kind);
  else if (g_str_equal (field, "standing"))
    gx_printer_text (out, row->standing);
  else if (g_str_equal (field, "tags"))
    print_tags (out, row->tags);
  else if (g_str_equal (field, "last_contact"))
    gx_printer_day (out, row->last_contact_day);
  else if (g_str_equal (field, "next_due"))
    gx_printer_day (out, row->next_due_day);
  else if (g_str_equal (field, "first_purchase"))
    gx_printer_day (out, row->first_purchase_day);
  else if (g_str_equal (field, "last_purchase"))
    gx_printer_day (out, row->last_purchase_day);
  else if (g_str_equal (field, "orders"))
    gx_printer_int (out, row->orders);
  else if (row->has_value)
    gx_printer_money (out, row->value_minor, currency);
  else
    gx_printer_null (out);
}

/* What the list does not hold is read from the whole record. */
static gboolean
print_record_field (GxPrinter *out, GxConnection *book, const char *field, GxId id, GxCustomer **customer,
                    GError **error)
{
  g_autofree char *text = NULL;

  if (*customer == NULL)
    *customer = gx_customers_load (book, id, error);
  if (*customer == NULL)
    return FALSE;
  text = gx_customer_field_text (gx_customer_field_get (field), *customer);
  gx_printer_put (out, field, text, text != NULL && text[0] != '\0' ? text : NULL);
  return TRUE;
}

static gboolean
print_row (GxCli *cli, const GxCustomerRow *row, const char *const *fields, const char *currency,
           GError **error)
{
  GxPrinter *out = gx_cli_out (cli);
  g_autoptr (GxCustomer) customer = NULL;

  gx_printer_begin_object (out);
  for (guint i = 0; fields[i] != NULL; i++)
    {
      if (is_row_field (fields[i]))
        print_row_field (out, fields[i], row, currency);
      else if (!print_record_field (out, gx_cli_book (cli), fields[i], row->id, &customer, error))
        return FALSE;
    }
  gx_printer_end_object (out);
  return TRUE;
}

static gboolean
print_rows (GxCli *cli, GxIdList *ids, guint first, guint end, const char *const *fields,
            const char *currency, GError **error)
{
  for (guint begin = first; begin < end; begin += PAGE)
    {
      GxId page[PAGE];
      guint n = MIN (PAGE, end - begin);
      g_autoptr (GPtrArray) rows = NULL;

      for (guint i = 0; i < n; i++)
        page[i] = gx_id_list_get (ids, begin + i);
      rows = gx_customers_rows (gx_cli_book (cli), page, n, currency, error);
      if (rows == NULL)
        return FALSE;
      for (guint i = 0; i < rows->len; i++)
        if (!print_row (cli, g_ptr_array_index (rows, i), fields, currency, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
take_fields (GxCli *cli, char ***fields, GError **error)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  guint n_fields = 0;
  const GxCustomerField *all = gx_customer_field_list (&n_fields);

  for (guint i = 0; row_fields[i] != NULL; i++)
    g_ptr_array_add (known, (char *) row_fields[i]);
  for (guint i = 0; i < n_fields; i++)
    if (!is_row_field (all[i].key))
      g_ptr_array_add (known, (char *) all[i].key);
  g_ptr_array_add (known, NULL);
  return gx_cli_fields_option (cli, (const char *const *) known->pdata, fields, error);
}

static gboolean
take_sort (GxCli *cli, GxCustomerSort *sort, gboolean *descending, GError **error)
{
  const char *text = gx_cli_option (cli, "sort");
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, ":", 2) : NULL;

  *sort = GX_CUSTOMER_SORT_NAME;
  *descending = parts != NULL && g_strcmp0 (parts[1], "desc") == 0;
  if (parts == NULL
      || (gx_customer_sort_parse (parts[0], sort)
          && (parts[1] == NULL || *descending || g_str_equal (parts[1], "asc"))))
    return TRUE;
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
               /* Translators: %s is what was typed; the words of the list stay as they are */
               _("--sort takes name, last_contact, value, added, number, next_due, orders, last_order, "
                 "standing, city, owner, source, birthday, phone, mail, lifecycle or tier, with :desc for "
                 "the other way round, not “%s”."),
               text);
  return FALSE;
}

static gboolean
find_ids (GxCli *cli, GxCriteria *criteria, const GxCriteriaContext *context, GxIdList **ids, GError **error)
{
  g_autoptr (GxIdList) order = NULL, set = NULL;
  GxCustomerSort sort = GX_CUSTOMER_SORT_NAME;
  gboolean descending = FALSE;

  if (!take_sort (cli, &sort, &descending, error))
    return FALSE;
  order = gx_customers_order (gx_cli_book (cli), sort, descending, context->currency, error);
  if (order == NULL
      || (criteria != NULL && !gx_criteria_ids (gx_cli_book (cli), criteria, context, &set, error)))
    return FALSE;
  *ids = gx_id_list_filter (order, set);
  return TRUE;
}

gboolean
gx_cli_list_customers (GxCli *cli, GxCriteria *criteria, GError **error)
{
  GxCriteriaContext context = { 0 };
  g_autoptr (GxIdList) ids = NULL;
  g_auto (GStrv) fields = NULL;
  gint64 limit = 0, offset = 0;
  guint end = 0;
  gboolean ok = FALSE;

  if (!gx_cli_context (cli, &context, error) || !take_fields (cli, &fields, error)
      || !gx_cli_int_option (cli, "limit", 0, G_MAXINT32, G_MAXINT32, &limit, error)
      || !gx_cli_int_option (cli, "offset", 0, G_MAXINT32, 0, &offset, error)
      || !find_ids (cli, criteria, &context, &ids, error))
    return FALSE;

  end = (guint) MIN (offset + limit, (gint64) gx_id_list_length (ids));
  if (!gx_connection_read_begin (gx_cli_book (cli), error))
    return FALSE;
  gx_printer_begin_list (gx_cli_out (cli));
  ok = print_rows (cli, ids, (guint) offset, end,
                   fields != NULL ? (const char *const *) fields : default_fields, context.currency, error);
  if (ok)
    gx_printer_end_list (gx_cli_out (cli));
  gx_connection_read_end (gx_cli_book (cli));
  return ok;
}

static gboolean
run_list (GxCli *cli, GError **error)
{
  g_autoptr (GxCriteria) criteria = NULL;

  return gx_cli_where (cli, &criteria, error) && gx_cli_list_customers (cli, criteria, error);
}

static gboolean
run_count (GxCli *cli, GError **error)
{
  GxCriteriaContext context = { 0 };
  g_autoptr (GxCriteria) criteria = NULL;
  gint64 count = -1;

  if (!gx_cli_context (cli, &context, error) || !gx_cli_where (cli, &criteria, error))
    return FALSE;
  count = gx_criteria_count (gx_cli_book (cli), criteria, &context, error);
  if (count < 0)
    return FALSE;
  gx_printer_begin_object (gx_cli_out (cli));
  gx_printer_put (gx_cli_out (cli), "count", int, count);
  gx_printer_end_object (gx_cli_out (cli));
  return TRUE;
}

/* ---------------------------------------------------------------- show */

/* The 360°: what was read before the first word is printed. */
typedef struct {
  GxCustomer *customer;
  GxCustomerNumbers *numbers;
  GPtrArray *tasks, *purchases, *payments, *stream;
} Round;

static void
clear_round (Round *self)
{
  g_clear_pointer (&self->customer, gx_customer_unref);
  g_clear_pointer (&self->numbers, gx_customer_numbers_free);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_clear_pointer (&self->purchases, g_ptr_array_unref);
  g_clear_pointer (&self->payments, g_ptr_array_unref);
  g_clear_pointer (&self->stream, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Round, clear_round)

static gboolean
load_round (GxConnection *book, GxId id, const GxCriteriaContext *context, int limit, Round *self,
            GError **error)
{
  return (self->customer = gx_customers_load (book, id, error)) != NULL &&
         (self->numbers = gx_trade_numbers (book, id, context->currency, error)) != NULL &&
         (self->tasks = gx_tasks_list (book, GX_TASKS_OPEN, context->as_of, id, limit, error)) != NULL &&
         (self->purchases = gx_purchases_of (book, id, FALSE, limit, error)) != NULL &&
         (self->payments = gx_payments_of (book, id, error)) != NULL &&
         (self->stream = gx_stream_load (book, id, GX_STREAM_DEFAULT, GX_NO_DAY, limit, error)) != NULL;
}

static gboolean
run_show (GxCli *cli, GError **error)
{
  GxCriteriaContext context = { 0 };
  g_auto (Round) round = { 0 };
  GxPrinter *out = gx_cli_out (cli);
  gint64 limit = 0;
  GxId id = 0;

  if (!gx_cli_context (cli, &context, error)
      || !gx_cli_int_option (cli, "limit", 0, G_MAXINT32, 0, &limit, error)
      || !gx_cli_customer (cli, gx_cli_arg (cli, 0), &id, error)
      || !load_round (gx_cli_book (cli), id, &context, (int) limit, &round, error))
    return FALSE;

  gx_printer_begin_object (out);
  gx_cli_print_master (out, round.customer);
  gx_printer_key (out, "numbers");
  gx_cli_print_numbers (out, round.numbers);
  gx_printer_put (out, "tasks", list, round.tasks, (gpointer) gx_cli_print_task);
  gx_printer_put (out, "purchases", list, round.purchases, (gpointer) gx_cli_print_purchase);
  gx_printer_put (out, "payments", list, round.payments, (gpointer) gx_cli_print_payment);
  gx_printer_put (out, "stream", list, round.stream, (gpointer) gx_cli_print_stream_item);
  gx_printer_end_object (out);
  return TRUE;
}

/* ---------------------------------------------------------------- writing */

static gboolean
check_field (const char *field, GError **error)
{
  if (gx_customer_field_get (field) != NULL || g_str_has_prefix (field, "custom."))
    return TRUE;
  /* Translators: %s is what was typed */
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("A customer has no field “%s”."), field);
  return FALSE;
}

static gboolean
take_assignment (GxCli *cli, guint index, char **field, char **value, GError **error)
{
  return gx_cli_assignment (gx_cli_arg (cli, index), field, value, error) && check_field (*field, error);
}

static gboolean
run_add (GxCli *cli, GError **error)
{
  g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();
  g_autoptr (GxStep) step = NULL;
  GxId id = 0;

  for (guint i = 0; i < gx_cli_n_args (cli); i++)
    {
      g_autofree char *field = NULL, *value = NULL;

      if (!take_assignment (cli, i, &field, &value, error))
        return FALSE;
      gx_customer_draft_set (draft, field, value);
    }
  step = gx_cli_begin (cli, "customer.add", error);
  if (step == NULL || !gx_customers_save (gx_cli_book (cli), gx_cli_actor (cli), draft, &id, error) ||
      !gx_cli_commit (cli, g_steal_pointer (&step), error))
    return FALSE;
  gx_printer_put (gx_cli_out (cli), "id", id, id);
  gx_printer_end_object (gx_cli_out (cli));
  return TRUE;
}

/* The arguments that are not FIELD=VALUE come first. */
static guint
count_customers (GxCli *cli)
{
  guint n = 0;

  while (n < gx_cli_n_args (cli) && strchr (gx_cli_arg (cli, n), '=') == NULL)
    n++;
  return n;
}

static gboolean
set_fields (GxCli *cli, GxIdList *ids, guint first, GError **error)
{
  for (guint i = first; i < gx_cli_n_args (cli); i++)
    {
      g_autofree char *field = NULL, *value = NULL;
      GxCustomerEdit edit = { .verb = GX_EDIT_SET };

      if (!take_assignment (cli, i, &field, &value, error))
        return FALSE;
      edit.field = field;
      edit.text = value;
      if (!gx_customers_edit_many (gx_cli_book (cli), gx_cli_actor (cli), ids, &edit, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run_set (GxCli *cli, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autoptr (GxIdList) ids = NULL;
  guint n = count_customers (cli);

  if (!gx_cli_chosen (cli, 0, n, FALSE, &ids, error))
    return FALSE;
  step = gx_cli_begin (cli, gx_id_list_length (ids) > 1 ? "customer.edit_many" : "customer.edit", error);
  if (step == NULL || !set_fields (cli, ids, n, error)
      || !gx_cli_commit (cli, g_steal_pointer (&step), error))
    return FALSE;
  if (gx_id_list_length (ids) == 1)
    gx_printer_put (gx_cli_out (cli), "id", id, gx_id_list_get (ids, 0));
  gx_printer_put (gx_cli_out (cli), "customers", int, gx_id_list_length (ids));
  gx_printer_end_object (gx_cli_out (cli));
  return TRUE;
}

static gboolean
run_bin (GxCli *cli, GError **error)
{
  return gx_cli_edit_chosen (cli, 0, "customer.bin", &(GxCustomerEdit) { GX_EDIT_BIN, NULL, NULL }, error);
}

static gboolean
run_unbin (GxCli *cli, GError **error)
{
  return gx_cli_edit_chosen (cli, 0, "customer.unbin", &(GxCustomerEdit) { GX_EDIT_UNBIN, NULL, NULL }, error);
}

const GxCliCommand gx_cli_customer_commands[] = {
  { "customer", "list", NULL, N_("List customers"), "where sort limit offset fields as-of currency",
    GX_CLI_READS, 0, 0, run_list },
  { "customer", "count", NULL, N_("Count customers"), "where as-of currency", GX_CLI_READS, 0, 0,
    run_count },
  { "customer", "show", "ID", N_("Show everything about one customer"), "limit as-of currency", GX_CLI_READS,
    1, 1, run_show },
  { "customer", "add", "FIELD=VALUE…", N_("Add a customer"), "rehearse", GX_CLI_WRITES, 1, -1, run_add },
  { "customer", "set", "[ID…] FIELD=VALUE…", N_("Change customers"), "where rehearse", GX_CLI_WRITES, 1, -1,
    run_set },
  { "customer", "bin", "[ID…]", N_("Put customers into the bin"), "where rehearse", GX_CLI_WRITES, 0, -1,
    run_bin },
  { "customer", "unbin", "ID…", N_("Take customers out of the bin"), "rehearse", GX_CLI_WRITES, 1, -1,
    run_unbin },
  { NULL }
};
