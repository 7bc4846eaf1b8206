/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-postgresql-error.h"
#include "db/outlay-postgresql-uri.h"

G_BEGIN_DECLS

/* Rows that come at once: more than a page of anything, so that those take one wait. */
#define OUTLAY_POSTGRESQL_CHUNK 256

/**
 * OutlayPostgresqlRows:
 * @chunks: (element-type PGresult): rows that have come and were not yet read, oldest first
 * @n_changed: of a statement that writes, once it is complete
 * @error: (nullable): what ended it
 * @is_complete: whether the server has said all it has to say
 *
 * What is coming back for one statement. The server sends rows as fast as they are taken, so that
 * only a chunk of them is in memory; but the connection belongs to this answer until it is complete.
 */
typedef struct
{
  GQueue   chunks;
  gint64   n_changed;
  GError  *error;
  gboolean is_complete;
} OutlayPostgresqlRows;

void outlay_postgresql_rows_clear (OutlayPostgresqlRows *rows);

/**
 * OutlayPostgresqlSession:
 * @pg: the connection to the server; %NULL before the first one
 * @incarnation: goes up with each connection, as what was prepared is gone with the last one
 * @generation: goes up whenever a transaction's start or end closes the statements left open
 * @n_savepoints: open ones of the transaction
 * @n_changes: rows that were changed so far, and errors, which end what a transaction can do
 * @is_broken: whether an error has shown that the connection is of no more use
 * @xid: (nullable): the transaction's id, where it was asked for
 * @epoch: (nullable): changes when the server may have lost what it had not yet written
 *
 * What a connection shares with its statements, so that neither need outlive the other. It mends
 * itself between transactions: outlay_postgresql_session_ensure() connects again.
 */
typedef struct
{
  OutlayPostgresqlUri *uri;
  OutlayOpenFlags      flags;

  PGconn  *pg;
  guint    incarnation;
  guint    generation;
  guint    n_statements; /* that were given a name */

  gboolean is_broken;
  gboolean is_in_transaction;
  guint    n_savepoints;
  gint64   n_changes;
  char    *xid;
  char    *epoch;

  OutlayPostgresqlRows *reading; /* borrowed, nullable: whose answer is not complete */
} OutlayPostgresqlSession;

/* Connects, and looks whether this is a database that we can work with. */
OutlayPostgresqlSession *outlay_postgresql_session_new   (const char       *uri,
                                                          OutlayOpenFlags   flags,
                                                          GError          **error);
OutlayPostgresqlSession *outlay_postgresql_session_ref   (OutlayPostgresqlSession *self);
void                     outlay_postgresql_session_unref (OutlayPostgresqlSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPostgresqlSession, outlay_postgresql_session_unref)

/* Whether the connection is there as far as we know. */
gboolean outlay_postgresql_session_is_alive (OutlayPostgresqlSession *self);

/* As outlay_postgresql_take_error(), and notes when the connection is lost by it. */
void outlay_postgresql_session_take_error (OutlayPostgresqlSession  *self,
                                           const PGresult           *result,
                                           GError                  **error);

/**
 * outlay_postgresql_session_ensure:
 *
 * Makes the connection ready for the next request: what another statement still reads is taken
 * into memory, and a lost connection is made anew.
 *
 * Returns: %FALSE with %OUTLAY_DB_ERROR_UNREACHABLE, as always inside a transaction
 *   whose connection was lost
 */
gboolean outlay_postgresql_session_ensure (OutlayPostgresqlSession *self, GError **error);

/**
 * outlay_postgresql_session_execute:
 * @tag: (out) (optional): the first word of the server's answer, "COMMIT"; to be freed
 *
 * One or more statements without parameters or rows, on a connection that was ensured.
 */
gboolean outlay_postgresql_session_execute (OutlayPostgresqlSession  *self,
                                            const char               *sql,
                                            char                    **tag,
                                            GError                  **error);

/**
 * outlay_postgresql_session_fetch:
 *
 * Waits for the next rows, or the end, of the answer that is being read. An error is kept in it.
 */
void outlay_postgresql_session_fetch (OutlayPostgresqlSession *self);

/* Nothing more is wanted of @rows: what still comes for it is thrown away. */
void outlay_postgresql_session_discard (OutlayPostgresqlSession *self, OutlayPostgresqlRows *rows);

/* An open read ends with the transaction, and with the start of one. */
void outlay_postgresql_session_close_reads (OutlayPostgresqlSession *self);

G_END_DECLS
