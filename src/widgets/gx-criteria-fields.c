/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-criteria-fields.h"

#include "base/gx-text.h"

#include <glib/gi18n-lib.h>

#define LIST_HEIGHT_PX 340

#define FIELD_KEY "gx-field"
#define RELATION_KEY "gx-relation"
#define SEGMENT_KEY "gx-segment"
#define GROUP_KEY "gx-group"
#define WORDS_KEY "gx-words"

struct _GxCriteriaFields {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkSearchEntry *search;
  GtkListBox *list;
  GtkScrolledWindow *scrolled;
  char *words;            /* folded; "" none */
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxCriteriaFields, gx_criteria_fields, GTK_TYPE_WIDGET)

/* -- groups */

typedef enum { WHO, CONTACT, DEALINGS, MONEY, DAYS, OWN, THINGS, SEGMENTS, N_GROUPS } Group;

static const char * const group_titles[N_GROUPS] = {
  [WHO] = N_("Who"), [CONTACT] = N_("Contact"), [DEALINGS] = N_("Dealings"), [MONEY] = N_("Money"),
  [DAYS] = N_("Days"), [OWN] = N_("Own fields"), [THINGS] = N_("What they have"),
  [SEGMENTS] = N_("Segments"),
};

static gboolean
is_one_of (const char *name, const char * const *names)
{
  return g_strv_contains (names, name);
}

static Group
group_of (const GxCriteriaField *field)
{
  static const char * const contact[] = { "has_phone", "has_mail", "has_wechat", "phone", "mail", "wechat",
                                          "last_contact", "first_touch", "conversations", NULL };
  static const char * const dealings[] = { "lifecycle", "tier", "orders", "usual_interval",
                                           "past_usual_interval", "recency", "frequency", "r_score",
                                           "f_score", "m_score", "value_decile", NULL };

  if (field->custom != 0)
    return OWN;
  if (is_one_of (field->name, contact))
    return CONTACT;
  if (is_one_of (field->name, dealings))
    return DEALINGS;
  if (field->type == GX_FIELD_MONEY)
    return MONEY;
  return field->type == GX_FIELD_DAY ? DAYS : WHO;
}

/* -- rows */

static GtkWidget *
add_row (GxCriteriaFields *self, Group group, const char *label)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *text = gtk_label_new (label);
  g_autofree char *both = g_strconcat (label, " ", gettext (group_titles[group]), NULL);

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data (G_OBJECT (row), GROUP_KEY, GINT_TO_POINTER (group));
  g_object_set_data_full (G_OBJECT (row), WORDS_KEY, gx_search_text (both, FALSE), g_free);
  gtk_list_box_append (self->list, row);
  return row;
}

static void
add_field (GxCriteriaFields *self, const GxCriteriaField *field)
{
  GtkWidget *row = add_row (self, group_of (field), gx_criteria_field_get_label (field));

  g_object_set_data (G_OBJECT (row), FIELD_KEY, (gpointer) field);
}

static void
add_relation (GxCriteriaFields *self, const GxCriteriaRelation *relation)
{
  GtkWidget *row = add_row (self, THINGS, gettext (relation->label));

  g_object_set_data (G_OBJECT (row), RELATION_KEY, (gpointer) relation);
}

static void
add_segment (GxCriteriaFields *self, GxCriteriaCatalogue *catalogue, GxId segment)
{
  GtkWidget *row = add_row (self, SEGMENTS, gx_criteria_catalogue_find_segment (catalogue, segment));

  g_object_set_data_full (G_OBJECT (row), SEGMENT_KEY, g_memdup2 (&segment, sizeof segment), g_free);
}

/* Related things have no segments, and nothing related to them. */
static void
fill (GxCriteriaFields *self, GxCriteriaCatalogue *catalogue, const char *relation)
{
  g_autoptr (GPtrArray) fields = gx_criteria_catalogue_list_fields (catalogue, relation);
  g_autoptr (GPtrArray) relations = gx_criteria_list_relations ();
  g_autoptr (GArray) segments = gx_criteria_catalogue_list_segments (catalogue);

  for (Group group = 0; group < N_GROUPS; group++)
    for (guint i = 0; i < fields->len; i++)
      if (group_of (fields->pdata[i]) == group)
        add_field (self, fields->pdata[i]);
  if (relation != NULL)
    return;
  for (guint i = 0; i < relations->len; i++)
    add_relation (self, relations->pdata[i]);
  for (guint i = 0; i < segments->len; i++)
    add_segment (self, catalogue, g_array_index (segments, GxId, i));
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer user_data)
{
  GxCriteriaFields *self = user_data;

  return strstr (g_object_get_data (G_OBJECT (row), WORDS_KEY), self->words) != NULL;
}

