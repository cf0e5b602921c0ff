/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-palette.h"

#include "app/gx-palette-find.h"
#include "app/gx-palette-row.h"

#include <glib/gi18n-lib.h>

#define ROOM_FOR_KEYS_PX 480
#define PAGE_ROWS 5
#define PATIENCE_MS 120 /* so long the book may take before the rest is shown without it */

struct _GxPalette {
  AdwBin parent_instance;

  GtkWidget *card;
  GtkEntry *entry;
  GtkScrolledWindow *scroller;
  GtkListBox *list;
  GtkLabel *nothing;

  GtkWidget *owner;            /* borrowed */
  GxCanDoFunc can_do;
  GxBook *book;                /* (nullable): while open */
  GtkWidget *focus;            /* weak: who had it before */

  GxSearchWords *words;        /* as typed now */
  GPtrArray *items;            /* of GxPaletteItem: shown */
  GPtrArray *notes;            /* (nullable): of GxPaletteItem: came before the others */
  GPtrArray *rows;             /* of GxPaletteRow: made once */
  GCancellable *asking;
  guint patience;
  gboolean is_waiting;         /* the book has not answered yet */
  gboolean is_entering;        /* Enter was pressed meanwhile */
  int ahead;                   /* so far down was gone while the list was still the one before */
};

G_DEFINE_FINAL_TYPE (GxPalette, gx_palette, ADW_TYPE_BIN)

/* -- What is chosen */

static GxPaletteRow *
get_chosen (GxPalette *self)
{
  return (GxPaletteRow *) gtk_list_box_get_selected_row (self->list);
}

/* Who cannot see the list hears it from the field, where the cursor is. */
static void
tell_chosen (GxPalette *self)
{
  GxPaletteRow *row = get_chosen (self);
  g_autofree char *said = row != NULL ? gx_palette_row_words (row) : g_strdup (_("Nothing found"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, said,
                                  -1);
}

static void
bring_into_sight (GxPalette *self, GtkWidget *row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t box;

  if (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) == 0)
    gtk_adjustment_set_value (adjustment, 0); /* with its heading */
  else if (gtk_widget_compute_bounds (row, GTK_WIDGET (self->list), &box))
    gtk_adjustment_clamp_page (adjustment, box.origin.y, box.origin.y + box.size.height);
}

static void
choose (GxPalette *self, int index)
{
  GtkListBoxRow *row = NULL;

  if (self->items->len > 0)
    row = gtk_list_box_get_row_at_index (self->list, CLAMP (index, 0, (int) self->items->len - 1));
  gtk_list_box_select_row (self->list, row);
  if (row != NULL)
    bring_into_sight (self, GTK_WIDGET (row));
  tell_chosen (self);
}

static void
move (GxPalette *self, int by)
{
  GxPaletteRow *row = get_chosen (self);
  int n = self->items->len;
  int index = row != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;

  if (self->patience != 0) /* meant for the list that comes */
    {
      self->ahead += by;
      return;
    }
  /* One step beyond the end comes round to the beginning. */
  if (n > 0 && (by == 1 || by == -1))
    choose (self, (index + by + n) % n);
  else
    choose (self, index + by);
}

static void
do_chosen (GxPalette *self)
{
  GxPaletteRow *row = get_chosen (self);

  if (row == NULL)
    return;
  const GxPaletteItem *item = gx_palette_row_get_item (row);
  const char *action = item->action;
  g_autoptr (GVariant) target = item->target != NULL ? g_variant_ref (item->target) : NULL;
  gx_palette_close (self);
  gtk_widget_activate_action_variant (self->owner, action, target);
}

/* -- What is shown */

static GtkWidget *
make_heading (const char *title)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "gx-palette-heading");
  return label;
}

