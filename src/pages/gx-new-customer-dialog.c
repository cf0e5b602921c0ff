/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-new-customer-dialog.h"

#include "base/gx-phrase.h"
#include "customers/gx-customers.h"
#include "pages/gx-draft-keeper.h"
#include "widgets/gx-avatar.h"
#include "widgets/gx-card.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The order of the form. */
static const char * const keys[] = { "name", "company", "phone", "mail", "wechat", "tags", "source" };

struct _GxNewCustomerDialog {
  AdwWindow parent_instance;

  AdwPreferencesGroup *fields;
  GtkLabel *complaint;
  GxCard *likenesses;
  GtkButton *begun_button;
  AdwEntryRow *rows[G_N_ELEMENTS (keys)];

  GxBook *book;
  GxDraftKeeper *drafts;
  char *begun;             /* (nullable): what an earlier dialog left half typed, and is not shown */
  gboolean is_filling;
  GCancellable *asking;
  guint tick;
};

enum { ADDED, MET, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxNewCustomerDialog, gx_new_customer_dialog, ADW_TYPE_WINDOW)

/* A draft belongs to one thread at a time: each job gets its own. */
static GxCustomerDraft *
make_draft (GxNewCustomerDialog *self)
{
  GxCustomerDraft *draft = gx_customer_draft_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gx_customer_draft_set (draft, keys[i], gtk_editable_get_text (GTK_EDITABLE (self->rows[i])));
  return draft;
}

static gboolean
is_empty (GxNewCustomerDialog *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (*gtk_editable_get_text (GTK_EDITABLE (self->rows[i])) != '\0')
      return FALSE;
  return TRUE;
}

/* -- what was begun earlier: "name=王芳", a line for each field that says something */

#define DRAFT 0 /* there is one such dialog at a time */

static char *
write_fields (GxNewCustomerDialog *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (*gtk_editable_get_text (GTK_EDITABLE (self->rows[i])) != '\0')
      g_string_append_printf (text, "%s=%s\n", keys[i], gtk_editable_get_text (GTK_EDITABLE (self->rows[i])));
  return g_string_free (text, FALSE);
}

static void
fill_fields (GxNewCustomerDialog *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  self->is_filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *head = g_strconcat (keys[i], "=", NULL);
      const char *value = "";

      for (guint k = 0; lines[k] != NULL; k++)
        if (g_str_has_prefix (lines[k], head))
          value = lines[k] + strlen (head);
      gtk_editable_set_text (GTK_EDITABLE (self->rows[i]), value);
    }
  self->is_filling = FALSE;
}

static void
keep_draft (GxNewCustomerDialog *self)
{
  g_autofree char *text = write_fields (self);

  gx_draft_keeper_keep (self->drafts, DRAFT, *text != '\0' ? text : NULL);
}

static void
offer (GxNewCustomerDialog *self, const char *title, const char *label, const char *action)
{
  adw_preferences_group_set_title (self->fields, title);
  gtk_button_set_label (self->begun_button, label != NULL ? label : "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->begun_button), action);
  gtk_widget_set_visible (GTK_WIDGET (self->begun_button), action != NULL);
}

static void
continue_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxNewCustomerDialog *self = GX_NEW_CUSTOMER_DIALOG (widget);

  if (self->begun == NULL)
    return;
  fill_fields (self, self->begun);
  g_clear_pointer (&self->begun, g_free);
  keep_draft (self);
  offer (self, _("What you began earlier"), _("_Start fresh"), "new-customer.start-fresh");
  gtk_widget_grab_focus (GTK_WIDGET (self->rows[0]));
}

static void
start_fresh_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxNewCustomerDialog *self = GX_NEW_CUSTOMER_DIALOG (widget);

  g_clear_pointer (&self->begun, g_free);
  fill_fields (self, "");
  keep_draft (self);
  offer (self, "", NULL, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->rows[0]));
}

