/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-avatar.h"

#include "base/gx-text.h"
#include "widgets/gx-glyphs.h"

struct _GxAvatar {
  GtkWidget parent_instance;

  int size_px;
  GxId id;
  char *letters;
  gboolean is_organisation;
};

enum { PROP_SIZE = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

/* Top and bottom of each disc; white letters have a contrast of at least 3:1 in the middle. */
static const struct { guint32 top, bottom; } grounds[] = {
  { 0x5b9ae6, 0x2f6fc4 }, { 0x45a9b8, 0x1d7c8e }, { 0x56b07a, 0x2b8555 }, { 0x97a244, 0x6d7926 },
    { 0xcf9a35, 0xa97410 },
  { 0xe88a4a, 0xc3591a }, { 0xe0716b, 0xb93c3a }, { 0xd07aa9, 0xa9477f }, { 0xa083d8, 0x7051b2 },
    { 0x8592a8, 0x596780 },
};

G_DEFINE_FINAL_TYPE (GxAvatar, gx_avatar, GTK_TYPE_WIDGET)

static GdkRGBA
make_colour (guint32 rgb)
{
  return (GdkRGBA) { (rgb >> 16 & 0xff) / 255.f, (rgb >> 8 & 0xff) / 255.f, (rgb & 0xff) / 255.f, 1.f };
}

static guint
pick_ground (GxId id)
{
  guint64 mixed = (guint64) id * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return (guint) (mixed >> 40) % G_N_ELEMENTS (grounds);
}

static void
gx_avatar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                   int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = GX_AVATAR (widget)->size_px;
}

static void
draw_letters (GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *box, const char *letters)
{
  gboolean is_wide = g_utf8_strlen (letters, -1) > 1;
  PangoLayout *layout = gx_glyphs_get (widget, letters, box->size.width * (is_wide ? 0.36 : 0.44),
                                       PANGO_WEIGHT_SEMIBOLD);
  PangoRectangle ink;
  GdkRGBA white = { 1, 1, 1, 0.95 };

  /* By its own ink: a Chinese character and a capital stand in the middle alike. */
  pango_layout_get_pixel_extents (layout, &ink, NULL);
  graphene_point_t at = { box->origin.x + (box->size.width - ink.width) / 2.f - ink.x,
                          box->origin.y + (box->size.height - ink.height) / 2.f - ink.y };
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &at);
  gtk_snapshot_append_layout (snapshot, layout, &white);
  gtk_snapshot_restore (snapshot);
}

static void
gx_avatar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GxAvatar *self = GX_AVATAR (widget);
  float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  float size = self->size_px;
  graphene_rect_t box = GRAPHENE_RECT_INIT ((width - size) / 2, (height - size) / 2, size, size);

  if (self->letters != NULL)
    gx_avatar_draw (widget, snapshot, &box, self->id, self->letters, self->is_organisation);
}

static void
gx_avatar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SIZE)
    g_value_set_int (value, GX_AVATAR (object)->size_px);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gx_avatar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SIZE)
    GX_AVATAR (object)->size_px = g_value_get_int (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gx_avatar_finalize (GObject *object)
{
  g_free (GX_AVATAR (object)->letters);
  G_OBJECT_CLASS (gx_avatar_parent_class)->finalize (object);
}

static void
gx_avatar_class_init (GxAvatarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = gx_avatar_get_property;
  object_class->set_property = gx_avatar_set_property;
  object_class->finalize = gx_avatar_finalize;
  widget_class->measure = gx_avatar_measure;
  widget_class->snapshot = gx_avatar_snapshot;

  props[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 8, 512, 36,
                                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
gx_avatar_init (GxAvatar *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
gx_avatar_new (int size_px)
{
  return g_object_new (GX_TYPE_AVATAR, "size", size_px, NULL);
}

void
gx_avatar_show (GxAvatar *self, GxId id, const char *name, gboolean is_organisation)
{
  g_return_if_fail (GX_IS_AVATAR (self));

  g_free (self->letters);
  self->letters = name != NULL ? gx_avatar_letters (name, is_organisation) : NULL;
  self->id = id;
  self->is_organisation = is_organisation;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
gx_avatar_draw (GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *box, GxId id,
                const char *letters,
                gboolean is_organisation)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && box != NULL && letters != NULL);

  float size = box->size.width;
  graphene_point_t top = { 0, box->origin.y }, bottom = { 0, box->origin.y + size };
  guint ground = pick_ground (id);
  GskColorStop stops[] = { { 0, make_colour (grounds[ground].top) },
                           { 1, make_colour (grounds[ground].bottom) } };
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, box, is_organisation ? size * 0.28f : size / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_linear_gradient (snapshot, box, &top, &bottom, stops, G_N_ELEMENTS (stops));
  gtk_snapshot_pop (snapshot);
  draw_letters (widget, snapshot, box, letters);
}

static gunichar
find_letter (const char *word)
{
  for (const char *at = word; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalpha (g_utf8_get_char (at)))
      return g_unichar_toupper (g_utf8_get_char (at));
  return 0;
}

static gboolean
is_han (gunichar letter)
{
  return g_unichar_get_script (letter) == G_UNICODE_SCRIPT_HAN;
}

char *
gx_avatar_letters (const char *name, gboolean is_organisation)
{
  g_return_val_if_fail (name != NULL, NULL);

  g_auto (GStrv) words = g_strsplit_set (name, " \t·-,", -1);
  gunichar first = 0, last = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      gunichar letter = find_letter (words[i]);
      if (letter == 0)
        continue;
      if (first == 0)
        first = letter;
      else
        last = letter;
    }

  GString *letters = g_string_new (NULL);
  gboolean has_digit = strpbrk (name, "0123456789") != NULL;
  if (first == 0 || (has_digit && last == 0 && g_ascii_isalpha (name[0])))
    g_string_append_c (letters, '#');
  else
    g_string_append_unichar (letters, first);
  if (first != 0 && last != 0 && !is_han (first) && !is_han (last) && !is_organisation)
    g_string_append_unichar (letters, last);
  return g_string_free (letters, FALSE);
}
