/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/shared/outlay-limits.h"

G_BEGIN_DECLS

/* What the process counts, for `GET /metrics`. A thread counts for itself, in memory that no other writes,
 * so that it costs a few nanoseconds; whoever reads adds all threads up. Any thread. */

typedef enum
{
  OUTLAY_METRIC_CONNECTIONS,    /* open now */
  OUTLAY_METRIC_REQUESTS,       /* under way now */
  OUTLAY_METRIC_UNSOUND,        /* refused for their head alone */
  OUTLAY_METRIC_WRITES,         /* given to a writer */
  OUTLAY_METRIC_WRITES_WAITING, /* of those, not taken up yet */
  OUTLAY_METRIC_BATCHES,        /* of writes */
  OUTLAY_METRIC_CERTIFICATE,    /* Unix time in seconds of its end; 0 without one */
  OUTLAY_METRIC_SSO_SIGNED_IN,  /* who came in by the company's identity provider */
  OUTLAY_METRIC_SSO_REFUSED,    /* who came back from it, and was not let in */
  OUTLAY_METRIC_SSO_AWAY,       /* who could not be sent there, or judged, as it did not answer */
  OUTLAY_METRIC_RATES_KEPT,     /* times that exchange rates were fetched */
  OUTLAY_METRIC_RATES_FAILED,   /* times that they could not be */
  OUTLAY_METRIC_LIMITED,        /* refused as too many; and one for each cost after it */
  OUTLAY_N_METRICS = OUTLAY_METRIC_LIMITED + OUTLAY_N_COSTS,
} OutlayMetric;

/* @amount: below 0 for what there is less of now */
void   outlay_metrics_add (OutlayMetric metric, gint64 amount);

/* The sum of all threads. */
gint64 outlay_metrics_get (OutlayMetric metric);

/* Upper ends of the histogram's classes in microseconds; the last class has none. */
#define OUTLAY_N_DURATIONS 12
extern const gint64 outlay_metric_durations[OUTLAY_N_DURATIONS];

#define OUTLAY_N_STATUS_CLASSES 6 /* "none" when the connection ended first, then "1xx" to "5xx" */

/**
 * OutlayRouteMetrics:
 *
 * Requests to one route.
 */
typedef struct
{
  guint64 by_status[OUTLAY_N_STATUS_CLASSES];
  guint64 by_duration[OUTLAY_N_DURATIONS + 1];
  guint64 usec;
} OutlayRouteMetrics;

/* There are fewer routes than this. */
#define OUTLAY_MAX_ROUTES 128

/* @number: of the route as outlay_router_find() tells it, 0 for none */
void outlay_metrics_note_request (guint number, guint status, gint64 usec);
void outlay_metrics_get_route    (guint number, OutlayRouteMetrics *metrics);

G_END_DECLS
