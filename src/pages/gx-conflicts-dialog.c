/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-conflicts-dialog.h"

#include "base/gx-day.h"
#include "base/gx-money.h"
#include "customers/gx-differences.h"
#include "store/gx-self.h"
#include "widgets/gx-card.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

#define SHOWN_AT_ONCE 100
#define VALUE_LINES 6

struct _GxConflictsDialog {
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkBox *cards;
  GtkLabel *rest;

  GxBook *book;
  GxId customer;
  GPtrArray *differences;  /* of GxDifference; what a decision is about is read by its job, too */
  GCancellable *reading;
};

G_DEFINE_FINAL_TYPE (GxConflictsDialog, gx_conflicts_dialog, ADW_TYPE_WINDOW)

/* -- Words */

static char *
name_author (GxId author, const char *name)
{
  if (name == NULL)
    return g_strdup (_("somebody"));
  /* Translators: %s is a member's name: whoever sits here */
  return author == gx_self_get_id () ? g_strdup_printf (_("%s (me)"), name) : g_strdup (name);
}

/* "Stands now · Tom · 21 Nov 2026, 10:32" */
static char *
describe_writer (GxId author, const char *name, gint64 at_ms, const char *state)
{
  g_autofree char *who = name_author (author, name);
  g_autofree char *when = gx_instant_format (at_ms);

  return state != NULL ? g_strdup_printf ("%s · %s · %s", state, who, when)
                       : g_strdup_printf ("%s · %s", who, when);
}

/* "王芳 · Phone" */
static char *
describe_place (GxConflictsDialog *self, const GxDifference *difference)
{
  const char *name = difference->conflict->customer_name;

  return name != NULL && self->customer == 0 ? g_strdup_printf ("%s · %s", name, difference->place)
                                             : g_strdup (difference->place);
}

/* -- Showing */

static GtkWidget *
new_decision (const char *label, const char *action, guint place)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_uint32 (place));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
new_value_row (const char *value, const char *writer, GtkWidget *decision)
{
  AdwActionRow *row = gx_card_new_row (value, writer);
  g_autofree char *told = g_strdup_printf ("%s, %s", value, writer);

  adw_action_row_set_title_lines (row, VALUE_LINES);
  adw_action_row_set_subtitle_lines (row, 2);
  adw_action_row_add_suffix (row, decision);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, told, -1);
  return GTK_WIDGET (row);
}

static GtkWidget *
new_card (GxConflictsDialog *self, const GxDifference *difference, guint place)
{
  const GxConflict *conflict = difference->conflict;
  GxCard *card = g_object_new (GX_TYPE_CARD, NULL);
  g_autofree char *title = describe_place (self, difference);
  g_autofree char *winner = describe_writer (conflict->author, conflict->author_name, conflict->at_ms,
                                             C_("value", "Stands now"));
  g_autofree char *other = describe_writer (conflict->other_author, conflict->other_author_name,
                                            conflict->other_at_ms, NULL);

  gx_card_set_title (card, title);
  if (conflict->customer_id != 0 && self->customer == 0)
    gx_card_set_suffix (card, gx_card_new_button ("gx-forward-symbolic", _("Open this customer"),
                                                  "conflicts.show-customer",
                                                  g_variant_new_int64 (conflict->customer_id)));
  gx_card_begin (card);
  gx_card_put (card, "stands", 0,
               new_value_row (difference->value, winner,
                              new_decision (conflict->is_delete ? _("Leave it deleted") : _("Keep this one"),
                                            "conflicts.keep", place)));
  gx_card_put (card, "other", 0,
               new_value_row (difference->other_value, other,
                              new_decision (conflict->is_delete ? _("Restore it") : _("Use the other value"),
                                            "conflicts.use-other", place)));
  gx_card_end (card);
  return GTK_WIDGET (card);
}

static void
show_title (GxConflictsDialog *self)
{
  g_autofree char *count = gx_count_format (self->differences->len);
  /* Translators: %s is how many places two people changed */
  g_autofree char *title = g_strdup_printf (_("Changed by two people (%s)"), count);

  gtk_window_set_title (GTK_WINDOW (self),
                        self->differences->len > 0 ? title : _("Changed by two people"));
}

static void
show_rest (GxConflictsDialog *self)
{
  guint rest = self->differences->len - MIN (self->differences->len, SHOWN_AT_ONCE);
  /* Translators: %u is a number */
  g_autofree char *text = g_strdup_printf (ngettext ("And %u more", "And %u more", rest), rest);

  gtk_label_set_label (self->rest, text);
  gtk_widget_set_visible (GTK_WIDGET (self->rest), rest > 0);
}

