/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-cli-records.h"

void
gx_cli_print_event (GxPrinter *out, const GxEvent *event)
{
  gx_printer_begin_object (out);
  gx_printer_put (out, "id", id, event->id);
  gx_printer_put (out, "customer_id", id, event->customer_id);
  gx_printer_put (out, "day", day, event->day);
  gx_printer_put (out, "at", at, event->at, event->offset_min);
  gx_printer_put (out, "kind", text, event->kind);
  gx_printer_put (out, "direction", text, event->direction);
  gx_printer_put (out, "channel", text, event->channel);
  gx_printer_put (out, "reached", bool, event->reached);
  gx_printer_put (out, "text", text, event->text);
  gx_printer_put (out, "author_id", id, event->author_id);
  gx_printer_end_object (out);
}

void
gx_cli_print_stream_item (GxPrinter *out, const GxStreamItem *item)
{
  gx_printer_begin_object (out);
  gx_printer_put (out, "day", day, item->day);
  gx_printer_put (out, "at", at, item->at, item->offset_min);
  gx_printer_put (out, "kind", text, item->kind);
  gx_printer_put (out, "ref", id, item->ref);
  gx_printer_put (out, "customer_id", id, item->customer_id);
  gx_printer_put (out, "direction", text, item->direction);
  gx_printer_put (out, "channel", text, item->channel);
  gx_printer_key (out, "amount");
  if (item->currency != NULL)
    gx_printer_money (out, item->amount_minor, item->currency);
  else
    gx_printer_null (out);
  gx_printer_put (out, "text", text, item->text);
  gx_printer_end_object (out);
}

static void
print_line (GxPrinter *out, const GxPurchaseLine *line, const char *currency)
{
  g_autofree char *shown = gx_purchase_line_shown (line);

  gx_printer_begin_object (out);
  gx_printer_put (out, "id", id, line->id);
  gx_printer_put (out, "product_id", id, line->product_id);
  gx_printer_put (out, "code", text, line->product_code);
  gx_printer_put (out, "text", text, shown);
  gx_printer_put (out, "quantity", decimal, line->quantity_micro);
  gx_printer_put (out, "unit", text, line->unit);
  gx_printer_put (out, "unit_price", decimal, line->unit_price_micro);
  gx_printer_put (out, "amount", money, line->amount_minor, currency);
  gx_printer_end_object (out);
}

void
gx_cli_print_purchase (GxPrinter *out, const GxPurchase *purchase)
{
  gx_printer_begin_object (out);
  gx_printer_put (out, "id", id, purchase->id);
  gx_printer_put (out, "number", text, purchase->number);
  gx_printer_put (out, "kind", text, purchase->kind);
  gx_printer_put (out, "customer_id", id, purchase->customer_id);
  gx_printer_put (out, "contact_id", id, purchase->contact_id);
  gx_printer_put (out, "reverses_id", id, purchase->reverses_id);
  gx_printer_put (out, "day", day, purchase->day);
  gx_printer_put (out, "at", at, purchase->at, purchase->offset_min);
  gx_printer_put (out, "amount", money, purchase->amount_minor, purchase->currency);
  gx_printer_put (out, "returned", money, purchase->returned_minor, purchase->currency);
  gx_printer_put (out, "paid", money, purchase->paid_minor, purchase->currency);
  gx_printer_put (out, "units", decimal, purchase->units_micro);
  gx_printer_put (out, "channel", text, purchase->channel);
  gx_printer_put (out, "note", text, purchase->note);
  gx_printer_key (out, "lines");
  gx_printer_begin_list (out);
  for (guint i = 0; i < purchase->lines->len; i++)
    print_line (out, g_ptr_array_index (purchase->lines, i), purchase->currency);
  gx_printer_end_list (out);
  gx_printer_end_object (out);
}

