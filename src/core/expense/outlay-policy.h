/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/money/outlay-money.h"

G_BEGIN_DECLS

typedef enum
{
  OUTLAY_PROOF_NEVER,   /* a proof is welcome, but not asked for */
  OUTLAY_PROOF_ABOVE,   /* above an amount, and always in another currency */
  OUTLAY_PROOF_ALWAYS,
} OutlayProofRule;

/**
 * OutlayPolicy:
 *
 * What a company asks of an expense. The same code judges on both sides.
 */
typedef struct
{
  OutlayProofRule proof_rule;
  OutlayMoney     proof_above; /* for OUTLAY_PROOF_ABOVE */
} OutlayPolicy;

/* A company's policy until it sets its own: a proof is always asked for. */
extern const OutlayPolicy outlay_policy_default;
/* On this device only: never. */
extern const OutlayPolicy outlay_policy_on_device;

gboolean outlay_policy_wants_proof (const OutlayPolicy *self,
                                    const OutlayMoney  *amount);

G_END_DECLS
