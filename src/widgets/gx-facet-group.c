/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-facet-group.h"

#include "base/gx-money.h"
#include "base/gx-text.h"
#include "widgets/gx-facet-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FEW 6                 /* shown until more are asked for */
#define MANY 12               /* from here on there is a field to find one */
#define MOST 50               /* rows at once; the field finds the others */

struct _GxFacetGroup {
  GtkBox parent_instance;

  GtkLabel *heading, *others;
  GtkSearchEntry *search;
  GtkListBox *list;
  GtkButton *more;

  const GxFacet *facet;
  gboolean is_open;           /* more were asked for */
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxFacetGroup, gx_facet_group, GTK_TYPE_BOX)

/* -- which values are shown */

/* Classes and tiers stay where people know them to be. */
static gboolean
has_own_order (GxFacetGroup *self)
{
  return gx_criteria_find_field (NULL, self->facet->field)->type == GX_FIELD_CHOICE;
}

/* One more than few is no more work to read than "Show more". */
static gboolean
is_long (GxFacetGroup *self)
{
  return self->facet->values->len > FEW + 1 && !has_own_order (self);
}

static gboolean
is_searched (GxFacetGroup *self)
{
  return is_long (self) && self->is_open && self->facet->values->len > MANY;
}

static gboolean
fits_words (const GxFacetValue *value, const char *words)
{
  g_autofree char *text = *words != '\0' ? gx_search_text (value->label, FALSE) : NULL;

  return text == NULL || strstr (text, words) != NULL;
}

/* Classes and tiers apart, the ticked ones come first. */
static gboolean
comes_first (GxFacetGroup *self, const GxFacetValue *value)
{
  return value->is_chosen && !has_own_order (self);
}

static gboolean
is_focused (GxFacetGroup *self, const GxFacetValue *value)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  return row != NULL && gtk_widget_is_focus (row)
    && g_strcmp0 (gx_facet_row_get_value (GX_FACET_ROW (row)), value->value) == 0;
}

/* The ticked ones, then others, the focused one among them: it does not go from under the cursor.
   @n_others: (out): how many fit, but are not picked */
static GPtrArray *
pick_values (GxFacetGroup *self, guint *n_others)
{
  GPtrArray *values = self->facet->values;
  const char *typed = is_searched (self) ? gtk_editable_get_text (GTK_EDITABLE (self->search)) : "";
  g_autofree char *words = gx_fold (typed);
  guint most = !is_long (self) ? G_MAXUINT : self->is_open ? MOST : FEW;
  GPtrArray *picked = g_ptr_array_new ();

  *n_others = 0;
  for (guint i = 0; i < values->len; i++)
    if (comes_first (self, values->pdata[i]))
      g_ptr_array_add (picked, values->pdata[i]);
  for (guint i = 0; i < values->len; i++)
    {
      gboolean is_kept = is_focused (self, values->pdata[i]);
      if (comes_first (self, values->pdata[i]) || (!is_kept && !fits_words (values->pdata[i], words)))
        continue;
      if (is_kept || picked->len < most)
        g_ptr_array_add (picked, values->pdata[i]);
      else
        *n_others += 1;
    }
  return picked;
}

/* -- rows */

static GxFacetRow *
find_row (GxFacetGroup *self, const char *value)
{
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (gx_facet_row_get_value (GX_FACET_ROW (row)), value) == 0)
      return GX_FACET_ROW (row);
  return NULL;
}

static void
remove_row (GxFacetGroup *self, GtkWidget *row)
{
  gboolean had_focus = gtk_widget_is_focus (row);

  gtk_list_box_remove (self->list, row);
  if (had_focus && !gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static gboolean
is_picked (GPtrArray *picked, GxFacetRow *row)
{
  for (guint i = 0; i < picked->len; i++)
    if (g_strcmp0 (((GxFacetValue *) picked->pdata[i])->value, gx_facet_row_get_value (row)) == 0)
      return TRUE;
  return FALSE;
}

/* A value stays the same widget while it is shown: so the focus and the pointer stay on it. */
static void
show_values (GxFacetGroup *self, GPtrArray *picked)
{
  GtkListBoxRow *row = NULL;

  for (guint i = 0; i < picked->len; i++)
    {
      const GxFacetValue *value = picked->pdata[i];
      GxFacetRow *shown = find_row (self, value->value);
      if (shown == NULL)
        {
          shown = GX_FACET_ROW (gx_facet_row_new (value->value));
          gtk_list_box_append (self->list, GTK_WIDGET (shown));
        }
      gx_facet_row_show (shown, value, i);
    }
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; )
    if (is_picked (picked, GX_FACET_ROW (row)))
      i++;
    else
      remove_row (self, GTK_WIDGET (row));
  gtk_list_box_invalidate_sort (self->list);
}

static void
show_rest (GxFacetGroup *self, guint n_others)
{
  g_autofree char *n = gx_count_format (n_others);
  /* Translators: %s is a number: values that are not shown, below a field to find one */
  g_autofree char *text = g_strdup_printf (ngettext ("%s more, type to find it", "%s more, type to find one",
                                                     n_others), n);

  gtk_label_set_label (self->others, text);
  gtk_widget_set_visible (GTK_WIDGET (self->others), is_searched (self) && n_others > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->search), is_searched (self));
  gtk_widget_set_visible (GTK_WIDGET (self->more), is_long (self));
  gtk_button_set_label (self->more, self->is_open ? _("Show fewer") : _("Show more"));
}

