/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/* Contact points as typed and as compared. Our own rules; no telephone is dialled from them. */

/**
 * gx_contact_key: (transfer full) (nullable): how two contact points are the same. phone: digits with + and
 * country code where it is known or can be told ("+8613800138000" from "138 0013 8000", "0086-138…"); a
 * number without one keeps its digits. mail: folded, trimmed. wechat, qq, web: folded. NULL where nothing
 * remains. Full-width digits, "1.38001E+10" and "13800138000.0" are read as what they were.
 */
char *gx_contact_key (const char *kind, const char *value);
char *gx_phone_digits (const char *value);                       /* transfer full: digits only */
/* transfer full: for reading aloud: "138 0013 8000", "010-6552 9988"; others as typed */
char *gx_phone_format (const char *value);
/**
 * gx_phone_repair: what had to be mended so that @value could be read, a static key of the phrases
 * "contact.repair"; NULL for nothing. Separators, +86 and extensions need no mending.
 */
const char *gx_phone_repair (const char *value);
/**
 * gx_phone_split_label: the words beside a number: "13800138000(张姐)", "张姐：138…" and "138… 晚上" are
 * 13800138000 and what is said of it.
 * @number, @label: (out) (transfer full)
 *
 * FALSE where there are none.
 */
gboolean gx_phone_split_label (const char *value, char **number, char **label);
/* why: interned phrase key */
gboolean gx_contact_is_plausible (const char *kind, const char *value, const char **why);
/**
 * gx_contact_read: both at once, of a @value: the key, and the interned phrase key of what is wrong or NULL.
 */
char *gx_contact_read (const char *kind, const char *value, const char **why);
/* "mail", "phone", "web", else NULL; static */
const char *gx_contact_guess_kind (const char *value);

G_END_DECLS
