/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-contact.h"

G_BEGIN_DECLS

typedef enum { GX_PHONE_OTHER, GX_PHONE_MOBILE, GX_PHONE_LANDLINE, GX_PHONE_400 } GxChinesePhone;

/* A telephone number as understood. */
typedef struct {
  char *digits;              /* with the country code where is_international; never NULL once read */
  char *extension;           /* NULL for none */
  gboolean is_international; /* the country is known */
  gboolean has_letters;
  gboolean is_rounded;       /* a spreadsheet has lost the last digits */
  gboolean is_masked;        /* "138****5678": somebody has covered some of them */
  const char *repair;        /* static key of the phrases contact.repair: what was mended; NULL for nothing */
  GxChinesePhone chinese;
} GxPhone;

void gx_phone_read (const char *value, GxPhone *self);
void gx_phone_clear (GxPhone *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GxPhone, gx_phone_clear)

char *gx_phone_make_key (const GxPhone *self);            /* transfer full, nullable */
const char *gx_phone_find_problem (const GxPhone *self);  /* interned phrase key, NULL for none */

G_END_DECLS
