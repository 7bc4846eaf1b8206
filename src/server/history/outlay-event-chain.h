/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"

G_BEGIN_DECLS

#define OUTLAY_EVENT_CHAIN_ERROR (outlay_event_chain_error_quark ())
GQuark outlay_event_chain_error_quark (void);

typedef enum
{
  OUTLAY_EVENT_CHAIN_ERROR_BROKEN, /* an event was changed, taken out or put in by another hand */
} OutlayEventChainError;

/**
 * outlay_event_chain_check:
 * @n_events: (out): how many were read
 *
 * Reads every company's events and works out the chain anew. On a connection of its own:
 * it reads long.
 *
 * Returns: %FALSE with %OUTLAY_EVENT_CHAIN_ERROR_BROKEN, naming company and number, at the first
 *   event that does not fit, or with an error of the database
 */
gboolean outlay_event_chain_check (OutlayConnection *db,
                                   gint64           *n_events,
                                   GError          **error);

G_END_DECLS
