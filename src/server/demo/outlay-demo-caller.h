/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/auth/outlay-session-store.h"
#include "server/demo/outlay-demo-history.h"
#include "server/http/outlay-router.h"
#include "server/outlay-service.h"

G_BEGIN_DECLS

/* For outlay_demo_call(): what there is must not be there yet. */
#define OUTLAY_DEMO_NEW (-1)

/**
 * OutlayDemoCaller:
 * @now: Unix time in microseconds
 *
 * The people of the demo company as clients: calls go through the handlers, so that nothing can come of
 * them that could not come of work.
 */
typedef struct
{
  OutlayService     *service;
  OutlayRouter      *router;
  char              *company;
  char              *ids[OUTLAY_N_DEMO_PEOPLE];
  OutlayRefreshToken sessions[OUTLAY_N_DEMO_PEOPLE];
  gint64             now;
} OutlayDemoCaller;

/**
 * outlay_demo_call:
 * @path: with a query of at most one parameter, not encoded
 * @body: (nullable)
 * @now: when it is done
 * @revision: of what is changed, or %OUTLAY_DEMO_NEW; POST and GET do not ask
 *
 * Does what a client would do.
 *
 * Returns: (transfer full) (nullable): %NULL with an error also for an answer that is no success
 */
OutlayReply *outlay_demo_call (OutlayDemoCaller *self,
                               OutlayDemoPerson  who,
                               const char       *method,
                               const char       *path,
                               GBytes           *body,
                               gint64            now,
                               gint64            revision,
                               GError          **error);

G_END_DECLS
