/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-service.h"

G_BEGIN_DECLS

typedef void (*OutlayWriteDone) (OutlayReply *reply, gpointer data);

/**
 * OutlayWrite:
 * @company: (nullable): id of the company it belongs to; %NULL where @func finds and holds it
 *   by itself, see outlay_service_write()
 * @func: runs on a writer; see outlay_service_write()
 * @done: (scope async): runs on the writer when the fate of the write is known, and owns the reply
 *
 * Something to be written. All is borrowed until @done is called.
 */
typedef struct
{
  const char      *company;
  OutlayWriteFlags flags;
  OutlayWriteFunc  func;
  gpointer         data;
  OutlayWriteDone  done;
  gpointer         done_data;
} OutlayWrite;

/* @reply: (nullable): what has come of it so far */
typedef struct
{
  OutlayWrite  write;
  OutlayReply *reply;
} OutlayJob;

/**
 * OutlayNews:
 * @companies: (array length=n_companies): ids of those in which something changed
 * @topics: (array length=n_topics): of the cache, a company's id and a topic in turn: what is kept
 *   of them is old
 * @forgets_identities: whether the role or state of somebody has changed
 *
 * What others should be told of a transaction. All text is interned.
 */
typedef struct
{
  const char *const *companies;
  guint              n_companies;
  const char *const *topics;
  guint              n_topics;
  gboolean           forgets_identities;
} OutlayNews;

/**
 * OutlayWriterHooks:
 * @announce: (nullable): called inside the transaction, before its commit
 * @committed: called after a commit, and before anybody is answered
 *
 * Both are called on the writer's thread, if there are any news.
 */
typedef struct
{
  gboolean (*announce)  (OutlayConnection *db,
                         const OutlayNews *news,
                         gpointer          data,
                         GError          **error);
  void     (*committed) (const OutlayNews *news,
                         gpointer          data);
  gpointer data;
} OutlayWriterHooks;

/**
 * OutlayBatch:
 *
 * One connection, and how jobs are written through it: many in one transaction, until the fate of
 * each is known. Where one is refused after it has changed something, all are run again, in a
 * savepoint each. What somebody else was in the way of is tried again; a connection that was lost is
 * tried once more; where it was lost during the commit, the database is asked what became of it, so
 * that nothing is done twice and nothing is claimed that did not happen. One thread.
 */
typedef struct _OutlayBatch OutlayBatch;

OutlayBatch *outlay_batch_new  (OutlayConnection *connection, const OutlayWriterHooks *hooks);
void         outlay_batch_free (OutlayBatch *self);

/* How many of the jobs that wait may share a transaction, at least one: a job that finds its
 * company while it runs is alone, so that nobody waits for a company while holding others. */
guint outlay_batch_count (OutlayBatch *self, const OutlayJob *jobs, guint n_jobs);

/* Runs them; each has its reply afterwards. */
void outlay_batch_run (OutlayBatch *self, OutlayJob *jobs, guint n_jobs);

/* While a job runs: told to the hooks if what it did is kept. */
void outlay_batch_add_notice        (OutlayBatch *self, const char *company);
void outlay_batch_add_topic         (OutlayBatch *self, const char *company, const char *topic);
void outlay_batch_forget_identities (OutlayBatch *self);

G_END_DECLS
