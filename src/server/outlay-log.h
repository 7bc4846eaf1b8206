/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  OUTLAY_LOG_ERROR,
  OUTLAY_LOG_WARNING,
  OUTLAY_LOG_INFO,
  OUTLAY_LOG_DEBUG,
} OutlayLogLevel;

/**
 * outlay_log_start:
 *
 * Takes over GLib's log for the whole process: one logfmt line an event on standard error. Lines
 * are gathered and written by a thread of their own ten times a second, warnings at once, so that
 * no request waits for a slow terminal. Once per process.
 */
void outlay_log_start (OutlayLogLevel level);

/* Writes what is gathered and ends the thread. */
void outlay_log_stop (void);

void           outlay_log_set_level (OutlayLogLevel level);
OutlayLogLevel outlay_log_get_level (void);

/* "error", "warning", "info", "debug" */
gboolean outlay_log_level_from_string (const char *text, OutlayLogLevel *level);

/**
 * OutlayLogRequest:
 * @path: the route's template, never the path itself; or "-" where no route was found
 * @user: (nullable): id of the person
 *
 * What is told of a request: nothing that a person typed.
 */
typedef struct
{
  const char *method;
  const char *path;
  const char *user;
  guint       status;
  gint64      usec;
  guint64     bytes;
} OutlayLogRequest;

/* One line at level info. Any thread. */
void outlay_log_request (const OutlayLogRequest *request);

G_END_DECLS
