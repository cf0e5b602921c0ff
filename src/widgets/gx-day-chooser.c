/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-day-chooser.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"

#include <glib/gi18n-lib.h>

struct _GxDayChooser {
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkCalendar *calendar;
  GxDay day;
  gboolean is_past;
};

enum { PROP_DAY = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (GxDayChooser, gx_day_chooser, GTK_TYPE_WIDGET)

static void
choose (GxDayChooser *self, GxDay day)
{
  gx_day_chooser_set_day (self, day);
  gtk_menu_button_popdown (self->button);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DAY]);
}

static void
offset_clicked_cb (GxDayChooser *self, GtkButton *button)
{
  choose (self, gx_clock_today () + GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "gx-days")));
}

static void
calendar_clicked_cb (GxDayChooser *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);

  choose (self, gx_day_new (g_date_time_get_year (date), g_date_time_get_month (date),
                            g_date_time_get_day_of_month (date)));
}

static void
add_offset (GxDayChooser *self, GtkWidget *box, const char *label, int days)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "gx-days", GINT_TO_POINTER (days));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (offset_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), button);
}

static void
fill_popover (GtkMenuButton *button, gpointer user_data)
{
  GxDayChooser *self = user_data;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *popover = gtk_popover_new ();

  if (self->is_past)
    {
      add_offset (self, box, _("Today"), 0);
      add_offset (self, box, _("Yesterday"), -1);
      add_offset (self, box, _("The day before"), -2);
    }
  else
    {
      add_offset (self, box, _("Today"), 0);
      add_offset (self, box, _("Tomorrow"), 1);
      add_offset (self, box, _("In 3 days"), 3);
      add_offset (self, box, _("Next week"), 7);
      add_offset (self, box, _("In a month"), 30);
    }
  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  if (self->day != GX_NO_DAY)
    {
      int year = 0, month = 0, day = 0;
      gx_day_split (self->day, &year, &month, &day);
      g_autoptr (GDateTime) date = g_date_time_new_local (year, month, day, 12, 0, 0);
      if (date != NULL)
        gtk_calendar_select_day (self->calendar, date);
    }
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (calendar_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

static void
gx_day_chooser_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_DAY)
    g_value_set_int (value, GX_DAY_CHOOSER (object)->day);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gx_day_chooser_dispose (GObject *object)
{
  GxDayChooser *self = GX_DAY_CHOOSER (object);

  if (self->button != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->button));
  self->button = NULL;
  G_OBJECT_CLASS (gx_day_chooser_parent_class)->dispose (object);
}

static void
gx_day_chooser_class_init (GxDayChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gx_day_chooser_get_property;
  object_class->dispose = gx_day_chooser_dispose;
  props[PROP_DAY] = g_param_spec_int ("day", NULL, NULL, G_MININT, G_MAXINT, GX_NO_DAY,
                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
gx_day_chooser_init (GxDayChooser *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->day = GX_NO_DAY;
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_menu_button_set_create_popup_func (self->button, fill_popover, self, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
gx_day_chooser_new (GxDay day)
{
  GxDayChooser *self = g_object_new (GX_TYPE_DAY_CHOOSER, NULL);

  gx_day_chooser_set_day (self, day);
  return GTK_WIDGET (self);
}

GxDay
gx_day_chooser_get_day (GxDayChooser *self)
{
  g_return_val_if_fail (GX_IS_DAY_CHOOSER (self), GX_NO_DAY);

  return self->day;
}

void
gx_day_chooser_set_day (GxDayChooser *self, GxDay day)
{
  g_return_if_fail (GX_IS_DAY_CHOOSER (self));

  g_autofree char *text = day != GX_NO_DAY
    ? gx_day_format_relative (day, gx_clock_today ()) : g_strdup (_("some day"));
  /* Translators: %s is a day: "tomorrow" */
  g_autofree char *spoken = g_strdup_printf (_("Day: %s"), text);
  self->day = day;
  gtk_menu_button_set_label (self->button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

void
gx_day_chooser_set_past (GxDayChooser *self)
{
  g_return_if_fail (GX_IS_DAY_CHOOSER (self));

  self->is_past = TRUE;
}
