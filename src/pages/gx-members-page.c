/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-members-page.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-money.h"
#include "criteria/gx-criteria.h"
#include "customers/gx-members.h"
#include "pages/gx-handover-dialog.h"
#include "pages/gx-met.h"
#include "widgets/gx-card.h"
#include "widgets/gx-fact-row.h"
#include "widgets/gx-toast.h"
#include "work/gx-handover.h"
#include "work/gx-overlap.h"

#include <glib/gi18n-lib.h>

#define ID_KEY "gx-member"
#define SETTLE_MS 800 /* a number that is still being turned is not written */

struct _GxMembersPage {
  AdwPreferencesPage parent_instance;

  GtkWidget *own_name, *new_name, *anew_name, *anew;
  GxCard *members;
  GtkSpinButton *days;

  GxBook *book;
  GCancellable *reading;
  int known_days;          /* as it is in the book; -1: not read yet */
  guint settling;
};

G_DEFINE_FINAL_TYPE (GxMembersPage, gx_members_page, ADW_TYPE_PREFERENCES_PAGE)

/* -- reading */

typedef struct {
  GPtrArray *members;      /* of GxMember */
  GArray *loads;           /* of GxMemberLoad */
  int days;
} Answer;

static void
free_answer (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->members, g_ptr_array_unref);
  g_clear_pointer (&answer->loads, g_array_unref);
  g_free (answer);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, free_answer)

static gpointer
read_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  if ((answer->members = gx_members_list (book, error)) == NULL
      || (answer->loads = gx_member_loads (book, error)) == NULL)
    return NULL;
  answer->days = gx_overlap_read_days (book);
  return g_steal_pointer (&answer);
}

static GxMemberLoad
find_load (GArray *loads, GxId member)
{
  for (guint i = 0; i < loads->len; i++)
    if (g_array_index (loads, GxMemberLoad, i).member == member)
      return g_array_index (loads, GxMemberLoad, i);
  return (GxMemberLoad) { member, 0, 0 };
}

/* "12 customers · 3 open tasks · left on 3 November 2026" */
static char *
describe_load (const GxMember *member, const GxMemberLoad *load)
{
  GString *text = g_string_new (NULL);
  g_autofree char *shown = gx_count_format (load->customers);

  /* Translators: %s is a number */
  g_string_append_printf (text, ngettext ("%s customer", "%s customers", load->customers), shown);
  if (load->tasks > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u open task", "%u open tasks", load->tasks), load->tasks);
    }
  if (member->left_day != GX_NO_DAY)
    {
      g_autofree char *day = gx_day_format (member->left_day);
      g_string_append (text, " · ");
      /* Translators: %s is a day: when somebody stopped working here */
      g_string_append_printf (text, _("left on %s"), day);
    }
  return g_string_free (text, FALSE);
}

/* -- a member's rows */

static GxId
id_of (gpointer widget)
{
  return *(GxId *) g_object_get_data (G_OBJECT (widget), ID_KEY);
}

static void
set_id (gpointer widget, GxId id)
{
  g_object_set_data_full (G_OBJECT (widget), ID_KEY, g_memdup2 (&id, sizeof id), g_free);
}

static void
name_applied_cb (AdwEntryRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (row), "members.rename", "(xs)", id_of (row),
                              gtk_editable_get_text (GTK_EDITABLE (row)));
}

static AdwActionRow *
new_door (const char *title, const char *subtitle, const char *action, GxId id)
{
  AdwActionRow *row = gx_card_new_row (title, subtitle);
  GtkWidget *button = gx_card_new_button ("gx-forward-symbolic", title, action, g_variant_new_int64 (id));

  adw_action_row_add_suffix (row, button);
  adw_action_row_set_activatable_widget (row, button);
  return row;
}

static void
left_changed_cb (GtkSwitch *left)
{
  if (g_object_get_data (G_OBJECT (left), "gx-filling") == NULL)
    gtk_widget_activate_action (GTK_WIDGET (left), "members.set-left", "(xb)", id_of (left),
                                gtk_switch_get_active (left));
}

static GtkWidget *
new_left_row (AdwExpanderRow *member, GxId id)
{
  AdwActionRow *row = gx_card_new_row (_("Has left"), _("Nobody new is given to them"));
  GtkWidget *left = gtk_switch_new ();

  set_id (left, id);
  gtk_widget_set_valign (left, GTK_ALIGN_CENTER);
  g_signal_connect (left, "notify::active", G_CALLBACK (left_changed_cb), NULL);
  adw_action_row_add_suffix (row, left);
  adw_action_row_set_activatable_widget (row, left);
  g_object_set_data (G_OBJECT (member), "gx-left", left);
  return GTK_WIDGET (row);
}

