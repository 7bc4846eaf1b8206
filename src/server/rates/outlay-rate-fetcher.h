/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-settings.h"

G_BEGIN_DECLS

/**
 * OutlayRateFetcher:
 *
 * A thread of a running server that fetches exchange rates from where the settings say, once a day; soon
 * again after a failure, and later each time. What fails is told in the log and counted, and harms
 * nobody: what is submitted meanwhile is converted by the rates that there are.
 */
typedef struct _OutlayRateFetcher OutlayRateFetcher;

/**
 * outlay_rate_fetcher_new:
 * @settings: with an address of rates; must outlive it
 *
 * Begins at once, unless there are rates of the present day.
 *
 * Returns: (transfer full) (nullable): %NULL with %OUTLAY_SETTINGS_ERROR_BAD for an address that
 *   nothing must be fetched from
 */
OutlayRateFetcher *outlay_rate_fetcher_new  (const OutlaySettings *settings, GError **error);

/* Ends a fetch that is under way. */
void               outlay_rate_fetcher_free (OutlayRateFetcher *self);

G_END_DECLS
