/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria.h"
#include "random-criteria.h"
#include "store/gx-connection.h"

/*
 * A generated small book, kept twice: in SQLite, and as plain values by name, which a slow evaluator reads in
 * the plainest way. Only what a field reads is in it; of many things a twin lies in the bin.
 */
#define N_CUSTOMERS 160
#define N_WORDS 4
#define UNKNOWN G_MININT64
#define CURRENCY "CNY"

extern const char * const world_words[N_WORDS];   /* tags, sources and owners; the last has no name */
extern const char * const world_segments[RANDOM_N_SEGMENTS];

/** Record: values by the name of their field. */
typedef GHashTable Record;
const char *record_text (Record *self, const char *name);     /* NULL: not known */
gint64 record_number (Record *self, const char *name);        /* UNKNOWN */

typedef struct {
  const char *relation;
  Record *values;
  const char *currency;          /* of its money */
} Thing;

typedef struct {
  Record *values;                /* as of today */
  gboolean tags[N_WORDS];
  GPtrArray *things;             /* of Thing */
} Customer;

typedef struct {
  GxConnection *book;
  Customer customers[N_CUSTOMERS]; /* index i has the id i + 1 */
  gint64 last_id;
} World;

void world_set_up (World *self, gconstpointer seed);
void world_tear_down (World *self, gconstpointer seed);

/** world_fits: the slow evaluator: whether a customer fits, as of a day. */
gboolean world_fits (const Customer *customer, GxCriteria *criteria, GxDay as_of);
