/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/gx-clock-check.h"

#include <glib/gi18n-lib.h>

#include "base/gx-clock.h"
#include "base/gx-day.h"

#define WELL_AFTER_MS (60 * 60 * 1000) /* less is daylight saving, or a clock that drifts */
#define ASKED_KEY "clock.asked"        /* local: of which step */

/* Whether that step was asked about before. */
static gboolean
is_asked (GxConnection *book, GxId step)
{
  g_autofree char *asked = gx_connection_get_local (book, ASKED_KEY);

  return asked != NULL && g_ascii_strtoll (asked, NULL, 10) == step;
}

static void
note_asked (GxConnection *book, GxId step)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, step);

  if (!gx_connection_is_read_only (book))
    gx_connection_set_local (book, ASKED_KEY, text, NULL);
}

char *
gx_clock_check (GxConnection *book)
{
  g_autofree char *when = NULL;
  gint64 at_ms;
  GxId step;

  if (gx_connection_get_version (book) < 5) /* it can only be read */
    return NULL;
  step = gx_connection_get_int64 (book, 0, NULL, "select tx from journal_order order by place desc limit 1",
                                  NULL);
  at_ms = gx_connection_get_int64 (book, 0, NULL, "select at from journal_tx where id = ?", "i", step);
  if (at_ms - gx_clock_now_ms () < WELL_AFTER_MS || is_asked (book, step))
    return NULL;
  note_asked (book, step);
  when = gx_instant_format (at_ms);
  /* Translators: %s is a day and a time that are still to come */
  return g_strdup_printf (_("Is this computer's clock right? The newest change in this book is of %s."),
                          when);
}
