/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "db/outlay-queries.h"
#include "db/outlay-statement.h"

G_BEGIN_DECLS

#define OUTLAY_DB_ERROR (outlay_db_error_quark ())
GQuark outlay_db_error_quark (void);

/* Codes say what the caller can do; the driver's own codes are translated at this edge. */
typedef enum
{
  OUTLAY_DB_ERROR_BUSY,       /* somebody else writes, or a serialization failure: try again */
  OUTLAY_DB_ERROR_FULL,       /* no space left: nothing was changed */
  OUTLAY_DB_ERROR_CONSTRAINT, /* unique, foreign key or check */
  OUTLAY_DB_ERROR_CORRUPT,    /* not a database, or damaged: set it aside */
  OUTLAY_DB_ERROR_TOO_NEW,    /* made by a newer program: refuse */
  OUTLAY_DB_ERROR_UNREACHABLE,/* cannot open or connect: try later */
  OUTLAY_DB_ERROR_FAILED,     /* a mistake in the program or the disk */
} OutlayDbError;

typedef enum
{
  OUTLAY_OPEN_READ_WRITE = 0,
  OUTLAY_OPEN_READ_ONLY  = 1 << 0,
  OUTLAY_OPEN_EXISTING   = 1 << 1, /* do not create it */
  OUTLAY_OPEN_PATIENT    = 1 << 2, /* read-only, and a read may take any time: no reader's time-outs */
} OutlayOpenFlags;

/* What a connection does with transactions: a driver's own words for each. */
typedef enum
{
  OUTLAY_TRANSACTION_BEGIN,
  OUTLAY_TRANSACTION_BEGIN_READ,
  OUTLAY_TRANSACTION_COMMIT,
  OUTLAY_TRANSACTION_ROLLBACK,
  OUTLAY_TRANSACTION_SAVEPOINT,
  OUTLAY_TRANSACTION_RELEASE,
  OUTLAY_TRANSACTION_ROLLBACK_TO,
  OUTLAY_N_TRANSACTION_VERBS
} OutlayTransactionVerb;

/* What became of a transaction whose commit was not answered. */
typedef enum
{
  OUTLAY_FATE_UNKNOWN,     /* nobody can tell yet */
  OUTLAY_FATE_FORGOTTEN,   /* … nor ever will */
  OUTLAY_FATE_COMMITTED,
  OUTLAY_FATE_ROLLED_BACK,
} OutlayFate;

#define OUTLAY_TYPE_CONNECTION (outlay_connection_get_type ())
G_DECLARE_DERIVABLE_TYPE (OutlayConnection, outlay_connection, OUTLAY, CONNECTION, GObject)

/**
 * OutlayConnection:
 *
 * One connection to a database, used by one thread at a time. It knows no table: its SQL comes from
 * the named queries it was opened with. Drivers implement the virtual functions: SQLite and
 * PostgreSQL.
 *
 * SQL is written with `$1`, `$2` … and stays within what SQLite and PostgreSQL share.
 */
struct _OutlayConnectionClass
{
  GObjectClass parent_class;

  /* "sqlite", as queries that are its alone say after their names. */
  const char      *engine;

  /* @is_kept: the connection keeps it, so that the driver may spend more on it. */
  OutlayStatement *(*prepare)  (OutlayConnection *self,
                                const char       *sql,
                                gboolean          is_kept,
                                GError          **error);
  gboolean         (*execute)  (OutlayConnection *self, const char *sql, GError **error);
  /* Left out where a table is defined in the words that the migrations have. */
  gboolean         (*define)   (OutlayConnection *self, const char *sql, GError **error);
  gboolean         (*transact) (OutlayConnection *self, OutlayTransactionVerb verb, GError **error);

  gint64           (*count_changes) (OutlayConnection *self);

  /* These three may be left out by a driver whose transactions are alone anyway, and whose commit is
   * never in doubt. */
  gboolean         (*serialize) (OutlayConnection *self, const char *key, GError **error);
  char            *(*dup_mark)  (OutlayConnection *self, GError **error);
  OutlayFate       (*ask_fate)  (OutlayConnection *self, const char *mark, GError **error);

  /* These two are left out where nobody else can have anything to tell. */
  gboolean         (*listen)       (OutlayConnection *self, const char *channel, GError **error);
  char            *(*await_notice) (OutlayConnection *self, int wake, GError **error);
};

/**
 * outlay_connection_open:
 * @uri: "sqlite:PATH" ("sqlite::memory:" for one that is gone with the connection), or
 *   "postgresql://user@host/name" with parameters as libpq's manual has them, and `partitions=N` for
 *   tables in N partitions by company, which an empty database gets when its tables are made
 * @queries: (nullable): the named queries this connection may run
 *
 * Opens an SQLite file in WAL mode with `synchronous=FULL`, foreign keys on and a busy time-out. A
 * PostgreSQL server must be 14 or newer and the database there, in UTF-8. Does not migrate.
 *
 * No message holds the password of a URI.
 */
OutlayConnection *outlay_connection_open (const char       *uri,
                                          OutlayOpenFlags   flags,
                                          OutlayQueries    *queries,
                                          GError          **error);

/* (transfer full): @uri for messages and logs, without what is secret in it. */
char *outlay_connection_dup_label (const char *uri);

/**
 * outlay_connection_dup_tool_address:
 * @uri: of a PostgreSQL database
 * @password: (out) (nullable): that @uri holds
 *
 * Returns: (transfer full) (nullable): the address as PostgreSQL's own tools take it, without
 *   a password
 */
char *outlay_connection_dup_tool_address (const char  *uri,
                                          char       **password,
                                          GError     **error);

