/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-customer-line.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-money.h"
#include "base/gx-partial-day.h"
#include "base/gx-phrase.h"
#include "models/gx-customer-list.h"
#include "widgets/gx-avatar.h"
#include "widgets/gx-marks.h"
#include "widgets/gx-pills.h"

#include <glib/gi18n-lib.h>

#define PAD_PX 4              /* above and below */
#define PILL_GAP_PX 6
#define SECOND_ALPHA 0.65f

struct _GxCustomerLine {
  GtkWidget parent_instance;

  GxCustomerColumns *columns;
  GtkListItem *item;          /* borrowed, while bound */
  GxLazyRow *row;
  GtkWidget *check;           /* (nullable): made when there is first something to tick */
  GBinding *ticks;
  GArray *name_marks, *beneath_marks; /* (nullable): of GxTextSpan: what was searched for */
  gboolean is_marked;         /* they are of this row, and of these words */
};

G_DEFINE_FINAL_TYPE (GxCustomerLine, gx_customer_line, GTK_TYPE_WIDGET)

/* -- what it says */

static const char *
class_of (GxCustomerLine *self, const GxCustomerRow *row)
{
  const GxPortraitLimits *limits = gx_customer_columns_get_limits (self->columns);

  return gx_lifecycle_words[gx_lifecycle_judge (row->first_purchase_day, row->last_purchase_day,
                                                gx_clock_today (), limits)];
}

static char *
describe_day (GxDay day)
{
  return day != GX_NO_DAY ? gx_day_format_relative (day, gx_clock_today ()) : NULL;
}

static char *
describe_birthday (const char *stored)
{
  GxPartialDay day = { 0 };

  return stored != NULL && gx_partial_day_read (stored, &day) ? gx_partial_day_format (&day) : NULL;
}

static char *
describe_value (GxCustomerLine *self, const GxCustomerRow *row)
{
  return row->has_value
    ? gx_money_format_whole (row->value_minor, gx_customer_columns_get_currency (self->columns)) : NULL;
}

/* What a column says; NULL: nothing is known, or it is drawn in another way. */
static char *
describe (GxCustomerLine *self, const GxCustomerRow *row, GxCustomerColumn column)
{
  switch (column)
    {
    case GX_LINE_CONTACT:
      return describe_day (row->last_contact_day);
    case GX_LINE_VALUE:
      return describe_value (self, row);
    case GX_LINE_STANDING:
      return row->is_missing ? NULL : g_strdup (gx_phrase ("standing", row->standing));
    case GX_LINE_CITY:
      return g_strdup (row->city);
    case GX_LINE_OWNER:
      return g_strdup (row->owner);
    case GX_LINE_SOURCE:
      return g_strdup (row->source);
    case GX_LINE_PHONE:
      return g_strdup (row->phone);
    case GX_LINE_MAIL:
      return g_strdup (row->mail);
    case GX_LINE_LAST_ORDER:
      return describe_day (row->last_purchase_day);
    case GX_LINE_ORDERS:
      return row->orders > 0 ? gx_count_format (row->orders) : NULL;
    case GX_LINE_BIRTHDAY:
      return describe_birthday (row->birthday);
    case GX_LINE_TIER:
      return row->tier != NULL ? g_strdup (gx_phrase ("tier", row->tier)) : NULL;
    case GX_LINE_ADDED:
      return describe_day (row->added_day);
    case GX_LINE_CHECK:
    case GX_LINE_NAME:
    case GX_LINE_CLASS:
    case GX_LINE_TAGS:
    case GX_LINE_N_COLUMNS:
    default:
      return NULL;
    }
}

static void
add_words (GString *words, const char *more)
{
  if (more != NULL && *more != '\0')
    g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", more);
}

static void
add_row_words (GxCustomerLine *self, GString *words, const GxCustomerRow *row)
{
  g_autofree char *value = describe_value (self, row);

  add_words (words, row->shown_name);
  add_words (words, row->company);
  add_words (words, row->found_by);
  if (!row->is_missing)
    add_words (words, gx_phrase ("lifecycle", class_of (self, row)));
  for (guint i = 0; row->tags != NULL && i < row->tags->len; i++)
    add_words (words, ((const GxWord *) row->tags->pdata[i])->name);
  add_words (words, value);
}

