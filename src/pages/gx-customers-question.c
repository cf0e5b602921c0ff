/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What the pane asks, as chips; and the saved segments it comes from and goes to. */
#include "pages/gx-customers-pane-private.h"

#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-money.h"
#include "criteria/gx-segments.h"
#include "pages/gx-over-time-dialog.h"
#include "widgets/gx-entry.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

/* -- what is asked */

static char *
read_json (GxCustomersPane *self)
{
  GxCriteria *criteria = gx_criteria_bar_get_criteria (self->criteria);

  return criteria != NULL ? gx_criteria_to_json (criteria) : NULL;
}

/* The chips are the question. */
static void
take_question (GxCustomersPane *self)
{
  g_free (self->query->criteria_json);
  self->query->criteria_json = read_json (self);
  gx_customers_pane_show_question (self);
  gx_customers_pane_ask_soon (self, TRUE);
}

static gboolean
is_segment_changed (GxCustomersPane *self)
{
  if (self->segment == NULL)
    return FALSE;
  g_autofree char *layout = gx_customers_pane_write_layout (self);
  return g_strcmp0 (self->segment->criteria, self->query->criteria_json) != 0
    || (self->segment->layout != NULL && g_strcmp0 (self->segment->layout, layout) != 0);
}

static void
show_as_of (GxCustomersPane *self)
{
  GxDay day = self->query->as_of;
  g_autofree char *shown = day != GX_NO_DAY ? gx_day_format (day) : g_strdup ("");
  /* Translators: %s is a day */
  g_autofree char *text = g_strdup_printf (_("As of %s"), shown);

  gtk_label_set_label (self->as_of_label, text);
  gtk_widget_set_visible (self->as_of_chip, day != GX_NO_DAY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->as_of_chip), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
show_title (GxCustomersPane *self)
{
  gboolean is_changed = is_segment_changed (self);
  g_autofree char *title = self->segment == NULL ? g_strdup (_("Customers"))
    : !is_changed ? g_strdup (self->segment->name)
    /* Translators: %s is the name of a segment whose conditions are others than the saved ones now */
    : g_strdup_printf (_("%s (changed)"), self->segment->name);

  adw_window_title_set_title (self->title, title);
}

void
gx_customers_pane_show_question (GxCustomersPane *self)
{
  gboolean is_read_only = gx_book_is_read_only (self->book);
  gboolean asks = gx_criteria_bar_count_chips (self->criteria) > 0;
  gboolean is_changed = is_segment_changed (self);

  show_as_of (self);
  show_title (self);
  gtk_widget_set_visible (self->save_as_button,
                          asks && !is_read_only && (self->segment == NULL || is_changed));
  gtk_widget_set_visible (self->save_button, is_changed && !is_read_only);
  /* One chip has its own cross. */
  gtk_widget_set_visible (self->show_all_button, gx_criteria_bar_count_chips (self->criteria) > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), gx_criteria_bar_count_chips (self->criteria) > 1);
}

/* The whole question in words, with its answer. */
void
gx_customers_pane_show_sentence (GxCustomersPane *self, guint n)
{
  GxCriteria *criteria = gx_criteria_bar_get_criteria (self->criteria);

  if (criteria == NULL)
    return;
  g_autofree char *sentence = gx_criteria_to_sentence (criteria, self->query->currency,
                                                       gx_criteria_bar_get_catalogue (self->criteria));
  g_autofree char *shown = gx_count_format (n);
  /* Translators: %s is a number */
  g_autofree char *count = g_strdup_printf (ngettext ("%s customer", "%s customers", n), shown);
  /* Translators: %1$s is a question ("Lifecycle is dormant and value at
     least ¥1,000"), %2$s "23 customers" */
  g_autofree char *text = g_strdup_printf (_("%1$s: %2$s"), sentence, count);
  gtk_label_set_label (self->sentence, text);
}

/* -- segments */

static void
set_segment (GxCustomersPane *self, GxSegment *segment)
{
  g_clear_pointer (&self->segment, gx_segment_free);
  self->segment = segment;
  gx_customers_pane_notify_segment (self);
}

static gpointer
read_segment_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_segments_get (book, *(GxId *) data, error);
}

static void
show_criteria (GxCustomersPane *self, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxCriteria) criteria = json != NULL ? gx_criteria_from_json (json, &error) : NULL;

  if (error != NULL)
    gx_toast_show_error (GTK_WIDGET (self), error);
  gx_criteria_bar_set_criteria (self->criteria, criteria);
}

static void
segment_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxCustomersPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GxSegment) segment = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (self->book == NULL)
    return;
  if (segment == NULL || segment->is_binned)
    {
      /* The one that was shown last may be of another book. */
      if (!g_error_matches (error, GX_ERROR, GX_ERROR_NOT_FOUND))
        gx_toast_show_error (GTK_WIDGET (self), error);
      set_segment (self, NULL);
      gx_customers_pane_show_question (self);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  show_criteria (self, segment->criteria);
  gx_customers_pane_read_layout (self, segment->layout);
  self->query->as_of = GX_NO_DAY;
  set_segment (self, g_steal_pointer (&segment));
  take_question (self);
}

