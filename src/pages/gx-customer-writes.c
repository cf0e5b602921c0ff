/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-customer-writes.h"

#include "base/gx-day.h"
#include "customers/gx-customer-parts.h"
#include "widgets/gx-toast.h"

typedef struct _Job Job;
typedef gboolean (*RunFunc) (Job *job, GxConnection *book, const GxActor *actor, GError **error);

/* One sheet of paper for all errands: each fills in what it needs. */
struct _Job {
  RunFunc run;
  GxId id;
  char *key, *text, *base;
  gint64 quantity_micro, price_micro;
  GxDay day;
  GxEvent *event;
  GxTask *task;
  GxPayment *payment;
  GxAddress *address;
  GxId closes;
};

static void
free_job (gpointer data)
{
  Job *job = data;

  g_free (job->key);
  g_free (job->text);
  g_free (job->base);
  g_clear_pointer (&job->event, gx_event_free);
  g_clear_pointer (&job->task, gx_task_free);
  g_clear_pointer (&job->payment, gx_payment_free);
  g_clear_pointer (&job->address, gx_address_free);
  g_free (job);
}

static gpointer
run_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  return GINT_TO_POINTER (job->run (job, book, gx_actor_get_self (), error));
}

static Job *
new_job (RunFunc run, GxId id)
{
  Job *job = g_new0 (Job, 1);

  job->run = run;
  job->id = id;
  job->day = GX_NO_DAY;
  return job;
}

static void
send_job (GtkWidget *widget, GxBook *book, Job *job)
{
  gx_write (widget, book, run_job, job, free_job);
}

/* -- the customer */

static gboolean
set_field (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return job->base != NULL
    ? gx_customers_set_over (book, actor, job->id, job->key, job->base, job->text, error)
    : gx_customers_set (book, actor, job->id, job->key, job->text, error);
}

void
gx_write_field (GtkWidget *widget, GxBook *book, GxId customer, const char *field, const char *base,
                const char *text)
{
  Job *job = new_job (set_field, customer);

  job->key = g_strdup (field);
  job->base = g_strdup (base);
  job->text = g_strdup (text);
  send_job (widget, book, job);
}

static gboolean
bin_customer (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_customers_bin (book, actor, &job->id, 1, error);
}

void
gx_write_bin (GtkWidget *widget, GxBook *book, GxId customer)
{
  send_job (widget, book, new_job (bin_customer, customer));
}

static gboolean
unbin_customer (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_customers_unbin (book, actor, &job->id, 1, error);
}

void
gx_write_unbin (GtkWidget *widget, GxBook *book, GxId customer)
{
  send_job (widget, book, new_job (unbin_customer, customer));
}

/* -- ways to reach them */

static gboolean
add_contact (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_contact_points_add (book, actor, job->id, job->key, job->text, NULL, NULL, NULL, error);
}

void
gx_write_contact_add (GtkWidget *widget, GxBook *book, GxId customer, const char *kind, const char *value)
{
  Job *job = new_job (add_contact, customer);

  job->key = g_strdup (kind);
  job->text = g_strdup (value);
  send_job (widget, book, job);
}

static gboolean
edit_contact (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_contact_points_correct (book, actor, job->id, job->text, error);
}

void
gx_write_contact_edit (GtkWidget *widget, GxBook *book, GxId point, const char *value)
{
  Job *job = new_job (edit_contact, point);

  job->text = g_strdup (value);
  send_job (widget, book, job);
}

static gboolean
replace_contact (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_contact_points_replace (book, actor, job->id, job->text, NULL, error);
}

void
gx_write_contact_replace (GtkWidget *widget, GxBook *book, GxId point, const char *value)
{
  Job *job = new_job (replace_contact, point);

  job->text = g_strdup (value);
  send_job (widget, book, job);
}

static gboolean
make_contact_primary (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_contact_points_make_primary (book, actor, job->id, error);
}

void
gx_write_contact_primary (GtkWidget *widget, GxBook *book, GxId point)
{
  send_job (widget, book, new_job (make_contact_primary, point));
}

static gboolean
retire_contact (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_contact_points_retire (book, actor, job->id, error);
}

void
gx_write_contact_retire (GtkWidget *widget, GxBook *book, GxId point)
{
  send_job (widget, book, new_job (retire_contact, point));
}

static gboolean
remove_contact (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_contact_points_remove (book, actor, job->id, error);
}

void
gx_write_contact_remove (GtkWidget *widget, GxBook *book, GxId point)
{
  send_job (widget, book, new_job (remove_contact, point));
}

static gboolean
save_address (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_addresses_save (book, actor, job->id, job->address, NULL, error);
}

