/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria.h"
#include "store/gx-connection.h"

G_BEGIN_DECLS

#define GX_CRITERIA_MAX_NODES 400   /* SQLite's expressions may be 1,000 deep */
#define GX_CRITERIA_MAX_DEPTH 40
#define GX_CRITERIA_MAX_VALUES 1000
#define GX_SPAN_MAX 100000          /* of any unit; more is a slip of the finger */

struct _GxCriteria {
  gatomicrefcount references;
  GxCriteriaKind kind;
  guint nodes;                        /* in this tree, itself included */
  guint depth;
  GPtrArray *children;                /* of GxCriteria */
  const GxCriteriaRelation *relation; /* HAS */
  const GxCriteriaField *field;       /* COMPARE; HAS with a total */
  GxCriteriaField *own_field;         /* @field, where it is a custom one */
  GxCompareOperator op;
  GxCriteriaTotal total;              /* HAS */
  char **texts;                       /* never NULL */
  gint64 *numbers;
  guint n_numbers;
};

/** _gx_criteria_register_related: the relations and their fields. */
void _gx_criteria_register_related (void);

/** _gx_criteria_can_total: whether the field of a relation can be added up. */
gboolean _gx_criteria_can_total (const GxCriteriaField *field);

/* gx-criteria-catalogue.c: whether @text is "me", of a field that holds members */
gboolean _gx_criteria_field_means_self (const GxCriteriaField *field, const char *text);

/* gx-criteria-json.c: whether a JSON text can be handed to the parser */
gboolean _gx_json_is_tame (const char *json);

/* gx-criteria-json.c: words of the JSON: "days" …, and "within" … with what it means */
typedef struct { const char *member; GxCompareOperator op; } GxSpanMember;
#define GX_N_SPAN_MEMBERS 4
extern const GxSpanMember _gx_span_members[GX_N_SPAN_MEMBERS];
extern const char * const _gx_span_words[];

/* gx-criteria-custom.c: a custom field as a field, without what the book calls it */
#define GX_CUSTOM_PREFIX "custom:"
GxCriteriaField *_gx_custom_field_describe (GxId id, GxFieldType type);
void _gx_custom_field_description_free (GxCriteriaField *self);
/* the id in "custom:123"; 0 where @name is no such name */
GxId _gx_custom_field_read_name (const char *name);

/** _gx_criteria_count_by: as gx_criteria_count(), of those who had been met by the context's day. */
gint64 _gx_criteria_count_by (GxConnection *book, GxCriteria *self, const GxCriteriaContext *context,
                              GError **error);

G_END_DECLS
