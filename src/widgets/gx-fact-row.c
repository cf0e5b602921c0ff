/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-fact-row.h"

#include "store/gx-self.h"
#include "widgets/gx-fact-news.h"

#include <glib/gi18n-lib.h>

typedef struct {
  char *base;           /* what stood there when the person began, or was just told */
  char *theirs;         /* (nullable): what the book says by now, while the person still types */
  char *replaced;       /* (nullable): what the person has told theirs over */
  GxJournalEntry *writer, *replaced_writer; /* (nullable) */
  gboolean is_changed;
  gboolean is_told;     /* what is typed was told, and the book's answer to that has not come yet */
  GtkWidget *news_row;
  GxFactNews *news;
  GtkWidget *mark;      /* (nullable) */
} GxFactRowPrivate;

enum { PROP_IS_CHANGED = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

enum { MET, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE_WITH_PRIVATE (GxFactRow, gx_fact_row, ADW_TYPE_ENTRY_ROW)

#define PRIVATE(self) ((GxFactRowPrivate *) gx_fact_row_get_instance_private (self))

static const char *
get_text (GxFactRow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self));
}

static void
compare (GxFactRow *self)
{
  gboolean is_changed = g_strcmp0 (get_text (self), PRIVATE (self)->base) != 0;

  if (PRIVATE (self)->is_changed == is_changed)
    return;
  PRIVATE (self)->is_changed = is_changed;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_CHANGED]);
}

/* By program: the row offers nothing to apply, and Ctrl+Z is the book's. */
static void
set_text (GxFactRow *self, const char *text)
{
  int cursor = gtk_editable_get_position (GTK_EDITABLE (self));

  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self), FALSE);
  if (g_strcmp0 (get_text (self), text) != 0)
    {
      gtk_editable_set_text (GTK_EDITABLE (self), text);
      gtk_editable_set_position (GTK_EDITABLE (self), cursor);
      gtk_editable_set_enable_undo (GTK_EDITABLE (self), FALSE);
      gtk_editable_set_enable_undo (GTK_EDITABLE (self), TRUE);
    }
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self), TRUE);
}

static gboolean
has_cursor (GxFactRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self));

  return root != NULL && gtk_root_get_focus (root) == GTK_WIDGET (text);
}

/* -- Theirs -- */

static void
show_news (GxFactRow *self)
{
  GxFactRowPrivate *own = PRIVATE (self);

  if (own->theirs != NULL)
    gx_fact_news_tell (own->news, own->theirs, own->writer, FALSE);
  else if (own->replaced != NULL)
    gx_fact_news_tell (own->news, own->replaced, own->replaced_writer, TRUE);
  else
    gx_fact_news_clear (own->news);
  gtk_widget_set_visible (own->news_row, own->theirs != NULL || own->replaced != NULL);
}

static void
forget_replaced (GxFactRow *self)
{
  g_clear_pointer (&PRIVATE (self)->replaced, g_free);
  g_clear_pointer (&PRIVATE (self)->replaced_writer, gx_journal_entry_free);
}

static void
forget_theirs (GxFactRow *self)
{
  g_clear_pointer (&PRIVATE (self)->theirs, g_free);
  g_clear_pointer (&PRIVATE (self)->writer, gx_journal_entry_free);
  show_news (self);
}

static void
set_base (GxFactRow *self, const char *text)
{
  char *base = g_strdup (text);

  g_free (PRIVATE (self)->base);
  PRIVATE (self)->base = base;
}

static void
adopt (GxFactRow *self, const char *text)
{
  set_base (self, text);
  set_text (self, PRIVATE (self)->base);
  compare (self);
}

/* The book's, in place of what is typed. */
static void
take_back (GxFactRow *self)
{
  g_autofree char *text = g_strdup (PRIVATE (self)->theirs != NULL ? PRIVATE (self)->theirs
                                                                   : PRIVATE (self)->base);

  forget_theirs (self);
  adopt (self, text);
}

/* While mine is not told yet, theirs is what the book says; after that it is one more change. */
static void
taken_cb (GxFactRow *self)
{
  g_autofree char *replaced = g_strdup (PRIVATE (self)->replaced);

  if (PRIVATE (self)->theirs != NULL || replaced == NULL)
    {
      take_back (self);
      return;
    }
  forget_replaced (self);
  show_news (self);
  gtk_editable_set_text (GTK_EDITABLE (self), replaced);
  g_signal_emit_by_name (self, "apply");
}

/* Somebody else's text meets the cursor. */
static void
meet (GxFactRow *self, const char *text)
{
  GxFactRowPrivate *own = PRIVATE (self);

  gboolean nobody_asks = !g_signal_has_handler_pending (self, signals[MET], 0, TRUE);

  if (g_str_equal (text, own->base) || g_str_equal (text, get_text (self))
      || (nobody_asks && !own->is_changed))
    {
      if (own->theirs != NULL)
        forget_theirs (self);
      if (!g_str_equal (text, own->base))
        adopt (self, text);
      return;
    }
  if (g_strcmp0 (text, own->theirs) == 0)
    return;
  g_free (own->theirs);
  own->theirs = g_strdup (text);
  g_clear_pointer (&own->writer, gx_journal_entry_free);
  g_signal_emit (self, signals[MET], 0);
}

static void
left_cb (GxFactRow *self)
{
  if (PRIVATE (self)->theirs != NULL && !PRIVATE (self)->is_changed)
    take_back (self);
}

