/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/proofs/outlay-proof-sweeper.h"

#include <sys/resource.h>
#include <unistd.h>

#include "server/outlay-service-private.h"
#include "server/proofs/outlay-proof-sweep.h"

/* Soon after the start, as a server that is restarted each day must sweep as well. */
#define FIRST_SECONDS 600
/* Reading the whole folder costs more than reading the rows, and finds less. */
#define SWEEPS_A_WALK 24
#define REST_USEC (20 * G_TIME_SPAN_MILLISECOND)
#define NICENESS 15

struct _OutlayProofSweeper
{
  const OutlaySettings *settings;
  OutlayProofVault *vault;
  GThread *thread;
  int grace_days; /* atomic */

  GMutex mutex;
  GCond cond;
  gboolean is_stopping; /* under the mutex */
};

/* FALSE when it shall stop. */
static gboolean
rest (OutlayProofSweeper *self, gint64 usec)
{
  gint64 until = g_get_monotonic_time () + usec;
  gboolean goes_on;

  g_mutex_lock (&self->mutex);
  while (!self->is_stopping && g_cond_wait_until (&self->cond, &self->mutex, until))
    ;
  goes_on = !self->is_stopping;
  g_mutex_unlock (&self->mutex);

  return goes_on;
}

static gboolean
rest_cb (gpointer data)
{
  return rest (data, REST_USEC);
}

static void
sweep (OutlayProofSweeper *self, gboolean walks_files)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayConnection)
      db = outlay_service_open_existing (self->settings->database, OUTLAY_OPEN_READ_WRITE, &error);
  OutlayProofSweep sweep = {
    .vault = self->vault,
    .db = db,
    .grace = (gint64) g_atomic_int_get (&self->grace_days) * G_TIME_SPAN_DAY,
    .walks_files = walks_files,
    .pause = rest_cb,
    .pause_data = self,
  };

  if (db != NULL && outlay_proof_sweep_run (&sweep, &error))
    g_debug ("the proofs were swept");
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
    g_message ("the sweep of the proofs waits: %s", error->message);
  else
    g_warning ("the proofs were not swept to the end: %s", error->message);

  if (sweep.n_rows + sweep.n_files + sweep.n_temporary > 0)
    g_message ("swept %" G_GUINT64_FORMAT " proofs that no expense names, %" G_GUINT64_FORMAT
               " files without a row and %" G_GUINT64_FORMAT " unfinished ones: %" G_GUINT64_FORMAT
               " bytes",
               sweep.n_rows, sweep.n_files, sweep.n_temporary, sweep.n_bytes);
}

static gpointer
sweeper_thread (gpointer data)
{
  OutlayProofSweeper *self = data;
  gint64 interval = (gint64) self->settings->proof_sweep_seconds * G_USEC_PER_SEC;
  guint n_sweeps = 0;

  setpriority (PRIO_PROCESS, (id_t) gettid (), NICENESS);

  if (rest (self, MIN (interval, FIRST_SECONDS * G_USEC_PER_SEC)))
    do
      sweep (self, n_sweeps++ % SWEEPS_A_WALK == 0);
    while (rest (self, interval));

  return NULL;
}

OutlayProofSweeper *
outlay_proof_sweeper_new (const OutlaySettings *settings, OutlayProofVault *vault)
{
  OutlayProofSweeper *self = g_new0 (OutlayProofSweeper, 1);

  self->settings = settings;
  self->vault = vault;
  self->grace_days = settings->proof_grace_days;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("sweeper", sweeper_thread, self);

  return self;
}

void
outlay_proof_sweeper_set_grace (OutlayProofSweeper *self, int days)
{
  g_atomic_int_set (&self->grace_days, days);
}

void
outlay_proof_sweeper_free (OutlayProofSweeper *self)
{
  g_mutex_lock (&self->mutex);
  self->is_stopping = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);

  g_thread_join (self->thread);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}
