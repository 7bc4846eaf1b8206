/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-batch.h"

G_BEGIN_DECLS

/**
 * OutlayWriter:
 *
 * A thread that writes. It takes everything that waits, runs all of it in one
 * transaction, commits, and only then answers: many writers share one wait for the disk, and an
 * answer in the 200s means that it is there.
 */
typedef struct _OutlayWriter OutlayWriter;

/**
 * outlay_writer_new:
 * @connection: (transfer full): used by the writer's thread alone from here on
 */
OutlayWriter *outlay_writer_new (OutlayConnection *connection, const OutlayWriterHooks *hooks);

/* Finishes what waits and ends the thread. What is pushed from here on is answered with 503. */
void outlay_writer_stop (OutlayWriter *self);

/* Stops it if that was not done, and closes the connection. */
void outlay_writer_free (OutlayWriter *self);

/* Does not wait. Any thread. */
void outlay_writer_push (OutlayWriter *self, const OutlayWrite *write);

gboolean outlay_writer_is_current_thread (OutlayWriter *self);

/* On the writer's thread alone: told to the hooks if what the job did is kept. */
void outlay_writer_add_notice         (OutlayWriter *self, const char *company);
void outlay_writer_add_topic          (OutlayWriter *self, const char *company, const char *topic);
void outlay_writer_forget_identities  (OutlayWriter *self);

G_END_DECLS
