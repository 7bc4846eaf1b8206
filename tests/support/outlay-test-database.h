/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"

G_BEGIN_DECLS

typedef enum
{
  OUTLAY_TEST_SQLITE,
  OUTLAY_TEST_POSTGRESQL,
  OUTLAY_TEST_POSTGRESQL_PARTITIONS, /* its tables are in four parts by company */
  OUTLAY_TEST_N_ENGINES
} OutlayTestEngine;

/* "sqlite", "postgresql", "postgresql-partitions": for the path of a test. */
const char *outlay_test_engine_to_string (OutlayTestEngine engine);

/* The one that this run of a test is about: SQLite, or what OUTLAY_TEST_ENGINE names. */
OutlayTestEngine outlay_test_engine_get (void);

/* Whether there is one; else it says so and the test that runs is skipped. */
gboolean    outlay_test_engine_is_there  (OutlayTestEngine engine);

/**
 * outlay_test_database_new:
 *
 * A new and empty database of @engine, on the server that with-postgresql has started, or in a file
 * in a temporary folder. It may be made by another process than the one that opens it.
 *
 * Returns: (transfer full): its URI, to be given to outlay_test_database_free()
 */
char       *outlay_test_database_new     (OutlayTestEngine engine);

/* Ends its connections as well. */
void        outlay_test_database_free    (char *uri);

G_END_DECLS
