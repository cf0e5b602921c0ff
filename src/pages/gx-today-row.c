/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-today-row.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-partial-day.h"
#include "base/gx-phrase.h"
#include "base/gx-time-of-day.h"
#include "widgets/gx-pills.h"

#include <glib/gi18n-lib.h>

struct _GxTodayRow {
  GtkListBoxRow parent_instance;

  GtkWidget *done, *icon, *log, *snooze;
  GtkLabel *title, *subtitle, *when;
  GxPills *pills;
  GxId task, customer;
};

enum { DONE, SNOOZED, LOGGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxTodayRow, gx_today_row, GTK_TYPE_LIST_BOX_ROW)

/* -- The words */

static char *
birthday_title (const GxTodayItem *item)
{
  const char *name = item->customer != NULL ? item->customer->shown_name : "";

  if (item->turns_age > 0)
    /* Translators: %1$s is a person, %2$d the age on their birthday */
    return g_strdup_printf (_("%1$s turns %2$d"), name, item->turns_age);
  /* Translators: %s is a person */
  return g_strdup_printf (_("Birthday of %s"), name);
}

char *
gx_today_item_title (const GxTodayItem *item)
{
  if (item->task == NULL)
    return birthday_title (item);
  if (item->task->title != NULL && *item->task->title != '\0')
    return g_strdup (item->task->title);
  return g_strdup (gx_phrase ("task.kind", item->task->kind));
}

char *
gx_today_item_when (const GxTodayItem *item, GxDay today)
{
  g_autofree char *day = item->day != GX_NO_DAY ? gx_day_format_relative (item->day, today) : g_strdup ("");
  g_autofree char *birthday = NULL;
  GxPartialDay partial;

  if (item->task == NULL)
    {
      if (item->birthday == NULL || !gx_partial_day_read (item->birthday, &partial) || !partial.is_lunar)
        return g_steal_pointer (&day);
      birthday = gx_partial_day_format (&partial);
      return g_strdup_printf ("%s · %s", day, birthday);
    }
  if (item->task->due_at != 0)
    {
      g_autofree char *time = gx_time_of_day_format (gx_task_get_time (item->task));

      return g_strdup_printf ("%s %s", day, time);
    }
  return g_steal_pointer (&day);
}

char *
gx_today_item_subtitle (const GxTodayItem *item)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (item->customer != NULL && item->task != NULL)
    g_ptr_array_add (parts, item->customer->shown_name);
  if (item->customer != NULL && item->customer->company != NULL)
    g_ptr_array_add (parts, item->customer->company);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

/* -- What the person asks for */

static GMenuModel *
make_snooze_menu (void)
{
  static const struct { const char *label; int days; } choices[] = {
    { N_("_Tomorrow"), 1 }, { N_("In _3 days"), 3 }, { N_("Next _week"), 7 }, { N_("In a _month"), 30 },
  };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_(choices[i].label), NULL);
      g_menu_item_set_action_and_target (item, "row.snooze", "i", choices[i].days);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

/* Only who opens it needs it: a menu is more to build than the rest of its row. */
static void
open_snooze_menu (GtkMenuButton *button, gpointer user_data)
{
  g_autoptr (GMenuModel) menu = make_snooze_menu ();

  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (menu));
}

static void
done_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (GX_TODAY_ROW (widget)->task != 0)
    g_signal_emit (widget, signals[DONE], 0);
}

static void
snooze_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (GX_TODAY_ROW (widget)->task != 0)
    g_signal_emit (widget, signals[SNOOZED], 0, g_variant_get_int32 (parameter));
}

static void
snooze_menu_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (GX_TODAY_ROW (widget)->task != 0)
    gtk_menu_button_popup (GTK_MENU_BUTTON (GX_TODAY_ROW (widget)->snooze));
}

static void
log_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (GX_TODAY_ROW (widget)->customer != 0)
    g_signal_emit (widget, signals[LOGGED], 0);
}

static void
gx_today_row_class_init (GxTodayRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[SNOOZED] = g_signal_new ("snoozed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[LOGGED] = g_signal_new ("logged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-today-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GxTodayRow, done);
  gtk_widget_class_bind_template_child (widget_class, GxTodayRow, icon);
  gtk_widget_class_bind_template_child (widget_class, GxTodayRow, log);
  gtk_widget_class_bind_template_child (widget_class, GxTodayRow, snooze);
  gtk_widget_class_bind_template_child (widget_class, GxTodayRow, title);
  gtk_widget_class_bind_template_child (widget_class, GxTodayRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, GxTodayRow, when);
  gtk_widget_class_bind_template_child (widget_class, GxTodayRow, pills);

  gtk_widget_class_install_action (widget_class, "row.done", NULL, done_cb);
  gtk_widget_class_install_action (widget_class, "row.snooze", "i", snooze_cb);
  gtk_widget_class_install_action (widget_class, "row.snooze-menu", NULL, snooze_menu_cb);
  gtk_widget_class_install_action (widget_class, "row.log", NULL, log_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "row.done", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, 0, "row.snooze-menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, 0, "row.log", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, 0, "row.snooze", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_3, 0, "row.snooze", "i", 3);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_7, 0, "row.snooze", "i", 7);
}

static void
gx_today_row_init (GxTodayRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->snooze), open_snooze_menu, NULL, NULL);
}

/* -- Public */

GxTodayRow *
gx_today_row_new (const GxTodayItem *item, GxDay today, gboolean is_read_only)
{
  GxTodayRow *self = g_object_new (GX_TYPE_TODAY_ROW, NULL);
  g_autofree char *title = gx_today_item_title (item);
  g_autofree char *subtitle = gx_today_item_subtitle (item);
  g_autofree char *when = gx_today_item_when (item, today);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", title, subtitle, when);

  self->task = item->task != NULL ? item->task->id : 0;
  self->customer = item->customer != NULL ? item->customer->id : 0;
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), *subtitle != '\0');
  gtk_label_set_label (self->when, when);
  if (item->task != NULL && item->day < today)
    gtk_widget_add_css_class (GTK_WIDGET (self->when), "error");
  gx_pills_add (self->pills, gx_phrase ("today.reason", item->reason), GX_PILL_PURPLE);
  gtk_widget_set_visible (GTK_WIDGET (self->pills), g_str_equal (item->reason, "promise"));
  gtk_widget_set_visible (self->done, self->task != 0 && !is_read_only);
  gtk_widget_set_visible (self->icon, self->task == 0);
  gtk_widget_set_visible (self->snooze, self->task != 0 && !is_read_only);
  gtk_widget_set_visible (self->log, self->customer != 0 && !is_read_only);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return self;
}

GxId
gx_today_row_get_task (GxTodayRow *self)
{
  return self->task;
}

GxId
gx_today_row_get_customer (GxTodayRow *self)
{
  return self->customer;
}