void
gx_cli_print_payment (GxPrinter *out, const GxPayment *payment)
{
  gx_printer_begin_object (out);
  gx_printer_put (out, "id", id, payment->id);
  gx_printer_put (out, "customer_id", id, payment->customer_id);
  gx_printer_put (out, "purchase_id", id, payment->purchase_id);
  gx_printer_put (out, "day", day, payment->day);
  gx_printer_put (out, "method", text, payment->method);
  gx_printer_put (out, "amount", money, payment->amount_minor, payment->currency);
  gx_printer_put (out, "note", text, payment->note);
  gx_printer_end_object (out);
}

void
gx_cli_print_task (GxPrinter *out, const GxTask *task)
{
  gx_printer_begin_object (out);
  gx_printer_put (out, "id", id, task->id);
  gx_printer_put (out, "kind", text, task->kind);
  gx_printer_put (out, "due", day, task->due_day);
  gx_printer_put (out, "due_at", at, task->due_at, task->offset_min);
  gx_printer_put (out, "done", day, task->done_day);
  gx_printer_put (out, "title", text, task->title);
  gx_printer_put (out, "customer_id", id, task->customer_id);
  gx_printer_put (out, "customer", text, task->customer_name);
  gx_printer_put (out, "owner_id", id, task->owner_id);
  gx_printer_put (out, "event_id", id, task->event_id);
  gx_printer_end_object (out);
}

void
gx_cli_print_numbers (GxPrinter *out, const GxCustomerNumbers *numbers)
{
  gx_printer_begin_object (out);
  gx_printer_put (out, "value", money, numbers->value_minor, numbers->currency);
  gx_printer_put (out, "people_value", money, numbers->people_value_minor, numbers->currency);
  gx_printer_put (out, "paid", money, numbers->paid_minor, numbers->currency);
  gx_printer_put (out, "orders", int, numbers->orders);
  gx_printer_put (out, "sales", int, numbers->sales);
  gx_printer_put (out, "returns", int, numbers->returns);
  gx_printer_put (out, "first_purchase", day, numbers->first_purchase_day);
  gx_printer_put (out, "last_purchase", day, numbers->last_purchase_day);
  gx_printer_key (out, "usual_interval_days");
  if (numbers->median_gap_days >= 0)
    gx_printer_int (out, numbers->median_gap_days);
  else
    gx_printer_null (out);
  gx_printer_put (out, "first_day", day, numbers->first_day);
  gx_printer_put (out, "last_contact", day, numbers->last_contact_day);
  gx_printer_put (out, "conversations", int, numbers->conversations);
  gx_printer_put (out, "events", int, numbers->events);
  gx_printer_put (out, "other_currencies", text, numbers->other_currencies);
  gx_printer_end_object (out);
}

/* ---------------------------------------------------------------- a customer's parts */

