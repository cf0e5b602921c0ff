/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-day-chooser.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-time-of-day.h"
#include "widgets/gx-calendar.h"

#include <glib/gi18n-lib.h>

struct _GxDayChooser {
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkCalendar *calendar;
  GtkEntry *time;         /* of the popover; NULL until it was opened */
  GxDay day;
  int offset_days;        /* where is_relative */
  int minutes;
  gboolean is_past, is_timed;
  gboolean is_relative;   /* so many days from today, whenever it is asked */
};

enum { PROP_DAY = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (GxDayChooser, gx_day_chooser, GTK_TYPE_WIDGET)

/* "in 3 days" while that is exact, else the date: "in 2 weeks" would be any of seven days. */
static char *
describe_day (GxDay day)
{
  GxDay today = gx_clock_today ();

  if (day == GX_NO_DAY)
    return g_strdup (_("some day"));
  return ABS (day - today) < 14 ? gx_day_format_relative (day, today) : gx_day_format_short (day, today);
}

/* "tomorrow 15:30" */
static void
show_choice (GxDayChooser *self)
{
  g_autofree char *day = describe_day (gx_day_chooser_get_day (self));
  g_autofree char *time = self->minutes != GX_NO_TIME ? gx_time_of_day_format (self->minutes) : NULL;
  g_autofree char *text = time != NULL ? g_strdup_printf ("%s %s", day, time) : g_strdup (day);
  /* Translators: %s is a day: "tomorrow" */
  g_autofree char *spoken = g_strdup_printf (_("Day: %s"), text);

  gtk_menu_button_set_label (self->button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* What stands in the time's field is taken with the day; FALSE: it is no time, and the field says so. */
static gboolean
take_time (GxDayChooser *self)
{
  g_autofree char *text = g_strstrip (g_strdup (self->time != NULL
                                                ? gtk_editable_get_text (GTK_EDITABLE (self->time)) : ""));
  int minutes = GX_NO_TIME;

  if (*text != '\0' && !gx_time_of_day_parse (text, &minutes))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->time), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->time));
      return FALSE;
    }
  self->minutes = minutes;
  return TRUE;
}

static void
choose (GxDayChooser *self, GxDay day)
{
  if (self->is_timed && !take_time (self))
    return;
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

/* A time alone is one of the day that stands there; where none does, of today. */
static void
time_entered_cb (GxDayChooser *self)
{
  GxDay day = gx_day_chooser_get_day (self);

  choose (self, day != GX_NO_DAY || *gtk_editable_get_text (GTK_EDITABLE (self->time)) == '\0'
    ? day : gx_clock_today ());
}

static void
time_changed_cb (GxDayChooser *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->time), "error");
}

static void
add_time (GxDayChooser *self, GtkWidget *box)
{
  g_autofree char *text = self->minutes != GX_NO_TIME ? gx_time_of_day_format (self->minutes) : NULL;

  self->time = GTK_ENTRY (gtk_entry_new ());
  /* Translators: where a time may be typed; keep the examples in a form that is usual */
  gtk_entry_set_placeholder_text (self->time, _("Any time, or 15:30, 3pm"));
  gtk_entry_set_icon_from_icon_name (self->time, GTK_ENTRY_ICON_PRIMARY, "gx-history-symbolic");
  gtk_entry_set_icon_activatable (self->time, GTK_ENTRY_ICON_PRIMARY, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->time), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Time of day"), -1);
  gtk_editable_set_text (GTK_EDITABLE (self->time), text != NULL ? text : "");
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->time), 6);
  g_signal_connect_swapped (self->time, "activate", G_CALLBACK (time_entered_cb), self);
  g_signal_connect_swapped (self->time, "changed", G_CALLBACK (time_changed_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->time));
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
add_calendar (GxDayChooser *self, GtkWidget *box)
{
  GxDay chosen = gx_day_chooser_get_day (self);

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  if (chosen != GX_NO_DAY)
    {
      int year = 0, month = 0, day = 0;
      gx_day_split (chosen, &year, &month, &day);
      g_autoptr (GDateTime) date = g_date_time_new_local (year, month, day, 12, 0, 0);
      if (date != NULL)
        gtk_calendar_select_day (self->calendar, date);
    }
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (calendar_clicked_cb), self);
  gx_calendar_hear_every_click (self->calendar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
}

static void
fill_popover (GtkMenuButton *button, gpointer user_data)
{
  GxDayChooser *self = user_data;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *popover = gtk_popover_new ();

  if (self->is_timed)
    add_time (self, box);
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
  add_calendar (self, box);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

static void
gx_day_chooser_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_DAY)
    g_value_set_int (value, gx_day_chooser_get_day (GX_DAY_CHOOSER (object)));
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
  self->minutes = GX_NO_TIME;
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

  return self->is_relative ? gx_clock_today () + self->offset_days : self->day;
}

void
gx_day_chooser_set_day (GxDayChooser *self, GxDay day)
{
  g_return_if_fail (GX_IS_DAY_CHOOSER (self));

  self->day = day;
  self->is_relative = FALSE;
  show_choice (self);
}

void
gx_day_chooser_set_offset (GxDayChooser *self, int days)
{
  g_return_if_fail (GX_IS_DAY_CHOOSER (self));

  self->offset_days = days;
  self->is_relative = TRUE;
  show_choice (self);
}

void
gx_day_chooser_set_past (GxDayChooser *self)
{
  g_return_if_fail (GX_IS_DAY_CHOOSER (self));

  self->is_past = TRUE;
}

void
gx_day_chooser_set_timed (GxDayChooser *self)
{
  g_return_if_fail (GX_IS_DAY_CHOOSER (self));

  self->is_timed = TRUE;
}

int
gx_day_chooser_get_time (GxDayChooser *self)
{
  g_return_val_if_fail (GX_IS_DAY_CHOOSER (self), GX_NO_TIME);

  return self->minutes;
}

void
gx_day_chooser_set_time (GxDayChooser *self, int minutes)
{
  g_return_if_fail (GX_IS_DAY_CHOOSER (self));

  self->minutes = minutes;
  show_choice (self);
}
