/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-tooltips.h"

#include <gtk/gtk.h>

#define NOTHING "\xe2\x80\x8b" /* U+200B, a space without width */

static guint
count_wide (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    n += g_unichar_iswide (g_utf8_get_char (p));
  return n;
}

/* Before the widget answers with its text. */
static gboolean
tooltip_asked_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);
  const char *text = gtk_widget_get_tooltip_text (widget);
  guint n_wide = text != NULL && !g_str_has_suffix (text, NOTHING) ? count_wide (text) : 0;

  if (n_wide > 0)
    {
      g_autoptr (GString) wider = g_string_new (text);

      for (guint i = 0; i < n_wide; i++)
        g_string_append (wider, NOTHING);
      gtk_widget_set_tooltip_text (widget, wider->str);
    }
  return G_SOURCE_CONTINUE;
}

void
gx_tooltips_mend (void)
{
  static gsize is_mended = 0;

  if (!g_once_init_enter (&is_mended))
    return;
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET)); /* a signal is there once its class is */
  g_signal_add_emission_hook (g_signal_lookup ("query-tooltip", GTK_TYPE_WIDGET), 0, tooltip_asked_cb, NULL,
                              NULL);
  g_once_init_leave (&is_mended, 1);
}
