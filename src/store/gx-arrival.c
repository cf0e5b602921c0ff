/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"
#include "store/gx-carried-step.h"

struct _GxArrival {
  GxConnection *book;
};

GxArrival *
gx_arrival_begin (GxConnection *book, GError **error)
{
  g_set_error_literal (error, GX_ERROR, GX_ERROR_FAILED, "not yet");
  return NULL;
}

gboolean
gx_arrival_add_step (GxArrival *self, const GxCarriedStep *step, GError **error)
{
  return FALSE;
}

gboolean
gx_arrival_add_image (GxArrival *self, int table, GxId row, const char *cells, GError **error)
{
  return FALSE;
}

gboolean
gx_arrival_commit (GxArrival *self, GxArrived *arrived, GError **error)
{
  return FALSE;
}

void
gx_arrival_abort (GxArrival *self)
{
}
