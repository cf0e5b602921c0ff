/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "events/gx-note-words.h"
#include "events/gx-notes.h"

G_BEGIN_DECLS

/* Where texts stand: two tables that have a text, a day and a customer. */
typedef struct {
  const char *table;
  const char *portion;   /* SQL: id, day and text of at most ?3 live rows from ?1 to ?2, by id */
  const char *newest;    /* SQL: the same, the last ones first */
  /* SQL: of the row ?1, if it and its customer live: text, customer, name, kind, day */
  const char *one;     
} GxNoteSource;

extern const GxNoteSource _gx_note_sources[];   /* ended by a NULL table */

#define GX_NOTES_PLACE "notes.place"            /* local state: steps up to here are in note_todo */
gint64 _gx_notes_place (GxConnection *book);

/* gx-notes-chore.c */
void _gx_notes_register (void);

G_END_DECLS