static void
show_all (GxFacetGroup *self)
{
  guint n_others = 0;
  g_autoptr (GPtrArray) picked = pick_values (self, &n_others);

  show_values (self, picked);
  show_rest (self, n_others);
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer user_data)
{
  guint x = gx_facet_row_get_rank (GX_FACET_ROW (a)), y = gx_facet_row_get_rank (GX_FACET_ROW (b));

  return (x > y) - (x < y);
}

/* -- callbacks */

static void
row_activated_cb (GxFacetGroup *self, GxFacetRow *row)
{
  gboolean is_chosen = !gx_facet_row_is_chosen (row);

  gx_facet_row_set_chosen (row, is_chosen);
  g_signal_emit (self, signals[CHOSEN], 0, gx_facet_row_get_value (row), is_chosen);
}

static void
set_open (GxFacetGroup *self, gboolean is_open)
{
  self->is_open = is_open;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  show_all (self);
}

static void
more_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxFacetGroup *self = GX_FACET_GROUP (widget);

  set_open (self, !self->is_open);
  if (gtk_widget_get_visible (GTK_WIDGET (self->search)))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
search_changed_cb (GxFacetGroup *self)
{
  if (self->facet != NULL)
    show_all (self);
}

static void
search_stopped_cb (GxFacetGroup *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search), "");
      return;
    }
  set_open (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->more));
}

/* Enter or Down in the field: to the values. */
static void
list_entered_cb (GxFacetGroup *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static gboolean
search_key_pressed_cb (GxFacetGroup *self, guint key)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  list_entered_cb (self);
  return GDK_EVENT_STOP;
}

/* Down from the last value, or Up from the first: on to what follows. */
static gboolean
keynav_failed_cb (GxFacetGroup *self, GtkDirectionType direction)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (direction == GTK_DIR_DOWN)
    return gtk_widget_child_focus (parent, GTK_DIR_TAB_FORWARD);
  return direction == GTK_DIR_UP && gtk_widget_child_focus (parent, GTK_DIR_TAB_BACKWARD);
}

/* -- overrides */

static gboolean
is_in_list (GxFacetGroup *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));
}

/* Tab passes by the values that follow. */
static gboolean
gx_facet_group_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GxFacetGroup *self = GX_FACET_GROUP (widget);
  gboolean is_forward = direction == GTK_DIR_TAB_FORWARD;
  GtkWidget *next = GTK_WIDGET (self->list);

  if ((!is_forward && direction != GTK_DIR_TAB_BACKWARD) || !is_in_list (self))
    return GTK_WIDGET_CLASS (gx_facet_group_parent_class)->focus (widget, direction);
  while ((next = is_forward ? gtk_widget_get_next_sibling (next)
          : gtk_widget_get_prev_sibling (next)) != NULL)
    if (gtk_widget_child_focus (next, direction))
      return TRUE;
  return FALSE;
}


static void
gx_facet_group_class_init (GxFacetGroupClass *klass)
{
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  GTK_WIDGET_CLASS (klass)->focus = gx_facet_group_focus;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "facet.more", NULL, more_cb);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

/* -- making */

static void
make_search (GxFacetGroup *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _("Type to find"), "visible", FALSE, NULL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (search_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (list_entered_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (search_stopped_cb), self);
}

static void
make_list (GxFacetGroup *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_sort_func (self->list, compare_rows, NULL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "gx-choices");
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (self->list, "keynav-failed", G_CALLBACK (keynav_failed_cb), self);
}

static void
make_more (GxFacetGroup *self)
{
  self->others = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "visible", FALSE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->others), "gx-second");
  self->more = g_object_new (GTK_TYPE_BUTTON, "label", _("Show more"), "halign", GTK_ALIGN_START, "visible",
                             FALSE, "action-name", "facet.more", NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "gx-facet-more");
}

static void
gx_facet_group_init (GxFacetGroup *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->heading = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "gx-list-heading");
  make_search (self);
  make_list (self);
  make_more (self);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->others));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->more));
}

/* -- public */

GtkWidget *
gx_facet_group_new (void)
{
  return g_object_new (GX_TYPE_FACET_GROUP, NULL);
}

/* That nobody has one is nothing to choose by. */
static gboolean
has_values (const GxFacet *facet)
{
  const GxFacetValue *first = facet->values->len > 0 ? facet->values->pdata[0] : NULL;

  return facet->values->len > 1 || (first != NULL && (first->value != NULL || first->is_chosen));
}

void
gx_facet_group_show (GxFacetGroup *self, const GxFacet *facet)
{
  g_return_if_fail (GX_IS_FACET_GROUP (self) && facet != NULL);

  self->facet = facet;
  gtk_label_set_label (self->heading, facet->label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, facet->label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, facet->label,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, facet->label,
                                  -1);
  gtk_widget_set_visible (GTK_WIDGET (self), has_values (facet));
  show_all (self);
}

const char *
gx_facet_group_get_field (GxFacetGroup *self)
{
  g_return_val_if_fail (GX_IS_FACET_GROUP (self), NULL);

  return self->facet != NULL ? self->facet->field : NULL;
}
