/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-contact.h"
#include "base/gx-text.h"
#include "search/gx-pack.h"
#include "search/gx-spread.h"
#include "store/gx-statement.h"

/* One pass over each table, side by side, in the order of customers. */

typedef struct {
  GString *names;        /* the customer's own, which come first in the record */
  GString *words, *marks;
  GHashTable *tags;      /* id of a word → its text, spread */
  GArray *tagged;        /* of GxId: the customer's */
} Packer;

typedef void (*AppendFunc) (Packer *self, GxStatement *row);

typedef struct {
  const char *sql;       /* the customer, then what @append reads; parameters: first and last customer */
  AppendFunc append;
} Part;

static void
append_words (GString *to, GxKnownBy field, const char *text)
{
  g_autofree char *folded = text != NULL ? gx_fold (text) : NULL;
  gsize length = to->len;

  if (folded == NULL)
    return;
  g_string_append_c (to, (char) field);
  if (!gx_spread_append (to, folded))
    g_string_truncate (to, length);
}

/* As it stands, and where marks are in it, without them: "w-1042", "w1042". */
static void
append_mark (GString *to, GxKnownBy field, const char *text)
{
  g_autofree char *folded = text != NULL ? gx_fold (text) : NULL;
  g_autofree char *joined = NULL;

  if (folded == NULL || *folded == '\0')
    return;
  g_string_append_c (to, (char) field);
  g_string_append (to, folded);
  joined = field != GX_KNOWN_MAIL ? gx_spread_joined (folded) : NULL;
  if (joined != NULL && *joined != '\0' && !g_str_equal (joined, folded))
    {
      g_string_append_c (to, GX_KNOWN_FORM);
      g_string_append (to, joined);
    }
}

/* How many digits the country's code has (ITU-T E.164): North America and Russia have one, these two, all
   others three. */
static guint
country_code_length (const char *digits)
{
  static const char two[] = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 "
                            "60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";

  if (*digits == '1' || *digits == '7')
    return 1;
  for (const char *code = two; code < two + sizeof two; code += 3)
    if (strncmp (code, digits, 2) == 0)
      return 2;
  return 3;
}

/* "862155550123", and as it is dialled within its country "02155550123". */
static void
append_phone (GString *to, const char *value, const char *key)
{
  g_autofree char *typed = NULL;
  const char *digits = key;

  if (key == NULL || *key != '+')
    digits = typed = gx_phone_digits (value);
  if (*digits == '\0')
    return;
  g_string_append_c (to, GX_KNOWN_PHONE);
  if (typed != NULL)
    {
      g_string_append (to, typed);
      return;
    }
  g_string_append (to, ++digits);
  if (*digits != '1' && !g_str_has_prefix (digits, "861") && strlen (digits) > 5)
    g_string_append_printf (to, "%c0%s", GX_KNOWN_FORM, digits + country_code_length (digits));
}

void
gx_pack_append (GString *record, GxKnownBy field, const char *value)
{
  g_autofree char *key = field == GX_KNOWN_PHONE && value != NULL ? gx_contact_key ("phone", value) : NULL;

  if (GX_KNOWN_IS_MARK (field))
    g_string_append_c (record, GX_KNOWN_MARKS);
  if (field == GX_KNOWN_PHONE && value != NULL)
    append_phone (record, value, key);
  else if (GX_KNOWN_IS_MARK (field))
    append_mark (record, field, value);
  else
    append_words (record, field, value);
}

static void
append_name (Packer *self, GxStatement *row)
{
  append_words (self->names, GX_KNOWN_OTHER_NAME, gx_statement_text (row, 1));
}

static void
append_person (Packer *self, GxStatement *row)
{
  append_words (self->words, GX_KNOWN_PERSON, gx_statement_text (row, 1));
}

static void
append_title (Packer *self, GxStatement *row)
{
  append_words (self->words, GX_KNOWN_TITLE, gx_statement_text (row, 1));
}

static void
append_contact (Packer *self, GxStatement *row)
{
  const char *kind = gx_statement_text (row, 1), *value = gx_statement_text (row, 2);

  append_words (self->names, GX_KNOWN_OTHER_NAME, gx_statement_text (row, 4));
  if (value == NULL)
    return;
  if (g_str_equal (kind, "phone"))
    append_phone (self->marks, value, gx_statement_text (row, 3));
  else
    append_mark (self->marks, g_str_equal (kind, "mail") ? GX_KNOWN_MAIL : GX_KNOWN_CONTACT, value);
}

static void
append_key (Packer *self, GxStatement *row)
{
  append_mark (self->marks, GX_KNOWN_KEY, gx_statement_text (row, 1));
}

static void
append_tag (Packer *self, GxStatement *row)
{
  gint64 tag = gx_statement_int64 (row, 1);
  const char *text = g_hash_table_lookup (self->tags, &tag);

  g_array_append_val (self->tagged, tag);
  if (text != NULL)
    g_string_append (self->words, text);
}

/* A customer: id, name, number, company, occupation; then what hand_over() reads. */
static void
append_customer (Packer *self, GxStatement *row)
{
  append_words (self->names, GX_KNOWN_NAME, gx_statement_text (row, 1));
  append_mark (self->marks, GX_KNOWN_NUMBER, gx_statement_text (row, 2));
  append_words (self->words, GX_KNOWN_COMPANY, gx_statement_text (row, 3));
  append_words (self->words, GX_KNOWN_TITLE, gx_statement_text (row, 4));
}

