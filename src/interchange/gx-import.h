/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-import-column.h"
#include "interchange/gx-import-log.h"
#include "interchange/gx-moment.h"
#include "interchange/gx-table.h"
#include "store/gx-step.h"

G_BEGIN_DECLS

/*
 * An import in three moves: a plan (which file, what its columns mean), a rehearsal that writes nothing, the
 * run. The rehearsal is the run, rolled back: what it reports is exactly what the run writes.
 *
 * How rows become records:
 * - Every row taken leaves a mark (import_row): the hash of the kind, the fields with their texts, and the
 *   how-manieth equal row of the file it is. A row whose mark is in the book, from a file of whatever name,
 *   is unchanged. So no row of a file is dropped as a duplicate of another, the same file again changes
 *   nothing, and after an undo it comes in again.
 * - customer_id is the customer's number in the other system: kept as an external key and, where no number is
 *   given, shown as the number. Somebody unknown becomes a new customer, nameless if need be.
 * - A customer is matched by --key; else by customer_id or number; else by phone, mail or WeChat where the
 *   names do not contradict; else by name and company, folded (in a file of customers only with those who
 *   were there before, by a whole name, and not where both can be reached and not by the same). A purchase or
 *   event that names no company is not that of a namesake who is reached otherwise than its row says. Of
 *   several matches the one whom the row is by likeness; without such a one it is refused.
 * - In a file of customers, whom none of these finds is looked for by likeness (quality/gx-crowd.h), among
 *   those of the book and the rows above; not where --key says what counts. From the plan's join limit on it
 *   is the same person, and the row is treated as every match. Between the limits it is told as a possible
 *   match, and the row is added beside. Where nothing agrees that is a person's own (given name, birthday,
 *   mail …) it is never more than possible, nor is a name alone, nor where each has a telephone or mail that
 *   the other has not (GX_CROWD_MOST_THIN). Two records with a number of ours each are never joined so, nor
 *   two customers of the book; different numbers of another system do not part them: it may have somebody
 *   twice. What a person decided for a row (gx_import_plan_decide) stands above all of this.
 * - Rows of one order number, customer and day are the lines of one purchase; without a number each row is
 *   its own. An order number that names two customers or days is as many purchases. Rows for an order that
 *   the book has already are added to it, with a warning.
 * - An order that its shop calls closed, or that was never paid, is refused. Of one that was paid back, in
 *   whole or by an amount that the row says, the book gets the sale and a return that points at it, also
 *   where the sale was brought in before. A status that nobody knows is refused until somebody says once what
 *   it means (gx_import_plan_set_value). A covered name ("张**") is nobody: the sale goes to what the shop
 *   calls the buyer, or to nobody, and the name into its note. A sale or event fills what is empty of its
 *   customer.
 * - A purchase is a return where its amounts sum to less than nothing, or its number begins with C and all
 *   its quantities are negative. It points at its sale where exactly one earlier sale to this customer has
 *   such a line for each of its lines.
 * - An amount that every row of an order repeats is the whole order's where their prices, its header or many
 *   orders say so: each line has its share, by its price or its quantity, and the rehearsal tells it. Where
 *   that cannot be known it is asked (AMBIGUOUS).
 * - An amount is kept as charged; without one it is quantity × unit price, rounded once. Without a unit price
 *   it is amount ÷ quantity where that is exact in six decimals, else 0 (unknown). Without a quantity it is
 *   1, −1 with a negative amount.
 */

typedef enum {
  GX_ON_MATCH_FILL,       /* what is empty is filled; new ways to reach them, tags … are added */
  GX_ON_MATCH_SKIP,       /* the row is left out */
  GX_ON_MATCH_OVERWRITE,  /* what the row says holds; what it leaves empty stays */
  GX_ON_MATCH_ADD,        /* nobody is looked for: every row is a new customer */
} GxOnMatch;

gboolean gx_on_match_parse (const char *name, GxOnMatch *on_match); /* "fill" "skip" "overwrite" "add" */
const char *gx_on_match_name (GxOnMatch on_match);

/** GxAmountOf: what the amount in the rows of one order number is. */
typedef enum {
  GX_AMOUNT_AUTO,           /* the whole column must settle it */
  GX_AMOUNT_OF_LINE,
  GX_AMOUNT_OF_ORDER,       /* each row repeats what was paid for all: its lines share it */
} GxAmountOf;