static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  gpointer group = g_object_get_data (G_OBJECT (row), GROUP_KEY);
  GtkWidget *header = NULL;

  if (before == NULL || g_object_get_data (G_OBJECT (before), GROUP_KEY) != group)
    {
      header = gtk_label_new (gettext (group_titles[GPOINTER_TO_INT (group)]));
      gtk_label_set_xalign (GTK_LABEL (header), 0);
      gtk_widget_add_css_class (header, "gx-list-heading");
    }
  gtk_list_box_row_set_header (row, header);
}

/* -- callbacks */

static GtkListBoxRow *
first_row (GxCriteriaFields *self)
{
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      return row;
  return NULL;
}

static void
row_activated_cb (GxCriteriaFields *self, GtkListBoxRow *row)
{
  const GxId *segment = g_object_get_data (G_OBJECT (row), SEGMENT_KEY);

  g_signal_emit (self, signals[CHOSEN], 0, g_object_get_data (G_OBJECT (row), FIELD_KEY),
                 g_object_get_data (G_OBJECT (row), RELATION_KEY), segment != NULL ? *segment : (gint64) 0);
}

static void
search_changed_cb (GxCriteriaFields *self)
{
  g_free (self->words);
  self->words = gx_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  gtk_list_box_invalidate_filter (self->list);
}

static void
search_activated_cb (GxCriteriaFields *self)
{
  GtkListBoxRow *row = first_row (self);

  if (row != NULL)
    row_activated_cb (self, row);
}

static gboolean
search_key_pressed_cb (GxCriteriaFields *self, guint key)
{
  GtkListBoxRow *row = key == GDK_KEY_Down || key == GDK_KEY_KP_Down ? first_row (self) : NULL;

  if (row == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return GDK_EVENT_STOP;
}

static void
search_stopped_cb (GxCriteriaFields *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

/* -- overrides */

static void
gx_criteria_fields_dispose (GObject *object)
{
  GxCriteriaFields *self = GX_CRITERIA_FIELDS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (gx_criteria_fields_parent_class)->dispose (object);
}

static void
gx_criteria_fields_finalize (GObject *object)
{
  g_free (GX_CRITERIA_FIELDS (object)->words);
  G_OBJECT_CLASS (gx_criteria_fields_parent_class)->finalize (object);
}

static void
gx_criteria_fields_class_init (GxCriteriaFieldsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gx_criteria_fields_dispose;
  G_OBJECT_CLASS (klass)->finalize = gx_criteria_fields_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 3, G_TYPE_POINTER, G_TYPE_POINTER, G_TYPE_INT64);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
make_search (GxCriteriaFields *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _("What is asked?"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What is asked?"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (search_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (search_stopped_cb), self);
}

static void
make_list (GxCriteriaFields *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (self->list, is_wanted, self, NULL);
  gtk_list_box_set_header_func (self->list, update_header, NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What can be asked"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "gx-choices");
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  g_object_set (self->scrolled, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                "max-content-height", LIST_HEIGHT_PX, "child", self->list, NULL);
}

static void
gx_criteria_fields_init (GxCriteriaFields *self)
{
  self->words = g_strdup ("");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  make_search (self);
  make_list (self);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->scrolled));
}

/* -- public */

GtkWidget *
gx_criteria_fields_new (GxCriteriaCatalogue *catalogue, const char *relation)
{
  GxCriteriaFields *self = g_object_new (GX_TYPE_CRITERIA_FIELDS, NULL);

  fill (self, catalogue, relation);
  return GTK_WIDGET (self);
}

void
gx_criteria_fields_begin (GxCriteriaFields *self)
{
  g_return_if_fail (GX_IS_CRITERIA_FIELDS (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  search_changed_cb (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
