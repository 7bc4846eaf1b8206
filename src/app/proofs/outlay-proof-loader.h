/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "app/proofs/outlay-proof-picture.h"
#include "client/proofs/outlay-proof-store.h"

G_BEGIN_DECLS

#define OUTLAY_PROOF_THUMBNAIL_SIZE 256

/* The order in which waiting requests are decoded. */
typedef enum
{
  OUTLAY_PROOF_NOW,   /* somebody looks at the place where it will be */
  OUTLAY_PROOF_SOON,  /* a thumbnail among many */
  OUTLAY_PROOF_AHEAD, /* it may be looked at next */
} OutlayProofUrgency;

#define OUTLAY_TYPE_PROOF_LOADER (outlay_proof_loader_get_type ())
G_DECLARE_FINAL_TYPE (OutlayProofLoader, outlay_proof_loader, OUTLAY, PROOF_LOADER, GObject)

/**
 * OutlayProofLoader:
 *
 * Turns proofs into pictures for widgets: fetches the file where it is not on this device, decodes
 * it on a thread of its own, and keeps what was decoded within a number of bytes. Requests for the
 * same page at the same size share one decode, and each decode leaves the thumbnail behind as
 * well. It must not block the main thread, on which all its functions are called.
 */

/**
 * outlay_proof_loader_of:
 *
 * Returns: (transfer none): the one loader of @store, made when it is first asked for
 */
OutlayProofLoader *outlay_proof_loader_of (OutlayProofStore *store);

/**
 * outlay_proof_loader_round_size:
 * @pixels: length of the longer side that will be on the screen
 *
 * Returns: the next larger one of a few sizes, so that a slightly larger window finds the cache
 *   warm
 */
guint outlay_proof_loader_round_size (double pixels);

/**
 * outlay_proof_loader_load:
 * @page: counts from 0
 * @size: from outlay_proof_loader_round_size(), or %OUTLAY_PROOF_THUMBNAIL_SIZE
 * @cancellable: (nullable): gives this request up; the decode stops when nobody else waits for it
 *
 * Returns: (transfer full): future of an #OutlayProofPicture. Rejects with #OutlayProofError for a
 *   file that cannot be shown, #OutlayClientError where it could not be fetched, or
 *   %G_IO_ERROR_CANCELLED
 */
DexFuture *outlay_proof_loader_load (OutlayProofLoader  *self,
                                     const char         *sha256,
                                     guint               page,
                                     guint               size,
                                     OutlayProofUrgency  urgency,
                                     GCancellable       *cancellable);

/* (transfer full) (nullable): the picture if it is in memory, at once */
OutlayProofPicture *outlay_proof_loader_peek (OutlayProofLoader *self,
                                              const char        *sha256,
                                              guint              page,
                                              guint              size);

/* (transfer full) (nullable): the sharpest that is in memory, of whatever size */
OutlayProofPicture *outlay_proof_loader_peek_any (OutlayProofLoader *self,
                                                  const char        *sha256,
                                                  guint              page);

/* Files decoded so far, for tests and measurements: what is shared or cached is not counted. */
guint outlay_proof_loader_get_n_decoded (OutlayProofLoader *self);

G_END_DECLS
