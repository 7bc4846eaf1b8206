/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pack/outlay-pack-expense.h"

G_BEGIN_DECLS

/**
 * OutlayPackAssembly:
 * @expense: to be filled in with texts that this keeps
 *
 * An expense that is put together from rows of a database, and the memory for all it borrows.
 */
typedef struct
{
  OutlayPackExpense expense;

  /*< private >*/
  GStringChunk *texts;
  GPtrArray    *lists;
  GArray       *events;
  GPtrArray    *facts;
} OutlayPackAssembly;

OutlayPackAssembly *outlay_pack_assembly_new  (void);
void                outlay_pack_assembly_free (OutlayPackAssembly *self);

/* (transfer none): a copy that lives as long as @self; %NULL for %NULL */
const char        *outlay_pack_assembly_keep       (OutlayPackAssembly *self, const char *text);
/* (transfer none): the same of texts that stand a line each */
const char *const *outlay_pack_assembly_keep_lines (OutlayPackAssembly *self, const char *lines);
/* (transfer none): the same of a list */
const char *const *outlay_pack_assembly_keep_list  (OutlayPackAssembly *self, const char *const *list);

/* Adds an event at the end; its texts are kept by the caller. */
void             outlay_pack_assembly_add_event (OutlayPackAssembly    *self,
                                                 const OutlayPackEvent *event);
/* (transfer none): facts for an event, empty */
OutlayPackFacts *outlay_pack_assembly_add_facts (OutlayPackAssembly    *self);
/* Lets go of all events. */
void             outlay_pack_assembly_drop_events (OutlayPackAssembly *self);

/* (transfer none): the expense with its events, until @self changes */
const OutlayPackExpense *outlay_pack_assembly_end (OutlayPackAssembly *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPackAssembly, outlay_pack_assembly_free)

G_END_DECLS
