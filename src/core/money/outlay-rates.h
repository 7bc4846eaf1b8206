/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/money/outlay-rate.h"
#include "core/report/outlay-days.h"

G_BEGIN_DECLS

/* A rate is taken for days up to this long after its own: over the longest holidays of the European
 * Central Bank (Easter and Christmas, five days) and twice as long again. */
#define OUTLAY_RATES_MAX_AGE 10

/* What the rates are told against. */
#define OUTLAY_RATES_BASE "EUR"

/* A file of rates may have this many bytes: those from 1999 on have 8 MB as XML in 2026. */
#define OUTLAY_RATES_FILE_MAX (64 * 1024 * 1024)

#define OUTLAY_RATES_ERROR (outlay_rates_error_quark ())
GQuark outlay_rates_error_quark (void);

typedef enum
{
  OUTLAY_RATES_ERROR_BAD_FILE,  /* it is no file of rates, or something in it is wrong */
  OUTLAY_RATES_ERROR_TOO_LARGE,
  OUTLAY_RATES_ERROR_NONE,      /* there is no rate of that day: another file is needed */
} OutlayRatesError;

/**
 * OutlayDayRate:
 * @day: ISO 8601
 * @currency: three capital letters, never "EUR"; maybe one that is no more, as of 1999
 * @rate: units of it for one euro
 */
typedef struct
{
  char       day[OUTLAY_DAY_SIZE];
  char       currency[4];
  OutlayRate rate;
} OutlayDayRate;

/**
 * OutlayConversion:
 * @amount: in the other currency
 * @rate: units of the other currency for one unit of the amount's own; @amount is what
 *   outlay_rate_convert() makes of it
 * @rate_day: ISO 8601 day the rate is of
 *
 * What an expense is in another currency, with all that is needed to check it by hand.
 */
typedef struct
{
  OutlayMoney amount;
  OutlayRate  rate;
  char        rate_day[OUTLAY_DAY_SIZE];
} OutlayConversion;

/**
 * OutlayRates:
 *
 * Reference exchange rates of the European Central Bank by day, as its files tell them: units of a
 * currency for one euro. Not thread-safe.
 */
typedef struct _OutlayRates OutlayRates;

OutlayRates *outlay_rates_new  (void);
void         outlay_rates_free (OutlayRates *self);

/**
 * outlay_rates_add:
 * @day: a valid ISO 8601 day
 * @currency: three capital letters other than "EUR"
 *
 * What was there of the same day and currency is replaced.
 */
void outlay_rates_add (OutlayRates      *self,
                       const char       *day,
                       const char       *currency,
                       const OutlayRate *rate);

/**
 * outlay_rates_read:
 * @text: (array length=length): a whole file: eurofxref-daily.xml, eurofxref-hist-90d.xml or
 *   eurofxref-hist.xml where its first character is "<", else eurofxref-hist.csv; it may begin with
 *   a byte order mark
 *
 * Adds all rates of a file. XML is an element Cube for each day (`time`) with one in it for each rate
 * (`currency`, `rate`); what is outside of those is not looked at. CSV has a first line "Date,USD,JPY,…"
 * and one for each day; "N/A" and nothing are no rate. Strict: a day, code or rate that is none, a
 * day or a currency told twice, and a file without a single rate are errors that name the line:
 * their message begins with "Line 3: ".
 *
 * Returns: %FALSE with an #OutlayRatesError; nothing was added then
 */
gboolean outlay_rates_read (OutlayRates  *self,
                            const char   *text,
                            gsize         length,
                            GError      **error);

guint                outlay_rates_get_n (OutlayRates *self);
/* (transfer none): in the order of currencies, and each by day; until rates are added */
const OutlayDayRate *outlay_rates_get   (OutlayRates *self,
                                         guint        position);

/**
 * outlay_rates_find:
 * @currency: any text; "EUR" is one for one on any day
 * @day: any text
 * @rate: (out caller-allocates) (optional): units of @currency for one euro
 * @rate_day: (out caller-allocates) (optional): the day it is of
 *
 * The rate of the latest day that is on or before @day and at most %OUTLAY_RATES_MAX_AGE days older.
 *
 * Returns: whether there is one
 */
gboolean outlay_rates_find (OutlayRates *self,
                            const char  *currency,
                            const char  *day,
                            OutlayRate  *rate,
                            char         rate_day[OUTLAY_DAY_SIZE]);

/**
 * outlay_rates_convert:
 * @currency: what to convert into, ISO 4217
 * @day: ISO 8601 day of the expense
 * @conversion: (out caller-allocates): untouched on error
 *
 * Converts over the euro, with both rates of one day: the latest on or before @day, and at most
 * %OUTLAY_RATES_MAX_AGE days older, that has both. The rate is rounded to its ten digits first, and
 * the amount computed from that: so does everybody who checks it.
 *
 * An amount of @currency itself comes back as it is, at one for one.
 *
 * Returns: %FALSE with %OUTLAY_RATES_ERROR_NONE, or an #OutlayMoneyError: OVERFLOW, UNKNOWN_CURRENCY
 */
gboolean outlay_rates_convert (OutlayRates        *self,
                               const OutlayMoney  *amount,
                               const char         *currency,
                               const char         *day,
                               OutlayConversion   *conversion,
                               GError            **error);

/**
 * outlay_conversion_of_rates:
 * @from: units of the amount's currency for one euro, and @to: of @currency, both of @day
 *
 * The same for whoever has looked up both rates elsewhere; %OUTLAY_RATE_ONE for the euro.
 */
gboolean outlay_conversion_of_rates (const OutlayMoney  *amount,
                                     const char         *currency,
                                     const OutlayRate   *from,
                                     const OutlayRate   *to,
                                     const char         *day,
                                     OutlayConversion   *conversion,
                                     GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayRates, outlay_rates_free)

G_END_DECLS