/* The row of the list view is what the cursor stands on: it says everything. Telling costs a message on the
 * accessibility bus, so one that has not been read yet waits for its words. */
static void
tell_words (GxCustomerLine *self, const GxCustomerRow *row)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autoptr (GString) words = g_string_new (NULL);

  if (parent == NULL || row == NULL)
    return;
  add_row_words (self, words, row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, words->str, -1);
}

/* -- drawing */

/* In the middle of @height_px below @y_px. */
static void
draw_layout (GxCustomerLine *self, GtkSnapshot *snapshot, PangoLayout *layout, GxLinePen pen, int x_px,
             int y_px, int height_px)
{
  GdkRGBA ink;
  int height = 0;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &ink);
  if (pen == GX_LINE_PEN_SECOND)
    ink.alpha *= SECOND_ALPHA;
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x_px, y_px + (height_px - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

static void
draw_text (GxCustomerLine *self, GtkSnapshot *snapshot, GxLinePen pen, const char *text,
           const GxLineSpan *span, int y_px, int height_px)
{
  PangoLayout *layout = gx_customer_columns_write (self->columns, pen, text, span->width_px);

  draw_layout (self, snapshot, layout, pen, span->x_px, y_px, height_px);
}

/* With what was searched for, the marks moved by @offset bytes. */
static void
draw_marked (GxCustomerLine *self, GtkSnapshot *snapshot, GxLinePen pen, const char *text,
             const GArray *marks,
             guint offset, const GxLineSpan *span, int y_px, int height_px)
{
  PangoLayout *layout = gx_customer_columns_write (self->columns, pen, text, span->width_px);
  g_autoptr (PangoAttrList) plain = pango_attr_list_ref (pango_layout_get_attributes (layout));
  g_autoptr (PangoAttrList) marked = NULL;

  if (marks != NULL && marks->len > 0)
    {
      marked = pango_attr_list_copy (plain);
      gx_marks_add (marked, GTK_WIDGET (self), marks, offset);
      pango_layout_set_attributes (layout, marked);
    }
  draw_layout (self, snapshot, layout, pen, span->x_px, y_px, height_px);
  if (marked != NULL)
    pango_layout_set_attributes (layout, plain); /* the pen is everybody's */
}

/* What stands beneath the name: why they were found, else where they work. */
static const char *
get_beneath (const GxCustomerRow *row)
{
  return row->found_by != NULL ? row->found_by : row->company;
}

static void
forget_marks (GxCustomerLine *self)
{
  g_clear_pointer (&self->name_marks, g_array_unref);
  g_clear_pointer (&self->beneath_marks, g_array_unref);
  self->is_marked = FALSE;
}

/* Only of rows that are seen. */
static void
need_marks (GxCustomerLine *self, const GxCustomerRow *row)
{
  if (self->is_marked)
    return;
  self->is_marked = TRUE;
  self->name_marks = gx_customer_columns_mark (self->columns, "name", row->shown_name);
  self->beneath_marks = row->found_by != NULL
    ? gx_customer_columns_mark (self->columns, row->found_field, row->found_by + row->found_start)
    : gx_customer_columns_mark (self->columns, "company", row->company);
}

static void
draw_name (GxCustomerLine *self, GtkSnapshot *snapshot, const GxCustomerRow *row, const GxLineSpan *span)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  int first = gx_customer_columns_line_height (self->columns, FALSE);
  const char *beneath = get_beneath (row);
  int second = beneath != NULL && *beneath != '\0'
    ? gx_customer_columns_line_height (self->columns, TRUE) : 0;
  int indent = GX_LINE_AVATAR_PX + GX_LINE_GAP_PX;
  GxLineSpan words = { span->x_px + indent, MAX (span->width_px - indent, 1) };
  gboolean is_organisation = g_strcmp0 (row->kind, "organisation") == 0;
  graphene_rect_t box = GRAPHENE_RECT_INIT (span->x_px, (height - GX_LINE_AVATAR_PX) / 2, GX_LINE_AVATAR_PX,
                                            GX_LINE_AVATAR_PX);
  int y = (height - first - second) / 2;

  if (row->shown_name == NULL)
    return;
  g_autofree char *letters = gx_avatar_letters (row->shown_name, is_organisation);
  gx_avatar_draw (GTK_WIDGET (self), snapshot, &box, row->id, letters, is_organisation);
  need_marks (self, row);
  draw_marked (self, snapshot, GX_LINE_PEN_NAME, row->shown_name, self->name_marks, 0, &words, y, first);
  if (second > 0)
    draw_marked (self, snapshot, GX_LINE_PEN_SECOND, beneath, self->beneath_marks,
                 row->found_by != NULL ? row->found_start : 0, &words, y + first, second);
}

