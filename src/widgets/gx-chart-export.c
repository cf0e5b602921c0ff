/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-chart-export.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "widgets/gx-dialogs.h"
#include "widgets/gx-toast.h"

#define LEAST_WIDTH 320

typedef struct {
  GtkWidget *widget;
  GxDrawing *drawing;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *self = data;

  g_object_unref (self->widget);
  g_object_unref (self->drawing);
  g_free (self);
}

/* The system's font at its plain size: a picture does not depend on where its widget stands. */
static GBytes *
render (GtkWidget *widget, GxDrawing *drawing, GxPictureFormat format, GError **error)
{
  g_autofree char *font = NULL;
  int width = MAX (gtk_widget_get_width (widget), LEAST_WIDTH), height = gtk_widget_get_height (widget);

  g_object_get (gtk_widget_get_settings (widget), "gtk-font-name", &font, NULL);
  return gx_drawing_render (drawing, format, font, width, height, error);
}

static char *
propose_name (GxDrawing *drawing)
{
  g_autofree char *title = g_strdup (gx_drawing_get_title (drawing));

  g_strdelimit (title, "/\\:*?\"<>|\n\t", ' ');
  g_strstrip (title);
  /* Translators: a file's name, where the chart has no title */
  return g_strdup_printf ("%s.png", *title != '\0' ? title : _("Chart"));
}

static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  Errand *errand = user_data;
  g_autoptr (GError) error = NULL;

  if (!gx_chart_export_save_as (errand->widget, errand->drawing, file, &error))
    gx_toast_show_error (errand->widget, error);
  else
    gx_toast_show (errand->widget, _("Picture saved"));
}

void
gx_chart_export_copy_picture (GtkWidget *widget, GxDrawing *drawing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (GX_IS_DRAWING (drawing));

  png = render (widget, drawing, GX_PICTURE_PNG, &error);
  texture = png != NULL ? gdk_texture_new_from_bytes (png, &error) : NULL;
  if (texture == NULL)
    {
      gx_error_prefix (&error, _("Could not copy the picture"));
      gx_toast_show_error (widget, error);
      return;
    }
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
  gx_toast_show (widget, _("Picture copied"));
}

void
gx_chart_export_copy_table (GtkWidget *widget, GxDrawing *drawing)
{
  g_autofree char *table = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (GX_IS_DRAWING (drawing));

  table = gx_drawing_to_table (drawing);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), table);
  gx_toast_show (widget, _("Table copied"));
}

void
gx_chart_export_save (GtkWidget *widget, GxDrawing *drawing)
{
  g_autofree char *name = NULL;
  Errand *errand = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (GX_IS_DRAWING (drawing));

  name = propose_name (drawing);
  errand = g_new0 (Errand, 1);
  errand->widget = g_object_ref (widget);
  errand->drawing = g_object_ref (drawing);
  gx_dialog_save_file (widget, _("Save as PNG, SVG or PDF"), name, file_chosen_cb, errand, errand_free);
}

gboolean
gx_chart_export_save_as (GtkWidget *widget, GxDrawing *drawing, GFile *file, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GxPictureFormat format = GX_PICTURE_PNG;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  name = g_file_get_basename (file);
  if (!gx_picture_format_of_name (name, &format))
    {
      g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
                   /* Translators: %s is a file's name */
                   _("Could not save the picture: “%s” does not end in .png, .svg or .pdf"), name);
      return FALSE;
    }
  bytes = render (widget, drawing, format, error);
  return bytes != NULL && gx_picture_save (bytes, file, error);
}

GMenuModel *
gx_chart_export_create_menu (const char *prefix)
{
  GMenu *menu = g_menu_new ();
  const struct {
    const char *label, *action;
  } items[] = {
    { _("_Copy as picture"), "copy-picture" },
    { _("Copy as _table"), "copy-table" },
    { _("_Save as…"), "export" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autofree char *action = g_strdup_printf ("%s.%s", prefix, items[i].action);
      g_menu_append (menu, items[i].label, action);
    }
  return G_MENU_MODEL (menu);
}
