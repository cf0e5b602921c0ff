/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work/gx-overlap.h"

#include <glib/gi18n-lib.h>

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "store/gx-self.h"
#include "store/gx-statement.h"

void
gx_overlap_free (GxOverlap *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_free (self);
}

static void
free_hand (gpointer data)
{
  g_free (((GxOtherHand *) data)->name);
  g_free (data);
}

int
gx_overlap_read_days (GxConnection *book)
{
  g_autofree char *text = gx_connection_get_setting (book, GX_OVERLAP_SETTING);

  return text != NULL ? (int) CLAMP (g_ascii_strtoll (text, NULL, 10), 0, 3650) : GX_OVERLAP_DAYS;
}

static gboolean
read_others (GxConnection *book, GxId customer, GxDay since, GxDay as_of, GPtrArray *others, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book, "@work/find-other-hands", "iidd", customer,
                                                       gx_self_get_id (), (int) since, (int) as_of);

  while (gx_statement_next (query))
    {
      GxOtherHand *hand = g_new0 (GxOtherHand, 1);

      hand->member = gx_statement_int64 (query, 0);
      hand->name = gx_statement_dup_text (query, 1);
      hand->is_owner = gx_statement_int (query, 2) != 0;
      hand->spoke_day = gx_statement_day (query, 3);
      g_ptr_array_add (others, hand);
    }
  return gx_statement_finish (query, error);
}

GxOverlap *
gx_overlap_find (GxConnection *book, GxId customer, GxDay as_of, GError **error)
{
  g_autoptr (GxOverlap) self = g_new0 (GxOverlap, 1);
  int days;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  if (as_of == GX_NO_DAY)
    as_of = gx_clock_today ();
  self->others = g_ptr_array_new_with_free_func (free_hand);
  if ((days = gx_overlap_read_days (book)) == 0)
    return g_steal_pointer (&self);
  if (!read_others (book, customer, as_of - days, as_of, self->others, error))
    return NULL;
  self->is_mine = self->others->len > 0
    && gx_connection_get_int64 (book, 0, NULL, "@work/has-own-hand", "iid", customer, gx_self_get_id (),
                                (int) (as_of - days)) != 0;
  return g_steal_pointer (&self);
}

/* -- In words -- */

/* Of the owner and, where it is another, of who spoke last. */
static char *
describe_two (const GxOtherHand *owner, const GxOtherHand *other)
{
  g_autofree char *day = gx_day_format (other->spoke_day);

  return g_strdup_printf (
    /* Translators: %1$s and %2$s are colleagues' names, %3$s a day */
    _("%1$s looks after this customer, and %2$s spoke with them on %3$s: agree first."), owner->name,
    other->name, day);
}

char *
gx_overlap_describe (const GxOverlap *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  const GxOtherHand *first = self->others->len > 0 ? g_ptr_array_index (self->others, 0) : NULL;
  g_autofree char *day = first != NULL && first->spoke_day != GX_NO_DAY ? gx_day_format (first->spoke_day)
                                                                        : NULL;

  if (first == NULL)
    return NULL;
  if (first->is_owner && day == NULL && self->others->len > 1)
    return describe_two (first, g_ptr_array_index (self->others, 1));
  if (first->is_owner && day == NULL)
    /* Translators: %s is a colleague's name */
    return g_strdup_printf (_("%s looks after this customer: agree first."), first->name);
  if (first->is_owner)
    /* Translators: %1$s is a colleague's name, %2$s a day */
    return g_strdup_printf (_("%1$s looks after this customer and spoke with them on %2$s: agree first."),
                            first->name, day);
  /* Translators: %1$s is a colleague's name, %2$s a day */
  return g_strdup_printf (_("%1$s spoke with this customer on %2$s: agree first."), first->name, day);
}
