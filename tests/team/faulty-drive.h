/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "team/gx-transport.h"

/**
 * A drive in memory that does to files what drives do: short writes, no room, failing at the last moment,
 * success without arrival, losing, doubling, tearing, delaying, old lists, no answer. And how a computer sees
 * it: each has a transport of its own, whose wire can be cut in the middle of a round.
 */
typedef struct _Drive Drive;

Drive *drive_new (guint32 seed);
void drive_free (Drive *self);
void drive_set_faults (Drive *self, int per_mille); /* of calls; 0: a perfect drive */
void drive_set_now (Drive *self, gint64 now_ms);    /* its clock */
void drive_lose (Drive *self, const char *suffix);  /* every file whose name ends so */
guint drive_count (Drive *self, const char *suffix);
guint drive_count_of (Drive *self, const char *prefix, const char *suffix);
GxTransport *drive_connect (Drive *self);           /* transfer full */

#define FAULTY_TYPE_TRANSPORT (faulty_transport_get_type ())
G_DECLARE_FINAL_TYPE (FaultyTransport, faulty_transport, FAULTY, TRANSPORT, GObject)

/** After so many more calls nothing is heard any more: the computer was switched off. -1: never. */
void faulty_transport_cut (FaultyTransport *self, int calls);
gboolean faulty_transport_is_cut (FaultyTransport *self);
