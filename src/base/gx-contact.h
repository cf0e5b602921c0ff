/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/* Contact points as typed and as compared. Our own rules; no telephone is dialled from them. */

/**
 * gx_contact_key: (transfer full) (nullable): how two contact points are the same. phone: digits with + and
 * country code where it is known or can be told ("+8613800138000" from "138 0013 8000", "0086-138…"); a
 * number without one keeps its digits. mail: folded, trimmed. wechat, qq, web: folded. NULL where nothing
 * remains. Full-width digits, "1.38001E+10" and "13800138000.0" are read as what they were. Of a
 * phone that is masked there is none.
 */
char *gx_contact_key (const char *kind, const char *value);
char *gx_phone_digits (const char *value);                       /* transfer full: digits only */
/* transfer full: for reading aloud: "138 0013 8000", "010-6552 9988"; others as typed */
char *gx_phone_format (const char *value);
/**
 * gx_phone_mend: (transfer full): the number without what a spreadsheet did to it: "13800138000" of
 * "13800138000.0" and "1.3800138E+10", "010-65529988" of "10-65529988", plain digits of full-width ones; else
 * @value itself.
 * @repair: (out): what had to be mended, a static key of the phrases "contact.repair"; NULL for nothing.
 * Separators, +86 and extensions need no mending.
 */
char *gx_phone_mend (const char *value, const char **repair);
/**
 * gx_text_is_masked: digits or names that somebody has covered, so that they reach nobody and tell nobody
 * apart: "138****5678", "138xxxx5678", "张*", "李**".
 */
gboolean gx_text_is_masked (const char *value);
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
