/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-today-page.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-money.h"
#include "pages/gx-today-print.h"
#include "pages/gx-today-row.h"
#include "widgets/gx-after-frame.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

#define COMING_DAYS 7
#define ROWS_A_SECTION 20 /* shown at first: quick to open, and a day's work; a button shows more */
#define MORE_ROWS 100
#define ROWS_AT_ONCE 16 /* what a window has room for; the others follow a frame later */

typedef enum { OVERDUE, DUE, BIRTHDAYS, COMING, N_SECTIONS } Section;

/* How far the sections are written. */
typedef struct {
  Section section;
  guint item;             /* the next one, of all items */
  guint count;            /* of this section, so far */
  GtkWidget *box, *list;  /* of this section; NULL: it has nothing yet */
} Cursor;

struct _GxTodayPage {
  GxPage parent_instance;

  AdwWindowTitle *title;
  GtkStack *stack;
  GtkBox *sections;
  GtkEntry *entry;

  GPtrArray *items;       /* of GxTodayItem, as last read */
  GxDay today;            /* the day it was read for */
  GCancellable *reading;
  Cursor cursor;
  guint filling;          /* the rows that are not written yet follow after a frame */
  gboolean is_stale;      /* read, but not shown: the page was out of sight */
  guint limits[N_SECTIONS]; /* rows shown at most */
  GxId focus_task;        /* the row to have the focus after the next reading; 0 none */
};

G_DEFINE_FINAL_TYPE (GxTodayPage, gx_today_page, GX_TYPE_PAGE)

/* -- The sections */

static Section
section_of (const GxTodayItem *item, GxDay today)
{
  if (item->task == NULL)
    return BIRTHDAYS;
  if (item->day < today)
    return OVERDUE;
  return item->day == today ? DUE : COMING;
}

static const char *
section_title (Section section)
{
  static const char * const titles[] = {
    [OVERDUE] = N_("Overdue"), [DUE] = N_("Today"), [BIRTHDAYS] = N_("Birthdays this week"),
    [COMING] = N_("Coming up"),
  };

  return _(titles[section]);
}

/* -- Writing */

typedef struct {
  GxId task;
  GxDay day;
  char *title;
} Change;

static void
free_change (gpointer data)
{
  Change *change = data;

  g_free (change->title);
  g_free (change);
}

static Change *
change_new (GxId task, GxDay day, const char *title)
{
  Change *change = g_new0 (Change, 1);

  change->task = task;
  change->day = day;
  change->title = g_strdup (title);
  return change;
}

static gpointer
finish_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (gx_tasks_done (book, gx_actor_get_self (), ((Change *) data)->task, error));
}

static gpointer
snooze_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Change *change = data;

  return GINT_TO_POINTER (gx_tasks_snooze (book, gx_actor_get_self (), change->task, change->day, error));
}

static gpointer
add_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Change *change = data;
  g_autoptr (GxTask) task = gx_task_new (0, change->title, change->day);

  return GINT_TO_POINTER (gx_tasks_save (book, gx_actor_get_self (), task, NULL, error));
}

/* The row below (or else above) the one that is about to go. */
static GxId
neighbour_task (GtkWidget *row)
{
  GtkWidget *neighbour = gtk_widget_get_next_sibling (row);

  if (neighbour == NULL)
    neighbour = gtk_widget_get_prev_sibling (row);
  return GX_IS_TODAY_ROW (neighbour) ? gx_today_row_get_task (GX_TODAY_ROW (neighbour)) : 0;
}

static void
write_task (GxTodayPage *self, GtkWidget *row, GxJobFunc job, Change *change)
{
  if (row != NULL)
    self->focus_task = neighbour_task (row);
  gx_write (GTK_WIDGET (self), gx_page_get_book (GX_PAGE (self)), job, change, free_change);
}

static void
row_done_cb (GxTodayRow *row, GxTodayPage *self)
{
  write_task (self, GTK_WIDGET (row), finish_job, change_new (gx_today_row_get_task (row), GX_NO_DAY, NULL));
}

static void
row_snoozed_cb (GxTodayRow *row, int days, GxTodayPage *self)
{
  GxDay day = days >= 28 ? gx_day_add_months (gx_clock_today (), 1) : gx_clock_today () + days;

  write_task (self, GTK_WIDGET (row), snooze_job, change_new (gx_today_row_get_task (row), day, NULL));
}