gboolean gx_amount_of_parse (const char *name, GxAmountOf *amount_of); /* "line" "order" */

#define GX_IMPORT_SAMPLE_ROWS 8

typedef enum {
  GX_GUESS_NOTHING,         /* nothing is known of it; it is left out */
  GX_GUESS_HEADER,
  GX_GUESS_VALUES,          /* its values say so, and no header says otherwise */
  GX_GUESS_TAKEN,           /* what its header says is said by another column; it is left out */
  GX_GUESS_REMEMBERED,      /* by a mapping that was kept (gx-import-mapping.h) */
  GX_GUESS_GIVEN,           /* by a person */
} GxGuessReason;

/** GxColumnGuess: why a column has its field, and how many of its first values are what the field holds. */
typedef struct {
  GxGuessReason reason;
  guint n_values, n_fitting; /* 0 of 0 where the values cannot tell */
  const char *type;          /* of a field that the book would have of it: "text", "number" … */
} GxColumnGuess;

/** GxImportDecision: whom a person says a row means. */
typedef enum {
  GX_DECISION_NONE,       /* as the rules above say */
  GX_DECISION_NEW,        /* somebody new */
  GX_DECISION_CUSTOMER,   /* this customer of the book */
  GX_DECISION_ROW,        /* whoever this earlier row of the file is */
} GxImportDecision;

/**
 * GxImportPlan: set what is known, then gx_import_plan_look(); what it found may be changed before the
 * rehearsal. Belongs to one thread at a time.
 */
typedef struct {
  char *path;               /* of a pasted table only what it is called */
  char *text;               /* (nullable): the pasted table itself */
  char *encoding;           /* NULL: find out */
  char delimiter;           /* 0: find out */
  char *sheet;              /* NULL: the only one that has rows */
  gboolean leave_hidden;    /* rows and columns that a spreadsheet program hides are not read */
  gboolean no_header;       /* the first row is data */
  gboolean has_header;      /* the first row is the header even where nothing in it is known */
  GxImportKind kind;        /* AUTO: look() decides */
  GxDayOrder day_order;     /* ASK: the whole column must settle it */
  GxAmountOf amount_of;     /* of purchases */
  GxOnMatch on_match;
  GArray *keys;             /* of GxColumn; empty: see above */
  double join_limit, ask_limit; /* of likeness: probabilities */
  GHashTable *decisions;    /* by row; see gx_import_plan_decide() */
  char *currency;           /* of amounts without one; NULL: the home currency */
  /* (nullable): refused rows are written there, .xlsx, with a column that says why */
  char *rejects_path;
  GArray *columns;          /* of GxColumn, one a column */
  GPtrArray *customs;       /* of nullable utf8: of a column that is CUSTOM the field's name, perhaps with ":type" */
  GPtrArray *book_fields;   /* of GxCustomField: see gx_import_plan_learn() */
  gboolean has_columns;     /* columns were given, not found */
  GHashTable *values;       /* what cells say instead: see gx_import_plan_set_value() */
  char *mapping;            /* (nullable): the name of the kept mapping that gave them */

  /* found by look() */
  GxTable *table;
  /* of utf8: those not hidden that hold something; empty where the file could not be opened */
  GPtrArray *sheets;
  guint sheet_index;
  gboolean is_ours;         /* it looks like an export of ours: places in it are as people typed them */
  gint64 header_row;        /* 0: none */
  guint n_columns;
  GArray *guesses;          /* of GxColumnGuess, one a column */
  GPtrArray *headers;       /* of utf8; "" where there is none */
  GPtrArray *samples;       /* of char **, n_columns texts each: the first rows of data */

  /* found by a rehearsal or run that failed as AMBIGUOUS: one of the two */
  GPtrArray *open_days;     /* of GxImportExample: a few days that could be read in several orders */
  char *open_order;         /* (nullable): the number of an order whose amount could be each line's or the whole */
} GxImportPlan;

GxImportPlan *gx_import_plan_new (const char *path);
/** gx_import_plan_new_text: for a table that was pasted. */
GxImportPlan *gx_import_plan_new_text (const char *text);
void gx_import_plan_free (GxImportPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxImportPlan, gx_import_plan_free)