static void
show_heading (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  GxPalette *self = data;
  const GxPaletteItem *item = gx_palette_row_get_item (GX_PALETTE_ROW (row));
  const GxPaletteItem *above = before != NULL ? gx_palette_row_get_item (GX_PALETTE_ROW (before)) : NULL;
  gboolean begins = above == NULL || above->group != item->group;

  gtk_list_box_row_set_header (row, begins
    ? make_heading (gx_palette_group_title (item->group, gx_search_words_is_empty (self->words))) : NULL);
}

static GtkWidget *
need_row (GxPalette *self, guint index)
{
  if (index == self->rows->len)
    g_ptr_array_add (self->rows, g_object_ref_sink (gx_palette_row_new ()));
  return self->rows->pdata[index];
}

static void
show_items (GxPalette *self, GPtrArray *items)
{
  gboolean has_room = gtk_widget_get_width (self->owner) >= ROOM_FOR_KEYS_PX;
  guint shown = self->items->len;

  for (guint i = 0; i < items->len; i++)
    gx_palette_row_show (GX_PALETTE_ROW (need_row (self, i)), items->pdata[i], self->words, has_room);
  for (guint i = shown; i < items->len; i++)
    gtk_list_box_append (self->list, self->rows->pdata[i]);
  for (guint i = items->len; i < shown; i++)
    gtk_list_box_remove (self->list, self->rows->pdata[i]);
  g_ptr_array_unref (self->items);
  self->items = items;
  gtk_list_box_invalidate_headers (self->list);
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), items->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), items->len == 0);
}

/* Nobody is called so: perhaps they are new. */
static void
add_new_customer (GxPalette *self, GPtrArray *items)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (gx_search_words_is_empty (self->words) || !self->can_do (self->owner, "win.new-customer-named"))
    return;
  /* Translators: %s is what somebody typed: a name, a phone number … */
  g_autofree char *title = g_strdup_printf (_("New customer “%s”…"), typed);
  GxPaletteItem *item = gx_palette_item_new (GX_PALETTE_COMMANDS, title, NULL, "gx-add-symbolic",
                                             "win.new-customer-named", g_variant_new_string (typed));
  item->distance = GX_SEARCH_FAR - 1;
  item->title_spans = g_array_new (FALSE, FALSE, sizeof (GxTextSpan));
  g_ptr_array_add (items, item);
}

/* 0 where it is not there. */
static int
find_item (GPtrArray *items, const GxPaletteItem *wanted)
{
  for (guint i = 0; i < items->len; i++)
    {
      const GxPaletteItem *item = items->pdata[i];

      if (g_strcmp0 (item->action, wanted->action) == 0 && (item->target == NULL) == (wanted->target == NULL)
          && (item->target == NULL || g_variant_equal (item->target, wanted->target)))
        return i;
    }
  return 0;
}

/* has_begun: the list shows already what fits without the book: what was chosen of it stays chosen. */
static void
show_found (GxPalette *self, GPtrArray *of_book, gboolean has_begun)
{
  GPtrArray *items = of_book != NULL ? of_book
                                     : g_ptr_array_new_with_free_func ((GDestroyNotify) gx_palette_item_free);
  GxPaletteRow *row = has_begun ? get_chosen (self) : NULL;
  int chosen = 0, ahead = self->ahead;

  g_clear_handle_id (&self->patience, g_source_remove);
  self->ahead = 0;
  gx_palette_add_program (items, self->words, self->can_do, self->owner);
  add_new_customer (self, items);
  gx_palette_arrange (items);
  if (row != NULL && gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) > 0)
    chosen = find_item (items, gx_palette_row_get_item (row));
  show_items (self, items);
  choose (self, chosen);
  if (ahead != 0)
    move (self, ahead);
}

