/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "client/outlay-client-error.h"
#include "db/outlay-connection.h"

G_BEGIN_DECLS

/* What a transaction changed, for those who show it. */
typedef enum
{
  OUTLAY_TOPIC_EXPENSES = 1 << 0,
  OUTLAY_TOPIC_CATEGORIES = 1 << 1,
  OUTLAY_TOPIC_OUTBOX = 1 << 2,
  OUTLAY_TOPIC_EVENTS = 1 << 3,
  OUTLAY_TOPIC_SETTINGS = 1 << 4,
  OUTLAY_TOPIC_BUDGETS = 1 << 8,
} OutlayTopics;

#define OUTLAY_TYPE_DATABASE (outlay_database_get_type ())
G_DECLARE_FINAL_TYPE (OutlayDatabase, outlay_database, OUTLAY, DATABASE, GObject)

/**
 * OutlayDatabase:
 *
 * An account's local database, `outlay.db` in its folder: one connection on the main thread for
 * reads that are bounded and short, and a thread with its own connection for writes and long reads.
 * The signal "changed" (guint: #OutlayTopics) comes on the main thread after a commit, at most once
 * a turn of the main loop. It knows no table.
 */

/**
 * outlay_database_open:
 * @folder: the account's folder; made when it is missing
 *
 * Opens or makes the database and brings it to this program's version. Corrupt: it is renamed to
 * `outlay.db.damaged-<time>` and %OUTLAY_CLIENT_ERROR_DATABASE_CORRUPT names that. Newer: refused
 * with %OUTLAY_CLIENT_ERROR_DATABASE_TOO_NEW, untouched.
 *
 * Returns: (transfer full) (nullable)
 */
OutlayDatabase *outlay_database_open (GFile *folder, GError **error);

/* Finishes what was asked for, then closes. Futures of later calls reject. Called
 * again, does nothing. */
void outlay_database_close (OutlayDatabase *self);

/* (transfer none) (nullable): %NULL once it is closed; for the main thread alone, for bounded reads
 * that are well under a millisecond */
OutlayConnection *outlay_database_get_reader (OutlayDatabase *self);

GFile *outlay_database_get_folder (OutlayDatabase *self); /* (transfer none) */

/**
 * OutlayDatabaseFunc:
 * @result: (out): what the future resolves to: g_value_init() it and set it; left alone it is %TRUE
 * @changed: (inout): set the topics of what was changed
 *
 * Runs on the database thread. %FALSE with an error rolls back.
 */
typedef gboolean (*OutlayDatabaseFunc) (OutlayConnection *connection,
                                        gpointer data,
                                        GValue *result,
                                        OutlayTopics *changed,
                                        GError **error);

/**
 * outlay_database_run:
 *
 * Runs @func inside BEGIN IMMEDIATE … COMMIT on the database thread, in the order of the calls. The
 * future resolves on the main thread once it is on disk, after "changed" was emitted. Errors are
 * #OutlayClientError; one that @func made itself of that domain comes through as it is.
 *
 * Returns: (transfer full)
 */
DexFuture *outlay_database_run (OutlayDatabase *self,
                                OutlayDatabaseFunc func,
                                gpointer data,
                                GDestroyNotify destroy);
/* The same inside one read transaction, for reads that are long. */
DexFuture *outlay_database_read (OutlayDatabase *self,
                                 OutlayDatabaseFunc func,
                                 gpointer data,
                                 GDestroyNotify destroy);

/**
 * outlay_database_try_lock:
 *
 * Takes the account's lock (flock(2) on `lock` in its folder), and keeps it until the database is
 * closed. Of several processes on one account only its holder synchronises.
 *
 * Returns: whether this process has it now
 */
gboolean outlay_database_try_lock (OutlayDatabase *self);

/* #OutlayDbError to #OutlayClientError; others are left as they are. */
void outlay_database_translate_error (GError **error);

/* Small settings. Read: (transfer full) (nullable). Write: %NULL removes; belongs into
 * outlay_database_run(). */
char *outlay_setting_read (OutlayConnection *connection, const char *name, GError **error);
gboolean outlay_setting_write (OutlayConnection *connection,
                               const char *name,
                               const char *value,
                               GError **error);

/* Names of settings. */
#define OUTLAY_SETTING_CURSOR "sync.cursor"             /* of the change feed */
#define OUTLAY_SETTING_LAST_SYNCED "sync.last"          /* RFC 3339 */
#define OUTLAY_SETTING_PROOF_RULE "policy.proof-rule"   /* "never", "above", "always" */
#define OUTLAY_SETTING_PROOF_MINOR "policy.proof-above" /* minor units */
#define OUTLAY_SETTING_PROOF_MONEY "policy.currency"    /* of proof-above */
#define OUTLAY_SETTING_SIGNUP "policy.signup"           /* "open", "invite", "closed" */
#define OUTLAY_SETTING_OVER_LIMIT "policy.over-limit"   /* "warn", "refuse" */
#define OUTLAY_SETTING_HOME "policy.home"               /* currency that all is converted into */
#define OUTLAY_SETTING_LIMITS "policy.limits"           /* lines "CATEGORY MINOR CURRENCY" */

G_END_DECLS
