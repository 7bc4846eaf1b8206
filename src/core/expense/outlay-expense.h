/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "core/money/outlay-money.h"
#include "core/expense/outlay-workflow.h"

G_BEGIN_DECLS

/* How far this device's copy is from the company's. Everything is DELIVERED on the server. */
typedef enum
{
  OUTLAY_DELIVERY_DELIVERED, /* the company has it as it is here */
  OUTLAY_DELIVERY_WAITING,   /* changes wait in the outbox */
  OUTLAY_DELIVERY_STUCK,     /* the company refused them; the person must decide */
  OUTLAY_DELIVERY_CONFLICT,  /* somebody changed it meanwhile; both versions are kept */
} OutlayDelivery;

#define OUTLAY_TYPE_DELIVERY (outlay_delivery_get_type ())
GType outlay_delivery_get_type (void);

/**
 * OutlayExpenseInit:
 *
 * All fields of a record, for outlay_expense_new(). Text may be %NULL, which reads as empty
 * (@category: none). Times are RFC 3339 in UTC, @day is ISO 8601 "YYYY-MM-DD" or empty, @proofs a
 * %NULL-terminated list of SHA-256 in hex, in their order.
 *
 * @converted is what the amount comes to in the company's currency, where it is in another one: with
 * @rate, the units of that currency for one unit of the amount's as a decimal text, of @rate_day. Its
 * currency is empty where nothing was converted.
 */
typedef struct
{
  const char        *id;
  const char        *owner_id;
  const char        *owner_name;
  const char        *merchant;
  OutlayMoney        amount;
  const char        *day;
  const char        *category;
  const char        *note;
  const char *const *proofs;
  guint              proof_version;
  const char        *proof_digest;
  guint              reuploads_left;
  OutlayState        state;
  gint64             revision;
  const char        *created_at;
  const char        *updated_at;
  OutlayDelivery     delivery;
  OutlayMoney        converted;
  const char        *rate;
  const char        *rate_day;
} OutlayExpenseInit;

#define OUTLAY_TYPE_EXPENSE (outlay_expense_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExpense, outlay_expense, OUTLAY, EXPENSE, GObject)

/**
 * OutlayExpense:
 *
 * An immutable snapshot of one expense as it was read. It knows no SQL, JSON or widget. Each field
 * is a read-only property of the same name in kebab-case ("amount" is a boxed #OutlayMoney,
 * "proofs" a #GStrv, "state" and "delivery" enums), so that a row can bind to it.
 */
OutlayExpense *outlay_expense_new (const OutlayExpenseInit *init);

const char        *outlay_expense_get_id             (OutlayExpense *self);
const char        *outlay_expense_get_owner_id       (OutlayExpense *self);
const char        *outlay_expense_get_owner_name     (OutlayExpense *self);
const char        *outlay_expense_get_merchant       (OutlayExpense *self);
const OutlayMoney *outlay_expense_get_amount         (OutlayExpense *self);
const char        *outlay_expense_get_day            (OutlayExpense *self);
const char        *outlay_expense_get_category       (OutlayExpense *self); /* (nullable) */
const char        *outlay_expense_get_note           (OutlayExpense *self);
const char *const *outlay_expense_get_proofs         (OutlayExpense *self);
guint              outlay_expense_get_proof_version  (OutlayExpense *self);
const char        *outlay_expense_get_proof_digest   (OutlayExpense *self);
guint              outlay_expense_get_reuploads_left (OutlayExpense *self);
OutlayState        outlay_expense_get_state          (OutlayExpense *self);
gint64             outlay_expense_get_revision       (OutlayExpense *self);
const char        *outlay_expense_get_created_at     (OutlayExpense *self);
const char        *outlay_expense_get_updated_at     (OutlayExpense *self);
OutlayDelivery     outlay_expense_get_delivery       (OutlayExpense *self);

/* The amount in the company's currency, the rate it was converted by and the rate's day; all (nullable),
 * %NULL where nothing was converted. */
const OutlayMoney *outlay_expense_get_converted      (OutlayExpense *self);
const char        *outlay_expense_get_rate           (OutlayExpense *self);
const char        *outlay_expense_get_rate_day       (OutlayExpense *self);

G_END_DECLS
