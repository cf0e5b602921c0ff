/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-segment-list.h"

#include "base/gx-money.h"
#include "criteria/gx-segments.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

#define REST_MS 400           /* many changes are one */
#define ROW_KEY "gx-segment-row"

struct _GxSegmentList {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkListBox *list;

  GxBook *book;               /* NULL: none */
  GPtrArray *segments;        /* of GxSegment, as the rows */
  GxId selected;
  GCancellable *reading;
  guint counted;              /* how many rows know their number */
  guint rest;
};

/* What a row of the list is made of; owned by it. */
typedef struct {
  GxId id;
  GtkLabel *name, *count;
  GtkMenuButton *menu;
  GtkPopover *rename;         /* NULL until somebody wants to */
  GtkEntry *entry;
} Row;

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxSegmentList, gx_segment_list, GTK_TYPE_WIDGET)

/* -- rows */

static Row *
row_at (GxSegmentList *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);

  return row != NULL ? g_object_get_data (G_OBJECT (row), ROW_KEY) : NULL;
}

static int
find_row (GxSegmentList *self, GxId id)
{
  Row *row = NULL;

  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    if (row->id == id)
      return i;
  return -1;
}

static void
free_row (gpointer data)
{
  Row *row = data;

  if (row->rename != NULL)
    gtk_widget_unparent (GTK_WIDGET (row->rename));
  g_free (row);
}

static void
add_item (GMenu *menu, const char *label, const char *action, GxId id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "x", id);
  g_menu_append_item (menu, item);
}

static GtkWidget *
make_menu_button (const GxSegment *segment)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  /* Translators: %s is the name of a segment */
  g_autofree char *label = g_strdup_printf (_("More about %s"), segment->name);
  GtkWidget *button = gtk_menu_button_new ();

  add_item (menu, _("Rename…"), "segment.rename", segment->id);
  add_item (menu, _("Move up"), "segment.move-up", segment->id);
  add_item (menu, _("Move down"), "segment.move-down", segment->id);
  add_item (menu, _("Delete"), "segment.bin", segment->id);
  g_object_set (button, "icon-name", "gx-more-symbolic", "menu-model", menu, "halign", GTK_ALIGN_END,
                "valign", GTK_ALIGN_CENTER, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "gx-quiet");
  return button;
}

static void
row_clicked_cb (Row *row, int n_press, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_menu_button_popup (row->menu);
}

static gboolean
row_key_pressed_cb (Row *row, guint key, guint code, GdkModifierType state)
{
  if (key != GDK_KEY_Menu && !(key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    return GDK_EVENT_PROPAGATE;
  gtk_menu_button_popup (row->menu);
  return GDK_EVENT_STOP;
}

static void
add_row (GxSegmentList *self, const GxSegment *segment)
{
  GtkWidget *widget = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *end = gtk_overlay_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  Row *row = g_new0 (Row, 1);

  row->id = segment->id;
  row->name = GTK_LABEL (gtk_label_new (segment->name));
  row->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (row->count, 1);
  row->menu = GTK_MENU_BUTTON (make_menu_button (segment));
  gtk_label_set_xalign (row->name, 0);
  gtk_label_set_ellipsize (row->name, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (row->name), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row->count), "gx-count");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("gx-filter-symbolic"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->name));
  gtk_overlay_set_child (GTK_OVERLAY (end), GTK_WIDGET (row->count));
  gtk_overlay_add_overlay (GTK_OVERLAY (end), GTK_WIDGET (row->menu));
  gtk_overlay_set_measure_overlay (GTK_OVERLAY (end), GTK_WIDGET (row->menu), TRUE);
  gtk_box_append (GTK_BOX (box), end);
  gtk_widget_add_css_class (widget, "gx-segment");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (widget), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, segment->name, -1);
  g_object_set_data_full (G_OBJECT (widget), ROW_KEY, row, free_row);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (row_clicked_cb), row);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (row_key_pressed_cb), row);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, keys);
  gtk_list_box_append (self->list, widget);
}

static void
show_selected (GxSegmentList *self)
{
  int index = self->selected != 0 ? find_row (self, self->selected) : -1;

  gtk_list_box_select_row (self->list, index >= 0 ? gtk_list_box_get_row_at_index (self->list, index) : NULL);
}

/* -- counting: one at a time, so that a list in the making does not wait for all of them */

static void count_next (GxSegmentList *self);

