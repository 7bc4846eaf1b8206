/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/money/outlay-rates.h"
#include "db/outlay-connection.h"
#include "server/outlay-json-writer.h"

G_BEGIN_DECLS

/**
 * outlay_rate_store_put:
 * @n_days: (out): how many days @rates has
 *
 * Keeps the rates of all days that @rates has, in the place of what was there of these days. What was
 * converted before stays as it was. Inside a transaction.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean outlay_rate_store_put (OutlayConnection  *db,
                                OutlayRates       *rates,
                                guint             *n_days,
                                GError           **error);

/**
 * outlay_rate_store_convert:
 * @day: ISO 8601 day of the expense
 * @conversion: (out caller-allocates): set where there is one
 * @is_converted: (out): whether there is one: there are rates of that day or shortly before it, and
 *   what it comes to fits
 *
 * As outlay_rates_convert(), by the rates that are in the database now.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean outlay_rate_store_convert (OutlayConnection   *db,
                                    const OutlayMoney  *amount,
                                    const char         *currency,
                                    const char         *day,
                                    OutlayConversion   *conversion,
                                    gboolean           *is_converted,
                                    GError            **error);

/* @day: (out) (transfer full) (nullable): the newest day that there are rates of */
gboolean outlay_rate_store_get_newest (OutlayConnection  *db,
                                       char             **day,
                                       GError           **error);

/* The days from @from to @to that there are rates of, both included, as an array of
 * `{"day": "2026-11-20", "rates": {"USD": "1.0523", …}}` in the order of the days. */
gboolean outlay_rate_store_write_json (OutlayConnection  *db,
                                       const char        *from,
                                       const char        *to,
                                       OutlayJsonWriter  *json,
                                       GError           **error);

G_END_DECLS