static void
row_logged_cb (GxTodayRow *row, GxTodayPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-customer", "x", gx_today_row_get_customer (row));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.log", NULL);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, GxTodayPage *self)
{
  GxId customer = gx_today_row_get_customer (GX_TODAY_ROW (row));

  if (customer != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-customer", "x", customer);
}

/* Arrows walk from one section into the next. */
static gboolean
keynav_failed_cb (GtkWidget *list, GtkDirectionType direction, GxTodayPage *self)
{
  if (direction != GTK_DIR_UP && direction != GTK_DIR_DOWN)
    return FALSE;
  return gtk_widget_child_focus (GTK_WIDGET (self->sections),
                                 direction == GTK_DIR_DOWN ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD);
}

static void
entry_activated_cb (GxTodayPage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (*text == '\0')
    return;
  write_task (self, NULL, add_job, change_new (0, gx_clock_today (), text));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

/* -- Showing */

/* A heading with its list; @box: (out) what both stand in. */
static GtkWidget *
new_section (GxTodayPage *self, Section section, GtkWidget **box)
{
  GtkWidget *label = gtk_label_new (section_title (section));
  GtkWidget *list = gtk_list_box_new ();

  *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "gx-heading");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  section_title (section), -1);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), self, 0);
  g_signal_connect_object (list, "keynav-failed", G_CALLBACK (keynav_failed_cb), self, 0);
  gtk_box_append (GTK_BOX (*box), label);
  gtk_box_append (GTK_BOX (*box), list);
  gtk_box_append (self->sections, *box);
  return list;
}

static GtkWidget *
new_more_button (Section section, guint count)
{
  g_autofree char *number = gx_count_format (count);
  /* Translators: %s is a number: lines of the day's list that are not shown yet */
  g_autofree char *text = g_strdup_printf (ngettext ("Show %s more", "Show %s more", count), number);
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", (int) section);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "today.more");
  return button;
}

static void
add_row (GxTodayPage *self, GtkWidget *list, const GxTodayItem *item)
{
  gboolean is_read_only = gx_book_is_read_only (gx_page_get_book (GX_PAGE (self)));
  GxTodayRow *row = gx_today_row_new (item, self->today, is_read_only);

  g_signal_connect_object (row, "done", G_CALLBACK (row_done_cb), self, 0);
  g_signal_connect_object (row, "snoozed", G_CALLBACK (row_snoozed_cb), self, 0);
  g_signal_connect_object (row, "logged", G_CALLBACK (row_logged_cb), self, 0);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (row));
  if (self->focus_task != 0 && gx_today_row_get_task (row) == self->focus_task)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
end_section (GxTodayPage *self)
{
  Cursor *at = &self->cursor;
  guint limit = self->limits[at->section];

  if (at->count > limit)
    gtk_box_append (GTK_BOX (at->box), new_more_button (at->section, at->count - limit));
  *at = (Cursor) { .section = at->section + 1 };
}

/* Goes on where it stopped, for at most so many rows. */
static void
write_sections (GxTodayPage *self, guint max_rows)
{
  Cursor *at = &self->cursor;
  guint n_rows = 0;

  for (; at->section < N_SECTIONS; end_section (self))
    for (; at->item < self->items->len; at->item++)
      {
        const GxTodayItem *item = g_ptr_array_index (self->items, at->item);

        if (section_of (item, self->today) != at->section)
          continue;
        if (n_rows == max_rows)
          return;
        if (at->list == NULL)
          at->list = new_section (self, at->section, &at->box);
        if (++at->count > self->limits[at->section])
          continue;
        add_row (self, at->list, item);
        n_rows++;
      }
  self->focus_task = 0;
}

static void
write_rest (GtkWidget *widget)
{
  GxTodayPage *self = GX_TODAY_PAGE (widget);

  self->filling = 0;
  write_sections (self, G_MAXUINT);
}

static void
clear_sections (GxTodayPage *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->sections));

  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      gtk_box_remove (self->sections, child);
      child = next;
    }
}

static guint
count_waiting (GxTodayPage *self)
{
  guint count = 0;

  for (guint i = 0; i < self->items->len; i++)
    count += section_of (g_ptr_array_index (self->items, i), self->today) <= DUE;
  return count;
}

static void
show_items (GxTodayPage *self)
{
  g_autofree char *day = gx_day_format (self->today);

  self->is_stale = FALSE;
  adw_window_title_set_subtitle (self->title, day);
  gboolean is_first = gtk_widget_get_first_child (GTK_WIDGET (self->sections)) == NULL;
  clear_sections (self);
  self->cursor = (Cursor) { OVERDUE };
  write_sections (self, is_first ? ROWS_AT_ONCE : G_MAXUINT);
  if (self->cursor.section < N_SECTIONS && self->filling == 0)
    self->filling = gx_after_frame (GTK_WIDGET (self), write_rest);
  gtk_widget_set_visible (GTK_WIDGET (self->entry),
                          !gx_book_is_read_only (gx_page_get_book (GX_PAGE (self))));
  gtk_stack_set_visible_child_name (self->stack, self->items->len > 0 ? "list" : "empty");
}

