/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-expense-check.h"
#include "core/expense/outlay-workflow.h"
#include "db/outlay-statement.h"
#include "server/outlay-json-writer.h"
#include "server/outlay-reply.h"

G_BEGIN_DECLS

/**
 * OutlayExpenseView:
 * @category: (nullable)
 * @proofs: SHA-256 in hex, a line each
 * @state: name of the state, as outlay_state_to_string() has it
 * @created_at: and @updated_at: Unix time in microseconds
 * @home_currency: (nullable): the company's currency that it was converted into when it was
 *   submitted; %NULL where it was not, and so are @rate and @rate_day
 * @home_minor: what it came to, in minor units of that
 * @rate: of that for one unit of its own currency, in decimals
 * @rate_day: the day that the rate is of
 *
 * One expense as its row has it. Pages are made of thousands of these a second, so that the
 * texts are borrowed from the statement until its next step; outlay_expense_view_copy() makes
 * one that stays.
 */
typedef struct
{
  const char *id;
  const char *owner;
  const char *owner_name;
  const char *merchant;
  gint64      minor;
  const char *currency;
  const char *day;
  const char *category;
  const char *note;
  const char *proofs;
  gint64      proof_version;
  const char *proof_digest;
  const char *state;
  gint64      revision;
  gint64      created_at;
  gint64      updated_at;
  const char *home_currency;
  gint64      home_minor;
  const char *rate;
  const char *rate_day;
} OutlayExpenseView;

#define OUTLAY_EXPENSE_N_COLUMNS 20

/* Reads the columns that every query of whole expenses has, the first of them being @column. */
void outlay_expense_view_read (OutlayExpenseView *self,
                               OutlayStatement   *row,
                               int                column);

/* (transfer full): all in one block; g_free() ends it. */
OutlayExpenseView *outlay_expense_view_copy (const OutlayExpenseView *self);

OutlayState outlay_expense_view_get_state (const OutlayExpenseView *self);
guint       outlay_expense_view_get_reuploads_left (const OutlayExpenseView *self);

/**
 * outlay_expense_view_get_fields:
 * @proofs: (out) (transfer full): what @fields names as its proofs
 *
 * What core checks. The rest of @fields is borrowed from @self.
 */
void outlay_expense_view_get_fields (const OutlayExpenseView *self,
                                     OutlayExpenseFields     *fields,
                                     char                  ***proofs);

/* The expense as the contract has it, an object. */
void outlay_expense_view_write_json (const OutlayExpenseView *self,
                                     OutlayJsonWriter        *json);

/* (transfer full): its members after id and owner, as JSON without braces; free() ends it. */
char *outlay_expense_view_dup_line  (const OutlayExpenseView *self);
/* What every line of @merchant begins with, and no other. */
void  outlay_expense_line_begin_json (const char       *merchant,
                                      OutlayJsonWriter *json);
/* The same object again from what outlay_expense_view_dup_line() has made. */
void  outlay_expense_line_write_json (const char       *id,
                                      const char       *owner,
                                      const char       *owner_name,
                                      const char       *line,
                                      gsize             length,
                                      OutlayJsonWriter *json);

/* The whole as an answer, with its ETag. */
OutlayReply *outlay_expense_view_reply    (const OutlayExpenseView *self,
                                           guint                    status);
/* A 409 or 412 that shows @self as it is now, with its ETag. */
OutlayReply *outlay_expense_view_conflict (const OutlayExpenseView *self,
                                           guint                    status,
                                           const char              *detail);

G_END_DECLS
