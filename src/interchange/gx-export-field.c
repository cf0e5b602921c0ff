/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-money.h"
#include "base/gx-phrase.h"
#include "customers/gx-customer-parts.h"
#include "insight/gx-portrait.h"
#include "interchange/gx-export-private.h"

#define CUSTOM "custom." /* and the name of one of the book's own fields */

#define FIELD(type, key, label, is_usual, sql, ...) \
  { key, label, GX_EXPORT_##type, is_usual, sql, __VA_ARGS__ }
#define TEXT(key, label, sql) FIELD (TEXT, key, label, TRUE, sql, NULL)
#define MORE(key, label, sql) FIELD (TEXT, key, label, FALSE, sql, NULL)
#define CHOICE(key, label, is_usual, sql, of) FIELD (CHOICE, key, label, is_usual, sql, .domain = of)
#define TODAY(key, label, sql, of, keys, field) \
  FIELD (CHOICE, key, label, FALSE, sql, .domain = of, .words = keys, .as_of = field)
#define CONTACT(kind) \
  "(select value from contact_point where customer_id = c.id and kind = '" kind "' and gone = 0" \
  " and until_day is null order by is_primary desc, id limit 1)"
/* All of a kind, as one cell that an import takes apart again. */
#define CONTACTS(kind) \
  "(select group_concat (value, '; ') from (select value from contact_point where customer_id = c.id" \
  " and kind = '" kind "' and gone = 0 and until_day is null order by is_primary desc, id))"
/* "浙江省杭州市西湖区文三路90号 310012", or "90 Wensan Road, Hangzhou, 310012" where it is not in Chinese. */
#define CHINESE_ADDRESS \
  "coalesce (province, '') || coalesce (city, '') || coalesce (district, '') || coalesce (street, '')" \
  " || coalesce (' ' || postcode, '')"
#define WESTERN_ADDRESS \
  "trim (coalesce (street || ', ', '') || coalesce (district || ', ', '') || coalesce (city || ', ', '')" \
  " || coalesce (province || ', ', '') || coalesce (postcode || ', ', '') || coalesce (country, ''), ', ')"
#define OTHER_ADDRESSES \
  "(select group_concat (whole, ' | ') from (select iif (unicode (coalesce (province, city, district, street))" \
  " between 0x2e80 and 0x9fff, " CHINESE_ADDRESS ", " WESTERN_ADDRESS ") as whole from address" \
  " where customer_id = c.id and gone = 0 and id <> a.id and until_day is null order by is_primary desc, id))"
/* When the customer came into the book: 3 is the table's number in the journal, where many at once are a run
 * of ids (@customers/read-added). */
#define ADDED \
  "(select t.at / 1000 from journal_tx t where t.id = coalesce (" \
  "(select r.tx from journal_row r where r.tbl = 3 and r.\"row\" = c.id and r.op = 'i'" \
  " order by r.tx limit 1)," \
  "(select nearest.tx from (select tx, last from journal_range where tbl = 3 and first <= c.id and op = 'I'" \
  " order by first desc limit 1) nearest where nearest.last >= c.id)))"
#define OTHER_NAME(kind) \
  "(select name from customer_name where customer_id = c.id and kind = '" kind "' and gone = 0" \
  " order by id limit 1)"
#define KEY \
  "coalesce ((select key from external_key where customer_id = c.id and gone = 0 order by id limit 1), " \
  "c.number)"
#define MOMENT(table) "strftime ('%H:%M:%S', " table ".at + " table ".offset_min * 60, 'unixepoch')"

/* Over customer c, customer_fact f, the primary relation r and address a. The home currency is ?1. */
static const GxExportField customer_fields[] = {
  TEXT ("number", NC_("field", "Number"), "c.number"),
  TEXT ("name", NC_("field", "Name"), "c.name"),
  TEXT ("company", NC_("field", "Company"), "f.company"),
  TEXT ("title", NC_("field", "Job title"), "r.title"),
  TEXT ("phone", NC_("field", "Phone"), CONTACT ("phone")),
  TEXT ("mail", NC_("field", "Email"), CONTACT ("mail")),
  TEXT ("wechat", NC_("field", "WeChat"), CONTACT ("wechat")),
  TEXT ("province", NC_("field", "Province or state"), "a.province"),
  TEXT ("city", NC_("field", "City"), "a.city"),
  TEXT ("district", NC_("field", "District"), "a.district"),
  TEXT ("street", NC_("field", "Street"), "a.street"),
  TEXT ("postcode", NC_("field", "Postcode"), "a.postcode"),
  TEXT ("tags", NC_("field", "Tags"),
    "(select group_concat (name, ', ') from (select w.name from customer_tag t join word w on w.id = t.tag_id"
    " where t.customer_id = c.id and t.gone = 0 and w.gone = 0 order by w.name))"),
  TEXT ("source", NC_("field", "Source"), "(select name from word where id = c.source_id)"),
  TEXT ("owner", NC_("field", "Owner"), "(select name from member where id = c.owner_id)"),
  CHOICE ("standing", NC_("field", "Standing"), TRUE, "c.standing", "standing"),
  FIELD (NUMBER, "orders", NC_("field", "Orders"), TRUE, "f.orders", NULL),
  FIELD (MONEY, "value", NC_("field", "Value"), TRUE,
    /* Who bought in other currencies only is worth something, but not in this one: nothing stands there. */
    "coalesce ((select value_minor from customer_money where customer_id = c.id and currency = ?1),"
    " iif (exists (select 1 from customer_money where customer_id = c.id), null, 0))",
    "?1"),
  FIELD (DAY, "first_purchase", NC_("field", "First purchase"), TRUE, "f.first_purchase_day", NULL),
  FIELD (DAY, "last_purchase", NC_("field", "Last purchase"), TRUE, "f.last_purchase_day", NULL),
  FIELD (DAY, "last_contact", NC_("field", "Last contact"), TRUE, "f.last_contact_day", NULL),
  TEXT ("note", NC_("field", "Note"), "c.note"),
  MORE ("customer_id", NC_("field", "Customer number in the other system"), KEY),
  MORE ("all_phones", NC_("field", "All phones"), CONTACTS ("phone")),
  MORE ("all_mails", NC_("field", "All emails"), CONTACTS ("mail")),
  MORE ("other_address", NC_("field", "Other address"), OTHER_ADDRESSES),
  TODAY ("lifecycle", NC_("field", "Lifecycle"), "asof_lifecycle (c.id)", "lifecycle", gx_lifecycle_words,
         "lifecycle"),
  TODAY ("tier", NC_("field", "Value tier"), "asof_tier (c.id)", "tier", gx_tier_words, "tier"),
  FIELD (INSTANT, "added", NC_("field", "Day added"), FALSE, ADDED, NULL),
  CHOICE ("kind", NC_("field", "Person or organization"), FALSE, "c.kind", "customer.kind"),
  MORE ("family_name", NC_("field", "Family name"), "c.family_name"),
  MORE ("form_of_address", NC_("field", "Form of address"), "c.form_of_address"),
  CHOICE ("gender", NC_("field", "Gender"), FALSE, "c.gender", "gender"),
  MORE ("birthday", NC_("field", "Birthday"), "c.birthday"),
  MORE ("occupation", NC_("field", "Occupation"), "c.occupation"),
  MORE ("qq", NC_("field", "QQ"), CONTACT ("qq")),
  MORE ("web", NC_("field", "Website"), CONTACT ("web")),
  MORE ("country", NC_("field", "Country"), "a.country"),
  MORE ("industry", NC_("field", "Industry"), "c.industry"),
  MORE ("size", NC_("field", "Company size"), "c.size"),
  MORE ("company_code", NC_("field", "Company code"), "c.company_code"),
  MORE ("invoice_title", NC_("field", "Invoice title"), "c.invoice_title"),
  MORE ("invoice_code", NC_("field", "Invoice tax number"), "c.invoice_code"),
  MORE ("invoice_bank", NC_("field", "Bank"), "c.invoice_bank"),
  MORE ("invoice_account", NC_("field", "Bank account"), "c.invoice_account"),
  MORE ("invoice_address", NC_("field", "Invoice address"), "c.invoice_address"),
  MORE ("invoice_phone", NC_("field", "Invoice phone"), "c.invoice_phone"),
  CHOICE ("prefers", NC_("field", "Likes to be reached by"), FALSE, "c.prefers", "contact.kind"),
  MORE ("preferences", NC_("field", "Preferences"), "c.preferences"),
  MORE ("nickname", NC_("field", "Nickname"), OTHER_NAME ("nickname")),
  MORE ("former_name", NC_("field", "Former name"), OTHER_NAME ("former")),
  MORE ("english_name", NC_("field", "English name"), OTHER_NAME ("english")),
  MORE ("short_name", NC_("field", "Short name"), OTHER_NAME ("short")),
};

/* Over purchase p, purchase_line l, customer c and product d. */
static const GxExportField purchase_fields[] = {
  FIELD (DAY, "day", NC_("field", "Date"), TRUE, "p.day", NULL),
  TEXT ("time", NC_("field", "Time"), MOMENT ("p")),
  TEXT ("order", NC_("field", "Order number"), "p.number"),
  TEXT ("customer_id", NC_("field", "Customer number in the other system"), KEY),
  TEXT ("name", NC_("field", "Name"), "c.name"),
  TEXT ("product_code", NC_("field", "Product code"), "d.code"),
  TEXT ("product", NC_("field", "Product"), "coalesce (l.text, d.name)"),
  FIELD (DECIMAL, "quantity", NC_("field", "Quantity"), TRUE, "l.quantity_micro", NULL),
  FIELD (DECIMAL, "unit_price", NC_("field", "Unit price"), TRUE, "l.unit_price_micro", NULL),
  FIELD (MONEY, "amount", NC_("field", "Amount"), TRUE, "l.amount_minor", "p.currency"),
  TEXT ("currency", NC_("field", "Currency"), "p.currency"),
  TEXT ("channel", NC_("field", "Channel"), "p.channel"),
  TEXT ("note", NC_("field", "Note"), "p.note"),
  CHOICE ("sale_or_return", NC_("field", "Sale or return"), FALSE, "p.kind", "purchase.kind"),
  MORE ("number", NC_("field", "Number"), "c.number"),
};

/* Over event e and customer c. */
static const GxExportField event_fields[] = {
  FIELD (DAY, "day", NC_("field", "Date"), TRUE, "e.day", NULL),
  TEXT ("time", NC_("field", "Time"), MOMENT ("e")),
  TEXT ("customer_id", NC_("field", "Customer number in the other system"), KEY),
  TEXT ("name", NC_("field", "Name"), "c.name"),
  CHOICE ("event_kind", NC_("field", "Kind of event"), TRUE, "e.kind", "event.kind"),
  CHOICE ("direction", NC_("field", "Direction"), TRUE, "e.direction", "event.direction"),
  TEXT ("channel", NC_("field", "Channel"), "e.channel"),
  TEXT ("text", NC_("field", "Text"), "e.text"),
  MORE ("number", NC_("field", "Number"), "c.number"),
  MORE ("member", NC_("field", "Logged by"), "(select name from member where id = e.author_id)"),
};

const GxExportField *
_gx_export_field_list (GxExportKind kind, guint *n_fields)
{
  static const struct { const GxExportField *fields; guint n_fields; } lists[] = {
    { customer_fields, G_N_ELEMENTS (customer_fields) },
    { purchase_fields, G_N_ELEMENTS (purchase_fields) },
    { event_fields, G_N_ELEMENTS (event_fields) },
    { NULL, 0 }, /* a whole book has no columns */
  };

  *n_fields = lists[kind].n_fields;
  return lists[kind].fields;
}

const char *
_gx_export_label (const GxExportField *field)
{
  if (g_str_has_prefix (field->key, CUSTOM))
    return field->label;
  return g_dpgettext2 (GETTEXT_PACKAGE, "field", field->label);
}

char **
gx_export_fields (GxExportKind kind, guint *n_usual)
{
  guint n_fields, n = 0;
  const GxExportField *fields = _gx_export_field_list (kind, &n_fields);
  char **keys = g_new0 (char *, n_fields + 1);

  for (guint i = 0; i < n_fields; i++)
    {
      keys[i] = g_strdup (fields[i].key);
      n += fields[i].is_usual;
    }
  if (n_usual != NULL)
    *n_usual = n;
  return keys;
}

const char *
gx_export_field_label (GxExportKind kind, const char *field)
{
  guint n_fields;
  const GxExportField *fields = _gx_export_field_list (kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, field) == 0)
      return _gx_export_label (&fields[i]);
  return NULL;
}

