/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * GxCriteriaContext: what a criteria is asked for. A question "within the last 90 days" or "worth 1,000" has
 * no answer without it.
 */
typedef struct {
  GxDay as_of;           /* GX_NO_DAY: today */
  const char *currency;  /* NULL: the book's home currency */
} GxCriteriaContext;

/**
 * GxFieldType: what a field holds, and so what may be asked of it (the words are those of the JSON,
 * gx-criteria.h).
 */
typedef enum {
  GX_FIELD_TEXT,    /* compared folded: is, contains, known */
  GX_FIELD_CHOICE,  /* one of stable words: is, known */
  GX_FIELD_WORD,    /* one row of word or member, by its name, folded: is, known */
  GX_FIELD_SET,     /* any number of words: has, known */
  GX_FIELD_NUMBER,  /* whole: is, at_least, at_most, known */
  GX_FIELD_DECIMAL, /* × 10^6: at_least, at_most, known */
  GX_FIELD_MONEY,   /* in the context's currency: at_least, at_most */
  GX_FIELD_DAY,     /* from, until, within, not_for, in_next, anniversary, known */
  GX_FIELD_BIRTHDAY, /* a gx_partial_day_key(): anniversary, known */
  GX_FIELD_FLAG,    /* is true, is false */
} GxFieldType;

/*
 * In the catalogue's SQL, ":as_of" stands for the context's day, ":currency" for its currency and ":custom"
 * for a custom field's id: they are bound like everything that is no SQL of ours.
 */

/**
 * GxCriteriaJoin: what a field needs beside customer_fact f, added once however many fields share it.
 * It must keep every customer and never double one.
 */
typedef struct {
  const char *sql;           /* "join customer c on c.id = f.customer_id"; NULL where only @prepare is
                                needed */
  /* run before the SQL; may be NULL. @context is complete */
  gboolean (*prepare) (GxConnection *book, const GxCriteriaContext *context, GError **error);
} GxCriteriaJoin;

/**
 * GxCriteriaRelation: things that belong to a customer, of which a criteria can ask "has (no, at least three)
 * … such that".
 */
typedef struct {
  const char *name;          /* "event": stable for ever */
  const char *label;         /* N_("Interactions") */
  const char *none, *some;   /* N_("no interactions"), N_("has interactions") */
  const char *one, *many;    /* "%s interaction", "%s interactions", marked for gettext */
  const char *from;          /* "event x" */
  const char *where;         /* "x.customer_id = f.customer_id and x.gone = 0" */
  const char *day;           /* "x.day": when it happened; NULL: not known */
} GxCriteriaRelation;

/**
 * GxCriteriaField: one thing one can ask of a customer (or of a related thing), described here and nowhere
 * else.
 */
typedef struct {
  const char *name;          /* as in the JSON: stable for ever */
  const char *label;         /* for people: N_("Last contact") */
  const char *opposite;      /* FLAG: when it is not so: N_("Has no phone number") */
  GxFieldType type;
  const char *expression;    /* SQL over customer_fact f and the join; of a relation, over x. SET: a select up
                                to the word's id */
  const char *past;          /* the same as of a day that has gone by, over f alone; NULL: what holds today is
                                taken to have held then */
  const GxCriteriaJoin *join;     /* NULL: none */
  const char *relation;      /* NULL: of the customer itself */
  const char *names;         /* WORD, SET: the table whose name is compared, "word" or "member" */
  const char * const *choices;    /* CHOICE: every stable word, NULL-terminated */
  gboolean is_coded;         /* CHOICE: the expression is the word's place in @choices, not the word */
  const char *phrases;       /* CHOICE: the domain of the words' labels (gx_phrase) */
  const char *currency;      /* MONEY: the SQL of its currency; NULL where the expression is in the context's
                                already */
  const char *unit;          /* for people: N_("days"); NULL: none */
  const char *suggest;       /* TEXT: a select of (text, how many) to choose from; NULL: too many, or none */
  gboolean is_unsaid;        /* its label goes without saying: "in the last 90 days", not "day in the …" */
  GxId custom;               /* the custom field it is, of gx-criteria-catalogue.h; 0: it is one of ours */
} GxCriteriaField;

/**
 * gx_criteria_register: the fields and relations that need nothing but the schema. Once, at start, before
 * other rooms' register functions.
 */
void gx_criteria_register (void);

/**
 * gx_criteria_register_field, _relation: static things, at start, from a room's gx_<room>_register(). Another
 * of the same name is a mistake of ours.
 */
void gx_criteria_register_field (const GxCriteriaField *field);
void gx_criteria_register_relation (const GxCriteriaRelation *relation);

/* NULL where there is none */
const GxCriteriaField *gx_criteria_find_field (const char *relation, const char *name);
const GxCriteriaRelation *gx_criteria_find_relation (const char *name);
/* transfer container, in order of registering */
GPtrArray *gx_criteria_list_fields (const char *relation);
/* transfer container */
GPtrArray *gx_criteria_list_relations (void);

G_END_DECLS