/**
 * outlay_connection_query:
 * @name: of a query, "expense/get"; a static string
 *
 * A statement prepared on first use, kept by the connection, reset and without bound values. It is
 * an assertion that @name is known; one test prepares every query.
 *
 * Returns: (transfer none) (nullable): %NULL with an error when the database refuses it
 */
OutlayStatement *outlay_connection_query (OutlayConnection *self,
                                          const char       *name,
                                          GError          **error);

/**
 * outlay_connection_bind:
 * @types: the letters of outlay_statement_bind(), and after them the values
 *
 * The query @name with its values bound, ready to run.
 *
 * Returns: (transfer none) (nullable)
 */
OutlayStatement *outlay_connection_bind (OutlayConnection  *self,
                                         GError           **error,
                                         const char        *name,
                                         const char        *types,
                                         ...);

/**
 * outlay_connection_run:
 *
 * Runs the query @name to its end, whatever rows it has:
 * `outlay_connection_run (db, error, "session/end", "ssi", company, id, now)`.
 */
gboolean outlay_connection_run (OutlayConnection  *self,
                                GError           **error,
                                const char        *name,
                                const char        *types,
                                ...);

/**
 * outlay_connection_find:
 * @row: (out) (transfer none) (nullable): the first row; %NULL where there is none
 *
 * Asks the query @name for the one row it has, if any:
 * `g_autoptr (OutlayRow) row = NULL;` holds it open until it is read.
 */
gboolean outlay_connection_find (OutlayConnection  *self,
                                 OutlayRow        **row,
                                 GError           **error,
                                 const char        *name,
                                 const char        *types,
                                 ...);

/* For what is built at run time (filters) and for migrations. (transfer full) */
OutlayStatement *outlay_connection_prepare (OutlayConnection *self,
                                            const char       *sql,
                                            GError          **error);

/* One or more statements without parameters or rows. */
gboolean outlay_connection_execute (OutlayConnection *self,
                                    const char       *sql,
                                    GError          **error);

/* Statements that define tables, written as SQLite reads them and put in this engine's words. */
gboolean outlay_connection_define  (OutlayConnection *self,
                                    const char       *sql,
                                    GError          **error);

/**
 * outlay_connection_begin:
 *
 * Takes the write lock at once, so that nothing read inside is stale. Beginning and ending a
 * transaction reset every statement of the connection that still has a row open: reading on from
 * it is an error.
 *
 * After an error inside, only what ends the transaction or its innermost savepoint may follow:
 * PostgreSQL refuses anything else. Where the connection was lost that error is
 * %OUTLAY_DB_ERROR_UNREACHABLE; the next transaction, or read outside of one, connects again.
 */
gboolean outlay_connection_begin      (OutlayConnection *self, GError **error);
/* One consistent picture over several reads; end it with commit or rollback. */
gboolean outlay_connection_begin_read (OutlayConnection *self, GError **error);
/* A commit that fails leaves the transaction to be rolled back. After %OUTLAY_DB_ERROR_UNREACHABLE
 * nobody knows whether it is there: see outlay_connection_ask_fate(). */
gboolean outlay_connection_commit     (OutlayConnection *self, GError **error);
/* Does nothing where no transaction is open, as after an error that has ended it already. */
void     outlay_connection_rollback   (OutlayConnection *self);

/**
 * outlay_connection_savepoint:
 *
 * Marks a place inside a transaction. Each one is ended by either outlay_connection_release(),
 * which keeps what was done since, or outlay_connection_rollback_to(), which undoes it. They nest.
 */
gboolean outlay_connection_savepoint   (OutlayConnection *self, GError **error);
gboolean outlay_connection_release     (OutlayConnection *self, GError **error);
void     outlay_connection_rollback_to (OutlayConnection *self);

/**
 * outlay_connection_count_changes:
 *
 * A number that goes up with each row that is changed through this connection, undone later or not,
 * and with each error that must be undone before the transaction can go on. Where it stays the same
 * there is nothing to roll back.
 */
gint64   outlay_connection_count_changes (OutlayConnection *self);

/**
 * outlay_connection_serialize:
 * @key: a company's id, say
 *
 * Waits until no other transaction of the database holds @key, and holds it until this one ends:
 * what is read from here on is what is there, and is so until the commit. Inside a transaction.
 * %OUTLAY_DB_ERROR_BUSY when waiting would be a deadlock.
 */
gboolean outlay_connection_serialize (OutlayConnection *self, const char *key, GError **error);

/**
 * outlay_connection_dup_mark:
 *
 * A name for the open transaction, by which outlay_connection_ask_fate() on another connection can
 * ask for what became of it, when this one is lost during the commit.
 *
 * Returns: (transfer full) (nullable): %NULL with an error, or without one where a commit is
 *   never in doubt
 */
char      *outlay_connection_dup_mark (OutlayConnection *self, GError **error);
OutlayFate outlay_connection_ask_fate (OutlayConnection *self, const char *mark, GError **error);

/**
 * outlay_connection_listen:
 *
 * From here on this connection hears what transactions tell on @channel, after their commit; until it
 * is lost. Only where the engine can tell anybody: PostgreSQL.
 */
gboolean outlay_connection_listen (OutlayConnection *self, const char *channel, GError **error);

/**
 * outlay_connection_await_notice:
 * @wake: a descriptor that ends the waiting when it can be read
 *
 * Returns: (transfer full) (nullable): what was told; %NULL without an error when @wake has ended it,
 *   and with %OUTLAY_DB_ERROR_UNREACHABLE when the connection is lost, and perhaps what was told then
 */
char *outlay_connection_await_notice (OutlayConnection *self, int wake, GError **error);

G_END_DECLS