static gpointer
count_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *count = g_new (gint64, 1);

  *count = gx_segments_count (book, *(GxId *) data, NULL, error);
  return count;
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxSegmentList) self = user_data;
  g_autofree gint64 *count = gx_book_job_finish (GX_BOOK (source), result, NULL);
  Row *row = NULL;

  if (self->reading == NULL || g_task_get_cancellable (G_TASK (result)) != self->reading)
    return;
  row = row_at (self, (int) self->counted);
  if (row != NULL && count != NULL && *count >= 0)
    {
      g_autofree char *text = gx_count_format (*count);
      gtk_label_set_label (row->count, text);
    }
  self->counted++;
  count_next (self);
}

static void
count_next (GxSegmentList *self)
{
  Row *row = row_at (self, (int) self->counted);

  if (row != NULL)
    gx_book_read_async (self->book, count_job, g_memdup2 (&row->id, sizeof row->id), g_free, g_free,
                        self->reading, counted_cb, g_object_ref (self));
}

/* -- reading */

static gboolean
is_as_shown (GxSegmentList *self, GPtrArray *segments)
{
  if (self->segments == NULL || self->segments->len != segments->len)
    return FALSE;
  for (guint i = 0; i < segments->len; i++)
    {
      const GxSegment *old = self->segments->pdata[i], *new = segments->pdata[i];
      if (old->id != new->id || !g_str_equal (old->name, new->name))
        return FALSE;
    }
  return TRUE;
}

static void
show_segments (GxSegmentList *self, GPtrArray *segments)
{
  GtkListBoxRow *row = NULL;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < segments->len; i++)
    add_row (self, segments->pdata[i]);
  gtk_widget_set_visible (self->box, segments->len > 0);
  show_selected (self);
}

static gpointer
list_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_segments_list (book, error);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxSegmentList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) segments = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (self->reading == NULL || g_task_get_cancellable (G_TASK (result)) != self->reading)
    return;
  if (segments == NULL)
    {
      gx_toast_show_error (GTK_WIDGET (self), error);
      return;
    }
  if (!is_as_shown (self, segments))
    show_segments (self, segments);
  g_clear_pointer (&self->segments, g_ptr_array_unref);
  self->segments = g_steal_pointer (&segments);
  self->counted = 0;
  count_next (self);
}

static void
stop_reading (GxSegmentList *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
read_segments (GxSegmentList *self)
{
  stop_reading (self);
  if (self->book == NULL)
    return;
  self->reading = g_cancellable_new ();
  gx_book_read_async (self->book, list_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, self->reading,
                      listed_cb, g_object_ref (self));
}

static gboolean
rest_over_cb (gpointer user_data)
{
  GxSegmentList *self = user_data;

  self->rest = 0;
  read_segments (self);
  return G_SOURCE_REMOVE;
}

static void
book_changed_cb (GxSegmentList *self, GxChange *change)
{
  if (gx_change_has_table (change, "segment"))
    read_segments (self);
  else if (self->rest == 0 && self->segments != NULL && self->segments->len > 0)
    self->rest = g_timeout_add (REST_MS, rest_over_cb, self);
}

/* -- writing */

typedef struct {
  GxId id;
  char *name;                 /* NULL: into the bin */
  GArray *order;              /* of GxId; NULL: not another order */
} Wish;

static void
free_wish (gpointer data)
{
  Wish *wish = data;

  g_free (wish->name);
  g_clear_pointer (&wish->order, g_array_unref);
  g_free (wish);
}

static gpointer
write_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Wish *wish = data;
  GxActor *actor = gx_actor_get_self ();
  gboolean is_done = wish->order != NULL
    ? gx_segments_arrange (book, actor, (const GxId *) wish->order->data, wish->order->len, error)
    : wish->name != NULL ? gx_segments_rename (book, actor, wish->id, wish->name, error)
    : gx_segments_set_binned (book, actor, &wish->id, 1, TRUE, error);

  return GINT_TO_POINTER (is_done);
}

static void
write_wish (GxSegmentList *self, GxId id, const char *name, GArray *order)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->id = id;
  wish->name = g_strdup (name);
  wish->order = order;
  gx_write (GTK_WIDGET (self), self->book, write_job, wish, free_wish);
}

static void
name_entered_cb (GtkEntry *entry, GxSegmentList *self)
{
  Row *row = g_object_get_data (G_OBJECT (entry), ROW_KEY);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  gtk_popover_popdown (row->rename);
  if (*name != '\0' && !g_str_equal (name, gtk_label_get_label (row->name)))
    write_wish (self, row->id, name, NULL);
}