/* Another one wrote to it, or it was undone: what is shown by it follows, but for what was changed here. */
static void
segment_read_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxCustomersPane) self = user_data;
  g_autoptr (GxSegment) segment = gx_book_job_finish (GX_BOOK (source), result, NULL);
  gboolean was_changed = is_segment_changed (self);

  if (self->book == NULL || self->segment == NULL || (segment != NULL && segment->id != self->segment->id))
    return;
  if (segment == NULL || segment->is_binned)
    {
      set_segment (self, NULL);
      gx_customers_pane_show_question (self);
      return;
    }
  if (!was_changed && g_strcmp0 (segment->criteria, self->segment->criteria) != 0)
    show_criteria (self, segment->criteria);
  set_segment (self, g_steal_pointer (&segment));
  take_question (self);
}

static void
read_segment (GxCustomersPane *self, GxId id, GAsyncReadyCallback done)
{
  gx_book_read_async (self->book, read_segment_job, g_memdup2 (&id, sizeof id), g_free,
                      (GDestroyNotify) gx_segment_free, NULL, done, g_object_ref (self));
}

static void
free_segment (gpointer data)
{
  gx_segment_free (data);
}

static gpointer
save_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  GxId id = 0;

  if (!gx_segments_save (book, gx_actor_get_self (), data, &id, error))
    return NULL;
  return gx_segments_get (book, id, error);
}

static GxSegment *
finish_saving (GxCustomersPane *self, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxSegment) segment = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (segment == NULL)
    gx_toast_show_error (GTK_WIDGET (self), error);
  return self->book != NULL ? g_steal_pointer (&segment) : NULL;
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxCustomersPane) self = user_data;
  g_autoptr (GxSegment) segment = finish_saving (self, source, result);

  if (segment == NULL)
    return;
  set_segment (self, g_steal_pointer (&segment));
  gx_customers_pane_show_question (self);
}

/* Somebody may have gone on to another question since. */
static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxCustomersPane) self = user_data;
  g_autoptr (GxSegment) segment = finish_saving (self, source, result);

  if (segment == NULL || gx_customers_pane_get_segment (self) != segment->id)
    return;
  set_segment (self, g_steal_pointer (&segment));
  gx_customers_pane_show_question (self);
}

static void
save_segment (GxCustomersPane *self, GxId id, const char *name)
{
  GxSegment *segment = g_new0 (GxSegment, 1);

  segment->id = id;
  segment->name = g_strdup (name);
  segment->criteria = read_json (self);
  segment->layout = gx_customers_pane_write_layout (self);
  gx_book_write_async (self->book, save_job, segment, free_segment, (GDestroyNotify) gx_segment_free, NULL,
                       id != 0 ? saved_cb : made_cb, g_object_ref (self));
}

/* -- what the book calls its own fields and segments */

static gpointer
load_catalogue_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_criteria_catalogue_load (book, error);
}

static void
catalogue_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxCustomersPane) self = user_data;
  g_autoptr (GxCriteriaCatalogue) catalogue = gx_book_job_finish (GX_BOOK (source), result, NULL);

  if (catalogue != NULL && self->book != NULL)
    gx_criteria_bar_set_catalogue (self->criteria, catalogue);
}

void
gx_customers_pane_load_catalogue (GxCustomersPane *self)
{
  gx_book_read_async (self->book, load_catalogue_job, NULL, NULL,
                      (GDestroyNotify) gx_criteria_catalogue_unref, NULL, catalogue_loaded_cb,
                      g_object_ref (self));
}

/* -- actions and callbacks */

void
gx_customers_pane_save_segment_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxCustomersPane *self = GX_CUSTOMERS_PANE (widget);

  if (self->segment != NULL)
    save_segment (self, self->segment->id, self->segment->name);
}

void
gx_customers_pane_save_segment_as_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxCustomersPane *self = GX_CUSTOMERS_PANE (widget);
  g_autofree char *name = g_strstrip (g_variant_dup_string (parameter, NULL));

  if (*name != '\0')
    save_segment (self, 0, name);
}

void
gx_customers_pane_as_of_today_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxCustomersPane *self = GX_CUSTOMERS_PANE (widget);

  self->query->as_of = GX_NO_DAY;
  take_question (self);
}

static void
question_changed_cb (GxCustomersPane *self)
{
  take_question (self);
}

static void
name_entered_cb (GxCustomersPane *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->segment_name));

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->save_as_button));
  gtk_widget_activate_action (GTK_WIDGET (self), "customers.save-segment-as", "s", name);
}

static void
name_shown_cb (GxCustomersPane *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->segment_name),
                         self->filter_title != NULL ? self->filter_title : "");
  gtk_widget_grab_focus (GTK_WIDGET (self->segment_name));
}

/* -- making */

