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

/* gx-criteria-sql.c: a criteria as SQL in the making: text of the catalogue, and bound values. */

typedef struct {
  GxConnection *book;
  GxCriteriaContext context;  /* complete */
  gboolean is_past;           /* the context's day has gone by */
  GString *where;
  GArray *bound;              /* of GxParameter, of @where */
  GPtrArray *texts;           /* owns the parameters' text */
  GPtrArray *joins;           /* of const GxCriteriaJoin, of the customer */
  GPtrArray *inner_joins;     /* likewise, of the related thing being printed; NULL outside of one */
  GArray *segments;           /* of GxId: those being printed, one inside the other */
  guint stack;                /* how many symbols the parser holds here, at most */
  guint nodes;                /* printed so far, those of segments included */
  GError *error;              /* the first */
} GxSqlPrinter;

void _gx_sql_printer_init (GxSqlPrinter *self, GxConnection *book, const GxCriteriaContext *context);
void _gx_sql_printer_clear (GxSqlPrinter *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GxSqlPrinter, _gx_sql_printer_clear)

/** _gx_sql_print: the condition of one customer f; NULL: everybody. FALSE with @self->error. */
gboolean _gx_sql_print (GxSqlPrinter *self, GxCriteria *criteria);

/**
 * _gx_sql_expand: a text of the catalogue to @sql, with its :as_of, :currency and :custom bound to @bound.
 */
void _gx_sql_expand (GxSqlPrinter *self, const char *text, GxId custom, GString *sql, GArray *bound);

G_END_DECLS
