/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "customers/gx-customer-parts.h"
#include "customers/gx-words.h"
#include "store/gx-record.h"
#include "store/gx-statement.h"

G_BEGIN_DECLS

/* For the room customers only. */

/* Three columns that together say what a customer is called; read by _gx_shown_name_read(). */
#define GX_SHOWN_COLUMNS(customer) \
  customer ".name, " \
  "case when " customer ".name is null then coalesce (" customer ".number, (select k.key " \
  "from external_key k where k.customer_id = " customer ".id and k.gone = 0 order by k.id limit 1)) end, " \
  "case when " customer ".name is null and " customer ".number is null then (select p.value " \
  "from contact_point p where p.customer_id = " customer ".id and p.gone = 0 order by p.is_primary desc, " \
  "p.id limit 1) end"

char *_gx_shown_name_read (GxStatement *query, int column);

/* Trimmed; NULL where nothing remains. Transfer full. */
char *_gx_trim (const char *text);

/* Always FALSE: INVALID. */
gboolean _gx_empty_name_refuse (GError **error);

/* Of @table, "word" or "member": a free id for a name, or that of one that was put away; 0 on error. */
GxId _gx_word_choose_id (GxConnection *book, const char *table, const char *kind, const char *name,
                         GError **error);

/* What a step that writes this field is called: a phrase key. */
const char *_gx_customer_field_label (const char *field);

/* Splits "VIP, 老客户、old friend" into trimmed, distinct, not empty names. Transfer full. */
/* of a set as a form had it, only what was added to it or taken out */
gboolean _gx_tags_merge (GxConnection *book, GxId id, const char *base, const char *text, GError **error);
GPtrArray *_gx_split_names (const char *text);

/* Inside a step: writes one field of the catalogue, or "custom.<name>", as typed. */
gboolean _gx_customer_write (GxConnection *book, GxId id, const char *field, const char *text,
                             GError **error);

/* Inside a step: the rows behind the parts. */
gboolean _gx_contact_point_insert (GxConnection *book, GxId customer, const char *kind, const char *value,
                                   const char *label,
                                   const char *nickname, GxId *id, GError **error);
gboolean _gx_contact_point_update (GxConnection *book, GxId id, const char *kind, const char *value,
                                   GError **error);
gboolean _gx_contact_point_promote (GxConnection *book, GxId customer, const char *kind, GError **error);
gboolean _gx_external_key_insert (GxConnection *book, GxId customer, const char *system, const char *key,
                                  GxId *id, GError **error);
gboolean _gx_former_name_insert (GxConnection *book, GxId customer, const char *name, GError **error);
gboolean _gx_company_write (GxConnection *book, GxId customer, const char *name, GError **error);
gboolean _gx_title_write (GxConnection *book, GxId customer, const char *title, GError **error);
gboolean _gx_tag_set (GxConnection *book, GxId customer, GxId tag, gboolean is_tagged, GError **error);
gboolean _gx_custom_value_write (GxConnection *book, GxId customer, GxId field, const char *type,
                                 const char *text, GError **error);

/* The one live organisation of this folded name; 0 none, or several. */
GxId _gx_organisation_match (GxConnection *book, const char *name);

/* The name of the custom field that "custom.<name>" means. */
const char *_gx_custom_name (const char *field);

/* The field of that folded name; NULL where there is none. Transfer full. */
GxCustomField *_gx_custom_field_find (GxConnection *book, const char *name);

/* The first complaint that stands in the way of saving; NULL none. Borrowed. */
const GxComplaint *_gx_customer_draft_obstacle (GxCustomerDraft *self);

/* What a draft has beside its fields. */
typedef struct {
  const char *kind;           /* of a contact point; NULL: an external key */
  char *value, *label;        /* label: of an external key its system */
} GxDraftExtra;

GHashTable *_gx_customer_draft_changes (GxCustomerDraft *self); /* field → text, borrowed */
GPtrArray *_gx_customer_draft_extras (GxCustomerDraft *self);   /* of GxDraftExtra, borrowed */

G_END_DECLS