/* As many as there is room for; the first one shortened where not even that fits. @class: (nullable). */
static void
draw_pills (GxCustomerLine *self, GtkSnapshot *snapshot, const char *class, const GPtrArray *tags,
            const GxLineSpan *span)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int middle = gtk_widget_get_height (widget) / 2;
  guint n = (class != NULL ? 1 : 0) + (tags != NULL ? tags->len : 0);
  int x = 0;

  for (guint i = 0; i < n; i++)
    {
      gboolean is_class = class != NULL && i == 0;
      const GxWord *tag = is_class ? NULL : tags->pdata[class != NULL ? i - 1 : i];
      const char *text = is_class ? gx_phrase ("lifecycle", class) : tag->name;
      GxPillInk ink = is_class ? gx_pill_ink_of_class (class) : gx_pill_ink_of_tag (tag->colour);
      int width = gx_pill_width (widget, text);

      if (i == 0)
        width = MIN (width, span->width_px);
      if (x + width > span->width_px)
        return;
      gx_pill_draw (widget, snapshot, text, ink, span->x_px + x, middle, width);
      x += width + PILL_GAP_PX;
    }
}

/* Tags stand behind the class where they have no column of their own. */
static void
draw_class (GxCustomerLine *self, GtkSnapshot *snapshot, const GxCustomerRow *row, const GxLineSpan *span)
{
  gboolean is_alone = gx_customer_columns_has (self->columns, GX_LINE_TAGS);

  draw_pills (self, snapshot, class_of (self, row), is_alone ? NULL : row->tags, span);
}

static void
draw_fact (GxCustomerLine *self, GtkSnapshot *snapshot, const GxCustomerRow *row, GxCustomerColumn column,
           const GxLineSpan *span)
{
  g_autofree char *text = describe (self, row, column);
  GxLinePen pen = gx_customer_columns_is_number (column) ? GX_LINE_PEN_NUMBER : GX_LINE_PEN_SECOND;

  if (text != NULL)
    draw_text (self, snapshot, pen, text, span, 0, gtk_widget_get_height (GTK_WIDGET (self)));
}

static void
gx_customer_line_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GxCustomerLine *self = GX_CUSTOMER_LINE (widget);
  const GxCustomerRow *row = self->row != NULL ? gx_customer_list_row (self->row) : NULL;
  GxLineSpan spans[GX_LINE_N_COLUMNS];

  if (self->check != NULL)
    gtk_widget_snapshot_child (widget, self->check, snapshot);
  if (row == NULL)
    return;
  gx_customer_columns_place (self->columns, gtk_widget_get_width (widget), spans);
  draw_name (self, snapshot, row, &spans[GX_LINE_NAME]);
  if (spans[GX_LINE_CLASS].width_px > 0 && !row->is_missing)
    draw_class (self, snapshot, row, &spans[GX_LINE_CLASS]);
  if (spans[GX_LINE_TAGS].width_px > 0)
    draw_pills (self, snapshot, NULL, row->tags, &spans[GX_LINE_TAGS]);
  for (GxCustomerColumn column = GX_LINE_CONTACT; column < GX_LINE_N_COLUMNS; column++)
    if (spans[column].width_px > 0)
      draw_fact (self, snapshot, row, column, &spans[column]);
}

/* -- ticking */

