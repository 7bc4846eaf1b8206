/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/money/outlay-rates.h"

G_BEGIN_DECLS

/**
 * OutlayRatesReading:
 * @rates: (element-type OutlayDayRate): what was read so far
 * @line: the line that is read, from 1
 *
 * A file of rates on its way in.
 */
typedef struct
{
  GArray     *rates;
  GHashTable *days; /* ISO 8601 texts that were told, owned */
  guint       line;

  /* of the day that is read */
  char        day[OUTLAY_DAY_SIZE];
  guint       first;
} OutlayRatesReading;

/* A day begins: %FALSE with BAD_FILE where it is none, or was told before. */
gboolean outlay_rates_reading_begin_day (OutlayRatesReading *self,
                                         const char         *day,
                                         GError            **error);
/* A rate of that day. */
gboolean outlay_rates_reading_add (OutlayRatesReading *self,
                                   const char         *currency,
                                   const char         *rate,
                                   GError            **error);
/* Always %FALSE: BAD_FILE with the line and what is wrong there; @what (nullable) is shown cut. */
gboolean outlay_rates_reading_fail (OutlayRatesReading *self,
                                    const char         *message,
                                    const char         *what,
                                    GError            **error);

gboolean outlay_rates_read_xml (OutlayRatesReading *self,
                                const char         *text,
                                gsize               length,
                                GError            **error);
gboolean outlay_rates_read_csv (OutlayRatesReading *self,
                                const char         *text,
                                gsize               length,
                                GError            **error);

G_END_DECLS
