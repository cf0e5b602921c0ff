/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "customers/gx-customers.h"

G_BEGIN_DECLS

/*
 * The parts that hang from a customer, one by one: contact points, addresses, other names, keys, relations,
 * custom values. Each function is one step. @id of a part is in GxCustomer.
 */

/* -- contact points */

/** gx_contact_points_add: the first of its kind becomes primary. @label, @nickname may be NULL. @id: (out)
 * (optional). */
gboolean gx_contact_points_add (GxConnection *book, const GxActor *actor, GxId customer, const char *kind,
                                const char *value,
                                const char *label, const char *nickname, GxId *id, GError **error);

/** gx_contact_points_edit: a correction in place. */
gboolean gx_contact_points_edit (GxConnection *book, const GxActor *actor, GxId id, const char *value,
                                 const char *label,
                                 const char *nickname, GError **error);

/** gx_contact_points_correct: as _edit(), of the value alone. */
gboolean gx_contact_points_correct (GxConnection *book, const GxActor *actor, GxId id, const char *value,
                                    GError **error);

/** gx_contact_points_replace: they have a new one: the old stays, until today, and the new takes its
 * place. */
gboolean gx_contact_points_replace (GxConnection *book, const GxActor *actor, GxId id, const char *value,
                                    GxId *new_id, GError **error);

/** gx_contact_points_retire: it is used no longer and there is no new one: it stays, until today. */
gboolean gx_contact_points_retire (GxConnection *book, const GxActor *actor, GxId id, GError **error);
gboolean gx_contact_points_make_primary (GxConnection *book, const GxActor *actor, GxId id, GError **error);
gboolean gx_contact_points_remove (GxConnection *book, const GxActor *actor, GxId id, GError **error);

/* -- addresses: @address->id 0 adds; else edits. Returns the id in @id (optional) */
gboolean gx_addresses_save (GxConnection *book, const GxActor *actor, GxId customer, const GxAddress *address,
                            GxId *id, GError **error);
/** gx_addresses_set: one part of it: country, province, city, district, street, postcode, label; "" clears. */
gboolean gx_addresses_set (GxConnection *book, const GxActor *actor, GxId id, const char *part,
                           const char *value, GError **error);
gboolean gx_addresses_make_primary (GxConnection *book, const GxActor *actor, GxId id, GError **error);
gboolean gx_addresses_remove (GxConnection *book, const GxActor *actor, GxId id, GError **error);

/* -- names beside the shown one, and keys of other systems */
gboolean gx_customer_names_add (GxConnection *book, const GxActor *actor, GxId customer, const char *kind,
                                const char *name, GxId *id, GError **error);
gboolean gx_customer_names_remove (GxConnection *book, const GxActor *actor, GxId id, GError **error);
gboolean gx_external_keys_add (GxConnection *book, const GxActor *actor, GxId customer, const char *system,
                               const char *key, GxId *id, GError **error);
gboolean gx_external_keys_remove (GxConnection *book, const GxActor *actor, GxId id, GError **error);

/* -- relations */

/**
 * gx_relations_add:
 * @to: the organisation, or 0
 * @to_text: (nullable): its name where it has no record
 *
 * @from works there. The first becomes the primary one.
 */
gboolean gx_relations_add (GxConnection *book, const GxActor *actor, GxId from, GxId to, const char *to_text,
                           const char *title, GxId *id, GError **error);
gboolean gx_relations_edit (GxConnection *book, const GxActor *actor, GxId id, const char *title,
                            gboolean is_primary, GError **error);

/** gx_relations_end: they left, on @until (GX_NO_DAY: today): stays as history. */
gboolean gx_relations_end (GxConnection *book, const GxActor *actor, GxId id, GxDay until, GError **error);
gboolean gx_relations_remove (GxConnection *book, const GxActor *actor, GxId id, GError **error);

/** gx_relations_make_organisation: "make it an organisation": the plain text becomes a record (an
 * organisation of exactly that name is taken where there is one) and everybody with the same plain text is
 * linked to it. */
gboolean gx_relations_make_organisation (GxConnection *book, const GxActor *actor, GxId id,
                                         GxId *organisation, GError **error);

/** gx_relations_people: (transfer full) (element-type GxRelation): who works at @organisation now, by name;
 * is_incoming. */
GPtrArray *gx_relations_people (GxConnection *book, GxId organisation, GError **error);

/* -- custom fields */

typedef struct {
  GxId id;
  char *name;
  const char *type;    /* text, number, day, yes_no, choice; domain "custom.type" */
  char *choices;       /* one a line */
  int position;
} GxCustomField;
void gx_custom_field_free (GxCustomField *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxCustomField, gx_custom_field_free)

GPtrArray *gx_custom_fields_list (GxConnection *book, GError **error);  /* (transfer full), in order */
/* id 0 adds */
gboolean gx_custom_fields_save (GxConnection *book, const GxActor *actor, const GxCustomField *field,
                                GxId *id, GError **error);
gboolean gx_custom_fields_remove (GxConnection *book, const GxActor *actor, GxId id, GError **error);

/** gx_custom_value_read: (transfer full): @text as a field of @type keeps it: a plain number, an ISO day, yes or
 * no, else as it is. Errors: INVALID. */
char *gx_custom_value_read (const char *type, const char *text, GError **error);
gboolean gx_custom_values_set (GxConnection *book, const GxActor *actor, GxId customer, GxId field,
                               const char *text, GError **error);

G_END_DECLS
