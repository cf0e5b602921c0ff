/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/* GUANXI_DEBUG=sql,step,job,list or "all" prints topics to stderr; "help" names them. Never a customer's
   data, only names and counts. */
typedef enum {
  GX_LOG_SQL = 1 << 0,
  GX_LOG_STEP = 1 << 1,
  GX_LOG_JOB = 1 << 2,
  GX_LOG_LIST = 1 << 3,
} GxLogTopic;

gboolean gx_log_wants (GxLogTopic topic);
void gx_log (GxLogTopic topic, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
