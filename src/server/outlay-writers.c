/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-writers.h"

struct _OutlayWriters
{
  GPtrArray *lanes; /* of OutlayWriter */
  int next;         /* atomic: whose turn it is, of what belongs to no company yet */
};

OutlayWriters *
outlay_writers_new (GPtrArray *connections, const OutlayWriterHooks *hooks)
{
  OutlayWriters *self = g_new0 (OutlayWriters, 1);

  self->lanes = g_ptr_array_new_with_free_func ((GDestroyNotify) outlay_writer_free);
  for (guint i = 0; i < connections->len; i++)
    g_ptr_array_add (self->lanes, outlay_writer_new (g_object_ref (connections->pdata[i]), hooks));

  return self;
}

void
outlay_writers_stop (OutlayWriters *self)
{
  for (guint i = 0; i < self->lanes->len; i++)
    outlay_writer_stop (self->lanes->pdata[i]);
}

void
outlay_writers_free (OutlayWriters *self)
{
  g_ptr_array_unref (self->lanes);
  g_free (self);
}

void
outlay_writers_push (OutlayWriters *self, const OutlayWrite *write)
{
  guint lane = 0;

  if (self->lanes->len > 1)
    lane = write->company != NULL ? g_str_hash (write->company)
                                  : (guint) g_atomic_int_add (&self->next, 1);

  outlay_writer_push (self->lanes->pdata[lane % self->lanes->len], write);
}

typedef struct
{
  GMutex mutex;
  GCond cond;
  OutlayReply *reply;
} Waiter;

static void
wake_waiter_cb (OutlayReply *reply, gpointer data)
{
  Waiter *waiter = data;

  g_mutex_lock (&waiter->mutex);
  waiter->reply = reply;
  g_cond_signal (&waiter->cond);
  g_mutex_unlock (&waiter->mutex);
}

OutlayReply *
outlay_writers_run (OutlayWriters *self, const OutlayWrite *write)
{
  Waiter waiter = { .reply = NULL };
  OutlayWrite waited = *write;

  g_assert (outlay_writers_get_current (self) == NULL);

  g_mutex_init (&waiter.mutex);
  g_cond_init (&waiter.cond);
  waited.done = wake_waiter_cb;
  waited.done_data = &waiter;
  outlay_writers_push (self, &waited);

  g_mutex_lock (&waiter.mutex);
  while (waiter.reply == NULL)
    g_cond_wait (&waiter.cond, &waiter.mutex);
  g_mutex_unlock (&waiter.mutex);
  g_mutex_clear (&waiter.mutex);
  g_cond_clear (&waiter.cond);

  return waiter.reply;
}

OutlayWriter *
outlay_writers_get_current (OutlayWriters *self)
{
  for (guint i = 0; i < self->lanes->len; i++)
    if (outlay_writer_is_current_thread (self->lanes->pdata[i]))
      return self->lanes->pdata[i];

  return NULL;
}