static GtkWidget *
make_as_of_chip (GxCustomersPane *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *chip = g_object_new (GTK_TYPE_BUTTON, "child", content, "action-name", "customers.as-of-today",
                                  NULL);

  self->as_of_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->as_of_label));
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("gx-close-symbolic"));
  gtk_widget_set_tooltip_text (chip, _("As of today"));
  gtk_widget_add_css_class (chip, "gx-chip");
  return chip;
}

static GtkWidget *
make_name_popover (GxCustomersPane *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *save = gtk_button_new_with_mnemonic (_("_Save"));

  self->segment_name = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->segment_name, _("Name of the segment"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->segment_name), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name of the segment"), -1);
  gtk_widget_add_css_class (save, "suggested-action");
  g_signal_connect_swapped (self->segment_name, "activate", G_CALLBACK (name_entered_cb), self);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (name_entered_cb), self);
  g_signal_connect_swapped (popover, "map", G_CALLBACK (name_shown_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->segment_name));
  gtk_box_append (GTK_BOX (box), save);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

static GtkWidget *
make_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "gx-chip-add");
  return button;
}

void
gx_customers_pane_build_question (GxCustomersPane *self)
{
  self->as_of_chip = make_as_of_chip (self);
  self->save_button = make_button (_("Save changes"), "customers.save-segment");
  self->show_all_button = make_button (_("Show everybody"), "customers.show-all");
  self->save_as_button = g_object_new (GTK_TYPE_MENU_BUTTON, "label", _("Save as segment…"), "popover",
                                       make_name_popover (self), NULL);
  gtk_widget_add_css_class (self->save_as_button, "flat");
  gtk_widget_add_css_class (self->save_as_button, "gx-chip-add");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->save_as_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Save as segment…"), -1);
  gx_criteria_bar_attach (self->criteria, self->book, NULL);
  gx_customers_pane_load_catalogue (self);
  gx_criteria_bar_set_currency (self->criteria, self->query->currency);
  gx_criteria_bar_add (self->criteria, self->as_of_chip, FALSE);
  gx_criteria_bar_add (self->criteria, self->save_button, TRUE);
  gx_criteria_bar_add (self->criteria, self->save_as_button, TRUE);
  gx_criteria_bar_add (self->criteria, self->show_all_button, TRUE);
  g_signal_connect_swapped (self->criteria, "changed", G_CALLBACK (question_changed_cb), self);
  gx_customers_pane_show_question (self);
}

/* -- public */

const char *
gx_customers_pane_get_question (GxCustomersPane *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMERS_PANE (self), NULL);

  return self->query->criteria_json;
}

gboolean
gx_customers_pane_shows_everybody (GxCustomersPane *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMERS_PANE (self), FALSE);

  return self->query->criteria_json == NULL && !gx_customers_pane_is_searching (self);
}

void
gx_customers_pane_filter (GxCustomersPane *self, const char *criteria_json, const char *title, GxDay as_of,
                          const char *currency)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PANE (self));

  if (currency != NULL)
    g_object_set (self, "currency", currency, NULL);
  /* A mark shows exactly its customers, not those of them that were searched for before. */
  if (criteria_json != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  g_free (self->filter_title);
  self->filter_title = criteria_json != NULL ? g_strdup (title) : NULL;
  self->query->as_of = as_of;
  if (self->segment != NULL)
    gx_customers_pane_read_layout (self, self->usual_layout);
  set_segment (self, NULL);
  show_criteria (self, criteria_json);
  take_question (self);
}

void
gx_customers_pane_show_segment (GxCustomersPane *self, GxId segment)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PANE (self));

  read_segment (self, segment, segment_read_cb);
}

GxId
gx_customers_pane_get_segment (GxCustomersPane *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMERS_PANE (self), 0);

  return self->segment != NULL ? self->segment->id : 0;
}

void
gx_customers_pane_segments_changed (GxCustomersPane *self)
{
  if (self->segment != NULL)
    read_segment (self, self->segment->id, segment_read_again_cb);
}

void
gx_customers_pane_change_question (GxCustomersPane *self, GxCriteria *criteria)
{
  gx_criteria_bar_set_criteria (self->criteria, criteria);
  take_question (self);
}

/* -- over time */

void
gx_customers_pane_over_time_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxCustomersPane *self = GX_CUSTOMERS_PANE (widget);
  GxCriteria *criteria = gx_criteria_bar_get_criteria (self->criteria);
  gboolean is_saved = self->segment != NULL && !is_segment_changed (self);
  g_autofree char *title = is_saved ? g_strdup (self->segment->name)
    : criteria != NULL ? gx_criteria_to_sentence (criteria, self->query->currency,
                                                  gx_criteria_bar_get_catalogue (self->criteria))
    : g_strdup (_("Customers"));
  GtkWidget *dialog = gx_over_time_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->book,
                                               self->query->criteria_json, title, self->query->as_of,
                                               self->query->currency);

  gtk_window_present (GTK_WINDOW (dialog));
}