static void
need_rename (GxSegmentList *self, Row *row)
{
  if (row->rename != NULL)
    return;
  row->rename = GTK_POPOVER (gtk_popover_new ());
  row->entry = GTK_ENTRY (gtk_entry_new ());
  g_object_set_data (G_OBJECT (row->entry), ROW_KEY, row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name of the segment"), -1);
  g_signal_connect (row->entry, "activate", G_CALLBACK (name_entered_cb), self);
  gtk_popover_set_child (row->rename, GTK_WIDGET (row->entry));
  gtk_widget_set_parent (GTK_WIDGET (row->rename), gtk_widget_get_parent (GTK_WIDGET (row->name)));
}

/* -- actions */

static void
rename_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxSegmentList *self = GX_SEGMENT_LIST (widget);
  Row *row = row_at (self, find_row (self, g_variant_get_int64 (parameter)));

  if (row == NULL)
    return;
  need_rename (self, row);
  gtk_editable_set_text (GTK_EDITABLE (row->entry), gtk_label_get_label (row->name));
  gtk_popover_popup (row->rename);
  gtk_widget_grab_focus (GTK_WIDGET (row->entry));
}

static void
bin_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  write_wish (GX_SEGMENT_LIST (widget), g_variant_get_int64 (parameter), NULL, NULL);
}

static void
move_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxSegmentList *self = GX_SEGMENT_LIST (widget);
  int index = find_row (self, g_variant_get_int64 (parameter));
  int other = index + (g_str_equal (action, "segment.move-up") ? -1 : 1);
  GArray *order = NULL;

  if (index < 0 || row_at (self, other) == NULL || other < 0)
    return;
  order = g_array_new (FALSE, FALSE, sizeof (GxId));
  for (guint i = 0; i < self->segments->len; i++)
    g_array_append_val (order, ((GxSegment *) self->segments->pdata[i])->id);
  GxId moved = g_array_index (order, GxId, index);
  g_array_index (order, GxId, index) = g_array_index (order, GxId, other);
  g_array_index (order, GxId, other) = moved;
  write_wish (self, 0, NULL, order);
}

static void
row_activated_cb (GxSegmentList *self, GtkListBoxRow *row)
{
  Row *chosen = g_object_get_data (G_OBJECT (row), ROW_KEY);

  g_signal_emit (self, signals[CHOSEN], 0, chosen->id);
}

/* -- overrides */

static void
gx_segment_list_dispose (GObject *object)
{
  GxSegmentList *self = GX_SEGMENT_LIST (object);

  gx_segment_list_set_book (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (gx_segment_list_parent_class)->dispose (object);
}

static void
gx_segment_list_class_init (GxSegmentListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_segment_list_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_install_action (widget_class, "segment.rename", "x", rename_cb);
  gtk_widget_class_install_action (widget_class, "segment.move-up", "x", move_cb);
  gtk_widget_class_install_action (widget_class, "segment.move-down", "x", move_cb);
  gtk_widget_class_install_action (widget_class, "segment.bin", "x", bin_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
gx_segment_list_init (GxSegmentList *self)
{
  GtkWidget *heading = gtk_label_new (_("Saved segments"));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "gx-sidebar-heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Saved segments"), -1);
  gtk_widget_set_visible (self->box, FALSE);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), heading);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->list));
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}

/* -- public */

void
gx_segment_list_set_book (GxSegmentList *self, GxBook *book)
{
  g_return_if_fail (GX_IS_SEGMENT_LIST (self));

  gboolean can_write = book != NULL && !gx_book_is_read_only (book);
  static const char * const writing[] = { "segment.rename", "segment.move-up", "segment.move-down",
                                          "segment.bin" };
  stop_reading (self);
  if (self->book != NULL)
    g_signal_handlers_disconnect_by_data (self->book, self);
  g_clear_pointer (&self->segments, g_ptr_array_unref);
  g_set_object (&self->book, book);
  for (guint i = 0; i < G_N_ELEMENTS (writing); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), writing[i], can_write);
  if (self->box != NULL)
    gtk_widget_set_visible (self->box, FALSE);
  if (book == NULL)
    return;
  g_signal_connect_object (book, "changed", G_CALLBACK (book_changed_cb), self, G_CONNECT_SWAPPED);
  read_segments (self);
}

void
gx_segment_list_select (GxSegmentList *self, GxId id)
{
  g_return_if_fail (GX_IS_SEGMENT_LIST (self));

  self->selected = id;
  show_selected (self);
}
