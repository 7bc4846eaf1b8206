/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-service.h"
#include "server/outlay-settings.h"

G_BEGIN_DECLS

/**
 * OutlayRunner:
 *
 * A running server and the signals that end it.
 */
typedef struct _OutlayRunner OutlayRunner;

typedef gboolean (*OutlayPrepareFunc) (OutlayService *service, GError **error);

/**
 * outlay_runner_new:
 * @settings: (transfer none): must outlive it
 * @prepare: (nullable): called when the service is ready and before anybody may connect
 *
 * Requests come in as soon as it is made.
 */
OutlayRunner *outlay_runner_new (const OutlaySettings  *settings,
                                 OutlayPrepareFunc      prepare,
                                 GError               **error);

const char *outlay_runner_get_address (OutlayRunner *self);

/* Returns when SIGTERM or SIGINT has come. */
void outlay_runner_run (OutlayRunner *self);

/* Stops in order: no new connections, what is under way is answered, the writer has written,
 * all is closed. */
void outlay_runner_free (OutlayRunner *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayRunner, outlay_runner_free)

G_END_DECLS