/**
 * gx_import_plan_set_columns: "A,B,-": words as in headers; "-" leaves a column out; "custom.Size" is a field of
 * the book's people, "custom.Size:choice" makes it where it is not there. Errors: USAGE. Set the kind before.
 */
gboolean gx_import_plan_set_columns (GxImportPlan *self, const char *words, GError **error);

/**
 * gx_import_plan_learn: which fields the book's people have thought of, before look(): a column that is called
 * like one of them is one of them.
 */
gboolean gx_import_plan_learn (GxImportPlan *self, GxConnection *book, GError **error);

/**
 * gx_import_plan_set_column:
 * @custom: (nullable): of CUSTOM the field's name; "Size:choice" where the book has none of it and gets one (the
 *   types of gx-customer-parts.h). Of a field that is there the book's type holds.
 */
void gx_import_plan_set_column (GxImportPlan *self, guint column, GxColumn field, const char *custom);

/** gx_import_plan_get_custom: (nullable): as it was set; NULL where the column is not CUSTOM. */
const char *gx_import_plan_get_custom (const GxImportPlan *self, guint column);

/** gx_import_plan_get_word: (transfer full): the column as a word of set_columns(): "phone", "custom.Size". */
char *gx_import_plan_get_word (const GxImportPlan *self, guint column);

/** gx_import_custom_split: (transfer full): the name in "Size:choice"; @type: (out) (nullable): interned. */
char *gx_import_custom_split (const char *custom, const char **type);

/** gx_import_plan_set_keys: "phone" or "name,company" and the like. Errors: USAGE. */
gboolean gx_import_plan_set_keys (GxImportPlan *self, const char * const *words, GError **error);

/**
 * gx_import_plan_decide:
 * @row: as a spreadsheet counts
 * @target: a customer's id, or an earlier row
 */
void gx_import_plan_decide (GxImportPlan *self, gint64 row, GxImportDecision decision, gint64 target);
GxImportDecision gx_import_plan_get_decision (const GxImportPlan *self, gint64 row, gint64 *target);

/**
 * gx_import_plan_load_map: a JSON file with any of "as", "columns" (an array of words, or an object header →
 * word), "no_header", "leave_hidden", "delimiter", "encoding", "sheet", "day_order", "amount_of", "key" (array), "on_match", "currency",
 * "values" (an object field → object of what stands there → what it becomes).
 */
gboolean gx_import_plan_load_map (GxImportPlan *self, const char *path, GError **error);

/** gx_import_plan_read_map: the same from @json; @name is for errors. */
gboolean gx_import_plan_read_map (GxImportPlan *self, const char *json, const char *name, GError **error);

/** gx_import_plan_save_map: (transfer full): the plan as such JSON, after look(). */
char *gx_import_plan_save_map (const GxImportPlan *self);

/**
 * gx_import_plan_set_value: a cell of @field that says @text (whatever its case) says @becomes; "" leaves it
 * out, NULL takes it as it is. Of fields with one value and of tags.
 */
void gx_import_plan_set_value (GxImportPlan *self, GxColumn field, const char *text, const char *becomes);

/** gx_import_plan_get_value: (nullable): what was set for @text. */
const char *gx_import_plan_get_value (const GxImportPlan *self, GxColumn field, const char *text);

/** GxImportValue: one of the texts a column holds. */
typedef struct {
  char *text;
  gint64 count;
  char *becomes;            /* for people; "" left out; NULL: it is not known, somebody must say */
} GxImportValue;

/**
 * gx_import_plan_list_values: (transfer full) (element-type GxImportValue): what stands in column @column,
 * the most frequent first, at most @most; reads the whole file. NULL on an error.
 */
GPtrArray *gx_import_plan_list_values (GxImportPlan *self, guint column, guint most,
                                       GCancellable *cancellable, GError **error);

/**
 * gx_import_plan_look: opens the file, finds sheet, header, kind and columns, and reads the samples. May be
 * called again. Of a whole book (kind BOOK) there is nothing to find: no table, no columns.
 */
gboolean gx_import_plan_look (GxImportPlan *self, GError **error);

/** gx_import_plan_explain: (transfer full): why a column has its field, as a sentence. */
char *gx_import_plan_explain (const GxImportPlan *self, guint column);