void
gx_write_address_add (GtkWidget *widget, GxBook *book, GxId customer, GxAddress *address)
{
  Job *job = new_job (save_address, customer);

  job->address = address;
  send_job (widget, book, job);
}

static gboolean
set_address_part (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_addresses_set (book, actor, job->id, job->key, job->text, error);
}

void
gx_write_address_part (GtkWidget *widget, GxBook *book, GxId address, const char *part, const char *value)
{
  Job *job = new_job (set_address_part, address);

  job->key = g_strdup (part);
  job->text = g_strdup (value);
  send_job (widget, book, job);
}

static gboolean
make_address_primary (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_addresses_make_primary (book, actor, job->id, error);
}

void
gx_write_address_primary (GtkWidget *widget, GxBook *book, GxId address)
{
  send_job (widget, book, new_job (make_address_primary, address));
}

static gboolean
remove_address (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_addresses_remove (book, actor, job->id, error);
}

void
gx_write_address_remove (GtkWidget *widget, GxBook *book, GxId address)
{
  send_job (widget, book, new_job (remove_address, address));
}

/* -- what happened, and what comes next */

static gboolean
log_event (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_work_log (book, actor, job->event, job->task, job->closes, NULL, error);
}

void
gx_write_log (GtkWidget *widget, GxBook *book, GxEvent *event, GxTask *next, GxId closes)
{
  Job *job = new_job (log_event, 0);

  job->event = event;
  job->task = next;
  job->closes = closes;
  send_job (widget, book, job);
}

static gboolean
bin_event (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_events_bin (book, actor, job->id, error);
}

void
gx_write_event_bin (GtkWidget *widget, GxBook *book, GxId event)
{
  send_job (widget, book, new_job (bin_event, event));
}

static gboolean
save_task (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_tasks_save (book, actor, job->task, NULL, error);
}

void
gx_write_task (GtkWidget *widget, GxBook *book, GxTask *task)
{
  Job *job = new_job (save_task, 0);

  job->task = task;
  send_job (widget, book, job);
}

static gboolean
finish_task (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_tasks_done (book, actor, job->id, error);
}

void
gx_write_task_done (GtkWidget *widget, GxBook *book, GxId task)
{
  send_job (widget, book, new_job (finish_task, task));
}

static gboolean
snooze_task (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_tasks_snooze (book, actor, job->id, job->day, error);
}

void
gx_write_task_snooze (GtkWidget *widget, GxBook *book, GxId task, GxDay due_day)
{
  Job *job = new_job (snooze_task, task);

  job->day = due_day;
  send_job (widget, book, job);
}

static gboolean
bin_task (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_tasks_bin (book, actor, job->id, error);
}

void
gx_write_task_bin (GtkWidget *widget, GxBook *book, GxId task)
{
  send_job (widget, book, new_job (bin_task, task));
}

/* -- trade */

static gboolean
sell (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_purchases_sell (book, actor, job->id, job->text, TRUE, job->quantity_micro, job->price_micro,
                            NULL, job->day, NULL, error);
}

void
gx_write_sale (GtkWidget *widget, GxBook *book, GxId customer, const char *product, gint64 quantity_micro,
               gint64 unit_price_micro, GxDay day)
{
  Job *job = new_job (sell, customer);

  job->text = g_strdup (product);
  job->quantity_micro = quantity_micro;
  job->price_micro = unit_price_micro;
  job->day = day;
  send_job (widget, book, job);
}

static gboolean
take_back_sale (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_purchases_return (book, actor, job->id, 0, 0, GX_NO_DAY, NULL, error);
}

void
gx_write_return (GtkWidget *widget, GxBook *book, GxId sale)
{
  send_job (widget, book, new_job (take_back_sale, sale));
}

static gboolean
save_payment (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_payments_save (book, actor, job->payment, NULL, error);
}

void
gx_write_payment (GtkWidget *widget, GxBook *book, const GxPurchase *sale, gint64 amount_minor)
{
  Job *job = new_job (save_payment, 0);

  job->payment = g_new0 (GxPayment, 1);
  job->payment->customer_id = sale->customer_id;
  job->payment->purchase_id = sale->id;
  job->payment->day = GX_NO_DAY;
  job->payment->amount_minor = amount_minor;
  job->payment->currency = sale->currency;
  send_job (widget, book, job);
}

static gboolean
bin_sale (Job *job, GxConnection *book, const GxActor *actor, GError **error)
{
  return gx_purchases_bin (book, actor, job->id, error);
}

void
gx_write_sale_bin (GtkWidget *widget, GxBook *book, GxId sale)
{
  send_job (widget, book, new_job (bin_sale, sale));
}
