/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pack/outlay-pack-expense.h"

G_BEGIN_DECLS

/* What there is of one currency in one state. */
typedef struct
{
  char        currency[4];
  OutlayState state;
  gint64      count;
  gint64      minor;
} OutlayPackTotal;

/* A growing list of them, in the order of their currencies' codes and the states. */
typedef GArray OutlayPackTotals;

OutlayPackTotals *outlay_pack_totals_new (void);

/* %FALSE with %OUTLAY_MONEY_ERROR_OVERFLOW, and nothing changed */
gboolean outlay_pack_totals_add (OutlayPackTotals  *self,
                                 const OutlayMoney *amount,
                                 OutlayState        state,
                                 gint64             count,
                                 GError           **error);

gboolean outlay_pack_totals_equal (OutlayPackTotals *a, OutlayPackTotals *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPackTotals, g_array_unref)

G_END_DECLS