/**
 * gx_import_plan_missing: a field without which nothing of this kind can be brought in; SKIP:
 * nothing is missing.
 */
GxColumn gx_import_plan_missing (const GxImportPlan *self);

/** GxImportExample: a row, or one cell of it, to be shown to a person. */
typedef struct {
  gint64 row;
  char *text;
} GxImportExample;

/**
 * GxImportProblem: something about one row. Whatever of a row is not in the book as it was typed has one, or
 * its column was left out.
 */
typedef struct {
  gint64 row;
  char *column;             /* its header, or the field's key; "" concerns the row */
  char *value;              /* as typed */
  char *repaired;           /* (nullable): of a repair: as it is now */
  /* static, stable: day, number, amount, identity, several, choice, contact, order-known … */
  const char *code;
  char *reason;             /* a sentence */
  GxSeverity severity;
} GxImportProblem;

/** GxImportPair: a row that is, or may be, somebody who is there already. */
typedef struct {
  gint64 row;
  gint64 with_row;          /* an earlier row of the file; 0: a customer of the book */
  GxId with_customer;
  char *name;               /* (nullable): theirs */
  double score;             /* the probability, 0 to 1 */
  GStrv reasons;            /* gx_comparison_reasons(); for people: gx_comparison_reasons_text() */
  gboolean is_joined;       /* else the row was added beside, for a person to decide */
} GxImportPair;

#define GX_IMPORT_MAX_PAIRS 10000
#define GX_IMPORT_MAX_PROBLEMS 10000 /* of each severity */

/** GxImportReport: rows = added + updated + unchanged + rejected; sums below the rows are none of them. */
typedef struct {
  GxImportKind kind;
  gint64 rows, added, updated, unchanged, rejected;
  gint64 totals;                                /* rows that are sums of others, and left out */
  GPtrArray *notices;                           /* of GxNotice: of the file as a whole */
  gint64 left;                                  /* of those unchanged: there already, to be left as they are */
  gint64 n_customers, n_purchases, n_products;  /* new records */
  gint64 n_problems;                            /* also those beyond the first GX_IMPORT_MAX_PROBLEMS */
  gint64 n_severities[GX_N_SEVERITIES];         /* the same, of each severity */
  GPtrArray *problems;                          /* of GxImportProblem, by row */
  gint64 n_joined, n_possible;                  /* rows found by likeness; of these: */
  GPtrArray *matches;                           /* of GxImportPair, by row: the first GX_IMPORT_MAX_PAIRS */
  GxImportLog *log;                             /* of a rehearsal; (nullable) of a run */
} GxImportReport;

GxImportReport *gx_import_report_new (void);
void gx_import_report_free (GxImportReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxImportReport, gx_import_report_free)

/**
 * GxImportProgress: now and then, on the thread that imports. @total may be 0 while the file is looked
 * through first.
 */
typedef void (*GxImportProgress) (gint64 done, gint64 total, gpointer user_data);

/**
 * gx_import_rehearse, gx_import_run:
 * @plan: after look(); looked at now if it was not
 * @progress: (nullable)
 * @report: (out) (transfer full)
 * @step: (out) (optional): 0 where nothing changed
 *
 * One step, or nothing: an error, a cancelling and a crash leave the book as it was. A checked copy of the
 * book is kept before the run. Errors also: AMBIGUOUS (a column's day order, naming --day-order and three
 * rows), CANCELLED, USAGE.
 *
 * Memory: rows are read through, never held, and what a rehearsal shows waits in a file. What must be known to
 * meet a row again within the file is about 100 bytes a row: its mark, its ways to be reached, its place in
 * the log. While likeness is looked for it is about 240: the face, and then whose group it is in (gx-crowd.h).
 */
gboolean gx_import_rehearse (GxConnection *book, const GxActor *actor, GxImportPlan *plan,
                             GxImportProgress progress,
                             gpointer user_data, GCancellable *cancellable, GxImportReport **report,
                               GError **error);
gboolean gx_import_run (GxConnection *book, const GxActor *actor, GxImportPlan *plan,
                        GxImportProgress progress,
                        gpointer user_data, GCancellable *cancellable, GxImportReport **report, GxId *step,
                          GError **error);

G_END_DECLS
