/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-day.h"
#include "base/gx-money.h"
#include "interchange/gx-export-private.h"

#define TEXT(key, label, sql) { key, label, GX_EXPORT_TEXT, TRUE, sql, NULL }
#define MORE(key, label, sql) { key, label, GX_EXPORT_TEXT, FALSE, sql, NULL }
#define CONTACT(kind) \
  "(select value from contact_point where customer_id = c.id and kind = '" kind "' and gone = 0" \
  " and until_day is null order by is_primary desc, id limit 1)"
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
  TEXT ("standing", NC_("field", "Standing"), "c.standing"),
  { "orders", NC_("field", "Orders"), GX_EXPORT_NUMBER, TRUE, "f.orders", NULL },
  { "value", NC_("field", "Value"), GX_EXPORT_MONEY, TRUE,
    /* Who bought in other currencies only is worth something, but not in this one: nothing stands there. */
    "coalesce ((select value_minor from customer_money where customer_id = c.id and currency = ?1),"
    " iif (exists (select 1 from customer_money where customer_id = c.id), null, 0))",
    "?1" },
  { "first_purchase", NC_("field", "First purchase"), GX_EXPORT_DAY, TRUE, "f.first_purchase_day", NULL },
  { "last_purchase", NC_("field", "Last purchase"), GX_EXPORT_DAY, TRUE, "f.last_purchase_day", NULL },
  { "last_contact", NC_("field", "Last contact"), GX_EXPORT_DAY, TRUE, "f.last_contact_day", NULL },
  TEXT ("note", NC_("field", "Note"), "c.note"),
  MORE ("customer_id", NC_("field", "Customer number in the other system"), KEY),
  MORE ("kind", NC_("field", "Person or organization"), "c.kind"),
  MORE ("family_name", NC_("field", "Family name"), "c.family_name"),
  MORE ("form_of_address", NC_("field", "Form of address"), "c.form_of_address"),
  MORE ("gender", NC_("field", "Gender"), "c.gender"),
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
  MORE ("prefers", NC_("field", "Likes to be reached by"), "c.prefers"),
  MORE ("preferences", NC_("field", "Preferences"), "c.preferences"),
  MORE ("nickname", NC_("field", "Nickname"), OTHER_NAME ("nickname")),
  MORE ("former_name", NC_("field", "Former name"), OTHER_NAME ("former")),
  MORE ("english_name", NC_("field", "English name"), OTHER_NAME ("english")),
  MORE ("short_name", NC_("field", "Short name"), OTHER_NAME ("short")),
};

/* Over purchase p, purchase_line l, customer c and product d. */
static const GxExportField purchase_fields[] = {
  { "day", NC_("field", "Date"), GX_EXPORT_DAY, TRUE, "p.day", NULL },
  TEXT ("time", NC_("field", "Time"), MOMENT ("p")),
  TEXT ("order", NC_("field", "Order number"), "p.number"),
  TEXT ("customer_id", NC_("field", "Customer number in the other system"), KEY),
  TEXT ("name", NC_("field", "Name"), "c.name"),
  TEXT ("product_code", NC_("field", "Product code"), "d.code"),
  TEXT ("product", NC_("field", "Product"), "coalesce (l.text, d.name)"),
  { "quantity", NC_("field", "Quantity"), GX_EXPORT_DECIMAL, TRUE, "l.quantity_micro", NULL },
  { "unit_price", NC_("field", "Unit price"), GX_EXPORT_DECIMAL, TRUE, "l.unit_price_micro", NULL },
  { "amount", NC_("field", "Amount"), GX_EXPORT_MONEY, TRUE, "l.amount_minor", "p.currency" },
  TEXT ("currency", NC_("field", "Currency"), "p.currency"),
  TEXT ("channel", NC_("field", "Channel"), "p.channel"),
  TEXT ("note", NC_("field", "Note"), "p.note"),
  MORE ("sale_or_return", NC_("field", "Sale or return"), "p.kind"),
  MORE ("number", NC_("field", "Number"), "c.number"),
};

/* Over event e and customer c. */
static const GxExportField event_fields[] = {
  { "day", NC_("field", "Date"), GX_EXPORT_DAY, TRUE, "e.day", NULL },
  TEXT ("time", NC_("field", "Time"), MOMENT ("e")),
  TEXT ("customer_id", NC_("field", "Customer number in the other system"), KEY),
  TEXT ("name", NC_("field", "Name"), "c.name"),
  TEXT ("event_kind", NC_("field", "Kind of event"), "e.kind"),
  TEXT ("direction", NC_("field", "Direction"), "e.direction"),
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
  return g_dpgettext2 (GETTEXT_PACKAGE, "field", field->label);
}

char **
gx_export_fields (GxExportKind kind, guint *n_usual)
{
  guint n_fields, n = 0;
  const GxExportField *fields = _gx_export_field_list (kind, &n_fields);
  char **keys = g_new0 (char *, n_fields + 1);

  for (guint i = 0; i < n_fields; i++) {
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

char *
_gx_export_text (const GxExportField *field, const GxExportValue *value)
{
  if (value->is_null)
    return g_strdup ("");
  switch (field->type) {
  case GX_EXPORT_NUMBER: return g_strdup_printf ("%" G_GINT64_FORMAT, value->number);
  case GX_EXPORT_DECIMAL: return gx_decimal_to_string (value->number);
  case GX_EXPORT_MONEY: return gx_money_to_string (value->number, value->currency);
  case GX_EXPORT_DAY: return gx_day_to_iso ((GxDay) value->number);
  default: return g_strdup (value->text);
  }
}