static void
show_differences (GxConflictsDialog *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->cards));
  GtkWidget *card;

  while ((card = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_box_remove (self->cards, card);
  for (guint i = 0; i < MIN (self->differences->len, SHOWN_AT_ONCE); i++)
    gtk_box_append (self->cards, new_card (self, self->differences->pdata[i], i));
  show_title (self);
  show_rest (self);
  gtk_stack_set_visible_child_name (self->stack, self->differences->len > 0 ? "list" : "empty");
  if (had_focus)
    gtk_widget_child_focus (GTK_WIDGET (self->cards), GTK_DIR_TAB_FORWARD);
}

/* -- Reading */

static gpointer
read_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_differences_list (book, *(GxId *) data, -1, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxConflictsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) differences = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (self->book == NULL)
    return;
  if (differences == NULL)
    {
      gx_toast_show_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  self->differences = g_steal_pointer (&differences);
  show_differences (self);
}

static void
read_differences (GxConflictsDialog *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  gx_book_read_async (self->book, read_job, g_memdup2 (&self->customer, sizeof self->customer), g_free,
                      (GDestroyNotify) g_ptr_array_unref, self->reading, read_cb, g_object_ref (self));
}

/* -- Deciding */

typedef struct {
  GPtrArray *differences;
  guint place;
  gboolean use_other;
} Decision;

static void
free_decision (gpointer data)
{
  g_ptr_array_unref (((Decision *) data)->differences);
  g_free (data);
}

static gpointer
decide_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const Decision *decision = data;
  const GxDifference *difference = decision->differences->pdata[decision->place];
  gboolean is_done = (decision->use_other ? gx_conflict_use_other : gx_conflict_keep)
    (book, gx_actor_get_self (), difference->conflict, NULL, error);

  return GINT_TO_POINTER (is_done);
}

static void
decide_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxConflictsDialog *self = GX_CONFLICTS_DIALOG (widget);
  guint place = g_variant_get_uint32 (parameter);
  Decision *decision;

  if (self->differences == NULL || place >= self->differences->len)
    return;
  decision = g_new0 (Decision, 1);
  decision->differences = g_ptr_array_ref (self->differences);
  decision->place = place;
  decision->use_other = g_str_equal (action, "conflicts.use-other");
  gx_write (widget, self->book, decide_job, decision, free_decision);
}

/* -- The window below */

static void
show_customer_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWindow *below = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (below == NULL)
    return;
  gtk_widget_activate_action_variant (GTK_WIDGET (below), "win.show-customer", parameter);
  gtk_window_close (GTK_WINDOW (widget));
}

static void
pass_on_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWindow *below = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (below != NULL)
    gtk_widget_activate_action (GTK_WIDGET (below),
                                g_str_equal (action, "conflicts.undo") ? "win.undo" : "win.redo", NULL);
}

/* -- Overrides */

static void
gx_conflicts_dialog_dispose (GObject *object)
{
  GxConflictsDialog *self = GX_CONFLICTS_DIALOG (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->book);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_CONFLICTS_DIALOG);
  G_OBJECT_CLASS (gx_conflicts_dialog_parent_class)->dispose (object);
}

static void
gx_conflicts_dialog_class_init (GxConflictsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_conflicts_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-conflicts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GxConflictsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, GxConflictsDialog, cards);
  gtk_widget_class_bind_template_child (widget_class, GxConflictsDialog, rest);
  gtk_widget_class_install_action (widget_class, "conflicts.use-other", "u", decide_cb);
  gtk_widget_class_install_action (widget_class, "conflicts.keep", "u", decide_cb);
  gtk_widget_class_install_action (widget_class, "conflicts.show-customer", "x", show_customer_cb);
  gtk_widget_class_install_action (widget_class, "conflicts.undo", NULL, pass_on_cb);
  gtk_widget_class_install_action (widget_class, "conflicts.redo", NULL, pass_on_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "conflicts.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "conflicts.redo", NULL);
}

static void
gx_conflicts_dialog_init (GxConflictsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gx_conflicts_dialog_new (GtkWidget *parent, GxBook *book, GxId customer)
{
  g_return_val_if_fail (GX_IS_BOOK (book), NULL);

  GxConflictsDialog *self = g_object_new (GX_TYPE_CONFLICTS_DIALOG, NULL);
  GtkRoot *root = gtk_widget_get_root (parent);
  gboolean can_write = !gx_book_is_read_only (book);

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  self->book = g_object_ref (book);
  self->customer = customer;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflicts.use-other", can_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflicts.keep", can_write);
  g_signal_connect_object (book, "changed", G_CALLBACK (read_differences), self, G_CONNECT_SWAPPED);
  read_differences (self);
  return GTK_WIDGET (self);
}
