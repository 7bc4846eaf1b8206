/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-service.h"

G_BEGIN_DECLS

/**
 * OutlaySupervisor:
 *
 * Whoever started the server and wants to know how it is: systemd, by sd_notify(3). Where nobody
 * asked, nothing happens. Where a sign of life is wanted now and then, it is given when a writer has
 * answered, so that a server that hangs is started anew. Main thread.
 */
typedef struct _OutlaySupervisor OutlaySupervisor;

/* @service: (transfer none): must have stopped its work before outlay_supervisor_free() */
OutlaySupervisor *outlay_supervisor_new  (OutlayService *service);
void              outlay_supervisor_free (OutlaySupervisor *self);

/* Requests are answered; @status is for people. Ends a reload, too. */
void outlay_supervisor_tell_ready     (OutlaySupervisor *self, const char *status);
/* The settings are being read again. */
void outlay_supervisor_tell_reloading (OutlaySupervisor *self);
/* It ends within that many seconds. */
void outlay_supervisor_tell_stopping  (OutlaySupervisor *self, guint seconds);

G_END_DECLS
