/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <pango/pangocairo.h>

G_BEGIN_DECLS

/**
 * GxPaper: blocks one below another on numbered pages of paper; a block is never parted. Printer, PDF and
 * tests call the same function, and texts stay texts. Lengths are points.
 */
typedef struct _GxPaper GxPaper;

/** GxPaperPen: what a block is put with. @cr is NULL while it is only measured. */
typedef struct {
  cairo_t *cr;
  PangoContext *context;
  double width;
} GxPaperPen;

/** GxPaperFunc: puts @block at @y; returns its height. */
typedef double (*GxPaperFunc) (const GxPaperPen *pen, gconstpointer block, double y, gpointer data);

GxPaper *gx_paper_new (GxPaperFunc put, gpointer data, GDestroyNotify free_data);
void gx_paper_free (GxPaper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxPaper, gx_paper_free)

/** gx_paper_add: the next block; borrowed for as long as the paper. */
void gx_paper_add (GxPaper *self, gconstpointer block);

/** gx_paper_lay_out: for pages of this size; returns how many they are. */
guint gx_paper_lay_out (GxPaper *self, PangoContext *context, double width, double height);

/** gx_paper_draw: one page, from 0, after gx_paper_lay_out(). */
void gx_paper_draw (GxPaper *self, cairo_t *cr, PangoContext *context, guint page);

/** gx_paper_save: a PDF of A4 pages. Errors: FAILED. */
gboolean gx_paper_save (GxPaper *self, const char *path, GError **error);

typedef struct {
  double size;             /* of the letters */
  gboolean is_bold;
  double x, width;         /* 0: to the right edge */
  gboolean is_right;       /* at the right end of it */
} GxPaperText;

/** gx_paper_put_text: wrapped into lines; returns their height. */
double gx_paper_put_text (const GxPaperPen *pen, const char *text, const GxPaperText *style, double y);

/** gx_paper_put_box: to tick; gx_paper_put_rule: a thin line from @x to @end. */
void gx_paper_put_box (const GxPaperPen *pen, double x, double y, double size);
void gx_paper_put_rule (const GxPaperPen *pen, double x, double end, double y);

G_END_DECLS
