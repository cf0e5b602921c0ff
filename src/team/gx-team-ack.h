/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * GxTeamAck: what one computer says of itself: who works there, when it wrote this, what it has, what it
 * lacks although it must be there, and which snapshot it made. A small file that is written anew under the
 * next number; the others' knowledge of presence, too, is no more than this, and nothing depends on that.
 *
 *   {"guanxi":"ack","format":1,"team":…,"site":…,"number":17,"at":…,"name":"王芳","schema":5}
 *   {"have":<site>,"seq":39,"hash":"<hex>"}
 *   {"lacks":<site>,"seq":12}                a site's step that does not come
 *   {"snapshot":3}                           <site>.3.snap is a copy of the book
 *   {"covers":<site>,"seq":30}               … with these steps
 *   {"was":<site>,"until":1795341600000}     this computer was that site until then
 *   {"open":<customer>}                      whom this person looks at
 *   {"bye":1}                                the program was closed
 */
typedef struct {
  GxId site;
  gint64 seq;
  GBytes *hash;        /* of what is had; NULL otherwise */
} GxTeamPlace;

typedef struct {
  GxId team, site;
  gint64 number, at_ms;
  int schema;          /* the book version of its program */
  char *name;
  GArray *have, *lacks, *covers;   /* of GxTeamPlace */
  GArray *was;         /* of GxTeamPlace: seq is a time, UTC ms */
  gint64 snapshot;     /* 0: none */
  GxId open;           /* a customer; 0: none */
  gboolean is_bye;
} GxTeamAck;

GxTeamAck *gx_team_ack_new (void);
void gx_team_ack_free (GxTeamAck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxTeamAck, gx_team_ack_free)

GArray *gx_team_places_new (void); /* of GxTeamPlace */
/** gx_team_places_add: copies @hash (nullable) by reference. */
void gx_team_places_add (GArray *places, GxId site, gint64 seq, GBytes *hash);
/** gx_team_places_get: the number said of @site; 0: nothing. */
gint64 gx_team_places_get (const GArray *places, GxId site);

gboolean gx_team_ack_write (const GxTeamAck *self, const char *path, GError **error);

/** gx_team_ack_repeats: whether it says of its book what was said @before: it is only a sign of life. */
gboolean gx_team_ack_repeats (const GxTeamAck *self, const GxTeamAck *before);

/** gx_team_ack_read: Errors: DAMAGED, NEWER. */
GxTeamAck *gx_team_ack_read (const char *path, GError **error);

G_END_DECLS
