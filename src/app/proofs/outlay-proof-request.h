/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/proofs/outlay-proof-loader.h"

G_BEGIN_DECLS

/**
 * OutlayProofRequest:
 * @loading: (nullable): what gives it up; %NULL while nothing is asked for
 *
 * The one picture a widget waits for, as a field of that widget; zero it to begin with. Asking anew
 * gives up what was asked before, and what was given up before it came is not answered. Main
 * thread.
 */
typedef struct
{
  GCancellable *loading;
} OutlayProofRequest;

/* What becomes of it: either @picture or @error is %NULL. The request is free again by then. */
typedef void (*OutlayProofAnswer) (gpointer            owner,
                                   OutlayProofPicture *picture,
                                   const GError       *error);

/**
 * outlay_proof_request_start:
 * @page: counts from 0
 * @size: as outlay_proof_loader_load() takes it
 * @owner: (type GObject): the widget that @self is a field of; it is kept until the answer is there
 * @answer: called once, unless the request is given up
 */
void outlay_proof_request_start (OutlayProofRequest *self,
                                 OutlayProofStore   *store,
                                 const char         *sha256,
                                 guint               page,
                                 guint               size,
                                 OutlayProofUrgency  urgency,
                                 gpointer            owner,
                                 OutlayProofAnswer   answer);

/* Gives up what was asked for, if anything was. */
void outlay_proof_request_stop (OutlayProofRequest *self);

G_END_DECLS
