/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "models/gx-customer-story.h"

#include "base/gx-clock.h"
#include "customers/gx-customer-parts.h"
#include "events/gx-events.h"

GxCustomerStory *
gx_customer_story_ref (GxCustomerStory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
gx_customer_story_unref (GxCustomerStory *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_clear_pointer (&self->customer, gx_customer_unref);
  g_clear_pointer (&self->numbers, gx_customer_numbers_free);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_clear_pointer (&self->purchases, g_ptr_array_unref);
  g_clear_pointer (&self->talks, g_ptr_array_unref);
  g_clear_pointer (&self->edits, g_ptr_array_unref);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->overlap, gx_overlap_free);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_free (self);
}

static gboolean
is_trade (const GxStreamItem *item)
{
  return item->currency != NULL;
}

/* Sales have their own place on the page. */
static GPtrArray *
read_talks (GxConnection *book, GxId customer, GError **error)
{
  GPtrArray *talks = gx_stream_load (book, customer, GX_STREAM_WITH_PEOPLE, GX_NO_DAY, 2 * GX_STORY_TALKS,
                                     error);

  for (guint i = talks != NULL ? talks->len : 0; i > 0; i--)
    if (is_trade (talks->pdata[i - 1]))
      g_ptr_array_remove_index (talks, i - 1);
  if (talks != NULL && talks->len > GX_STORY_TALKS)
    g_ptr_array_set_size (talks, GX_STORY_TALKS);
  return talks;
}

/* Who never bought in the home currency is shown in the one they use most. */
static GxCustomerNumbers *
read_numbers (GxConnection *book, GxId id, GError **error)
{
  g_autoptr (GxCustomerNumbers) home = gx_trade_numbers (book, id, NULL, error);

  if (home == NULL || home->has_value || home->other_currencies == NULL)
    return g_steal_pointer (&home);
  g_autofree char *currency = g_strndup (home->other_currencies, strcspn (home->other_currencies, ","));
  return gx_trade_numbers (book, id, currency, error);
}

static gboolean
read_all (GxCustomerStory *self, GxConnection *book, GxId id, GError **error)
{
  gboolean is_organisation = FALSE;

  if ((self->customer = gx_customers_load (book, id, error)) == NULL)
    return FALSE;
  self->limits = gx_portrait_limits_read (book);
  is_organisation = g_str_equal (self->customer->kind, "organisation");
  return (self->numbers = read_numbers (book, id, error)) != NULL
    && (self->people = is_organisation ? gx_relations_people (book, id, error) : g_ptr_array_new ()) != NULL
    && (self->tasks = gx_tasks_list (book, GX_TASKS_OPEN, gx_clock_today (), id, 0, error)) != NULL
    && (self->purchases = gx_purchases_of (book, id, is_organisation, GX_STORY_PURCHASES, error)) != NULL
    && (self->talks = read_talks (book, id, error)) != NULL
    && (self->edits = gx_journal_list (book, id, 0, 0, GX_STORY_EDITS, error)) != NULL
    && (self->members = gx_members_list (book, error)) != NULL
    && (self->overlap = gx_overlap_find (book, id, GX_NO_DAY, error)) != NULL
    && (self->differences = gx_differences_list (book, id, -1, error)) != NULL;
}

GxCustomerStory *
gx_customer_story_read (GxConnection *book, GxId customer, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  g_autoptr (GxCustomerStory) self = g_new0 (GxCustomerStory, 1);
  self->ref_count = 1;
  if (!gx_connection_read_begin (book, error))
    return NULL;
  gboolean is_read = read_all (self, book, customer, error);
  gx_connection_read_end (book);
  return is_read ? g_steal_pointer (&self) : NULL;
}

static gpointer
read_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_customer_story_read (book, *(GxId *) data, error);
}

void
gx_customer_story_read_async (GxBook *book, GxId customer, GCancellable *cancellable,
                              GAsyncReadyCallback done, gpointer user_data)
{
  g_return_if_fail (GX_IS_BOOK (book));

  gx_book_read_async (book, read_job, g_memdup2 (&customer, sizeof customer), g_free,
                      (GDestroyNotify) gx_customer_story_unref, cancellable, done, user_data);
}

GxCustomerStory *
gx_customer_story_read_finish (GxBook *book, GAsyncResult *result, GError **error)
{
  return gx_book_job_finish (book, result, error);
}

gboolean
gx_customer_story_can_write (const GxCustomerStory *self, GxBook *book)
{
  g_return_val_if_fail (self != NULL && GX_IS_BOOK (book), FALSE);

  return self->customer->gone == 0 && !gx_book_is_read_only (book);
}

const char *
gx_customer_story_name_author (const GxCustomerStory *self, GxId member)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; self->members->len > 1 && i < self->members->len; i++)
    if (((GxMember *) self->members->pdata[i])->id == member)
      return ((GxMember *) self->members->pdata[i])->name;
  return NULL;
}

gboolean
gx_customer_story_differs (const GxCustomerStory *self, const GxCellPlace *cell)
{
  g_return_val_if_fail (self != NULL && cell != NULL, FALSE);

  for (guint i = 0; i < self->differences->len; i++)
    if (gx_difference_has_cell (self->differences->pdata[i], cell->table, cell->row, cell->column))
      return TRUE;
  return FALSE;
}

const char *
gx_customer_story_class (const GxCustomerStory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return gx_lifecycle_words[gx_lifecycle_judge (self->numbers->first_purchase_day,
                                                self->numbers->last_purchase_day,
                                                gx_clock_today (), &self->limits)];
}
