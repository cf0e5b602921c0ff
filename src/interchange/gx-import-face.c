/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-contact.h"
#include "customers/gx-customer-field.h"
#include "interchange/gx-import-private.h"

/* The face of a row: what it says as it would be kept. */

static const struct {
  GxColumn field;
  const char *kind;
} contacts[] = {
  { GX_COLUMN_PHONE, "phone" }, { GX_COLUMN_MAIL, "mail" }, { GX_COLUMN_WECHAT, "wechat" },
  { GX_COLUMN_QQ, "qq" },
};

typedef struct {
  GxFace *face;
  const char *kind;
} Adding;

static gboolean
add_contact (GxImporter *self, const GxImportRow *row, const char *text, gpointer data)
{
  Adding *adding = data;
  g_autofree char *key = gx_contact_key (adding->kind, text);

  gx_face_add_contact (adding->face, adding->kind, key);
  return TRUE;
}

static gboolean
add_other_name (GxImporter *self, const GxImportRow *row, const char *text, gpointer data)
{
  gx_face_add_person (data, text, NULL, NULL);
  return TRUE;
}

/* (transfer full) (nullable): the word of a choice as it is stored. */
static char *
read_choice (const GxImportRow *row, GxColumn field)
{
  const char *text = row->values[field];
  char *stored = NULL;

  if (*text == 0
      || !gx_customer_field_check (gx_customer_field_get (gx_column_key (field)), text, &stored, NULL))
    return NULL;
  return stored;
}

/* A birthday that never was, "19081233", still tells people apart by its digits. */
static char *
read_birthday (GxImporter *self, const GxImportRow *row)
{
  const char *text = row->values[GX_COLUMN_BIRTHDAY];
  char *birthday = _gx_importer_birthday (self, row);

  if (birthday == NULL && strlen (text) == 8 && strspn (text, "0123456789") == 8)
    return g_strdup_printf ("%.4s-%.2s-%s", text, text + 4, text + 6);
  return birthday;
}

static gboolean
is_organisation (const GxImportRow *row, const char *name)
{
  g_autofree char *kind = read_choice (row, GX_COLUMN_KIND);

  if (kind != NULL)
    return strcmp (kind, "organisation") == 0;
  return strcmp (name, row->values[GX_COLUMN_COMPANY]) == 0 || _gx_import_is_organisation (name);
}

static void
add_names (GxImporter *self, const GxImportRow *row, const char *name, GxFace *face)
{
  static const GxColumn others[] = { GX_COLUMN_FORMER_NAME, GX_COLUMN_NICKNAME, GX_COLUMN_ENGLISH_NAME };

  if (is_organisation (row, name))
    {
      gx_face_add_organisation (face, name);
      return;
    }
  gx_face_add_person (face, name, row->values[GX_COLUMN_FAMILY_NAME], row->values[GX_COLUMN_GIVEN_NAME]);
  gx_face_add_company (face, row->values[GX_COLUMN_COMPANY]);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    _gx_importer_each_text (self, row, others[i], "", add_other_name, face);
}

void
_gx_importer_read_face (GxImporter *self, const GxImportRow *row, const char *name, GxFace *face)
{
  const char * const *v = row->values;
  g_autofree char *birthday = read_birthday (self, row);
  g_autofree char *gender = read_choice (row, GX_COLUMN_GENDER);

  gx_face_clear (face);
  add_names (self, row, name, face);
  gx_face_add_birthday (face, birthday);
  gx_face_add_gender (face, gender);
  gx_face_add_address (face, v[GX_COLUMN_PROVINCE], v[GX_COLUMN_CITY], v[GX_COLUMN_DISTRICT],
                       v[GX_COLUMN_STREET], v[GX_COLUMN_POSTCODE]);
  for (guint i = 0; i < G_N_ELEMENTS (contacts); i++)
    {
      Adding adding = { face, contacts[i].kind };

      _gx_importer_each_text (self, row, contacts[i].field, ";；、,，|｜\n", add_contact, &adding);
    }
}
