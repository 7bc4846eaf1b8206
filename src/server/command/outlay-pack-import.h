/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pack/outlay-pack-reader.h"
#include "db/outlay-connection.h"
#include "server/proofs/outlay-proof-vault.h"

G_BEGIN_DECLS

/* What becomes of an expense of a pack. */
typedef enum
{
  OUTLAY_PACK_FATE_NEW,         /* it is taken in */
  OUTLAY_PACK_FATE_KNOWN,       /* it is there, the same */
  OUTLAY_PACK_FATE_DIFFERENT,   /* it is there, and says something else: nothing is overwritten */
  OUTLAY_PACK_FATE_NO_PROOF,    /* names a file that is neither in the pack nor in the company */
  OUTLAY_PACK_FATE_NO_HISTORY,  /* is no draft, and the pack does not tell how it came to that */
  OUTLAY_PACK_FATE_NO_OWNER,    /* is, or was decided by, somebody who has no address in the pack */
} OutlayPackFate;
#define OUTLAY_PACK_N_FATES 6

/**
 * OutlayPackImport:
 * @db: for writing, and @reader: in which nothing was found
 * @nobody: (nullable): id of who somebody without an address is
 * @say: told of each expense that is neither new nor known, as a line for a person
 * @n_fates: (out): how many expenses there are of each fate
 * @n_strangers: (out): new people whose address belongs to another company's account on this server
 *
 * Takes a pack into a company: each expense with its history, times and proofs, whole or not at all. What
 * is there already is left as it is, so that doing it again adds nothing.
 *
 * Histories are chained anew at the end of the company's own, and an entry of the audit says where they come from. The
 * server may be running meanwhile.
 */
typedef struct
{
  OutlayConnection *db;
  OutlayProofVault *vault;
  OutlayPackReader *reader;
  const char       *company;
  const char       *nobody;
  void            (*say) (const char *line);

  gint64            n_fates[OUTLAY_PACK_N_FATES];
  guint             n_people;
  guint             n_categories;
  guint             n_strangers;
  gint64            n_proofs;
} OutlayPackImport;

gboolean outlay_pack_import_run (OutlayPackImport *self, GError **error);

G_END_DECLS
