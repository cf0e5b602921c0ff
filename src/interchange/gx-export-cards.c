/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "base/gx-partial-day.h"
#include "customers/gx-customers.h"
#include "interchange/gx-export-private.h"

/*
 * Cards of customers: vCard 3.0 (RFC 2426), which every telephone and every Outlook reads; Outlook does not
 * read 4.0. What 3.0 has no word for is written as those write it who read it: a birthday without a year as
 * Apple and Google do, WeChat and QQ as Android does. A birthday that no telephone knows (lunar, a year alone)
 * is X-GUANXI-BIRTHDAY, as it is stored.
 */

#define LINE_BYTES 75   /* a line is folded there, between characters */
#define NO_YEAR 1604    /* Apple's year for a birthday without one: a leap year */

typedef struct {
  GOutputStream *stream;
  GString *line, *card;
} Cards;

/* -- lines */

static void
append_escaped (GString *line, const char *text)
{
  for (; text != NULL && *text != 0; text++)
    {
      if (*text == '\r')
        continue;
      if (*text == '\n')
        g_string_append (line, "\\n");
      else if (strchr (",;\\", *text) != NULL)
        g_string_append_printf (line, "\\%c", *text);
      else if ((guchar) *text >= 0x20 || *text == '\t')
        g_string_append_c (line, *text);
    }
}

static void
end_line (Cards *self)
{
  const char *at = self->line->str, *end = at + self->line->len;
  gsize room = LINE_BYTES;

  while ((gsize) (end - at) > room)
    {
      const char *cut = at + room;

      while (((guchar) *cut & 0xc0) == 0x80)
        cut--;
      g_string_append_len (self->card, at, cut - at);
      g_string_append (self->card, "\r\n ");
      at = cut;
      room = LINE_BYTES - 1;
    }
  g_string_append (self->card, at);
  g_string_append (self->card, "\r\n");
  g_string_truncate (self->line, 0);
}

/* @head: "NOTE"; nothing is written where there is nothing to say. */
static void
add_text (Cards *self, const char *head, const char *text)
{
  if (text == NULL || *text == 0)
    return;
  g_string_append_printf (self->line, "%s:", head);
  append_escaped (self->line, text);
  end_line (self);
}

static void
add_parts (Cards *self, const char *head, const char * const *parts, guint n_parts)
{
  g_string_append_printf (self->line, "%s:", head);
  for (guint i = 0; i < n_parts; i++)
    {
      if (i > 0)
        g_string_append_c (self->line, ';');
      append_escaped (self->line, parts[i]);
    }
  end_line (self);
}

/* -- what a card says */

static void
add_names (Cards *self, const GxCustomer *customer)
{
  const char *given = customer->name, *family = customer->family_name;
  g_autofree char *rest = NULL;

  if (customer->kind != NULL && g_str_equal (customer->kind, "organisation"))
    given = family = NULL;
  else if (given != NULL && family != NULL && *family != 0 && g_str_has_prefix (given, family))
    given = given + strlen (family);
  else if (given != NULL && family != NULL && *family != 0 && g_str_has_suffix (given, family))
    given = rest = g_strchomp (g_strndup (given, strlen (given) - strlen (family)));
  else
    family = NULL;
  add_parts (self, "N", (const char * const[]) { family, given, NULL, NULL, NULL }, 5);
  add_text (self, "FN", customer->shown_name);
  for (guint i = 0; i < customer->names->len; i++)
    {
      const GxCustomerName *name = customer->names->pdata[i];

      if (g_str_equal (name->kind, "nickname"))
        add_text (self, "NICKNAME", name->name);
    }
}

static void
add_work (Cards *self, const GxCustomer *customer)
{
  gboolean is_organisation = customer->kind != NULL && g_str_equal (customer->kind, "organisation");
  const char *company = is_organisation ? customer->name : customer->company;

  add_text (self, "ORG", company);
  if (is_organisation)
    add_text (self, "X-ABSHOWAS", "COMPANY");
  add_text (self, "TITLE", customer->title);
  add_text (self, "ROLE", customer->occupation);
}

/* A label in the words of people, in those that a telephone shows as its own; NULL: it has none. */
static const char *
find_type (const char *label)
{
  static const struct { const char *words, *type; } types[] = {
    { "|work|office|business|工作|单位|办公|公司|", "WORK" },
    { "|home|private|家|家庭|住宅|宅电|", "HOME" },
    { "|mobile|cell|手机|移动|", "CELL" },
    { "|fax|传真|", "FAX" },
  };
  g_autofree char *lower = label != NULL ? g_utf8_strdown (label, -1) : g_strdup ("");
  g_autofree char *word = g_strconcat ("|", lower, "|", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strstr (types[i].words, word) != NULL)
      return types[i].type;
  return NULL;
}

