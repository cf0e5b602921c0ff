/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-about.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

void
gx_about_show (GtkWindow *parent)
{
  adw_show_about_window (parent,
                         "application-name", _("Guanxi"),
                         "application-icon", GX_APP_ID,
                         "version", GX_VERSION,
                         "developer-name", _("The Guanxi developers"),
                         "comments",
                           _("A customer book for people who sell. Everything stays on this computer; "
                                       "the program opens no network connection."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: your names, one a line */
                         "translator-credits", _("translator-credits"),
                         NULL);
}
