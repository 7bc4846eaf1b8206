/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/reports/outlay-report-span.h"
#include "client/account/outlay-workspace.h"
#include "client/reports/outlay-spending.h"

G_BEGIN_DECLS

/* Which expenses count, by where they stand. */
typedef enum
{
  OUTLAY_REPORT_BUT_REJECTED, /* what was, or may become, an expense: the default */
  OUTLAY_REPORT_APPROVED,     /* reimbursed or not */
  OUTLAY_REPORT_WAITING,
  OUTLAY_REPORT_REJECTED,
  OUTLAY_REPORT_EVERYTHING,
} OutlayReportStates;
#define OUTLAY_N_REPORT_STATES 5

#define OUTLAY_TYPE_REPORT_CHOICE (outlay_report_choice_get_type ())
G_DECLARE_FINAL_TYPE (OutlayReportChoice, outlay_report_choice, OUTLAY, REPORT_CHOICE, GObject)

/**
 * OutlayReportChoice:
 *
 * What a person wants to see in their report: which time, whose expenses, in which state and currency.
 * How long a time and which states are remembered in the account's folder. The signal "changed" (no
 * arguments) follows every change, also that of a role that may not see the company any more. It reads
 * no expense.
 */
OutlayReportChoice *outlay_report_choice_new (OutlayWorkspace *workspace);

/* The question to ask for what is chosen. */
void outlay_report_choice_get_query (OutlayReportChoice *self, OutlaySpendingQuery *query);

/* Whether both ask for the same numbers, compared with whatever. */
gboolean
outlay_report_is_same_question (const OutlaySpendingQuery *a, const OutlaySpendingQuery *b);

/* The time, and the day that is today in it. Borrowed until it changes. */
const OutlayReportSpan *outlay_report_choice_get_span (OutlayReportChoice *self);
const char *outlay_report_choice_get_today (OutlayReportChoice *self);

/* Keeps to the day that was looked at: today, or the last of a time that is over. */
void outlay_report_choice_set_length (OutlayReportChoice *self, OutlayReportLength length);
/* @step: −1 or +1. The future is not gone to. */
gboolean outlay_report_choice_can_step (OutlayReportChoice *self, int step);
void outlay_report_choice_step (OutlayReportChoice *self, int step);
void outlay_report_choice_go_to_now (OutlayReportChoice *self);
/* When midnight has passed, the time that was now is so again. */
void outlay_report_choice_check_day (OutlayReportChoice *self);

gboolean outlay_report_choice_may_be_company (OutlayReportChoice *self);
gboolean outlay_report_choice_is_company (OutlayReportChoice *self);
void outlay_report_choice_set_company (OutlayReportChoice *self, gboolean is_company);

/* Whether there are states worth choosing from: not on the device only. */
gboolean outlay_report_choice_has_states (OutlayReportChoice *self);
OutlayReportStates outlay_report_choice_get_states (OutlayReportChoice *self);
void outlay_report_choice_set_states (OutlayReportChoice *self, OutlayReportStates states);
/* (transfer none): "All but Rejected", translated */
const char *outlay_report_states_get_name (OutlayReportStates states);

/* (nullable): the currency that others are converted into, where there is one */
const char *outlay_report_choice_get_home (OutlayReportChoice *self);
const char *outlay_report_choice_get_currency (OutlayReportChoice *self);
/* Whether what is in other currencies counts, converted. */
gboolean outlay_report_choice_is_converted (OutlayReportChoice *self);
void outlay_report_choice_set_currency (OutlayReportChoice *self,
                                        const char *currency,
                                        gboolean is_converted);

G_END_DECLS
