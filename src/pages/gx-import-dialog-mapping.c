/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-dialog-private.h"

#include "interchange/gx-import-mapping.h"
#include "widgets/gx-toast.h"

/* What is kept of the plan that a file of this shape was read by: another name, or forgotten. */

typedef struct {
  char *name;
  char *new_name;   /* NULL: it is forgotten */
} Change;

static void
free_change (gpointer data)
{
  Change *self = data;

  g_free (self->name);
  g_free (self->new_name);
  g_free (self);
}

static gpointer
change_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const Change *change = data;

  if (change->new_name != NULL)
    gx_import_mapping_rename (book, gx_actor_get_self (), change->name, change->new_name, error);
  else
    gx_import_mapping_forget (book, gx_actor_get_self (), change->name, error);
  return NULL;
}

static gboolean
can_change (GxImportDialog *self)
{
  return self->plan != NULL && self->plan->mapping != NULL && self->work == NULL && !self->is_looking;
}

static void
rename_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxImportDialog *self = GX_IMPORT_DIALOG (widget);
  const char *name = g_variant_get_string (parameter, NULL);
  Change *change = NULL;

  if (!can_change (self) || *name == '\0' || g_str_equal (name, self->plan->mapping))
    return;
  change = g_new0 (Change, 1);
  change->name = g_steal_pointer (&self->plan->mapping);
  change->new_name = g_strdup (name);
  self->plan->mapping = g_strdup (name);
  gx_write (widget, self->book, change_job, change, free_change);
}

/* The columns are found anew. */
static void
forget_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxImportDialog *self = GX_IMPORT_DIALOG (widget);
  Change *change = NULL;

  if (!can_change (self))
    return;
  change = g_new0 (Change, 1);
  change->name = g_steal_pointer (&self->plan->mapping);
  gx_write (widget, self->book, change_job, change, free_change);
  gx_import_columns_take (self->columns, self->plan, FALSE);
  g_hash_table_remove_all (self->plan->values);
  g_array_set_size (self->plan->keys, 0);
  _gx_importing_look (self);
}

void
_gx_importing_install_mapping_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "import.rename-mapping", "s", rename_cb);
  gtk_widget_class_install_action (widget_class, "import.forget-mapping", NULL, forget_cb);
}
