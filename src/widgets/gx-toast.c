/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-toast.h"

#include "base/gx-error.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define STEP_TOAST "gx-step-toast"

static AdwToastOverlay *
find_overlay (GtkWidget *widget)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  if (overlay == NULL)
    {
      /* A dialog's toasts stand over the window it belongs to. */
      GtkRoot *root = gtk_widget_get_root (widget);
      GtkWindow *parent = GTK_IS_WINDOW (root) ? gtk_window_get_transient_for (GTK_WINDOW (root)) : NULL;
      if (parent == NULL && GTK_IS_WINDOW (root))
        parent = GTK_WINDOW (root);
      GtkWidget *content = ADW_IS_APPLICATION_WINDOW (parent)
        ? adw_application_window_get_content (ADW_APPLICATION_WINDOW (parent)) : NULL;
      overlay = ADW_IS_TOAST_OVERLAY (content) ? content : NULL;
    }
  return (AdwToastOverlay *) overlay;
}

/* It answers what was done just now, so it does not queue behind older answers. */
static AdwToast *
new_toast (const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);

  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  return toast;
}

static void
toast_dismissed_cb (AdwToast *toast, AdwToastOverlay *overlay)
{
  if (g_object_get_data (G_OBJECT (overlay), STEP_TOAST) == toast)
    g_object_set_data (G_OBJECT (overlay), STEP_TOAST, NULL);
}

/* What was done last takes the place of what was done before: that would come up again after it, and say
 * "Undone" of what was done again. */
static void
add_step_toast (AdwToastOverlay *overlay, AdwToast *toast)
{
  AdwToast *before = g_object_get_data (G_OBJECT (overlay), STEP_TOAST);

  if (before != NULL)
    adw_toast_dismiss (before);
  g_object_set_data (G_OBJECT (overlay), STEP_TOAST, toast);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_dismissed_cb), overlay, 0);
  adw_toast_overlay_add_toast (overlay, toast);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;

  if (gx_book_job_finish (GX_BOOK (source), result, &error) == NULL)
    gx_toast_show_error (widget, error);
}

void
gx_toast_show (GtkWidget *widget, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && text != NULL);

  AdwToastOverlay *overlay = find_overlay (widget);
  if (overlay != NULL)
    adw_toast_overlay_add_toast (overlay, new_toast (text));
}

void
gx_toast_ask (GtkWidget *widget, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && text != NULL);

  AdwToastOverlay *overlay = find_overlay (widget);
  AdwToast *toast = new_toast (text);

  adw_toast_set_timeout (toast, 0);
  if (overlay != NULL)
    adw_toast_overlay_add_toast (overlay, toast);
  else
    g_object_unref (toast);
}

void
gx_toast_show_undone (GtkWidget *widget, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && text != NULL);

  AdwToastOverlay *overlay = find_overlay (widget);
  if (overlay != NULL)
    add_step_toast (overlay, new_toast (text));
}

void
gx_toast_show_undo (GtkWidget *widget, const char *text, GxId step)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && text != NULL);

  AdwToastOverlay *overlay = find_overlay (widget);
  if (overlay == NULL)
    return;
  AdwToast *toast = new_toast (text);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "win.undo-step");
  adw_toast_set_action_target_value (toast, g_variant_new_int64 (step));
  add_step_toast (overlay, toast);
}

void
gx_toast_show_action (GtkWidget *widget, const char *text, const char *label, const char *action,
                      GVariant *target)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && text != NULL);

  AdwToastOverlay *overlay = find_overlay (widget);
  if (overlay == NULL)
    return;
  AdwToast *toast = new_toast (text);
  adw_toast_set_button_label (toast, label);
  adw_toast_set_action_name (toast, action);
  adw_toast_set_action_target_value (toast, target);
  adw_toast_set_timeout (toast, 30);
  adw_toast_overlay_add_toast (overlay, toast);
}

void
gx_toast_show_error (GtkWidget *widget, const GError *error)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (error == NULL || g_error_matches (error, GX_ERROR, GX_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  AdwToastOverlay *overlay = find_overlay (widget);
  if (overlay == NULL)
    return;
  AdwToast *toast = new_toast (error->message);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, 10);
  adw_toast_overlay_add_toast (overlay, toast);
}

void
gx_write (GtkWidget *widget, GxBook *book, GxJobFunc func, gpointer data, GDestroyNotify free_data)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && GX_IS_BOOK (book));

  gx_book_write_async (book, func, data, free_data, NULL, NULL, written_cb, g_object_ref (widget));
}
