/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-marks.h"

#include "widgets/gx-theme-colours.h"

static void
insert (PangoAttrList *attributes, PangoAttribute *attribute, const GxTextSpan *span, guint offset)
{
  attribute->start_index = offset + span->start;
  attribute->end_index = offset + span->end;
  pango_attr_list_insert (attributes, attribute);
}

static guint16
to_pango (double channel)
{
  return (guint16) (CLAMP (channel, 0, 1) * G_MAXUINT16);
}

void
gx_marks_add (PangoAttrList *attributes, GtkWidget *widget, const GArray *spans, guint offset)
{
  g_return_if_fail (attributes != NULL && GTK_IS_WIDGET (widget));

  if (spans == NULL || spans->len == 0)
    return;
  GxColor accent = gx_theme_colours_accent (widget);
  guint16 red = to_pango (accent.red), green = to_pango (accent.green), blue = to_pango (accent.blue);
  for (guint i = 0; i < spans->len; i++)
    {
      const GxTextSpan *span = &g_array_index (spans, GxTextSpan, i);

      insert (attributes, pango_attr_foreground_new (red, green, blue), span, offset);
      insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), span, offset);
    }
}
