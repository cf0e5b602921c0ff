/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "quality/gx-book-faces.h"

#include <string.h>

/* Read side by side, in the order of customers. */
typedef struct {
  guint fields;         /* bits of those that are wanted */
  GxStatement *customers;
  GxStatement *contacts, *addresses, *companies, *names; /* NULL where nothing of them is */
} Reading;

static void
clear_reading (Reading *self)
{
  g_clear_pointer (&self->customers, gx_statement_free);
  g_clear_pointer (&self->contacts, gx_statement_free);
  g_clear_pointer (&self->addresses, gx_statement_free);
  g_clear_pointer (&self->companies, gx_statement_free);
  g_clear_pointer (&self->names, gx_statement_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, clear_reading)

#define BIT(field) (1u << (field))
#define NAMES (BIT (GX_FACE_FAMILY) | BIT (GX_FACE_GIVEN) | BIT (GX_FACE_ORGANISATION))
#define CONTACTS (BIT (GX_FACE_MAIL) | BIT (GX_FACE_CHAT) | BIT (GX_FACE_PHONE))
#define ADDRESS (BIT (GX_FACE_HOUSE) | BIT (GX_FACE_STREET) | BIT (GX_FACE_PLACE) | BIT (GX_FACE_DISTRICT) \
                 | BIT (GX_FACE_CITY) | BIT (GX_FACE_POSTCODE) | BIT (GX_FACE_PROVINCE))
#define STREET (BIT (GX_FACE_HOUSE) | BIT (GX_FACE_STREET) | BIT (GX_FACE_PLACE))
#define EVERYTHING G_MAXUINT

/* Everybody's, or one customer's after the other where @which says so: "and id = ?". */
static GxStatement *
ask (GxConnection *book, const char *rows, const char *which, const char *order)
{
  g_autofree char *sql = g_strconcat (rows, which, order, NULL);

  if (*which == '\0')
    return gx_connection_query (book, sql, NULL);
  return gx_connection_query (book, sql, "i", (gint64) 0);
}

static void
begin (GxConnection *book, guint fields, gboolean is_of_one, Reading *self)
{
  const char *which = is_of_one ? " and customer_id = ?" : "";

  self->fields = fields;
  self->customers = ask (book,
    "select id, name, number, family_name, kind, gender, birthday from customer where gone = 0",
    is_of_one ? " and id = ?" : "", " order by id");
  if (fields & CONTACTS)
    self->contacts = ask (book,
      "select customer_id, kind, key from contact_point indexed by contact_point_customer"
      " where gone = 0 and key is not null", which, " order by customer_id, id");
  if (fields & ADDRESS)
    self->addresses = ask (book,
      "select customer_id, province, city, district, street, postcode from address"
      " indexed by address_customer where gone = 0 and until_day is null", which,
      " order by customer_id, id");
  if (fields & BIT (GX_FACE_COMPANY))
    self->companies = ask (book,
      "select customer_id, company from customer_fact not indexed where company is not null", which,
      " order by customer_id");
  if (fields & NAMES)
    self->names = ask (book,
      "select customer_id, kind, name, family_name from customer_name indexed by customer_name_customer"
      " where gone = 0 and kind in ('former', 'legal', 'nickname', 'english')", which,
      " order by customer_id, id");
}

static gboolean
has_ended_well (GxStatement *statement, GError **error)
{
  return statement == NULL || gx_statement_finish (statement, error);
}

static gboolean
finish (Reading *self, GError **error)
{
  return has_ended_well (self->customers, error) && has_ended_well (self->contacts, error)
         && has_ended_well (self->addresses, error) && has_ended_well (self->companies, error)
         && has_ended_well (self->names, error);
}

static gboolean
is_about (GxStatement *statement, GxId id)
{
  return statement != NULL && gx_statement_at (statement, id);
}

static void
add_names (Reading *self, GxId id, gboolean is_organisation, GxFace *face)
{
  if (is_organisation)
    gx_face_add_organisation (face, gx_statement_text (self->customers, 1));
  else
    gx_face_add_person (face, gx_statement_text (self->customers, 1), gx_statement_text (self->customers, 3),
                        NULL);
  for (; is_about (self->names, id); gx_statement_next (self->names))
    if (is_organisation)
      gx_face_add_organisation (face, gx_statement_text (self->names, 2));
    else
      gx_face_add_person (face, gx_statement_text (self->names, 2), gx_statement_text (self->names, 3), NULL);
}

/* NULL where nobody asks for it. */
static const char *
get_address (Reading *self, int column, guint fields)
{
  return self->fields & fields ? gx_statement_text (self->addresses, column) : NULL;
}

