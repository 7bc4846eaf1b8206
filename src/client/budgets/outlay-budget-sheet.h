/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "core/report/outlay-budget.h"

G_BEGIN_DECLS

typedef enum
{
  OUTLAY_BUDGET_SCOPE_MINE,    /* one's own */
  OUTLAY_BUDGET_SCOPE_COMPANY, /* of everybody together; set by admins, seen by all */
} OutlayBudgetScope;

/**
 * OutlayBudgetSheet:
 * @items: (element-type OutlayBudget)
 * @revision: 0 until they are first set
 *
 * All budgets of somebody, as the wire has them. Counted, and not changed once it is shared; any thread.
 */
typedef struct
{
  OutlayBudgetScope scope;
  GArray           *items;
  gint64            revision;
} OutlayBudgetSheet;

#define OUTLAY_TYPE_BUDGET_SHEET (outlay_budget_sheet_get_type ())
GType              outlay_budget_sheet_get_type (void);
OutlayBudgetSheet *outlay_budget_sheet_new      (OutlayBudgetScope  scope);
OutlayBudgetSheet *outlay_budget_sheet_ref      (OutlayBudgetSheet *self);
void               outlay_budget_sheet_unref    (OutlayBudgetSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayBudgetSheet, outlay_budget_sheet_unref)

/**
 * outlay_budget_sheet_read:
 * @json: (nullable): `{"scope", "items": [{"category", "limit"}], "revision", …}`
 *
 * Returns: (transfer full) (nullable): %NULL with %OUTLAY_CLIENT_ERROR_NO_SERVER
 */
OutlayBudgetSheet *outlay_budget_sheet_read     (JsonNode           *json,
                                                 GError            **error);

/* (transfer full): the body of a PUT: `{"items": […]}` */
JsonNode          *outlay_budget_sheet_to_json  (const OutlayBudgetSheet *self);

/* Puts @budget in the place of the one of its category and currency, or takes that out where its limit is
 * zero. */
void               outlay_budget_sheet_replace  (OutlayBudgetSheet  *self,
                                                 const OutlayBudget *budget);

/* The member @name of @object: `{"minor", "currency"}`, of at least @min. */
gboolean           outlay_budget_read_money     (JsonObject         *object,
                                                 const char         *name,
                                                 gint64              min,
                                                 OutlayMoney        *money,
                                                 GError            **error);

G_END_DECLS
