/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-settings.h"
#include "server/proofs/outlay-proof-vault.h"

G_BEGIN_DECLS

/**
 * OutlayProofSweeper:
 *
 * A thread of a running server that sweeps the proofs nobody names: once an hour, in small steps with
 * rests between them, at low priority, on a connection that is open meanwhile alone.
 */
typedef struct _OutlayProofSweeper OutlayProofSweeper;

/* @settings and @vault must outlive it. */
OutlayProofSweeper *outlay_proof_sweeper_new (const OutlaySettings *settings,
                                              OutlayProofVault     *vault);

/* Days from the next sweep on. Any thread. */
void outlay_proof_sweeper_set_grace (OutlayProofSweeper *self, int days);

/* Ends a sweep that is under way after the step it is at. */
void outlay_proof_sweeper_free (OutlayProofSweeper *self);

G_END_DECLS
