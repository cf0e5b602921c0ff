/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * GxFaceField: what two customers are compared by. Several texts of one field are alternatives: one that is
 * equal is enough.
 */
typedef enum {
  GX_FACE_FAMILY,        /* of a person; folded, without marks */
  GX_FACE_GIVEN,
  GX_FACE_ORGANISATION,  /* the name of an organisation without its legal form */
  GX_FACE_BIRTHDAY,      /* as stored (gx-partial-day.h), or its eight digits where there is no such day */
  GX_FACE_GENDER,
  GX_FACE_MAIL,          /* keys as of gx_contact_key() */
  GX_FACE_CHAT,          /* WeChat, QQ */
  GX_FACE_PHONE,
  GX_FACE_COMPANY,       /* where a person works, without its legal form */
  GX_FACE_HOUSE,         /* the number of the house */
  GX_FACE_STREET,        /* the first line of the address without that number */
  GX_FACE_PLACE,         /* further lines */
  GX_FACE_DISTRICT,
  GX_FACE_CITY,
  GX_FACE_POSTCODE,
  GX_FACE_PROVINCE,
  GX_N_FACE_FIELDS
} GxFaceField;

/** gx_face_field_name: the stable word: "family_name", "phone" … */
const char *gx_face_field_name (GxFaceField field);

/**
 * GxFace: what is known of one customer, as far as it tells people apart: made, handed to a GxCrowd,
 * cleared, used for the next.
 */
typedef struct _GxFace GxFace;

GxFace *gx_face_new (void);
void gx_face_free (GxFace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxFace, gx_face_free)
void gx_face_clear (GxFace *self);

/** In all of these NULL and "" say nothing, and what is not known apart (@family) is taken apart. */
void gx_face_add_person (GxFace *self, const char *name, const char *family, const char *given);
void gx_face_add_organisation (GxFace *self, const char *name);
void gx_face_add_contact (GxFace *self, const char *kind, const char *key);
void gx_face_add_company (GxFace *self, const char *name);
void gx_face_add_birthday (GxFace *self, const char *stored);
void gx_face_add_gender (GxFace *self, const char *gender);
void gx_face_add_address (GxFace *self, const char *province, const char *city, const char *district,
                          const char *street, const char *postcode);

/** gx_face_has_whole_name: not for 王总 and "J. Smith", who are several people of one company. */
gboolean gx_face_has_whole_name (const GxFace *self);

/** Of so many texts the first are kept. */
#define GX_FACE_MOST_TEXTS 24
guint gx_face_n_texts (const GxFace *self);
const char *gx_face_get_text (const GxFace *self, guint index, GxFaceField *field);

G_END_DECLS
