/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pack/outlay-pack-manifest.h"
#include "server/command/outlay-pack-source.h"
#include "server/proofs/outlay-proof-vault.h"

G_BEGIN_DECLS

/**
 * OutlayPackExport:
 * @db: for reading, and able to take long
 * @company_name: and the rest of what the pack says of itself
 * @progress: (nullable): told now and then how many of how many expenses are in the pack
 *
 * Writes an audit pack of a company as one picture of its database, while the server may be running.
 */
typedef struct
{
  OutlayConnection       *db;
  OutlayProofVault       *vault;
  const OutlayPackChoice *choice;
  OutlayPackTitle         title;
  const char             *path;
  GCancellable           *cancellable;
  void                  (*progress) (gint64 done, gint64 total);

  gint64                  n_expenses; /* out */
  gint64                  n_proofs;   /* out */
  guint                   n_unread;   /* out: proofs that could not be read */
} OutlayPackExport;

/* On failure there is nothing at @path that was not there before. */
gboolean outlay_pack_export_run (OutlayPackExport *self, GError **error);

G_END_DECLS
