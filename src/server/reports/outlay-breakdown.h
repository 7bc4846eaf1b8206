/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/report/outlay-report.h"

G_BEGIN_DECLS

/* What a report is told by. */
typedef enum
{
  OUTLAY_BREAKDOWN_CATEGORY, /* an OutlayReport, not a breakdown */
  OUTLAY_BREAKDOWN_MERCHANT,
  OUTLAY_BREAKDOWN_PERSON,
  OUTLAY_BREAKDOWN_DEPARTMENT,
} OutlayBreakdownKind;
#define OUTLAY_N_BREAKDOWN_KINDS 4

/* "category", "merchant", "person", "department" */
const char *outlay_breakdown_kind_to_string   (OutlayBreakdownKind  kind);
gboolean    outlay_breakdown_kind_from_string (const char          *text,
                                               OutlayBreakdownKind *kind);

/**
 * OutlayBreakdownPart:
 * @name: the merchant, the person's id or the department; empty for none
 */
typedef struct
{
  const char       *name;
  OutlayStateTotals totals;
} OutlayBreakdownPart;

/**
 * OutlayBreakdownBlock:
 * @currency: as that of an OutlayCurrencyTotals
 * @parts: (element-type OutlayBreakdownPart): by name
 */
typedef struct
{
  char              currency[OUTLAY_CURRENCY_KEY_SIZE];
  OutlayStateTotals totals;
  GHashTable       *parts;
} OutlayBreakdownBlock;

/**
 * OutlayBreakdown:
 * @blocks: (array length=n_blocks): in the order of an OutlayReport
 *
 * What was spent in a run of days, added up by merchant, person or department, of which there may be
 * many thousands: it remembers each, and tells the largest. Every sum is checked.
 */
typedef struct
{
  OutlayBreakdownKind   kind;
  OutlayBreakdownBlock *blocks;
  guint                 n_blocks;

  /*< private >*/
  GStringChunk *names;
} OutlayBreakdown;

void outlay_breakdown_init  (OutlayBreakdown     *self,
                             OutlayBreakdownKind  kind);
void outlay_breakdown_clear (OutlayBreakdown     *self);

/**
 * outlay_breakdown_add:
 * @currency: "EUR", or "=EUR" for what was converted
 * @name: of the part
 * @states: (array fixed-size=5)
 *
 * Returns: %FALSE with %OUTLAY_MONEY_ERROR_OVERFLOW
 */
gboolean outlay_breakdown_add (OutlayBreakdown    *self,
                               const char         *currency,
                               const char         *name,
                               const OutlayTotal  *states,
                               GError            **error);

/* Adds all of another of the same kind. */
gboolean outlay_breakdown_add_all (OutlayBreakdown        *self,
                                   const OutlayBreakdown  *other,
                                   GError                **error);

/**
 * outlay_breakdown_block_find_largest:
 * @parts: (array length=n_parts) (out caller-allocates): the largest by amount, of one amount in the
 *   order of their names' bytes; borrowed
 * @n_parts: how many there is room for
 * @rest: (out): all others together
 *
 * Returns: how many there are in @parts
 */
guint outlay_breakdown_block_find_largest (const OutlayBreakdownBlock  *self,
                                           const OutlayBreakdownPart  **parts,
                                           guint                        n_parts,
                                           OutlayTotal                 *rest);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlayBreakdown, outlay_breakdown_clear)

G_END_DECLS