/* Where nothing is typed yet it stands there again; else it is offered. */
static void
drafts_loaded_cb (gpointer data)
{
  GxNewCustomerDialog *self = data;

  self->begun = g_strdup (gx_draft_keeper_get (self->drafts, DRAFT));
  if (self->begun == NULL)
    return;
  if (is_empty (self))
    continue_cb (GTK_WIDGET (self), NULL, NULL);
  else
    offer (self, "", _("_Continue what you began"), "new-customer.continue");
}

/* -- already there? */

static gpointer
find_like_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_customers_find_like (book, data, error);
}

static char *
describe_likeness (const GxLikeness *likeness)
{
  GString *text = g_string_new (gx_phrase ("like.reason", likeness->reason));

  if (likeness->detail != NULL)
    g_string_append_printf (text, " · %s", likeness->detail);
  if (likeness->company != NULL)
    g_string_append_printf (text, " · %s", likeness->company);
  if (likeness->owner != NULL)
    {
      /* Translators: %s is a colleague's name */
      g_autofree char *owner = g_strdup_printf (_("%s looks after them"), likeness->owner);
      g_string_append_printf (text, " · %s", owner);
    }
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_likeness_row (const GxLikeness *likeness)
{
  g_autofree char *why = describe_likeness (likeness);
  AdwActionRow *row = gx_card_new_row (likeness->shown_name, why);
  GtkWidget *avatar = gx_avatar_new (32);
  GtkWidget *open = gx_card_new_button ("gx-forward-symbolic", _("Open this customer"), "new-customer.open",
                                        g_variant_new_int64 (likeness->id));

  gx_avatar_show (GX_AVATAR (avatar), likeness->id, likeness->shown_name, FALSE);
  adw_action_row_add_prefix (row, avatar);
  adw_action_row_add_suffix (row, open);
  adw_action_row_set_activatable_widget (row, open);
  return GTK_WIDGET (row);
}

static void
likenesses_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxNewCustomerDialog) self = user_data;
  g_autoptr (GPtrArray) found = gx_book_job_finish (GX_BOOK (source), result, NULL);

  if (found == NULL || self->book == NULL)
    return;
  gx_card_begin (self->likenesses);
  for (guint i = 0; i < found->len; i++)
    {
      const GxLikeness *likeness = found->pdata[i];
      if (gx_card_keep (self->likenesses, likeness->reason, likeness->id) == NULL)
        gx_card_put (self->likenesses, likeness->reason, likeness->id, new_likeness_row (likeness));
    }
  gx_card_end (self->likenesses);
  gtk_widget_set_visible (GTK_WIDGET (self->likenesses), found->len > 0);
}

static gboolean
frame_came_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  GxNewCustomerDialog *self = GX_NEW_CUSTOMER_DIALOG (widget);

  self->tick = 0;
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  gx_book_read_async (self->book, find_like_job, make_draft (self), (GDestroyNotify) gx_customer_draft_unref,
                      (GDestroyNotify) g_ptr_array_unref, self->asking, likenesses_found_cb,
                        g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
field_changed_cb (GxNewCustomerDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "new-customer.add", !is_empty (self));
  if (!self->is_filling && self->drafts != NULL)
    keep_draft (self);
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), frame_came_cb, NULL, NULL);
}

/* -- adding */

static gpointer
save_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  GxId id = 0;

  return gx_customers_save (book, gx_actor_get_self (), data, &id, error) ? g_memdup2 (&id, sizeof id) : NULL;
}