/* -- those of one book */

static void
free_field (gpointer data)
{
  GxExportField *field = data;

  if (g_str_has_prefix (field->key, CUSTOM))
    {
      g_free ((char *) field->key);
      g_free ((char *) field->label);
      g_free ((char *) field->sql);
    }
  g_free (field);
}

static GxExportField *
new_custom_field (const GxCustomField *custom)
{
  GxExportField *field = g_new0 (GxExportField, 1);

  field->key = g_strconcat (CUSTOM, custom->name, NULL);
  field->label = g_strdup (custom->name);
  field->type = strcmp (custom->type, "number") == 0 ? GX_EXPORT_DECIMAL
                : strcmp (custom->type, "day") == 0  ? GX_EXPORT_DAY : GX_EXPORT_TEXT;
  field->is_written_out = TRUE;
  field->sql = g_strdup_printf ("(select value from custom_value where customer_id = c.id and gone = 0"
                                " and field_id = %" G_GINT64_FORMAT ")", custom->id);
  return field;
}

/* (transfer full) (nullable) */
static GxExportField *
find_field (GxExportKind kind, const char *key, GPtrArray *customs)
{
  guint n_fields;
  const GxExportField *fields = _gx_export_field_list (kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, key) == 0)
      return g_memdup2 (&fields[i], sizeof fields[i]);
  for (guint i = 0; g_str_has_prefix (key, CUSTOM) && i < customs->len; i++)
    if (strcmp (((GxCustomField *) customs->pdata[i])->name, key + strlen (CUSTOM)) == 0)
      return new_custom_field (customs->pdata[i]);
  return NULL;
}

