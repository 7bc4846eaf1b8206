/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"
#include "pack/outlay-pack-assembly.h"

G_BEGIN_DECLS

/**
 * OutlayPackChoice:
 * @owner: (nullable): id of whose alone
 * @from: first day, and @to: last day, both included; (nullable): open on that side
 * @states: bit (1 << #OutlayState) for each wanted one; drafts only with @owner
 *
 * Which expenses of a company go into a pack.
 */
typedef struct
{
  const char *company;
  const char *owner;
  const char *from;
  const char *to;
  guint       states;
} OutlayPackChoice;

typedef gboolean (*OutlayPackSourceVisit) (const OutlayPackExpense *expense,
                                           gpointer                 data,
                                           GError                 **error);

/* Visits each of them with its history, in the order of packs. No statement is open meanwhile. In a transaction
 * that sees one picture. */
gboolean outlay_pack_source_visit (OutlayConnection        *db,
                                   const OutlayPackChoice  *choice,
                                   OutlayPackSourceVisit    visit,
                                   gpointer                 data,
                                   GError                 **error);

/* @assembly: (out) (transfer full) (nullable): one expense with its history; %NULL where there is none */
gboolean outlay_pack_source_get (OutlayConnection     *db,
                                 const char           *company,
                                 const char           *id,
                                 OutlayPackAssembly  **assembly,
                                 GError              **error);

G_END_DECLS