static void
print_names (GxPrinter *out, GPtrArray *names)
{
  gx_printer_key (out, "names");
  gx_printer_begin_list (out);
  for (guint i = 0; i < names->len; i++)
    {
      const GxCustomerName *name = g_ptr_array_index (names, i);

      gx_printer_begin_object (out);
      gx_printer_put (out, "id", id, name->id);
      gx_printer_put (out, "kind", text, name->kind);
      gx_printer_put (out, "name", text, name->name);
      gx_printer_put (out, "from", text, name->from_day);
      gx_printer_put (out, "until", text, name->until_day);
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
}

static void
print_contacts (GxPrinter *out, GPtrArray *contacts)
{
  gx_printer_key (out, "contacts");
  gx_printer_begin_list (out);
  for (guint i = 0; i < contacts->len; i++)
    {
      const GxContactPoint *contact = g_ptr_array_index (contacts, i);

      gx_printer_begin_object (out);
      gx_printer_put (out, "id", id, contact->id);
      gx_printer_put (out, "kind", text, contact->kind);
      gx_printer_put (out, "value", text, contact->value);
      gx_printer_put (out, "label", text, contact->label);
      gx_printer_put (out, "nickname", text, contact->nickname);
      gx_printer_put (out, "primary", bool, contact->is_primary);
      gx_printer_put (out, "from", text, contact->from_day);
      gx_printer_put (out, "until", text, contact->until_day);
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
}

static void
print_addresses (GxPrinter *out, GPtrArray *addresses)
{
  gx_printer_key (out, "addresses");
  gx_printer_begin_list (out);
  for (guint i = 0; i < addresses->len; i++)
    {
      const GxAddress *address = g_ptr_array_index (addresses, i);

      gx_printer_begin_object (out);
      gx_printer_put (out, "id", id, address->id);
      gx_printer_put (out, "label", text, address->label);
      gx_printer_put (out, "country", text, address->country);
      gx_printer_put (out, "province", text, address->province);
      gx_printer_put (out, "city", text, address->city);
      gx_printer_put (out, "district", text, address->district);
      gx_printer_put (out, "street", text, address->street);
      gx_printer_put (out, "postcode", text, address->postcode);
      gx_printer_put (out, "primary", bool, address->is_primary);
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
}

static void
print_relations (GxPrinter *out, GPtrArray *relations)
{
  gx_printer_key (out, "relations");
  gx_printer_begin_list (out);
  for (guint i = 0; i < relations->len; i++)
    {
      const GxRelation *relation = g_ptr_array_index (relations, i);

      gx_printer_begin_object (out);
      gx_printer_put (out, "id", id, relation->id);
      gx_printer_put (out, "kind", text, relation->kind);
      gx_printer_put (out, "incoming", bool, relation->is_incoming);
      gx_printer_put (out, "other_id", id, relation->other_id);
      gx_printer_put (out, "other", text, relation->other_name);
      gx_printer_put (out, "title", text, relation->title);
      gx_printer_put (out, "primary", bool, relation->is_primary);
      gx_printer_put (out, "from", text, relation->from_day);
      gx_printer_put (out, "until", text, relation->until_day);
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
}

static void
print_tags_and_keys (GxPrinter *out, const GxCustomer *customer)
{
  gx_printer_key (out, "tags");
  gx_printer_begin_list (out);
  for (guint i = 0; i < customer->tags->len; i++)
    gx_printer_text (out, ((const GxWord *) g_ptr_array_index (customer->tags, i))->name);
  gx_printer_end_list (out);

  gx_printer_key (out, "keys");
  gx_printer_begin_list (out);
  for (guint i = 0; i < customer->keys->len; i++)
    {
      const GxExternalKey *key = g_ptr_array_index (customer->keys, i);

      gx_printer_begin_object (out);
      gx_printer_put (out, "system", text, key->system);
      gx_printer_put (out, "key", text, key->key);
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);

  gx_printer_key (out, "custom");
  gx_printer_begin_object (out);
  for (guint i = 0; i < customer->customs->len; i++)
    {
      const GxCustomValue *custom = g_ptr_array_index (customer->customs, i);

      gx_printer_put (out, custom->name, text, custom->value);
    }
  gx_printer_end_object (out);
}

void
gx_cli_print_master (GxPrinter *out, const GxCustomer *customer)
{
  guint n_fields = 0;
  const GxCustomerField *fields = gx_customer_field_list (&n_fields);

  gx_printer_put (out, "id", id, customer->id);
  gx_printer_put (out, "shown_name", text, customer->shown_name);
  gx_printer_put (out, "binned", bool, customer->gone != 0);
  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *text = NULL;

      if (fields[i].type == GX_CUSTOMER_FIELD_TAGS)
        continue;
      text = gx_customer_field_text (&fields[i], customer);
      gx_printer_put (out, fields[i].key, text, text != NULL && text[0] != '\0' ? text : NULL);
    }
  gx_printer_put (out, "company_id", id, customer->company_id);
  print_tags_and_keys (out, customer);
  print_names (out, customer->names);
  print_contacts (out, customer->contacts);
  print_addresses (out, customer->addresses);
  print_relations (out, customer->relations);
}