static void
complain_of_field (GxExportKind kind, const char *key, GError **error)
{
  g_auto (GStrv) known = gx_export_fields (kind, NULL);
  g_autofree char *list = g_strjoinv (" ", known);

  /* Translators: the first %s is a word that a person gave, the second the words there are. */
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("There is no field “%s” in this list; there are: %s"), key,
               list);
}

GPtrArray *
_gx_export_choose (const GxExport *export, GxConnection *book, GError **error)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func (free_field);
  g_autoptr (GPtrArray) customs = gx_custom_fields_list (book, error);
  guint n_fields;
  const GxExportField *fields = _gx_export_field_list (export->kind, &n_fields);

  if (customs == NULL)
    return NULL;
  for (guint i = 0; export->fields == NULL && i < n_fields; i++)
    if (fields[i].is_usual)
      g_ptr_array_add (chosen, g_memdup2 (&fields[i], sizeof fields[i]));
  if (export->kind != GX_EXPORT_CUSTOMERS)
    g_ptr_array_set_size (customs, 0);
  for (guint i = 0; export->fields == NULL && i < customs->len; i++)
    g_ptr_array_add (chosen, new_custom_field (customs->pdata[i]));
  for (guint i = 0; export->fields != NULL && export->fields[i] != NULL; i++)
    {
      GxExportField *field = find_field (export->kind, export->fields[i], customs);

      if (field == NULL)
        {
          complain_of_field (export->kind, export->fields[i], error);
          return NULL;
        }
      g_ptr_array_add (chosen, field);
    }
  if (chosen->len > 0 || n_fields == 0)
    return g_steal_pointer (&chosen);
  g_set_error_literal (error, GX_ERROR, GX_ERROR_USAGE, _("No field is named."));
  return NULL;
}

/* -- values */

char *
_gx_export_text (const GxExportField *field, const GxExportValue *value)
{
  if (value->is_null)
    return g_strdup ("");
  if (field->is_written_out)
    return g_strdup (value->text);
  switch (field->type)
    {
    case GX_EXPORT_NUMBER: return g_strdup_printf ("%" G_GINT64_FORMAT, value->number);
    case GX_EXPORT_DECIMAL: return gx_decimal_to_string (value->number);
    case GX_EXPORT_MONEY: return gx_money_to_string (value->number, value->currency);
    case GX_EXPORT_INSTANT:
    case GX_EXPORT_DAY: return gx_day_to_iso ((GxDay) value->number);
    default: return g_strdup (value->text);
    }
}

char *
_gx_export_told (const GxExportField *field, const GxExportValue *value)
{
  if (value->is_null || field->type != GX_EXPORT_CHOICE)
    return _gx_export_text (field, value);
  return g_strdup (gx_phrase (field->domain, value->text));
}