static GtkWidget *
new_member_row (GxMembersPage *self, const GxMember *member)
{
  AdwExpanderRow *row = ADW_EXPANDER_ROW (adw_expander_row_new ());
  GtkWidget *name = gx_fact_row_new ();
  const GxCellPlace cell = { "member", member->id, "name" };
  gboolean can_write = !gx_book_is_read_only (self->book);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  set_id (name, member->id);
  g_signal_connect (name, "apply", G_CALLBACK (name_applied_cb), NULL);
  g_object_set_data (G_OBJECT (row), "gx-name", name);
  gx_met_watch (GX_FACT_ROW (name), self->book, &cell);
  adw_expander_row_add_row (row, name);
  adw_expander_row_add_row (row, gx_fact_row_get_news (GX_FACT_ROW (name)));
  adw_expander_row_add_row (row, GTK_WIDGET (new_door (_("Show their customers"), NULL, "members.show",
                                                       member->id)));
  if (!can_write)
    return GTK_WIDGET (row);
  adw_expander_row_add_row (row, GTK_WIDGET (new_door (_("Hand their customers over…"),
                                                       _("All of them, to a colleague"),
                                                       "members.hand-over", member->id)));
  adw_expander_row_add_row (row, new_left_row (row, member->id));
  if (!member->is_self)
    adw_expander_row_add_row (row, GTK_WIDGET (new_door (_("This is me"),
                                                         _("What I write from now on is written by them"),
                                                         "members.become", member->id)));
  return GTK_WIDGET (row);
}

static void
show_member (GxMembersPage *self, AdwExpanderRow *row, const GxMember *member, const GxMemberLoad *load)
{
  g_autofree char *under = describe_load (member, load);
  /* Translators: %s is a member's name: whoever sits here */
  g_autofree char *title = member->is_self ? g_strdup_printf (_("%s (me)"), member->name)
                                           : g_strdup (member->name);
  GtkSwitch *left = g_object_get_data (G_OBJECT (row), "gx-left");

  gx_card_set_expander_title (row, title);
  adw_expander_row_set_subtitle (row, under);
  gx_fact_row_show (g_object_get_data (G_OBJECT (row), "gx-name"), _("Name"), member->name,
                    gx_book_is_read_only (self->book));
  if (left == NULL)
    return;
  g_object_set_data (G_OBJECT (left), "gx-filling", left);
  gtk_switch_set_active (left, member->left_day != GX_NO_DAY);
  g_object_set_data (G_OBJECT (left), "gx-filling", NULL);
}

/* -- showing */

static void
show (GxMembersPage *self, const Answer *answer)
{
  const char *own = gx_self_get_name ();

  gx_card_begin (self->members);
  for (guint i = 0; i < answer->members->len; i++)
    {
      const GxMember *member = answer->members->pdata[i];
      GxMemberLoad load = find_load (answer->loads, member->id);
      const char *kind = member->is_self ? "self" : "member";
      GtkWidget *row = gx_card_keep (self->members, kind, member->id);

      if (row == NULL)
        gx_card_put (self->members, kind, member->id, row = new_member_row (self, member));
      show_member (self, ADW_EXPANDER_ROW (row), member, &load);
      if (member->is_self)
        own = member->name;
    }
  if (answer->members->len == 0)
    gx_card_keep_sentence (self->members, _("Nobody has written anything in this book yet."));
  gx_card_end (self->members);
  gx_fact_row_show (GX_FACT_ROW (self->own_name), _("Your name"), own, gx_book_is_read_only (self->book));
  if (self->known_days < 0)
    gtk_spin_button_set_value (self->days, answer->days);
  self->known_days = answer->days;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxMembersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (self->book == NULL)
    return;
  if (answer != NULL)
    show (self, answer);
  else
    gx_toast_show_error (GTK_WIDGET (self), error);
}

static void
read_members (GxMembersPage *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  gx_book_read_async (self->book, read_job, NULL, NULL, free_answer, self->reading, read_cb,
                      g_object_ref (self));
}

/* -- writing: one job for all that is done to members */

typedef enum { ADD, RENAME, BECOME, SET_LEFT, SET_DAYS } Verb;

typedef struct {
  Verb verb;
  GxId id;
  char *name;
  int number;              /* SET_LEFT: whether; SET_DAYS: how many */
} Wish;

static void
free_wish (gpointer data)
{
  g_free (((Wish *) data)->name);
  g_free (data);
}

/* Letters stay as they are. */
static gboolean
rename_member (GxConnection *book, const Wish *wish, GError **error)
{
  g_autofree char *letters = gx_connection_get_text (book, NULL, "select letters from member where id = ?",
                                                     "i", wish->id);

  return gx_members_rename (book, gx_actor_get_self (), wish->id, wish->name, letters, error);
}