/* -- Reading */

/* What is due and what comes in the next days, as one list. */
static gpointer
read_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  GxDay today = GPOINTER_TO_INT (data);
  g_autoptr (GPtrArray) items = gx_today (book, today, error);
  g_autoptr (GPtrArray) coming = items != NULL ? gx_tasks_list (book, GX_TASKS_UPCOMING, today, 0, 30, error)
      : NULL;

  if (coming == NULL)
    return NULL;
  while (coming->len > 0)
    {
      g_autoptr (GxTask) task = g_ptr_array_steal_index (coming, 0);
      GxTodayItem *item;

      if (task->due_day == GX_NO_DAY || task->due_day > today + COMING_DAYS)
        break;
      item = g_new0 (GxTodayItem, 1);
      item->reason = g_str_equal (task->kind, "promise") ? "promise" : "due";
      item->day = task->due_day;
      item->turns_age = -1;
      if (task->customer_id != 0)
        {
          g_autoptr (GPtrArray) rows = gx_customers_rows (book, &task->customer_id, 1, NULL, NULL);

          item->customer = rows != NULL && rows->len > 0 ? g_ptr_array_steal_index (rows, 0) : NULL;
        }
      item->task = g_steal_pointer (&task);
      g_ptr_array_add (items, item);
    }
  return g_steal_pointer (&items);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxTodayPage) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *items = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (items == NULL)
    {
      gx_toast_show_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = items;
  self->is_stale = TRUE;
  gx_page_set_count (GX_PAGE (self), count_waiting (self));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_items (self);
}

static void
read_today (GxTodayPage *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  self->today = gx_clock_today ();
  gx_book_read_async (gx_page_get_book (GX_PAGE (self)), read_job, GINT_TO_POINTER (self->today), NULL,
                      (GDestroyNotify) g_ptr_array_unref, self->reading, read_cb, g_object_ref (self));
}

/* -- Actions and overrides */

static void
print_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxTodayPage *self = GX_TODAY_PAGE (widget);

  if (self->items != NULL)
    gx_today_print (widget, self->items, self->today);
}

static void
more_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxTodayPage *self = GX_TODAY_PAGE (widget);

  self->limits[CLAMP (g_variant_get_int32 (parameter), 0, N_SECTIONS - 1)] += MORE_ROWS;
  if (self->items != NULL)
    show_items (self);
}

static void
gx_today_page_shown (GxPage *page)
{
  read_today (GX_TODAY_PAGE (page));
}

static void
gx_today_page_changed (GxPage *page, GxChange *change)
{
  read_today (GX_TODAY_PAGE (page));
}

static void
gx_today_page_map (GtkWidget *widget)
{
  GxTodayPage *self = GX_TODAY_PAGE (widget);

  if (self->is_stale)
    show_items (self);
  GTK_WIDGET_CLASS (gx_today_page_parent_class)->map (widget);
}

static gboolean
gx_today_page_find (GxPage *page)
{
  return FALSE;
}

static void
gx_today_page_dispose (GObject *object)
{
  GxTodayPage *self = GX_TODAY_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_TODAY_PAGE);

  G_OBJECT_CLASS (gx_today_page_parent_class)->dispose (object);
}

static void
gx_today_page_class_init (GxTodayPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GxPageClass *page_class = GX_PAGE_CLASS (klass);

  object_class->dispose = gx_today_page_dispose;
  widget_class->map = gx_today_page_map;
  page_class->shown = gx_today_page_shown;
  page_class->changed = gx_today_page_changed;
  page_class->find = gx_today_page_find;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GxTodayPage, title);
  gtk_widget_class_bind_template_child (widget_class, GxTodayPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GxTodayPage, sections);
  gtk_widget_class_bind_template_child (widget_class, GxTodayPage, entry);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);

  gtk_widget_class_install_action (widget_class, "page.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "today.more", "i", more_cb);
}

static void
gx_today_page_init (GxTodayPage *self)
{
  self->today = GX_NO_DAY;
  for (Section section = OVERDUE; section < N_SECTIONS; section++)
    self->limits[section] = ROWS_A_SECTION;
  gtk_widget_init_template (GTK_WIDGET (self));
}
