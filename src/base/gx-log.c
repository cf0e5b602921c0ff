/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-log.h"

static const GDebugKey topics[] = {
  { "sql", GX_LOG_SQL },
  { "step", GX_LOG_STEP },
  { "job", GX_LOG_JOB },
  { "list", GX_LOG_LIST },
};

static const char *
topic_name (GxLogTopic topic)
{
  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    if (topics[i].value == (guint) topic)
      return topics[i].key;

  return "?";
}

gboolean
gx_log_wants (GxLogTopic topic)
{
  static gsize wanted; /* plus one, so that nothing wanted is not "not read yet" */

  if (g_once_init_enter (&wanted))
    {
      guint flags = g_parse_debug_string (g_getenv ("GUANXI_DEBUG"), topics, G_N_ELEMENTS (topics));
      g_once_init_leave (&wanted, (gsize) flags + 1);
    }

  return ((wanted - 1) & topic) != 0;
}

void
gx_log (GxLogTopic topic, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  g_return_if_fail (format != NULL);

  if (!gx_log_wants (topic))
    return;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_printerr ("%s: %s\n", topic_name (topic), message);
}
