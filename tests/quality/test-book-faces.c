/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-day.h"
#include "interchange/gx-demo.h"
#include "interchange/gx-house.h"
#include "quality/gx-book-faces.h"
#include "store/gx-statement.h"

#include <string.h>

/* A few faces meet a book: who looks through all of it finds the same as who asks for those they could be. */

#define CUSTOMERS 1500
#define ROWS 60

static GxConnection *
new_book (void)
{
  GxDemoOptions options = { .customers = CUSTOMERS, .seed = 5, .as_of = gx_day_new (2026, 11, 21) };
  g_autoptr (GError) error = NULL;
  GxConnection *book;

  gx_house_register ();
  book = gx_connection_create (NULL, "CNY", &error);
  g_assert_no_error (error);
  g_assert_true (gx_demo_fill (book, &options, NULL, NULL, &error));
  g_assert_no_error (error);
  return book;
}

/* Which parts of a customer a row still says; with each bit another one. */
enum { NAME = 1, OTHER_NAME = 2, CONTACTS = 4, BIRTHDAY = 8, ADDRESS = 16, COMPANY = 32, GENDER = 64 };

static void
add_row (GxConnection *book, GxStatement *customer, guint parts, GxCrowd *crowd)
{
  g_autoptr (GxFace) face = gx_face_new ();
  g_autoptr (GxStatement) contacts = gx_connection_query (book,
    "select kind, key from contact_point where customer_id = ? and gone = 0", "i",
    gx_statement_int64 (customer, 0));
  g_autoptr (GxStatement) addresses = gx_connection_query (book,
    "select province, city, district, street, postcode from address where customer_id = ? and gone = 0", "i",
    gx_statement_int64 (customer, 0));
  gboolean is_person = strcmp (gx_statement_text (customer, 2), "person") == 0;
  const char *name = gx_statement_text (customer, 1);

  if (parts & NAME && is_person)
    gx_face_add_person (face, name, NULL, NULL);
  else if (parts & NAME)
    gx_face_add_organisation (face, name);
  if (parts & OTHER_NAME)
    gx_face_add_person (face, "Xenophilia Quackenbush", NULL, NULL);
  while (parts & CONTACTS && gx_statement_next (contacts))
    gx_face_add_contact (face, gx_statement_text (contacts, 0), gx_statement_text (contacts, 1));
  while (parts & ADDRESS && gx_statement_next (addresses))
    gx_face_add_address (face, gx_statement_text (addresses, 0), gx_statement_text (addresses, 1),
                         gx_statement_text (addresses, 2), gx_statement_text (addresses, 3),
                         gx_statement_text (addresses, 4));
  gx_face_add_birthday (face, parts & BIRTHDAY ? gx_statement_text (customer, 3) : NULL);
  gx_face_add_gender (face, parts & GENDER ? gx_statement_text (customer, 4) : NULL);
  gx_face_add_company (face, parts & COMPANY ? gx_statement_text (customer, 5) : NULL);
  gx_crowd_add (crowd, face);
}

/* Of each so-manieth customer a row; @mask: what the file has columns for. */
static GxCrowd *
make_rows (GxConnection *book, guint mask)
{
  static const guint parts[] = {
    NAME | CONTACTS, OTHER_NAME | BIRTHDAY | GENDER, OTHER_NAME | ADDRESS, NAME | COMPANY, CONTACTS,
    NAME | ADDRESS | BIRTHDAY, NAME, 127,
  };
  g_autoptr (GxStatement) customer = gx_connection_query (book,
    "select c.id, c.name, c.kind, c.birthday, c.gender, f.company from customer c join customer_fact f"
    " on f.customer_id = c.id where c.gone = 0 order by c.id", NULL);
  GxCrowd *crowd = gx_crowd_new ();

  for (guint i = 0; gx_statement_next (customer); i++)
    if (i % (CUSTOMERS / ROWS) == 0)
      add_row (book, customer, parts[i / (CUSTOMERS / ROWS) % G_N_ELEMENTS (parts)] & mask, crowd);
  return crowd;
}

typedef struct {
  GxCrowd *crowd;
  GArray *ids;         /* of GxId: of those who got a place */
  guint n_handed;
} Meeting;

static gboolean
take (GxId customer, const char *name, const char *number, const GxFace *face, gpointer data)
{
  Meeting *self = data;

  self->n_handed++;
  if (gx_crowd_add_known (self->crowd, face) != GX_CROWD_NO_PLACE)
    g_array_append_val (self->ids, customer);
  return TRUE;
}

typedef gboolean (*Way) (GxConnection *book, GxCrowd *crowd, GxBookFaceFunc func, gpointer data,
                         GError **error);

static gboolean
read_all (GxConnection *book, GxCrowd *crowd, GxBookFaceFunc func, gpointer data, GError **error)
{
  return gx_book_faces (book, func, data, error);
}

static GArray *
find (GxConnection *book, guint mask, Way way, Meeting *meeting, guint64 *n_candidates)
{
  g_autoptr (GError) error = NULL;

  *meeting = (Meeting) { make_rows (book, mask), g_array_new (FALSE, FALSE, sizeof (GxId)), 0 };
  g_assert_true (way (book, meeting->crowd, take, meeting, &error));
  g_assert_no_error (error);
  return gx_crowd_find (meeting->crowd, 0.01, NULL, n_candidates);
}

static void
end (Meeting *self)
{
  gx_crowd_free (self->crowd);
  g_array_unref (self->ids);
}

static void
test_both_ways (void)
{
  static const guint masks[] = {
    127, NAME | OTHER_NAME, CONTACTS, NAME | ADDRESS, OTHER_NAME | BIRTHDAY, NAME | COMPANY,
  };
  g_autoptr (GxConnection) book = new_book ();

  for (guint i = 0; i < G_N_ELEMENTS (masks); i++)
    {
      Meeting all, met;
      guint64 n_all, n_met;
      g_autoptr (GArray) a = find (book, masks[i], read_all, &all, &n_all);
      g_autoptr (GArray) b = find (book, masks[i], gx_book_faces_met, &met, &n_met);

      g_test_message ("columns %u: %u of %u read whole, %u pairs", masks[i], met.n_handed, all.n_handed,
                      a->len);
      g_assert_cmpuint (a->len, >, 0);
      g_assert_cmpuint (n_all, ==, n_met);
      g_assert_cmpmem (all.ids->data, all.ids->len * sizeof (GxId), met.ids->data,
                       met.ids->len * sizeof (GxId));
      g_assert_cmpuint (a->len, ==, b->len);
      for (guint j = 0; j < a->len; j++)
        {
          const GxCrowdPair *x = &g_array_index (a, GxCrowdPair, j), *y = &g_array_index (b, GxCrowdPair, j);

          g_assert_cmpuint (x->a, ==, y->a);
          g_assert_cmpuint (x->b, ==, y->b);
          g_assert_cmpfloat (x->probability, ==, y->probability);
        }
      g_assert_cmpuint (met.n_handed, ==, met.ids->len);
      g_assert_cmpuint (met.n_handed * 2, <, all.n_handed);
      end (&all);
      end (&met);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/book-faces/both-ways", test_both_ways);
  return g_test_run ();
}
