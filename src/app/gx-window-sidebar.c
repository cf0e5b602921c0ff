/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-settings.h"
#include "app/gx-window-private.h"
#include "base/gx-money.h"
#include "pages/gx-customers-page.h"

#include <glib/gi18n-lib.h>

#define NAME_KEY "gx-page-name"
#define COUNT_KEY "gx-count-label"

static GtkWidget *
make_row (const GxPageKind *kind)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (g_dgettext (GETTEXT_PACKAGE, kind->title));
  GtkWidget *count = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (count, "gx-count");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (kind->icon));
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  g_dgettext (GETTEXT_PACKAGE, kind->title), -1);
  g_object_set_data (G_OBJECT (row), NAME_KEY, (gpointer) kind->name);
  g_object_set_data (G_OBJECT (row), COUNT_KEY, count);
  return row;
}

static GtkListBoxRow *
find_row (GtkListBox *list, const char *name)
{
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (g_str_equal (g_object_get_data (G_OBJECT (row), NAME_KEY), name))
      return row;
  return NULL;
}

static void
row_activated_cb (GxWindow *self, GtkListBoxRow *row)
{
  GxPage *page = gx_window_show_page (self, g_object_get_data (G_OBJECT (row), NAME_KEY));

  /* From a segment to all of them. */
  if (GX_IS_CUSTOMERS_PAGE (page) && gx_customers_page_get_segment (GX_CUSTOMERS_PAGE (page)) != 0)
    gx_customers_page_filter (GX_CUSTOMERS_PAGE (page), NULL, NULL, GX_NO_DAY, NULL);
}

static void
segment_chosen_cb (GxWindow *self, gint64 id)
{
  GxPage *page = gx_window_show_page (self, "customers");

  gx_customers_page_show_segment (GX_CUSTOMERS_PAGE (page), id);
}

static void
segment_shown_cb (GxWindow *self, GParamSpec *pspec, GxCustomersPage *page)
{
  gx_settings_set_last_segment (gx_customers_page_get_segment (page));
  if ((GxPage *) page == gx_window_get_page (self))
    gx_window_sidebar_select (self, "customers");
}

static void
count_changed_cb (GxPage *page, GParamSpec *pspec, GtkLabel *label)
{
  guint count = gx_page_get_count (page);
  g_autofree char *text = count != 0 ? gx_count_format (count) : g_strdup ("");

  gtk_label_set_label (label, text);
}

static void
layout_changed_cb (GxCustomersPage *page)
{
  g_autofree char *layout = gx_customers_page_get_layout (page);

  gx_settings_set_layout (layout);
}

static void
facets_wanted_cb (GxCustomersPage *page)
{
  gboolean are_wanted = FALSE;

  g_object_get (page, "wants-facets", &are_wanted, NULL);
  gx_settings_set_facets (are_wanted);
}

void
gx_window_sidebar_fill (GxWindow *self)
{
  guint n_kinds = 0;
  const GxPageKind *kinds = gx_pages_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    gtk_list_box_append (kinds[i].at_foot ? self->foot_list : self->top_list, make_row (&kinds[i]));
  g_signal_connect_swapped (self->top_list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (self->foot_list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (self->segment_list, "chosen", G_CALLBACK (segment_chosen_cb), self);
}

void
gx_window_sidebar_select (GxWindow *self, const char *name)
{
  GxPage *page = gx_window_get_page (self);
  GxId segment = GX_IS_CUSTOMERS_PAGE (page) ? gx_customers_page_get_segment (GX_CUSTOMERS_PAGE (page)) : 0;

  gx_segment_list_select (self->segment_list, segment);
  gtk_list_box_select_row (self->top_list, segment == 0 ? find_row (self->top_list, name) : NULL);
  gtk_list_box_select_row (self->foot_list, find_row (self->foot_list, name));
}

void
gx_window_sidebar_follow (GxWindow *self, GxPage *page)
{
  GxId segment = gx_settings_get_last_segment ();
  g_autofree char *layout = gx_settings_get_layout ();

  gx_customers_page_set_layout (GX_CUSTOMERS_PAGE (page), layout);
  g_object_set (page, "wants-facets", gx_settings_get_facets (), NULL);
  g_signal_connect (page, "notify::layout", G_CALLBACK (layout_changed_cb), NULL);
  g_signal_connect (page, "notify::wants-facets", G_CALLBACK (facets_wanted_cb), NULL);
  g_signal_connect_object (page, "notify::segment", G_CALLBACK (segment_shown_cb), self, G_CONNECT_SWAPPED);
  if (segment != 0)
    gx_customers_page_show_segment (GX_CUSTOMERS_PAGE (page), segment);
}

void
gx_window_sidebar_bind_count (GxWindow *self, const char *name, GxPage *page)
{
  GtkListBoxRow *row = find_row (self->top_list, name);

  if (row == NULL)
    row = find_row (self->foot_list, name);
  GtkLabel *label = g_object_get_data (G_OBJECT (row), COUNT_KEY);
  g_signal_connect_object (page, "notify::count", G_CALLBACK (count_changed_cb), label, 0);
  count_changed_cb (page, NULL, label);
}
