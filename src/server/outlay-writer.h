/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-service.h"

G_BEGIN_DECLS

/**
 * OutlayWriter:
 *
 * The one thread that writes. It takes everything that waits, runs each in a savepoint of one
 * transaction, commits, and only then answers: many writers share one wait for the disk, and an
 * answer in the 200s means that it is there.
 */
typedef struct _OutlayWriter OutlayWriter;

typedef void (*OutlayWriteDone) (OutlayReply *reply, gpointer data);

/* Called on the writer's thread after a commit, with the notices of what was committed. */
typedef void (*OutlayCommitFunc) (const char *const *companies,
                                  gboolean           forgets_identities,
                                  gpointer           data);

/* The same for each topic of the cache that was changed; before the function above, and before
 * anybody is answered. */
typedef void (*OutlayForgetFunc) (const char *company, const char *topic, gpointer data);

/**
 * outlay_writer_new:
 * @connection: (transfer full): used by the writer's thread alone from here on
 */
OutlayWriter *outlay_writer_new (OutlayConnection *connection,
                                 OutlayCommitFunc  committed,
                                 OutlayForgetFunc  forget,
                                 gpointer          data);

/* Finishes what waits, ends the thread and closes the connection. */
void outlay_writer_free (OutlayWriter *self);

/**
 * outlay_writer_push:
 * @func: runs on the writer; see outlay_service_write()
 * @done: (scope async): runs on the writer after the commit, and owns the reply
 *
 * Does not wait. Any thread.
 */
void outlay_writer_push (OutlayWriter    *self,
                         OutlayWriteFunc  func,
                         gpointer         data,
                         OutlayWriteDone  done,
                         gpointer         done_data);

/* Waits for the reply. Any thread but the writer's. */
OutlayReply *outlay_writer_run (OutlayWriter    *self,
                                OutlayWriteFunc  func,
                                gpointer         data);

gboolean outlay_writer_is_current_thread (OutlayWriter *self);

/* On the writer's thread alone: told to the commit function if this savepoint is kept. */
void outlay_writer_add_notice         (OutlayWriter *self, const char *company);
void outlay_writer_forget_identities  (OutlayWriter *self);
void outlay_writer_add_topic          (OutlayWriter *self, const char *company, const char *topic);

G_END_DECLS
