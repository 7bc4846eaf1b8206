/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/export/outlay-export-subject.h"
#include "app/reports/outlay-rows-sum.h"
#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

/**
 * OutlayRowsInit:
 * @title: what the number is of: "Meals"
 * @subtitle: (nullable): of when, and whose: "November 2026"
 * @is_company: whether they are read from the server, for who may
 * @filter: exactly the rows behind the number; copied
 * @currency: (nullable): what the number is in; %NULL where it only counts
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  gboolean is_company;
  const OutlayExpenseFilter *filter;
  const char *currency;
} OutlayRowsInit;

#define OUTLAY_TYPE_ROWS_PAGE (outlay_rows_page_get_type ())
G_DECLARE_FINAL_TYPE (OutlayRowsPage, outlay_rows_page, OUTLAY, ROWS_PAGE, AdwNavigationPage)

/**
 * OutlayRowsPage:
 *
 * The expenses behind a number, to be pushed into the #AdwNavigationView that shows the number; a row
 * opens the expense, in the same view. At its head stands their sum, added up from the rows themselves:
 * one's own follow the ledger while they are shown.
 */
AdwNavigationPage *outlay_rows_page_new (OutlayWorkspace *workspace, const OutlayRowsInit *init);

/* (nullable) (transfer none): what is at its head; %NULL where it only counts */
OutlayRowsSum *outlay_rows_page_get_sum (OutlayRowsPage *self);

/* Whether all rows are there, and added up. */
gboolean outlay_rows_page_is_complete (OutlayRowsPage *self);

/* (transfer none): the rows, as far as they are there */
GListModel *outlay_rows_page_get_rows (OutlayRowsPage *self);

/* (transfer full): the rows, to take them out */
OutlayExportSubject *outlay_rows_page_dup_subject (OutlayRowsPage *self);

G_END_DECLS
