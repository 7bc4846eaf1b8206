/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/reports/outlay-spending-facts.h"

G_BEGIN_DECLS

/* What facts and what is made of them know of each other. */

#define OUTLAY_STATES_MASK ((1u << OUTLAY_N_STATES) - 1)

/* %FALSE with %OUTLAY_MONEY_ERROR_OVERFLOW. */
gboolean outlay_spending_add (OutlayTotal *self, const OutlayTotal *more, GError **error);

const OutlayTotal *outlay_spending_facts_get_span (const OutlaySpendingFacts *self, guint span);
gint64 outlay_spending_facts_get_span_minor (const OutlaySpendingFacts *self,
                                             guint span,
                                             const char *category);

/* Appends #OutlaySpendingPart whose texts are those of the facts, in no order. */
void outlay_spending_facts_list_parts (const OutlaySpendingFacts *self,
                                       OutlaySpendingBy by,
                                       GArray *parts);
gboolean outlay_spending_facts_has_parts (const OutlaySpendingFacts *self, OutlaySpendingBy by);

G_END_DECLS
