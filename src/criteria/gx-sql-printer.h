/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria-private.h"

G_BEGIN_DECLS

/*
 * A criteria as SQL in the making: text of the catalogue and "?" go to one string, what a person typed only
 * ever to the values bound to it. Comparisons may be null, which "where" takes for false; so do and and or;
 * under a "not", and where it is counted, "is not true" takes null for false.
 */
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

/* -- gx-criteria-sql.c: the tree */

/** _gx_sql_print: the condition of one customer f; NULL: everybody. FALSE with @self->error. */
gboolean _gx_sql_print (GxSqlPrinter *self, GxCriteria *criteria);

/* -- gx-criteria-compare.c: one comparison, in brackets */
void _gx_sql_put_compare (GxSqlPrinter *self, GxCriteria *criteria);

/* -- The pieces, put at the end of @self->where */

/** _gx_sql_put: text that we wrote. */
void _gx_sql_put (GxSqlPrinter *self, const char *sql);

/* A "?" that stands for this. @text: (transfer full) */
void _gx_sql_put_number (GxSqlPrinter *self, gint64 number);
void _gx_sql_put_text (GxSqlPrinter *self, char *text);

/** _gx_sql_put_field: its SQL as of the context's day; what it needs beside is joined. */
void _gx_sql_put_field (GxSqlPrinter *self, const GxCriteriaField *field);

/** _gx_sql_put_currency: the field's amount is in the context's currency. */
void _gx_sql_put_currency (GxSqlPrinter *self, const GxCriteriaField *field);

/** _gx_sql_put_among: "in" the members of @list: (transfer full): a JSON array. */
void _gx_sql_put_among (GxSqlPrinter *self, char *list);
void _gx_sql_put_among_numbers (GxSqlPrinter *self, const gint64 *numbers, guint n);

/** _gx_sql_expand: a text of the catalogue to @sql, with its :as_of, :currency and :custom bound to
 * @bound. */
void _gx_sql_expand (GxSqlPrinter *self, const char *text, GxId custom, GString *sql, GArray *bound);

/** _gx_sql_list_texts, _gx_sql_list_numbers: (transfer full): a JSON array of them. */
char *_gx_sql_list_texts (char **texts);
char *_gx_sql_list_numbers (const gint64 *numbers, guint n);

/** _gx_sql_minor_unit: one unit of a currency in decimals × 10^6 of a minor one. */
gint64 _gx_sql_minor_unit (const char *currency);

/** _gx_sql_to_minor: decimals × 10^6 in minor units: the least amount that is enough (@round_up), or the
 * most that is not too much. */
gint64 _gx_sql_to_minor (const char *currency, gint64 micro, gboolean round_up);

G_END_DECLS
