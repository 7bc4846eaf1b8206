/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/proofs/outlay-proof-request.h"

typedef struct
{
  OutlayProofRequest *request; /* (unowned): a field of @owner */
  GObject *owner;
  GCancellable *loading;
  OutlayProofAnswer answer;
} Waiting;

static void
free_waiting (Waiting *waiting)
{
  g_object_unref (waiting->loading);
  g_object_unref (waiting->owner);
  g_free (waiting);
}

static DexFuture *
loaded_cb (DexFuture *future, gpointer user_data)
{
  Waiting *waiting = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  /* A picture may be ready, and its answer on the way, when it is given up: it must not be taken for
   * the one that was asked for since. */
  if (waiting->request->loading != waiting->loading ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return dex_future_new_for_boolean (FALSE);

  g_clear_object (&waiting->request->loading);
  waiting->answer (waiting->owner, value != NULL ? g_value_get_object (value) : NULL, error);

  return dex_future_new_for_boolean (TRUE);
}

void
outlay_proof_request_start (OutlayProofRequest *self,
                            OutlayProofStore *store,
                            const char *sha256,
                            guint page,
                            guint size,
                            OutlayProofUrgency urgency,
                            gpointer owner,
                            OutlayProofAnswer answer)
{
  Waiting *waiting = g_new0 (Waiting, 1);
  DexFuture *future;

  waiting->request = self;
  waiting->owner = g_object_ref (owner);
  waiting->answer = answer;

  outlay_proof_request_stop (self);
  self->loading = g_cancellable_new ();
  waiting->loading = g_object_ref (self->loading);
  future = outlay_proof_loader_load (outlay_proof_loader_of (store), sha256, page, size, urgency,
                                     self->loading);
  dex_future_disown (
      dex_future_finally (future, loaded_cb, waiting, (GDestroyNotify) free_waiting));
}

void
outlay_proof_request_stop (OutlayProofRequest *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}