#define CUSTOMERS "select f.customer_id, c.name, c.number, f.company, c.occupation, f.last_contact_day, " \
                  "m.value_minor, f.city, c.owner_id, c.source_id " \
                  "from customer_fact f cross join customer c on c.id = f.customer_id " \
                  "left join customer_money m on m.customer_id = f.customer_id and m.currency = ? " \
                  "where f.customer_id between ? and ? order by f.customer_id"

static const Part parts[] = {
  { "select customer_id, name from customer_name where customer_id between ? and ? and gone = 0 "
    "order by customer_id", append_name },
  { "select customer_id, kind, value, key, nickname from contact_point where customer_id between ? and ? "
    "and gone = 0 order by customer_id", append_contact },
  { "select customer_id, key from external_key where customer_id between ? and ? and gone = 0 "
    "order by customer_id", append_key },
  { "select r.to_id, c.name from relation r cross join customer c on c.id = r.from_id "
    "where r.to_id between ? and ? and r.gone = 0 and r.kind = 'works_at' and r.until_day is null "
    "and c.gone = 0 order by r.to_id", append_person },
  { "select from_id, title from relation where from_id between ? and ? and gone = 0 and title is not null "
    "and until_day is null order by from_id", append_title },
  { "select customer_id, tag_id from customer_tag where customer_id between ? and ? and gone = 0 "
    "order by customer_id", append_tag },
};

static gboolean
read_tags (Packer *self, GxConnection *book, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book, "select id, name from word where kind = 'tag' "
                                                             "and gone = 0", NULL);

  self->tags = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  while (gx_statement_next (query))
    {
      GString *text = g_string_new (NULL);
      gint64 id = gx_statement_int64 (query, 0);

      append_words (text, GX_KNOWN_TAG, gx_statement_text (query, 1));
      g_hash_table_insert (self->tags, g_memdup2 (&id, sizeof id), g_string_free (text, FALSE));
    }
  return gx_statement_finish (query, error);
}

static int
compare_tags (gconstpointer a, gconstpointer b)
{
  GxId x = *(const GxId *) a, y = *(const GxId *) b;

  return (x > y) - (x < y);
}

static void
hand_over (Packer *self, GxStatement *customer, GxPackFunc func, gpointer data)
{
  g_array_sort (self->tagged, compare_tags);
  g_string_append_len (self->names, self->words->str, self->words->len);
  g_string_append_c (self->names, GX_KNOWN_MARKS);
  g_string_append_len (self->names, self->marks->str, self->marks->len);

  const char *record = self->names->str, *end = record + self->names->len;
  const GxPacked packed = {
    .id = gx_statement_int64 (customer, 0), .record = record, .length = end - record,
    .signs = gx_signs_of (record, end), .last_contact_day = gx_statement_day (customer, 5),
    .value_minor = gx_statement_int64 (customer, 6), .city = gx_statement_text (customer, 7),
    .owner = gx_statement_int64 (customer, 8), .source = gx_statement_int64 (customer, 9),
    .tags = (const GxId *) (void *) self->tagged->data, .n_tags = self->tagged->len,
  };
  func (&packed, data);
}

static gboolean
pack_all (Packer *self, GxConnection *book, GxId first, GxId last, GxPackFunc func, gpointer data,
          GError **error)
{
  g_autoptr (GxStatement) customers = gx_connection_query (book, CUSTOMERS, "tii",
                                                           gx_connection_get_currency (book), (gint64) first,
                                                           (gint64) last);
  GxStatement *rows[G_N_ELEMENTS (parts)];
  gboolean ok = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    rows[i] = gx_connection_query (book, parts[i].sql, "ii", (gint64) first, (gint64) last);
  while (gx_statement_next (customers))
    {
      g_string_truncate (self->names, 0);
      g_string_truncate (self->words, 0);
      g_string_truncate (self->marks, 0);
      g_array_set_size (self->tagged, 0);
      append_customer (self, customers);
      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        for (; gx_statement_at (rows[i], gx_statement_int64 (customers, 0)); gx_statement_next (rows[i]))
          parts[i].append (self, rows[i]);
      hand_over (self, customers, func, data);
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      ok = ok && gx_statement_finish (rows[i], error);
      gx_statement_free (rows[i]);
    }
  return gx_statement_finish (customers, ok ? error : NULL) && ok;
}

gboolean
gx_pack (GxConnection *book, GxId first, GxId last, GxPackFunc func, gpointer data, GError **error)
{
  Packer self = {
    g_string_new (NULL), g_string_new (NULL), g_string_new (NULL), NULL,
    g_array_new (FALSE, FALSE, sizeof (GxId)),
  };
  gboolean ok = read_tags (&self, book, error) && pack_all (&self, book, first, last, func, data, error);

  g_string_free (self.names, TRUE);
  g_string_free (self.words, TRUE);
  g_string_free (self.marks, TRUE);
  g_array_unref (self.tagged);
  g_clear_pointer (&self.tags, g_hash_table_unref);
  return ok;
}
