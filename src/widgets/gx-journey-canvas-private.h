/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/gx-journey-canvas.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PAN_STEP 0.2           /* of the span */
#define NO_POINTER (-1.0)

struct _GxJourneyCanvas {
  GtkWidget parent_instance;

  GxJourney *journey;
  GxChartTheme *theme;         /* NULL until asked for, and again when the style changed */
  GxJourneyHit hovered;
  double pointer_x, pointer_y; /* NO_POINTER: not over the canvas */

  GxJourneyPart dragged;       /* what the running drag moves */
  gboolean is_dragging;        /* it went beyond the threshold */
  GxSpan drag_span;            /* at its start; also of a pinch */
  GxSpan glide_from, glide_to;
  AdwAnimation *glide;
};

/* What the pointer does ends in these (gx-journey-canvas.c). */
void _gx_canvas_arrange (GxJourneyCanvas *self); /* its journey, for the canvas as it is now */
GxJourneyHit _gx_canvas_find_hit (GxJourneyCanvas *self, double x, double y);
void _gx_canvas_update_hovered (GxJourneyCanvas *self);
void _gx_canvas_set_span (GxJourneyCanvas *self, GxSpan span);
void _gx_canvas_stop_gliding (GxJourneyCanvas *self);
void _gx_canvas_click (GxJourneyCanvas *self, double x, double y);

/* Mouse, wheel and fingers (gx-journey-canvas-pointer.c). */
void _gx_canvas_add_controllers (GxJourneyCanvas *self);

G_END_DECLS
