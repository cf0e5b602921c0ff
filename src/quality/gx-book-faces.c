/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "quality/gx-book-faces.h"

#include <string.h>

/* Read side by side, in the order of customers. */
typedef struct {
  GxStatement *customers, *contacts, *addresses, *companies, *names;
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

static void
begin (GxConnection *book, Reading *self)
{
  self->customers = gx_connection_query (book,
    "select id, name, number, family_name, kind, gender, birthday from customer where gone = 0 order by id",
    NULL);
  self->contacts = gx_connection_query (book,
    "select customer_id, kind, key from contact_point indexed by contact_point_customer"
    " where gone = 0 and key is not null order by customer_id, id", NULL);
  self->addresses = gx_connection_query (book,
    "select customer_id, province, city, district, street, postcode from address"
    " indexed by address_customer where gone = 0 and until_day is null order by customer_id, id", NULL);
  self->companies = gx_connection_query (book,
    "select customer_id, company from customer_fact not indexed where company is not null"
    " order by customer_id", NULL);
  self->names = gx_connection_query (book,
    "select customer_id, kind, name, family_name from customer_name indexed by customer_name_customer"
    " where gone = 0 and kind in ('former', 'legal', 'nickname', 'english') order by customer_id, id", NULL);
}

static gboolean
finish (Reading *self, GError **error)
{
  return gx_statement_finish (self->customers, error) && gx_statement_finish (self->contacts, error)
         && gx_statement_finish (self->addresses, error) && gx_statement_finish (self->companies, error)
         && gx_statement_finish (self->names, error);
}

static void
add_names (Reading *self, GxId id, gboolean is_organisation, GxFace *face)
{
  if (is_organisation)
    gx_face_add_organisation (face, gx_statement_text (self->customers, 1));
  else
    gx_face_add_person (face, gx_statement_text (self->customers, 1), gx_statement_text (self->customers, 3),
                        NULL);
  for (; gx_statement_at (self->names, id); gx_statement_next (self->names))
    if (is_organisation)
      gx_face_add_organisation (face, gx_statement_text (self->names, 2));
    else
      gx_face_add_person (face, gx_statement_text (self->names, 2), gx_statement_text (self->names, 3), NULL);
}

static void
read_face (Reading *self, GxId id, GxFace *face)
{
  gx_face_clear (face);
  add_names (self, id, strcmp (gx_statement_text (self->customers, 4), "organisation") == 0, face);
  gx_face_add_gender (face, gx_statement_text (self->customers, 5));
  gx_face_add_birthday (face, gx_statement_text (self->customers, 6));
  for (; gx_statement_at (self->contacts, id); gx_statement_next (self->contacts))
    gx_face_add_contact (face, gx_statement_text (self->contacts, 1), gx_statement_text (self->contacts, 2));
  for (; gx_statement_at (self->addresses, id); gx_statement_next (self->addresses))
    gx_face_add_address (face, gx_statement_text (self->addresses, 1), gx_statement_text (self->addresses, 2),
                         gx_statement_text (self->addresses, 3), gx_statement_text (self->addresses, 4),
                         gx_statement_text (self->addresses, 5));
  if (gx_statement_at (self->companies, id))
    gx_face_add_company (face, gx_statement_text (self->companies, 1));
}

gboolean
gx_book_faces (GxConnection *book, GxBookFaceFunc func, gpointer data, GError **error)
{
  g_autoptr (GxFace) face = gx_face_new ();
  g_auto (Reading) reading = { 0 };

  g_return_val_if_fail (book != NULL && func != NULL, FALSE);

  begin (book, &reading);
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