/* Below all others, once these are there. */
static void
add_notes (GxPalette *self)
{
  gboolean has_room = gtk_widget_get_width (self->owner) >= ROOM_FOR_KEYS_PX;

  if (self->notes == NULL || self->is_waiting)
    return;
  for (guint i = 0; i < self->notes->len; i++)
    {
      GtkWidget *row = need_row (self, self->items->len);

      g_ptr_array_add (self->items, self->notes->pdata[i]);
      gx_palette_row_show (GX_PALETTE_ROW (row), self->notes->pdata[i], self->words, has_room);
      gtk_list_box_append (self->list, row);
    }
  g_ptr_array_set_free_func (self->notes, NULL);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), self->items->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), self->items->len == 0);
  gtk_list_box_invalidate_headers (self->list);
  if (get_chosen (self) == NULL)
    choose (self, 0);
}

/* -- Asking the book */

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxPalette) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *items = gx_palette_find_finish (GX_BOOK (source), result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->asking || !gx_palette_is_open (self))
    {
      g_clear_pointer (&items, g_ptr_array_unref);
      return;
    }
  if (items == NULL)
    g_warning ("What Ctrl+K looks for could not be found: %s", error->message);
  self->is_waiting = FALSE;
  show_found (self, items, self->patience == 0);
  add_notes (self);
  if (self->is_entering)
    do_chosen (self);
  self->is_entering = FALSE;
}

/* They come when they come, at the end: nothing that is there moves. */
static void
notes_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxPalette) self = user_data;
  GPtrArray *notes = gx_palette_find_finish (GX_BOOK (source), result, NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->asking || !gx_palette_is_open (self))
    {
      g_clear_pointer (&notes, g_ptr_array_unref);
      return;
    }
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  self->notes = notes;
  add_notes (self);
}

static gboolean
patience_ended_cb (gpointer user_data)
{
  GxPalette *self = user_data;

  self->patience = 0;
  show_found (self, NULL, FALSE); /* what the book answers later takes its place */
  return G_SOURCE_REMOVE;
}

static void
stop_asking (GxPalette *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  self->is_waiting = FALSE;
  self->ahead = 0;
}

/* The list changes once: when the book has answered, or after a short patience without it. */
static void
ask (GxPalette *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  stop_asking (self);
  g_clear_pointer (&self->words, gx_search_words_free);
  self->words = gx_search_words_new (typed);
  self->is_entering = FALSE;
  if (self->book == NULL)
    {
      show_found (self, NULL, FALSE);
      return;
    }
  self->asking = g_cancellable_new ();
  self->is_waiting = TRUE;
  self->patience = g_timeout_add (PATIENCE_MS, patience_ended_cb, self);
  gx_palette_find_async (self->book, typed, self->asking, found_cb, g_object_ref (self));
  if (!gx_search_words_is_empty (self->words))
    gx_palette_find_notes_async (self->book, typed, self->asking, notes_found_cb, g_object_ref (self));
}

/* -- Callbacks */

static void
entered_cb (GxPalette *self)
{
  if (self->is_waiting)
    self->is_entering = TRUE;
  else
    do_chosen (self);
}

static void
row_clicked_cb (GxPalette *self, GtkListBoxRow *row)
{
  gtk_list_box_select_row (self->list, row);
  do_chosen (self);
}

static gboolean
key_pressed_cb (GxPalette *self, guint key, guint code, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Escape:
      gx_palette_close (self);
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
    case GDK_KEY_Tab:
      move (self, 1);
      break;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
    case GDK_KEY_ISO_Left_Tab:
      move (self, -1);
      break;
    case GDK_KEY_Page_Down:
      move (self, PAGE_ROWS);
      break;
    case GDK_KEY_Page_Up:
      move (self, -PAGE_ROWS);
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  return GDK_EVENT_STOP;
}

/* Beside the card: that is the window, gone back to. */
static void
ground_clicked_cb (GxPalette *self, int n_press, double x, double y)
{
  GtkWidget *hit = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (hit == NULL || (hit != self->card && !gtk_widget_is_ancestor (hit, self->card)))
    gx_palette_close (self);
}

/* -- Building */

