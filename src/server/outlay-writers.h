/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-writer.h"

G_BEGIN_DECLS

/**
 * OutlayWriters:
 *
 * The threads that write: SQLite has one, as there is one writer at a time anyway; PostgreSQL has
 * several, and each company its own among them, so that within a process what one company writes
 * stays in order. Between processes it is the database that lets one write at a time to a company.
 */
typedef struct _OutlayWriters OutlayWriters;

/* @connections: (element-type OutlayConnection): one for each; at least one */
OutlayWriters *outlay_writers_new  (GPtrArray *connections, const OutlayWriterHooks *hooks);

/* As outlay_writer_stop() and outlay_writer_free(). */
void           outlay_writers_stop (OutlayWriters *self);
void           outlay_writers_free (OutlayWriters *self);

/* Does not wait. Any thread. */
void         outlay_writers_push (OutlayWriters *self, const OutlayWrite *write);

/* Waits for the reply; @write has no @done. Any thread but the writers'. */
OutlayReply *outlay_writers_run  (OutlayWriters *self, const OutlayWrite *write);

/* (nullable): the writer whose thread is calling */
OutlayWriter *outlay_writers_get_current (OutlayWriters *self);

G_END_DECLS