static void
read_face (Reading *self, GxId id, GxFace *face)
{
  gx_face_clear (face);
  if (self->fields & NAMES)
    add_names (self, id, strcmp (gx_statement_text (self->customers, 4), "organisation") == 0, face);
  gx_face_add_gender (face, gx_statement_text (self->customers, 5));
  gx_face_add_birthday (face, gx_statement_text (self->customers, 6));
  for (; is_about (self->contacts, id); gx_statement_next (self->contacts))
    gx_face_add_contact (face, gx_statement_text (self->contacts, 1), gx_statement_text (self->contacts, 2));
  for (; is_about (self->addresses, id); gx_statement_next (self->addresses))
    gx_face_add_address (face, get_address (self, 1, BIT (GX_FACE_PROVINCE)),
                         get_address (self, 2, BIT (GX_FACE_CITY)),
                         get_address (self, 3, BIT (GX_FACE_DISTRICT)), get_address (self, 4, STREET),
                         get_address (self, 5, BIT (GX_FACE_POSTCODE)));
  if (is_about (self->companies, id))
    gx_face_add_company (face, gx_statement_text (self->companies, 1));
}

static gboolean
each_face (GxConnection *book, guint fields, GxBookFaceFunc func, gpointer data, GError **error)
{
  g_autoptr (GxFace) face = gx_face_new ();
  g_auto (Reading) reading = { 0 };

  begin (book, fields, FALSE, &reading);
  while (gx_statement_next (reading.customers))
    {
      GxId id = gx_statement_int64 (reading.customers, 0);

      read_face (&reading, id, face);
      if (!func (id, gx_statement_text (reading.customers, 1), gx_statement_text (reading.customers, 2), face,
                 data))
        break;
    }
  return finish (&reading, error);
}

gboolean
gx_book_faces (GxConnection *book, GxBookFaceFunc func, gpointer data, GError **error)
{
  g_return_val_if_fail (book != NULL && func != NULL, FALSE);

  return each_face (book, EVERYTHING, func, data, error);
}

/* -- Those who have something in common with a crowd -- */

typedef struct {
  GxCrowd *crowd;
  GHashTable *met;      /* set of GxId; by a way to reach them */
  GArray *ids;          /* of GxId: everybody who was met, in order */
} Meeting;

static void
clear_meeting (Meeting *self)
{
  g_clear_pointer (&self->met, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Meeting, clear_meeting)

static gboolean
meet_by_contact (GxConnection *book, GxFaceField field, const char *kind, Meeting *self, GError **error)
{
  g_auto (GStrv) keys = gx_crowd_list_texts (self->crowd, field);
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select customer_id from contact_point indexed by contact_point_key"
    " where key = ? and kind = ? and gone = 0", "tt", "", kind);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      gx_statement_rebind (query, "tt", keys[i], kind);
      while (gx_statement_next (query))
        {
          GxId id = gx_statement_int64 (query, 0);

          g_hash_table_add (self->met, g_memdup2 (&id, sizeof id));
        }
    }
  return gx_statement_finish (query, error);
}

/* Of a face that says no more than was asked for. */
static gboolean
meet_or_count (GxId customer, const char *name, const char *number, const GxFace *face, gpointer data)
{
  Meeting *self = data;

  if (g_hash_table_contains (self->met, &customer) || gx_crowd_has_in_common (self->crowd, face))
    g_array_append_val (self->ids, customer);
  else
    gx_crowd_add_known (self->crowd, face);
  return TRUE;
}

static void
turn_to (Reading *self, GxId id)
{
  GxStatement *statements[] = {
    self->customers, self->contacts, self->addresses, self->companies, self->names,
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    gx_statement_rebind (statements[i], "i", id);
}

gboolean
gx_book_faces_met (GxConnection *book, GxCrowd *crowd, GxBookFaceFunc func, gpointer data, GError **error)
{
  g_auto (Meeting) meeting = {
    crowd, g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
    g_array_new (FALSE, FALSE, sizeof (GxId)),
  };
  g_auto (Reading) reading = { 0 };
  g_autoptr (GxFace) face = gx_face_new ();
  gboolean is_enough = FALSE;

  g_return_val_if_fail (book != NULL && crowd != NULL && func != NULL, FALSE);

  if (!meet_by_contact (book, GX_FACE_PHONE, "phone", &meeting, error)
      || !meet_by_contact (book, GX_FACE_MAIL, "mail", &meeting, error)
      || !meet_by_contact (book, GX_FACE_CHAT, "wechat", &meeting, error)
      || !meet_by_contact (book, GX_FACE_CHAT, "qq", &meeting, error)
      || !each_face (book, gx_crowd_get_fields (crowd) & ~CONTACTS, meet_or_count, &meeting, error))
    return FALSE;
  begin (book, EVERYTHING, TRUE, &reading);
  for (guint i = 0; i < meeting.ids->len && !is_enough; i++)
    {
      GxId id = g_array_index (meeting.ids, GxId, i);

      turn_to (&reading, id);
      if (!gx_statement_next (reading.customers))
        break;
      read_face (&reading, id, face);
      is_enough = !func (id, gx_statement_text (reading.customers, 1),
                         gx_statement_text (reading.customers, 2), face, data);
    }
  return finish (&reading, error);
}
