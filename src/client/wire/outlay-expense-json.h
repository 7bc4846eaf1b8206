/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "core/expense/outlay-expense-check.h"
#include "core/expense/outlay-expense.h"

G_BEGIN_DECLS

/**
 * OutlayExpenseReading:
 *
 * An expense as it was read from the wire. Its texts belong to the JSON it was read from, and live
 * as long; a copy of the struct would point into the first.
 */
typedef struct
{
  OutlayExpenseInit init;
  const char       *proofs[OUTLAY_PROOFS_MAX + 1];
} OutlayExpenseReading;

/**
 * outlay_expense_reading_fill:
 * @self: (out caller-allocates)
 * @json: an expense as the HTTP contract writes it
 *
 * Nothing in it is trusted: a member that is missing, of another type, too long, or no UUID,
 * digest, day, time or currency where it should be one, refuses the whole. Any thread.
 *
 * Returns: %FALSE with %OUTLAY_CLIENT_ERROR_NO_SERVER
 */
gboolean  outlay_expense_reading_fill   (OutlayExpenseReading      *self,
                                         JsonNode                  *json,
                                         GError                   **error);

/**
 * outlay_expense_fields_to_json:
 *
 * Returns: (transfer full): the body of a PUT: the six fields a person may change and nothing else
 */
JsonNode *outlay_expense_fields_to_json (const OutlayExpenseFields *fields);

G_END_DECLS
