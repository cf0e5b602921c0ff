/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-tiles.h"

#define LONG_CELLS 9 /* a value longer than that is set smaller, so that a day is never cut off */

#define GAP_PX 12
#define TILE_MIN_PX 112

struct _GxTiles {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (GxTiles, gx_tiles, GTK_TYPE_WIDGET)

static GtkWidget *
skip_hidden (GtkWidget *tile)
{
  while (tile != NULL && !gtk_widget_should_layout (tile))
    tile = gtk_widget_get_next_sibling (tile);
  return tile;
}

static GtkWidget *
first_tile (gpointer self)
{
  return skip_hidden (gtk_widget_get_first_child (self));
}

static GtkWidget *
next_tile (GtkWidget *tile)
{
  return skip_hidden (gtk_widget_get_next_sibling (tile));
}

static guint
count_tiles (GxTiles *self)
{
  guint n = 0;

  for (GtkWidget *tile = first_tile (self); tile != NULL; tile = next_tile (tile))
    n++;
  return n;
}

/* As many in a row as fit, but rows of nearly equal length: five are 5, 3 + 2 or 2 + 2 + 1. */
static guint
count_columns (GxTiles *self, int width)
{
  guint n = MAX (count_tiles (self), 1);
  guint fit = CLAMP ((guint) MAX ((width + GAP_PX) / (TILE_MIN_PX + GAP_PX), 1), 1, n);
  guint rows = (n + fit - 1) / fit;

  return (n + rows - 1) / rows;
}

static int
measure_row_height (GxTiles *self, int tile_width)
{
  int height = 0;

  for (GtkWidget *tile = first_tile (self); tile != NULL; tile = next_tile (tile))
    {
      int minimum = 0, natural = 0;
      gtk_widget_measure (tile, GTK_ORIENTATION_VERTICAL, tile_width, &minimum, &natural, NULL, NULL);
      height = MAX (height, natural);
    }
  return height;
}

static int
width_of_tile (int width, guint columns)
{
  return MAX ((width - (int) (columns - 1) * GAP_PX) / (int) columns, 1);
}

static GtkSizeRequestMode
gx_tiles_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
gx_tiles_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                  int *minimum_baseline, int *natural_baseline)
{
  GxTiles *self = GX_TILES (widget);
  guint n = count_tiles (self);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = n > 1 ? 2 * TILE_MIN_PX + GAP_PX : TILE_MIN_PX;
      *natural = MAX ((int) n * (TILE_MIN_PX + GAP_PX) - GAP_PX, *minimum);
      return;
    }
  int width = for_size >= 0 ? for_size : (int) n * (TILE_MIN_PX + GAP_PX);
  guint columns = count_columns (self, width);
  guint rows = (n + columns - 1) / columns;
  *minimum = *natural = n == 0 ? 0 : (int) rows * (measure_row_height (self,
      width_of_tile (width, columns)) + GAP_PX) - GAP_PX;
}

static void
gx_tiles_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GxTiles *self = GX_TILES (widget);
  guint n = count_tiles (self);
  guint columns = count_columns (self, width);
  int row_height = measure_row_height (self, width_of_tile (width, columns));
  guint i = 0;

  for (GtkWidget *tile = first_tile (self); tile != NULL; tile = next_tile (tile), i++)
    {
      guint in_row = MIN (columns, n - i / columns * columns);
      int tile_width = width_of_tile (width, in_row);
      int x = (int) (i % columns) * (tile_width + GAP_PX);
      GtkAllocation place = { x, (int) (i / columns) * (row_height + GAP_PX), tile_width, row_height };
      if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
        place.x = width - x - tile_width;
      gtk_widget_size_allocate (tile, &place, -1);
    }
}

static void
gx_tiles_dispose (GObject *object)
{
  gx_tiles_clear (GX_TILES (object));
  G_OBJECT_CLASS (gx_tiles_parent_class)->dispose (object);
}

static void
gx_tiles_class_init (GxTilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_tiles_dispose;
  widget_class->get_request_mode = gx_tiles_get_request_mode;
  widget_class->measure = gx_tiles_measure;
  widget_class->size_allocate = gx_tiles_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
gx_tiles_init (GxTiles *self)
{
}

void
gx_tiles_clear (GxTiles *self)
{
  g_return_if_fail (GX_IS_TILES (self));

  GtkWidget *tile = NULL;
  while ((tile = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (tile);
}

static GtkWidget *
new_line (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* How wide a text is in letters; a Chinese character takes two. */
static int
measure_cells (const char *text)
{
  int cells = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    cells += g_unichar_iswide (g_utf8_get_char (text)) ? 2 : 1;
  return cells;
}

void
gx_tiles_add (GxTiles *self, const char *name, const char *value, const char *note)
{
  g_return_if_fail (GX_IS_TILES (self) && name != NULL && value != NULL);

  GtkWidget *tile = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_add_css_class (tile, "card");
  gtk_widget_add_css_class (tile, "gx-tile");
  gtk_box_append (GTK_BOX (tile), new_line (name, "gx-tile-name"));
  GtkWidget *line = new_line (value, "gx-tile-value");
  if (measure_cells (value) > LONG_CELLS)
    gtk_widget_add_css_class (line, "gx-tile-long");
  gtk_box_append (GTK_BOX (tile), line);
  if (note != NULL)
    gtk_box_append (GTK_BOX (tile), new_line (note, "gx-tile-name"));
  gtk_widget_set_tooltip_text (tile, note);
  gtk_widget_set_parent (tile, GTK_WIDGET (self));
}

void
gx_tiles_append (GxTiles *self, GtkWidget *tile)
{
  g_return_if_fail (GX_IS_TILES (self) && GTK_IS_WIDGET (tile));

  gtk_widget_set_parent (tile, GTK_WIDGET (self));
}