static void
add_contact (Cards *self, const GxContactPoint *contact)
{
  static const struct { const char *kind, *property, *type; } properties[] = {
    { "phone", "TEL", NULL }, { "mail", "EMAIL", "INTERNET" }, { "web", "URL", NULL },
    { "wechat", "X-WECHAT", NULL }, { "qq", "X-QQ", NULL },
  };
  const char *type = find_type (contact->label);
  g_autoptr (GString) head = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    if (g_strcmp0 (contact->kind, properties[i].kind) == 0)
      {
        g_string_append (head, properties[i].property);
        if (properties[i].type != NULL)
          g_string_append_printf (head, ";TYPE=%s", properties[i].type);
      }
  if (head->len == 0 || contact->until_day != NULL)
    return;
  if (g_str_equal (contact->kind, "phone") && type == NULL && g_str_has_prefix (contact->key != NULL
      ? contact->key : "", "+861"))
    type = "CELL";
  if (type != NULL)
    g_string_append_printf (head, ";TYPE=%s", type);
  if (contact->is_primary)
    g_string_append (head, ";TYPE=PREF");
  add_text (self, head->str, contact->value);
}

/* A card has no place for a district: it stands before the street, as on an envelope, and a parameter of ours
 * says so, that it may come back. */
static void
add_address (Cards *self, const GxAddress *address)
{
  gboolean is_chinese = address->district != NULL && g_unichar_iswide (g_utf8_get_char (address->district));
  g_autofree char *street = address->district == NULL || *address->district == 0
    ? g_strdup (address->street)
    : g_strconcat (address->district, is_chinese || address->street == NULL ? "" : ", ", address->street,
                   NULL);
  const char *type = find_type (address->label);
  g_autoptr (GString) head = g_string_new ("ADR");

  if (address->until_day != NULL)
    return;
  if (type != NULL)
    g_string_append_printf (head, ";TYPE=%s", type);
  if (address->district != NULL && *address->district != 0
      && strpbrk (address->district, "\"\r\n,;\\") == NULL)
    g_string_append_printf (head, ";X-GUANXI-DISTRICT=\"%s\"", address->district);
  add_parts (self, head->str, (const char * const[]) { NULL, NULL, street, address->city, address->province,
                                                  address->postcode, address->country }, 7);
}

static void
add_birthday (Cards *self, const char *birthday)
{
  GxPartialDay day;
  g_autofree char *text = NULL;

  if (birthday == NULL || !gx_partial_day_read (birthday, &day))
    return;
  if (day.is_lunar || day.month == 0 || day.day == 0)
    {
      add_text (self, "X-GUANXI-BIRTHDAY", birthday);
      return;
    }
  text = g_strdup_printf ("%04d-%02d-%02d", day.year != 0 ? day.year : NO_YEAR, day.month, day.day);
  add_text (self, day.year != 0 ? "BDAY" : "BDAY;X-APPLE-OMIT-YEAR=1604", text);
}

static void
add_tags (Cards *self, GPtrArray *tags)
{
  if (tags->len == 0)
    return;
  g_string_append (self->line, "CATEGORIES:");
  for (guint i = 0; i < tags->len; i++)
    {
      if (i > 0)
        g_string_append_c (self->line, ',');
      append_escaped (self->line, ((const GxWord *) tags->pdata[i])->name);
    }
  end_line (self);
}

static gboolean
write_card (Cards *self, const GxCustomer *customer, GError **error)
{
  g_string_assign (self->card, "BEGIN:VCARD\r\nVERSION:3.0\r\n");
  add_names (self, customer);
  add_work (self, customer);
  for (guint i = 0; i < customer->contacts->len; i++)
    add_contact (self, customer->contacts->pdata[i]);
  for (guint i = 0; i < customer->addresses->len; i++)
    add_address (self, customer->addresses->pdata[i]);
  add_birthday (self, customer->birthday);
  add_tags (self, customer->tags);
  add_text (self, "NOTE", customer->note);
  g_string_append_printf (self->line, "UID:guanxi-%" G_GINT64_FORMAT, customer->id);
  end_line (self);
  g_string_append (self->card, "END:VCARD\r\n");
  return g_output_stream_write_all (self->stream, self->card->str, self->card->len, NULL, NULL, error);
}

static gboolean
write_cards (Cards *self, GxExport *export, GxConnection *book, GCancellable *cancellable, GError **error)
{
  g_autoptr (GxIdList) all = export->customers == NULL
    ? gx_customers_order (book, GX_CUSTOMER_SORT_NAME, FALSE, NULL, error)
    : gx_id_list_ref (export->customers);

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < gx_id_list_length (all); i++)
    {
      g_autoptr (GError) missing = NULL;
      g_autoptr (GxCustomer) customer = gx_customers_load (book, gx_id_list_get (all, i), &missing);

      if (customer == NULL && !g_error_matches (missing, GX_ERROR, GX_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&missing));
          return FALSE;
        }
      if (customer == NULL || customer->gone != 0)
        continue;
      if (!write_card (self, customer, error)
          || !_gx_export_count (export, gx_id_list_length (all), cancellable, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
_gx_export_cards (GxExport *export, GxConnection *book, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL), card = g_string_new (NULL);
  g_autoptr (GOutputStream) stream = _gx_export_open (export->waiting, error);
  Cards cards = { stream, line, card };

  return stream != NULL && write_cards (&cards, export, book, cancellable, error)
    && g_output_stream_close (stream, NULL, error);
}