static gboolean
set_days (GxConnection *book, int days, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%d", days);
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "setting.change", error);

  return step != NULL && gx_connection_set_setting (book, GX_OVERLAP_SETTING, text, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

static gpointer
write_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wish *wish = data;
  const GxActor *self = gx_actor_get_self ();

  switch (wish->verb)
    {
    case ADD:
      return GINT_TO_POINTER (gx_members_add (book, self, wish->name, NULL, error));
    case RENAME:
      return GINT_TO_POINTER (rename_member (book, wish, error));
    case BECOME:
      return GINT_TO_POINTER (gx_members_become (book, wish->id, wish->name, error));
    case SET_LEFT:
      return GINT_TO_POINTER (gx_members_set_left (book, self, wish->id,
                                                   wish->number ? gx_clock_today () : GX_NO_DAY, error));
    case SET_DAYS:
    default:
      return GINT_TO_POINTER (set_days (book, wish->number, error));
    }
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxMembersPage) self = user_data;
  g_autoptr (GError) error = NULL;

  gx_book_job_finish (GX_BOOK (source), result, &error);
  if (self->book == NULL)
    return;
  if (error != NULL)
    gx_toast_show_error (GTK_WIDGET (self), error);
  read_members (self);
}

static void
write_wish (GxMembersPage *self, Verb verb, GxId id, const char *name, int number)
{
  const Wish wish = { verb, id, g_strdup (name), number };

  gx_book_write_async (self->book, write_job, g_memdup2 (&wish, sizeof wish), free_wish, NULL, NULL,
                       written_cb, g_object_ref (self));
}

/* -- callbacks */

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  write_wish (GX_MEMBERS_PAGE (widget), ADD, 0, g_variant_get_string (parameter, NULL), 0);
}

static void
rename_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *name = NULL;
  GxId id = 0;

  g_variant_get (parameter, "(x&s)", &id, &name);
  write_wish (GX_MEMBERS_PAGE (widget), RENAME, id, name, 0);
}

static void
become_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  write_wish (GX_MEMBERS_PAGE (widget), BECOME, g_variant_get_int64 (parameter), NULL, 0);
}

static void
begin_anew_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  write_wish (GX_MEMBERS_PAGE (widget), BECOME, 0, g_variant_get_string (parameter, NULL), 0);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (GX_MEMBERS_PAGE (widget)->anew), FALSE);
}

static void
set_left_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gboolean has_left = FALSE;
  GxId id = 0;

  g_variant_get (parameter, "(xb)", &id, &has_left);
  write_wish (GX_MEMBERS_PAGE (widget), SET_LEFT, id, NULL, has_left);
}

static const char *
name_of (GxMembersPage *self, GxId id)
{
  GtkWidget *row = gx_card_find (self->members, "member", id);

  if (row == NULL)
    row = gx_card_find (self->members, "self", id);
  return row != NULL ? gtk_editable_get_text (g_object_get_data (G_OBJECT (row), "gx-name")) : NULL;
}

static void
show_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *name = name_of (GX_MEMBERS_PAGE (widget), g_variant_get_int64 (parameter));
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  g_autoptr (GxCriteria) criteria = name != NULL ? gx_criteria_new_is ("owner", name, NULL) : NULL;
  g_autofree char *json = criteria != NULL ? gx_criteria_to_json (criteria) : NULL;

  if (json == NULL || gtk_window_get_transient_for (window) == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (window)), "win.show-customers",
                              "(ssis)", json, name, (int) GX_NO_DAY, "");
  gtk_window_close (window);
}

static void
hand_over_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxMembersPage *self = GX_MEMBERS_PAGE (widget);

  gtk_window_present (GTK_WINDOW (gx_handover_dialog_new (widget, self->book,
                                                          g_variant_get_int64 (parameter), NULL)));
}

static void
own_name_applied_cb (GxMembersPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "members.rename", "(xs)", gx_self_get_id (),
                              gtk_editable_get_text (GTK_EDITABLE (self->own_name)));
}

static void
new_name_applied_cb (GxMembersPage *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->new_name)));

  gtk_editable_set_text (GTK_EDITABLE (self->new_name), "");
  gtk_widget_activate_action (GTK_WIDGET (self), "members.add", "s", name);
}

static void
anew_name_applied_cb (GxMembersPage *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->anew_name)));

  gtk_editable_set_text (GTK_EDITABLE (self->anew_name), "");
  gtk_widget_activate_action (GTK_WIDGET (self), "members.begin-anew", "s", name);
}

static gboolean
settled_cb (gpointer data)
{
  GxMembersPage *self = data;
  int days = gtk_spin_button_get_value_as_int (self->days);

  self->settling = 0;
  if (days != self->known_days)
    write_wish (self, SET_DAYS, 0, NULL, days);
  self->known_days = days;
  return G_SOURCE_REMOVE;
}

