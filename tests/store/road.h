/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-carried-step.h"

/** Parcel: a step on the road, with the rows of its imports, from one book of a test to another. */
typedef struct {
  GxCarriedStep *step;
  GArray *images;          /* of ParcelImage */
  guint taken;             /* for the test: bit per book that has it */
} Parcel;

typedef struct {
  int table;
  GxId row;
  char *cells;
} ParcelImage;

void parcel_free (Parcel *self);

/* (element-type Parcel): the steps of @site after @after_seq that @book has, packed as they are now */
GPtrArray *road_pack (GxConnection *book, GxId site, gint64 after_seq);
/* everything that @from has and @to has not, site by site */
GPtrArray *road_pack_missing (GxConnection *from, GxConnection *to);

/* FALSE with @error where the arrival refuses */
gboolean parcel_take (const Parcel *self, GxArrival *arrival, GError **error);

/* everything, in one arrival; what is refused fails the test */
GxArrived road_carry (GxConnection *from, GxConnection *to);
