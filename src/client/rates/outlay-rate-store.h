/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "client/account/outlay-account.h"
#include "client/database/outlay-database.h"
#include "core/money/outlay-rates.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_RATE_STORE (outlay_rate_store_get_type ())
G_DECLARE_FINAL_TYPE (OutlayRateStore, outlay_rate_store, OUTLAY, RATE_STORE, GObject)

/**
 * OutlayRateStore:
 *
 * The exchange rates that are kept here, and what an amount comes to by them. A company's come with sync. On
 * the device alone they come from a file, and where the person allows it once a day from the European Central
 * Bank: nothing is sent but the question for the day's table. What expenses come to follows by itself.
 *
 * Signal: "changed": rates have come, the currency of all is another, or whether and how they are fetched.
 */
OutlayRateStore *outlay_rate_store_new (OutlayDatabase *database, OutlayAccount *account);
/* Fetches nothing any more. */
void outlay_rate_store_close (OutlayRateStore *self);

/* (transfer full) (nullable): the latest day there are rates of, ISO 8601 */
char *outlay_rate_store_dup_last_day (OutlayRateStore *self);

/**
 * outlay_rate_store_convert:
 * @day: (nullable): ISO 8601
 * @conversion: (out caller-allocates): what it comes to in the currency that all is reckoned in
 *
 * Returns: %FALSE where there is no such currency, the amount is in it, or no rate of its day is known
 */
gboolean outlay_rate_store_convert (OutlayRateStore *self,
                                    const OutlayMoney *amount,
                                    const char *day,
                                    OutlayConversion *conversion);

/**
 * outlay_rate_store_import:
 * @file: see outlay_rates_read()
 *
 * Takes in a file of the European Central Bank, whole or not at all.
 *
 * Returns: (transfer full): future of a guint: how many days it has. Rejects with #OutlayRatesError,
 *   #GIOErrorEnum where the file cannot be read, or #OutlayClientError.
 */
DexFuture *outlay_rate_store_import (OutlayRateStore *self, GFile *file);

/* Whether the day's rates are fetched by themselves: on the device alone, and not unless it was allowed. */
gboolean outlay_rate_store_is_daily (OutlayRateStore *self);
/* The first ones are fetched at once. */
void outlay_rate_store_set_daily (OutlayRateStore *self, gboolean is_daily);

/* Whether they are being fetched. */
gboolean outlay_rate_store_is_fetching (OutlayRateStore *self);
/* (transfer none) (nullable): why they could not be fetched the last time, an #OutlayClientError or #OutlayRatesError;
 * it is tried again by itself */
const GError *outlay_rate_store_get_problem (OutlayRateStore *self);

G_END_DECLS
