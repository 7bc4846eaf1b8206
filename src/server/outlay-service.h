/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-cache.h"
#include "server/outlay-reply.h"
#include "server/outlay-request.h"
#include "server/proofs/outlay-proof-vault.h"

G_BEGIN_DECLS

/**
 * OutlayService:
 *
 * What lives as long as the server and is shared by its threads: settings, keys, the writers, the
 * readers, the pools and the streams of live events.
 */

/* Where the files of the proofs are; its folder exists. */
OutlayProofVault *outlay_service_get_vault (OutlayService *self);

/**
 * outlay_service_get_reader:
 *
 * The calling thread's own read-only connection, opened on first use and closed with the thread. In
 * a reading route it is the same as `request->db`.
 *
 * Returns: (transfer none) (nullable): %NULL with an error when the database cannot be opened
 */
OutlayConnection *outlay_service_get_reader (OutlayService *self, GError **error);

typedef OutlayReply *(*OutlayWriteFunc) (OutlayConnection *db, gpointer data);

typedef enum
{
  OUTLAY_WRITE_ONCE       = 0,
  OUTLAY_WRITE_REPEATABLE = 1 << 0, /* done twice it is as done once, and answered the same: it is
                                     * idempotent, or recalls what was kept for its key */
} OutlayWriteFlags;

/**
 * outlay_service_write:
 * @company: (nullable): id of the company that @func writes to. It is held until the commit, so that
 *   what @func reads of it stays true. %NULL where @func only finds it while it runs: it then holds
 *   the company itself by outlay_connection_serialize(), before it reads what it decides by
 * @func: (scope call): runs on a writer inside a savepoint of its own, which is kept
 *   when it returns a reply below 400 and undone otherwise. Must be short: everybody who
 *   writes waits for it. It may run more than once, the earlier times without a trace in the
 *   database; so it changes nothing else, but for what it overwrites the next time
 *
 * Runs @func on a writer and waits until it is on disk. For handlers of %OUTLAY_RUN_SLOW and
 * %OUTLAY_RUN_FILE only; on a writer itself it would wait for ever, which is an assertion.
 *
 * Returns: (transfer full): what @func returned, or a problem when the batch could not be committed
 */
OutlayReply *outlay_service_write (OutlayService    *self,
                                   const char       *company,
                                   OutlayWriteFlags  flags,
                                   OutlayWriteFunc   func,
                                   gpointer          data);

/**
 * outlay_service_notify:
 * @company: id of the company in which something changed
 *
 * Wakes the live-event streams of @company. Called by what runs on a writer it takes effect after
 * the commit, and not at all when the savepoint is rolled back; elsewhere at once.
 */
void outlay_service_notify (OutlayService *self, const char *company);

/* The cache of answers, for routes of %OUTLAY_RUN_CACHED. */
OutlayCache *outlay_service_get_cache (OutlayService *self);

/**
 * outlay_service_forget:
 * @topic: of the cache: the id of a person whose expenses have changed, or %OUTLAY_TOPIC_SHARED,
 *   or %OUTLAY_TOPIC_POLICY
 *
 * Makes the answers that are kept about a topic old; after the commit, as above, and before the
 * write is answered.
 */
void outlay_service_forget (OutlayService *self, const char *company, const char *topic);

/* Makes the next request of everybody confirm their role and state in the database; after the
 * commit, as above. */
void outlay_service_forget_identities (OutlayService *self);

G_END_DECLS