static void
show_complaint (GxNewCustomerDialog *self, const char *sentence)
{
  gtk_label_set_label (self->complaint, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), TRUE);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxNewCustomerDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree GxId *id = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (self->drafts == NULL) /* it was closed meanwhile */
    return;
  if (id == NULL)
    {
      show_complaint (self, error->message);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "new-customer.add", TRUE);
      return;
    }
  gx_draft_keeper_keep (self->drafts, DRAFT, NULL);
  g_signal_emit (self, signals[ADDED], 0, *id);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxNewCustomerDialog *self = GX_NEW_CUSTOMER_DIALOG (widget);
  g_autoptr (GxCustomerDraft) draft = make_draft (self);
  GPtrArray *complaints = gx_customer_draft_complaints (draft);

  if (is_empty (self))
    return;
  if (complaints->len > 0)
    {
      show_complaint (self, ((GxComplaint *) complaints->pdata[0])->message);
      return;
    }
  gtk_widget_action_set_enabled (widget, "new-customer.add", FALSE);
  gx_book_write_async (self->book, save_job, g_steal_pointer (&draft),
                       (GDestroyNotify) gx_customer_draft_unref, g_free,
                       NULL, saved_cb, g_object_ref (self));
}

static void
entry_activated_cb (GxNewCustomerDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "new-customer.add", NULL);
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_draft_keeper_keep (GX_NEW_CUSTOMER_DIALOG (widget)->drafts, DRAFT, NULL);
  g_signal_emit (widget, signals[MET], 0, g_variant_get_int64 (parameter));
  gtk_window_destroy (GTK_WINDOW (widget));
}

/* -- making */

static void
gx_new_customer_dialog_dispose (GObject *object)
{
  GxNewCustomerDialog *self = GX_NEW_CUSTOMER_DIALOG (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->drafts, gx_draft_keeper_free);
  g_clear_pointer (&self->begun, g_free);
  g_clear_object (&self->book);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_NEW_CUSTOMER_DIALOG);
  G_OBJECT_CLASS (gx_new_customer_dialog_parent_class)->dispose (object);
}

static void
gx_new_customer_dialog_class_init (GxNewCustomerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (GX_TYPE_CARD);
  G_OBJECT_CLASS (klass)->dispose = gx_new_customer_dialog_dispose;
  signals[ADDED] = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[MET] = g_signal_new ("met", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/guanxi/Guanxi/ui/gx-new-customer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GxNewCustomerDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, GxNewCustomerDialog, complaint);
  gtk_widget_class_bind_template_child (widget_class, GxNewCustomerDialog, likenesses);
  gtk_widget_class_bind_template_child (widget_class, GxNewCustomerDialog, begun_button);
  gtk_widget_class_install_action (widget_class, "new-customer.continue", NULL, continue_cb);
  gtk_widget_class_install_action (widget_class, "new-customer.start-fresh", NULL, start_fresh_cb);
  gtk_widget_class_install_action (widget_class, "new-customer.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "new-customer.open", "x", open_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "new-customer.add",
                                       NULL);
}

static void
gx_new_customer_dialog_init (GxNewCustomerDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      self->rows[i] = ADW_ENTRY_ROW (adw_entry_row_new ());
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[i]),
                                     gx_customer_field_label (gx_customer_field_get (keys[i])));
      adw_preferences_group_add (self->fields, GTK_WIDGET (self->rows[i]));
      g_signal_connect_swapped (self->rows[i], "changed", G_CALLBACK (field_changed_cb), self);
      g_signal_connect_swapped (self->rows[i], "entry-activated", G_CALLBACK (entry_activated_cb), self);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "new-customer.add", FALSE);
}

GxNewCustomerDialog *
gx_new_customer_dialog_new (GtkWidget *parent, GxBook *book, const char *text)
{
  g_return_val_if_fail (GX_IS_BOOK (book), NULL);

  GxNewCustomerDialog *self = g_object_new (GX_TYPE_NEW_CUSTOMER_DIALOG, NULL);
  g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();
  GtkRoot *root = gtk_widget_get_root (parent);

  self->book = g_object_ref (book);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  if (text != NULL && gx_customer_draft_capture (draft, text))
    for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
      gtk_editable_set_text (GTK_EDITABLE (self->rows[i]), gx_customer_draft_get (draft, keys[i]));
  self->drafts = gx_draft_keeper_new (book, "new-customer/", drafts_loaded_cb, self);
  gtk_widget_grab_focus (GTK_WIDGET (self->rows[0]));
  return self;
}