static gboolean
key_pressed_cb (GxFactRow *self, guint key)
{
  if (key != GDK_KEY_Escape || (!PRIVATE (self)->is_changed && PRIVATE (self)->theirs == NULL))
    return GDK_EVENT_PROPAGATE;
  take_back (self);
  return GDK_EVENT_STOP;
}

static void
gx_fact_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_CHANGED)
    g_value_set_boolean (value, PRIVATE (GX_FACT_ROW (object))->is_changed);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gx_fact_row_finalize (GObject *object)
{
  GxFactRowPrivate *own = PRIVATE (GX_FACT_ROW (object));

  g_free (own->base);
  g_free (own->theirs);
  g_free (own->replaced);
  gx_journal_entry_free (own->writer);
  gx_journal_entry_free (own->replaced_writer);
  g_object_unref (own->news_row);
  G_OBJECT_CLASS (gx_fact_row_parent_class)->finalize (object);
}

static void
gx_fact_row_class_init (GxFactRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gx_fact_row_get_property;
  object_class->finalize = gx_fact_row_finalize;
  props[PROP_IS_CHANGED] = g_param_spec_boolean ("is-changed", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[MET] = g_signal_new ("met", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
make_news (GxFactRow *self)
{
  GxFactRowPrivate *own = PRIVATE (self);

  own->news = GX_FACT_NEWS (gx_fact_news_new ());
  own->news_row = g_object_ref_sink (adw_preferences_row_new ());
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (own->news_row), GTK_WIDGET (own->news));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (own->news_row), FALSE);
  gtk_widget_set_focusable (own->news_row, FALSE);
  gtk_widget_set_visible (own->news_row, FALSE);
  g_signal_connect_object (own->news, "taken", G_CALLBACK (taken_cb), self, G_CONNECT_SWAPPED);
}

static void
gx_fact_row_init (GxFactRow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  PRIVATE (self)->base = g_strdup ("");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self), TRUE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self))), focus);
  g_signal_connect (self, "changed", G_CALLBACK (compare), NULL);
  g_signal_connect_after (self, "apply", G_CALLBACK (gx_fact_row_settle), NULL);
  make_news (self);
}

GtkWidget *
gx_fact_row_new (void)
{
  return g_object_new (GX_TYPE_FACT_ROW, NULL);
}

void
gx_fact_row_show (GxFactRow *self, const char *label, const char *text, gboolean is_read_only)
{
  g_return_if_fail (GX_IS_FACT_ROW (self) && label != NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), label);
  gtk_editable_set_editable (GTK_EDITABLE (self), !is_read_only);
  if (PRIVATE (self)->is_changed || (has_cursor (self) && !is_read_only && !PRIVATE (self)->is_told))
    meet (self, text != NULL ? text : "");
  else
    adopt (self, text != NULL ? text : "");
  PRIVATE (self)->is_told = FALSE;
}

void
gx_fact_row_tell (GxFactRow *self, const GxJournalEntry *writer)
{
  g_return_if_fail (GX_IS_FACT_ROW (self));

  GxFactRowPrivate *own = PRIVATE (self);
  if (own->theirs == NULL)
    return;
  if (!own->is_changed && writer != NULL && writer->author == gx_self_get_id ())
    {
      take_back (self);
      return;
    }
  forget_replaced (self);
  gx_journal_entry_free (own->writer);
  own->writer = gx_journal_entry_copy (writer);
  show_news (self);
}

GtkWidget *
gx_fact_row_get_news (GxFactRow *self)
{
  g_return_val_if_fail (GX_IS_FACT_ROW (self), NULL);

  return PRIVATE (self)->news_row;
}

const char *
gx_fact_row_get_base (GxFactRow *self)
{
  g_return_val_if_fail (GX_IS_FACT_ROW (self), NULL);

  return PRIVATE (self)->base;
}

void
gx_fact_row_mark (GxFactRow *self, const char *action)
{
  g_return_if_fail (GX_IS_FACT_ROW (self));

  GxFactRowPrivate *own = PRIVATE (self);
  if (own->mark == NULL && action == NULL)
    return;
  if (own->mark == NULL)
    {
      own->mark = gtk_button_new_from_icon_name ("gx-people-symbolic");
      gtk_widget_set_valign (own->mark, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (own->mark, "flat");
      gtk_widget_add_css_class (own->mark, "gx-marked");
      gtk_widget_set_tooltip_text (own->mark, _("Changed by two people"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (own->mark), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("Changed by two people"), -1);
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), own->mark);
    }
  gtk_actionable_set_action_name (GTK_ACTIONABLE (own->mark), action);
  gtk_widget_set_visible (own->mark, action != NULL);
}

gboolean
gx_fact_row_is_changed (GxFactRow *self)
{
  g_return_val_if_fail (GX_IS_FACT_ROW (self), FALSE);

  return PRIVATE (self)->is_changed;
}

gboolean
gx_fact_row_is_edited (GxFactRow *self)
{
  g_return_val_if_fail (GX_IS_FACT_ROW (self), FALSE);

  return PRIVATE (self)->is_changed || PRIVATE (self)->theirs != NULL;
}

void
gx_fact_row_settle (GxFactRow *self)
{
  g_return_if_fail (GX_IS_FACT_ROW (self));

  GxFactRowPrivate *own = PRIVATE (self);
  g_autofree char *text = g_strdup (get_text (self));
  forget_replaced (self);
  own->replaced = g_steal_pointer (&own->theirs);
  own->replaced_writer = g_steal_pointer (&own->writer);
  own->is_told = TRUE;
  adopt (self, text);
  show_news (self);
}
