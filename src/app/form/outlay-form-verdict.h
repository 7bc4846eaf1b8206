/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/ledger/outlay-expense-store.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_FORM_VERDICT (outlay_form_verdict_get_type ())
G_DECLARE_FINAL_TYPE (OutlayFormVerdict, outlay_form_verdict, OUTLAY, FORM_VERDICT, AdwBin)

/**
 * OutlayFormVerdict:
 *
 * Stands above the form of a rejected expense: who rejected it and why, and how often it can still
 * be sent again. It hides itself for any other.
 */

/* @expense is nullable: a new one. */
void outlay_form_verdict_show (OutlayFormVerdict  *self,
                               OutlayExpenseStore *store,
                               OutlayExpense      *expense);

G_END_DECLS
