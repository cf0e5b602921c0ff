/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-palette-row.h"

#include "widgets/gx-avatar.h"
#include "widgets/gx-marks.h"

#define PICTURE_PX 32

struct _GxPaletteRow {
  GtkListBoxRow parent_instance;

  GxAvatar *avatar;
  GtkImage *icon;
  GtkLabel *title, *detail;
  GtkShortcutLabel *keys;
  const GxPaletteItem *item; /* borrowed */
};

G_DEFINE_FINAL_TYPE (GxPaletteRow, gx_palette_row, GTK_TYPE_LIST_BOX_ROW)

static void
mark (GxPaletteRow *self, GtkLabel *label, const GArray *spans, guint offset)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  gx_marks_add (attributes, GTK_WIDGET (self), spans, offset);
  gtk_label_set_attributes (label, attributes);
}

static void
mark_title (GxPaletteRow *self, const GxSearchWords *words)
{
  g_autoptr (GArray) spans = self->item->title_spans != NULL
    ? g_array_ref (self->item->title_spans) : gx_search_words_mark (words, "name", self->item->title);

  mark (self, self->title, spans, 0);
}

static void
mark_detail (GxPaletteRow *self, const GxSearchWords *words)
{
  const GxPaletteItem *item = self->item;
  g_autoptr (GArray) spans = item->detail != NULL && item->detail_field != NULL
    ? gx_search_words_mark (words, item->detail_field, item->detail + item->detail_start) : NULL;

  mark (self, self->detail, spans, item->detail_start);
}

static GtkLabel *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return GTK_LABEL (label);
}

static void
gx_palette_row_class_init (GxPaletteRowClass *klass)
{
}

static void
gx_palette_row_init (GxPaletteRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->avatar = GX_AVATAR (gx_avatar_new (PICTURE_PX));
  self->icon = GTK_IMAGE (gtk_image_new ());
  self->title = make_label (NULL);
  self->detail = make_label ("gx-second");
  self->keys = GTK_SHORTCUT_LABEL (gtk_shortcut_label_new (""));
  gtk_widget_set_size_request (GTK_WIDGET (self->icon), PICTURE_PX, PICTURE_PX);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->avatar), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->keys), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->detail));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->avatar));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->keys));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  /* The cursor stays in the field. */
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

GtkWidget *
gx_palette_row_new (void)
{
  return g_object_new (GX_TYPE_PALETTE_ROW, NULL);
}

void
gx_palette_row_show (GxPaletteRow *self, const GxPaletteItem *item, const GxSearchWords *words,
                     gboolean has_room)
{
  g_return_if_fail (GX_IS_PALETTE_ROW (self) && item != NULL && words != NULL);

  self->item = item;
  gtk_label_set_label (self->title, item->title);
  gtk_label_set_label (self->detail, item->detail != NULL ? item->detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), item->detail != NULL && *item->detail != '\0');
  mark_title (self, words);
  mark_detail (self, words);
  gtk_widget_set_visible (GTK_WIDGET (self->avatar), item->icon == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), item->icon != NULL);
  if (item->icon != NULL)
    gtk_image_set_from_icon_name (self->icon, item->icon);
  else
    gx_avatar_show (self->avatar, item->customer, item->title, item->is_organisation);
  gtk_shortcut_label_set_accelerator (self->keys, item->keys != NULL ? item->keys : "");
  gtk_widget_set_visible (GTK_WIDGET (self->keys), item->keys != NULL && has_room);
  g_autofree char *said = gx_palette_row_words (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

const GxPaletteItem *
gx_palette_row_get_item (GxPaletteRow *self)
{
  g_return_val_if_fail (GX_IS_PALETTE_ROW (self), NULL);

  return self->item;
}

char *
gx_palette_row_words (GxPaletteRow *self)
{
  g_return_val_if_fail (GX_IS_PALETTE_ROW (self) && self->item != NULL, NULL);

  const GxPaletteItem *item = self->item;
  GString *words = g_string_new (item->title);
  guint key = 0;
  GdkModifierType held = 0;

  if (item->detail != NULL && *item->detail != '\0')
    g_string_append_printf (words, ", %s", item->detail);
  if (item->keys != NULL && gtk_accelerator_parse (item->keys, &key, &held))
    {
      g_autofree char *keys = gtk_accelerator_get_label (key, held);
      g_string_append_printf (words, ", %s", keys);
    }
  return g_string_free (words, FALSE);
}