static void
days_changed_cb (GxMembersPage *self)
{
  g_clear_handle_id (&self->settling, g_source_remove);
  if (self->known_days >= 0)
    self->settling = g_timeout_add (SETTLE_MS, settled_cb, self);
}

/* What was turned last is written before the page goes. */
static void
unrealize_cb (GxMembersPage *self)
{
  if (self->settling == 0 || self->book == NULL)
    return;
  g_clear_handle_id (&self->settling, g_source_remove);
  settled_cb (self);
}

/* -- overrides */

static void
gx_members_page_dispose (GObject *object)
{
  GxMembersPage *self = GX_MEMBERS_PAGE (object);

  g_clear_handle_id (&self->settling, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (gx_members_page_parent_class)->dispose (object);
}

static void
gx_members_page_class_init (GxMembersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_members_page_dispose;
  gtk_widget_class_install_action (widget_class, "members.add", "s", add_cb);
  gtk_widget_class_install_action (widget_class, "members.rename", "(xs)", rename_cb);
  gtk_widget_class_install_action (widget_class, "members.become", "x", become_cb);
  gtk_widget_class_install_action (widget_class, "members.begin-anew", "s", begin_anew_cb);
  gtk_widget_class_install_action (widget_class, "members.set-left", "(xb)", set_left_cb);
  gtk_widget_class_install_action (widget_class, "members.show", "x", show_cb);
  gtk_widget_class_install_action (widget_class, "members.hand-over", "x", hand_over_cb);
}

static AdwPreferencesGroup *
add_group (GxMembersPage *self, const char *title, const char *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), group);
  return group;
}

static GtkWidget *
new_entry_row (GxMembersPage *self, const char *title, GCallback applied)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_swapped (row, "apply", applied, self);
  return row;
}

static void
make_own_group (GxMembersPage *self)
{
  AdwPreferencesGroup *group = add_group (self, _("You"),
                                          _("What you do and write in this book carries your name."));

  self->own_name = gx_fact_row_new ();
  g_signal_connect_swapped (self->own_name, "apply", G_CALLBACK (own_name_applied_cb), self);
  self->anew = adw_expander_row_new ();
  gx_card_set_expander_title (ADW_EXPANDER_ROW (self->anew), _("I am somebody else"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->anew),
                                 _("When a colleague’s computer has the same account name as yours"));
  self->anew_name = new_entry_row (self, _("My name"), G_CALLBACK (anew_name_applied_cb));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->anew), self->anew_name);
  adw_preferences_group_add (group, self->own_name);
  adw_preferences_group_add (group, self->anew);
}

static void
make_members_group (GxMembersPage *self)
{
  AdwPreferencesGroup *group = add_group (self, NULL, NULL);

  self->members = g_object_new (GX_TYPE_CARD, NULL);
  gx_card_set_title (self->members, _("Members"));
  adw_preferences_group_add (group, GTK_WIDGET (self->members));
  self->new_name = new_entry_row (self, _("Add a member"), G_CALLBACK (new_name_applied_cb));
  group = add_group (self, NULL, NULL);
  adw_preferences_group_add (group, self->new_name);
}

static void
make_overlap_group (GxMembersPage *self)
{
  AdwPreferencesGroup *group = add_group (self, _("Two people, one customer"), NULL);
  AdwActionRow *row = gx_card_new_row (_("Tell me when a colleague spoke with them"),
                                       _("In the last so many days; 0: never"));

  self->days = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, 365, 1));
  gtk_widget_set_valign (GTK_WIDGET (self->days), GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->days, "value-changed", G_CALLBACK (days_changed_cb), self);
  adw_action_row_add_suffix (row, GTK_WIDGET (self->days));
  adw_action_row_set_activatable_widget (row, GTK_WIDGET (self->days));
  adw_preferences_group_add (group, GTK_WIDGET (row));
}

static void
gx_members_page_init (GxMembersPage *self)
{
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _("Members"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "gx-people-symbolic");
  self->known_days = -1;
  make_own_group (self);
  make_members_group (self);
  make_overlap_group (self);
  g_signal_connect (self, "unrealize", G_CALLBACK (unrealize_cb), NULL);
}

GtkWidget *
gx_members_page_new (GxBook *book)
{
  GxMembersPage *self = g_object_new (GX_TYPE_MEMBERS_PAGE, NULL);
  gboolean can_write = !gx_book_is_read_only (book);

  self->book = g_object_ref (book);
  gtk_widget_set_visible (self->anew, can_write);
  gtk_widget_set_visible (self->new_name, can_write);
  gtk_widget_set_sensitive (GTK_WIDGET (self->days), can_write);
  g_signal_connect_object (book, "changed", G_CALLBACK (read_members), self, G_CONNECT_SWAPPED);
  read_members (self);
  return GTK_WIDGET (self);
}