static GtkWidget *
make_list (GxPalette *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_header_func (self->list, show_heading, self, NULL);
  gtk_widget_set_can_focus (GTK_WIDGET (self->list), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Found"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_clicked_cb), self);
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (self->scroller, TRUE);
  gtk_scrolled_window_set_max_content_height (self->scroller, 460);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->list));
  gtk_widget_set_focusable (GTK_WIDGET (self->scroller), FALSE);
  return GTK_WIDGET (self->scroller);
}

static GtkWidget *
make_entry (GxPalette *self)
{
  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_PRIMARY, "gx-search-symbolic");
  gtk_entry_set_icon_activatable (self->entry, GTK_ENTRY_ICON_PRIMARY, FALSE);
  gtk_entry_set_placeholder_text (self->entry, _("Find customers, pages, commands …"));
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "gx-palette-field");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Find anything"), -1);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (ask), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entered_cb), self);
  return GTK_WIDGET (self->entry);
}

static GtkWidget *
make_card (GxPalette *self)
{
  GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_add_css_class (line, "gx-line");
  self->card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->nothing = GTK_LABEL (gtk_label_new (_("Nothing found")));
  gtk_widget_add_css_class (GTK_WIDGET (self->nothing), "gx-palette-nothing");
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), FALSE);
  gtk_widget_set_valign (self->card, GTK_ALIGN_START);
  gtk_widget_set_overflow (self->card, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (self->card, "gx-palette");
  gtk_box_append (GTK_BOX (self->card), make_entry (self));
  gtk_box_append (GTK_BOX (self->card), line);
  gtk_box_append (GTK_BOX (self->card), make_list (self));
  gtk_box_append (GTK_BOX (self->card), GTK_WIDGET (self->nothing));
  return self->card;
}

/* -- Overrides */

static void
gx_palette_dispose (GObject *object)
{
  GxPalette *self = GX_PALETTE (object);

  stop_asking (self);
  g_clear_weak_pointer (&self->focus);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (gx_palette_parent_class)->dispose (object);
}

static void
gx_palette_finalize (GObject *object)
{
  GxPalette *self = GX_PALETTE (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->words, gx_search_words_free);
  G_OBJECT_CLASS (gx_palette_parent_class)->finalize (object);
}

static void
gx_palette_class_init (GxPaletteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gx_palette_dispose;
  G_OBJECT_CLASS (klass)->finalize = gx_palette_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_DIALOG);
}

static void
gx_palette_init (GxPalette *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_palette_item_free);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->words = gx_search_words_new ("");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), make_card (self));
  adw_bin_set_child (ADW_BIN (self), clamp);
  gtk_widget_add_css_class (GTK_WIDGET (self), "gx-palette-ground");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find anything"),
                                  -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (ground_clicked_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/* -- Public */

GxPalette *
gx_palette_new (GtkWidget *owner, GxCanDoFunc can_do)
{
  g_return_val_if_fail (GTK_IS_WIDGET (owner) && can_do != NULL, NULL);

  GxPalette *self = g_object_new (GX_TYPE_PALETTE, NULL);
  self->owner = owner;
  self->can_do = can_do;
  return self;
}

gboolean
gx_palette_is_open (GxPalette *self)
{
  g_return_val_if_fail (GX_IS_PALETTE (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self));
}

void
gx_palette_open (GxPalette *self, GxBook *book)
{
  g_return_if_fail (GX_IS_PALETTE (self));

  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_set_object (&self->book, book);
  g_set_weak_pointer (&self->focus, gtk_root_get_focus (root));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  else
    ask (self);
}

void
gx_palette_close (GxPalette *self)
{
  g_return_if_fail (GX_IS_PALETTE (self));

  GtkWidget *focus = self->focus;
  if (!gx_palette_is_open (self))
    return;
  stop_asking (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (GTK_IS_TEXT (focus))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (focus));
  else if (focus != NULL)
    gtk_widget_grab_focus (focus);
  g_clear_weak_pointer (&self->focus);
  g_clear_object (&self->book);
}