static void
bind_check (GxCustomerLine *self)
{
  g_clear_pointer (&self->ticks, g_binding_unbind);
  if (self->check != NULL && self->item != NULL)
    self->ticks = g_object_bind_property (self->item, "selected", self->check, "active",
                                          G_BINDING_SYNC_CREATE);
}

static void
make_check (GxCustomerLine *self)
{
  self->check = gtk_check_button_new ();
  /* The row takes the click. */
  gtk_widget_set_can_target (self->check, FALSE);
  gtk_widget_set_can_focus (self->check, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Selected"), -1);
  gtk_widget_set_parent (self->check, GTK_WIDGET (self));
  bind_check (self);
}

static void
columns_changed_cb (GxCustomerLine *self)
{
  gboolean has_checks = gx_customer_columns_has_checks (self->columns);

  if (has_checks && self->check == NULL)
    make_check (self);
  if (self->check != NULL)
    gtk_widget_set_visible (self->check, has_checks);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
row_changed_cb (GxCustomerLine *self)
{
  forget_marks (self);
  tell_words (self, gx_customer_list_row (self->row));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* -- overrides */

static void
gx_customer_line_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  GxCustomerColumns *columns = GX_CUSTOMER_LINE (widget)->columns;
  int lines = gx_customer_columns_line_height (columns, FALSE)
    + gx_customer_columns_line_height (columns, TRUE);

  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL
    ? MAX (lines, GX_LINE_AVATAR_PX) + 2 * PAD_PX : gx_customer_columns_min_width (columns);
}

static void
gx_customer_line_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GxCustomerLine *self = GX_CUSTOMER_LINE (widget);
  GxLineSpan spans[GX_LINE_N_COLUMNS];
  int check_width = 0, check_height = 0;

  if (self->check == NULL || !gtk_widget_get_visible (self->check))
    return;
  gx_customer_columns_place (self->columns, width, spans);
  gtk_widget_measure (self->check, GTK_ORIENTATION_HORIZONTAL, -1, &check_width, NULL, NULL, NULL);
  gtk_widget_measure (self->check, GTK_ORIENTATION_VERTICAL, -1, &check_height, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->check, &(GtkAllocation) { spans[GX_LINE_CHECK].x_px,
                            (height - check_height) / 2, check_width, check_height }, -1);
}

static void
gx_customer_line_dispose (GObject *object)
{
  GxCustomerLine *self = GX_CUSTOMER_LINE (object);

  gx_customer_line_bind (self, NULL);
  g_clear_pointer (&self->check, gtk_widget_unparent);
  g_clear_object (&self->columns);
  G_OBJECT_CLASS (gx_customer_line_parent_class)->dispose (object);
}

static void
gx_customer_line_class_init (GxCustomerLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_customer_line_dispose;
  widget_class->measure = gx_customer_line_measure;
  widget_class->size_allocate = gx_customer_line_size_allocate;
  widget_class->snapshot = gx_customer_line_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
gx_customer_line_init (GxCustomerLine *self)
{
}

/* -- public */

GtkWidget *
gx_customer_line_new (GxCustomerColumns *columns)
{
  g_return_val_if_fail (GX_IS_CUSTOMER_COLUMNS (columns), NULL);

  GxCustomerLine *self = g_object_new (GX_TYPE_CUSTOMER_LINE, NULL);
  self->columns = g_object_ref (columns);
  g_signal_connect_object (columns, "changed", G_CALLBACK (columns_changed_cb), self, G_CONNECT_SWAPPED);
  columns_changed_cb (self);
  return GTK_WIDGET (self);
}

void
gx_customer_line_bind (GxCustomerLine *self, GtkListItem *item)
{
  g_return_if_fail (GX_IS_CUSTOMER_LINE (self));

  forget_marks (self);
  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_clear_object (&self->row);
  self->item = item;
  bind_check (self);
  if (item == NULL)
    return;
  self->row = g_object_ref (gtk_list_item_get_item (item));
  g_signal_connect_swapped (self->row, "notify::item", G_CALLBACK (row_changed_cb), self);
  row_changed_cb (self);
}
