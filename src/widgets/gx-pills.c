/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-pills.h"

#include "base/gx-phrase.h"
#include "widgets/gx-glyphs.h"

#include <adwaita.h>

#define GAP_PX 6
#define PAD_PX 9
#define TEXT_SCALE 0.8
#define MIN_PX 48

typedef struct {
  char *text;
  GxPillInk ink;
} Pill;

struct _GxPills {
  GtkWidget parent_instance;

  GArray *pills;
  int width_px; /* 0: as wide as needed */
};

/* The palette's hues, dark or light enough to be read as small text on their own wash: at least 4.5:1. */
static const guint32 inks[2][GX_N_PILLS] = {
  { 0x1a5fb4, 0x9c2f0c, 0x1f6146, 0x532796, 0x6a5b12, 0x96306a, 0x5e5c64 },
  { 0x8fbcf2, 0xf59a62, 0x8fd6a3, 0xcec2f4, 0xf5de80, 0xe3a8cb, 0xc6c5c2 },
};

G_DEFINE_FINAL_TYPE (GxPills, gx_pills, GTK_TYPE_WIDGET)

static void
redraw (GxPills *self)
{
  if (self->width_px > 0)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  else
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
clear_pill (gpointer data)
{
  g_free (((Pill *) data)->text);
}

static PangoLayout *
layout_of (GtkWidget *widget, const char *text)
{
  return gx_glyphs_get (widget, text, gx_glyphs_body_px (widget) * TEXT_SCALE, PANGO_WEIGHT_SEMIBOLD);
}

static int
width_of (GxPills *self, guint i)
{
  return gx_pill_width (GTK_WIDGET (self), g_array_index (self->pills, Pill, i).text);
}

static int
height_of_pill (GtkWidget *widget)
{
  return (int) (gx_glyphs_body_px (widget) * TEXT_SCALE * 1.7 + 0.5);
}

static void
tell_words (GxPills *self)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < self->pills->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", g_array_index (self->pills, Pill, i).text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words->str, -1);
}

static void
gx_pills_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                  int *minimum_baseline, int *natural_baseline)
{
  GxPills *self = GX_PILLS (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = height_of_pill (widget);
      return;
    }
  *minimum = *natural = self->width_px;
  if (self->width_px == 0 && self->pills->len > 0)
    *minimum = MIN (width_of (self, 0), MIN_PX);
  for (guint i = 0; i < self->pills->len && self->width_px == 0; i++)
    *natural += width_of (self, i) + (i > 0 ? GAP_PX : 0);
}

static void
gx_pills_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GxPills *self = GX_PILLS (widget);
  int room = gtk_widget_get_width (widget);
  int middle = gtk_widget_get_height (widget) / 2;
  int x = 0;

  for (guint i = 0; i < self->pills->len; i++)
    {
      const Pill *pill = &g_array_index (self->pills, Pill, i);
      int width = width_of (self, i);
      if (x + width > room && i > 0)
        return;
      gx_pill_draw (widget, snapshot, pill->text, pill->ink, x, middle, MIN (width, room - x));
      x += width + GAP_PX;
    }
}

static void
gx_pills_finalize (GObject *object)
{
  g_array_unref (GX_PILLS (object)->pills);
  G_OBJECT_CLASS (gx_pills_parent_class)->finalize (object);
}

static void
gx_pills_class_init (GxPillsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gx_pills_finalize;
  widget_class->measure = gx_pills_measure;
  widget_class->snapshot = gx_pills_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
gx_pills_init (GxPills *self)
{
  self->pills = g_array_new (FALSE, FALSE, sizeof (Pill));
  g_array_set_clear_func (self->pills, clear_pill);
}

GtkWidget *
gx_pills_new (int width_px)
{
  GxPills *self = g_object_new (GX_TYPE_PILLS, NULL);

  self->width_px = width_px;
  return GTK_WIDGET (self);
}

void
gx_pills_clear (GxPills *self)
{
  g_return_if_fail (GX_IS_PILLS (self));

  if (self->pills->len == 0)
    return;
  g_array_set_size (self->pills, 0);
  tell_words (self);
  redraw (self);
}

void
gx_pills_add (GxPills *self, const char *text, GxPillInk ink)
{
  g_return_if_fail (GX_IS_PILLS (self));
  g_return_if_fail (text != NULL && ink < GX_N_PILLS);

  Pill pill = { g_strdup (text), ink };
  g_array_append_val (self->pills, pill);
  tell_words (self);
  redraw (self);
}

void
gx_pills_add_class (GxPills *self, const char *lifecycle)
{
  gx_pills_add (self, gx_phrase ("lifecycle", lifecycle), gx_pill_ink_of_class (lifecycle));
}

void
gx_pills_add_tag (GxPills *self, const char *name, int colour)
{
  gx_pills_add (self, name, gx_pill_ink_of_tag (colour));
}

GxPillInk
gx_pill_ink_of_class (const char *lifecycle)
{
  static const struct { const char *word; GxPillInk ink; } classes[] = {
    { "new", GX_PILL_BLUE }, { "active", GX_PILL_GREEN }, { "dormant", GX_PILL_GOLD },
    { "lapsed", GX_PILL_RUST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_strcmp0 (classes[i].word, lifecycle) == 0)
      return classes[i].ink;
  return GX_PILL_GREY;
}

GxPillInk
gx_pill_ink_of_tag (int colour)
{
  return colour >= 0 && colour < GX_N_PILLS ? (GxPillInk) colour : GX_PILL_GREY;
}

int
gx_pill_width (GtkWidget *widget, const char *text)
{
  int width = 0;

  g_return_val_if_fail (GTK_IS_WIDGET (widget) && text != NULL, 0);

  pango_layout_get_pixel_size (layout_of (widget, text), &width, NULL);
  return width + 2 * PAD_PX;
}

void
gx_pill_draw (GtkWidget *widget, GtkSnapshot *snapshot, const char *text, GxPillInk ink, int x_px,
              int middle_px,
              int width_px)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && text != NULL && ink < GX_N_PILLS);

  guint32 rgb = inks[adw_style_manager_get_dark (adw_style_manager_get_default ()) ? 1 : 0][ink];
  GdkRGBA colour = { (rgb >> 16 & 0xff) / 255.f, (rgb >> 8 & 0xff) / 255.f, (rgb & 0xff) / 255.f, 1 };
  GdkRGBA wash = { colour.red, colour.green, colour.blue, 0.15f };
  int height = height_of_pill (widget);
  float y = middle_px - height / 2.f;
  graphene_rect_t box = GRAPHENE_RECT_INIT (x_px, y, width_px, height);
  graphene_rect_t inner = GRAPHENE_RECT_INIT (x_px + PAD_PX, y, width_px - 2 * PAD_PX, height);
  PangoLayout *layout = layout_of (widget, text);
  int text_width = 0, text_height = 0;
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, &box, height / 2.f);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &wash, &box);
  gtk_snapshot_pop (snapshot);

  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  gboolean is_cut = text_width > inner.size.width;
  if (is_cut)
    gtk_snapshot_push_clip (snapshot, &inner);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (inner.origin.x, y + (height - text_height) / 2.f));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
  if (is_cut)
    gtk_snapshot_pop (snapshot);
}
