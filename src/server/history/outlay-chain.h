/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"

G_BEGIN_DECLS

/**
 * OutlayChain:
 *
 * The two chains that each company has. Every link is numbered from 1 and has a hash over what it says
 * and the hash before it; where the chain ends is written down beside it.
 */
typedef enum
{
  OUTLAY_CHAIN_EVENTS, /* what was done to expenses */
  OUTLAY_CHAIN_AUDIT,  /* who may do what, and who came in */
} OutlayChain;

/**
 * outlay_chain_read_end:
 * @seq: (out): number of the last link; 0 for a company without any
 * @hash: (out) (transfer full): its hash; empty where there is none
 */
gboolean outlay_chain_read_end (OutlayConnection  *db,
                                OutlayChain        chain,
                                const char        *company,
                                gint64            *seq,
                                char             **hash,
                                GError           **error);

/* Writes down that the chain ends with this link from now on. */
gboolean outlay_chain_move_end (OutlayConnection *db,
                                OutlayChain       chain,
                                const char       *company,
                                gint64            seq,
                                const char       *hash,
                                GError          **error);

/* (transfer full) (element-type utf8) (nullable): the ids of all companies, in order */
GPtrArray *outlay_chain_list_companies (OutlayConnection *db, GError **error);

G_END_DECLS
