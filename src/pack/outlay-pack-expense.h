/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-workflow.h"
#include "core/money/outlay-money.h"

G_BEGIN_DECLS

/**
 * OutlayPackFacts:
 * @category: (nullable): id
 * @proofs: (array zero-terminated=1): SHA-256 in hex, in their order
 *
 * What an expense says, now or when somebody decided on it. Nothing here or below is owned.
 */
typedef struct
{
  const char        *merchant;
  OutlayMoney        amount;
  const char        *day;
  const char        *category;
  const char        *note;
  const char        *proof_digest;
  const char *const *proofs;
} OutlayPackFacts;

/**
 * OutlayPackEvent:
 * @seq: its number in the history it comes from; 0 where that is not known
 * @hash: (nullable): its hash in the chain there
 * @at: Unix time in microseconds
 * @actor: id of a person
 * @facts: (nullable): what the expense said then, proofs included; %NULL where that is not known
 */
typedef struct
{
  gint64                 seq;
  const char            *hash;
  gint64                 at;
  const char            *actor;
  OutlayAction           action;
  OutlayState            from;
  OutlayState            to;
  const char            *reason;
  gint64                 revision;
  const char            *proof_digest;
  const OutlayPackFacts *facts;
} OutlayPackEvent;

/**
 * OutlayPackExpense:
 * @owner: id of a person
 * @submitted_at: and @created_at, @updated_at: Unix time in microseconds; 0 where it never was
 * @is_converted: whether @converted, @rate and @rate_day are set: what it comes to in the company's currency
 *
 * An expense with its history, as a pack has it.
 */
typedef struct
{
  const char            *id;
  const char            *owner;
  OutlayPackFacts        facts;
  gboolean               is_converted;
  OutlayMoney            converted;
  const char            *rate;
  const char            *rate_day;
  guint                  proof_version;
  OutlayState            state;
  gint64                 revision;
  gint64                 submitted_at;
  gint64                 created_at;
  gint64                 updated_at;
  const OutlayPackEvent *events;
  guint                  n_events;
} OutlayPackExpense;

/* Where @self comes among others: by day, then by id. As strcmp(). */
int outlay_pack_expense_compare (const char *day, const char *id, const OutlayPackExpense *other);

/**
 * outlay_pack_expense_list_proofs:
 *
 * Returns: (transfer container) (element-type utf8): every file that any version of it shows, each once,
 *   the present ones first; borrowed from @self
 */
GPtrArray *outlay_pack_expense_list_proofs (const OutlayPackExpense *self);

/* When it was reimbursed; 0 where it was not, or nobody knows. */
gint64 outlay_pack_expense_get_reimbursed_at (const OutlayPackExpense *self);

/* (transfer full): a time with its microseconds, "2026-11-20T08:30:00.123456Z" (RFC 3339). */
char *outlay_pack_time_dup (gint64 unix_usec);

G_END_DECLS
