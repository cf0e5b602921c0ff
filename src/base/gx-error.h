/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * GxErrorCode:
 * Few and named by what a caller can do about it. The message is a sentence for people, translated:
 * what could not be done, why, and what to do.
 */
typedef enum {
  GX_ERROR_FAILED,       /* something below failed: I/O, SQL */
  GX_ERROR_USAGE,        /* the caller's words are wrong (exit status 2) */
  GX_ERROR_INVALID,      /* a value cannot be taken: not a day, not a number … */
  GX_ERROR_NOT_FOUND,    /* no such record, file, step */
  GX_ERROR_NOT_A_BOOK,   /* the file is no customer book */
  GX_ERROR_DAMAGED,      /* the book is damaged */
  GX_ERROR_NEWER,        /* the book was made by a newer program */
  GX_ERROR_READ_ONLY,    /* opened read-only, or lies where it must not be written */
  GX_ERROR_REMOTE,       /* lies on a network drive */
  GX_ERROR_SYNCED,       /* lies in a folder that another program synchronises */
  GX_ERROR_BUSY,         /* somebody else is writing (exit status 4) */
  GX_ERROR_FULL,         /* the disk is full */
  GX_ERROR_HELD,         /* a later step stands on this one; the message names it */
  GX_ERROR_AMBIGUOUS,    /* the program must not guess; the message names what settles it */
  GX_ERROR_GONE,         /* the drive or its folder is not there: try again by itself */
  GX_ERROR_NO_ANSWER,    /* the drive does not answer: try again by itself */
  GX_ERROR_REFUSED,      /* the drive does not let this person in */
  GX_ERROR_EXISTS,       /* a file of this name has another content */
  GX_ERROR_UNFINISHED,   /* a file that has not arrived as a whole: look again later */
  GX_ERROR_CANCELLED,
} GxErrorCode;

#define GX_ERROR (gx_error_quark ())
GQuark gx_error_quark (void);

/**
 * gx_error_prefix:
 * @action: a translated phrase without full stop: "Could not save the customer"
 *
 * Puts "Could not save the customer: " before the message of @error, where set.
 */
void gx_error_prefix (GError **error, const char *action);

/**
 * gx_error_tell_short: (transfer full): the message where the file at @path is called by its name alone: a
 * person has just chosen it and knows where it lies.
 */
char *gx_error_tell_short (const GError *error, const char *path);

G_END_DECLS
